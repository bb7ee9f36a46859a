//! The sample: a real, public incident as responders might have entered it, marked exercise.
//!
//! One entry is one submission of one form. Dates and figures are public, with their sources cited in the text; what
//! the public record lacks says "(Assumed for the exercise.)". `tests/sample.rs` holds it to that.

use crate::json_struct;
use crate::record::json::Json as _;
use serde_json::{Map, Value};

/// The sample file.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// Who typed.
    pub people: Vec<Person>,
    /// What was entered, in order.
    pub walk: Vec<SampleEntry>,
}

/// Someone who types.
#[derive(Clone, Debug)]
pub struct Person {
    /// The code entries name them with.
    pub code: String,
    /// Name, or what stands for one.
    pub name: String,
    /// Role in the response.
    pub role: String,
}
json_struct! { Person { code, name, role } }

/// One submission. A text `@label`, here or in a field, stands for the id of the entry with that label.
#[derive(Clone, Debug)]
pub struct SampleEntry {
    /// When it happened, in UTC: `2023-06-16 16:40`, or `2023-06-26` where only the day is known. Empty: when the
    /// sample is opened.
    pub at: String,
    /// Code of who typed it.
    pub by: String,
    /// Code of the form.
    pub form: String,
    /// What the form is about.
    pub about: String,
    /// The name by which later entries refer to this one.
    pub label: String,
    /// What was typed, by field code: a text, the codes ticked, or a time as `date`, `time`, `zone`, `precision`.
    /// The other fields stay as the form offers them.
    pub fields: Map<String, Value>,
}

impl SampleEntry {
    fn read(value: &Value) -> Option<Self> {
        let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        let fields = value["fields"].as_object().cloned().unwrap_or_default();
        value.is_object().then(|| Self {
            at: text("at"),
            by: text("by"),
            form: text("form"),
            about: text("about"),
            label: text("label"),
            fields,
        })
    }
}

impl Sample {
    fn read(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let walk = value["walk"].as_array()?.iter().map(SampleEntry::read).collect::<Option<_>>()?;
        Some(Self { people: Vec::from_json(&value["people"])?, walk })
    }

    /// The title it is opened with.
    #[must_use]
    pub fn title(&self) -> &str {
        let first = self.walk.first().and_then(|entry| entry.fields.get("title"));
        first.and_then(Value::as_str).unwrap_or_default()
    }
}

/// The Storm-0558 mailbox intrusion of 2023.
#[must_use]
pub fn storm_0558() -> Sample {
    // The file is part of the build and read by a test; an empty sample is never seen.
    Sample::read(crate::data::text("playbook/sample_storm_0558.json")).unwrap_or_default()
}
