//! The deadlines of the derived section: the contract clock as format 1 always had it, then every other notice of the
//! rules that the record names.

use super::board_clock::is_silent;
use super::derived::{moment, state_code};
use crate::deadline::obligation::{Obligation, State};
use crate::deadline::pack::{Pack, Unit};
use crate::deadline::{CONTRACT, Clock, ClockState, contract_clock, obligations, own};
use crate::object;
use crate::record::bilingual::Bilingual;
use crate::record::body::OwnTargetSet;
use crate::record::civil::Zones;
use crate::record::incident::{Fact, Incident};
use crate::record::time::Timestamp;
use serde_json::{Value, json};

/// Every deadline of an incident, as it stands at `now`.
pub(super) fn deadlines(incident: &Incident, pack: &Pack, zones: &dyn Zones, now: Timestamp) -> Vec<Value> {
    let duties = obligations(incident, pack, zones);
    let is_contract = |one: &&Obligation| one.regime == CONTRACT.regime && one.stage == CONTRACT.stage;
    let contract = contract(&contract_clock(incident), duties.iter().find(is_contract), now);
    let others = duties.iter().filter(|one| !is_contract(one) && !is_silent(one));
    [contract].into_iter().chain(others.filter_map(|one| duty(one, incident, pack, now))).collect()
}

/// The contract clock. What format 1 did not know from the beginning stands there only where it is so.
fn contract(clock: &Clock, duty: Option<&Obligation>, now: Timestamp) -> Value {
    let state = clock.state(now);
    let late = match state {
        ClockState::MetLate(late) => Some(late / 1000),
        _ => None,
    };
    let ruled = duty
        .map(|duty| duty.state(now))
        .filter(|state| matches!(state, State::NotApplicable | State::Waived | State::ScopeNotDeclared));
    let mut value = object!(
        "regime": clock.rule.regime,
        "stage": clock.rule.stage,
        "anchor": clock.rule.anchor,
        "anchor_at": clock.start(),
        "length_hours": clock.rule.hours,
        "due": clock.due,
        "state": ruled.map_or(state_code(state), State::code),
        "filed": clock.filed.as_ref().and_then(|fact| fact.value.moment.at),
        "late_seconds": late,
        "source": clock.rule.source,
        "as_of": clock.rule.as_of,
    );
    if let Some(target) = duty.and_then(|duty| own_target(duty.own_target.as_ref())) {
        value["own_target"] = target;
    }
    value
}

/// Any other deadline; `None` for a stage that these rules do not have, but for an update that a notice promised.
fn duty(one: &Obligation, incident: &Incident, pack: &Pack, now: Timestamp) -> Option<Value> {
    let regime = own::find(pack, incident, &one.regime)?;
    let Some(stage) = regime.stage(&one.stage) else { return promise(one, &regime.name, pack, now) };
    let (anchor, length) = match stage.cap.as_ref().filter(|_| one.by_cap) {
        Some(cap) => (&cap.anchor, Some(cap.length)),
        None => (&stage.anchor, stage.length),
    };
    let state = one.state(now);
    let late = match state {
        State::FiledLate(late) => Some(late / 1000),
        _ => None,
    };
    let mut value = object!(
        "regime": one.regime,
        "regime_name": names(&regime.name),
        "stage": one.stage,
        "stage_name": names(&stage.name),
        "anchor": anchor,
        "anchor_at": one.start(),
        "length": length.map(|length| object!( "n": length.n, "unit": length.unit.code() )),
        "length_hours": length.filter(|length| length.unit == Unit::Hours).map(|length| length.n),
        "due": one.due.map(|due| due.at),
        "state": state.code(),
        "applies": one.applies.code(),
        "filed": one.filed.as_ref().and_then(|fact| fact.value.moment.at),
        "late_seconds": late,
        "own_target": own_target(one.own_target.as_ref()),
        "unsettled": one.unsettled,
        "source": regime.citation.en,
        "as_of": regime.as_of,
    );
    // A rule of one's own is of no edition, and nobody marked it.
    if !own::is_own(&one.regime) {
        value["edition"] = json!(pack.edition);
        value["mark"] = json!(stage.mark.unwrap_or(regime.mark).code());
    }
    if let Some(relief) = &one.relief {
        value["due_without_relief"] = json!(relief.from);
    }
    Some(value)
}

/// An update promised in a notice under a rule that has no stage for it: of no law. It bears the name of the one that
/// the contract's notice promises.
fn promise(one: &Obligation, regime: &Bilingual, pack: &Pack, now: Timestamp) -> Option<Value> {
    let target = one.own_target.as_ref().filter(|_| one.promised().is_some())?;
    let stage = pack.regime(CONTRACT.regime).and_then(|regime| regime.stage(&one.stage));
    let name = stage.map(|stage| stage.name.clone()).unwrap_or_default();
    Some(object!(
        "regime": one.regime,
        "regime_name": names(regime),
        "stage": one.stage,
        "stage_name": names(&name),
        "anchor": "notice",
        "anchor_at": one.start(),
        "length": Value::Null,
        "length_hours": Value::Null,
        "due": Value::Null,
        "state": one.state(now).code(),
        "applies": one.applies.code(),
        "filed": one.filed.as_ref().and_then(|fact| fact.value.moment.at),
        "late_seconds": Value::Null,
        "own_target": own_target(Some(target)),
        "unsettled": one.unsettled,
        "source": "",
        "as_of": target.recorded.civil(0).date(),
    ))
}

fn names(name: &Bilingual) -> Value {
    object!( "en": name.en, "zh": name.zh )
}

fn own_target(fact: Option<&Fact<OwnTargetSet>>) -> Option<Value> {
    fact.map(|fact| moment(&fact.value.due))
}
