//! The board's clocks: which ones a line keeps, in which order and state, lines of older builds, crossings of thresholds,
//! and the same notices as the derived section lists them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::built_in::{built_in, edition};
use holdfast::deadline::in_force::Rules;
use holdfast::deadline::obligation::State;
use holdfast::deadline::{CONTRACT, ClockState, obligations};
use holdfast::exchange::board_clock::{BoardClock, clocks_of, clocks_under};
use holdfast::exchange::crossing::{Crossing, Told, crossings, notified};
use holdfast::exchange::derived::derived;
use holdfast::exchange::summary::{Summary, manner, nearest, overload, waiting};
use holdfast::record::body::*;
use holdfast::record::codes::Applicability::{Applies, DoesNotApply, NotYetKnown};
use holdfast::record::id::Id;
use holdfast::record::json;
use holdfast::record::time::{DAY, HOUR, MINUTE, Timestamp};
use serde_json::{Value, json};
use support::desk::Desk;
use support::duties::{decide, desk, filing, instant, state, typed};
use support::review::{change, issue, item};
use support::zones::TzData;

const BERLIN: &str = "Europe/Berlin";

/// A clock of a table: running from 0 to a length in hours.
fn running(hours: i64) -> BoardClock {
    let (start, due) = (Some(Timestamp(0)), Some(Timestamp(hours * HOUR)));
    BoardClock { regime: format!("r{hours}"), stage: "s".to_owned(), start, due, ..BoardClock::default() }
}

/// A board line with these clocks.
fn line(desk: &Desk, clocks: Vec<BoardClock>) -> Summary {
    Summary { clocks: Some(clocks), ..Summary::of(&desk.incident, Rules::BUILT_IN, &TzData).unwrap() }
}

fn codes(clocks: &[BoardClock]) -> Vec<(&str, &str, bool)> {
    clocks.iter().map(|one| (one.regime.as_str(), one.stage.as_str(), one.answered)).collect()
}

#[test]
fn a_line_keeps_what_runs_and_what_was_answered() {
    let mut desk = desk();
    assert_eq!(clocks_of(&desk.incident, Rules::BUILT_IN, &TzData), []);
    state(&mut desk, CONTRACT.regime, BERLIN, "declared=2026-11-20T16:00");
    assert_eq!(codes(&clocks_of(&desk.incident, Rules::BUILT_IN, &TzData)), [(CONTRACT.regime, "notice", false)]);
    // A date that only says what would be due is no clock.
    state(&mut desk, "eu-gdpr-33", BERLIN, "aware=2026-11-20T12:00");
    desk.state(decide("eu-gdpr-33", NotYetKnown));
    desk.state(decide("us-ca", DoesNotApply));
    assert_eq!(codes(&clocks_of(&desk.incident, Rules::BUILT_IN, &TzData)), [(CONTRACT.regime, "notice", false)]);
    desk.state(decide("eu-gdpr-33", Applies));
    let clocks = clocks_of(&desk.incident, Rules::BUILT_IN, &TzData);
    assert_eq!(clocks[0].due, Some(instant("2026-11-23T12:00:00+01:00")), "next due first");
    assert_eq!(clocks[0].regime_name, built_in().regime("eu-gdpr-33").unwrap().name);
    assert!(!clocks[0].stage_name.zh.is_empty());
    assert_eq!((clocks[1].regime_name.en.as_str(), clocks[1].is_contract()), ("", true));
    state(&mut desk, "eu-gdpr-33", BERLIN, "filed:sa=2026-11-23T12:01");
    let clocks = clocks_of(&desk.incident, Rules::BUILT_IN, &TzData);
    let gdpr = clocks.iter().find(|one| one.regime == "eu-gdpr-33" && one.stage == "sa").unwrap();
    assert_eq!(gdpr.state(desk.now), ClockState::MetLate(MINUTE));
    // A waived notice is no clock; nor is the contract clock where no such contract is.
    desk.state(decide(CONTRACT.regime, DoesNotApply));
    assert!(clocks_of(&desk.incident, Rules::BUILT_IN, &TzData).iter().all(|one| one.regime != CONTRACT.regime));
}

