//! The update that a notice promises: a clock of its own, in the calendar and in the derived section, whatever is decided
//! on the rule.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::built_in::built_in;
use holdfast::deadline::in_force::Rules;
use holdfast::deadline::obligation::{Obligation, State};
use holdfast::deadline::{ClockState, contract_clock, obligations, promise};
use holdfast::exchange::board_clock::clocks_of;
use holdfast::exchange::derived::derived;
use holdfast::exchange::icalendar::entries;
use holdfast::language::Language;
use holdfast::language::calendar::{Titles, events};
use holdfast::notice::text::{Style, text as written};
use holdfast::record::body::*;
use holdfast::record::codes::{Applicability, CONTRACT_72H};
use holdfast::record::id::Id;
use holdfast::record::incident::Standing;
use holdfast::record::time::{DAY, HOUR};
use support::desk::Desk;
use support::duties::{anchor, decide, filing, stage_in};
use support::facts::{declared, now, text};
use support::notices::{draft, send};
use support::zones::TzData;
use support::{at, moment};

fn desk() -> Desk {
    Desk::opened(at("2026-11-20T08:00:00.000Z"))
}

fn update(desk: &Desk, regime: &str) -> Option<Obligation> {
    let all = obligations(&desk.incident, built_in(), &TzData);
    all.into_iter().find(|one| one.regime == regime && one.stage == "update")
}

/// A promised update is a clock of its own: of the stage `update` of the contract, of one more stage elsewhere.
#[test]
fn a_promised_update_becomes_a_clock() {
    for (regime, stage) in [(CONTRACT_72H, "notice"), ("eu-gdpr-33", "sa")] {
        let mut desk = desk();
        let declaration = declared(&desk, "tokens were forged");
        desk.state(declaration);
        let promised = moment(desk.now.plus(30 * HOUR));
        let one = NoticeDrafted { next_update: Some(promised.clone()), ..draft(regime, stage, &[]) };
        assert!(promise::promise(&desk.incident, regime).is_none());
        let id = desk.state(one.clone());
        let first = send(&mut desk, id, &one);
        let found = update(&desk, regime).unwrap_or_else(|| panic!("{regime}"));
        assert_eq!(found.own_target.as_ref().unwrap().value.due, promised, "{regime}");
        assert_eq!((found.due, found.filed.is_none()), (None, true), "never a limit of the law");
        // The board counts it down too.
        let clocks = clocks_of(&desk.incident, Rules::BUILT_IN, &TzData);
        let clock = clocks.iter().find(|one| one.regime == regime && one.stage == "update").expect(regime);
        assert_eq!((clock.answered, clock.end()), (false, promised.at), "{regime}");
        let due = promised.at.unwrap();
        assert!(!found.own_target_passed(due) && found.own_target_passed(due.plus(1)), "{regime}");
        // The next notice keeps the promise and may make another.
        desk.now = desk.now.plus(20 * HOUR);
        let again = moment(desk.now.plus(48 * HOUR));
        let next = NoticeDrafted { follows: Some(first.clone()), next_update: Some(again.clone()), ..one.clone() };
        let id = desk.state(next.clone());
        let second = send(&mut desk, id, &next);
        let found = update(&desk, regime).unwrap();
        assert_eq!((found.own_target.unwrap().value.due, found.filed), (again, None), "{regime}");
        let follow = written(&desk.incident, built_in(), &next, Style::Plain);
        assert!(follow.starts_with("Security incident notice, further to ours of Fri 20 Nov 2026"), "{follow}");
        // Taken back, the earlier promise stands again; any later filing of the rule keeps it.
        desk.state(FilingWithdrawn { filing: second, reason: text("not sent") });
        assert_eq!(update(&desk, regime).unwrap().own_target.unwrap().value.due, promised);
        let late = filing(regime, stage, now(&desk));
        desk.state(late);
        let kept = update(&desk, regime).unwrap();
        assert!(kept.filed.is_some() && !kept.own_target_passed(due.plus(DAY)), "{regime}");
        assert_eq!(kept.state(desk.now), State::Filed, "{regime}");
    }
}

/// The update answers the promise, never the notice that made it.
#[test]
fn an_update_does_not_answer_the_notice() {
    let mut desk = desk();
    let declaration = declared(&desk, "tokens were forged");
    desk.state(declaration);
    desk.now = desk.now.plus(HOUR);
    desk.state(filing(CONTRACT_72H, "update", now(&desk)));
    assert_eq!(contract_clock(&desk.incident).state(desk.now), ClockState::Running);
    assert!(update(&desk, CONTRACT_72H).unwrap().filed.is_some());
}

