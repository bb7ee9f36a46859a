//! `holdfast.html`: the whole app in one file that opens by double-click. Styles and icon are inlined; the Wasm module is
//! gzip in base64, unpacked by the browser. Its policy leaves no way to reach a network.

use crate::{
    Failure,
    files::{self, Files},
    html, page,
    policy::Build,
};
use flate2::{Compression, write::GzEncoder};
use std::io::Write as _;

const STARTER: &str = include_str!("../../shell/single.js");

/// Builds the single file from the page (with its plain scripts, without a policy) and the files it names.
pub fn build(index: &str, built: &Files, version: &str) -> Result<String, Failure> {
    let mut edits = Vec::new();
    let mut starts = Vec::new();
    for tag in html::tags(index) {
        if tag.is_link("stylesheet") {
            edits.push((tag.whole(), style(&tag, built)?));
        } else if tag.is_link("icon") {
            let icon = files::base64(file(&tag, built)?.as_bytes());
            edits.push((
                tag.whole(),
                format!("<link rel=icon type=image/svg+xml href=\"data:image/svg+xml;base64,{icon}\">"),
            ));
        } else if tag.is_link("modulepreload") || tag.is_link("preload") {
            edits.push((tag.whole(), String::new()));
        } else if tag.name == "script" && tag.get("type") == Some("module") {
            edits.push((tag.whole(), String::new()));
            starts.push(tag);
        } else if tag.get("src").is_some() || (tag.name == "link" && tag.get("href").is_some()) {
            return Err(format!("the single file cannot hold {}", &index[tag.whole()]));
        }
    }
    if starts.len() != 1 {
        return Err(format!("expected one module script, found {}", starts.len()));
    }
    // At the end of the body, so that the shell is painted before the long text is read.
    let end = index.rfind("</body>").unwrap_or(index.len());
    edits.push((end..end, program(built)?));
    let single = page::with_first(&html::replace(index, edits), &page::mark("single-file", version))?;
    page::with_policy(&single, Build::SingleFile)
}

fn file<'a>(tag: &html::Tag, built: &'a Files) -> Result<&'a str, Failure> {
    let href = tag.get("href").unwrap_or("");
    files::text(built, href.trim_start_matches("./").trim_start_matches('/'))
}

fn style(tag: &html::Tag, built: &Files) -> Result<String, Failure> {
    let css = file(tag, built)?;
    // `styles` has refused what loads another file.
    if css.contains("</style") {
        return Err(format!("{} closes its element", tag.get("href").unwrap_or("a style sheet")));
    }
    let media = tag.get("media").map(|media| format!(" media=\"{media}\"")).unwrap_or_default();
    Ok(format!("<style{media}>{css}</style>"))
}

/// The module as data, and the glue with its starter as one inline module.
fn program(built: &Files) -> Result<String, Failure> {
    let module = only(built, |name| name.ends_with(".wasm"), "Wasm module")?;
    let glue = only(built, |name| name.ends_with(".js"), "script")?;
    let glue = std::str::from_utf8(glue).map_err(|_| "the glue is not UTF-8")?;
    let (glue, init) = without_exports(glue)?;
    if glue.contains("</script") || glue.contains("<!--") {
        return Err("the glue cannot stand inside a script element".into());
    }
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    let packed = packed.write_all(module).and_then(|()| packed.finish()).map_err(|error| format!("gzip: {error}"))?;
    Ok(format!(
        "<script type=application/octet-stream id=holdfast-wasm>{}</script><script type=module>{}\n{}</script>",
        files::base64(&packed),
        page::trim(&glue),
        page::trim(STARTER).replace("{{init}}", &init)
    ))
}

fn only<'a>(built: &'a Files, wanted: impl Fn(&str) -> bool, what: &str) -> Result<&'a [u8], Failure> {
    let mut found = built.iter().filter(|(name, _)| wanted(name));
    match (found.next(), found.next()) {
        (Some((_, bytes)), None) => Ok(bytes),
        (None, _) => Err(format!("no {what} was built")),
        (Some((one, _)), Some((two, _))) => Err(format!("more than one {what}: {one}, {two}")),
    }
}

/// The glue without its closing `export { ..., NAME as default };`, and NAME, the function that starts the module.
fn without_exports(glue: &str) -> Result<(String, String), Failure> {
    if glue.lines().any(|line| line.starts_with("import ")) {
        return Err("the glue imports another script (a wasm-bindgen snippet), which one file cannot hold".into());
    }
    let at = glue.rfind("export {").or_else(|| glue.rfind("export{")).ok_or("the glue has no export list")?;
    let (list, after) = glue[at..].split_once('}').ok_or("the glue's export list does not end")?;
    let init = list
        .split(['{', ','])
        .find_map(|entry| entry.trim().strip_suffix(" as default"))
        .ok_or("the glue has no default export")?
        .trim()
        .to_string();
    Ok((format!("{}{}", &glue[..at], after.trim_start_matches(';')), init))
}

#[cfg(test)]
mod tests {
    use super::*;

    const INDEX: &str = "<!doctype html><html><meta charset=utf-8><script>1</script><link rel=stylesheet href=./a.css media=print><link rel=icon href=./i.svg><script type=module>import x</script><link rel=modulepreload href=./g.js><body><div id=app></div></body></html>";

    fn built(css: &str, glue: &str) -> Files {
        [("a.css", css), ("i.svg", "<svg/>"), ("g.js", glue), ("m.wasm", "\0asm")]
            .map(|(name, text)| (name.to_string(), text.as_bytes().to_vec()))
            .into()
    }
    const GLUE: &str = "let wasm;\nasync function __wbg_init() {}\nexport { initSync, __wbg_init as default };\n";

    #[test]
    fn holds_everything_and_names_no_other_file() {
        let single = build(INDEX, &built("p{color:red}", GLUE), "1+a").expect("builds");
        for tag in html::tags(&single) {
            assert!(tag.get("src").is_none(), "{tag:?}");
            assert!(tag.get("href").is_none_or(|href| href.starts_with("data:")), "{tag:?}");
        }
        assert!(single.contains("<style media=\"print\">p{color:red}</style>"));
        assert!(single.contains("await __wbg_init(") && !single.contains("export {"));
        assert!(single.contains("content=\"single-file 1+a\""));
    }

    #[test]
    fn refuses_what_one_file_cannot_hold() {
        for (css, glue) in [
            ("</style><script>", GLUE),
            ("", "import { a } from './snippets/a.js';\nexport { b as default };"),
            ("", "no export"),
            ("", "export { initSync };"),
        ] {
            assert!(build(INDEX, &built(css, glue), "1").is_err(), "{css} {glue}");
        }
    }
}
