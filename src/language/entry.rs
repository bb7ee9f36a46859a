//! Entries of registers in words.

use super::{Language, Msg, format};
use crate::record::incident::{Fact, Incident};
use crate::record::register::{EntryValue, EntryValues, Field, FieldKind, Register, RegisterEntry};
use crate::register::{register, registers};

/// The words of a register; of one this build does not know, only that it is an entry.
#[must_use]
pub fn title(register: Option<&'static Register>) -> Msg {
    register.map_or(msg!("Entry", "条目"), |register| Msg::of(&register.title))
}

/// What a field holds, in words; names stand for what it refers to.
#[must_use]
pub fn value(language: Language, incident: &Incident, field: &'static Field, value: &EntryValue) -> String {
    let name = |code: &String| match &field.kind {
        FieldKind::Choice(options) | FieldKind::Flags(options) => {
            let found = options.iter().find(|(one, _)| one == code);
            found.map_or(code.as_str(), |(_, words)| Msg::of(words).get(language)).to_owned()
        }
        FieldKind::One(kind) | FieldKind::Several(kind) => referred(incident, kind, code),
        _ => code.clone(),
    };
    match value {
        EntryValue::Text(text) => name(text),
        EntryValue::Many(codes) => codes.iter().map(name).collect::<Vec<_>>().join(msg!(", ", "、").get(language)),
        EntryValue::Time(moment) => format::moment(language, moment),
    }
}

/// The name of what an id refers to; of what was taken out since, too.
fn referred(incident: &Incident, kind: &str, id: &str) -> String {
    let found = incident.targets(kind, registers()).into_iter().find(|(one, _)| one == id);
    let entry = || incident.entry(id).map(|entry| name(entry).to_owned());
    found.map(|(_, name)| name).or_else(entry).unwrap_or_else(|| id.chars().take(8).collect())
}

/// The name of an entry; empty where its register has no field that names one.
#[must_use]
pub fn name(entry: &RegisterEntry) -> &str {
    register(&entry.register).map_or("", |register| entry.text(&register.name))
}

/// The labels and values that a version of an entry states, in the order of its register.
#[must_use]
pub fn stated(
    language: Language,
    incident: &Incident,
    register: &'static Register,
    values: &EntryValues,
) -> Vec<(Msg, String)> {
    let stated = |field: &'static Field| {
        Some((Msg::of(&field.label), value(language, incident, field, values.get(&field.code)?)))
    };
    register.fields.iter().filter_map(stated).collect()
}

/// A version of an entry as one sentence.
#[must_use]
pub fn sentence(language: Language, incident: &Incident, code: &str, values: &EntryValues) -> String {
    let Some(register) = register(code) else { return code.to_owned() };
    let pair =
        |(label, value): (Msg, String)| msg!("{0}: {1}", "{0}：{1}").fill(language, &[label.get(language), &value]);
    let pairs = stated(language, incident, register, values).into_iter().map(pair);
    pairs.collect::<Vec<_>>().join(" · ")
}

/// When a version was recorded first: what history shows.
#[must_use]
pub fn newest_first(entry: &RegisterEntry) -> Vec<&Fact<EntryValues>> {
    entry.versions.iter().rev().collect()
}
