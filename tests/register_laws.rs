//! Entries of registers in a closed, held or erased record, in two copies that meet, and those of later builds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::exchange::import::read_file;
use holdfast::form::Value;
use holdfast::record::apply::fold;
use holdfast::record::body::*;
use holdfast::record::decide::{Command, Override};
use holdfast::record::event::Event;
use holdfast::record::id::Id;
use holdfast::record::log::{Log, Writer};
use holdfast::record::refusal::{Refusal, Why};
use holdfast::record::register::{EntryValue, EntryValues, FieldKind};
use holdfast::record::time::MINUTE;
use holdfast::register::registers;
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeSet;
use support::desk::{Desk, fact, lines};
use support::dice::Dice;
use support::facts::text;
use support::forge::{apart, event, exported, later_kind, sealed};
use support::forms::entry_typed;
use support::registers::{add, change, full, refusal, remove, said, scope, sentences, whole, with_targets};
use support::story::meet;
use support::{moment, property};

// Closed, held, erased

#[test]
fn a_closed_incident_takes_what_may_come_late() {
    let (mut desk, ids) = full();
    let late: BTreeSet<&str> = registers().iter().filter(|one| one.late).map(|one| one.code.as_str()).collect();
    assert!(
        late.contains("custody")
            && late.contains("finding")
            && !late.contains("scope")
            && late.len() < registers().len()
    );
    let by = Some(Override { name: text("Ravi Rao"), role: text("Executive"), reason: text("Test") });
    desk.act(Command::Close { summary: text("Done"), by });
    for register in registers() {
        let code = register.code.as_str();
        let mut other = desk.clone();
        let name = register.fields.iter().find(|field| field.kind == FieldKind::Area || field.kind == FieldKind::Text);
        let name = name.expect("a text").code.as_str();
        let added = other.attempt(fact(add(code, whole(&desk, register))));
        let changed = other.attempt(fact(change(&ids[code], [(name, said("Another text"))])));
        let removed = other.attempt(fact(remove(&ids[code])));
        for found in [added, changed, removed] {
            let found = found.map(|_| ()).map_err(|refusal| refusal.why);
            let expected = if late.contains(code) { Ok(()) } else { Err(Why::IsClosed) };
            assert_eq!(found, expected, "{code}");
        }
    }
    assert_eq!(refusal(&mut desk, add("later_register", EntryValues::new())).why, Why::IsClosed);
    assert_eq!(refusal(&mut desk, remove(&Id::from_random([9; 16]))).why, Why::IsClosed);
}

#[test]
fn an_entry_is_held_and_erased() {
    let mut desk = with_targets();
    let id = desk.state(scope("Printer of Contoso"));
    let other = desk.state(scope("Front end"));
    let changed = desk.state(change(&id, [("note", said("Belongs to Contoso"))]));
    let erase = |target: &Id| Command::Erase { target: target.clone(), reason: text("asked for") };
    desk.state(HoldPlaced { reason: text("claim"), by: text("Counsel") });
    assert_eq!(desk.attempt(erase(&id)).unwrap_err().why, Why::Held);
    desk.state(HoldReleased { reason: text("settled"), by: text("Counsel") });
    // A change alone: what it said is gone, and what stood before it stands.
    let mut without_note = desk.clone();
    without_note.act(erase(&changed));
    let entry = without_note.incident.entry(id.as_str()).unwrap();
    assert_eq!((entry.text("note"), entry.text("name"), entry.versions.len()), ("", "Printer of Contoso", 1));
    // The entry: it disappears, the tombstone stays, and its change carries nothing any more.
    desk.act(erase(&id));
    assert!(desk.log.get(&id).unwrap().is_erased() && desk.incident.erased.contains_key(&id));
    assert!(desk.incident.entry(id.as_str()).is_none());
    assert_eq!(desk.incident.entries_of("scope").filter_map(|one| one.id()).collect::<Vec<_>>(), [&other]);
    assert_eq!(desk.incident, fold(&desk.log));
    assert_eq!(desk.log.verify_all(), Ok(()));
    assert_eq!(refusal(&mut desk, change(&id, [("name", said("x"))])).why, Why::NoSuchTarget);
    // What is left of it is told, so that somebody sees that it is there, and can be erased too.
    let told = sentences(&desk, &changed);
    assert!(told.iter().all(|one| one.contains("Belongs to Contoso")), "{told:?}");
    desk.act(erase(&changed));
    let left = exported(&desk.log, desk.now);
    assert!(!left.contains("Contoso") && left.contains("Front end"));
    assert_eq!(lines(&read_file(&left).expect("read").records[0].log), desk.lines());
}

