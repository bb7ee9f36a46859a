//! Post-incident activity, as a person at the screen goes: what each form stores, and what closing and
//! archiving wait for.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::exchange::csv::{objects, table};
use holdfast::record::codes::GateCode;
use holdfast::record::gate::postmortem_expected;
use holdfast::record::review::{is_overdue, is_unsupported, unlisted};
use holdfast::record::time::DAY;
use serde_json::{Value, json};
use support::registers::described;
use support::review::{ITEM, NO_CHANGE, PROCEDURE, lacking};
use support::screen::{Screen, Stored, Typed, holds, over};

const CLASSIFIED: Typed = &[
    ("outcome", "availability_event"),
    ("confidentiality", "no"),
    ("integrity", "no"),
    ("availability", "yes"),
    ("cause", "unlawful"),
    ("data", "neither"),
    ("processed_by_us", "yes"),
    ("customers", "none"),
    ("confidence", "medium"),
    ("basis", "access records"),
];

const FINDING: Typed = &[
    ("category", "technical"),
    ("answer", "found"),
    ("what", "The scope of the key was not checked"),
    ("targets", "service documentation"),
    ("priority", "p1"),
];

const EVALUATION: Typed = &[
    ("sufficiency", "met"),
    ("sufficiency_reason", "contained in hours"),
    ("completeness", "partly"),
    ("completeness_reason", "one notice lacked its list"),
    ("gaps", "no owner of the key inventory"),
];

const CLOSE: Typed = &[("summary", "Lessons are with their owners")];

fn evidence(screen: &mut Screen) -> Stored {
    screen.submit("evidence", "", &[("label", "EV-1 mail log"), ("source", "Mail front end")])
}

fn held(screen: &mut Screen) {
    let decided = screen.submit("postmortem", "", &[("required", "yes"), ("reason", "Customers were affected")]);
    decided.says("postmortem.decided", json!({ "required": true }));
}

/// a full post-mortem is expected by customer impact or a breach of data; anybody may ask for one, and where one
/// is expected it is waived with reason and approver only.
#[test]
fn a_post_mortem_is_expected_by_impact_or_breach_and_waived_by_an_approver() {
    let expects: [(Typed, bool); 4] = [
        (&[], false),
        (&[("customers", "some")], true),
        (&[("outcome", "security_incident"), ("harms", "loss")], true),
        (&[("outcome", "privacy_event")], false),
    ];
    let waive = [("required", "no"), ("reason", "small")];
    for (typed, expected) in expects {
        let mut screen = Screen::opened();
        screen.submit("classification", "", &over(CLASSIFIED, typed));
        assert_eq!(postmortem_expected(&screen.desk.incident), expected, "{typed:?}");
        if expected {
            assert_eq!(screen.refused("postmortem", "", &waive), ["approver"], "{typed:?}");
        }
        assert_eq!(screen.refused("postmortem", "", &[("required", "no")]), ["reason"]);
        let waived = screen.submit("postmortem", "", &over(&waive, &[("approver", "Ravi Rao")]));
        waived.says("postmortem.decided", json!({ "required": false, "approver": "Ravi Rao", "reason": "small" }));
        // Forced on by anyone.
        let forced = screen.submit("postmortem", "", &[("required", "yes"), ("reason", "We want to know")]);
        forced.says("postmortem.decided", json!({ "required": true, "approver": "" }));
    }
}

/// everyone who acted takes part: invited, attended, or heard.
#[test]
fn everyone_who_acted_is_a_participant() {
    let mut screen = Screen::opened();
    held(&mut screen);
    screen.submit("seats", "legal", &[("person", "Ana García")]);
    let service = screen.submit("services", "", &[("name", "Mail")]);
    let action = [
        ("column", "eradicate"),
        ("service", service.id.as_str()),
        ("action", "Revoke the key"),
        ("service_owner", "Bo Li"),
        ("response_owner", "Jonas"),
    ];
    screen.submit("plan", "", &action);
    assert_eq!(unlisted(&screen.desk.incident), ["Mei Chen", "Ana García", "Bo Li", "Jonas"]);
    assert_eq!(screen.offered("entry:participant", "state"), ["invited", "attended", "input"]);
    assert_eq!(screen.refused("entry:participant", "", &[("person", "Bo Li"), ("state", "input")]), ["input"]);
    for (person, state) in
        [("Mei Chen", "attended"), ("Ana García", "invited"), ("bo li", "input"), ("Jonas", "invited")]
    {
        let input = if state == "input" { "The call came late" } else { "" };
        let typed = [("person", person), ("state", state), ("input", input)];
        screen
            .submit("entry:participant", "", &typed)
            .enters("participant", json!({ "person": person, "state": state }));
    }
    assert_eq!(unlisted(&screen.desk.incident), [""; 0]);
    assert!(!lacking(&screen.desk, GateCode::G8).contains(&"participants"));
}

