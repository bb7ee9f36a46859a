//! The end of an incident: the post-mortem made final, closing, archiving with everything resolved, reviewed and answered,
//! and what is marked on the way.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::in_force::Rules;
use holdfast::deadline::profile::Profile;
use holdfast::exchange::derived::standing_code;
use holdfast::exchange::summary::Summary;
use holdfast::form::FormCode;
use holdfast::record::body::*;
use holdfast::record::codes::*;
use holdfast::record::decide::Command;
use holdfast::record::gate::{customers_affected, data_breached, postmortem_expected};
use holdfast::record::id::Id;
use holdfast::record::incident::Standing;
use holdfast::record::refusal::Why;
use holdfast::record::register::FieldKind;
use holdfast::record::review::{CATEGORIES, FOLLOWED, LESSONS, is_overdue, is_unsupported, unlisted, who_acted};
use holdfast::record::time::{DAY, HOUR, Moment, Precision};
use holdfast::register::register;
use support::at;
use support::desk::{Desk, fact};
use support::duties::{decide, filing};
use support::facts::*;
use support::forms::submitted;
use support::review::*;
use support::zones::TzData;

fn desk() -> Desk {
    Desk::opened(at("2026-11-20T09:00:00.000Z"))
}

fn finalise() -> Command {
    Command::Finalise { summary: text("read by all"), by: None }
}

/// The codes this room reads are those of the data.
#[test]
fn the_registers_offer_what_the_gates_ask_for() {
    let offered = |code: &str, field: &str| match &register(code).unwrap().field(field).unwrap().kind {
        FieldKind::Choice(options) => options.iter().map(|(code, _)| code.clone()).collect::<Vec<String>>(),
        other => panic!("{code} {field}: {other:?}"),
    };
    assert_eq!(offered("finding", "category"), CATEGORIES);
    assert_eq!(offered("lesson", "tag"), LESSONS);
    for (code, field) in FOLLOWED {
        assert_eq!(register("item_review").unwrap().field(field).unwrap().kind, FieldKind::One(code.to_owned()));
        assert!(register(code).unwrap().field("next_review").is_some_and(|field| !field.optional));
    }
}

#[test]
fn a_whole_post_mortem_is_made_final_without_an_override() {
    let mut desk = desk();
    assert_eq!(desk.attempt(finalise()).unwrap_err().why, Why::NothingToDo, "nobody decided to hold one");
    postmortem(&mut desk, false, "");
    assert_eq!(desk.attempt(finalise()).unwrap_err().why, Why::NothingToDo, "none is held");
    whole_postmortem(&mut desk);
    assert_eq!(lacking(&desk, GateCode::G8), [""; 0]);
    let empty = desk.attempt(Command::Finalise { summary: text(" "), by: None }).unwrap_err();
    assert_eq!((empty.field, empty.why), ("summary", Why::Empty));
    desk.act(finalise());
    assert_eq!(desk.incident.postmortem_final.last().unwrap().value, "read by all");
    assert!(desk.incident.overrides.is_empty());
    // What is added later makes it final again; the last stands.
    claim(&mut desk, None);
    let refused = desk.attempt(finalise()).unwrap_err();
    assert_eq!(refused.why, Why::Gate(GateCode::G8, vec!["claims_evidence"]));
    desk.act(Command::Finalise { summary: text("second edition"), by: by() });
    assert_eq!(desk.incident.postmortem_final.len(), 2);
    assert_eq!(desk.incident.overrides[0].value.missing, ["claims_evidence"]);
}

/// Closing asks for the post-mortem itself, not for the decision alone; a waiver counts where it is one.
#[test]
fn closing_waits_for_the_post_mortem_or_its_waiver() {
    let close = || Command::Close { summary: text("done"), by: None };
    let mut desk = desk();
    desk.state(evaluated());
    sop(&mut desk);
    postmortem(&mut desk, true, "");
    assert_eq!(desk.attempt(close()).unwrap_err().why, Why::Gate(GateCode::G9, vec!["postmortem_done"]));
    let mut waived = desk.clone();
    postmortem(&mut waived, false, "");
    assert_eq!(lacking(&waived, GateCode::G9), [""; 0], "none is expected");
    // Facts that come later make the waiver one that needs an approver.
    entry(
        &mut waived,
        "customer_impact",
        &[("who", "all"), ("effect", "mail read"), ("least", "1"), ("basis", "logs")],
    );
    assert_eq!(lacking(&waived, GateCode::G9), ["postmortem_done"]);
    postmortem(&mut waived, false, "Ravi Rao");
    waived.act(close());
    desk.act(Command::Finalise { summary: text("read"), by: by() });
    desk.act(close());
    assert!(matches!(desk.incident.standing, Standing::Closed(_)));
}