/// Reviews of what followed stand in the line, so that the board can tell of the overdue ones of every incident.
#[test]
fn a_line_keeps_when_a_review_is_overdue() {
    let mut desk = desk();
    let of = |desk: &Desk| Summary::of(&desk.incident, Rules::BUILT_IN, &TzData).unwrap();
    assert_eq!(of(&desk).review, None);
    let first = desk.now;
    let item = item(&mut desk, "bug", None, "open");
    desk.now = desk.now.plus(DAY);
    let later = desk.now;
    issue(&mut desk, "doing");
    let line = of(&desk);
    assert_eq!((line.review, line.reviews.clone()), (Some(first), Some(vec![first, later])), "the first of both");
    let overdue = [first, first.plus(1), later, later.plus(1)].map(|now| line.overdue_reviews(now));
    assert_eq!(overdue, [0, 1, 1, 2], "how many, after the instant of each");
    assert_eq!(Summary::read(&json::text(&line)).unwrap(), line, "also as it is kept");
    change(&mut desk, &item, &[("status", "resolved")]);
    assert_eq!((of(&desk).review, of(&desk).reviews), (Some(later), Some(vec![later])));
    // A line of an older build says nothing of them.
    let mut older: Value = serde_json::from_str(&json::text(&line)).unwrap();
    older.as_object_mut().unwrap().remove("review").unwrap();
    assert_eq!(Summary::read(&older.to_string()).unwrap().review, None);
    // One that knows the first alone.
    let mut older: Value = serde_json::from_str(&json::text(&line)).unwrap();
    older.as_object_mut().unwrap().remove("reviews").unwrap();
    assert_eq!(Summary::read(&older.to_string()).unwrap().overdue_reviews(later.plus(1)), 1);
}

/// Exercises are kept apart, and a lead of what is closed leads no longer.
#[test]
fn who_leads_several_open_incidents_is_told() {
    let mut line = Summary::of(&desk().incident, Rules::BUILT_IN, &TzData).unwrap();
    let mut board = Vec::new();
    for (place, lead, standing, exercise) in [
        (1, "Dana Reyes", "open", false),
        (2, "Mei Chen", "open", false),
        (3, " dana  reyes", "resolved", false),
        (4, "Dana Reyes", "closed", false),
        (5, "Mei Chen", "open", true),
        (6, "Mei Chen", "archived", false),
        (7, "", "open", false),
        (8, "", "open", false),
    ] {
        line.id = Id::from_random([place; 16]);
        (line.lead, line.standing, line.exercise) = (lead.to_owned(), standing.to_owned(), exercise);
        board.push(line.clone());
    }
    let found = overload(&board);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].person, &found[0].incidents[..]), ("Dana Reyes", &[&board[0].id, &board[2].id][..]));
}

/// Of every incident on the board, also of one that is closed; not of an exercise.
#[test]
fn overdue_reviews_are_told() {
    let mut line = Summary::of(&desk().incident, Rules::BUILT_IN, &TzData).unwrap();
    let due = Timestamp(DAY);
    assert!(!line.has_overdue_review(due.plus(1)), "none is planned");
    line.review = Some(due);
    line.standing = "closed".to_owned();
    assert!(!line.has_overdue_review(due), "not at the very instant");
    assert!(line.has_overdue_review(due.plus(1)));
    line.reviews = Some(vec![due; 3]);
    assert_eq!(line.overdue_reviews(due.plus(1)), 3);
    line.exercise = true;
    assert!(!line.has_overdue_review(due.plus(1)) && line.overdue_reviews(due.plus(1)) == 0);
}

/// A start that nobody stated is a clock that wants attention.
#[test]
fn a_missing_start_is_kept() {
    let mut desk = desk();
    state(&mut desk, CONTRACT.regime, BERLIN, "declared=2026-11-20T16:00 aware=?");
    desk.state(decide("eu-gdpr-33", Applies));
    let clocks = clocks_of(&desk.incident, Rules::BUILT_IN, &TzData);
    let gdpr = clocks.iter().find(|one| one.regime == "eu-gdpr-33" && one.stage == "sa").unwrap();
    assert_eq!((gdpr.state(desk.now), gdpr.start, gdpr.end()), (ClockState::NotStarted, None, None));
    assert_eq!(clocks.last().unwrap().end(), None, "without an end they come last");
}

