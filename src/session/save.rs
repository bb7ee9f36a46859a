//! Saving: a queue, one strict transaction at a time, and what the store said about it.

use super::{Job, Pending, Session};
use crate::browser::StoreError;
use crate::browser::clock;
use crate::browser::entropy;
use crate::browser::journal::{self, Append, EventLine};
use crate::browser::storage_status::{self, Engine};
use crate::browser::tabs::TabMessage;
use crate::browser::timer;
use crate::record::event::Event;
use crate::record::id::Id;
use crate::record::time::Timestamp;
use leptos::prelude::*;

/// What the store last said.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Saved {
    /// Nothing to save yet.
    #[default]
    Nothing,
    /// On its way.
    Saving,
    /// Confirmed by the store, at this time.
    At(Timestamp),
    /// Kept in memory only: this browser gives no storage.
    Memory,
    /// Refused; the work is kept in memory and offered as a file.
    Failed(StoreError),
}

/// The state of the store as a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum StorageState {
    /// Being opened.
    #[default]
    Opening,
    /// Keeps what is written.
    Durable,
    /// Keeps nothing, and why.
    Memory(StoreError),
    /// May only be read, and why.
    ReadOnly(StoreError),
}

/// The journal line of an event.
pub(super) fn event_line(event: &Event) -> EventLine {
    let header = &event.header;
    EventLine { key: journal::key(header.incident.as_str(), header.counter, header.id.as_str()), line: event.line() }
}

/// What goes into one transaction.
struct Batch {
    incident: Id,
    lines: Vec<EventLine>,
    /// How many of the queue's places these lines take.
    count: usize,
    /// Drafts that became these lines and end with them.
    drafts: Vec<String>,
}

/// A frame, in milliseconds: nobody sees what stands on the page for less.
const FRAME: i32 = 16;
/// Waits between tries after a failure, in milliseconds.
const RETRY: i32 = 5_000;

impl Session {
    /// Puts events in the queue and sees to it that they are stored.
    pub(super) fn enqueue(self, incident: Id, events: &[Event]) {
        let lines = events.iter().map(event_line).collect();
        self.inner.update_value(|inner| inner.pending.push_back(Pending { incident, lines }));
        self.flush();
    }

    /// Says what the store said. Every act ends here: those who ask only whether it refused are not woken each time.
    pub(super) fn say(self, saved: Saved) {
        let refused = match &saved {
            Saved::Failed(error) => Some(error.clone()),
            _ => None,
        };
        if self.refused.with_untracked(|before| *before != refused) {
            self.refused.set(refused);
        }
        self.saved.set(saved);
    }

    /// "Saving…", unless the store has confirmed within a frame, as it mostly does.
    pub(super) async fn say_saving(self) {
        timer::pause(FRAME).await;
        if self.is_unsaved() && !matches!(self.saved.get_untracked(), Saved::Failed(_) | Saved::Saving) {
            self.say(Saved::Saving);
        }
    }

    /// Now that there is something to keep, asks the browser to keep it. Firefox would put a question in the way of work:
    /// there the storage page asks.
    pub(super) fn ask_to_keep(self) {
        if storage_status::engine() != Engine::Firefox {
            leptos::task::spawn_local(async move {
                // The storage page shows the answer.
                let _ = storage_status::request_persist().await;
            });
        }
    }

    /// True while something is not confirmed by the store.
    #[must_use]
    pub fn is_unsaved(self) -> bool {
        self.inner.with_value(|inner| !inner.pending.is_empty())
    }

    /// Begins to store before it is known what: the browser prepares the transaction while an act is decided and written.
    pub(super) fn begin_ahead(self) {
        self.inner.update_value(|inner| {
            let free = !inner.flushing && inner.pending.is_empty();
            inner.begun = inner.store.as_ref().filter(|_| free).and_then(|store| store.begin_append());
        });
    }

