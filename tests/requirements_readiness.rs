//! Readiness (R-010, R-012, R-013, R-061, B-01, B-04, B-08, B-10, B-41): what the record of the organisation keeps, as a person
//! at the screen goes, and what the incidents bring into it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::exchange::csv::{objects, table};
use holdfast::form::team::{offered, team_for, teams};
use holdfast::form::{Kind, Value as Held, Values};
use holdfast::readiness::learned::{Change, Learned, Lesson};
use holdfast::readiness::of_record::{shifts, untold, untrained};
use holdfast::readiness::roster::gaps;
use holdfast::readiness::training::Standing;
use holdfast::record::review::{first_review_due, is_overdue};
use holdfast::register::registers;
use serde_json::json;
use support::registers::described;
use support::review::{ITEM, NO_CHANGE, PROCEDURE};
use support::screen::{REPORT, Screen, Stored, Typed, holds, over};
use support::zones::TzData;

/// A shift of every night.
const SHIFT: Typed = &[
    ("team", "Mail on-call"),
    ("person", "Jonas"),
    ("rank", "primary"),
    ("days", "mo tu we th fr sa su"),
    ("from", "0:00"),
    ("to", "22:00"),
    ("zone", "Europe/Berlin"),
];

const EXERCISE: Typed = &[
    ("title", "Ransomware at night"),
    ("at", "2026-05-02"),
    ("people", "Legal, security, communications"),
    ("outcome", "The call tree failed"),
    ("remediation", "Renew it, by Priya Nair"),
];

/// each service has its response team and a way to reach it.
#[test]
fn each_service_has_its_response_team() {
    let mut screen = Screen::organisation();
    let service = [("service", "Mail"), ("team", "Mail response"), ("route", "+49 30 5550100"), ("owner", "Bo Li")];
    for field in ["service", "team", "route"] {
        assert_eq!(screen.refused("entry:org_service", "", &over(&service, &[(field, "")])), [field]);
    }
    screen
        .submit("entry:org_service", "", &service)
        .enters("org_service", json!({ "service": "Mail", "team": "Mail response", "route": "+49 30 5550100" }));
    assert_eq!(screen.derived()["registers"]["org_service"][0]["values"]["team"], "Mail response");
}

/// where an escalation is typed in the services of that register are offered, and with one its team; what else is
/// typed stays.
#[test]
fn escalating_picks_the_team_of_the_service() {
    let mut screen = Screen::organisation();
    for (service, team) in [("Mail", "Mail response"), ("Tokens", "Identity response"), ("Calendar", "Mail response")] {
        let typed = [("service", service), ("team", team), ("route", "+49 30 5550100")];
        screen.submit("entry:org_service", "", &typed);
    }
    let teams = teams(&screen.desk.incident);
    assert_eq!(offered("service", &teams), ["Mail", "Tokens", "Calendar"]);
    assert_eq!(offered("team", &teams), ["Mail response", "Identity response"]);
    let follows = |fields: [(&str, &str); 2]| {
        let typed = fields.map(|(field, text)| (field.to_owned(), Held::Text(text.to_owned())));
        team_for(fields[0].0, &Values(typed.into_iter().collect()), &teams)
    };
    let mut screen = Screen::opened();
    for (form, service, team) in
        [("intake", "service", "team"), ("escalation", "service", "team"), ("services", "name", "response_team")]
    {
        let shown = screen.shown(form, "");
        let offers = |code: &str| shown.fields.iter().any(|one| one.code == code && one.kind == Kind::Team);
        assert!(offers(service) && offers(team), "{form}");
        assert_eq!(follows([(service, " tokens "), (team, "")]), Some((team, "Identity response")));
        assert_eq!(follows([(service, "Tokens"), (team, "Mail response")]), Some((team, "Identity response")));
        assert_eq!(follows([(service, "Tokens"), (team, "Whoever is awake")]), None, "typed by a person");
        assert_eq!(follows([(service, "Unheard of"), (team, "")]), None);
        assert_eq!(follows([(team, "Mail response"), (service, "Tokens")]), None, "a team calls for no service");
    }
    let (team, picked) = follows([("service", "Tokens"), ("team", "")]).unwrap();
    let call = screen.submit("escalation", "", &[("service", "Tokens"), (team, picked)]);
    call.says("escalation.recorded", json!({ "service": "Tokens", "team": "Identity response" }));
    let other = screen.submit("escalation", "", &[("service", "Tokens"), ("team", "Whoever is awake")]);
    other.says("escalation.recorded", json!({ "team": "Whoever is awake" }));
}

