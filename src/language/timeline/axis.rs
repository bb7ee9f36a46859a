//! The time axis of the drawn timeline: which stretch is drawn, where an instant falls in it, and where it is labelled.

use crate::record::codes::Phase;
use crate::record::incident::{Incident, Stay};
use crate::record::time::{DAY, HOUR, MINUTE, Timestamp};

/// Lengths between two labels, the shortest first.
const STEPS: [i64; 14] = [
    5 * MINUTE,
    10 * MINUTE,
    30 * MINUTE,
    HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    14 * DAY,
    28 * DAY,
    91 * DAY,
    364 * DAY,
];

/// The length of an axis, in hundredths of a per cent.
pub const WHOLE: usize = 10_000;

/// The most labels on an axis.
const LABELS: i64 = 8;

/// A stretch of time, both ends within it, at least a minute long.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Axis {
    /// Where it begins.
    pub from: Timestamp,
    /// Where it ends.
    pub to: Timestamp,
}

/// How much is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zoom {
    /// Everything.
    Whole,
    /// One stay in a phase, or the time before, between or after.
    Phase,
    /// A day of the viewer's zone.
    Day,
    /// An hour of it.
    Hour,
}

impl Zoom {
    /// All of them, from the widest.
    pub const ALL: [Self; 4] = [Self::Whole, Self::Phase, Self::Day, Self::Hour];
}

impl Axis {
    /// From one instant to another.
    #[must_use]
    pub fn new(from: Timestamp, to: Timestamp) -> Self {
        Self { from, to: to.max(from.plus(MINUTE)) }
    }

    /// Where an instant falls, 0 to [`WHOLE`]; what lies outside falls on an end.
    #[must_use]
    pub fn share(self, at: Timestamp) -> usize {
        let length = self.to.since(self.from).max(1);
        let gone = at.since(self.from).clamp(0, length);
        usize::try_from(gone.saturating_mul(WHOLE as i64) / length).unwrap_or(0)
    }

    /// True when some of the stretch from `at` to `to` lies within.
    #[must_use]
    pub fn meets(self, at: Timestamp, to: Timestamp) -> bool {
        at <= self.to && to >= self.from
    }

    /// The instants that are labelled, at most nine, and whether a day or more lies between them. They stand at full
    /// steps of the wall clock `offset` minutes from UTC.
    #[must_use]
    pub fn labels(self, offset: i32) -> (Vec<Timestamp>, bool) {
        let length = self.to.since(self.from);
        let fits = |step: &&i64| length / **step <= LABELS;
        // Of centuries every so many years.
        let step = STEPS.iter().find(fits).copied().unwrap_or_else(|| length / LABELS + 1);
        let offset = i64::from(offset) * MINUTE;
        let first = (self.from.0 + offset + step - 1).div_euclid(step) * step - offset;
        let at = (0..=LABELS).map(|place| Timestamp(first.saturating_add(place * step)));
        (at.filter(|at| *at <= self.to).collect(), step >= DAY)
    }

    /// What is drawn around an instant: `self` is everything. The day and the hour are those of a wall clock `offset`
    /// minutes from UTC.
    #[must_use]
    pub fn around(self, zoom: Zoom, incident: &Incident, at: Timestamp, offset: i32) -> Self {
        let full = |length: i64| {
            let offset = i64::from(offset) * MINUTE;
            let from = Timestamp((at.0 + offset).div_euclid(length) * length - offset);
            Self::new(from, from.plus(length - 1))
        };
        match zoom {
            Zoom::Whole => self,
            Zoom::Phase => self.stay(incident, at),
            Zoom::Day => full(DAY),
            Zoom::Hour => full(HOUR),
        }
    }

    /// The stay in a phase begun last of those that hold the instant; outside of all, the time between two stays.
    fn stay(self, incident: &Incident, at: Timestamp) -> Self {
        let end = |stay: &Stay| stay.closed.unwrap_or(self.to.max(at));
        let (mut found, mut from, mut to): (Option<Self>, _, _) = (None, self.from.min(at), self.to.max(at));
        for stay in stays(incident).map(|(_, stay)| stay) {
            if stay.opened > at {
                to = to.min(stay.opened);
            } else if end(stay) < at {
                from = from.max(end(stay));
            } else if found.is_none_or(|found| found.from <= stay.opened) {
                found = Some(Self::new(stay.opened, end(stay)));
            }
        }
        found.unwrap_or_else(|| Self::new(from, to))
    }
}

/// Every stay, phase by phase.
pub fn stays(incident: &Incident) -> impl Iterator<Item = (Phase, &Stay)> {
    incident.phases.iter().flat_map(|(phase, stays)| stays.iter().map(|stay| (*phase, stay)))
}
