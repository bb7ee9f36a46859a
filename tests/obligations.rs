//! Where every notice of an incident stands: states and their boundaries, decisions, waivers, own targets; the row of
//! the contract clock against the clock itself; what holds for every rule and every anchor.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::built_in::built_in;
use holdfast::deadline::obligation::{Begin, Obligation, State};
use holdfast::deadline::pack::{Cap, Length, Stage, Start, Status, Unit};
use holdfast::deadline::{CONTRACT, ClockState, obligations, obligations_under, ruled_clock};
use holdfast::record::body::*;
use holdfast::record::codes::Applicability::{self, Applies, DoesNotApply, NotYetKnown};
use holdfast::record::decide::Command;
use holdfast::record::incident::Incident;
use holdfast::record::refusal::Why;
use holdfast::record::time::{DAY, HOUR, MINUTE, Moment, Timestamp};
use proptest::prelude::*;
use support::desk::{Desk, fact};
use support::duties::{anchor, decide, desk, filing, instant, stage, stage_in, state, typed};
use support::facts::text;
use support::walk::{World, walks};
use support::zones::{TzData, offset};
use support::{moment, property};

const BERLIN: &str = "Europe/Berlin";

fn all(incident: &Incident) -> Vec<Obligation> {
    obligations(incident, built_in(), &TzData)
}

fn gdpr(desk: &Desk) -> Obligation {
    stage_in(&desk.incident, built_in(), "eu-gdpr-33", "sa")
}

#[test]
fn states_at_their_boundaries() {
    let hours = stage("eu-gdpr-33", "sa", BERLIN, "aware=2026-11-20T16:00");
    let due = instant("2026-11-23T16:00:00+01:00");
    let days = stage("us-ca", "ind", "America/Los_Angeles", "discovered=2026-11-22T12:00");
    let end = instant("2026-12-22T23:59:59-08:00");
    // 30 days, 11 hours, 59 minutes and 59 seconds: a quarter of that.
    let quarter = (30 * DAY + 12 * HOUR - 1000) / 4;
    let table = [
        (&hours, due.plus(-72 * HOUR), State::Running, 0),
        (&hours, due.plus(-18 * HOUR - 1), State::Running, 74),
        (&hours, due.plus(-18 * HOUR), State::DueSoon, 75),
        (&hours, due, State::DueSoon, 100),
        (&hours, due.plus(1), State::Overdue, 100),
        (&days, end.plus(-quarter - 1), State::Running, 74),
        (&days, end.plus(-quarter), State::DueSoon, 75),
        (&days, end, State::DueSoon, 100),
        (&days, end.plus(1), State::Overdue, 100),
    ];
    for (found, now, expected, percent) in table {
        let shown = format!("{} {}", found.regime, now.to_rfc3339());
        assert_eq!((found.state(now), found.elapsed_percent(now)), (expected, percent), "{shown}");
        assert!(found.is_open(), "{shown}");
    }
    for (filed, expected) in [
        ("2026-11-20T15:00", State::FiledOnTime),
        ("2026-11-23T16:00", State::FiledOnTime),
        ("2026-11-23T16:00:01", State::FiledLate(1000)),
    ] {
        let found = stage("eu-gdpr-33", "sa", BERLIN, &format!("aware=2026-11-20T16:00 filed:sa={filed}"));
        assert!([due.plus(-DAY), due.plus(1000 * DAY)].iter().all(|&now| found.state(now) == expected), "{filed}");
        assert!(!found.is_open());
    }
    // The bar of one that was filed stands still.
    let half = stage("eu-gdpr-33", "sa", BERLIN, "aware=2026-11-20T16:00 filed:sa=2026-11-22T04:00");
    assert_eq!([due.plus(-DAY), due.plus(DAY)].map(|now| half.elapsed_percent(now)), [50, 50]);
    // With nothing to measure it by it is filed, and not said to be in time.
    for facts in ["filed:ds=2026-11-23T16:00 aware=2026-11-20T16:00", "filed:ds=2026-11-23T16:00"] {
        assert_eq!(stage("eu-gdpr-34", "ds", BERLIN, facts).state(due), State::Filed);
    }
    // A filing after the closing time of the last day is late (Form 8-K; EDGAR closes at 17:30).
    let sec = |filed: &str| {
        stage("us-sec-105", "8k", "America/New_York", &format!("determined=2026-11-20T09:00 filed:8k={filed}"))
    };
    assert_eq!(sec("2026-11-27T17:30").state(due), State::FiledOnTime);
    assert_eq!(sec("2026-11-27T17:31").state(due), State::FiledLate(MINUTE));
}

