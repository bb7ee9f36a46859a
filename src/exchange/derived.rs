//! The derived section: what the events add up to, for tools that do not fold them.

use super::duties::deadlines;
use super::metrics::{Metric, Milestone, Told, Why};
use crate::deadline::ClockState;
use crate::deadline::pack::Pack;
use crate::object;
use crate::record::body::Body;
use crate::record::civil::Zones;
use crate::record::codes::Phase;
use crate::record::id::Id;
use crate::record::incident::{Fact, Incident, Standing};
use crate::record::json::Json as _;
use crate::record::log::Log;
use crate::record::notice::{Notice, notices};
use crate::record::register::RegisterEntry;
use crate::record::time::{Moment, Timestamp};
use crate::record::variant::VariantChoice;
use serde_json::{Map, Value};

/// The code of a standing.
#[must_use]
pub fn standing_code(standing: Standing) -> &'static str {
    match standing {
        Standing::Open => "open",
        Standing::Resolved(_) => "resolved",
        Standing::Closed(_) => "closed",
        Standing::Archived(_) => "archived",
    }
}

/// The code of a clock state.
#[must_use]
pub fn state_code(state: ClockState) -> &'static str {
    match state {
        ClockState::NotStarted => "not_started",
        ClockState::Running => "running",
        ClockState::DueSoon => "due_soon",
        ClockState::Overdue => "overdue",
        ClockState::Met => "met",
        ClockState::MetLate(_) => "met_late",
        ClockState::Waived => "waived",
        ClockState::NotApplicable => "not_applicable",
    }
}

pub(super) fn moment(moment: &Moment) -> Value {
    moment.to_json()
}

/// A notice: the draft that stands, with how far it is. Texts as sent are in the events.
fn notice(one: &Notice) -> Value {
    let mut value = one.draft.value.to_json();
    value["notice"] = one.first.to_json();
    value["draft"] = one.draft.event.to_json();
    value["drafts"] = one.versions.into();
    value["approved"] = one.approved.as_ref().map_or(Value::Null, |fact| fact.value.to_json());
    let sent = one.sent.iter().map(|fact| {
        let mut sent = fact.value.to_json();
        if let Some(sent) = sent.as_object_mut() {
            sent.remove("text");
        }
        sent
    });
    value["sent"] = sent.collect();
    value
}

fn told(told: Option<&Told>) -> Value {
    told.map_or(Value::Null, |told| object!( "point": told.point.code(), "moment": moment(&told.moment) ))
}

fn cannot(why: Option<&Why>) -> Value {
    let points = |why: &Why| why.points.iter().map(|one| Value::from(one.code())).collect::<Value>();
    why.map_or(Value::Null, |why| object!( "reason": why.reason.code(), "points": points(why) ))
}

/// How long it took, and the chain of milestones.
fn metrics(incident: &Incident, log: &Log) -> [Value; 2] {
    let metrics = Metric::ALL.iter().map(|metric| {
        let read = metric.read(incident, log);
        let measured = read.as_ref().ok();
        object!(
            "metric": metric.code(),
            "from": told(measured.map(|one| &one.from)),
            "to": told(measured.map(|one| &one.to)),
            "milliseconds": measured.map(|one| one.elapsed),
            "precision": measured.map(|one| one.precision.code()),
            "cannot": cannot(read.as_ref().err()),
        )
    });
    let milestones = Milestone::ALL.iter().map(|milestone| {
        let read = milestone.read(incident, log);
        object!( "milestone": milestone.code(), "reached": told(read.as_ref().ok()), "cannot": cannot(read.as_ref().err()) )
    });
    [metrics.collect(), milestones.collect()]
}

/// An entry of a register: what its fields hold now, and who stated the newest of that when.
fn register_entry(one: &RegisterEntry) -> Value {
    let newest = one.versions.last();
    object!(
        "id": one.id().map(Id::as_str), "values": one.values().to_json(),
        "removed": one.removed.as_ref().map(|fact| fact.value.as_str()),
        "recorded": newest.map(|fact| fact.recorded), "by": newest.map(|fact| fact.author.name.as_str()),
    )
}

