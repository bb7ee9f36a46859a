//! Registers: their data, entries added, changed and taken out, refused, erased, merged, typed into forms and told in
//! the log.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::in_force::Rules;
use holdfast::exchange::csv;
use holdfast::exchange::import::read_file;
use holdfast::form::{Asking, FieldProblem, FormCode, Kind, Problem, TimeInput, Value, Values, command, form};
use holdfast::language::Language;
use holdfast::language::event_text::line;
use holdfast::record::apply::fold;
use holdfast::record::body::*;
use holdfast::record::decide::{Command, MAX_TEXT, Override};
use holdfast::record::event::Event;
use holdfast::record::id::Id;
use holdfast::record::log::{Log, Writer};
use holdfast::record::refusal::{Refusal, Why};
use holdfast::record::register::{EntryValue, EntryValues, FieldKind, Register, Rule};
use holdfast::record::time::{HOUR, MINUTE, Moment, Precision};
use holdfast::register::{read, register, registers};
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeSet;
use support::desk::{Desk, fact, lines};
use support::dice::Dice;
use support::facts::text;
use support::forge::{apart, event, exported, later_kind, sealed};
use support::forms::typed_now;
use support::registers::{described, full, many, said, values, whole, with_targets};
use support::story::meet;
use support::zones::TzData;
use support::{at, moment, property};

const FILES: [&str; 4] = [
    include_str!("../src/register/facts.json"),
    include_str!("../src/register/response.json"),
    include_str!("../src/register/review.json"),
    include_str!("../src/register/readiness.json"),
];

fn add(register: &str, values: EntryValues) -> EntryAdded {
    EntryAdded { register: text(register), values }
}

fn change<const N: usize>(entry: &Id, changed: [(&str, EntryValue); N]) -> EntryChanged {
    EntryChanged { entry: entry.clone(), values: values(changed) }
}

fn remove(entry: &Id) -> EntryRemoved {
    EntryRemoved { entry: entry.clone(), reason: text("Entered twice") }
}

/// Why a fact is refused; it must be, and must leave the desk as it was.
fn refusal(desk: &mut Desk, body: impl Into<Body>) -> Refusal {
    let before = (desk.lines(), desk.incident.clone());
    let refused = desk.attempt(fact(body)).expect_err("refused");
    assert!(before == (desk.lines(), desk.incident.clone()), "refused, yet changed");
    refused
}

fn with(mut values: EntryValues, field: &str, value: EntryValue) -> EntryValues {
    values.insert(text(field), value);
    values
}

fn without(mut values: EntryValues, field: &str) -> EntryValues {
    values.remove(field);
    values
}