/// the causes in a lane of their own; claims that cite evidence, unsupported ones marked; actors with
/// confidence, "unknown" among them; how the response was carried out, and what is taken away.
#[test]
fn causes_claims_actors_and_the_response_are_written_down() {
    let mut screen = Screen::opened();
    let shown = evidence(&mut screen);
    let proof = shown.id.as_str();
    let cause = [
        ("at", "2021-04-01"),
        ("what", "A key was left in a dump"),
        ("source", "Findings published later"),
        ("evidence", proof),
    ];
    for field in ["at", "what", "source"] {
        assert_eq!(screen.refused("entry:cause", "", &over(&cause, &[(field, "")])), [field]);
    }
    let at = json!({ "at": "2021-03-31T22:00:00.000Z", "precision": "date", "zone": "Europe/Berlin" });
    let expected = json!({ "at": at, "what": "A key was left in a dump", "source": "Findings published later", "evidence": [proof] });
    screen.submit("entry:cause", "", &cause).enters("cause", expected);
    // Another lane than what the team did.
    screen
        .submit("log", "", &[("entry", "action"), ("text", "Revoked the key")])
        .says("log.added", json!({ "entry": "action" }));
    let derived = screen.derived();
    assert!(!derived["log"].to_string().contains("in a dump") && !derived["registers"].to_string().contains("Revoked"));

    let bare = screen.submit("entry:claim", "", &[("claim", "Tokens were forged")]);
    let entry = |screen: &Screen, id: &str| screen.desk.incident.entry(id).unwrap().clone();
    assert!(is_unsupported(&entry(&screen, bare.id.as_str())));
    assert!(lacking(&screen.desk, GateCode::G8).contains(&"claims_evidence"));
    let cited = screen.submit("entry:claim", bare.id.as_str(), &[("evidence", proof)]);
    cited.says("entry.changed", json!({ "values": { "evidence": [proof] } }));
    assert!(!is_unsupported(&entry(&screen, bare.id.as_str())));
    assert!(!lacking(&screen.desk, GateCode::G8).contains(&"claims_evidence"));

    let actor = [("name", "unknown"), ("kind", "unknown"), ("confidence", "low"), ("basis", "no overlap found")];
    for field in ["name", "kind", "confidence", "basis"] {
        assert_eq!(screen.refused("entry:actor", "", &over(&actor, &[(field, "")])), [field]);
    }
    screen.submit("entry:actor", "", &actor).enters("actor", json!({ "name": "unknown", "confidence": "low" }));

    let told = [("execution", "In stages, mail first"), ("takeaways", "Check the scope of keys")];
    for field in ["execution", "takeaways"] {
        assert_eq!(screen.refused("entry:narrative", "", &over(&told, &[(field, "")])), [field]);
    }
    let expected = json!({ "execution": "In stages, mail first", "takeaways": "Check the scope of keys" });
    screen.submit("entry:narrative", "", &told).enters("narrative", expected);
}

/// six categories, each answered; a finding sets priorities for service, operations or documentation.
#[test]
fn six_categories_are_answered_and_set_priorities() {
    let mut screen = Screen::opened();
    held(&mut screen);
    let categories = screen.offered("entry:finding", "category");
    assert_eq!(categories, ["technical", "procedural", "manual", "process", "communication", "vector"]);
    assert_eq!(screen.offered("entry:finding", "targets"), ["service", "operations", "documentation"]);
    for field in ["priority", "targets"] {
        assert_eq!(screen.refused("entry:finding", "", &over(FINDING, &[(field, "")])), [field]);
    }
    for (place, category) in categories.iter().enumerate() {
        assert!(lacking(&screen.desk, GateCode::G8).contains(&"six_categories"), "{category} is not answered");
        let more: Typed = match category.as_str() {
            "process" => &[("origin", "surfaced")],
            "vector" => &[("technique", "T1606.001 Web Cookies")],
            _ => &[],
        };
        let found = [&over(FINDING, &[("category", category)])[..], more].concat();
        let none = [("category", category.as_str()), ("answer", "none"), ("what", "Looked through the calls")];
        let stored = screen.submit("entry:finding", "", if place % 2 == 1 || place == 0 { &found } else { &none });
        match place % 2 == 1 || place == 0 {
            true => stored.enters(
                "finding",
                json!({ "category": category, "answer": "found", "targets": ["service", "documentation"], "priority": "p1" }),
            ),
            false => stored.enters("finding", json!({ "category": category, "answer": "none" })),
        };
        more.iter().for_each(|(field, value)| assert_eq!(stored.body["values"][field], *value));
    }
    assert!(!lacking(&screen.desk, GateCode::G8).contains(&"six_categories"));
}

