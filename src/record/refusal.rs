//! Why a command was refused: the field it concerns and a reason the language room puts in words.

use super::codes::GateCode;

/// A refused command. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Field of the form the reason belongs to; empty when it concerns the whole command.
    pub field: &'static str,
    /// The reason.
    pub why: Why,
}

/// Reasons for refusing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// A needed text is empty.
    Empty,
    /// Longer than [`super::decide::MAX_TEXT`] bytes; offered as a file instead.
    TooLong,
    /// A choice is missing.
    NothingChosen,
    /// A time is missing or contradicts its own precision.
    TimeMissing,
    /// This time must be known at least to the minute, with its zone.
    TimeTooVague,
    /// Not a whole number that a clock can count, at most [`super::terms::MAX_LENGTH`].
    NotALength,
    /// Not a time of day as `HH:MM`.
    NotAClock,
    /// Not a whole number in digits.
    NotANumber,
    /// Less than the number it may not fall below.
    LessThanLeast,
    /// Lies in the future.
    InFuture,
    /// Ends before it begins.
    EndsBeforeStart,
    /// The verifier is the implementer.
    SamePerson,
    /// A compliance event needs confidentiality, integrity and availability all answered "no".
    NotCompliance,
    /// A gate holds, with what is missing.
    Gate(GateCode, Vec<&'static str>),
    /// The incident is on legal hold.
    Held,
    /// There is no legal hold to release, no declaration to withdraw, nothing to reopen.
    NothingToDo,
    /// What it refers to is not in this record.
    NoSuchTarget,
    /// Its content was erased already, or is a tombstone itself.
    CannotErase,
    /// A clock, a hold or a phase hangs on it: correct it first.
    CarriesState,
    /// The incident is closed: reopen it first.
    IsClosed,
    /// This tab may only read: a newer version has changed the store.
    ReadOnly,
    /// A post-mortem is expected here; waiving it needs an approver.
    ApproverNeeded,
}

impl Refusal {
    /// A refusal that concerns one field.
    #[must_use]
    pub fn at(field: &'static str, why: Why) -> Self {
        Self { field, why }
    }

    /// A refusal of the whole command.
    #[must_use]
    pub fn whole(why: Why) -> Self {
        Self { field: "", why }
    }
}
