//! What a contract, a policy or a card scheme asks for: the terms of a clock of one's own.

use super::canonical::canonical;
use super::codes::{Counted, Counterparty};
use super::digest::sha256;
use super::json::Json as _;
use super::refusal::Refusal;

/// What the code of every clock of one's own begins with.
pub const OWN: &str = "own-";

/// The longest length, in whatever unit.
pub const MAX_LENGTH: usize = 9999;

/// The terms of a clock of one's own: who is told, counted from what, how long, and where that is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    /// Anchor code it runs from.
    pub anchor: String,
    /// Date of the contract, `YYYY-MM-DD`; empty where not said.
    pub dated: String,
    /// Code of the holiday calendar for business days; empty where only weekends are skipped.
    pub holidays: String,
    /// How many units, 1 to [`MAX_LENGTH`].
    pub length: usize,
    /// Its name.
    pub name: String,
    /// With whom it is agreed.
    pub party: Counterparty,
    /// Title of the contract, and its clause.
    pub source: String,
    /// Of what.
    pub unit: Counted,
    /// IANA zone in which its days end; empty where it is the zone in which the anchor was typed.
    pub zone: String,
}
crate::json_struct! { Terms { anchor, dated, holidays, length, name, party, source, unit, zone } }

impl Terms {
    /// The code under which it is decided on, filed and waived: a digest of the terms, so that one code never stands for
    /// two sets of terms, whoever wrote them down.
    #[must_use]
    pub fn code(&self) -> String {
        let written = canonical(&self.to_json()).unwrap_or_default();
        [OWN, &sha256(written.as_bytes())[..16]].concat()
    }
}

/// Checks terms before they are kept: what is counted from what, and where that is written.
///
/// # Errors
/// A [`Refusal`] naming field and reason.
pub fn checked(terms: &Terms) -> Result<(), Refusal> {
    super::check::terms(terms)
}
