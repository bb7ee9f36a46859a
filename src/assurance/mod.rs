//! What it proves: the controls of the source's audit tables, and what in a record evidences each.
//!
//! - [`map`]: both editions of the audit table as data, the kinds of evidence for each control, the sources' references
//! - [`evidence`]: how each kind is read from an incident
//!
//! Invariant: nothing here says that a control is met. It names what a record holds, or that it holds nothing; the dates
//! of the tables are history and are never shown without saying so.

pub mod evidence;
pub mod map;

pub use evidence::{Evidence, evidence_of};
pub use map::{Control, ControlMap, Edition, Flag, Kind, Row, control_map};
