//! Lengths counted by hand: the vectors of the reference and at least three of our own for each counting rule, each
//! with its citation, against the built-in rules.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use chrono_tz::Tz;
use holdfast::deadline::built_in::built_in;
use holdfast::deadline::calendar::calendars;
use holdfast::deadline::count::{Manner, count, noon_next_working_day};
use holdfast::deadline::day::Day;
use holdfast::deadline::obligation::{Begin, State};
use holdfast::deadline::pack::{Length, Unit};
use support::duties::{holds, instant, stage, typed};
use support::zones::TzData;

const BERLIN: &str = "Europe/Berlin";
const NEW_YORK: &str = "America/New_York";

/// The vectors of the reference, section 2.4.
#[test]
fn vectors_of_the_reference() {
    holds(
        "
        contract-72h notice | America/Los_Angeles | declared=2026-11-20T09:00 | 2026-11-23T09:00:00-08:00 | over a weekend
        eu-gdpr-33 sa | Europe/Berlin | aware=2026-12-24T12:17 | 2026-12-27T12:17:00+01:00 | holidays count
        eu-gdpr-33 sa | Europe/Berlin | aware=2026-03-27T10:00 | 2026-03-30T11:00:00+02:00 | summer time begins
        eu-dora-19 in | Europe/Berlin | aware=2026-11-20T16:00 classified=2026-11-21T09:00 | 2026-11-21T13:00:00+01:00 | the earlier of two
        eu-dora-19 mid | Europe/Berlin | filed:in=2026-11-21T11:00 | 2026-11-24T11:00:00+01:00 | chained
        us-sec-105 8k | America/New_York | determined=2026-11-20T10:00 | 2026-11-27T17:30:00-05:00 | Thanksgiving
        us-sec-105 8k | America/New_York | determined=2026-11-21T10:00 | 2026-11-27T17:30:00-05:00 | determined on a Saturday
        us-hipaa ind | America/New_York | discovered=2026-11-22T10:00 | 2027-01-21T23:59:59-05:00 | 60 calendar days
        us-ca ind | America/Los_Angeles | discovered=2026-11-22T10:00 | 2026-12-22T23:59:59-08:00 | 30 calendar days
        sg-pdpa pdpc | Asia/Singapore | assessed=2026-11-20T10:00 | 2026-11-23T23:59:59+08:00 | over a weekend
        in-certin in | Asia/Kolkata | aware=2026-11-22T22:30 | 2026-11-23T04:30:00+05:30 | midnight
        cn-cac-2025 oth | Asia/Shanghai | aware=2026-11-22T22:30 | 2026-11-23T02:30:00+08:00 | midnight
        ",
    );
}

/// The vectors of the reference for the American states.
#[test]
fn vectors_of_the_states() {
    holds(
        "
        us-al ind | America/Chicago | determined=2026-11-20T09:00 discovered=2026-11-01T09:00 | 2027-01-04T23:59:59-06:00 | 1: over the year's end
        us-tx ag | America/Chicago | determined=2026-12-01T09:00 | 2026-12-31T23:59:59-06:00 | 2: the attorney general first
        us-tx ind | America/Chicago | determined=2026-12-01T09:00 | 2027-01-30T23:59:59-06:00 | 2: a Saturday, no roll
        us-ca ag | America/Los_Angeles | discovered=2026-11-22T09:00 notified_individuals=2026-12-10T09:00 | 2026-12-25T23:59:59-08:00 | 3: ends on a holiday
        us-ca ag | America/Los_Angeles | discovered=2026-11-22T09:00 filed:ind=2026-12-10T09:00 | 2026-12-25T23:59:59-08:00 | 3: chained to the filing
        us-ia ag | America/Chicago | notified_individuals=2026-11-20T09:00 | 2026-11-27T23:59:59-06:00 | 4: weekends only
        us-mn cra | America/Chicago | determined=2026-10-31T18:00 | 2026-11-02T17:00:00-06:00 | 6: 48 absolute hours
        us-ar ag | America/Chicago | determined=2026-11-01T09:00 | 2026-12-16T23:59:59-06:00 | 7a: residents not told
        us-ar ag | America/Chicago | determined=2026-11-01T09:00 notified_individuals=2026-11-20T09:00 | 2026-11-20T23:59:59-06:00 | 7b: the day they are told
        us-ok ag | America/Chicago | determined=2026-10-01T09:00 notified_individuals=2026-11-22T09:00 | 2027-01-21T23:59:59-06:00 | 9: after the residents' notice
        us-pr ag | America/Puerto_Rico | discovered=2026-12-24T09:00 | 2027-01-03T23:59:59-04:00 | 10: every day counts
        ",
    );
}

