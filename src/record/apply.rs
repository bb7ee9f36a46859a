//! The fold: total, never fails, changes nothing but the incident given.

use super::body::Body;
use super::event::Event;
use super::id::Id;
use super::incident::{
    Entry, Escalation, Fact, Incident, Override, PlanRow, Service, Standing, Stay, StepState, Tombstone, Waiver, Watch,
};
use super::log::Log;
use super::register::RegisterEntry;
use super::stated::Stated;

/// The most events looked at to find who had seen what, over the life of a record. A record in which people really
/// worked stays far below it; beyond it values count as not seen, so the earlier one rules.
const MOST_LOOKED: usize = 20_000_000;

/// An entry by the event that added it.
fn entry<'a>(incident: &'a mut Incident, id: &Id) -> Option<&'a mut RegisterEntry> {
    incident.registers.iter_mut().find(|entry| entry.id() == Some(id))
}

/// Folds a whole log.
#[must_use]
pub fn fold(log: &Log) -> Incident {
    let mut incident = Incident::default();
    for event in log.events() {
        apply(&mut incident, event, log);
    }
    incident
}

/// One event and the log it stands in: says what its writer had seen.
#[derive(Clone, Copy)]
struct Sight<'a> {
    event: &'a Event,
    log: &'a Log,
}

impl Sight<'_> {
    /// States a value beside or in place of those before it.
    fn state<T>(self, stated: &mut Stated<T>, looked: &mut usize, value: T) {
        let mut left = MOST_LOOKED.saturating_sub(*looked);
        stated.state(Fact::new(self.event, value), |earlier| self.log.saw(self.event, earlier, &mut left));
        *looked = MOST_LOOKED - left;
    }

    /// Takes back the values that were seen.
    fn withdraw<T>(self, stated: &mut Stated<T>, looked: &mut usize) {
        let mut left = MOST_LOOKED.saturating_sub(*looked);
        stated.withdraw(|earlier| self.log.saw(self.event, earlier, &mut left));
        *looked = MOST_LOOKED - left;
    }
}

