//! The contract clock in absolute hours, its states, and typed local times against chrono-tz.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use chrono::{LocalResult, NaiveDateTime, TimeZone as _};
use chrono_tz::Tz;
use holdfast::deadline::{CONTRACT, ClockState, awareness_gap, contract_clock};
use holdfast::record::body::{AnchorSet, Declared, Filed, FilingWithdrawn, Withdrawn};
use holdfast::record::civil::{Resolution, Zones as _, resolve};
use holdfast::record::decide::Command;
use holdfast::record::id::Id;
use holdfast::record::refusal::Why;
use holdfast::record::time::{Civil, DAY, HOUR, MINUTE, Moment, Precision, Timestamp};
use proptest::prelude::*;
use std::sync::LazyLock;
use support::desk::{Desk, fact};
use support::dice::Dice;
use support::facts::{declared, filed};
use support::zones::{TzData, ZONES, naive, offset};
use support::{at, cases, moment, property, seed};

/// Zones whose clocks change in their own ways: by an hour, by half an hour, not at all, off for Ramadan, across the
/// date line.
const CHANGING: [&str; 8] = [
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "Asia/Shanghai",
    "Asia/Kolkata",
    "America/St_Johns",
    "Africa/Casablanca",
    "Pacific/Apia",
];

const LENGTH: i64 = 72 * HOUR;

/// A desk at which something was declared at this moment, with the clock of the room well after it.
fn declared_at(moment: Moment) -> Desk {
    let start = moment.at.expect("an instant");
    let mut desk = Desk::opened(start.plus(-HOUR));
    desk.now = start.plus(400 * DAY);
    desk.state(Declared { moment, ..declared(&desk, "") });
    desk
}

fn typed(zone: &str, at: Timestamp) -> Moment {
    Moment::exact(at, zone, offset(zone.parse().expect("a zone"), at))
}

/// Instants at which a zone changes its offset, from 1990 to 2037, found by looking at every day.
fn changes(zone: Tz) -> Vec<Timestamp> {
    let (start, end) = (at("1990-01-02T00:00:00.000Z"), at("2037-12-30T00:00:00.000Z"));
    let mut found = Vec::new();
    let mut day = start;
    while day < end {
        let next = day.plus(DAY);
        if offset(zone, day) != offset(zone, next) {
            let (mut low, mut high) = (day, next);
            while high.since(low) > MINUTE {
                let middle = low.plus(high.since(low) / MINUTE / 2 * MINUTE);
                if offset(zone, middle) == offset(zone, day) { low = middle } else { high = middle }
            }
            found.push(high);
        }
        day = next;
    }
    found
}

proptest! {
    #![proptest_config(property(200))]

    /// Seventy-two hours are 72 hours of instants in every zone, over every change of clocks.
    #[test]
    fn seventy_two_absolute_hours(zone in proptest::sample::select(&CHANGING[..]), seed in any::<u64>(), before in 0..LENGTH) {
        let mut dice = Dice::new(seed);
        static CHANGES: LazyLock<Vec<Vec<Timestamp>>> =
            LazyLock::new(|| CHANGING.iter().map(|zone| changes(zone.parse().unwrap())).collect());
        let changes = &CHANGES[CHANGING.iter().position(|one| *one == zone).unwrap()];
        // Within 72 hours before a change where the zone has any, anywhere else where it has none.
        let near = if changes.is_empty() { at("2026-03-08T07:00:00.000Z") } else { dice.pick(changes) };
        let start = near.plus(-before);
        let desk = declared_at(typed(zone, start));
        let clock = contract_clock(&desk.incident);
        prop_assert_eq!(clock.start(), Some(start));
        prop_assert_eq!(clock.due, Some(start.plus(259_200_000)));
        prop_assert_eq!(clock.length(), LENGTH);
        // The wall clock of the zone moved by what the zone says and by nothing else.
        let tz: Tz = zone.parse().unwrap();
        let due = clock.due.unwrap();
        let wall = naive(due.civil(offset(tz, due))) - naive(start.civil(offset(tz, start)));
        let moved = i64::from(offset(tz, due) - offset(tz, start)) * MINUTE;
        prop_assert_eq!(wall.num_milliseconds(), LENGTH + moved);
        // The zone it was typed in changes nothing.
        for other in CHANGING {
            prop_assert_eq!(contract_clock(&declared_at(typed(other, start)).incident).due, clock.due);
        }
    }

    /// State and share gone are what the instants say, at any moment.
    #[test]
    fn states_follow_the_instants(offset in -2 * LENGTH..3 * LENGTH) {
        let start = at("2026-03-06T12:00:00.000Z");
        let clock = contract_clock(&declared_at(moment(start)).incident);
        let expected = match offset {
            ..=194_399_999 => ClockState::Running,
            194_400_000..=259_200_000 => ClockState::DueSoon,
            _ => ClockState::Overdue,
        };
        let now = start.plus(offset);
        prop_assert_eq!(clock.state(now), expected);
        prop_assert_eq!(i64::from(clock.elapsed_percent(now)), (offset.clamp(0, LENGTH) * 100).div_euclid(LENGTH));
    }
}

