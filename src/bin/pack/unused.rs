//! Classes of the glue that nobody names, with what they call in the module. Leptos brings streams for servers, and
//! wasm-bindgen keeps what a crate exports: measured, a good kilobyte of the first load. wasm-opt then drops the functions.

use crate::Failure;
use std::{collections::BTreeSet, convert::Infallible};
use wasm_encoder::{
    ExportSection, Module,
    reencode::{Error, Reencode, utils},
};
use wasmparser::{Export, Parser};

const CLASS: &str = "export class ";

/// The module and its glue, as wasm-bindgen writes them, without such classes.
pub fn without(module: &[u8], glue: &str) -> Result<(Vec<u8>, String), Failure> {
    let (kept, left_out) = classes(glue)?;
    let calls = |text: &str| -> BTreeSet<String> { calls(text).map(str::to_string).collect() };
    let unused = calls(&left_out).difference(&calls(&kept)).cloned().collect();
    let mut made = Module::new();
    Rewrite { unused }
        .parse_core_module(&mut made, Parser::new(0), module)
        .map_err(|error| format!("rewriting a module: {error}"))?;
    Ok((made.finish(), kept))
}

/// The glue without its classes, and them.
fn classes(glue: &str) -> Result<(String, String), Failure> {
    let names: Vec<&str> = glue.lines().filter_map(|line| line.strip_prefix(CLASS)?.strip_suffix(" {")).collect();
    let (mut kept, mut left_out) = (String::new(), String::new());
    let mut until: Option<&str> = None;
    for line in glue.split_inclusive('\n') {
        let bare = line.trim_end();
        // A class ends with a brace that is not indented; what stands beside it is a statement.
        let begins = |name: &&str| {
            let own = bare.strip_prefix(CLASS).is_some_and(|rest| rest.strip_suffix(" {") == Some(*name));
            let beside = bare.starts_with(&format!("if (Symbol.dispose) {name}.prototype"))
                || bare.starts_with(&format!("const {name}Finalization = "));
            if own { Some("}") } else { beside.then_some(";") }
        };
        until = until.or_else(|| names.iter().find_map(begins));
        match until {
            Some(end) => {
                left_out.push_str(line);
                if (end == "}" && bare == "}") || (end == ";" && bare.ends_with(';')) {
                    until = None;
                }
            }
            None => kept.push_str(line),
        }
    }
    match names.iter().find(|name| kept.contains(**name)) {
        Some(name) => Err(format!("the glue names the class {name} outside of it")),
        None if until.is_some() => Err("a class of the glue does not end".into()),
        None => Ok((kept, left_out)),
    }
}

/// What a text calls of the module.
fn calls(text: &str) -> impl Iterator<Item = &str> {
    text.split("wasm.")
        .skip(1)
        .filter_map(|rest| rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next())
}

struct Rewrite {
    unused: BTreeSet<String>,
}

impl Reencode for Rewrite {
    type Error = Infallible;

    fn parse_export(&mut self, made: &mut ExportSection, export: Export<'_>) -> Result<(), Error<Infallible>> {
        if self.unused.contains(export.name) {
            return Ok(());
        }
        utils::parse_export(self, made, export)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{ExportKind, MemorySection, MemoryType};
    use wasmparser::Payload;

    const GLUE: &str = "export class Tap {\n    free() {\n        wasm.tap_free(this.at);\n    }\n}\n\
        if (Symbol.dispose) Tap.prototype[Symbol.dispose] = Tap.prototype.free;\n\
        const TapFinalization = (typeof FinalizationRegistry === 'undefined')\n    ? {}\n    : new FinalizationRegistry(at => wasm.tap_drop(at) + wasm.memory);\n\
        const used = () => wasm.memory;\n";

    fn module() -> Vec<u8> {
        let mut memories = MemorySection::new();
        memories.memory(MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None });
        let mut exports = ExportSection::new();
        for name in ["memory", "tap_free", "tap_drop", "tap"] {
            exports.export(name, ExportKind::Memory, 0);
        }
        let mut module = Module::new();
        module.section(&memories).section(&exports);
        module.finish()
    }

    #[test]
    fn a_class_goes_with_what_only_it_calls() {
        let (module, glue) = without(&module(), GLUE).expect("is rewritten");
        assert_eq!(glue, "const used = () => wasm.memory;\n");
        let mut names = Vec::new();
        for payload in Parser::new(0).parse_all(&module) {
            if let Payload::ExportSection(section) = payload.expect("is a module") {
                names.extend(section.into_iter().map(|export| export.expect("is an export").name.to_string()));
            }
        }
        assert_eq!(names, ["memory", "tap"]);
    }

    #[test]
    fn a_class_that_is_named_elsewhere_is_refused() {
        assert!(without(&module(), &format!("{GLUE}const made = () => new Tap();\n")).is_err());
        assert!(without(&module(), "export class Tap {\n").is_err(), "without an end");
    }
}
