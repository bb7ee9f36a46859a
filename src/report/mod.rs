//! What is handed on: the shift handover and the incident report, written from the record.
//!
//! - [`document`]: a document as data; [`markdown`] and [`html`] write it, a page can draw it
//! - [`redact`]: readers, what is refused to them, and the pseudonyms
//! - [`handover`]: for the next shift; [`incident`]: the report, for three readers, by `layout.json`, which says in what
//!   order and who sees what; `facts` reads what it names with the words of forms and registers
//!
//! Invariant: a document follows from the record, the rules, the instant and the reader alone, byte for byte.

pub mod document;
mod facts;
pub mod handover;
pub mod html;
pub mod incident;
pub mod markdown;
mod page;
pub mod redact;

pub use document::{Document, Part, Text};
pub use handover::{handover, last_handover};
pub use incident::report;
pub use page::Source;
pub use redact::Reader;
