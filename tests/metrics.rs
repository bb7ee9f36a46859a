//! How long it took: every metric and milestone from facts in a table, what cannot be told, the sample, both languages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::built_in::built_in;
use holdfast::exchange::derived::derived;
use holdfast::exchange::metrics::{Metric, Milestone, Reason};
use holdfast::record::codes::*;
use holdfast::record::decide::Command;
use holdfast::record::incident::Incident;
use holdfast::record::log::Log;
use holdfast::record::time::{DAY, Precision};
use proptest::prelude::*;
use support::desk::Desk;
use support::dice::Dice;
use support::duties::{anchor, desk, two, typed};
use support::facts::*;
use support::measured::*;
use support::storm::storm;
use support::walk::{World, walks};
use support::zones::TzData;
use support::{at, property};

#[test]
fn each_metric_is_measured_or_says_why_not() {
    table(
        "detect:
            occurred=D20T08:00 first_signal=D20T10:30 | 150 exact occurred first_signal
            occurred=~D20T08:00 first_signal=D20T10:30 | 150 about occurred first_signal
            occurred=D20T08:00 first_signal=~D20T10:30 | 150 about occurred first_signal
            occurred=D20T10:30 first_signal=D20T10:30 | 0 exact occurred first_signal
            occurred=D20T10:31 first_signal=D20T10:30 | before first_signal occurred
            first_signal=D20T10:30 | missing occurred
            occurred=? first_signal=D20T10:30 | unknown occurred
            occurred=D20T08:00 | unknown first_signal
            occurred=2026-11-18 first_signal=D20T10:30 | 3510 date occurred first_signal
            occurred=2026-11-18 first_signal=~D20T10:30 | 3510 date occurred first_signal
            occurred=D20T10:00 first_signal=D21 | day_only first_signal
            occurred=2026-11-19T10:00 first_signal=D21 | 2280 date occurred first_signal
            occurred=D20 first_signal=D21 | 1440 date occurred first_signal
            occurred=D20 first_signal=D20 | day_only occurred
            occurred=D20 first_signal=D20T10:30 | day_only occurred
            occurred=D20 first_signal=D20T00:00 | day_only occurred
            occurred=D20T10:00 first_signal=D20 | day_only first_signal
            occurred=D20T00:00 first_signal=D20 | day_only first_signal
            occurred=D21 first_signal=D20T10:30 | before first_signal occurred
            occurred=D21T10:00 first_signal=D20 | before first_signal occurred
            occurred=2026-10-25T23:30 first_signal=2026-10-25 | day_only first_signal
         escalate:
            first_signal=D20T08:00 call:a=D20T08:10 ack:a=D20T08:25 | 25 exact first_signal acknowledged
            first_signal=D20T08:00 call:a=D20T08:10 | missing acknowledged
            first_signal=D20T08:00 | missing acknowledged
            first_signal=D20T08:00 call:a=D20T08:10 call:b=D20T08:20 ack:a=D20T09:00 ack:b=D20T08:40 | 40 exact first_signal acknowledged
            first_signal=D20T08:00 call:a=D20T08:10 call:b=D20T08:20 ack:a=? ack:b=D20T08:40 | 40 exact first_signal acknowledged
            first_signal=D20T08:00 call:a=D20T08:10 ack:a=? | unknown acknowledged
         confirm:
            first_signal=D20T08:00 confirmed=D20T12:00 class:security_incident=D20T11:00 | 240 exact first_signal confirmed
            first_signal=D20T08:00 class:security_incident=D20T11:00 | 180 exact first_signal classification
            first_signal=D20T08:00 class:security_incident=D20T11:00 class:security_incident=D20T13:00 | 180 exact first_signal classification
            first_signal=D20T08:00 class:security_incident=D20T11:00 class:false_positive=D20T12:00 class:security_incident=D20T13:00 | 300 exact first_signal classification
            first_signal=D20T08:00 class:security_incident=D20T11:00 class:false_positive=D20T12:00 | missing confirmed classification
            first_signal=D20T08:00 confirmed=? class:security_incident=D20T11:00 | unknown confirmed
            first_signal=D20T08:00 class:security_incident=D20 | day_only classification
            first_signal=D20T08:00 | missing confirmed classification
         declare:
            aware=D20T08:00 confirmed=D20T09:00 declared=D20T10:00 | 120 exact aware declared
            confirmed=D20T09:00 declared=D20T10:00 | 60 exact confirmed declared
            class:security_incident=~D20T09:30 declared=D20T10:00 | 30 about classification declared
            declared=D20T10:00 | missing aware confirmed classification
            aware=D20T08:00 | missing declared
            aware=D20T08:00 declared=D20T10:00 withdrawn | missing declared
            aware=D20T11:00 declared=D20T10:00 | before declared aware
         contain:
            declared=D20T10:00 row:a done:a=D20T12:00 | 120 exact declared contain_done
            declared=D20T10:00 row:a row:b done:b=D20T15:00 done:a=D20T12:00 | 300 exact declared contain_done
            declared=D20T10:00 row:a row:b done:a=D20T12:00 | missing contain_done containment_left
            declared=D20T10:00 row:a row:b done:a=D20T12:00 dropped:b=D20T13:00 | 120 exact declared contain_done
            declared=D20T10:00 row:a done:a=D20T12:00 undone:a=D20T13:00 | missing contain_done containment_left
            declared=D20T10:00 row:a done:a=D20T12:00 undone:a=D20T13:00 done:a=D20T14:00 done:a=D20T16:00 | 240 exact declared contain_done
            declared=2026-11-19T10:00 row:a row:b done:a=D21T12:00 done:b=D21 | 2280 date declared contain_done
            declared=D20T10:00 row:a row:b done:a=D21T12:00 done:b=? | unknown contain_done
            declared=D20T10:00 erow:a | missing contain_done containment_left
            declared=D20T10:00 enter=D20T11:00 | missing contain_done containment_left
            declared=D20T10:00 enter=D20T11:00 leave=~D20T18:00 | 480 about declared containment_left
            declared=D20T10:00 enter=D20T11:00 leave=D20T18:00 enter=D20T19:00 | missing contain_done containment_left
            declared=D20T10:00 enter=D20T11:00 leave=D20T18:00 enter=D20T19:00 leave=D20T20:00 | 600 exact declared containment_left
            declared=D20T10:00 enter=D20T11:00 leave=D20T18:00 row:a done:a=D20T12:00 | 120 exact declared contain_done
            confirmed=D20T09:00 row:a done:a=D20T12:00 | 180 exact confirmed contain_done
            row:a done:a=D20T12:00 | missing declared confirmed classification
            declared=D20T10:00 row:a done:a=D20T09:00 | before contain_done declared
         eradicate:
            declared=D20T10:00 evicted=D20T12:00 closed=D20T14:00 | 240 exact declared evicted
            declared=D20T10:00 closed=D20T12:00 evicted=D20T14:00 | 240 exact declared evicted
            declared=D20T10:00 evicted=D20T12:00 closed=D20T14:00 evicted=D20T16:00 | 360 exact declared evicted
            declared=D20T10:00 evicted=D20T12:00 | missing evicted
            declared=D20T10:00 closed=D20T12:00 | missing evicted
            evicted=D20T12:00 closed=D20T14:00 | missing declared confirmed classification
            declared=D20T10:00 evicted=D20T08:00 closed=D20T09:00 | before evicted declared
         recover:
            declared=D20T10:00 service:a recovered:a=D20T12:00 | 120 exact declared recovered
            declared=D20T10:00 service:a service:b recovered:b=D20T16:00 recovered:a=D20T12:00 | 360 exact declared recovered
            declared=D20T10:00 service:a service:b recovered:a=D20T12:00 | missing recovered
            declared=D20T10:00 service:a service:b recovered:a=D20T12:00 cleared:b | 120 exact declared recovered
            declared=D20T10:00 service:a clean:a=D20T12:00 | missing recovered
            declared=D20T10:00 service:a recovered:a=D20T12:00 recovered:a=D20T20:00 | 600 exact declared recovered
            declared=D20T10:00 | missing recovered
         notify:
            declared=D20T10:00 told=D20T12:00 | 120 exact declared notified
            declared=D20T10:00 told=D20T15:00 told:eu-gdpr-33=D20T12:00 | 120 exact declared notified
            declared=D20T10:00 told:internal-update=D20T11:00 told=D20T12:00 | 120 exact declared notified
            declared=D20T10:00 told:internal-update=D20T11:00 | missing notified
            declared=D20T10:00 told=D20T12:00 untold | missing notified
            declared=D20T10:00 | missing notified
            told:eu-gdpr-33=D20T12:00 confirmed=D20T09:00 | missing declared
            declared=D20T10:00 told:eu-gdpr-33=D20T09:00 told=D20T12:00 | before notified declared",
        |code, desk| face(&Metric::from_code(code).expect("a metric").read(&desk.incident, &desk.log)),
    );
}

