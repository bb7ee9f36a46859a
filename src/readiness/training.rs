//! Yearly training, as attested: who is current, and what changed since somebody's last refresher (R-010, B-08, B-09).

use super::{Fault, Why, day, day_of};
use crate::record::codes::codes;
use crate::record::gate::same_person;
use crate::record::time::{Civil, DAY, Timestamp};

/// For how many days an attestation is good: it has expired once it is older.
pub const GOOD_FOR: i64 = 365;
/// How many days before it expires the next one is due.
pub const DUE_WITHIN: i64 = 30;

codes! {
    /// Where a person stands in one kind of training.
    Standing { /// Attested, with more than 30 days left.
        Current = "current", /// Attested, with 30 days left or fewer.
        Due = "due", /// The newest attestation is older than 365 days.
        Expired = "expired", /// Never attested.
        Never = "never" }
}

/// That a person did a training on a day. Nothing more is kept of it (B-09).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attestation<'a> {
    /// Who was trained.
    pub person: &'a str,
    /// Code of the kind of training.
    pub kind: &'a str,
    /// The day, `YYYY-MM-DD`.
    pub date: &'a str,
}

/// The training of one person in one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Training {
    /// Where the person stands today.
    pub standing: Standing,
    /// The day of the newest attestation.
    pub last: Option<Civil>,
    /// The last day on which it is good.
    pub until: Option<Civil>,
}

/// The attestations that cannot be read, and why. They attest nothing.
#[must_use]
pub fn faults(attestations: &[Attestation], today: Civil) -> Vec<Fault> {
    let found = attestations.iter().enumerate();
    found.filter_map(|(place, one)| Some(Fault { place, why: read(one, today).err()? })).collect()
}

/// Where a person stands in one kind of training on a day.
#[must_use]
pub fn training(attestations: &[Attestation], person: &str, kind: &str, today: Civil) -> Training {
    let own = attestations.iter().filter(|one| one.kind == kind && same_person(one.person, person));
    let last = own.filter_map(|one| read(one, today).ok()).max();
    let standing = match last.map(|last| last + GOOD_FOR - day_of(today)) {
        None => Standing::Never,
        Some(..0) => Standing::Expired,
        Some(0..=DUE_WITHIN) => Standing::Due,
        Some(_) => Standing::Current,
    };
    let date = |day: i64| Timestamp(day.saturating_mul(DAY)).civil(0);
    Training { standing, last: last.map(date), until: last.map(|last| date(last + GOOD_FOR)) }
}

/// The places of the changes to procedures that a refresher has yet to tell a person: those from the day of the last one
/// on, all where there was none. A day that cannot be read counts: better told twice than not at all.
#[must_use]
pub fn since_last_refresher(changes: &[&str], last: Option<Civil>) -> Vec<usize> {
    let told = |date: &str| last.zip(day(date)).is_some_and(|(last, date)| date < day_of(last));
    changes.iter().enumerate().filter(|(_, date)| !told(date)).map(|(place, _)| place).collect()
}

/// The day of an attestation.
fn read(one: &Attestation, today: Civil) -> Result<i64, Why> {
    if one.person.trim().is_empty() {
        return Err(Why::Person);
    }
    if one.kind.is_empty() {
        return Err(Why::Kind);
    }
    match day(one.date).ok_or(Why::Date)? {
        day if day > day_of(today) => Err(Why::Ahead),
        day => Ok(day),
    }
}
