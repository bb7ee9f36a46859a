//! The record as a file: valid against its schema, read back byte for byte, in a backup as well.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::built_in::built_in;
use holdfast::deadline::profile::Profile;
use holdfast::exchange::backup::{Beside, export_all, handling};
use holdfast::exchange::import::read_file;
use holdfast::exchange::metrics::{Metric, Milestone, Point, Reason};
use holdfast::exchange::record_json::{FORMAT, FORMAT_VERSION, SCHEMA, export, file_name};
use holdfast::record::apply::fold;
use holdfast::record::body::Body;
use holdfast::record::codes::*;
use jsonschema::Validator;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use support::at;
use support::beside::{backup, beside, later_rules, profile};
use support::desk::{Desk, lines};
use support::forge::{apart, event, exported, later_kind};
use support::story::{meet, story};
use support::zones::TzData;

const SCHEMA_TEXT: &str = include_str!("../src/exchange/holdfast-incident-record-1.schema.json");

fn schema() -> Value {
    serde_json::from_str(SCHEMA_TEXT).expect("JSON")
}

fn validator() -> Validator {
    jsonschema::options().should_validate_formats(true).build(&schema()).expect("a schema")
}

/// What the schema has against a value, in words; empty when it is valid.
fn faults(validator: &Validator, value: &Value) -> String {
    validator.iter_errors(value).map(|error| format!("{}: {error}\n", error.instance_path())).collect()
}

fn exported_story() -> (Desk, Value) {
    let desk = story();
    let value = serde_json::from_str(&exported(&desk.log, desk.now)).expect("JSON");
    (desk, value)
}

#[test]
fn the_schema_is_a_schema() {
    assert!(jsonschema::meta::is_valid(&schema()));
    assert_eq!(schema()["$id"], SCHEMA);
    assert_eq!(schema()["properties"]["format"]["const"], FORMAT);
    assert_eq!(schema()["properties"]["format_version"]["const"], FORMAT_VERSION);
}

#[test]
fn exports_are_valid() {
    let validator = validator();
    let (mut desk, value) = exported_story();
    assert_eq!(faults(&validator, &value), "");
    // From the first moment on, and with kinds of a later build.
    let young = Desk::opened(at("2026-05-01T00:00:00.000Z"));
    let value: Value = serde_json::from_str(&exported(&young.log, young.now)).unwrap();
    assert_eq!(faults(&validator, &value), "");
    for body in [json!(["anything"]), json!({ "at": 7 })] {
        desk.take(vec![event(&later_kind(&desk.log, &body))]);
    }
    let value: Value = serde_json::from_str(&exported(&desk.log, desk.now)).unwrap();
    assert_eq!(faults(&validator, &value), "");
}

/// The schema describes all there is: every part of the derived section, every kind, every field, every code.
#[test]
fn the_schema_is_complete() {
    let schema = schema();
    let (desk, value) = exported_story();
    let names = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<BTreeSet<_>>();
    let described = |value: &Value| {
        value["properties"]
            .as_object()
            .expect("properties")
            .values()
            .all(|one| one.get("description").is_some() || one.get("$ref").is_some())
    };
    assert_eq!(names(&value["derived"]), names(&schema["$defs"]["derived"]["properties"]));
    for part in
        ["anchors", "deadlines", "variants", "steps", "gate_overrides", "log", "phases", "metrics", "milestones"]
    {
        // Not every one of a part says everything.
        let said = value["derived"][part].as_array().unwrap().iter().flat_map(names);
        assert_eq!(
            said.collect::<BTreeSet<_>>(),
            names(&schema["$defs"]["derived"]["properties"][part]["items"]["properties"]),
            "{part}"
        );
    }
    for one in desk.log.events() {
        let content = &apart(&one.line())["content"];
        if content.is_null() {
            continue;
        }
        let of_kind = &schema["$defs"][one.header.kind.as_str()];
        assert_eq!(names(&content["body"]), names(&of_kind["properties"]), "{}", one.header.kind);
        let required = of_kind["required"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned());
        let mut always = names(&content["body"]);
        always.retain(|name| !came_later(&one.header.kind, name));
        assert_eq!(always, required.collect());
        assert!(described(of_kind), "{}", one.header.kind);
    }
    let rules = schema["$defs"]["event"]["allOf"].as_array().unwrap();
    let ruled: BTreeSet<&str> = rules
        .iter()
        .map(|rule| rule["if"]["properties"]["header"]["properties"]["kind"]["const"].as_str().unwrap())
        .collect();
    assert_eq!(ruled, Body::KINDS.iter().copied().collect());
    macro_rules! codes {
        ($($name:literal $type:ident),+) => {
            $(assert_eq!(
                schema["$defs"][$name]["enum"],
                json!($type::ALL.iter().map(|one| one.code()).collect::<Vec<_>>()),
                $name
            );)+
        };
    }
    codes!(
        "mode" Mode, "reporter_kind" ReporterKind, "tlp" Tlp, "severity_level" SeverityLevel,
        "severity_criterion" SeverityCriterion, "answer" Answer, "outcome" Outcome, "harm" Harm, "cause" Cause,
        "data_class" DataClass, "customers" Customers, "ground" Ground, "phase" Phase, "step_status" StepStatus,
        "seat" Seat, "plan_column" PlanColumn, "plan_limit" PlanLimit, "action_status" ActionStatus, "impact" Impact, "confidence" Confidence,
        "eviction_claim" EvictionClaim, "service_claim" ServiceClaim, "watch_result" WatchResult, "rating" Rating,
        "entry_kind" EntryKind, "relation" Relation, "gate_code" GateCode, "applicability" Applicability,
        "stating" Stating, "notice_language" NoticeLanguage, "counterparty" Counterparty, "counted" Counted,
        "clock_finding" ClockFinding, "metric" Metric, "milestone" Milestone, "metric_point" Point,
        "metric_reason" Reason
    );
}

