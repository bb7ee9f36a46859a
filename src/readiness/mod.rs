//! Ready before it happens: who is on call and when nobody is, who leads too much, whose training has run out.
//!
//! - [`roster`]: shifts on the wall clock of their zone, who holds them at an instant, and the gaps to come
//! - [`of_record`]: both as the record of the organisation holds them
//! - [`learned`]: what incidents changed, for everybody to hear of (B-01)
//! - [`overload`]: who leads more than one open incident
//! - [`training`]: yearly attestations, and the changes since the last refresher (R-010, B-08, B-09)
//!
//! Invariant: an entry that cannot be read covers nobody and attests nothing, and is told with its place and the reason:
//! a mistake may show a gap that is none, never hide one.

pub mod learned;
pub mod of_record;
pub mod overload;
pub mod roster;
pub mod training;

use crate::record::codes::codes;
use crate::record::time::{Civil, DAY};

codes! {
    /// Why an entry is not counted: the field that is wrong, and how.
    Why { /// The team is not named.
        Team = "team", /// The person is not named.
        Person = "person", /// The kind of training is not named.
        Kind = "kind", /// No day of the week, or one that is none.
        Days = "days", /// The zone is not in the database.
        Zone = "zone", /// The start is not a time of day as `HH:MM`.
        From = "from", /// The end is not a time of day as `HH:MM`.
        To = "to", /// The first day is not a date as `YYYY-MM-DD`.
        ValidFrom = "valid_from", /// The last day is not a date as `YYYY-MM-DD`.
        ValidTo = "valid_to", /// The last day is before the first.
        Validity = "validity", /// The day is not a date as `YYYY-MM-DD`.
        Date = "date", /// The day is still to come: nothing can be attested ahead.
        Ahead = "ahead" }
}

/// An entry that is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its place among the entries given, from 0.
    pub place: usize,
    /// What is wrong.
    pub why: Why,
}

/// The day of a reading: days since 1970-01-01.
fn day_of(civil: Civil) -> i64 {
    civil.as_utc().0.div_euclid(DAY)
}

/// Reads a date in its one form, `YYYY-MM-DD`, in the years 1900 to 2200.
fn day(text: &str) -> Option<i64> {
    Civil::parse(text, "00:00").filter(|civil| civil.date() == text).map(day_of)
}
