//! What in a record evidences a control. Never a tick: what is there is named, counted and traced to its events.

use super::map::{Kind, control_map};
use crate::record::body::Filed;
use crate::record::codes::{INTERNAL_UPDATE, Outcome, ReporterKind, StepStatus};
use crate::record::id::Id;
use crate::record::incident::{Fact, Incident};
use crate::record::time::HOUR;

/// Something in a record that evidences a control.
#[derive(Clone, Debug)]
pub struct Evidence<'a> {
    /// What kind of thing it is.
    pub kind: &'static Kind,
    /// The events that state it, never none; their number says how many there are.
    pub events: Vec<&'a Id>,
}

/// What in this record evidences a control, kind by kind in the order of the map. Empty where nothing does: that is then
/// to be said in words.
#[must_use]
pub fn evidence_of<'a>(control: &str, incident: &'a Incident) -> Vec<Evidence<'a>> {
    let mut found = Vec::new();
    for kind in control_map().kinds(control) {
        let mut events = Vec::new();
        if let Some((_, read)) = READERS.iter().find(|(code, _)| *code == kind.code) {
            read(incident, &mut events);
        }
        if !events.is_empty() {
            found.push(Evidence { kind, events });
        }
    }
    found
}

/// Adds the events of a kind.
pub type Reader = for<'a> fn(&'a Incident, &mut Vec<&'a Id>);

/// How each kind of evidence is read from a record: by its code in `controls.json`. What was withdrawn, corrected or
/// erased evidences nothing.
///
/// A kind of a later register (procedures, roster, exercises, custody, findings) is one more line here, and one more in
/// the data.
pub const READERS: [(&str, Reader); 30] = [
    ("phases", |incident, found| found.extend(incident.phases.values().flatten().map(|stay| &stay.event))),
    ("classification", |incident, found| last(&incident.classification, found)),
    ("plan", |incident, found| {
        for row in &incident.plan {
            found.push(&row.added.event);
            all(&row.changes, found);
            all(&row.approvals, found);
        }
    }),
    ("attestations", |incident, found| {
        all(&incident.evictions, found);
        all(&incident.attestations, found);
    }),
    ("secure_states", |incident, found| {
        let verified = incident.secure_states.iter().filter(|fact| !fact.value.verified_how.trim().is_empty());
        found.extend(verified.map(|fact| &fact.event));
    }),
    ("watches", |incident, found| {
        found.extend(incident.watches.iter().filter_map(|watch| Some(&watch.ended.as_ref()?.event)));
    }),
    ("overrides", |incident, found| all(&incident.overrides, found)),
    ("customer_report", |incident, found| {
        let report = incident.reports.last().filter(|fact| fact.value.reporter == ReporterKind::Customer);
        found.extend(report.map(|fact| &fact.event));
    }),
    ("declarations", |incident, found| found.extend(incident.declarations.standing().map(|fact| &fact.event))),
    ("decisions", |incident, found| {
        let decisions = incident.decisions.values().flat_map(|stated| stated.standing());
        found.extend(decisions.map(|fact| &fact.event));
    }),
    ("waivers", |incident, found| {
        let waivers = incident.waivers.keys().filter_map(|(regime, stage)| incident.waiver(regime, stage));
        found.extend(waivers.map(|(fact, _)| &fact.event));
    }),
    ("notices", |incident, found| found.extend(incident.notices().map(|fact| &fact.event))),
    ("filings", |incident, found| {
        let noticed = |fact: &&Fact<Filed>| incident.notices().any(|notice| notice.event == fact.event);
        found.extend(to_others(incident).filter(|fact| !noticed(fact)).map(|fact| &fact.event));
    }),
    ("playbook", |incident, found| {
        let opened = incident.opened.as_ref().filter(|fact| !fact.value.playbook_version.is_empty());
        found.extend(opened.map(|fact| &fact.event));
    }),
    ("steps", |incident, found| {
        let taken_up = incident.steps.values().filter(|step| step.status() != StepStatus::ToDo);
        taken_up.for_each(|step| last(&step.history, found));
    }),
    ("seats", |incident, found| incident.seats.values().for_each(|history| last(history, found))),
    ("report", |incident, found| last(&incident.reports, found)),
    ("rule", |incident, found| {
        let report = incident.reports.last().filter(|fact| !fact.value.rule_id.is_empty());
        found.extend(report.map(|fact| &fact.event));
    }),
    ("first_signal", |incident, found| {
        let signal = incident.anchor(None, "first_signal").filter(|fact| fact.value.moment.at.is_some());
        found.extend(signal.map(|fact| &fact.event));
    }),
    ("false_positive", |incident, found| {
        let found_false = incident.classification.last().filter(|fact| fact.value.outcome == Outcome::FalsePositive);
        found.extend(found_false.map(|fact| &fact.event));
    }),
    ("postmortem", |incident, found| last(&incident.postmortem, found)),
    ("evaluation", |incident, found| last(&incident.evaluations, found)),
    ("exercise", |incident, found| {
        found.extend(incident.opened.as_ref().filter(|_| incident.is_exercise()).map(|fact| &fact.event));
    }),
    ("acknowledged", |incident, found| {
        found.extend(incident.escalations.iter().filter_map(|call| call.receipt.as_ref()));
    }),
    ("evidence", |incident, found| all(&incident.evidence, found)),
    ("hashed", |incident, found| {
        let hashed = incident.evidence.iter().filter(|fact| !fact.value.sha256.is_empty());
        found.extend(hashed.map(|fact| &fact.event));
    }),
    ("channels", |incident, found| found.extend(to_others(incident).map(|fact| &fact.event))),
    ("cadence", |incident, found| found.extend(incident.cadence().map(|fact| &fact.event))),
    ("updates", |incident, found| found.extend(updates(incident).into_iter().map(|fact| &fact.event))),
    ("updates_late", late),
];

