//! Clocks of one's own: those of contracts, policies and card schemes that a person took into the record, and the
//! internal update. Their terms are in the record, so that every machine counts the same from it; the profile of the
//! organisation is not looked at here.

use super::contract::CONTRACT;
use super::count::{Manner, count};
use super::obligation::{Begin, Obligation};
use super::of_incident::obligations_under;
use super::pack::{Length, Pack, Regime, Stage, Unit};
use super::read::regimes;
use super::reader::Reader;
use crate::record::bilingual::Bilingual;
use crate::record::civil::Zones;
use crate::record::codes::{Applicability, Counted, INTERNAL_UPDATE};
use crate::record::incident::{Fact, Incident, Standing};
use crate::record::terms::{MAX_LENGTH, OWN, Terms};
use crate::record::time::Moment;
use std::borrow::Cow;
use std::sync::OnceLock;

/// The one stage of a clock of one's own.
pub const NOTICE: &str = CONTRACT.stage;

/// The one stage of the internal update.
pub const NEXT: &str = "next";

/// What the internal update runs from where none was given since and nothing was declared: the cadence was set.
pub const CADENCE_SET: &str = "cadence_set";

/// True for the code of a rule of one's own.
#[must_use]
pub fn is_own(code: &str) -> bool {
    code.starts_with(OWN) || code == INTERNAL_UPDATE
}

/// The notice to a customer of what happened in its own realm (B-28): the provider informs and assists, and no clock runs.
pub const CUSTOMER_REALM: &str = "customer-realm";

/// A rule by its code, of those that have a name whatever the record holds: of the pack, or [`CUSTOMER_REALM`].
#[must_use]
pub fn named<'a>(pack: &'a Pack, code: &str) -> Option<&'a Regime> {
    pack.regime(code).or_else(|| pattern(code).filter(|rule| rule.id == CUSTOMER_REALM))
}

/// The words of the rules of one's own, and what they have in common; the stages of the first by counterparty.
fn pattern(id: &str) -> Option<&'static Regime> {
    static PATTERNS: OnceLock<Vec<Regime>> = OnceLock::new();
    let read = || {
        let list = serde_json::from_str(include_str!("rules/own.json")).ok();
        regimes(&mut Reader::default(), list.as_ref())
    };
    PATTERNS.get_or_init(read).iter().find(|one| one.id == id)
}

/// Terms as a rule, as of the date of the contract or of another day. A length that no form takes counts as none.
/// Nothing only where the file of words is damaged, which a test excludes.
#[must_use]
pub fn rule(code: &str, terms: &Terms, day: &str) -> Option<Regime> {
    let unit = match terms.unit {
        Counted::Hours => Unit::Hours,
        Counted::CalendarDays => Unit::CalendarDays,
        Counted::BusinessDays => Unit::BusinessDays,
    };
    let pattern = pattern("own")?.clone();
    let stage = pattern.stage(terms.party.code())?.clone();
    let stage =
        Stage { key: NOTICE.to_owned(), anchor: terms.anchor.clone(), length: length(terms.length, unit), ..stage };
    let same = |text: &str| Bilingual { en: text.to_owned(), zh: text.to_owned() };
    Some(Regime {
        id: code.to_owned(),
        name: same(&terms.name),
        citation: same(&terms.source),
        as_of: if terms.dated.is_empty() { day } else { &terms.dated }.to_owned(),
        zone: terms.zone.clone(),
        holidays: terms.holidays.clone(),
        stages: vec![stage],
        ..pattern
    })
}

fn length(n: usize, unit: Unit) -> Option<Length> {
    let n = Some(n).filter(|n| (1..=MAX_LENGTH).contains(n)).and_then(|n| u32::try_from(n).ok())?;
    Some(Length { n, unit })
}

/// The day of a fact's record, `YYYY-MM-DD` in UTC.
fn day<T>(fact: &Fact<T>) -> String {
    fact.recorded.civil(0).date()
}

/// The rules of one's own that the record holds: its contract clocks, then the internal update.
#[must_use]
pub fn rules(incident: &Incident) -> Vec<Regime> {
    let clocks = incident.own_clocks.iter().filter_map(|(code, fact)| rule(code, &fact.value, &day(fact)));
    let mut found: Vec<Regime> = clocks.collect();
    found.extend(cadence(incident).map(|(rule, _)| rule));
    found
}

/// A rule by its code: of the pack, or else one's own.
#[must_use]
pub fn find<'a>(pack: &'a Pack, incident: &Incident, code: &str) -> Option<Cow<'a, Regime>> {
    if let Some(regime) = pack.regime(code) {
        return Some(Cow::Borrowed(regime));
    }
    rules(incident).into_iter().find(|rule| rule.id == code).map(Cow::Owned)
}

/// The internal update while the incident is open, and what it runs from: the last update that was recorded, or the
/// declaration, or the setting of the cadence, whichever was last.
fn cadence(incident: &Incident) -> Option<(Regime, Moment)> {
    let set = incident.cadence().filter(|_| incident.standing == Standing::Open)?;
    let chained = ["filed:", NEXT].concat();
    let mut last = (CADENCE_SET, Moment::exact(set.happened, "UTC", 0));
    let mut look = |anchor, moment: &Moment| {
        if moment.at > last.1.at {
            last = (anchor, moment.clone());
        }
    };
    if let Some(fact) = incident.declaration() {
        look("declared", &fact.value.moment);
    }
    for fact in incident.filings_of(INTERNAL_UPDATE, NEXT) {
        look(&chained, &fact.value.moment);
    }
    let mut rule = pattern(INTERNAL_UPDATE)?.clone();
    rule.as_of = day(set);
    for stage in &mut rule.stages {
        last.0.clone_into(&mut stage.anchor);
        stage.length = length(set.value, Unit::Hours);
    }
    Some((rule, last.1))
}

/// Puts the obligations under the rules of one's own among the others.
pub(super) fn put(found: &mut Vec<Obligation>, incident: &Incident, pack: &Pack, zones: &dyn Zones) {
    for rule in rules(incident) {
        let mut under = obligations_under(incident, pack, &rule, zones);
        if let Some((_, from)) = cadence(incident).filter(|_| rule.id == INTERNAL_UPDATE) {
            // Each update that is given begins the next: the one that is owed is never answered itself.
            for (one, stage) in under.iter_mut().zip(&rule.stages) {
                one.applies = Applicability::Applies;
                one.due = stage.length.and_then(|length| count(length, &from, &Manner::of(&rule, stage), zones));
                one.begin = Begin::At(from.clone());
                one.filed = None;
                one.unsettled = incident.cadences.is_unsettled();
            }
        }
        found.append(&mut under);
    }
}
