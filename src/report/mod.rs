//! What is handed on: the shift handover and the incident report, written from the record.
//!
//! - [`document`]: a document as data; [`markdown`] and [`html`] write it, a page can draw it
//! - [`redact`]: who sees what of which fact, and the pseudonyms
//! - [`handover`]: for the next shift; [`incident`]: the report, for three readers
//!
//! Invariant: a document follows from the record, the rules, the instant and the reader alone, byte for byte.

pub mod document;
pub mod handover;
pub mod html;
pub mod incident;
pub mod markdown;
mod page;
pub mod redact;

pub use document::{Document, Part, Text};
pub use handover::handover;
pub use incident::report;
pub use page::Source;
pub use redact::Reader;
