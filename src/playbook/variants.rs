//! The eight variants: what one type of incident asks for on top of the base.
//!
//! The file holds a step as one line, `[code, title en, title zh, done when en, done when zh]` and, where there is one,
//! the code of the form it is done with. The letters in its code say the phase, as they do in the base.

use super::sections::LETTERS;
use super::{Bilingual, PhaseGuide, Playbook, Step, base};
use crate::record::json::field;
use serde_json::Value;
use std::sync::OnceLock;

/// The built-in variants, `V1` to `V8`. Each has the five phases of the base, with steps of its own.
pub fn variants() -> &'static [Playbook] {
    static VARIANTS: OnceLock<Vec<Playbook>> = OnceLock::new();
    // The file is part of the build and read by a test; an empty list is never seen.
    VARIANTS.get_or_init(|| read(crate::data::text("playbook/variants.json")).unwrap_or_default())
}

/// A variant by its code.
#[must_use]
pub fn variant(id: &str) -> Option<&'static Playbook> {
    variants().iter().find(|variant| variant.id == id)
}

/// A step of the base or of a variant by its code, and the playbook it comes from.
#[must_use]
pub fn step(code: &str) -> Option<(&'static Playbook, &'static Step)> {
    // The variants are read only once a step of theirs is asked for.
    let of = |playbook: &'static Playbook| playbook.step(code).map(|step| (playbook, step));
    of(base()).or_else(|| variants().iter().find_map(of))
}

fn read(text: &str) -> Option<Vec<Playbook>> {
    let value: Value = serde_json::from_str(text).ok()?;
    value.as_array()?.iter().map(read_variant).collect()
}

fn read_variant(value: &Value) -> Option<Playbook> {
    let map = value.as_object()?;
    let steps: Vec<Step> = map.get("steps")?.as_array()?.iter().map(read_step).collect::<Option<_>>()?;
    let phase = |(guide, letters): (&PhaseGuide, &str)| PhaseGuide {
        code: guide.code,
        title: guide.title.clone(),
        objective: guide.objective.clone(),
        steps: steps.iter().filter(|step| step.code.contains(letters)).cloned().collect(),
    };
    Some(Playbook {
        id: field(map, "id")?,
        version: field(map, "version")?,
        title: field(map, "title")?,
        summary: field(map, "summary")?,
        ideas: field(map, "ideas")?,
        phases: base().phases.iter().zip(LETTERS).map(phase).collect(),
    })
}

fn read_step(row: &Value) -> Option<Step> {
    let text = |at: usize| row.get(at).and_then(Value::as_str).map(str::to_owned);
    let words = |at: usize| Some(Bilingual { en: text(at)?, zh: text(at + 1)? });
    Some(Step {
        code: text(0)?,
        title: words(1)?,
        why: Bilingual::default(),
        record: Bilingual::default(),
        done_when: words(3)?,
        ideas: Vec::new(),
        opens: text(5),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn steps(variant: &Playbook) -> impl Iterator<Item = (usize, &Step)> {
        variant.phases.iter().enumerate().flat_map(|(at, phase)| phase.steps.iter().map(move |step| (at, step)))
    }

    #[test]
    fn eight_variants_add_137_steps() {
        let counts: Vec<(&str, Vec<usize>)> = (variants().iter())
            .map(|one| (one.id.as_str(), one.phases.iter().map(|phase| phase.steps.len()).collect()))
            .collect();
        let table: [(&str, [usize; 5]); 8] = [
            ("V1", [4, 4, 3, 3, 3]),
            ("V2", [4, 4, 3, 4, 3]),
            ("V3", [5, 3, 3, 3, 3]),
            ("V4", [4, 3, 3, 3, 3]),
            ("V5", [4, 4, 3, 3, 3]),
            ("V6", [4, 4, 3, 3, 3]),
            ("V7", [4, 4, 3, 3, 3]),
            ("V8", [5, 4, 3, 3, 3]),
        ];
        assert_eq!(counts, table.map(|(id, counts)| (id, counts.to_vec())));
        assert_eq!(variants().iter().flat_map(steps).count(), 137);
        // No line of the file was left out for letters that no phase has.
        assert_eq!(include_str!("variants.json").matches("\n[\"V").count(), 137);
    }

    /// `V<n>-<letters of the phase><k>`, counted from 1: so no two are the same, nor any like one of the base.
    #[test]
    fn codes_say_variant_phase_and_place() {
        for (number, variant) in variants().iter().enumerate() {
            assert_eq!(variant.id, format!("V{}", number + 1));
            for (letters, (phase, guide)) in LETTERS.iter().zip(variant.phases.iter().zip(&base().phases)) {
                assert_eq!(phase.code, guide.code);
                assert_eq!(guide.steps[0].code, format!("{letters}-1"), "the letters of the base");
                for (place, step) in phase.steps.iter().enumerate() {
                    assert_eq!(step.code, format!("{}-{letters}{}", variant.id, place + 1));
                }
            }
        }
    }

    #[test]
    fn a_step_is_found_with_its_playbook() {
        let found = |code: &str| step(code).map(|(of, step)| (of.id.as_str(), of.version.as_str(), step.code.as_str()));
        assert_eq!(found("AN-3"), Some(("base", "1.0.0", "AN-3")));
        assert_eq!(found("V2-RE4"), Some(("V2", "1.0.0", "V2-RE4")));
        assert_eq!(found("V9-AN1"), None);
        assert_eq!(found(""), None);
        assert_eq!(variant("V8").map(|one| one.title.en.as_str()), Some("DDoS or availability attack"));
        assert!(variant("base").is_none());
    }

    /// The base says why and what to record; a variant does not, and says both of what it does say.
    #[test]
    fn texts_are_whole() {
        let mut ideas = BTreeSet::new();
        for variant in variants() {
            ideas.extend(&variant.ideas);
            assert!(!variant.ideas.is_empty(), "{}", variant.id);
            for text in [&variant.title, &variant.summary] {
                assert!(!text.en.is_empty() && !text.zh.is_empty(), "{}", variant.id);
            }
            assert!(variant.summary.en.ends_with('.') && variant.summary.zh.ends_with('。'), "{}", variant.id);
            for (_, Step { code, title, why, record, done_when, .. }) in steps(variant) {
                assert!(!title.en.is_empty() && !title.zh.is_empty(), "{code}");
                assert!(!title.en.ends_with('.') && !title.zh.ends_with('。'), "{code}: a title is no sentence");
                assert!(done_when.en.ends_with('.') && done_when.zh.ends_with('。'), "{code}: a sentence");
                assert!(why.en.is_empty() && record.en.is_empty(), "{code}");
            }
        }
        let left = ["memory", "read in part", "seed", "IRP-", "TODO"];
        for one in ideas {
            assert!(left.iter().all(|word| !one.contains(word)), "a working note: {one}");
        }
    }

    /// An attack on availability alone is tested against the definition, at the beginning and again at the end.
    #[test]
    fn a_ddos_is_not_assumed_to_be_an_incident() {
        for code in ["V8-AN1", "V8-PI3"] {
            assert_eq!(step(code).and_then(|(_, step)| step.opens.as_deref()), Some("classification"), "{code}");
        }
        let summary = variant("V8").map(|one| &one.summary).expect("V8");
        assert!(summary.en.contains("tested, not assumed") && summary.en.contains("availability-only service event"));
        assert!(summary.zh.contains("服务安全事态（仅可用性）"));
    }
}