/// From closed with work open to archived: everything resolved, reviewed, answered; and back by reopening.
#[test]
fn archived_is_what_lacks_nothing() {
    let mut desk = desk();
    desk.state(declared(&desk, "contract"));
    let fix = whole_postmortem(&mut desk);
    desk.act(finalise());
    assert_eq!(desk.attempt(archive(&desk, None)).unwrap_err().why, Why::NothingToDo, "it is not closed");
    closed(&mut desk);
    let all = vec!["items_resolved", "items_reviewed", "clocks_answered"];
    assert_eq!(desk.attempt(archive(&desk, None)).unwrap_err().why, Why::Gate(GateCode::G10, all));
    // Work goes on while it is closed.
    review(&mut desk, "item", &fix);
    assert_eq!(lacking(&desk, GateCode::G10), ["items_resolved", "clocks_answered"]);
    change(&mut desk, &fix, &[("status", "resolved"), ("result", "scope is checked")]);
    assert_eq!(lacking(&desk, GateCode::G10), ["items_reviewed", "clocks_answered"]);
    review(&mut desk, "item", &fix);
    desk.state(filed(now(&desk)));
    desk.act(archive(&desk, None));
    assert_eq!(desk.incident.standing, Standing::Archived(desk.now));
    assert!(desk.incident.overrides.is_empty());
    // What archiving vouches for is changed only after reopening; where evidence goes is still written down.
    let tries = [
        added(&desk, "cause", &[("at", "now"), ("what", "another"), ("source", "log")]),
        fact(EntryChanged { entry: fix.clone(), values: values(&desk, &[("status", "open")]) }),
        fact(EntryRemoved { entry: fix, reason: text("no") }),
        finalise(),
    ];
    for command in tries {
        assert_eq!(desk.attempt(command.clone()).unwrap_err().why, Why::IsClosed, "{command:?}");
    }
    for command in [archive(&desk, None), Command::Close { summary: text("again"), by: by() }] {
        assert_eq!(desk.attempt(command.clone()).unwrap_err().why, Why::NothingToDo, "{command:?}");
    }
    let shown = desk.incident.evidence[0].event.clone();
    let handed = [
        ("evidence", shown.as_str()),
        ("from", "Mei Chen"),
        ("to", "Jonas"),
        ("at", "now"),
        ("place", "vault"),
        ("purpose", "trial"),
    ];
    entry(&mut desk, "custody", &handed);
    let line = Summary::of(&desk.incident, Rules::BUILT_IN, &TzData).unwrap();
    assert_eq!((line.is_open(), line.is_archived(), line.open_clocks().count()), (false, true, 0));
    assert_eq!(Summary::read(&holdfast::record::json::text(&line)).unwrap().standing, "archived");
    desk.state(Reopened { reason: text("a late report") });
    assert_eq!((desk.incident.standing, standing_code(desk.incident.standing)), (Standing::Open, "open"));
    claim(&mut desk, None);
}

/// The form that archives says what the rules still ask for; both forms take the time it happened.
#[test]
fn the_forms_make_the_commands() {
    let mut desk = desk();
    desk.state(declared(&desk, "contract"));
    let typed = |code, fields: &[(&str, &str)]| submitted(&desk, &Profile::default(), code, "", fields).1;
    let Ok(Command::Archive { summary, unanswered, by }) = typed(FormCode::Archive, &[("summary", "all done")]) else {
        panic!("no command")
    };
    assert_eq!((summary.as_str(), unanswered, by), ("all done", vec![text("contract-72h.notice")], None));
    assert!(
        matches!(typed(FormCode::Finalise, &[("summary", "x")]), Ok(Command::Finalise { summary, .. }) if summary == "x")
    );
    for code in [FormCode::Finalise, FormCode::Archive] {
        assert_eq!(typed(code, &[]).unwrap_err(), ["summary"], "{code:?}");
    }
}

