//! Shared by the native suites: repeatable randomness, a desk that acts, a whole incident, random walks, forged lines.
// Each suite compiles this for itself and uses its own part; a helper that fails is a failed test.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod acts;
pub mod beside;
pub mod desk;
pub mod dice;
pub mod duties;
pub mod entries;
pub mod facts;
pub mod forge;
pub mod forms;
pub mod measured;
pub mod needs;
pub mod notices;
pub mod registers;
pub mod reported;
pub mod review;
pub mod screen;
pub mod storm;
pub mod story;
pub mod walk;
pub mod zones;

use holdfast::record::time::{Moment, Timestamp};
use proptest::test_runner::RngSeed;

/// How many cases a property runs: ten times as many with `HOLDFAST_SOAK=1`.
pub fn cases(count: u32) -> u32 {
    match std::env::var("HOLDFAST_SOAK").is_ok_and(|value| value == "1") {
        true => count * 10,
        false => count,
    }
}

/// What the random tests begin from: always the same, unless `HOLDFAST_SEED` sends them elsewhere.
pub fn seed() -> u64 {
    std::env::var("HOLDFAST_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0x0558)
}

/// Settings of the property tests: repeatable, scaled by [`cases`].
pub fn property(count: u32) -> proptest::test_runner::Config {
    proptest::test_runner::Config {
        cases: cases(count),
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(seed()),
        max_shrink_iters: 400,
        ..proptest::test_runner::Config::default()
    }
}

/// An instant, as `2026-11-20T09:00:00.000Z`.
pub fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).expect("a timestamp")
}

/// An exact moment typed in UTC.
pub fn moment(at: Timestamp) -> Moment {
    Moment::exact(at, "UTC", 0)
}