/// The threshold checks of the reference for the American states: exactly so many people, and who is told.
#[test]
fn thresholds_of_the_states() {
    let check = |people: u32, keys: &[&str], applies: &str, not: &str| {
        for (states, expected) in [(applies, true), (not, false)] {
            for state in states.split_whitespace() {
                let regime = built_in().regime(&format!("us-{}", state.to_lowercase())).unwrap();
                let stage = keys.iter().find_map(|key| regime.stage(key)).unwrap_or_else(|| panic!("{state}"));
                let threshold = stage.threshold.as_ref().unwrap_or_else(|| panic!("{state} has none"));
                assert_eq!(threshold.is_reached(people), expected, "{state} at {people}");
                assert!(threshold.is_reached(people + 1), "{state} at {people} and one");
            }
        }
    };
    check(50, &["ag"], "DC", "");
    check(250, &["ag"], "TX", "OR ND SD");
    check(500, &["ag"], "CO FL IA OK UT", "CA DE IL PA RI WA");
    check(1000, &["ag"], "", "AL AZ AR HI MO NM SC");
    check(500, &["cra"], "", "MN PA RI");
    check(1000, &["cra"], "MD UT WI", "AL AK AZ CO DC FL HI IN KS KY ME MI MO NV NH NJ NM NC OH OR SC TN VT VA WV");
    check(5000, &["cra"], "", "NY");
    check(10_000, &["cra"], "", "TX GA");
}

#[test]
fn hours_run_on_the_instant() {
    holds(
        "
        eu-nis2-23 ew | Europe/Berlin | aware=2026-10-24T22:00 | 2026-10-25T21:00:00+01:00 | Dir. (EU) 2022/2555 Art. 23(4)(a); 25 October 2026, 03:00 to 02:00: the wall clock is an hour earlier
        uk-gdpr-33 ico | Asia/Tokyo | aware=2026-12-24T08:30 | 2026-12-26T23:30:00+00:00 | UK GDPR Art. 33(1); The zone typed in changes nothing
        us-bank-36h in | America/New_York | determined=2026-03-07T20:00 | 2026-03-09T09:00:00-04:00 | 12 CFR 53.3
        au-soci critw | Australia/Sydney | filed:crit=2026-10-02T15:00 | 2026-10-06T04:00:00+11:00 | Security of Critical Infrastructure Act 2018 s 30BC
        eu-gdpr-33 sa | Europe/Berlin | aware=2026-11-20 | 2026-11-23T00:00:00+01:00 | only the day is known; A day known without its hour counts from its first minute: early, never late
        ",
    );
}

/// The end under Regulation 1182/71 Art. 3(1) stands beside the deadline and never replaces it.
#[test]
fn the_hour_rule_informs() {
    let table = [
        (BERLIN, "2026-12-24T12:17", "2026-12-27T13:00:00+01:00"),
        (BERLIN, "2026-12-24T12:00", "2026-12-27T13:00:00+01:00"),
        (BERLIN, "2026-12-24T23:59:59", "2026-12-28T00:00:00+01:00"),
        // Half-hour zones count their own hours.
        ("Asia/Kolkata", "2026-12-24T12:17", "2026-12-27T13:00:00+05:30"),
    ];
    for (zone, aware, end) in table {
        let found = stage("eu-gdpr-33", "sa", zone, &format!("aware={aware}")).due.unwrap();
        assert_eq!(found.hour_end, Some(instant(end)), "{aware}");
        assert!(found.hour_end.unwrap() > found.at, "{aware}");
    }
    assert_eq!(stage("in-certin", "in", "Asia/Kolkata", "aware=2026-11-22T22:30").due.unwrap().hour_end, None);
}

