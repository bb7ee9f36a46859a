//! The content security policy, written into the page as a `meta` tag: what a page may load is exactly what the packer
//! put there. No `unsafe-inline`; `'wasm-unsafe-eval'` allows compiling Wasm and no other evaluation.
//! `frame-ancestors`, `sandbox` and reporting work only as a header; README names them.

use crate::{files, html};

/// Which build a page belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Build {
    /// Served over http(s): everything from its own origin.
    Hosted,
    /// One file: nothing from anywhere.
    SingleFile,
}

/// What a page adds to itself once it is unpacked.
pub struct Made<'a> {
    /// A script.
    pub script: &'a str,
    /// A style sheet.
    pub style: &'a str,
}

/// The policy for a page whose inline scripts and styles are final, and for what it adds to itself.
pub fn for_page(page: &str, build: Build, made: Option<Made>) -> String {
    let digests = |name: &str| {
        html::tags(page)
            .iter()
            .filter(|tag| tag.name == name && tag.get("src").is_none() && tag.get("type").is_none_or(runs))
            .filter_map(|tag| tag.content.as_ref())
            .map(|(content, _)| format!(" '{}'", files::integrity(&page.as_bytes()[content.clone()])))
            .collect::<String>()
    };
    let [script, style] = made.map_or_else(<[String; 2]>::default, |made| {
        [made.script, made.style].map(|text| format!(" '{}'", files::integrity(text.as_bytes())))
    });
    let scripts = format!("'wasm-unsafe-eval'{}{script}", digests("script"));
    match build {
        Build::Hosted => format!(
            "default-src 'none'; script-src 'self' {scripts}; style-src 'self'; img-src 'self' data:; \
             connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
        ),
        Build::SingleFile => format!(
            "default-src 'none'; script-src {scripts}; style-src{}{style}; img-src data:; base-uri 'none'; form-action 'none'",
            digests("style")
        ),
    }
}

/// Whether a script of this type is executed; any other is data and needs no digest.
fn runs(kind: &str) -> bool {
    matches!(kind, "" | "module" | "text/javascript" | "text/css")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_each_inline_script_and_no_data() {
        let page = "<script>abc</script><script type=module>abc</script><script type=application/json>{}</script><script src=x></script>";
        let policy = for_page(page, Build::Hosted, None);
        assert_eq!(policy.matches("'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='").count(), 2);
        assert_eq!(policy.matches("sha256-").count(), 2);
    }

    #[test]
    fn never_allows_unhashed_inline_or_another_origin() {
        for build in [Build::Hosted, Build::SingleFile] {
            let policy = for_page("<style>abc</style><script>x</script>", build, None);
            for never in ["unsafe-inline", "'unsafe-eval'", "http:", "https:", "*"] {
                assert!(!policy.contains(never), "{policy} contains {never}");
            }
            assert!(policy.starts_with("default-src 'none'; "));
        }
        assert!(!for_page("", Build::SingleFile, None).contains("connect-src"));
    }
}
