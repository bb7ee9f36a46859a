//! Variants of the playbook in an incident: chosen at intake, added and taken out with a reason, their version pinned,
//! and what the checklist then holds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::built_in::built_in;
use holdfast::deadline::in_force::Rules;
use holdfast::deadline::profile::Profile;
use holdfast::exchange::derived::derived;
use holdfast::exchange::import::read_file;
use holdfast::exchange::summary::Summary;
use holdfast::form::{FormCode, Kind, form};
use holdfast::language::{Language, event_text};
use holdfast::playbook::{Section, addable, base, gates, progress, recorded_step, sections, variants};
use holdfast::record::apply::fold;
use holdfast::record::body::{Body, StepSet, VariantAdded, VariantRemoved};
use holdfast::record::codes::{Phase, StepStatus};
use holdfast::record::decide::{Command, Override};
use holdfast::record::gate::missing;
use holdfast::record::incident::Incident;
use holdfast::record::refusal::Why;
use serde_json::{Value, json};
use support::at;
use support::desk::{Desk, fact};
use support::duties::two;
use support::forge::exported;
use support::forms::{asking, submitted, typed_now};
use support::story::meet;
use support::zones::TzData;

/// The steps done or not needed, of how many, and the first that is open.
fn settled(incident: &Incident, phase: Phase) -> (usize, usize, String) {
    let (counts, next) = progress(incident, phase);
    (counts[0] + counts[1], counts.iter().sum(), next)
}

fn text(words: &str) -> String {
    words.to_owned()
}

fn added(variant: &str, version: &str) -> VariantAdded {
    VariantAdded { reason: text("files are encrypted"), variant: text(variant), version: text(version) }
}

fn removed(variant: &str) -> VariantRemoved {
    VariantRemoved { reason: text("it was a disk fault"), variant: text(variant) }
}

fn step(code: &str, status: StepStatus) -> StepSet {
    let [owner, reason, result] = ["Mei", "no such host", "hosts listed"].map(text);
    StepSet { owner, reason, result, status, step: text(code) }
}

fn desk() -> Desk {
    Desk::opened(at("2026-11-22T10:00:00.000Z"))
}

/// Playbook, version, whether it stands, whether it is shipped, how many steps.
fn seen(desk: &Desk, phase: Phase) -> Vec<(String, String, bool, bool, usize)> {
    let row = |one: Section| (one.playbook, one.version, one.stands, one.shipped, one.steps.len());
    sections(&desk.incident, phase).into_iter().map(row).collect()
}

fn row(
    playbook: &str,
    version: &str,
    stands: bool,
    shipped: bool,
    steps: usize,
) -> (String, String, bool, bool, usize) {
    (text(playbook), text(version), stands, shipped, steps)
}

fn section(desk: &Desk, phase: Phase, playbook: &str) -> Section {
    sections(&desk.incident, phase).into_iter().find(|one| one.playbook == playbook).expect("a section")
}

fn why(desk: &mut Desk, body: impl Into<Body>) -> (&'static str, Why) {
    let refusal = desk.attempt(fact(body)).expect_err("refused");
    (refusal.field, refusal.why)
}

