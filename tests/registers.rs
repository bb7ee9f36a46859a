//! Registers: their data, and entries added, changed, taken out and refused.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::exchange::csv;
use holdfast::record::body::*;
use holdfast::record::decide::MAX_TEXT;
use holdfast::record::id::Id;
use holdfast::record::refusal::{Refusal, Why};
use holdfast::record::register::{EntryValue, EntryValues, FieldKind, Register, Rule};
use holdfast::record::time::{HOUR, Moment, Precision};
use holdfast::register::{read, registers};
use std::collections::BTreeSet;
use support::desk::fact;
use support::facts::text;
use support::moment;
use support::registers::{
    add, change, described, full, many, refusal, remove, said, scope, sentences, values, whole, with, with_targets,
    without,
};

const FILES: [&str; 4] = [
    include_str!("../src/register/facts.json"),
    include_str!("../src/register/response.json"),
    include_str!("../src/register/review.json"),
    include_str!("../src/register/readiness.json"),
];

// The data

#[test]
fn the_data_is_whole() {
    let described: usize = FILES
        .iter()
        .map(|text| {
            serde_json::from_str::<serde_json::Value>(text).expect("JSON")["registers"].as_array().unwrap().len()
        })
        .sum();
    assert_eq!(registers().len(), described, "one was not read");
    assert!(described > 25, "{described}");
    let mut codes = BTreeSet::new();
    for register in registers() {
        let named = &register.code;
        assert!(codes.insert(named.as_str()), "{named} twice");
        assert!(!register.place.is_empty() && !register.fields.is_empty(), "{named}");
        let mut fields = BTreeSet::new();
        for field in &register.fields {
            let code = field.code.as_str();
            assert!(fields.insert(code), "{named}: {code} twice");
            // The form's own fields, the columns of the table, and the marks of what a form is about.
            assert!(
                !["occurred", "author", "reason_out"].contains(&code) && !csv::HEAD.contains(&code),
                "{named}: {code}"
            );
            assert!(
                code.bytes().all(|one| one.is_ascii_lowercase() || one.is_ascii_digit() || one == b'_'),
                "{named}: {code}"
            );
            match &field.kind {
                FieldKind::Choice(options) | FieldKind::Flags(options) => {
                    let unique: BTreeSet<&str> = options.iter().map(|(code, _)| code.as_str()).collect();
                    assert!(unique.len() == options.len() && options.len() > 1, "{named}: {code}");
                }
                FieldKind::One(kind) | FieldKind::Several(kind) => {
                    let known =
                        ["service", "evidence", "plan"].contains(&kind.as_str()) || codes.contains(kind.as_str());
                    assert!(known, "{named}: {code} refers to {kind}");
                }
                _ => {}
            }
        }
        // Entries that a list offers need a name; a name is a text.
        let name = register.field(&register.name).map(|field| &field.kind);
        match name {
            None => assert!(register.name.is_empty() && register.single, "{named} has no name"),
            Some(kind) => assert!(matches!(kind, FieldKind::Text | FieldKind::Technique | FieldKind::Area), "{named}"),
        }
        register.rules.iter().for_each(|rule| the_rule_fits(register, rule));
        for row in &register.template {
            assert!(row.len() <= register.fields.len(), "{named}: {row:?}");
            let both = |text: &String| text.split_once('\0').is_some_and(|(en, zh)| !en.is_empty() && !zh.is_empty());
            for (field, text) in register.fields.iter().zip(row) {
                assert!(!matches!(field.kind, FieldKind::Text | FieldKind::Area) || both(text), "{named}: {text}");
            }
        }
    }
}