/// Rules: what a person decided on them, and what happened since, against what is still to be answered.
#[test]
fn what_is_still_to_be_answered() {
    use Applicability::{Applies, DoesNotApply, NotYetKnown};
    let open = |acts: &[fn(&mut Desk)]| {
        let mut desk = desk();
        acts.iter().for_each(|act| act(&mut desk));
        open_notices(&desk)
    };
    let declares: fn(&mut Desk) = |d| drop(d.state(declared(d, "")));
    let waives: fn(&mut Desk) = |d| {
        let [by, role, reason, regime, stage] = ["Ana", "Counsel", "no duty", "eu-gdpr-33", "sa"].map(text);
        d.state(StageWaived { by, reason, regime, role, stage });
    };
    let none: [&str; 0] = [];
    assert_eq!(open(&[]), none, "the contract clock that never ran");
    assert_eq!(open(&[declares]), ["contract-72h.notice"]);
    assert_eq!(open(&[declares, |d| drop(d.state(filed(now(d))))]), none);
    assert_eq!(open(&[declares, |d| drop(d.state(decide(CONTRACT_72H, DoesNotApply)))]), none);
    let gdpr = open(&[|d| drop(d.state(decide("eu-gdpr-33", Applies)))]);
    assert!(gdpr.contains(&text("eu-gdpr-33.sa")), "begun or not: {gdpr:?}");
    assert_eq!(open(&[|d| drop(d.state(decide("eu-gdpr-33", NotYetKnown)))]), gdpr);
    assert_eq!(open(&[|d| drop(d.state(decide("eu-gdpr-33", DoesNotApply)))]), none);
    let left = open(&[|d| drop(d.state(decide("eu-gdpr-33", Applies))), waives]);
    assert_eq!(left.len() + 1, gdpr.len());
    assert!(!left.contains(&text("eu-gdpr-33.sa")));
    // A stage may be ruled out alone.
    let narrowed = open(&[
        |d| drop(d.state(decide("eu-gdpr-33", Applies))),
        |d| drop(d.state(decide("eu-gdpr-33.sa", DoesNotApply))),
    ]);
    assert_eq!(narrowed, left);
    // A rule that is not yet law asks for nothing, and what is only to be kept is answered by keeping it.
    assert_eq!(open(&[|d| drop(d.state(decide("us-circia", Applies)))]), none);
    let reports: fn(&mut Desk) = |d| drop(d.state(filing("us-dfars", "in", now(d))));
    let images = |acts: &[fn(&mut Desk)]| open(acts).contains(&text("us-dfars.media"));
    let applies: fn(&mut Desk) = |d| drop(d.state(decide("us-dfars", Applies)));
    assert_eq!([images(&[applies]), images(&[applies, reports])], [true, false]);
    let reported = |acts: &[fn(&mut Desk)]| !open(acts).contains(&text("us-dfars.in"));
    assert_eq!([reported(&[applies]), reported(&[applies, reports])], [false, true]);
    // A promise made to customers is owed though the contract has no length for it.
    let promised = open(&[
        declares,
        |d| drop(d.state(filed(now(d)))),
        |d| {
            let [regime, stage, reason] = [CONTRACT_72H, "update", "promised"].map(text);
            let due = now(d);
            d.state(OwnTargetSet { due, reason, regime, stage });
        },
    ]);
    assert_eq!(promised, ["contract-72h.update"]);
}

/// A technical finding asks for work; "none found" does not, and none at all is the business of another need.
#[test]
fn what_was_not_found_needs_no_work() {
    let mut desk = desk();
    assert!(met(&desk, "technical_items") && !met(&desk, "six_categories"));
    finding(&mut desk, "technical", "none");
    finding(&mut desk, "procedural", "found");
    assert!(met(&desk, "technical_items"));
    let found = finding(&mut desk, "technical", "found");
    assert!(!met(&desk, "technical_items"));
    item(&mut desk, "bug", Some(&found), "open");
    assert!(met(&desk, "technical_items"));
}

