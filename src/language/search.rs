//! Search across incidents: each record as the lines a person would read, held ready so that a key is answered at once.

use super::Language;
use super::timeline::{entry, plain, shown_line};
use crate::deadline::in_force::Rules;
use crate::record::body::Body;
use crate::record::event::Event;
use crate::record::id::Id;
use crate::record::incident::Incident;
use crate::record::log::Log;

/// The most lines of one incident that are shown for a search.
const MOST_LINES: usize = 3;

/// An incident, ready to be searched.
#[derive(Clone, Debug)]
pub struct Searched {
    /// Which one.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// Events it was made from: with more, it is made anew.
    pub events: usize,
    /// Its lines, the title first, each as shown.
    lines: Vec<String>,
    /// The same lines as they are compared, each with its end.
    plain: String,
    ends: Vec<usize>,
}

/// What was found in an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which one.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// The first lines that hold every word.
    pub lines: Vec<String>,
}

/// The words of a search, as they are compared.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(plain).filter(|word| !word.is_empty()).collect()
}

impl Searched {
    /// An incident of which nothing is found.
    #[must_use]
    pub fn nothing(id: Id) -> Self {
        Self { id, title: String::new(), events: 0, lines: Vec::new(), plain: String::new(), ends: Vec::new() }
    }

    /// An incident with its title and no other line yet.
    #[must_use]
    pub fn new(id: Id, incident: &Incident) -> Self {
        let mut searched = Self { title: incident.title().to_owned(), ..Self::nothing(id) };
        searched.push(incident.title().to_owned(), "");
        searched
    }

    /// Adds the line of an event: what it says and who wrote it.
    pub fn add(&mut self, language: Language, rules: Rules, (event, incident): (&Event, &Incident)) {
        let entry = matches!(event.body, Body::LogAdded(_)).then(|| entry(incident, &event.header.id)).flatten();
        let line = shown_line(language, rules, event, incident, entry);
        let text = [line.kind.get(language), " · ", &line.text].concat();
        self.push(text, &event.header.author.name);
        self.events += 1;
    }

    /// All of a log at once.
    #[must_use]
    pub fn of(language: Language, rules: Rules, (log, incident): (&Log, &Incident)) -> Option<Self> {
        let mut searched = Self::new(incident.id.clone()?, incident);
        log.events().iter().for_each(|event| searched.add(language, rules, (event, incident)));
        Some(searched)
    }

    fn push(&mut self, text: String, author: &str) {
        self.plain.push_str(&plain(&[text.as_str(), " ", author].concat()).replace('\n', " "));
        self.plain.push('\n');
        self.ends.push(self.plain.len());
        self.lines.push(text);
    }

    /// What is found of words that stand in one line, in any order; `None` where no line holds all of them.
    #[must_use]
    pub fn find(&self, words: &[String]) -> Option<Hit> {
        let (first, others) = words.split_first()?;
        let mut lines = Vec::new();
        let mut from = 0;
        while let Some(at) = self.plain.get(from..)?.find(first.as_str()) {
            let place = self.ends.partition_point(|end| *end <= from + at);
            let end = *self.ends.get(place)?;
            let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
            from = end;
            let line = self.plain.get(start..end)?;
            if others.iter().all(|word| line.contains(word.as_str())) {
                // The title stands over its lines anyway.
                lines.extend(self.lines.get(place).filter(|_| place > 0).cloned());
                if place == 0 && lines.is_empty() {
                    lines.push(String::new());
                }
            }
            if lines.len() > MOST_LINES {
                break;
            }
        }
        let found = !lines.is_empty();
        lines.retain(|line| !line.is_empty());
        lines.truncate(MOST_LINES);
        found.then(|| Hit { id: self.id.clone(), title: self.title.clone(), lines })
    }
}
