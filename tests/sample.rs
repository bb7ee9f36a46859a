//! The sample incident: accepted form by form, true to its public sources, and whole from intake to closed.
// A helper that fails is a failed test.
#![allow(clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::{ClockState, awareness_gap, contract_clock};
use holdfast::exchange::import::read_file;
use holdfast::exchange::record_json::export;
use holdfast::form::sample::Recording;
use holdfast::form::secret::looks_like_secret;
use holdfast::form::{FormCode, Problem};
use holdfast::playbook::{base, gates, storm_0558};
use holdfast::record::apply::fold;
use holdfast::record::body::Body;
use holdfast::record::codes::{EntryKind, GateCode, Phase, PlanColumn, StepStatus};
use holdfast::record::event::Event;
use holdfast::record::gate::{Passage, gates_on, missing};
use holdfast::record::incident::{Incident, Standing};
use holdfast::record::log::Log;
use holdfast::record::refusal::Why;
use holdfast::record::time::{DAY, HOUR, MINUTE, Moment, Precision, Timestamp};
use serde_json::Value;
use std::collections::BTreeSet;
use support::at;
use support::dice::Dice;
use support::storm::{opened as now, outside, storm};
use support::zones::TzData;

const ASSUMED: &str = "(Assumed for the exercise.)";

/// The sources file, read by this suite only.
fn research() -> Value {
    serde_json::from_str(include_str!("golden/storm-0558-sources.json")).expect("JSON")
}

fn codes_of(research: &Value) -> BTreeSet<String> {
    let sources = research["sources"].as_array().expect("sources");
    sources.iter().map(|source| source["code"].as_str().expect("a code").to_owned()).collect()
}

/// Every text typed in a value.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(map) => map.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

