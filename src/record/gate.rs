//! Gates: what must be in the record before a passage. None is satisfied by a bare tick; each need is read from facts.
//!
//! Which needs a gate has is data (`playbook/gates.json`); how a need is read from the record is here.

use super::body::EvictionAttested;
use super::codes::{EvictionClaim, GateCode, Impact, Outcome, Phase, Seat, ServiceClaim, WatchResult};
use super::id::Id;
use super::incident::{Incident, PlanRow};
use super::review;

/// A gate and the codes of what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// Which gate.
    pub code: GateCode,
    /// Codes of its needs, each known to [`is_met`].
    pub needs: Vec<&'static str>,
}

/// Every need this build can read from a record, with its gate.
pub const NEEDS: [(GateCode, &str); 41] = [
    (GateCode::G1, "source"),
    (GateCode::G1, "reporter"),
    (GateCode::G1, "first_signal"),
    (GateCode::G1, "escalation_receipt"),
    (GateCode::G1, "severity"),
    (GateCode::G2, "seats"),
    (GateCode::G2, "seats_critical"),
    (GateCode::G2, "cia_answered"),
    (GateCode::G2, "evidence"),
    (GateCode::G2, "outcome"),
    (GateCode::G3, "plan_response_owner"),
    (GateCode::G3, "plan_row_per_service"),
    (GateCode::G3, "signed_per_service"),
    (GateCode::G4, "declarer_role"),
    (GateCode::G4, "grounds"),
    (GateCode::G4, "declared_time_zone"),
    (GateCode::G4, "regimes_reviewed"),
    (GateCode::G5, "evicted"),
    (GateCode::G5, "path_mitigated"),
    (GateCode::G5, "confidence_basis"),
    (GateCode::G5, "executive_approval"),
    (GateCode::G6, "secure_state_per_service"),
    (GateCode::G6, "watch_result"),
    (GateCode::G6, "eliminated_per_service"),
    (GateCode::G6, "recovered_per_service"),
    (GateCode::G6, "verifier_not_implementer"),
    (GateCode::G8, "six_categories"),
    (GateCode::G8, "technical_items"),
    (GateCode::G8, "claims_evidence"),
    (GateCode::G8, "causes"),
    (GateCode::G8, "participants"),
    (GateCode::G8, "lessons"),
    (GateCode::G8, "narrative"),
    (GateCode::G9, "evaluation_sufficiency"),
    (GateCode::G9, "evaluation_completeness"),
    (GateCode::G9, "postmortem_decision"),
    (GateCode::G9, "postmortem_done"),
    (GateCode::G9, "sop_decision"),
    (GateCode::G10, "items_resolved"),
    (GateCode::G10, "items_reviewed"),
    (GateCode::G10, "clocks_answered"),
];

/// A passage that gates may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passage {
    /// Entering a phase for the first time.
    Enter(Phase),
    /// Declaring; its gate is shown, and never holds (R-028, B-30).
    Declare,
    /// Marking the incident resolved.
    Resolve,
    /// Making the full post-mortem final.
    Finalise,
    /// Closing it.
    Close,
    /// Archiving it.
    Archive,
}

/// The gates on a passage.
#[must_use]
pub fn gates_on(passage: Passage) -> &'static [GateCode] {
    match passage {
        Passage::Enter(Phase::Analysis) => &[GateCode::G1],
        Passage::Enter(Phase::Containment) => &[GateCode::G2, GateCode::G3],
        Passage::Enter(Phase::Recovery) => &[GateCode::G5],
        Passage::Enter(Phase::Eradication | Phase::PostIncident) => &[],
        Passage::Declare => &[GateCode::G4],
        Passage::Resolve => &[GateCode::G6],
        Passage::Finalise => &[GateCode::G8],
        Passage::Close => &[GateCode::G9],
        Passage::Archive => &[GateCode::G10],
    }
}

/// What a gate still misses. `unanswered` as for [`is_met`].
#[must_use]
pub fn missing(gate: &Gate, incident: &Incident, unanswered: &[String]) -> Vec<&'static str> {
    gate.needs.iter().copied().filter(|need| !is_met(need, incident, unanswered)).collect()
}

pub(super) fn said(text: &str) -> bool {
    !text.trim().is_empty()
}

/// True when two texts name one person, whatever the case and spacing.
#[must_use]
pub fn same_person(a: &str, b: &str) -> bool {
    person(a) == person(b)
}

