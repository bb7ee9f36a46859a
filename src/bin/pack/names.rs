//! Short names for what a module and its glue give each other. wasm-bindgen's are long and end in hashes, which no
//! compressor makes smaller, and stand in both. Measured: 4 kB.

use crate::Failure;
use std::collections::BTreeMap;
use wasmparser::{ExternalKind, Parser, Payload, TypeRef};

/// New names by old ones.
#[derive(Default)]
pub struct Names {
    /// What the module takes from the glue.
    pub imports: BTreeMap<String, String>,
    /// What it gives the glue.
    pub exports: BTreeMap<String, String>,
}

impl Names {
    /// Names for a module and its glue, as [`crate::page::trim`] leaves it, and the glue with them.
    pub fn agree(module: &[u8], glue: &str) -> Result<(Self, String), Failure> {
        let failed = |error: wasmparser::Error| format!("reading a module: {error}");
        let mut names = Self::default();
        let keys = || glue.lines().filter_map(|line| Some(line.split_once(": ")?.0));
        for payload in Parser::new(0).parse_all(module) {
            match payload.map_err(failed)? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let import = import.map_err(failed)?;
                        if matches!(import.ty, TypeRef::Func(_)) && keys().any(|key| key == import.name) {
                            let short = short(names.imports.len());
                            names.imports.insert(import.name.to_string(), short);
                        }
                    }
                }
                Payload::ExportSection(section) => {
                    for export in section {
                        let export = export.map_err(failed)?;
                        if export.kind == ExternalKind::Func && uses(glue).any(|(name, _)| name == export.name) {
                            let short = short(names.exports.len());
                            names.exports.insert(export.name.to_string(), short);
                        }
                    }
                }
                _ => {}
            }
        }
        let glue = names.put(glue);
        Ok((names, glue))
    }

    fn put(&self, glue: &str) -> String {
        let line = |line: &str| match line.split_once(": ") {
            Some((key, rest)) if self.imports.contains_key(key) => format!("{}: {rest}\n", self.imports[key]),
            _ => format!("{line}\n"),
        };
        let glue: String = glue.lines().map(line).collect();
        let start = glue.split(USE).next().unwrap_or_default();
        let uses = uses(&glue).map(|(name, rest)| {
            let name = self.exports.get(name).map_or(name, String::as_str);
            [USE, name, rest].concat()
        });
        [start.to_string()].into_iter().chain(uses).collect()
    }
}

/// How the glue names what the module gives.
const USE: &str = "wasm.";

/// Every such name in the glue, and the text up to the next.
fn uses(glue: &str) -> impl Iterator<Item = (&str, &str)> {
    let end = |text: &str| text.find(|letter: char| !letter.is_ascii_alphanumeric() && !"_$".contains(letter));
    glue.split(USE).skip(1).map(move |text| text.split_at(end(text).unwrap_or(text.len())))
}

/// `a` to `z`, `aa` to `zz` …
fn short(number: usize) -> String {
    let letter = char::from(b'a' + (number % 26) as u8);
    match number / 26 {
        0 => letter.to_string(),
        more => format!("{}{letter}", short(more - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_are_all_different() {
        let all: Vec<String> = (0..1000).map(short).collect();
        assert_eq!([&all[0], &all[25], &all[26], &all[702]], ["a", "z", "aa", "aaa"]);
        assert_eq!(all.iter().collect::<std::collections::BTreeSet<_>>().len(), 1000);
    }

    #[test]
    fn only_whole_names_are_replaced() {
        let names = Names {
            imports: [("__wbg_a_01".to_string(), "a".to_string())].into(),
            exports: [("free".to_string(), "b".to_string())].into(),
        };
        let glue = "const import0 = {\n__wbg_a_01: function(arg0) {\nwasm.free(arg0); wasm.freed(wasm.free);\n},\n__wbg_a_012: 1\n};\n";
        let put = names.put(glue);
        assert_eq!(
            put,
            "const import0 = {\na: function(arg0) {\nwasm.b(arg0); wasm.freed(wasm.b);\n},\n__wbg_a_012: 1\n};\n"
        );
    }
}
