//! From the record of an incident and the rules to its obligations.

use super::contract;
use super::count::{Due, Manner, count, noon_next_working_day};
use super::day::Place;
use super::obligation::{Begin, Obligation, Relieved};
use super::own;
use super::pack::{Pack, Regime, Stage, Start};
use super::promise;
use crate::record::body::{Filed, RegimeDecided};
use crate::record::civil::Zones;
use crate::record::codes::{Applicability, CONTRACT_72H};
use crate::record::incident::{Fact, Incident, Standing};
use crate::record::time::Moment;

/// The obligations of an incident under the regimes its record names, under the contract clock's, and under those of
/// one's own that it holds.
#[must_use]
pub fn obligations(incident: &Incident, pack: &Pack, zones: &dyn Zones) -> Vec<Obligation> {
    let named = |regime: &&Regime| is_named(incident, &regime.id);
    let mut found: Vec<Obligation> = Vec::new();
    for regime in pack.regimes.iter().filter(named) {
        found.append(&mut obligations_under(incident, pack, regime, zones));
    }
    own::put(&mut found, incident, pack, zones);
    found
}

/// True for a regime of which the record says something: a decision on it or on one of its stages, a filing, a waiver, an
/// own target, a relief, an anchor of its own. The contract clock's always.
#[must_use]
pub fn is_named(incident: &Incident, regime: &str) -> bool {
    let of_stage = |key: &(String, String)| key.0 == regime;
    regime == CONTRACT_72H
        || incident.decisions.keys().any(|key| key.split('.').next() == Some(regime))
        || incident.sent.keys().any(of_stage)
        || incident.waivers.keys().any(of_stage)
        || incident.own_targets.keys().any(of_stage)
        || incident.reliefs.keys().any(of_stage)
        || incident.anchors.keys().any(|key| key.0.as_deref() == Some(regime))
}

/// The obligations of an incident under one regime, whether or not anybody decided on it: undecided, their dates say
/// what would be due.
#[must_use]
#[inline(never)]
pub fn obligations_under(incident: &Incident, pack: &Pack, regime: &Regime, zones: &dyn Zones) -> Vec<Obligation> {
    let view = View { incident, pack, regime, zones };
    let mut found = regime.stages.iter().map(|stage| view.obligation(stage)).collect();
    promise::put(&mut found, incident, &regime.id);
    found
}

/// What an obligation is worked out from.
struct View<'a> {
    incident: &'a Incident,
    pack: &'a Pack,
    regime: &'a Regime,
    zones: &'a dyn Zones,
}

impl<'a> View<'a> {
    fn obligation(&self, stage: &Stage) -> Obligation {
        let (incident, id) = (self.incident, self.regime.id.as_str());
        let decided = self.decision(stage);
        let otherwise = if id == CONTRACT_72H { Applicability::Applies } else { Applicability::NotYetKnown };
        let in_force = self.regime.counts();
        let begin = self.begin(&stage.anchor, stage);
        let cap_begin = stage.cap.as_ref().map(|cap| self.begin(&cap.anchor, stage));
        let (mut due, by_cap, ahead) = match in_force {
            true => self.due(stage, &begin, cap_begin.as_ref()),
            false => (None, false, None),
        };
        let from = if by_cap { cap_begin.as_ref() } else { Some(&begin) };
        let relief = self.relieve(stage, from.and_then(Begin::moment), &mut due);
        let settled_in = self.settled_in(stage);
        Obligation {
            regime: id.to_owned(),
            stage: stage.key.clone(),
            in_force,
            applies: decided.map_or(otherwise, |fact| fact.value.decision),
            decided: decided.cloned(),
            unsettled: settled_in.is_some(),
            settled_in,
            begin,
            cap_begin,
            due,
            by_cap,
            ahead,
            filed: self.answer(self.regime, stage).cloned(),
            waived: incident.waiver(id, &stage.key).map(|(fact, _)| fact.clone()),
            own_target: incident.own_target(id, &stage.key).cloned(),
            relief,
        }
    }

