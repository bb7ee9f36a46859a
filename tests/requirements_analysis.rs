//! Detection, escalation, analysis, as a person at the screen goes: what each form stores.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::in_force::Rules;
use holdfast::form::Kind;
use holdfast::language::Language;
use holdfast::language::codes::{Named as _, phase_name};
use holdfast::record::codes::{NoticeLanguage, Phase};
use holdfast::record::gate::{data_breached, postmortem_expected};
use holdfast::report::markdown::markdown;
use holdfast::report::{Source, handover};
use serde_json::{Value, json};
use support::screen::{REPORT, Screen, Typed, ZONE, holds, over};
use support::zones::TzData;

const SEVERITY: Typed = &[
    ("level", "sev2"),
    ("privacy", "mail is personal"),
    ("impact", "mail read"),
    ("scope", "one tenant"),
    ("tenants", "1"),
    ("region", "EU"),
    ("service", "Mail"),
    ("details", "tokens"),
    ("industry", "none"),
    ("reason", "customer mail was read"),
];

const INCIDENT: Typed = &[
    ("outcome", "security_incident"),
    ("confidentiality", "yes"),
    ("integrity", "no"),
    ("availability", "no"),
    ("harms", "access disclosure"),
    ("cause", "unlawful"),
    ("data", "customer personal"),
    ("processed_by_us", "yes"),
    ("customers", "some"),
    ("customers_estimate", "900 to 1,100 mailboxes"),
    ("confidence", "medium"),
    ("basis", "access records"),
];

const OUTCOMES: [&str; 6] = [
    "security_incident",
    "availability_event",
    "privacy_event",
    "compliance_event",
    "customer_realm",
    "false_positive",
];

const DECLARED: Typed = &[
    ("role", "Incident lead"),
    ("moment", "2026-11-22 15:00"),
    ("confirmed", "no"),
    ("grounds", "access_likely duty_to_notify"),
    ("basis", "EV-1 shows access"),
    ("regimes_reviewed", "contract"),
];

/// what is looked into and what is declared are two facts; the declaration says whether it is confirmed, who
/// declared, when, on what.
#[test]
fn suspicion_is_no_incident_and_a_declaration_says_whether_it_is_confirmed() {
    let mut screen = Screen::opened();
    let nothing = json!({ "outcome": null, "declared_unconfirmed": null });
    holds(&screen.derived(), &nothing);
    screen.submit("classification", "", INCIDENT).says("incident.classified", json!({ "basis": "access records" }));
    holds(&screen.derived(), &json!({ "outcome": "security_incident", "declared_unconfirmed": null }));
    for field in ["declarer", "role", "moment", "confirmed", "grounds", "basis"] {
        assert_eq!(screen.refused("declaration", "", &over(DECLARED, &[(field, "")])), [field]);
    }
    let first = screen.submit("declaration", "", DECLARED);
    first.says(
        "incident.declared",
        json!({
            "confirmed": false, "declarer": "Mei Chen", "role": "Incident lead", "corrects": null,
            "grounds": ["access_likely", "duty_to_notify"], "basis": "EV-1 shows access",
            "moment": { "at": "2026-11-22T14:00:00.000Z", "zone": "Europe/Berlin", "precision": "exact" },
        }),
    );
    holds(&screen.derived(), &json!({ "declared_unconfirmed": true }));
    // a correction is appended; what was declared stays as it was.
    let confirmed = screen.submit("declaration", "", &[("confirmed", "yes"), ("moment", "2026-11-22 14:30")]);
    confirmed.says("incident.declared", json!({ "confirmed": true, "corrects": first.id.as_str() }));
    holds(&screen.derived(), &json!({ "declared_unconfirmed": false }));
    let lines: Vec<Value> = screen.desk.lines().iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    let kept = lines.iter().find(|line| line["header"]["id"] == first.id.as_str()).unwrap();
    assert_eq!(kept["content"]["body"], first.body);
}

///
#[test]
fn a_security_incident_names_one_of_five_harms() {
    let mut screen = Screen::opened();
    let harms = screen.offered("classification", "harms");
    assert_eq!(harms, ["destruction", "loss", "alteration", "disclosure", "access"]);
    assert_eq!(screen.refused("classification", "", &over(INCIDENT, &[("harms", "")])), ["harms"]);
    for harm in &harms {
        let stored = screen.submit("classification", "", &over(INCIDENT, &[("harms", harm)]));
        stored.says("incident.classified", json!({ "outcome": "security_incident", "harms": [harm] }));
    }
}

