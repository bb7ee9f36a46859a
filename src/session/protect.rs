//! Erasing a text and purging an incident: blocked by a legal hold, and neither comes back.

use super::save::event_line;
use super::{OpenIncident, Route, Saved, Session};
use crate::browser::StoreError;
use crate::browser::clock;
use crate::browser::journal::meta;
use crate::browser::tabs::TabMessage;
use crate::record::apply::fold;
use crate::record::decide::MAX_TEXT;
use crate::record::event::Event;
use crate::record::id::Id;
use crate::record::json::parse;
use crate::record::refusal::Why;
use crate::record::time::Timestamp;
use leptos::prelude::*;
use serde_json::json;

/// The tombstone of a purged incident: all that is left of it in this browser.
#[derive(Clone, Debug, PartialEq)]
pub struct Purged {
    /// Which incident.
    pub incident: Option<Id>,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// In what role.
    pub role: String,
    /// Why.
    pub reason: String,
}

crate::json_struct! { Purged { incident, at, by, role, reason } }

impl Session {
    /// Stores an erasure: the content leaves the store in the same transaction as the tombstone enters it.
    pub(super) fn erase(self, target: Id, tombstone: Vec<Event>) {
        self.say(Saved::Saving);
        leptos::task::spawn_local(async move {
            // What waits to be stored comes first, so that the store holds exactly what this tab has seen.
            while self.is_unsaved() && !matches!(self.saved.get_untracked(), Saved::Failed(_)) {
                crate::browser::timer::pause(10).await;
            }
            let Some(store) = self.store() else { return };
            let plan = self.opened.with_untracked(|opened| {
                let one = opened.as_ref()?;
                let erased = one.log.get(&target)?.erased();
                Some((one.id.clone(), one.log.events().len(), event_line(&erased)))
            });
            let Some((id, expected, replacement)) = plan else { return };
            let add: Vec<_> = tombstone.iter().map(event_line).collect();
            match store.erase(id.as_str(), expected, &[replacement], &add).await {
                Ok(()) => {
                    self.opened.update(|opened| {
                        if let Some(one) = opened.as_mut().filter(|one| one.id == id) {
                            one.log.erase(std::slice::from_ref(&target));
                            one.log.add(tombstone);
                            one.incident = fold(&one.log);
                        }
                    });
                    self.drop_drafts_of(id.as_str());
                    self.refresh_summary(&id);
                    self.write_continuously(&id);
                    self.say_saved(store.is_durable());
                    self.tell(&TabMessage::Erased { incident: id.to_string() });
                }
                Err(error) => {
                    let changed = error == StoreError::Changed;
                    self.say(Saved::Failed(error));
                    if changed {
                        // Another tab wrote meanwhile: show what it wrote; the person decides again.
                        self.load(id).await;
                    }
                }
            }
        });
    }

    /// After an import: takes away the contents that tombstones name, unless a legal hold stands.
    pub(super) async fn erase_what_tombstones_name(self, id: &Id) {
        let (Some(store), Some(mut log)) = (self.store(), self.read_log(id).await) else { return };
        let targets = log.still_to_erase();
        if targets.is_empty() || fold(&log).is_held() {
            return;
        }
        let expected = log.events().len();
        log.erase(&targets);
        let replace: Vec<_> = targets.iter().filter_map(|target| log.get(target)).map(event_line).collect();
        if store.erase(id.as_str(), expected, &replace, &[]).await.is_ok() {
            self.tell(&TabMessage::Erased { incident: id.to_string() });
        }
    }

    /// Takes away the contents that tombstones name from an incident that was just read: those a legal hold kept and keeps
    /// no more, and those of an erasure that was cut off.
    pub(super) async fn settle_erasures(self, opened: &mut OpenIncident) {
        let targets = opened.log.still_to_erase();
        let Some(store) = self.store() else { return };
        if targets.is_empty() || opened.incident.is_held() {
            return;
        }
        let expected = opened.log.events().len();
        opened.log.erase(&targets);
        opened.incident = fold(&opened.log);
        let replace: Vec<_> = targets.iter().filter_map(|target| opened.log.get(target)).map(event_line).collect();
        // Refused when another tab wrote meanwhile; reading again settles it.
        if store.erase(opened.id.as_str(), expected, &replace, &[]).await.is_ok() {
            self.tell(&TabMessage::Erased { incident: opened.id.to_string() });
        }
    }

