//! The open incident: read, folded and shown first, verified after in slices.

use super::{Job, Route, Session};
use crate::browser::timer::{self, Stint};
use crate::browser::{clock, local, unpack};
use crate::exchange::summary::Summary;
use crate::record::apply::{apply, fold};
use crate::record::event::Event;
use crate::record::id::Id;
use crate::record::incident::Incident;
use crate::record::log::{Added, Break, Check, Log};
use crate::record::organisation;
use leptos::prelude::*;

/// How far the verification of the open record is.
#[derive(Clone, Debug, PartialEq)]
pub enum Checking {
    /// Still at it.
    Running,
    /// All hashes and links hold.
    Verified,
    /// They do not.
    Broken(Break),
}

/// The incident that is open in this tab.
#[derive(Clone, Debug)]
pub struct OpenIncident {
    /// Which one.
    pub id: Id,
    /// Its log.
    pub log: Log,
    /// The log folded.
    pub incident: Incident,
    /// Verification.
    pub checking: Checking,
    /// Lines that could not be read at all.
    pub unreadable: usize,
    /// True when nothing was found under this id.
    pub missing: bool,
    /// What the verification has seen, and of how many events; begins anew when events come in between those.
    check: Check,
    checked: usize,
}

/// Events read, folded or verified between two looks at the clock: a fraction of a millisecond of work.
const SLICE: usize = 20;

/// Milliseconds without news from other tabs before what they added is verified.
const SETTLE: i32 = 300;

impl OpenIncident {
    pub(super) fn new(id: Id) -> Self {
        Self {
            id,
            log: Log::default(),
            incident: Incident::default(),
            checking: Checking::Running,
            unreadable: 0,
            missing: false,
            check: Check::default(),
            checked: 0,
        }
    }

    /// Adds events and folds what changed.
    pub(super) fn add(&mut self, events: Vec<Event>) {
        match self.log.add(events) {
            Added::Nothing => {}
            Added::AtEnd(start) => {
                for event in &self.log.events()[start..] {
                    apply(&mut self.incident, event, &self.log);
                }
            }
            Added::Between => {
                self.incident = fold(&self.log);
                self.begin_check();
            }
        }
    }

    /// Verification begins anew.
    fn begin_check(&mut self) {
        self.check = Check::default();
        self.checked = 0;
    }

    /// Verifies the next slice. True when nothing is left to verify.
    fn check_slice(&mut self) -> Result<bool, Break> {
        let end = (self.checked + SLICE).min(self.log.events().len());
        self.log.verify(&mut self.check, self.checked, end)?;
        self.checked = end;
        Ok(end == self.log.events().len())
    }
}

impl OpenIncident {
    /// Adds many events, breathing between folding them.
    async fn add_all(&mut self, events: Vec<Event>) {
        self.log.add(events);
        self.incident = Incident::default();
        let mut stint = Stint::begin();
        for slice in self.log.events().chunks(SLICE) {
            for event in slice {
                apply(&mut self.incident, event, &self.log);
            }
            stint.rest().await;
        }
    }
}

/// Reads lines, breathing between slices; lines that cannot be read are counted.
pub(super) async fn parse(lines: Vec<String>) -> (Vec<Event>, usize) {
    let mut events = Vec::with_capacity(lines.len());
    let mut unreadable = 0;
    let mut stint = Stint::begin();
    for slice in lines.chunks(SLICE) {
        for line in slice {
            match Event::read(line) {
                Ok(event) => events.push(event),
                Err(_) => unreadable += 1,
            }
        }
        stint.rest().await;
    }
    (events, unreadable)
}

impl Session {
    /// Opens the incident the route names, unless it is open already.
    pub(super) fn follow_route(self) {
        let Route::Incident(id, ..) = self.route.get_untracked() else { return };
        let already = self.opened.with_untracked(|opened| opened.as_ref().is_some_and(|one| one.id == id));
        if already || self.store().is_none() {
            return;
        }
        self.start_job(Job::Load(id));
    }

    /// Reads an incident and shows it; verification goes on behind.
    pub(super) async fn load(self, id: Id) {
        let Some(store) = self.store() else { return };
        let Ok(lines) = store.read_incident(id.as_str()).await else { return };
        let (events, unreadable) = parse(lines).await;
        let mut events = events;
        if events.is_empty() && organisation::is(&id) {
            events.extend(organisation::root());
        }
        let mut opened = OpenIncident::new(id.clone());
        opened.missing = events.is_empty();
        opened.unreadable = unreadable;
        opened.add_all(events).await;
        // The pages of an incident ask for them.
        unpack::data().await;
        self.settle_erasures(&mut opened).await;
        let still_here = matches!(self.route.get_untracked(), Route::Incident(now, ..) if now == id);
        if !still_here {
            return;
        }
        // Another reading may have come first, and acts since then stand in that one alone.
        let acted = self.opened.with_untracked(|shown| {
            let one = shown.as_ref().filter(|one| one.id == id)?;
            let new = one.log.events().iter().filter(|event| opened.log.get(&event.header.id).is_none());
            Some(new.cloned().collect())
        });
        opened.add(acted.unwrap_or_default());
        opened.missing &= opened.log.events().is_empty();
        crate::browser::page::mark("incident-shown");
        self.opened.set(Some(opened));
        self.hold(&id);
        // Shown and usable first: the browser paints before verification begins.
        timer::pause(30).await;
        // What other tabs wrote meanwhile was told to nobody: the incident was not open here.
        self.read_new(&id).await;
        self.refresh_summary(&id);
        self.find_kept_file(&id).await;
        self.verify(id).await;
    }

