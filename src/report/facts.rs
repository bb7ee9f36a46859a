//! What is recorded, with the words of the forms it was typed into: one walker for every kind of fact and register.

use super::page::Page;
use crate::form::spec::{Field, FormCode, Kind};
use crate::form::{Asking, TimeInput, form};
use crate::language::{Msg, entry, format};
use crate::record::id::Id;
use crate::record::json::Json as _;
use crate::record::register::RegisterEntry;
use crate::record::review::is_unsupported;
use crate::record::time::Moment;
use crate::register::register;
use serde_json::{Map, Value};

/// The marks of one thing that is recorded: code of the field, its label, what stands there.
pub(super) type Row = Vec<(&'static str, Msg, String)>;

/// A word of the layout; empty where it has none.
pub(super) fn word<'a>(part: &'a Value, name: &str) -> &'a str {
    part.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The things that a part of the layout names, the oldest first.
pub(super) fn rows(page: &Page, part: &'static Value) -> Vec<Row> {
    let code = word(part, "register");
    match register(code) {
        Some(described) => {
            let one = |entry: &RegisterEntry| {
                let field = |field: &'static crate::record::register::Field| {
                    let said =
                        entry.value(&field.code).map(|said| entry::value(page.language, page.incident, field, said));
                    let said = said.unwrap_or_default();
                    // A claim that nothing supports says so.
                    let bare = said.is_empty() && field.code == "evidence" && is_unsupported(entry);
                    let said = if bare { page.say(msg!("No evidence yet", "缺乏证据")) } else { said };
                    (field.code.as_str(), Msg::of(&field.label), said)
                };
                described.fields.iter().map(field).collect()
            };
            let mut rows: Vec<Row> = page.incident.entries_of(code).map(one).collect();
            if described.single {
                rows.drain(..rows.len().saturating_sub(1));
            }
            rows
        }
        None => of_forms(page, part),
    }
}

/// Facts of a kind of their own. A part names the kind and its form; the kind that changes such a fact, the field by
/// which it refers to it and its form; the kind that takes it back and the field; `last` where only the newest stands;
/// the codes of the status wanted, where an empty one is that of a fact never changed.
fn of_forms(page: &Page, part: &Value) -> Vec<Row> {
    let split = |name: &str| {
        let mut words = word(part, name).split(' ');
        [(); 3].map(|()| words.next().unwrap_or_default())
    };
    let [[kind, first, _], [then, refers, second], [back, taken, _]] = [split("kind"), split("then"), split("back")];
    let mut found: Vec<(String, Map<String, Value>)> = Vec::new();
    for event in page.source.log.events() {
        let this = event.header.kind.as_str();
        if this.is_empty() || ![kind, then, back].contains(&this) {
            continue;
        }
        // What was erased says nothing.
        let Value::Object(mut content) = event.body.to_value() else { continue };
        let is = |field: &str, id: &str| content.get(field).is_some_and(|value| value == id);
        if this == kind {
            found.push((event.header.id.to_string(), content));
        } else if this == back {
            found.retain(|(id, _)| !is(taken, id));
        } else if let Some((_, known)) = found.iter_mut().find(|(id, _)| is(refers, id)) {
            content.remove(refers);
            known.append(&mut content);
        }
    }
    let wanted: Option<Vec<&str>> = part.get("status").and_then(Value::as_str).map(|codes| codes.split(' ').collect());
    let status =
        |content: &Map<String, Value>| content.get("status").and_then(Value::as_str).unwrap_or("planned").to_owned();
    found.retain(|(_, content)| wanted.as_ref().is_none_or(|wanted| wanted.contains(&status(content).as_str())));
    if part.get("last").is_some() {
        found.drain(..found.len().saturating_sub(1));
    }
    let blank = TimeInput::default();
    let Page { incident, .. } = *page;
    let asking = Asking { incident, about: "", now: &blank, me: "-", others: &[], rules: page.source.rules };
    let codes = [first, second].into_iter().filter_map(FormCode::from_code);
    let fields: Vec<Field> = codes.flat_map(|code| form(code, &asking).fields).collect();
    let one = |(_, content): &(String, Map<String, Value>)| {
        let held = |field: &Field| {
            let value = content.get(field.code).or_else(|| content.get("criteria")?.get(field.code));
            (field.code, field.label, value.map_or(String::new(), |value| said(page, &field.kind, value)))
        };
        fields.iter().map(held).collect()
    };
    found.iter().map(one).collect()
}

/// What a field of a form holds, in words.
fn said(page: &Page, kind: &Kind, value: &Value) -> String {
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