/// the cause is stored and lowers nothing.
#[test]
fn either_cause_counts_alike() {
    for cause in ["accidental", "unlawful", "unknown"] {
        let mut screen = Screen::opened();
        let stored = screen.submit("classification", "", &over(INCIDENT, &[("cause", cause)]));
        stored.says("incident.classified", json!({ "cause": cause, "outcome": "security_incident" }));
        assert!(data_breached(&screen.desk.incident) && postmortem_expected(&screen.desk.incident), "{cause}");
    }
}

/// whose data, whether we process it; "no" leads to the customer's own realm.
#[test]
fn whose_data_and_whether_we_process_it() {
    let mut screen = Screen::opened();
    for data in ["customer", "personal", "customer personal", "neither", "unknown"] {
        let stored = screen.submit("classification", "", &over(INCIDENT, &[("data", data)]));
        stored.says("incident.classified", json!({ "data": data.split(' ').collect::<Vec<_>>() }));
    }
    for answer in ["yes", "no", "unknown"] {
        let stored = screen.submit("classification", "", &over(INCIDENT, &[("processed_by_us", answer)]));
        stored.says("incident.classified", json!({ "processed_by_us": answer }));
    }
    let shown = screen.shown("classification", "");
    let hint = shown.fields.iter().find(|one| one.code == "processed_by_us").unwrap().hint.unwrap();
    assert!(hint.get(Language::English).contains("customer-realm event"));
    assert!(hint.get(Language::Chinese).contains("客户侧事态"));
    let realm = [("outcome", "customer_realm"), ("processed_by_us", "no"), ("harms", "")];
    screen
        .submit("classification", "", &over(INCIDENT, &realm))
        .says("incident.classified", json!({ "outcome": "customer_realm", "processed_by_us": "no", "harms": [] }));
    assert!(!data_breached(&screen.desk.incident));
}

/// the example stands at the form; services are named freely.
#[test]
fn the_example_stands_at_the_form_and_any_service_can_be_named() {
    let mut screen = Screen::opened();
    let intro = screen.shown("classification", "").intro.unwrap();
    let [en, zh] = [Language::English, Language::Chinese].map(|language| intro.get(language));
    assert!(en.contains("unauthorised access to service infrastructure with customer data exfiltrated"), "{en}");
    assert!(zh.contains("服务基础设施遭未经授权的访问，客户数据被窃取外传"), "{zh}");
    assert_eq!(screen.shown("services", "").fields[0].kind, Kind::Team);
    for name in ["Mail", "A tool of our own, 旧版"] {
        screen.submit("services", "", &[("name", name)]).says("service.added", json!({ "name": name }));
    }
    assert_eq!(screen.derived()["services"], json!(["Mail", "A tool of our own, 旧版"]));
}

/// only "no" three times is a compliance event; any other answer, unknown too, refuses that outcome.
#[test]
fn a_compliance_event_leaves_all_three_untouched() {
    let mut screen = Screen::opened();
    let answers = ["yes", "no", "unknown"];
    let mut accepted = 0;
    for place in 0..27_usize {
        let [c, i, a] = [place / 9, place / 3 % 3, place % 3].map(|one| answers[one]);
        let typed = [
            ("outcome", "compliance_event"),
            ("confidentiality", c),
            ("integrity", i),
            ("availability", a),
            ("harms", ""),
        ];
        let typed = over(INCIDENT, &typed);
        match [c, i, a] == ["no"; 3] {
            false => assert_eq!(screen.refused("classification", "", &typed), ["outcome"], "{c} {i} {a}"),
            true => {
                screen.submit("classification", "", &typed).says(
                    "incident.classified",
                    json!({ "outcome": "compliance_event", "confidentiality": "no", "integrity": "no", "availability": "no" }),
                );
                accepted += 1;
            }
        }
    }
    assert_eq!(accepted, 1);
}

/// its record is a light one: no phase, no gate overridden, and it leaves as a file that says what it was.
#[test]
fn a_compliance_event_is_closed_without_entering_a_phase() {
    let mut screen = Screen::opened();
    let touched = [("outcome", "compliance_event"), ("confidentiality", "no"), ("harms", ""), ("customers", "none")];
    screen.submit("classification", "", &over(INCIDENT, &touched));
    let evaluated = [
        ("sufficiency", "met"),
        ("sufficiency_reason", "seen at once"),
        ("completeness", "met"),
        ("completeness_reason", "nothing is left"),
    ];
    screen.submit("evaluation", "", &evaluated);
    screen.submit("postmortem", "", &[("required", "no"), ("reason", "nothing was touched")]);
    let none = [("answer", "none"), ("procedure", "Handling of keys"), ("summary", "holds"), ("approver", "Ravi Rao")];
    screen.submit("entry:sop", "", &none);
    screen.submit("close", "", &[("summary", "A compliance event")]).says("incident.closed", json!({}));
    let expected = json!({ "outcome": "compliance_event", "standing": "closed", "phases": [], "gate_overrides": [] });
    holds(&screen.derived(), &expected);
}