    /// Says that this tab is at work on an incident.
    pub(super) fn hold(self, id: &Id) {
        let (Some(store), id) = (self.store(), id.clone()) else { return };
        leptos::task::spawn_local(async move { store.hold(id.as_str()).await });
    }

    /// Verifies the open incident once more: reads it from the store again, so that what is there now is what is checked.
    pub fn verify_again(self) {
        let Some(id) = self.opened.with_untracked(|opened| opened.as_ref().map(|one| one.id.clone())) else { return };
        self.opened.update(|opened| {
            if let Some(one) = opened {
                one.begin_check();
                one.checking = Checking::Running;
            }
        });
        leptos::task::spawn_local(async move {
            let waits = self.is_unsaved();
            let (Some(store), false) = (self.store(), waits) else { return self.verify(id).await };
            let Ok(lines) = store.read_incident(id.as_str()).await else { return self.verify(id).await };
            let (events, unreadable) = parse(lines).await;
            let mut log = Log::default();
            log.add(events);
            let mut check = Check::default();
            let mut state = Checking::Verified;
            let mut stint = Stint::begin();
            for from in (0..log.events().len()).step_by(SLICE) {
                if let Err(broken) = log.verify(&mut check, from, from + SLICE) {
                    state = Checking::Broken(broken);
                    break;
                }
                stint.rest().await;
            }
            self.set_checking(&id, state, Some(unreadable));
        });
    }

    fn set_checking(self, id: &Id, state: Checking, unreadable: Option<usize>) {
        self.opened.update(|opened| {
            if let Some(one) = opened.as_mut().filter(|one| one.id == *id) {
                one.checking = state;
                one.unreadable = unreadable.unwrap_or(one.unreadable);
            }
        });
    }

    /// Verifies what is not verified yet of the open record, in slices. Stops when another is opened.
    async fn verify(self, id: Id) {
        let mut looked_again = false;
        let mut stint = Stint::begin();
        loop {
            let step = self.opened.try_update_untracked(|opened| {
                let one = opened.as_mut().filter(|one| one.id == id)?;
                Some(one.check_slice())
            });
            let Some(Some(outcome)) = step else { return };
            let state = match outcome {
                Ok(false) => {
                    stint.rest().await;
                    continue;
                }
                // Word of this event may have come before the event it follows: what the store holds now decides.
                Err(Break::MissingParent(..)) if !looked_again => {
                    looked_again = true;
                    timer::pause(SETTLE).await;
                    self.read_new(&id).await;
                    self.opened.update_untracked(|opened| {
                        if let Some(one) = opened.as_mut().filter(|one| one.id == id) {
                            one.begin_check();
                        }
                    });
                    continue;
                }
                Ok(true) => Checking::Verified,
                Err(broken) => Checking::Broken(broken),
            };
            self.set_checking(&id, state, None);
            crate::browser::page::mark("incident-verified");
            return;
        }
    }

    /// Verifies what another tab has added, once no more comes in for a moment.
    pub(super) async fn verify_added(self, id: Id) {
        let length = || {
            self.opened.with_untracked(|opened| {
                let one = opened.as_ref().filter(|one| one.id == id)?;
                // One that runs takes in what was added; one that found a break has its answer.
                (one.checking == Checking::Verified).then(|| one.log.events().len())
            })
        };
        let before = length();
        timer::pause(SETTLE).await;
        if before.is_some() && before == length() {
            self.verify(id).await;
        }
    }

    /// Makes the board line of the open incident anew, in the second part of the program, where the rules are.
    pub(super) fn refresh_summary(self, id: &Id) {
        self.start_job(Job::Summarise(id.clone()));
    }

    /// Makes the board line of the open incident anew and keeps it where the next start reads it first.
    pub(super) fn summarise(self, id: &Id) {
        let zones = self.zones();
        let summary = self.opened.with_untracked(|opened| {
            opened
                .as_ref()
                .filter(|one| one.id == *id)
                .and_then(|one| Summary::of(&one.incident, self.rules(), &*zones))
        });
        if let Some(summary) = summary {
            self.put_summary(summary);
        }
    }

    pub(super) fn put_summary(self, summary: Summary) {
        {
            let text = crate::record::json::text(&summary);
            // Only a cache: a full local storage costs a slower start, no fact.
            let _ = local::set(&board_key(&summary.id), &text);
        }
        self.board.update(|board| {
            board.retain(|line| line.id != summary.id);
            board.push(summary);
            sort(board, clock::now().0);
        });
    }

    pub(super) fn drop_summary(self, id: &Id) {
        local::remove(&board_key(id));
        self.board.update(|board| board.retain(|line| line.id != *id));
    }
}

pub(super) const BOARD: &str = "board/";

pub(super) fn board_key(id: &Id) -> String {
    [BOARD, id.as_str()].concat()
}

/// Open ones first, next due first, then newest work first.
pub(super) fn sort(board: &mut Vec<Summary>, _now: i64) {
    let key = |line: &Summary| {
        let due = line.next_end().map_or(i64::MAX, |due| due.0);
        (!line.is_open(), line.exercise, due, -line.last.map_or(0, |last| last.0))
    };
    crate::record::order::sort(board, &|a, b| key(a) < key(b));
}