/// The follow-up to the contract notice is a clock once its time was promised, and counts by that.
#[test]
fn a_promised_update_is_a_clock() {
    let mut desk = desk();
    state(&mut desk, CONTRACT.regime, BERLIN, "declared=2026-11-20T16:00 filed:notice=2026-11-21T16:00");
    assert_eq!(codes(&clocks_of(&desk.incident, Rules::BUILT_IN, &TzData)), [(CONTRACT.regime, "notice", true)]);
    let due = typed("2026-11-24T09:00", BERLIN);
    let [regime, stage, reason] = [CONTRACT.regime, "update", "promised"].map(str::to_owned);
    desk.state(OwnTargetSet { due: due.clone(), reason, regime, stage });
    let line = Summary::of(&desk.incident, Rules::BUILT_IN, &TzData).unwrap();
    let open: Vec<&BoardClock> = line.open_clocks().collect();
    assert_eq!((open.len(), open[0].stage.as_str(), open[0].due, open[0].end()), (1, "update", None, due.at));
    // The law names no length: it is never overdue.
    assert_eq!(open[0].state(due.at.unwrap().plus(DAY)), ClockState::Running);
}

/// The shortcut past the rules gives what the rules give, and the state of a clock is that of its obligation.
#[test]
fn clocks_agree_with_the_rules() {
    for (regime, facts) in [
        (CONTRACT.regime, ""),
        (CONTRACT.regime, "declared=2026-11-20T16:00"),
        (CONTRACT.regime, "declared=2026-11-20T16:00 filed:notice=2026-11-23T16:00"),
        (CONTRACT.regime, "declared=2026-11-20T16:00 filed:notice=2026-11-23T16:01"),
        ("eu-gdpr-33", "aware=2026-11-20T16:00 declared=2026-11-20T16:00"),
        ("us-ca", "discovered=2026-11-20T16:00"),
        ("eu-dora", "aware=2026-11-20T16:00 classified=2026-11-20T18:00"),
    ] {
        let mut desk = desk();
        state(&mut desk, regime, BERLIN, facts);
        if regime != CONTRACT.regime {
            desk.state(decide(regime, Applies));
        }
        let clocks = clocks_of(&desk.incident, Rules::BUILT_IN, &TzData);
        assert_eq!(clocks, clocks_under(&desk.incident, built_in(), &TzData), "{facts}");
        let duties = obligations(&desk.incident, built_in(), &TzData);
        for clock in &clocks {
            let duty = duties.iter().find(|one| one.regime == clock.regime && one.stage == clock.stage).unwrap();
            let ends = [clock.soon(), clock.due].into_iter().flatten();
            for now in ends.flat_map(|at| [at.plus(-1), at, at.plus(1)]) {
                let expected = match duty.state(now) {
                    State::Running => ClockState::Running,
                    State::DueSoon => ClockState::DueSoon,
                    State::Overdue => ClockState::Overdue,
                    State::FiledOnTime => ClockState::Met,
                    State::FiledLate(late) => ClockState::MetLate(late),
                    other => panic!("{other:?}"),
                };
                assert_eq!(clock.state(now), expected, "{facts} {}", now.to_rfc3339());
                if !clock.answered {
                    assert_eq!(clock.elapsed_percent(now), i64::from(duty.elapsed_percent(now)), "{facts}");
                }
            }
        }
    }
}

/// Whatever alone is said beside the declaration, the shortcut is not taken where the rules say something else.
#[test]
fn the_shortcut_is_left_where_the_rules_say_more() {
    let [by, role, reason, regime, stage] = ["Ana", "Counsel", "agreed", CONTRACT.regime, "notice"].map(str::to_owned);
    let update = filing(CONTRACT.regime, "update", typed("2026-11-21T16:00", BERLIN));
    let acts: [(&str, Body, usize); 4] = [
        ("a cadence", CadenceSet { by: by.clone(), hours: 4, reason: reason.clone() }.into(), 2),
        ("a filing of the update", update.into(), 2),
        (
            "a filing of a rule on which nobody decided",
            filing("us-ca", "ind", typed("2026-11-21T16:00", BERLIN)).into(),
            1,
        ),
        ("a waiver", StageWaived { by, reason, regime, role, stage }.into(), 0),
    ];
    for (name, body, count) in acts {
        let mut desk = desk();
        state(&mut desk, CONTRACT.regime, BERLIN, "declared=2026-11-20T16:00");
        desk.state(body);
        let clocks = clocks_of(&desk.incident, Rules::BUILT_IN, &TzData);
        assert_eq!(clocks, clocks_under(&desk.incident, built_in(), &TzData), "{name}");
        assert_eq!(clocks.len(), count, "{name}: {clocks:?}");
    }
}

