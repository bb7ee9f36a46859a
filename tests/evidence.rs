//! Evidence with its details: noted in one act, checked again against the digest recorded, handed over.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::form::{FieldProblem, FormCode, Kind, Problem, TimeInput, Value, form};
use holdfast::language::{Language, entry};
use holdfast::record::body::*;
use holdfast::record::decide::Command;
use holdfast::record::evidence::Retention;
use holdfast::record::id::Id;
use holdfast::record::refusal::{Refusal, Why};
use holdfast::record::register::EntryValue;
use holdfast::record::time::{DAY, Moment, Precision};
use support::at;
use support::desk::Desk;
use support::facts::text;
use support::forms::{asking, typed_into, typed_now};
use support::registers::{add, change, refusal, remove, said, values};

const DIGEST: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

fn words(typed: &str) -> Value {
    Value::Text(text(typed))
}

fn when(date: &str, time: &str, precision: &str) -> Value {
    Value::Time(TimeInput { date: text(date), time: text(time), precision: text(precision), ..typed_now() })
}

fn desk() -> Desk {
    Desk::opened(at("2026-11-22T14:05:00.000Z"))
}

fn noted(desk: &mut Desk, label: &str, sha256: &str) -> Id {
    desk.state(EvidenceNoted {
        collector: text(""),
        label: text(label),
        place: text(""),
        reference: text(""),
        sha256: text(sha256),
        source: text("Mail service"),
    })
}

#[test]
fn evidence_and_its_details_are_one_act() {
    let mut desk = desk();
    let now = typed_now();
    let shown = form(FormCode::Evidence, &asking(&desk, "", &now));
    let codes: Vec<&str> = shown.fields.iter().map(|one| one.code).collect();
    let own = ["label", "source", "reference", "collector", "place", "sha256"];
    assert_eq!(codes, [&own[..], &["clock_offset", "retain_until", "retain_why", "occurred"]].concat());
    let until = shown.fields.iter().find(|one| one.code == "retain_until").unwrap();
    assert!(matches!(&until.initial, Some(Value::Time(input)) if input.precision == "date" && input.date.is_empty()));

    let fields = [
        ("label", words("EV-1 mail export")),
        ("source", words("Mail service")),
        ("clock_offset", words("+00:02:10")),
        ("retain_until", when("2027-11-22", "", "date")),
        ("occurred", when("2026-11-22", "14:00", "exact")),
    ];
    let before = desk.log.events().len();
    let events = desk.attempt(typed_into(FormCode::Evidence, &desk, "", &fields).unwrap()).unwrap();
    assert_eq!((events.len(), desk.log.events().len()), (2, before + 2));
    let collected = events[0].header.occurred.as_ref().unwrap();
    assert_eq!(collected.at, Some(at("2026-11-22T13:00:00.000Z")));
    assert_eq!(events[1].header.occurred, None, "only the collecting happened then");
    let evidence = &desk.incident.evidence[0].event;
    assert_eq!(*evidence, events[0].header.id);
    let detail = desk.incident.of_evidence("evidence_detail", evidence).expect("refers to the evidence");
    assert_eq!((detail.text("evidence"), detail.text("clock_offset")), (evidence.as_str(), "+00:02:10"));
    let until = detail.moment("retain_until").unwrap();
    assert_eq!((until.at, until.precision), (Some(at("2027-11-21T23:00:00.000Z")), Precision::Date));
    // Nothing but what the event itself holds: one event, as ever.
    let plain = typed_into(FormCode::Evidence, &desk, "", &fields[..2]).unwrap();
    assert!(matches!(plain, Command::State { .. }));
    // What cannot be read is named at its field.
    let unread = [fields[0].clone(), fields[1].clone(), ("retain_until", when("next year", "", "date"))];
    let problems = typed_into(FormCode::Evidence, &desk, "", &unread).unwrap_err();
    assert_eq!(problems, [FieldProblem { field: text("retain_until"), problem: Problem::NotATime }]);
}

#[test]
fn several_facts_are_stated_together_or_not_at_all() {
    let mut desk = desk();
    let party =
        |name: &str| Body::from(add("party", values([("granularity", said("customer")), ("name", said(name))])));
    let several = |bodies| Command::Several { bodies, occurred: None };
    let before = desk.log.events().len();
    let refused = desk.attempt(several(vec![party("A"), party(" "), party("C")])).unwrap_err();
    assert_eq!(refused, Refusal::at("name", Why::Empty));
    assert_eq!(desk.attempt(several(Vec::new())).unwrap_err(), Refusal::whole(Why::NothingToDo));
    assert_eq!(desk.log.events().len(), before);
    let events = desk.attempt(several(vec![party("A"), party("B"), party("C")])).unwrap();
    assert_eq!((events.len(), desk.incident.entries_of("party").count()), (3, 3));
    assert!(events.windows(2).all(|pair| pair[1].header.parents == [pair[0].hash.clone()]), "one chain");
    // The stand-in for what is noted in the same act is nothing elsewhere.
    let first = Id::first_of_act();
    let detail =
        || add("evidence_detail", values([("evidence", said(first.as_str())), ("clock_offset", said("unknown"))]));
    assert_eq!(refusal(&mut desk, detail()), Refusal::at("evidence", Why::NoSuchTarget));
    let refused = desk.attempt(several(vec![party("D"), detail().into()])).unwrap_err();
    assert_eq!(refused, Refusal::at("evidence", Why::NoSuchTarget));
    // A closed incident takes no new evidence, so no details with it either.
    let by = Some(holdfast::record::decide::Override { name: text("R"), role: text("E"), reason: text("Test") });
    desk.act(Command::Close { summary: text("Done"), by });
    let body = EvidenceNoted {
        collector: text(""),
        label: text("Late"),
        place: text(""),
        reference: text(""),
        sha256: text(""),
        source: text("Mail"),
    };
    let refused = desk.attempt(several(vec![body.into(), detail().into()])).unwrap_err();
    assert_eq!(refused, Refusal::whole(Why::IsClosed));
}