/// primary, secondary and tertiary of any team, in a zone, by day and hour; an hour without anybody is found.
#[test]
fn a_roster_shows_the_hours_without_anybody() {
    let mut screen = Screen::organisation();
    assert_eq!(screen.offered("entry:shift", "rank"), ["primary", "secondary", "tertiary"]);
    let expected = json!({ "rank": "primary", "from": "00:00", "to": "22:00", "zone": "Europe/Berlin" });
    screen.submit("entry:shift", "", SHIFT).enters("shift", expected);
    let open = |screen: &Screen| {
        let shifts = shifts(&screen.desk.incident);
        gaps(&shifts, screen.desk.now, &TzData, 7).iter().filter(|gap| gap.missing.is_none()).count()
    };
    assert_eq!(open(&screen), 7, "two hours of each night");
    let night = over(SHIFT, &[("person", "Priya"), ("rank", "secondary"), ("from", "22:00"), ("to", "00:00")]);
    screen.submit("entry:shift", "", &night).enters("shift", json!({ "rank": "secondary" }));
    assert_eq!(open(&screen), 0);
}

/// R-010, B-09: training on joining, of responders, the background check: each is attested by name, kind and day. A
/// yearly refresher runs out.
#[test]
fn a_refresher_is_attested_and_runs_out() {
    let mut screen = Screen::organisation();
    for (person, day) in [("Jonas", "2025-11-20"), ("Priya", "2026-05-02")] {
        let trained = screen.submit("entry:training", "", &[("person", person), ("kind", "yearly"), ("at", day)]);
        trained.enters("training", json!({ "person": person, "kind": "yearly", "at": { "precision": "date" } }));
    }
    let kinds = screen.offered("entry:training", "kind");
    assert_eq!(kinds, ["joining", "yearly", "responder", "background"]);
    for kind in kinds.iter().filter(|kind| *kind != "yearly") {
        let trained = screen.submit("entry:training", "", &[("person", "Priya"), ("kind", kind), ("at", "2024-05-02")]);
        trained.enters("training", json!({ "kind": kind }));
    }
    let today = screen.desk.now.civil(60);
    let found: Vec<_> =
        untrained(&screen.desk.incident, today).into_iter().map(|(name, one)| (name, one.standing)).collect();
    assert_eq!(found, [("Jonas".to_owned(), Standing::Expired)]);
}

/// B-04: who is responsible for what comes as a template, which is taken over once, in the words of the reader, changed row
/// by row and exported.
#[test]
fn who_is_responsible_for_what_is_a_template_to_be_changed() {
    let mut screen = Screen::organisation();
    let rows = screen.all("template", "responsibility~en", &[]);
    assert!(rows.len() > 12 && rows.iter().all(|row| row.kind == "entry.added"));
    // Both sides of the split have their part in each phase, and one alone answers for each activity.
    for phase in ["analysis", "response", "post"] {
        for (side, answers) in [("security", "lead"), ("service", "owner")] {
            let part = json!([side]);
            let is_it =
                |row: &&Stored| row.body["values"]["phase"] == phase && row.body["values"]["responsible"] == part;
            let found: Vec<&Stored> = rows.iter().filter(is_it).collect();
            assert!(!found.is_empty(), "{phase} {side}");
            assert!(found.iter().all(|row| row.body["values"]["accountable"] == answers), "{phase} {side}");
        }
    }
    let monitoring = json!({
        "activity": "Deploying monitoring in the service", "phase": "analysis", "responsible": ["service"],
        "accountable": "owner", "consulted": ["security"],
    });
    let row = rows.iter().find(|row| row.body["values"] == monitoring).unwrap();
    assert_eq!(screen.refused("template", "responsibility~en", &[]), [""], "nothing is left to take over");
    let changed = screen.submit("entry:responsibility", row.id.as_str(), &[("informed", "legal executive")]);
    changed
        .says("entry.changed", json!({ "entry": row.id.as_str(), "values": { "informed": ["legal", "executive"] } }));
    screen.submit("entry_removal", rows[0].id.as_str(), &[("reason", "not ours")]);
    let own = [("activity", "Paying"), ("phase", "response"), ("responsible", "legal"), ("accountable", "executive")];
    screen.submit("entry:responsibility", "", &own).enters("responsibility", json!({ "responsible": ["legal"] }));
    let exported = table(&[&screen.desk.incident], described("responsibility"));
    assert!(exported.contains("Deploying monitoring in the service") && exported.contains("Paying"), "{exported}");
    let mut chinese = Screen::organisation();
    let rows = chinese.all("template", "responsibility~zh", &[]);
    rows[0].enters("responsibility", json!({ "activity": "检测需求", "responsible": ["security"] }));
}

