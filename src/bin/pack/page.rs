//! The page `index.html` as Trunk wrote it, made into the hosted page.

use crate::{
    Failure, html,
    policy::{self, Build, Made},
};

/// The page every deployment starts from.
pub const INDEX: &str = "index.html";

/// The plain scripts of the page, in the order `index.html` inlines them.
const PLAIN: [&str; 2] = [include_str!("../../shell/rescue.js"), include_str!("../../shell/boot.js")];

/// The hosted page's own start of the module.
const START: &str = include_str!("../../shell/start.js");

/// The page with its scripts put back from their sources: Trunk's minifier rewrites escapes inside template literals
/// (`\n` becomes `\\n`), and the rescue file would not be JSON; Trunk's own start does not see every failure.
pub fn with_own_scripts(page: &str) -> Result<String, Failure> {
    if page.contains("Content-Security-Policy") {
        return Err("the folder is packed already".into());
    }
    let tags = html::tags(page);
    let script = |tag: &&html::Tag, kind| tag.name == "script" && tag.get("src").is_none() && tag.get("type") == kind;
    let plain: Vec<_> = tags.iter().filter(|tag| script(tag, None)).take(PLAIN.len()).collect();
    let module = tags.iter().find(|tag| script(tag, Some("module")));
    let href = |rel| tags.iter().find(|tag| tag.is_link(rel)).and_then(|tag| tag.get("href"));
    let (Some(module), Some(glue), Some(wasm), true) =
        (module, href("modulepreload"), href("preload"), plain.len() == PLAIN.len())
    else {
        return Err(format!("{INDEX} does not hold the scripts and preloads that Trunk writes"));
    };
    let start = trim(START).replace("{{glue}}", glue).replace("{{module}}", wasm);
    let mut edits: Vec<_> = plain
        .iter()
        .zip(PLAIN)
        .map(|(tag, source)| (tag.whole(), format!("<script>{}</script>", trim(source))))
        .collect();
    edits.push((module.whole(), format!("<script type=module>{start}</script>")));
    // Browsers cannot check the integrity of a preloaded Wasm module yet, and warn at each start that they do not.
    edits.extend(tags.iter().filter(|tag| tag.is_link("preload")).map(|tag| {
        let kept = tag.attributes.iter().filter(|(key, _)| key != "integrity");
        let text: String = kept.map(|(key, value)| format!(" {key}=\"{value}\"")).collect();
        (tag.span.clone(), format!("<link{text}>"))
    }));
    Ok(html::replace(page, edits))
}

/// Leaves out indentation, blank lines and whole-line comments. Sources must not hold text that spans lines.
pub fn trim(source: &str) -> String {
    let lines = source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.filter(|line| !(line.starts_with("/**") && line.ends_with("*/"))).collect::<Vec<_>>().join("\n")
}

/// The hosted page: policy, mark of the build, manifest.
pub fn hosted(page: &str, version: &str) -> Result<String, Failure> {
    let page =
        with_first(page, &format!("{}<link rel=manifest href=./manifest.webmanifest>", mark("hosted", version)))?;
    with_policy(&page, Build::Hosted, None)
}

/// Tells `src/shell/boot.js` which build this is.
pub fn mark(kind: &str, version: &str) -> String {
    format!(r#"<meta name=holdfast-build content="{kind} {version}">"#)
}

/// Writes the policy, computed from the page as it is and what it adds to itself, before everything it governs.
pub fn with_policy(page: &str, build: Build, made: Option<Made>) -> Result<String, Failure> {
    let policy = policy::for_page(page, build, made);
    with_first(page, &format!(r#"<meta http-equiv=Content-Security-Policy content="{policy}">"#))
}

/// Puts text first in the head: right after the character encoding, which must come within the first 1024 bytes.
pub fn with_first(page: &str, text: &str) -> Result<String, Failure> {
    let encoding = html::tags(page).into_iter().find(|tag| tag.name == "meta" && tag.get("charset").is_some());
    let at = encoding.ok_or_else(|| format!("{INDEX} does not name its character encoding"))?.span.end;
    Ok(html::replace(page, vec![(at..at, text.to_string())]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html><html lang=en><meta charset=utf-8><title>t</title><script>1</script><script>2</script><script type=module>3</script><link rel=modulepreload href=./g.js integrity=x><link rel=preload href=./m.wasm as=fetch integrity=x><body>";

    #[test]
    fn policy_comes_before_every_script_and_covers_the_final_text() {
        let page = with_own_scripts(PAGE).and_then(|page| hosted(&page, "0.1.0+abc")).expect("packs");
        let policy = page.find("Content-Security-Policy").expect("has a policy");
        assert!(policy < page.find("<script").expect("has scripts"));
        assert!(page.find("charset").expect("names its encoding") < 1024);
        for tag in html::tags(&page).iter().filter(|tag| tag.name == "script") {
            let content = tag.content.clone().expect("inline").0;
            assert!(page.contains(&crate::files::integrity(&page.as_bytes()[content])));
        }
        assert!(page.contains(r#"content="hosted 0.1.0+abc""#));
        assert!(page.contains("import init from './g.js'") && page.contains("'./m.wasm'"));
        assert!(page.contains(r#"<link rel="preload" href="./m.wasm" as="fetch">"#), "{page}");
    }

    #[test]
    fn refuses_a_packed_page_and_a_missing_script() {
        let packed = hosted(PAGE, "1").expect("packs");
        assert!(with_own_scripts(&packed).is_err());
        assert!(with_own_scripts("<meta charset=utf-8><script>1</script>").is_err());
        assert!(hosted("<title>no encoding</title>", "1").is_err());
    }

    #[test]
    fn plain_scripts_survive_trimming() {
        for source in PLAIN.into_iter().chain([START]) {
            let trimmed = trim(source);
            assert!(!trimmed.contains("</script") && !trimmed.contains("<!--"));
            assert!(!trimmed.lines().any(|line| line.starts_with("//") || line.starts_with('*')), "a comment was left");
            // A template literal across lines would lose its indentation.
            assert!(source.lines().all(|line| line.matches('`').count() % 2 == 0));
        }
    }
}
