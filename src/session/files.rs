//! Files: saving records and backups, reading them back with a summary first, continuous saving to a chosen file.

use super::open::parse;
use super::save::event_line;
use super::{Route, Session};
use crate::browser::files::{self, ContinuousFile};
use crate::browser::{clock, local, tabs::TabMessage};
use crate::exchange::import::{ImportProblem, Imported, MAX_FILE, read_file};
use crate::exchange::{backup, record_json, summary::Summary};
use crate::record::apply::fold;
use crate::record::event::Event;
use crate::record::id::Id;
use crate::record::log::Log;
use crate::record::time::{HOUR, Timestamp};
use leptos::prelude::*;
use std::collections::HashSet;

const JSON: &str = "application/json";

/// Work not in a file for this long brings a quiet reminder: 4 hours.
const REMIND_AFTER: i64 = 4 * HOUR;

/// What a file holds and what reading it in would do.
#[derive(Clone, Debug)]
pub struct ImportPreview {
    /// One line a record.
    pub records: Vec<PreviewRecord>,
}

/// One record of a file beside what is stored here.
#[derive(Clone, Debug)]
pub struct PreviewRecord {
    /// Which incident.
    pub id: Id,
    /// Its title in the file.
    pub title: String,
    /// Events in the file.
    pub events: usize,
    /// Events not stored here yet.
    pub new_events: usize,
    /// Events stored here that the file does not have.
    pub only_here: usize,
    /// Contents stored here that the file says are erased.
    pub erasures: usize,
    /// Purged here: it does not come back.
    pub purged: bool,
    /// An event of the file and one stored here share an id but differ.
    pub conflict: bool,
    fresh: Vec<Event>,
}

impl PreviewRecord {
    /// True when reading it in adds something.
    #[must_use]
    pub fn adds(&self) -> bool {
        !self.purged && !self.conflict && self.new_events > 0
    }
}

impl Session {
    /// Saves the open incident to a file.
    pub fn save_record(self) {
        let now = clock::now();
        let made = self.opened.with_untracked(|opened| {
            let one = opened.as_ref()?;
            let text = record_json::export(&one.log, &one.incident, now);
            Some((one.id.clone(), record_json::file_name(&one.incident, now), text, one.log.events().len()))
        });
        let Some((id, name, text, events)) = made else { return };
        if files::save(&name, JSON, &text).is_ok() {
            self.note_copy(&id, now, events);
        }
    }

    /// Saves every incident to one file.
    pub async fn save_backup(self) -> bool {
        let now = clock::now();
        let mut folded = Vec::new();
        for id in self.all_ids().await {
            if let Some(log) = self.read_log(&id).await {
                let incident = fold(&log);
                folded.push((id, log, incident));
            }
        }
        let text = backup::export_all(folded.iter().map(|(_, log, incident)| (log, incident)), now);
        let saved = files::save(&backup::file_name(now), JSON, &text).is_ok();
        if saved {
            for (id, log, _) in &folded {
                self.note_copy(id, now, log.events().len());
            }
        }
        saved
    }

    async fn all_ids(self) -> Vec<Id> {
        let Some(store) = self.store() else { return Vec::new() };
        let counted = store.count_by_incident().await.unwrap_or_default();
        let mut ids: Vec<Id> = counted.iter().filter_map(|(id, _)| Id::parse(id)).collect();
        // Work that is only in memory belongs into a backup too.
        let open = self.opened.with_untracked(|opened| opened.as_ref().map(|one| one.id.clone()));
        ids.extend(open.filter(|id| !ids.contains(id)));
        ids
    }

    /// The whole log of an incident: the open one as it stands in memory, others from the store.
    pub(super) async fn read_log(self, id: &Id) -> Option<Log> {
        let open = self.opened.with_untracked(|opened| {
            opened.as_ref().filter(|one| one.id == *id && !one.missing).map(|one| one.log.clone())
        });
        if open.is_some() {
            return open;
        }
        let lines = self.store()?.read_incident(id.as_str()).await.ok()?;
        let (events, _) = parse(lines).await;
        let mut log = Log::default();
        log.add(events);
        (!log.events().is_empty()).then_some(log)
    }

    /// Saves text that is too long for a field to a file of its own.
    pub fn save_text(self, name: &str, text: &str) {
        // A refused download shows in the browser itself.
        let _ = files::save(name, "text/plain", text);
    }

    fn note_copy(self, id: &Id, at: Timestamp, events: usize) {
        self.copies.update(|copies| {
            copies.insert(id.clone(), (at, events));
        });
        let text = [at.0.to_string(), events.to_string()].join(" ");
        let _ = local::set(&["copy/", id.as_str()].concat(), &text);
        if let Some(store) = self.store() {
            let key = crate::browser::journal::meta::copy(id.as_str());
            leptos::task::spawn_local(async move {
                let _ = store.set_meta(&key, &text).await;
            });
        }
    }

    /// Reads when each incident was last saved to a file.
    pub(super) async fn load_copies(self) {
        let Some(store) = self.store() else { return };
        let prefix = crate::browser::journal::meta::copy("");
        let found = store.meta_with_prefix(&prefix).await.unwrap_or_default();
        self.copies.update(|copies| {
            for (key, text) in found {
                let id = key.strip_prefix(&prefix).and_then(Id::parse);
                let mut numbers = text.split(' ').filter_map(|part| part.parse::<i64>().ok());
                if let (Some(id), Some(at), Some(events)) = (id, numbers.next(), numbers.next()) {
                    copies.insert(id, (Timestamp(at), usize::try_from(events).unwrap_or(0)));
                }
            }
        });
    }