/// Sources cited in brackets.
fn cited(text: &str) -> BTreeSet<String> {
    let brackets = text.split('[').skip(1).filter_map(|rest| rest.split_once(']'));
    brackets.flat_map(|(inside, _)| inside.split(", ").map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// The gates of a passage, by the form and what it is about.
fn passage(form: &str, about: &str) -> Option<Passage> {
    match FormCode::from_code(form)? {
        FormCode::Enter => Phase::from_code(about).map(Passage::Enter),
        FormCode::Resolve => Some(Passage::Resolve),
        FormCode::Finalise => Some(Passage::Finalise),
        FormCode::Close => Some(Passage::Close),
        _ => None,
    }
}

fn lacking(incident: &Incident, code: GateCode) -> Vec<&'static str> {
    missing(gates().iter().find(|gate| gate.code == code).expect("the gate is there"), incident, &[])
}

#[test]
fn is_accepted_entry_by_entry_with_nothing_missing_at_any_gate() {
    let mut dice = Dice::new(558);
    let mut recording = Recording::new(storm_0558(), &mut dice);
    let mut passed = BTreeSet::new();
    while let Some(entry) = recording.upcoming().cloned() {
        let passages = passage(&entry.form, &entry.about);
        for &code in passages.map_or(&[][..], gates_on) {
            assert_eq!(lacking(&recording.incident, code), [""; 0], "{code:?} before {entry:?}");
            passed.insert(code.code());
        }
        let before = recording.log.events().len();
        recording.enter(&mut dice, outside()).unwrap_or_else(|refused| panic!("{refused:?}: {entry:?}"));
        assert!(recording.log.events().len() > before, "{entry:?}");
        if entry.form == FormCode::Declaration.code() {
            assert_eq!(lacking(&recording.incident, GateCode::G4), [""; 0]);
            passed.insert("G4");
        }
    }
    assert_eq!(passed.into_iter().collect::<Vec<_>>(), ["G1", "G2", "G3", "G4", "G5", "G6", "G8", "G9"]);
    assert_eq!(recording.incident.overrides, [], "no gate is overridden");
    assert_eq!(recording.incident, fold(&recording.log), "folded on the way as from the start");
}

#[test]
fn ends_closed_as_an_exercise_with_every_step_settled() {
    let (log, incident) = storm();
    log.verify_all().expect("the chain holds");
    assert!(incident.is_exercise());
    assert_eq!(incident.title(), storm_0558().title());
    assert_eq!(incident.standing, Standing::Closed(at("2024-04-10T17:00:00.000Z")));
    let steps: Vec<&str> = base().phases.iter().flat_map(|phase| &phase.steps).map(|step| step.code.as_str()).collect();
    assert_eq!(steps.len(), 44);
    for step in &steps {
        let status = incident.step_status(step);
        assert!(matches!(status, StepStatus::Done | StepStatus::NotNeeded), "{step}: {status:?}");
    }
    let touched: BTreeSet<&str> = incident.steps.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(touched, steps.into_iter().collect(), "no step the playbook does not have");
    assert_eq!((incident.unknown, incident.erased.len()), (0, 0));
}

#[test]
fn carries_scope_impact_evidence_and_what_was_learned() {
    let (_, incident) = storm();
    let table = [
        ("scope", 6),
        ("customer_impact", 1),
        ("data_impact", 1),
        ("party", 2),
        ("party_list", 1),
        ("indicator", 4),
        ("technique", 3),
        ("plan_signature", 2),
        ("cause", 1),
        ("claim", 2),
        ("actor", 1),
        ("finding", 6),
        ("lesson", 3),
        ("item", 3),
        ("process_issue", 1),
        ("sop", 1),
    ];
    for (register, count) in table {
        assert_eq!(incident.entries_of(register).count(), count, "{register}");
    }
    assert_eq!((incident.evidence.len(), incident.plan.len()), (3, 7));
    // The published figures, and what is still open at the end.
    let told = |register: &str, field: &str| -> Vec<String> {
        incident.entries_of(register).map(|one| one.text(field).to_owned()).collect()
    };
    assert_eq!(told("party", "count"), ["22", "503"]);
    assert_eq!(told("data_impact", "least"), ["60000"]);
    assert_eq!(told("item", "status"), ["resolved", "resolved", "doing"]);
    assert_eq!(told("process_issue", "status"), ["resolved"]);
    let cleared: Vec<_> = incident.entries_of("scope").filter(|one| one.text("status") == "cleared").collect();
    assert_eq!(cleared.len(), 1);
}

#[test]
fn answers_the_contract_clock_in_time() {
    let (_, incident) = storm();
    let clock = contract_clock(&incident);
    let declared = at("2023-06-19T17:00:00.000Z");
    assert_eq!(clock.anchor, Some(Moment::exact(declared, "America/Los_Angeles", -7 * 60)));
    assert_eq!(clock.due, Some(declared.plus(72 * HOUR)));
    assert_eq!(
        clock.filed.as_ref().and_then(|fact| fact.value.moment.at),
        Some(declared.plus(55 * HOUR + 40 * MINUTE))
    );
    assert_eq!(clock.state(now()), ClockState::Met);
    assert_eq!(incident.filings.len(), 3);
    assert_eq!(awareness_gap(&incident), Some(declared.since(at("2023-06-16T17:04:00.000Z"))));
    assert!(!incident.declaration().expect("declared").value.confirmed, "on reasonable suspicion");
}

#[test]
fn phases_last_as_long_as_the_walk_says() {
    let (_, incident) = storm();
    let table = [
        (Phase::Analysis, "2023-06-16T17:25:00.000Z", "2023-06-23T20:10:00.000Z"),
        (Phase::Containment, "2023-06-23T20:10:00.000Z", "2023-07-05T18:00:00.000Z"),
        (Phase::Eradication, "2023-06-28T16:00:00.000Z", "2023-07-05T18:00:00.000Z"),
        (Phase::Recovery, "2023-07-05T18:00:00.000Z", "2023-07-18T18:45:00.000Z"),
        (Phase::PostIncident, "2023-07-18T18:45:00.000Z", "2024-04-10T17:00:00.000Z"),
    ];
    for (phase, opened, closed) in table {
        let stays = incident.phases.get(&phase).expect("entered");
        assert_eq!(stays.len(), 1, "{phase:?}");
        assert_eq!((stays[0].opened, stays[0].closed), (at(opened), Some(at(closed))), "{phase:?}");
        assert_eq!(incident.elapsed_in(phase, now()), at(closed).since(at(opened)), "{phase:?}");
    }
    let watch = incident.watches.first().expect("a watch period");
    assert_eq!(
        watch.started.value.ends.at.zip(watch.started.value.starts.at).map(|(end, start)| end.since(start)),
        Some(14 * DAY)
    );
}

#[test]
fn leaves_as_a_file_and_comes_back_byte_for_byte() {
    let (log, incident) = storm();
    let file = export(&log, &incident, &TzData, now());
    let read = read_file(&file).expect("our own file is read").records.remove(0);
    let lines = |log: &Log| log.events().iter().map(Event::line).collect::<Vec<_>>();
    assert_eq!(lines(&read.log), lines(&log));
    let again = fold(&read.log);
    assert_eq!(again, incident);
    assert_eq!(export(&read.log, &again, &TzData, now()), file);
}

/// The log line of a day, by a part of its text.
fn logged<'a>(incident: &'a Incident, log: &'a Log, part: &str) -> (&'a Event, EntryKind) {
    let mut found = incident.entries.iter().filter(|entry| entry.added.value.text.contains(part));
    let entry = found.next().unwrap_or_else(|| panic!("no line says {part}"));
    assert!(found.next().is_none(), "two lines say {part}");
    (log.get(&entry.added.event).expect("in the log"), entry.added.value.entry)
}

