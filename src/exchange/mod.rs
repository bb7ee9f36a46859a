//! In and out: the record as JSON, the backup of everything, calendar files, the board's lines with their clocks,
//! how long an incident took.
//!
//! Invariant: what comes from outside is checked whole before anything is kept; a refused file changes nothing.
//! Other formats (CACAO, STIX, …) come as one file each beside these.

pub mod backup;
pub mod board_clock;
pub mod crossing;
pub mod csv;
pub mod csv_read;
pub mod derived;
mod duties;
pub mod icalendar;
pub mod import;
pub mod metrics;
pub mod record_json;
pub mod summary;
