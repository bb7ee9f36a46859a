//! The incident as it stands: a fold of the log. Nothing else is the truth.

use super::body::{
    AnchorSet, Approved, Classified, ClockNoticed, Declared, Escalated, Evaluated, EvictionAttested, EvidenceNoted,
    Filed, LogAdded, NoticeApproved, NoticeDelayed, NoticeDrafted, NoticeSent, Opened, OwnTargetSet, PlanRowAdded,
    PlanRowSet, PostmortemDecided, RegimeDecided, Reported, SecureStateSet, ServiceAdded, ServiceAttested, SeveritySet,
    StageWaived, StepSet, Terms, WaiverWithdrawn, WatchEnded, WatchStarted,
};
use super::codes::{ActionStatus, GateCode, Mode, Phase, Relation, ReporterKind, Seat, StepStatus, Tlp};
use super::event::{Author, Event};
use super::id::Id;
use super::map::Map;
use super::register::RegisterEntry;
use super::stated::Stated;
use super::time::{Moment, Timestamp};
use super::variant::VariantChoice;

/// A stated fact with where it stands in the record.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact<T> {
    /// The event that states it.
    pub event: Id,
    /// Who stated it.
    pub author: Author,
    /// When it was recorded.
    pub recorded: Timestamp,
    /// When it happened, or else when it was recorded.
    pub happened: Timestamp,
    /// What was stated.
    pub value: T,
}

impl<T> Fact<T> {
    /// The fact an event states.
    pub fn new(event: &Event, value: T) -> Self {
        Self {
            event: event.header.id.clone(),
            author: event.header.author.clone(),
            recorded: event.header.recorded,
            happened: event.happened(),
            value,
        }
    }
}

/// A value that changes over time: the last one stands, the others are its history.
pub type History<T> = Vec<Fact<T>>;

/// One stay in a phase.
#[derive(Clone, Debug, PartialEq)]
pub struct Stay {
    /// The event that entered it.
    pub event: Id,
    /// When it was entered.
    pub opened: Timestamp,
    /// Why, where a reason was given.
    pub reason: String,
    /// When it was left.
    pub closed: Option<Timestamp>,
}

/// A playbook step as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StepState {
    /// Owner, once named.
    pub owner: String,
    /// Code of the playbook it comes from.
    pub playbook: String,
    /// The version of that which was pinned when it last changed; empty for a variant that was never chosen.
    pub version: String,
    /// Every change, the last one standing.
    pub history: History<StepSet>,
}

impl StepState {
    /// Status now.
    #[must_use]
    pub fn status(&self) -> StepStatus {
        self.history.last().map_or(StepStatus::ToDo, |fact| fact.value.status)
    }
}

/// An escalation and its receipt.
#[derive(Clone, Debug, PartialEq)]
pub struct Escalation {
    /// As recorded.
    pub call: Fact<Escalated>,
    /// When and by whom it was acknowledged.
    pub acknowledged: Option<(Moment, String)>,
    /// The event that says so: the call itself, or a later one.
    pub receipt: Option<Id>,
}

/// An impacted service.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// As recorded.
    pub added: Fact<ServiceAdded>,
    /// Why it was found not to be impacted.
    pub cleared: Option<String>,
}

/// A row of the joint plan.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanRow {
    /// As planned.
    pub added: Fact<PlanRowAdded>,
    /// How it went.
    pub changes: History<PlanRowSet>,
    /// Approvals given.
    pub approvals: History<Approved>,
}

impl PlanRow {
    /// Status now.
    #[must_use]
    pub fn status(&self) -> ActionStatus {
        self.changes.last().map_or(ActionStatus::Planned, |fact| fact.value.status)
    }

    /// True when the action will not be done.
    #[must_use]
    pub fn is_dropped(&self) -> bool {
        self.status() == ActionStatus::Dropped
    }
}

/// A watch period.
#[derive(Clone, Debug, PartialEq)]
pub struct Watch {
    /// As begun.
    pub started: Fact<WatchStarted>,
    /// Its result.
    pub ended: Option<Fact<WatchEnded>>,
}

/// A log line with its corrections.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// As first written.
    pub added: Fact<LogAdded>,
    /// Corrected texts, the last one standing.
    pub corrections: History<String>,
}

/// A notice will not be given, or after all it will.
#[derive(Clone, Debug, PartialEq)]
pub enum Waiver {
    /// It was waived.
    Given(StageWaived),
    /// The waiver was taken back.
    Withdrawn(WaiverWithdrawn),
}

