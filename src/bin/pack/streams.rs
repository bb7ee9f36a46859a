//! A Wasm module taken apart into streams of like bytes: instructions, names of locals, constants, addresses ... each
//! behind the other. Compressors find more in them: measured, 33 kB less of 439 under Brotli, which the host applies.
//! `src/shell/streams.js` puts it together again in a few hundredths of a second, with the tables made here. (Context
//! mixing would save 30 kB more, and keep a page busy for a second at each start.)
//!
//! Brotli finds less in several large streams behind one another than in each by itself: the host is given the data, the
//! instructions and all else as three files, measured 7 kB less than one.
//!
//! A file of streams begins with the length of each, in four bytes, little-endian. The data section, and all else that is
//! not code, is one stream, as it was.

/// How many streams there are.
pub const STREAMS: usize = 15;

/// What the next byte of a module is (WebAssembly core specification, chapter 5). Numbered as the script knows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Nothing that is told apart: the header, and every section but the code.
    Plain,
    /// The number of a section.
    Section,
    /// The length of a section.
    Length,
    /// How many functions there are.
    Functions,
    /// The length of a function.
    Body,
    /// How many groups of locals a function has.
    Locals,
    /// How many locals are in a group.
    Count,
    /// Their type.
    Type,
    /// An instruction.
    Instruction,
    /// Its only operand, or its last.
    Operand,
    /// The first of two operands.
    First,
    /// One of the bytes of an operand of fixed length.
    Fixed,
    /// How many targets a table of branches has.
    Targets,
    /// One of them.
    Target,
    /// Which of the instructions behind a prefix.
    Prefixed,
}

/// What comes after an instruction.
fn after_instruction(instruction: u8) -> Place {
    match instruction {
        // Blocks, branches, calls, locals, globals, tables, memory, constants, references.
        0x02..=0x04 | 0x0C | 0x0D | 0x10 | 0x12 | 0x20..=0x26 | 0x3F..=0x42 | 0xD0 | 0xD2 => Place::Operand,
        // A type and a table; an alignment and an offset; how many types, and one.
        0x11 | 0x13 | 0x1C | 0x28..=0x3E => Place::First,
        0x43 | 0x44 => Place::Fixed,
        0x0E => Place::Targets,
        0xFC => Place::Prefixed,
        _ => Place::Instruction,
    }
}

/// What comes after the number of an instruction behind the prefix 0xFC.
fn after_prefixed(number: u32) -> Place {
    match number {
        // Copies between memories or tables, and what is begun from a segment.
        8 | 10 | 12 | 14 => Place::First,
        9 | 11 | 13 | 15..=17 => Place::Operand,
        _ => Place::Instruction,
    }
}

/// The stream of an operand, by its instruction.
fn operand_stream(instruction: u8) -> usize {
    match instruction {
        0x20..=0x22 => 2,
        0x10 => 3,
        0x41 => 4,
        0x42 => 5,
        0x0C | 0x0D => 6,
        0x28..=0x3E => 7,
        0x23 | 0x24 => 8,
        _ => 9,
    }
}

/// Where in a module one is. Anything may be read: what is no module is only taken apart less well.
struct Reader {
    place: Place,
    /// The instruction, or the number of the section outside of the code.
    instruction: u8,
    /// Bytes that are left of the section, and of the function in it.
    section: u32,
    body: u32,
    /// A number of groups of seven bits, as far as it was read.
    number: u32,
    shift: u32,
    /// What is counted down: groups of locals, bytes, targets.
    left: u32,
}

impl Reader {
    /// At the eight bytes of the header, read as a section without a number.
    fn new() -> Self {
        Self { place: Place::Plain, instruction: 0, section: 8, body: 0, number: 0, shift: 0, left: 0 }
    }

    /// The stream of the next byte.
    fn stream(&self) -> usize {
        match self.place {
            Place::Plain | Place::Section | Place::Length => 0,
            Place::Instruction => 1,
            Place::Operand => operand_stream(self.instruction),
            Place::First => 10,
            Place::Fixed => 11,
            Place::Functions | Place::Body => 12,
            Place::Locals | Place::Count | Place::Type => 13,
            Place::Targets | Place::Target | Place::Prefixed => 14,
        }
    }

