//! Drives Holdfast in Chromium, Firefox and WebKit as a person would: by role and accessible name.
//!
//! Invariant: nothing here sleeps for a fixed time; every wait looks again within 60 ms and ends at a deadline.
#![forbid(unsafe_code)]

pub mod act;
pub mod app;
pub mod axe;
pub mod bench;
pub mod duty;
pub mod engine;
#[path = "../../../src/bin/pack/held.rs"]
mod held;
pub mod incident;
pub mod keys;
pub mod look;
pub mod loss;
mod options;
pub mod other_build;
pub mod pdf;
pub mod places;
pub mod plain;
pub mod process;
pub mod proxy;
pub mod quick;
pub mod rules;
pub mod run;
pub mod screenshot;
pub mod server;
pub mod setup;
pub mod tabs;
pub mod temp;
pub mod told;
pub mod vendor;
pub mod viewport;

pub use app::App;
pub use engine::{Browser, Engine};
pub use incident::Fill;
pub use keys::{Composition, Focus};
pub use loss::{KillableBrowser, SelfDriven};
pub use proxy::Proxy;
pub use server::Server;
pub use setup::{Edition, Profile, Setup};
pub use told::Found;