/// R-045, B-06: a process flaw contributed, or came to light in the response; who raised and who prioritised it.
#[test]
fn a_flaw_contributed_or_surfaced() {
    let mut screen = Screen::opened();
    assert_eq!(screen.offered("entry:finding", "origin"), ["contributed", "surfaced"]);
    for origin in ["contributed", "surfaced"] {
        let who = [("raised_by", "Mei Chen"), ("prioritised_by", "Bo Li")];
        let typed = [&over(FINDING, &[("category", "process"), ("origin", origin)])[..], &who].concat();
        let expected =
            json!({ "category": "process", "origin": origin, "raised_by": "Mei Chen", "prioritised_by": "Bo Li" });
        screen.submit("entry:finding", "", &typed).enters("finding", expected);
    }
}

/// a technical finding becomes a bug or a change request with an owner, coordinated by the
/// response lead, followed up with the engineering team; without one the post-mortem is not final.
#[test]
fn a_technical_finding_becomes_owned_work() {
    let mut screen = Screen::opened();
    held(&mut screen);
    let finding = screen.submit("entry:finding", "", FINDING);
    assert!(lacking(&screen.desk, GateCode::G8).contains(&"technical_items"));
    screen.submit("seats", "lead", &[("person", "Mei Chen")]);
    let shown = screen.shown("entry:item", "");
    let coordinator = shown.fields.iter().find(|one| one.code == "coordinator").unwrap();
    assert_eq!(coordinator.initial, Some(holdfast::form::Value::Text("Mei Chen".to_owned())));
    let item = over(ITEM, &[("finding", finding.id.as_str()), ("followed_up", "2026-11-22 10:00")]);
    for field in ["title", "kind", "owner", "coordinator", "next_review", "status"] {
        assert_eq!(screen.refused("entry:item", "", &over(&item, &[(field, "")])), [field]);
    }
    for kind in ["improvement", "tuning"] {
        screen.submit("entry:item", "", &over(&item, &[("kind", kind)]));
        assert!(lacking(&screen.desk, GateCode::G8).contains(&"technical_items"), "{kind} is no fix");
    }
    screen.submit("entry:item", "", &item).enters(
        "item",
        json!({
            "kind": "bug", "finding": finding.id.as_str(), "owner": "Priya Nair", "coordinator": "Mei Chen",
            "team": "Identity engineering", "tracker": "ID-4711", "followed_up": { "at": "2026-11-22T09:00:00.000Z" },
            "next_review": { "precision": "date" }, "status": "open",
        }),
    );
    assert!(!lacking(&screen.desk, GateCode::G8).contains(&"technical_items"));
}

/// process and cross-organisation issues are kept apart from bugs, owned by a group.
#[test]
fn process_issues_are_a_register_of_their_own() {
    let mut screen = Screen::opened();
    assert_eq!(screen.offered("entry:process_issue", "kind"), ["process", "cross"]);
    assert_eq!(screen.offered("entry:item", "kind"), ["bug", "dcr", "improvement", "tuning"]);
    let issue = [
        ("issue", "Two teams waited for each other"),
        ("kind", "cross"),
        ("group", "Operations"),
        ("followed_up", "2026-11-21"),
        ("next_review", "2026-11-30"),
        ("status", "doing"),
    ];
    for field in ["issue", "kind", "group", "next_review", "status"] {
        assert_eq!(screen.refused("entry:process_issue", "", &over(&issue, &[(field, "")])), [field]);
    }
    let expected = json!({ "kind": "cross", "group": "Operations", "followed_up": { "precision": "date" } });
    screen.submit("entry:process_issue", "", &issue).enters("process_issue", expected);
    let registers = screen.derived()["registers"].clone();
    assert_eq!((registers["process_issue"].as_array().unwrap().len(), &registers["item"]), (1, &Value::Null));
}

