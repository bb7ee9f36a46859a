//! Containment, eradication, recovery, as a person at the screen goes: what each form stores, and what
//! each passage waits for.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::record::body::Body;
use holdfast::record::codes::GateCode;
use serde_json::json;
use support::review::lacking;
use support::screen::{Screen, Stored, Typed, holds, over};

const CLASSIFIED: Typed = &[
    ("outcome", "security_incident"),
    ("confidentiality", "yes"),
    ("integrity", "unknown"),
    ("availability", "no"),
    ("harms", "access"),
    ("cause", "unlawful"),
    ("data", "customer"),
    ("processed_by_us", "yes"),
    ("customers", "unknown"),
    ("confidence", "low"),
    ("basis", "access records"),
];

const ACTION: Typed = &[
    ("column", "contain"),
    ("limits", "data"),
    ("action", "Refuse renewal of tokens"),
    ("service_owner", "Bo Li"),
    ("response_owner", "Mei Chen"),
    ("business_impact", "low"),
    ("rollback", "allow it again"),
    ("evidence_safe", "yes"),
];

fn services(screen: &mut Screen) -> [Stored; 2] {
    ["Mail", "Tokens"].map(|name| screen.submit("services", "", &[("name", name), ("response_team", "Mail response")]))
}

/// Everything that gate G2 asks for.
fn confirmed(screen: &mut Screen) {
    for seat in ["lead", "service_owner", "communications"] {
        screen.submit("seats", seat, &[("person", "Mei Chen")]);
    }
    screen.submit("evidence", "", &[("label", "EV-1"), ("source", "Mail front end")]);
    screen.submit("classification", "", CLASSIFIED);
}

/// one plan in three columns; each action with who carries it out, who supports, what it costs, how it
/// is undone, whether evidence is safe, and when it was begun and done.
#[test]
fn one_plan_in_three_columns_with_both_owners() {
    let mut screen = Screen::opened();
    let [mail, _] = services(&mut screen);
    let action = over(ACTION, &[("service", mail.id.as_str())]);
    assert_eq!(screen.offered("plan", "column"), ["contain", "eradicate", "recover"]);
    for field in ["column", "service", "action", "service_owner", "response_owner"] {
        assert_eq!(screen.refused("plan", "", &over(&action, &[(field, "")])), [field]);
    }
    for column in ["contain", "eradicate", "recover"] {
        screen.submit("plan", "", &over(&action, &[("column", column)])).says(
            "plan.row_added",
            json!({
                "column": column, "service": mail.id.as_str(), "action": "Refuse renewal of tokens",
                "service_owner": "Bo Li", "response_owner": "Mei Chen", "business_impact": "low",
                "rollback": "allow it again", "evidence_safe": "yes",
            }),
        );
    }
    // Why it is done, and of containment what it limits the impact on.
    assert_eq!(screen.offered("plan", "limits"), ["customers", "data", "systems"]);
    assert_eq!(screen.refused("plan", "", &over(&action, &[("limits", "")])), ["limits"]);
    let why = over(&action, &[("limits", "customers systems"), ("why", "Forged tokens were renewed")]);
    let expected = json!({ "limits": ["customers", "systems"], "why": "Forged tokens were renewed" });
    let planned = screen.submit("plan", "", &why);
    planned.says("plan.row_added", expected);
    let bare = over(&action, &[("column", "recover"), ("limits", "")]);
    screen.submit("plan", "", &bare).says("plan.row_added", json!({ "limits": [], "why": "" }));
    // An action that an earlier build planned says neither, and stands as it did.
    let mut older = planned.body.clone();
    for later in ["limits", "why"] {
        older.as_object_mut().unwrap().remove(later);
    }
    match Body::read("plan.row_added", &older) {
        Body::PlanRowAdded(row) => assert_eq!((row.action.as_str(), row.limits, row.why), (ACTION[2].1, None, None)),
        other => panic!("{other:?}"),
    }
    let row = screen.desk.incident.plan[0].added.event.clone();
    for (status, at, happened) in [
        ("doing", "2026-11-22 12:00", "2026-11-22T11:00:00.000Z"),
        ("done", "2026-11-22 13:30", "2026-11-22T12:30:00.000Z"),
    ] {
        let stored =
            screen.about("plan_progress", &row, &[("status", status), ("occurred", at), ("result", "in stages")]);
        stored.says("plan.row_set", json!({ "row": row.as_str(), "status": status, "result": "in stages" }));
        holds(&stored.header, &json!({ "occurred": { "at": happened } }));
    }
    let second = screen.desk.incident.plan[1].added.event.clone();
    assert_eq!(screen.refused("plan_progress", second.as_str(), &[("status", "dropped")]), ["result"]);
}

