//! Registers: tables whose entries are described by data. An entry is added, changed field by field and taken out again;
//! every version stays, so that the history of each value can be read. What an
//! entry must hold is said by the description of its register, and held to it by `entry_check`; the descriptions are data
//! of the room `register`.

use super::body::EntryAdded;
use super::id::Id;
use super::incident::{Fact, History, Incident};
use super::json::Json;
use super::map::Map;
use super::time::Moment;
use serde_json::Value;

/// What one field of an entry holds.
#[derive(Clone, Debug, PartialEq)]
pub enum EntryValue {
    /// A text, a number in digits, the code of a choice or the id of what it refers to; empty for none.
    Text(String),
    /// Codes or ids of any number.
    Many(Vec<String>),
    /// A moment.
    Time(Moment),
}

impl Json for EntryValue {
    fn to_json(&self) -> Value {
        match self {
            Self::Text(text) => text.to_json(),
            Self::Many(codes) => codes.to_json(),
            Self::Time(moment) => moment.to_json(),
        }
    }
    fn from_json(value: &Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(Self::Text(text.clone())),
            Value::Array(_) => Json::from_json(value).map(Self::Many),
            _ => Json::from_json(value).map(Self::Time),
        }
    }
    fn blank() -> Self {
        Self::Many(Vec::new())
    }
}

/// Fields of an entry by their codes.
pub type EntryValues = Map<String, EntryValue>;

impl EntryAdded {
    /// Refers to the id `to` wherever it refers to `from` alone.
    pub(super) fn refer(&mut self, from: &Id, to: &Id) {
        let is = |value: &EntryValue| matches!(value, EntryValue::Text(text) if text == from.as_str());
        let field = self.values.iter().find(|(_, value)| is(value)).map(|(code, _)| code.clone());
        if let Some(held) = field.and_then(|field| self.values.get_mut(&field)) {
            *held = EntryValue::Text(to.to_string());
        }
    }
}

impl Json for EntryValues {
    fn to_json(&self) -> Value {
        let mut map = serde_json::Map::new();
        for (code, value) in self.iter() {
            super::json::put(&mut map, code, value.to_json());
        }
        Value::Object(map)
    }
    fn from_json(value: &Value) -> Option<Self> {
        let entry = |(code, value): (&String, &Value)| Some((code.clone(), EntryValue::from_json(value)?));
        value.as_object()?.iter().map(entry).collect()
    }
    fn blank() -> Self {
        Self::default()
    }
}

/// How a field of a register is filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// One line.
    Text,
    /// One line: a technique of an adversary by id and name, of a table or as it was typed.
    Technique,
    /// Several lines.
    Area,
    /// A whole number, not negative, in digits.
    Number,
    /// A time of day, `HH:MM` with two digits each.
    Clock,
    /// A time zone by its IANA name. Whether there is such a zone is asked where it is typed.
    Zone,
    /// SHA-256 as 64 lowercase hexadecimal digits.
    Digest,
    /// A moment that is not in the future.
    Past,
    /// A moment that may be.
    Due,
    /// As [`Self::Due`], usually a day: the form begins with that precision.
    Day,
    /// One of a few.
    Choice(Vec<(String, String)>),
    /// Any number of a few.
    Flags(Vec<(String, String)>),
    /// One thing of the record: the code of a register, or `service`, `evidence`, `plan`.
    One(String),
    /// Any number of such things.
    Several(String),
}

/// A field of a register. Its words stand in both languages with a NUL between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Code.
    pub code: String,
    /// How it is filled in.
    pub kind: FieldKind,
    /// May stay empty.
    pub optional: bool,
    /// Label.
    pub label: String,
    /// A line of help; empty for none.
    pub hint: String,
}

/// What must hold between the fields of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The second number or moment is not less than the first.
    Order(String, String),
    /// Where the first field holds the code, the last must say something.
    Needs(String, String, String),
    /// At least one of the fields says something.
    Any(Vec<String>),
    /// The two name different people.
    Different(String, String),
    /// A digest, of the evidence that the first field names, is the one recorded with it: `same` in the last field, or not:
    /// `different`.
    Compared(String, String, String),
}

/// A register as described by data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    /// Code.
    pub code: String,
    /// Where it is shown: the tab of an incident, or the page of the organisation.
    pub place: String,
    /// Where it is shown too; empty for nowhere else.
    pub also: String,
    /// Its name.
    pub title: String,
    /// Words of the button that adds an entry.
    pub add: String,
    /// A sentence before the fields; empty for none.
    pub intro: String,
    /// Fields in order.
    pub fields: Vec<Field>,
    /// Code of the field that names an entry; empty where entries have no name.
    pub name: String,
    /// What must hold between fields.
    pub rules: Vec<Rule>,
    /// True where an incident holds one entry at most: the newest stands.
    pub single: bool,
    /// True where entries may still be made once the incident is closed.
    pub late: bool,
    /// Lane of the timeline in which the moments of its entries stand: `attacker`, `cause`; empty where in none.
    pub lane: String,
    /// Entries that a person may take over and change: what each field holds, in the order of the fields; codes of many
    /// parted by blanks, texts in both languages as words are.
    pub template: Vec<Vec<String>>,
}

