//! How long it took: every metric and milestone from facts in a table, what cannot be told, the sample, both languages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::built_in::built_in;
use holdfast::exchange::derived::derived;
use holdfast::exchange::metrics::{Measured, Metric, Milestone, Point, Reason, Told, Why};
use holdfast::form::sample::{Outside, record};
use holdfast::language::metrics::{basis, cannot, ends, length, metric, milestone, point};
use holdfast::language::{Language, Msg};
use holdfast::playbook::gates;
use holdfast::record::apply::fold;
use holdfast::record::body::*;
use holdfast::record::codes::*;
use holdfast::record::decide::{Command, Override};
use holdfast::record::id::Id;
use holdfast::record::incident::Incident;
use holdfast::record::log::Log;
use holdfast::record::time::{DAY, HOUR, MINUTE, Moment, Precision};
use proptest::prelude::*;
use std::collections::BTreeMap;
use support::desk::Desk;
use support::dice::Dice;
use support::duties::{anchor, desk, filing, two, typed};
use support::facts::*;
use support::walk::{World, walks};
use support::zones::TzData;
use support::{at, property};

/// A time as in [`typed`]; after `~` it is about then.
fn when(text: &str, zone: &str) -> Moment {
    match text.strip_prefix('~') {
        Some(rest) => Moment { precision: Precision::About, ..typed(rest, zone) },
        None => typed(text, zone),
    }
}

/// What later facts of a line refer to.
#[derive(Default)]
struct Facts {
    ids: BTreeMap<String, Id>,
}

impl Facts {
    /// States facts as `occurred=2026-11-20T08:00 call:a=… ack:a=…`; a name after the colon is what it is about.
    fn state(&mut self, desk: &mut Desk, zone: &str, facts: &str) {
        for fact in facts.split_whitespace() {
            let (name, time) = fact.split_once('=').unwrap_or((fact, "?"));
            let (name, about) = name.split_once(':').unwrap_or((name, ""));
            let id = self.one(desk, name, about, when(time, zone));
            let begins = matches!(name, "call" | "row" | "service" | "told");
            if begins {
                self.ids.insert(about.to_owned(), id);
            }
        }
    }

    fn one(&self, desk: &mut Desk, name: &str, about: &str, moment: Moment) -> Id {
        let id = || self.ids.get(about).cloned().unwrap_or_else(|| panic!("nothing is called {about}"));
        let by = || Some(Override { name: text("Mei Chen"), role: text("Lead"), reason: text("table") });
        let late = |desk: &mut Desk, act| desk.act(Command::Late { act: Box::new(act), occurred: moment.clone() });
        let body: Body = match name {
            "call" => return desk.state(Escalated { called: moment, ..call(desk) }),
            "ack" => return desk.state(Acknowledged { escalation: id(), at: moment, person: text("Jonas") }),
            "declared" => return desk.state(Declared { moment, ..declared(desk, "") }),
            "withdrawn" => {
                let [by, reason, role] = ["Mei Chen", "in error", "Lead"].map(text);
                return desk.state(Withdrawn { by, reason, role });
            }
            "told" => {
                let regime = if about.is_empty() { CONTRACT_72H } else { about };
                return desk.state(filing(regime, "notice", moment));
            }
            "untold" => return desk.state(FilingWithdrawn { filing: id(), reason: text("in error") }),
            "service" => return service(desk, about),
            "cleared" => return desk.state(ServiceCleared { service: id(), reason: text("not ours") }),
            "row" => {
                let of = service(desk, "Mail");
                return desk.state(row(&of, Impact::Low));
            }
            "erow" => {
                let of = service(desk, "Mail");
                return desk.state(PlanRowAdded { column: PlanColumn::Eradicate, ..row(&of, Impact::Low) });
            }
            "enter" => {
                let enter =
                    Command::Enter { phase: Phase::Containment, leave: Vec::new(), reason: text("table"), by: by() };
                return late(desk, enter);
            }
            "leave" => return late(desk, Command::Leave(Phase::Containment)),
            "done" | "undone" | "dropped" => {
                let status = match name {
                    "done" => ActionStatus::Done,
                    "undone" => ActionStatus::Doing,
                    _ => ActionStatus::Dropped,
                };
                PlanRowSet { result: text("as planned"), row: id(), status }.into()
            }
            "class" => classified(Outcome::from_code(about).expect("an outcome")).into(),
            "cia" => {
                let all = [Answer::Yes, Answer::No, if about == "part" { Answer::Unknown } else { Answer::No }];
                let [confidentiality, integrity, availability] = all;
                let whole = classified(Outcome::SecurityIncident);
                Classified { confidentiality, integrity, availability, ..whole }.into()
            }
            "customers" => {
                let customers = Customers::from_code(about).expect("an answer");
                Classified { customers, ..classified(Outcome::SecurityIncident) }.into()
            }
            "evicted" => eviction(EvictionClaim::Evicted, "Mei Chen").into(),
            "closed" => eviction(EvictionClaim::PathMitigated, "Jonas").into(),
            "clean" => attested(&id(), ServiceClaim::Eliminated, "Ravi Rao").into(),
            "recovered" => attested(&id(), ServiceClaim::Recovered, "Ravi Rao").into(),
            other => return desk.state(anchor(other, None, moment)),
        };
        late(desk, Command::State { body, occurred: None, known: None })
    }
}

/// A desk that was told these facts, typed in a zone.
fn told(zone: &str, facts: &str) -> Desk {
    let mut desk = desk();
    Facts::default().state(&mut desk, zone, facts);
    assert_eq!(desk.incident, fold(&desk.log));
    desk
}