#[test]
fn business_days_skip_weekends_and_named_holidays() {
    holds(
        "
        us-sec-105 8k | America/New_York | determined=2026-07-01T23:59 | 2026-07-08T17:30:00-04:00 | Independence Day observed on Friday 3 July: 5 U.S.C. 6103(b)
        us-sec-105 8k | America/New_York | determined=2027-12-28T10:00 | 2028-01-04T17:30:00-05:00 | New Year's Day 2028 observed on 31 December 2027
        us-sec-105 8k | Asia/Tokyo | determined=2026-11-21T08:00 | 2026-11-27T17:30:00-05:00 | Form 8-K General Instruction B.1; Tokyo's Saturday morning is New York's Friday
        us-sec-105 8ka | America/New_York | info_available=2026-12-23T10:00 | 2026-12-30T17:30:00-05:00 | Form 8-K Item 1.05 Instruction 2
        br-lgpd anpd | America/Sao_Paulo | aware=2026-04-01T10:00 | 2026-04-07T23:59:59-03:00 | Good Friday; Resolução CD/ANPD 15/2024
        br-lgpd ds | America/Sao_Paulo | aware=2026-11-18T10:00 | 2026-11-24T23:59:59-03:00 | 20 November: Lei 14.759/2023
        br-lgpd sup | America/Sao_Paulo | aware=2026-12-10T10:00 filed:anpd=2026-12-11T18:00 | 2027-01-12T23:59:59-03:00 | 20 business days over Christmas and New Year
        br-lgpd anpd | America/Sao_Paulo | aware=2026-02-13T10:00 | 2026-02-18T23:59:59-03:00 | Carnival is no national holiday
        au-cps234 weak | Australia/Sydney | aware=2026-12-18T10:00 | 2027-01-06T23:59:59+11:00 | CPS 234 para. 36: Christmas, Boxing Day in lieu, New Year
        au-cps234 weak | Australia/Sydney | aware=2027-03-19T10:00 | 2027-04-06T23:59:59+10:00 | Easter, and the end of summer time
        au-cps234 weak | Australia/Sydney | aware=2026-05-29T10:00 | 2026-06-12T23:59:59+10:00 | the King's Birthday is not everywhere: it counts
        us-vt ag | America/New_York | discovered=2026-11-20T10:00 | 2026-12-10T23:59:59-05:00 | 9 V.S.A. 2435(b)(3): weekends only
        us-ny ag-hipaa | America/New_York | filed:us-hipaa.hhs=2026-12-24T10:00 | 2026-12-31T23:59:59-05:00 | N.Y. Gen. Bus. Law 899-aa(9): weekends only
        ",
    );
}

/// Beyond the years a calendar names only weekends are skipped, and the date says so.
#[test]
fn holidays_beyond_the_named_years_are_said_to_be_unknown() {
    let table = [
        ("us-sec-105", "8k", NEW_YORK, "determined=2030-12-24T10:00", "2030-12-31T17:30:00-05:00", false),
        // 1 January 2031 is a holiday, and not known to be one: a day early.
        ("us-sec-105", "8k", NEW_YORK, "determined=2030-12-27T10:00", "2031-01-02T17:30:00-05:00", true),
        ("us-sec-105", "8k", NEW_YORK, "determined=2032-07-01T10:00", "2032-07-07T17:30:00-04:00", true),
        ("us-sec-105", "8k", NEW_YORK, "determined=2023-12-20T10:00", "2023-12-26T17:30:00-05:00", true),
        ("us-sec-105", "8k", NEW_YORK, "determined=2023-12-31T10:00", "2024-01-05T17:30:00-05:00", false),
        // From a year that is not named into one that is.
        ("us-sec-105", "8k", NEW_YORK, "determined=2023-12-29T10:00", "2024-01-05T17:30:00-05:00", true),
        // Where the rule names no calendar, weekends only is how it is counted.
        ("us-ia", "ag", "America/Chicago", "notified_individuals=2032-11-19T10:00", "2032-11-26T23:59:59-06:00", false),
        ("us-hipaa", "ind", NEW_YORK, "discovered=2032-11-22T10:00", "2033-01-21T23:59:59-05:00", false),
    ];
    for (regime, key, zone, facts, due, unknown) in table {
        let found = stage(regime, key, zone, facts).due.unwrap();
        assert_eq!((found.at.to_rfc3339(), found.holidays_unknown), (instant(due).to_rfc3339(), unknown), "{facts}");
    }
    let manner = Manner { zone: BERLIN, holidays: "de-berlin", ..Manner::default() };
    let found = count(Length { n: 1, unit: Unit::BusinessDays }, &typed("2026-11-20T10:00", BERLIN), &manner, &TzData);
    assert!(found.unwrap().holidays_unknown, "a calendar that is not here knows no year");
}

