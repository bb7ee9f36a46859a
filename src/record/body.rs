//! What an event states: one struct a kind. Field names are the names in the exported record.
//!
//! Kinds are only ever added; a kind this build does not know is kept as it came.

use super::bodies::bodies;
use super::codes::{
    ActionStatus, Answer, Applicability, Cause, ClockFinding, Confidence, Customers, DataClass, EntryKind,
    EvictionClaim, GateCode, Ground, Harm, Impact, Mode, NoticeLanguage, Outcome, Phase, PlanColumn, PlanLimit, Rating,
    Relation, ReporterKind, Seat, ServiceClaim, SeverityCriterion, SeverityLevel, StepStatus, Tlp, WatchResult,
};
use super::id::Id;
use super::json::Json;
use super::map::Map;
use super::register::EntryValues;
pub use super::statement::Statement;
pub use super::terms::Terms;
use super::time::{Moment, Timestamp};
use serde_json::Value;

bodies! {
    /// An incident record was opened.
    "incident.opened" Opened {
        /// Real or exercise.
        mode: Mode,
        /// Code of the playbook followed.
        playbook: String,
        /// Its version, pinned.
        playbook_version: String,
        /// Short title.
        title: String,
        /// Initial marking.
        tlp: Tlp,
    }
    /// Who reported what. A later one corrects an earlier one.
    "report.recorded" Reported { /// Kind of reporter.
        reporter: ReporterKind, /// Name or organisation of the reporter.
        reporter_name: String, /// Rule or alert identifier, for a tool.
        rule_id: String, /// What was seen, in the reporter's words.
        what: String, /// Where: system, service, site.
        place: String }
    /// The title was changed.
    "title.set" TitleSet { /// New title.
        title: String }
    /// The TLP marking was changed.
    "tlp.set" TlpSet { /// New marking.
        tlp: Tlp }
    /// The "legally privileged" mark was set or removed.
    "privilege.set" PrivilegeSet { /// Whether the record is marked.
        privileged: bool, /// On whose advice, and why.
        reason: String }
    /// A legal hold was placed: nothing may be erased or purged.
    "hold.placed" HoldPlaced { /// Matter or reason.
        reason: String, /// Who ordered it.
        by: String }
    /// The legal hold was released.
    "hold.released" HoldReleased { /// Why.
        reason: String, /// Who ordered it.
        by: String }
    /// The report went to a service's response team. `acknowledged` may come later.
    "escalation.recorded" Escalated {
        /// Service concerned.
        service: String,
        /// Its response team.
        team: String,
        /// Person on call.
        person: String,
        /// How they were reached.
        channel: String,
        /// When the call was made.
        called: Moment,
        /// When it was acknowledged, if it was.
        acknowledged: Option<Moment>,
    }
    /// An escalation was acknowledged.
    "escalation.acknowledged" Acknowledged { /// The escalation event.
        escalation: Id, /// When.
        at: Moment, /// By whom.
        person: String }
    /// Severity on the eight criteria (B-15).
    "severity.set" SeveritySet { /// The level chosen.
        level: SeverityLevel, /// What was judged under each criterion.
        criteria: Map<SeverityCriterion, String>, /// Why this level.
        reason: String, /// When it is to be judged again.
        next_review: Option<Moment> }
    /// A moment from which a clock may run, owned by the incident or by one regime.
    "anchor.set" AnchorSet {
        /// Anchor code, for example `aware`.
        anchor: String,
        /// The regime that owns this value; none for the incident's own.
        regime: Option<String>,
        /// The moment.
        moment: Moment,
        /// Where this is known from.
        source: String,
    }
    /// Confirmed or ruled out.
    "incident.classified" Classified {
        /// Availability affected.
        availability: Answer,
        /// Grounds and evidence for this outcome.
        basis: String,
        /// Accidental or unlawful.
        cause: Cause,
        /// How sure.
        confidence: Confidence,
        /// Confidentiality affected.
        confidentiality: Answer,
        /// Whether customers are affected.
        customers: Customers,
        /// Range or basis of the estimate of customers affected.
        customers_estimate: String,
        /// Whose data.
        data: Vec<DataClass>,
        /// Harms found or likely.
        harms: Vec<Harm>,
        /// Integrity affected.
        integrity: Answer,
        /// What it is.
        outcome: Outcome,
        /// Whether the data was being processed by us.
        processed_by_us: Answer,
    }
    /// The formal declaration: starts the contract clock.
    "incident.declared" Declared {
        /// In words: on what facts.
        basis: String,
        /// True when a breach was confirmed; false is "reasonable suspicion".
        confirmed: bool,
        /// The declaration this one corrects.
        corrects: Option<Id>,
        /// Who declared.
        declarer: String,
        /// Grounds ticked.
        grounds: Vec<Ground>,
        /// When, with the zone.
        moment: Moment,
        /// Regimes and contracts that were considered.
        regimes_reviewed: String,
        /// Role of the declarer.
        role: String,
    }
    /// A declaration was withdrawn, with reasons; the clock stops being counted, the record stays.
    "declaration.withdrawn" Withdrawn { /// Who.
        by: String, /// Why.
        reason: String, /// In what role.
        role: String }
    /// A phase was entered, or entered again.
    "phase.opened" PhaseOpened { /// The phase.
        phase: Phase, /// Why, when it is opened again or early.
        reason: String }
    /// A phase was left.
    "phase.closed" PhaseClosed { /// The phase.
        phase: Phase }
    /// A named person let a gate be passed with things missing.
    "gate.overridden" GateOverridden { /// The gate.
        gate: GateCode, /// Codes of what was missing.
        missing: Vec<String>, /// Who.
        name: String, /// Why.
        reason: String, /// In what role.
        role: String }
    /// A playbook step was started, finished, blocked, handed over.
    "step.set" StepSet { /// Owner.
        owner: String, /// Reason (not needed) or what blocks it (blocked).
        reason: String, /// What was found or done.
        result: String, /// New status.
        status: StepStatus, /// Step code, for example `AN-3`.
        step: String }
    /// A variant of the playbook was chosen for the incident; its version is pinned.
    "variant.added" VariantAdded { /// Why; empty where it was chosen at intake.
        reason: String, /// Code of the variant, for example `V2`.
        variant: String, /// Its version.
        version: String }
    /// A variant was taken out; what was recorded of its steps stays.
    "variant.removed" VariantRemoved { /// Why.
        reason: String, /// Code of the variant.
        variant: String }
    /// A seat of the virtual team was filled (B-17).
    "seat.filled" SeatFilled { /// How to reach the person.
        contact: String, /// Who.
        person: String, /// Which seat.
        seat: Seat }
    /// A service is impacted.
    "service.added" ServiceAdded { /// Name of the service.
        name: String, /// Owner on the service side.
        owner: String, /// Its response team.
        response_team: String }
    /// A service turned out not to be impacted.
    "service.cleared" ServiceCleared { /// Why.
        reason: String, /// The event that added it.
        service: Id }
    /// A piece of evidence was noted (B-19).
    "evidence.noted" EvidenceNoted {
        /// Who collected it.
        collector: String,
        /// What it is.
        label: String,
        /// Where it is kept.
        place: String,
        /// Identifier, path or ticket.
        reference: String,
        /// SHA-256, where known; else empty.
        sha256: String,
        /// Where it came from.
        source: String,
    }
    /// A row of the joint plan.
    "plan.row_added" PlanRowAdded {
        /// What is to be done.
        action: String,
        /// Effect on the business.
        business_impact: Impact,
        /// Contain, eradicate or recover.
        column: PlanColumn,
        /// Whether evidence the action destroys is safe first.
        evidence_safe: Answer,
        /// What the impact is limited on (B-22); none of an event that earlier builds wrote.
        limits: Option<Vec<PlanLimit>>,
        /// Owner from the response team, who supports.
        response_owner: String,
        /// How to undo it.
        rollback: String,
        /// The impacted service it belongs to (event that added it).
        service: Id,
        /// Owner from the service team, who implements.
        service_owner: String,
        /// Why it is done; none of an event that earlier builds wrote.
        why: Option<String>,
    }
    /// A planned action moved on.
    "plan.row_set" PlanRowSet { /// Result, or reason for dropping it.
        result: String, /// The row (event that added it).
        row: Id, /// New status.
        status: ActionStatus }
    /// An approval, for example of an eradication action with high business impact (B-24).
    "approval.given" Approved { /// Who.
        name: String, /// Grounds.
        reason: String, /// In what role.
        role: String, /// The plan row approved.
        row: Id }
    /// One of the two eradication attestations (B-23).
    "eviction.attested" EvictionAttested { /// On what it rests.
        basis: String, /// What is attested.
        claim: EvictionClaim, /// How sure.
        confidence: Confidence, /// Who.
        name: String, /// In what role.
        role: String }
    /// The known secure state of a service, and how it was verified.
    "secure_state.set" SecureStateSet {
        /// What "secure" means for this service.
        definition: String,
        /// Who restored it.
        implementer: String,
        /// Build, commit or backup, with its date.
        reference: String,
        /// The service (event that added it).
        service: Id,
        /// How it was verified; empty while it is only defined.
        verified_how: String,
        /// Who verified it; another person than the implementer.
        verifier: String,
    }
    /// One of the two attestations per service.
    "service.attested" ServiceAttested { /// On what it rests.
        basis: String, /// What is attested.
        claim: ServiceClaim, /// Who did the work.
        implementer: String, /// The service (event that added it).
        service: Id, /// Who attests; another person than the implementer.
        verifier: String }
    /// Heightened monitoring began (B-26).
    "watch.started" WatchStarted { /// Planned end.
        ends: Moment, /// Signals and thresholds watched.
        signals: String, /// Start.
        starts: Moment, /// Who watches.
        watcher: String }
    /// A watch period ended.
    "watch.ended" WatchEnded { /// What was seen.
        findings: String, /// Who judged it.
        judge: String, /// The result.
        result: WatchResult, /// The event that started it.
        watch: Id }
    /// The response was evaluated, as after every incident.
    "response.evaluated" Evaluated { /// Was it complete?
        completeness: Rating, /// Why.
        completeness_reason: String, /// Who evaluated.
        evaluator: String, /// Gaps found.
        gaps: String, /// Was it sufficient?
        sufficiency: Rating, /// Why.
        sufficiency_reason: String }
    /// Whether a full post-mortem is held.
    "postmortem.decided" PostmortemDecided { /// Approver, needed to waive one that is expected.
        approver: String, /// Why.
        reason: String, /// Whether it is held.
        required: bool }
    /// A notice was sent or a report filed: answers a stage of a regime.
    "filing.recorded" Filed {
        /// Channel.
        channel: String,
        /// Edition of the rule pack in force; none in records of earlier builds.
        edition: Option<String>,
        /// When it was sent.
        moment: Moment,
        /// To whom.
        recipients: String,
        /// Where a copy or receipt is.
        reference: String,
        /// The regime, for example `contract-72h`.
        regime: String,
        /// Stage of the regime.
        stage: String,
    }
    /// A line in the log.
    "log.added" LogAdded {
        /// Channel, for a communication.
        channel: String,
        /// Kind.
        entry: EntryKind,
        /// The text as typed.
        text: String,
        /// With whom, for a communication.
        with: String,
    }
    /// A log line was corrected; the old text stays in the history.
    "log.corrected" LogCorrected { /// The log line.
        target: Id, /// The corrected text.
        text: String }
    /// Another incident is related.
    "link.added" LinkAdded { /// The other incident.
        incident: Id, /// How it is related.
        relation: Relation, /// Its title when linked.
        title: String }
    /// A link was removed.
    "link.removed" LinkRemoved { /// The other incident.
        incident: Id, /// Why.
        reason: String }
    /// The content of an event was erased: the tombstone. Who and when are in the header.
    "content.erased" Erasure { /// Why.
        reason: String, /// The event whose content is gone.
        target: Id }
    /// Every impacted service is clean and recovered.
    "incident.resolved" Resolved { /// In words.
        summary: String }
    /// The incident is closed; its work items may stay open.
    "incident.closed" Closed { /// In words.
        summary: String }
    /// The full post-mortem is final. A later one replaces it.
    "postmortem.finalised" Finalised { /// In words.
        summary: String }
    /// A closed incident is archived: everything that followed from it is resolved and reviewed.
    "incident.archived" Archived { /// In words.
        summary: String }
    /// A resolved, closed or archived incident was opened again.
    "incident.reopened" Reopened { /// Why.
        reason: String }
    /// A filing was recorded by mistake: it answers no clock; the record of it stays.
    "filing.withdrawn" FilingWithdrawn { /// The filing event.
        filing: Id, /// Why.
        reason: String }
    /// A person decided whether a rule applies; a later decision replaces it.
    "regime.decided" RegimeDecided {
        /// Who decided.
        by: String,
        /// Applies, does not apply, not yet known.
        decision: Applicability,
        /// Edition of the rule pack that was read.
        edition: String,
        /// On what grounds.
        reason: String,
        /// The regime, for example `eu-gdpr-33`; or one stage of it, for example `cn-cac-2025.cii`, where that one may not
        /// concern us though the others do.
        regime: String,
        /// In what role.
        role: String,
    }
    /// A notice of a regime that applies will not be given.
    "stage.waived" StageWaived { /// Who decided.
        by: String, /// On what grounds.
        reason: String, /// The regime.
        regime: String, /// In what role.
        role: String, /// Stage of the regime.
        stage: String }
    /// A waiver was taken back: the clock counts again.
    "stage.waiver_withdrawn" WaiverWithdrawn { /// Who decided.
        by: String, /// Why.
        reason: String, /// The regime.
        regime: String, /// In what role.
        role: String, /// Stage of the regime.
        stage: String }
    /// The team's own target for a notice; never a limit of the law. A later one replaces it.
    "own_target.set" OwnTargetSet { /// By when; an unknown time takes the target back.
        due: Moment, /// Why.
        reason: String, /// The regime.
        regime: String, /// Stage of the regime.
        stage: String }
    /// A person decided whether a clock of one's own contracts applies; its terms stand in the record from then on.
    "contract_clock.decided" ContractClockDecided { /// Who decided.
        by: String, /// The terms.
        clock: Terms, /// Applies, does not apply, not yet known.
        decision: Applicability, /// On what grounds.
        reason: String, /// Its code, the digest of its terms.
        regime: String, /// In what role.
        role: String }
    /// How often the team is told while the incident is open. A later one replaces it.
    "cadence.set" CadenceSet { /// Who set it.
        by: String, /// Hours from one update to the next; 0 ends it.
        hours: usize, /// Why.
        reason: String }
    /// A relief that the rule leaves to a person was claimed for a notice, or is no longer.
    "relief.decided" ReliefDecided { /// Who decided.
        by: String, /// Whether it is claimed.
        claimed: bool, /// On what grounds.
        reason: String, /// The regime.
        regime: String, /// In what role.
        role: String, /// Stage of the regime.
        stage: String }
    /// A notice was drafted, or its draft was changed: the newest stands.
    "notice.drafted" NoticeDrafted {
        /// What it says, by the code of what the rule asks for.
        fields: Map<String, Statement>,
        /// The sent notice that it corrects or follows.
        follows: Option<Id>,
        /// In which language.
        language: NoticeLanguage,
        /// When the next update is promised.
        next_update: Option<Moment>,
        /// Its first draft; none where this is the first.
        notice: Option<Id>,
        /// True while the investigation goes on: next steps and the next update are then needed.
        open: bool,
        /// The regime.
        regime: String,
        /// Stage of the regime.
        stage: String,
    }
    /// One draft of a notice was approved; a changed draft is another one.
    "notice.approved" NoticeApproved { /// Who approved.
        by: String, /// The draft event.
        draft: Id, /// In what role.
        role: String }
    /// A notice was sent: its text is frozen, and it files the stage.
    "notice.sent" NoticeSent {
        /// Channel.
        channel: String,
        /// The draft event that was sent.
        draft: Id,
        /// Edition of the rule pack in force; none in records of earlier builds.
        edition: Option<String>,
        /// The sent notice that it corrects or follows.
        follows: Option<Id>,
        /// Codes of what was still missing (gate G7).
        missing: Vec<String>,
        /// When it was sent, to the minute.
        moment: Moment,
        /// The update it promises.
        next_update: Option<Moment>,
        /// To whom.
        recipients: String,
        /// Where a receipt is.
        reference: String,
        /// The regime.
        regime: String,
        /// SHA-256 of the text.
        sha256: String,
        /// Stage of the regime.
        stage: String,
        /// The text as sent.
        text: String,
    }
    /// The contract notice is held back for a while (B-33). A later one replaces it.
    "notice.delayed" NoticeDelayed { /// The executive incident manager who approved.
        executive: String, /// Who approved for legal.
        legal: String, /// Why notifying now would do harm.
        reason: String, /// When it is judged again; an unknown time ends the exception.
        review: Moment }
    /// The clock of the machine jumped, or was behind the newest entry; noticed by the program.
    "clock.noticed" ClockNoticed { /// What was found.
        cause: ClockFinding, /// What it showed less what it should have shown, in seconds.
        difference_seconds: i32, /// What it should have shown at the least: by the steady clock, or by the newest entry.
        expected: Timestamp, /// What it showed.
        seen_at: Timestamp }
    /// An entry of a register was added.
    "entry.added" EntryAdded { /// Code of the register.
        register: String, /// What its fields hold.
        values: EntryValues }
    /// Fields of an entry were changed.
    "entry.changed" EntryChanged { /// The entry (event that added it).
        entry: Id, /// What the changed fields hold now.
        values: EntryValues }
    /// An entry was taken out; what it said stays in the history.
    "entry.removed" EntryRemoved { /// The entry (event that added it).
        entry: Id, /// Why.
        reason: String }
}
