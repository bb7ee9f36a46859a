//! Statements: what is recorded, by whom and when, read from the open incident in the reader's language.

use crate::language::codes::Named;
use crate::language::{Language, Msg, format};
use crate::record::body::Body;
use crate::record::event::Event;
use crate::record::id::Id;
use crate::record::time::{MINUTE, Moment, Precision, Timestamp};
use crate::session::{OpenIncident, Session};

/// Shown in the mono of hashes.
pub const SHA_256: Msg = msg!("SHA-256", "SHA-256");

/// A statement in the reader's language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Said {
    /// What it is known by in its section: the id of its event, or a code.
    pub key: String,
    /// Name of the thing; empty where the section holds one value.
    pub name: String,
    /// Where the name leads; empty for nowhere.
    pub href: String,
    /// Which column it stands in, where the section has columns.
    pub lane: usize,
    /// Terms, and what is recorded under them; an empty value is said to be missing.
    pub facts: Vec<(Msg, String)>,
    /// What is amiss with it.
    pub amiss: Option<Msg>,
    /// Who recorded it and when; empty while nothing is recorded.
    pub by: String,
    /// Words of what can be done about it, and the form for that.
    pub acts: Vec<(Msg, String)>,
    /// What was recorded before, the newest first.
    pub older: Vec<Said>,
}

impl Said {
    /// True when something is recorded.
    pub fn is_recorded(&self) -> bool {
        !self.by.is_empty()
    }

    /// Adds a fact that is expected.
    pub fn put(&mut self, term: Msg, value: &str) {
        self.facts.push((term, value.to_owned()));
    }

    /// Adds a fact where there is one.
    pub fn maybe(&mut self, term: Msg, value: &str) {
        if !value.is_empty() {
            self.put(term, value);
        }
    }

    /// Adds an act: words and the form with what it is about.
    pub fn act(&mut self, words: Msg, form: &str, about: &str) {
        self.acts.push((words, [form, ":", about].concat()));
    }
}

/// The first of several statements stands; the others are its history.
pub fn stand(mut newest_first: Vec<Said>) -> Option<Said> {
    if newest_first.is_empty() {
        return None;
    }
    let mut said = newest_first.remove(0);
    said.older = newest_first;
    Some(said)
}

/// What a section is read from.
pub struct Reading<'a> {
    /// The incident that is open.
    pub one: &'a OpenIncident,
    /// The reader's language.
    pub language: Language,
    /// The session, for the viewer's zone.
    pub session: Session,
}

impl Reading<'_> {
    /// A statement of an event, with who recorded it and when.
    pub fn said(&self, event: &Id) -> Said {
        Said { key: event.to_string(), by: self.by(event), ..Said::default() }
    }

    /// Who recorded an event and when, and when it happened where that was earlier.
    pub fn by(&self, event: &Id) -> String {
        self.one.log.get(event).map(|event| self.by_event(event)).unwrap_or_default()
    }

    fn by_event(&self, event: &Event) -> String {
        let header = &event.header;
        let recorded = msg!("Recorded by {0}, {1}", "由 {0} 于 {1} 记录")
            .fill(self.language, &[&header.author.name, &self.when(header.recorded)]);
        let earlier = |moment: &&Moment| {
            moment.precision != Precision::Exact || header.recorded.since(event.happened()) >= MINUTE
        };
        match header.occurred.as_ref().filter(earlier) {
            Some(moment) => {
                msg!("{0}; happened {1}", "{0}；发生于 {1}").fill(self.language, &[&recorded, &self.moment(moment)])
            }
            None => recorded,
        }
    }

    /// An instant in the viewer's zone.
    pub fn when(&self, at: Timestamp) -> String {
        self.session.when(at)
    }

    /// A moment as it was stated.
    pub fn moment(&self, moment: &Moment) -> String {
        format::moment(self.language, moment)
    }

    /// The name of a member of a vocabulary.
    pub fn name(&self, member: impl Named) -> String {
        member.name().get(self.language).to_owned()
    }

    /// The newest event whose content `fits`.
    pub fn newest(&self, fits: &dyn Fn(&Body) -> bool) -> Option<&Event> {
        self.one.log.events().iter().rev().find(|event| fits(&event.body))
    }

    /// The tombstones of erased contents of these kinds.
    pub fn erased(&self, kinds: &[&str]) -> Vec<String> {
        let stones = self.one.incident.erased.iter().filter_map(|(id, stone)| {
            let event = self.one.log.get(id).filter(|event| event.is_erased())?;
            kinds.contains(&event.header.kind.as_str()).then_some((event, stone))
        });
        let words = msg!("{0}. Erased by {1}, {2}: {3}", "{0}。由 {1} 于 {2} 抹除：{3}");
        stones
            .map(|(event, stone)| {
                let values = [&self.by_event(event), &stone.by.name, &self.when(stone.at), &stone.reason];
                words.fill(self.language, &values.map(String::as_str))
            })
            .collect()
    }
}
