//! By when: the rules as data, the counting, and the clocks of an incident.
//!
//! - [`pack`]: what a rule is; [`read`]: the strict reader; [`built_in`]: the rules that come with the app;
//!   [`in_force`]: those or a newer pack; [`update`]: whether a newer pack may rule, and which deadlines it moves
//! - [`day`], [`count`], [`calendar`]: from an anchor and a length to an instant
//! - [`choose`]: which rules may apply, from answers to a few questions
//! - [`obligation`]: every stage of every rule of an incident, and where it stands; [`contract`]: the contract clock;
//!   [`promise`]: the update that a notice promises; [`own`]: clocks of one's own contracts, and the internal update
//! - `unanswered`: the notices that a record must still answer before it is archived
//! - [`profile`]: what an organisation keeps for incidents to come
//!
//! Invariant: arithmetic of hours is on instants, of days on the calendar of the rule's own zone. `now` comes in,
//! nothing ticks here. Where a rule leaves room the earlier instant is taken: a date may be early, never late.
//!
//! Zones come in through [`crate::record::civil::Zones`]. In the browser `Intl` answers for every zone and costs no
//! bytes, so no zone database is shipped; chrono-tz is the judge in the tests.

pub mod built_in;
pub mod calendar;
pub mod choose;
pub mod contract;
pub mod count;
pub mod day;
pub mod in_force;
pub mod obligation;
mod of_incident;
pub mod own;
pub mod pack;
pub mod profile;
pub mod promise;
pub mod read;
mod reader;
mod unanswered;
pub mod update;

pub use contract::{CONTRACT, Clock, ClockState, Rule, awareness_gap, clocks, contract_clock, is_long, ruled_clock};
pub use of_incident::{is_named, obligations, obligations_under};
pub use unanswered::unanswered;
