//! The rule pack: the built-in rules whole and sound, and the strict reader of packs from outside.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use holdfast::deadline::built_in::{built_in, read_built_in};
use holdfast::deadline::pack::{Pack, Start, Unit};
use holdfast::deadline::read::{
    FORMAT, Fault, MAX_BYTES, MAX_ITEMS, MAX_LENGTH, MAX_PROBLEMS, MAX_REGIMES, MAX_TEXT, Problem, read,
};
use holdfast::language::{Language, pack_problem};
use holdfast::record::bilingual::Bilingual;
use serde_json::{Value, json};

#[test]
fn the_built_in_rules_are_whole() {
    let (pack, problems) = read_built_in();
    assert_eq!(problems, []);
    let stages: usize = pack.regimes.iter().map(|regime| regime.stages.len()).sum();
    assert_eq!((pack.regimes.len(), stages), (118, 271));
    assert_eq!((pack.edition.as_str(), pack.as_of.as_str()), ("2026-11-26", "2026-11-26"));
    assert!(*built_in() == pack);
    assert!(!pack.disclaimer.en.is_empty() && !pack.disclaimer.zh.is_empty());
}

/// Every text is there in both languages, chains hang together, and only rules that count are proposed.
#[test]
fn the_built_in_rules_are_sound() {
    let filled = |text: &Bilingual| !text.en.is_empty() && !text.zh.is_empty();
    let chinese = |text: &Bilingual| text.zh.chars().any(|one| ('\u{4e00}'..='\u{9fff}').contains(&one));
    for regime in &built_in().regimes {
        let id = &regime.id;
        assert!([&regime.name, &regime.who, &regime.citation, &regime.counting].into_iter().all(filled), "{id}");
        assert!(chinese(&regime.name) && chinese(&regime.counting), "{id}");
        assert!(regime.counts() || !regime.offered, "{id} is proposed and no law");
        assert!(built_in().regimes.iter().filter(|other| other.id == *id).count() == 1, "{id}");
        for stage in &regime.stages {
            let place = format!("{id}/{}", stage.key);
            assert!(filled(&stage.name) && filled(&stage.to) && chinese(&stage.name), "{place}");
            let cap = stage.cap.as_ref().map(|cap| cap.anchor.as_str());
            for anchor in [Some(stage.anchor.as_str()), cap].into_iter().flatten() {
                if let Start::Filing(owner, key) = Start::read(anchor) {
                    let owner = owner.map_or(Some(regime), |id| built_in().regime(id));
                    assert!(owner.and_then(|owner| owner.stage(key)).is_some(), "{place} runs from {anchor}");
                }
            }
            assert!(!stage.late_alone || stage.cap.is_some(), "{place}");
            let business = stage.length.is_some_and(|length| length.unit == Unit::BusinessDays);
            assert!(stage.cut_off.is_none() || business, "{place}");
        }
    }
}

/// A pack of one regime with two stages, with every field there is.
fn pack() -> Value {
    serde_json::from_str(PACK).unwrap()
}

const PACK: &str = r#"{
  "format": "holdfast-rule-pack", "format_version": 1, "edition": "2027-01-01", "as_of": "2026-12-31",
  "disclaimer": ["Not legal advice.", "不构成法律意见。"],
  "regimes": [{
    "id": "xx-law", "name": ["Law", "法"], "jurisdiction": "XX", "status": "in_force", "since": "2020-02-29",
    "status_note": ["note", "注"], "who": ["A to B", "甲至乙"], "starts": ["awareness", "知悉"],
    "counting": ["hours", "小时"], "citation": ["Law Art. 1", "法第一条"], "mark": "primary", "as_of": "2026-12-31",
    "warning": ["", ""], "offered": true, "zone": "Europe/Berlin", "holidays": "us-federal", "replaces": "xx-old",
    "exceptions": [["encrypted", "已加密"]], "ask": [["people:XX", "role:controller"], ["place:XX"]],
    "stages": [
      { "key": "in", "name": ["First", "首次"], "to": ["authority", "机关"], "anchor": "classified", "n": 4,
        "unit": "hours", "cap": { "anchor": "aware", "n": 24, "unit": "hours" },
        "late_rule": "anchor_after_cap_alone", "hour_rule": true, "relief": "noon_next_working_day" },
      { "key": "fr", "name": ["Final", "最终"], "to": ["authority", "机关"], "anchor": "filed:in", "n": 1,
        "unit": "business_days", "anchor_filing": "latest", "least": true, "day_one": true, "cut_off": "17:30",
        "order": "not_later_than", "threshold": { "count": 500, "op": ">=", "scope": ["people", "人"] },
        "condition": ["c", "条件"], "extension": ["e", "延长"], "note": ["n", "注"], "mark": "unverified",
        "own_targets": [["30 days", "30 天"]], "content": ["nature"] },
      { "key": "ds", "name": ["People", "个人"], "to": ["people", "个人"], "anchor": "aware", "unit": "none" }
    ]
  }]
}"#;

