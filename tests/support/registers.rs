//! Entries of registers: valid ones of every register, and an incident that holds one of each.

use super::desk::{Desk, fact};
use super::facts::text;
use super::moment;
use holdfast::deadline::in_force::Rules;
use holdfast::language::Language;
use holdfast::language::event_text::line;
use holdfast::record::body::*;
use holdfast::record::codes::*;
use holdfast::record::id::Id;
use holdfast::record::refusal::Refusal;
use holdfast::record::register::{EntryValue, EntryValues, FieldKind, Register};
use holdfast::register::{register, registers};
use std::collections::BTreeMap;

/// A text as a value.
pub fn said(words: &str) -> EntryValue {
    EntryValue::Text(text(words))
}

/// Codes or ids as a value.
pub fn many(codes: &[&str]) -> EntryValue {
    EntryValue::Many(codes.iter().copied().map(text).collect())
}

/// Values by field code.
pub fn values<const N: usize>(values: [(&str, EntryValue); N]) -> EntryValues {
    values.into_iter().map(|(code, value)| (text(code), value)).collect()
}

/// The description of a register.
pub fn described(code: &str) -> &'static Register {
    register(code).expect("a register")
}

/// An incident with a service, evidence and a planned action, and nothing else.
pub fn with_targets() -> Desk {
    let mut desk = Desk::opened(super::at("2026-11-22T14:05:00.000Z"));
    let service =
        desk.state(ServiceAdded { name: text("Mail"), owner: text("Bo Li"), response_team: text("Mail response") });
    desk.state(EvidenceNoted {
        collector: text(""),
        label: text("Sign-in log"),
        place: text(""),
        reference: text(""),
        sha256: text(""),
        source: text("identity platform"),
    });
    desk.state(PlanRowAdded {
        action: text("Revoke the key"),
        business_impact: Impact::High,
        column: PlanColumn::Contain,
        evidence_safe: Answer::Yes,
        limits: Some(vec![PlanLimit::Data]),
        response_owner: text("Mei Chen"),
        rollback: text(""),
        service,
        service_owner: text("Bo Li"),
        why: Some(text("it is forged with")),
    });
    desk
}

/// Values for every field of a register, which it takes; every text is another.
pub fn whole(desk: &Desk, register: &Register) -> EntryValues {
    let targets = |kind: &str| -> Vec<String> {
        desk.incident.targets(kind, registers()).into_iter().map(|(id, _)| id).collect()
    };
    let value = |code: &str, kind: &FieldKind| match kind {
        FieldKind::Text | FieldKind::Technique | FieldKind::Area => said(&format!("{code}，“{}”", register.code)),
        FieldKind::Number => said("25"),
        FieldKind::Clock => said("08:00"),
        FieldKind::Zone => said("Europe/Berlin"),
        FieldKind::Digest => said(&"0f".repeat(32)),
        FieldKind::Past | FieldKind::Due | FieldKind::Day => EntryValue::Time(moment(desk.now)),
        FieldKind::Choice(options) => said(&options[0].0),
        FieldKind::Flags(options) => EntryValue::Many(options.iter().map(|(code, _)| code.clone()).collect()),
        FieldKind::One(kind) => said(targets(kind).first().expect("a target")),
        FieldKind::Several(kind) => EntryValue::Many(targets(kind)),
    };
    register.fields.iter().map(|field| (field.code.clone(), value(&field.code, &field.kind))).collect()
}

/// An incident with one entry of every register, every field filled in; and the entries by register.
pub fn full() -> (Desk, BTreeMap<&'static str, Id>) {
    let mut desk = with_targets();
    let mut ids = BTreeMap::new();
    for register in registers() {
        let values = whole(&desk, register);
        ids.insert(register.code.as_str(), desk.state(EntryAdded { register: register.code.clone(), values }));
    }
    (desk, ids)
}

pub fn add(register: &str, values: EntryValues) -> EntryAdded {
    EntryAdded { register: text(register), values }
}

pub fn change<const N: usize>(entry: &Id, changed: [(&str, EntryValue); N]) -> EntryChanged {
    EntryChanged { entry: entry.clone(), values: values(changed) }
}

pub fn remove(entry: &Id) -> EntryRemoved {
    EntryRemoved { entry: entry.clone(), reason: text("Entered twice") }
}

/// Why a fact is refused; it must be, and must leave the desk as it was.
pub fn refusal(desk: &mut Desk, body: impl Into<Body>) -> Refusal {
    let before = (desk.lines(), desk.incident.clone());
    let refused = desk.attempt(fact(body)).expect_err("refused");
    assert!(before == (desk.lines(), desk.incident.clone()), "refused, yet changed");
    refused
}

pub fn with(mut values: EntryValues, field: &str, value: EntryValue) -> EntryValues {
    values.insert(text(field), value);
    values
}

pub fn without(mut values: EntryValues, field: &str) -> EntryValues {
    values.remove(field);
    values
}

/// A row of the scope.
pub fn scope(name: &str) -> EntryAdded {
    add("scope", values([("kind", said("system")), ("name", said(name)), ("status", said("suspected"))]))
}

/// What the log says of an event, in both languages: kind and text.
pub fn sentences(desk: &Desk, id: &Id) -> [String; 2] {
    let event = desk.log.get(id).expect("an event");
    [Language::English, Language::Chinese].map(|language| {
        let line = line(language, Rules::BUILT_IN, event, &desk.incident);
        [line.kind.get(language), " | ", &line.text].concat()
    })
}
