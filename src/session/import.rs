//! Reading files in: a summary first, what it would change here; then all of it or nothing.

use super::save::event_line;
use super::{Route, RulesPreview, Session};
use crate::browser::journal::meta;
use crate::browser::tabs::TabMessage;
use crate::browser::{StoreError, clock};
use crate::deadline::profile::Profile;
use crate::deadline::read::Problem;
use crate::deadline::update::read_newer;
use crate::exchange::backup;
use crate::exchange::import::{ImportProblem, Imported, MAX_FILE, read_file};
use crate::exchange::summary::Summary;
use crate::record::apply::fold;
use crate::record::codes::Tlp;
use crate::record::event::Event;
use crate::record::id::Id;
use crate::record::json::parse;
use crate::record::json_text::{Parts, parts};
use leptos::prelude::*;

/// What a file holds and what reading it in would do.
#[derive(Clone, Debug)]
pub struct ImportPreview {
    /// What the file says of itself.
    pub head: FileHead,
    /// One line a record.
    pub records: Vec<PreviewRecord>,
    /// The rule pack of a backup, and what it would change here; or why it cannot be put in force here.
    pub rules: Option<Result<RulesPreview, Vec<Problem>>>,
    /// The organisation profile of a backup.
    pub profile: Option<Profile>,
}

/// What a person takes over of what a backup holds beside its records.
#[derive(Clone, Copy, Debug, Default)]
pub struct Chosen {
    /// The rule pack is to be put in force.
    pub rules: bool,
    /// The profile is to take the place of the one here.
    pub profile: bool,
}

/// What a file says of itself at its top. No hash covers it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileHead {
    /// `format`: a record or a backup.
    pub format: String,
    /// `format_version`.
    pub format_version: u32,
    /// When it was exported, as it says: RFC 3339, or anything else.
    pub exported: String,
    /// The program that wrote it, as it says.
    pub app: FileApp,
}

/// The program that wrote a file, as the file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileApp {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

impl FileHead {
    /// What the top of a file says, which was read before; empty where it says nothing.
    fn read(text: &str) -> Self {
        let top = parts(text);
        let said = |parts: &Parts, name: &str| parts.of(name).and_then(parse).unwrap_or_default();
        let app = parts(top.of("app").unwrap_or_default());
        Self {
            format: said(&top, "format"),
            format_version: top.of("format_version").and_then(parse).unwrap_or_default(),
            exported: said(&top, "exported"),
            app: FileApp { name: said(&app, "name"), version: said(&app, "version") },
        }
    }

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
    /// Reads a file and says what reading it in would do; nothing is stored.
    ///
    /// # Errors
    /// The problem, naming the place.
    pub async fn preview(self, text: &str) -> Result<ImportPreview, ImportProblem> {
        if text.len() > MAX_FILE {
            return Err(ImportProblem::TooLarge);
        }
        let file = read_file(text)?;
        let head = FileHead::read(text.trim_start_matches('\u{feff}'));
        let mut records = Vec::new();
        for imported in file.records {
            records.push(self.compare(imported).await);
        }
        let backup::Beside { rules, profile } = file.beside;
        let rules = if rules.is_empty() { None } else { Some(self.preview_rules(Some(rules)).await) };
        let profile = (!profile.is_empty()).then(|| Profile::read(&profile));
        Ok(ImportPreview { head, records, rules, profile })
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
        let breaks = || !fresh.is_empty() && stored.verify_links().is_ok() && merged.verify_links().is_err();
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

    /// Reads a previewed file in, and what was chosen of the rest of it: all or nothing.
    ///
    /// # Errors
    /// What the store said; [`StoreError::Changed`] where newer rules came into force meanwhile.
    pub async fn import(self, preview: &ImportPreview, take: Chosen) -> Result<(), StoreError> {
        let Some(store) = self.store() else { return Err(StoreError::Closed) };
        let rules = match &preview.rules {
            Some(Ok(rules)) if take.rules => rules.text.as_deref(),
            _ => None,
        };
        if rules.is_some_and(|text| read_newer(text, self.pack()).is_err()) {
            return Err(StoreError::Changed);
        }
        let chosen: Vec<&PreviewRecord> = preview.records.iter().filter(|record| record.adds()).collect();
        let lines: Vec<(String, Vec<_>)> = chosen
            .iter()
            .map(|record| (record.id.to_string(), record.fresh.iter().map(event_line).collect()))
            .collect();
        store.import(&lines, rules.map(|text| (meta::RULES, text))).await?;
        if let Some(text) = rules {
            self.use_rules(text);
            self.tell(&TabMessage::RulesChanged);
        }
        if let Some(profile) = preview.profile.as_ref().filter(|_| take.profile) {
            self.set_profile(profile);
        }
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
                && let Some(summary) = Summary::of(&fold(&log), self.rules(), &*self.zones())
            {
                self.put_summary(summary);
                // The file that was read in holds all of it.
                if record.only_here == 0 {
                    self.note_copy(&id, clock::now(), log.events().len());
                }
            }
            self.write_continuously(&id);
        }
        if matches!(self.route.get_untracked(), Route::Incident(..)) {
            self.follow_route();
        }
        Ok(())
    }
}