#[test]
fn each_milestone_says_when_and_where_it_is_read() {
    table(
        "start:
            occurred=D20 | occurred 2026-11-19T23:00:00.000Z date
            | missing occurred
         detected:
            first_signal=~D20T10:00 | first_signal D20T09:00:00.000Z about
            | unknown first_signal
         on_call_engaged:
            call:a=D20T10:00 call:b=D20T09:00 | called D20T08:00:00.000Z exact
            | missing called
         response_team_engaged:
            call:a=D20T10:00 ack:a=D20T10:10 | acknowledged D20T09:10:00.000Z exact
            call:a=D20T10:00 | missing acknowledged
         confirmed:
            class:security_incident=D20T11:00 | classification D20T10:00:00.000Z exact
            class:security_incident=D20T11:00 confirmed=D20T12:00 | confirmed D20T11:00:00.000Z exact
            class:customer_realm=D20T11:00 | missing confirmed classification
         impact_determined:
            cia=D20T11:00 cia=D20T13:00 | impact_answered D20T10:00:00.000Z exact
            cia=D20T11:00 cia:part=D20T13:00 | missing determined impact_answered
            cia=D20T11:00 determined=D20T12:00 | determined D20T11:00:00.000Z exact
         customers_determined:
            customers:none=D20T11:00 customers:some=D20T12:00 | customers_answered D20T10:00:00.000Z exact
            customers:some=D20T11:00 customers:unknown=D20T12:00 | missing customers_answered
         notified:
            told=D20T13:00 told:eu-gdpr-33=D20T12:00 | notified D20T11:00:00.000Z exact
            told:internal-update=D20T12:00 | missing notified",
        |code, desk| reached(&Milestone::from_code(code).expect("a milestone").read(&desk.incident, &desk.log)),
    );
}

