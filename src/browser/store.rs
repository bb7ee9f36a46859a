//! Where the record is kept: on the disk when the browser allows it, else in this tab's memory.

use wasm_bindgen::JsValue;

use super::error::StoreError;
use super::journal::{Append, EventLine, Journal, in_one_go};
use super::memory::Memory;

/// One set of operations for both places. Clones share the same place.
#[derive(Clone, Debug)]
pub enum Store {
    /// IndexedDB.
    Durable(Journal),
    /// Nothing outlives the tab.
    Memory(Memory),
}

impl Store {
    /// Opens the journal; memory takes its place when that fails, with the reason kept.
    pub async fn open() -> Self {
        match Journal::open().await {
            Ok(journal) => Self::Durable(journal),
            Err(reason) => Self::Memory(Memory::new(reason)),
        }
    }

    /// Why this store does not keep what is written: no storage, a newer format (reading only), a lost connection.
    /// `None` when all is well.
    #[must_use]
    pub fn reason(&self) -> Option<StoreError> {
        match self {
            Self::Durable(journal) => journal.reason(),
            Self::Memory(memory) => Some(memory.reason()),
        }
    }

    /// True when the store is on the disk and takes writes.
    #[must_use]
    pub fn is_durable(&self) -> bool {
        matches!(self, Self::Durable(_)) && self.reason().is_none()
    }

    /// See [`Journal::set_on_closed`]; memory is never closed.
    pub fn set_on_closed(&self, callback: impl Fn(StoreError) + 'static) {
        if let Self::Durable(journal) = self {
            journal.set_on_closed(callback);
        }
    }

    /// See [`Journal::stop_writing`]; memory has no format.
    pub fn stop_writing(&self, stored: u32) {
        if let Self::Durable(journal) = self {
            journal.stop_writing(stored);
        }
    }

    /// See [`Journal::append`].
    ///
    /// # Errors
    /// As there.
    pub async fn append(&self, incident: &str, lines: &[EventLine]) -> Result<(), StoreError> {
        match self {
            Self::Durable(journal) => journal.append(incident, lines).await,
            Self::Memory(memory) => memory.import(&[(incident, lines)]),
        }
    }

    /// See [`Journal::append_submitted`].
    ///
    /// # Errors
    /// As there.
    pub async fn append_submitted(
        &self,
        incident: &str,
        lines: &[EventLine],
        drafts: &[String],
    ) -> Result<(), StoreError> {
        match self {
            Self::Durable(journal) => journal.append_submitted(incident, lines, drafts).await,
            Self::Memory(memory) => {
                memory.import(&[(incident, lines)])?;
                drafts.iter().for_each(|key| memory.remove_draft(key));
                Ok(())
            }
        }
    }

    /// See [`Journal::begin_append`]; memory has nothing to prepare.
    #[must_use]
    pub fn begin_append(&self) -> Option<Append> {
        match self {
            Self::Durable(journal) if in_one_go() => journal.begin_append().ok(),
            Self::Durable(_) => None,
            Self::Memory(_) => None,
        }
    }

    /// Waits for what was begun and added to, where it was; else adds the lines in one go. See [`Journal::complete`].
    ///
    /// # Errors
    /// As there.
    pub async fn append_begun(
        &self,
        begun: Option<Append>,
        incident: &str,
        lines: &[EventLine],
        drafts: &[String],
    ) -> Result<(), StoreError> {
        match (self, begun) {
            (Self::Durable(journal), Some(begun)) => journal.complete(begun, incident, lines, drafts).await,
            _ => self.append_submitted(incident, lines, drafts).await,
        }
    }

    /// See [`Journal::hold`]; memory is one tab's own.
    pub async fn hold(&self, incident: &str) {
        match self {
            Self::Durable(journal) if in_one_go() => journal.hold(incident).await,
            Self::Durable(_) | Self::Memory(_) => {}
        }
    }

    /// See [`Journal::import`].
    ///
    /// # Errors
    /// As there.
    pub async fn import(
        &self,
        incidents: &[(String, Vec<EventLine>)],
        note: Option<(&str, &str)>,
    ) -> Result<(), StoreError> {
        match self {
            Self::Durable(journal) => journal.import(incidents, note).await,
            Self::Memory(memory) => {
                let borrowed: Vec<(&str, &[EventLine])> =
                    incidents.iter().map(|(incident, lines)| (incident.as_str(), lines.as_slice())).collect();
                memory.import(&borrowed)?;
                note.map_or(Ok(()), |(key, text)| memory.set_meta(key, text))
            }
        }
    }

    /// See [`Journal::erase`].
    ///
    /// # Errors
    /// As there.
    pub async fn erase(
        &self,
        incident: &str,
        expected_keys: usize,
        replace: &[EventLine],
        add: &[EventLine],
    ) -> Result<(), StoreError> {
        match self {
            Self::Durable(journal) => journal.erase(incident, expected_keys, replace, add).await,
            Self::Memory(memory) => memory.erase(incident, expected_keys, replace, add),
        }
    }