/// rows and report dates of one's own stand beside the printed ones.
#[test]
fn controls_of_ones_own_with_their_report_dates() {
    let mut screen = Screen::organisation();
    let control =
        [("framework", "ISO 27001"), ("control", "A.5.24"), ("title", "Planning"), ("reported", "2026-05-02")];
    for field in ["framework", "control", "title"] {
        assert_eq!(screen.refused("entry:control", "", &over(&control, &[(field, "")])), [field]);
    }
    let expected = json!({ "framework": "ISO 27001", "control": "A.5.24", "reported": { "precision": "date" } });
    screen.submit("entry:control", "", &control).enters("control", expected);
}

/// B-10, B-41: exercises and tests of every kind, with who took part, the outcome and what is to be mended.
#[test]
fn exercises_are_kept_with_their_outcome() {
    let mut screen = Screen::organisation();
    let kinds = screen.offered("entry:exercise", "kind");
    assert_eq!(kinds, ["tabletop", "drill", "red_blue", "purple", "scan", "assessment", "bounty"]);
    for kind in &kinds {
        let typed = over(EXERCISE, &[("kind", kind)]);
        let expected = json!({ "kind": kind, "remediation": "Renew it, by Priya Nair" });
        screen.submit("entry:exercise", "", &typed).enters("exercise", expected);
    }
    for (field, _) in EXERCISE {
        assert_eq!(screen.refused("entry:exercise", "", &over(EXERCISE, &[("kind", "drill"), (field, "")])), [*field]);
    }
}

/// B-10, R-057: what an exercise or a test found goes into the list of tracked work: with an owner, followed up and
/// reviewed until resolved, as what an incident found.
#[test]
fn findings_of_an_exercise_are_tracked() {
    let mut screen = Screen::organisation();
    let exercise = screen.submit("entry:exercise", "", &over(EXERCISE, &[("kind", "assessment")])).id.to_string();
    let typed = over(ITEM, &[("title", "Renew the call tree"), ("next_review", "2026-11-21")]);
    let item = screen.submit("entry", &["item,exercise=", &exercise].concat(), &typed);
    item.enters("item", json!({ "title": "Renew the call tree", "exercise": exercise, "owner": "Priya Nair" }));
    let id = item.id.to_string();
    let (now, due) = (screen.desk.now, first_review_due(&screen.desk.incident));
    assert!(is_overdue(screen.desk.incident.entry(&id).unwrap(), now) && due.is_some_and(|due| due < now));
    let resolved = [("status", "resolved"), ("result", "It rings again")];
    assert_eq!(screen.refused("entry:item", &id, &resolved[..1]), ["result"]);
    screen.submit("entry:item", &id, &resolved).says("entry.changed", json!({ "entry": id }));
    let review = [("item", id.as_str()), ("by", "Mei Chen"), ("at", "2026-11-22 15:00"), ("outcome", "It holds")];
    screen.submit("entry:item_review", "", &review).enters("item_review", json!({ "item": id }));
    // The one list, over exercises and incidents, as a file.
    let mut other = Screen::opened();
    let of_incident = other.submit("entry:item", "", ITEM).id.to_string();
    let rows = objects(&[&screen.desk.incident, &other.desk.incident], described("item"));
    holds(&rows[0], &json!({ "entry_id": id, "exercise": exercise, "status": "resolved" }));
    holds(&rows[1], &json!({ "entry_id": of_incident, "exercise": null }));
    assert!(other.shown("entry:item", "").fields.iter().all(|one| one.code != "exercise"), "asked of an incident");
    assert!(!registers().iter().any(|one| one.is_at("")), "a part of a page without a place has no register");
    let shown = |place| registers().iter().filter(move |one| one.is_at(place)).map(|one| one.code.as_str());
    for register in ["item", "item_review"] {
        assert!(["readiness", "follow_up"].iter().all(|place| shown(place).any(|one| one == register)), "{register}");
    }
}

