//! Values stated by people who had not seen each other: a correction replaces what its writer saw, of two that did not
//! see each other the more careful one counts until somebody settles it, and the order of arrival changes nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::built_in::built_in;
use holdfast::deadline::contract_clock;
use holdfast::deadline::in_force::Rules;
use holdfast::deadline::obligation::State;
use holdfast::exchange::board_clock::clocks_of;
use holdfast::exchange::derived::derived;
use holdfast::record::apply::fold;
use holdfast::record::body::*;
use holdfast::record::codes::Applicability::{Applies, DoesNotApply, NotYetKnown};
use holdfast::record::event::Event;
use holdfast::record::id::Id;
use holdfast::record::incident::{Fact, Incident};
use holdfast::record::log::{Log, Writer};
use holdfast::record::stated::Stated;
use holdfast::record::time::{HOUR, Moment, Timestamp};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use support::desk::Desk;
use support::dice::Dice;
use support::duties::{anchor, decide, filing, stage_in};
use support::facts::{declared, text};
use support::story::meet;
use support::walk::{World, walks};
use support::zones::TzData;
use support::{at, moment, property};

fn start() -> Timestamp {
    at("2026-11-20T09:00:00.000Z")
}

/// Two people at one incident who have seen the same, well after everything they state.
fn two() -> (Desk, Desk) {
    let mut mei = Desk::opened(start().plus(-HOUR));
    let mut jonas = mei.clone();
    (jonas.writer, jonas.dice) = (Writer::new([7; 16]), Dice::new(77));
    (mei.now, jonas.now) = (start().plus(1000 * HOUR), start().plus(1000 * HOUR));
    (mei, jonas)
}

fn aware(desk: &mut Desk, hours: i64) -> Id {
    desk.state(anchor("aware", None, moment(start().plus(hours * HOUR))))
}

/// Hours from the start to what counts as awareness, and whether it has to be settled.
fn stands(incident: &Incident) -> (i64, bool) {
    let at = incident.anchor(None, "aware").unwrap().value.moment.at.unwrap();
    (at.since(start()) / HOUR, incident.anchors.get(&(None, text("aware"))).unwrap().is_unsettled())
}

#[test]
fn a_correction_replaces_what_its_writer_saw() {
    let (mut mei, mut jonas) = two();
    aware(&mut mei, 5);
    meet(&mut mei, &mut jonas);
    // By another person at another tab, to a later time.
    aware(&mut jonas, 9);
    meet(&mut mei, &mut jonas);
    assert_eq!(stands(&mei.incident), (9, false));
    aware(&mut mei, 7);
    assert_eq!(stands(&mei.incident), (7, false));
    assert_eq!(mei.incident.anchors.get(&(None, text("aware"))).unwrap().len(), 3, "all stay in the history");
}

#[test]
fn of_two_that_did_not_see_each_other_the_earlier_counts() {
    for (mine, other) in [(5, 9), (9, 5)] {
        let (mut mei, mut jonas) = two();
        aware(&mut mei, mine);
        // What lies between does not matter.
        for hour in 0..3 {
            aware(&mut jonas, other + 10 + hour);
        }
        aware(&mut jonas, other);
        meet(&mut mei, &mut jonas);
        assert_eq!(stands(&mei.incident), (5, true));
        assert_eq!(mei.incident, jonas.incident);
        let found = stage_in(&mei.incident, built_in(), "eu-gdpr-33", "sa");
        assert!(found.unsettled && found.due.unwrap().start == start().plus(5 * HOUR));
        assert_eq!(found.settled_in.as_deref(), Some("anchors:aware"), "where it is settled");
        // Settled by somebody who saw both, to whatever time.
        aware(&mut jonas, 8);
        meet(&mut mei, &mut jonas);
        assert_eq!(stands(&mei.incident), (8, false));
        assert!(!stage_in(&mei.incident, built_in(), "eu-gdpr-33", "sa").unsettled);
    }
}