/// An override of a gate.
#[derive(Clone, Debug, PartialEq)]
pub struct Override {
    /// Which gate.
    pub gate: GateCode,
    /// What was missing.
    pub missing: Vec<String>,
    /// Who let it pass, in what role, and why.
    pub name: String,
    /// Role.
    pub role: String,
    /// Reason.
    pub reason: String,
}

/// The tombstone of an erased content.
#[derive(Clone, Debug, PartialEq)]
pub struct Tombstone {
    /// Who erased it.
    pub by: Author,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

/// Where the incident stands as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Being worked on.
    #[default]
    Open,
    /// Resolved: threat eliminated, services recovered.
    Resolved(Timestamp),
    /// Closed; what followed from it may still be open.
    Closed(Timestamp),
    /// Archived: closed, and all that followed from it is resolved and reviewed.
    Archived(Timestamp),
}

impl Standing {
    /// True once closed, archived or not: it is reopened before work goes on.
    #[must_use]
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Closed(_) | Self::Archived(_))
    }
}

/// An incident folded from its log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Incident {
    /// Its id, once an event was seen.
    pub id: Option<Id>,
    /// How it was opened.
    pub opened: Option<Fact<Opened>>,
    /// Title now.
    pub titles: History<String>,
    /// Marking now and before.
    pub tlp: History<Tlp>,
    /// Legally privileged, now and before, with reasons.
    pub privilege: History<(bool, String)>,
    /// Legal hold, now and before: placed or released, reason, by whom.
    pub hold: History<(bool, String, String)>,
    /// Who reported what.
    pub reports: History<Reported>,
    /// Escalations.
    pub escalations: Vec<Escalation>,
    /// Severity now and before.
    pub severity: History<SeveritySet>,
    /// Anchors by owner (none: the incident) and code, now and before.
    pub anchors: Map<(Option<String>, String), Stated<AnchorSet>>,
    /// Classification now and before.
    pub classification: History<Classified>,
    /// Declarations and withdrawals.
    pub declarations: Stated<Declared>,
    /// Withdrawals: reason, by, role.
    pub withdrawals: History<(String, String, String)>,
    /// How many declarations had been made when a withdrawal last left none standing: they answer for nothing now.
    pub declarations_over: usize,
    /// Stays in each phase.
    pub phases: Map<Phase, Vec<Stay>>,
    /// Gate overrides.
    pub overrides: History<Override>,
    /// Steps that were touched, by code.
    pub steps: Map<String, StepState>,
    /// Variants of the playbook chosen, and no longer, by code.
    pub variants: Map<String, Stated<VariantChoice>>,
    /// Seats: every filling, by seat.
    pub seats: Map<Seat, History<(String, String)>>,
    /// Services.
    pub services: Vec<Service>,
    /// Evidence.
    pub evidence: History<EvidenceNoted>,
    /// Joint plan.
    pub plan: Vec<PlanRow>,
    /// Eradication attestations.
    pub evictions: History<EvictionAttested>,
    /// Known secure states.
    pub secure_states: History<SecureStateSet>,
    /// Attestations per service.
    pub attestations: History<ServiceAttested>,
    /// Watch periods.
    pub watches: Vec<Watch>,
    /// Response evaluation now and before.
    pub evaluations: History<Evaluated>,
    /// Post-mortem decision now and before.
    pub postmortem: History<PostmortemDecided>,
    /// When the post-mortem was made final, with its summary; the last stands.
    pub postmortem_final: History<String>,
    /// Everyone who wrote an event, as they named themselves, the first first.
    pub authors: Vec<String>,
    /// Notices sent and reports filed.
    pub filings: History<Filed>,
    /// Filings recorded by mistake, with the reason: they answer no clock.
    pub filings_withdrawn: Map<Id, String>,
    /// When each stage of a regime was filed, by regime and stage: filings that were taken back among them.
    pub sent: Map<(String, String), Stated<Moment>>,
    /// Whether each regime applies, now and before.
    pub decisions: Map<String, Stated<RegimeDecided>>,
    /// Waivers and their withdrawals, by regime and stage.
    pub waivers: Map<(String, String), Stated<Waiver>>,
    /// Own targets, by regime and stage.
    pub own_targets: Map<(String, String), Stated<OwnTargetSet>>,
    /// Terms of clocks of one's own, by code.
    pub own_clocks: Map<String, Fact<Terms>>,
    /// Hours from one internal update to the next, now and before; 0 for none.
    pub cadences: Stated<usize>,
    /// Reliefs claimed, and claims taken back, by regime and stage; each kept as a waiver is.
    pub reliefs: Map<(String, String), Stated<Waiver>>,
    /// Drafts of notices, every version.
    pub drafts: History<NoticeDrafted>,
    /// Approvals of drafts.
    pub notice_approvals: History<NoticeApproved>,
    /// Notices sent, as frozen; each stands among the filings too.
    pub notices_sent: History<NoticeSent>,
    /// Exceptions by which the contract notice is held back.
    pub delays: Stated<NoticeDelayed>,
    /// What was noticed of the clocks of the machines it was written on.
    pub clock: History<ClockNoticed>,
    /// Log lines, by the event that wrote them.
    pub entries: Vec<Entry>,
    /// Entries of all registers, by the order in which they were added.
    pub registers: Vec<RegisterEntry>,
    /// Linked incidents: id, relation, title.
    pub links: Map<Id, (Relation, String)>,
    /// Tombstones by erased event.
    pub erased: Map<Id, Tombstone>,
    /// Standing.
    pub standing: Standing,
    /// Number of events folded.
    pub events: usize,
    /// Events of kinds this build does not know.
    pub unknown: usize,
    /// When the newest event was recorded.
    pub last_recorded: Option<Timestamp>,
    /// Events looked at to find who had seen what: bounded, whatever the log.
    pub looked: usize,
}

