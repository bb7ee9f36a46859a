//! What is asked: every form as data, and the way from what was typed to a command.
//!
//! Invariant: a form knows no browser; the same definitions serve the screen, the sample and the tests.
//! To add a form: a [`FormCode`], its fields in [`fields`], its command in [`command`].

pub mod command;
mod duty;
mod entry;
pub mod fields;
mod notice;
pub mod own;
pub mod sample;
pub mod secret;
pub mod spec;
pub mod table;
pub mod team;
pub mod time_input;
pub mod values;
mod words;

pub use command::{Asking, command};
pub use fields::form;
pub use spec::{Choice, Field, Form, FormCode, Kind, Label};
pub use values::{FieldProblem, Problem, TimeInput, Value, Values, Which};
pub use words::problem_text;