/// The base first, then each chosen variant in the same phase; its steps count as those of the base do.
#[test]
fn a_variant_joins_every_phase_and_is_counted() {
    let mut desk = desk();
    assert_eq!(seen(&desk, Phase::Analysis), [row("base", "1.0.0", true, true, 10)]);
    assert_eq!(settled(&desk.incident, Phase::Analysis), (0, 10, text("AN-1")));
    desk.state(added("V8", "1.0.0"));
    desk.state(added("V2", "1.0.0"));
    let [base_row, v2, v8] =
        [row("base", "1.0.0", true, true, 10), row("V2", "1.0.0", true, true, 4), row("V8", "1.0.0", true, true, 5)];
    assert_eq!(seen(&desk, Phase::Analysis), [base_row, v2, v8]);
    for (phase, steps) in Phase::ALL.iter().zip([4, 4, 3, 4, 3]) {
        let of = section(&desk, *phase, "V2");
        assert_eq!(of.steps.len(), steps, "{phase:?}");
        assert!(of.steps.iter().all(|code| of.step(code).is_some_and(|step| step.code == *code)), "{phase:?}");
        assert_eq!(of.title().unwrap().en, "Ransomware and destructive malware");
    }
    desk.state(step("V2-AN1", StepStatus::Done));
    desk.state(step("V8-AN2", StepStatus::NotNeeded));
    desk.state(step("AN-1", StepStatus::Blocked));
    assert_eq!(settled(&desk.incident, Phase::Analysis), (2, 19, text("AN-2")));
    // Once the base is settled the first open step is one of a variant.
    for one in &base().phases[0].steps {
        desk.state(step(&one.code, StepStatus::Done));
    }
    assert_eq!(settled(&desk.incident, Phase::Analysis), (12, 19, text("V2-AN2")));
    assert_eq!(desk.incident, fold(&desk.log));
}

/// With a reason both ways, once at a time, in a version; a step only while its variant is chosen.
#[test]
fn what_says_too_little_or_makes_no_sense_is_refused() {
    let mut desk = desk();
    let before = desk.lines();
    let silent = |body: VariantAdded| VariantAdded { reason: text(" "), ..body };
    assert_eq!(why(&mut desk, silent(added("V2", "1.0.0"))), ("reason", Why::Empty));
    assert_eq!(why(&mut desk, added("V2", "")), ("version", Why::Empty));
    for none in ["base", "", "V", "V2-AN1", "v2", "Vx"] {
        assert_eq!(why(&mut desk, added(none, "1.0.0")), ("variant", Why::NoSuchTarget), "{none}");
    }
    assert_eq!(why(&mut desk, removed("V2")), ("variant", Why::NoSuchTarget));
    assert_eq!(why(&mut desk, step("V2-AN1", StepStatus::Doing)), ("", Why::NoSuchTarget));
    assert_eq!(desk.lines(), before, "nothing was written");
    let first = desk.state(added("V2", "1.0.0"));
    assert_eq!(why(&mut desk, added("V2", "1.0.0")), ("variant", Why::NothingToDo));
    assert_eq!(why(&mut desk, VariantRemoved { reason: text(""), ..removed("V2") }), ("reason", Why::Empty));
    // What pins a version is not erased.
    let erase = Command::Erase { target: first, reason: text("x") };
    assert_eq!(desk.attempt(erase).unwrap_err().why, Why::CarriesState);
    desk.state(removed("V2"));
    assert_eq!(why(&mut desk, removed("V2")), ("variant", Why::NoSuchTarget));
    assert_eq!(why(&mut desk, step("V2-AN1", StepStatus::Doing)), ("", Why::NoSuchTarget));
    let by = Override { name: text("Ravi"), role: text("Executive"), reason: text("over") };
    desk.act(Command::Resolve { summary: text("done"), by: Some(by.clone()) });
    desk.act(Command::Close { summary: text("done"), by: Some(by) });
    assert_eq!(why(&mut desk, added("V3", "1.0.0")).1, Why::IsClosed);
}

/// Untouched steps leave the list with their variant; those that were touched stay, and no longer count.
#[test]
fn a_variant_taken_out_leaves_what_was_touched() {
    let mut desk = desk();
    desk.state(added("V2", "1.0.0"));
    desk.state(step("V2-CO3", StepStatus::Done));
    desk.state(removed("V2"));
    assert_eq!(seen(&desk, Phase::Analysis), [row("base", "1.0.0", true, true, 10)]);
    let left = section(&desk, Phase::Containment, "V2");
    assert_eq!((left.stands, left.shipped, &left.steps), (false, true, &vec![text("V2-CO3")]));
    assert!(left.step("V2-CO3").is_some());
    assert_eq!(left.choice.unwrap().value.reason, "it was a disk fault");
    assert_eq!(settled(&desk.incident, Phase::Containment), (0, 8, text("CO-1")));
    // Chosen again it is whole again, and knows what was done.
    desk.state(added("V2", "1.0.0"));
    assert_eq!(section(&desk, Phase::Containment, "V2").steps.len(), 4);
    assert_eq!(settled(&desk.incident, Phase::Containment), (1, 12, text("CO-1")));
}