/// containment waits for an owner from the response team, and for an owner and the signature of each impacted
/// service.
#[test]
fn containment_waits_for_owners_and_signatures_of_each_service() {
    let mut screen = Screen::opened();
    assert_eq!(screen.held("enter", "containment", &[]).0, "G2");
    let seats = ["lead", "service_owner", "communications", "legal", "compliance", "scribe", "expert", "executive"];
    assert_eq!(screen.offered("seats", "seat"), seats);
    confirmed(&mut screen);
    let both = services(&mut screen);
    let all = vec!["plan_response_owner", "plan_row_per_service", "signed_per_service"];
    assert_eq!(screen.held("enter", "containment", &[]), ("G3", all));
    for service in &both {
        assert!(lacking(&screen.desk, GateCode::G3).contains(&"plan_row_per_service"));
        screen.submit("plan", "", &over(ACTION, &[("service", service.id.as_str())]));
    }
    for service in &both {
        assert_eq!(screen.held("enter", "containment", &[]), ("G3", vec!["signed_per_service"]));
        let signed = [
            ("service", service.id.as_str()),
            ("signer", "Bo Li"),
            ("role", "Service owner"),
            ("at", "2026-11-22 14:00"),
        ];
        for field in ["service", "signer", "role", "at"] {
            assert_eq!(screen.refused("entry:plan_signature", "", &over(&signed, &[(field, "")])), [field]);
        }
        screen
            .submit("entry:plan_signature", "", &signed)
            .enters("plan_signature", json!({ "service": service.id.as_str(), "signer": "Bo Li" }));
    }
    screen.submit("enter", "containment", &[]).says("phase.opened", json!({ "phase": "containment" }));
    assert_eq!(screen.derived()["gate_overrides"], json!([]));
}

/// B-03: on the highest severity containment waits for the legal and the compliance seat too; communications is asked for
/// on every one.
#[test]
fn the_highest_severity_calls_for_legal_and_compliance() {
    let mut screen = Screen::opened();
    for service in services(&mut screen) {
        screen.submit("plan", "", &over(ACTION, &[("service", service.id.as_str())]));
        let signed = [("signer", "Bo Li"), ("role", "Service owner"), ("at", "2026-11-22 15:00")];
        screen.submit("entry:plan_signature", "", &over(&signed, &[("service", service.id.as_str())]));
    }
    confirmed(&mut screen);
    let severity = |screen: &mut Screen, level: &str| {
        screen.submit("severity", "", &[("level", level), ("reason", "as judged")]);
        lacking(&screen.desk, GateCode::G2)
    };
    for level in screen.offered("severity", "level") {
        let expected = if level == "sev1" { vec!["seats_critical"] } else { Vec::new() };
        assert_eq!(severity(&mut screen, &level), expected, "{level}");
    }
    severity(&mut screen, "sev1");
    assert_eq!(screen.held("enter", "containment", &[]), ("G2", vec!["seats_critical"]));
    for seat in ["legal", "compliance"] {
        assert_eq!(lacking(&screen.desk, GateCode::G2), ["seats_critical"]);
        screen.submit("seats", seat, &[("person", "Ravi Rao")]).says("seat.filled", json!({ "seat": seat }));
    }
    screen.submit("enter", "containment", &[]).says("phase.opened", json!({ "phase": "containment" }));
    assert_eq!(screen.derived()["gate_overrides"], json!([]));
}

