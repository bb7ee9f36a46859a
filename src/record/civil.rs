//! From what was typed to an instant: a local time that occurs twice asks which, one that never occurs is refused.

use super::time::{Civil, DAY, MINUTE, Timestamp};

/// The zone database, from outside. Offsets are minutes east of UTC.
pub trait Zones {
    /// Offset of a zone at an instant; `None` when the zone is not known.
    fn offset_minutes(&self, zone: &str, at: Timestamp) -> Option<i32>;
}

/// What a typed local time means in its zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// One instant, with its offset in minutes.
    One(Timestamp, i32),
    /// Clocks went back: two instants, the earlier first, each with its offset in minutes.
    Two((Timestamp, i32), (Timestamp, i32)),
    /// Clocks went forward over it: the last minute before the gap and the first after it.
    None {
        /// Last wall-clock minute before the gap.
        before: Civil,
        /// First wall-clock minute after the gap.
        after: Civil,
    },
    /// The zone is not in the database.
    UnknownZone,
}

/// Finds the instants at which the wall clock of `zone` shows `civil`.
#[must_use]
pub fn resolve(zones: &dyn Zones, zone: &str, civil: Civil) -> Resolution {
    let as_utc = civil.as_utc();
    // Offsets lie within a day of UTC, so both sides of any change near this reading are sampled.
    let (Some(early), Some(late)) =
        (zones.offset_minutes(zone, as_utc.plus(-DAY)), zones.offset_minutes(zone, as_utc.plus(DAY)))
    else {
        return Resolution::UnknownZone;
    };
    let mut found: Vec<(Timestamp, i32)> = Vec::new();
    let mut offsets = vec![early, late];
    offsets.extend(zones.offset_minutes(zone, as_utc));
    for offset in offsets {
        let at = as_utc.plus(-i64::from(offset) * MINUTE);
        if zones.offset_minutes(zone, at) == Some(offset) && !found.contains(&(at, offset)) {
            found.push((at, offset));
        }
    }
    super::order::sort(&mut found, &|a, b| a < b);
    match found.as_slice() {
        [] => {
            let change = change_between(zones, zone, as_utc.plus(-DAY), as_utc.plus(DAY), early);
            let after = zones.offset_minutes(zone, change).unwrap_or(late);
            Resolution::None { before: change.civil(early).minute_before(), after: change.civil(after) }
        }
        [one] => Resolution::One(one.0, one.1),
        [first, .., last] => Resolution::Two(*first, *last),
    }
}

/// The first minute after `low` at which the offset is no longer `offset`, found by halving.
fn change_between(zones: &dyn Zones, zone: &str, low: Timestamp, high: Timestamp, offset: i32) -> Timestamp {
    let (mut low, mut high) = (low.0.div_euclid(MINUTE), high.0.div_euclid(MINUTE));
    while high - low > 1 {
        let middle = i64::midpoint(low, high);
        if zones.offset_minutes(zone, Timestamp(middle * MINUTE)) == Some(offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    Timestamp(high * MINUTE)
}
