//! The control map: which audits the source lists for which controls, as data (`controls.json`), read where it stands: a
//! struct for each of its parts would cost more bytes than the parts.
//!
//! | Part | Texts | In both languages | Lists |
//! |---|---|---|---|
//! | the whole | | `nothing`, said where a record holds nothing for a control; `unlinked`, said of the references | `flags`, `groups`, `editions` (the older one first), `references` |
//! | a flag, said of a report date | `code`: `historical` of all, `suspect` of what cannot be right | `name`, `reason` | |
//! | a group, whose controls the same kinds of evidence answer | | | `controls`, `kinds` |
//! | a control | `code`, its id as printed | `name`, the Chinese one corrected where the source was translated by machine | |
//! | a kind | `code`, known to [`super::evidence::READERS`]; or `entry.` and a register | `name`; a register has its own | |
//! | an edition | `code`; `as_of`, the day its table stands for | `title`, `short`, `known`: how that day is known | `rows` |
//! | a row, one audit of one service | `service`, `framework`, `controls` with blanks between, `date` of the latest report as printed | `enclosed` with it, if anything | |
//! | a reference: a document that the sources name (R-062) | `phases`, of a related article: codes with blanks between, `preparation` before all | `title` | |
//!
//! Dates are `YYYY-MM-DD`.

use crate::data;
use serde_json::Value;
use std::sync::OnceLock;

/// A part of the map.
#[derive(Clone, Copy, Debug)]
pub struct Part(&'static Value);

/// The control map of the sources.
#[must_use]
pub fn control_map() -> Part {
    static MAP: OnceLock<Value> = OnceLock::new();
    // The file is part of the build and read by a test; an empty map is never seen.
    Part(MAP.get_or_init(|| serde_json::from_str(data::text("assurance/controls.json")).unwrap_or_default()))
}

impl Part {
    /// A text of it; empty where it has none of that name.
    #[must_use]
    pub fn text(self, name: &str) -> &'static str {
        self.0[name].as_str().unwrap_or_default()
    }

    /// A text of it in English and in 简体中文.
    #[must_use]
    pub fn words(self, name: &str) -> [&'static str; 2] {
        let both = Part(&self.0[name]);
        [both.text("en"), both.text("zh")]
    }

    /// What it lists.
    pub fn list(self, name: &str) -> impl Iterator<Item = Part> + use<> {
        self.0[name].as_array().map_or(&[][..], Vec::as_slice).iter().map(Part)
    }

    /// Of the whole, every control once, those with the same kinds of evidence together.
    pub fn controls(self) -> impl Iterator<Item = Part> {
        self.list("groups").flat_map(|group| group.list("controls"))
    }

    /// Of the whole, by what a reader may choose rows: the editions by their codes, the services, the frameworks, each once.
    #[must_use]
    pub fn choices(self) -> Vec<&'static str> {
        let mut found: Vec<&str> = Vec::new();
        for kind in 0..3 {
            for edition in self.list("editions") {
                for row in edition.list("rows") {
                    let keys = chosen_by(edition, row);
                    found.extend(keys.get(kind).copied().filter(|one| !found.contains(one)));
                }
            }
        }
        found
    }

    /// Of the whole, the rows that name a control, each after its edition: those of one edition, service or framework where
    /// one is chosen.
    #[must_use]
    pub fn rows_of(self, control: &str, chosen: &str) -> Vec<[Part; 2]> {
        let mut found = Vec::new();
        for edition in self.list("editions") {
            for row in edition.list("rows") {
                let is_chosen = chosen.is_empty() || chosen_by(edition, row).contains(&chosen);
                if is_chosen && row.text("controls").split(' ').any(|one| one == control) {
                    found.push([edition, row]);
                }
            }
        }
        found
    }

    /// Of a flag, whether it is to be said of the report date of a row, wherever that is shown.
    #[must_use]
    pub fn is_of(self, edition: Part, row: Part) -> bool {
        // A table cannot print the date of a report to come. Dates of one form compare as texts.
        self.text("code") != "suspect" || row.text("date") > edition.text("as_of")
    }
}

fn chosen_by(edition: Part, row: Part) -> [&'static str; 3] {
    [edition.text("code"), row.text("service"), row.text("framework")]
}