#[test]
fn a_person_decides_whether_a_rule_applies() {
    let mut desk = desk();
    state(&mut desk, "eu-gdpr-33", BERLIN, "aware=2026-11-20T16:00");
    let due = instant("2026-11-23T16:00:00+01:00");
    // Nobody decided: what would be due is known, and nothing runs.
    let found = gdpr(&desk);
    assert_eq!(
        (found.state(due.plus(DAY)), found.due.unwrap().at, found.is_open()),
        (State::ScopeNotDeclared, due, false)
    );
    assert!(all(&desk.incident).iter().all(|one| one.regime == CONTRACT.regime), "the record does not name it");
    for (decision, expected) in [
        (NotYetKnown, State::ScopeNotDeclared),
        (Applies, State::Overdue),
        (DoesNotApply, State::NotApplicable),
        (Applies, State::Overdue),
    ] {
        desk.state(decide("eu-gdpr-33", decision));
        let found = gdpr(&desk);
        assert_eq!(found.state(due.plus(DAY)), expected);
        let decided = found.decided.unwrap().value;
        assert_eq!((decided.by.as_str(), decided.edition.as_str()), ("Ana García", "2026-11-26"));
        assert!(all(&desk.incident).iter().any(|one| one.regime == "eu-gdpr-33"));
    }
    assert_eq!(desk.incident.decisions.get("eu-gdpr-33").unwrap().len(), 4, "every decision stays");
    // The contract clock runs unless somebody says that there is no such contract.
    state(&mut desk, CONTRACT.regime, BERLIN, "declared=2026-11-20T16:00");
    let contract = |desk: &Desk| stage_in(&desk.incident, built_in(), CONTRACT.regime, CONTRACT.stage);
    assert_eq!(contract(&desk).state(due.plus(1)), State::Overdue);
    desk.state(decide(CONTRACT.regime, DoesNotApply));
    assert_eq!(contract(&desk).state(due.plus(1)), State::NotApplicable);
}

#[test]
fn a_decision_needs_name_role_and_reason() {
    let mut desk = desk();
    let whole = decide("eu-gdpr-33", Applies);
    let empty = |field: &str| {
        let mut body = whole.clone();
        match field {
            "by" => body.by.clear(),
            "role" => body.role.clear(),
            "reason" => body.reason = text("  "),
            _ => body.regime.clear(),
        }
        body
    };
    for field in ["by", "role", "reason", "regime"] {
        let refused = desk.attempt(fact(empty(field))).unwrap_err();
        assert_eq!((refused.field, refused.why), (field, Why::Empty));
    }
    let id = desk.state(whole);
    // It carries a clock: only one that no longer stands can be erased.
    let erase = |target| Command::Erase { target, reason: text("a name") };
    assert_eq!(desk.attempt(erase(id.clone())).unwrap_err().why, Why::CarriesState);
    desk.state(decide("eu-gdpr-33", DoesNotApply));
    desk.act(erase(id));
    assert_eq!(gdpr(&desk).state(desk.now), State::NotApplicable);
}

fn waiver(reason: &str) -> StageWaived {
    let [by, role] = ["Ana García", "Counsel"].map(text);
    StageWaived { by, reason: text(reason), regime: text("eu-gdpr-33"), role, stage: text("sa") }
}

