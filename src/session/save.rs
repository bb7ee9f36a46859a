//! Saving: a queue, one strict transaction at a time, and what the store said about it.

use super::{Pending, Session};
use crate::browser::StoreError;
use crate::browser::clock;
use crate::browser::journal::{self, EventLine};
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

/// Waits between tries after a failure, in milliseconds.
const RETRY: i32 = 5_000;

impl Session {
    /// Puts events in the queue and sees to it that they are stored.
    pub(super) fn enqueue(self, incident: Id, events: &[Event]) {
        let lines = events.iter().map(event_line).collect();
        self.inner.update_value(|inner| inner.pending.push_back(Pending { incident, lines }));
        self.saved.set(Saved::Saving);
        self.flush();
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

    /// Stores what waits, unless that is under way.
    pub fn flush(self) {
        let started = self.inner.try_update_value(|inner| {
            let start = !inner.flushing && inner.store.is_some() && !inner.pending.is_empty();
            inner.flushing |= start;
            start
        });
        if started == Some(true) {
            leptos::task::spawn_local(async move { self.store_pending().await });
        }
    }

    /// Says that all is stored, unless something still waits.
    pub(super) fn say_saved(self, durable: bool) {
        if !self.is_unsaved() {
            self.saved.set(if durable { Saved::At(clock::now()) } else { Saved::Memory });
        }
    }

    async fn store_pending(self) {
        loop {
            let next = self.inner.with_value(|inner| {
                let first = inner.pending.front()?;
                let same = inner.pending.iter().take_while(|one| one.incident == first.incident);
                let count = same.clone().count();
                let lines: Vec<EventLine> = same.flat_map(|one| one.lines.iter().cloned()).collect();
                Some((first.incident.clone(), lines, count))
            });
            let (Some((incident, lines, count)), Some(store)) = (next, self.store()) else { break };
            match store.append(incident.as_str(), &lines).await {
                Ok(()) => {
                    self.inner.update_value(|inner| drop(inner.pending.drain(..count)));
                    self.say_saved(store.is_durable());
                    self.opened.notify();
                    let keys = lines.into_iter().map(|line| line.key).collect();
                    self.refresh_summary(&incident);
                    self.tell(&TabMessage::EventsAdded { incident: incident.as_str().to_owned(), keys });
                    self.write_continuously(&incident);
                }
                Err(error) => {
                    self.inner.update_value(|inner| inner.flushing = false);
                    let lasting = matches!(error, StoreError::Purged | StoreError::NewerFormat { .. });
                    self.saved.set(Saved::Failed(error));
                    if !lasting {
                        timer::pause(RETRY).await;
                        self.flush();
                    }
                    return;
                }
            }
        }
        self.inner.update_value(|inner| inner.flushing = false);
        self.drop_submitted();
    }
}