/// A corrected anchor moves what hangs on it; an erased fact leaves nothing behind; of two the earlier counts.
#[test]
fn corrections_and_erasures_are_followed() {
    let mut desk = told("UTC", "occurred=2026-11-20T08:00 first_signal=2026-11-20T10:00");
    let detect = |desk: &Desk| face(&Metric::Detect.read(&desk.incident, &desk.log));
    assert_eq!(detect(&desk), "120 exact occurred first_signal");
    desk.state(anchor("occurred", None, typed("2026-11-20T07:00", "UTC")));
    assert_eq!(detect(&desk), "180 exact occurred first_signal");
    desk.state(anchor("occurred", None, typed("?", "UTC")));
    assert_eq!(detect(&desk), "unknown occurred");
    // The value of one rule is not the incident's.
    desk.state(anchor("occurred", Some("eu-gdpr-33"), typed("2026-11-20T06:00", "UTC")));
    assert_eq!(detect(&desk), "unknown occurred");

    let class = Command::State {
        body: classified(Outcome::SecurityIncident).into(),
        occurred: Some(typed("2026-11-20T11:00", "UTC")),
        known: None,
    };
    let target = desk.act(class);
    let confirm = |desk: &Desk| face(&Metric::Confirm.read(&desk.incident, &desk.log));
    assert_eq!(confirm(&desk), "60 exact first_signal classification");
    desk.act(Command::Erase { target, reason: text("personal data") });
    assert_eq!(confirm(&desk), "missing confirmed classification");

    let (mut mei, mut jonas) = two();
    mei.state(anchor("first_signal", None, typed("2026-11-20T10:00", "UTC")));
    jonas.state(anchor("first_signal", None, typed("2026-11-20T09:00", "UTC")));
    mei.state(anchor("occurred", None, typed("2026-11-20T08:00", "UTC")));
    mei.take(jonas.log.events().to_vec());
    assert_eq!(detect(&mei), "60 exact occurred first_signal");
}

