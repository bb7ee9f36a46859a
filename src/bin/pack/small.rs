//! A Wasm module written anew so that it packs small, and does the same: its functions in another order (`likeness`), with
//! shorter names to its glue (`names`), with no custom section, and with no hints for engines that today's pass over.

use crate::{
    Failure, budget,
    files::{self, Files},
    likeness,
    names::Names,
    not_text, page,
};
use std::convert::Infallible;
use wasm_encoder::{
    CodeSection, ExportSection, FunctionSection, ImportSection, MemArg, Module,
    reencode::{Error, Reencode, utils},
};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, Export, FunctionBody, FunctionSectionReader, Import, Imports, Parser,
    Payload, TypeRef,
};

/// How much the functions before the last one count, see [`likeness::order`].
const FADINGS: [f64; 5] = [likeness::FADING, 0.7, 0.75, 0.85, 0.9];

/// Writes a module and its glue anew, which the files hold under these names.
pub fn pair(files: &mut Files, glue: &str, module: &str) -> Result<(), Failure> {
    let bytes = files.get(module).ok_or_else(|| format!("{module} is missing"))?;
    let (names, text) = Names::agree(bytes, &plainer(&page::trim(files::text(files, glue)?)))?;
    let bytes = smallest(bytes, &names)?;
    files.insert(module.to_string(), bytes);
    files.insert(glue.to_string(), text.into_bytes());
    Ok(())
}

/// The glue without the variable that only holds what is returned next, and without a second way to start: the loader of
/// the second part asks `initSync` for a module that has started.
fn plainer(glue: &str) -> String {
    const HELD: &str = "const ret = ";
    let (mut out, mut rest) = (String::new(), glue);
    while let Some((before, held)) = rest.split_once(HELD) {
        out.push_str(before);
        let once = held.split_once(";\nreturn ret;").filter(|(value, _)| !value.contains(';'));
        rest = match once {
            Some((value, after)) => {
                out.push_str(&["return ", value, ";"].concat());
                after
            }
            None => {
                out.push_str(HELD);
                held
            }
        };
    }
    out.push_str(rest);
    let start = out.find("function initSync(").zip(out.find("let __wbg_init_promise;"));
    if let Some((from, to)) = start.filter(|(from, to)| from < to) {
        out.replace_range(from..to, "function initSync() { return wasm; }\n");
    }
    // White space that only people need.
    [" = ", " ? ", " === ", " + ", " * ", " >>> "].iter().fold(out, |text, sign| text.replace(sign, sign.trim()))
}

/// Writes the module anew in each of several orders and takes the one that becomes the smallest: which that is hangs on
/// little, and a few bytes of code move it by half a kilobyte.
fn smallest(module: &[u8], names: &Names) -> Result<Vec<u8>, Failure> {
    let mut best: Option<(usize, Vec<u8>)> = None;
    for fading in FADINGS {
        let made = ordered(module, names, fading)?;
        let size = budget::compressed("a module", &not_text::not_text(&made))?;
        if best.as_ref().is_none_or(|(least, _)| size < *least) {
            best = Some((size, made));
        }
    }
    best.map(|(_, made)| made).ok_or_else(|| "no order".into())
}

/// Writes the module anew.
pub fn module(module: &[u8], names: &Names) -> Result<Vec<u8>, Failure> {
    ordered(module, names, likeness::FADING)
}

fn ordered(module: &[u8], names: &Names, fading: f64) -> Result<Vec<u8>, Failure> {
    let (imported, bodies) = functions(module).map_err(|error| format!("reading a module: {error}"))?;
    let order = likeness::order(&bodies, fading);
    let mut places = vec![0; order.len()];
    for (place, old) in (imported..).zip(&order) {
        places[*old] = place;
    }
    let mut made = Module::new();
    let mut rewrite = Rewrite { names, imported, order, places };
    rewrite
        .parse_core_module(&mut made, Parser::new(0), module)
        .map_err(|error| format!("rewriting a module: {error}"))?;
    Ok(made.finish())
}

/// How many functions are imported, and the bytes of all others.
fn functions(module: &[u8]) -> wasmparser::Result<(u32, Vec<&[u8]>)> {
    let (mut imported, mut bodies) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    Ok((imported, bodies))
}

struct Rewrite<'a> {
    names: &'a Names,
    imported: u32,
    /// The old places in the new order, not counting what is imported.
    order: Vec<usize>,
    /// The new index of each.
    places: Vec<u32>,
}

type Done<T = ()> = Result<T, Error<Infallible>>;