/// Applies one event of a log to the incident of all events before it. An erased content leaves its tombstone and no
/// more; an unknown kind is counted.
#[allow(clippy::too_many_lines)] // one arm a kind: the list is the point
pub fn apply(incident: &mut Incident, event: &Event, log: &Log) {
    let sight = Sight { event, log };
    incident.id.get_or_insert_with(|| event.header.incident.clone());
    incident.events += 1;
    if !incident.authors.contains(&event.header.author.name) {
        incident.authors.push(event.header.author.name.clone());
    }
    let recorded = event.header.recorded;
    incident.last_recorded = Some(incident.last_recorded.map_or(recorded, |last| last.max(recorded)));
    match &event.body {
        Body::Erased => {}
        Body::Unknown => incident.unknown += 1,
        Body::Opened(body) => {
            incident.titles.push(Fact::new(event, body.title.clone()));
            incident.tlp.push(Fact::new(event, body.tlp));
            incident.opened.get_or_insert_with(|| Fact::new(event, (**body).clone()));
        }
        Body::Reported(body) => incident.reports.push(Fact::new(event, (**body).clone())),
        Body::TitleSet(body) => incident.titles.push(Fact::new(event, body.title.clone())),
        Body::TlpSet(body) => incident.tlp.push(Fact::new(event, body.tlp)),
        Body::PrivilegeSet(body) => {
            incident.privilege.push(Fact::new(event, (body.privileged, body.reason.clone())));
        }
        Body::HoldPlaced(body) => {
            incident.hold.push(Fact::new(event, (true, body.reason.clone(), body.by.clone())));
        }
        Body::HoldReleased(body) => {
            incident.hold.push(Fact::new(event, (false, body.reason.clone(), body.by.clone())));
        }
        Body::Escalated(body) => incident.escalations.push(Escalation {
            call: Fact::new(event, (**body).clone()),
            acknowledged: body.acknowledged.clone().map(|at| (at, body.person.clone())),
            receipt: body.acknowledged.as_ref().map(|_| event.header.id.clone()),
        }),
        Body::Acknowledged(body) => {
            let calls = &mut incident.escalations;
            if let Some(escalation) = calls.iter_mut().find(|one| one.call.event == body.escalation) {
                escalation.acknowledged = Some((body.at.clone(), body.person.clone()));
                escalation.receipt = Some(event.header.id.clone());
            }
        }
        Body::SeveritySet(body) => incident.severity.push(Fact::new(event, (**body).clone())),
        Body::AnchorSet(body) => {
            let key = (body.regime.clone(), body.anchor.clone());
            let stated = incident.anchors.or_insert_with(key, Stated::default);
            sight.state(stated, &mut incident.looked, (**body).clone());
        }
        Body::Classified(body) => incident.classification.push(Fact::new(event, (**body).clone())),
        Body::Declared(body) => {
            sight.state(&mut incident.declarations, &mut incident.looked, (**body).clone());
        }
        Body::Withdrawn(body) => {
            let value = (body.reason.clone(), body.by.clone(), body.role.clone());
            incident.withdrawals.push(Fact::new(event, value));
            sight.withdraw(&mut incident.declarations, &mut incident.looked);
            if incident.declaration().is_none() {
                incident.declarations_over = incident.declarations.len();
            }
        }
        Body::PhaseOpened(body) => {
            if !incident.is_open(body.phase) {
                let event_id = event.header.id.clone();
                let stay =
                    Stay { event: event_id, opened: event.happened(), reason: body.reason.clone(), closed: None };
                incident.phases.or_insert_with(body.phase, Vec::new).push(stay);
            }
        }
        Body::PhaseClosed(body) => {
            let stays = incident.phases.or_insert_with(body.phase, Vec::new);
            if let Some(stay) = stays.last_mut().filter(|stay| stay.closed.is_none()) {
                stay.closed = Some(event.happened());
            }
        }
        Body::GateOverridden(body) => incident.overrides.push(Fact::new(
            event,
            Override {
                gate: body.gate,
                missing: body.missing.clone(),
                name: body.name.clone(),
                role: body.role.clone(),
                reason: body.reason.clone(),
            },
        )),
        Body::StepSet(body) => {
            let fresh = || StepState { owner: String::new(), history: Vec::new() };
            let step = incident.steps.or_insert_with(body.step.clone(), fresh);
            if !body.owner.is_empty() {
                step.owner.clone_from(&body.owner);
            }
            step.history.push(Fact::new(event, (**body).clone()));
        }
        Body::SeatFilled(body) => {
            let fact = Fact::new(event, (body.person.clone(), body.contact.clone()));
            incident.seats.or_insert_with(body.seat, Vec::new).push(fact);
        }
        Body::ServiceAdded(body) => {
            incident.services.push(Service { added: Fact::new(event, (**body).clone()), cleared: None });
        }
        Body::ServiceCleared(body) => {
            let services = &mut incident.services;
            if let Some(service) = services.iter_mut().find(|one| one.added.event == body.service) {
                service.cleared = Some(body.reason.clone());
            }
        }
        Body::EvidenceNoted(body) => incident.evidence.push(Fact::new(event, (**body).clone())),
        Body::PlanRowAdded(body) => incident.plan.push(PlanRow {
            added: Fact::new(event, (**body).clone()),
            changes: Vec::new(),
            approvals: Vec::new(),
        }),
        Body::PlanRowSet(body) => {
            if let Some(row) = incident.plan.iter_mut().find(|row| row.added.event == body.row) {
                row.changes.push(Fact::new(event, (**body).clone()));
            }
        }
        Body::Approved(body) => {
            if let Some(row) = incident.plan.iter_mut().find(|row| row.added.event == body.row) {
                row.approvals.push(Fact::new(event, (**body).clone()));
            }
        }
        Body::EvictionAttested(body) => incident.evictions.push(Fact::new(event, (**body).clone())),
        Body::SecureStateSet(body) => incident.secure_states.push(Fact::new(event, (**body).clone())),
        Body::ServiceAttested(body) => incident.attestations.push(Fact::new(event, (**body).clone())),
        Body::WatchStarted(body) => {
            incident.watches.push(Watch { started: Fact::new(event, (**body).clone()), ended: None });
        }
        Body::WatchEnded(body) => {
            let watches = &mut incident.watches;
            if let Some(watch) = watches.iter_mut().find(|one| one.started.event == body.watch) {
                watch.ended = Some(Fact::new(event, (**body).clone()));
            }
        }
        Body::Evaluated(body) => incident.evaluations.push(Fact::new(event, (**body).clone())),
        Body::PostmortemDecided(body) => incident.postmortem.push(Fact::new(event, (**body).clone())),
        Body::Filed(body) => {
            incident.filings.push(Fact::new(event, (**body).clone()));
            let sent = incident.sent.or_insert_with((body.regime.clone(), body.stage.clone()), Stated::default);
            sight.state(sent, &mut incident.looked, body.moment.clone());
        }
        Body::EntryAdded(body) => incident.registers.push(RegisterEntry {
            register: body.register.clone(),
            versions: vec![Fact::new(event, body.values.clone())],
            removed: None,
            touched: incident.events,
        }),
        Body::EntryChanged(body) => {
            let touched = incident.events;
            if let Some(entry) = entry(incident, &body.entry) {
                entry.versions.push(Fact::new(event, body.values.clone()));
                entry.touched = touched;
            }
        }
        Body::EntryRemoved(body) => {
            if let Some(entry) = entry(incident, &body.entry) {
                entry.removed = Some(Fact::new(event, body.reason.clone()));
            }
        }
        Body::FilingWithdrawn(body) => {
            incident.filings_withdrawn.insert(body.filing.clone(), body.reason.clone());
        }
        Body::RegimeDecided(body) => {
            let stated = incident.decisions.or_insert_with(body.regime.clone(), Stated::default);
            sight.state(stated, &mut incident.looked, (**body).clone());
        }
        Body::StageWaived(body) => {
            let key = (body.regime.clone(), body.stage.clone());
            let stated = incident.waivers.or_insert_with(key, Stated::default);
            sight.state(stated, &mut incident.looked, Waiver::Given((**body).clone()));
        }
        Body::WaiverWithdrawn(body) => {
            let key = (body.regime.clone(), body.stage.clone());
            let stated = incident.waivers.or_insert_with(key, Stated::default);
            sight.state(stated, &mut incident.looked, Waiver::Withdrawn((**body).clone()));
        }
        Body::OwnTargetSet(body) => {
            let key = (body.regime.clone(), body.stage.clone());
            let stated = incident.own_targets.or_insert_with(key, Stated::default);
            sight.state(stated, &mut incident.looked, (**body).clone());
        }
        Body::ContractClockDecided(body) => {
            incident.own_clocks.insert(body.regime.clone(), Fact::new(event, body.clock.clone()));
            let stated = incident.decisions.or_insert_with(body.regime.clone(), Stated::default);
            sight.state(stated, &mut incident.looked, body.decided());
        }
        Body::CadenceSet(body) => sight.state(&mut incident.cadences, &mut incident.looked, body.hours),
        Body::ReliefDecided(body) => {
            let key = (body.regime.clone(), body.stage.clone());
            let stated = incident.reliefs.or_insert_with(key, Stated::default);
            sight.state(stated, &mut incident.looked, body.claim());
        }
        Body::NoticeDrafted(body) => incident.drafts.push(Fact::new(event, (**body).clone())),
        Body::NoticeApproved(body) => incident.notice_approvals.push(Fact::new(event, (**body).clone())),
        Body::NoticeSent(body) => {
            incident.filings.push(Fact::new(event, body.filing()));
            let sent = incident.sent.or_insert_with((body.regime.clone(), body.stage.clone()), Stated::default);
            sight.state(sent, &mut incident.looked, body.moment.clone());
            incident.notices_sent.push(Fact::new(event, (**body).clone()));
        }
        Body::NoticeDelayed(body) => sight.state(&mut incident.delays, &mut incident.looked, (**body).clone()),
        Body::ClockNoticed(body) => incident.clock.push(Fact::new(event, (**body).clone())),
        Body::LogAdded(body) => {
            let added = Fact::new(event, (**body).clone());
            incident.entries.push(Entry { added, corrections: Vec::new() });
        }
        Body::LogCorrected(body) => {
            let entries = &mut incident.entries;
            if let Some(entry) = entries.iter_mut().rev().find(|one| one.added.event == body.target) {
                entry.corrections.push(Fact::new(event, body.text.clone()));
            }
        }
        Body::LinkAdded(body) => {
            incident.links.insert(body.incident.clone(), (body.relation, body.title.clone()));
        }
        Body::LinkRemoved(body) => {
            incident.links.remove(&body.incident);
        }
        Body::Erasure(body) => {
            let tombstone = Tombstone { by: event.header.author.clone(), at: recorded, reason: body.reason.clone() };
            incident.erased.insert(body.target.clone(), tombstone);
        }
        Body::Resolved(_) => incident.standing = Standing::Resolved(event.happened()),
        Body::Closed(_) => incident.standing = Standing::Closed(event.happened()),
        Body::Finalised(body) => incident.postmortem_final.push(Fact::new(event, body.summary.clone())),
        Body::Archived(_) => incident.standing = Standing::Archived(event.happened()),
        Body::Reopened(_) => incident.standing = Standing::Open,
    }
}