/// Every fact of a history.
fn all<'a, T>(facts: &'a [Fact<T>], found: &mut Vec<&'a Id>) {
    found.extend(facts.iter().map(|fact| &fact.event));
}

/// The fact that stands.
fn last<'a, T>(facts: &'a [Fact<T>], found: &mut Vec<&'a Id>) {
    found.extend(facts.last().map(|fact| &fact.event));
}

/// What was sent and stands, but for internal updates.
fn to_others(incident: &Incident) -> impl Iterator<Item = &Fact<Filed>> {
    incident.filed().filter(|fact| fact.value.regime != INTERNAL_UPDATE)
}

/// The stage of the internal update that is given again and again, as in the rules of one's own.
pub const UPDATE_STAGE: &str = "next";

/// The internal updates that stand, the first one first.
fn updates(incident: &Incident) -> Vec<&Fact<Filed>> {
    incident.filings_of(INTERNAL_UPDATE, UPDATE_STAGE)
}

/// Internal updates given after the interval of their time had run out: counted, as the clock counts, from the update
/// before, the declaration or the setting of the interval, whichever was last.
fn late<'a>(incident: &'a Incident, found: &mut Vec<&'a Id>) {
    let declared = incident.declaration().and_then(|fact| fact.value.moment.at);
    let mut before = None;
    for fact in updates(incident) {
        let Some(at) = fact.value.moment.at else { continue };
        if let Some(set) = incident.cadences.iter().rfind(|set| set.happened <= at).filter(|set| set.value > 0) {
            let from = before.max(declared.filter(|declared| *declared <= at)).max(Some(set.happened));
            let interval = i64::try_from(set.value).unwrap_or(i64::MAX).saturating_mul(HOUR);
            if from.is_some_and(|from| at.since(from) > interval) {
                found.push(&fact.event);
            }
        }
        before = Some(at);
    }
}