fn outcome(value: &Value) -> Result<Pack, Vec<Problem>> {
    read(&value.to_string())
}

#[test]
fn a_whole_pack_is_read_field_by_field() {
    let read = outcome(&pack()).unwrap();
    let regime = read.regime("xx-law").unwrap();
    let [first, last, people] = &regime.stages[..] else { panic!("three stages") };
    assert_eq!((read.edition.as_str(), read.as_of.as_str()), ("2027-01-01", "2026-12-31"));
    assert_eq!((regime.since.as_str(), regime.zone.as_str(), regime.offered), ("2020-02-29", "Europe/Berlin", true));
    assert_eq!((regime.holidays.as_str(), regime.replaces.as_str(), regime.ask.len()), ("us-federal", "xx-old", 2));
    assert!(first.late_alone && first.hour_rule && first.relief && first.cap.is_some() && !first.from_latest);
    assert!(
        last.least && !first.least && last.from_latest && last.day_one && last.order.is_some() && last.mark.is_some()
    );
    assert_eq!((last.cut_off, last.threshold.as_ref().unwrap().is_reached(500)), (Some((17, 30)), true));
    assert_eq!((people.length, last.own_targets.len(), last.content.len()), (None, 1, 1));
    assert_eq!(people.note, Bilingual::default());
}

/// One change to the pack, by JSON pointer (null takes the field away), and the one problem it makes.
#[test]
fn what_is_wrong_is_named_with_its_place() {
    let long = "x".repeat(MAX_TEXT + 1);
    let unknown = |code: &str| Fault::UnknownCode(code.to_owned());
    let stage = "/regimes/0/stages/0";
    let table: Vec<(String, Value, &str, Fault)> = [
        ("/edition", json!(null), "edition", Fault::Missing),
        ("/edition", json!("2027-02-30"), "edition", Fault::OutOfRange),
        ("/edition", json!("2027-2-3"), "edition", Fault::OutOfRange),
        ("/disclaimer", json!(["", ""]), "disclaimer", Fault::Missing),
        ("/regimes", json!({}), "regimes", Fault::WrongKind),
        ("/regimes", json!(null), "regimes", Fault::Missing),
        ("/regimes/0", json!("x"), "regimes/0", Fault::WrongKind),
        ("/regimes/0/id", json!("has space"), "regimes/0/id", Fault::Missing),
        ("/regimes/0/name", json!(null), "xx-law/name", Fault::Missing),
        ("/regimes/0/name", json!(["Law", ""]), "xx-law/name", Fault::OneLanguage),
        ("/regimes/0/name", json!(["Law", "法", "x"]), "xx-law/name", Fault::WrongKind),
        ("/regimes/0/who", json!([long, "长"]), "xx-law/who", Fault::TooLong),
        ("/regimes/0/jurisdiction", json!(long), "xx-law/jurisdiction", Fault::TooLong),
        ("/regimes/0/citation", json!(null), "xx-law/citation", Fault::Missing),
        ("/regimes/0/status", json!("repealed"), "xx-law/status", unknown("repealed")),
        ("/regimes/0/mark", json!(3), "xx-law/mark", Fault::WrongKind),
        ("/regimes/0/offered", json!(null), "xx-law/offered", Fault::Missing),
        ("/regimes/0/offered", json!("yes"), "xx-law/offered", Fault::WrongKind),
        ("/regimes/0/zone", json!("Europe/Berlin\n"), "xx-law/zone", Fault::OutOfRange),
        ("/regimes/0/stages", json!([]), "xx-law/stages", Fault::Missing),
        ("/regimes/0/ask/0/0", json!(7), "xx-law/ask/0/0", Fault::WrongKind),
        ("/regimes/0/stages/0/key", json!(null), "xx-law/stages/0/key", Fault::Missing),
        ("/regimes/0/stages/0/anchor", json!("a b"), "xx-law/in/anchor", Fault::OutOfRange),
        ("/regimes/0/stages/0/n", json!(null), "xx-law/in/n", Fault::Missing),
        ("/regimes/0/stages/0/n", json!(-4), "xx-law/in/n", Fault::OutOfRange),
        ("/regimes/0/stages/0/n", json!(4.5), "xx-law/in/n", Fault::OutOfRange),
        ("/regimes/0/stages/0/n", json!(u64::from(MAX_LENGTH) + 1), "xx-law/in/n", Fault::OutOfRange),
        ("/regimes/0/stages/0/n", json!("4"), "xx-law/in/n", Fault::WrongKind),
        ("/regimes/0/stages/0/least", json!("90"), "xx-law/in/least", Fault::WrongKind),
        ("/regimes/0/stages/0/unit", json!("weeks"), "xx-law/in/unit", unknown("weeks")),
        ("/regimes/0/stages/0/unit", json!("none"), "xx-law/in/n", Fault::OutOfRange),
        ("/regimes/0/stages/0/cap", json!(24), "xx-law/in/cap", Fault::WrongKind),
        ("/regimes/0/stages/0/cap/anchor", json!(null), "xx-law/in/cap/anchor", Fault::Missing),
        ("/regimes/0/stages/0/cap", json!({ "anchor": "aware", "unit": "none" }), "xx-law/in/cap/unit", Fault::Missing),
        ("/regimes/0/stages/0/late_rule", json!("other"), "xx-law/in/late_rule", unknown("other")),
        ("/regimes/0/stages/0/relief", json!(true), "xx-law/in/relief", Fault::WrongKind),
        ("/regimes/0/stages/1/cut_off", json!("25:00"), "xx-law/fr/cut_off", Fault::OutOfRange),
        ("/regimes/0/stages/1/cut_off", json!("17:30:00"), "xx-law/fr/cut_off", Fault::OutOfRange),
        ("/regimes/0/stages/1/order", json!("first"), "xx-law/fr/order", unknown("first")),
        ("/regimes/0/stages/1/threshold/op", json!("<"), "xx-law/fr/threshold/op", unknown("<")),
        ("/regimes/0/stages/1/key", json!("in"), "xx-law/in", Fault::Twice),
        (
            "/regimes/0/stages/1/anchor",
            json!("filed:no"),
            "xx-law/fr/anchor",
            Fault::NoSuchStage("filed:no".to_owned()),
        ),
        (
            "/regimes/0/stages/1/anchor",
            json!("filed:yy.in"),
            "xx-law/fr/anchor",
            Fault::NoSuchStage("filed:yy.in".to_owned()),
        ),
        ("/regimes/0/stages/1/anchor", json!("filed:fr"), "xx-law/fr/anchor", Fault::Circle),
    ]
    .map(|(at, to, place, fault)| (at.to_owned(), to, place, fault))
    .into();
    assert!(outcome(&pack()).is_ok() && pack().pointer(stage).is_some());
    for (pointer, to, place, fault) in table {
        let mut changed = pack();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        match (changed.pointer_mut(parent).unwrap(), to) {
            (Value::Object(map), Value::Null) => drop(map.remove(name)),
            (Value::Object(map), to) => drop(map.insert(name.to_owned(), to)),
            (Value::Array(list), to) => list[name.parse::<usize>().unwrap()] = to,
            _ => panic!("{pointer}"),
        }
        let problems = outcome(&changed).unwrap_err();
        assert!(problems.contains(&Problem { place: place.to_owned(), fault }), "{pointer}: {problems:?}");
        for language in [Language::English, Language::Chinese] {
            assert!(problems.iter().all(|one| pack_problem::words(language, one).contains(&one.place)));
        }
    }
}

