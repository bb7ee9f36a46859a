//! The clock of the machine: steps back are found, sleep is not taken for a step, a record ahead is found, and each is
//! told once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::in_force::Rules;
use holdfast::language::Language;
use holdfast::language::event_text::line;
use holdfast::record::body::{Body, ClockNoticed};
use holdfast::record::codes::ClockFinding::{self, BehindRecord, WentBack, WentForward};
use holdfast::record::machine_clock::{Finding, SKEW, Watch, behind};
use holdfast::record::refusal::Why;
use holdfast::record::time::{DAY, HOUR, MINUTE, Timestamp};
use support::at;
use support::desk::{Desk, fact};

const SECOND: i64 = 1_000;

fn start() -> Timestamp {
    at("2026-11-20T12:00:00.000Z")
}

/// What a watch finds after one look at the start, one look later: the wall clock and the steady clock have gone on by so
/// much.
fn after(wall: i64, steady: i64, runs_asleep: bool) -> Option<Finding> {
    let mut watch = Watch::default();
    assert_eq!(watch.look(start(), 5_000, runs_asleep), None, "the first look has nothing to compare with");
    watch.look(start().plus(wall), 5_000 + steady, runs_asleep)
}

fn cause(found: Option<Finding>) -> Option<(ClockFinding, i32)> {
    found.map(|found| (found.noticed.cause, found.noticed.difference_seconds))
}

#[test]
fn steps_are_told_from_sleep() {
    let cases = [
        // An ordinary second; a hidden tab looks once a minute, a frozen one after hours.
        ("a second", SECOND, SECOND, None, None),
        ("hours, both clocks went on", 6 * HOUR, 6 * HOUR, None, None),
        // A time server puts the clock right by a few seconds every day.
        ("a few seconds back", SECOND - 20 * SECOND, SECOND, None, None),
        ("a few seconds on", 21 * SECOND, SECOND, None, None),
        ("back by half a minute", -29 * SECOND, SECOND, Some((WentBack, -30)), Some((WentBack, -30))),
        // Neither clock is read at the very same millisecond.
        ("back by a minute, all but", SECOND - MINUTE + 3, SECOND, Some((WentBack, -60)), Some((WentBack, -60))),
        ("back by three hours", SECOND - 3 * HOUR, SECOND, Some((WentBack, -10_800)), Some((WentBack, -10_800))),
        ("back by a year", SECOND - 365 * DAY, SECOND, Some((WentBack, -31_536_000)), Some((WentBack, -31_536_000))),
        // Sleep where the steady clock stands still looks like a step forward, so a person is asked; where it runs on,
        // sleep moves both and only a step is left.
        ("the wall clock alone went on", 8 * HOUR, SECOND, Some((WentForward, 28_799)), Some((WentForward, 28_799))),
        ("a nap", 4 * MINUTE, SECOND, None, Some((WentForward, 239))),
        // Set back by an hour during ten minutes of sleep in which the steady clock stood still: at least 50 minutes.
        ("back in sleep", SECOND - 50 * MINUTE, SECOND, Some((WentBack, -3_000)), Some((WentBack, -3_000))),
        // A steady clock that goes back is none; the wall clock alone is then looked at.
        ("both back", -SECOND, -HOUR, None, None),
    ];
    for (name, wall, steady, stands, runs) in cases {
        assert_eq!(cause(after(wall, steady, false)), stands, "{name}, standing still in sleep");
        assert_eq!(cause(after(wall, steady, true)), runs, "{name}, running on in sleep");
    }
    // Only a step forward where sleep looks the same is not certain.
    for (wall, runs_asleep, certain) in [(8 * HOUR, false, false), (8 * HOUR, true, true), (-HOUR, false, true)] {
        assert_eq!(after(wall, SECOND, runs_asleep).unwrap().certain, certain);
    }
    let found = after(SECOND - 3 * HOUR, SECOND, false).unwrap().noticed;
    assert_eq!((found.seen_at, found.expected), (start().plus(SECOND - 3 * HOUR), start().plus(SECOND)));
}

/// A step is found once: the next look compares with the last.
#[test]
fn a_step_is_found_once() {
    let mut watch = Watch::default();
    watch.look(start(), 0, false);
    assert!(watch.look(start().plus(-HOUR), 1_000, false).is_some());
    for second in 1..100 {
        assert_eq!(watch.look(start().plus(second * SECOND - HOUR), 1_000 + second * SECOND, false), None);
    }
    assert!(watch.look(start().plus(-2 * HOUR), 101_000, false).is_some(), "and a second one again");
}

#[test]
fn a_record_ahead_of_the_clock_is_found() {
    assert_eq!(behind(start(), start()), None);
    assert_eq!(behind(start().plus(SKEW), start()), None, "clocks of two machines differ a little");
    assert_eq!(cause(behind(start().plus(SKEW + 1), start())), Some((BehindRecord, -120)));
    assert_eq!(cause(behind(start(), start().plus(DAY))), None);
    // Beyond what is counted in seconds it is as much as can be said.
    let far = behind(Timestamp(i64::MAX), Timestamp(i64::MIN));
    assert_eq!(cause(far), Some((BehindRecord, -i32::MAX)));
}