#[test]
fn calendar_days_end_in_the_rules_own_zone() {
    holds(
        "
        us-ca ind | Asia/Shanghai | discovered=2026-11-23T09:00 | 2026-12-22T23:59:59-08:00 | Cal. Civ. Code 1798.82(a); Typed in Shanghai after midnight: still the day before in Los Angeles
        us-hipaa hhs | America/New_York | discovered=2027-12-31T23:30 | 2028-02-29T23:59:59-05:00 | 45 CFR 164.408(b): a leap day
        us-wa ind | America/Los_Angeles | discovered=2026-10-20T09:00 | 2026-11-19T23:59:59-08:00 | RCW 19.255.010: summer time ends
        eu-cra-14 fv | Europe/Lisbon | corrective_measure=2026-10-20T09:00 | 2026-11-03T23:59:59+00:00 | Reg. (EU) 2024/2847 Art. 14: where it was typed
        cn-cac-2025 sum | Asia/Shanghai | resolved=2026-01-31T09:00 | 2026-03-02T23:59:59+08:00 | 国家网络安全事件报告管理办法
        us-dc ag | America/New_York | notified_individuals=2026-11-20T09:00 | 2026-11-20T23:59:59-05:00 | D.C. Code 28-3852; Nought days: the day itself
        ",
    );
}

#[test]
fn months_keep_the_day_or_take_the_last() {
    holds(
        "
        eu-nis2-23 fr | Europe/Berlin | filed:in=2027-01-31T10:00 | 2027-02-28T23:59:59+01:00 | Dir. (EU) 2022/2555 Art. 23(4)(d)
        eu-nis2-23 fr | Europe/Berlin | filed:in=2028-01-31T10:00 | 2028-02-29T23:59:59+01:00 | a leap year
        eu-nis2-23 fr | Europe/Berlin | filed:in=2026-11-30T23:59 | 2026-12-30T23:59:59+01:00 | Reg. 1182/71 Art. 3(2)(c)
        eu-cra-14 fi | Europe/Berlin | filed:in=2026-12-31T10:00 | 2027-01-31T23:59:59+01:00 | over the year's end, a Sunday: no roll
        eu-dora-19 fr | Europe/Athens | filed:mid=2026-10-01T00:30 | 2026-11-01T23:59:59+02:00 | summer time ends
        ",
    );
}

#[test]
fn where_the_day_of_the_anchor_is_day_one() {
    let tokyo = "Asia/Tokyo";
    holds(
        "
        jp-appi-26 prel | Asia/Tokyo | aware=2026-11-20T10:00 | 2026-11-24T23:59:59+09:00 | PPC guideline 3-5-3-3
        jp-appi-26 fin | Asia/Tokyo | aware=2026-11-20T10:00 | 2026-12-19T23:59:59+09:00 | Enforcement Rules Art. 8: a Saturday, no roll
        jp-appi-26 fin60 | Asia/Tokyo | aware=2026-11-20T10:00 | 2027-01-18T23:59:59+09:00 | Enforcement Rules Art. 8
        ",
    );
    let manner = Manner { zone: tokyo, day_one: true, ..Manner::default() };
    let due = |n, unit, from| count(Length { n, unit }, &typed(from, tokyo), &manner, &TzData).unwrap().day.unwrap();
    let day = |text| Day::parse(text).unwrap();
    assert_eq!(due(1, Unit::CalendarDays, "2026-11-20T10:00"), day("2026-11-20"));
    assert_eq!(due(3, Unit::BusinessDays, "2026-11-20T10:00"), day("2026-11-24"), "Friday, Monday, Tuesday");
    assert_eq!(due(1, Unit::BusinessDays, "2026-11-21T10:00"), day("2026-11-23"), "a Saturday is no business day");
    assert_eq!(due(1, Unit::Months, "2026-11-20T10:00"), day("2026-12-19"));
}

