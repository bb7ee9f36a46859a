//! The sample: a real, public incident as a responder might have entered it, marked exercise.

use super::Bilingual;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The sample file.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Sample {
    /// Title.
    pub title: Bilingual,
    /// What it is and what is assumed in it.
    pub summary: Bilingual,
    /// What was entered, in order.
    pub walk: Vec<SampleEntry>,
}

/// One act of the walk.
#[derive(Clone, Debug, Deserialize)]
pub struct SampleEntry {
    /// When it happened, RFC 3339 in UTC.
    pub at: String,
    /// Which form it was entered with.
    pub form: String,
    /// The form's fields.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
}

/// The Storm-0558 mailbox intrusion of 2023.
#[must_use]
pub fn storm_0558() -> Sample {
    serde_json::from_str(include_str!("sample_storm_0558.json")).unwrap_or_default()
}
