//! The weekend relief: a limit that moves to noon of the next working day, only where its rule says so and a person has
//! recorded the claim.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::built_in::built_in;
use holdfast::deadline::in_force::Rules;
use holdfast::deadline::obligations;
use holdfast::deadline::profile::Profile;
use holdfast::form::{FormCode, Value};
use holdfast::language::Language;
use holdfast::language::sum::{Viewer, notes, sum};
use holdfast::record::body::{Body, ReliefDecided};
use holdfast::record::codes::Applicability::Applies;
use holdfast::record::decide::Command;
use support::desk::{Desk, fact};
use support::duties::{decide, desk, instant, relief, state, two};
use support::forms::submitted;
use support::story::meet;
use support::zones::TzData;

const BERLIN: &str = "Europe/Berlin";

/// Delegated Regulation (EU) 2025/301 Art. 5(4): a limit on a weekend, moved only by a recorded claim.
#[test]
fn the_weekend_relief_counts_once_it_is_claimed() {
    let table = [
        // Aware on Friday, classified early on Saturday: 4 hours.
        (
            "aware=2026-11-20T16:00 classified=2026-11-21T09:00",
            "2026-11-21T13:00:00+01:00",
            Some("2026-11-23T12:00:00+01:00"),
        ),
        // The 24 hours from awareness end first.
        (
            "aware=2026-11-20T16:00 classified=2026-11-21T15:00",
            "2026-11-21T16:00:00+01:00",
            Some("2026-11-23T12:00:00+01:00"),
        ),
        // Over the change to summer time.
        (
            "aware=2026-03-27T20:00 classified=2026-03-28T09:00",
            "2026-03-28T13:00:00+01:00",
            Some("2026-03-30T12:00:00+02:00"),
        ),
        // A working day stays as it is.
        ("aware=2026-11-19T16:00 classified=2026-11-20T09:00", "2026-11-20T13:00:00+01:00", None),
    ];
    for (facts, plain, moved) in table {
        let mut desk = desk();
        state(&mut desk, "eu-dora-19", BERLIN, facts);
        desk.state(decide("eu-dora-19", Applies));
        let first = |desk: &Desk| {
            let found = obligations(&desk.incident, built_in(), &TzData);
            found.into_iter().find(|one| one.regime == "eu-dora-19" && one.stage == "in").unwrap()
        };
        assert_eq!((first(&desk).due.unwrap().at, first(&desk).relief), (instant(plain), None), "{facts}");
        desk.state(relief(true));
        let one = first(&desk);
        assert_eq!(one.due.unwrap().at, instant(moved.unwrap_or(plain)), "{facts}");
        assert_eq!(one.relief.as_ref().unwrap().from, moved.map(|_| instant(plain)), "{facts}");
        let (regime, zones) = (built_in().regime("eu-dora-19").unwrap(), &TzData);
        let stage = regime.stage("in").unwrap();
        for language in [Language::English, Language::Chinese] {
            let viewer = Viewer { rules: Rules::BUILT_IN, language, zone: BERLIN, zones };
            let said = notes(viewer, &one, regime, stage).join("\n");
            assert!(said.contains("Ana García · Counsel · No excluded entity"), "{said}");
            let without = viewer.in_zone(instant(plain), BERLIN);
            assert_eq!(said.contains(&without), moved.is_some(), "{said}");
            let line = &sum(viewer, &one, regime, stage).unwrap().length;
            let noon = if language == Language::English { "noon" } else { "中午" };
            assert_eq!(line.contains(noon), moved.is_some(), "{line}");
        }
        desk.state(relief(false));
        assert_eq!((first(&desk).due.unwrap().at, first(&desk).relief), (instant(plain), None), "taken back");
        let again = desk.attempt(fact(relief(false))).unwrap_err();
        assert_eq!(again.field, "stage");
    }
}

/// Noon is that of the zone in which the start was typed that counts: here that of the second length.
#[test]
fn noon_is_that_of_the_start_that_counts() {
    let mut desk = desk();
    state(&mut desk, "eu-dora-19", "Asia/Tokyo", "aware=2026-11-21T00:00");
    state(&mut desk, "eu-dora-19", BERLIN, "classified=2026-11-21T15:00");
    desk.state(decide("eu-dora-19", Applies));
    desk.state(relief(true));
    let found = obligations(&desk.incident, built_in(), &TzData);
    let one = found.iter().find(|one| one.regime == "eu-dora-19" && one.stage == "in").unwrap();
    assert_eq!((one.by_cap, one.due.unwrap().at), (true, instant("2026-11-23T12:00:00+09:00")));
}

/// Nothing moves where the rule has no such relief, nor where somebody who had not seen the claim took it back.
#[test]
fn a_relief_moves_only_what_its_rule_lets_it() {
    let mut alone = desk();
    state(&mut alone, "eu-gdpr-33", BERLIN, "aware=2026-11-18T16:00");
    alone.state(ReliefDecided { regime: "eu-gdpr-33".to_owned(), stage: "sa".to_owned(), ..relief(true) });
    let one =
        obligations(&alone.incident, built_in(), &TzData).into_iter().find(|one| one.regime == "eu-gdpr-33").unwrap();
    assert_eq!((one.due.unwrap().at, one.relief), (instant("2026-11-21T16:00:00+01:00"), None));
    let (mut mei, mut jonas) = two();
    mei.state(relief(true));
    meet(&mut mei, &mut jonas);
    mei.state(relief(true));
    jonas.state(relief(false));
    meet(&mut mei, &mut jonas);
    assert_eq!(mei.incident.relief("eu-dora-19", "in"), None);
    let (values, asked) =
        submitted(&mei, &Profile::default(), FormCode::Relief, "eu-dora-19.in", &[("role", "Counsel")]);
    assert_eq!(asked.unwrap_err(), ["claimed", "reason"]);
    assert_eq!(values.0.get("notice"), Some(&Value::Text("eu-dora-19.in".to_owned())));
    let fields = [("role", "Counsel"), ("reason", "Read Art. 5"), ("claimed", "yes")];
    let (_, claimed) = submitted(&mei, &Profile::default(), FormCode::Relief, "eu-dora-19.in", &fields);
    assert!(matches!(claimed.unwrap(), Command::State { body: Body::ReliefDecided(body), .. } if body.claimed));
    mei.state(relief(true));
    assert!(mei.incident.relief("eu-dora-19", "in").is_some());
}