    /// How long the open incident has had work that is in no file, once that is over four hours.
    #[must_use]
    pub fn uncopied_for(self) -> Option<i64> {
        let now = self.now.get();
        self.opened.with(|opened| {
            let one = opened.as_ref()?;
            let (copied, events) = self.copies.with(|copies| copies.get(&one.id).copied()).unwrap_or_default();
            if one.log.events().len() <= events {
                return None;
            }
            let first_new = one.log.events().iter().map(|event| event.header.recorded).find(|at| *at > copied)?;
            let age = now.since(first_new);
            (age > REMIND_AFTER).then_some(age)
        })
    }

    /// Reads a file and says what reading it in would do; nothing is stored.
    ///
    /// # Errors
    /// The problem, naming the place.
    pub async fn preview(self, text: &str) -> Result<ImportPreview, ImportProblem> {
        if text.len() > MAX_FILE {
            return Err(ImportProblem::TooLarge);
        }
        let file = read_file(text)?;
        let mut records = Vec::new();
        for imported in file.records {
            records.push(self.compare(imported).await);
        }
        Ok(ImportPreview { records })
    }

    async fn compare(self, imported: Imported) -> PreviewRecord {
        let id = imported.incident;
        let title = fold(&imported.log).title().to_owned();
        let purged = match self.store() {
            Some(store) => {
                let key = crate::browser::journal::meta::purged(id.as_str());
                store.get_meta(&key).await.ok().flatten().is_some()
            }
            None => false,
        };
        let stored = self.read_log(&id).await.unwrap_or_default();
        let theirs: HashSet<&Id> = imported.log.events().iter().map(|event| &event.header.id).collect();
        let differs = |event: &Event| stored.get(&event.header.id).is_some_and(|own| own.hash != event.hash);
        let conflict = imported.log.events().iter().any(differs);
        let fresh: Vec<Event> =
            imported.log.events().iter().filter(|event| stored.get(&event.header.id).is_none()).cloned().collect();
        let mut merged = stored.clone();
        merged.add(fresh.clone());
        PreviewRecord {
            title,
            events: imported.log.events().len(),
            new_events: fresh.len(),
            only_here: stored.events().iter().filter(|event| !theirs.contains(&event.header.id)).count(),
            erasures: merged.still_to_erase().len(),
            purged,
            conflict,
            fresh,
            id,
        }
    }

    /// Reads a previewed file in: all of it or nothing. Answers the incidents touched.
    ///
    /// # Errors
    /// What the store said.
    pub async fn import(self, preview: ImportPreview) -> Result<Vec<Id>, crate::browser::StoreError> {
        let Some(store) = self.store() else { return Err(crate::browser::StoreError::Closed) };
        let chosen: Vec<&PreviewRecord> = preview.records.iter().filter(|record| record.adds()).collect();
        let lines: Vec<(String, Vec<_>)> = chosen
            .iter()
            .map(|record| (record.id.to_string(), record.fresh.iter().map(event_line).collect()))
            .collect();
        store.import(&lines).await?;
        let mut ids = Vec::new();
        for record in chosen {
            let id = record.id.clone();
            let keys = record.fresh.iter().map(|event| event_line(event).key).collect();
            self.tell(&TabMessage::EventsAdded { incident: id.to_string(), keys });
            self.opened.update(|opened| {
                if opened.as_ref().is_some_and(|one| one.id == id) {
                    *opened = None;
                }
            });
            self.erase_what_tombstones_name(&id).await;
            if let Some(log) = self.read_log(&id).await
                && let Some(summary) = Summary::of(&fold(&log))
            {
                self.put_summary(summary);
            }
            ids.push(id);
        }
        if matches!(self.route.get_untracked(), Route::Incident(..)) {
            self.follow_route();
        }
        Ok(ids)
    }

    /// True where the browser can keep a chosen file up to date.
    #[must_use]
    pub fn can_save_continuously(self) -> bool {
        ContinuousFile::supported()
    }

    /// Asks for a file and keeps it up to date with the open incident from now on.
    pub async fn save_continuously(self) -> Option<String> {
        let now = clock::now();
        let (id, name) = self.opened.with_untracked(|opened| {
            opened.as_ref().map(|one| (one.id.clone(), record_json::file_name(&one.incident, now)))
        })?;
        let file = ContinuousFile::choose(&name).await.ok().flatten()?;
        let name = file.name();
        self.inner.update_value(|inner| inner.continuous = Some((id.clone(), file)));
        self.write_continuously(&id);
        Some(name)
    }

    /// Writes the chosen file anew; runs once at a time, and once more when something changed meanwhile.
    pub(super) fn write_continuously(self, id: &Id) {
        let file = self.inner.try_update_value(|inner| {
            let (own, file) = inner.continuous.as_ref().filter(|(own, _)| own == id)?;
            let (own, file) = (own.clone(), file.clone());
            let busy = inner.continuous_dirty;
            inner.continuous_dirty = true;
            (!busy).then_some((own, file))
        });
        let Some(Some((id, file))) = file else { return };
        leptos::task::spawn_local(async move {
            // Gathers what is saved in quick succession into one writing.
            crate::browser::timer::pause(1_000).await;
            self.inner.update_value(|inner| inner.continuous_dirty = false);
            let now = clock::now();
            let made = self.opened.with_untracked(|opened| {
                let one = opened.as_ref().filter(|one| one.id == id)?;
                Some((record_json::export(&one.log, &one.incident, now), one.log.events().len()))
            });
            if let Some((text, events)) = made
                && file.write(&text).await.is_ok()
            {
                self.note_copy(&id, now, events);
            }
        });
    }
}
