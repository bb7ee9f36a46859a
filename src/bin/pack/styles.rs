//! The style sheets as one: each request costs the first load more than the bytes do. The single file holds most of them
//! packed with the program, and only those plain that the page needs before it.

use crate::{
    Failure,
    files::{self, Files},
    html,
};

/// The last sheet that the static shell and the rescue screen are drawn with.
const LAST_OF_SHELL: &str = "base";

/// A page with one style sheet.
pub struct Merged {
    /// The page.
    pub page: String,
    /// How many bytes of the sheet the static shell is drawn with.
    pub shell: usize,
}

/// Replaces the page's style sheets, in their order, by one with a hashed name. The files change alike: the parts are
/// taken out of `built` and the whole is put in.
pub fn merge(page: &str, built: &mut Files) -> Result<Merged, Failure> {
    let (mut whole, mut shell) = (String::new(), 0);
    let mut edits = Vec::new();
    for tag in html::tags(page).iter().filter(|tag| tag.is_link("stylesheet")) {
        let name = tag.get("href").unwrap_or("").trim_start_matches("./").trim_start_matches('/').to_string();
        let css = files::text(built, &name)?.trim();
        let outside = css.split("url(").skip(1).any(|rest| !rest.trim_start_matches(['"', '\'']).starts_with("data:"));
        if outside || css.contains("@import") || css.contains("@charset") {
            return Err(format!("{name} loads another file or needs to stand first"));
        }
        match tag.get("media") {
            Some(media) => whole.extend(["@media ", media, "{", css, "}"]),
            None => whole.push_str(css),
        }
        if name.starts_with(LAST_OF_SHELL) {
            shell = whole.len();
        }
        built.remove(&name);
        edits.push((tag.whole(), String::new()));
    }
    let name = format!("style-{}.css", &files::hex(whole.as_bytes())[..16]);
    if let Some((_, link)) = edits.first_mut() {
        let integrity = files::integrity(whole.as_bytes());
        *link = format!("<link rel=stylesheet href=./{name} integrity={integrity}>");
        built.insert(name, whole.into_bytes());
    }
    Ok(Merged { page: html::replace(page, edits), shell })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<link rel=stylesheet href=./base-1.css><p><link rel=stylesheet href=./b.css media=print>";

    fn built(a: &str) -> Files {
        [("base-1.css", a), ("b.css", "q{}"), ("c.svg", "")].map(|(name, text)| (name.into(), text.into())).into()
    }

    #[test]
    fn keeps_order_and_media_in_one_file() {
        let mut files = built("p{background:url(\"data:,\")}\n");
        let Merged { page, shell } = merge(PAGE, &mut files).expect("merges");
        assert_eq!(files.len(), 2);
        let (name, css) = files.iter().find(|(name, _)| name.ends_with(".css")).expect("one is left");
        assert_eq!(css, b"p{background:url(\"data:,\")}@media print{q{}}");
        assert_eq!(&css[..shell], b"p{background:url(\"data:,\")}");
        assert_eq!(html::tags(&page).len(), 2);
        assert!(page.starts_with(&format!("<link rel=stylesheet href=./{name} integrity=sha256-")));
    }

    #[test]
    fn refuses_what_does_not_merge() {
        for css in ["@import 'x.css';", "@charset 'utf-8';", "p{background:url(x.png)}"] {
            assert!(merge(PAGE, &mut built(css)).is_err(), "{css}");
        }
        assert!(merge("<link rel=stylesheet href=./none.css>", &mut Files::new()).is_err());
    }
}
