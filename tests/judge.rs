//! The engine against a judge outside Rust: cases as JSON lines, each with the facts of one stage and what the judge
//! says of them. `HOLDFAST_CASES` names a file of them (`tests/judge/judge.py` prints such files); without it the few
//! below are compared. Every disagreement is shown with both values.
//!
//! ```text
//! {"regime":"eu-dora-19","stage":"mid","anchors":{"aware":"2026-11-20T16:00:00+01:00"},"zone":"Europe/Berlin",
//!  "filed":{"in":"2026-11-21T11:00:00+01:00"},"due":"2026-11-24T10:00:00Z","holidays_unknown":false,
//!  "state_at":{"now":"2026-11-22T10:00:00Z","state":"running"}}
//! ```
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::built_in::built_in;
use holdfast::deadline::obligation::{Obligation, State};
use holdfast::deadline::{obligations, obligations_under};
use holdfast::record::body::{AnchorSet, ContractClockDecided, Declared, Filed, RegimeDecided, ReliefDecided, Terms};
use holdfast::record::codes::{Applicability, Counted, Counterparty};
use holdfast::record::time::{Moment, Timestamp};
use serde_json::Value;
use support::at;
use support::desk::Desk;
use support::facts::{declared, filed};
use support::zones::TzData;

const SAMPLE: &str = r#"
{"regime":"contract-72h","stage":"notice","anchors":{"declared":"2026-11-20T09:00:00-08:00"},"zone":"America/Los_Angeles","filed":{},"due":"2026-11-23T17:00:00Z","holidays_unknown":false,"state_at":{"now":"2026-11-23T17:00:01Z","state":"overdue"}}
{"regime":"eu-dora-19","stage":"in","anchors":{"aware":"2026-11-20T16:00:00+01:00","classified":"2026-11-21T09:00:00+01:00"},"zone":"Europe/Berlin","filed":{},"due":"2026-11-21T12:00:00Z","holidays_unknown":false}
{"regime":"eu-dora-19","stage":"mid","anchors":{},"zone":"Europe/Berlin","filed":{"in":"2026-11-21T11:00:00+01:00","mid":"2026-11-24T11:00:01+01:00"},"due":"2026-11-24T10:00:00Z","holidays_unknown":false,"state_at":{"now":"2026-11-25T10:00:00Z","state":"filed_late"}}
{"regime":"us-sec-105","stage":"8k","anchors":{"determined":"2030-12-30T09:00:00-05:00"},"zone":"America/New_York","filed":{},"due":"2031-01-03T22:30:00Z","holidays_unknown":true}
{"regime":"eu-dora-19","stage":"mid","anchors":{},"zone":"Europe/Berlin","filed":{"in":"2026-11-19T10:00:00+01:00"},"due":"2026-11-23T11:00:00Z","holidays_unknown":false,"relief":true,"state_at":{"now":"2026-11-22T11:00:00Z","state":"due_soon"}}
{"regime":"own","stage":"notice","anchors":{"aware":"2026-11-25T20:00:00+01:00"},"zone":"Europe/Berlin","filed":{},"due":"2026-12-01T04:59:59Z","holidays_unknown":false,"own":{"anchor":"aware","length":2,"unit":"bd","zone":"America/New_York","calendar":"us_federal"}}
{"regime":"own","stage":"notice","anchors":{"aware":"2026-11-25T20:00:00+01:00"},"zone":"Europe/Berlin","filed":{"notice":"2026-11-28T00:00:00+01:00"},"due":"2026-11-27T22:59:59Z","holidays_unknown":false,"own":{"anchor":"aware","length":2,"unit":"cd","zone":"typed","calendar":null},"state_at":{"now":"2026-11-29T00:00:00Z","state":"filed_late"}}
{"regime":"us-circia","stage":"in","anchors":{"aware":"2026-11-20T16:00:00+01:00"},"zone":"Europe/Berlin","filed":{},"due":null,"holidays_unknown":false}
{"regime":"my-pdpa","stage":"ind","anchors":{},"zone":"Asia/Kuala_Lumpur","filed":{},"due":null,"holidays_unknown":false,"state_at":{"now":"2026-11-25T10:00:00Z","state":"not_started"}}
"#;

/// A time with its offset, as typed in a zone.
fn typed(text: &Value, zone: &str) -> Moment {
    let read = chrono::DateTime::parse_from_rfc3339(text.as_str().expect("a text")).expect("an RFC 3339 time");
    Moment::exact(Timestamp(read.timestamp_millis()), zone, read.offset().local_minus_utc() / 60)
}

fn instant(text: &Value) -> Option<Timestamp> {
    (!text.is_null()).then(|| typed(text, "UTC").at.expect("an instant"))
}

/// The terms of a clock of one's own, where the case is about one.
fn own_clock(own: &Value) -> Option<Terms> {
    own.as_object()?;
    let text = |name: &str| own[name].as_str().unwrap_or_default().to_owned();
    // What the judge calls "typed" and "weekends" are blanks in a record.
    let unless = |blank: &str, found: String| if found == blank { String::new() } else { found };
    Some(Terms {
        anchor: text("anchor"),
        dated: String::new(),
        holidays: unless("weekends", text("calendar")).replace('_', "-"),
        length: own["length"].as_u64().and_then(|length| usize::try_from(length).ok()).expect("a length"),
        name: "Contract".to_owned(),
        party: Counterparty::Customer,
        source: "a clause".to_owned(),
        unit: match text("unit").as_str() {
            "h" => Counted::Hours,
            "cd" => Counted::CalendarDays,
            "bd" => Counted::BusinessDays,
            other => panic!("no unit {other}"),
        },
        zone: unless("typed", text("zone")),
    })
}

