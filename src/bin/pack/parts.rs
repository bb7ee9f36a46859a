//! The hosted program in two parts: what the board needs, and the rest, fetched once the board stands (`src/ui/rest.rs`).
//! Trunk's own build is in one part; it becomes the single file. Here the program is built once more with relocations
//! kept, split by `wasm_split_cli_support`, bound and optimised as Trunk does it, and made `small`. The rest is taken apart
//! into `streams`; its name says Wasm all the same, since hosts compress what is called so.

use crate::{
    Failure,
    files::{self, Files},
    html,
    names::Names,
    not_text, page, small, streams, tools, unused,
};
use holdfast::data::{self, Unpacking};
use ppmd_rust::Ppmd7Encoder;
use std::{
    env, fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

/// Same as `-Oz` with `data-wasm-opt-params` in `index.html`. Measured: flattened, with what repeats named once, and
/// inlined less, a module is 1.4 % smaller in brotli than after `-Oz` alone; 0.6 % more where the lowest 1024 bytes of memory
/// are promised to be unused (there lies the far end of the stack), so that what is added to an address joins its offset.
const OPTIONS: [&str; 15] = [
    "-Oz",
    "--flatten",
    "--local-cse",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--always-inline-max-function-size=0",
    "--one-caller-inline-max-function-size=50",
    "--low-memory-unused",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];
/// Names while nothing is hashed yet. `split_rest` follows from the name in `src/ui/rest.rs`.
const GLUE: &str = "holdfast.js";
const LINK: &str = "holdfast_parts.js";
const FIRST: &str = "holdfast_bg.wasm";
const REST: &str = "split_rest.wasm";
/// The second part as it is served: `src/shell/together.js` knows the names.
const RESTS: [&str; 3] = [REST, "split_rest1.wasm", "split_rest2.wasm"];

/// What waits for the second part and puts it together.
const TOGETHER: &str = include_str!("../../shell/together.js");

/// The two parts, ready to be served.
pub struct Parts {
    /// Files by their final names.
    pub files: Files,
    glue: String,
    link: String,
    first: String,
}

/// Whether this file comes after the first load.
pub fn is_rest(name: &str) -> bool {
    name.contains("_rest") && name.ends_with(".wasm")
}

/// Builds the parts.
pub fn build() -> Result<Parts, Failure> {
    let program = compile()?;
    let work = program.with_file_name("parts");
    // Left-overs of an earlier build must not be taken for this one's.
    let _ = fs::remove_dir_all(&work);
    fs::create_dir_all(&work).map_err(|error| format!("{}: {error}", work.display()))?;
    split(&program, &work)?;
    let main = work.join("main.wasm");
    let bindgen = ["--target", "web", "--no-typescript", "--keep-lld-exports", "--omit-default-module-path"];
    let mut command = Command::new(tools::find("wasm-bindgen")?);
    run(command.args(bindgen).arg("--out-name").arg("holdfast").arg("--out-dir").arg(&work).arg(&main))?;
    let (path, glue) = (work.join(FIRST), work.join(GLUE));
    let failed = |error: std::io::Error| format!("{}: {error}", work.display());
    let (first, text) =
        unused::without(&fs::read(&path).map_err(failed)?, &fs::read_to_string(&glue).map_err(failed)?)?;
    fs::write(&path, first).and_then(|()| fs::write(&glue, text)).map_err(failed)?;
    for module in [FIRST, REST] {
        let path = work.join(module);
        let mut command = Command::new(tools::find("wasm-opt")?);
        run(command.args(OPTIONS).args(["--strip-debug", "--strip-producers", "-o"]).arg(&path).arg(&path))?;
    }
    let read = |name: &str| fs::read(work.join(name)).map_err(|error| format!("{name}: {error}"));
    let mut raw = Files::new();
    for name in [GLUE, LINK, FIRST, REST] {
        raw.insert(name.to_string(), read(name)?);
    }
    small::pair(&mut raw, GLUE, FIRST)?;
    let first = not_text::not_text(&raw[FIRST]);
    raw.insert(FIRST.to_string(), first);
    let rest = small::module(&raw[REST], &Names::default())?;
    let rest = streams::apart(&rest);
    let [data, instructions, others] = streams::files(&rest);
    for (name, file) in RESTS.into_iter().zip([data.to_vec(), dense(instructions)?, others.to_vec()]) {
        raw.insert(name.to_string(), file);
    }
    let link = together(files::text(&raw, LINK)?)?;
    raw.insert(LINK.to_string(), link.into_bytes());
    named(&raw)
}

/// The script that joins the parts, which expects the host's answer to be a Wasm module, made to put it together first.
fn together(link: &str) -> Result<String, Failure> {
    let expects = "fetch(new URL";
    if link.matches(expects).count() != 1 || link.matches("instantiateStreaming(src").count() != 1 {
        return Err(format!("{LINK} does not instantiate one module"));
    }
    let link = link.replace(expects, "together(new URL");
    Ok([&link, "\n", &streams::script(), "\n", &page::trim(TOGETHER)].concat())
}

/// The instructions as the first part unpacks them. Measured: PPMd makes them 14 % smaller than Brotli does, which finds
/// nothing more in them then; of the other streams Brotli makes as little or less.
fn dense(instructions: &[u8]) -> Result<Vec<u8>, Failure> {
    let (order, memory) = data::PROGRAM;
    let mut packed = Ppmd7Encoder::new(Vec::new(), order, memory).map_err(|error| format!("PPMd: {error}"))?;
    packed.write_all(instructions).map_err(|error| format!("PPMd: {error}"))?;
    let packed = packed.finish(false).map_err(|error| format!("PPMd: {error}"))?;
    match unpacked(&packed, instructions.len()).as_deref() == Some(instructions) {
        true => Ok(packed),
        false => Err("the instructions do not come back".into()),
    }
}

fn unpacked(packed: &[u8], length: usize) -> Option<Vec<u8>> {
    Unpacking::begin(packed.to_vec(), length, data::PROGRAM).and_then(Unpacking::all)
}

/// Compiles the program with its split points, and answers where the module lies.
fn compile() -> Result<PathBuf, Failure> {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["rustc", "--release", "--locked", "--target", "wasm32-unknown-unknown", "--bin", "holdfast"]);
    command.args(["--features", "split", "--message-format", "json-render-diagnostics"]);
    command.args(["--", "-Clink-args=--emit-relocs"]);
    let output = run(&mut command)?;
    let made = output.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let mut modules = made.filter(|message| message["target"]["name"] == "holdfast").filter_map(|message| {
        let names = message["filenames"].as_array()?;
        names.iter().filter_map(|name| name.as_str()).find(|name| name.ends_with(".wasm")).map(PathBuf::from)
    });
    modules.next_back().ok_or_else(|| "cargo named no Wasm module".to_string())
}