/// contacts by kind of organisation, law enforcement among them; what was shared with whom, under which marking,
/// who approved; experts asked and joined.
#[test]
fn others_are_reached_and_what_they_were_told_is_kept() {
    let mut organisation = Screen::organisation();
    let kinds = organisation.offered("entry:contact", "organisation");
    for kind in ["law_enforcement", "regulator", "insurer", "internal"] {
        assert!(kinds.iter().any(|one| one == kind), "{kind}");
    }
    for kind in &kinds {
        let contact = [("organisation", kind.as_str()), ("name", "Desk"), ("route", "+49 30 5550100")];
        organisation.submit("entry:contact", "", &contact).enters("contact", json!({ "organisation": kind }));
    }
    let mut screen = Screen::opened();
    let shared = [
        ("organisation", "law_enforcement"),
        ("recipient", "Cyber unit"),
        ("what", "Indicators, no customer data"),
        ("marking", "amber_strict"),
        ("approver", "Ana García"),
        ("channel", "by hand"),
        ("at", "2026-11-22 12:00"),
    ];
    for (field, _) in &shared {
        assert_eq!(screen.refused("entry:disclosure", "", &over(&shared, &[(field, "")])), [*field]);
    }
    screen.submit("entry:disclosure", "", &shared).enters(
        "disclosure",
        json!({ "organisation": "law_enforcement", "recipient": "Cyber unit", "marking": "amber_strict", "approver": "Ana García" }),
    );
    let expert = [
        ("discipline", "legal"),
        ("person", "Ana García"),
        ("why", "Which laws apply"),
        ("asked", "2026-11-22 10:00"),
        ("state", "joined"),
    ];
    assert_eq!(screen.refused("entry:expert", "", &expert), ["joined"]);
    let joined = over(&expert, &[("joined", "2026-11-22 10:20")]);
    screen.submit("entry:expert", "", &joined).enters("expert", json!({ "discipline": "legal", "state": "joined" }));
}

/// no incident closes without its evaluation, whether there is a post-mortem or not.
#[test]
fn every_incident_is_evaluated_before_it_closes() {
    for required in ["yes", "no"] {
        let mut screen = Screen::opened();
        screen.submit(
            "classification",
            "",
            &over(CLASSIFIED, &[("outcome", "false_positive"), ("availability", "no")]),
        );
        screen.submit("entry:sop", "", NO_CHANGE);
        screen.submit("postmortem", "", &[("required", required), ("reason", "as agreed")]);
        let (gate, missing) = screen.held("close", "", CLOSE);
        assert_eq!((gate, &missing[..2]), ("G9", &["evaluation_sufficiency", "evaluation_completeness"][..]));
        for field in ["sufficiency", "sufficiency_reason", "completeness", "completeness_reason", "evaluator"] {
            assert_eq!(screen.refused("evaluation", "", &over(EVALUATION, &[(field, "")])), [field]);
        }
        screen.submit("evaluation", "", EVALUATION).says(
            "response.evaluated",
            json!({
                "sufficiency": "met", "sufficiency_reason": "contained in hours", "completeness": "partly",
                "completeness_reason": "one notice lacked its list", "gaps": "no owner of the key inventory",
                "evaluator": "Mei Chen",
            }),
        );
        match required {
            "yes" => assert_eq!(screen.held("close", "", CLOSE), ("G9", vec!["postmortem_done"])),
            _ => drop(screen.submit("close", "", CLOSE).says("incident.closed", json!({ "summary": CLOSE[0].1 }))),
        }
    }
}

/// a suggestion is consulted on, then accepted or declined with a reason; an accepted one changes a
/// procedure, with its version before and after.
#[test]
fn a_suggestion_is_consulted_on_and_changes_a_procedure() {
    let mut screen = Screen::opened();
    let first = [("suggestion", "Two people for each key"), ("from", "Priya Nair"), ("status", "proposed")];
    let suggestion = screen.submit("entry:suggestion", "", &first);
    suggestion.enters("suggestion", json!({ "status": "proposed" }));
    let id = suggestion.id.to_string();
    assert_eq!(screen.refused("entry:suggestion", &id, &[("status", "consulted")]), ["consulted"]);
    let asked = [("status", "consulted"), ("consulted", "Identity: agrees. Support: no view.")];
    screen
        .submit("entry:suggestion", &id, &asked)
        .says("entry.changed", json!({ "values": { "status": "consulted" } }));
    for status in ["accepted", "declined"] {
        assert_eq!(screen.refused("entry:suggestion", &id, &[("status", status)]), ["reason"]);
    }
    let accepted = [("status", "accepted"), ("reason", "It would have stopped this")];
    screen
        .submit("entry:suggestion", &id, &accepted)
        .says("entry.changed", json!({ "values": { "status": "accepted" } }));

    let change = over(PROCEDURE, &[("suggestion", &id)]);
    for field in ["answer", "procedure", "before", "after", "summary", "effective", "approver"] {
        assert_eq!(screen.refused("entry:sop", "", &over(&change, &[(field, "")])), [field]);
    }
    assert!(lacking(&screen.desk, GateCode::G9).contains(&"sop_decision"));
    screen.submit("entry:sop", "", &change).enters(
        "sop",
        json!({ "procedure": "SOP-12 Key handling", "before": "3", "after": "4", "suggestion": id, "approver": "Ravi Rao" }),
    );
    assert!(!lacking(&screen.desk, GateCode::G9).contains(&"sop_decision"));
}