/// availability alone is an outcome of its own, and no outcome switches a clock of the law off.
#[test]
fn no_outcome_switches_a_clock_off() {
    let laws = ["eu-nis2-23", "eu-dora-19", "in-certin", "hk-cap653"];
    let mut found = Vec::new();
    for outcome in OUTCOMES {
        let mut screen = Screen::opened();
        let aware = [("anchor", "aware"), ("moment", "2026-11-22 15:00"), ("source", "ticket")];
        screen.submit("anchors", "", &aware);
        screen.submit("anchors", "", &over(&aware, &[("anchor", "classified")]));
        for law in laws {
            let applies = [("decision", "applies"), ("role", "Counsel"), ("reason", "We are in scope")];
            screen.submit("decision", law, &applies).says("regime.decided", json!({ "decision": "applies" }));
        }
        let availability = [("outcome", outcome), ("confidentiality", "no"), ("availability", "yes")];
        let harmless = [("outcome", outcome), ("confidentiality", "no")];
        let typed = over(INCIDENT, if outcome == "compliance_event" { &harmless } else { &availability });
        screen.submit("classification", "", &typed).says("incident.classified", json!({ "outcome": outcome }));
        let running: Vec<Value> = laws.iter().flat_map(|law| screen.deadlines(law)).collect();
        let counted = running.iter().filter(|one| one["due"].is_string()).count();
        assert_eq!(counted, 2 + 1 + 1 + 3, "{outcome}: {running:#?}");
        found.push(running);
    }
    assert!(found.windows(2).all(|pair| pair[0] == pair[1]));
}

/// whoever reports, a tool with its rule, a customer, the report is stored word for word, with the
/// time of the first signal.
#[test]
fn intake_stores_who_saw_what_and_when() {
    let kinds = Screen::new().offered("intake", "reporter");
    assert_eq!(kinds, ["tool", "employee", "customer", "third_party", "regulator"]);
    for kind in &kinds {
        let mut screen = Screen::new();
        let stored = screen.all("intake", "", &over(REPORT, &[("reporter", kind)]));
        assert_eq!(stored.len(), 3);
        stored[0].says("incident.opened", json!({ "mode": "real", "playbook": "base" }));
        stored[1].says(
            "report.recorded",
            json!({
                "reporter": kind, "reporter_name": "SIEM", "rule_id": "R-7", "place": "Mail front end",
                "what": "Mail was read by somebody else",
            }),
        );
        let moment = json!({ "at": "2026-11-20T08:30:00.000Z", "zone": "Europe/Berlin", "precision": "exact" });
        stored[2].says("anchor.set", json!({ "anchor": "first_signal", "moment": moment }));
    }
}

/// B-13: a report by a customer asks for the communications seat by itself: that stands in the handover until somebody sits
/// there. A report that is corrected to be a customer's asks too.
#[test]
fn a_customer_report_asks_for_communications() {
    let asked = |screen: &Screen| {
        let desk = &screen.desk;
        let (incident, log, rules) = (&desk.incident, &desk.log, Rules::BUILT_IN);
        let source = Source { incident, log, rules, zones: &TzData, now: desk.now, zone: ZONE };
        let text = markdown(&handover(source, NoticeLanguage::Both, None));
        let (who, what) = (
            "Asked for since a customer reported this; nobody yet / 由客户报告，须安排人选",
            "Communications / 沟通负责人",
        );
        let found = text.contains(who) && text.contains(what);
        assert_eq!(found, incident.asks_for_communications().is_some(), "{text}");
        found
    };
    for kind in Screen::new().offered("intake", "reporter") {
        let mut screen = Screen::new();
        let stored = screen.all("intake", "", &over(REPORT, &[("reporter", &kind)]));
        stored[1].says("report.recorded", json!({ "reporter": kind }));
        assert_eq!(asked(&screen), kind == "customer", "{kind}");
    }
    let mut screen = Screen::opened();
    screen.submit("report", "", &[("reporter", "customer")]).says("report.recorded", json!({ "reporter": "customer" }));
    screen.submit("seats", "lead", &[("person", "Mei Chen")]);
    assert!(asked(&screen));
    let sits = screen.submit("seats", "communications", &[("person", "Ana García")]);
    sits.says("seat.filled", json!({ "seat": "communications", "person": "Ana García" }));
    assert!(!asked(&screen));
}

