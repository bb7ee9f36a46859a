//! What counts, where values of one thing stand side by side: the later one of one hand, the more careful of two.

use super::body::{AnchorSet, Declared, Filed, NoticeDelayed, NoticeSent, OwnTargetSet, RegimeDecided, StageWaived};
use super::codes::Applicability;
use super::incident::{Fact, Incident, Waiver};
use super::map::Map;
use super::stated::Stated;
use super::time::{Moment, Timestamp};

/// The earliest of the values that stand; one whose time is unknown only where no other stands.
fn earliest<T>(stated: &Stated<T>, moment: impl Fn(&T) -> &Moment) -> Option<&Fact<T>> {
    stated.standing().min_by_key(|fact| known_first(moment(&fact.value)))
}

/// Orders moments by time, the unknown ones last.
fn known_first(moment: &Moment) -> (bool, Option<Timestamp>) {
    (moment.at.is_none(), moment.at)
}

/// What was given for a stage and not taken back, also by somebody who had not seen it.
fn given<'a>(
    all: &'a Map<(String, String), Stated<Waiver>>,
    regime: &str,
    stage: &str,
) -> Option<(&'a Fact<Waiver>, &'a StageWaived)> {
    let stated = all.get(&(regime.to_owned(), stage.to_owned()))?;
    let mut found = None;
    for fact in stated.standing() {
        match &fact.value {
            Waiver::Given(waived) => found = Some((fact, waived)),
            Waiver::Withdrawn(_) => return None,
        }
    }
    found
}

impl Incident {
    /// The declaration that stands: the last one, unless withdrawn after it. Of two whose authors had not seen each
    /// other the earlier counts.
    #[must_use]
    pub fn declaration(&self) -> Option<&Fact<Declared>> {
        earliest(&self.declarations, |value| &value.moment)
    }

    /// The value of an anchor: the regime's own wins over the incident's. Of two values whose authors had not seen each
    /// other the earlier counts.
    #[must_use]
    pub fn anchor(&self, regime: Option<&str>, code: &str) -> Option<&Fact<AnchorSet>> {
        let owned = regime.and_then(|regime| self.anchors.get(&(Some(regime.to_owned()), code.to_owned())));
        let own = || self.anchors.get(&(None, code.to_owned()));
        owned.or_else(own).and_then(|stated| earliest(stated, |value| &value.moment))
    }

    /// Whether a breach stands confirmed: declared so, or confirmed since.
    #[must_use]
    pub fn is_confirmed(&self) -> bool {
        let declared = self.declaration().is_some_and(|fact| fact.value.confirmed);
        declared || self.anchor(None, "confirmed").is_some_and(|fact| fact.value.moment.at.is_some())
    }

    /// The decision on a regime. Of two whose authors had not seen each other the one that counts more time wins:
    /// that it applies, then that it is not yet known.
    #[must_use]
    pub fn decision(&self, regime: &str) -> Option<&Fact<RegimeDecided>> {
        let rank = |fact: &&Fact<RegimeDecided>| match fact.value.decision {
            Applicability::Applies => 0,
            Applicability::NotYetKnown => 1,
            Applicability::DoesNotApply => 2,
        };
        self.decisions.get(regime).and_then(|stated| stated.standing().min_by_key(rank))
    }

    /// The waiver of a stage, where it stands. One that was taken back by somebody who had not seen it does not.
    #[must_use]
    pub fn waiver(&self, regime: &str, stage: &str) -> Option<(&Fact<Waiver>, &StageWaived)> {
        given(&self.waivers, regime, stage)
    }

    /// The team's own target for a stage. Of two whose authors had not seen each other the earlier counts.
    #[must_use]
    pub fn own_target(&self, regime: &str, stage: &str) -> Option<&Fact<OwnTargetSet>> {
        let stated = self.own_targets.get(&(regime.to_owned(), stage.to_owned()))?;
        earliest(stated, |value| &value.due).filter(|fact| fact.value.due.at.is_some())
    }

    /// Hours from one internal update to the next, where any were set. Of two whose authors had not seen each other the
    /// fewer count.
    #[must_use]
    pub fn cadence(&self) -> Option<&Fact<usize>> {
        self.cadences.standing().filter(|fact| fact.value > 0).min_by_key(|fact| fact.value)
    }

    /// The claim of a relief for a stage, where it stands. One that was taken back by somebody who had not seen it does
    /// not: without the relief the earlier instant counts.
    #[must_use]
    pub fn relief(&self, regime: &str, stage: &str) -> Option<&StageWaived> {
        given(&self.reliefs, regime, stage).map(|(_, claim)| claim)
    }

    /// The filings of a stage that stand, the first one first; those of an unknown time last.
    #[must_use]
    pub fn filings_of(&self, regime: &str, stage: &str) -> Vec<&Fact<Filed>> {
        let of_stage = |fact: &&Fact<Filed>| fact.value.regime == regime && fact.value.stage == stage;
        let mut found: Vec<&Fact<Filed>> = self.filed().filter(of_stage).collect();
        super::order::sort(&mut found, &|a, b| known_first(&a.value.moment) < known_first(&b.value.moment));
        found
    }

    /// The newest filing of a stage: the one that nobody filed after having seen it. Of two whose authors had not seen
    /// each other the earlier counts.
    #[must_use]
    pub fn newest_filing(&self, regime: &str, stage: &str) -> Option<&Fact<Filed>> {
        let filings = self.filings_of(regime, stage);
        let sent = self.sent.get(&(regime.to_owned(), stage.to_owned()))?;
        let newest = |fact: &&&Fact<Filed>| sent.standing().any(|one| one.event == fact.event);
        // Where the newest was taken back, the last of those before it.
        filings.iter().find(newest).or(filings.last()).copied()
    }

    /// The filings that stand.
    pub fn filed(&self) -> impl Iterator<Item = &Fact<Filed>> {
        self.filings.iter().filter(|fact| !self.filings_withdrawn.contains_key(&fact.event))
    }

    /// The notices sent that stand, as they were recorded.
    pub fn notices(&self) -> impl Iterator<Item = &Fact<NoticeSent>> {
        self.notices_sent.iter().filter(|fact| !self.filings_withdrawn.contains_key(&fact.event))
    }

    /// The exception by which the contract notice is held back. Of two whose authors had not seen each other the one
    /// that ends first counts; an ended one before all.
    #[must_use]
    pub fn delay(&self) -> Option<&Fact<NoticeDelayed>> {
        let first = self.delays.standing().min_by_key(|fact| fact.value.review.at);
        first.filter(|fact| fact.value.review.at.is_some())
    }
}