/// Beside a time that is known, "nobody knows when" does not count.
#[test]
fn of_two_the_one_that_is_known_counts() {
    let (mut mei, mut jonas) = two();
    mei.state(anchor("aware", None, Moment::unknown("UTC")));
    aware(&mut jonas, 9);
    meet(&mut mei, &mut jonas);
    assert_eq!(stands(&mei.incident), (9, true));
    mei.state(anchor("aware", None, Moment::unknown("UTC")));
    assert_eq!(mei.incident.anchor(None, "aware").unwrap().value.moment.at, None);
}

#[test]
fn a_correction_of_one_of_two_leaves_the_other() {
    let (mut mei, mut jonas) = two();
    aware(&mut mei, 5);
    meet(&mut mei, &mut jonas);
    aware(&mut mei, 9);
    aware(&mut jonas, 7);
    aware(&mut jonas, 11);
    meet(&mut mei, &mut jonas);
    // The five was seen by both; nine and eleven did not see each other.
    assert_eq!(stands(&mei.incident), (9, true));
}

#[test]
fn of_two_declarations_the_earlier_counts() {
    let (mut mei, mut jonas) = two();
    let declare = |desk: &mut Desk, hours: i64| {
        desk.state(Declared { moment: moment(start().plus(hours * HOUR)), ..declared(desk, "") })
    };
    declare(&mut mei, 6);
    declare(&mut jonas, 2);
    meet(&mut mei, &mut jonas);
    let due = |desk: &Desk| contract_clock(&desk.incident).due.map(|due| due.since(start()) / HOUR - 72);
    assert_eq!(due(&mei), Some(2));
    // One withdraws while the other corrects: the correction was not seen, so it stands.
    let [by, reason, role] = ["Mei Chen", "wrong record", "Lead"].map(text);
    mei.state(Withdrawn { by, reason, role });
    assert_eq!(due(&mei), None);
    declare(&mut jonas, 4);
    meet(&mut mei, &mut jonas);
    assert_eq!((due(&mei), due(&jonas)), (Some(4), Some(4)));
    assert_eq!(mei.incident, fold(&jonas.log));
}

#[test]
fn of_two_filings_the_earlier_counts() {
    let (mut mei, mut jonas) = two();
    let file = |desk: &mut Desk, stage: &str, hours: i64| {
        desk.state(filing("eu-dora-19", stage, moment(start().plus(hours * HOUR))))
    };
    file(&mut mei, "in", 6);
    file(&mut jonas, "in", 2);
    file(&mut mei, "mid", 20);
    file(&mut jonas, "mid", 30);
    meet(&mut mei, &mut jonas);
    let begin = |desk: &Desk, stage: &str| {
        stage_in(&desk.incident, built_in(), "eu-dora-19", stage).start().map(|at| at.since(start()) / HOUR)
    };
    assert_eq!((begin(&mei, "mid"), begin(&mei, "fr")), (Some(2), Some(20)));
    // An update by somebody who saw both reports is the newest; taken back, the last before it counts.
    let update = file(&mut jonas, "mid", 40);
    meet(&mut mei, &mut jonas);
    assert_eq!(begin(&mei, "fr"), Some(40));
    mei.state(FilingWithdrawn { filing: update, reason: text("not sent") });
    assert_eq!(begin(&mei, "fr"), Some(30));
}

