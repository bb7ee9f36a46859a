//! The append-only log of one incident: a set of events linked by hashes, read in one order on every machine.
//!
//! Invariant: merging is set union by id, so it gives the same log in any order and any number of times.

use super::body::Body;
use super::event::{Author, Damage, Draft, EVENT_FORMAT, Event, Header};
use super::id::Id;
use super::map::Map;
use super::order::sort;
use super::time::Timestamp;
use std::collections::{HashMap, HashSet};

/// Random bytes, from outside.
pub trait Entropy {
    /// Sixteen fresh random bytes.
    fn random(&mut self) -> [u8; 16];
}

/// One tab session that writes: its random id and its running number per incident.
#[derive(Clone, Debug)]
pub struct Writer {
    id: String,
    sequences: Map<Id, u32>,
}

impl Writer {
    /// A writer with an id from random bytes.
    #[must_use]
    pub fn new(random: [u8; 16]) -> Self {
        Self { id: super::digest::hex(&random[..8]), sequences: Map::new() }
    }

    /// Its id: 16 hexadecimal digits.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }
}

/// What is wrong with the chain as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Break {
    /// An event is damaged.
    Event(Id, Damage),
    /// An event names a parent that is not here.
    MissingParent(Id, String),
    /// An event's counter is not one more than its parents'.
    Counter(Id),
    /// Two events of one writer carry one running number.
    Sequence(Id),
}

/// The events of one incident, in order.
#[derive(Clone, Debug, Default)]
pub struct Log {
    events: Vec<Event>,
    places: HashMap<Id, usize>,
    heads: Vec<(String, u32)>,
}

/// What adding events did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// Nothing was new.
    Nothing,
    /// All new events come after those already here: from this place on.
    AtEnd(usize),
    /// Some new events belong between older ones, or contents were erased: fold again.
    Between,
}

impl Log {
    /// All events, in the order every copy agrees on.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The event with this id.
    #[must_use]
    pub fn get(&self, id: &Id) -> Option<&Event> {
        self.places.get(id).and_then(|&place| self.events.get(place))
    }

    /// Hashes of the events no other event names as parent, sorted.
    #[must_use]
    pub fn heads(&self) -> Vec<String> {
        self.heads.iter().map(|(hash, _)| hash.clone()).collect()
    }

    /// True when the writer of `later` had seen `earlier`: a chain of parents leads there. Both must be in this log.
    ///
    /// `budget` counts down the steps of the search, which is short wherever people really worked. Once it is used up
    /// the answer is no, so that a forged log cannot keep the reader busy.
    #[must_use]
    pub fn saw(&self, later: &Event, earlier: &Id, budget: &mut usize) -> bool {
        let (Some(&from), Some(&to)) = (self.places.get(earlier), self.places.get(&later.header.id)) else {
            return false;
        };
        let target = &self.events[from].header;
        if target.writer == later.header.writer {
            return target.sequence < later.header.sequence;
        }
        if target.counter >= later.header.counter {
            return false;
        }
        // Parents stand before their children, so one walk back over what lies between is enough.
        let mut wanted: Vec<&str> = later.header.parents.iter().map(String::as_str).collect();
        for place in (from..to).rev() {
            let event = &self.events[place];
            match budget.checked_sub(wanted.len().max(1)) {
                Some(left) => *budget = left,
                None => return false,
            }
            let Some(found) = wanted.iter().position(|hash| *hash == event.hash) else { continue };
            if place == from {
                return true;
            }
            wanted.swap_remove(found);
            for parent in &event.header.parents {
                if !wanted.contains(&parent.as_str()) {
                    wanted.push(parent);
                }
            }
        }
        false
    }

    /// Adds events, whatever their order; those already here are passed over. An erased copy of an event replaces one
    /// with content only through [`Log::erase`].
    pub fn add(&mut self, events: Vec<Event>) -> Added {
        let fresh: Vec<Event> = {
            let mut seen = HashSet::new();
            let is_new = |event: &Event| !self.places.contains_key(&event.header.id);
            events.into_iter().filter(|event| is_new(event) && seen.insert(event.header.id.clone())).collect()
        };
        if fresh.is_empty() {
            return Added::Nothing;
        }
        let start = self.events.len();
        let after_all = |event: &Event| self.events.last().is_none_or(|last| last.order() < event.order());
        let at_end = fresh.iter().all(after_all);
        self.events.extend(fresh);
        let from = if at_end { start } else { 0 };
        let mut tail = self.events.split_off(from);
        sort(&mut tail, &|a, b| a.order() < b.order());
        self.events.extend(tail);
        for place in from..self.events.len() {
            self.places.insert(self.events[place].header.id.clone(), place);
        }
        self.find_heads(start == 0 || !at_end, start);
        if at_end { Added::AtEnd(start) } else { Added::Between }
    }

    fn find_heads(&mut self, all: bool, start: usize) {
        let from = if all { 0 } else { start };
        let new = &self.events[from..];
        let named: HashSet<&str> = new.iter().flat_map(|e| e.header.parents.iter().map(String::as_str)).collect();
        let mut heads: Vec<(String, u32)> = if all { Vec::new() } else { std::mem::take(&mut self.heads) };
        heads.retain(|(hash, _)| !named.contains(hash.as_str()));
        let unnamed = new.iter().filter(|event| !named.contains(event.hash.as_str()));
        heads.extend(unnamed.map(|event| (event.hash.clone(), event.header.counter)));
        sort(&mut heads, &|a, b| a.0 < b.0);
        self.heads = heads;
    }