#[test]
fn examples_by_hand() {
    let cases = [
        // Spring forward in New York, 2026-03-08 02:00: due one hour later on the wall.
        ("America/New_York", "2026-03-06T14:00:00.000Z", "2026-03-06 09:00", "2026-03-09 10:00"),
        // Back in Berlin, 2026-10-25 03:00: due one hour earlier on the wall.
        ("Europe/Berlin", "2026-10-23T07:00:00.000Z", "2026-10-23 09:00", "2026-10-26 08:00"),
        // Half an hour on Lord Howe Island, 2026-04-05.
        ("Australia/Lord_Howe", "2026-04-03T22:00:00.000Z", "2026-04-04 09:00", "2026-04-07 08:30"),
        ("Asia/Shanghai", "2026-10-23T01:00:00.000Z", "2026-10-23 09:00", "2026-10-26 09:00"),
        ("Asia/Kolkata", "2026-03-27T03:30:00.000Z", "2026-03-27 09:00", "2026-03-30 09:00"),
        // Samoa left out 30 December 2011: four dates on the wall.
        ("Pacific/Apia", "2011-12-29T19:00:00.000Z", "2011-12-29 09:00", "2012-01-02 09:00"),
        // Morocco leaves UTC+1 for Ramadan, 2026-02-15 03:00.
        ("Africa/Casablanca", "2026-02-13T08:00:00.000Z", "2026-02-13 09:00", "2026-02-16 08:00"),
        ("America/St_Johns", "2026-03-06T12:30:00.000Z", "2026-03-06 09:00", "2026-03-09 10:00"),
    ];
    for (zone, start, wall, due_wall) in cases {
        let tz: Tz = zone.parse().unwrap();
        let shown = |at: Timestamp| naive(at.civil(offset(tz, at))).format("%Y-%m-%d %H:%M").to_string();
        let start = at(start);
        let due = contract_clock(&declared_at(typed(zone, start)).incident).due.unwrap();
        assert_eq!((shown(start).as_str(), shown(due).as_str()), (wall, due_wall), "{zone}");
    }
}

#[test]
fn states_at_their_boundaries() {
    let start = at("2026-11-20T09:00:00.000Z");
    let due = start.plus(LENGTH);
    let quarter = due.plus(-18 * HOUR);
    let clock = contract_clock(&declared_at(moment(start)).incident);
    let table = [
        (start.plus(-1), ClockState::Running, 0),
        (start, ClockState::Running, 0),
        (quarter.plus(-1), ClockState::Running, 74),
        (quarter, ClockState::DueSoon, 75),
        (due.plus(-1), ClockState::DueSoon, 99),
        (due, ClockState::DueSoon, 100),
        (due.plus(1), ClockState::Overdue, 100),
        (due.plus(1000 * DAY), ClockState::Overdue, 100),
    ];
    for (now, state, percent) in table {
        assert_eq!((clock.state(now), clock.elapsed_percent(now)), (state, percent), "{}", now.to_rfc3339());
        assert!(clock.is_open());
    }
    assert_eq!((clock.rule.hours, clock.rule.anchor, clock.rule), (72, "declared", CONTRACT));
    let none = contract_clock(&Desk::opened(start).incident);
    assert_eq!((none.state(due), none.due, none.start(), none.is_open()), (ClockState::NotStarted, None, None, false));
}

