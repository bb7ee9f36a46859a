//! Holdfast: a calm, offline record and guide for security incident response.
//!
//! The folders are rooms, named after the work. Floors, ground first; a room may use the rooms on the floors below it:
//!
//! | Floor | Room | Owns |
//! |---|---|---|
//! | 1 | [`record`] | what happened: events, the append-only log, the fold to an incident, `decide` |
//! | 1 | [`data`] | the data files of all rooms, packed |
//! | 2 | [`playbook`] | what to do: phases, steps and gates, as data files |
//! | 2 | [`register`] | what else is recorded: tables of entries, described as data |
//! | 2 | [`deadline`] | by when: the rules as data, counting, clocks and their states |
//! | 2 | [`readiness`] | ready before it happens: the on-call roster and its gaps, who leads too much, training |
//! | 2 | [`assurance`] | what it proves: the audited controls, and what in a record evidences each |
//! | 3 | [`exchange`] | in and out: the record as JSON, backups, calendar files, the board summary |
//! | 4 | [`language`] | English and 简体中文: every visible word, dates, durations |
//! | 5 | [`notice`] | what is said to whom: contents, prefilling, what is missing, the text of a notice |
//! | 6 | [`form`] | what is asked: every form as data, from what was typed to a command |
//! | 7 | [`report`] | what is handed on: the shift handover and the incident report, for each reader |
//! | 8 | `browser` | the outside world: storage, clock, randomness, files, tabs |
//! | 9 | `session` | one tab at work: acting, saving, hearing from other tabs |
//! | 10 | `ui` | what a person sees: pages, forms, widgets |
//!
//! A room for later work (`review`) is added beside `deadline`.
//! Floors 1 to 7 are pure: no clock, no randomness, no input or output, no web crate. The compiler proves it
//! (`--no-default-features` has no web crate in its graph) and `tests/floors.rs` holds the import rules.
//!
//! One way through the house:
//!
//! ```text
//! a person acts -> Command -> decide(incident, command, now) -> events | refusal
//! events -> journal (durable) -> apply(incident, event, log) -> signals -> view
//! ```

// First, for its `msg!`.
#[macro_use]
pub mod language;

pub mod assurance;
pub mod data;
pub mod deadline;
pub mod exchange;
pub mod form;
pub mod notice;
pub mod playbook;
pub mod readiness;
pub mod record;
pub mod register;
pub mod report;

#[cfg(feature = "web")]
pub mod browser;
#[cfg(feature = "web")]
pub mod session;
#[cfg(feature = "web")]
pub mod ui;