/// The same instants, typed in other zones and over a change of clocks, are as far apart.
#[test]
fn zones_do_not_matter() {
    let face = |from: (&str, &str), to: (&str, &str)| {
        let mut desk = desk();
        desk.state(anchor("occurred", None, typed(from.0, from.1)));
        desk.state(anchor("first_signal", None, typed(to.0, to.1)));
        face(&Metric::Detect.read(&desk.incident, &desk.log))
    };
    let expected = "300 exact occurred first_signal";
    let froms = [
        ("2026-03-28T23:00", "UTC"),
        ("2026-03-29T00:00", "Europe/Berlin"),
        ("2026-03-29T07:00", "Asia/Shanghai"),
        ("2026-03-28T16:00", "America/Los_Angeles"),
    ];
    let tos = [
        ("2026-03-29T04:00", "UTC"),
        ("2026-03-29T06:00", "Europe/Berlin"),
        ("2026-03-29T12:00", "Asia/Shanghai"),
        ("2026-03-28T21:00", "America/Los_Angeles"),
    ];
    for from in froms {
        for to in tos {
            assert_eq!(face(from, to), expected, "{from:?} {to:?}");
        }
    }
}

/// What the public record of the sample adds up to.
#[test]
fn the_sample_is_measured() {
    let (log, incident) = storm();
    let metrics: Vec<String> = Metric::ALL.iter().map(|one| face(&one.read(&incident, &log))).collect();
    let days = |days: i64, hours: i64, minutes: i64| (days * 24 + hours) * 60 + minutes;
    assert_eq!(
        metrics,
        [
            format!("{} date occurred first_signal", days(31, 0, 0)),
            format!("{} date first_signal acknowledged", days(1, 17, 4)),
            format!("{} date first_signal confirmed", days(6, 23, 0)),
            format!("{} about aware declared", days(2, 23, 56)),
            format!("{} date declared contain_done", days(13, 7, 0)),
            format!("{} exact declared evicted", days(16, 0, 5)),
            format!("{} exact declared recovered", days(29, 1, 3)),
            format!("{} exact declared notified", days(2, 7, 40)),
        ]
    );
    let chain: Vec<String> = Milestone::ALL.iter().map(|one| reached(&one.read(&incident, &log))).collect();
    assert_eq!(
        chain,
        [
            "occurred 2023-05-15T00:00:00.000Z date",
            "first_signal 2023-06-15T00:00:00.000Z date",
            "called 2023-06-16T16:55:00.000Z exact",
            "acknowledged 2023-06-16T17:04:00.000Z exact",
            "confirmed 2023-06-21T23:00:00.000Z about",
            "impact_answered 2023-06-18T21:30:00.000Z exact",
            "customers_answered 2023-06-18T21:30:00.000Z exact",
            "notified 2023-06-22T00:40:00.000Z exact",
        ]
    );
}