#[test]
fn dates_are_the_public_ones() {
    let (log, incident) = storm();
    let day = |date: &str| Some(at(&format!("{date}T00:00:00.000Z")));
    let anchors = [("occurred", "2023-05-15"), ("first_signal", "2023-06-15"), ("reported", "2023-06-16")];
    for (anchor, date) in anchors {
        let moment = &incident.anchor(None, anchor).expect("set").value.moment;
        assert_eq!((moment.at, moment.precision), (day(date), Precision::Date), "{anchor}");
    }
    let lines = [
        ("2023-06-26", EntryKind::Action, "stops accepting tokens issued by GetAccessTokensForResource"),
        ("2023-06-27", EntryKind::Action, "are blocked in Outlook on the web"),
        ("2023-06-29", EntryKind::Action, "Replacement of the key is complete"),
        ("2023-07-03", EntryKind::Action, "blocked for all impacted consumer customers"),
        ("2023-07-04", EntryKind::Note, "replay infrastructure is stood down"),
        ("2023-07-11", EntryKind::Communication, "Public disclosure"),
        ("2023-07-12", EntryKind::Communication, "publish advisory AA23-193A"),
        ("2023-07-14", EntryKind::Note, "Technical analysis published"),
        ("2023-09-06", EntryKind::Note, "Findings on the key published"),
        ("2023-09-28", EntryKind::Note, "About 60,000 e-mails"),
        ("2024-03-12", EntryKind::Note, "no crash dump containing the key was found"),
        ("2024-04-02", EntryKind::Note, "Review board's report released"),
    ];
    for (date, kind, part) in lines {
        let (event, found) = logged(&incident, &log, part);
        let occurred = event.header.occurred.as_ref().expect("when it happened");
        assert_eq!((occurred.at, occurred.precision, found), (day(date), Precision::Date, kind), "{part}");
    }
    let (event, _) = logged(&incident, &log, "The day rests on Microsoft alone");
    assert_eq!(event.header.occurred.as_ref().and_then(|moment| moment.at), day("2023-06-26"));
    // The mitigations moved the plan on the same days.
    let done = |column| {
        let rows = incident.plan.iter().filter(move |row| row.added.value.column == column);
        rows.map(|row| row.changes.last().expect("done").happened).collect::<Vec<_>>()
    };
    let contained = ["2023-06-26", "2023-06-27", "2023-07-03"].map(|date| day(date).expect("a day"));
    assert_eq!(done(PlanColumn::Contain), contained);
    assert!(done(PlanColumn::Eradicate).contains(&at("2023-06-29T00:00:00.000Z")));
}