    /// Takes the content away from these events; header and hash stay.
    pub fn erase(&mut self, targets: &[Id]) {
        for id in targets {
            if let Some(&place) = self.places.get(id) {
                self.events[place] = self.events[place].erased();
            }
        }
    }

    /// Ids of events that tombstones name and that still hold content. Tombstones themselves always stay.
    #[must_use]
    pub fn still_to_erase(&self) -> Vec<Id> {
        let targets = self.events.iter().filter_map(|event| match &event.body {
            Body::Erasure(erasure) => Some(&erasure.target),
            _ => None,
        });
        let holds = |event: &Event| !event.is_erased() && !matches!(event.body, Body::Erasure(_));
        targets.filter(|id| self.get(id).is_some_and(holds)).cloned().collect()
    }

    /// Fixes drafts as events that follow everything seen so far. They are not added: the journal comes first.
    /// An entry that refers to [`Id::first_of_act`] refers to the first of them.
    ///
    /// # Errors
    /// The damage, if a draft cannot be written in canonical form.
    pub fn write(
        &self,
        writer: &mut Writer,
        entropy: &mut dyn Entropy,
        incident: &Id,
        author: &Author,
        now: Timestamp,
        drafts: Vec<Draft>,
    ) -> Result<Vec<Event>, Damage> {
        let mut parents = self.heads();
        let mut counter = self.heads.iter().map(|(_, counter)| *counter).max().unwrap_or(0);
        let last = writer.sequences.get(incident).copied().unwrap_or(0);
        let mut sequence = last;
        let mut written = Vec::with_capacity(drafts.len());
        #[allow(clippy::explicit_counter_loop)] // both go on from the newest event, not from zero
        for mut draft in drafts {
            if let (Body::EntryAdded(entry), Some(first)) = (&mut draft.body, written.first()) {
                let first: &Event = first;
                entry.refer(&Id::first_of_act(), &first.header.id);
            }
            counter += 1;
            sequence += 1;
            let header = Header {
                author: author.clone(),
                content_digest: String::new(),
                counter,
                format: EVENT_FORMAT,
                id: Id::from_random(entropy.random()),
                incident: incident.clone(),
                kind: String::new(),
                known: draft.known,
                occurred: draft.occurred,
                parents: std::mem::take(&mut parents),
                recorded: now,
                sequence,
                writer: writer.id.clone(),
            };
            let event = Event::write(header, draft.body, entropy.random()).map_err(Damage::Limits)?;
            parents = vec![event.hash.clone()];
            written.push(event);
        }
        writer.sequences.insert(incident.clone(), sequence);
        Ok(written)
    }

    /// Checks events `from..to` and their links: hashes, digests, parents, counters and running numbers; with the last
    /// slice also that every missing content has its tombstone.
    ///
    /// # Errors
    /// The first [`Break`] found.
    pub fn verify(&self, check: &mut Check, from: usize, to: usize) -> Result<(), Break> {
        for event in self.events.iter().take(to).skip(from) {
            let id = || event.header.id.clone();
            if !check.hashed {
                event.verify().map_err(|damage| Break::Event(id(), damage))?;
            }
            let mut highest = 0;
            for parent in &event.header.parents {
                let Some(counter) = check.counters.get(parent) else {
                    return Err(Break::MissingParent(id(), parent.clone()));
                };
                highest = highest.max(*counter);
            }
            if event.header.counter != highest + 1 {
                return Err(Break::Counter(id()));
            }
            if !check.sequences.insert((event.header.writer.clone(), event.header.sequence)) {
                return Err(Break::Sequence(id()));
            }
            check.counters.insert(event.hash.clone(), event.header.counter);
            match &event.body {
                Body::Erased => check.erased.push(id()),
                Body::Erasure(erasure) => {
                    check.tombstones.insert(erasure.target.clone());
                }
                _ => {}
            }
        }
        let whole = to >= self.events.len();
        match check.erased.iter().find(|id| whole && !check.tombstones.contains(id)) {
            Some(id) => Err(Break::Event(id.clone(), Damage::ContentDigest)),
            None => Ok(()),
        }
    }

    /// Checks the links of the whole chain, where every event was verified by itself already.
    ///
    /// # Errors
    /// The first [`Break`] found.
    pub fn verify_links(&self) -> Result<(), Break> {
        self.verify(&mut Check { hashed: true, ..Check::default() }, 0, self.events.len())
    }

    /// Checks the whole chain at once.
    ///
    /// # Errors
    /// The first [`Break`] found.
    pub fn verify_all(&self) -> Result<(), Break> {
        self.verify(&mut Check::default(), 0, self.events.len())
    }
}

/// What a running check has seen: lets a long log be verified in slices while a person works.
#[derive(Clone, Debug, Default)]
pub struct Check {
    /// Every event was verified by itself: only links are looked at.
    hashed: bool,
    counters: HashMap<String, u32>,
    sequences: HashSet<(String, u32)>,
    erased: Vec<Id>,
    tombstones: HashSet<Id>,
}
