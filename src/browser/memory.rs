//! The journal's stand-in where the browser gives no storage: the same answers, kept until the tab is closed.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::rc::Rc;

use super::dump;
use super::error::StoreError;
use super::journal::{EventLine, bounds, incident_of, meta};

type Map = BTreeMap<String, String>;

#[derive(Default)]
struct Stores {
    events: Map,
    drafts: Map,
    meta: Map,
}

/// Everything in memory. Clones share it.
#[derive(Clone)]
pub struct Memory {
    stores: Rc<RefCell<Stores>>,
    reason: StoreError,
}

impl std::fmt::Debug for Memory {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Memory")
    }
}

fn with_prefix(map: &Map, prefix: &str) -> Vec<(String, String)> {
    map.range::<str, _>((Bound::Included(prefix), Bound::Unbounded))
        .take_while(|(key, _)| key.starts_with(prefix))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

impl Stores {
    fn refuse_purged(&self, incident: &str) -> Result<(), StoreError> {
        if self.meta.contains_key(&meta::purged(incident)) {
            return Err(StoreError::Purged);
        }
        Ok(())
    }

    fn of(&self, incident: &str) -> Vec<(String, String)> {
        with_prefix(&self.events, &bounds(incident).0)
    }

    /// Refuses unless every line is new or stored already, byte for byte. `later` replaces what is stored.
    fn refuse_other(&self, lines: &[EventLine], later: &[EventLine]) -> Result<(), StoreError> {
        let mut seen: crate::record::map::Map<&str, &str> =
            later.iter().map(|event| (event.key.as_str(), event.line.as_str())).collect();
        for event in lines {
            let stored = self.events.get(&event.key).map(String::as_str);
            let there = seen.insert(&event.key, &event.line).or(stored);
            if there.is_some_and(|line| line != event.line) {
                return Err(StoreError::Changed);
            }
        }
        Ok(())
    }

    fn put(&mut self, lines: &[EventLine]) {
        for event in lines {
            self.events.insert(event.key.clone(), event.line.clone());
        }
    }
}

impl Memory {
    /// An empty store, and why it has to do.
    #[must_use]
    pub fn new(reason: StoreError) -> Self {
        Self { stores: Rc::default(), reason }
    }

    /// Why nothing is kept.
    #[must_use]
    pub fn reason(&self) -> StoreError {
        self.reason.clone()
    }

    pub(super) fn import(&self, incidents: &[(&str, &[EventLine])]) -> Result<(), StoreError> {
        let mut stores = self.stores.borrow_mut();
        for (incident, _) in incidents {
            stores.refuse_purged(incident)?;
        }
        let lines: Vec<EventLine> = incidents.iter().flat_map(|(_, lines)| lines.iter().cloned()).collect();
        stores.refuse_other(&lines, &[])?;
        stores.put(&lines);
        Ok(())
    }

    pub(super) fn erase(
        &self,
        incident: &str,
        expected_keys: usize,
        replace: &[EventLine],
        add: &[EventLine],
    ) -> Result<(), StoreError> {
        let mut stores = self.stores.borrow_mut();
        stores.refuse_purged(incident)?;
        if stores.of(incident).len() != expected_keys {
            return Err(StoreError::Changed);
        }
        stores.refuse_other(add, replace)?;
        stores.put(replace);
        stores.put(add);
        Ok(())
    }

    pub(super) fn purge(&self, incident: &str, expected_keys: usize, tombstone: &str) -> Result<(), StoreError> {
        let mut stores = self.stores.borrow_mut();
        stores.refuse_purged(incident)?;
        if stores.of(incident).len() != expected_keys {
            return Err(StoreError::Changed);
        }
        let first = bounds(incident).0;
        stores.events.retain(|key, _| !key.starts_with(&first));
        stores.drafts.retain(|key, _| !key.starts_with(&first));
        stores.meta.remove(&meta::summary(incident));
        stores.meta.remove(&meta::copy(incident));
        stores.meta.insert(meta::purged(incident), tombstone.to_owned());
        Ok(())
    }

    pub(super) fn of(&self, incident: &str) -> Vec<(String, String)> {
        self.stores.borrow().of(incident)
    }

    pub(super) fn read(&self, keys: &[String]) -> Vec<String> {
        let stores = self.stores.borrow();
        keys.iter().filter_map(|key| stores.events.get(key).cloned()).collect()
    }

    pub(super) fn count_by_incident(&self) -> Vec<(String, u32)> {
        let mut counts: crate::record::map::Map<String, u32> = crate::record::map::Map::new();
        for key in self.stores.borrow().events.keys() {
            *counts.or_insert_with(incident_of(key).to_owned(), || 0) += 1;
        }
        counts.into_iter().collect()
    }

    pub(super) fn get_meta(&self, key: &str) -> Option<String> {
        self.stores.borrow().meta.get(key).cloned()
    }

    pub(super) fn set_meta(&self, key: &str, text: &str) -> Result<(), StoreError> {
        let mut stores = self.stores.borrow_mut();
        if let Some(incident) = meta::incident_of(key) {
            stores.refuse_purged(incident)?;
        }
        stores.meta.insert(key.to_owned(), text.to_owned());
        Ok(())
    }

    pub(super) fn remove_meta(&self, key: &str) -> Result<(), StoreError> {
        if key.starts_with(&meta::purged("")) {
            return Err(StoreError::Purged);
        }
        self.stores.borrow_mut().meta.remove(key);
        Ok(())
    }

    pub(super) fn meta_with_prefix(&self, prefix: &str) -> Vec<(String, String)> {
        with_prefix(&self.stores.borrow().meta, prefix)
    }

    pub(super) fn put_draft(&self, key: &str, text: &str) -> Result<(), StoreError> {
        let mut stores = self.stores.borrow_mut();
        stores.refuse_purged(incident_of(key))?;
        stores.drafts.insert(key.to_owned(), text.to_owned());
        Ok(())
    }

    pub(super) fn drafts_with_prefix(&self, prefix: &str) -> Vec<(String, String)> {
        with_prefix(&self.stores.borrow().drafts, prefix)
    }

    pub(super) fn remove_draft(&self, key: &str) {
        self.stores.borrow_mut().drafts.remove(key);
    }

    pub(super) fn raw_dump(&self) -> String {
        let stores = self.stores.borrow();
        dump::to_json(&[
            ("events", with_prefix(&stores.events, "")),
            ("drafts", with_prefix(&stores.drafts, "")),
            ("meta", with_prefix(&stores.meta, "")),
        ])
    }
}