/// one screen, four answers, two of them filled in already.
#[test]
fn intake_needs_four_answers() {
    let mut screen = Screen::new();
    let shown = screen.shown("intake", "");
    let needed: Vec<&str> = shown.fields.iter().filter(|one| !one.optional).map(|one| one.code).collect();
    assert_eq!(needed, ["what", "first_signal", "author", "reporter"]);
    let empty: Vec<&str> =
        shown.fields.iter().filter(|one| !one.optional && one.initial.is_none()).map(|one| one.code).collect();
    assert_eq!(empty, ["what", "reporter"]);
    let least = [("what", "Odd sign-ins"), ("reporter", "employee")];
    for field in needed {
        assert_eq!(screen.refused("intake", "", &over(&least, &[(field, "")])), [field]);
    }
    assert_eq!(screen.all("intake", "", &least).len(), 3);
    assert_eq!(screen.derived()["title"], "Odd sign-ins");
}

/// analysis opens once a team has acknowledged; several services are several teams under one lead.
#[test]
fn analysis_opens_once_the_escalation_is_acknowledged() {
    let mut screen = Screen::opened();
    screen.submit("severity", "", SEVERITY).says("severity.set", json!({ "level": "sev2" }));
    assert_eq!(screen.held("enter", "analysis", &[]), ("G1", vec!["escalation_receipt"]));
    let called = [("service", "Mail"), ("team", "Mail response"), ("person", "Jonas"), ("channel", "pager")];
    let call = screen.submit("escalation", "", &called);
    call.says(
        "escalation.recorded",
        json!({ "service": "Mail", "team": "Mail response", "person": "Jonas", "channel": "pager", "acknowledged": null }),
    );
    assert!(call.body["called"]["at"].is_string());
    for field in ["service", "team", "called"] {
        assert_eq!(screen.refused("escalation", "", &over(&called, &[(field, "")])), [field]);
    }
    assert_eq!(screen.held("enter", "analysis", &[]).1, ["escalation_receipt"]);
    let answered = screen.submit("acknowledgement", "", &[("person", "Jonas")]);
    answered.says("escalation.acknowledged", json!({ "escalation": call.id.as_str(), "person": "Jonas" }));
    let second = over(&called, &[("service", "Tokens"), ("team", "Identity response")]);
    screen.submit("escalation", "", &second).says("escalation.recorded", json!({ "team": "Identity response" }));
    screen.submit("seats", "lead", &[("person", "Mei Chen")]).says("seat.filled", json!({ "seat": "lead" }));
    screen.submit("enter", "analysis", &[]).says("phase.opened", json!({ "phase": "analysis" }));
    assert_eq!(screen.derived()["gate_overrides"], json!([]));
}

/// the file of one incident holds nothing of another on the same board.
#[test]
fn the_file_of_one_incident_holds_nothing_of_another() {
    let (mut one, mut other) = (Screen::numbered(11), Screen::numbered(12));
    one.all("intake", "", &over(REPORT, &[("what", "Nightjar in the mail")]));
    other.all("intake", "", &over(REPORT, &[("what", "Bittern in the tokens")]));
    other.submit("log", "", &[("text", "Bittern seen again")]);
    let [file, its] = [one.file().to_string(), other.file().to_string()];
    assert!(file.contains("Nightjar") && !file.contains("Bittern") && !file.contains(other.desk.id.as_str()));
    assert!(its.contains("Bittern") && !its.contains("Nightjar"));
}

