//! Links between incidents: made and removed by their forms, with the history kept.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::in_force::Rules;
use holdfast::form::{Asking, FormCode, TimeInput, Value, Values, command, form};
use holdfast::record::id::Id;
use holdfast::record::refusal::{Refusal, Why};
use support::at;
use support::desk::{Desk, fact};
use support::zones::TzData;

/// Submits a form about the other incident with these answers.
fn submit(desk: &mut Desk, code: FormCode, others: &[(Id, String)], about: &str, answers: &[(&str, &str)]) {
    let now = TimeInput::default();
    let asking = Asking { incident: &desk.incident, about, now: &now, me: "Mei Chen", others, rules: Rules::BUILT_IN };
    let offered = form(code, &asking).fields;
    let initial = |field: &holdfast::form::Field| Some((field.code.to_owned(), field.initial.clone()?));
    let mut values = Values(offered.iter().filter_map(initial).collect());
    for (field, answer) in answers {
        values.0.insert((*field).to_owned(), Value::Text((*answer).to_owned()));
    }
    let command = command(code, &values, &asking, &TzData, None).expect("the form is complete");
    desk.act(command);
}

#[test]
fn a_link_is_made_and_removed_and_stays_in_the_history() {
    let mut desk = Desk::opened(at("2026-11-22T14:05:00.000Z"));
    let other = Id::parse("00000000-0000-4000-8000-000000000007").unwrap();
    let others = [(other.clone(), "Forged tokens".to_owned())];
    submit(&mut desk, FormCode::Link, &others, "", &[("incident", other.as_str())]);
    assert_eq!(desk.incident.links.get(&other).map(|(_, title)| title.as_str()), Some("Forged tokens"));
    submit(&mut desk, FormCode::Unlink, &[], other.as_str(), &[("reason", "Another key")]);
    assert!(desk.incident.links.is_empty());
    let kinds: Vec<&str> = desk.log.events().iter().map(|event| event.header.kind.as_str()).collect();
    assert_eq!(kinds[kinds.len() - 2..], ["link.added", "link.removed"]);

    // Removed already: refused at the field, and nothing changes.
    let removed = holdfast::record::body::LinkRemoved { incident: other, reason: "again".to_owned() };
    let before = desk.log.events().len();
    assert_eq!(desk.attempt(fact(removed)).unwrap_err(), Refusal::at("incident", Why::NoSuchTarget));
    assert_eq!(desk.log.events().len(), before);
}