fn unwaive(reason: &str) -> WaiverWithdrawn {
    let StageWaived { by, reason, regime, role, stage } = waiver(reason);
    WaiverWithdrawn { by, reason, regime, role, stage }
}

#[test]
fn a_notice_is_waived_and_after_all_is_not() {
    let mut desk = desk();
    state(&mut desk, "eu-gdpr-33", BERLIN, "aware=2026-11-20T16:00");
    desk.state(decide("eu-gdpr-33", Applies));
    let refused = desk.attempt(fact(unwaive("nothing to take back"))).unwrap_err();
    assert_eq!((refused.field, refused.why), ("stage", Why::NoSuchTarget));
    assert_eq!(desk.attempt(fact(waiver(""))).unwrap_err().field, "reason");
    desk.state(waiver("no risk: the disk was encrypted, the key safe"));
    let found = gdpr(&desk);
    assert_eq!((found.state(desk.now), found.is_open()), (State::Waived, false));
    let (_, waived) = desk.incident.waiver("eu-gdpr-33", "sa").unwrap();
    assert_eq!(waived.by, "Ana García");
    desk.state(unwaive("the key was not safe"));
    assert_eq!(gdpr(&desk).state(desk.now), State::Overdue);
    assert_eq!(desk.incident.waivers.values().next().unwrap().len(), 2, "both stay in the record");
    // A notice that was given after all is filed, waived or not.
    desk.state(waiver("again"));
    desk.state(filing("eu-gdpr-33", "sa", typed("2026-11-21T09:00", BERLIN)));
    assert_eq!(gdpr(&desk).state(desk.now), State::FiledOnTime);
}

#[test]
fn an_own_target_is_no_limit_of_the_law() {
    let mut desk = desk();
    state(&mut desk, "eu-gdpr-34", BERLIN, "aware=2026-11-20T16:00");
    desk.state(decide("eu-gdpr-34", Applies));
    let target = |at: &str| {
        let [regime, stage, reason] = ["eu-gdpr-34", "ds", "before the weekend"].map(text);
        OwnTargetSet { due: typed(at, BERLIN), reason, regime, stage }
    };
    let find = |desk: &Desk| stage_in(&desk.incident, built_in(), "eu-gdpr-34", "ds");
    desk.state(target("2026-11-27T17:00"));
    let (due, found) = (instant("2026-11-27T17:00:00+01:00"), find(&desk));
    assert_eq!((found.own_target_passed(due), found.own_target_passed(due.plus(1))), (false, true));
    assert_eq!((found.state(due.plus(DAY)), found.due), (State::Running, None));
    desk.state(target("2026-12-01T17:00"));
    assert!(!find(&desk).own_target_passed(due.plus(1)), "a later one replaces it");
    desk.state(target("?"));
    assert_eq!(find(&desk).own_target, None, "an unknown time takes it back");
    desk.state(target("2026-11-27T17:00"));
    desk.state(filing("eu-gdpr-34", "ds", typed("2026-11-27T18:00", BERLIN)));
    assert!(!find(&desk).own_target_passed(due.plus(DAY)));
}

#[test]
fn rules_not_in_force_never_count_down() {
    let mut checked = 0;
    for regime in built_in().regimes.iter().filter(|regime| !regime.counts()) {
        assert!(matches!(regime.status, Status::NotInForce | Status::Draft));
        for row in &regime.stages {
            let found = stage(&regime.id, &row.key, BERLIN, "aware=2026-11-20T16:00 payment=2026-11-20T16:00");
            assert_eq!((found.due, found.is_open()), (None, false), "{}", regime.id);
            assert_eq!(found.state(instant("2058-01-01T00:00:00Z")), State::NotInForce, "{}", regime.id);
            checked += 1;
        }
    }
    assert!(checked >= 7, "{checked}");
}

