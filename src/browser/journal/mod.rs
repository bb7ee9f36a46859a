//! The journal: every event under its own key in IndexedDB, written once, reported saved only when it is on the disk.
//!
//! Invariant: an event is added, never overwritten, except by [`Journal::erase`], which takes content out and says so.
//! Invariant: one call is one transaction; it happens whole or not at all.
//! Invariant: a purged incident is never written again, whoever asks.

mod hold;
mod idb;
mod key;
mod notes;
mod open;
mod write;

use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbCursor, IdbObjectStore};

use self::hold::Writing;
use self::idb::{DRAFTS, EVENTS, META, Pending};
use self::open::Connection;
use self::write::Write;
use super::error::StoreError;
use super::storage_status::{self, Engine};

pub(super) use self::key::bounds;
pub(crate) use self::key::meta;
pub use self::key::{EventLine, incident_of, key};

/// The database's name.
pub const NAME: &str = "holdfast";
/// The number of the stored format this build reads and writes.
pub const FORMAT: u32 = 1;
/// The version of the database: raised with the format, so that no older build goes on writing.
pub(super) const VERSION: u32 = FORMAT;

const STRICT: &str = "strict";
const RELAXED: &str = "relaxed";

/// The open database. Clones share it.
#[derive(Clone)]
pub struct Journal(Rc<Connection>);

/// An append that was begun. See [`Journal::begin_append`].
pub struct Append {
    write: Write,
    journal: Journal,
    /// Leave to write without the tombstone's condition, where the incident is held.
    held: Option<Writing>,
}

impl Append {
    /// Adds lines, and removes the drafts they were typed as; goes through only while the incident has no tombstone.
    ///
    /// The stored format is not asked for: raising it raises the version of the database, and the browser closes this
    /// connection before it lets that happen.
    ///
    /// # Errors
    /// What the browser says of a transaction that was begun too long ago; nothing is added then.
    pub fn add(&mut self, incident: &str, lines: &[EventLine], drafts: &[String]) -> Result<(), StoreError> {
        let write = &self.write;
        self.held = self.journal.0.hold.writing(incident);
        if self.held.is_none() {
            write.require_absent(&write.store(META)?, &meta::purged(incident))?;
        }
        add_lines(write, lines, drafts)?;
        write.commit()
    }
}

/// Whether a write is sent off without waiting for answers. Measured and tried at length in Chromium only: one rare stop
/// in WebKit is not explained yet, and waiting costs a fraction of a millisecond.
pub(super) fn in_one_go() -> bool {
    storage_status::engine() == Engine::Chromium
}

fn add_lines(write: &Write, lines: &[EventLine], drafts: &[String]) -> Result<(), StoreError> {
    let events = write.store(EVENTS)?;
    for line in lines {
        write.add(&events, line)?;
    }
    for key in drafts {
        write.delete(&write.store(DRAFTS)?, &key.into())?;
    }
    Ok(())
}

impl std::fmt::Debug for Append {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Append")
    }
}

impl std::fmt::Debug for Journal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Journal")
    }
}

fn failed(thrown: JsValue) -> StoreError {
    StoreError::from_js(&thrown)
}

impl Journal {
    /// Opens the app's database. One written by a newer build opens for reading; [`Journal::reason`] then says so.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] when the browser gives no database, [`StoreError::Full`] or [`StoreError::Failed`].
    pub async fn open() -> Result<Self, StoreError> {
        Self::open_named(NAME).await
    }

    /// Opens a database of another name, as tests do.
    ///
    /// # Errors
    /// As [`Journal::open`].
    pub async fn open_named(name: &str) -> Result<Self, StoreError> {
        Ok(Self(Rc::new(open::connect(name).await?)))
    }

    /// Why nothing can be written any more: [`StoreError::NewerFormat`] or [`StoreError::Closed`]. `None` when all is well.
    #[must_use]
    pub fn reason(&self) -> Option<StoreError> {
        self.0.health.reason.borrow().clone()
    }

    /// Calls back once, at the moment from which nothing can be written any more.
    pub fn set_on_closed(&self, callback: impl Fn(StoreError) + 'static) {
        *self.0.health.on_closed.borrow_mut() = Some(Rc::new(callback));
    }

    /// Another tab has raised the stored format: from here on this one only reads.
    pub fn stop_writing(&self, stored: u32) {
        self.0.health.end(StoreError::NewerFormat { stored });
    }

    /// Starts a writing transaction, unless it is known that nothing may be written.
    fn begin(&self, stores: &[&str], durability: &str) -> Result<Write, StoreError> {
        match self.reason() {
            Some(reason) => Err(reason),
            None => Write::begin(&self.0.database, stores, durability),
        }
    }

