//! The outside world: clock, randomness, storage, files, tabs, and the page the app lives in.
//!
//! Invariant: nothing here knows a rule of incident response; it moves text in and out and says when that failed.
//! Invariant: nothing here panics. What a browser lacks is an `Option`, an error, or nothing at all.
//! Invariant: no request leaves the machine.
//! Invariant: "done" from the [`journal`] means on the disk. [`local`] is quick and may be lost with the browser.
//!
//! [`Store`] is the one the app keeps: the journal, or [`memory`] where the browser gives no storage.
//! Listeners and timers end when their guard is dropped.

mod dump;
mod error;
mod js;

pub mod clock;
pub mod entropy;
pub mod files;
pub mod hash;
pub mod journal;
pub mod listen;
pub mod local;
pub mod memory;
pub mod notification;
pub mod page;
pub mod storage_status;
pub mod store;
pub mod tabs;
pub mod timer;
pub mod unpack;

pub use clock::IntlZones;
pub use error::StoreError;
pub use files::{ContinuousFile, FileError};
pub use journal::{EventLine, Journal, incident_of, key};
pub use listen::Listener;
pub use memory::Memory;
pub use storage_status::Engine;
pub use store::Store;
pub use tabs::{TabMessage, Tabs};
pub use timer::Timer;
