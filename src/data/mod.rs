//! The data files of all rooms, packed: rules, playbooks, registers, tables. Unpacked once: step by step ahead of time, or
//! what is left of it in one go when one is first asked for.
//!
//! One pack: what a rule shares with a playbook is held once.
//!
//! Invariant: this room knows names and texts, not what they mean.

use packed_macro::packed;
use ppmd_rust::Ppmd7Decoder;
use std::cell::RefCell;
use std::io::{Cursor, Read as _};
use std::sync::OnceLock;

/// Files packed together, one behind the other; JSON without the white space between its tokens.
struct Packed {
    /// Name, as a path from the folder `src`, and bytes of each.
    files: &'static [(&'static str, usize)],
    bytes: &'static [u8],
    order: u32,
    /// Bytes the unpacking needs, as the packing did.
    memory: u32,
}

/// All of them.
fn packed() -> Packed {
    packed!(
        20, 16_777_216;
        "form/forms.json",
        "playbook/base.json",
        "playbook/gates.json",
        "playbook/variants.json",
        "register/facts.json",
        "register/response.json",
        "register/readiness.json",
        "register/review.json",
        "register/attack.txt",
        "report/layout.json",
        "ui/help.json",
        "assurance/controls.json",
        "playbook/sample_storm_0558.json",
        "deadline/rules/contract.json",
        "deadline/rules/eu.json",
        "deadline/rules/uk-ch.json",
        "deadline/rules/us-federal.json",
        "deadline/rules/us-states.json",
        "deadline/rules/americas.json",
        "deadline/rules/china.json",
        "deadline/rules/asia.json",
        "deadline/rules/rest.json",
        "deadline/calendars.json",
    )
}

impl Packed {
    fn begin(&self) -> Option<Unpacking> {
        let whole: usize = self.files.iter().map(|(_, length)| length).sum();
        Unpacking::begin(self.bytes.to_vec(), whole, (self.order, self.memory))
    }

    /// The texts. What the build packed it can unpack; a test holds every file against its text.
    fn texts(&self, begun: Option<Unpacking>) -> Vec<(&'static str, String)> {
        let all = begun.and_then(Unpacking::all);
        let mut rest = all.as_deref().unwrap_or_default();
        let mut texts = Vec::new();
        for (name, length) in self.files.iter().filter(|_| all.is_some()) {
            let (text, after) = rest.split_at_checked(*length).unwrap_or_default();
            rest = after;
            texts.push((*name, String::from_utf8(text.to_vec()).unwrap_or_default()));
        }
        texts
    }
}

/// Order and memory (bytes) of PPMd for the instructions of the program's second part.
pub const PROGRAM: (u32, u32) = (16, 16_777_216);

/// Bytes unpacked in one step: a few milliseconds of work on a slow machine.
const STEP: usize = 4096;

/// What PPMd packed, unpacked step by step, since all at once would hold a page up.
pub struct Unpacking {
    decoder: Ppmd7Decoder<Cursor<Vec<u8>>>,
    whole: Vec<u8>,
    done: usize,
}

impl Unpacking {
    /// Begins; `length` is that of what was packed, `order` and `memory` (bytes) are those of the packing. `None` when it
    /// is damaged.
    #[must_use]
    pub fn begin(packed: Vec<u8>, length: usize, (order, memory): (u32, u32)) -> Option<Self> {
        let decoder = Ppmd7Decoder::new(Cursor::new(packed), order, memory).ok()?;
        Some(Self { decoder, whole: vec![0; length], done: 0 })
    }

    /// Goes on for a step. True when all is unpacked, `None` when it is damaged.
    pub fn step(&mut self) -> Option<bool> {
        let end = self.whole.len().min(self.done + STEP);
        self.decoder.read_exact(self.whole.get_mut(self.done..end)?).ok()?;
        self.done = end;
        Some(end == self.whole.len())
    }

    /// What was unpacked.
    #[must_use]
    pub fn whole(self) -> Vec<u8> {
        self.whole
    }

    /// All at once.
    #[must_use]
    pub fn all(mut self) -> Option<Vec<u8>> {
        while !self.step()? {}
        Some(self.whole)
    }
}

static TEXTS: OnceLock<Vec<(&str, String)>> = OnceLock::new();

thread_local! {
    /// What has been begun ahead of time.
    static BEGUN: RefCell<Option<Unpacking>> = const { RefCell::new(None) };
}

fn texts() -> &'static [(&'static str, String)] {
    TEXTS.get_or_init(|| packed().texts(BEGUN.take().or_else(|| packed().begin())))
}

/// Unpacks for a step, ahead of time. True when all is there: what is asked for from then on takes no time.
pub fn prepare() -> bool {
    let more = || {
        BEGUN.with_borrow_mut(|begun| {
            if begun.is_none() {
                *begun = packed().begin();
            }
            begun.as_mut()?.step()
        })
    };
    let all = TEXTS.get().is_some() || more() != Some(false);
    if all {
        texts();
    }
    all
}

/// The text of a data file, by its path from the folder `src`; empty for one that is not packed.
#[must_use]
pub fn text(name: &str) -> &'static str {
    texts().iter().find(|(one, _)| *one == name).map_or("", |(_, text)| text)
}

/// The texts of the JSON files in a folder, in the order in which they are packed.
pub fn folder(name: &'static str) -> impl Iterator<Item = &'static str> {
    texts()
        .iter()
        .filter(move |(one, _)| one.starts_with(name) && one.ends_with(".json"))
        .map(|(_, text)| text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn begun_ahead_of_time_it_comes_to_the_same() {
        // Half of it in steps, and the rest when it is asked for: as after no step at all.
        let whole = packed().texts(packed().begin());
        assert_eq!(whole.len(), packed().files.len());
        let mut begun = packed().begin();
        for _ in 0..50 {
            assert_eq!(begun.as_mut().and_then(Unpacking::step), Some(false));
        }
        assert_eq!(packed().texts(begun), whole);
        assert_eq!(packed().texts(None), []);
        while !prepare() {}
        assert!(TEXTS.get().is_some() && prepare());
        assert_eq!(texts(), whole);
    }

    #[test]
    #[allow(clippy::unwrap_used)]
    fn every_packed_file_is_the_file() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        for (name, length) in packed().files {
            let file = std::fs::read_to_string(root.join(name)).unwrap();
            let text = text(name);
            assert_eq!(text.len(), *length, "{name}");
            let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
            assert!(if name.ends_with(".json") { json(text) == json(&file) } else { text == file }, "{name}");
        }
        assert_eq!(text("nowhere.json"), "");
        assert_eq!(folder("register/").count(), 4);
    }
}