/// A variant of the playbook: whether it is chosen, in which version, and each time it was added or taken out.
fn variant(incident: &Incident, code: &str, stated: &[Fact<VariantChoice>]) -> Value {
    let changes = stated.iter().map(|fact| {
        object!(
            "added": fact.value.version, "reason": fact.value.reason, "happened": fact.happened,
            "recorded": fact.recorded, "by": fact.author.name,
        )
    });
    object!(
        "variant": code, "version": incident.pinned(code), "chosen": incident.variant(code).is_some(),
        "changes": changes.collect::<Value>(),
    )
}

/// Builds the section.
#[must_use]
pub fn derived(incident: &Incident, log: &Log, pack: &Pack, zones: &dyn Zones, now: Timestamp) -> Value {
    let anchors: Vec<Value> = (incident.anchors.keys())
        .filter_map(|(regime, code)| incident.anchor(regime.as_deref(), code))
        .map(|fact| {
            let value = &fact.value;
            object!( "anchor": value.anchor, "regime": value.regime, "moment": moment(&value.moment), "source": value.source )
        })
        .chain(incident.declaration().map(|fact| {
            object!( "anchor": "declared", "regime": Value::Null, "moment": moment(&fact.value.moment), "source": "declaration" )
        }))
        .collect();
    let steps: Vec<Value> = (incident.steps.iter())
        .filter_map(|(code, step)| step.history.last().map(|fact| (code, step, fact)))
        .map(|(code, step, fact)| {
            object!(
                "step": code, "playbook": step.playbook, "playbook_version": step.version, "status": fact.value.status.code(), "owner": step.owner, "result": fact.value.result,
                "reason": fact.value.reason, "happened": fact.happened, "recorded": fact.recorded, "by": fact.author.name,
            )
        })
        .collect();
    let entries: Vec<Value> = (incident.entries.iter())
        .map(|entry| {
            let text = entry.corrections.last().map_or(&entry.added.value.text, |fact| &fact.value);
            let added = &entry.added;
            object!(
                "entry": added.value.entry.code(), "text": text, "channel": added.value.channel, "with": added.value.with,
                "happened": added.happened, "recorded": added.recorded, "by": added.author.name,
            )
        })
        .collect();
    let phases: Vec<Value> = (Phase::ALL.iter())
        .filter_map(|phase| incident.phases.get(phase).map(|stays| (phase, stays)))
        .map(|(phase, stays)| {
            let stays: Vec<Value> =
                stays.iter().map(|stay| object!( "opened": stay.opened, "closed": stay.closed )).collect();
            object!( "phase": phase.code(), "stays": stays )
        })
        .collect();
    let [metrics, milestones] = metrics(incident, log);
    let mut registers = Map::new();
    for entry in &incident.registers {
        let list = registers.entry(entry.register.clone()).or_insert_with(|| Value::Array(Vec::new()));
        list.as_array_mut().into_iter().for_each(|list| list.push(register_entry(entry)));
    }
    let erased = log.events().iter().filter(|event| matches!(event.body, Body::Erased)).count();
    object!(
        "title": incident.title(),
        "exercise": incident.is_exercise(),
        "tlp": incident.marking().code(),
        "legally_privileged": incident.is_privileged(),
        "legal_hold": incident.is_held(),
        "standing": standing_code(incident.standing),
        "severity": incident.severity.last().map(|fact| fact.value.level.code()),
        "phase": incident.current_phase().map(Phase::code),
        "phases": phases,
        "outcome": incident.classification.last().map(|fact| fact.value.outcome.code()),
        "declared_unconfirmed": incident.declaration().map(|fact| !fact.value.confirmed),
        "anchors": anchors,
        "deadlines": deadlines(incident, pack, zones, now),
        "notices": notices(incident).iter().map(notice).collect::<Vec<_>>(),
        "variants": incident.variants.iter().map(|(code, stated)| variant(incident, code, stated)).collect::<Vec<_>>(),
        "steps": steps,
        "services": incident.impacted().map(|one| one.added.value.name.as_str()).collect::<Vec<_>>(),
        "gate_overrides": incident.overrides.iter().map(|fact| object!(
            "gate": fact.value.gate.code(), "missing": fact.value.missing, "name": fact.value.name,
            "role": fact.value.role, "reason": fact.value.reason, "at": fact.recorded,
        )).collect::<Vec<_>>(),
        "metrics": metrics,
        "milestones": milestones,
        "log": entries,
        "registers": registers,
        "events": log.events().len(),
        "erased": erased,
        "as_of": now,
    )
}