/// Whatever a record says of a rule, the rule is among those that are shown.
#[test]
fn whatever_is_said_of_a_rule_names_it() {
    let [by, role, reason, regime, stage] = ["Ana García", "Counsel", "likely", "eu-dora-19", "in"].map(text);
    let at = || typed("2026-11-23T12:00", BERLIN);
    let target = OwnTargetSet { due: at(), reason: reason.clone(), regime: regime.clone(), stage: stage.clone() };
    let waived = StageWaived { by, reason, regime, role, stage };
    let StageWaived { by, reason, regime, role, stage } = waived.clone();
    let acts: [(&str, Body); 7] = [
        ("a decision", decide("eu-dora-19", NotYetKnown).into()),
        ("a decision on a stage", decide("eu-dora-19.in", NotYetKnown).into()),
        ("a filing", filing("eu-dora-19", "in", at()).into()),
        ("a waiver", waived.into()),
        ("an own target", target.into()),
        ("a relief", ReliefDecided { by, claimed: true, reason, regime, role, stage }.into()),
        ("an anchor of its own", anchor("classified", Some("eu-dora-19"), at()).into()),
    ];
    for (name, body) in acts {
        let mut desk = desk();
        let named = |desk: &Desk| all(&desk.incident).iter().any(|one| one.regime == "eu-dora-19");
        desk.state(anchor("classified", None, at()));
        assert!(!named(&desk), "{name}");
        desk.state(body);
        assert!(named(&desk), "{name}");
    }
}

/// Where the day of the start is day 1, what caps it is still counted from the day after its own start.
#[test]
fn a_cap_knows_no_day_one() {
    let mut pack = built_in().clone();
    let regime = pack.regimes.iter_mut().find(|one| one.id == "jp-appi-26").unwrap();
    let length = Length { n: 2, unit: Unit::CalendarDays };
    let row = regime.stages.iter_mut().find(|one| one.key == "prel").unwrap();
    assert!(row.day_one);
    row.cap = Some(Cap { anchor: text("discovered"), length });
    let mut desk = desk();
    state(&mut desk, "jp-appi-26", "Asia/Tokyo", "aware=2026-11-20T10:00 discovered=2026-11-20T10:00");
    let found = stage_in(&desk.incident, &pack, "jp-appi-26", "prel");
    assert_eq!((found.due.unwrap().at, found.by_cap), (instant("2026-11-22T23:59:59+09:00"), true));
}

/// It happened and nobody stated when: not the same as not having happened.
#[test]
fn a_missing_anchor_is_not_a_clock_that_has_not_started() {
    let table = [
        ("eu-gdpr-33", "sa", "", State::NotStarted),
        ("eu-gdpr-33", "sa", "aware=?", State::AnchorMissing),
        ("eu-gdpr-33", "sa", "own:aware=?", State::AnchorMissing),
        // Who declared an incident was aware of it.
        ("eu-gdpr-33", "sa", "declared=2026-11-20T16:00", State::AnchorMissing),
        ("us-hipaa", "ind", "declared=2026-11-20T16:00", State::AnchorMissing),
        ("us-sec-105", "8k", "declared=2026-11-20T16:00", State::NotStarted),
        ("eu-gdpr-34", "ds", "aware=?", State::AnchorMissing),
        ("cn-cac-2025", "sum", "", State::NotStarted),
    ];
    for (regime, key, facts, expected) in table {
        let found = stage(regime, key, BERLIN, facts);
        assert_eq!((found.state(instant("2058-01-01T00:00:00Z")), found.due), (expected, None), "{regime}: {facts}");
    }
    // What is resolved was dealt with.
    let mut desk = desk();
    let by = Some(holdfast::record::decide::Override { name: text("Ravi"), role: text("Lead"), reason: text("table") });
    desk.act(Command::Resolve { summary: text("over"), by });
    desk.state(decide("cn-cac-2025", Applies));
    let found = stage_in(&desk.incident, built_in(), "cn-cac-2025", "sum");
    assert_eq!(found.state(desk.now), State::AnchorMissing);
}

