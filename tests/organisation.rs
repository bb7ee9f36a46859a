//! The record of the organisation: the same beginning everywhere, so that two machines make one record; what it says of
//! the roster and of training.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::in_force::Rules;
use holdfast::exchange::summary::Summary;
use holdfast::readiness::of_record::{shifts, untrained};
use holdfast::readiness::roster::gaps;
use holdfast::readiness::training::Standing;
use holdfast::record::apply::fold;
use holdfast::record::body::EntryAdded;
use holdfast::record::log::Log;
use holdfast::record::organisation;
use holdfast::record::register::{EntryValue, EntryValues};
use holdfast::record::time::{Moment, Precision, Timestamp};
use support::desk::{Desk, lines};
use support::zones::TzData;

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn desk(name: &str, seed: u64) -> Desk {
    let mut desk = Desk::new(&organisation::id(), name, "Duty manager", seed, at("2026-11-20T08:00:00.000Z"));
    desk.take(vec![organisation::root().unwrap()]);
    desk
}

fn entry(register: &str, fields: &[(&str, EntryValue)]) -> EntryAdded {
    let values: EntryValues = fields.iter().map(|(code, value)| ((*code).to_owned(), value.clone())).collect();
    EntryAdded { register: register.to_owned(), values }
}

fn text(text: &str) -> EntryValue {
    EntryValue::Text(text.to_owned())
}

fn shift(person: &str, days: &[&str], from: &str, to: &str) -> EntryAdded {
    entry(
        "shift",
        &[
            ("team", text("Mail on-call")),
            ("person", text(person)),
            ("rank", text("primary")),
            ("days", EntryValue::Many(days.iter().map(|day| (*day).to_owned()).collect())),
            ("from", text(from)),
            ("to", text(to)),
            ("zone", text("Europe/Berlin")),
        ],
    )
}

fn trained(person: &str, date: &str) -> EntryAdded {
    let moment = Moment {
        at: Some(at(&format!("{date}T00:00:00.000Z"))),
        offset_minutes: 0,
        precision: Precision::Date,
        zone: "UTC".to_owned(),
    };
    entry("training", &[("person", text(person)), ("kind", text("yearly")), ("at", EntryValue::Time(moment))])
}

/// Records already kept begin with these very bytes.
#[test]
fn it_begins_alike_on_every_machine() {
    let root = organisation::root().unwrap();
    assert_eq!(root, organisation::root().unwrap());
    root.verify().unwrap();
    assert_eq!(root.hash, HASH);
    assert!(organisation::is(&root.header.incident));
}

const HASH: &str = "22d0201f7c2e4940264396522363ccd9cf0623ef3fbd43c6e66f59d45a6d7545";

#[test]
fn two_machines_make_one_record() {
    let (mut one, mut other) = (desk("Mei Chen", 1), desk("Jonas Weber", 2));
    one.state(shift("Mei Chen", &["mo", "tu"], "08:00", "20:00"));
    other.state(shift("Jonas Weber", &["we"], "08:00", "20:00"));
    one.take(other.log.events().to_vec());
    other.take(one.log.events().to_vec());
    assert_eq!(one.lines(), other.lines());
    assert_eq!(one.log.events().len(), 3);
    one.log.verify_all().unwrap();
    assert_eq!(shifts(&one.incident).len(), 2);
}

#[test]
fn it_is_no_incident_of_the_board() {
    let mut desk = desk("Mei Chen", 1);
    desk.state(shift("Mei Chen", &["mo"], "08:00", "20:00"));
    let line = Summary::of(&desk.incident, Rules::BUILT_IN, &TzData).unwrap();
    assert!(line.is_organisation() && !line.is_open());
    assert_eq!(line.open_clocks().count(), 0);
    let incident = Desk::opened(at("2026-11-20T08:00:00.000Z")).incident;
    assert!(!Summary::of(&incident, Rules::BUILT_IN, &TzData).unwrap().is_organisation());
}

#[test]
fn its_roster_shows_the_gaps() {
    let mut desk = desk("Mei Chen", 1);
    let all = ["mo", "tu", "we", "th", "fr", "sa", "su"];
    let whole = desk.state(shift("Mei Chen", &all, "00:00", "00:00"));
    assert!(gaps(&shifts(&desk.incident), desk.now, &TzData, 7).iter().all(|gap| gap.missing.is_some()));
    desk.state(holdfast::record::body::EntryChanged {
        entry: whole.clone(),
        values: [("days".to_owned(), EntryValue::Many(all[..6].iter().map(|day| (*day).to_owned()).collect()))]
            .into_iter()
            .collect(),
    });
    let found = gaps(&shifts(&desk.incident), desk.now, &TzData, 7);
    let nobody: Vec<_> = found.iter().filter(|gap| gap.missing.is_none()).map(|gap| (gap.from, gap.to)).collect();
    assert_eq!(nobody, [(at("2026-11-21T23:00:00.000Z"), at("2026-11-22T23:00:00.000Z"))]);
    desk.state(holdfast::record::body::EntryRemoved { entry: whole, reason: "Left the team.".to_owned() });
    assert!(shifts(&desk.incident).is_empty());
}

#[test]
fn refreshers_that_ran_out_are_told() {
    let mut desk = desk("Mei Chen", 1);
    desk.state(shift("Mei Chen", &["mo"], "08:00", "20:00"));
    desk.state(trained("Jonas Weber", "2025-11-19"));
    desk.state(trained("Ada Okafor", "2025-12-01"));
    desk.state(trained("Li Na", "2026-06-01"));
    let today = at("2026-11-20T08:00:00.000Z").civil(0);
    let found: Vec<_> = untrained(&desk.incident, today).into_iter().map(|(name, one)| (name, one.standing)).collect();
    let expected = [("Mei Chen", Standing::Never), ("Jonas Weber", Standing::Expired), ("Ada Okafor", Standing::Due)];
    assert_eq!(found, expected.map(|(name, standing)| (name.to_owned(), standing)));
}

#[test]
fn a_log_read_again_is_the_same() {
    let mut desk = desk("Mei Chen", 1);
    desk.state(shift("Mei Chen", &["mo"], "08:00", "20:00"));
    let mut log = Log::default();
    log.add(desk.log.events().to_vec());
    assert_eq!(lines(&log), desk.lines());
    assert_eq!(fold(&log), desk.incident);
}