/// Where the law names no length nothing is ever overdue.
#[test]
fn no_length_is_never_overdue() {
    for (regime, key, facts) in [
        ("eu-gdpr-34", "ds", "aware=2024-01-02T09:00"),
        ("ca-pipeda", "opc", "determined=2024-01-02T09:00"),
        ("cn-pipl-57", "dep", "aware=2024-01-02T09:00"),
        ("contract-72h", "update", "declared=2024-01-02T09:00 filed:notice=2024-01-02T10:00"),
    ] {
        let found = stage(regime, key, "UTC", facts);
        assert_eq!((found.due, found.state(instant("2059-01-01T00:00:00Z"))), (None, State::Running), "{regime}");
        assert!(found.start().is_some() && found.is_open(), "{regime}");
    }
    assert_eq!(stage("eu-gdpr-34", "ds", "UTC", "").state(instant("2059-01-01T00:00:00Z")), State::NotStarted);
}

#[test]
fn chained_stages_wait_for_the_filing() {
    holds(
        "
        my-pdpa ind | Asia/Kuala_Lumpur | aware=2026-11-20T09:00 filed:com=2026-11-22T21:00 | 2026-11-29T23:59:59+08:00 | PDPA 2010 s 12B
        eu-nis2-23 fr | Europe/Berlin | aware=2026-11-20T09:00 filed:in=2026-11-21T09:00 | 2026-12-21T23:59:59+01:00 | from the notification, not from awareness
        eu-nis2-23 fr | Europe/Berlin | filed:in=2026-11-23T09:00 filed:in=2026-11-21T09:00 | 2026-12-21T23:59:59+01:00 | the first filing; The first notification counts, in whatever order they are entered
        ",
    );
    let waiting = [
        ("eu-nis2-23", "fr", "aware=2026-11-20T09:00 filed:ew=2026-11-20T12:00"),
        ("eu-dora-19", "mid", "aware=2026-11-20T09:00 classified=2026-11-20T10:00"),
        ("us-ca", "ag", "discovered=2026-11-20T09:00"),
        ("br-lgpd", "sup", "aware=2026-11-20T09:00 filed:ds=2026-11-21T09:00"),
    ];
    for (regime, key, facts) in waiting {
        let found = stage(regime, key, BERLIN, facts);
        assert_eq!((&found.begin, found.due, found.is_open()), (&Begin::Not, None, false), "{regime} {key}");
        assert_eq!(found.state(instant("2027-12-31T00:00:00Z")), State::NotStarted, "{regime} {key}");
    }
}