/// A row of the scope.
fn scope(name: &str) -> EntryAdded {
    add("scope", values([("kind", said("system")), ("name", said(name)), ("status", said("suspected"))]))
}

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
            Some(kind) => assert!(matches!(kind, FieldKind::Text | FieldKind::Area), "{named}"),
        }
        register.rules.iter().for_each(|rule| the_rule_fits(register, rule));
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
                FieldKind::Past | FieldKind::Due => Why::TimeMissing,
                _ => Why::NothingChosen,
            };
            let (bad, field, why) = match rule {
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

// Closed, held, erased

#[test]
fn a_closed_incident_takes_what_may_come_late() {
    let (mut desk, ids) = full();
    let late: BTreeSet<&str> = registers().iter().filter(|one| one.late).map(|one| one.code.as_str()).collect();
    assert!(
        late.contains("custody")
            && late.contains("finding")
            && !late.contains("scope")
            && late.len() < registers().len()
    );
    let by = Some(Override { name: text("Ravi Rao"), role: text("Executive"), reason: text("Test") });
    desk.act(Command::Close { summary: text("Done"), by });
    for register in registers() {
        let code = register.code.as_str();
        let mut other = desk.clone();
        let name = register.fields.iter().find(|field| field.kind == FieldKind::Area || field.kind == FieldKind::Text);
        let name = name.expect("a text").code.as_str();
        let added = other.attempt(fact(add(code, whole(&desk, register))));
        let changed = other.attempt(fact(change(&ids[code], [(name, said("Another text"))])));
        let removed = other.attempt(fact(remove(&ids[code])));
        for found in [added, changed, removed] {
            let found = found.map(|_| ()).map_err(|refusal| refusal.why);
            let expected = if late.contains(code) { Ok(()) } else { Err(Why::IsClosed) };
            assert_eq!(found, expected, "{code}");
        }
    }
    assert_eq!(refusal(&mut desk, add("later_register", EntryValues::new())).why, Why::IsClosed);
    assert_eq!(refusal(&mut desk, remove(&Id::from_random([9; 16]))).why, Why::IsClosed);
}

#[test]
fn an_entry_is_held_and_erased() {
    let mut desk = with_targets();
    let id = desk.state(scope("Printer of Contoso"));
    let other = desk.state(scope("Front end"));
    let changed = desk.state(change(&id, [("note", said("Belongs to Contoso"))]));
    let erase = |target: &Id| Command::Erase { target: target.clone(), reason: text("asked for") };
    desk.state(HoldPlaced { reason: text("claim"), by: text("Counsel") });
    assert_eq!(desk.attempt(erase(&id)).unwrap_err().why, Why::Held);
    desk.state(HoldReleased { reason: text("settled"), by: text("Counsel") });
    // A change alone: what it said is gone, and what stood before it stands.
    let mut without_note = desk.clone();
    without_note.act(erase(&changed));
    let entry = without_note.incident.entry(id.as_str()).unwrap();
    assert_eq!((entry.text("note"), entry.text("name"), entry.versions.len()), ("", "Printer of Contoso", 1));
    // The entry: it disappears, the tombstone stays, and its change carries nothing any more.
    desk.act(erase(&id));
    assert!(desk.log.get(&id).unwrap().is_erased() && desk.incident.erased.contains_key(&id));
    assert!(desk.incident.entry(id.as_str()).is_none());
    assert_eq!(desk.incident.entries_of("scope").filter_map(|one| one.id()).collect::<Vec<_>>(), [&other]);
    assert_eq!(desk.incident, fold(&desk.log));
    assert_eq!(desk.log.verify_all(), Ok(()));
    assert_eq!(refusal(&mut desk, change(&id, [("name", said("x"))])).why, Why::NoSuchTarget);
    // What is left of it is told, so that somebody sees that it is there, and can be erased too.
    let told = sentences(&desk, &changed);
    assert!(told.iter().all(|one| one.contains("Belongs to Contoso")), "{told:?}");
    desk.act(erase(&changed));
    let left = exported(&desk.log, desk.now);
    assert!(!left.contains("Contoso") && left.contains("Front end"));
    assert_eq!(lines(&read_file(&left).expect("read").records[0].log), desk.lines());
}

/// With the content of a removal gone the entry would stand again, so it is kept as long as the entry hangs on it.
#[test]
fn a_removal_is_not_erased_while_an_entry_hangs_on_it() {
    let mut desk = with_targets();
    let id = desk.state(scope("Front end"));
    let removal = desk.state(remove(&id));
    let erase = |target: &Id| Command::Erase { target: target.clone(), reason: text("asked for") };
    assert_eq!(desk.attempt(erase(&removal)).unwrap_err().why, Why::CarriesState);
    desk.act(erase(&id));
    desk.act(erase(&removal));
    assert!(desk.incident.registers.is_empty());
}

// Several desks

/// Two desks that have seen the same entry of the scope.
fn two() -> ([Desk; 2], Id) {
    let mut mei = with_targets();
    let mut jonas = mei.clone();
    (jonas.writer, jonas.dice) = (Writer::new([7; 16]), Dice::new(77));
    jonas.author.name = text("Jonas Weiß");
    let id = mei.state(scope("Front end"));
    meet(&mut mei, &mut jonas);
    ([mei, jonas], id)
}

fn fold_of(events: &[Event]) -> holdfast::record::incident::Incident {
    let mut log = Log::default();
    for one in events {
        log.add(vec![one.clone()]);
    }
    fold(&log)
}

#[test]
fn two_desks_change_different_fields_and_both_hold() {
    let ([mut mei, mut jonas], id) = two();
    mei.state(change(&id, [("status", said("confirmed"))]));
    jonas.state(change(&id, [("note", said("Seen twice"))]));
    meet(&mut mei, &mut jonas);
    assert_eq!(mei.incident, jonas.incident);
    let entry = mei.incident.entry(id.as_str()).unwrap();
    assert_eq!((entry.text("status"), entry.text("note")), ("confirmed", "Seen twice"));
    let mut events = mei.log.events().to_vec();
    let mut dice = Dice::new(3);
    for _ in 0..20 {
        dice.shuffle(&mut events);
        assert_eq!(fold_of(&events), mei.incident);
    }
}

#[test]
fn two_desks_change_the_same_field_and_one_order_rules_everywhere() {
    let ([mut mei, mut jonas], id) = two();
    mei.state(change(&id, [("name", said("Mail front end"))]));
    jonas.state(change(&id, [("name", said("Portal"))]));
    // One takes it out while the other, who has not seen that, changes it again.
    mei.state(remove(&id));
    jonas.state(change(&id, [("status", said("confirmed"))]));
    meet(&mut mei, &mut jonas);
    assert_eq!(mei.incident, jonas.incident);
    let entry = mei.incident.entry(id.as_str()).unwrap();
    assert!(!entry.stands() && entry.versions.len() == 4 && entry.text("status") == "confirmed");
    let newest = if mei
        .log
        .events()
        .iter()
        .rposition(|one| one.header.author.name == "Mei Chen" && one.header.kind == "entry.changed")
        > mei
            .log
            .events()
            .iter()
            .position(|one| one.header.author.name == "Jonas Weiß" && one.header.kind == "entry.changed")
    {
        "Mail front end"
    } else {
        "Portal"
    };
    assert_eq!(entry.text("name"), newest);
    let mut events = mei.log.events().to_vec();
    events.reverse();
    assert_eq!(fold_of(&events), mei.incident);
    // Both take one out: the later removal rules, the earlier hangs on nothing.
    let ([mut mei, mut jonas], id) = two();
    let removals = [mei.state(remove(&id)), jonas.state(remove(&id))];
    meet(&mut mei, &mut jonas);
    let ruling = mei.incident.entry(id.as_str()).unwrap().removed.as_ref().unwrap().event.clone();
    let earlier = removals.into_iter().find(|one| *one != ruling).expect("one that does not rule");
    mei.act(Command::Erase { target: earlier, reason: text("asked for") });
    assert!(!mei.incident.entry(id.as_str()).unwrap().stands());
}

proptest! {
    #![proptest_config(property(40))]

    /// Whoever changes what and hears of it when: with everything seen, all hold the same, and each field what the
    /// last change in the order of the record says.
    #[test]
    fn entries_fold_the_same_in_any_order(acts in proptest::collection::vec((0..2usize, 0..4usize, any::<bool>()), 1..30), seed in any::<u64>()) {
        let (mut desks, id) = two();
        for (count, (who, what, hears)) in acts.into_iter().enumerate() {
            if hears {
                let events = desks[1 - who].log.events().to_vec();
                desks[who].take(events);
            }
            let desk = &mut desks[who];
            desk.now = desk.now.plus(MINUTE);
            let words = format!("{count}");
            let body = match what {
                0 => change(&id, [("name", said(&words))]),
                1 => change(&id, [("note", said(&words))]),
                2 => change(&id, [("first_seen", EntryValue::Time(moment(desk.now.plus(count as i64))))]),
                _ => change(&id, [("note", said(&words)), ("status", said(["suspected", "confirmed"][count % 2]))]),
            };
            desk.attempt(fact(body)).expect("a change that changes something");
        }
        let [mut mei, mut jonas] = desks;
        meet(&mut mei, &mut jonas);
        prop_assert_eq!(&mei.incident, &jonas.incident);
        let entry = mei.incident.entry(id.as_str()).unwrap();
        for field in ["name", "note", "status", "first_seen"] {
            let stated = mei.log.events().iter().rev().find_map(|one| match &one.body {
                Body::EntryChanged(body) => body.values.get(field).cloned(),
                Body::EntryAdded(body) => body.values.get(field).cloned(),
                _ => None,
            });
            prop_assert_eq!(entry.value(field), stated.as_ref());
        }
        let mut events = mei.log.events().to_vec();
        Dice::new(seed).shuffle(&mut events);
        prop_assert_eq!(&fold_of(&events), &mei.incident);
    }
}

// Later builds

fn forged(desk: &Desk, kind: &str, body: serde_json::Value) -> String {
    let mut parts = apart(&later_kind(&desk.log, &body));
    parts["header"]["kind"] = json!(kind);
    sealed(parts)
}

#[test]
fn a_register_of_a_later_build_is_kept_byte_for_byte() {
    let mut desk = with_targets();
    let at = serde_json::to_value(moment(desk.now)).unwrap();
    let held = json!({ "name": "邮件", "kinds": ["a", "b"], "at": at, "empty": "" });
    let line = forged(&desk, "entry.added", json!({ "register": "later_register", "values": held, "more": 7 }));
    let added = event(&line);
    let id = added.header.id.clone();
    desk.take(vec![added]);
    let changed = forged(&desk, "entry.changed", json!({ "entry": id, "values": { "name": "Mail" } }));
    desk.take(vec![event(&changed)]);
    desk.state(scope("Front end"));
    let entry = desk.incident.entry(id.as_str()).expect("kept");
    assert_eq!((entry.register.as_str(), entry.text("name"), entry.many("kinds").len()), ("later_register", "Mail", 2));
    assert_eq!(desk.incident.unknown, 0);
    assert!(desk.lines().contains(&line) && desk.lines().contains(&changed));
    let file = exported(&desk.log, desk.now);
    assert_eq!(lines(&read_file(&file).expect("read").records[0].log), desk.lines());
    let derived = serde_json::from_str::<serde_json::Value>(&file).unwrap()["derived"]["registers"].clone();
    assert_eq!(derived["later_register"][0]["values"]["name"], "Mail");
    assert_eq!(derived["scope"].as_array().map(Vec::len), Some(1));
    // It cannot be changed here; it is told with its codes.
    assert_eq!(refusal(&mut desk, change(&id, [("name", said("x"))])), Refusal::whole(Why::NoSuchTarget));
    let told = sentences(&desk, &id);
    assert!(
        told[0].contains("later_register") && told[0].contains("kinds: a, b") && told[1].contains("name\u{ff1a}邮件"),
        "{told:?}"
    );
    // It can be taken out: that needs no description.
    desk.state(remove(&id));
}

/// A field, a code of a choice and a shape of a later build.
#[test]
fn values_of_a_later_build_are_kept() {
    let mut desk = with_targets();
    let id = desk.state(scope("Front end"));
    let line =
        forged(&desk, "entry.changed", json!({ "entry": id, "values": { "kind": "satellite", "orbit": "low" } }));
    desk.take(vec![event(&line)]);
    let entry = desk.incident.entry(id.as_str()).unwrap();
    assert_eq!((entry.text("kind"), entry.text("orbit")), ("satellite", "low"));
    // A change by this build leaves them as they are.
    let about = format!("scope@{id}");
    let command = typed(&desk, &about, &[("status", Value::Text(text("confirmed")))]).expect("a change");
    desk.act(command);
    let entry = desk.incident.entry(id.as_str()).unwrap();
    assert_eq!((entry.text("kind"), entry.text("orbit"), entry.text("status")), ("satellite", "low", "confirmed"));
    for shape in [json!({ "count": 7 }), json!({ "name": null }), json!(["name"]), json!({ "name": { "en": "x" } })] {
        let line = forged(&desk, "entry.changed", json!({ "entry": id, "values": shape }));
        let mut other = desk.clone();
        other.take(vec![event(&line)]);
        assert_eq!(other.incident.unknown, 1, "{shape}");
        assert_eq!(other.incident.registers, desk.incident.registers, "{shape}");
        assert!(other.lines().contains(&line));
    }
}

// Forms

/// A form as it is shown, typed over and submitted.
fn typed(desk: &Desk, about: &str, fields: &[(&str, Value)]) -> Result<Command, Vec<FieldProblem>> {
    typed_into(FormCode::Entry, desk, about, fields)
}

fn typed_into(
    code: FormCode,
    desk: &Desk,
    about: &str,
    fields: &[(&str, Value)],
) -> Result<Command, Vec<FieldProblem>> {
    typed_since(code, (desk, desk), about, fields)
}

/// A form as it was shown at one desk, submitted when things stand as at the other.
fn typed_since(
    code: FormCode,
    (before, desk): (&Desk, &Desk),
    about: &str,
    fields: &[(&str, Value)],
) -> Result<Command, Vec<FieldProblem>> {
    let now = typed_now();
    let asking =
        Asking { rules: Rules::BUILT_IN, incident: &before.incident, about, now: &now, me: "Ana García", others: &[] };
    let shown = form(code, &asking);
    let initial = shown.fields.iter().filter_map(|one| Some((one.code.to_owned(), one.initial.clone()?)));
    let mut values = Values(initial.collect());
    for (field, value) in fields {
        assert!(shown.fields.iter().any(|one| one.code == *field), "{about} has no field {field}");
        values.0.insert(text(field), value.clone());
    }
    command(code, &values, &Asking { incident: &desk.incident, ..asking }, &TzData, None)
}

fn stated(command: Result<Command, Vec<FieldProblem>>) -> Body {
    match command {
        Ok(Command::State { body, occurred: None, known: None }) => body,
        other => panic!("{other:?}"),
    }
}

fn whole_problem(why: Why) -> Vec<FieldProblem> {
    vec![FieldProblem { field: String::new(), problem: Problem::Why(why) }]
}

fn words(typed: &str) -> Value {
    Value::Text(text(typed))
}

fn when(date: &str, time: &str) -> Value {
    Value::Time(TimeInput { date: text(date), time: text(time), ..typed_now() })
}

#[test]
fn every_form_can_be_shown_and_submitted_as_it_was_filled_in() {
    let (full_desk, ids) = full();
    let bare = Desk::opened(at("2026-11-22T14:05:00.000Z"));
    let now = typed_now();
    for register in registers() {
        let code = register.code.as_str();
        for (desk, about) in
            [(&bare, text(code)), (&full_desk, text(code)), (&full_desk, format!("{code}@{}", ids[code]))]
        {
            let asking = Asking {
                rules: Rules::BUILT_IN,
                incident: &desk.incident,
                about: &about,
                now: &now,
                me: "Ana",
                others: &[],
            };
            let shown = form(FormCode::Entry, &asking);
            for language in [Language::English, Language::Chinese] {
                assert!(!shown.title.get(language).is_empty(), "{code}");
                assert!(shown.fields.iter().all(|one| !one.label.get(language).is_empty()), "{code}");
            }
            let codes: Vec<&str> = shown.fields.iter().map(|one| one.code).collect();
            let held = register.single || about.contains('@');
            for (one, field) in shown.fields.iter().zip(&register.fields).filter(|_| desk.incident.registers.len() > 1)
            {
                assert_eq!((one.code, one.optional), (field.code.as_str(), field.optional), "{code}");
                assert!(!held || one.initial.is_some(), "{code}: {} is not filled in again", one.code);
            }
            let asked = register.fields.iter().filter(|field| !field.optional || std::ptr::eq(desk, &full_desk));
            assert!(asked.clone().all(|field| codes.contains(&field.code.as_str())), "{code}: {codes:?}");
            if held && std::ptr::eq(desk, &full_desk) {
                assert_eq!(typed(desk, &about, &[]).unwrap_err(), whole_problem(Why::NothingToDo), "{code}");
            }
        }
    }
}

#[test]
fn a_new_entry_is_typed() {
    let mut desk = with_targets();
    let evidence = desk.incident.evidence[0].event.to_string();
    let fields = [
        ("kind", words("system")),
        ("name", words("  Front end ")),
        ("status", words("suspected")),
        ("first_seen", when("2026-11-20", "09:30")),
        ("evidence", Value::Many(vec![evidence.clone()])),
    ];
    let body = stated(typed(&desk, "scope", &fields));
    let seen = Moment::exact(at("2026-11-20T08:30:00.000Z"), "Europe/Berlin", 60);
    let expected = values([
        ("kind", said("system")),
        ("name", said("Front end")),
        ("status", said("suspected")),
        ("first_seen", EntryValue::Time(seen)),
        ("evidence", many(&[&evidence])),
    ]);
    assert_eq!(body, add("scope", expected).into(), "what was left empty is not stated");
    desk.state(body);
    // A time that cannot be read is named; so is what is missing, by the record.
    let problems = typed(&desk, "scope", &[("first_seen", when("2026-11-20", "25:00"))]).unwrap_err();
    assert_eq!(problems, [FieldProblem { field: text("first_seen"), problem: Problem::NotATime }]);
    let refused = desk.attempt(typed(&desk, "scope", &[("name", words("x"))]).unwrap()).unwrap_err();
    assert_eq!(refused, Refusal::at("kind", Why::NothingChosen));
    // As people type them: an upper-case digest, a clock without zeros or with a full-width colon.
    let body = stated(typed(&desk, "evidence_check", &[("sha256", words(&"0F".repeat(32)))]));
    assert_eq!(body, add("evidence_check", values([("sha256", said(&"0f".repeat(32)))])).into());
    for (written, kept) in [("8:05", "08:05"), ("08\u{ff1a}00", "08:00"), ("23:59", "23:59"), ("noon", "noon")] {
        let body = stated(typed(&desk, "shift", &[("from", words(written))]));
        assert_eq!(body, add("shift", values([("from", said(kept))])).into());
    }
}

#[test]
fn a_changed_entry_states_what_is_different() {
    let (mut desk, ids) = full();
    let id = ids["scope"].clone();
    let about = format!("scope@{id}");
    let body = stated(typed(&desk, &about, &[("name", words("Portal"))]));
    assert_eq!(body, change(&id, [("name", said("Portal"))]).into());
    desk.state(body);
    // Every kind of field can be emptied again where it may stay empty.
    let blank = Value::Time(TimeInput { date: String::new(), time: String::new(), ..typed_now() });
    let emptied = [("first_seen", blank), ("evidence", Value::Many(Vec::new())), ("note", words(" "))];
    let body = stated(typed(&desk, &about, &emptied));
    let expected = change(&id, [("first_seen", said("")), ("evidence", many(&[])), ("note", said(""))]);
    assert_eq!(body, expected.into());
    desk.state(body);
    let entry = desk.incident.entry(id.as_str()).unwrap();
    assert!(entry.moment("first_seen").is_none() && entry.many("evidence").is_empty());
    assert_eq!(typed(&desk, &about, &[]).unwrap_err(), whole_problem(Why::NothingToDo));
    // A time that must be there is not emptied.
    let custody = format!("custody@{}", ids["custody"]);
    let blank = Value::Time(TimeInput { date: String::new(), time: String::new(), ..typed_now() });
    let command = typed(&desk, &custody, &[("at", blank)]).unwrap();
    assert_eq!(desk.attempt(command).unwrap_err(), Refusal::at("at", Why::TimeMissing));
}

/// What another tab changes while a form stands open is not taken back by it: of the entry it knows the versions seen.
#[test]
fn a_form_states_only_what_was_typed_into_it() {
    let (mut desk, ids) = full();
    let id = ids["scope"].clone();
    let seen = desk.incident.entry(id.as_str()).unwrap().versions.len();
    let before = desk.clone();
    desk.state(change(&id, [("note", said("Written in another tab."))]));
    let name = [("name", words("Portal"))];
    let since =
        |seen: usize| stated(typed_since(FormCode::Entry, (&before, &desk), &format!("scope@{id}.{seen}"), &name));
    assert_eq!(since(seen), change(&id, [("name", said("Portal"))]).into());
    // A form that claims to have seen the change takes it back.
    assert_ne!(since(seen + 1), change(&id, [("name", said("Portal"))]).into());
}

/// What an entry refers to stays ticked when it was taken out since: it would be let go of unseen.
#[test]
fn a_form_keeps_what_is_on_offer_no_longer() {
    let (mut desk, ids) = full();
    let (row, service) = (ids["scope"].clone(), desk.incident.services[0].added.event.clone());
    desk.state(remove(&row));
    desk.state(ServiceCleared { reason: text("Not touched"), service });
    for code in ["data_impact", "indicator", "technique", "restore_check", "plan_signature"] {
        let about = format!("{code}@{}", ids[code]);
        assert_eq!(typed(&desk, &about, &[]).unwrap_err(), whole_problem(Why::NothingToDo), "{code}");
    }
    let now = typed_now();
    let about = format!("indicator@{}", ids["indicator"]);
    let asking =
        Asking { rules: Rules::BUILT_IN, incident: &desk.incident, about: &about, now: &now, me: "Ana", others: &[] };
    let shown = form(FormCode::Entry, &asking);
    let choices = shown.fields.iter().find(|one| one.code == "scope").map(|one| &one.kind);
    let Some(Kind::Flags(choices)) = choices else { panic!("{choices:?}") };
    assert_eq!(choices.len(), 1);
    assert_eq!(choices[0].code, row.to_string());
    assert_eq!(choices[0].label.get(Language::English), "name\u{ff0c}“scope”");
    // Where nothing is held and nothing on offer, a list that may stay empty is not asked for.
    let asking = Asking { about: "indicator", ..asking };
    assert!(form(FormCode::Entry, &asking).fields.iter().all(|one| one.code != "scope"));
}

#[test]
fn a_form_is_filled_in_for_what_it_is_about() {
    let desk = with_targets();
    let evidence = desk.incident.evidence[0].event.to_string();
    let body = stated(typed(&desk, &format!("custody,evidence={evidence}"), &[("to", words("Bo Li"))]));
    assert_eq!(body, add("custody", values([("evidence", said(&evidence)), ("to", said("Bo Li"))])).into());
    let about = format!("claim,claim=Keys were stolen,evidence={evidence},colour=red");
    let body = stated(typed(&desk, &about, &[]));
    assert_eq!(
        body,
        add("claim", values([("claim", said("Keys were stolen")), ("evidence", many(&[&evidence]))])).into()
    );
    for wrong in ["", "later_register", "scope@", "scope@nobody", "@", ",", "SCOPE"] {
        let found = typed(&desk, wrong, &[]);
        match wrong {
            // An entry that is not named is a new one.
            "scope@" => assert_eq!(stated(found), add("scope", EntryValues::new()).into()),
            _ => assert_eq!(found.unwrap_err(), whole_problem(Why::NoSuchTarget), "{wrong}"),
        }
    }
}

#[test]
fn an_entry_of_another_register_is_not_what_a_form_is_about() {
    let (mut desk, ids) = full();
    let about = format!("scope@{}", ids["party"]);
    assert_eq!(typed(&desk, &about, &[]).unwrap_err(), whole_problem(Why::NoSuchTarget));
    desk.state(remove(&ids["scope"]));
    let about = format!("scope@{}", ids["scope"]);
    assert_eq!(typed(&desk, &about, &[]).unwrap_err(), whole_problem(Why::NoSuchTarget), "it was taken out");
}

#[test]
fn a_single_register_is_set_and_set_again() {
    let mut desk = with_targets();
    let fields = [("definition", words("custom")), ("wording", words("Any breach")), ("party", words("processor"))];
    desk.act(typed(&desk, "terms", &fields).unwrap());
    let id = desk.incident.entries_of("terms").next().unwrap().id().unwrap().clone();
    let body = stated(typed(&desk, "terms", &[("party", words("both"))]));
    assert_eq!(body, change(&id, [("party", said("both"))]).into());
    desk.state(body);
    // Two desks may each have set it: the newest stands.
    let second = desk.state(add("terms", values([("definition", said("confirmed_breach")), ("party", said("both"))])));
    let body = stated(typed(&desk, "terms", &[("party", words("controller"))]));
    assert_eq!(body, change(&second, [("party", said("controller"))]).into());
    desk.state(remove(&second));
    let body = stated(typed(&desk, "terms", &[("party", words("controller"))]));
    assert_eq!(body, change(&id, [("party", said("controller"))]).into());
}

#[test]
fn an_entry_is_taken_out_by_a_form() {
    let mut desk = with_targets();
    let id = desk.state(scope("Front end"));
    let body = stated(typed_into(FormCode::EntryRemoval, &desk, id.as_str(), &[("reason", words("Entered twice"))]));
    assert_eq!(body, remove(&id).into());
    let problems = typed_into(FormCode::EntryRemoval, &desk, id.as_str(), &[]).unwrap_err();
    assert_eq!(problems, [FieldProblem { field: text("reason"), problem: Problem::Why(Why::Empty) }]);
    let problems = typed_into(FormCode::EntryRemoval, &desk, "nobody", &[("reason", words("x"))]).unwrap_err();
    assert_eq!(problems, whole_problem(Why::NoSuchTarget));
}

// Words

/// What the log says of an event, in both languages: kind and text.
fn sentences(desk: &Desk, id: &Id) -> [String; 2] {
    let event = desk.log.get(id).expect("an event");
    [Language::English, Language::Chinese].map(|language| {
        let line = line(language, Rules::BUILT_IN, event, &desk.incident);
        [line.kind.get(language), " | ", &line.text].concat()
    })
}

#[test]
fn the_log_tells_of_entries() {
    let mut desk = with_targets();
    let evidence = desk.incident.evidence[0].event.to_string();
    let seen = EntryValue::Time(Moment::exact(at("2026-11-20T08:30:00.000Z"), "Europe/Berlin", 60));
    let row = desk.state(add(
        "scope",
        values([
            ("kind", said("system")),
            ("name", said("Front end")),
            ("status", said("suspected")),
            ("first_seen", seen),
            ("evidence", many(&[&evidence])),
        ]),
    ));
    let changed = desk
        .state(change(&row, [("status", said("confirmed")), ("evidence", many(&[])), ("note", said("In the log"))]));
    let searched = desk.state(add(
        "root_cause",
        with(whole(&desk, described("root_cause")), "searched", many(&["accounts", "tokens"])),
    ));
    let removed = desk.state(remove(&row));
    let table = [
        (
            &row,
            "Scope | Kind: System · Name or identifier: Front end · Status: Suspected · First seen: Fri 20 Nov 2026 09:30 (UTC+1) · Evidence: Sign-in log",
            "影响范围 | 类型：系统 · 名称或标识：Front end · 状态：疑似 · 首次发现：2026年11月20日 周五 09:30（UTC+1） · 证据：Sign-in log",
        ),
        (
            &changed,
            "Scope | Front end · Status: Confirmed · Evidence: emptied · Note: In the log",
            "影响范围 | Front end · 状态：已确认 · 证据：已清空 · 备注：In the log",
        ),
        (&removed, "Scope | Front end · taken out · Entered twice", "影响范围 | Front end · 已移除 · Entered twice"),
    ];
    for (id, english, chinese) in table {
        assert_eq!(sentences(&desk, id), [english, chinese]);
    }
    let [english, chinese] = sentences(&desk, &searched);
    assert!(
        english.contains("Looked for a foothold in: Accounts and credentials, Tokens, keys and sessions ·"),
        "{english}"
    );
    assert!(chinese.contains("已排查的立足点：账号与凭据、令牌、密钥与会话 ·"), "{chinese}");
    assert!(register("root_cause").is_some());
}
