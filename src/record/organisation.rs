//! The record of the organisation: services, roster, contacts, training, exercises. It is a log like that of an incident,
//! with the same history, merging, erasure and export; only its beginning is not written by anybody.
//!
//! Its first event is the same on every machine, byte for byte, so that what two people keep on two machines is one
//! record as soon as one reads the file of the other.

use super::body::Opened;
use super::codes::{Mode, Tlp};
use super::event::{Author, EVENT_FORMAT, Event, Header};
use super::id::Id;
use super::incident::Incident;
use super::time::Timestamp;

/// The bytes of its id, the same on every machine, and the id as text.
const BYTES: [u8; 16] = *b"holdfast-org-rec";
const ID: &str = "686f6c64-6661-4374-ad6f-72672d726563";

/// Its title, as it is stored.
pub const TITLE: &str = "Organisation";

/// The id of the record.
#[must_use]
pub fn id() -> Id {
    Id::from_random(BYTES)
}

/// True for the id of the record of the organisation.
#[must_use]
pub fn is(id: &Id) -> bool {
    id.as_str() == ID
}

impl Incident {
    /// True for the record of the organisation.
    #[must_use]
    pub fn is_organisation(&self) -> bool {
        self.id.as_ref().is_some_and(is)
    }
}

/// Its first event.
#[must_use]
pub fn root() -> Option<Event> {
    let header = Header {
        author: Author { device: String::new(), name: "Holdfast".to_owned(), role: String::new() },
        content_digest: String::new(),
        counter: 1,
        format: EVENT_FORMAT,
        id: id(),
        incident: id(),
        kind: String::new(),
        known: None,
        occurred: None,
        parents: Vec::new(),
        recorded: Timestamp(0),
        sequence: 1,
        writer: "0".repeat(16),
    };
    let opened = Opened {
        mode: Mode::Real,
        playbook: String::new(),
        playbook_version: String::new(),
        title: TITLE.to_owned(),
        tlp: Tlp::Amber,
    };
    Event::write(header, opened.into(), [0; 16]).ok()
}