/// Two tabs of one machine look at different instants of the same second, or minute.
#[test]
fn a_step_seen_by_two_tabs_is_one() {
    let seen = |before: i64, at: i64, by: i64| {
        let mut watch = Watch::default();
        watch.look(start().plus(before), before, false);
        watch.look(start().plus(at + by), at, false).expect("a step")
    };
    let told = seen(0, 900, -HOUR).noticed;
    assert!(seen(400, 1_400, -HOUR).is_told_by(&told), "half a second later");
    assert!(seen(-500, 500, -HOUR).is_told_by(&told), "half a second earlier");
    assert!(seen(-40_000, 20_000, -HOUR).is_told_by(&told), "a hidden tab, which looks once a minute");
    assert!(seen(-1_000, 9 * HOUR, -HOUR).is_told_by(&told), "a frozen tab that wakes");
    assert!(!seen(HOUR, HOUR + 1_000, -HOUR).is_told_by(&told), "another step of the same size later");
    assert!(!seen(400, 1_400, -HOUR).is_told_by(&seen(HOUR, HOUR + 1_000, -HOUR).noticed), "one that came later");
    assert!(!seen(400, 1_400, -2 * HOUR).is_told_by(&told), "a larger step");
    let other = ClockNoticed { cause: WentForward, ..told };
    assert!(!seen(400, 1_400, -HOUR).is_told_by(&other));
    // A tab opened just then saw no step, only a record that is ahead.
    let opened = |seconds: i64| behind(start(), start().plus(seconds * SECOND - HOUR)).unwrap().noticed;
    assert!(seen(400, 1_400, -HOUR).is_told_by(&opened(2)));
    assert!(!seen(400, 1_400, -HOUR).is_told_by(&opened(200)), "of another day's clock");
    assert!(!seen(400, 1_400, -HOUR).is_told_by(&behind(start().plus(DAY), start().plus(-HOUR)).unwrap().noticed));
}

/// Opened again and again on a machine whose clock is behind, a record says so once, until something newer stands in it.
#[test]
fn a_record_says_once_that_it_is_ahead() {
    let mut desk = Desk::opened(start());
    let now = start().plus(-HOUR);
    let found = |desk: &Desk| behind(desk.incident.last_recorded.unwrap(), now).expect("behind");
    let told = |desk: &Desk| desk.incident.clock.iter().any(|fact| found(desk).is_told_by(&fact.value));
    assert!(!told(&desk));
    let newest = desk.incident.last_recorded;
    desk.now = now;
    desk.state(found(&desk).noticed);
    assert_eq!(desk.incident.last_recorded, newest, "what is written by a slow clock is not the newest");
    assert!(told(&desk));
    // A step back that was recorded explains it too.
    let mut other = Desk::opened(start());
    other.now = now;
    let mut watch = Watch::default();
    watch.look(start().plus(MINUTE), 0, false);
    other.state(watch.look(now, 1_000, false).expect("a step").noticed);
    assert!(told(&other));
    // A step forward does not.
    let ahead = ClockNoticed { cause: WentForward, difference_seconds: 60, expected: start().plus(DAY), seen_at: now };
    assert!(!found(&other).is_told_by(&ahead));
    // Something newer from another machine is told of anew.
    desk.now = start().plus(DAY);
    desk.state(support::facts::severity(&[]));
    assert!(!told(&desk));
}

#[test]
fn the_record_takes_only_what_makes_sense() {
    let mut desk = Desk::opened(start());
    let (seen_at, expected) = (start(), start().plus(HOUR));
    let noticed = |cause, difference_seconds| ClockNoticed { cause, difference_seconds, expected, seen_at };
    for (cause, seconds) in [(WentBack, 0), (WentBack, 5), (BehindRecord, 5), (WentForward, -5)] {
        let refusal = desk.attempt(fact(noticed(cause, seconds))).expect_err("no such difference");
        assert_eq!((refusal.field, refusal.why), ("difference_seconds", Why::NoSuchTarget));
    }
    desk.state(noticed(WentBack, -3_600));
    let event = desk.log.events().last().unwrap();
    assert!(matches!(&event.body, Body::ClockNoticed(_)));
    let english = line(Language::English, Rules::BUILT_IN, event, &desk.incident);
    assert_eq!(
        english.text,
        "The clock of the machine went back by 1 h 0 min · It showed Fri 20 Nov 2026 12:00 (UTC) and should have shown \
         Fri 20 Nov 2026 13:00 (UTC)."
    );
    let chinese = line(Language::Chinese, Rules::BUILT_IN, event, &desk.incident);
    assert!(chinese.text.starts_with("机器时钟倒退了 1 小时 0 分 · 当时显示 2026年11月20日"), "{}", chinese.text);
}
