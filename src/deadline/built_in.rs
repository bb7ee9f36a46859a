//! The rules that come with the app: read once, when they are first asked for.

use super::pack::Pack;
use super::read::{Problem, Reader, regimes};
use crate::record::bilingual::Bilingual;
use serde_json::Value;
use std::sync::OnceLock;

/// Edition of the built-in rules.
pub const EDITION: &str = "2026-11-22";

/// What the rules are not.
const DISCLAIMER: (&str, &str) = (
    "Not legal advice. Nothing here decides that a law applies; verify every rule before you rely on it.",
    "不构成法律意见。此处内容不判定某项法律是否适用；采用任何规则前请先核实。",
);

/// The regimes, one file a region.
const FILES: [&str; 9] = [
    include_str!("rules/contract.json"),
    include_str!("rules/eu.json"),
    include_str!("rules/uk-ch.json"),
    include_str!("rules/us-federal.json"),
    include_str!("rules/us-states.json"),
    include_str!("rules/americas.json"),
    include_str!("rules/china.json"),
    include_str!("rules/asia.json"),
    include_str!("rules/rest.json"),
];

/// The built-in pack.
pub fn built_in() -> &'static Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    // The files are part of the build and held by a test; what cannot be read is not shown.
    PACK.get_or_init(|| read_built_in().0)
}

/// Reads the built-in pack with the reader of packs from outside; the problems are none.
#[must_use]
pub fn read_built_in() -> (Pack, Vec<Problem>) {
    let (en, zh) = DISCLAIMER;
    let mut reader = Reader::default();
    let file = |text: &&str| {
        let list: Option<Value> = serde_json::from_str(text).ok();
        regimes(&mut reader, list.as_ref())
    };
    let pack = Pack {
        edition: EDITION.to_owned(),
        as_of: EDITION.to_owned(),
        disclaimer: Bilingual { en: en.to_owned(), zh: zh.to_owned() },
        regimes: FILES.iter().flat_map(file).collect(),
    };
    (pack, reader.problems)
}