#[test]
fn public_facts_have_two_sources_and_the_rest_says_assumed() {
    let research = research();
    let known = codes_of(&research);
    let mut used = BTreeSet::new();
    let (mut public, mut assumed) = (0, 0);
    for entry in storm_0558().walk {
        let typed = texts(&Value::Object(entry.fields.clone())).join("\n");
        let sources = cited(&typed);
        assert!(sources.is_subset(&known), "{sources:?}: {entry:?}");
        match typed.contains(ASSUMED) {
            true => assumed += 1,
            false if typed.starts_with("note\nSources. ") => {}
            false => {
                assert!(sources.len() >= 2, "{entry:?}");
                public += 1;
            }
        }
        used.extend(sources);
    }
    assert!(public >= 19 && assumed > public, "{public} public, {assumed} assumed");
    // What was established about the public record, with the same rule.
    for fact in research["facts"].as_array().expect("facts") {
        let sources = fact["sources"].as_array().expect("sources");
        let unknown = sources.iter().filter(|code| !known.contains(code.as_str().unwrap_or_default())).count();
        assert_eq!(unknown, 0, "{fact}");
        assert!(fact["assumed"] == Value::Bool(true) || sources.len() >= 2, "{fact}");
    }
    // The list in the log names every source cited: title, publisher, date, address.
    let (log, incident) = storm();
    let (event, _) = logged(&incident, &log, "Sources. ");
    let Body::LogAdded(body) = &event.body else { panic!("a log line") };
    for source in research["sources"].as_array().expect("sources") {
        let listed = body.text.lines().any(|line| {
            ["code", "title", "publisher", "url", "date"]
                .iter()
                .all(|part| source[part].as_str().is_none_or(|text| line.contains(text)))
        });
        assert_eq!(listed, used.contains(source["code"].as_str().expect("a code")), "{source}");
    }
}

#[test]
fn is_recorded_when_opened_and_happened_when_it_did() {
    let (log, incident) = storm();
    let mut last = Timestamp(0);
    for entry in storm_0558().walk.iter().filter(|entry| entry.at.len() > 10) {
        let typed = at(&format!("{}:00.000Z", entry.at.replace(' ', "T")));
        assert!(typed >= last, "in order: {entry:?}");
        last = typed;
    }
    let mut stated = 0;
    for event in log.events() {
        assert_eq!(event.header.recorded, now());
        assert!(event.header.author.name.contains("(assumed)") && event.header.author.device == "sample");
        assert!(event.happened() <= now());
        stated += usize::from(event.header.occurred.is_some());
    }
    // Only the opening itself and the two notes about the sample are of the moment it is opened. An entry of a register has
    // the times that its fields ask for.
    let of_register = |event: &&Event| matches!(event.body, Body::EntryAdded(_) | Body::EntryChanged(_));
    let entries = log.events().iter().filter(of_register).count();
    assert!(entries > 50);
    assert_eq!(stated, log.events().len() - 3 - entries);
    assert_eq!(incident.last_recorded, Some(now()));
}

#[test]
fn nothing_in_it_would_warn_of_a_secret() {
    for entry in storm_0558().walk {
        let fields = Value::Object(entry.fields.clone());
        assert!(!texts(&fields).into_iter().any(looks_like_secret), "{entry:?}");
    }
}

#[test]
fn a_damaged_sample_is_refused_naming_the_entry_and_the_field() {
    let refused = |damage: &dyn Fn(&mut holdfast::playbook::Sample)| {
        let mut sample = storm_0558();
        damage(&mut sample);
        let mut dice = Dice::new(558);
        let mut recording = Recording::new(sample, &mut dice);
        let mut outcome = Ok(());
        while outcome.is_ok() && recording.upcoming().is_some() {
            outcome = recording.enter(&mut dice, outside());
        }
        let (place, problems) = outcome.expect_err("refused");
        assert_eq!(recording.log.events().is_empty(), place == 0, "nothing of the refused entry is kept");
        (place, problems[0].field.clone(), problems[0].problem.clone())
    };
    let no_such = Problem::Why(Why::NoSuchTarget);
    assert_eq!(refused(&|sample| sample.walk[0].form = "entrance".to_owned()), (0, "form".to_owned(), no_such.clone()));
    assert_eq!(refused(&|sample| sample.walk[2].by = "nobody".to_owned()), (2, "by".to_owned(), no_such.clone()));
    let stray = |sample: &mut holdfast::playbook::Sample| {
        sample.walk[2].fields.insert("colour".to_owned(), Value::from("red"));
    };
    assert_eq!(refused(&stray), (2, "colour".to_owned(), no_such));
    let empty = Problem::Why(Why::Empty);
    assert_eq!(refused(&|sample| drop(sample.walk[0].fields.remove("what"))), (0, "what".to_owned(), empty));
    // A label nobody carries is no id: the plan row lacks its service.
    let rows: Vec<usize> =
        (0..storm_0558().walk.len()).filter(|&place| storm_0558().walk[place].form == "plan").collect();
    let unnamed = |sample: &mut holdfast::playbook::Sample| "@nowhere".clone_into(&mut sample.walk[rows[0]].about);
    assert_eq!(refused(&unnamed), (rows[0], "service".to_owned(), Problem::Why(Why::NothingChosen)));
}
