//! Facts written down after they happened: the forms take the time, and a refusal names the field it was typed in.
// A helper that fails is a failed test.
#![allow(clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::in_force::Rules;
use holdfast::form::{Asking, FormCode, TimeInput, Value, Values, command, form};
use holdfast::record::codes::Phase;
use holdfast::record::decide::{Command, Context, Override, decide};
use holdfast::record::incident::Standing;
use holdfast::record::refusal::{Refusal, Why};
use holdfast::record::time::{HOUR, Timestamp};
use support::at;
use support::desk::Desk;
use support::zones::TzData;

/// What is typed over, by field.
type Fields<'a> = &'a [(&'a str, Value)];

fn typed(date: &str, time: &str) -> TimeInput {
    TimeInput {
        date: date.to_owned(),
        time: time.to_owned(),
        zone: "Europe/Berlin".to_owned(),
        precision: "exact".to_owned(),
        which: None,
    }
}

/// 15:05 in Berlin.
fn opened() -> Timestamp {
    at("2026-11-22T14:05:00.000Z")
}

/// What a person submits: the form as it stands, with these fields typed over.
fn submitted(desk: &Desk, code: FormCode, about: &str, fields: Fields) -> Command {
    let now = typed("2026-11-22", "15:06");
    let asking =
        Asking { incident: &desk.incident, about, now: &now, me: "Mei Chen", others: &[], rules: Rules::BUILT_IN };
    let offered = form(code, &asking).fields;
    let mut values: Values =
        Values(offered.iter().filter_map(|field| Some((field.code.to_owned(), field.initial.clone()?))).collect());
    for (field, value) in fields {
        assert!(offered.iter().any(|one| one.code == *field), "{code:?} has no field {field}");
        values.0.insert((*field).to_owned(), value.clone());
    }
    let by = Override { name: "Mei Chen".to_owned(), role: "Lead".to_owned(), reason: "a test".to_owned() };
    command(code, &values, &asking, &TzData, Some(by)).unwrap_or_else(|problems| panic!("{code:?}: {problems:?}"))
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn time(date: &str, time: &str) -> Value {
    Value::Time(typed(date, time))
}

#[test]
fn phases_and_standing_take_the_time_typed() {
    let mut desk = Desk::opened(opened());
    let noon = ("occurred", time("2026-11-22", "12:00"));
    desk.act(submitted(&desk, FormCode::Enter, "analysis", std::slice::from_ref(&noon)));
    let one = ("occurred", time("2026-11-22", "13:00"));
    desk.act(submitted(&desk, FormCode::Enter, "containment", &[one]));
    let stay = &desk.incident.phases.get(&Phase::Analysis).expect("entered")[0];
    let entered = at("2026-11-22T11:00:00.000Z");
    assert_eq!((stay.opened, stay.closed), (entered, Some(entered.plus(HOUR))), "left with containment");
    let two = ("occurred", time("2026-11-22", "14:00"));
    desk.act(submitted(&desk, FormCode::Resolve, "", &[("summary", text("over")), two]));
    assert_eq!(desk.incident.standing, Standing::Resolved(entered.plus(2 * HOUR)));
    assert_eq!(desk.incident.overrides.len(), 4, "G1, G2, G3 and G6 were passed under a name");
    for fact in &desk.incident.overrides {
        assert!(fact.happened < fact.recorded, "{:?}", fact.value.gate);
    }
    // Without a time it happened when it was recorded.
    desk.act(submitted(&desk, FormCode::Close, "", &[("summary", text("over"))]));
    assert_eq!(desk.incident.standing, Standing::Closed(desk.now));
    let three = ("occurred", time("2026-11-22", "15:05"));
    desk.act(submitted(&desk, FormCode::Archive, "", &[("summary", text("all over")), three]));
    assert_eq!(desk.incident.standing, Standing::Archived(opened()));
}

#[test]
fn what_lies_ahead_is_refused_at_the_field_it_was_typed_in() {
    let desk = Desk::opened(opened());
    let ahead = || time("2026-11-23", "09:00");
    let declared = [
        ("moment", ahead()),
        ("role", text("Lead")),
        ("confirmed", text("no")),
        ("grounds", Value::Many(vec!["access_likely".to_owned()])),
        ("basis", text("odd sign-ins")),
    ];
    let filed = [("moment", ahead()), ("recipients", text("customers")), ("channel", text("portal"))];
    let anchored = [("anchor", text("aware")), ("moment", ahead()), ("source", text("ticket"))];
    let called = [("called", ahead()), ("service", text("Mail")), ("team", text("Mail response"))];
    let seated = [("seat", text("lead")), ("person", text("Mei Chen")), ("occurred", ahead())];
    let table: [(FormCode, &str, Fields, &str); 6] = [
        (FormCode::Declaration, "", &declared, "moment"),
        (FormCode::Filing, "", &filed, "moment"),
        (FormCode::Anchor, "", &anchored, "moment"),
        (FormCode::Escalation, "", &called, "called"),
        (FormCode::Seat, "", &seated, "occurred"),
        (FormCode::Enter, "analysis", &[("occurred", ahead())], "occurred"),
    ];
    for (code, about, fields, field) in table {
        let context =
            Context { now: desk.now, author: &desk.author, gates: &[], registers: &[], log: &desk.log, noted: false };
        let refused = decide(&desk.incident, submitted(&desk, code, about, fields), &context).unwrap_err();
        assert_eq!(refused, Refusal::at(field, Why::InFuture), "{code:?}");
    }
}

#[test]
fn of_two_open_phases_one_is_left_at_the_time_given() {
    let mut desk = Desk::opened(opened());
    let by = || Some(Override { name: "Mei Chen".to_owned(), role: "Lead".to_owned(), reason: "at night".to_owned() });
    for phase in [Phase::Analysis, Phase::Containment] {
        desk.act(Command::Enter { phase, leave: Vec::new(), reason: String::new(), by: by() });
    }
    let occurred = [("occurred", time("2026-11-22", "15:05"))];
    desk.act(submitted(&desk, FormCode::Leave, "analysis", &occurred));
    assert!(!desk.incident.is_open(Phase::Analysis) && desk.incident.is_open(Phase::Containment));
    assert_eq!(desk.incident.phases.get(&Phase::Analysis).expect("entered")[0].closed, Some(opened()));
}

#[test]
fn a_watch_may_be_planned_ahead_or_have_begun() {
    let table = [("2026-11-22", "12:00", Some("2026-11-22T11:00:00.000Z")), ("2026-11-23", "09:00", None)];
    for (day, hour, happened) in table {
        let mut desk = Desk::opened(opened());
        let fields =
            [("signals", text("sign-ins")), ("starts", time(day, hour)), ("ends", time("2026-12-06", "09:00"))];
        desk.act(submitted(&desk, FormCode::WatchStart, "", &fields));
        let started = &desk.incident.watches[0].started;
        assert_eq!(started.happened, happened.map_or(started.recorded, at), "{day}");
    }
}