/// Delegated Regulation (EU) 2025/301 Art. 5(1)(a) and (2).
#[test]
fn the_earlier_of_two_and_the_late_classification() {
    let due = |facts: &str| stage("eu-dora-19", "in", BERLIN, facts);
    let table = [
        ("classified=2026-11-20T18:00 aware=2026-11-20T16:00", "2026-11-20T22:00:00+01:00", false),
        // Classified 22 hours after awareness: the 24 hours end first.
        ("classified=2026-11-21T14:00 aware=2026-11-20T16:00", "2026-11-21T16:00:00+01:00", true),
        ("classified=2026-11-21T16:00 aware=2026-11-20T16:00", "2026-11-21T16:00:00+01:00", true),
        // A minute later it is a late classification: four hours from it alone.
        ("classified=2026-11-21T16:01 aware=2026-11-20T16:00", "2026-11-21T20:01:00+01:00", false),
        ("classified=2026-12-01T09:00 aware=2026-11-20T16:00", "2026-12-01T13:00:00+01:00", false),
        ("classified=2026-11-20T18:00", "2026-11-20T22:00:00+01:00", false),
        ("classified=2026-11-20T18:00 aware=?", "2026-11-20T22:00:00+01:00", false),
    ];
    for (facts, expected, by_cap) in table {
        let found = due(facts);
        assert_eq!((found.due.unwrap().at, found.by_cap), (instant(expected), by_cap), "{facts}");
    }
    // Not classified: nothing is owed yet, and what lies ahead is told.
    let found = due("aware=2026-11-20T16:00");
    assert_eq!((found.due, found.state(instant("2026-12-20T16:00:00Z"))), (None, State::NotStarted));
    assert_eq!(found.ahead.unwrap().at, instant("2026-11-21T16:00:00+01:00"));
    // Classified nobody knows when: the 24 hours are the limit that is known.
    let found = due("classified=? aware=2026-11-20T16:00");
    assert_eq!((found.due.unwrap().at, found.by_cap), (instant("2026-11-21T16:00:00+01:00"), true));
    // Without the late rule the second length counts by itself.
    let chicago = "America/Chicago";
    let found = stage("us-ar", "ag", chicago, "notified_individuals=2026-11-20T09:00");
    assert_eq!(found.due.unwrap().at, instant("2026-11-20T23:59:59-06:00"));
}

/// The final report runs from the newest intermediate report (Delegated Regulation (EU) 2025/301 Art. 5(1)).
#[test]
fn the_final_report_follows_the_updated_one() {
    let found = stage("eu-dora-19", "fr", BERLIN, "filed:mid=2026-11-20T16:00 filed:mid=2026-11-27T16:00");
    assert_eq!(found.due.unwrap().at, instant("2026-12-27T23:59:59+01:00"));
}

/// HIPAA, fewer than 500 people: 60 days after the end of the year of discovery (45 CFR 164.408(c)).
#[test]
fn from_the_end_of_the_year() {
    holds(
        "
        us-hipaa hhs-s | America/New_York | discovered=2026-03-05T09:00 | 2027-03-01T23:59:59-05:00 | 45 CFR 164.408(c)
        us-hipaa hhs-s | America/New_York | discovered=2027-12-31T23:30 | 2028-02-29T23:59:59-05:00 | a leap year
        us-hipaa hhs-s | Europe/London | discovered=2027-01-01T02:00 | 2027-03-01T23:59:59-05:00 | the rule's own zone; Already the new year in London, not yet in New York
        us-hipaa hhs-s | America/New_York | discovered=2026-03-05T09:00 own:discovered=2027-01-05T09:00 | 2028-02-29T23:59:59-05:00 | the rule's own value
        ",
    );
    assert_eq!(stage("us-hipaa", "hhs-s", NEW_YORK, "discovered=?").begin, Begin::Missing);
}

/// A regime's own value wins over the incident's; the contract clock runs from the declaration and nothing else.
#[test]
fn a_regimes_own_value_wins() {
    holds(
        "
        uk-gdpr-33 ico | UTC | aware=2026-11-20T09:00 own:aware=2026-11-21T09:00 | 2026-11-24T09:00:00Z | its own
        us-ca ag | America/Los_Angeles | notified_individuals=2026-12-01T09:00 filed:ind=2026-12-10T09:00 | 2026-12-25T23:59:59-08:00 | its own filing
        us-ca ag | America/Los_Angeles | own:notified_individuals=2026-12-01T09:00 filed:ind=2026-12-10T09:00 | 2026-12-16T23:59:59-08:00 | its own value
        contract-72h notice | UTC | declared=2026-11-20T09:00 own:declared=2026-11-21T09:00 | 2026-11-23T09:00:00Z | R-028
        ",
    );
}

