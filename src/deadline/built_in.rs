//! The rules that come with the app: read once, when they are first asked for.

use super::pack::Pack;
use super::read::{FORMAT, Problem, regimes};
use super::reader::Reader;
use crate::data;
use crate::record::bilingual::Bilingual;
use crate::record::json;
use serde_json::Value;
use std::sync::OnceLock;

/// What stands over the regimes.
#[derive(Default)]
struct Head {
    edition: String,
    as_of: String,
    disclaimer: Bilingual,
}
crate::json_struct! { Head { edition, as_of, disclaimer } }

/// Where the regimes are, one file a region.
const FOLDER: &str = "deadline/rules/";

/// The built-in pack.
pub fn built_in() -> &'static Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    // The files are part of the build and held by a test; what cannot be read is not shown.
    PACK.get_or_init(|| read_built_in().0)
}

/// Edition of the built-in pack, without reading its rules.
#[must_use]
pub fn edition() -> String {
    head().edition
}

fn head() -> Head {
    json::parse(include_str!("rules/pack.json")).unwrap_or_default()
}

/// The built-in pack as one file, which [`super::read::read`] reads.
#[must_use]
pub fn file() -> String {
    let head = head();
    let lists: Vec<&str> =
        data::folder(FOLDER).map(|text| text.trim().trim_start_matches('[').trim_end_matches(']')).collect();
    let texts = serde_json::json!([head.disclaimer.en, head.disclaimer.zh]).to_string();
    let parts = [
        "{\n\"format\":\"",
        FORMAT,
        "\",\n\"format_version\":1,\n\"edition\":\"",
        &head.edition,
        "\",\n\"as_of\":\"",
        &head.as_of,
        "\",\n\"disclaimer\":",
        &texts,
        ",\n\"regimes\":[",
        &lists.join(","),
        "]\n}\n",
    ];
    parts.concat()
}

/// Reads the built-in pack with the reader of packs from outside; the problems are none.
#[must_use]
pub fn read_built_in() -> (Pack, Vec<Problem>) {
    let head = head();
    let mut reader = Reader::default();
    let file = |text: &str| {
        let list: Option<Value> = serde_json::from_str(text).ok();
        regimes(&mut reader, list.as_ref())
    };
    let pack = Pack {
        edition: head.edition,
        as_of: head.as_of,
        disclaimer: head.disclaimer,
        regimes: data::folder(FOLDER).flat_map(file).collect(),
    };
    (pack, reader.problems)
}