/// B-01, B-08: what the last phase of an incident changed reaches readiness: each procedure with its versions and whom no
/// refresher has told of it since, and the lessons. What is taken out, "none", and exercises leave nothing.
#[test]
fn what_incidents_change_reaches_readiness() {
    let lesson = [("tag", "prevent"), ("answer", "found"), ("lesson", "Check the scope of keys"), ("team", "Identity")];
    let incident = |exercise: &str| {
        let mut screen = Screen::new();
        screen.all("intake", "", &over(REPORT, &[("exercise", exercise), ("title", "Forged tokens")]));
        let changed = screen.submit("entry:sop", "", PROCEDURE);
        changed.enters("sop", json!({ "procedure": "SOP-12 Key handling", "before": "3", "after": "4" }));
        screen.submit("entry:lesson", "", &lesson).enters("lesson", json!({ "lesson": "Check the scope of keys" }));
        screen.submit("entry:sop", "", NO_CHANGE);
        screen.submit("entry:lesson", "", &over(&lesson, &[("tag", "detect"), ("answer", "none"), ("team", "")]));
        let gone = screen.submit("entry:sop", "", &over(PROCEDURE, &[("procedure", "SOP-13")]));
        screen.about("entry_removal", &gone.id, &[("reason", "typed twice")]);
        screen
    };
    let mut learned = Learned::default();
    learned.add(&incident("").desk.incident);
    learned.add(&incident("exercise").desk.incident);
    let text = str::to_owned;
    let title = text("Forged tokens");
    let expected = Change {
        incident: title.clone(),
        procedure: text("SOP-12 Key handling"),
        versions: [text("3"), text("4")],
        from: text("2026-06-01"),
    };
    assert_eq!(learned.changes, [expected]);
    assert_eq!(
        learned.lessons,
        [Lesson { incident: title, lesson: text("Check the scope of keys"), team: text("Identity") }]
    );

    let mut screen = Screen::organisation();
    let today = screen.desk.now.civil(60);
    let heard = |screen: &Screen| untold(&screen.desk.incident, &[&learned.changes[0].from, "", "2020-01-01"], today);
    assert_eq!(heard(&screen), [[""; 0]; 3], "nobody to be told");
    screen.submit("entry:shift", "", &over(SHIFT, &[("person", "Bo Li")]));
    for (person, day) in [("Jonas", "2026-05-02"), ("Priya", "2026-06-02")] {
        let trained = [("person", person), ("kind", "yearly"), ("at", day)];
        screen.submit("entry:training", "", &trained).enters("training", json!({ "person": person }));
    }
    assert_eq!(heard(&screen), [vec!["Bo Li", "Jonas"], vec!["Bo Li", "Jonas", "Priya"], vec!["Bo Li"]]);
    for person in ["Bo Li", "Jonas"] {
        screen.submit("entry:training", "", &[("person", person), ("kind", "yearly"), ("at", "2026-11-20")]);
    }
    assert_eq!(heard(&screen)[0], [""; 0], "told since");
}
