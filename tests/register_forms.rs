//! Entries of registers as they are typed into forms and told in the log.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::form::{Asking, FieldProblem, FormCode, Kind, Problem, TimeInput, Value, form};
use holdfast::language::Language;
use holdfast::record::body::*;
use holdfast::record::decide::Command;
use holdfast::record::refusal::{Refusal, Why};
use holdfast::record::register::{EntryValue, EntryValues};
use holdfast::record::time::Moment;
use holdfast::register::{register, registers};
use support::at;
use support::desk::Desk;
use support::facts::text;
use support::forms::{asking, entry_typed, typed_into, typed_now, typed_since};
use support::registers::{
    add, change, described, full, many, remove, said, scope, sentences, values, whole, with, with_targets,
};

// Forms

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
            let asking = asking(desk, &about, &now);
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
                assert_eq!(entry_typed(desk, &about, &[]).unwrap_err(), whole_problem(Why::NothingToDo), "{code}");
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
    let body = stated(entry_typed(&desk, "scope", &fields));
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
    let problems = entry_typed(&desk, "scope", &[("first_seen", when("2026-11-20", "25:00"))]).unwrap_err();
    assert_eq!(problems, [FieldProblem { field: text("first_seen"), problem: Problem::NotATime }]);
    let refused = desk.attempt(entry_typed(&desk, "scope", &[("name", words("x"))]).unwrap()).unwrap_err();
    assert_eq!(refused, Refusal::at("kind", Why::NothingChosen));
    // As people type them: an upper-case digest, a clock without zeros or with a full-width colon.
    let body = stated(entry_typed(&desk, "evidence_check", &[("sha256", words(&"0F".repeat(32)))]));
    assert_eq!(body, add("evidence_check", values([("sha256", said(&"0f".repeat(32)))])).into());
    // A zone that the database has not would leave a shift that covers nobody.
    let problems = entry_typed(&desk, "shift", &[("zone", words("Berlin"))]).unwrap_err();
    assert_eq!(problems, [FieldProblem { field: text("zone"), problem: Problem::UnknownZone(text("Berlin")) }]);
    for (written, kept) in [("8:05", "08:05"), ("08\u{ff1a}00", "08:00"), ("23:59", "23:59"), ("noon", "noon")] {
        let body = stated(entry_typed(&desk, "shift", &[("from", words(written))]));
        assert_eq!(body, add("shift", values([("from", said(kept))])).into());
    }
}

#[test]
fn a_changed_entry_states_what_is_different() {
    let (mut desk, ids) = full();
    let id = ids["scope"].clone();
    let about = format!("scope@{id}");
    let body = stated(entry_typed(&desk, &about, &[("name", words("Portal"))]));
    assert_eq!(body, change(&id, [("name", said("Portal"))]).into());
    desk.state(body);
    // Every kind of field can be emptied again where it may stay empty.
    let blank = Value::Time(TimeInput { date: String::new(), time: String::new(), ..typed_now() });
    let emptied = [("first_seen", blank), ("evidence", Value::Many(Vec::new())), ("note", words(" "))];
    let body = stated(entry_typed(&desk, &about, &emptied));
    let expected = change(&id, [("first_seen", said("")), ("evidence", many(&[])), ("note", said(""))]);
    assert_eq!(body, expected.into());
    desk.state(body);
    let entry = desk.incident.entry(id.as_str()).unwrap();
    assert!(entry.moment("first_seen").is_none() && entry.many("evidence").is_empty());
    assert_eq!(entry_typed(&desk, &about, &[]).unwrap_err(), whole_problem(Why::NothingToDo));
    // A time that must be there is not emptied.
    let custody = format!("custody@{}", ids["custody"]);
    let blank = Value::Time(TimeInput { date: String::new(), time: String::new(), ..typed_now() });
    let command = entry_typed(&desk, &custody, &[("at", blank)]).unwrap();
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
        assert_eq!(entry_typed(&desk, &about, &[]).unwrap_err(), whole_problem(Why::NothingToDo), "{code}");
    }
    let now = typed_now();
    let about = format!("indicator@{}", ids["indicator"]);
    let asking = asking(&desk, &about, &now);
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
    let body = stated(entry_typed(&desk, &format!("custody,evidence={evidence}"), &[("to", words("Bo Li"))]));
    assert_eq!(body, add("custody", values([("evidence", said(&evidence)), ("to", said("Bo Li"))])).into());
    let about = format!("claim,claim=Keys were stolen,evidence={evidence},colour=red");
    let body = stated(entry_typed(&desk, &about, &[]));
    assert_eq!(
        body,
        add("claim", values([("claim", said("Keys were stolen")), ("evidence", many(&[&evidence]))])).into()
    );
    for wrong in ["", "later_register", "scope@", "scope@nobody", "@", ",", "SCOPE"] {
        let found = entry_typed(&desk, wrong, &[]);
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
    assert_eq!(entry_typed(&desk, &about, &[]).unwrap_err(), whole_problem(Why::NoSuchTarget));
    desk.state(remove(&ids["scope"]));
    let about = format!("scope@{}", ids["scope"]);
    assert_eq!(entry_typed(&desk, &about, &[]).unwrap_err(), whole_problem(Why::NoSuchTarget), "it was taken out");
}

#[test]
fn a_single_register_is_set_and_set_again() {
    let mut desk = with_targets();
    let fields = [("definition", words("custom")), ("wording", words("Any breach")), ("party", words("processor"))];
    desk.act(entry_typed(&desk, "terms", &fields).unwrap());
    let id = desk.incident.entries_of("terms").next().unwrap().id().unwrap().clone();
    let body = stated(entry_typed(&desk, "terms", &[("party", words("both"))]));
    assert_eq!(body, change(&id, [("party", said("both"))]).into());
    desk.state(body);
    // Two desks may each have set it: the newest stands.
    let second = desk.state(add("terms", values([("definition", said("confirmed_breach")), ("party", said("both"))])));
    let body = stated(entry_typed(&desk, "terms", &[("party", words("controller"))]));
    assert_eq!(body, change(&second, [("party", said("controller"))]).into());
    desk.state(remove(&second));
    let body = stated(entry_typed(&desk, "terms", &[("party", words("controller"))]));
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
