//! Which clocks have crossed a threshold between two instants: said once, politely, also after the machine has slept.

use super::board_clock::BoardClock;
use super::summary::Summary;
use crate::deadline::ClockState;
use crate::record::id::Id;
use crate::record::time::Timestamp;

/// A clock that has become due soon or overdue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crossing<'a> {
    /// Its incident.
    pub line: &'a Summary,
    /// The clock.
    pub clock: &'a BoardClock,
    /// True when it is overdue, false when it is due soon.
    pub overdue: bool,
}

impl Crossing<'_> {
    /// When it crossed.
    #[must_use]
    pub fn at(&self) -> Option<Timestamp> {
        if self.overdue { self.clock.due } else { self.clock.soon() }
    }
}

/// The open clocks that crossed a threshold after `from` and up to `to`, each with the last it crossed, next due first.
/// Exercises are left out but for the one that is open. Where `to` is not later than `from` there are none.
#[must_use]
pub fn crossings<'a>(board: &'a [Summary], here: Option<&Id>, from: Timestamp, to: Timestamp) -> Vec<Crossing<'a>> {
    let mut found = Vec::new();
    if to <= from {
        return found;
    }
    for line in board.iter().filter(|line| line.is_watched(here)) {
        for clock in line.clocks() {
            let state = clock.state(to);
            let overdue = state == ClockState::Overdue;
            if (overdue || state == ClockState::DueSoon) && clock.state(from) != state {
                found.push(Crossing { line, clock, overdue });
            }
        }
    }
    crate::record::order::sort(&mut found, &|a, b| a.clock.due < b.clock.due);
    found
}

/// What the system notifies of: whether any is overdue, and the newest crossing. Never of an exercise, even of the one
/// that is open: a notification does not say which incident it is about.
#[must_use]
pub fn notified(found: &[Crossing]) -> Option<(bool, Timestamp)> {
    let real = || found.iter().filter(|one| !one.line.exercise);
    let last = real().filter_map(Crossing::at).max()?;
    Some((real().any(|one| one.overdue), last))
}

/// What was said of clocks in this session, so that nothing is said twice.
///
/// The clock of the machine may be set back and pass the same instants again: each threshold of each due instant is
/// told once.
#[derive(Debug, Default)]
pub struct Told {
    looked: Option<Timestamp>,
    told: Vec<(Id, String, String, Timestamp, bool)>,
}

impl Told {
    /// What is to be said at `now`. Nothing on the first look: what is so already is shown on the page.
    pub fn look<'a>(&mut self, board: &'a [Summary], here: Option<&Id>, now: Timestamp) -> Vec<Crossing<'a>> {
        let Some(before) = self.looked.replace(now) else { return Vec::new() };
        let mut found = crossings(board, here, before, now);
        found.retain(|one| {
            let due = one.clock.due.unwrap_or_default();
            let key = (one.line.id.clone(), one.clock.regime.clone(), one.clock.stage.clone(), due, one.overdue);
            let new = !self.told.contains(&key);
            if new {
                self.told.push(key);
            }
            new
        });
        found
    }
}