fn split(program: &Path, work: &Path) -> Result<(), Failure> {
    let input = fs::read(program).map_err(|error| format!("{}: {error}", program.display()))?;
    let (main, module, link) = (work.join("main.wasm"), format!("./{GLUE}"), format!("./{LINK}"));
    let mut options = wasm_split_cli_support::Options::new(&input);
    (options.output_dir, options.main_out_path) = (work, &main);
    (options.main_module, options.link_name) = (&module, &link);
    let made = wasm_split_cli_support::transform(options).map_err(|error| format!("splitting: {error:#}"))?;
    match &made.split_modules[..] {
        [one] if one.ends_with(REST) => Ok(()),
        other => Err(format!("expected one second part, got {other:?}")),
    }
}

/// Runs a command and answers what it printed.
fn run(command: &mut Command) -> Result<String, Failure> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| format!("{name}: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("{name} failed:\n{}", String::from_utf8_lossy(&output.stderr)))
    }
}

/// One hash over all names them, since they name each other.
fn named(raw: &Files) -> Result<Parts, Failure> {
    let hash = &files::fingerprint(raw)[..16];
    let [glue, link, first] = [".js", "_parts.js", "_bg.wasm"].map(|ending| format!("holdfast-{hash}{ending}"));
    let rest = |name: &str| name.replace("split_", &format!("holdfast-{hash}_"));
    // Only what is imported is renamed: the module keeps the name it asks for in the list of imports.
    let renamed = |name: &str, old: &str, new: &str| {
        let text = files::text(raw, name)?;
        let (old, new) = (format!("from \"./{old}\""), format!("from \"./{new}\""));
        match text.contains(&old) {
            true => Ok(page::trim(&text.replace(&old, &new)).into_bytes()),
            false => Err(format!("{name} does not import {old}")),
        }
    };
    let link_text = renamed(LINK, GLUE, &glue)?;
    let once: Files = [(LINK.to_string(), link_text)].into();
    let link_text = files::text(&once, LINK)?.replace(&format!("./{REST}"), &format!("./{}", rest(REST)));
    if !link_text.contains(&rest(REST)) {
        return Err(format!("{LINK} does not name {REST}"));
    }
    let mut files: Files = [
        (glue.clone(), renamed(GLUE, LINK, &link)?),
        (link.clone(), link_text.into_bytes()),
        (first.clone(), raw[FIRST].clone()),
    ]
    .into();
    files.extend(RESTS.iter().filter_map(|name| Some((rest(name), raw.get(*name)?.clone()))));
    Ok(Parts { files, glue, link, first })
}

