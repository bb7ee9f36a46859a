//! What happened: events, the append-only log, the fold to an incident, and what may happen next.
//!
//! Invariant: nothing here reads a clock, makes randomness, stores, draws or knows a language.
//! Invariant: an event is never changed after it is written; only its content can be erased.
//! Invariant: `apply` is total and never fails; a refused command changes nothing.

pub mod apply;
pub mod bilingual;
mod bodies;
pub mod body;
pub mod canonical;
mod check;
pub mod civil;
pub mod codes;
pub mod decide;
pub mod digest;
mod entry_check;
pub mod event;
pub mod evidence;
pub mod gate;
pub mod id;
pub mod incident;
pub mod json;
pub mod json_text;
pub mod log;
pub mod machine_clock;
pub mod map;
pub mod notice;
pub mod order;
pub mod organisation;
pub mod refusal;
pub mod register;
pub mod review;
mod ruling;
pub mod stated;
mod statement;
pub mod terms;
pub mod time;
pub mod variant;