#[test]
fn of_two_decisions_the_one_that_counts_time_stands() {
    let table = [
        (Applies, DoesNotApply, State::Overdue),
        (NotYetKnown, Applies, State::Overdue),
        (DoesNotApply, NotYetKnown, State::ScopeNotDeclared),
        (DoesNotApply, DoesNotApply, State::NotApplicable),
    ];
    for (one, other, expected) in table {
        for (one, other) in [(one, other), (other, one)] {
            let (mut mei, mut jonas) = two();
            aware(&mut mei, 0);
            mei.state(decide("eu-gdpr-33", one));
            jonas.state(decide("eu-gdpr-33", other));
            meet(&mut mei, &mut jonas);
            let found = stage_in(&mei.incident, built_in(), "eu-gdpr-33", "sa");
            assert_eq!((found.state(mei.now), found.unsettled), (expected, true));
            jonas.state(decide("eu-gdpr-33", DoesNotApply));
            let found = stage_in(&jonas.incident, built_in(), "eu-gdpr-33", "sa");
            assert_eq!((found.state(mei.now), found.unsettled), (State::NotApplicable, false));
        }
    }
}

#[test]
fn a_waiver_taken_back_elsewhere_does_not_stand() {
    let (mut mei, mut jonas) = two();
    let waive = |desk: &mut Desk| {
        let [by, reason, regime, role, stage] = ["Ana", "no risk", "eu-gdpr-33", "Counsel", "sa"].map(text);
        desk.state(StageWaived { by, reason, regime, role, stage })
    };
    let [by, reason, regime, role, stage] = ["Ana", "a risk", "eu-gdpr-33", "Counsel", "sa"].map(text);
    waive(&mut mei);
    meet(&mut mei, &mut jonas);
    waive(&mut mei);
    jonas.state(WaiverWithdrawn { by, reason, regime, role, stage });
    meet(&mut mei, &mut jonas);
    assert_eq!(mei.incident.waiver("eu-gdpr-33", "sa"), None);
    let settled_in = |desk: &Desk| stage_in(&desk.incident, built_in(), "eu-gdpr-33", "sa").settled_in;
    assert_eq!(settled_in(&mei).as_deref(), Some("waiver:eu-gdpr-33.sa"));
    waive(&mut mei);
    assert_eq!(settled_in(&mei), None);
    assert!(mei.incident.waiver("eu-gdpr-33", "sa").is_some());
}

#[test]
fn of_two_own_targets_the_earlier_counts() {
    let (mut mei, mut jonas) = two();
    let target = |desk: &mut Desk, hours: i64| {
        let [regime, stage, reason] = ["eu-gdpr-34", "ds", "agreed"].map(text);
        desk.state(OwnTargetSet { due: moment(start().plus(hours * HOUR)), reason, regime, stage })
    };
    target(&mut mei, 60);
    target(&mut jonas, 30);
    meet(&mut mei, &mut jonas);
    let due = mei.incident.own_target("eu-gdpr-34", "ds").unwrap().value.due.at.unwrap();
    assert_eq!(due, start().plus(30 * HOUR));
    let settled_in = |desk: &Desk| stage_in(&desk.incident, built_in(), "eu-gdpr-34", "ds").settled_in;
    assert_eq!(settled_in(&mei).as_deref(), Some("own_target:eu-gdpr-34.ds"));
    // First what it runs from, then the decision on the rule.
    mei.state(decide("eu-gdpr-34", Applies));
    jonas.state(decide("eu-gdpr-34", DoesNotApply));
    meet(&mut mei, &mut jonas);
    assert_eq!(settled_in(&mei).as_deref(), Some("decision:eu-gdpr-34"));
    for (desk, hours) in [(&mut mei, 1), (&mut jonas, 2)] {
        desk.state(anchor("aware", Some("eu-gdpr-34"), moment(start().plus(hours * HOUR))));
    }
    meet(&mut mei, &mut jonas);
    assert_eq!(settled_in(&mei).as_deref(), Some("anchors:aware@eu-gdpr-34"));
}