    /// See [`Journal::purge`].
    ///
    /// # Errors
    /// As there.
    pub async fn purge(&self, incident: &str, expected_keys: usize, tombstone: &str) -> Result<(), StoreError> {
        match self {
            Self::Durable(journal) => journal.purge(incident, expected_keys, tombstone).await,
            Self::Memory(memory) => memory.purge(incident, expected_keys, tombstone),
        }
    }

    /// See [`Journal::read_incident`].
    ///
    /// # Errors
    /// As there.
    pub async fn read_incident(&self, incident: &str) -> Result<Vec<String>, StoreError> {
        match self {
            Self::Durable(journal) => journal.read_incident(incident).await,
            Self::Memory(memory) => Ok(memory.of(incident).into_iter().map(|(_, line)| line).collect()),
        }
    }

    /// See [`Journal::keys_of`].
    ///
    /// # Errors
    /// As there.
    pub async fn keys_of(&self, incident: &str) -> Result<Vec<String>, StoreError> {
        match self {
            Self::Durable(journal) => journal.keys_of(incident).await,
            Self::Memory(memory) => Ok(memory.of(incident).into_iter().map(|(key, _)| key).collect()),
        }
    }

    /// See [`Journal::read`].
    ///
    /// # Errors
    /// As there.
    pub async fn read(&self, keys: &[String]) -> Result<Vec<String>, StoreError> {
        match self {
            Self::Durable(journal) => journal.read(keys).await,
            Self::Memory(memory) => Ok(memory.read(keys)),
        }
    }

    /// See [`Journal::count_by_incident`].
    ///
    /// # Errors
    /// As there.
    pub async fn count_by_incident(&self) -> Result<Vec<(String, u32)>, StoreError> {
        match self {
            Self::Durable(journal) => journal.count_by_incident().await,
            Self::Memory(memory) => Ok(memory.count_by_incident()),
        }
    }

    /// See [`Journal::get_meta`].
    ///
    /// # Errors
    /// As there.
    pub async fn get_meta(&self, key: &str) -> Result<Option<String>, StoreError> {
        match self {
            Self::Durable(journal) => journal.get_meta(key).await,
            Self::Memory(memory) => Ok(memory.get_meta(key)),
        }
    }

    /// See [`Journal::set_meta`].
    ///
    /// # Errors
    /// As there.
    pub async fn set_meta(&self, key: &str, text: &str) -> Result<(), StoreError> {
        match self {
            Self::Durable(journal) => journal.set_meta(key, text).await,
            Self::Memory(memory) => memory.set_meta(key, text),
        }
    }

    /// See [`Journal::remove_meta`].
    ///
    /// # Errors
    /// As there.
    pub async fn remove_meta(&self, key: &str) -> Result<(), StoreError> {
        match self {
            Self::Durable(journal) => journal.remove_meta(key).await,
            Self::Memory(memory) => memory.remove_meta(key),
        }
    }

    /// See [`Journal::meta_with_prefix`].
    ///
    /// # Errors
    /// As there.
    pub async fn meta_with_prefix(&self, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        match self {
            Self::Durable(journal) => journal.meta_with_prefix(prefix).await,
            Self::Memory(memory) => Ok(memory.meta_with_prefix(prefix)),
        }
    }

    /// See [`Journal::put_draft`].
    ///
    /// # Errors
    /// As there.
    pub async fn put_draft(&self, key: &str, text: &str) -> Result<(), StoreError> {
        match self {
            Self::Durable(journal) => journal.put_draft(key, text).await,
            Self::Memory(memory) => memory.put_draft(key, text),
        }
    }

    /// See [`Journal::get_drafts_with_prefix`].
    ///
    /// # Errors
    /// As there.
    pub async fn get_drafts_with_prefix(&self, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        match self {
            Self::Durable(journal) => journal.get_drafts_with_prefix(prefix).await,
            Self::Memory(memory) => Ok(memory.drafts_with_prefix(prefix)),
        }
    }

    /// See [`Journal::remove_draft`].
    ///
    /// # Errors
    /// As there.
    pub async fn remove_draft(&self, key: &str) -> Result<(), StoreError> {
        match self {
            Self::Durable(journal) => journal.remove_draft(key).await,
            Self::Memory(memory) => {
                memory.remove_draft(key);
                Ok(())
            }
        }
    }

    /// See [`Journal::put_handle`]; memory keeps none, the chooser is asked again.
    ///
    /// # Errors
    /// As there.
    pub async fn put_handle(&self, name: &str, handle: &JsValue) -> Result<(), StoreError> {
        match self {
            Self::Durable(journal) => journal.put_handle(name, handle).await,
            Self::Memory(_) => Ok(()),
        }
    }

    /// See [`Journal::get_handle`].
    ///
    /// # Errors
    /// As there.
    pub async fn get_handle(&self, name: &str) -> Result<Option<JsValue>, StoreError> {
        match self {
            Self::Durable(journal) => journal.get_handle(name).await,
            Self::Memory(_) => Ok(None),
        }
    }

    /// See [`Journal::raw_dump`].
    ///
    /// # Errors
    /// As there.
    pub async fn raw_dump(&self) -> Result<String, StoreError> {
        match self {
            Self::Durable(journal) => journal.raw_dump().await,
            Self::Memory(memory) => Ok(memory.raw_dump()),
        }
    }
}