/// the root cause, the way in, where footholds were looked for and found.
#[test]
fn root_cause_and_footholds_are_stated() {
    let mut screen = Screen::opened();
    let footholds = ["accounts", "tokens", "consents", "tasks", "shells", "roles", "network", "images"];
    assert_eq!(screen.offered("entry:root_cause", "searched"), footholds);
    let cause = [
        ("cause", "A consumer key was accepted for mail"),
        ("path", "Forged tokens"),
        ("searched", "accounts tokens roles"),
        ("found", "two app consents"),
        ("confidence", "high"),
    ];
    for field in ["cause", "path", "searched", "confidence"] {
        assert_eq!(screen.refused("entry:root_cause", "", &over(&cause, &[(field, "")])), [field]);
    }
    let expected = json!({
        "cause": "A consumer key was accepted for mail", "path": "Forged tokens",
        "searched": ["accounts", "tokens", "roles"], "found": "two app consents", "confidence": "high",
    });
    screen.submit("entry:root_cause", "", &cause).enters("root_cause", expected);
}

/// R-021, B-23, B-24: recovery waits for two statements by two people, each with confidence and basis, and for the
/// executive incident manager where an action costs much.
#[test]
fn recovery_waits_for_two_statements_and_the_executive() {
    let mut screen = Screen::opened();
    let [mail, _] = services(&mut screen);
    let costly = over(ACTION, &[("service", mail.id.as_str()), ("column", "eradicate"), ("business_impact", "high")]);
    let row = screen.submit("plan", "", &costly).id;
    let all = vec!["evicted", "path_mitigated", "confidence_basis", "executive_approval"];
    assert_eq!(screen.held("enter", "recovery", &[]), ("G5", all));
    let claim = [("name", "Mei Chen"), ("role", "Lead"), ("confidence", "high"), ("basis", "48 hours quiet")];
    for field in ["name", "role", "confidence", "basis"] {
        assert_eq!(screen.refused("eviction", "evicted", &over(&claim, &[(field, "")])), [field]);
    }
    for claimed in ["evicted", "path_mitigated"] {
        let stored = screen.submit("eviction", claimed, &claim);
        let expected = json!({ "claim": claimed, "name": "Mei Chen", "confidence": "high", "basis": "48 hours quiet" });
        stored.says("eviction.attested", expected);
    }
    assert_eq!(screen.held("enter", "recovery", &[]).1, ["confidence_basis", "executive_approval"], "one person twice");
    screen.submit("eviction", "path_mitigated", &over(&claim, &[("name", "Priya Nair")]));
    let approved = [("name", "Ravi Rao"), ("role", "Executive incident manager"), ("reason", "worth the outage")];
    screen
        .about("approval", &row, &approved)
        .says("approval.given", json!({ "row": row.as_str(), "name": "Ravi Rao" }));
    screen.submit("enter", "recovery", &[]).says("phase.opened", json!({ "phase": "recovery" }));
}

const STATE: Typed = &[
    ("definition", "Only tokens of the new key are accepted"),
    ("reference", "build 26.11.3, 2026-11-20"),
    ("implementer", "Bo Li"),
    ("verified_how", "replayed 40 forged tokens"),
    ("verifier", "Priya Nair"),
];