/// The board counts what blocks the work that is still to be done.
#[test]
fn a_blocked_step_of_a_variant_taken_out_blocks_nothing() {
    let mut desk = desk();
    let blocked = |desk: &Desk| {
        let rules = Rules::BUILT_IN;
        Summary::of(&desk.incident, rules, &TzData).unwrap().blocked
    };
    desk.state(added("V2", "1.0.0"));
    desk.state(step("V2-AN1", StepStatus::Blocked));
    desk.state(step("AN-1", StepStatus::Blocked));
    assert_eq!(blocked(&desk), 2);
    desk.state(removed("V2"));
    assert_eq!(blocked(&desk), 1);
}

/// The record says the version; a build that ships another one shows what was recorded, by its codes, and says so.
#[test]
fn a_version_that_is_not_shipped_shows_what_was_recorded() {
    for (variant, named) in [("V2", true), ("V12", false)] {
        let mut desk = desk();
        desk.state(added(variant, "2.4.0"));
        let [an, co] = ["AN9", "CO1"].map(|rest| [variant, "-", rest].concat());
        desk.state(step(&an, StepStatus::Done));
        desk.state(step(&co, StepStatus::Doing));
        let found = section(&desk, Phase::Analysis, variant);
        assert_eq!((found.version.as_str(), found.stands, found.shipped), ("2.4.0", true, false));
        assert_eq!(found.steps, std::slice::from_ref(&an));
        assert_eq!((found.title().is_some(), found.step(&an).is_some()), (named, false));
        // Not the words of another version.
        assert!(recorded_step(&desk.incident, &co).is_none());
        assert_eq!(seen(&desk, Phase::Recovery)[1], row(variant, "2.4.0", true, false, 0), "it says so in every phase");
        assert_eq!(settled(&desk.incident, Phase::Analysis), (1, 11, text("AN-1")));
        // The version stays with the step, whichever is chosen later.
        desk.state(removed(variant));
        desk.state(added(variant, "1.0.0"));
        let kept = desk.incident.steps.get(&an).unwrap();
        assert_eq!((kept.playbook.as_str(), kept.version.as_str()), (variant, "2.4.0"));
        desk.state(step(&co, StepStatus::Done));
        assert_eq!(desk.incident.steps.get(&co).unwrap().version, "1.0.0");
        assert_eq!(recorded_step(&desk.incident, &co).is_some(), named);
    }
}

/// Two tabs that have not seen each other: one variant of two additions, in the version added first; an addition counts
/// beside a removal that did not see it; what was done meanwhile stays.
#[test]
fn two_tabs_add_and_remove_at_once() {
    let (mut mei, mut jonas) = two();
    mei.state(added("V2", "1.0.0"));
    jonas.state(added("V2", "2.4.0"));
    meet(&mut mei, &mut jonas);
    for desk in [&mei, &jonas] {
        let history = desk.incident.variants.get("V2").unwrap();
        assert_eq!(history.len(), 2, "both are history");
        assert_eq!(Some(desk.incident.pinned("V2")), history[0].value.version.as_deref(), "the first in the log");
        assert_eq!(desk.incident.pinned("V2"), mei.incident.pinned("V2"));
        assert_eq!(desk.incident, fold(&desk.log));
    }
    // One takes it out while the other is at work on it.
    mei.state(removed("V2"));
    jonas.state(step("V2-AN1", StepStatus::Doing));
    meet(&mut mei, &mut jonas);
    for desk in [&mei, &jonas] {
        let left = section(desk, Phase::Analysis, "V2");
        assert_eq!((left.stands, left.steps), (false, vec![text("V2-AN1")]));
        assert_eq!(desk.incident, fold(&desk.log));
    }
    // One takes it out, the other takes it out and thinks again.
    mei.state(added("V2", "1.0.0"));
    meet(&mut mei, &mut jonas);
    mei.state(removed("V2"));
    jonas.state(removed("V2"));
    jonas.state(added("V2", "1.0.0"));
    meet(&mut mei, &mut jonas);
    for desk in [&mei, &jonas] {
        assert!(desk.incident.variant("V2").is_some());
        assert_eq!(desk.incident, fold(&desk.log));
    }
    mei.state(removed("V2"));
    meet(&mut mei, &mut jonas);
    assert!(jonas.incident.variant("V2").is_none());
}