#[test]
fn lines_are_kept_and_lines_of_older_builds_are_read() {
    let mut desk = desk();
    state(&mut desk, CONTRACT.regime, BERLIN, "declared=2026-11-20T16:00");
    desk.state(decide("eu-gdpr-33", Applies));
    let line = Summary::of(&desk.incident, Rules::BUILT_IN, &TzData).unwrap();
    let text = json::text(&line);
    assert_eq!(Summary::read(&text).as_ref(), Some(&line));
    assert!(line.is_made(&manner(Rules::BUILT_IN)) && manner(Rules::BUILT_IN).ends_with(&edition()));
    // As the builds before wrote it.
    let mut older: Value = serde_json::from_str(&text).unwrap();
    for later in ["clocks", "made"] {
        older.as_object_mut().unwrap().remove(later).unwrap();
    }
    let read = Summary::read(&older.to_string()).unwrap();
    assert_eq!(codes(read.clocks()), [(CONTRACT.regime, "notice", false)]);
    assert_eq!((read.clocks()[0].due, read.clocks()[0].length()), (line.clock_due, 72 * HOUR));
    assert!(!read.is_made(&manner(Rules::BUILT_IN)), "made anew");
    older["clock_filed"] = older["clock_start"].clone();
    assert_eq!(Summary::read(&older.to_string()).unwrap().open_clocks().count(), 0);
    older["clock_due"] = json!(null);
    assert_eq!(Summary::read(&older.to_string()).unwrap().clocks(), []);
}

#[test]
fn thresholds_are_crossed_once() {
    let desk = desk();
    let answered = BoardClock { answered: true, filed: Some(Timestamp(1)), ..running(4) };
    let endless = BoardClock { due: None, own_target: Some(Timestamp(HOUR)), ..running(5) };
    let board = [line(&desk, vec![running(40), running(4), answered, endless])];
    let found = |from: i64, to: i64| -> Vec<(String, bool)> {
        let found = crossings(&board, None, Timestamp(from), Timestamp(to));
        found.iter().map(|one| (one.clock.regime.clone(), one.overdue)).collect()
    };
    let (soon, due) = (3 * HOUR, 4 * HOUR);
    let one = |overdue: bool| vec![("r4".to_owned(), overdue)];
    for (from, to, expected) in [
        (0, soon - 1, vec![]),
        (soon - 1, soon, one(false)),
        (soon, soon + 1, vec![]),
        (soon, due, vec![]),
        (due, due + 1, one(true)),
        (due + 1, due + 1000, vec![]),
        // Asleep over both: the last one counts; over all: next due first.
        (0, due + 1, one(true)),
        (0, 41 * HOUR, vec![("r4".to_owned(), true), ("r40".to_owned(), true)]),
        // No time has passed, or the clock was set back.
        (due + 1, due + 1, vec![]),
        (due + 1, 0, vec![]),
        (due + 1, soon + 1, vec![]),
    ] {
        assert_eq!(found(from, to), expected, "{from} {to}");
    }
    let at = |from: i64, to: i64| -> Vec<Option<Timestamp>> {
        crossings(&board, None, Timestamp(from), Timestamp(to)).iter().map(Crossing::at).collect()
    };
    assert_eq!(at(soon - 1, soon + 9), [Some(Timestamp(soon))], "when it crossed, not when it was looked at");
    assert_eq!(at(0, 41 * HOUR), [Some(Timestamp(due)), Some(Timestamp(40 * HOUR))]);
}

/// A notification names no incident, so that of an exercise would read like a real one: there is none.
#[test]
fn of_an_exercise_the_system_does_not_notify() {
    let desk = desk();
    let real = line(&desk, vec![running(4)]);
    let exercise = Summary { exercise: true, ..line(&desk, vec![running(2)]) };
    let here = exercise.id.clone();
    let board = [real, exercise];
    let found = crossings(&board, Some(&here), Timestamp(0), Timestamp(7 * HOUR / 2));
    assert_eq!(
        found.iter().map(|one| (one.line.exercise, one.overdue)).collect::<Vec<_>>(),
        [(true, true), (false, false)]
    );
    assert_eq!(notified(&found), Some((false, Timestamp(3 * HOUR))));
    assert_eq!(notified(&crossings(&board[1..], Some(&here), Timestamp(0), Timestamp(7 * HOUR))), None);
}