#[test]
fn a_check_says_what_the_digests_say() {
    let mut desk = desk();
    let known = noted(&mut desk, "EV-1", DIGEST);
    let without = noted(&mut desk, "EV-2", "");
    let other = "0f".repeat(32);
    let check = |evidence: &Id, result: &str, sha256: &str, now| {
        let fields = [
            ("evidence", said(evidence.as_str())),
            ("result", said(result)),
            ("sha256", said(sha256)),
            ("by", said("Mei Chen")),
            ("at", EntryValue::Time(support::moment(now))),
        ];
        add("evidence_check", values(fields))
    };
    let no = Err(Refusal::at("result", Why::NotAsCompared));
    let table = [
        (&known, "same", DIGEST, Ok(())),
        (&known, "different", DIGEST, no.clone()),
        (&known, "missing", DIGEST, no.clone()),
        (&known, "same", other.as_str(), no.clone()),
        (&known, "different", other.as_str(), Ok(())),
        (&known, "missing", other.as_str(), no),
        // Compared elsewhere, or not there at all.
        (&known, "same", "", Ok(())),
        (&known, "missing", "", Ok(())),
        (&known, "different", "", Err(Refusal::at("sha256", Why::Empty))),
        (&without, "same", DIGEST, Ok(())),
        (&without, "different", DIGEST, Ok(())),
    ];
    for (evidence, result, sha256, expected) in table {
        let mut other = desk.clone();
        let found = other.attempt(support::desk::fact(check(evidence, result, sha256, desk.now))).map(|_| ());
        assert_eq!(found, expected, "{result} {sha256}");
    }
    // The form: by whom and when stand in it, and the place for a file.
    let now = typed_now();
    let about = format!("evidence_check,evidence={known}");
    let shown = form(FormCode::Entry, &asking(&desk, &about, &now));
    let field = |code: &str| shown.fields.iter().find(|one| one.code == code).unwrap();
    assert_eq!(field("sha256").kind, Kind::Digest);
    assert_eq!(field("evidence").initial, Some(words(known.as_str())));
    assert_eq!(field("at").initial, Some(Value::Time(now.clone())));
    assert_eq!(field("by").initial, Some(words(asking(&desk, &about, &now).me)));
    assert_eq!(field("result").initial, None);
}

#[test]
fn what_stands_of_evidence_is_what_came_last() {
    let mut desk = desk();
    let [one, two] = ["EV-1", "EV-2"].map(|label| noted(&mut desk, label, DIGEST));
    let handed = |evidence: &Id, to: &str, at: Moment| {
        let fields = [
            ("evidence", said(evidence.as_str())),
            ("from", said("Mei Chen")),
            ("to", said(to)),
            ("at", EntryValue::Time(at)),
            ("place", said("Safe")),
            ("purpose", said("Analysis")),
        ];
        add("custody", values(fields))
    };
    let now = desk.now;
    let at = |days: i64| support::moment(now.plus(-days * DAY));
    let last = |desk: &Desk, id: &Id| desk.incident.of_evidence("custody", id).map(|one| text(one.text("to")));
    assert_eq!(last(&desk, &one), None);
    desk.state(handed(&one, "Bo Li", at(1)));
    desk.state(handed(&two, "Ravi Rao", at(0)));
    let earlier = desk.state(handed(&one, "Ana", at(3)));
    assert_eq!(last(&desk, &one), Some(text("Bo Li")), "by when it happened, not when it was written down");
    desk.state(change(&earlier, [("at", EntryValue::Time(at(0)))]));
    assert_eq!(last(&desk, &one), Some(text("Ana")));
    desk.state(remove(&earlier));
    assert_eq!(last(&desk, &one), Some(text("Bo Li")), "taken out");
    // Details say no time of their own: what was changed last stands.
    let detail = |offset: &str| {
        add("evidence_detail", values([("evidence", said(one.as_str())), ("clock_offset", said(offset))]))
    };
    let first = desk.state(detail("+00:02:10"));
    desk.state(detail("unknown"));
    let offset = |desk: &Desk| text(desk.incident.of_evidence("evidence_detail", &one).unwrap().text("clock_offset"));
    assert_eq!(offset(&desk), "unknown");
    desk.state(change(&first, [("clock_offset", said("+00:02:11"))]));
    assert_eq!(offset(&desk), "+00:02:11");
    let empty = add("evidence_detail", values([("evidence", said(one.as_str()))]));
    assert_eq!(refusal(&mut desk, empty), Refusal::at("clock_offset", Why::Empty));
}

#[test]
fn a_retention_is_told_in_both_languages() {
    let table = [
        (Retention::Ends(0), "Retention ends today", "保留期今日届满"),
        (Retention::Ends(1), "Retention ends in 1 day", "保留期将于 1 天后届满"),
        (Retention::Ends(14), "Retention ends in 14 days", "保留期将于 14 天后届满"),
        (Retention::Ended, "Retention has ended", "保留期已届满"),
    ];
    for (retention, en, zh) in table {
        assert_eq!(entry::retention(Language::English, retention), en);
        assert_eq!(entry::retention(Language::Chinese, retention), zh);
    }
}
