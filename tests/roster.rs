//! The on-call roster: what is read, who is on, and the gaps, against a walk through the week minute by minute.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use chrono::{Datelike as _, NaiveDateTime, Timelike as _};
use chrono_tz::Tz;
use holdfast::readiness::Why;
use holdfast::readiness::roster::{DAYS, Gap, Rank, Shift, days, faults, gaps, on_call};
use holdfast::record::time::{DAY, HOUR, MINUTE, Timestamp};
use proptest::prelude::*;
use std::collections::BTreeMap;
use support::dice::Dice;
use support::zones::{TzData, ZONES, naive, offset};
use support::{at, property};

const ALL: u8 = 0b111_1111;
const BERLIN: &str = "Europe/Berlin";
const NEW_YORK: &str = "America/New_York";

/// Ada, primary for the desk on every day from one time to another.
fn shift(zone: &'static str, from: &'static str, to: &'static str) -> Shift<'static> {
    Shift { team: "Desk", person: "Ada", rank: Rank::Primary, zone, days: ALL, from, to, valid_from: "", valid_to: "" }
}

/// The same in all three ranks: what is then missing is everybody.
fn deep(one: Shift<'static>) -> Vec<Shift<'static>> {
    Rank::ALL.iter().map(|rank| Shift { rank: *rank, ..one }).collect()
}

fn deeply(shifts: &[Shift<'static>]) -> Vec<Shift<'static>> {
    shifts.iter().flat_map(|one| deep(*one)).collect()
}

/// Gaps as text, `2026-11-23T08:00 2026-11-23T09:00 nobody`, in UTC.
fn shown(gaps: &[Gap]) -> Vec<String> {
    let minute = |at: Timestamp| at.to_rfc3339()[..16].to_owned();
    let missing = |gap: &Gap| gap.missing.map_or("nobody", Rank::code);
    gaps.iter().map(|gap| format!("{} {} {}", minute(gap.from), minute(gap.to), missing(gap))).collect()
}

fn found(shifts: &[Shift], now: &str, days: u8) -> Vec<String> {
    assert_eq!(faults(shifts, &TzData), []);
    shown(&gaps(shifts, at(now), &TzData, days))
}

const NONE: [&str; 0] = [];

#[test]
fn nobody_and_the_ranks_that_are_missing() {
    // 2026-11-23 is a Monday.
    let now = "2026-11-23T00:00:00.000Z";
    let day = shift("UTC", "08:00", "16:00");
    let rota = [day, Shift { rank: Rank::Secondary, person: "Bo", from: "12:00", to: "20:00", ..day }];
    assert_eq!(
        found(&rota, now, 1),
        [
            "2026-11-23T00:00 2026-11-23T08:00 nobody",
            "2026-11-23T08:00 2026-11-23T12:00 secondary",
            "2026-11-23T08:00 2026-11-23T20:00 tertiary",
            "2026-11-23T16:00 2026-11-23T20:00 primary",
            "2026-11-23T20:00 2026-11-24T00:00 nobody",
        ]
    );
    // From now on, to the minute and beyond it: a gap that is on begins now and is not told before.
    let late = at("2026-11-23T07:59:59.999Z");
    let gap = gaps(&rota, late, &TzData, 1).first().copied().unwrap();
    assert_eq!((gap.from, gap.to, gap.missing), (late, at("2026-11-23T08:00:00.000Z"), None));
    assert_eq!(gaps(&rota, late, &TzData, 1).last().unwrap().to, late.plus(DAY));
    assert_eq!(gaps(&rota, late, &TzData, 0), []);
    assert_eq!(gaps(&[], late, &TzData, 7), []);
}

#[test]
fn days_of_the_week_and_limits() {
    let now = "2026-11-23T00:00:00.000Z";
    let codes = |text: &str| days(&text.split(' ').map(str::to_owned).collect::<Vec<_>>());
    assert_eq!(codes(&DAYS.join(" ")), ALL);
    assert_eq!((codes("mo"), codes("su mo su")), (1, 0b100_0001));
    let week = Shift { days: codes("mo tu we th fr"), ..shift("UTC", "00:00", "00:00") };
    assert_eq!(found(&deep(week), now, 7), ["2026-11-28T00:00 2026-11-30T00:00 nobody"]);
    let limited = Shift { valid_from: "2026-11-24", valid_to: "2026-11-26", ..week };
    // The last day is itself one on which a shift begins.
    assert_eq!(found(&deep(limited), now, 4), ["2026-11-23T00:00 2026-11-24T00:00 nobody"]);
    assert_eq!(found(&deep(limited), now, 5)[1], "2026-11-27T00:00 2026-11-28T00:00 nobody");
}

#[test]
fn shifts_over_midnight() {
    // A night that began yesterday is still on; the last night ends on the morning after the last day.
    let night = Shift { valid_to: "2026-11-24", ..shift("UTC", "22:00", "06:00") };
    assert_eq!(
        found(&deep(night), "2026-11-23T02:00:00.000Z", 3),
        [
            "2026-11-23T06:00 2026-11-23T22:00 nobody",
            "2026-11-24T06:00 2026-11-24T22:00 nobody",
            "2026-11-25T06:00 2026-11-26T02:00 nobody",
        ]
    );
    // The day is that on which it begins: Sunday's night is on in the small hours of Monday, Monday's is not.
    let sunday = Shift { days: 0b100_0000, valid_to: "", ..night };
    let on = |text: &str| on_call(&[sunday], "Desk", at(text), &TzData).len();
    assert_eq!(["2026-11-22T21:59:59.999Z", "2026-11-22T22:00:00.000Z", "2026-11-23T05:59:59.999Z"].map(on), [0, 1, 1]);
    assert_eq!(["2026-11-23T06:00:00.000Z", "2026-11-23T23:00:00.000Z"].map(on), [0, 0]);
    // Equal times are a whole day, from one such time to the next.
    let whole = Shift { days: 1, ..shift("UTC", "09:30", "09:30") };
    assert_eq!(
        found(&deep(whole), "2026-11-23T00:00:00.000Z", 2),
        ["2026-11-23T00:00 2026-11-23T09:30 nobody", "2026-11-24T09:30 2026-11-25T00:00 nobody"]
    );
}

#[test]
fn clocks_put_forward_and_back() {
    let day = |zone| shift(zone, "01:30", "02:30");
    let table = [
        // Berlin, 29 March 2026: 02:00 is 03:00, at 01:00 UTC. The shift that ends at 02:30 ends at the change.
        (day(BERLIN), "2026-03-28T23:00:00.000Z", "2026-03-29T00:30", "2026-03-29T01:00"),
        // 25 October: 03:00 is 02:00 again, at 01:00 UTC. 02:30 is meant the first time.
        (day(BERLIN), "2026-10-24T22:00:00.000Z", "2026-10-24T23:30", "2026-10-25T00:30"),
        // New York, 8 March: 02:00 is 03:00, at 07:00 UTC; 1 November: 02:00 is 01:00 again, at 06:00 UTC.
        (day(NEW_YORK), "2026-03-08T05:00:00.000Z", "2026-03-08T06:30", "2026-03-08T07:00"),
        (day(NEW_YORK), "2026-11-01T04:00:00.000Z", "2026-11-01T05:30", "2026-11-01T07:30"),
        // A night is an hour shorter, and an hour longer.
        (shift(BERLIN, "22:00", "06:00"), "2026-03-28T12:00:00.000Z", "2026-03-28T21:00", "2026-03-29T04:00"),
        (shift(BERLIN, "22:00", "06:00"), "2026-10-24T12:00:00.000Z", "2026-10-24T20:00", "2026-10-25T05:00"),
    ];
    for (one, now, from, to) in table {
        let found = found(&deep(one), now, 1);
        assert!(found[0].ends_with(&format!("{from} nobody")), "{found:?}");
        assert!(found[1].starts_with(to), "{found:?}");
    }
    // An hour that is left out is covered by nobody and missed by nobody.
    let rota = [shift(BERLIN, "03:00", "02:00"), shift(BERLIN, "02:00", "03:00")];
    assert_eq!(found(&deeply(&rota), "2026-03-27T00:00:00.000Z", 7), NONE);
    assert_eq!(found(&deep(rota[0]), "2026-03-28T12:00:00.000Z", 1), NONE);
    assert_eq!(found(&deep(rota[1]), "2026-03-28T12:00:00.000Z", 1), ["2026-03-28T12:00 2026-03-29T12:00 nobody"]);
}

/// St. John's put its clocks back at one minute past midnight, to yesterday: who has begun at midnight stays on.
#[test]
fn clocks_put_back_to_yesterday() {
    let sunday = [Shift { days: 0b100_0000, ..shift("America/St_Johns", "00:00", "12:00") }];
    let on = |text: &str| on_call(&sunday, "Desk", at(text), &TzData).len();
    assert_eq!(on("2010-11-07T02:29:59.999Z"), 0);
    for text in ["2010-11-07T02:30:00.000Z", "2010-11-07T02:31:00.000Z", "2010-11-07T03:00:00.000Z"] {
        assert_eq!(on(text), 1, "{text}");
    }
}

/// Whatever the time at which one zone hands over to itself: no gap, on no day of the year.
#[test]
fn a_handover_leaves_no_gap_on_any_day() {
    for zone in [BERLIN, NEW_YORK, "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia"] {
        for time in ["00:00", "01:00", "01:30", "02:00", "02:15", "02:30", "03:00", "23:30"] {
            let whole = deep(shift(zone, time, time));
            let halves = deeply(&[shift(zone, time, "12:00"), shift(zone, "12:00", time)]);
            for start in [
                "2011-10-01T00:00:00.000Z",
                "2018-02-01T00:00:00.000Z",
                "2018-08-01T00:00:00.000Z",
                "2026-01-01T00:00:00.000Z",
            ] {
                assert_eq!(found(&whole, start, 250), NONE, "{zone} {time}");
                assert_eq!(found(&halves, start, 250), NONE, "{zone} {time}");
            }
        }
    }
}

#[test]
fn two_zones_hand_over() {
    // Berlin 08:00 to 20:00 is 07:00 to 19:00 UTC, New York 14:00 to 02:00 the other half: exactly, while both are on
    // winter time.
    let rota = deeply(&[shift(BERLIN, "08:00", "20:00"), shift(NEW_YORK, "14:00", "02:00")]);
    assert_eq!(found(&rota, "2026-11-23T00:00:00.000Z", 7), NONE);
    // America changes first: from then to 29 March nobody is on for an hour of the morning, and two are in the evening.
    // The night of the change itself ends at 02:00, which is the change, as late as ever.
    assert_eq!(
        found(&rota, "2026-03-07T12:00:00.000Z", 3),
        ["2026-03-09T06:00 2026-03-09T07:00 nobody", "2026-03-10T06:00 2026-03-10T07:00 nobody"]
    );
    let on = |text: &str| on_call(&rota, "Desk", at(text), &TzData).iter().map(|one| one.zone).collect::<Vec<_>>();
    assert_eq!(on("2026-03-09T18:30:00.000Z")[..2], [BERLIN, NEW_YORK]);
    // On the instant of the handover the next one is on, and no longer the one before.
    assert_eq!(on("2026-11-23T18:59:59.999Z"), [BERLIN; 3]);
    assert_eq!(on("2026-11-23T19:00:00.000Z"), [NEW_YORK; 3]);
}

#[test]
fn who_is_called_first() {
    let day = shift("UTC", "08:00", "16:00");
    let rota = [
        Shift { rank: Rank::Tertiary, person: "Cy", ..day },
        Shift { person: "Eve", team: "Network", ..day },
        Shift { team: " desk", ..day },
        Shift { rank: Rank::Secondary, person: "Bo", from: "12:00", ..day },
        Shift { person: "Dee", zone: "Nowhere/Else", ..day },
    ];
    let on = |team: &str, text: &str| -> Vec<(Rank, &str)> {
        on_call(&rota, team, at(text), &TzData).iter().map(|one| (one.rank, one.person)).collect()
    };
    assert_eq!(on("DESK ", "2026-11-23T08:00:00.000Z"), [(Rank::Primary, "Ada"), (Rank::Tertiary, "Cy")]);
    assert_eq!(
        on("Desk", "2026-11-23T12:00:00.000Z"),
        [(Rank::Primary, "Ada"), (Rank::Secondary, "Bo"), (Rank::Tertiary, "Cy")]
    );
    assert_eq!(on("Desk", "2026-11-23T16:00:00.000Z"), []);
    assert_eq!(on("Network", "2026-11-23T09:00:00.000Z"), [(Rank::Primary, "Eve")]);
    assert_eq!(on("", "2026-11-23T09:00:00.000Z"), []);
    // Each team by itself, in the order in which they are first named and as first written.
    let gaps = gaps(&rota, at("2026-11-23T00:00:00.000Z"), &TzData, 7);
    let mut teams: Vec<&str> = gaps.iter().map(|gap| gap.team).collect();
    teams.dedup();
    assert_eq!(teams, ["Desk", "Network"]);
}

#[test]
fn a_shift_that_cannot_be_read_covers_nobody() {
    let good = shift("UTC", "00:00", "00:00");
    let table = [
        (Shift { team: " ", ..good }, Why::Team),
        (Shift { person: "\t", ..good }, Why::Person),
        (Shift { days: 0, ..good }, Why::Days),
        (Shift { days: days(&["mo".to_owned(), "monday".to_owned()]), ..good }, Why::Days),
        (Shift { days: 0xff, ..good }, Why::Days),
        (Shift { zone: "", ..good }, Why::Zone),
        (Shift { zone: "Europe/Atlantis", ..good }, Why::Zone),
        (Shift { from: "", ..good }, Why::From),
        (Shift { from: "9:00", ..good }, Why::From),
        (Shift { from: "09:00:00", ..good }, Why::From),
        (Shift { from: "０９:００", ..good }, Why::From),
        (Shift { to: "24:00", ..good }, Why::To),
        (Shift { to: "12:60", ..good }, Why::To),
        (Shift { to: "-1:00", ..good }, Why::To),
        (Shift { valid_from: "2026-02-29", ..good }, Why::ValidFrom),
        (Shift { valid_from: "9999-01-01", ..good }, Why::ValidFrom),
        (Shift { valid_to: "2026-1-1", ..good }, Why::ValidTo),
        (Shift { valid_to: "31.12.2026", ..good }, Why::ValidTo),
        (Shift { valid_from: "2026-01-02", valid_to: "2026-01-01", ..good }, Why::Validity),
    ];
    let now = at("2026-11-23T00:00:00.000Z");
    for (bad, why) in table {
        let rota = [good, bad];
        let found = faults(&rota, &TzData);
        assert_eq!(found.iter().map(|fault| (fault.place, fault.why)).collect::<Vec<_>>(), [(1, why)], "{bad:?}");
        assert_eq!(on_call(&[bad], bad.team, now, &TzData), Vec::<&Shift>::new());
        // Its team is told to have nobody, and nobody else's cover is touched.
        let alone = gaps(&[bad], now, &TzData, 7);
        match why {
            Why::Team => assert_eq!(alone, []),
            _ => assert_eq!(alone, [Gap { team: "Desk", from: now, to: now.plus(7 * DAY), missing: None }]),
        }
        assert_eq!(gaps(&rota, now, &TzData, 7), gaps(&[good], now, &TzData, 7));
    }
    // The first day and the last may be one.
    assert_eq!(faults(&[Shift { valid_from: "2026-11-23", valid_to: "2026-11-23", ..good }], &TzData), []);
}

// --- the walk: another way to the same answer -------------------------------------------------------------------

/// For every minute of a span the furthest that the wall clock of a zone has got to. Two days before it are walked
/// too: clocks are put back by less.
fn furthest(zone: Tz, begin: Timestamp, minutes: i64) -> Vec<NaiveDateTime> {
    let mut most = NaiveDateTime::MIN;
    let mut walked = Vec::new();
    for minute in -2 * 24 * 60..minutes {
        let at = begin.plus(minute * MINUTE);
        most = most.max(naive(at.civil(offset(zone, at))));
        if minute >= 0 {
            walked.push(most);
        }
    }
    walked
}

/// True when a shift is on while the clock reads this.
fn is_on(shift: &Shift, reading: NaiveDateTime) -> bool {
    let minutes = |text: &str| text[..2].parse::<u32>().unwrap() * 60 + text[3..].parse::<u32>().unwrap();
    let (from, to) = (minutes(shift.from), minutes(shift.to));
    let of_day = reading.hour() * 60 + reading.minute();
    let begun = if to > from {
        (from <= of_day && of_day < to).then(|| reading.date())
    } else if of_day >= from {
        Some(reading.date())
    } else {
        (of_day < to).then(|| reading.date().pred_opt().unwrap())
    };
    begun.is_some_and(|date| {
        let text = date.format("%Y-%m-%d").to_string();
        shift.days >> date.weekday().num_days_from_monday() & 1 == 1
            && (shift.valid_from.is_empty() || shift.valid_from <= text.as_str())
            && (shift.valid_to.is_empty() || text.as_str() <= shift.valid_to)
    })
}

/// Weeks in which clocks change, each with its zone: by an hour, by half an hour, over midnight, over a day.
const CHANGES: [(&str, &str); 13] = [
    (BERLIN, "2026-03-29T01:00:00.000Z"),
    (BERLIN, "2026-10-25T01:00:00.000Z"),
    (NEW_YORK, "2026-03-08T07:00:00.000Z"),
    (NEW_YORK, "2026-11-01T06:00:00.000Z"),
    ("Australia/Lord_Howe", "2026-04-04T15:00:00.000Z"),
    ("Australia/Lord_Howe", "2026-10-03T15:30:00.000Z"),
    ("America/Sao_Paulo", "2018-02-18T02:00:00.000Z"),
    ("America/Sao_Paulo", "2018-11-04T03:00:00.000Z"),
    ("America/Havana", "2026-11-01T05:00:00.000Z"),
    ("Africa/Cairo", "2026-10-29T21:00:00.000Z"),
    ("Atlantic/Azores", "2026-10-25T01:00:00.000Z"),
    ("America/St_Johns", "2010-11-07T02:31:00.000Z"),
    ("Pacific/Apia", "2011-12-30T10:00:00.000Z"),
];

const TIMES: [&str; 16] = [
    "00:00", "00:30", "01:00", "01:30", "01:45", "02:00", "02:15", "02:30", "03:00", "06:00", "08:17", "12:00",
    "17:45", "22:00", "23:00", "23:30",
];

/// A random roster of two teams, most of it in one zone, with these dates as limits.
fn roster<'a>(dice: &mut Dice, local: &'a str, dates: &'a [String]) -> Vec<Shift<'a>> {
    let count = 1 + dice.below(9);
    (0..count)
        .map(|_| {
            let zone = if dice.chance(70) { local } else { dice.pick(&ZONES) };
            let date = |dice: &mut Dice| if dice.chance(20) { &dates[dice.below(dates.len())] } else { "" };
            let (first, last) = (date(dice), date(dice));
            let crossed = !last.is_empty() && last < first;
            Shift {
                team: dice.pick(&["Desk", "desk ", "Network"]),
                person: dice.pick(&["Ada", "Bo", "Cy"]),
                rank: dice.pick(Rank::ALL),
                zone,
                days: if dice.chance(40) { ALL } else { 1 + dice.below(127) as u8 },
                from: dice.pick(&TIMES),
                to: dice.pick(&TIMES),
                valid_from: if crossed { last } else { first },
                valid_to: if crossed { first } else { last },
            }
        })
        .collect()
}

proptest! {
    #![proptest_config(property(4))]

    #[test]
    fn a_walk_through_the_week_finds_the_same(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let (local, change) = dice.pick(&CHANGES);
        let now = at(change).plus(HOUR * (dice.below(9 * 24) as i64 - 8 * 24) + MINUTE * dice.below(60) as i64);
        let dates: Vec<String> = (-2..9).map(|day| now.plus(day * DAY).civil(0).date()).collect();
        let rota = roster(&mut dice, local, &dates);
        prop_assert_eq!(faults(&rota, &TzData), []);

        const WEEK: i64 = 7 * 24 * 60;
        let found = gaps(&rota, now, &TzData, 7);
        let mut walks: BTreeMap<&str, Vec<NaiveDateTime>> = BTreeMap::new();
        for one in &rota {
            walks.entry(one.zone).or_insert_with(|| furthest(one.zone.parse().unwrap(), now, WEEK));
        }
        for team in ["desk", "network"] {
            let own = |name: &str| name.trim().to_lowercase() == team;
            let shifts: Vec<&Shift> = rota.iter().filter(|one| own(one.team)).collect();
            let gaps: Vec<&Gap> = found.iter().filter(|gap| own(gap.team)).collect();
            if shifts.is_empty() {
                prop_assert!(gaps.is_empty());
                continue;
            }
            // Whole minutes within the week, in order, and as long as they can be.
            for gap in &gaps {
                prop_assert!(now <= gap.from && gap.from < gap.to && gap.to <= now.plus(7 * DAY));
                prop_assert_eq!(gap.from.since(now) % MINUTE + gap.to.since(now) % MINUTE, 0);
            }
            prop_assert!(gaps.is_sorted_by_key(|gap| gap.from));
            for missing in [None, Some(Rank::Primary), Some(Rank::Secondary), Some(Rank::Tertiary)] {
                let same: Vec<&&Gap> = gaps.iter().filter(|gap| gap.missing == missing).collect();
                prop_assert!(same.windows(2).all(|two| two[0].to < two[1].from), "{:?}", same);
            }
            for minute in 0..WEEK {
                let instant = now.plus(minute * MINUTE);
                let on: Vec<&&Shift> =
                    shifts.iter().filter(|one| is_on(one, walks[one.zone][minute as usize])).collect();
                let missed: Vec<Option<Rank>> = match on.is_empty() {
                    true => vec![None],
                    false => {
                        let free = |rank: &Rank| on.iter().all(|one| one.rank != *rank);
                        Rank::ALL.iter().copied().filter(free).map(Some).collect()
                    }
                };
                let mut told: Vec<Option<Rank>> = gaps
                    .iter()
                    .filter(|gap| gap.from <= instant && instant < gap.to)
                    .map(|gap| gap.missing)
                    .collect();
                told.sort();
                prop_assert_eq!(&told, &missed, "{} {} of {:?}", team, instant.to_rfc3339(), rota);
                // Now and then, and around the change.
                if minute % 97 == 0 || instant.since(at(change)).abs() < 10 * MINUTE {
                    let mut who: Vec<&Shift> = on.iter().map(|one| **one).collect();
                    who.sort_by_key(|one| one.rank);
                    prop_assert_eq!(on_call(&rota, team, instant, &TzData), who);
                }
            }
        }
    }
}