fn file(desk: &mut Desk, at: Timestamp) {
    desk.state(filed(moment(at)));
}

#[test]
fn met_and_met_late_by_how_much() {
    let start = at("2026-11-20T09:00:00.000Z");
    let due = start.plus(LENGTH);
    let table = [
        (start, ClockState::Met),
        (due.plus(-1), ClockState::Met),
        (due, ClockState::Met),
        (due.plus(1), ClockState::MetLate(1)),
        (due.plus(5 * HOUR + 30 * MINUTE), ClockState::MetLate(19_800_000)),
    ];
    for (when, state) in table {
        let mut desk = declared_at(moment(start));
        file(&mut desk, when);
        let clock = contract_clock(&desk.incident);
        // Once answered, the state stays what it is however late it gets.
        for now in [start, due, due.plus(1), due.plus(1000 * DAY)] {
            assert_eq!(clock.state(now), state, "filed {}", when.to_rfc3339());
        }
        assert!(!clock.is_open());
    }
    // The first filing counts, in whatever order they are entered; another regime's answers nothing.
    let mut desk = declared_at(moment(start));
    desk.state(Filed { regime: "eu-gdpr".to_owned(), ..filed(moment(start)) });
    assert_eq!(contract_clock(&desk.incident).state(due.plus(1)), ClockState::Overdue);
    file(&mut desk, due.plus(HOUR));
    assert_eq!(contract_clock(&desk.incident).state(due), ClockState::MetLate(HOUR));
    file(&mut desk, due.plus(-HOUR));
    assert_eq!(contract_clock(&desk.incident).state(due), ClockState::Met);
}

fn correct(desk: &mut Desk, corrects: Id, at: Timestamp) -> Id {
    let correction = Declared { corrects: Some(corrects), moment: moment(at), ..declared(desk, "") };
    desk.state(correction)
}

fn withdraw(desk: &mut Desk) {
    let [by, reason, role] = ["Mei Chen", "wrong record", "Lead"].map(str::to_owned);
    desk.state(Withdrawn { by, reason, role });
}

#[test]
fn a_corrected_declaration_moves_the_clock_and_keeps_the_answer() {
    let start = at("2026-11-20T09:00:00.000Z");
    let mut desk = declared_at(moment(start));
    let first = desk.incident.declaration().unwrap().event.clone();
    let earlier = start.plus(-10 * HOUR);
    let second = correct(&mut desk, first, earlier);
    assert_eq!(contract_clock(&desk.incident).due, Some(earlier.plus(LENGTH)));
    assert_eq!(desk.incident.declarations.len(), 2, "the first stays in the history");
    file(&mut desk, start.plus(63 * HOUR));
    assert_eq!(contract_clock(&desk.incident).state(start), ClockState::MetLate(HOUR));
    // A correction to after the filing does not un-answer what was answered.
    correct(&mut desk, second, start.plus(64 * HOUR));
    assert_eq!(contract_clock(&desk.incident).state(start), ClockState::Met);
}

#[test]
fn a_withdrawn_declaration_stops_the_clock_and_a_new_one_starts_its_own() {
    let start = at("2026-11-20T09:00:00.000Z");
    let mut desk = declared_at(moment(start));
    file(&mut desk, start.plus(HOUR));
    withdraw(&mut desk);
    let clock = contract_clock(&desk.incident);
    assert_eq!((clock.state(start.plus(DAY)), clock.due, clock.filed), (ClockState::NotStarted, None, None));
    let again = start.plus(30 * HOUR);
    desk.state(Declared { moment: moment(again), ..declared(&desk, "") });
    let clock = contract_clock(&desk.incident);
    assert_eq!(
        (clock.due, clock.filed.is_none()),
        (Some(again.plus(LENGTH)), true),
        "the old filing is not its answer"
    );
    file(&mut desk, again.plus(HOUR));
    assert_eq!(contract_clock(&desk.incident).state(again), ClockState::Met);
}

#[test]
fn a_filing_before_the_declaration_is_no_answer_to_it() {
    let start = at("2026-11-20T09:00:00.000Z");
    let mut desk = declared_at(moment(start));
    file(&mut desk, start.plus(-1));
    assert_eq!(contract_clock(&desk.incident).state(start.plus(LENGTH + 1)), ClockState::Overdue);
    file(&mut desk, start);
    assert_eq!(contract_clock(&desk.incident).state(start.plus(LENGTH + 1)), ClockState::Met);
}

