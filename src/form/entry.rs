//! Entries of registers: from what was typed to the fact.

use super::command::{Asking, state};
use super::fields::EntryAbout;
use super::spec::FormCode;
use super::values::{Problem, Reader};
use crate::language::{Language, Msg};
use crate::record::body::{Body, EntryAdded, EntryChanged, EntryRemoved};
use crate::record::decide::Command;
use crate::record::id::Id;
use crate::record::refusal::Why;
use crate::record::register::{EntryValue, EntryValues, FieldKind, Register, says};
use crate::record::time::Civil;
use crate::register::{attack, register};

/// A time of day with two digits each, where it is one.
fn clock(typed: String) -> String {
    Civil::parse("2000-01-01", &typed.replace('\u{ff1a}', ":")).map_or(typed, Civil::time)
}

/// The values typed into the fields of a register, as an entry holds them; what `held` gives of a field is left out again.
pub(super) fn typed<'a>(
    r: &mut Reader,
    register: &'static Register,
    held: &dyn Fn(&str) -> Option<&'a EntryValue>,
) -> EntryValues {
    let mut values = EntryValues::new();
    for field in &register.fields {
        let before = held(&field.code);
        let typed = match &field.kind {
            FieldKind::Past | FieldKind::Due | FieldKind::Day => match r.maybe_time(&field.code) {
                Some(moment) => EntryValue::Time(moment),
                None => EntryValue::Text(String::new()),
            },
            FieldKind::Flags(_) | FieldKind::Several(_) => EntryValue::Many(r.many(&field.code)),
            FieldKind::Digest => EntryValue::Text(r.maybe(&field.code).to_lowercase()),
            FieldKind::Technique => EntryValue::Text(attack::named(r.maybe(&field.code))),
            FieldKind::Zone => EntryValue::Text(r.zone(&field.code)),
            FieldKind::Clock => EntryValue::Text(clock(r.maybe(&field.code))),
            _ => EntryValue::Text(r.maybe(&field.code)),
        };
        let same = match before {
            Some(before) => *before == typed,
            None => !says(Some(&typed)),
        };
        if !same {
            values.insert(field.code.clone(), typed);
        }
    }
    values
}

/// The fact of a form of an entry. Of a change only what is different is stated.
pub(super) fn stated(code: FormCode, r: &mut Reader, asking: &Asking) -> Option<Command> {
    if code == FormCode::EntryRemoval {
        let body = EntryRemoved { entry: Id::parse(asking.about)?, reason: r.text("reason") };
        return state(body, None);
    }
    if code == FormCode::Template {
        return template(asking);
    }
    let about = EntryAbout::read(asking)?;
    let values = typed(r, about.register, &|field| about.held(field));
    match about.entry.and_then(|entry| entry.id()) {
        Some(_) if values.is_empty() => {
            r.wrong("", Problem::Why(Why::NothingToDo));
            None
        }
        Some(entry) => state(EntryChanged { entry: entry.clone(), values }, None),
        None => state(EntryAdded { register: about.register.code.clone(), values }, None),
    }
}

/// The entries of a template, in the language named behind `~`, but for those whose name stands there already.
fn template(asking: &Asking) -> Option<Command> {
    let (code, tag) = asking.about.split_once('~').unwrap_or((asking.about, ""));
    let (register, language) = (register(code)?, Language::from_tag(tag));
    let mut bodies: Vec<Body> = Vec::new();
    for row in &register.template {
        let mut values = EntryValues::new();
        for (field, words) in register.fields.iter().zip(row).filter(|(_, words)| !words.is_empty()) {
            let value = match &field.kind {
                FieldKind::Flags(_) => EntryValue::Many(words.split(' ').map(str::to_owned).collect()),
                _ => EntryValue::Text(Msg::of(words).get(language).to_owned()),
            };
            values.insert(field.code.clone(), value);
        }
        let name = values.get(&register.name).cloned();
        if !asking.incident.entries_of(code).any(|entry| entry.value(&register.name) == name.as_ref()) {
            bodies.push(EntryAdded { register: register.code.clone(), values }.into());
        }
    }
    Some(Command::Several { bodies, occurred: None })
}
