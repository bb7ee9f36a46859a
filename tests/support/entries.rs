//! The entries of a calendar, by record and by stage.

use super::desk::Desk;
use super::duties::{decide, desk, state};
use super::zones::TzData;
use holdfast::deadline::built_in::built_in;
use holdfast::exchange::icalendar::{Entry, Event, entries};
use holdfast::language::Language;
use holdfast::language::calendar::{Titles, events};
use holdfast::record::codes::Applicability;

/// The zone in which times are typed.
pub const ZONE: &str = "Europe/Berlin";

/// When files are written.
pub const NOW: &str = "2026-11-22T14:05:00.000Z";

/// The entries of a record.
pub fn found(desk: &Desk) -> Vec<Entry> {
    entries(&desk.log, &desk.incident, built_in(), &TzData)
}

/// The entry of one stage.
pub fn only(desk: &Desk, regime: &str, stage: &str) -> Option<Entry> {
    found(desk).into_iter().find(|one| one.regime == regime && one.stage == stage)
}

/// GDPR with its anchor, applying.
pub fn gdpr() -> Desk {
    let mut desk = desk();
    state(&mut desk, "eu-gdpr-33", ZONE, "aware=2026-11-20T16:00");
    desk.state(decide("eu-gdpr-33", Applicability::Applies));
    desk
}

/// The entries of a record in words.
pub fn worded(desk: &Desk, language: Language, titles: Titles) -> Vec<Event> {
    events(language, titles, &desk.incident, &found(desk), built_in())
}