/// what the known secure state is, by which reference, how it was verified, by another person than restored it;
/// what is looked at in the restored state.
#[test]
fn a_known_secure_state_is_verified_by_another_person() {
    let mut screen = Screen::opened();
    let [mail, _] = services(&mut screen);
    let state = over(STATE, &[("service", mail.id.as_str())]);
    for field in ["service", "definition"] {
        assert_eq!(screen.refused("secure_state", "", &over(&state, &[(field, "")])), [field]);
    }
    assert_eq!(screen.refused("secure_state", "", &over(&state, &[("verifier", "bo  LI")])), ["verifier"]);
    screen.submit("secure_state", "", &state).says(
        "secure_state.set",
        json!({
            "service": mail.id.as_str(), "definition": "Only tokens of the new key are accepted",
            "reference": "build 26.11.3, 2026-11-20", "implementer": "Bo Li",
            "verified_how": "replayed 40 forged tokens", "verifier": "Priya Nair",
        }),
    );
    let checks = screen.offered("entry:restore_check", "checks");
    assert_eq!(checks, ["good_state", "backup", "paths"]);
    let checked = [
        ("service", mail.id.as_str()),
        ("checks", "good_state backup paths"),
        ("findings", "none works"),
        ("by", "Priya Nair"),
    ];
    screen.submit("entry:restore_check", "", &checked).enters("restore_check", json!({ "checks": checks }));
}

/// resolved is what each impacted service says twice; one that is open holds the incident, unless it turns out
/// not to be impacted.
#[test]
fn resolved_when_each_service_is_attested_twice() {
    let mut screen = Screen::opened();
    let [mail, tokens] = services(&mut screen);
    let watch = screen.submit("watch", "", &[("signals", "forged issuer"), ("starts", "2026-11-22 14:00")]);
    watch.says("watch.started", json!({ "signals": "forged issuer", "ends": { "at": "2026-12-06T14:08:00.000Z" } }));
    let seen = [("result", "clean"), ("findings", "nothing unexplained"), ("judge", "Jonas")];
    screen.submit("watch_result", "", &seen).says("watch.ended", json!({ "result": "clean" }));
    let claim = [("implementer", "Bo Li"), ("verifier", "Priya Nair"), ("basis", "replay refused")];
    let resolved = [("summary", "Both are back")];
    let attest = |screen: &mut Screen, service: &Stored, claimed: &str| {
        let typed = over(&claim, &[("service", service.id.as_str()), ("claim", claimed)]);
        assert_eq!(screen.refused("attestation", "", &over(&typed, &[("verifier", "Bo Li")])), ["verifier"]);
        let expected = json!({ "service": service.id.as_str(), "claim": claimed, "verifier": "Priya Nair" });
        screen.submit("attestation", "", &typed).says("service.attested", expected);
    };
    for service in [&mail, &tokens] {
        assert_eq!(screen.held("resolve", "", &resolved).0, "G6");
        screen.submit("secure_state", "", &over(STATE, &[("service", service.id.as_str())]));
    }
    attest(&mut screen, &mail, "eliminated");
    attest(&mut screen, &mail, "recovered");
    let open = vec!["eliminated_per_service", "recovered_per_service"];
    assert_eq!(screen.held("resolve", "", &resolved), ("G6", open));
    attest(&mut screen, &tokens, "eliminated");
    assert_eq!(screen.held("resolve", "", &resolved), ("G6", vec!["recovered_per_service"]));
    attest(&mut screen, &tokens, "recovered");
    let third = screen.submit("services", "", &[("name", "Printing")]);
    assert_eq!(screen.held("resolve", "", &resolved).1.len(), 3);
    let cleared = [("service", third.id.as_str()), ("reason", "own keys")];
    screen.submit("service_cleared", "", &cleared).says("service.cleared", json!({ "reason": "own keys" }));
    screen.submit("resolve", "", &resolved).says("incident.resolved", json!({ "summary": "Both are back" }));
    holds(&screen.derived(), &json!({ "standing": "resolved", "gate_overrides": [] }));
}