/// A log in which a hundred people state one thing without seeing each other is folded in bounded time, and a search
/// whose budget is used up says "not seen": the values stand side by side, the earlier one counting.
#[test]
fn the_search_is_bounded() {
    let (mei, _) = two();
    let mut log = mei.log.clone();
    for number in 0..100_u8 {
        let mut desk = mei.clone();
        (desk.writer, desk.dice) = (Writer::new([number; 16]), Dice::new(1000 + u64::from(number)));
        aware(&mut desk, i64::from(number) + 1);
        log.add(desk.log.events().to_vec());
    }
    let incident = fold(&log);
    let stated = incident.anchors.get(&(None, text("aware"))).unwrap();
    assert_eq!((stated.len(), stated.standing().count(), stands(&incident)), (100, 100, (1, true)));
    let (mut mei, mut jonas) = two();
    let seen = aware(&mut mei, 5);
    meet(&mut mei, &mut jonas);
    aware(&mut jonas, 9);
    let last = jonas.log.events().last().unwrap();
    for (budget, expected) in [(0, false), (1, true), (100, true)] {
        assert_eq!(jonas.log.saw(last, &seen, &mut { budget }), expected, "{budget}");
    }
}

/// All that an event has seen, by the letter: parents, and what they have seen.
fn ancestors(log: &Log) -> BTreeMap<Id, BTreeSet<Id>> {
    let by_hash: BTreeMap<&str, &Event> = log.events().iter().map(|event| (event.hash.as_str(), event)).collect();
    let mut found: BTreeMap<Id, BTreeSet<Id>> = BTreeMap::new();
    for event in log.events() {
        let mut seen = BTreeSet::new();
        for parent in &event.header.parents {
            let parent = &by_hash[parent.as_str()].header.id;
            seen.insert(parent.clone());
            seen.extend(found[parent].iter().cloned());
        }
        found.insert(event.header.id.clone(), seen);
    }
    found
}

/// The values that no other of the history has seen.
fn unseen<T>(stated: &Stated<T>, seen: &BTreeMap<Id, BTreeSet<Id>>) -> Vec<Id> {
    let replaced = |fact: &Fact<T>| stated.iter().any(|other| seen[&other.event].contains(&fact.event));
    stated.iter().filter(|fact| !replaced(fact)).map(|fact| fact.event.clone()).collect()
}

proptest! {
    #![proptest_config(property(80))]

    /// What stands is what nobody stated again after having seen it, found another way; whatever the order of arrival.
    #[test]
    fn what_stands_is_what_nobody_saw(turns in walks(160), seed in any::<u64>()) {
        let mut world = World::after(&turns);
        world.meet(seed);
        let log = &world.tabs[0].log;
        let seen = ancestors(log);
        for event in log.events() {
            for earlier in log.events() {
                let expected = seen[&event.header.id].contains(&earlier.header.id);
                prop_assert_eq!(log.saw(event, &earlier.header.id, &mut 1_000_000), expected);
            }
        }
        let incident = &world.tabs[0].incident;
        let standing = |ids: Vec<Id>, expected: Vec<Id>| { prop_assert_eq!(ids, expected); Ok(()) };
        for stated in incident.anchors.values() {
            standing(stated.standing().map(|fact| fact.event.clone()).collect(), unseen(stated, &seen))?;
        }
        for stated in incident.decisions.values() {
            standing(stated.standing().map(|fact| fact.event.clone()).collect(), unseen(stated, &seen))?;
        }
        for stated in incident.waivers.values() {
            standing(stated.standing().map(|fact| fact.event.clone()).collect(), unseen(stated, &seen))?;
        }
        for stated in incident.sent.values() {
            standing(stated.standing().map(|fact| fact.event.clone()).collect(), unseen(stated, &seen))?;
        }
        // Declarations: those that were not withdrawn by somebody who saw them.
        let withdrawn = |id: &Id| incident.withdrawals.iter().any(|fact| seen[&fact.event].contains(id));
        let left = unseen(&incident.declarations, &seen).into_iter().filter(|id| !withdrawn(id)).collect();
        standing(incident.declarations.standing().map(|fact| fact.event.clone()).collect(), left)?;
        // Any order of arrival.
        let mut events = log.events().to_vec();
        Dice::new(seed).shuffle(&mut events);
        let mut again = Log::default();
        for event in events {
            again.add(vec![event]);
        }
        prop_assert_eq!(&fold(&again), incident);
    }
}