    /// After a legal hold was released: what it kept from being erased goes now.
    pub(super) async fn erase_what_the_hold_kept(self, id: Id) {
        if self.with_log(|log| log.still_to_erase().is_empty()) != Some(false) {
            return;
        }
        while self.is_unsaved() && !matches!(self.saved.get_untracked(), Saved::Failed(_)) {
            crate::browser::timer::pause(10).await;
        }
        if !self.is_unsaved() {
            self.load(id).await;
        }
    }

    /// Removes an incident from this browser for good. Answers the reason when that is not allowed.
    ///
    /// # Errors
    /// [`Why::Held`] under a legal hold, [`Why::Empty`] without a reason or the name of who purges, [`Why::TooLong`] for more than
    /// [`MAX_TEXT`], [`Why::ReadOnly`] when a newer version has
    /// changed the store, [`Why::NothingToDo`] when the store refused because another tab changed the incident meanwhile:
    /// it was read again.
    pub async fn purge(self, reason: String) -> Result<(), Why> {
        let me = self.me.get_untracked();
        if reason.trim().is_empty() || me.name.is_empty() {
            return Err(Why::Empty);
        }
        if reason.len() > MAX_TEXT {
            return Err(Why::TooLong);
        }
        let plan = self.opened.with_untracked(|opened| {
            opened.as_ref().map(|one| (one.id.clone(), one.log.events().len(), one.incident.is_held()))
        });
        let (Some((id, events, held)), Some(store)) = (plan, self.store()) else { return Err(Why::NoSuchTarget) };
        if held {
            return Err(Why::Held);
        }
        // What waits to be stored is not there to be counted: a full store must not keep an incident from being purged.
        let waiting: usize = self
            .inner
            .with_value(|inner| inner.pending.iter().filter(|one| one.incident == id).map(|one| one.lines.len()).sum());
        let tombstone =
            json!({ "at": clock::now(), "by": me.name, "role": me.role, "device": me.device, "reason": reason });
        if let Err(error) = store.purge(id.as_str(), events.saturating_sub(waiting), &tombstone.to_string()).await {
            if matches!(error, StoreError::NewerFormat { .. }) {
                return Err(Why::ReadOnly);
            }
            if waiting == 0 {
                self.load(id).await;
            }
            return Err(Why::NothingToDo);
        }
        self.forget(&id);
        self.drop_handle(&id).await;
        self.tell(&TabMessage::Purged { incident: id.to_string() });
        self.go(&Route::Board);
        Ok(())
    }

    /// What was purged from this browser, newest first.
    pub async fn purged_here(self) -> Vec<Purged> {
        let Some(store) = self.store() else { return Vec::new() };
        let prefix = meta::purged("");
        let found = store.meta_with_prefix(&prefix).await.unwrap_or_default();
        let read = |(key, text): (String, String)| {
            let incident = key.strip_prefix(&prefix).and_then(Id::parse)?;
            Some(Purged { incident: Some(incident), ..parse::<Purged>(&text)? })
        };
        let mut purged: Vec<Purged> = found.into_iter().filter_map(read).collect();
        crate::record::order::sort(&mut purged, &|a, b| a.at > b.at);
        purged
    }

    /// Lets go of everything this tab holds of a purged incident.
    pub(super) fn forget(self, id: &Id) {
        self.inner.update_value(|inner| inner.pending.retain(|one| one.incident != *id));
        if !self.is_unsaved() && matches!(self.saved.get_untracked(), Saved::Failed(_)) {
            // What could not be stored is gone with it.
            self.say(Saved::Nothing);
        }
        self.let_go_of_file(id);
        self.opened.update(|opened| {
            if opened.as_ref().is_some_and(|one| one.id == *id) {
                *opened = None;
            }
        });
        self.drop_drafts_of(id.as_str());
        self.drop_summary(id);
        crate::browser::local::remove(&["copy/", id.as_str()].concat());
        crate::browser::local::remove(&super::clock_watch::claim_key(id));
        self.copies.update(|copies| {
            copies.remove(id);
        });
    }
}