/// Sent under a declaration that was withdrawn, a notice answers no clock any more; what it promised stays begun.
#[test]
fn a_withdrawn_declaration_leaves_what_the_notice_began() {
    let mut desk = desk();
    let declaration = declared(&desk, "tokens were forged");
    desk.state(declaration);
    desk.state(filing(CONTRACT_72H, "notice", now(&desk)));
    let begun = update(&desk, CONTRACT_72H).unwrap().begin;
    let [by, reason, role] = ["Mei Chen", "wrong record", "Lead"].map(text);
    desk.state(Withdrawn { by, reason, role });
    assert_eq!(contract_clock(&desk.incident).filed, None);
    assert!(begun.moment().is_some());
    assert_eq!(update(&desk, CONTRACT_72H).unwrap().begin, begun);
}

/// What is decided on the rule, or done under another one, leaves a promise as it is; a target set after it replaces it.
#[test]
fn a_promise_stands_by_itself() {
    let promised = |desk: &mut Desk, regime: &str, stage: &str| {
        let due = moment(desk.now.plus(30 * HOUR));
        let one = NoticeDrafted { next_update: Some(due.clone()), ..draft(regime, stage, &[]) };
        let id = desk.state(one.clone());
        send(desk, id, &one);
        desk.now = desk.now.plus(HOUR);
        due
    };
    let target = |desk: &Desk, regime: &str, hours: i64| {
        let [regime, stage, reason] = [regime, "update", "sooner"].map(text);
        OwnTargetSet { due: moment(desk.now.plus(hours * HOUR)), reason, regime, stage }
    };
    let mut desk = desk();
    let early = target(&desk, CONTRACT_72H, 2);
    desk.state(early);
    desk.now = desk.now.plus(HOUR);
    let due = promised(&mut desk, CONTRACT_72H, "notice");
    let stands = |desk: &Desk, regime: &str| {
        let one = update(desk, regime).unwrap();
        (one.own_target.unwrap().value.due, one.filed.is_none(), one.waived.is_none() && one.relief.is_none())
    };
    assert_eq!(stands(&desk, CONTRACT_72H), (due.clone(), true, true), "the promise is later than the target");
    let other = filing("eu-gdpr-33", "sa", now(&desk));
    desk.state(other);
    assert_eq!(stands(&desk, CONTRACT_72H), (due, true, true), "another rule's notice");
    let sooner = target(&desk, CONTRACT_72H, 5);
    desk.state(sooner.clone());
    assert_eq!(stands(&desk, CONTRACT_72H), (sooner.due, true, true), "the target is later than the promise");

    let due = promised(&mut desk, "eu-dora-19", "in");
    let [by, role, reason, regime, stage] = ["Ana García", "Counsel", "read twice", "eu-dora-19", "in"].map(text);
    let waived = StageWaived { by, reason, regime, role, stage };
    let StageWaived { by, reason, regime, role, stage } = waived.clone();
    desk.state(waived);
    desk.state(ReliefDecided { by, claimed: true, reason, regime, role, stage });
    desk.state(decide("eu-dora-19", Applicability::DoesNotApply));
    assert_eq!(stands(&desk, "eu-dora-19"), (due, true, true));
    assert!(update(&desk, "eu-dora-19").unwrap().is_open());
}

/// A rule that knows an update of its own, with a length, keeps its limit beside what was promised.
#[test]
fn an_update_of_the_law_keeps_its_limit() {
    let mut pack = built_in().clone();
    let regime = pack.regimes.iter_mut().find(|one| one.id == "eu-gdpr-33").unwrap();
    let mut stage = regime.stages[0].clone();
    stage.key = text("update");
    regime.stages.push(stage);
    let mut desk = desk();
    let aware = desk.now;
    desk.state(anchor("aware", None, now(&desk)));
    desk.state(decide("eu-gdpr-33", Applicability::Applies));
    let due = moment(desk.now.plus(30 * HOUR));
    let one = NoticeDrafted { next_update: Some(due.clone()), ..draft("eu-gdpr-33", "sa", &[]) };
    let id = desk.state(one.clone());
    send(&mut desk, id, &one);
    let found = stage_in(&desk.incident, &pack, "eu-gdpr-33", "update");
    assert_eq!((found.promised(), found.own_target.as_ref().map(|fact| fact.value.due.clone())), (None, Some(due)));
    let entries = entries(&desk.log, &desk.incident, &pack, &TzData);
    let entry = entries.iter().find(|one| one.stage == "update").unwrap();
    assert_eq!((entry.due, entry.stands), (aware.plus(72 * HOUR), true));
}

