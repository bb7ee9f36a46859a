//! In and out: the record as JSON, the backup of everything, calendar files, the board summary.
//!
//! Invariant: what comes from outside is checked whole before anything is kept; a refused file changes nothing.
//! Other formats (CACAO, CSV, STIX, …) come as one file each beside these.

pub mod backup;
pub mod derived;
pub mod icalendar;
pub mod import;
pub mod record_json;
pub mod summary;
