//! What the journal keeps besides events: facts about incidents, drafts, file handles, and the dump of all of it.

use wasm_bindgen::JsValue;

use super::super::error::StoreError;
use super::idb::{self, DRAFTS, EVENTS, META};
use super::key::{incident_of, meta};
use super::{Journal, RELAXED, STRICT};

impl Journal {
    /// One entry about the app or an incident, for example `copy/<incident>`.
    ///
    /// # Errors
    /// As [`Journal::read_incident`], here and for all reading below.
    pub async fn get_meta(&self, key: &str) -> Result<Option<String>, StoreError> {
        let store = idb::reading(&self.0.database, META)?;
        Ok(idb::wait(store.get(&key.into())).await?.as_string())
    }

    /// Keeps an entry, replacing what was there. Summaries are rebuilt when lost, so they do not wait for the disk.
    ///
    /// # Errors
    /// [`StoreError::Purged`] for a summary, a copy or a draft of a purged incident, [`StoreError::Full`],
    /// [`StoreError::Closed`], [`StoreError::NewerFormat`], here and for all writing below.
    pub async fn set_meta(&self, key: &str, text: &str) -> Result<(), StoreError> {
        let durability = if key.starts_with("summary/") { RELAXED } else { STRICT };
        self.put(META, key, &text.into(), durability, meta::incident_of(key)).await
    }

    /// Removes an entry.
    ///
    /// # Errors
    /// As [`Journal::set_meta`]; [`StoreError::Purged`] for a tombstone, which stays.
    pub async fn remove_meta(&self, key: &str) -> Result<(), StoreError> {
        if key.starts_with(&meta::purged("")) {
            return Err(StoreError::Purged);
        }
        self.remove(META, key).await
    }

    /// All entries whose key begins with `prefix`, by key.
    ///
    /// # Errors
    /// As [`Journal::get_meta`].
    pub async fn meta_with_prefix(&self, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        idb::pairs(&self.0.database, META, prefix).await
    }

    /// Keeps what a person is typing. A draft of an incident has a key that begins with its id and `/`.
    ///
    /// # Errors
    /// As [`Journal::set_meta`].
    pub async fn put_draft(&self, key: &str, text: &str) -> Result<(), StoreError> {
        self.put(DRAFTS, key, &text.into(), RELAXED, Some(incident_of(key))).await
    }

    /// All drafts whose key begins with `prefix`, by key.
    ///
    /// # Errors
    /// As [`Journal::get_meta`].
    pub async fn get_drafts_with_prefix(&self, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        idb::pairs(&self.0.database, DRAFTS, prefix).await
    }

    /// Removes a draft.
    ///
    /// # Errors
    /// As [`Journal::set_meta`].
    pub async fn remove_draft(&self, key: &str) -> Result<(), StoreError> {
        self.remove(DRAFTS, key).await
    }

    /// Keeps a file handle for the next visit.
    ///
    /// # Errors
    /// As [`Journal::set_meta`].
    pub async fn put_handle(&self, name: &str, handle: &JsValue) -> Result<(), StoreError> {
        self.put(META, &meta::handle(name), handle, STRICT, None).await
    }

    /// A file handle kept earlier.
    ///
    /// # Errors
    /// As [`Journal::get_meta`].
    pub async fn get_handle(&self, name: &str) -> Result<Option<JsValue>, StoreError> {
        let store = idb::reading(&self.0.database, META)?;
        let handle = idb::wait(store.get(&meta::handle(name).into())).await?;
        Ok((!handle.is_undefined()).then_some(handle))
    }

    /// Everything stored, as one JSON object of stores, for "Save to file" when nothing else works.
    ///
    /// # Errors
    /// As [`Journal::get_meta`].
    pub async fn raw_dump(&self) -> Result<String, StoreError> {
        let mut stores = Vec::new();
        for name in [EVENTS, DRAFTS, META] {
            stores.push((name, idb::pairs(&self.0.database, name, "").await?));
        }
        Ok(super::super::dump::to_json(&stores))
    }

    async fn put(
        &self,
        store: &str,
        key: &str,
        value: &JsValue,
        durability: &str,
        incident: Option<&str>,
    ) -> Result<(), StoreError> {
        let write = self.write(stores_for(store), durability)?;
        if let Some(incident) = incident {
            write.require_not_purged(incident)?;
        }
        write.put(&write.store(store)?, key, value)?;
        self.finish(write).await
    }

    async fn remove(&self, store: &str, key: &str) -> Result<(), StoreError> {
        let write = self.write(stores_for(store), RELAXED)?;
        write.delete(&write.store(store)?, &key.into())?;
        self.finish(write).await
    }
}

/// The stores a transaction on `store` spans: `meta` always, because the format is checked there.
fn stores_for(store: &str) -> &'static [&'static str] {
    if store == DRAFTS { &[DRAFTS, META] } else { &[META] }
}