/// It is in the calendar under one UID as long as one is promised, and among the derived deadlines.
#[test]
fn a_promised_update_is_in_the_calendar_and_in_the_derived_section() {
    for (regime, stage) in [(CONTRACT_72H, "notice"), ("eu-gdpr-33", "sa")] {
        let entry = |desk: &Desk| {
            let found = entries(&desk.log, &desk.incident, built_in(), &TzData);
            found.into_iter().find(|one| one.regime == regime && one.stage == "update")
        };
        let listed = |desk: &Desk| {
            let section = derived(&desk.incident, &desk.log, built_in(), &TzData, desk.now);
            let found = section["deadlines"].as_array().unwrap().iter();
            let mut found = found.filter(|one| one["regime"] == regime && one["stage"] == "update");
            (found.next().cloned(), found.next().is_none())
        };
        let mut desk = desk();
        let declaration = declared(&desk, "tokens were forged");
        desk.state(declaration);
        let promise = |desk: &mut Desk, hours: i64| {
            let due = moment(desk.now.plus(hours * HOUR));
            let one = NoticeDrafted { next_update: Some(due.clone()), ..draft(regime, stage, &[]) };
            let id = desk.state(one.clone());
            (send(desk, id, &one), due.at.unwrap(), desk.now)
        };
        assert_eq!((entry(&desk), listed(&desk)), (None, (None, true)), "{regime}");
        let (_, due, made) = promise(&mut desk, 30);
        let first = entry(&desk).expect(regime);
        assert_eq!((first.start, first.due, first.stands), (made, due, true), "{regime}");
        let (found, alone) = listed(&desk);
        let found = found.expect(regime);
        assert_eq!(found["own_target"]["at"], due.to_rfc3339(), "{found}");
        assert_eq!((&found["state"], &found["due"]), (&"running".into(), &serde_json::Value::Null), "{found}");
        assert!(alone && found["stage_name"]["en"].as_str().is_some_and(|name| !name.is_empty()), "{found}");
        for (language, word) in [(Language::English, "romised"), (Language::Chinese, "承诺")] {
            let named = events(language, Titles::Named, &desk.incident, std::slice::from_ref(&first), built_in());
            assert!(named[0].summary.contains(word), "{}", named[0].summary);
            assert!(!named[0].description.contains("Art. 33"), "{}", named[0].description);
        }
        // A newer promise takes its place; taken back, the earlier one stands again.
        desk.now = desk.now.plus(20 * HOUR);
        let (second, later, made) = promise(&mut desk, 48);
        let moved = entry(&desk).expect(regime);
        assert_eq!((&moved.uid, moved.start, moved.due, moved.stands), (&first.uid, made, later, true), "{regime}");
        assert!(moved.sequence > first.sequence, "{regime}");
        desk.state(FilingWithdrawn { filing: second, reason: text("not sent") });
        let back = entry(&desk).expect(regime);
        assert_eq!((back.due, back.stands, back.sequence > moved.sequence), (due, true, true), "{regime}");
        // Kept, it is cancelled.
        let late = filing(regime, stage, now(&desk));
        desk.state(late);
        let kept = entry(&desk).expect(regime);
        assert_eq!((&kept.uid, kept.stands, kept.sequence > back.sequence), (&first.uid, false, true), "{regime}");
        assert_eq!(listed(&desk).0.unwrap()["state"], "filed");
    }
}

/// What happens to a promise, by the filing that made it.
type Act = fn(&mut Desk, Id);

/// Of a promise whose notice was taken back nothing is left but an entry to be cancelled; so when the incident is closed.
#[test]
fn a_promise_that_is_gone_is_cancelled() {
    let acts: [(&str, Act); 2] = [
        ("taken back", |desk, filing| drop(desk.state(FilingWithdrawn { filing, reason: text("not sent") }))),
        ("closed", |desk, _| desk.incident.standing = Standing::Closed(desk.now)),
    ];
    for (name, act) in acts {
        let mut desk = desk();
        let one = NoticeDrafted { next_update: Some(moment(desk.now.plus(DAY))), ..draft("eu-gdpr-33", "sa", &[]) };
        let id = desk.state(one.clone());
        let filing = send(&mut desk, id, &one);
        let found = |desk: &Desk| entries(&desk.log, &desk.incident, built_in(), &TzData);
        let before = found(&desk);
        assert!(before.len() == 1 && before[0].stands, "{name}: {before:?}");
        act(&mut desk, filing);
        let after = found(&desk);
        let shown = |one: &holdfast::exchange::icalendar::Entry| (one.uid.clone(), one.due);
        assert!(after.len() == 1 && !after[0].stands, "{name}: {after:?}");
        assert_eq!(shown(&after[0]), shown(&before[0]), "{name}");
    }
}
