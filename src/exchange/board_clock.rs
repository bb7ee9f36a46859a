//! A clock as a line of the board keeps it: enough to count down with neither the rules nor the record at hand.

use crate::deadline::in_force::Rules;
use crate::deadline::obligation::{Begin, Obligation};
use crate::deadline::pack::Pack;
use crate::deadline::{CONTRACT, ClockState, contract_clock, obligations, own};
use crate::record::bilingual::Bilingual;
use crate::record::civil::Zones;
use crate::record::codes::{Applicability, CONTRACT_72H};
use crate::record::incident::Incident;
use crate::record::time::{HOUR, Timestamp};

/// One clock of an incident: one that runs, or one that was answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BoardClock {
    /// Code of the regime.
    pub regime: String,
    /// Code of the stage.
    pub stage: String,
    /// Name of the regime; empty for the contract clock, whose name the board knows.
    pub regime_name: Bilingual,
    /// Name of the stage; empty for the contract clock.
    pub stage_name: Bilingual,
    /// The instant it runs from; none where nobody stated it.
    pub start: Option<Timestamp>,
    /// When it is due in law; none where the law names no length or nobody stated the start.
    pub due: Option<Timestamp>,
    /// The team's own target; never a limit of the law.
    pub own_target: Option<Timestamp>,
    /// True once it was answered.
    pub answered: bool,
    /// When it was answered, where that was stated.
    pub filed: Option<Timestamp>,
    /// True while values it hangs on stand that did not see each other.
    pub unsettled: bool,
}
crate::json_struct! { BoardClock { regime, stage, regime_name, stage_name, start, due, own_target, answered, filed, unsettled } }

impl BoardClock {
    /// The contract clock with these instants; `None` where it does not run.
    #[must_use]
    pub fn contract(start: Option<Timestamp>, due: Option<Timestamp>, filed: Option<Timestamp>) -> Option<Self> {
        let (regime, stage) = (CONTRACT.regime.to_owned(), CONTRACT.stage.to_owned());
        due.map(|_| Self { regime, stage, start, due, answered: filed.is_some(), filed, ..Self::default() })
    }

    /// True for the contract clock.
    #[must_use]
    pub fn is_contract(&self) -> bool {
        self.regime == CONTRACT.regime && self.stage == CONTRACT.stage
    }

    /// Length in milliseconds; 0 where the law names none.
    #[must_use]
    pub fn length(&self) -> i64 {
        let of_contract = CONTRACT.hours * HOUR;
        self.due.map_or(0, |due| self.start.map_or(of_contract, |start| due.since(start)))
    }

    /// The instant to watch while it is open: when it is due in law, or else the own target.
    #[must_use]
    pub fn end(&self) -> Option<Timestamp> {
        self.due.or(self.own_target)
    }

    /// From when on it is due soon: the last quarter of the length.
    #[must_use]
    pub fn soon(&self) -> Option<Timestamp> {
        self.due.map(|due| due.plus(-(self.length() / 4)))
    }

    /// State at `now`. At the due instant itself it is not yet overdue; without a length in law it never is.
    #[must_use]
    pub fn state(&self, now: Timestamp) -> ClockState {
        if self.answered {
            return match self.filed.zip(self.due) {
                Some((filed, due)) if filed > due => ClockState::MetLate(filed.since(due)),
                _ => ClockState::Met,
            };
        }
        match (self.due, self.soon()) {
            (Some(due), _) if now > due => ClockState::Overdue,
            (Some(_), Some(soon)) if now >= soon => ClockState::DueSoon,
            (None, _) if self.start.is_none() => ClockState::NotStarted,
            _ => ClockState::Running,
        }
    }

    /// Share of the length gone at `now`, 0 to 100; 0 where the law names no length.
    #[must_use]
    pub fn elapsed_percent(&self, now: Timestamp) -> i64 {
        match self.due {
            Some(due) => {
                let length = self.length().max(1);
                (now.since(due) + length).clamp(0, length) * 100 / length
            }
            None => 0,
        }
    }
}

/// The clocks of an incident that run or were answered. Rules of which nobody said that they apply are left out.
#[must_use]
pub fn clocks_of(incident: &Incident, rules: Rules, zones: &dyn Zones) -> Vec<BoardClock> {
    // The rules are not even read for an incident that has nothing but the contract clock.
    match names_rules(incident) {
        true => clocks_under(incident, rules.pack(), zones),
        false => {
            let clock = contract_clock(incident);
            let filed = clock.filed.as_ref().and_then(|fact| fact.value.moment.at);
            let unsettled = incident.declarations.is_unsettled();
            let found = BoardClock::contract(clock.start(), clock.due, filed);
            found.map(|one| BoardClock { unsettled, ..one }).into_iter().collect()
        }
    }
}

/// The clocks of an incident under these rules.
#[must_use]
pub fn clocks_under(incident: &Incident, pack: &Pack, zones: &dyn Zones) -> Vec<BoardClock> {
    let mut clocks: Vec<BoardClock> = obligations(incident, pack, zones)
        .iter()
        .filter(|one| shown(one))
        .map(|one| clock(one, incident, pack))
        .collect();
    let end = |clock: &BoardClock| (clock.end().is_none(), clock.end());
    crate::record::order::sort(&mut clocks, &|a, b| end(a) < end(b));
    clocks
}

/// True when the record says anything of a rule beside the contract clock's declaration and its filings. A notice that
/// was sent may promise an update.
fn names_rules(incident: &Incident) -> bool {
    let other = |regime: &String| regime != CONTRACT_72H;
    let of_stage = |key: &(String, String)| other(&key.0) || key.1 != CONTRACT.stage;
    !incident.decisions.is_empty()
        || !incident.waivers.is_empty()
        || !incident.own_targets.is_empty()
        || !incident.cadences.is_empty()
        || !incident.notices_sent.is_empty()
        || incident.sent.keys().any(of_stage)
        || incident.anchors.keys().any(|key| key.0.is_some())
}

/// True for one that belongs on the board.
fn shown(one: &Obligation) -> bool {
    let answered = one.filed.is_some() && one.applies == Applicability::Applies;
    answered || (one.is_open() && !is_silent(one))
}

/// True for the follow-up to the contract notice while nobody has promised one: it is owed at the time the notice
/// states, and at none else.
#[must_use]
pub fn is_silent(one: &Obligation) -> bool {
    let promised = one.own_target.is_some() || one.filed.is_some() || one.waived.is_some();
    one.regime == CONTRACT_72H && one.stage != CONTRACT.stage && !promised
}

fn clock(one: &Obligation, incident: &Incident, pack: &Pack) -> BoardClock {
    let regime = own::find(pack, incident, &one.regime);
    let regime = regime.as_deref().filter(|_| one.regime != CONTRACT_72H || one.stage != CONTRACT.stage);
    let stage = regime.and_then(|regime| regime.stage(&one.stage));
    BoardClock {
        regime: one.regime.clone(),
        stage: one.stage.clone(),
        regime_name: regime.map(|regime| regime.name.clone()).unwrap_or_default(),
        stage_name: stage.map(|stage| stage.name.clone()).unwrap_or_default(),
        start: one.start().filter(|_| one.due.is_some() || matches!(one.begin, Begin::At(_))),
        due: one.due.map(|due| due.at),
        own_target: one.own_target.as_ref().and_then(|fact| fact.value.due.at),
        answered: one.filed.is_some(),
        filed: one.filed.as_ref().and_then(|fact| fact.value.moment.at),
        unsettled: one.unsettled,
    }
}
