//! Typing that is not submitted: in local storage at each keystroke, in the journal within half a second.

use super::{Inner, Session};
use crate::browser::{clock, local, timer};
use crate::form::Values;
use crate::record::json;
use leptos::prelude::*;

const DRAFT: &str = "draft/";

/// Milliseconds from the first keystroke that is not in the journal until it is: short of half a second, however long a
/// person goes on typing.
const GATHER: i32 = 350;

impl Inner {
    /// Notes that the journal holds a draft, or will in a moment.
    pub(super) fn put_in_journal(&mut self, key: String) {
        if let Some(keys) = self.in_journal.as_mut().filter(|keys| !keys.contains(&key)) {
            keys.push(key);
        }
    }

    /// Notes that the journal's draft is to be removed. False when there is none, so that there is nothing to do.
    pub(super) fn take_from_journal(&mut self, key: &str) -> bool {
        let Some(keys) = &mut self.in_journal else { return true };
        let before = keys.len();
        keys.retain(|one| one != key);
        keys.len() < before
    }
}

impl Session {
    /// What was typed before under this key.
    #[must_use]
    pub fn draft(self, key: &str) -> Option<Values> {
        if self.inner.with_value(|inner| inner.submitted.iter().any(|one| one == key)) {
            return None;
        }
        let here = local::get(&[DRAFT, key].concat());
        let stored = self.inner.with_value(|inner| inner.drafts.get(key).cloned());
        // After a kill local storage may hold an older state than the journal: the newer one counts.
        let read =
            |text: String| text.split_once('|').and_then(|(at, text)| Some((at.parse::<i64>().ok()?, text.to_owned())));
        let (here, stored) = (here.and_then(read), stored.and_then(read));
        let newer = match (here, stored) {
            (Some(here), Some(stored)) => Some(if stored.0 > here.0 { stored } else { here }),
            (here, stored) => here.or(stored),
        };
        json::parse(&newer?.1)
    }

    /// Keeps what is typed.
    pub fn keep_draft(self, key: &str, values: &Values) {
        let text = [&clock::now().0.to_string(), "|", &json::text(values)].concat();
        if let Err(error) = local::set(&[DRAFT, key].concat(), &text) {
            // Where local storage is full or blocked the journal below still keeps it.
            let blocked = self.inner.with_value(|inner| !inner.local);
            if !blocked {
                self.say(super::Saved::Failed(error));
            }
        }
        let waits = self.inner.try_update_value(|inner| {
            inner.submitted.retain(|one| one != key);
            inner.drafts.insert(key.to_owned(), text);
            inner.draft_timers.get(key).is_some_and(|(_, due)| *due)
        });
        if waits == Some(true) {
            return;
        }
        let owned = key.to_owned();
        let later = timer::after(GATHER, move || self.store_draft(&owned));
        self.inner.update_value(|inner| drop(inner.draft_timers.insert(key.to_owned(), (later, true))));
    }

    /// Puts what is typed by now into the journal. The timer that called is spent and stays until the next takes its place.
    fn store_draft(self, key: &str) {
        let text = self.inner.try_update_value(|inner| {
            if let Some((_, due)) = inner.draft_timers.get_mut(key) {
                *due = false;
            }
            let text = inner.drafts.get(key).cloned()?;
            inner.put_in_journal(key.to_owned());
            Some(text)
        });
        if let (Some(Some(text)), Some(store)) = (text, self.store()) {
            let key = key.to_owned();
            leptos::task::spawn_local(async move {
                // The local copy stands; a failure here shows as soon as something is saved.
                let _ = store.put_draft(&key, &text).await;
            });
        }
    }

    /// What is typed is being submitted: it leaves the store with the fact it becomes, in one transaction.
    pub(super) fn submitting_draft(self, key: &str) {
        self.inner.update_value(|inner| inner.submitted.push(key.to_owned()));
    }

    /// It was submitted, or refused and stays.
    pub(super) fn submitted_draft(self, key: &str, accepted: bool) {
        if !accepted || !self.is_unsaved() {
            self.inner.update_value(|inner| inner.submitted.retain(|one| one != key));
        }
        if accepted && !self.is_unsaved() {
            self.drop_draft(key);
        }
    }

    /// Forgets submitted drafts, now that nothing waits to be stored.
    pub(super) fn drop_submitted(self) {
        let keys = self.inner.try_update_value(|inner| std::mem::take(&mut inner.submitted)).unwrap_or_default();
        for key in keys {
            self.drop_draft(&key);
        }
    }

    /// Forgets what was typed, after it was submitted or thrown away.
    pub fn drop_draft(self, key: &str) {
        local::remove(&[DRAFT, key].concat());
        let in_journal = self.inner.try_update_value(|inner| {
            inner.drafts.remove(key);
            inner.draft_timers.remove(key);
            inner.take_from_journal(key)
        });
        if let Some(store) = self.store().filter(|_| in_journal == Some(true)) {
            let key = key.to_owned();
            leptos::task::spawn_local(async move {
                let _ = store.remove_draft(&key).await;
            });
        }
    }

    /// Reads the journal's drafts at the start: they stand in where the browser was killed before local storage was kept.
    pub(super) async fn load_drafts(self) {
        let Some(store) = self.store() else { return };
        if let Ok(drafts) = store.get_drafts_with_prefix("").await {
            self.inner.update_value(|inner| {
                inner.in_journal = Some(drafts.iter().map(|(key, _)| key.clone()).collect());
                inner.drafts = drafts.into_iter().collect();
            });
        }
    }

    /// Forgets all typing that belongs to an incident.
    pub(super) fn drop_drafts_of(self, incident: &str) {
        let prefix = [DRAFT, incident, "/"].concat();
        for key in local::keys(&prefix) {
            local::remove(&key);
        }
        self.inner.update_value(|inner| {
            let own = [incident, "/"].concat();
            inner.drafts.retain(|key, _| !key.starts_with(&own));
            inner.draft_timers.retain(|key, _| !key.starts_with(&own));
        });
    }
}