fn the_rule_fits(register: &Register, rule: &Rule) {
    let kind = |code: &str| {
        let field = register.field(code);
        &field.unwrap_or_else(|| panic!("{}: {rule:?} names {code}", register.code)).kind
    };
    let fits = match rule {
        Rule::Order(first, second) => {
            kind(first) == kind(second) && matches!(kind(first), FieldKind::Number | FieldKind::Past | FieldKind::Due)
        }
        Rule::Needs(field, code, needed) => {
            let optional = register.field(needed).is_some_and(|field| field.optional);
            let offered = |options: &[(String, String)]| options.iter().any(|(one, _)| one == code);
            optional && matches!(kind(field), FieldKind::Choice(options) if offered(options))
        }
        Rule::Any(fields) => {
            fields.len() > 1 && fields.iter().all(|one| register.field(one).is_some_and(|field| field.optional))
        }
        Rule::Different(a, b) => a != b && [a, b].into_iter().all(|one| *kind(one) == FieldKind::Text),
        Rule::Compared(evidence, digest, result) => {
            let needed = ["same", "different"];
            let offers =
                |options: &[(String, String)]| needed.iter().all(|code| options.iter().any(|one| one.0 == *code));
            *kind(evidence) == FieldKind::One("evidence".to_owned())
                && *kind(digest) == FieldKind::Digest
                && matches!(kind(result), FieldKind::Choice(options) if offers(options))
        }
    };
    assert!(fits, "{}: {rule:?}", register.code);
}

#[test]
fn every_list_is_used_and_named_once() {
    let mut names = BTreeSet::new();
    let all: String = FILES.concat();
    for file in FILES {
        let file: serde_json::Value = serde_json::from_str(file).unwrap();
        for name in file["lists"].as_object().unwrap().keys() {
            assert!(names.insert(name.clone()), "two lists are named {name}");
            let used = ["choice", "flags"].iter().any(|kind| {
                all.contains(&format!("\"{kind}:{name}\"")) || all.contains(&format!("\"{kind}:{name}?\""))
            });
            assert!(used, "{name} is not used");
        }
    }
}