#[test]
fn everyone_who_acted_is_found_once() {
    let mut desk = desk();
    assert_eq!(who_acted(&desk.incident), ["Mei Chen"], "who opened it");
    sits(&mut desk, Seat::Lead, " mei  CHEN ");
    sits(&mut desk, Seat::Legal, "Ana García");
    sits(&mut desk, Seat::Legal, "Ravi Rao");
    owned(&mut desk, "Priya Nair", "Mei Chen");
    let dropped = owned(&mut desk, "Nobody", "Mei Chen");
    desk.state(PlanRowSet { result: text("another way"), row: dropped, status: ActionStatus::Dropped });
    desk.author.name = text("Jonas Weiß");
    desk.state(LogAdded { channel: text(""), entry: EntryKind::Note, text: text("seen"), with: text("") });
    assert_eq!(who_acted(&desk.incident), ["Mei Chen", "Jonas Weiß", "Ravi Rao", "Priya Nair"]);
    let gone = participant(&mut desk, "Priya Nair");
    participant(&mut desk, "ravi rao");
    take_out(&mut desk, gone);
    assert_eq!(unlisted(&desk.incident), ["Mei Chen", "Jonas Weiß", "Priya Nair"]);
    assert_eq!(holdfast::record::apply::fold(&desk.log), desk.incident);
}

#[test]
fn entries_too_make_a_post_mortem_expected() {
    let impact = |register: &str, fields: &[(&str, &str)]| {
        let mut desk = desk();
        let basis = [("basis", "logs")];
        entry(&mut desk, register, &[fields, &basis[..]].concat());
        let incident = &desk.incident;
        assert_eq!(postmortem_expected(incident), customers_affected(incident) || data_breached(incident));
        (customers_affected(incident), data_breached(incident))
    };
    let customers = [("who", "all"), ("effect", "mail read")];
    let data = [("store", "mail"), ("harm", "access"), ("kinds", "mail"), ("encrypted", "no"), ("key", "none")];
    let with = |fields: &[(&'static str, &'static str)], least, most| {
        [fields, &[("least", least), ("most", most)][..]].concat()
    };
    assert_eq!(impact("customer_impact", &with(&customers, "0", "25")), (true, false));
    assert_eq!(impact("customer_impact", &with(&customers, "0", "0")), (false, false), "none at most");
    let FieldKind::Choice(states) = &register("data_impact").unwrap().field("key").unwrap().kind else {
        panic!("a choice")
    };
    let state: &'static str = &states[0].0;
    let data = data.map(|(field, words)| (field, if field == "key" { state } else { words }));
    assert_eq!(impact("data_impact", &with(&data, "1", "9")), (false, true));
    assert_eq!(impact("data_impact", &with(&data, "0", "0")), (false, false));
    assert!(!postmortem_expected(&desk().incident));
}

#[test]
fn claims_without_evidence_and_reviews_past_are_marked() {
    let mut desk = desk();
    let shown = evidence(&mut desk);
    let (with, without) = (claim(&mut desk, Some(&shown)), claim(&mut desk, None));
    // Other entries may do without.
    let cause = entry(&mut desk, "cause", &[("at", "now"), ("what", "phish"), ("source", "log")]);
    let unsupported = |id: &Id| is_unsupported(desk.incident.entry(id.as_str()).unwrap());
    assert_eq!([&with, &without, &cause].map(unsupported), [false, true, false]);

    let now = desk.now;
    let at = |at, precision| Moment { precision, ..Moment::exact(at, "UTC", 0) };
    let mut overdue = |register: &str, next: Moment, status: &str| {
        let id = if register == "item" { item(&mut desk, "bug", None, status) } else { issue(&mut desk, status) };
        let mut one = desk.incident.entry(id.as_str()).unwrap().clone();
        one.versions[0].value.insert(text("next_review"), holdfast::record::register::EntryValue::Time(next));
        is_overdue(&one, now)
    };
    for register in ["item", "process_issue"] {
        assert!(overdue(register, at(now.plus(-1), Precision::Exact), "open"));
        assert!(overdue(register, at(now.plus(-HOUR), Precision::Exact), "doing"));
        assert!(!overdue(register, at(now, Precision::Exact), "open"));
        assert!(!overdue(register, at(now.plus(-HOUR), Precision::Exact), "resolved"));
        assert!(!overdue(register, at(now.plus(-HOUR), Precision::Exact), "dropped"));
        // One planned for a day is late when that day is over.
        assert!(!overdue(register, at(now.plus(-DAY), Precision::Date), "open"));
        assert!(overdue(register, at(now.plus(-DAY - 1), Precision::Date), "open"));
        assert!(!overdue(register, Moment::unknown("UTC"), "open"));
    }
}