/// A field that earlier builds did not write.
fn came_later(kind: &str, field: &str) -> bool {
    matches!((kind, field), ("filing.recorded" | "notice.sent", "edition") | ("plan.row_added", "limits" | "why"))
}

/// The schema is worth something: each field left out or of another type, in any kind, makes a file invalid.
#[test]
fn the_schema_refuses_what_is_wrong() {
    let validator = validator();
    let (_, whole) = exported_story();
    let mut seen = BTreeSet::new();
    let mut wrong = 0;
    for (index, one) in whole["events"].as_array().unwrap().iter().enumerate() {
        let kind = one["header"]["kind"].as_str().unwrap().to_owned();
        if one["content"].is_null() || !seen.insert(kind.clone()) {
            continue;
        }
        // Alone in its file, so that a file is small.
        let mut file = whole.clone();
        file["events"] = json!([whole["events"][index]]);
        let at = |part: &str| format!("/events/0/{part}");
        for part in ["content/body", "header", "header/author"] {
            let fields: Map<String, Value> = file.pointer(&at(part)).unwrap().as_object().unwrap().clone();
            for name in fields.keys() {
                let mut without = file.clone();
                without.pointer_mut(&at(part)).unwrap().as_object_mut().unwrap().remove(name);
                let mut other = file.clone();
                other.pointer_mut(&at(part)).unwrap()[name] = json!(7.5);
                let valid_without = part == "content/body" && came_later(&kind, name);
                assert!(!valid_without || validator.is_valid(&without), "{kind}: {name} came later");
                for damaged in if valid_without { vec![other] } else { vec![without, other] } {
                    assert!(!validator.is_valid(&damaged), "{kind}: {part} {name}");
                    wrong += 1;
                }
            }
        }
    }
    assert_eq!(seen.len(), Body::KINDS.len());
    assert!(wrong > 800, "{wrong} damaged files");
    let edits: [(&str, Value); 10] = [
        ("/format", json!("holdfast")),
        ("/format_version", json!(2)),
        ("/incident", json!("0558")),
        ("/heads", json!([])),
        ("/events", json!([])),
        ("/exported", json!("2026-11-22 14:05")),
        ("/derived/standing", json!("paused")),
        ("/derived/deadlines/0/state", json!("late")),
        ("/events/0/hash", json!("ABC")),
        ("/events/0/header/counter", json!(0)),
    ];
    for (place, value) in edits {
        let mut damaged = whole.clone();
        *damaged.pointer_mut(place).unwrap() = value;
        assert!(!validator.is_valid(&damaged), "{place}");
    }
}

#[test]
fn a_record_comes_back_byte_for_byte() {
    let desk = story();
    let text = exported(&desk.log, desk.now);
    let file = read_file(&text).expect("read");
    assert_eq!(file.records.len(), 1);
    let read = &file.records[0];
    assert_eq!((&read.incident, lines(&read.log), read.log.heads()), (&desk.id, desk.lines(), desk.log.heads()));
    assert_eq!(fold(&read.log), desk.incident);
    // On another machine, at the same time, the very same file.
    assert_eq!(exported(&read.log, desk.now), text);
    // A byte order mark in front, as some editors leave it, and CRLF line ends between events change nothing.
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(lines(&read_file(&windows).expect("read").records[0].log), desk.lines());
}

