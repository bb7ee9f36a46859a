//! The public record: facts with their days and sources, read from the file; each has two sources or says why one is enough.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use holdfast_journeys::Fill::{self, Day, Time};
use serde_json::Value;

use super::ZONE;

/// A fact of the public record: its day, the minute where it is known, and its words with their sources.
#[derive(Debug)]
pub struct Told {
    /// Day in Dublin; empty for what has none.
    pub day: String,
    /// Minute in Dublin, where it is known.
    pub time: String,
    /// What happened, and by which sources.
    pub text: String,
}

impl Told {
    /// Types when it was, as precisely as it is known.
    pub fn when<'a>(&'a self, label: &'a str) -> Fill<'a> {
        if self.time.is_empty() { Day(label, &self.day) } else { Time(label, &self.day, &self.time, ZONE) }
    }
}

/// The public record, and what of it was entered.
pub struct Facts {
    /// The facts by their codes.
    pub told: BTreeMap<String, Told>,
    used: RefCell<BTreeSet<String>>,
}

impl Facts {
    pub fn read() -> Self {
        let file = sources();
        let told = file["facts"].as_array().expect("facts").iter().map(|fact| {
            let (day, time) = text(&fact["at"]).split_once(' ').unwrap_or((text(&fact["at"]), ""));
            let words = format!("{} [{}]", text(&fact["what"]), list(&fact["sources"]).join(", "));
            (text(&fact["code"]).to_owned(), Told { day: day.to_owned(), time: time.to_owned(), text: words })
        });
        Self { told: told.collect(), used: RefCell::default() }
    }

    pub fn get(&self, code: &str) -> &Told {
        self.used.borrow_mut().insert(code.to_owned());
        self.told.get(code).unwrap_or_else(|| panic!("no fact {code}"))
    }

    pub fn text(&self, code: &str) -> &str {
        &self.get(code).text
    }

    /// Codes of the facts that nobody asked for.
    pub fn unused(&self) -> Vec<&String> {
        self.told.keys().filter(|code| !self.used.borrow().contains(*code)).collect()
    }
}

pub fn sources() -> Value {
    serde_json::from_str(include_str!("../../../golden/ransomware-sources.json")).expect("JSON")
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

pub fn list(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().map(text).collect()
}

/// Each fact has two sources that the file lists, or says why one is enough; each source says how it was read.
#[test]
fn facts_have_sources() {
    let file = sources();
    let all = file["sources"].as_array().expect("sources");
    let known: BTreeSet<&str> = all.iter().map(|one| text(&one["code"])).collect();
    assert_eq!(known.len(), all.len(), "a code is given twice");
    for one in all {
        for part in ["title", "publisher", "date", "url"] {
            assert!(!text(&one[part]).is_empty(), "{part}: {one}");
        }
        assert!(["copy", "reprint", "excerpt", "quoted"].contains(&text(&one["read"])), "{one}");
    }
    let mut cited = BTreeSet::new();
    for fact in file["facts"].as_array().expect("facts") {
        let sources: BTreeSet<&str> = list(&fact["sources"]).into_iter().collect();
        assert!(sources.is_subset(&known), "{fact}");
        assert!(sources.len() >= 2 || (sources.len() == 1 && !text(&fact["alone"]).is_empty()), "{fact}");
        cited.extend(sources);
    }
    assert_eq!(cited, known, "a source for nothing");
}
