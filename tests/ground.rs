//! The ground the record stands on, each against a judge: instants, typed times, the small map, ids.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use chrono::{DateTime, Datelike, NaiveDate, SecondsFormat, Timelike};
use holdfast::record::digest::{hex, is_hex, sha256};
use holdfast::record::id::Id;
use holdfast::record::map::Map;
use holdfast::record::time::{Civil, Timestamp};
use proptest::prelude::*;
use std::collections::BTreeMap;
use support::dice::Dice;
use support::{at, cases, property, seed};

/// Years 1900 to 2200.
const RANGE: std::ops::RangeInclusive<i64> = -2_208_988_800_000..=7_258_118_400_000;

/// The one form, as chrono writes it.
fn judged(at: i64) -> String {
    DateTime::from_timestamp_millis(at).expect("in range").to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// What the one form means: chrono's reading, if it is within range and written in that form.
fn judged_reading(text: &str) -> Option<Timestamp> {
    let at = DateTime::parse_from_rfc3339(text).ok()?.timestamp_millis();
    (RANGE.contains(&at) && judged(at) == text).then_some(Timestamp(at))
}

proptest! {
    #![proptest_config(property(1000))]

    #[test]
    fn instants_are_written_and_read_as_the_judge_does(millis in RANGE) {
        let text = Timestamp(millis).to_rfc3339();
        prop_assert_eq!(&text, &judged(millis));
        prop_assert_eq!(Timestamp::parse(&text), Some(Timestamp(millis)));
    }

    #[test]
    fn readings_at_an_offset(millis in RANGE, offset in -1080..=1080i32) {
        let civil = Timestamp(millis).civil(offset);
        let judge = DateTime::from_timestamp_millis(millis + i64::from(offset) * 60_000).unwrap();
        prop_assert_eq!((civil.year, civil.month, civil.day), (judge.year(), judge.month(), judge.day()));
        prop_assert_eq!((civil.hour, civil.minute, civil.second), (judge.hour(), judge.minute(), judge.second()));
        prop_assert_eq!(civil.weekday(), judge.weekday().num_days_from_monday());
        prop_assert_eq!(civil.as_utc().0, judge.timestamp() * 1000);
        prop_assert_eq!(civil.minute_before().as_utc().0, (judge.timestamp().div_euclid(60) - 1) * 60_000);
        prop_assert_eq!(Civil::parse(&civil.date(), &civil.time()).map(|read| Civil { second: civil.second, ..read }), Some(civil));
    }

    /// Dates and times of the calendar are taken, others are not.
    #[test]
    fn typed_readings(year in 1890..2210i32, month in 0..14u32, day in 0..33u32, hour in 0..26u32, minute in 0..62u32, second in 0..62u32) {
        let read = Civil::parse(&format!("{year:04}-{month:02}-{day:02}"), &format!("{hour:02}:{minute:02}:{second:02}"));
        let judge = NaiveDate::from_ymd_opt(year, month, day).and_then(|date| date.and_hms_opt(hour, minute, second));
        let expected = judge.filter(|_| (1900..=2200).contains(&year)).map(|_| Civil { year, month, day, hour, minute, second });
        prop_assert_eq!(read, expected);
    }

    /// The small map does what the standard one does.
    #[test]
    fn the_small_map(acts in proptest::collection::vec((0..6u8, 0..12u8, any::<u16>()), 0..80)) {
        let (mut own, mut judge) = (Map::<u8, u16>::new(), BTreeMap::<u8, u16>::new());
        for (act, key, value) in acts {
            match act {
                0 | 1 => prop_assert_eq!(own.insert(key, value), judge.insert(key, value)),
                2 => prop_assert_eq!(own.remove(&key), judge.remove(&key)),
                3 => {
                    *own.or_insert_with(key, || value) ^= 1;
                    *judge.entry(key).or_insert(value) ^= 1;
                }
                4 => {
                    own.retain(|key, value| (u16::from(*key) + value % 9) % 3 != 0);
                    judge.retain(|key, value| (u16::from(*key) + *value % 9) % 3 != 0);
                }
                _ => {
                    own.extend([(key, value)]);
                    judge.extend([(key, value)]);
                }
            }
            prop_assert!(own.iter().eq(judge.iter()) && own.keys().eq(judge.keys()) && own.values().eq(judge.values()));
            prop_assert!(own.iter().rev().eq(judge.iter().rev()));
            prop_assert_eq!((own.get(&key), own.contains_key(&key)), (judge.get(&key), judge.contains_key(&key)));
            prop_assert_eq!((own.len(), own.is_empty()), (judge.len(), judge.is_empty()));
        }
        prop_assert_eq!(judge.clone().into_iter().rev().collect::<Map<_, _>>(), own.clone());
        prop_assert!(own.into_iter().eq(judge));
    }

    #[test]
    fn ids_are_version_four(bytes in any::<[u8; 16]>()) {
        let id = Id::from_random(bytes);
        let text = id.to_string();
        prop_assert_eq!(Id::parse(&text), Some(id.clone()));
        prop_assert_eq!((text.len(), &text[14..15], id.short()), (36, "4", &text[..8]));
        prop_assert!(matches!(text.as_bytes()[19], b'8' | b'9' | b'a' | b'b'));
        prop_assert_eq!(Id::parse(&text.to_uppercase()).is_some(), text == text.to_uppercase());
    }
}

/// Only the one form is an instant: whatever one character is changed, added or left out.
#[test]
fn only_one_form_is_an_instant() {
    let mut dice = Dice::new(seed());
    let mut taken = 0;
    for _ in 0..cases(3000) {
        let mut text: Vec<char> = judged(dice.next() as i64 % 2_000_000_000_000).chars().collect();
        for _ in 0..=dice.below(2) {
            let (spot, one) = (
                dice.below(text.len()),
                dice.pick(&[' ', '0', '9', '-', '+', ':', '.', 'T', 'Z', 't', 'z', '\u{661}', 'é']),
            );
            match dice.below(4) {
                0 => text.insert(spot, one),
                1 => drop(text.remove(spot)),
                _ => text[spot] = one,
            }
        }
        let text: String = text.into_iter().collect();
        let read = Timestamp::parse(&text);
        assert_eq!(read, judged_reading(&text), "{text}");
        taken += usize::from(read.is_some());
    }
    assert!(taken > 50, "only {taken} were instants");
    let wrong = [
        "",
        "2026-11-22",
        "2026-11-22T14:05:00Z",
        "2026-11-22T14:05:00.000",
        "2026-11-22T14:05:00.000+00:00",
        "2026-11-22 14:05:00.000Z",
        "2026-11-22t14:05:00.000z",
        "2026-11-22T14:05:60.000Z",
        "2026-11-22T24:00:00.000Z",
        "2026-02-29T00:00:00.000Z",
        "2026-11-22T 4:05:00.000Z",
        " 2026-1-22T14:05:00.000Z",
        "2026-11-2 T14:05:00.000Z",
        "2026-11-22T14:5:000.000Z",
        "1899-12-31T23:59:59.999Z",
        "2200-01-01T00:00:00.001Z",
        "+002026-1-1T00:00:00.000Z",
        "\u{662}026-11-22T14:05:00.000Z",
    ];
    for text in wrong {
        assert_eq!(Timestamp::parse(text), None, "{text}");
    }
    for text in ["1900-01-01T00:00:00.000Z", "2200-01-01T00:00:00.000Z", "2024-02-29T23:59:59.999Z"] {
        assert_eq!(at(text).to_rfc3339(), text);
    }
}

#[test]
fn typed_times_are_taken_as_people_type_them() {
    let nine = Civil { year: 2026, month: 11, day: 2, hour: 9, minute: 5, second: 0 };
    let table = [
        (("2026-11-02", "09:05"), Some(nine)),
        (("2026-11-02", "9:05"), Some(nine)),
        (("2026-11-02", "9:5"), Some(nine)),
        ((" 2026-11-02 ", " 09:05:00 "), Some(nine)),
        (("2026-11-02", "09:05:07"), Some(Civil { second: 7, ..nine })),
        (("2026-11-02", "0905"), None),
        (("2026-11-02", "09:05:00:00"), None),
        (("2026-11-02", "09:05:"), None),
        (("2026-11-02", "+9:05"), None),
        (("2026-11-02", "-9:05"), None),
        (("2026-11-02", ""), None),
        (("02.11.2026", "09:05"), None),
        (("2026-11-31", "09:05"), None),
        (("26-11-02", "09:05"), None),
        (("1899-12-31", "09:05"), None),
        (("2201-01-01", "09:05"), None),
        (("2026-11-02-1", "09:05"), None),
        (("", "09:05"), None),
    ];
    for ((date, time), expected) in table {
        assert_eq!(Civil::parse(date, time), expected, "{date} {time}");
    }
}

#[test]
fn instants_saturate_and_never_panic() {
    for extreme in [i64::MIN, i64::MIN + 1, i64::MAX] {
        let at = Timestamp(extreme);
        assert!(at.plus(extreme).since(Timestamp(0)) != 0);
        assert!(!at.to_rfc3339().is_empty());
        let _ = (at.civil(i32::MAX).weekday(), at.civil(i32::MIN).date(), at.civil(0).minute_before().time());
    }
}

/// FIPS 180-4 and RFC 4231 style examples.
#[test]
fn digests() {
    assert_eq!(sha256(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(hex(&[0, 1, 0x7f, 0x80, 0xff]), "00017f80ff");
    let table = [("ab", 2, true), ("AB", 2, false), ("ab", 3, false), ("", 0, true), ("ag", 2, false), ("é", 2, false)];
    for (text, digits, expected) in table {
        assert_eq!(is_hex(text, digits), expected, "{text}");
    }
}