#[test]
fn a_session_tells_each_crossing_once_and_not_what_was_so_before() {
    let desk = desk();
    let real = line(&desk, vec![running(4)]);
    let exercise = Summary { exercise: true, ..line(&desk, vec![running(8)]) };
    let closed = Summary { standing: "closed".to_owned(), ..line(&desk, vec![running(4)]) };
    let board = [real, exercise.clone(), closed];
    let mut told = Told::default();
    let mut look = |hours: i64, quarters: i64| {
        let now = Timestamp(hours * HOUR + quarters * HOUR / 4);
        told.look(&board, None, now).iter().map(|one| (one.clock.regime.clone(), one.overdue)).collect::<Vec<_>>()
    };
    assert_eq!(look(3, 1), [], "due soon already when the session began");
    assert_eq!(look(3, 2), []);
    assert_eq!(look(4, 1), [("r4".to_owned(), true)]);
    assert_eq!(look(4, 2), []);
    // The clock is set back, and passes the same instants again.
    assert_eq!(look(1, 0), []);
    assert_eq!(look(3, 3), [("r4".to_owned(), false)]);
    assert_eq!(look(5, 0), [], "told before");
    // An exercise is told of to whoever looks at it.
    let (before, after) = (Timestamp(0), Timestamp(9 * HOUR));
    let alone = [exercise];
    assert!(crossings(&alone, None, before, after).is_empty());
    assert_eq!(crossings(&alone, Some(&desk.id), before, after).len(), 1);
}

#[test]
fn the_nearest_clock_is_the_next_end() {
    let desk = desk();
    let target = BoardClock { due: None, own_target: Some(Timestamp(2 * HOUR)), ..running(9) };
    let missing = BoardClock { start: None, due: None, ..running(1) };
    let real = line(&desk, vec![running(4), target, missing]);
    let exercise = Summary { exercise: true, ..line(&desk, vec![running(1)]) };
    let board = [exercise.clone(), real];
    let closed = Summary { standing: "closed".to_owned(), ..board[1].clone() };
    assert_eq!((closed.open_clocks().count(), closed.next_end()), (0, None), "nothing waits in a closed incident");
    let regime = |board: &[Summary], here| nearest(board, here).map(|(_, clock, _)| clock.regime.clone());
    assert_eq!(regime(&board, None).as_deref(), Some("r9"));
    assert_eq!(regime(&board, Some(&desk.id)).as_deref(), Some("r9"), "real ones first");
    assert_eq!(regime(std::slice::from_ref(&exercise), None), None);
    assert_eq!(regime(&[exercise], Some(&desk.id)).as_deref(), Some("r1"));
}

/// The clocks of all open incidents are one list, the next end first, an own target among them, what has no end last.
#[test]
fn clocks_of_all_incidents_wait_in_the_order_of_their_ends() {
    let desk = desk();
    let target = BoardClock { due: None, own_target: Some(Timestamp(5 * HOUR)), ..running(5) };
    let endless = BoardClock { start: None, due: None, ..running(1) };
    let answered = BoardClock { answered: true, ..running(2) };
    let one = line(&desk, vec![endless, running(9), running(3)]);
    let other = Summary { title: "Other".to_owned(), ..line(&desk, vec![running(7), answered, target]) };
    let exercise = Summary { exercise: true, ..line(&desk, vec![running(1)]) };
    let closed = Summary { standing: "closed".to_owned(), ..line(&desk, vec![running(1)]) };
    let found = waiting(&[one.clone(), exercise, other, closed]);
    let rows: Vec<(&str, &str)> = found.iter().map(|row| (row.title.as_str(), row.clock.regime.as_str())).collect();
    let own = one.title.as_str();
    assert_eq!(rows, [(own, "r3"), ("Other", "r5"), ("Other", "r7"), (own, "r9"), (own, "r1")]);
}

