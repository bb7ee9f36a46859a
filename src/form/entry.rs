//! Entries of registers: from what was typed to the fact.

use super::command::{Asking, state};
use super::fields::EntryAbout;
use super::spec::FormCode;
use super::values::{Problem, Reader};
use crate::record::body::{EntryAdded, EntryChanged, EntryRemoved};
use crate::record::decide::Command;
use crate::record::id::Id;
use crate::record::refusal::Why;
use crate::record::register::{EntryValue, EntryValues, FieldKind, says};
use crate::record::time::Civil;

/// A time of day with two digits each, where it is one.
fn clock(typed: String) -> String {
    Civil::parse("2000-01-01", &typed.replace('\u{ff1a}', ":")).map_or(typed, Civil::time)
}

/// The fact of a form of an entry. Of a change only what is different is stated.
pub(super) fn stated(code: FormCode, r: &mut Reader, asking: &Asking) -> Option<Command> {
    if code == FormCode::EntryRemoval {
        let body = EntryRemoved { entry: Id::parse(asking.about)?, reason: r.text("reason") };
        return state(body, None);
    }
    let about = EntryAbout::read(asking)?;
    let mut values = EntryValues::new();
    for field in &about.register.fields {
        let before = about.held(&field.code);
        let typed = match &field.kind {
            FieldKind::Past | FieldKind::Due => match r.maybe_time(&field.code) {
                Some(moment) => EntryValue::Time(moment),
                None => EntryValue::Text(String::new()),
            },
            FieldKind::Flags(_) | FieldKind::Several(_) => EntryValue::Many(r.many(&field.code)),
            FieldKind::Digest => EntryValue::Text(r.maybe(&field.code).to_lowercase()),
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
    match about.entry.and_then(|entry| entry.id()) {
        Some(_) if values.is_empty() => {
            r.wrong("", Problem::Why(Why::NothingToDo));
            None
        }
        Some(entry) => state(EntryChanged { entry: entry.clone(), values }, None),
        None => state(EntryAdded { register: about.register.code.clone(), values }, None),
    }
}