    /// The decision that holds for a stage. One on the stage alone narrows that on its regime: of alternatives, or beneath
    /// a threshold, a stage may not concern us while the others do.
    fn decision(&self, stage: &Stage) -> Option<&'a Fact<RegimeDecided>> {
        let decided = |code: &str| self.incident.decision(code);
        let regime = decided(&self.regime.id);
        let narrower = decided(&self.code(stage)).filter(|fact| fact.value.decision != Applicability::Applies);
        narrower.filter(|_| regime.is_none_or(|fact| fact.value.decision != Applicability::DoesNotApply)).or(regime)
    }

    /// The stage as it is decided on: `REGIME.STAGE`.
    fn code(&self, stage: &Stage) -> String {
        [&self.regime.id, ".", &stage.key].concat()
    }

    /// Moves a due instant to where the relief that a person claimed puts it; answers the claim, and from where.
    #[inline(never)]
    fn relieve(&self, stage: &Stage, from: Option<&Moment>, due: &mut Option<Due>) -> Option<Relieved> {
        let claim = self.incident.relief(&self.regime.id, &stage.key).filter(|_| stage.relief)?;
        let moved = due.as_mut().zip(from).and_then(|(due, from)| {
            let noon = noon_next_working_day(due.at, from, self.zones)?;
            Some(std::mem::replace(&mut due.at, noon))
        });
        let claim = [claim.by.as_str(), &claim.role, &claim.reason].join(" · ");
        Some(Relieved { claim, from: moved })
    }

    /// When a stage ends, whether by its second length, and what lies ahead before its own anchor has happened.
    fn due(&self, stage: &Stage, begin: &Begin, cap_begin: Option<&Begin>) -> (Option<Due>, bool, Option<Due>) {
        let manner = Manner::of(self.regime, stage);
        let own = stage.length.zip(begin.moment());
        let own = own.and_then(|(length, from)| count(length, from, &manner, self.zones));
        let cap = stage.cap.as_ref().zip(cap_begin.and_then(Begin::moment));
        let plain = Manner { day_one: false, hour_rule: false, ..manner };
        let cap = cap.and_then(|(cap, from)| count(cap.length, from, &plain, self.zones));
        match (own, cap) {
            (own, _) if stage.least => (None, false, own),
            (own, None) => (own, false, None),
            (None, Some(cap)) if stage.late_alone && *begin == Begin::Not => (None, false, Some(cap)),
            (None, Some(cap)) => (Some(cap), true, None),
            (Some(own), Some(cap)) => {
                let alone = stage.late_alone && own.start > cap.at;
                match alone || own.at <= cap.at {
                    true => (Some(own), false, None),
                    false => (Some(cap), true, None),
                }
            }
        }
    }

    /// What an anchor says for this regime.
    fn begin(&self, anchor: &str, stage: &Stage) -> Begin {
        let moment = match Start::read(anchor) {
            Start::Filing(regime, key) => {
                return self
                    .filing(regime, key, stage.from_latest)
                    .map_or(Begin::Not, |fact| stated(&fact.value.moment));
            }
            Start::Anchor("declared") => self.declared().map(Begin::At),
            Start::Anchor("year_end") => self.own("year_end").map(stated).or_else(|| self.year_end()),
            Start::Anchor("notified_individuals") => self.told(stage),
            Start::Anchor(code) => self.own(code).map(stated),
        };
        moment.unwrap_or(if self.happened(anchor) { Begin::Missing } else { Begin::Not })
    }

    /// The regime's own value of an anchor, or else the incident's.
    fn own(&self, code: &str) -> Option<&'a Moment> {
        self.incident.anchor(Some(&self.regime.id), code).map(|fact| &fact.value.moment)
    }

    /// The value of an anchor that the regime owns.
    fn owned(&self, code: &str) -> Option<&'a Moment> {
        let fact = self.incident.anchor(Some(&self.regime.id), code)?;
        fact.value.regime.is_some().then_some(&fact.value.moment)
    }

    /// The declaration; a regime may own another, but not the contract clock: its start is the signed act itself.
    fn declared(&self) -> Option<Moment> {
        let owned = if self.regime.id == CONTRACT_72H { None } else { self.owned("declared") };
        owned.or_else(|| self.incident.declaration().map(|fact| &fact.value.moment)).cloned()
    }

    /// The end of the year in which it was discovered.
    fn year_end(&self) -> Option<Begin> {
        let discovered = self.own("discovered")?;
        let Some(at) = discovered.at else { return Some(Begin::Missing) };
        let place = Place::of(&self.regime.zone, discovered, self.zones);
        let end = place.end_of(place.day(at).year_end());
        Some(Begin::At(Moment { at: Some(end), ..discovered.clone() }))
    }

    /// When the people concerned were told: as the regime states it, as its first notice to them was filed, or as the
    /// incident states it.
    fn told(&self, stage: &Stage) -> Option<Begin> {
        let owned = self.owned("notified_individuals").map(stated);
        let filed = || {
            let first = if stage.key == TO_PEOPLE { None } else { self.filing(None, TO_PEOPLE, false) };
            first.map(|fact| stated(&fact.value.moment))
        };
        owned.or_else(filed).or_else(|| self.own("notified_individuals").map(stated))
    }

    /// The filing of a stage from which another runs: its first, or its newest.
    fn filing(&self, regime: Option<&str>, key: &str, latest: bool) -> Option<&'a Fact<Filed>> {
        let regime = regime.map_or(Some(self.regime), |id| self.pack.regime(id))?;
        match latest {
            true => self.incident.newest_filing(&regime.id, key),
            false => {
                // A promise made in a notice stands even where the declaration it answered was withdrawn.
                let first = || self.incident.filings_of(&regime.id, key).first().copied();
                self.answer(regime, regime.stage(key)?).or_else(first)
            }
        }
    }

    /// The first filing that answers a stage.
    fn answer(&self, regime: &Regime, stage: &Stage) -> Option<&'a Fact<Filed>> {
        if regime.id == CONTRACT_72H && stage.key == contract::CONTRACT.stage {
            return contract::contract_filing(self.incident);
        }
        self.incident.filings_of(&regime.id, &stage.key).first().copied()
    }

    /// True when the record shows that an anchor has happened though nobody stated when: what was declared is known,
    /// what is closed was dealt with.
    fn happened(&self, anchor: &str) -> bool {
        match anchor {
            "aware" | "discovered" => self.incident.declaration().is_some(),
            "resolved" => self.incident.standing != Standing::Open,
            _ => false,
        }
    }

    /// While values of what this stage hangs on stand that did not see each other: the form that settles them, with what
    /// it is about.
    fn settled_in(&self, stage: &Stage) -> Option<String> {
        let id = &self.regime.id;
        let anchors = [Some(stage.anchor.as_str()), stage.cap.as_ref().map(|cap| cap.anchor.as_str())];
        for code in anchors.into_iter().flatten() {
            if code == "declared" {
                if self.incident.declarations.is_unsettled() {
                    return Some("declaration".to_owned());
                }
                continue;
            }
            let code = if code == "year_end" { "discovered" } else { code };
            let owner = self.owned(code).map(|_| id.clone());
            let form =
                ["anchors:", code, if owner.is_some() { "@" } else { "" }, owner.as_deref().unwrap_or("")].concat();
            if self.incident.anchors.get(&(owner, code.to_owned())).is_some_and(|one| one.is_unsettled()) {
                return Some(form);
            }
        }
        let code = self.code(stage);
        for decided in [id, &code] {
            if self.incident.decisions.get(decided).is_some_and(|one| one.is_unsettled()) {
                return Some(["decision:", decided].concat());
            }
        }
        let of_stage = (id.clone(), stage.key.clone());
        let form = match () {
            () if self.incident.waivers.get(&of_stage).is_some_and(|one| one.is_unsettled()) => "waiver:",
            () if self.incident.own_targets.get(&of_stage).is_some_and(|one| one.is_unsettled()) => "own_target:",
            () if self.incident.reliefs.get(&of_stage).is_some_and(|one| one.is_unsettled()) => "relief:",
            () => return None,
        };
        Some([form, &code].concat())
    }
}

/// The stage by which most regimes call the notice to the people concerned.
const TO_PEOPLE: &str = "ind";

/// A stated moment as a beginning.
fn stated(moment: &Moment) -> Begin {
    match moment.at {
        Some(_) => Begin::At(moment.clone()),
        None => Begin::Missing,
    }
}
