//! The update that a notice promises: a clock of its own, set by the notice itself. Never a limit of the law.

use super::contract::UPDATE;
use super::obligation::{Begin, Obligation};
use crate::record::body::{Filed, OwnTargetSet};
use crate::record::codes::Applicability;
use crate::record::incident::{Fact, Incident};
use crate::record::time::Moment;

/// A promised update.
#[derive(Clone, Debug, PartialEq)]
pub struct Promise {
    /// When the notice that promises it was sent.
    pub made: Moment,
    /// When the update is due, as a target of one's own under the stage `update`.
    pub target: Fact<OwnTargetSet>,
    /// The first notice under the same regime after it.
    pub kept: Option<Fact<Filed>>,
}

/// The newest promise made under a regime by a notice that stands.
#[must_use]
pub fn promise(incident: &Incident, regime: &str) -> Option<Promise> {
    let promises = incident.notices().filter(|fact| fact.value.regime == regime);
    let promises =
        promises.filter_map(|fact| Some((fact, fact.value.next_update.as_ref().filter(|due| due.at.is_some())?)));
    let (notice, due) = promises.max_by_key(|(fact, _)| fact.value.moment.at)?;
    let made = &notice.value.moment;
    let later = |fact: &&Fact<Filed>| fact.value.regime == regime && fact.value.moment.at > made.at;
    let kept = incident.filed().filter(later).min_by_key(|fact| fact.value.moment.at);
    let target =
        OwnTargetSet { due: due.clone(), reason: String::new(), regime: regime.to_owned(), stage: UPDATE.to_owned() };
    let target = Fact {
        event: notice.event.clone(),
        author: notice.author.clone(),
        recorded: notice.recorded,
        happened: notice.happened,
        value: target,
    };
    Some(Promise { made: made.clone(), target, kept: kept.cloned() })
}

/// Puts the promise among the obligations of its regime: in its stage `update`, or as one more where it has none.
pub(super) fn put(found: &mut Vec<Obligation>, incident: &Incident, regime: &str) {
    let Some(promise) = promise(incident, regime) else { return };
    let stage = found.iter().position(|one| one.stage == UPDATE);
    let Some(stage) = stage.or_else(|| more(found, &promise)) else { return };
    let one = &mut found[stage];
    // A target that was set after the promise was made replaces it.
    if one.own_target.as_ref().is_none_or(|target| target.recorded < promise.target.recorded) {
        one.own_target = Some(promise.target);
    }
    one.filed = promise.kept;
}

/// One more obligation, for a regime whose rules know no update; answers its place. A promise binds whatever is decided
/// on the rule.
fn more(found: &mut Vec<Obligation>, promise: &Promise) -> Option<usize> {
    let first = found.first()?;
    let update = Obligation {
        stage: UPDATE.to_owned(),
        in_force: true,
        applies: Applicability::Applies,
        begin: Begin::At(promise.made.clone()),
        cap_begin: None,
        due: None,
        by_cap: false,
        ahead: None,
        waived: None,
        own_target: None,
        relief: None,
        unsettled: false,
        ..first.clone()
    };
    found.push(update);
    Some(found.len() - 1)
}