impl Incident {
    /// Title now; empty when its text was erased.
    #[must_use]
    pub fn title(&self) -> &str {
        self.titles.last().map_or("", |fact| fact.value.as_str())
    }

    /// Marking now; AMBER unless said otherwise.
    #[must_use]
    pub fn marking(&self) -> Tlp {
        self.tlp.last().map_or(Tlp::Amber, |fact| fact.value)
    }

    /// True when marked legally privileged.
    #[must_use]
    pub fn is_privileged(&self) -> bool {
        self.privilege.last().is_some_and(|fact| fact.value.0)
    }

    /// True while a legal hold stands.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.hold.last().is_some_and(|fact| fact.value.0)
    }

    /// True for an exercise.
    #[must_use]
    pub fn is_exercise(&self) -> bool {
        self.opened.as_ref().is_some_and(|fact| fact.value.mode == Mode::Exercise)
    }

    /// True while the phase is open.
    #[must_use]
    pub fn is_open(&self, phase: Phase) -> bool {
        self.phases.get(&phase).and_then(|stays| stays.last()).is_some_and(|stay| stay.closed.is_none())
    }

    /// The phase the work is in: the last open one in the order of the process, or the last one left.
    #[must_use]
    pub fn current_phase(&self) -> Option<Phase> {
        let open = Phase::ALL.iter().copied().rfind(|&phase| self.is_open(phase));
        open.or_else(|| self.phases.keys().next_back().copied())
    }

    /// Milliseconds spent in a phase up to `now`, all stays together.
    #[must_use]
    pub fn elapsed_in(&self, phase: Phase, now: Timestamp) -> i64 {
        let stays = self.phases.get(&phase).map_or(&[][..], Vec::as_slice);
        stays.iter().map(|stay| stay.closed.unwrap_or(now).since(stay.opened).max(0)).sum()
    }

    /// Status of a step; to do while untouched.
    #[must_use]
    pub fn step_status(&self, code: &str) -> StepStatus {
        self.steps.get(code).map_or(StepStatus::ToDo, StepState::status)
    }

    /// Who sits in a seat now.
    #[must_use]
    pub fn seat(&self, seat: Seat) -> Option<&str> {
        self.seats.get(&seat).and_then(|history| history.last()).map(|fact| fact.value.0.as_str())
    }

    /// The report that asks for somebody who speaks to customers: one by a customer, while nobody sits in that seat (B-13).
    #[must_use]
    pub fn asks_for_communications(&self) -> Option<&Fact<Reported>> {
        let by_customer = self.reports.last().filter(|fact| fact.value.reporter == ReporterKind::Customer);
        by_customer.filter(|_| self.seat(Seat::Communications).is_none())
    }

    /// True when it stands decided that a full post-mortem is held.
    #[must_use]
    pub fn holds_postmortem(&self) -> bool {
        self.postmortem.last().is_some_and(|fact| fact.value.required)
    }

    /// Services that are impacted and not cleared.
    pub fn impacted(&self) -> impl Iterator<Item = &Service> {
        self.services.iter().filter(|service| service.cleared.is_none())
    }

    /// Name of a service by the event that added it.
    #[must_use]
    pub fn service_name(&self, id: &Id) -> &str {
        let found = self.services.iter().find(|service| service.added.event == *id);
        found.map_or("", |service| service.added.value.name.as_str())
    }
}
