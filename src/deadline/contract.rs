//! The contract clock: 72 absolute hours from the formal declaration. It stands in the header of every incident and on
//! the board, so it needs neither the rules as data nor a zone; a test holds it against the row `contract-72h`.

use crate::record::body::Filed;
use crate::record::codes::{Applicability, CONTRACT_72H};
use crate::record::incident::{Fact, Incident};
use crate::record::time::{HOUR, Moment, Timestamp};

/// A rule of fixed length in absolute hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Code of the regime.
    pub regime: &'static str,
    /// Stage of the regime.
    pub stage: &'static str,
    /// Anchor code it runs from.
    pub anchor: &'static str,
    /// Length in hours.
    pub hours: i64,
    /// Requirement and source, as shown.
    pub source: &'static str,
    /// The date the source was read, and its edition.
    pub as_of: &'static str,
}

/// Contract notification: 72 absolute hours from the declaration, weekends and holidays included.
pub const CONTRACT: Rule = Rule {
    regime: CONTRACT_72H,
    stage: "notice",
    anchor: "declared",
    hours: 72,
    source: "Microsoft 365, Incident management overview; Data Protection Addendum of the Online Services Terms",
    as_of: "2026-11-22",
};

/// The stage that a notice promises: a filing of it does not answer the notice.
pub const UPDATE: &str = "update";

/// Where a clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockState {
    /// The anchor has not happened.
    NotStarted,
    /// Time is left.
    Running,
    /// The last quarter of the length has begun.
    DueSoon,
    /// The due instant has passed.
    Overdue,
    /// Answered in time.
    Met,
    /// Answered late, by this many milliseconds.
    MetLate(i64),
    /// A person waived the notice.
    Waived,
    /// A person found that the rule does not apply.
    NotApplicable,
}

/// A clock of one incident.
#[derive(Clone, Debug, PartialEq)]
pub struct Clock {
    /// Its rule.
    pub rule: Rule,
    /// The anchor as stated, with its zone.
    pub anchor: Option<Moment>,
    /// The outer limit.
    pub due: Option<Timestamp>,
    /// The first filing that answers it.
    pub filed: Option<Fact<Filed>>,
    /// That no notice is owed, as a person decided.
    pub ruled: Option<ClockState>,
}

impl Clock {
    /// Length in milliseconds.
    #[must_use]
    pub fn length(&self) -> i64 {
        self.rule.hours * HOUR
    }

    /// The instant it runs from.
    #[must_use]
    pub fn start(&self) -> Option<Timestamp> {
        self.anchor.as_ref().and_then(|moment| moment.at)
    }

    /// State at `now`. At the due instant itself it is not yet overdue.
    #[must_use]
    pub fn state(&self, now: Timestamp) -> ClockState {
        let Some(due) = self.due else {
            return self.ruled.unwrap_or(ClockState::NotStarted);
        };
        if let Some(at) = self.filed.as_ref().and_then(|fact| fact.value.moment.at) {
            return match at > due {
                true => ClockState::MetLate(at.since(due)),
                false => ClockState::Met,
            };
        }
        self.ruled.unwrap_or(match due.since(now) {
            left if left < 0 => ClockState::Overdue,
            left if left <= self.length() / 4 => ClockState::DueSoon,
            _ => ClockState::Running,
        })
    }

    /// True while it wants attention: started, and neither answered nor ruled out.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.due.is_some() && self.filed.is_none() && self.ruled.is_none()
    }

    /// Share of the length gone at `now`, 0 to 100.
    #[must_use]
    pub fn elapsed_percent(&self, now: Timestamp) -> u32 {
        let end = self.filed.as_ref().and_then(|fact| fact.value.moment.at).unwrap_or(now);
        let gone = self.start().map_or(0, |start| end.since(start));
        let percent = (gone.max(0) * 100 / self.length().max(1)).min(100);
        u32::try_from(percent).unwrap_or(0)
    }
}

/// The contract clock of an incident, whatever was decided of it.
#[must_use]
pub fn contract_clock(incident: &Incident) -> Clock {
    let anchor = incident.declaration().map(|fact| fact.value.moment.clone());
    let start = anchor.as_ref().and_then(|moment| moment.at);
    let due = start.map(|start| start.plus(CONTRACT.hours * HOUR));
    let filed = due.and_then(|_| contract_filing(incident).cloned());
    Clock { rule: CONTRACT, anchor, due, filed, ruled: None }
}

/// The contract clock with what a person decided of it. The board leaves out what is ruled out, and does without.
#[must_use]
pub fn ruled_clock(incident: &Incident) -> Clock {
    Clock { ruled: ruled(incident), ..contract_clock(incident) }
}

/// Whether a person waived the notice, or found that it is not owed: of the rule as a whole, or of its one stage.
fn ruled(incident: &Incident) -> Option<ClockState> {
    if incident.waiver(CONTRACT.regime, CONTRACT.stage).is_some() {
        return Some(ClockState::Waived);
    }
    let out =
        |code: &str| incident.decision(code).is_some_and(|fact| fact.value.decision == Applicability::DoesNotApply);
    let stage = [CONTRACT.regime, ".", CONTRACT.stage].concat();
    (out(CONTRACT.regime) || out(&stage)).then_some(ClockState::NotApplicable)
}

/// The first filing that answers the declaration that stands: one from the first moment given for it on, so that
/// correcting the declared time later does not un-answer it. One before a withdrawal belongs to that earlier
/// declaration.
pub(super) fn contract_filing(incident: &Incident) -> Option<&Fact<Filed>> {
    incident.declaration()?;
    let given = incident.declarations.iter().skip(incident.declarations_over);
    let given = given.filter_map(|fact| fact.value.moment.at).min();
    let answers = |fact: &&Fact<Filed>| {
        let is_notice = fact.value.regime == CONTRACT.regime && fact.value.stage != UPDATE;
        is_notice && fact.value.moment.at.zip(given).is_some_and(|(at, from)| at >= from)
    };
    incident.filed().filter(answers).min_by_key(|fact| fact.value.moment.at)
}

/// All clocks of an incident.
#[must_use]
pub fn clocks(incident: &Incident) -> Vec<Clock> {
    vec![ruled_clock(incident)]
}

/// Milliseconds from awareness to declaration, where both are known (R-028: the gap is shown).
#[must_use]
pub fn awareness_gap(incident: &Incident) -> Option<i64> {
    let aware = incident.anchor(None, "aware")?.value.moment.at?;
    let declared = incident.declaration()?.value.moment.at?;
    Some(declared.since(aware))
}

/// True for a gap from awareness to declaration, in milliseconds, that is longer than the hours set.
#[must_use]
pub fn is_long(gap: i64, hours: usize) -> bool {
    i64::try_from(hours).is_ok_and(|hours| gap > hours.saturating_mul(HOUR))
}
