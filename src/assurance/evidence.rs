//! What in a record evidences a control. Never a tick: what is there is named, counted and traced to its events.

use super::map::{Part, control_map};
use crate::record::body::Filed;
use crate::record::codes::{INTERNAL_UPDATE, Outcome, ReporterKind, StepStatus};
use crate::record::id::Id;
use crate::record::incident::{Fact, Incident};
use crate::record::time::HOUR;

/// Something in a record that evidences a control.
#[derive(Clone, Debug)]
pub struct Evidence<'a> {
    /// What kind of thing it is.
    pub kind: Part,
    /// The events that state it, never none; their number says how many there are.
    pub events: Vec<&'a Id>,
}

/// What in this record evidences a control, kind by kind in the order of the map. Empty where nothing does: that is then
/// to be said in words.
#[must_use]
pub fn evidence_of<'a>(control: &str, incident: &'a Incident) -> Vec<Evidence<'a>> {
    let holds = |group: &Part| group.list("controls").any(|one| one.text("code") == control);
    let group = control_map().list("groups").find(holds);
    group.map(|group| evidence_by(group, incident)).unwrap_or_default()
}

/// The same for all controls of a group.
#[must_use]
pub fn evidence_by(group: Part, incident: &Incident) -> Vec<Evidence<'_>> {
    let mut found = Vec::new();
    for kind in group.list("kinds") {
        let mut events = Vec::new();
        let code = kind.text("code");
        if let Some(register) = code.strip_prefix(ENTRIES) {
            for one in incident.registers.iter().filter(|one| one.register == register && one.stands()) {
                last(&one.versions, &mut events);
            }
        } else if let Some((_, read)) = READERS.iter().find(|(known, _)| *known == code) {
            read(incident, &mut events);
        }
        if !events.is_empty() {
            found.push(Evidence { kind, events });
        }
    }
    found
}

/// Before the code of a register: its entries are the evidence, each by its newest version.
pub const ENTRIES: &str = "entry.";

/// Adds the events of a kind.
pub type Reader = for<'a> fn(&'a Incident, &mut Vec<&'a Id>);

/// How each kind of evidence is read from a record: by its code in `controls.json`. What was withdrawn, corrected or
/// erased evidences nothing.
///
/// What stands in a register needs no line here ([`ENTRIES`]).
pub const READERS: [(&str, Reader); 31] = [
    ("phases", |incident, found| incident.phases.values().flatten().for_each(|stay| found.push(&stay.event))),
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
        verified.for_each(|fact| found.push(&fact.event));
    }),
    ("watches", |incident, found| incident.watches.iter().for_each(|watch| one(watch.ended.as_ref(), found))),
    ("overrides", |incident, found| all(&incident.overrides, found)),
    ("customer_report", |incident, found| {
        one(incident.reports.last().filter(|fact| fact.value.reporter == ReporterKind::Customer), found);
    }),
    ("declarations", |incident, found| incident.declarations.standing().for_each(|fact| found.push(&fact.event))),
    ("decisions", |incident, found| {
        for stated in incident.decisions.values() {
            stated.standing().for_each(|fact| found.push(&fact.event));
        }
    }),
    ("waivers", |incident, found| {
        for (regime, stage) in incident.waivers.keys() {
            one(incident.waiver(regime, stage).map(|(fact, _)| fact), found);
        }
    }),
    ("notices", |incident, found| incident.notices().for_each(|fact| found.push(&fact.event))),
    ("filings", |incident, found| {
        let noticed = |fact: &&Fact<Filed>| incident.notices().any(|notice| notice.event == fact.event);
        to_others(incident).filter(|fact| !noticed(fact)).for_each(|fact| found.push(&fact.event));
    }),
    ("playbook", |incident, found| {
        one(incident.opened.as_ref().filter(|fact| !fact.value.playbook_version.is_empty()), found);
    }),
    ("steps", |incident, found| {
        let taken_up = incident.steps.values().filter(|step| step.status() != StepStatus::ToDo);
        taken_up.for_each(|step| last(&step.history, found));
    }),
    ("seats", |incident, found| incident.seats.values().for_each(|history| last(history, found))),
    ("report", |incident, found| last(&incident.reports, found)),
    ("rule", |incident, found| one(incident.reports.last().filter(|fact| !fact.value.rule_id.is_empty()), found)),
    ("first_signal", |incident, found| {
        one(incident.anchor(None, "first_signal").filter(|fact| fact.value.moment.at.is_some()), found);
    }),
    ("false_positive", |incident, found| {
        one(incident.classification.last().filter(|fact| fact.value.outcome == Outcome::FalsePositive), found);
    }),
    ("postmortem", |incident, found| last(&incident.postmortem, found)),
    ("evaluation", |incident, found| last(&incident.evaluations, found)),
    ("final", |incident, found| last(&incident.postmortem_final, found)),
    ("exercise", |incident, found| one(incident.opened.as_ref().filter(|_| incident.is_exercise()), found)),
    ("acknowledged", |incident, found| {
        incident.escalations.iter().filter_map(|call| call.receipt.as_ref()).for_each(|event| found.push(event));
    }),
    ("evidence", |incident, found| all(&incident.evidence, found)),
    ("hashed", |incident, found| {
        let hashed = incident.evidence.iter().filter(|fact| !fact.value.sha256.is_empty());
        hashed.for_each(|fact| found.push(&fact.event));
    }),
    ("channels", |incident, found| to_others(incident).for_each(|fact| found.push(&fact.event))),
    ("cadence", |incident, found| one(incident.cadence(), found)),
    ("updates", |incident, found| updates(incident).into_iter().for_each(|fact| found.push(&fact.event))),
    ("updates_late", late),
];

/// Every fact of a history.
fn all<'a, T>(facts: &'a [Fact<T>], found: &mut Vec<&'a Id>) {
    facts.iter().for_each(|fact| found.push(&fact.event));
}

/// The fact that stands.
fn last<'a, T>(facts: &'a [Fact<T>], found: &mut Vec<&'a Id>) {
    one(facts.last(), found);
}

/// A fact, where there is one.
fn one<'a, T>(fact: Option<&'a Fact<T>>, found: &mut Vec<&'a Id>) {
    if let Some(fact) = fact {
        found.push(&fact.event);
    }
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