/// A description that has not the shape is not read at all, rather than in part.
#[test]
fn what_has_not_the_shape_is_not_read() {
    let file = |field: &str, rules: &str| {
        format!(
            r#"{{"lists":{{"l":["a | A | 甲","b | B | 乙"]}},"registers":[{{"code":"r","fields":[{field}],"rules":[{rules}]}}]}}"#
        )
    };
    let good = file(r#"["f","choice:l?","F | 己"]"#, r#"["any","f"]"#);
    let one = read(&[&good]).expect("read").remove(0);
    assert_eq!((one.fields[0].optional, one.fields[0].label.as_str()), (true, "F\0己"));
    assert!(matches!(&one.fields[0].kind, FieldKind::Choice(options) if options[1].1 == "B\0乙"));
    let bad = [
        file(r#"["f","choice:other","F | 己"]"#, ""),
        file(r#"["f","colour","F | 己"]"#, ""),
        file(r#"["f"]"#, ""),
        file(r#""f""#, ""),
        file("", r#"["never","f"]"#),
        file("", r#"["needs","f","a"]"#),
        text("{}"),
        text("nonsense"),
    ];
    for one in bad {
        assert_eq!(read(&[&one]), None, "{one}");
    }
}

// Added, changed, taken out

#[test]
fn every_register_takes_a_whole_entry_and_an_entry_with_no_more_than_it_needs() {
    let (mut desk, ids) = full();
    for register in registers() {
        let entry = desk.incident.entry(ids[register.code.as_str()].as_str()).expect("an entry");
        assert_eq!(entry.values().len(), register.fields.len(), "{}", register.code);
        let mut least = whole(&desk, register);
        // Fields that may stay empty do, but for those that a rule wants.
        for field in register.fields.iter().filter(|field| field.optional) {
            let bare = without(least.clone(), &field.code);
            let mut trial = desk.clone();
            if trial.attempt(fact(add(&register.code, bare.clone()))).is_ok() {
                least = bare;
            }
        }
        desk.state(add(&register.code, least.clone()));
        for field in register.fields.iter().filter(|field| !field.optional) {
            let refused = refusal(&mut desk, add(&register.code, without(least.clone(), &field.code)));
            assert_eq!(refused.field, field.code, "{}", register.code);
        }
    }
}

#[test]
fn an_entry_changes_field_by_field_and_keeps_its_history() {
    let mut desk = with_targets();
    let id = desk.state(scope("Front end"));
    let now = desk.now;
    desk.state(change(&id, [("status", said("confirmed"))]));
    desk.state(change(&id, [("note", said("In the log")), ("first_seen", EntryValue::Time(moment(now)))]));
    desk.state(change(&id, [("note", said(""))]));
    let entry = desk.incident.entry(id.as_str()).unwrap();
    assert_eq!((entry.text("name"), entry.text("status"), entry.text("note")), ("Front end", "confirmed", ""));
    assert_eq!(entry.moment("first_seen"), Some(&moment(now)));
    assert_eq!((entry.many("evidence"), entry.many("name")), (&[][..], &[][..]));
    assert_eq!(entry.versions.len(), 4);
    assert_eq!(entry.versions[1].value, values([("status", said("confirmed"))]), "a change holds what was changed");
    let held: Vec<_> = entry.values().keys().cloned().collect();
    assert_eq!(held, ["first_seen", "kind", "name", "status"], "what was emptied says nothing");
    assert!(entry.holds("status", "confirmed") && !entry.holds("status", "suspected"));
    // Taken out: gone from the list, kept in the history.
    assert_eq!(desk.incident.entries_of("scope").count(), 1);
    desk.state(remove(&id));
    assert_eq!(desk.incident.entries_of("scope").count(), 0);
    let entry = desk.incident.entry(id.as_str()).unwrap();
    assert!(!entry.stands() && entry.versions.len() == 4);
    assert_eq!(entry.removed.as_ref().unwrap().value, "Entered twice");
}

#[test]
fn a_change_that_changes_nothing_is_refused() {
    let mut desk = with_targets();
    let id = desk.state(scope("Front end"));
    let nothing = Refusal::whole(Why::NothingToDo);
    assert_eq!(refusal(&mut desk, change(&id, [])), nothing);
    assert_eq!(refusal(&mut desk, change(&id, [("name", said("Front end"))])), nothing);
    assert_eq!(refusal(&mut desk, change(&id, [("name", said("Front end")), ("note", said(" "))])), nothing);
    assert_eq!(refusal(&mut desk, change(&id, [("evidence", many(&[]))])), nothing);
    desk.state(change(&id, [("name", said("Front end")), ("status", said("confirmed"))]));
    // A new entry that says nothing lacks its first field; that is what a person is told.
    assert_eq!(refusal(&mut desk, add("scope", EntryValues::new())), Refusal::at("kind", Why::NothingChosen));
}

#[test]
fn what_is_not_there_is_refused() {
    let mut desk = with_targets();
    let none = Refusal::whole(Why::NoSuchTarget);
    assert_eq!(refusal(&mut desk, add("later_register", values([("name", said("x"))]))), none);
    assert_eq!(refusal(&mut desk, add("", values([("name", said("x"))]))), none);
    let service = desk.incident.services[0].added.event.clone();
    for id in [Id::from_random([9; 16]), service] {
        assert_eq!(refusal(&mut desk, change(&id, [("name", said("x"))])), none);
        assert_eq!(refusal(&mut desk, remove(&id)), none);
    }
    let id = desk.state(scope("Front end"));
    assert_eq!(refusal(&mut desk, change(&id, [("colour", said("red"))])), Refusal::whole(Why::NothingToDo));
    let silent = EntryRemoved { entry: id.clone(), reason: text(" ") };
    assert_eq!(refusal(&mut desk, silent), Refusal::at("reason", Why::Empty));
    desk.state(remove(&id));
    assert_eq!(refusal(&mut desk, change(&id, [("name", said("x"))])), none, "it was taken out");
    assert_eq!(refusal(&mut desk, remove(&id)), none, "it was taken out");
}

#[test]
fn every_kind_of_field_is_refused_when_wrong() {
    let (mut desk, ids) = full();
    let later = moment(desk.now.plus(2 * HOUR));
    let contradicting = Moment { precision: Precision::Unknown, ..moment(desk.now) };
    let [party, scope_row] = ["party", "scope"].map(|code| ids[code].to_string());
    let service = desk.incident.services[0].added.event.to_string();
    let long = "x".repeat(MAX_TEXT + 1);
    let time = EntryValue::Time;
    let stranger = Id::from_random([9; 16]).to_string();
    let table = [
        ("scope", "name", said(""), Why::Empty),
        ("scope", "name", said(" \n"), Why::Empty),
        ("scope", "name", said(&long), Why::TooLong),
        ("scope", "name", many(&["a"]), Why::NothingChosen),
        ("scope", "note", said(&long), Why::TooLong),
        ("claim", "claim", said(""), Why::Empty),
        ("party", "count", said("-1"), Why::NotANumber),
        ("party", "count", said("1.5"), Why::NotANumber),
        ("party", "count", said("12 "), Why::NotANumber),
        ("party", "count", said("\u{ff11}\u{ff12}"), Why::NotANumber),
        ("party", "count", said("99999999999999999999"), Why::NotANumber),
        ("shift", "from", said(""), Why::Empty),
        ("shift", "from", said("8:00"), Why::NotAClock),
        ("shift", "from", said(" 8:00"), Why::NotAClock),
        ("shift", "from", said("24:00"), Why::NotAClock),
        ("shift", "from", said("08:00:00"), Why::NotAClock),
        ("shift", "to", said("eight"), Why::NotAClock),
        ("evidence_check", "sha256", said("0f"), Why::NoSuchTarget),
        ("evidence_check", "sha256", said(&"0F".repeat(32)), Why::NoSuchTarget),
        ("custody", "at", time(later.clone()), Why::InFuture),
        ("custody", "at", time(contradicting.clone()), Why::TimeMissing),
        ("custody", "at", said(""), Why::TimeMissing),
        ("custody", "at", said("2026-11-22"), Why::NothingChosen),
        ("item", "next_review", time(contradicting), Why::TimeMissing),
        ("item", "next_review", said(""), Why::TimeMissing),
        ("scope", "kind", said("planet"), Why::NothingChosen),
        ("scope", "kind", said(""), Why::NothingChosen),
        ("scope", "kind", many(&["system"]), Why::NothingChosen),
        ("root_cause", "searched", many(&[]), Why::NothingChosen),
        ("root_cause", "searched", many(&["accounts", "attic"]), Why::NothingChosen),
        ("root_cause", "searched", said("accounts"), Why::NothingChosen),
        ("custody", "evidence", said(""), Why::NothingChosen),
        ("custody", "evidence", said(&stranger), Why::NoSuchTarget),
        ("custody", "evidence", said(&service), Why::NoSuchTarget),
        ("item", "finding", said(&scope_row), Why::NoSuchTarget),
        ("data_impact", "scope", many(&[&scope_row, &party]), Why::NoSuchTarget),
        ("data_impact", "scope", many(&["scope"]), Why::NoSuchTarget),
    ];
    for (code, field, value, why) in table {
        let shown = format!("{code}: {field} {value:?}").chars().take(200).collect::<String>();
        let wrong = with(whole(&desk, described(code)), field, value.clone());
        let expected =
            Refusal::at(described(code).fields.iter().find(|one| one.code == field).unwrap().code.as_str(), why);
        assert_eq!(refusal(&mut desk, add(code, wrong)), expected, "{shown}");
        // A change is held to the same.
        assert_eq!(refusal(&mut desk, change(&ids[code], [(field, value)])), expected, "{shown}");
    }
    // What may lie ahead, and what nobody knows, is taken.
    desk.state(change(&ids["item"], [("next_review", time(later))]));
    desk.state(change(&ids["custody"], [("at", time(Moment::unknown("UTC")))]));
    desk.state(change(&ids["shift"], [("from", said("00:00")), ("to", said("23:59"))]));
}

#[test]
fn every_rule_is_kept() {
    let (mut desk, ids) = full();
    let mut broken = 0;
    for register in registers() {
        let good = whole(&desk, register);
        for rule in &register.rules {
            let kind = |code: &str| &register.field(code).unwrap().kind;
            let earlier = EntryValue::Time(moment(desk.now.plus(-HOUR)));
            let lacking = |code: &str| match kind(code) {
                FieldKind::Text | FieldKind::Area | FieldKind::Number | FieldKind::Digest => Why::Empty,
                FieldKind::Past | FieldKind::Due | FieldKind::Day => Why::TimeMissing,
                _ => Why::NothingChosen,
            };
            let (bad, field, why) = match rule {
                // Held against evidence with a digest in tests/evidence.rs.
                Rule::Compared(..) => continue,
                Rule::Order(_, second) if *kind(second) == FieldKind::Number => {
                    (with(good.clone(), second, said("24")), second, Why::LessThanLeast)
                }
                Rule::Order(_, second) => (with(good.clone(), second, earlier), second, Why::EndsBeforeStart),
                Rule::Needs(field, code, needed) => {
                    (without(with(good.clone(), field, said(code)), needed), needed, lacking(needed))
                }
                Rule::Any(fields) => {
                    let bad = fields.iter().fold(good.clone(), |values, field| without(values, field));
                    (bad, &fields[0], lacking(&fields[0]))
                }
                Rule::Different(a, b) => {
                    let bad = with(with(good.clone(), a, said("Mei  Chen")), b, said("mei chen"));
                    (bad, b, Why::SamePerson)
                }
            };
            let found = refusal(&mut desk, add(&register.code, bad));
            assert_eq!((found.field, &found.why), (field.as_str(), &why), "{}: {rule:?}", register.code);
            broken += 1;
        }
    }
    assert!(broken > 25, "{broken} rules");
    // A change is judged together with what stands already.
    let row = ids["scope"].clone();
    desk.state(change(&row, [("status", said("suspected")), ("note", said(""))]));
    let cleared = refusal(&mut desk, change(&row, [("status", said("cleared"))]));
    assert_eq!(cleared, Refusal::at("note", Why::Empty));
    desk.state(change(&row, [("status", said("cleared")), ("note", said("Its own keys"))]));
    assert_eq!(refusal(&mut desk, change(&row, [("note", said(""))])), Refusal::at("note", Why::Empty));
    let earlier = EntryValue::Time(moment(desk.now.plus(-24 * HOUR)));
    assert_eq!(
        refusal(&mut desk, change(&row, [("last_seen", earlier)])),
        Refusal::at("last_seen", Why::EndsBeforeStart)
    );
}

/// Where only the day is known, any minute of it may be meant; where nothing is known, nothing contradicts.
#[test]
fn a_day_alone_does_not_end_before_its_own_morning() {
    let mut desk = with_targets();
    let seen = |at: &str, precision| EntryValue::Time(Moment { precision, ..moment(support::at(at)) });
    let exact = Precision::Exact;
    let first = ("first_seen", seen("2026-11-20T15:00:00.000Z", exact));
    let row = desk.state(scope("Front end"));
    desk.state(change(&row, [first.clone(), ("last_seen", seen("2026-11-20T00:00:00.000Z", Precision::Date))]));
    let refused = refusal(&mut desk, change(&row, [("last_seen", seen("2026-11-19T00:00:00.000Z", Precision::Date))]));
    assert_eq!(refused, Refusal::at("last_seen", Why::EndsBeforeStart));
    let refused = refusal(&mut desk, change(&row, [("last_seen", seen("2026-11-20T14:59:00.000Z", exact))]));
    assert_eq!(refused, Refusal::at("last_seen", Why::EndsBeforeStart));
    desk.state(change(&row, [("last_seen", EntryValue::Time(Moment::unknown("UTC")))]));
}

/// What an entry refers to may go; the entry stays as it is and can still be changed.
#[test]
fn what_is_referred_to_may_be_taken_out() {
    let mut desk = with_targets();
    let [front, back] = ["Front end", "Back end"].map(|name| desk.state(scope(name)));
    let seen = |ids: &[&Id]| EntryValue::Many(ids.iter().map(|id| id.to_string()).collect());
    let indicator = |ids: &[&Id]| {
        let base = [("kind", said("ip")), ("value", said("203.0.113.7")), ("confidence", said("low"))];
        add("indicator", with(values(base), "scope", seen(ids)))
    };
    let id = desk.state(indicator(&[&front]));
    desk.state(remove(&front));
    let gone = Refusal::at("scope", Why::NoSuchTarget);
    assert_eq!(refusal(&mut desk, indicator(&[&front])), gone, "nothing new refers to it");
    desk.state(change(&id, [("confidence", said("high"))]));
    desk.state(change(&id, [("scope", seen(&[&front, &back]))]));
    desk.state(remove(&back));
    desk.state(change(&id, [("scope", seen(&[&back]))]));
    assert_eq!(refusal(&mut desk, change(&id, [("scope", seen(&[&front, &back]))])), gone, "it was let go of");
    // Still told by its name.
    let told = sentences(&desk, &id);
    assert!(told[0].contains("Seen on: Front end") && told[1].contains("出现于\u{ff1a}Front end"), "{told:?}");
}