/// The row `contract-72h` says what the clock in the header says.
#[test]
fn the_contract_row_is_the_contract_clock() {
    let regime = built_in().regime(CONTRACT.regime).unwrap();
    let row = regime.stage(CONTRACT.stage).unwrap();
    assert_eq!((row.anchor.as_str(), row.length.unwrap().unit), (CONTRACT.anchor, Unit::Hours));
    assert_eq!((i64::from(row.length.unwrap().n), regime.as_of.as_str()), (CONTRACT.hours, CONTRACT.as_of));
}

fn same(incident: &Incident, now: Timestamp) -> Result<(), TestCaseError> {
    let clock = ruled_clock(incident);
    let found = stage_in(incident, built_in(), CONTRACT.regime, CONTRACT.stage);
    prop_assert_eq!(clock.due, found.due.map(|due| due.at));
    prop_assert_eq!(&clock.filed, &found.filed);
    if found.applies != NotYetKnown && incident.declaration().is_some() {
        let said = match clock.state(now) {
            ClockState::NotStarted => State::NotStarted,
            ClockState::Running => State::Running,
            ClockState::DueSoon => State::DueSoon,
            ClockState::Overdue => State::Overdue,
            ClockState::Met => State::FiledOnTime,
            ClockState::MetLate(late) => State::FiledLate(late),
            ClockState::Waived => State::Waived,
            ClockState::NotApplicable => State::NotApplicable,
        };
        prop_assert_eq!(said, found.state(now));
        prop_assert_eq!(clock.elapsed_percent(now), found.elapsed_percent(now));
    }
    Ok(())
}

/// Every stage that has a limit in law, by regime: a least time to keep something is none.
fn lengths() -> Vec<(&'static str, &'static Stage)> {
    let regimes = built_in().regimes.iter().filter(|regime| regime.counts());
    let stages = regimes.flat_map(|regime| regime.stages.iter().map(|stage| (regime.id.as_str(), stage)));
    stages.filter(|(_, stage)| stage.length.is_some() && !stage.least).collect()
}

/// The stage with its own anchor, or the filing it waits for, at an instant.
fn from(desk: &mut Desk, regime: &str, stage: &Stage, start: Moment) {
    match stage.runs_from() {
        Start::Filing(owner, key) => desk.state(filing(owner.unwrap_or(regime), key, start)),
        Start::Anchor("declared") => desk.state(Declared { moment: start, ..support::facts::declared(desk, "") }),
        Start::Anchor(code) => desk.state(anchor(code, None, start)),
    };
}

fn due_from(regime: &str, stage: &Stage, start: Moment) -> Obligation {
    let mut desk = desk();
    desk.state(decide(regime, Applies));
    from(&mut desk, regime, stage, start);
    stage_in(&desk.incident, built_in(), regime, &stage.key)
}

const TYPED: [&str; 5] = ["Asia/Shanghai", "America/New_York", "Europe/Berlin", "Pacific/Apia", "America/Nuuk"];

fn typed_in(zone: &str, at: Timestamp) -> Moment {
    Moment::exact(at, zone, offset(zone.parse().unwrap(), at))
}