/// all work is listed with ids that stay; reviewed until resolved; closed with work open, archived only
/// when every item is resolved and reviewed.
#[test]
fn work_is_tracked_and_reviewed_until_resolved() {
    let mut screen = Screen::opened();
    let item = screen.submit("entry:item", "", &over(ITEM, &[("next_review", "2026-11-21")]));
    let (id, now) = (item.id.to_string(), screen.desk.now);
    let entry = |screen: &Screen| screen.desk.incident.entry(&id).unwrap().clone();
    assert!(is_overdue(&entry(&screen), now) && !is_overdue(&entry(&screen), now.plus(-2 * DAY)));
    screen.submit("entry:item", &id, &[("next_review", "2026-11-30")]);
    assert!(!is_overdue(&entry(&screen), now));
    screen.submit("evaluation", "", EVALUATION);
    screen.submit("postmortem", "", &[("required", "no"), ("reason", "nothing was touched")]);
    screen.submit("entry:sop", "", NO_CHANGE);
    screen.submit("close", "", CLOSE).says("incident.closed", json!({}));
    let archive = [("summary", "Nothing more will come")];
    assert_eq!(screen.held("archive", "", &archive), ("G10", vec!["items_resolved", "items_reviewed"]));
    assert_eq!(screen.refused("entry:item", &id, &[("status", "resolved")]), ["result"]);
    let resolved = [("status", "resolved"), ("result", "The scope is checked")];
    screen.submit("entry:item", &id, &resolved).says("entry.changed", json!({ "entry": id }));
    assert_eq!(screen.held("archive", "", &archive), ("G10", vec!["items_reviewed"]));
    let review = [("item", id.as_str()), ("by", "Mei Chen"), ("at", "2026-11-22 15:00"), ("outcome", "It holds")];
    for field in ["by", "at", "outcome"] {
        assert_eq!(screen.refused("entry:item_review", "", &over(&review, &[(field, "")])), [field]);
    }
    screen.submit("entry:item_review", "", &review).enters("item_review", json!({ "item": id, "outcome": "It holds" }));
    // One list, as a file, with the same ids.
    let rows = objects(&[&screen.desk.incident], described("item"));
    holds(&rows[0], &json!({ "entry_id": id, "owner": "Priya Nair", "status": "resolved" }));
    assert!(table(&[&screen.desk.incident], described("item")).contains(&id));
    screen.submit("archive", "", &archive).says("incident.archived", json!({}));
    holds(&screen.derived(), &json!({ "standing": "archived", "gate_overrides": [] }));
}

/// a lesson each to prevent, detect and respond, or why there is none.
#[test]
fn lessons_are_tagged_and_none_is_justified() {
    let mut screen = Screen::opened();
    held(&mut screen);
    assert_eq!(screen.offered("entry:lesson", "tag"), ["prevent", "detect", "respond"]);
    let lesson = [("answer", "found"), ("lesson", "Check the scope of keys"), ("team", "Identity")];
    assert_eq!(screen.refused("entry:lesson", "", &over(&lesson, &[("tag", "prevent"), ("team", "")])), ["team"]);
    let none = [("answer", "none"), ("lesson", "")];
    assert_eq!(screen.refused("entry:lesson", "", &over(&none, &[("tag", "detect")])), ["lesson"]);
    for tag in ["prevent", "detect"] {
        screen
            .submit("entry:lesson", "", &over(&lesson, &[("tag", tag)]))
            .enters("lesson", json!({ "tag": tag, "team": "Identity" }));
        assert!(lacking(&screen.desk, GateCode::G8).contains(&"lessons"));
    }
    let why = [("tag", "respond"), ("answer", "none"), ("lesson", "The call tree worked")];
    screen.submit("entry:lesson", "", &why).enters("lesson", json!({ "tag": "respond", "answer": "none" }));
    assert!(!lacking(&screen.desk, GateCode::G8).contains(&"lessons"));
}