#[test]
fn the_derived_section_lists_every_notice() {
    let mut desk = desk();
    state(&mut desk, CONTRACT.regime, BERLIN, "declared=2026-11-20T16:00 aware=2026-11-20T12:00");
    let deadlines = |desk: &Desk, now: &str| {
        let now = instant(now);
        derived(&desk.incident, &desk.log, built_in(), &TzData, now)["deadlines"].as_array().unwrap().clone()
    };
    let before = deadlines(&desk, "2026-11-21T12:00:00+01:00");
    assert_eq!(before.len(), 1);
    desk.state(decide("eu-gdpr-33", Applies));
    let with = deadlines(&desk, "2026-11-21T12:00:00+01:00");
    assert_eq!(with[0], before[0], "the contract clock stays as it was");
    let spot = |list: &[Value], stage: &str| {
        list.iter().find(|one| one["regime"] == "eu-gdpr-33" && one["stage"] == stage).unwrap().clone()
    };
    let gdpr = spot(&with, "sa");
    let row = built_in().regime("eu-gdpr-33").unwrap();
    for (field, expected) in [
        ("anchor", json!("aware")),
        ("anchor_at", json!("2026-11-20T11:00:00.000Z")),
        ("due", json!("2026-11-23T11:00:00.000Z")),
        ("length", json!({ "n": 72, "unit": "hours" })),
        ("length_hours", json!(72)),
        ("state", json!("running")),
        ("applies", json!("applies")),
        ("filed", json!(null)),
        ("late_seconds", json!(null)),
        ("own_target", json!(null)),
        ("unsettled", json!(false)),
        ("regime_name", json!({ "en": row.name.en, "zh": row.name.zh })),
        ("source", json!(row.citation.en)),
        ("as_of", json!(row.as_of)),
        ("edition", json!(built_in().edition)),
        ("mark", json!("primary")),
    ] {
        assert_eq!(gdpr[field], expected, "{field}");
    }
    state(&mut desk, "eu-gdpr-33", BERLIN, "filed:sa=2026-11-23T12:00:30");
    let filed = spot(&deadlines(&desk, "2026-12-01T12:00:00+01:00"), "sa");
    assert_eq!((&filed["state"], &filed["late_seconds"]), (&json!("filed_late"), &json!(30)));
    // The length that ends first, with its own anchor.
    state(&mut desk, "eu-dora-19", BERLIN, "classified=2026-11-21T11:00");
    desk.state(decide("eu-dora-19", Applies));
    let listed = deadlines(&desk, "2026-12-01T12:00:00+01:00");
    let dora = listed.iter().find(|one| one["regime"] == "eu-dora-19" && one["stage"] == "in").unwrap();
    assert_eq!((&dora["anchor"], &dora["due"]), (&json!("aware"), &json!("2026-11-21T11:00:00.000Z")));
    assert_eq!(dora["length"], json!({ "n": 24, "unit": "hours" }));
    // A contract that does not say so owes nothing, and the file does not claim it.
    desk.state(decide(CONTRACT.regime, DoesNotApply));
    assert_eq!(deadlines(&desk, "2026-12-01T12:00:00+01:00")[0]["state"], "not_applicable");
    desk.state(decide(CONTRACT.regime, NotYetKnown));
    assert_eq!(deadlines(&desk, "2026-12-01T12:00:00+01:00")[0]["state"], "scope_not_declared");
    desk.state(decide(CONTRACT.regime, Applies));
    let [by, role, reason, regime, stage] = ["Ana", "Counsel", "agreed", CONTRACT.regime, "notice"].map(str::to_owned);
    desk.state(StageWaived { by, reason: reason.clone(), regime: regime.clone(), role, stage: stage.clone() });
    let due = typed("2026-11-22T09:00", BERLIN);
    desk.state(OwnTargetSet { due, reason, regime, stage });
    let contract = deadlines(&desk, "2026-12-01T12:00:00+01:00").remove(0);
    assert_eq!(
        (&contract["state"], &contract["own_target"]["at"]),
        (&json!("waived"), &json!("2026-11-22T08:00:00.000Z"))
    );
    state(&mut desk, CONTRACT.regime, BERLIN, "filed:notice=2026-11-23T16:02");
    let contract = deadlines(&desk, "2026-12-01T12:00:00+01:00").remove(0);
    assert_eq!(contract["late_seconds"], 120);
}
