//! Variants of the playbook: which are chosen for an incident, in which version, and what of a step follows from that.
//!
//! The version is pinned when a variant is added; a later build with a newer one changes nothing in the record.

use super::body::VariantAdded;
use super::check::text;
use super::incident::{Fact, Incident};
use super::refusal::{Refusal, Why};

/// A variant chosen for the incident, or chosen no longer.
#[derive(Clone, Debug, PartialEq)]
pub struct VariantChoice {
    /// The version pinned; none where the variant was taken out.
    pub version: Option<String>,
    /// Why; empty where it was chosen at intake.
    pub reason: String,
}

/// True for the code of a variant: `V` and a number.
#[must_use]
pub fn is_variant(code: &str) -> bool {
    code.strip_prefix('V').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The variant that a step code such as `V2-AN3` names; none for a step of the base.
#[must_use]
pub fn variant_of(step: &str) -> Option<&str> {
    step.split_once('-').map(|(variant, _)| variant).filter(|variant| is_variant(variant))
}

impl Incident {
    /// The choice that stands, where the variant is chosen. Of two that did not see each other the earlier in the log
    /// pins the version; an addition counts beside a removal that did not see it: no work is lost from sight unseen.
    #[must_use]
    pub fn variant(&self, code: &str) -> Option<&Fact<VariantChoice>> {
        self.variants.get(code)?.standing().find(|fact| fact.value.version.is_some())
    }

    /// The version of the choice that stands, or of the last one; empty for a variant that was never chosen.
    #[must_use]
    pub fn pinned(&self, code: &str) -> &str {
        let last = || self.variants.get(code)?.iter().rfind(|fact| fact.value.version.is_some());
        self.variant(code).or_else(last).and_then(|fact| fact.value.version.as_deref()).unwrap_or_default()
    }

    /// True for a step of the base, or of a variant that is chosen.
    #[must_use]
    pub fn works_on(&self, step: &str) -> bool {
        variant_of(step).is_none_or(|variant| self.variant(variant).is_some())
    }

    /// The playbook that a step code belongs to, and its version in this incident.
    #[must_use]
    pub fn source_of<'a>(&'a self, step: &'a str) -> (&'a str, &'a str) {
        let opened = self.opened.as_ref().map(|fact| &fact.value);
        match variant_of(step) {
            Some(variant) => (variant, self.pinned(variant)),
            None => opened.map_or(("", ""), |one| (&one.playbook, &one.playbook_version)),
        }
    }
}

/// Checks a variant that is to be added; at intake nobody is asked why.
pub(super) fn added(incident: &Incident, body: &VariantAdded) -> Result<(), Refusal> {
    if !is_variant(&body.variant) {
        return Err(Refusal::at("variant", Why::NoSuchTarget));
    }
    text("version", &body.version)?;
    match incident.variant(&body.variant) {
        Some(_) => Err(Refusal::at("variant", Why::NothingToDo)),
        None => Ok(()),
    }
}
