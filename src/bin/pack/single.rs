//! `holdfast.html`: the whole app in one file that opens by double-click. The shell's styles and the icon are inlined; the
//! Wasm module, its glue and all other styles are text (`held`), unpacked by the npm package xz-decompress, which stands in the page as it was published. (Browsers
//! unpack only gzip by themselves; a reader of LZMA of our own, in JavaScript, would save 17 kB and take half as long
//! again.) The policy leaves no way to reach a network.

use crate::{
    Failure,
    files::{self, Files},
    held, html, page,
    policy::{Build, Made},
    streams,
};

const UNPACK: &str = include_str!("../../shell/single.js");
const START: &str = include_str!("../../shell/single_start.js");

/// Builds the single file from the page (with its plain scripts, without a policy), the files it names, how many bytes of its
/// style sheet the static shell is drawn with, and the script of xz-decompress.
pub fn build(index: &str, built: &Files, shell: usize, version: &str, unpacker: &str) -> Result<String, Failure> {
    let mut edits = Vec::new();
    let mut starts = Vec::new();
    let mut style = None;
    for tag in html::tags(index) {
        if tag.is_link("stylesheet") {
            let (first, rest) = self::style(&tag, built, shell)?;
            edits.push((tag.whole(), format!("<style>{first}</style>")));
            if style.replace(rest).is_some() || tag.get("media").is_some() {
                return Err(format!("{} is not the only style sheet", &index[tag.whole()]));
            }
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
    let style = style.unwrap_or_default();
    let (program, script) = program(built, style, unpacker)?;
    edits.push((end..end, program));
    let single = page::with_first(&html::replace(index, edits), &page::mark("single-file", version))?;
    page::with_policy(&single, Build::SingleFile, Some(Made { script: &script, style }))
}

fn file<'a>(tag: &html::Tag, built: &'a Files) -> Result<&'a str, Failure> {
    let href = tag.get("href").unwrap_or("");
    files::text(built, href.trim_start_matches("./").trim_start_matches('/'))
}

/// The style sheet in two: what the static shell is drawn with, and the rest.
fn style<'a>(tag: &html::Tag, built: &'a Files, shell: usize) -> Result<(&'a str, &'a str), Failure> {
    let css = file(tag, built)?;
    // `styles` has refused what loads another file.
    match css.split_at_checked(shell) {
        Some((first, rest)) if !first.contains("</style") => Ok((first, rest)),
        _ => Err(format!(
            "{} closes its element, or is shorter than {shell}",
            tag.get("href").unwrap_or("a style sheet")
        )),
    }
}

