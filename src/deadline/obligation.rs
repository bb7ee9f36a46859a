//! Every stage of every rule of an incident, and where it stands.
//!
//! An obligation is worked out once from the record; its state at a moment is then a few comparisons, so that a board
//! of a thousand of them can tick.

use super::contract::UPDATE;
use super::count::Due;
use crate::record::body::{Filed, OwnTargetSet, RegimeDecided};
use crate::record::codes::Applicability;
use crate::record::incident::{Fact, Waiver};
use crate::record::time::{Moment, Timestamp};

/// Where an obligation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The rule is only proposed, or not yet in force.
    NotInForce,
    /// A person decided that the rule does not apply.
    NotApplicable,
    /// Nobody has decided yet whether the rule applies: its date only says what would be due.
    ScopeNotDeclared,
    /// The anchor has not happened.
    NotStarted,
    /// The anchor happened, and nobody stated when.
    AnchorMissing,
    /// Time is left; or the law names no length.
    Running,
    /// The last quarter of the length has begun.
    DueSoon,
    /// The due instant has passed.
    Overdue,
    /// Filed, with nothing to measure it by: no length in law, or no anchor.
    Filed,
    /// Filed in time.
    FiledOnTime,
    /// Filed late, by this many milliseconds.
    FiledLate(i64),
    /// A person decided that this notice is not given.
    Waived,
}

impl State {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotInForce => "not_in_force",
            Self::NotApplicable => "not_applicable",
            Self::ScopeNotDeclared => "scope_not_declared",
            Self::NotStarted => "not_started",
            Self::AnchorMissing => "anchor_missing",
            Self::Running => "running",
            Self::DueSoon => "due_soon",
            Self::Overdue => "overdue",
            Self::Filed => "filed",
            Self::FiledOnTime => "filed_on_time",
            Self::FiledLate(_) => "filed_late",
            Self::Waived => "waived",
        }
    }
}

/// What an obligation runs from.
#[derive(Clone, Debug, PartialEq)]
pub enum Begin {
    /// It has not happened.
    Not,
    /// It happened, and nobody stated when.
    Missing,
    /// It happened then.
    At(Moment),
}

impl Begin {
    /// When it happened, where that is known.
    #[must_use]
    pub fn moment(&self) -> Option<&Moment> {
        match self {
            Self::At(moment) => Some(moment),
            Self::Not | Self::Missing => None,
        }
    }
}

/// A relief that a person claimed for a notice.
#[derive(Clone, Debug, PartialEq)]
pub struct Relieved {
    /// The claim: by whom, in what role, why.
    pub claim: String,
    /// When it would be due without; none where the relief changes nothing.
    pub from: Option<Timestamp>,
}

/// One stage of one rule, in one incident.
#[derive(Clone, Debug, PartialEq)]
pub struct Obligation {
    /// Code of the regime.
    pub regime: String,
    /// Code of the stage.
    pub stage: String,
    /// True unless the rule is only proposed, or not yet in force.
    pub in_force: bool,
    /// Whether the rule applies; the contract clock does unless somebody decided otherwise.
    pub applies: Applicability,
    /// The decision on the rule: reason, by whom.
    pub decided: Option<Fact<RegimeDecided>>,
    /// What it runs from.
    pub begin: Begin,
    /// What its second length runs from, where it has one.
    pub cap_begin: Option<Begin>,
    /// When it ends: the earlier of both lengths. Nothing where the law names no length or nothing runs yet.
    pub due: Option<Due>,
    /// True when it is the second length that ends first.
    pub by_cap: bool,
    /// An end that is not due. Before it starts: when the second length alone would end, where a late own anchor counts
    /// alone (DORA before classification: nothing is owed yet, but little time would be left). Once it runs: the end of
    /// a least time to keep something, after which nothing is owed.
    pub ahead: Option<Due>,
    /// The first filing that answers it.
    pub filed: Option<Fact<Filed>>,
    /// The waiver: reason, by whom.
    pub waived: Option<Fact<Waiver>>,
    /// The team's own target; never a limit of the law.
    pub own_target: Option<Fact<OwnTargetSet>>,
    /// The relief claimed for it, where its rule leaves one to a person; counted in `due`.
    pub relief: Option<Relieved>,
    /// True while values stand that did not see each other: of an anchor, of the declaration, or on the rule itself.
    pub unsettled: bool,
    /// The form that settles them, with what it is about: `anchors:aware`.
    pub settled_in: Option<String>,
}

impl Obligation {
    /// State at `now`. At the due instant itself it is not yet overdue.
    #[must_use]
    pub fn state(&self, now: Timestamp) -> State {
        if let Some(fact) = &self.filed {
            return match fact.value.moment.at.zip(self.due.as_ref()) {
                None => State::Filed,
                Some((at, due)) if at > due.at => State::FiledLate(at.since(due.at)),
                Some(_) => State::FiledOnTime,
            };
        }
        if self.waived.is_some() {
            return State::Waived;
        }
        if !self.in_force {
            return State::NotInForce;
        }
        match self.applies {
            Applicability::DoesNotApply => return State::NotApplicable,
            Applicability::NotYetKnown => return State::ScopeNotDeclared,
            Applicability::Applies => {}
        }
        let Some(due) = &self.due else {
            return match self.begin {
                Begin::Not => State::NotStarted,
                Begin::Missing => State::AnchorMissing,
                Begin::At(_) => State::Running,
            };
        };
        match due.at.since(now) {
            left if left < 0 => State::Overdue,
            left if left <= due.length() / 4 => State::DueSoon,
            _ => State::Running,
        }
    }

    /// True while it wants attention: it applies, runs, and is neither answered nor waived.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let runs = self.due.is_some() || self.begin != Begin::Not;
        self.in_force && self.applies == Applicability::Applies && runs && self.filed.is_none() && self.waived.is_none()
    }

    /// The update that a notice promised, where this is one and the law names no length: from when, to when.
    #[must_use]
    pub fn promised(&self) -> Option<(Timestamp, Timestamp)> {
        let target = self.own_target.as_ref().filter(|_| self.stage == UPDATE && self.due.is_none())?;
        Some((target.happened, target.value.due.at?))
    }

    /// The instant it runs from.
    #[must_use]
    pub fn start(&self) -> Option<Timestamp> {
        self.due.map(|due| due.start).or_else(|| self.begin.moment().and_then(|moment| moment.at))
    }

    /// Share of the length gone at `now`, 0 to 100; 0 where there is no length.
    #[must_use]
    pub fn elapsed_percent(&self, now: Timestamp) -> u32 {
        let Some(due) = &self.due else { return 0 };
        let end = self.filed.as_ref().and_then(|fact| fact.value.moment.at).unwrap_or(now);
        let percent = (end.since(due.start).max(0).saturating_mul(100) / due.length().max(1)).min(100);
        u32::try_from(percent).unwrap_or(0)
    }

    /// True once the own target has passed with nothing filed. Never "overdue in law".
    #[must_use]
    pub fn own_target_passed(&self, now: Timestamp) -> bool {
        let target = self.own_target.as_ref().and_then(|fact| fact.value.due.at);
        self.filed.is_none() && target.is_some_and(|at| now > at)
    }
}