    /// Starts a writing transaction that goes through only while the stored format is ours.
    fn write(&self, stores: &[&str], durability: &str) -> Result<Write, StoreError> {
        let write = self.begin(stores, durability)?;
        write.require_format(FORMAT)?;
        Ok(write)
    }

    /// Waits until the transaction is complete. A lost connection and a newer format end all later writing too.
    async fn finish(&self, write: Write) -> Result<(), StoreError> {
        let outcome = write.await;
        if let Err(error @ (StoreError::NewerFormat { .. } | StoreError::Closed)) = &outcome {
            self.0.health.end(error.clone());
        }
        outcome.map(drop)
    }

    /// Adds events of one incident; done when they are on the disk. A line that is stored already counts as added.
    ///
    /// # Errors
    /// [`StoreError::Purged`], [`StoreError::Changed`] when other bytes are stored under one of the keys,
    /// [`StoreError::Full`], [`StoreError::Closed`], [`StoreError::NewerFormat`]; then none was added.
    pub async fn append(&self, incident: &str, lines: &[EventLine]) -> Result<(), StoreError> {
        self.append_submitted(incident, lines, &[]).await
    }

    /// Adds events of one incident and removes the drafts they were typed as: both or neither.
    ///
    /// # Errors
    /// As [`Journal::append`].
    pub async fn append_submitted(
        &self,
        incident: &str,
        lines: &[EventLine],
        drafts: &[String],
    ) -> Result<(), StoreError> {
        if !in_one_go() {
            return self.append_checked(incident, lines, drafts).await;
        }
        let mut append = self.begin_append()?;
        append.add(incident, lines, drafts)?;
        self.complete(append, incident, lines, drafts).await
    }

    /// Begins an append whose lines are not known yet: the browser prepares it while they are made. They are to be added
    /// in the same task; left alone it ends by itself and has changed nothing.
    ///
    /// # Errors
    /// As [`Journal::append`].
    pub fn begin_append(&self) -> Result<Append, StoreError> {
        if let Some(reason) = self.reason() {
            return Err(reason);
        }
        let write = Write::begin_in(&self.0.database, &self.0.appending)?;
        Ok(Append { write, journal: self.clone(), held: None })
    }

    /// Waits until an append is on the disk. Where one of its conditions did not hold, it is made once more, each looked
    /// at by itself.
    ///
    /// # Errors
    /// As [`Journal::append`].
    pub async fn complete(
        &self,
        append: Append,
        incident: &str,
        lines: &[EventLine],
        drafts: &[String],
    ) -> Result<(), StoreError> {
        let outcome = self.finish(append.write).await;
        drop(append.held);
        match outcome {
            Err(StoreError::Failed(_)) => self.append_checked(incident, lines, drafts).await,
            outcome => outcome,
        }
    }

    async fn append_checked(&self, incident: &str, lines: &[EventLine], drafts: &[String]) -> Result<(), StoreError> {
        let write = self.write(&[EVENTS, META, DRAFTS], STRICT)?;
        write.require_not_purged(incident)?;
        add_lines(&write, lines, drafts)?;
        self.finish(write).await
    }

    /// Says that this tab is at work on an incident: from when the browser has given it the lock, what is written to it
    /// need not ask for a tombstone. One at a time. See [`hold`].
    pub async fn hold(&self, incident: &str) {
        let stands = async { !matches!(self.get_meta(&meta::purged(incident)).await, Ok(None)) };
        self.0.hold.take(incident, stands).await;
    }

    /// Adds whole incidents, and keeps a note with them: all or nothing.
    ///
    /// # Errors
    /// As [`Journal::append`], for any of them.
    pub async fn import(
        &self,
        incidents: &[(String, Vec<EventLine>)],
        note: Option<(&str, &str)>,
    ) -> Result<(), StoreError> {
        let write = self.write(&[EVENTS, META], STRICT)?;
        for (incident, _) in incidents {
            write.require_not_purged(incident)?;
        }
        let events = write.store(EVENTS)?;
        for line in incidents.iter().flat_map(|(_, lines)| lines) {
            write.add(&events, line)?;
        }
        let about = write.store(META)?;
        if let Some((key, text)) = note {
            write.put(&about, key, &text.into())?;
        }
        self.finish(write).await
    }