#[test]
fn the_derived_section_is_never_read_back() {
    let desk = story();
    let text = exported(&desk.log, desk.now);
    let mut value: Value = serde_json::from_str(&text).unwrap();
    value["derived"] = json!({ "title": "another", "events": -1 });
    let start = text.find("\"derived\":").unwrap();
    let end = text.find(",\n\"events\":[").unwrap();
    let changed = format!("{}\"derived\":{}{}", &text[..start], value["derived"], &text[end..]);
    assert_eq!(exported(&read_file(&changed).expect("read").records[0].log, desk.now), text);
}

#[test]
fn a_backup_comes_back_byte_for_byte() {
    let mut desks = vec![story(), Desk::opened(at("2026-05-01T00:00:00.000Z"))];
    let mut third = Desk::new(&holdfast::record::id::Id::from_random([3; 16]), "Bo Li", "Scribe", 5, desks[1].now);
    third.act(Desk::open());
    desks.push(third);
    let now = at("2026-12-01T00:00:00.000Z");
    let text = export_all(desks.iter().map(|desk| (&desk.log, &desk.incident)), &TzData, now);
    let file = read_file(&text).expect("read");
    assert_eq!(file.records.len(), desks.len());
    for (read, desk) in file.records.iter().zip(&desks) {
        assert_eq!((&read.incident, lines(&read.log)), (&desk.id, desk.lines()));
    }
    let folded: Vec<_> = file.records.iter().map(|read| (&read.log, fold(&read.log))).collect();
    assert_eq!(export_all(folded.iter().map(|(log, incident)| (*log, incident)), &TzData, now), text);
    let empty = export_all(std::iter::empty(), &TzData, now);
    assert!(read_file(&empty).expect("read").records.is_empty());
    // Valid, too: the backup by its own part of the schema.
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(faults(&backup_validator(), &value), "");
    let validator = validator();
    for record in value["records"].as_array().unwrap() {
        assert_eq!(faults(&validator, record), "");
    }
}

/// The part of the schema that describes a backup; its records are judged one by one.
fn backup_validator() -> Validator {
    let mut of_backup = schema();
    of_backup["properties"] = json!({});
    of_backup["required"] = json!([]);
    of_backup["$ref"] = json!("#/$defs/backup");
    of_backup["$defs"]["backup"]["properties"]["records"]["items"] = json!(true);
    jsonschema::options().should_validate_formats(true).build(&of_backup).expect("a schema")
}

/// The imported rules and the profile come back as they are kept, where they are there, and stand in the schema.
#[test]
fn a_backup_holds_the_rules_and_the_profile() {
    let desk = Desk::opened(at("2026-05-01T00:00:00.000Z"));
    let Beside { rules, profile: kept } = beside();
    let none = String::new();
    let validator = backup_validator();
    for (rules, kept) in [(&rules, &kept), (&rules, &none), (&none, &kept), (&none, &none)] {
        let put = Beside { rules: rules.clone(), profile: kept.clone() };
        let text = backup(&desk, &put);
        let read = read_file(&text).expect("read");
        assert_eq!((read.beside, lines(&read.records[0].log)), (put, desk.lines()));
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(faults(&validator, &value), "");
        let named = ["rules", "profile"].map(|part| value.get(part).is_some());
        assert_eq!(named, [!rules.is_empty(), !kept.is_empty()]);
    }
    assert_eq!(Profile::read_strictly(&kept).unwrap(), profile());
    // The schema says no to what the reader refuses.
    let mut value: Value = serde_json::from_str(&backup(&desk, &beside())).unwrap();
    value["profile"]["clocks"][1]["unit"] = json!("moons");
    assert_ne!(faults(&validator, &value), "");
}

/// What could not be read back is not written: it would keep the records from being restored. So is what says nothing.
#[test]
fn a_backup_can_always_be_read_back() {
    let desk = Desk::opened(at("2026-05-01T00:00:00.000Z"));
    let rules = later_rules();
    let marked = Beside { rules: format!("\u{feff}{rules}"), ..Beside::default() };
    assert_eq!(read_file(&backup(&desk, &marked)).expect("read").beside.rules, rules);
    let silent = holdfast::record::json::text(&Profile::default());
    let cut = rules.chars().take(500).collect();
    for (rules, profile) in [(cut, silent), ("{}".to_owned(), "{".to_owned()), ("]".to_owned(), "null".to_owned())] {
        let text = backup(&desk, &Beside { rules, profile });
        assert_eq!(read_file(&text).expect("read").beside, Beside::default());
    }
}