impl Register {
    /// True for a register that is shown there; none is nowhere.
    #[must_use]
    pub fn is_at(&self, place: &str) -> bool {
        !place.is_empty() && (self.place == place || self.also == place)
    }

    /// A field by its code.
    #[must_use]
    pub fn field(&self, code: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.code == code)
    }
}

/// An entry as it stands, with all its versions.
#[derive(Clone, Debug, PartialEq)]
pub struct RegisterEntry {
    /// Code of its register.
    pub register: String,
    /// The values it was added with, and each change: only what was changed.
    pub versions: History<EntryValues>,
    /// Why it was taken out.
    pub removed: Option<Fact<String>>,
    /// Place in the order of the log, from 1, of the event that stated its newest version.
    pub touched: usize,
}

impl RegisterEntry {
    /// The event that added it.
    #[must_use]
    pub fn id(&self) -> Option<&Id> {
        self.versions.first().map(|first| &first.event)
    }

    /// True unless it was taken out.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.removed.is_none()
    }

    /// What a field holds now.
    #[must_use]
    pub fn value(&self, field: &str) -> Option<&EntryValue> {
        self.value_seen(field, self.versions.len())
    }

    /// What a field held when the entry had so many versions.
    #[must_use]
    pub fn value_seen(&self, field: &str, versions: usize) -> Option<&EntryValue> {
        self.versions.iter().take(versions).rev().find_map(|version| version.value.get(field))
    }

    /// What every field holds now; fields that say nothing are left out.
    #[must_use]
    pub fn values(&self) -> EntryValues {
        let mut values = EntryValues::new();
        for version in &self.versions {
            values.extend(version.value.iter().map(|(code, value)| (code.clone(), value.clone())));
        }
        values.retain(|_, value| says(Some(value)));
        values
    }

    /// True when the field holds this code or id, alone or among others.
    #[must_use]
    pub fn holds(&self, field: &str, code: &str) -> bool {
        match self.value(field) {
            Some(EntryValue::Text(text)) => text == code,
            Some(EntryValue::Many(codes)) => codes.iter().any(|one| one == code),
            _ => false,
        }
    }

    /// The text of a field; empty where it holds none.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        match self.value(field) {
            Some(EntryValue::Text(text)) => text,
            _ => "",
        }
    }

    /// The codes of a field of many.
    #[must_use]
    pub fn many(&self, field: &str) -> &[String] {
        match self.value(field) {
            Some(EntryValue::Many(codes)) => codes,
            _ => &[],
        }
    }

    /// The moment of a field.
    #[must_use]
    pub fn moment(&self, field: &str) -> Option<&Moment> {
        match self.value(field) {
            Some(EntryValue::Time(moment)) => Some(moment),
            _ => None,
        }
    }
}

impl Incident {
    /// The entries of a register that stand, the oldest first.
    pub fn entries_of<'a>(&'a self, register: &'a str) -> impl Iterator<Item = &'a RegisterEntry> {
        self.registers.iter().filter(move |entry| entry.register == register && entry.stands())
    }

    /// True where we act as processor only: the risk to people is for the controller to rate (B-38).
    #[must_use]
    pub fn is_processor(&self) -> bool {
        self.entries_of("terms").last().is_some_and(|terms| terms.holds("party", "processor"))
    }

    /// An entry by the event that added it, standing or not.
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<&RegisterEntry> {
        self.registers.iter().find(|entry| entry.id().is_some_and(|own| own.as_str() == id))
    }

    /// Id and name of each thing that a field of this kind may refer to.
    #[must_use]
    pub fn targets(&self, kind: &str, registers: &[Register]) -> Vec<(String, String)> {
        let pair = |id: &Id, name: &str| (id.to_string(), name.to_owned());
        match kind {
            "service" => self.impacted().map(|one| pair(&one.added.event, &one.added.value.name)).collect(),
            "evidence" => self.evidence.iter().map(|one| pair(&one.event, &one.value.label)).collect(),
            "plan" => self.plan.iter().map(|one| pair(&one.added.event, &one.added.value.action)).collect(),
            _ => {
                let name = registers.iter().find(|one| one.code == kind).map_or("", |one| one.name.as_str());
                let named = |one: &RegisterEntry| Some(pair(one.id()?, one.text(name)));
                self.entries_of(kind).filter_map(named).collect()
            }
        }
    }
}

/// True when a field holds something that was said.
#[must_use]
pub fn says(value: Option<&EntryValue>) -> bool {
    match value {
        None => false,
        Some(EntryValue::Text(text)) => !text.trim().is_empty(),
        Some(EntryValue::Many(codes)) => !codes.is_empty(),
        Some(EntryValue::Time(_)) => true,
    }
}

/// The code of what comes of comparing a digest with the one recorded of a piece of evidence; `None` where either is missing.
#[must_use]
pub fn compared(incident: &Incident, evidence: &str, digest: &str) -> Option<&'static str> {
    let known = incident.evidence.iter().find(|one| one.event.as_str() == evidence).map(|one| &one.value.sha256)?;
    let both = !known.is_empty() && !digest.is_empty();
    both.then_some(if known.eq_ignore_ascii_case(digest) { "same" } else { "different" })
}

/// A whole number in digits.
#[must_use]
pub fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}