/// On one stage of a rule: that it applies counts until the form about that stage settles it.
#[test]
fn decisions_on_a_stage_are_settled_by_its_form() {
    let (mut mei, mut jonas) = two();
    mei.state(decide("cn-cac-2025", Applies));
    meet(&mut mei, &mut jonas);
    let found = |desk: &Desk| {
        let one = stage_in(&desk.incident, built_in(), "cn-cac-2025", "oth");
        (one.applies, one.settled_in)
    };
    mei.state(decide("cn-cac-2025.oth", DoesNotApply));
    jonas.state(decide("cn-cac-2025.oth", Applies));
    assert_eq!(found(&mei), (DoesNotApply, None));
    meet(&mut mei, &mut jonas);
    assert_eq!(found(&mei), (Applies, Some(text("decision:cn-cac-2025.oth"))));
    mei.state(decide("cn-cac-2025.oth", DoesNotApply));
    assert_eq!(found(&mei), (DoesNotApply, None));
}

/// The second length, the end of the year and a relief hang on values too: each names the form that settles it.
#[test]
fn whatever_a_stage_hangs_on_is_settled_by_its_form() {
    let [by, reason, regime, role, stage] = ["Ana", "read twice", "eu-dora-19", "Counsel", "in"].map(text);
    let relief = ReliefDecided { by, claimed: true, reason, regime, role, stage };
    let at = || moment(start());
    let table: [(&str, &str, Body, &str); 4] = [
        ("eu-dora-19", "in", anchor("aware", None, at()).into(), "anchors:aware"),
        ("us-hipaa", "hhs-s", anchor("discovered", None, at()).into(), "anchors:discovered"),
        ("us-hipaa", "hhs-s", anchor("discovered", Some("us-hipaa"), at()).into(), "anchors:discovered@us-hipaa"),
        ("eu-dora-19", "in", relief.into(), "relief:eu-dora-19.in"),
    ];
    for (regime, stage, body, form) in table {
        let (mut mei, mut jonas) = two();
        mei.state(body.clone());
        jonas.state(body.clone());
        let settled_in = |desk: &Desk| stage_in(&desk.incident, built_in(), regime, stage).settled_in;
        assert_eq!(settled_in(&mei), None, "{form}");
        meet(&mut mei, &mut jonas);
        assert_eq!(settled_in(&mei).as_deref(), Some(form));
        mei.state(body);
        assert_eq!(settled_in(&mei), None, "{form}");
    }
}

/// What is unsettled says so on the board and in the derived section.
#[test]
fn the_board_and_the_derived_section_say_what_is_unsettled() {
    let (mut mei, mut jonas) = two();
    for desk in [&mut mei, &mut jonas] {
        desk.state(Declared { moment: moment(start()), ..declared(desk, "") });
    }
    let unsettled = |desk: &Desk| -> Vec<bool> {
        clocks_of(&desk.incident, Rules::BUILT_IN, &TzData).iter().map(|one| one.unsettled).collect()
    };
    assert_eq!(unsettled(&mei), [false]);
    meet(&mut mei, &mut jonas);
    assert_eq!(unsettled(&mei), [true]);
    mei.state(decide("eu-gdpr-33", Applies));
    for desk in [&mut mei, &mut jonas] {
        aware(desk, 1);
    }
    meet(&mut mei, &mut jonas);
    assert_eq!(unsettled(&mei), [true, true]);
    let section = derived(&mei.incident, &mei.log, built_in(), &TzData, mei.now);
    let said = section["deadlines"].as_array().unwrap().iter().find(|one| one["regime"] == "eu-gdpr-33").unwrap();
    assert_eq!(said["unsettled"], true);
}