impl Reencode for Rewrite<'_> {
    type Error = Infallible;

    fn function_index(&mut self, old: u32) -> Done<u32> {
        Ok(old.checked_sub(self.imported).map_or(old, |own| self.places[own as usize]))
    }

    fn parse_function_section(&mut self, made: &mut FunctionSection, section: FunctionSectionReader<'_>) -> Done {
        let types: Vec<u32> = section.into_iter().collect::<Result<_, _>>()?;
        self.order.iter().for_each(|old| {
            made.function(types[*old]);
        });
        Ok(())
    }

    fn parse_code_section(&mut self, made: &mut CodeSection, section: CodeSectionReader<'_>) -> Done {
        let bodies: Vec<FunctionBody> = section.into_iter().collect::<Result<_, _>>()?;
        self.order.clone().into_iter().try_for_each(|old| utils::parse_function_body(self, made, bodies[old].clone()))
    }

    fn parse_imports(&mut self, made: &mut ImportSection, imports: Imports<'_>) -> Done {
        let renamed = match imports {
            Imports::Single(at, import) => {
                let name = self.names.imports.get(import.name).map_or(import.name, String::as_str);
                Imports::Single(at, Import { name, ..import })
            }
            other => other,
        };
        utils::parse_imports(self, made, renamed)
    }

    fn parse_export(&mut self, made: &mut ExportSection, export: Export<'_>) -> Done {
        let name = self.names.exports.get(export.name).map_or(export.name, String::as_str);
        utils::parse_export(self, made, Export { name, ..export })
    }

    fn parse_custom_section(&mut self, _: &mut Module, _: CustomSectionReader<'_>) -> Done {
        Ok(())
    }

    /// The alignment is a hint that changes nothing (WebAssembly core specification, 4.4.10), and engines pass it over.
    fn mem_arg(&mut self, old: wasmparser::MemArg) -> Done<MemArg> {
        Ok(MemArg { align: 0, ..utils::mem_arg(self, old)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        io::Write as _,
        process::{Command, Stdio},
    };
    use wasm_encoder::{
        ConstExpr, ElementSection, Elements, EntityType, ExportKind, Function, MemorySection, MemoryType, RefType,
        TableSection, TableType, TypeSection, ValType,
    };

    const IMPORT: &str = "__wbg_seven_0123456789abcdef";
    const GLUE: &str = "const import0 = {\n__wbg_seven_0123456789abcdef: function() { return 7; },\n};\n\
        const out = (wasm) => `${wasm.sum(1)} ${wasm.sum(2)}`;\n";

    /// `sum(n)`: what lies at `n` in the table (which calls another), and the imported seven, over memory and back.
    fn sample() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], [ValType::I32]);
        types.ty().function([ValType::I32], [ValType::I32]);
        let mut imports = ImportSection::new();
        imports.import("./m_bg.js", IMPORT, EntityType::Function(0));
        let mut functions = FunctionSection::new();
        functions.function(1).function(0).function(0).function(0);
        let mut tables = TableSection::new();
        let table =
            TableType { element_type: RefType::FUNCREF, table64: false, minimum: 3, maximum: None, shared: false };
        tables.table(table);
        let mut memories = MemorySection::new();
        memories.memory(MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None });
        let mut exports = ExportSection::new();
        exports.export("sum", ExportKind::Func, 1);
        let mut elements = ElementSection::new();
        elements.active(Some(0), &ConstExpr::i32_const(1), Elements::Functions([2, 3][..].into()));
        let mut code = CodeSection::new();
        let at = MemArg { offset: 8, align: 2, memory_index: 0 };
        let mut sum = Function::new([]);
        sum.instructions().i32_const(0).local_get(0).call_indirect(0, 0).i32_store(at);
        sum.instructions().i32_const(0).i32_load(at).call(0).i32_add().end();
        code.function(&sum);
        for (number, other) in [(10, Some(4)), (20, Some(2)), (300, None)] {
            let mut one = Function::new([]);
            one.instructions().i32_const(number);
            other.into_iter().for_each(|other| {
                one.instructions().call(other).i32_add();
            });
            one.instructions().end();
            code.function(&one);
        }
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&tables).section(&memories);
        module.section(&exports).section(&elements).section(&code);
        module.finish()
    }

    /// What the glue makes of the module in Node.js.
    fn run(module: &[u8], glue: &str) -> String {
        let script = format!(
            "{glue}const made = new WebAssembly.Module(new Uint8Array({module:?}));\n\
             process.stdout.write(out(new WebAssembly.Instance(made, {{ './m_bg.js': import0 }}).exports));"
        );
        let mut node = Command::new("node").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("Node.js");
        node.stdin.take().expect("is piped").write_all(script.as_bytes()).expect("takes the script");
        String::from_utf8(node.wait_with_output().expect("ends").stdout).expect("writes text")
    }

    #[test]
    fn a_small_module_does_the_same() {
        let before = sample();
        let mut files: Files = [("g.js", GLUE.as_bytes().to_vec()), ("m.wasm", before.clone())]
            .map(|(name, bytes)| (name.to_string(), bytes))
            .into();
        pair(&mut files, "g.js", "m.wasm").expect("is rewritten");
        let (after, glue) = (&files["m.wasm"], files::text(&files, "g.js").expect("is text"));
        assert_eq!(run(&before, GLUE), "317 337");
        assert_eq!(run(after, glue), "317 337");
        assert!(!glue.contains("seven_") && !glue.contains("wasm.sum"), "{glue}");
        assert!(!String::from_utf8_lossy(after).contains("seven"));
        let (_, old) = functions(&before).expect("is a module");
        let (_, new) = functions(after).expect("is a module");
        assert_ne!(old.first().map(|body| body.len()), new.first().map(|body| body.len()), "the order is another");
    }

    #[test]
    fn glue_keeps_what_it_does() {
        let table = [
            ("const ret = a.b(c);\nreturn ret;\n", "return a.b(c);\n"),
            ("const ret = a;\nreturn none(ret);\n", "const ret=a;\nreturn none(ret);\n"),
            ("const ret = a;\nb(ret);\nreturn ret;\n", "const ret=a;\nb(ret);\nreturn ret;\n"),
            (
                "a\nfunction initSync(x) {\n}\nlet __wbg_init_promise;\nexport { initSync, __wbg_init as default };",
                "a\nfunction initSync() { return wasm; }\nlet __wbg_init_promise;\nexport { initSync, __wbg_init as default };",
            ),
        ];
        for (glue, expected) in table {
            assert_eq!(plainer(glue), expected);
        }
    }
}