    /// Takes the next byte.
    fn read(&mut self, byte: u8) {
        if self.place == Place::Section {
            self.instruction = byte;
            self.place = Place::Length;
            return;
        }
        let counted = self.place != Place::Length;
        let in_body = !matches!(self.place, Place::Plain | Place::Length | Place::Functions | Place::Body);
        self.place = match self.place {
            Place::Plain => Place::Plain,
            Place::Instruction => {
                self.instruction = byte;
                self.left = if byte == 0x43 { 4 } else { 8 };
                after_instruction(byte)
            }
            Place::Fixed => self.counted(Place::Fixed),
            Place::Type => self.counted(Place::Count),
            place => {
                self.number |= u32::from(byte & 127).checked_shl(self.shift).unwrap_or(0);
                self.shift += 7;
                if byte < 128 { self.after_number(place) } else { place }
            }
        };
        if counted {
            self.section = self.section.saturating_sub(1);
        }
        if in_body {
            self.body = self.body.saturating_sub(1);
            if self.body == 0 {
                (self.place, self.number, self.shift) = (Place::Body, 0, 0);
            }
        }
        if self.section == 0 && self.place != Place::Length {
            (self.place, self.number, self.shift) = (Place::Section, 0, 0);
        }
    }

    /// One less is left.
    fn counted(&mut self, more: Place) -> Place {
        self.left = self.left.saturating_sub(1);
        if self.left == 0 { Place::Instruction } else { more }
    }

    fn after_number(&mut self, place: Place) -> Place {
        let number = std::mem::take(&mut self.number);
        self.shift = 0;
        match place {
            Place::Length => {
                self.section = number;
                if self.instruction == 10 { Place::Functions } else { Place::Plain }
            }
            Place::Functions => Place::Body,
            Place::Body => {
                self.body = number;
                Place::Locals
            }
            Place::Locals if number > 0 => {
                self.left = number;
                Place::Count
            }
            Place::Count => Place::Type,
            Place::First => Place::Operand,
            Place::Targets => {
                self.left = number.saturating_add(1);
                Place::Target
            }
            Place::Target => self.counted(Place::Target),
            Place::Prefixed => after_prefixed(number),
            _ => Place::Instruction,
        }
    }
}

/// Takes a module apart.
pub fn apart(module: &[u8]) -> Vec<u8> {
    let mut streams = [const { Vec::new() }; STREAMS];
    let mut reader = Reader::new();
    for byte in module {
        streams[reader.stream()].push(*byte);
        reader.read(*byte);
    }
    let lengths = streams.iter().flat_map(|stream| (stream.len() as u32).to_le_bytes()).collect();
    [lengths, streams.concat()].concat()
}

