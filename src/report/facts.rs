//! What is recorded, with the words of the forms it was typed into: one walker for every kind of fact and register.

use super::page::{Column, Page, names};
use crate::form::spec::{Field, FormCode, Kind};
use crate::form::{Asking, TimeInput, form};
use crate::language::{Msg, entry, format};
use crate::record::id::Id;
use crate::record::json::Json as _;
use crate::record::register::Register;
use crate::record::review::is_unsupported;
use crate::record::time::Moment;
use serde_json::Value;

/// A word of the layout; empty where it has none.
pub(super) fn word<'a>(part: &'a Value, name: &str) -> &'a str {
    part.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// Gathers the entries of a register, the oldest first; of one that is held once, the last.
pub(super) fn entries(page: &mut Page, described: &'static Register) -> Vec<Column> {
    let incident = page.incident;
    for entry in incident.entries_of(&described.code) {
        if described.single {
            page.drop_gathered();
        }
        for field in &described.fields {
            let said = entry.value(&field.code).map(|said| entry::value(page.language, incident, field, said));
            let said = said.unwrap_or_default();
            // A claim that nothing supports says so.
            let bare = said.is_empty() && field.code == "evidence" && is_unsupported(entry);
            page.gather(&[if bare { page.say(msg!("No evidence yet", "缺乏证据")) } else { &said }]);
        }
    }
    described.fields.iter().map(|field| (field.code.as_str(), Msg::of(&field.label))).collect()
}

/// Gathers facts of a `kind` of their own, in the words of their `form`s. A fact is changed by the kinds `then` and taken
/// back by the kind `back`, which refer to it in the field `by`. With `last` only the newest stands; of facts with a
/// `status` those of the codes named, where one that was never changed is planned.
pub(super) fn of_forms(page: &mut Page, part: &'static Value) -> Vec<Column> {
    let [kind, then, back, by, wanted] = ["kind", "then", "back", "by", "status"].map(|name| word(part, name));
    // Each with the event it was stated in, and what it says, the newest first; nothing once it was taken back.
    let mut found: Vec<(&Id, Vec<Value>)> = Vec::new();
    for event in page.source.log.events() {
        let this = event.header.kind.as_str();
        if this != kind && !names(then, this) && this != back {
            continue;
        }
        let content = event.body.to_value();
        if this == kind {
            // What was erased says nothing.
            if content.is_object() {
                found.push((&event.header.id, vec![content]));
            }
            continue;
        }
        let of = word(&content, by);
        let Some((_, said)) = found.iter_mut().find(|(id, _)| id.as_str() == of) else { continue };
        if this == back {
            said.clear();
        } else {
            said.insert(0, content);
        }
    }
    let blank = TimeInput::default();
    let asking =
        Asking { incident: page.incident, about: "", now: &blank, me: "-", others: &[], rules: page.source.rules };
    let mut fields: Vec<Field> = Vec::new();
    for code in word(part, "form").split(' ').filter_map(FormCode::from_code) {
        fields.append(&mut form(code, &asking).fields);
    }
    // What the later form is about is the row itself.
    fields.retain(|field| field.code != by);
    let older = if part.get("last").is_some() { found.len().saturating_sub(1) } else { 0 };
    for (_, said) in found.iter().skip(older) {
        let status = get(said, "status").and_then(Value::as_str).unwrap_or("planned");
        if said.is_empty() || !(wanted.is_empty() || names(wanted, status)) {
            continue;
        }
        for field in &fields {
            let value = get(said, field.code).or_else(|| get(said, "criteria")?.get(field.code));
            let value = value.map_or(String::new(), |value| in_words(page, &field.kind, value));
            page.gather(&[&value]);
        }
    }
    fields.iter().map(|field| (field.code, field.label)).collect()
}

/// What was said last in a field.
#[inline(never)]
fn get<'a>(said: &'a [Value], code: &str) -> Option<&'a Value> {
    said.iter().find_map(|one| one.get(code))
}

/// What a field of a form holds, in words.
fn in_words(page: &Page, kind: &Kind, value: &Value) -> String {
    let options = match kind {
        Kind::Choice(options) | Kind::Select(options) | Kind::Flags(options) => options.as_slice(),
        _ => &[],
    };
    let name = |code: &str| match options.iter().find(|one| one.code == code) {
        Some(one) => one.label.get(page.language),
        // A service that was cleared since is none of the options.
        None => {
            let service = Id::parse(code).map_or("", |id| page.incident.service_name(&id));
            if service.is_empty() { code } else { service }.to_owned()
        }
    };
    match value {
        Value::String(text) => name(text),
        Value::Bool(yes) => name(if *yes { "yes" } else { "no" }),
        Value::Array(codes) => {
            let names: Vec<String> = codes.iter().filter_map(Value::as_str).map(name).collect();
            names.join(msg!(", ", "、").get(page.language))
        }
        _ => Moment::from_json(value).map_or(String::new(), |moment| format::moment(page.language, &moment)),
    }
}