/// A name without the differences of typing: the same for the same person.
#[must_use]
pub fn person(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// True when the record holds what a need asks for; an unknown need is never met.
///
/// `unanswered` are the notices that the rules still ask for, as `REGIME.STAGE`: what they are is known on the floor
/// above. Only archiving asks for it; it may be empty for any other gate.
#[must_use]
pub fn is_met(need: &str, incident: &Incident, unanswered: &[String]) -> bool {
    let report = incident.reports.last().map(|fact| &fact.value);
    let classified = incident.classification.last().map(|fact| &fact.value);
    let declared = incident.declaration().map(|fact| &fact.value);
    let evaluated = incident.evaluations.last().map(|fact| &fact.value);
    match need {
        "source" => report.is_some_and(|r| said(&r.what) && (said(&r.place) || said(&r.rule_id))),
        "reporter" => report.is_some_and(|r| said(&r.reporter_name)),
        "first_signal" => incident.anchor(None, "first_signal").is_some(),
        "escalation_receipt" => incident.escalations.iter().any(|one| one.acknowledged.is_some()),
        "severity" => incident.severity.last().is_some_and(|fact| {
            let all = super::codes::SeverityCriterion::ALL;
            said(&fact.value.reason) && all.iter().all(|c| fact.value.criteria.get(c).is_some_and(|t| said(t)))
        }),
        "seats" => {
            let needed = [Seat::Lead, Seat::ServiceOwner, Seat::Communications];
            needed.into_iter().all(|seat| incident.seat(seat).is_some_and(said))
        }
        // B-03: communications sits there whatever the severity.
        "seats_critical" => {
            let critical = |fact: &super::incident::Fact<super::body::SeveritySet>| {
                fact.value.level == super::codes::SeverityLevel::Critical
            };
            let named = |seat| incident.seat(seat).is_some_and(said);
            !incident.severity.last().is_some_and(critical) || (named(Seat::Legal) && named(Seat::Compliance))
        }
        "cia_answered" => classified.is_some(),
        "outcome" => classified.is_some_and(|c| said(&c.basis)),
        "evidence" => !incident.evidence.is_empty(),
        "plan_response_owner" => {
            let mut rows = planned(incident).peekable();
            rows.peek().is_some() && rows.all(|row| said(&row.added.value.response_owner))
        }
        "plan_row_per_service" => each_service(incident, |service| {
            planned(incident).any(|row| row.added.value.service == *service && said(&row.added.value.service_owner))
        }),
        "declarer_role" => declared.is_some_and(|d| said(&d.declarer) && said(&d.role)),
        "grounds" => declared.is_some_and(|d| !d.grounds.is_empty() && said(&d.basis)),
        "declared_time_zone" => declared.is_some_and(|d| d.moment.at.is_some() && said(&d.moment.zone)),
        "regimes_reviewed" => declared.is_some_and(|d| said(&d.regimes_reviewed)),
        "evicted" => eviction(incident, EvictionClaim::Evicted).is_some(),
        "path_mitigated" => eviction(incident, EvictionClaim::PathMitigated).is_some(),
        "confidence_basis" => {
            let evicted = eviction(incident, EvictionClaim::Evicted);
            let path = eviction(incident, EvictionClaim::PathMitigated);
            matches!((evicted, path), (Some(a), Some(b))
                if said(&a.basis) && said(&b.basis) && !same_person(&a.name, &b.name))
        }
        "executive_approval" => {
            planned(incident).all(|row| row.added.value.business_impact != Impact::High || !row.approvals.is_empty())
        }
        "secure_state_per_service" => each_service(incident, |service| {
            let states = incident.secure_states.iter().rev().find(|fact| fact.value.service == *service);
            states.is_some_and(|fact| {
                let state = &fact.value;
                said(&state.verified_how) && said(&state.verifier) && !same_person(&state.verifier, &state.implementer)
            })
        }),
        // The newest result stands: a clean watch says nothing once a later one showed signs.
        "watch_result" => {
            let newest = incident.watches.iter().filter_map(|watch| watch.ended.as_ref()).next_back();
            newest.is_some_and(|fact| fact.value.result == WatchResult::Clean)
        }
        "eliminated_per_service" => each_service(incident, |s| attested(incident, s, ServiceClaim::Eliminated)),
        "recovered_per_service" => each_service(incident, |s| attested(incident, s, ServiceClaim::Recovered)),
        "verifier_not_implementer" => {
            let mut attested = incident.attestations.iter().map(|fact| &fact.value).peekable();
            attested.peek().is_some() && attested.all(|one| !same_person(&one.verifier, &one.implementer))
        }
        "evaluation_sufficiency" => evaluated.is_some_and(|e| said(&e.sufficiency_reason)),
        "evaluation_completeness" => evaluated.is_some_and(|e| said(&e.completeness_reason)),
        "postmortem_decision" => incident.postmortem.last().is_some(),
        "clocks_answered" => unanswered.is_empty(),
        "signed_per_service" => each_service(incident, |service| {
            incident.entries_of("plan_signature").any(|one| one.text("service") == service.as_str())
        }),
        _ => review::is_met(need, incident),
    }
}

/// The planned actions that stand: those that were not dropped.
pub(super) fn planned(incident: &Incident) -> impl Iterator<Item = &PlanRow> {
    incident.plan.iter().filter(|row| !row.is_dropped())
}

fn each_service(incident: &Incident, met: impl Fn(&Id) -> bool) -> bool {
    incident.impacted().next().is_some() && incident.impacted().all(|service| met(&service.added.event))
}

fn eviction(incident: &Incident, claim: EvictionClaim) -> Option<&EvictionAttested> {
    let mut newest_first = incident.evictions.iter().rev();
    newest_first.find(|fact| fact.value.claim == claim).map(|fact| &fact.value)
}

fn attested(incident: &Incident, service: &Id, claim: ServiceClaim) -> bool {
    incident.attestations.iter().any(|fact| {
        let one = &fact.value;
        one.service == *service && one.claim == claim && !same_person(&one.verifier, &one.implementer)
    })
}

/// True when the record says that customers are affected: by its classification, or by an entry that does not put their
/// number at none.
#[must_use]
pub fn customers_affected(incident: &Incident) -> bool {
    let classified = incident.classification.last();
    classified.is_some_and(|fact| fact.value.customers == super::codes::Customers::Some)
        || review::states_impact(incident, "customer_impact")
}

/// True when the record says that customer or personal data was breached: by its classification, or by an entry.
#[must_use]
pub fn data_breached(incident: &Incident) -> bool {
    let classified = incident.classification.last().map(|fact| &fact.value);
    classified.is_some_and(|value| value.outcome == Outcome::SecurityIncident && !value.harms.is_empty())
        || review::states_impact(incident, "data_impact")
}

/// True when a full post-mortem is expected: customers affected, or a breach of customer or personal data.
#[must_use]
pub fn postmortem_expected(incident: &Incident) -> bool {
    customers_affected(incident) || data_breached(incident)
}
