//! What a record still has to answer before it is archived.

use super::contract::CONTRACT;
use super::in_force::Rules;
use super::obligation::{Begin, Obligation};
use super::of_incident::obligations;
use crate::record::civil::Zones;
use crate::record::codes::Applicability;
use crate::record::incident::Incident;

/// The notices of an incident that are neither filed nor waived nor ruled out, as `REGIME.STAGE`: of a rule that a person
/// decided applies, every stage, begun or not; of one on which a person said "not yet known", too. Of the contract clock,
/// which applies undecided, what runs.
#[must_use]
pub fn unanswered(incident: &Incident, rules: Rules, zones: &dyn Zones) -> Vec<String> {
    let found = obligations(incident, rules.pack(), zones);
    let code = |one: &Obligation| [one.regime.as_str(), ".", &one.stage].concat();
    found.iter().filter(|one| is_unanswered(one)).map(code).collect()
}

fn is_unanswered(one: &Obligation) -> bool {
    if !one.in_force || one.filed.is_some() || one.waived.is_some() || one.applies == Applicability::DoesNotApply {
        return false;
    }
    // The follow-up to the contract notice is owed where a notice or a person promised one, and nowhere else.
    if one.regime == CONTRACT.regime && one.stage != CONTRACT.stage && one.own_target.is_none() {
        return false;
    }
    // What is only to be kept for a while is answered by keeping it.
    let kept = one.due.is_none() && one.ahead.is_some() && one.begin != Begin::Not;
    !kept && (one.decided.is_some() || one.is_open())
}
