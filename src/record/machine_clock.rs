//! The clock of the machine against what else is known of the time: a steady clock that nobody can set, and the newest
//! time of a record. Pure: looks go in, what was found comes out.
//!
//! A step back is certain: no sleep makes a wall clock go back. A step forward is not: where the steady clock stands still
//! while the machine sleeps, both look the same, and a person says which it was.

use super::body::ClockNoticed;
use super::codes::ClockFinding;
use super::time::{MINUTE, Timestamp};

/// Steps below this are what time servers do every day, and no deadline is told to less than a minute. In milliseconds.
const STEP: i64 = 30_000;
/// A step forward that may have been sleep is asked about from here on, in milliseconds.
const SLEEP: i64 = 5 * MINUTE;
/// Clocks of two machines differ a little: a record may be this far ahead, in milliseconds.
pub const SKEW: i64 = 2 * MINUTE;

/// What was found, and since when it may have been so.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// As it goes into a record.
    pub noticed: ClockNoticed,
    /// False where the machine may just as well have slept: then nothing is recorded until a person says that it did not.
    pub certain: bool,
    /// What the clock showed when it was last in order.
    since: Timestamp,
}

impl Finding {
    fn new(cause: ClockFinding, seen_at: Timestamp, expected: Timestamp, since: Timestamp) -> Self {
        let seconds = seen_at.since(expected).saturating_add(500).div_euclid(1000);
        let bound = i64::from(i32::MAX);
        let difference_seconds = i32::try_from(seconds.clamp(-bound, bound)).unwrap_or_default();
        Self { noticed: ClockNoticed { cause, difference_seconds, expected, seen_at }, certain: true, since }
    }

    /// True when a record already says this: another tab saw the same jump, or the clock has been known to be wrong
    /// since before the newest entry that it is behind of.
    #[must_use]
    pub fn is_told_by(&self, told: &ClockNoticed) -> bool {
        if self.noticed.cause == ClockFinding::BehindRecord {
            return told.difference_seconds < 0 && told.expected >= self.noticed.expected;
        }
        // A tab opened in between saw no step, only that the record is ahead.
        if told.cause == ClockFinding::BehindRecord {
            let apart = told.seen_at.since(self.noticed.seen_at).abs();
            return self.noticed.difference_seconds < 0
                && apart <= 2 * MINUTE
                && told.expected <= self.noticed.expected;
        }
        // Another tab looks at another instant, at the latest a minute on: hidden tabs look that seldom.
        let difference = i64::from(self.noticed.difference_seconds) - i64::from(told.difference_seconds);
        told.cause == self.noticed.cause
            && difference.abs() <= 2
            && told.expected > self.since
            && told.expected.since(self.noticed.expected) <= 2 * MINUTE
    }
}

/// Looks at both clocks from time to time.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    last: Option<(Timestamp, i64)>,
}

impl Watch {
    /// What is found at `wall`, with the steady clock at `steady` milliseconds. `runs_asleep` says that the steady clock is
    /// known to run on while the machine sleeps; only then a step forward is certain.
    pub fn look(&mut self, wall: Timestamp, steady: i64, runs_asleep: bool) -> Option<Finding> {
        let (before, then) = self.last.replace((wall, steady))?;
        let expected = before.plus(steady.saturating_sub(then).max(0));
        let cause = match wall.since(expected) {
            step if step <= -STEP => ClockFinding::WentBack,
            step if step >= if runs_asleep { STEP } else { SLEEP } => ClockFinding::WentForward,
            _ => return None,
        };
        let certain = cause == ClockFinding::WentBack || runs_asleep;
        Some(Finding { certain, ..Finding::new(cause, wall, expected, before) })
    }
}

/// The finding that the clock shows `now` while something in the record was written at `newest`.
#[must_use]
pub fn behind(newest: Timestamp, now: Timestamp) -> Option<Finding> {
    let found = || Finding::new(ClockFinding::BehindRecord, now, newest, now);
    (newest.since(now) > SKEW).then(found)
}