/// What an earlier build wrote, byte for byte but for the parts it does not know.
#[test]
fn an_older_backup_is_read_and_an_older_build_passes_over_the_new_parts() {
    let desk = Desk::opened(at("2026-05-01T00:00:00.000Z"));
    let older = export_all([(&desk.log, &desk.incident)].into_iter(), &TzData, desk.now);
    assert!(!older.contains("\"profile\"") && !older.contains("\"rules\""));
    let read = read_file(&older).expect("read");
    assert_eq!((read.beside, read.records.len()), (Beside::default(), 1));
    // In a record such a part is some tool's own.
    let record = exported(&desk.log, desk.now).replacen('{', "{\"rules\":7,\"profile\":[],", 1);
    assert_eq!(read_file(&record).expect("read").beside, Beside::default());
}

/// What the derived section says of the story, spot by spot.
#[test]
fn the_derived_section_says_what_happened() {
    let (desk, value) = exported_story();
    let derived = &value["derived"];
    let expected = [
        ("/title", json!("邮箱被伪造令牌读取")),
        ("/exercise", json!(true)),
        ("/tlp", json!("amber_strict")),
        ("/legally_privileged", json!(true)),
        ("/legal_hold", json!(false)),
        ("/standing", json!("open")),
        ("/severity", json!("sev1")),
        ("/outcome", json!("security_incident")),
        ("/declared_unconfirmed", json!(false)),
        ("/services", json!(["Mail", "Token signing"])),
        ("/deadlines/0/state", json!("met")),
        ("/deadlines/0/length_hours", json!(72)),
        ("/erased", json!(1)),
        ("/events", json!(desk.log.events().len())),
        ("/gate_overrides/0/gate", json!("G3")),
        ("/gate_overrides/0/missing", json!(["plan_response_owner", "plan_row_per_service", "signed_per_service"])),
    ];
    for (place, value) in expected {
        assert_eq!(derived.pointer(place), Some(&value), "{place}");
    }
    let texts: Vec<&str> =
        derived["log"].as_array().unwrap().iter().map(|line| line["text"].as_str().unwrap()).collect();
    assert!(texts.contains(&"Told them we are looking") && !texts.contains(&"Told them we ar looking"));
}

#[test]
fn file_names_say_marking_and_time_and_no_title() {
    let desk = story();
    let name = file_name(&desk.incident, at("2026-11-22T14:05:09.123Z"));
    assert_eq!(
        name,
        format!("holdfast-exercise-{}-tlp-amber-strict-privileged-20261122T140509Z.json", desk.id.short())
    );
    let other = Desk::opened(at("2026-05-01T00:00:00.000Z"));
    let name = file_name(&other.incident, at("2026-11-22T14:05:09.123Z"));
    assert_eq!(name, format!("holdfast-incident-{}-tlp-amber-20261122T140509Z.json", other.id.short()));
    // The build that wrote it is named, where it is known.
    let by = holdfast::exchange::record_json::export_by(
        "2c6fc9c4ffcf",
        &desk.log,
        &desk.incident,
        built_in(),
        &TzData,
        desk.now,
    );
    let by: Value = serde_json::from_str(&by).unwrap();
    assert_eq!(by["app"]["version"], format!("{}+2c6fc9c4ffcf", holdfast::exchange::record_json::VERSION));
    // A backup is handled as the strictest of its records.
    let marked = handling([&other.incident, &desk.incident].into_iter());
    assert_eq!(marked, (Tlp::AmberStrict, true));
    let name = holdfast::exchange::backup::file_name(marked, at("2026-11-22T14:05:09.123Z"));
    assert_eq!(name, "holdfast-backup-tlp-amber-strict-privileged-20261122T140509Z.json");
    let both = [(&other.log, &other.incident), (&desk.log, &desk.incident)];
    let head: Value = serde_json::from_str(&export_all(both.into_iter(), &TzData, desk.now)).unwrap();
    assert_eq!((&head["tlp"], &head["legally_privileged"]), (&json!("amber_strict"), &json!(true)));
}

/// Two people's logs, exported by each after they met, hold the same events.
#[test]
fn copies_that_met_export_the_same_events() {
    let mut one = story();
    let mut other = Desk::new(&one.id, "Bo Li", "Scribe", 12, one.now);
    meet(&mut one, &mut other);
    let events = |desk: &Desk| export(&desk.log, &desk.incident, &TzData, one.now);
    assert_eq!(events(&one), events(&other));
}
