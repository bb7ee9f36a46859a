//! One line of the board, kept where it can be read before the store opens. A cache: thrown away and made anew at will.

use super::board_clock::{BoardClock, clocks_of};
use crate::deadline::contract_clock;
use crate::deadline::in_force::Rules;
use crate::readiness::overload::{Overload, overloaded};
use crate::record::civil::Zones;
use crate::record::codes::{Outcome, Phase, Seat, SeverityLevel, StepStatus, Tlp};
use crate::record::id::Id;
use crate::record::incident::{Incident, Standing};
use crate::record::json;
use crate::record::order::sort;
use crate::record::organisation;
use crate::record::review::{first_review_due, review_due};
use crate::record::time::Timestamp;

/// Raised when a summary is made in another way than before: lines made in an older way are made anew.
const MANNER: &str = "6";

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
    /// `open`, `resolved`, `closed` or `archived`.
    pub standing: String,
    /// When the contract clock started. Older builds know of no other clock.
    pub clock_start: Option<Timestamp>,
    /// When it is due.
    pub clock_due: Option<Timestamp>,
    /// When it was answered.
    pub clock_filed: Option<Timestamp>,
    /// All clocks that run or were answered; none in a line that an older build wrote. Read them by
    /// [`Summary::clocks`].
    pub clocks: Option<Vec<BoardClock>>,
    /// In which manner and with which edition of the rules it was made; none by older builds.
    pub made: Option<String>,
    /// Steps that are blocked.
    pub blocked: usize,
    /// When the first review of open follow-up work is overdue; none too in a line that an older build wrote.
    pub review: Option<Timestamp>,
    /// When each review of open follow-up work is overdue; none in a line that an older build wrote.
    pub reviews: Option<Vec<Timestamp>>,
    /// Number of events it was made from.
    pub events: usize,
    /// When the newest event was recorded.
    pub last: Option<Timestamp>,
}

crate::json_struct! { Summary { id, title, exercise, tlp, privileged, severity, phase, outcome, lead, standing, clock_start, clock_due, clock_filed, clocks, made, blocked, review, reviews, events, last } }

impl Summary {
    /// Summarises an incident; `None` before its first event.
    #[must_use]
    pub fn of(incident: &Incident, rules: Rules, zones: &dyn Zones) -> Option<Self> {
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
            clocks: Some(clocks_of(incident, rules, zones)),
            made: Some(manner(rules)),
            blocked: (incident.steps.iter())
                .filter(|(code, step)| step.status() == StepStatus::Blocked && incident.works_on(code))
                .count(),
            review: first_review_due(incident),
            reviews: Some(incident.registers.iter().filter_map(review_due).collect()),
            events: incident.events,
            last: incident.last_recorded,
        })
    }

    /// True while it belongs among the open ones.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let over = self.standing == super::derived::standing_code(Standing::Closed(Timestamp(0)));
        !over && !self.is_archived() && !self.is_organisation()
    }

    /// True for the line of the record of the organisation, which is no incident.
    #[must_use]
    pub fn is_organisation(&self) -> bool {
        organisation::is(&self.id)
    }

    /// True once everything that followed from it is resolved and reviewed.
    #[must_use]
    pub fn is_archived(&self) -> bool {
        self.standing == super::derived::standing_code(Standing::Archived(Timestamp(0)))
    }

    /// Reads a line as it was kept. Of one that an older build wrote, the contract clock is its only clock.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut line: Self = json::parse(text)?;
        if line.clocks.is_none() {
            let contract = BoardClock::contract(line.clock_start, line.clock_due, line.clock_filed);
            line.clocks = Some(contract.into_iter().collect());
        }
        Some(line)
    }

    /// True when it was made in this [`manner`].
    #[must_use]
    pub fn is_made(&self, manner: &str) -> bool {
        self.made.as_deref() == Some(manner)
    }

    /// Its clocks, next due first.
    #[must_use]
    pub fn clocks(&self) -> &[BoardClock] {
        self.clocks.as_deref().unwrap_or_default()
    }

    /// Its clocks that want attention, next due first; none once the incident is closed.
    pub fn open_clocks(&self) -> impl Iterator<Item = &BoardClock> {
        let open = self.is_open();
        self.clocks().iter().filter(move |clock| open && !clock.answered)
    }

    /// True when its clocks are told of wherever one is: it is open and real, or the incident that is looked at.
    #[must_use]
    pub fn is_watched(&self, here: Option<&Id>) -> bool {
        self.is_open() && (!self.exercise || here == Some(&self.id))
    }

    /// True when a review of what follows from it is overdue, also once it is closed. Exercises are kept apart.
    #[must_use]
    pub fn has_overdue_review(&self, now: Timestamp) -> bool {
        !self.exercise && self.review.is_some_and(|due| now > due)
    }

    /// How many of its reviews are overdue. Exercises are kept apart.
    #[must_use]
    pub fn overdue_reviews(&self, now: Timestamp) -> usize {
        let overdue = |all: &Vec<Timestamp>| all.iter().filter(|due| now > **due).count();
        match self.has_overdue_review(now) {
            true => self.reviews.as_ref().map_or(1, overdue),
            false => 0,
        }
    }

    /// The next instant at which one of its clocks ends.
    #[must_use]
    pub fn next_end(&self) -> Option<Timestamp> {
        self.open_clocks().filter_map(BoardClock::end).min()
    }
}

/// The manner in which this build makes summaries, and the edition of the rules.
#[must_use]
pub fn manner(rules: Rules) -> String {
    [MANNER, "/", &rules.edition()].concat()
}

/// The clock to show where there is room for one: the next that ends, those of real incidents before those of exercises.
#[must_use]
pub fn nearest<'a>(board: &'a [Summary], here: Option<&Id>) -> Option<(&'a Summary, &'a BoardClock, Timestamp)> {
    let watched = board.iter().filter(|line| line.is_watched(here));
    let clocks = watched.flat_map(|line| line.open_clocks().map(move |clock| (line, clock)));
    let ends = clocks.filter_map(|(line, clock)| Some((line, clock, clock.end()?)));
    ends.min_by(|a, b| (a.0.exercise, a.2, &a.0.title).cmp(&(b.0.exercise, b.2, &b.0.title)))
}

/// Who leads several open incidents at once. Exercises are kept apart.
#[must_use]
pub fn overload(board: &[Summary]) -> Vec<Overload<'_>> {
    let open = board.iter().filter(|line| line.is_open() && !line.exercise);
    overloaded(&open.map(|line| (&line.id, line.lead.as_str())).collect::<Vec<_>>())
}

/// A clock that waits, with what its line on the board shows of its incident.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// The incident.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// The clock.
    pub clock: BoardClock,
}

/// The clocks of all open incidents, the next end first, those without an end last. Exercises are kept apart.
#[must_use]
pub fn waiting(board: &[Summary]) -> Vec<Waiting> {
    let lines = board.iter().filter(|line| !line.exercise);
    let mut found: Vec<Waiting> = lines
        .flat_map(|line| {
            let one =
                |clock: &BoardClock| Waiting { id: line.id.clone(), title: line.title.clone(), clock: clock.clone() };
            line.open_clocks().map(one)
        })
        .collect();
    let key = |one: &Waiting| (one.clock.end().is_none(), one.clock.end(), one.clock.start);
    sort(&mut found, &|a, b| key(a) < key(b));
    found
}