/// Of whatever was recorded: no length is negative, none is zero for want of a moment, and the file says the same.
fn holds(incident: &Incident, log: &Log) -> usize {
    let section = derived(incident, log, built_in(), &TzData, at("2060-01-01T00:00:00.000Z"));
    let mut measured = 0;
    for (place, metric) in Metric::ALL.iter().enumerate() {
        let read = metric.read(incident, log);
        let line = &section["metrics"][place];
        assert_eq!(line["metric"], metric.code());
        match &read {
            Ok(one) => {
                measured += 1;
                let [from, to] = [&one.from, &one.to].map(|told| told.moment.at.expect("an instant"));
                assert_eq!(one.elapsed, to.since(from));
                assert!(one.elapsed >= 0, "{metric:?}");
                let day = [&one.from, &one.to].iter().any(|told| told.moment.precision == Precision::Date);
                assert_eq!(day, one.precision == Precision::Date);
                assert!(one.elapsed >= DAY || !day, "{metric:?}: shorter than what is unclear");
                assert_eq!(line["milliseconds"], one.elapsed);
                assert_eq!(line["precision"], one.precision.code());
                assert_eq!(line["from"]["point"], one.from.point.code());
                assert_eq!(line["to"]["moment"], serde_json::to_value(&one.to.moment).unwrap());
                assert!(line["cannot"].is_null());
            }
            Err(reason) => {
                assert!(!reason.points.is_empty());
                assert!(["milliseconds", "precision", "from", "to"].iter().all(|part| line[part].is_null()));
                assert_eq!(line["cannot"]["reason"], reason.reason.code());
                assert_eq!(line["cannot"]["points"].as_array().unwrap().len(), reason.points.len());
            }
        }
    }
    for (place, milestone) in Milestone::ALL.iter().enumerate() {
        let line = &section["milestones"][place];
        assert_eq!(line["milestone"], milestone.code());
        match milestone.read(incident, log) {
            Ok(told) => {
                assert!(told.moment.at.is_some() && line["cannot"].is_null());
                assert_eq!(line["reached"]["point"], told.point.code());
            }
            Err(reason) => {
                assert!(matches!(reason.reason, Reason::Missing | Reason::Unknown) && line["reached"].is_null());
                assert_eq!(line["cannot"]["reason"], reason.reason.code());
            }
        }
    }
    measured
}

/// A time within a few days, of any precision, now and then unknown.
fn any_time(dice: &mut Dice) -> String {
    let (day, hour) = (18 + dice.below(4), dice.below(24));
    match dice.below(8) {
        0 => "?".to_owned(),
        1 | 2 => format!("2026-11-{day}"),
        3 => format!("~2026-11-{day}T{hour:02}:00"),
        _ => format!("2026-11-{day}T{hour:02}:00"),
    }
}

proptest! {
    #![proptest_config(property(120))]

    #[test]
    fn never_negative_and_never_zero_for_missing(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let mut desk = desk();
        let mut told = Facts::default();
        let mut measured = 0;
        told.state(&mut desk, "UTC", "row:r service:s");
        for _ in 0..40 {
            let names = [
                "occurred", "first_signal", "aware", "confirmed", "class:security_incident", "class:false_positive",
                "done:r", "undone:r", "evicted", "closed", "recovered:s",
            ];
            let (name, time) = (dice.pick(&names), any_time(&mut dice));
            told.state(&mut desk, "Asia/Kolkata", &format!("{name}={time}"));
            // What a clock hangs on is exact.
            let (day, hour) = (18 + dice.below(4), dice.below(24));
            let exact = dice.pick(&["declared", "told"]);
            if dice.chance(20) {
                told.state(&mut desk, "UTC", &format!("{exact}=2026-11-{day}T{hour:02}:00"));
            }
            measured += holds(&desk.incident, &desk.log);
        }
        prop_assert!(measured > 0);
    }

    #[test]
    fn whatever_was_recorded(turns in walks(80)) {
        for desk in World::after(&turns).tabs {
            holds(&desk.incident, &desk.log);
        }
    }
}

#[test]
fn an_incident_just_opened_has_no_number() {
    let desk = desk();
    assert_eq!(holds(&desk.incident, &desk.log), 0);
    assert_eq!(holds(&Incident::default(), &Log::default()), 0);
}
