//! Files: saving records and backups, and reading them back with a summary first.

use super::open::parse;
use super::save::event_line;
use super::{Route, Session};
use crate::browser::files;
use crate::browser::{clock, local, tabs::TabMessage};
use crate::exchange::import::{ImportProblem, Imported, MAX_FILE, read_file};
use crate::exchange::{backup, record_json, summary::Summary};
use crate::record::apply::fold;
use crate::record::codes::Tlp;
use crate::record::event::Event;
use crate::record::id::Id;
use crate::record::log::Log;
use crate::record::time::{HOUR, Timestamp};
use leptos::prelude::*;
use serde::Deserialize;

const JSON: &str = "application/json";

/// Work not in a file for this long brings a quiet reminder: 4 hours.
const REMIND_AFTER: i64 = 4 * HOUR;

/// What a file holds and what reading it in would do.
#[derive(Clone, Debug)]
pub struct ImportPreview {
    /// What the file says of itself.
    pub head: FileHead,
    /// One line a record.
    pub records: Vec<PreviewRecord>,
}

/// What a file says of itself at its top. No hash covers it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct FileHead {
    /// `format`: a record or a backup.
    pub format: String,
    /// `format_version`.
    pub format_version: u32,
    /// When it was exported, as it says: RFC 3339, or anything else.
    #[serde(default)]
    pub exported: String,
    /// The program that wrote it, as it says.
    #[serde(default)]
    pub app: FileApp,
}

/// The program that wrote a file, as the file says.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct FileApp {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

impl FileHead {
    /// True for a file that holds every record of a browser.
    #[must_use]
    pub fn is_backup(&self) -> bool {
        self.format == backup::FORMAT
    }
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
    /// A legal hold stands here or in the file: those contents stay.
    pub held: bool,
    /// Purged here: it does not come back.
    pub purged: bool,
    /// An event of the file and one stored here share an id but differ, or the two chains do not fit into one.
    pub conflict: bool,
    /// Hashes of the newest events in the file.
    pub heads: Vec<String>,
    /// Contents that are erased in the file.
    pub erased: usize,
    /// Marking in the file.
    pub tlp: Tlp,
    /// Marked legally privileged in the file.
    pub privileged: bool,
    /// An exercise.
    pub exercise: bool,
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

    pub(super) fn note_copy(self, id: &Id, at: Timestamp, events: usize) {
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
        // What was just read reads again, unless the top holds oddities that are of no account.
        let head = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default();
        let mut records = Vec::new();
        for imported in file.records {
            records.push(self.compare(imported).await);
        }
        Ok(ImportPreview { head, records })
    }

    async fn compare(self, imported: Imported) -> PreviewRecord {
        let Imported { incident: id, log } = imported;
        let purged = match self.store() {
            Some(store) => {
                let key = crate::browser::journal::meta::purged(id.as_str());
                store.get_meta(&key).await.ok().flatten().is_some()
            }
            None => false,
        };
        let theirs = fold(&log);
        let stored = self.read_log(&id).await.unwrap_or_default();
        let fresh: Vec<Event> =
            log.events().iter().filter(|event| stored.get(&event.header.id).is_none()).cloned().collect();
        let mut merged = stored.clone();
        merged.add(fresh.clone());
        let differs = |event: &Event| stored.get(&event.header.id).is_some_and(|own| own.hash != event.hash);
        // A file made to break what is stored here: each chain holds, the two together do not.
        let breaks = || !fresh.is_empty() && stored.verify_all().is_ok() && merged.verify_all().is_err();
        PreviewRecord {
            title: theirs.title().to_owned(),
            events: log.events().len(),
            new_events: fresh.len(),
            only_here: stored.events().iter().filter(|event| log.get(&event.header.id).is_none()).count(),
            erasures: merged.still_to_erase().len(),
            held: fold(&merged).is_held(),
            purged,
            conflict: log.events().iter().any(differs) || breaks(),
            heads: log.heads(),
            erased: log.events().iter().filter(|event| event.is_erased()).count(),
            tlp: theirs.marking(),
            privileged: theirs.is_privileged(),
            exercise: theirs.is_exercise(),
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
            self.write_continuously(&id);
            ids.push(id);
        }
        if matches!(self.route.get_untracked(), Route::Incident(..)) {
            self.follow_route();
        }
        Ok(ids)
    }
}
