//! Files: saving records and backups, and how old each incident's last file is.

use super::Session;
use super::open::parse;
use crate::browser::files;
use crate::browser::{clock, local, page};
use crate::exchange::{backup, record_json};
use crate::record::apply::fold;
use crate::record::id::Id;
use crate::record::json;
use crate::record::log::Log;
use crate::record::time::{HOUR, Timestamp};
use leptos::prelude::*;

const JSON: &str = "application/json";

/// Work not in a file for this long brings a quiet reminder: 4 hours.
const REMIND_AFTER: i64 = 4 * HOUR;

impl Session {
    /// Saves the open incident to a file.
    pub fn save_record(self) {
        let now = clock::now();
        let made = self.opened.with_untracked(|opened| {
            let one = opened.as_ref()?;
            let text =
                record_json::export_by(&page::build(), &one.log, &one.incident, self.pack(), &*self.zones(), now);
            Some((one.id.clone(), record_json::file_name(&one.incident, now), text, one.log.events().len()))
        });
        let Some((id, name, text, events)) = made else { return };
        if files::save(&name, JSON, &text).is_ok() {
            self.note_copy(&id, now, events);
        }
    }

    /// Saves every incident, the imported rules and the profile to one file.
    pub async fn save_backup(self) -> bool {
        let now = clock::now();
        let mut folded = Vec::new();
        for id in self.all_ids().await {
            if let Some(log) = self.read_log(&id).await {
                let incident = fold(&log);
                folded.push((id, log, incident));
            }
        }
        let records = folded.iter().map(|(_, log, incident)| (log, incident));
        let beside = backup::Beside { rules: self.stored_rules().await, profile: json::text(&self.profile_now()) };
        let text = backup::export_all_by(&page::build(), records, &beside, self.pack(), &*self.zones(), now);
        let name = backup::file_name(backup::handling(folded.iter().map(|(_, _, incident)| incident)), now);
        let saved = files::save(&name, JSON, &text).is_ok();
        if saved {
            for (id, log, _) in &folded {
                self.note_copy(id, now, log.events().len());
            }
        }
        saved
    }

    pub(super) async fn all_ids(self) -> Vec<Id> {
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

    /// Saves Markdown to a file of its own; HTML where the name ends so.
    pub fn save_markdown(self, name: &str, text: &str) {
        // A refused download shows in the browser itself.
        let _ = files::save(name, if name.ends_with("html") { "text/html" } else { "text/markdown" }, text);
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

    /// Since when there has been work that is in no file: that of the open incident since its first new entry, that of
    /// others, of which only a line is at hand, since their newest. True when it is the open one's. Reactive, not cheap.
    #[must_use]
    pub fn uncopied_since(self) -> Option<(Timestamp, bool)> {
        let copy = |id: &Id| self.copies.with(|copies| copies.get(id).copied()).unwrap_or_default();
        let open = self.opened.with(|opened| {
            let one = opened.as_ref()?;
            let (copied, events) = copy(&one.id);
            if one.log.events().len() <= events {
                return None;
            }
            // What the record of the organisation begins with is nobody's work.
            let mut recorded = one.log.events().iter().map(|event| event.header.recorded).filter(|at| at.0 > 0);
            let first_new = recorded.find(|at| *at > copied)?;
            Some((first_new, true))
        });
        let others = self.board.with(|board| {
            let new = board.iter().filter(|line| line.events > copy(&line.id).1);
            // The organisation's line stands here before anything was recorded in it.
            new.filter_map(|line| line.last).filter(|last| last.0 > 0).map(|last| (last, false)).min()
        });
        match (open, others) {
            (Some(open), Some(others)) => Some(if others.0 < open.0 { others } else { open }),
            (open, others) => open.or(others),
        }
    }
}

/// The hours of work that is in no file, once they call for a quiet reminder.
#[must_use]
pub fn reminder(since: Timestamp, now: Timestamp) -> Option<i64> {
    Some(now.since(since)).filter(|age| *age > REMIND_AFTER).map(|age| age / HOUR)
}