/// With the content of a removal gone the entry would stand again, so it is kept as long as the entry hangs on it.
#[test]
fn a_removal_is_not_erased_while_an_entry_hangs_on_it() {
    let mut desk = with_targets();
    let id = desk.state(scope("Front end"));
    let removal = desk.state(remove(&id));
    let erase = |target: &Id| Command::Erase { target: target.clone(), reason: text("asked for") };
    assert_eq!(desk.attempt(erase(&removal)).unwrap_err().why, Why::CarriesState);
    desk.act(erase(&id));
    desk.act(erase(&removal));
    assert!(desk.incident.registers.is_empty());
}

// Several desks

/// Two desks that have seen the same entry of the scope.
fn two() -> ([Desk; 2], Id) {
    let mut mei = with_targets();
    let mut jonas = mei.clone();
    (jonas.writer, jonas.dice) = (Writer::new([7; 16]), Dice::new(77));
    jonas.author.name = text("Jonas Weiß");
    let id = mei.state(scope("Front end"));
    meet(&mut mei, &mut jonas);
    ([mei, jonas], id)
}

fn fold_of(events: &[Event]) -> holdfast::record::incident::Incident {
    let mut log = Log::default();
    for one in events {
        log.add(vec![one.clone()]);
    }
    fold(&log)
}

#[test]
fn two_desks_change_different_fields_and_both_hold() {
    let ([mut mei, mut jonas], id) = two();
    mei.state(change(&id, [("status", said("confirmed"))]));
    jonas.state(change(&id, [("note", said("Seen twice"))]));
    meet(&mut mei, &mut jonas);
    assert_eq!(mei.incident, jonas.incident);
    let entry = mei.incident.entry(id.as_str()).unwrap();
    assert_eq!((entry.text("status"), entry.text("note")), ("confirmed", "Seen twice"));
    let mut events = mei.log.events().to_vec();
    let mut dice = Dice::new(3);
    for _ in 0..20 {
        dice.shuffle(&mut events);
        assert_eq!(fold_of(&events), mei.incident);
    }
}

#[test]
fn two_desks_change_the_same_field_and_one_order_rules_everywhere() {
    let ([mut mei, mut jonas], id) = two();
    mei.state(change(&id, [("name", said("Mail front end"))]));
    jonas.state(change(&id, [("name", said("Portal"))]));
    // One takes it out while the other, who has not seen that, changes it again.
    mei.state(remove(&id));
    jonas.state(change(&id, [("status", said("confirmed"))]));
    meet(&mut mei, &mut jonas);
    assert_eq!(mei.incident, jonas.incident);
    let entry = mei.incident.entry(id.as_str()).unwrap();
    assert!(!entry.stands() && entry.versions.len() == 4 && entry.text("status") == "confirmed");
    let newest = if mei
        .log
        .events()
        .iter()
        .rposition(|one| one.header.author.name == "Mei Chen" && one.header.kind == "entry.changed")
        > mei
            .log
            .events()
            .iter()
            .position(|one| one.header.author.name == "Jonas Weiß" && one.header.kind == "entry.changed")
    {
        "Mail front end"
    } else {
        "Portal"
    };
    assert_eq!(entry.text("name"), newest);
    let mut events = mei.log.events().to_vec();
    events.reverse();
    assert_eq!(fold_of(&events), mei.incident);
    // Both take one out: the later removal rules, the earlier hangs on nothing.
    let ([mut mei, mut jonas], id) = two();
    let removals = [mei.state(remove(&id)), jonas.state(remove(&id))];
    meet(&mut mei, &mut jonas);
    let ruling = mei.incident.entry(id.as_str()).unwrap().removed.as_ref().unwrap().event.clone();
    let earlier = removals.into_iter().find(|one| *one != ruling).expect("one that does not rule");
    mei.act(Command::Erase { target: earlier, reason: text("asked for") });
    assert!(!mei.incident.entry(id.as_str()).unwrap().stands());
}