    /// Replaces lines by the same events without their content and adds the events that say so.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when the incident does not have exactly `expected_keys` events, so that nothing the caller
    /// has not seen is left behind; else as [`Journal::append`].
    pub async fn erase(
        &self,
        incident: &str,
        expected_keys: usize,
        replace: &[EventLine],
        add: &[EventLine],
    ) -> Result<(), StoreError> {
        let write = self.write(&[EVENTS, META], STRICT)?;
        write.require_not_purged(incident)?;
        let events = write.store(EVENTS)?;
        write.require_count(&events, &incident_range(incident)?, expected_keys)?;
        for event in replace {
            write.put(&events, &event.key, &event.line.as_str().into())?;
        }
        for event in add {
            write.add(&events, event)?;
        }
        self.finish(write).await
    }

    /// Removes everything of an incident and leaves `tombstone`, which keeps it from ever being written again.
    ///
    /// # Errors
    /// As [`Journal::erase`], and [`StoreError::Changed`] when another tab that holds the incident does not answer.
    pub async fn purge(&self, incident: &str, expected_keys: usize, tombstone: &str) -> Result<(), StoreError> {
        self.0.hold.alone(incident, self.purge_alone(incident, expected_keys, tombstone)).await
    }

    async fn purge_alone(&self, incident: &str, expected_keys: usize, tombstone: &str) -> Result<(), StoreError> {
        let write = self.write(&[EVENTS, DRAFTS, META], STRICT)?;
        write.require_not_purged(incident)?;
        let (events, about) = (write.store(EVENTS)?, write.store(META)?);
        let range = incident_range(incident)?;
        write.require_count(&events, &range, expected_keys)?;
        write.delete(&events, &range)?;
        write.delete(&write.store(DRAFTS)?, &range)?;
        write.delete(&about, &meta::summary(incident).into())?;
        write.delete(&about, &meta::copy(incident).into())?;
        write.put(&about, &meta::purged(incident), &tombstone.into())?;
        self.finish(write).await
    }

    /// All lines of an incident in key order, which is counter order.
    ///
    /// # Errors
    /// [`StoreError::Closed`] or [`StoreError::Failed`], as for all reading below.
    pub async fn read_incident(&self, incident: &str) -> Result<Vec<String>, StoreError> {
        let range = incident_range(incident)?;
        Ok(idb::strings(&idb::wait(self.reading(EVENTS)?.get_all_with_key(&range)).await?))
    }

    /// All keys of an incident in order.
    ///
    /// # Errors
    /// As [`Journal::read_incident`].
    pub async fn keys_of(&self, incident: &str) -> Result<Vec<String>, StoreError> {
        let range = incident_range(incident)?;
        Ok(idb::strings(&idb::wait(self.reading(EVENTS)?.get_all_keys_with_key(&range)).await?))
    }

    /// The lines under these keys in the same order; a key that is not there is left out.
    ///
    /// # Errors
    /// As [`Journal::read_incident`].
    pub async fn read(&self, keys: &[String]) -> Result<Vec<String>, StoreError> {
        let events = self.reading(EVENTS)?;
        let requests: Result<Vec<Pending>, StoreError> =
            keys.iter().map(|key| events.get(&key.as_str().into()).map(Pending::new).map_err(failed)).collect();
        let mut lines = Vec::with_capacity(keys.len());
        for request in requests? {
            lines.extend(request.await?.as_string());
        }
        Ok(lines)
    }

    /// Every incident and how many events it has, by id. Skips from incident to incident without reading events.
    ///
    /// # Errors
    /// As [`Journal::read_incident`].
    pub async fn count_by_incident(&self) -> Result<Vec<(String, u32)>, StoreError> {
        let events = self.reading(EVENTS)?;
        let request = events.open_key_cursor().map_err(failed)?;
        let mut counts = Vec::new();
        loop {
            let answer = Pending::new(request.clone()).await?;
            let Ok(cursor) = answer.dyn_into::<IdbCursor>() else { break };
            let at = cursor.key().map_err(failed)?.as_string().unwrap_or_default();
            let incident = incident_of(&at).to_owned();
            let count = events.count_with_key(&incident_range(&incident)?).map_err(failed)?;
            cursor.continue_with_key(&bounds(&incident).1.into()).map_err(failed)?;
            counts.push((incident, Pending::new(count)));
        }
        let mut found = Vec::with_capacity(counts.len());
        for (incident, count) in counts {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            found.push((incident, count.await?.as_f64().unwrap_or(0.0) as u32));
        }
        Ok(found)
    }

    fn reading(&self, name: &str) -> Result<IdbObjectStore, StoreError> {
        idb::reading(&self.0.database, name)
    }
}

/// All keys an incident can have.
fn incident_range(incident: &str) -> Result<JsValue, StoreError> {
    let (first, end) = bounds(incident);
    idb::range(&first, &end).map(Into::into)
}