/// What the engine makes of a case.
fn answer(case: &Value) -> Obligation {
    let text = |name: &str| case[name].as_str().unwrap_or_default().to_owned();
    let own = own_clock(&case["own"]);
    let (regime, stage, zone) = (own.as_ref().map_or_else(|| text("regime"), Terms::code), text("stage"), text("zone"));
    let mut desk = Desk::opened(at("2024-01-01T00:00:00.000Z"));
    // Nothing a case may name lies in the future.
    desk.now = at("2060-01-01T00:00:00.000Z");
    for (anchor, value) in case["anchors"].as_object().into_iter().flatten() {
        let moment = typed(value, &zone);
        match anchor.as_str() {
            "declared" => desk.state(Declared { moment, ..declared(&desk, "") }),
            _ => desk.state(AnchorSet { anchor: anchor.clone(), regime: None, moment, source: "case".to_owned() }),
        };
    }
    for (key, value) in case["filed"].as_object().into_iter().flatten() {
        let (regime, stage) = key.split_once('.').unwrap_or((&regime, key));
        desk.state(Filed { regime: regime.to_owned(), stage: stage.to_owned(), ..filed(typed(value, &zone)) });
    }
    let [by, role, reason, edition] = ["judge", "judge", "case", "2026-11-22"].map(str::to_owned);
    if case["relief"] == true {
        let (by, role, reason) = (by.clone(), role.clone(), reason.clone());
        desk.state(ReliefDecided { by, claimed: true, reason, regime: regime.clone(), role, stage: stage.clone() });
    }
    if let Some(clock) = own {
        let decision = Applicability::Applies;
        desk.state(ContractClockDecided { by, clock, decision, reason, regime: regime.clone(), role });
        let found = obligations(&desk.incident, built_in(), &TzData);
        return found.into_iter().find(|one| one.regime == regime).expect("a clock of one's own");
    }
    desk.state(RegimeDecided { by, decision: Applicability::Applies, edition, reason, regime: regime.clone(), role });
    let row = built_in().regime(&regime).unwrap_or_else(|| panic!("no regime {regime}"));
    let found = obligations_under(&desk.incident, built_in(), row, &TzData);
    found.into_iter().find(|one| one.stage == stage).unwrap_or_else(|| panic!("no stage {regime} {stage}"))
}

/// What the engine says otherwise than the judge, in words.
fn disagreements(case: &Value) -> Vec<String> {
    let found = answer(case);
    let mut said = Vec::new();
    let (due, expected) = (found.due.map(|due| due.at), instant(&case["due"]));
    let shown = |at: Option<Timestamp>| at.map_or("none".to_owned(), Timestamp::to_rfc3339);
    if due != expected {
        said.push(format!("due: engine {}, judge {}", shown(due), shown(expected)));
    }
    let unknown = found.due.is_some_and(|due| due.holidays_unknown);
    if Some(unknown) != case["holidays_unknown"].as_bool() {
        said.push(format!("holidays unknown: engine {unknown}, judge {}", case["holidays_unknown"]));
    }
    if let Some(now) = instant(&case["state_at"]["now"]) {
        let state = match found.state(now) {
            // The judge measures against nothing by calling it in time.
            State::Filed => "filed_on_time",
            State::NotInForce => "not_started",
            state => state.code(),
        };
        if case["state_at"]["state"] != state {
            said.push(format!("state: engine {state}, judge {}", case["state_at"]["state"]));
        }
    }
    said
}

#[test]
fn the_engine_agrees_with_the_judge() {
    let cases = match std::env::var_os("HOLDFAST_CASES") {
        Some(path) => std::fs::read_to_string(path).expect("a file of cases"),
        None => SAMPLE.to_owned(),
    };
    let (mut count, mut wrong) = (0, Vec::new());
    for line in cases.lines().filter(|line| !line.trim().is_empty()) {
        let case: Value = serde_json::from_str(line).expect("a case");
        count += 1;
        wrong.extend(disagreements(&case).into_iter().map(|said| format!("{said}\n  {line}")));
    }
    assert!(count > 5, "only {count} cases");
    let shown: Vec<&String> = wrong.iter().take(40).collect();
    assert!(wrong.is_empty(), "{} disagreements in {count} cases\n{shown:#?}", wrong.len());
    println!("{count} cases, no disagreement");
}

/// A wrong answer is seen: each expectation changed makes a disagreement.
#[test]
fn a_wrong_answer_is_seen() {
    for line in SAMPLE.lines().filter(|line| !line.trim().is_empty()) {
        let case: Value = serde_json::from_str(line).expect("a case");
        let mut changed = case.clone();
        changed["due"] = Value::from("2026-11-23T17:00:02Z");
        assert_eq!(disagreements(&changed).len(), 1, "{line}");
        changed = case.clone();
        changed["holidays_unknown"] = Value::from(case["holidays_unknown"] != true);
        assert_eq!(disagreements(&changed).len(), 1, "{line}");
    }
}
