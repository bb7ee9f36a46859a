//! The checklist of a phase in one incident: the steps of the base, then those of each variant that was chosen.
//!
//! A variant that was taken out stays with the steps that were touched. Of a version this build does not ship only what
//! was recorded is known.

use super::{Bilingual, Playbook, Step, base, variant, variants};
use crate::record::codes::{Phase, StepStatus};
use crate::record::incident::{Fact, Incident};
use crate::record::variant::{VariantChoice, variant_of};

/// The letters of the five phases in the codes of steps, in the order of the phases.
pub(super) const LETTERS: [&str; 5] = ["AN", "CO", "ER", "RE", "PI"];

/// The steps of one playbook in one phase.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Code of the playbook, `base` first.
    pub playbook: String,
    /// Its version in this incident.
    pub version: String,
    /// When it was added or taken out, by whom and why; none for the base.
    pub choice: Option<Fact<VariantChoice>>,
    /// False for a variant that was taken out.
    pub stands: bool,
    /// False where this build does not have that version of it.
    pub shipped: bool,
    /// Codes of its steps in order.
    pub steps: Vec<String>,
}

impl Section {
    /// Its name, where this build has one for the code, be it of another version.
    #[must_use]
    pub fn title(&self) -> Option<&'static Bilingual> {
        variant(&self.playbook).map(|playbook| &playbook.title)
    }

    /// A step of it in words; none where only its code is known.
    #[must_use]
    pub fn step(&self, code: &str) -> Option<&'static Step> {
        let playbook = if self.choice.is_none() { Some(base()) } else { variant(&self.playbook) };
        playbook.filter(|_| self.shipped)?.step(code)
    }
}

/// The variant in that very version, where this build has it.
fn ships(code: &str, version: &str) -> Option<&'static Playbook> {
    variant(code).filter(|playbook| playbook.version == version)
}

fn section(incident: &Incident, code: &str, phase: Phase) -> Option<Section> {
    let standing = incident.variant(code);
    let choice = standing.or_else(|| incident.variants.get(code)?.last())?;
    let version = incident.pinned(code);
    let guide = ships(code, version).and_then(|playbook| playbook.phase(phase));
    let letters = Phase::ALL.iter().position(|&one| one == phase).and_then(|place| LETTERS.get(place))?;
    let recorded = |step: &&String| variant_of(step) == Some(code) && step.contains(letters);
    let steps: Vec<String> = match (guide, standing) {
        (Some(guide), Some(_)) => guide.steps.iter().map(|step| step.code.clone()).collect(),
        _ => incident.steps.keys().filter(recorded).cloned().collect(),
    };
    let stands = standing.is_some();
    let [playbook, version] = [code, version].map(str::to_owned);
    let shipped = guide.is_some();
    let choice = Some(choice.clone());
    (stands || !steps.is_empty()).then_some(Section { playbook, version, choice, stands, shipped, steps })
}

/// The checklist of a phase.
#[must_use]
pub fn sections(incident: &Incident, phase: Phase) -> Vec<Section> {
    let base = base();
    let steps = base.phase(phase).map(|guide| guide.steps.iter().map(|step| step.code.clone()).collect());
    let first = Section {
        playbook: base.id.clone(),
        version: base.version.clone(),
        choice: None,
        stands: true,
        shipped: true,
        steps: steps.unwrap_or_default(),
    };
    let chosen = incident.variants.keys().filter_map(|code| section(incident, code, phase));
    std::iter::once(first).chain(chosen).collect()
}

/// How many steps of a phase are done, not needed, blocked, and open (to do or being done); and the first that is open.
#[must_use]
pub fn progress(incident: &Incident, phase: Phase) -> ([usize; 4], String) {
    let (mut counts, mut next) = ([0; 4], String::new());
    for section in sections(incident, phase).into_iter().filter(|section| section.stands) {
        for step in section.steps {
            let place = match incident.step_status(&step) {
                StepStatus::Done => 0,
                StepStatus::NotNeeded => 1,
                StepStatus::Blocked => 2,
                StepStatus::ToDo | StepStatus::Doing => 3,
            };
            counts[place] += 1;
            if place == 3 && next.is_empty() {
                next = step;
            }
        }
    }
    (counts, next)
}

/// The variants that may be added: those not chosen now.
pub fn addable(incident: &Incident) -> impl Iterator<Item = &'static Playbook> {
    variants().iter().filter(|variant| incident.variant(&variant.id).is_none())
}

/// A step in words, as far as this build has the version of it that the incident last recorded.
#[must_use]
pub fn recorded_step(incident: &Incident, code: &str) -> Option<&'static Step> {
    match variant_of(code) {
        Some(of) => {
            let pinned = || incident.pinned(of);
            let version = incident.steps.get(code).map_or_else(pinned, |state| state.version.as_str());
            ships(of, version)?.step(code)
        }
        None => base().step(code),
    }
}