fn codes(points: &[Point]) -> String {
    points.iter().map(|one| one.code()).collect::<Vec<_>>().join(" ")
}

fn why(why: &Why) -> String {
    format!("{} {}", why.reason.code(), codes(&why.points))
}

/// `150 exact occurred first_signal` (minutes), or `missing occurred`.
fn face(read: &Result<Measured, Why>) -> String {
    match read {
        Ok(Measured { from, to, elapsed, precision }) => {
            assert_eq!(elapsed % MINUTE, 0);
            format!("{} {} {}", elapsed / MINUTE, precision.code(), codes(&[from.point, to.point]))
        }
        Err(reason) => why(reason),
    }
}

/// `called 2026-11-20T08:00:00.000Z exact`, or `missing called`.
fn reached(read: &Result<Told, Why>) -> String {
    match read {
        Ok(Told { point, moment }) => {
            format!("{} {} {}", point.code(), moment.at.expect("an instant").to_rfc3339(), moment.precision.code())
        }
        Err(reason) => why(reason),
    }
}

/// Lines `facts | expected`; a line that begins with a code and a colon says what is read from then on.
fn table(lines: &str, read: impl Fn(&str, &Desk) -> String) {
    let mut code = "";
    let mut held = 0;
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.split_once('|') {
            None => code = line.trim_end_matches(':'),
            Some((facts, expected)) => {
                let short = |text: &str| text.replace("D20", "2026-11-20").replace("D21", "2026-11-21");
                let desk = told("Europe/Berlin", &short(facts));
                assert_eq!(read(code, &desk), short(expected.trim()), "{code}: {facts}");
                held += 1;
            }
        }
    }
    assert!(held > 10);
}

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
    let outside = Outside { zones: &TzData, now: at("2026-11-22T14:05:00.000Z"), gates: gates() };
    let (_, log) = record(&mut Dice::new(558), outside).expect("the sample");
    let incident = fold(&log);
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

const LANGUAGES: [Language; 2] = [Language::English, Language::Chinese];

#[test]
fn everything_has_a_name_of_its_own_in_both_languages() {
    for language in LANGUAGES {
        let apart = |names: Vec<Msg>| {
            let mut texts: Vec<&str> = names.iter().map(|name| name.get(language)).collect();
            let count = texts.len();
            assert!(texts.iter().all(|text| !text.contains('_') && !text.is_empty()), "{texts:?}");
            texts.sort_unstable();
            texts.dedup();
            assert_eq!(texts.len(), count, "{texts:?}");
        };
        apart(Metric::ALL.iter().map(|&one| metric(one)).collect());
        apart(Metric::ALL.iter().map(|&one| basis(one)).collect());
        apart(Milestone::ALL.iter().map(|&one| milestone(one)).collect());
        apart(Point::ALL.iter().map(|&one| point(one)).collect());
    }
}

#[test]
fn lengths_and_reasons_in_words() {
    let measured = |elapsed, precision| {
        let told = |point| Told { point, moment: Moment::default() };
        Measured { from: told(Point::Declared), to: told(Point::ContainDone), elapsed, precision }
    };
    let both = |one: &dyn Fn(Language) -> String| LANGUAGES.map(one);
    let lengths = [
        (measured(30 * HOUR + 48 * MINUTE, Precision::Exact), ["30 h 48 min", "30 小时 48 分"]),
        (measured(125 * MINUTE, Precision::About), ["about 2 h 5 min", "约 2 小时 5 分"]),
        (
            measured(13 * DAY + 7 * HOUR, Precision::Date),
            ["13 d 7 h, at least a day unclear", "13 天 7 小时（误差至少一天）"],
        ),
        (measured(0, Precision::Exact), ["under 1 min", "不到 1 分钟"]),
        (measured(MINUTE - 1, Precision::About), ["under 1 min", "不到 1 分钟"]),
        (measured(MINUTE, Precision::Exact), ["1 min", "1 分钟"]),
    ];
    for (one, expected) in lengths {
        assert_eq!(both(&|language| length(language, &one)), expected);
    }
    let one = measured(1, Precision::Exact);
    let expected = ["Declared → Last containment action done", "正式宣布 → 最后一项遏制行动完成"];
    assert_eq!(both(&|language| ends(language, &one)), expected);
    let reasons = [
        (
            Reason::Missing,
            vec![Point::Confirmed, Point::Classification],
            [
                "Cannot be computed because the record does not say: “Confirmed” or “Classified as a security incident”.",
                "无法计算：记录中没有“确认”或“判定为安全事件”。",
            ],
        ),
        (
            Reason::Unknown,
            vec![Point::FirstSignal],
            ["Cannot be computed because the time of “First signal” is unknown.", "无法计算：“首个信号”的时间未知。"],
        ),
        (
            Reason::DayOnly,
            vec![Point::Occurred],
            [
                "Cannot be computed because of “Occurred” only the day is known, and the other end is too near.",
                "无法计算：“发生”仅知日期，且与另一端相距太近。",
            ],
        ),
        (
            Reason::Before,
            vec![Point::Notified, Point::Declared],
            [
                "Cannot be computed because “First notice or report” lies before “Declared”.",
                "无法计算：“首次通知或通报”早于“正式宣布”。",
            ],
        ),
    ];
    for (reason, points, expected) in reasons {
        let why = Why { reason, points };
        assert_eq!(both(&|language| cannot(language, &why)), expected);
    }
}
