//! What to do: phases, steps and gates. The built-in content is data (`base.json`, `variants.json`, `gates.json`), in both
//! languages.
//!
//! Invariant: this room holds no state of an incident; it says what there is to do, never what was done.

mod sample;
mod sections;
mod variants;

pub use crate::record::bilingual::Bilingual;
pub use sample::{Person, Sample, SampleEntry, storm_0558};
pub use sections::{Section, addable, progress, recorded_step, sections};
pub use variants::{step, variant, variants};

use crate::json_struct;
use crate::record::codes::{GateCode, Phase};
use crate::record::gate::{Gate, NEEDS};
use crate::record::json;
use std::sync::OnceLock;

/// A playbook, the base or a variant of it for one type of incident: phases of steps, with a version that incidents pin.
#[derive(Clone, Debug, Default)]
pub struct Playbook {
    /// Code, for example `base` or `V2`.
    pub id: String,
    /// Version, for example `1.0.0`.
    pub version: String,
    /// Name.
    pub title: Bilingual,
    /// What it is for; of a variant, also what is special.
    pub summary: Bilingual,
    /// Where the ideas of the whole come from; empty where each step names its own.
    pub ideas: Vec<String>,
    /// The five phases in order.
    pub phases: Vec<PhaseGuide>,
}
json_struct! { Playbook { id, version, title, summary, ideas, phases } }

/// One phase: what it is for and its steps.
#[derive(Clone, Debug)]
pub struct PhaseGuide {
    /// Which phase.
    pub code: Phase,
    /// Name.
    pub title: Bilingual,
    /// The objective while it lasts.
    pub objective: Bilingual,
    /// Steps in order.
    pub steps: Vec<Step>,
}
json_struct! { PhaseGuide { code, title, objective, steps } }

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// Code in the margin, for example `AN-3`, or `V2-AN3` in a variant.
    pub code: String,
    /// Name.
    pub title: Bilingual,
    /// Why it is done; empty in a variant.
    pub why: Bilingual,
    /// What to write down; empty in a variant.
    pub record: Bilingual,
    /// When it is done.
    pub done_when: Bilingual,
    /// Where the idea comes from; empty in a variant, which names its ideas as a whole.
    pub ideas: Vec<String>,
    /// Code of the form it is done with, where there is one.
    pub opens: Option<String>,
}
json_struct! { Step { code, title, why, record, done_when, ideas, opens } }

/// A gate in words.
#[derive(Clone, Debug)]
pub struct GateGuide {
    /// Which gate.
    pub code: GateCode,
    /// Name.
    pub title: Bilingual,
    /// What it holds.
    pub leaves: String,
    /// What it is for.
    pub purpose: Bilingual,
    /// What it needs.
    pub needs: Vec<NeedGuide>,
}
json_struct! { GateGuide { code, title, leaves, purpose, needs } }

/// One need of a gate in words.
#[derive(Clone, Debug)]
pub struct NeedGuide {
    /// Code, as in [`crate::record::gate::NEEDS`].
    pub code: String,
    /// How it is listed while missing.
    pub label: Bilingual,
    /// Code of the form that provides it.
    pub form: String,
}
json_struct! { NeedGuide { code, label, form } }

/// The built-in base playbook.
pub fn base() -> &'static Playbook {
    static BASE: OnceLock<Playbook> = OnceLock::new();
    // The file is part of the build and read by a test; an empty playbook is never seen.
    BASE.get_or_init(|| json::parse(crate::data::text("playbook/base.json")).unwrap_or_default())
}

/// The gates in words.
pub fn gate_guides() -> &'static [GateGuide] {
    static GUIDES: OnceLock<Vec<GateGuide>> = OnceLock::new();
    GUIDES.get_or_init(|| json::parse(crate::data::text("playbook/gates.json")).unwrap_or_default())
}

/// The gates as the record reads them.
pub fn gates() -> &'static [Gate] {
    static GATES: OnceLock<Vec<Gate>> = OnceLock::new();
    GATES.get_or_init(|| {
        let known = |code: &str| NEEDS.iter().map(|(_, need)| *need).find(|need| *need == code);
        let needs = |guide: &GateGuide| guide.needs.iter().filter_map(|need| known(&need.code)).collect();
        gate_guides().iter().map(|guide| Gate { code: guide.code, needs: needs(guide) }).collect()
    })
}

/// The words for a need, and the form that provides it.
#[must_use]
pub fn need_guide(gate: GateCode, need: &str) -> Option<&'static NeedGuide> {
    let guide = gate_guides().iter().find(|guide| guide.code == gate)?;
    guide.needs.iter().find(|one| one.code == need)
}

impl Playbook {
    /// A step by its code.
    #[must_use]
    pub fn step(&self, code: &str) -> Option<&Step> {
        self.phases.iter().flat_map(|phase| &phase.steps).find(|step| step.code == code)
    }

    /// A phase by its code.
    #[must_use]
    pub fn phase(&self, code: Phase) -> Option<&PhaseGuide> {
        self.phases.iter().find(|phase| phase.code == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_has_44_steps_in_five_phases() {
        let counts: Vec<usize> = base().phases.iter().map(|phase| phase.steps.len()).collect();
        assert_eq!(counts, [10, 8, 8, 9, 9]);
    }

    #[test]
    fn gates_of_the_data_are_the_needs_of_the_record() {
        let data: Vec<(GateCode, &str)> =
            gate_guides().iter().flat_map(|g| g.needs.iter().map(|n| (g.code, n.code.as_str()))).collect();
        assert_eq!(data, NEEDS);
    }
}
