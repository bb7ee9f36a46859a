//! Which rules may apply: what a person answered against what the rules ask for. Nothing is decided here, and nothing is
//! inferred about thresholds: a candidate is a rule worth a person's decision.

use super::pack::{Mark, Pack, Regime};

/// How a rule stands to the answers that fit it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Proposed for a decision.
    Proposed,
    /// Not verified, or not for proposing: listed only.
    Listed,
    /// Not in force, or only a draft: listed apart, never counts down.
    NotInForce,
}

/// A rule whose questions are answered in full.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate<'a> {
    /// The rule.
    pub regime: &'a Regime,
    /// The answers that make it one.
    pub because: &'a [String],
    /// How it stands.
    pub fit: Fit,
}

/// The rules that fit a set of answers, proposed ones first, otherwise in the order of the pack.
#[must_use]
pub fn candidates<'a>(pack: &'a Pack, answers: &[String]) -> Vec<Candidate<'a>> {
    let fits = |regime: &'a Regime| {
        let because = regime.ask.iter().find(|set| !set.is_empty() && set.iter().all(|code| answers.contains(code)))?;
        Some(Candidate { regime, because, fit: fit(regime) })
    };
    let found: Vec<Candidate> = pack.regimes.iter().filter_map(fits).collect();
    let of = |fit: Fit| found.iter().filter(move |one| one.fit == fit).cloned();
    of(Fit::Proposed).chain(of(Fit::Listed)).chain(of(Fit::NotInForce)).collect()
}

fn fit(regime: &Regime) -> Fit {
    match (regime.counts(), regime.offered && regime.mark != Mark::Unverified) {
        (false, _) => Fit::NotInForce,
        (true, true) => Fit::Proposed,
        (true, false) => Fit::Listed,
    }
}

/// The questions of a pack: each kind of answer with its answers, in the order of [`KINDS`], others last.
#[must_use]
pub fn questions(pack: &Pack) -> Vec<(&str, Vec<&str>)> {
    let mut found: Vec<(&str, Vec<&str>)> = KINDS.iter().map(|kind| (*kind, Vec::new())).collect();
    for code in pack.regimes.iter().flat_map(|regime| &regime.ask).flatten() {
        let kind = code.split_once(':').map_or("", |(kind, _)| kind);
        match found.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, codes)) if codes.contains(&code.as_str()) => {}
            Some((_, codes)) => codes.push(code),
            None => found.push((kind, vec![code])),
        }
    }
    found.retain(|(_, codes)| !codes.is_empty());
    found
}

/// Kinds of answers in the order they are asked.
pub const KINDS: [&str; 10] =
    ["role", "data", "people", "place", "sector", "critical", "listed", "contract", "payment", "ai"];