    /// The act is done or refused: what was begun and not used ends by itself.
    pub(super) fn forget_begun(self) {
        self.inner.update_value(|inner| inner.begun = None);
    }

    /// Stores what waits, unless that is under way.
    pub fn flush(self) {
        let started = self.inner.try_update_value(|inner| {
            let start = !inner.flushing && inner.store.is_some() && !inner.pending.is_empty();
            inner.flushing |= start;
            start.then(|| inner.begun.take())
        });
        if let Some(Some(begun)) = started {
            // What was begun takes its lines now, before anything else is done or drawn.
            let first = begun.and_then(|begun| self.hand_over(begun));
            leptos::task::spawn_local(async move { self.store_pending(first).await });
        }
    }

    fn hand_over(self, mut begun: Append) -> Option<(Batch, Append)> {
        let batch = self.next_batch()?;
        match begun.add(batch.incident.as_str(), &batch.lines, &batch.drafts) {
            Ok(()) => Some((batch, begun)),
            Err(_) => {
                self.inner.update_value(|inner| batch.drafts.into_iter().for_each(|key| inner.put_in_journal(key)));
                None
            }
        }
    }

    /// Says that all is stored, unless something still waits.
    pub(super) fn say_saved(self, durable: bool) {
        if !self.is_unsaved() {
            self.say(if durable { Saved::At(clock::now()) } else { Saved::Memory });
        }
    }

    async fn store_pending(self, mut first: Option<(Batch, Append)>) {
        while let Some(store) = self.store() {
            let (batch, begun) = match first.take() {
                Some((batch, begun)) => (batch, Some(begun)),
                None => match self.next_batch() {
                    Some(batch) => (batch, None),
                    None => break,
                },
            };
            match store.append_begun(begun, batch.incident.as_str(), &batch.lines, &batch.drafts).await {
                Ok(()) => {
                    self.inner.update_value(|inner| drop(inner.pending.drain(..batch.count)));
                    self.say_saved(store.is_durable());
                    leptos::task::spawn_local(async move { self.follow_up(batch).await });
                }
                Err(error) => {
                    self.inner.update_value(|inner| {
                        batch.drafts.into_iter().for_each(|key| inner.put_in_journal(key));
                        inner.flushing = false;
                    });
                    let lasting = matches!(error, StoreError::Purged | StoreError::NewerFormat { .. });
                    self.say(Saved::Failed(error));
                    if !lasting {
                        timer::pause(RETRY).await;
                        self.start_job(Job::Reopen);
                    }
                    return;
                }
            }
        }
        self.inner.update_value(|inner| inner.flushing = false);
    }

    /// What waits for the first incident of the queue.
    fn next_batch(self) -> Option<Batch> {
        self.inner.try_update_value(|inner| {
            let incident = inner.pending.front()?.incident.clone();
            let same = inner.pending.iter().take_while(|one| one.incident == incident);
            let count = same.clone().count();
            let lines = same.flat_map(|one| one.lines.iter().cloned()).collect();
            // Which act a draft became is not known here: they go with the last of the queue.
            let submitted = if count == inner.pending.len() { inner.submitted.clone() } else { Vec::new() };
            let drafts = submitted.into_iter().filter(|key| inner.take_from_journal(key)).collect();
            Some(Batch { incident, lines, count, drafts })
        })?
    }

    /// What follows from the store's word. The browser shows the word first.
    async fn follow_up(self, batch: Batch) {
        timer::breathe().await;
        if !self.is_unsaved() {
            self.drop_submitted();
        }
        let keys = batch.lines.into_iter().map(|line| line.key).collect();
        self.tell(&TabMessage::EventsAdded { incident: batch.incident.as_str().to_owned(), keys });
        self.draw();
        self.refresh_summary(&batch.incident);
        self.write_continuously(&batch.incident);
        // A browser without a generator says so at the next act.
        let _ = entropy::prepare();
    }
}