#[test]
fn a_clock_hangs_on_a_time_known_to_the_minute() {
    let mut desk = Desk::opened(at("2026-11-20T09:00:00.000Z"));
    let exact = moment(desk.now);
    let table = [
        (Moment { precision: Precision::Date, ..exact.clone() }, Some(Why::TimeTooVague)),
        (Moment::unknown("UTC"), Some(Why::TimeTooVague)),
        (Moment { at: None, ..exact.clone() }, Some(Why::TimeMissing)),
        (Moment { offset_minutes: i32::MIN, ..exact.clone() }, Some(Why::TimeMissing)),
        (moment(desk.now.plus(6 * MINUTE)), Some(Why::InFuture)),
        (moment(desk.now.plus(5 * MINUTE)), None),
        (Moment { precision: Precision::About, ..exact }, None),
    ];
    for (moment, expected) in table {
        for body in [Declared { moment: moment.clone(), ..declared(&desk, "") }.into(), filed(moment.clone()).into()] {
            let body: holdfast::record::body::Body = body;
            let refused = desk.attempt(fact(body)).err();
            assert_eq!(
                refused.map(|refusal| (refusal.field, refusal.why)),
                expected.clone().map(|why| ("moment", why))
            );
        }
    }
}

#[test]
fn the_gap_from_aware_to_declared() {
    let start = at("2026-11-20T09:00:00.000Z");
    let mut desk = declared_at(moment(start));
    assert_eq!(awareness_gap(&desk.incident), None);
    let aware =
        |at| AnchorSet { anchor: "aware".to_owned(), regime: None, moment: moment(at), source: "log".to_owned() };
    desk.state(aware(start.plus(-26 * HOUR)));
    assert_eq!(awareness_gap(&desk.incident), Some(26 * HOUR));
    desk.state(aware(start.plus(2 * HOUR)));
    assert_eq!(awareness_gap(&desk.incident), Some(-2 * HOUR));
    withdraw(&mut desk);
    assert_eq!(awareness_gap(&desk.incident), None);
}

/// What chrono-tz says a reading means, in the words of the record.
fn judged(zone: Tz, civil: Civil) -> Resolution {
    let at = |local: NaiveDateTime| match zone.from_local_datetime(&local) {
        LocalResult::None => None,
        LocalResult::Single(one) => Some((one, one)),
        LocalResult::Ambiguous(one, other) => Some((one.min(other), one.max(other))),
    };
    let pair = |one: chrono::DateTime<Tz>| {
        let at = Timestamp(one.timestamp_millis());
        (at, offset(zone, at))
    };
    match at(naive(civil)) {
        Some((one, other)) if one == other => Resolution::One(pair(one).0, pair(one).1),
        Some((one, other)) => Resolution::Two(pair(one), pair(other)),
        None => {
            let minute = Timestamp(civil.as_utc().0.div_euclid(MINUTE) * MINUTE);
            let exists = |minutes: &i64| at(naive(minute.plus(minutes * MINUTE).civil(0))).is_some();
            let before = (1..).find(|minutes| exists(&-minutes)).unwrap();
            let after = (1..).find(exists).unwrap();
            Resolution::None {
                before: minute.plus(-before * MINUTE).civil(0),
                after: minute.plus(after * MINUTE).civil(0),
            }
        }
    }
}

