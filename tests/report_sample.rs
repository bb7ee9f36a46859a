//! The report of the sample: things in the order in which they happened, actions with who approved them, and who is no
//! person.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::in_force::Rules;
use holdfast::record::apply::fold;
use holdfast::record::codes::NoticeLanguage;
use holdfast::record::event::Event;
use holdfast::record::incident::Incident;
use holdfast::record::log::Log;
use holdfast::report::markdown::markdown;
use holdfast::report::{Document, Mark, Reader, Source, report};
use support::storm::{opened, storm};
use support::zones::TzData;

fn written(log: &Log, incident: &Incident, reader: Reader) -> Document {
    let source = Source { incident, log, rules: Rules::BUILT_IN, zones: &TzData, now: opened(), zone: "Europe/Berlin" };
    report(source, NoticeLanguage::English, reader).expect("written")
}

/// The texts of a section, up to the next; empty for those before the first.
fn section<'a>(document: &'a Document, title: &str) -> Vec<&'a str> {
    let mut inside = title.is_empty();
    let mut found = Vec::new();
    for piece in &document.pieces {
        match piece.mark {
            Mark::Section => inside = piece.first == title,
            _ if inside => found.push(piece.first.as_str()),
            _ => {}
        }
    }
    assert!(!found.is_empty(), "{title}");
    found
}

#[test]
fn what_happened_stands_in_its_order() {
    let (log, incident) = storm();
    let internal = written(&log, &incident, Reader::Internal);
    let order = |title: &str, days: &[&str]| {
        let said = section(&internal, title);
        // The phases stand before the milestones, with days of their own.
        let from = said.iter().position(|text| *text == "By").expect("a table of lines");
        let place =
            |day: &&str| said[from..].iter().position(|text| text.contains(*day)).unwrap_or_else(|| panic!("{day}"));
        let places: Vec<usize> = days.iter().map(place).collect();
        assert!(places.is_sorted(), "{title}: {places:?}");
    };
    order("Milestones", &["15 May 2023 02:00", "15 Jun 2023 02:00", "19 Jun 2023 19:00", "18 Jul 2023", "10 Apr 2024"]);
    order("Log", &["16 Jun 2023 18:45", "26 Jun 2023 02:00", "11 Jul 2023", "6 Sep 2023", "2 Apr 2024", "22 Nov 2026"]);
}

#[test]
fn actions_stand_with_impact_rollback_and_approval() {
    let (log, incident) = storm();
    let internal = written(&log, &incident, Reader::Internal);
    let actions = section(&internal, "Actions").join("\n");
    for said in
        ["Business impact\nHigh", "How to undo it\nlift the block", "Approved by\nExecutive incident manager (assumed)"]
    {
        assert!(actions.contains(said), "{said}: {actions}");
    }
}

/// Who reported from outside may be an organisation: it is nobody's number among the people.
#[test]
fn a_reporter_from_outside_is_no_person() {
    let (log, incident) = storm();
    let seen = markdown(&written(&log, &incident, Reader::Auditor));
    assert!(seen.contains("Reporter 1") && !seen.contains("US State Department, security operations centre"), "{seen}");
}

/// Declared on suspicion, a breach is unconfirmed until it is confirmed.
#[test]
fn a_declaration_reads_unconfirmed_until_the_breach_is_confirmed() {
    let (log, incident) = storm();
    let declared = |log: &Log, incident: &Incident| {
        let document = written(log, incident, Reader::Internal);
        let head = section(&document, "");
        let place = head.iter().position(|text| *text == "Declared").expect("the term");
        head[place + 1].to_owned()
    };
    assert!(incident.is_confirmed());
    assert_eq!(declared(&log, &incident), "Mon 19 Jun 2023 10:00 (UTC−7)");
    // The same record up to the declaration.
    let end = log.events().iter().position(|event| event.header.kind == "incident.declared").expect("declared");
    let mut before = Log::default();
    before.add(log.events()[..=end].iter().map(Event::clone).collect());
    let incident = fold(&before);
    assert!(!incident.is_confirmed());
    assert_eq!(declared(&before, &incident), "Mon 19 Jun 2023 10:00 (UTC−7) · Declared, unconfirmed");
}
