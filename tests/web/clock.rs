//! The zone database and the clocks.

use holdfast::browser::{IntlZones, clock, entropy};
use holdfast::record::civil::{Resolution, Zones, resolve};
use holdfast::record::time::{Civil, Timestamp};
use wasm_bindgen_test::wasm_bindgen_test;

/// Zone, the instant its clocks change, minutes east of UTC before and after. From the tz database.
const CHANGES: &[(&str, &str, i32, i32)] = &[
    ("Europe/Berlin", "2026-03-29T01:00:00.000Z", 60, 120),
    ("Europe/Berlin", "2026-10-25T01:00:00.000Z", 120, 60),
    ("America/New_York", "2026-03-08T07:00:00.000Z", -300, -240),
    ("America/New_York", "2026-11-01T06:00:00.000Z", -240, -300),
    ("America/St_Johns", "2026-03-08T05:30:00.000Z", -210, -150),
    ("America/St_Johns", "2026-11-01T04:30:00.000Z", -150, -210),
    ("Australia/Lord_Howe", "2026-04-04T15:00:00.000Z", 660, 630),
    ("Australia/Lord_Howe", "2026-10-03T15:30:00.000Z", 630, 660),
    // A whole day was left out.
    ("Pacific/Apia", "2011-12-30T10:00:00.000Z", -600, 840),
    // Nothing changes on New Year's Eve.
    ("Asia/Kolkata", "2026-01-01T00:00:00.000Z", 330, 330),
    ("Asia/Kathmandu", "2026-01-01T00:00:00.000Z", 345, 345),
    ("Asia/Shanghai", "2026-01-01T00:00:00.000Z", 480, 480),
    ("UTC", "2026-01-01T00:00:00.000Z", 0, 0),
];

#[wasm_bindgen_test]
fn offsets_around_changes() {
    let zones = IntlZones::default();
    for (zone, at, before, after) in CHANGES {
        let at = Timestamp::parse(at).unwrap();
        assert_eq!(zones.offset_minutes(zone, at.plus(-1)), Some(*before), "{zone} before");
        assert_eq!(zones.offset_minutes(zone, at), Some(*after), "{zone} after");
    }
}

#[wasm_bindgen_test]
fn the_quick_offset_of_the_local_zone_is_the_right_one() {
    let (zones, local) = (IntlZones::default(), clock::local_zone());
    for (_, at, ..) in CHANGES {
        let at = Timestamp::parse(at).unwrap();
        for at in [at.plus(-1), at, at.plus(15_552_000_000)] {
            assert_eq!(zones.offset_minutes(&local, at), Some(clock::local_offset(at)), "{local} {at:?}");
        }
    }
}

#[wasm_bindgen_test]
fn unknown_zones_have_no_offset() {
    let zones = IntlZones::default();
    for zone in ["", "Europe/Atlantis", "not a zone", "Europe/Berlin\n"] {
        assert_eq!(zones.offset_minutes(zone, Timestamp(0)), None, "{zone:?}");
    }
}

#[wasm_bindgen_test]
fn local_times_resolve() {
    let zones = IntlZones::default();
    let civil = |date, time| Civil::parse(date, time).unwrap();
    let at = |text| Timestamp::parse(text).unwrap();
    let table = [
        (
            "Europe/Berlin",
            civil("2026-03-29", "02:30"),
            Resolution::None { before: civil("2026-03-29", "01:59"), after: civil("2026-03-29", "03:00") },
        ),
        (
            "Europe/Berlin",
            civil("2026-10-25", "02:30"),
            Resolution::Two((at("2026-10-25T00:30:00.000Z"), 120), (at("2026-10-25T01:30:00.000Z"), 60)),
        ),
        (
            "Australia/Lord_Howe",
            civil("2026-10-04", "02:10"),
            Resolution::None { before: civil("2026-10-04", "01:59"), after: civil("2026-10-04", "02:30") },
        ),
        ("Asia/Kolkata", civil("2026-11-22", "14:05"), Resolution::One(at("2026-11-22T08:35:00.000Z"), 330)),
        ("Mars/Olympus", civil("2026-11-22", "14:05"), Resolution::UnknownZone),
    ];
    for (zone, typed, expected) in table {
        assert_eq!(resolve(&zones, zone, typed), expected, "{zone} {typed:?}");
    }
}

#[wasm_bindgen_test]
fn clocks_and_zone_names() {
    assert!(clock::now() > Timestamp::parse("2026-01-01T00:00:00.000Z").unwrap());
    let first = clock::monotonic();
    assert!(first > 0.0 && clock::monotonic() >= first);
    let names = clock::zone_names();
    let local = clock::local_zone();
    assert!(IntlZones::default().offset_minutes(&local, clock::now()).is_some(), "{local}");
    for name in ["UTC", "Europe/Berlin", "Asia/Shanghai", local.as_str()] {
        assert_eq!(names.iter().filter(|known| *known == name).count(), 1, "{name}");
    }
}

#[wasm_bindgen_test]
fn randomness_fills_every_chunk() {
    // More than one call's worth, so that the last bytes come from the second.
    let mut bytes = vec![0; 70_000];
    entropy::fill(&mut bytes).unwrap();
    for (from, to) in [(0, 64), (65_536, 65_600), (69_936, 70_000)] {
        assert!(bytes[from..to].iter().any(|byte| *byte != 0), "{from}");
    }
}