#[test]
fn other_files_and_sizes_are_refused_whole() {
    let whole = |text: &str| {
        let problems = read(text).unwrap_err();
        assert!(problems.len() == 1 && problems[0].place.is_empty(), "{problems:?}");
        problems.into_iter().next().unwrap().fault
    };
    assert!(matches!(whole("{"), Fault::NotJson(_)));
    // Deeper than any reader should follow.
    assert!(matches!(whole(&"[".repeat(100_000)), Fault::NotJson(_)));
    assert_eq!(whole("[]"), Fault::NotAPack);
    assert_eq!(whole(r#"{"format":"holdfast-incident-record","format_version":1}"#), Fault::NotAPack);
    assert_eq!(whole(&format!(r#"{{"format":"{FORMAT}","format_version":2}}"#)), Fault::Newer);
    assert_eq!(whole(&format!(r#"{{"format":"{FORMAT}"}}"#)), Fault::NotAPack);
    assert_eq!(whole(&" ".repeat(MAX_BYTES + 1)), Fault::TooLarge);
    let mut many = pack();
    many["regimes"] = Value::Array(vec![json!({}); MAX_REGIMES + 1]);
    assert_eq!(outcome(&many).unwrap_err(), [Problem { place: "regimes".to_owned(), fault: Fault::TooLong }]);
    many["regimes"] = Value::Array(vec![json!({}); MAX_REGIMES]);
    assert_eq!(outcome(&many).unwrap_err().len(), MAX_PROBLEMS);
    let mut stages = pack();
    stages["regimes"][0]["exceptions"] = Value::Array(vec![json!(["a", "甲"]); MAX_ITEMS + 1]);
    assert_eq!(outcome(&stages).unwrap_err()[0].fault, Fault::TooLong);
}

#[test]
fn a_regime_stands_once_and_unknown_fields_do_no_harm() {
    let mut twice = pack();
    let copy = twice["regimes"][0].clone();
    twice["regimes"].as_array_mut().unwrap().push(copy);
    assert_eq!(outcome(&twice).unwrap_err(), [Problem { place: "xx-law".to_owned(), fault: Fault::Twice }]);
    let mut more = pack();
    more["later"] = json!({ "deep": [1, 2] });
    more["regimes"][0]["later"] = json!(true);
    more["regimes"][0]["stages"][0]["later"] = json!("x");
    assert_eq!(outcome(&more), outcome(&pack()));
}