/// Puts the parts in place of Trunk's one module: in the folder and in the page.
pub fn put(parts: &Parts, index: &str, built: &mut Files) -> Result<String, Failure> {
    let tags = html::tags(index);
    let mut edits = Vec::new();
    for (rel, name, wanted) in [("modulepreload", &parts.glue, true), ("preload", &parts.first, false)] {
        let tag = tags.iter().find(|tag| tag.is_link(rel)).ok_or_else(|| format!("{} has no {rel}", page::INDEX))?;
        let old = tag.get("href").unwrap_or("").trim_start_matches("./").to_string();
        built.remove(&old).ok_or_else(|| format!("{old} is missing"))?;
        let digest = |name: &str| format!(" integrity=\"{}\"", files::integrity(&parts.files[name]));
        let kept: String = tag
            .attributes
            .iter()
            .filter(|(key, _)| !matches!(key.as_str(), "href" | "integrity"))
            .map(|(key, value)| format!(" {key}=\"{value}\""))
            .collect();
        let one =
            |name: &str| format!("<link{kept} href=\"./{name}\"{}>", if wanted { digest(name) } else { String::new() });
        let both = if wanted { format!("{}{}", one(name), one(&parts.link)) } else { one(name) };
        edits.push((tag.span.clone(), both));
        // The start names the same file.
        let start = tags.iter().find(|tag| tag.get("type") == Some("module")).and_then(|tag| tag.content.clone());
        let (content, _) = start.ok_or("the page has no start")?;
        let at = index[content.clone()].find(&old).ok_or_else(|| format!("the start does not name {old}"))?;
        edits.push((content.start + at..content.start + at + old.len(), name.clone()));
    }
    built.extend(parts.files.clone());
    Ok(html::replace(index, edits))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw() -> Files {
        [
            (GLUE, "import * as parts from \"./holdfast_parts.js\"\nlet i = { \"./holdfast_parts.js\": parts };\nexport { a as default };"),
            (
                LINK,
                "import { initSync } from \"./holdfast.js\";\nfetch(new URL(\"./split_rest.wasm\", import.meta.url));",
            ),
            (FIRST, "1"),
            (REST, "2"),
        ]
        .map(|(name, text)| (name.to_string(), text.as_bytes().to_vec()))
        .into()
    }

    #[test]
    fn every_part_is_named_by_the_same_hash_and_names_the_others() {
        let parts = named(&raw()).expect("names");
        let text = |name: &str| files::text(&parts.files, name).expect("text").to_string();
        let rest = parts.files.keys().find(|name| is_rest(name)).expect("a second part");
        assert!(text(&parts.glue).contains(&format!("\"./{}\"", parts.link)));
        assert!(text(&parts.glue).contains("\"./holdfast_parts.js\": parts"), "the module's own name for it stays");
        assert!(text(&parts.link).contains(&format!("\"./{}\"", parts.glue)));
        assert!(text(&parts.link).contains(&format!("\"./{rest}\"")));
        assert!(!is_rest(&parts.first));
        let mut other = raw();
        other.insert(REST.into(), b"3".to_vec());
        assert_ne!(named(&other).expect("names").glue, parts.glue, "any changed part renames all");
    }

    #[test]
    fn packed_instructions_come_back_and_damage_is_noticed_or_changes_them() {
        let instructions: Vec<u8> = (0..50_000_u32).map(|at| (at * at % 37) as u8).collect();
        let packed = dense(&instructions).expect("packs");
        assert!(packed.len() < instructions.len() / 10, "{}", packed.len());
        assert_eq!(unpacked(&packed, instructions.len()), Some(instructions.clone()));
        assert_ne!(unpacked(&packed[..packed.len() / 2], instructions.len()), Some(instructions));
        assert_eq!(unpacked(&[], 1), None);
    }

    #[test]
    fn a_glue_that_names_no_second_part_is_refused() {
        let mut other = raw();
        other.insert(GLUE.into(), b"export {};".to_vec());
        assert!(named(&other).is_err());
    }

    #[test]
    fn the_page_names_the_parts_instead() {
        let index = "<script type=module>import init from './g.js'; './m.wasm'</script><link rel=modulepreload href=./g.js crossorigin=anonymous integrity=x><link rel=preload href=./m.wasm as=fetch><body>";
        let mut built: Files =
            [("g.js", "x"), ("m.wasm", "y")].map(|(name, text)| (name.to_string(), text.as_bytes().to_vec())).into();
        let parts = named(&raw()).expect("names");
        let page = put(&parts, index, &mut built).expect("puts");
        assert!(!page.contains("g.js") && !page.contains("m.wasm"), "{page}");
        for name in [&parts.glue, &parts.link, &parts.first] {
            assert!(page.contains(&format!("href=\"./{name}\"")), "{page}");
        }
        assert!(page.contains(&format!("import init from './{}'; './{}'", parts.glue, parts.first)));
        assert_eq!(built.len(), 4);
    }
}