/// the phases, each entry and exit a line of its own; they overlap, and are entered again with a reason.
#[test]
fn phases_overlap_and_are_entered_again() {
    let mut screen = Screen::opened().let_pass();
    for phase in ["analysis", "containment", "eradication", "recovery"] {
        let leave = ("leave", "");
        let typed: Typed = if phase == "analysis" { &[] } else { &[leave] };
        let stored = screen.submit("enter", phase, typed);
        stored.says("phase.opened", json!({ "phase": phase }));
    }
    let phases = screen.derived()["phases"].clone();
    let codes: Vec<&Value> = phases.as_array().unwrap().iter().map(|one| &one["phase"]).collect();
    assert_eq!(codes, ["analysis", "containment", "eradication", "recovery"]);
    assert!(phases.as_array().unwrap().iter().all(|one| one["stays"][0]["closed"].is_null()), "all at once");
    screen.submit("leave", "analysis", &[]).says("phase.closed", json!({ "phase": "analysis" }));
    assert_eq!(screen.refused("enter", "analysis", &[("leave", "")]), ["reason"]);
    let again = screen.submit("enter", "analysis", &[("leave", "eradication"), ("reason", "a second door")]);
    again.says("phase.closed", json!({ "phase": "eradication" }));
    let phases = screen.derived()["phases"].clone();
    assert_eq!(phases[0]["stays"].as_array().unwrap().len(), 2);
    let line = screen.desk.lines().into_iter().find(|line| line.contains("a second door")).unwrap();
    assert!(line.contains("\"kind\":\"phase.opened\""), "{line}");
}

/// B-32: the phases under the names of another set of stages, on the screen and in the handover; what is stored stays.
#[test]
fn the_phases_are_named_as_in_another_set_of_stages() {
    let mut screen = Screen::opened().let_pass();
    screen.submit("enter", "analysis", &[]);
    let sets = screen.offered("entry:terms", "stages");
    assert_eq!(sets, ["own", "five", "csf", "picerl"]);
    let names = |screen: &Screen, language| {
        Phase::ALL.iter().map(|phase| phase_name(&screen.desk.incident, *phase).get(language)).collect::<Vec<_>>()
    };
    let handed = |screen: &Screen, language| {
        let desk = &screen.desk;
        let (incident, log, now) = (&desk.incident, &desk.log, desk.now);
        let source = Source { incident, log, rules: Rules::BUILT_IN, zones: &TzData, now, zone: "UTC" };
        markdown(&handover(source, language, None))
    };
    let plain = [Language::English, Language::Chinese].map(|language| names(&screen, language));
    assert_eq!(plain[0], Phase::ALL.iter().map(|one| one.name().get(Language::English)).collect::<Vec<_>>());
    let phases = screen.derived()["phases"].clone();
    for set in &sets {
        let terms = [("definition", "confirmed_breach"), ("party", "controller"), ("stages", set)];
        let stored = screen.submit("entry:terms", "", &terms);
        assert_eq!(stored.body["values"]["stages"], set.as_str());
        let named = [Language::English, Language::Chinese].map(|language| names(&screen, language));
        assert_eq!(named == plain, set == "own", "{set}");
        let [en, zh] = [NoticeLanguage::English, NoticeLanguage::Chinese].map(|one| handed(&screen, one));
        assert!(en.contains(named[0][0]) && zh.contains(named[1][0]), "{set}: {en}");
        if set == "five" {
            let english =
                "Detect, assess, diagnose|Stabilise: contain|Stabilise: eradicate|Recover|Close and post-mortem";
            assert_eq!(named[0].join("|"), english);
            assert_eq!(named[1].join("|"), "检测、评估、诊断|稳定：遏制|稳定：根除|恢复|关闭、事后剖析");
        }
    }
    assert_eq!(screen.derived()["phases"][0]["phase"], phases[0]["phase"]);
    // Back to analysis while containment goes on, whatever the stages are called.
    screen.submit("enter", "containment", &[("leave", "")]).says("phase.opened", json!({ "phase": "containment" }));
}

/// every kind of row, its status, first and last sign, evidence; cleared only with a reason; each value's history.
#[test]
fn a_scope_of_seven_kinds_each_with_status_and_evidence() {
    let mut screen = Screen::opened();
    let evidence = screen.submit("evidence", "", &[("label", "EV-1 mail log"), ("source", "Mail front end")]);
    evidence.says("evidence.noted", json!({ "label": "EV-1 mail log", "source": "Mail front end" }));
    let kinds = screen.offered("entry:scope", "kind");
    assert_eq!(kinds, ["service", "tenant", "account", "system", "region", "store", "window"]);
    assert_eq!(screen.offered("entry:scope", "status"), ["suspected", "confirmed", "cleared"]);
    let row = [("name", "mx-7"), ("status", "suspected"), ("evidence", evidence.id.as_str())];
    let seen = [("first_seen", "2026-11-20 09:30"), ("last_seen", "2026-11-21 10:00")];
    for kind in &kinds {
        let typed = [&row[..], &seen, &[("kind", kind)]].concat();
        screen.submit("entry:scope", "", &typed).enters(
            "scope",
            json!({
                "kind": kind, "name": "mx-7", "status": "suspected", "evidence": [evidence.id.as_str()],
                "first_seen": { "at": "2026-11-20T08:30:00.000Z" }, "last_seen": { "at": "2026-11-21T09:00:00.000Z" },
            }),
        );
    }
    let added = screen.submit("entry:scope", "", &over(&row, &[("kind", "account")]));
    let id = added.id.to_string();
    assert_eq!(screen.refused("entry:scope", &id, &[("status", "cleared")]), ["note"]);
    let backwards = [("first_seen", "2026-11-21"), ("last_seen", "2026-11-20")];
    assert_eq!(screen.refused("entry:scope", &id, &backwards), ["last_seen"]);
    let cleared = screen.submit("entry:scope", &id, &[("status", "cleared"), ("note", "never signed in")]);
    let values = json!({ "status": "cleared", "note": "never signed in" });
    cleared.says("entry.changed", json!({ "entry": id, "values": values }));
    assert_eq!(screen.desk.incident.entry(&id).unwrap().versions.len(), 2);
}