/// What was taken apart, as the files that the host is given: behind one another they are the whole.
pub fn files(apart: &[u8]) -> [&[u8]; 3] {
    let length = |stream: usize| {
        let bytes = apart.get(stream * 4..stream * 4 + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map_or(0, u32::from_le_bytes) as usize
    };
    let (data, rest) = apart.split_at((STREAMS * 4 + length(0)).min(apart.len()));
    let (instructions, others) = rest.split_at(length(1).min(rest.len()));
    [data, instructions, others]
}

/// The script that puts it together again, with the tables above: a digit to each byte. Of what nearly all instructions
/// have alike the digits are left to the script.
pub fn script() -> String {
    let table = |of: &dyn Fn(u8) -> usize| -> String { (0..=u8::MAX).map(|byte| format!("{:x}", of(byte))).collect() };
    let (follows, operands) = (table(&|instruction| after_instruction(instruction) as usize), table(&operand_stream));
    crate::page::trim(include_str!("../../shell/streams.js"))
        .replace("{{streams}}", &STREAMS.to_string())
        .replace("{{follows}}", &[&follows[..0x45], "+", &follows[0x45 + 139..]].concat())
        .replace("{{prefixed}}", &table(&|number| after_prefixed(number.into()) as usize)[..18])
        .replace("{{operands}}", operands.trim_end_matches('9'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        io::Write as _,
        process::{Command, Stdio},
    };

    /// A module by hand: sections, functions with every kind of operand, data.
    fn module() -> Vec<u8> {
        let body = [
            &[2, 3, 0x7F, 1, 0x7E][..],
            &[0x02, 0x40, 0x20, 0x00, 0x41, 0xE4, 0x00, 0x6A, 0x28, 0x02, 0x90, 0x01, 0x0D, 0x00, 0x0B],
            &[0x20, 0x81, 0x01, 0x0E, 0x02, 0x00, 0x01, 0x00, 0x43, 1, 2, 3, 4, 0x44, 1, 2, 3, 4, 5, 6, 7, 8],
            &[0x42, 0xE4, 0x80, 0x7F, 0x10, 0x85, 0x02, 0x23, 0x00, 0x11, 0x03, 0x00, 0xFC, 0x0A, 0x00, 0x00],
            &[0xFC, 0x0B, 0x00, 0xFC, 0x02, 0xD0, 0x70, 0x1C, 0x01, 0x7F, 0x0B],
        ]
        .concat();
        let code = [&[40][..], &[&[body.len() as u8][..], &body, &[3, 0, 0x01, 0x0B]].concat().repeat(20)].concat();
        let length = [(code.len() & 127) as u8 | 128, (code.len() >> 7) as u8];
        let data = [&[11, 90][..], &b"what a person reads. ".repeat(4), &[0; 6]].concat();
        [b"\0asm\x01\0\0\0".to_vec(), vec![1, 4, 1, 0x60, 0, 0, 10], length.to_vec(), code, data].concat()
    }

    /// What the script makes of it in Node.js.
    fn woven(apart: &[u8]) -> Vec<u8> {
        let script = format!(
            "{}\nweave(new Uint8Array(require('fs').readFileSync(0))).then((module) => process.stdout.write(module));",
            script()
        );
        let mut node = Command::new("node")
            .args(["-e", &script])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Node.js, which the setup installs");
        node.stdin.take().expect("is piped").write_all(apart).expect("takes it");
        node.wait_with_output().expect("ends").stdout
    }

    #[test]
    fn the_script_puts_together_what_was_taken_apart() {
        let noise: Vec<u8> =
            (0..20_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8 ^ (at >> 8) as u8).collect();
        // Noise as the code of a module too: what is no instruction must not part the two readers.
        let code = [b"\0asm\x01\0\0\0\x0A\x9A\x9C\x01\x05".as_slice(), &noise].concat();
        for module in [module(), vec![], vec![0; 3], noise, code, module()[..700].to_vec()] {
            assert!(woven(&apart(&module)) == module, "{} bytes", module.len());
            assert!(files(&apart(&module)).concat() == apart(&module));
        }
    }

    #[test]
    fn each_kind_of_byte_is_in_its_stream() {
        let apart = apart(&module());
        let mut rest = &apart[STREAMS * 4..];
        let streams: Vec<&[u8]> = apart[..STREAMS * 4]
            .chunks(4)
            .map(|length| {
                let (stream, after) = rest.split_at(u32::from_le_bytes(length.try_into().expect("four")) as usize);
                rest = after;
                stream
            })
            .collect();
        assert!(rest.is_empty());
        let table: [(usize, &[u8]); 9] = [
            (2, &[0x00, 0x81, 0x01]),
            (3, &[0x85, 0x02]),
            (4, &[0xE4, 0x00]),
            (5, &[0xE4, 0x80, 0x7F]),
            (6, &[0x00]),
            (7, &[0x90, 0x01]),
            (8, &[0x00]),
            (11, &[1, 2, 3, 4, 1, 2, 3, 4, 5, 6, 7, 8]),
            (14, &[0x02, 0x00, 0x01, 0x00, 0x0A, 0x0B, 0x02]),
        ];
        for (number, once) in table {
            assert_eq!(streams[number], once.repeat(20), "stream {number}");
        }
        let text = "what a person reads. ".repeat(4);
        assert!(String::from_utf8_lossy(streams[0]).contains(&text), "what is no code stays as it was");
    }
}