/// Typed local times mean what chrono-tz says, in 60 zones from 1990 to 2037: around every change of clocks, where they
/// occur twice or never, and anywhere.
#[test]
fn typed_times_resolve_as_the_judge_says() {
    let (mut twice, mut never) = (0, 0);
    let mut dice = Dice::new(seed());
    for name in ZONES {
        let zone: Tz = name.parse().expect("a zone of the database");
        let changes = changes(zone);
        let mut near = Vec::new();
        for change in &changes {
            // Readings from three hours before to three hours after the change, by the clocks of either side.
            let around = |dice: &mut Dice| {
                change.plus(dice.below(360) as i64 * MINUTE - 180 * MINUTE + dice.below(60) as i64 * 1000)
            };
            near.extend((0..cases(4)).map(|_| around(&mut dice).civil(offset(zone, change.plus(-MINUTE)))));
            near.extend(
                [-1, 0, 1].map(|minutes| change.plus(minutes * MINUTE).civil(offset(zone, change.plus(-MINUTE)))),
            );
            near.extend([-1, 0, 1].map(|minutes| change.plus(minutes * MINUTE).civil(offset(zone, *change))));
        }
        let start = at("1990-01-02T00:00:00.000Z");
        near.extend((0..cases(40)).map(|_| start.plus(dice.below(48 * 365 * 86_400) as i64 * 1000).civil(0)));
        for civil in near {
            let found = resolve(&TzData, name, civil);
            assert_eq!(found, judged(zone, civil), "{name} {} {}:{}", civil.date(), civil.time(), civil.second);
            match found {
                Resolution::One(at, offset) => assert_eq!(at.civil(offset), civil, "{name}"),
                Resolution::Two((one, before), (other, after)) => {
                    twice += 1;
                    assert!(one < other && one.civil(before) == civil && other.civil(after) == civil, "{name}");
                }
                Resolution::None { before, after } => {
                    never += 1;
                    assert!(before < civil && civil < after, "{name}");
                }
                Resolution::UnknownZone => panic!("{name} is not known"),
            }
        }
    }
    assert!(twice > 1000 && never > 1000, "{twice} readings occurred twice, {never} never");
}

#[test]
fn an_unknown_zone_is_said_to_be_unknown() {
    let civil = Civil::parse("2026-11-20", "09:00").unwrap();
    assert_eq!(resolve(&TzData, "Europe/Atlantis", civil), Resolution::UnknownZone);
    assert_eq!(TzData.offset_minutes("", Timestamp(0)), None);
}

/// A zone that was ahead for half a day only: both of its changes lie close to the reading.
#[test]
fn two_changes_within_a_day() {
    struct Ahead;
    impl holdfast::record::civil::Zones for Ahead {
        fn offset_minutes(&self, _: &str, at: Timestamp) -> Option<i32> {
            let begins = self::at("2026-05-05T06:00:00.000Z");
            Some(if (0..12 * HOUR).contains(&at.since(begins)) { 60 } else { 0 })
        }
    }
    let found = resolve(&Ahead, "Ahead", Civil::parse("2026-05-05", "13:00").unwrap());
    assert_eq!(found, Resolution::One(at("2026-05-05T12:00:00.000Z"), 60));
}

#[test]
fn a_day_that_was_left_out_names_its_neighbours() {
    let civil = Civil::parse("2011-12-30", "12:00").unwrap();
    let Resolution::None { before, after } = resolve(&TzData, "Pacific/Apia", civil) else { panic!("it was left out") };
    assert_eq!((before.date(), before.time()), ("2011-12-29".to_owned(), "23:59".to_owned()));
    assert_eq!((after.date(), after.time()), ("2011-12-31".to_owned(), "00:00".to_owned()));
}

/// A notice recorded by mistake answers nothing once it is taken back; a right one recorded then does.
#[test]
fn a_filing_taken_back_answers_no_clock() {
    let start = at("2026-11-20T17:00:00.000Z");
    let mut desk = Desk::opened(start.plus(HOUR));
    desk.state(Declared { moment: moment(start), ..declared(&desk, "") });
    let wrong = desk.state(filed(moment(start.plus(HOUR))));
    assert_eq!(contract_clock(&desk.incident).state(desk.now), ClockState::Met);
    desk.state(FilingWithdrawn { filing: wrong.clone(), reason: "Another incident's".to_owned() });
    assert_eq!(contract_clock(&desk.incident).state(desk.now), ClockState::Running);
    // Taken back once is enough, and its text may now be erased.
    let again = FilingWithdrawn { filing: wrong.clone(), reason: "again".to_owned() };
    assert!(desk.attempt(fact(again)).is_err());
    desk.act(Command::Erase { target: wrong, reason: "Another customer's name".to_owned() });
    assert_eq!(contract_clock(&desk.incident).state(desk.now), ClockState::Running);
    desk.now = start.plus(80 * HOUR);
    desk.state(filed(moment(start.plus(73 * HOUR))));
    assert_eq!(contract_clock(&desk.incident).state(desk.now), ClockState::MetLate(HOUR));
}
