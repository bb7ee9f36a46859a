//! A newer rule pack beside the one in force: whether it may take its place, and which deadlines it moves.

use super::contract::CONTRACT;
use super::obligation::Obligation;
use super::obligations;
use super::pack::{Length, Pack, Unit};
use super::read::{Fault, Problem, read};
use crate::record::civil::Zones;
use crate::record::codes::Applicability;
use crate::record::incident::Incident;
use crate::record::time::Timestamp;

/// Reads a pack that is to take the place of the one in force: a whole pack, of a newer edition.
///
/// # Errors
/// What is wrong, and where; at least one [`Problem`].
pub fn read_newer(text: &str, held: &Pack) -> Result<Pack, Vec<Problem>> {
    let pack = read(text)?;
    let wrong = |place: &str, fault| vec![Problem { place: place.to_owned(), fault }];
    // Editions are dates, `YYYY-MM-DD`.
    if pack.edition <= held.edition {
        return Err(wrong("edition", Fault::NotNewer(pack.edition, held.edition.clone())));
    }
    match keeps_contract(&pack) {
        true => Ok(pack),
        false => Err(wrong(&[CONTRACT.regime, CONTRACT.stage].join("/"), Fault::Fixed)),
    }
}

/// Stands for the edition of stored rules that cannot be read.
pub const UNREADABLE: &str = "?";

/// Reads the pack that a person has put in force on an earlier visit, by a build whose own rules are these.
///
/// # Errors
/// The edition of a pack that is set aside since the own one is as new or newer, or [`UNREADABLE`].
pub fn recall(text: &str, own: &Pack) -> Result<Pack, String> {
    read_newer(text, own).map_err(|mut problems| match problems.pop().map(|last| last.fault) {
        Some(Fault::NotNewer(edition, _)) => edition,
        _ => UNREADABLE.to_owned(),
    })
}

/// True when the contract clock stands in the pack as the header and the board count it, without the pack.
fn keeps_contract(pack: &Pack) -> bool {
    let regime = pack.regime(CONTRACT.regime).filter(|regime| regime.counts());
    regime.and_then(|regime| regime.stage(CONTRACT.stage)).is_some_and(|stage| {
        let length = stage.length.map(|Length { n, unit }| (i64::from(n), unit));
        stage.anchor == CONTRACT.anchor && length == Some((CONTRACT.hours, Unit::Hours)) && stage.cap.is_none()
    })
}

/// A deadline of an incident that is another one under other rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Code of the regime.
    pub regime: String,
    /// Code of the stage.
    pub stage: String,
    /// When it was due; none where nothing was counted.
    pub old: Option<Timestamp>,
    /// When it is due; none where nothing is counted any more.
    pub new: Option<Timestamp>,
}

impl Move {
    /// By how much, in milliseconds, negative for earlier; nothing where only one of the packs counts it.
    #[must_use]
    pub fn by(&self) -> Option<i64> {
        self.old.zip(self.new).map(|(old, new)| new.since(old))
    }
}

/// The deadlines of an incident that move, next due first. Rules that a person found not to apply, and waived notices,
/// are left out; answered ones are not: one filed on time may become a late one.
#[must_use]
pub fn moves(incident: &Incident, old: &Pack, new: &Pack, zones: &dyn Zones) -> Vec<Move> {
    let counted = |pack: &Pack| -> Vec<Obligation> {
        let wanted = |one: &Obligation| one.applies != Applicability::DoesNotApply && one.waived.is_none();
        obligations(incident, pack, zones).into_iter().filter(wanted).collect()
    };
    let (before, after) = (counted(old), counted(new));
    let due = |one: &Obligation| one.due.map(|due| due.at);
    let same = |a: &Obligation, b: &Obligation| a.regime == b.regime && a.stage == b.stage;
    let pairs = before.iter().map(|one| (one, due(one), after.iter().find(|other| same(one, other)).and_then(due)));
    let fresh = after.iter().filter(|one| !before.iter().any(|other| same(one, other)));
    let pairs = pairs.chain(fresh.map(|one| (one, None, due(one)))).filter(|(_, old, new)| old != new);
    let mut found: Vec<Move> =
        pairs.map(|(one, old, new)| Move { regime: one.regime.clone(), stage: one.stage.clone(), old, new }).collect();
    crate::record::order::sort(&mut found, &|a, b| a.new.or(a.old) < b.new.or(b.old));
    found
}
