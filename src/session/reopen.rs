//! Opening the store anew after the browser has closed it: for want of room, or because the site's data was cleared.

use super::save::event_line;
use super::{Pending, Session, StorageState};
use crate::browser::StoreError;
use crate::browser::store::Store;
use crate::browser::timer;
use leptos::prelude::*;
use std::collections::HashSet;
use std::rc::Rc;

/// Between two looks at whether a write has ended, in milliseconds.
const WAIT: i32 = 10;

impl Session {
    /// Stores what waits; a store that the browser has closed is opened anew first.
    pub(super) async fn flush_anew(self) {
        let closed = self.store().is_some_and(|store| store.reason() == Some(StoreError::Closed));
        if closed {
            let store = Rc::new(Store::open().await);
            if store.is_durable() {
                // What is missing goes to the front of the queue, whose front nobody may be writing meanwhile.
                while self.inner.try_update_value(|inner| std::mem::replace(&mut inner.flushing, true)) == Some(true) {
                    timer::pause(WAIT).await;
                }
                self.take_store(store);
                self.put_back().await;
                self.inner.update_value(|inner| inner.flushing = false);
            }
        }
        self.flush();
    }

    /// From here on this store is written to.
    pub(super) fn take_store(self, store: Rc<Store>) {
        store.set_on_closed(move |error| self.storage.set(StorageState::ReadOnly(error)));
        self.storage.set(match (&*store, store.reason()) {
            (Store::Durable(_), None) => StorageState::Durable,
            (Store::Durable(_), Some(error)) => StorageState::ReadOnly(error),
            (Store::Memory(_), error) => StorageState::Memory(error.unwrap_or(StoreError::Blocked)),
        });
        self.inner.update_value(|inner| inner.store = Some(store));
    }

    /// The store may have been emptied: what the open record has and the store has not goes in again, with what waits.
    async fn put_back(self) {
        let Some(id) = self.opened.with_untracked(|opened| opened.as_ref().map(|one| one.id.clone())) else { return };
        let Some(store) = self.store() else { return };
        let Ok(stored) = store.keys_of(id.as_str()).await else { return };
        let stored: HashSet<String> = stored.into_iter().collect();
        let missing = self.with_log(|log| {
            let lines = log.events().iter().map(event_line);
            lines.filter(|line| !stored.contains(&line.key)).collect::<Vec<_>>()
        });
        let Some(lines) = missing.filter(|lines| !lines.is_empty()) else { return };
        self.inner.update_value(|inner| inner.pending.push_front(Pending { incident: id, lines }));
    }
}
