//! What is said to whom: what a notice must contain, what the record already says, what is missing, and its text.
//!
//! - [`content`]: the points a notice may state, with their names and questions in both languages
//! - [`asked`]: which of them a stage of a rule asks for
//! - [`prefill`]: what the record already says on a point
//! - [`missing`]: what is missing (gate G7): listed, sending is never blocked
//! - [`notices`]: the notices of an incident: draft, approval, what was sent
//! - [`text`]: a draft as plain text and as Markdown
//! - [`control_pack`]: for an auditor, what in the record evidences each control
//!
//! It stands above `language`, as a notice is written in the words of its reader. Nothing here is stored but what a
//! person sends.

pub mod asked;
pub mod content;
pub mod control_pack;
pub mod missing;
pub mod prefill;
pub mod text;

pub use crate::record::notice::{Notice, notice, notices};
pub use asked::{Asked, Need, asked, asked_in, asked_of};
pub use content::{Item, item};
pub use missing::{APPROVER, missing};