/// What a gate asks for is the same with every variant there is, and with none.
#[test]
fn gates_ask_for_nothing_more() {
    let asked = |desk: &Desk| gates().iter().map(|gate| missing(gate, &desk.incident, &[])).collect::<Vec<_>>();
    let mut desk = desk();
    let before = asked(&desk);
    for one in variants() {
        desk.state(added(&one.id, &one.version));
    }
    assert_eq!(asked(&desk), before);
}

/// One optional line at intake, in both languages; what it opens is pinned without a reason.
#[test]
fn intake_offers_the_variants() {
    let desk = Desk::new(&desk().id, "Mei", "Lead", 3, at("2026-11-22T10:00:00.000Z"));
    let now = typed_now();
    let asked = form(FormCode::Intake, &asking(&desk, "", &now));
    let field = asked.fields.iter().find(|field| field.code == "variant").unwrap();
    assert!(field.optional && field.initial.is_none());
    let Kind::Select(choices) = &field.kind else { panic!("one line") };
    assert_eq!(choices.len(), 8);
    assert_eq!(choices[1].label.get(Language::English), "V2 Ransomware and destructive malware · 1.0.0");
    assert_eq!(choices[1].label.get(Language::Chinese), "V2 勒索软件与破坏性恶意软件 · 1.0.0");
    let fields = [("what", "files are encrypted"), ("reporter", "customer")];
    for (chosen, expected) in [("V2", vec![("V2", "1.0.0")]), ("", vec![]), ("V99", vec![])] {
        let mut desk = desk.clone();
        let typed = [&fields[..], &[("variant", chosen)]].concat();
        let (_, found) = submitted(&desk, &Profile::default(), FormCode::Intake, "", &typed);
        desk.now = at("2026-11-22T15:00:00.000Z");
        desk.attempt(found.unwrap()).unwrap();
        let pinned = desk.incident.variants.keys().map(|code| (code.as_str(), desk.incident.pinned(code)));
        assert_eq!(pinned.collect::<Vec<_>>(), expected, "{chosen}");
        if !chosen.is_empty() && !expected.is_empty() {
            assert_eq!(desk.incident.variant(chosen).unwrap().value.reason, "");
        }
    }
}

/// The forms offer what there is to add and to take out, and need a reason.
#[test]
fn forms_add_and_take_out() {
    let mut desk = desk();
    desk.state(added("V2", "1.0.0"));
    desk.state(added("V5", "3.0.0"));
    desk.state(added("V7", "1.0.0"));
    desk.state(removed("V7"));
    assert_eq!(addable(&desk.incident).count(), 6);
    let now = typed_now();
    let offered = |desk: &Desk, code: FormCode, language: Language| -> Vec<String> {
        let asked = form(code, &asking(desk, "", &now));
        let field = asked.fields.into_iter().find(|field| field.code == "variant").unwrap();
        let Kind::Select(choices) = field.kind else { panic!("a list") };
        choices.into_iter().map(|choice| choice.label.get(language)).collect()
    };
    let taken = offered(&desk, FormCode::VariantRemoval, Language::English);
    assert_eq!(
        taken,
        ["V2 Ransomware and destructive malware · 1.0.0", "V5 Supply-chain or third-party compromise · 3.0.0"]
    );
    assert_eq!(offered(&desk, FormCode::VariantRemoval, Language::Chinese)[1], "V5 供应链或第三方失陷 · 3.0.0");
    let free = offered(&desk, FormCode::VariantAdd, Language::Chinese);
    assert_eq!((free.len(), free[0].as_str()), (6, "V1 账户失陷与商业电子邮件诈骗（BEC） · 1.0.0"));
    let typed =
        |desk: &Desk, code: FormCode, fields: &[(&str, &str)]| submitted(desk, &Profile::default(), code, "", fields).1;
    for code in [FormCode::VariantAdd, FormCode::VariantRemoval] {
        assert_eq!(typed(&desk, code, &[("variant", "V2")]).unwrap_err(), ["reason"], "{code:?}");
        assert_eq!(typed(&desk, code, &[("reason", "so")]).unwrap_err(), ["variant"], "{code:?}");
    }
    desk.act(typed(&desk, FormCode::VariantAdd, &[("variant", "V1"), ("reason", "a mailbox")]).unwrap());
    desk.act(typed(&desk, FormCode::VariantRemoval, &[("variant", "V2"), ("reason", "no malware")]).unwrap());
    let standing = desk.incident.variants.keys().filter(|code| desk.incident.variant(code).is_some());
    assert_eq!(standing.collect::<Vec<_>>(), ["V1", "V5"]);
}

