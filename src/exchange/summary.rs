//! One line of the board, kept where it can be read before the store opens. A cache: thrown away and made anew at will.

use crate::deadline::contract_clock;
use crate::record::codes::{Outcome, Phase, Seat, SeverityLevel, StepStatus, Tlp};
use crate::record::id::Id;
use crate::record::incident::{Incident, Standing};
use crate::record::time::Timestamp;

/// What the board shows of an incident.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The incident.
    pub id: Id,
    /// Title.
    pub title: String,
    /// An exercise is kept apart.
    pub exercise: bool,
    /// Marking.
    pub tlp: Tlp,
    /// Marked legally privileged.
    pub privileged: bool,
    /// Severity.
    pub severity: Option<SeverityLevel>,
    /// Phase.
    pub phase: Option<Phase>,
    /// Outcome.
    pub outcome: Option<Outcome>,
    /// Incident lead.
    pub lead: String,
    /// `open`, `resolved` or `closed`.
    pub standing: String,
    /// When the contract clock started.
    pub clock_start: Option<Timestamp>,
    /// When it is due.
    pub clock_due: Option<Timestamp>,
    /// When it was answered.
    pub clock_filed: Option<Timestamp>,
    /// Steps that are blocked.
    pub blocked: usize,
    /// Number of events it was made from.
    pub events: usize,
    /// When the newest event was recorded.
    pub last: Option<Timestamp>,
}

crate::json_struct! { Summary { id, title, exercise, tlp, privileged, severity, phase, outcome, lead, standing, clock_start, clock_due, clock_filed, blocked, events, last } }

impl Summary {
    /// Summarises an incident; `None` before its first event.
    #[must_use]
    pub fn of(incident: &Incident) -> Option<Self> {
        let clock = contract_clock(incident);
        Some(Self {
            id: incident.id.clone()?,
            title: incident.title().to_owned(),
            exercise: incident.is_exercise(),
            tlp: incident.marking(),
            privileged: incident.is_privileged(),
            severity: incident.severity.last().map(|fact| fact.value.level),
            phase: incident.current_phase(),
            outcome: incident.classification.last().map(|fact| fact.value.outcome),
            lead: incident.seat(Seat::Lead).unwrap_or_default().to_owned(),
            standing: super::derived::standing_code(incident.standing).to_owned(),
            clock_start: clock.start(),
            clock_due: clock.due,
            clock_filed: clock.filed.as_ref().and_then(|fact| fact.value.moment.at),
            blocked: incident.steps.values().filter(|step| step.status() == StepStatus::Blocked).count(),
            events: incident.events,
            last: incident.last_recorded,
        })
    }

    /// True while it belongs among the open ones.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.standing != super::derived::standing_code(Standing::Closed(Timestamp(0)))
    }

    /// True while its clock runs unanswered.
    #[must_use]
    pub fn clock_open(&self) -> bool {
        self.clock_due.is_some() && self.clock_filed.is_none()
    }
}
