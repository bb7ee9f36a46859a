//! Evidence beyond the event that noted it: its details, who holds it, whether it was checked again, how long it is kept.
//!
//! Read from the entries of registers, whose codes stand in the data of the room `register`.

use super::id::Id;
use super::incident::Incident;
use super::register::RegisterEntry;
use super::time::{DAY, Moment, Precision, Timestamp};

/// A retention that ends within so many days is warned of.
pub const AHEAD: i64 = 14;

/// A retention to be warned of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retention {
    /// It ends in so many days, 0 for today.
    Ends(i64),
    /// It has ended.
    Ended,
}

impl Incident {
    /// The entry of a register that stands about a piece of evidence: of several the one that happened last, or was
    /// changed last where they do not say when.
    #[must_use]
    pub fn of_evidence(&self, register: &str, evidence: &Id) -> Option<&RegisterEntry> {
        let about = |one: &&RegisterEntry| {
            one.register == register && one.stands() && one.text("evidence") == evidence.as_str()
        };
        let at = |one: &&RegisterEntry| (one.moment("at").and_then(|moment| moment.at), one.touched);
        self.registers.iter().filter(about).max_by_key(at)
    }
}

/// What is to be said at `now` of evidence that is kept until a moment. One known to the day ends with that day, in the zone
/// it was stated in. `None` where nothing is, or the moment is not known.
#[must_use]
pub fn retention(until: &Moment, now: Timestamp) -> Option<Retention> {
    let at = until.at?;
    let end = if until.precision == Precision::Date { at.plus(DAY) } else { at };
    if end.since(now) <= 0 {
        return Some(Retention::Ended);
    }
    // Days begun: what ends in 14 days less an hour ends in 14 days.
    let days = (at.since(now) + DAY - 1).div_euclid(DAY);
    (days <= AHEAD).then_some(Retention::Ends(days))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Moment, Precision, Retention, Timestamp, retention};

    #[test]
    fn a_retention_is_warned_of_in_time() {
        let at = |text: &str| Timestamp::parse(text).unwrap();
        let until = |text: &str, precision| Moment { precision, ..Moment::exact(at(text), "Europe/Berlin", 60) };
        // 10 December in Berlin.
        let day = until("2026-12-09T23:00:00.000Z", Precision::Date);
        let minute = until("2026-12-10T15:30:00.000Z", Precision::Exact);
        let table = [
            (&day, "2026-11-25T22:59:59.999Z", None),
            (&day, "2026-11-25T23:00:00.000Z", Some(Retention::Ends(14))),
            (&day, "2026-11-26T22:59:59.999Z", Some(Retention::Ends(14))),
            (&day, "2026-12-08T23:00:00.000Z", Some(Retention::Ends(1))),
            (&day, "2026-12-09T22:59:59.999Z", Some(Retention::Ends(1))),
            (&day, "2026-12-09T23:00:00.000Z", Some(Retention::Ends(0))),
            (&day, "2026-12-10T22:59:59.999Z", Some(Retention::Ends(0))),
            (&day, "2026-12-10T23:00:00.000Z", Some(Retention::Ended)),
            (&minute, "2026-11-26T15:29:59.999Z", None),
            (&minute, "2026-11-26T15:30:00.000Z", Some(Retention::Ends(14))),
            (&minute, "2026-12-10T15:29:59.999Z", Some(Retention::Ends(1))),
            (&minute, "2026-12-10T15:30:00.000Z", Some(Retention::Ended)),
            (&minute, "2027-01-01T00:00:00.000Z", Some(Retention::Ended)),
        ];
        for (until, now, expected) in table {
            assert_eq!(retention(until, at(now)), expected, "{now}");
        }
        assert_eq!(retention(&Moment::unknown("UTC"), at("2026-12-10T23:00:00.000Z")), None);
    }
}