/// Days end where the zone says, also where midnight is left out or comes twice.
#[test]
fn the_end_of_a_day_in_every_zone() {
    let end = |zone: &str, from: &str, n| {
        let manner = Manner { zone, ..Manner::default() };
        count(Length { n, unit: Unit::CalendarDays }, &typed(from, zone), &manner, &TzData).unwrap().at
    };
    let table = [
        // Beirut puts the clock back from 24:00 to 23:00: the first 23:59:59 is the earlier.
        ("Asia/Beirut", "2026-10-23T10:00", 1, "2026-10-24T23:59:59+03:00"),
        // Cairo puts it forward from 24:00 to 01:00.
        ("Africa/Cairo", "2026-04-22T10:00", 1, "2026-04-23T23:59:59+02:00"),
        // Nuuk leaves out 23:00 to 24:00 on the last Saturday of March: the day ends an hour early.
        ("America/Nuuk", "2026-03-27T10:00", 1, "2026-03-28T22:59:59-02:00"),
        // Samoa left out 30 December 2011 as a whole: it ends with the day before.
        ("Pacific/Apia", "2011-12-29T10:00", 1, "2011-12-29T23:59:59-10:00"),
        ("Australia/Lord_Howe", "2026-04-04T10:00", 1, "2026-04-05T23:59:59+10:30"),
        ("Asia/Kathmandu", "2026-04-04T10:00", 1, "2026-04-05T23:59:59+05:45"),
    ];
    for (zone, from, n, expected) in table {
        assert_eq!(end(zone, from, n).to_rfc3339(), instant(expected).to_rfc3339(), "{zone}");
    }
    // In a zone that is not known days begin and end at the earliest they can anywhere, and that is said.
    let manner = Manner { zone: "Europe/Atlantis", ..Manner::default() };
    let from = typed("2026-11-20T09:00", "UTC");
    let found = count(Length { n: 1, unit: Unit::CalendarDays }, &from, &manner, &TzData).unwrap();
    assert!(found.zone_unknown && found.at == instant("2026-11-20T23:59:59+14:00"));
    for zone in support::zones::ZONES {
        let known =
            count(Length { n: 1, unit: Unit::CalendarDays }, &from, &Manner { zone, ..manner }, &TzData).unwrap();
        assert!(!known.zone_unknown && found.at <= known.at, "{zone}");
    }
}

/// Noon of the next working day, only where a person turns it on (Delegated Regulation (EU) 2025/301 Art. 5(4)).
#[test]
fn noon_of_the_next_working_day() {
    let table = [
        ("2026-11-21T13:00:00+01:00", Some("2026-11-23T12:00:00+01:00")),
        ("2026-11-22T23:59:59+01:00", Some("2026-11-23T12:00:00+01:00")),
        ("2026-11-23T00:00:00+01:00", None),
        ("2026-03-28T13:00:00+01:00", Some("2026-03-30T12:00:00+02:00")),
    ];
    for (due, expected) in table {
        let found = noon_next_working_day(instant(due), &typed("2026-11-20T16:00", BERLIN), &TzData);
        assert_eq!(found, expected.map(instant), "{due}");
    }
    assert!(built_in().regime("eu-dora-19").unwrap().stages.iter().any(|stage| stage.relief));
}

/// The calendars name their years and hold what the law says, no weekend among it.
#[test]
fn calendars_are_sound() {
    let codes: Vec<&str> = calendars().iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["us-federal", "br-national", "au-national"]);
    for one in calendars() {
        assert_eq!((one.from, one.to), (2024, 2030), "{}", one.code);
        assert!(one.days.is_sorted_by(|a, b| a < b), "{}", one.code);
        for text in &one.days {
            let day = Day::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert!(one.knows(day.year()) && !day.is_weekend() && one.is_holiday(day), "{} {text}", one.code);
        }
        assert!(!one.source.en.is_empty() && !one.source.zh.is_empty());
    }
    let named = |code: &str| built_in().regimes.iter().filter(move |regime| regime.holidays == code).count();
    assert!(codes.iter().all(|code| named(code) > 0));
    assert!(built_in().regimes.iter().all(|one| one.holidays.is_empty() || codes.contains(&one.holidays.as_str())));
}

/// Every zone of the rules is one of the zone database.
#[test]
fn zones_of_the_rules_are_known() {
    for regime in &built_in().regimes {
        assert!(regime.zone.is_empty() || regime.zone.parse::<Tz>().is_ok(), "{}: {}", regime.id, regime.zone);
    }
}
