//! What is handed on: the shift handover and the incident report, written from the record.
//!
//! - [`document`]: a document as data; [`markdown`] and [`html`] write it, a page draws it
//! - [`redact`]: readers, what is refused to them, and the pseudonyms
//! - [`incident`]: the report, for three readers; [`handover`]: that for the next shift, and the tables of its own. What
//!   stands where in both, and who sees it, says `layout.json`; `facts` reads what it names with the words of forms and
//!   registers
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

pub use document::{Document, Mark, Piece, Sink};
pub use handover::{handover, last_handover};
pub use incident::report;
pub use page::Source;
pub use redact::Reader;