/// The module, the styles and the script as data, with what unpacks them; and that script: the glue with its start.
fn program(built: &Files, style: &str, unpacker: &str) -> Result<(String, String), Failure> {
    let module = only(built, |name| name.ends_with(".wasm"), "Wasm module")?;
    let glue = only(built, |name| name.ends_with(".js"), "script")?;
    let glue = std::str::from_utf8(glue).map_err(|_| "the glue is not UTF-8")?;
    let (glue, init) = without_exports(glue)?;
    if unpacker.contains("</script") || unpacker.contains("<!--") {
        return Err("xz-decompress cannot stand inside a script element".into());
    }
    let script = format!("{}\n{}", page::trim(&glue), page::trim(START).replace("{{init}}", &init));
    let whole = [&streams::apart(module), style.as_bytes(), script.as_bytes()].concat();
    let text = held::hold(&whole)?;
    if held::read(&text)? != whole {
        return Err("the module does not come back from its text".into());
    }
    let avoided = held::AVOIDED.map(|byte| byte.to_string()).join(",");
    let unpack = page::trim(UNPACK)
        .replace("{{avoided}}", &avoided)
        .replace("{{style}}", &style.len().to_string())
        .replace("{{script}}", &script.len().to_string());
    let unpack = [&streams::script(), "\n", &unpack].concat();
    let page = format!(
        "<script type=application/octet-stream id=holdfast-wasm>{text}</script><script>{unpacker}</script><script type=module>{unpack}</script>"
    );
    Ok((page, script))
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
    use crate::tools;
    use std::{
        io::Write as _,
        ops::Range,
        process::{Command, Stdio},
    };

    const UNPACKER: &str = "/* unpacks */";
    const INDEX: &str = "<!doctype html><html><meta charset=utf-8><script>1</script><link rel=stylesheet href=./a.css><link rel=icon href=./i.svg><script type=module>import x</script><link rel=modulepreload href=./g.js><body><div id=app></div></body></html>";

    fn built(css: &str, glue: &str) -> Files {
        [("a.css", css), ("i.svg", "<svg/>"), ("g.js", glue), ("m.wasm", "\0asm")]
            .map(|(name, text)| (name.to_string(), text.as_bytes().to_vec()))
            .into()
    }
    const GLUE: &str = "let wasm;\nasync function __wbg_init() {}\nexport { initSync, __wbg_init as default };\n";

    #[test]
    fn holds_everything_and_names_no_other_file() {
        let single = build(INDEX, &built("p{color:red}q{top:0}", GLUE), 12, "1+a", UNPACKER).expect("builds");
        for tag in html::tags(&single) {
            assert!(tag.get("src").is_none(), "{tag:?}");
            assert!(tag.get("href").is_none_or(|href| href.starts_with("data:")), "{tag:?}");
        }
        assert!(single.contains("<style>p{color:red}</style>") && !single.contains("q{top:0}"));
        assert!(single.contains(&files::integrity(b"q{top:0}")), "the policy lets the held styles in");
        let (_, script) = program(&built("", GLUE), "q{top:0}", UNPACKER).expect("builds");
        assert!(script.contains("await __wbg_init(") && !script.contains("export {"));
        assert!(single.contains(&files::integrity(script.as_bytes())), "the policy lets the held script run");
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
            assert!(build(INDEX, &built(css, glue), css.len(), "1", UNPACKER).is_err(), "{css} {glue}");
        }
        assert!(build(INDEX, &built("", GLUE), 0, "1", "'</script>'").is_err());
        assert!(build(INDEX, &built("p{}", GLUE), 4, "1", UNPACKER).is_err(), "there are not that many styles");
        let twice = INDEX.replace("<link rel=icon", "<link rel=stylesheet href=./a.css><link rel=icon");
        assert!(build(&twice, &built("", GLUE), 0, "1", UNPACKER).is_err(), "one sheet");
    }

    /// Runs the scripts of a single file that hold the program in Node.js, as a page would, and answers what they did.
    fn run(page: &str) -> String {
        let scripts: Vec<_> = html::tags(page).into_iter().filter(|tag| tag.name == "script").collect();
        let [.., held, unpacker, starter] = scripts.as_slice() else { panic!("{scripts:?}") };
        let inside = |tag: &html::Tag| tag.content.as_ref().map_or("", |(range, _)| &page[range.clone()]);
        let quoted = |tag| serde_json::to_string(inside(tag)).expect("is text");
        let page = format!(
            "import {{ runInThisContext }} from 'node:vm';
            const tell = (word) => process.stdout.write(`${{word}};`);
            globalThis.window = globalThis;
            globalThis.holdfastRescue = () => tell('rescue');
            const begin = (script) => import(`data:text/javascript,${{encodeURIComponent(script.textContent)}}`);
            globalThis.document = {{
                getElementById: () => ({{ textContent: {}, remove() {{}} }}),
                createElement: () => ({{}}),
                head: {{ append: (style) => tell(style.textContent) }},
                body: {{ append: begin }},
            }};
            globalThis.CustomEvent = class {{}};
            globalThis.dispatchEvent = () => tell('started');
            globalThis.init = ({{ module_or_path: bytes }}) => tell(Buffer.from(bytes).toString('hex'));
            runInThisContext({});
            {}",
            quoted(held),
            quoted(unpacker),
            inside(starter)
        );
        let mut node = Command::new("node")
            .arg("--input-type=module")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Node.js, which the setup installs");
        node.stdin.take().expect("is piped").write_all(page.as_bytes()).expect("takes the page");
        String::from_utf8(node.wait_with_output().expect("ends").stdout).expect("writes text")
    }

    /// A page with this module, and where its text stands.
    fn page(module: &[u8]) -> (String, Range<usize>) {
        let mut files = built("a{}b{}", "const __wbg_init = globalThis.init;\nexport { __wbg_init as default };\n");
        files.insert("m.wasm".into(), module.to_vec());
        let page = build(INDEX, &files, 3, "1", &tools::unpacker().expect("the setup installs it")).expect("builds");
        let start = page.find("id=holdfast-wasm>").expect("holds the module") + "id=holdfast-wasm>".len();
        let end = start + page[start..].find("</script>").expect("ends");
        (page, start..end)
    }

    /// Bytes that do not get much smaller.
    fn module(length: u32) -> Vec<u8> {
        (0..length).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8 ^ (at >> 8) as u8).collect()
    }

    #[test]
    fn the_scripts_unpack_the_module() {
        // The last character holds two groups or one: there is a byte too many, or none.
        let mut ends = [false; 2];
        for module in (0..).map(|more| module(150_000 + more * 13)) {
            let (page, text) = page(&module);
            let end = &mut ends[usize::from(page[text].ends_with(|letter: char| letter.is_ascii()))];
            if !*end {
                let hex: String = module.iter().map(|byte| format!("{byte:02x}")).collect();
                assert!(run(&page) == format!("b{{}};{hex};started;"), "the module does not come back");
            }
            *end = true;
            if ends == [true; 2] {
                return;
            }
        }
    }

    #[test]
    fn the_scripts_notice_damage() {
        let (page, text) = page(&module(150_000));
        let near = |per_cent: usize| {
            let at = text.start + text.len() * per_cent / 100;
            (at..).find(|at| page.is_char_boundary(*at) && page.as_bytes()[*at].is_ascii()).expect("is in the page")
        };
        for (range, other) in [
            (near(1)..near(1) + 1, "!"),
            (near(50)..near(50) + 1, "\u{FFFD}"),
            (near(70)..near(70), "\n"),
            (near(90)..text.end, ""),
            (text.clone(), ""),
        ] {
            assert_eq!(
                run(&html::replace(&page, vec![(range.clone(), other.into())])),
                "rescue;",
                "{range:?} {other:?}"
            );
        }
    }
}