/// how long each phase took, and how long it took to contain, eradicate, recover, in the file.
#[test]
fn the_file_says_how_long_it_took() {
    let mut screen = Screen::opened().let_pass();
    for (anchor, at) in [("occurred", "2026-11-20 08:00"), ("aware", "2026-11-22 10:00")] {
        screen.submit("anchors", "", &[("anchor", anchor), ("moment", at), ("source", "log")]);
    }
    screen.submit("enter", "analysis", &[("occurred", "2026-11-22 11:00")]);
    screen.submit("leave", "analysis", &[("occurred", "2026-11-22 12:30")]);
    let declared = [
        ("role", "Lead"),
        ("moment", "2026-11-22 12:00"),
        ("confirmed", "yes"),
        ("grounds", "access_occurred"),
        ("basis", "EV-1"),
    ];
    screen.submit("declaration", "", &declared);
    let derived = screen.derived();
    let stay = json!({ "opened": "2026-11-22T10:00:00.000Z", "closed": "2026-11-22T11:30:00.000Z" });
    holds(&derived["phases"][0], &json!({ "phase": "analysis" }));
    assert_eq!(derived["phases"][0]["stays"][0], stay);
    let metric = |code: &str| derived["metrics"].as_array().unwrap().iter().find(|one| one["metric"] == code).unwrap();
    assert_eq!(metric("detect")["milliseconds"], 90 * 60_000, "08:00 to 09:30");
    assert_eq!(metric("declare")["milliseconds"], 120 * 60_000, "10:00 to 12:00");
    assert_eq!(metric("contain")["milliseconds"], json!(null), "never taken as zero");
    assert_eq!(metric("contain")["cannot"]["reason"], "missing");
}

/// B-16, B-19, B-40: a priority from three judgements; evidence handed over, looked at again, and let out of production
/// only with an approval in writing.
#[test]
fn evidence_is_handed_over_checked_and_let_out_by_approval() {
    let mut screen = Screen::opened();
    let digest = "0F".repeat(32);
    let noted = [
        ("label", "EV-1 mail log"),
        ("source", "Mail front end"),
        ("collector", "Jonas"),
        ("place", "vault"),
        ("sha256", &digest),
    ];
    let evidence = screen.submit("evidence", "", &noted);
    let lower = digest.to_lowercase();
    evidence.says("evidence.noted", json!({ "collector": "Jonas", "place": "vault", "sha256": lower }));
    assert_eq!(screen.refused("evidence", "", &over(&noted, &[("sha256", "0F")])), ["sha256"]);
    let id = evidence.id.as_str();
    let handed = [
        ("evidence", id),
        ("from", "Jonas"),
        ("to", "Ana García"),
        ("at", "2026-11-22 12:00"),
        ("place", "safe"),
        ("purpose", "trial"),
    ];
    assert_eq!(screen.refused("entry:custody", "", &over(&handed, &[("to", "jonas")])), ["to"]);
    screen.submit("entry:custody", "", &handed).enters("custody", json!({ "evidence": id, "to": "Ana García" }));
    let checked = [("evidence", id), ("result", "different"), ("by", "Ana García"), ("at", "2026-11-22 13:00")];
    assert_eq!(screen.refused("entry:evidence_check", "", &checked), ["sha256"]);
    let same = over(&checked, &[("result", "same")]);
    screen.submit("entry:evidence_check", "", &same).enters("evidence_check", json!({ "result": "same" }));
    let out = [
        ("evidence", id),
        ("recipient", "Cyber unit"),
        ("purpose", "trial"),
        ("approver", "Ravi Rao"),
        ("role", "Incident manager"),
        ("at", "2026-11-22 13:30"),
    ];
    for (field, _) in &out {
        assert_eq!(screen.refused("entry:evidence_export", "", &over(&out, &[(field, "")])), [*field]);
    }
    let expected = json!({ "evidence": [id], "recipient": "Cyber unit", "approver": "Ravi Rao" });
    screen.submit("entry:evidence_export", "", &out).enters("evidence_export", expected);
    let priority = [
        ("functional", "high"),
        ("information", "privacy"),
        ("recoverability", "extended"),
        ("priority", "p1"),
        ("reason", "mail is read"),
    ];
    for (field, _) in &priority {
        assert_eq!(screen.refused("entry:priority", "", &over(&priority, &[(field, "")])), [*field]);
    }
    screen.submit("entry:priority", "", &priority).enters("priority", json!({ "priority": "p1" }));
}