/// whether customers are affected, as a range or as unknown since when; never a bare blank.
#[test]
fn customer_impact_is_a_range_or_unknown_as_of() {
    let mut screen = Screen::opened();
    for customers in ["none", "some", "unknown"] {
        let typed = over(INCIDENT, &[("customers", customers)]);
        let expected = json!({ "customers": customers, "customers_estimate": "900 to 1,100 mailboxes" });
        screen.submit("classification", "", &typed).says("incident.classified", expected);
    }
    let who = [("who", "Tenants in the EU"), ("effect", "Mail was read"), ("basis", "Access records")];
    let refused = screen.refused("entry:customer_impact", "", &who);
    assert_eq!(refused.len(), 1, "{refused:?}");
    let crossed = over(&who, &[("least", "12"), ("most", "9")]);
    assert_eq!(screen.refused("entry:customer_impact", "", &crossed), ["most"]);
    screen
        .submit("entry:customer_impact", "", &over(&who, &[("least", "9"), ("most", "12")]))
        .enters("customer_impact", json!({ "least": "9", "most": "12", "basis": "Access records" }));
    screen
        .submit("entry:customer_impact", "", &over(&who, &[("unknown_as_of", "2026-11-22 12:00")]))
        .enters("customer_impact", json!({ "unknown_as_of": { "at": "2026-11-22T11:00:00.000Z" } }));
    let party = [("granularity", "region"), ("name", "EU west"), ("count", "14")];
    screen.submit("entry:party", "", &party).enters("party", json!({ "granularity": "region", "count": "14" }));
    let list = [("complete", "no"), ("by", "Ana"), ("basis", "from the logs of one region")];
    screen.submit("entry:party_list", "", &list).enters("party_list", json!({ "complete": "no" }));
}

/// one row a store and a harm, with the records, encryption and the state of the key.
#[test]
fn data_impact_is_stated_for_each_store_and_harm() {
    let mut screen = Screen::opened();
    let row = [
        ("store", "Mailboxes"),
        ("kinds", "mail"),
        ("encrypted", "yes"),
        ("key", "exposed"),
        ("basis", "key was in the dump"),
        ("least", "900"),
        ("most", "1100"),
    ];
    let evidence = screen.submit("evidence", "", &[("label", "EV-2 key dump"), ("source", "Build machine")]).id;
    let row = [&row[..], &[("evidence", evidence.as_str())]].concat();
    let harms = screen.offered("entry:data_impact", "harm");
    assert_eq!(harms, screen.offered("classification", "harms"));
    for harm in &harms {
        let stored = screen.submit("entry:data_impact", "", &over(&row, &[("harm", harm)]));
        let expected = json!({ "store": "Mailboxes", "harm": harm, "least": "900", "most": "1100", "encrypted": "yes", "key": "exposed", "evidence": [evidence.as_str()] });
        stored.enters("data_impact", expected);
    }
    for field in ["store", "kinds", "encrypted", "key", "basis"] {
        let typed = over(&row, &[("harm", "loss"), (field, "")]);
        assert_eq!(screen.refused("entry:data_impact", "", &typed), [field]);
    }
    let blank = over(&row, &[("harm", "loss"), ("least", ""), ("most", "")]);
    assert_eq!(screen.refused("entry:data_impact", "", &blank).len(), 1, "a range, or unknown as of");
    assert_eq!(screen.derived()["registers"]["data_impact"].as_array().unwrap().len(), 5);
}
