//! The sample incident as it is recorded when it is opened.

use super::at;
use super::dice::Dice;
use super::zones::TzData;
use holdfast::form::sample::{Outside, record};
use holdfast::playbook::gates;
use holdfast::record::apply::fold;
use holdfast::record::incident::Incident;
use holdfast::record::log::Log;
use holdfast::record::time::Timestamp;

/// When it is opened: long after, and never the time anything in it happened.
pub fn opened() -> Timestamp {
    at("2026-11-22T14:05:00.000Z")
}

/// What opening needs from outside.
pub fn outside() -> Outside<'static> {
    Outside { zones: &TzData, now: opened(), gates: gates() }
}

/// Its log, and the log folded.
pub fn storm() -> (Log, Incident) {
    let (id, log) = record(&mut Dice::new(558), outside()).expect("every entry is accepted");
    let incident = fold(&log);
    assert_eq!(incident.id, Some(id));
    (log, incident)
}