proptest! {
    #![proptest_config(property(400))]

    /// A later anchor never ends earlier; the end is never before the anchor; states follow the instants.
    #[test]
    fn later_anchors_end_later(
        row in 0..1000_usize, zone in proptest::sample::select(&TYPED[..]),
        start in 0..6 * 365 * 86_400_i64, later in 0..40 * 86_400_i64, now in -100..100_i64,
    ) {
        let rows = lengths();
        let (regime, stage) = rows[row % rows.len()];
        let start = instant("2024-06-01T00:00:00Z").plus(start * 1000);
        let [one, other] = [start, start.plus(later * 1000)].map(|at| due_from(regime, stage, typed_in(zone, at)));
        let (due, after) = (one.due.unwrap(), other.due.unwrap());
        prop_assert!(due.at >= due.start && after.at >= due.at, "{} {}", regime, stage.key);
        let length = due.length();
        // In hundredths of the length around its end.
        let now = due.at.plus(length * now / 100);
        let left = due.at.since(now);
        let expected = if left < 0 { State::Overdue } else if left <= length / 4 { State::DueSoon } else { State::Running };
        prop_assert_eq!(one.state(now), expected);
        prop_assert_eq!(one.start(), Some(due.start));
    }

    /// A second length never makes it later, except where a late own anchor counts alone.
    #[test]
    fn a_cap_never_makes_it_later(row in 0..1000_usize, start in 0..86_400 * 2000_i64, gap in -60..60 * 24_i64) {
        let capped: Vec<_> = lengths().into_iter().filter(|(_, stage)| stage.cap.is_some()).collect();
        let (regime, stage) = capped[row % capped.len()];
        let start = instant("2024-06-01T00:00:00Z").plus(start * 1000);
        let own = due_from(regime, stage, moment(start));
        let mut desk = desk();
        desk.state(decide(regime, Applies));
        let second = stage.cap.as_ref().unwrap();
        from(&mut desk, regime, stage, moment(start));
        desk.state(anchor(&second.anchor, Some(regime), moment(start.plus(gap * HOUR))));
        let both = stage_in(&desk.incident, built_in(), regime, &stage.key);
        let (own, due) = (own.due.unwrap(), both.due.unwrap());
        prop_assert!(due.at <= own.at, "{} {}", regime, stage.key);
        prop_assert_eq!(both.by_cap, due.at < own.at);
        if stage.late_alone && start > start.plus(gap * HOUR).plus(24 * HOUR) {
            prop_assert_eq!(due.at, own.at);
        }
    }

    /// A chained stage never ends, nor begins, before the filing it waits for.
    #[test]
    fn chained_never_before_its_filing(row in 0..1000_usize, start in 0..86_400 * 2000_i64) {
        let chained = |stage: &Stage| matches!(stage.runs_from(), Start::Filing(..));
        let rows: Vec<_> = lengths().into_iter().filter(|(_, stage)| chained(stage)).collect();
        let (regime, stage) = rows[row % rows.len()];
        let filed = instant("2024-06-01T00:00:00Z").plus(start * 1000);
        let mut waiting = desk();
        for code in ["aware", "discovered", "determined", "classified"] {
            waiting.state(anchor(code, None, moment(filed)));
        }
        let before = stage_in(&waiting.incident, built_in(), regime, &stage.key);
        prop_assert_eq!(&before.begin, &Begin::Not);
        prop_assert!(before.due.is_none() || stage.cap.is_some());
        let due = due_from(regime, stage, moment(filed)).due.unwrap();
        prop_assert!(due.start == filed && due.at >= filed);
    }
}

proptest! {
    #![proptest_config(property(60))]

    /// In any walk: the row and the contract clock say the same, every state is consistent, none fails.
    #[test]
    fn walks_leave_consistent_obligations(turns in walks(120), ahead in -10..200_i64) {
        for tab in World::after(&turns).tabs {
            let now = tab.now.plus(ahead * HOUR);
            same(&tab.incident, now)?;
            let named = all(&tab.incident);
            prop_assert!(named.iter().any(|one| one.regime == CONTRACT.regime));
            for regime in &built_in().regimes {
                for one in obligations_under(&tab.incident, built_in(), regime, &TzData) {
                    let state = one.state(now);
                    prop_assert_eq!(one.filed.is_some(), matches!(state, State::Filed | State::FiledOnTime | State::FiledLate(_)));
                    if matches!(state, State::Running | State::DueSoon | State::Overdue) {
                        prop_assert!(one.is_open() && one.applies == Applicability::Applies && one.start().is_some());
                    }
                    if matches!(state, State::DueSoon | State::Overdue) {
                        prop_assert!(one.due.is_some());
                    }
                    let seen = named.iter().any(|other| other.regime == one.regime);
                    prop_assert!(seen || (one.decided.is_none() && one.filed.is_none() && one.waived.is_none()));
                }
            }
        }
    }
}