proptest! {
    #![proptest_config(property(40))]

    /// Whoever changes what and hears of it when: with everything seen, all hold the same, and each field what the
    /// last change in the order of the record says.
    #[test]
    fn entries_fold_the_same_in_any_order(acts in proptest::collection::vec((0..2usize, 0..4usize, any::<bool>()), 1..30), seed in any::<u64>()) {
        let (mut desks, id) = two();
        for (count, (who, what, hears)) in acts.into_iter().enumerate() {
            if hears {
                let events = desks[1 - who].log.events().to_vec();
                desks[who].take(events);
            }
            let desk = &mut desks[who];
            desk.now = desk.now.plus(MINUTE);
            let words = format!("{count}");
            let body = match what {
                0 => change(&id, [("name", said(&words))]),
                1 => change(&id, [("note", said(&words))]),
                2 => change(&id, [("first_seen", EntryValue::Time(moment(desk.now.plus(count as i64))))]),
                _ => change(&id, [("note", said(&words)), ("status", said(["suspected", "confirmed"][count % 2]))]),
            };
            desk.attempt(fact(body)).expect("a change that changes something");
        }
        let [mut mei, mut jonas] = desks;
        meet(&mut mei, &mut jonas);
        prop_assert_eq!(&mei.incident, &jonas.incident);
        let entry = mei.incident.entry(id.as_str()).unwrap();
        for field in ["name", "note", "status", "first_seen"] {
            let stated = mei.log.events().iter().rev().find_map(|one| match &one.body {
                Body::EntryChanged(body) => body.values.get(field).cloned(),
                Body::EntryAdded(body) => body.values.get(field).cloned(),
                _ => None,
            });
            prop_assert_eq!(entry.value(field), stated.as_ref());
        }
        let mut events = mei.log.events().to_vec();
        Dice::new(seed).shuffle(&mut events);
        prop_assert_eq!(&fold_of(&events), &mei.incident);
    }
}

// Later builds

fn forged(desk: &Desk, kind: &str, body: serde_json::Value) -> String {
    let mut parts = apart(&later_kind(&desk.log, &body));
    parts["header"]["kind"] = json!(kind);
    sealed(parts)
}

#[test]
fn a_register_of_a_later_build_is_kept_byte_for_byte() {
    let mut desk = with_targets();
    let at = serde_json::to_value(moment(desk.now)).unwrap();
    let held = json!({ "name": "邮件", "kinds": ["a", "b"], "at": at, "empty": "" });
    let line = forged(&desk, "entry.added", json!({ "register": "later_register", "values": held, "more": 7 }));
    let added = event(&line);
    let id = added.header.id.clone();
    desk.take(vec![added]);
    let changed = forged(&desk, "entry.changed", json!({ "entry": id, "values": { "name": "Mail" } }));
    desk.take(vec![event(&changed)]);
    desk.state(scope("Front end"));
    let entry = desk.incident.entry(id.as_str()).expect("kept");
    assert_eq!((entry.register.as_str(), entry.text("name"), entry.many("kinds").len()), ("later_register", "Mail", 2));
    assert_eq!(desk.incident.unknown, 0);
    assert!(desk.lines().contains(&line) && desk.lines().contains(&changed));
    let file = exported(&desk.log, desk.now);
    assert_eq!(lines(&read_file(&file).expect("read").records[0].log), desk.lines());
    let derived = serde_json::from_str::<serde_json::Value>(&file).unwrap()["derived"]["registers"].clone();
    assert_eq!(derived["later_register"][0]["values"]["name"], "Mail");
    assert_eq!(derived["scope"].as_array().map(Vec::len), Some(1));
    // It cannot be changed here; it is told with its codes.
    assert_eq!(refusal(&mut desk, change(&id, [("name", said("x"))])), Refusal::whole(Why::NoSuchTarget));
    let told = sentences(&desk, &id);
    assert!(
        told[0].contains("later_register") && told[0].contains("kinds: a, b") && told[1].contains("name\u{ff1a}邮件"),
        "{told:?}"
    );
    // It can be taken out: that needs no description.
    desk.state(remove(&id));
}

/// A field, a code of a choice and a shape of a later build.
#[test]
fn values_of_a_later_build_are_kept() {
    let mut desk = with_targets();
    let id = desk.state(scope("Front end"));
    let line =
        forged(&desk, "entry.changed", json!({ "entry": id, "values": { "kind": "satellite", "orbit": "low" } }));
    desk.take(vec![event(&line)]);
    let entry = desk.incident.entry(id.as_str()).unwrap();
    assert_eq!((entry.text("kind"), entry.text("orbit")), ("satellite", "low"));
    // A change by this build leaves them as they are.
    let about = format!("scope@{id}");
    let command = entry_typed(&desk, &about, &[("status", Value::Text(text("confirmed")))]).expect("a change");
    desk.act(command);
    let entry = desk.incident.entry(id.as_str()).unwrap();
    assert_eq!((entry.text("kind"), entry.text("orbit"), entry.text("status")), ("satellite", "low", "confirmed"));
    for shape in [json!({ "count": 7 }), json!({ "name": null }), json!(["name"]), json!({ "name": { "en": "x" } })] {
        let line = forged(&desk, "entry.changed", json!({ "entry": id, "values": shape }));
        let mut other = desk.clone();
        other.take(vec![event(&line)]);
        assert_eq!(other.incident.unknown, 1, "{shape}");
        assert_eq!(other.incident.registers, desk.incident.registers, "{shape}");
        assert!(other.lines().contains(&line));
    }
}