/// The file holds both, and says which playbook and version each step came from.
#[test]
fn the_file_says_what_was_chosen_and_comes_back() {
    let mut desk = desk();
    desk.state(added("V2", "1.0.0"));
    desk.state(step("V2-AN1", StepStatus::Done));
    desk.state(step("AN-1", StepStatus::Done));
    desk.state(removed("V2"));
    desk.state(added("V5", "1.0.0"));
    let file = exported(&desk.log, desk.now);
    let read = read_file(&file).unwrap().records.remove(0);
    assert_eq!(support::desk::lines(&read.log), desk.lines());
    let incident = fold(&read.log);
    assert_eq!(incident, desk.incident);
    let value = derived(&incident, &read.log, built_in(), &TzData, desk.now);
    let [first, second] = [&value["variants"][0], &value["variants"][1]];
    assert_eq!(
        (&first["variant"], &first["version"], &first["chosen"]),
        (&json!("V2"), &json!("1.0.0"), &json!(false))
    );
    assert_eq!((&second["variant"], &second["chosen"]), (&json!("V5"), &json!(true)));
    let changes = first["changes"].as_array().unwrap();
    let told: Vec<(&Value, &Value)> = changes.iter().map(|one| (&one["added"], &one["reason"])).collect();
    assert_eq!(told, [(&json!("1.0.0"), &json!("files are encrypted")), (&Value::Null, &json!("it was a disk fault"))]);
    let steps = value["steps"].as_array().unwrap();
    let sources: Vec<[&Value; 3]> =
        steps.iter().map(|one| [&one["step"], &one["playbook"], &one["playbook_version"]]).collect();
    let [base_step, of_variant] =
        [["AN-1", "base", "1.0.0"], ["V2-AN1", "V2", "1.0.0"]].map(|row| row.map(|one| json!(one)));
    assert_eq!(sources, [base_step.each_ref(), of_variant.each_ref()]);
}

#[test]
fn the_timeline_says_it_in_both_languages() {
    let mut desk = desk();
    desk.state(added("V2", "1.0.0"));
    desk.state(removed("V2"));
    desk.state(added("V12", "2.0.0"));
    let lines = |language: Language| -> Vec<String> {
        let event = |event| event_text::line(language, Rules::BUILT_IN, event, &desk.incident);
        let lines =
            desk.log.events().iter().map(event).map(|line| format!("{} {}", line.kind.get(language), line.text));
        lines.filter(|line| line.contains(" V")).collect()
    };
    assert_eq!(
        lines(Language::English),
        [
            "Playbook added V2 Ransomware and destructive malware · 1.0.0 · files are encrypted",
            "Playbook removed V2 Ransomware and destructive malware · it was a disk fault",
            "Playbook added V12 · 2.0.0 · files are encrypted",
        ]
    );
    assert_eq!(lines(Language::Chinese)[0], "增加处置手册 V2 勒索软件与破坏性恶意软件 · 1.0.0 · files are encrypted");
}
