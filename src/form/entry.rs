//! Entries of registers: from what was typed to the fact.

use super::command::{Asking, state};
use super::fields::EntryAbout;
use super::spec::FormCode;
use super::values::{Problem, Reader};
use crate::record::body::{EntryAdded, EntryChanged, EntryRemoved};
use crate::record::decide::Command;
use crate::record::id::Id;
use crate::record::refusal::Why;
use crate::record::register::{EntryValue, EntryValues, FieldKind};

/// The fact of a form of an entry. Of a change only what is different is stated.
pub(super) fn stated(code: FormCode, r: &mut Reader, asking: &Asking) -> Option<Command> {
    if code == FormCode::EntryRemoval {
        let body = EntryRemoved { entry: Id::parse(asking.about)?, reason: r.text("reason") };
        return state(body, None);
    }
    let about = EntryAbout::read(asking)?;
    let mut values = EntryValues::new();
    for field in &about.register.fields {
        let before = about.entry.and_then(|entry| entry.value(&field.code));
        let typed = match &field.kind {
            FieldKind::Past | FieldKind::Due => r.maybe_time(&field.code).map(EntryValue::Time),
            FieldKind::Flags(_) | FieldKind::Several(_) => Some(EntryValue::Many(r.many(&field.code))),
            _ => Some(EntryValue::Text(r.maybe(&field.code))),
        };
        let empty = match &typed {
            None => true,
            Some(EntryValue::Text(text)) => text.is_empty(),
            Some(EntryValue::Many(codes)) => codes.is_empty(),
            Some(EntryValue::Time(_)) => false,
        };
        if typed.as_ref() == before || (empty && before.is_none()) {
            continue;
        }
        if let Some(typed) = typed {
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
