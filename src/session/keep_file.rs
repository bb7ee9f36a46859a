//! A chosen file kept up to date with an incident, where the browser can write to one (Chromium).
//!
//! One file at a time: that of the open incident. The choice is kept with the journal, so that it holds after a reload.

use super::{Job, Session};
use crate::browser::clock;
use crate::browser::files::ContinuousFile;
use crate::browser::journal::meta;
use crate::browser::page;
use crate::browser::timer;
use crate::exchange::record_json;
use crate::record::apply::fold;
use crate::record::id::Id;
use crate::record::time::Timestamp;
use leptos::prelude::*;

/// Milliseconds in which changes are gathered into one writing.
const GATHER: i32 = 1_000;

/// How the chosen file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptState {
    /// To be written in a moment.
    Due,
    /// Written whole, at this time.
    Written(Timestamp),
    /// The browser could not write it: permission taken away, folder gone, disk full.
    Refused,
    /// Chosen on an earlier visit; the browser wants a click before it writes again.
    Asks,
}

/// The file an incident is written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFile {
    /// Which incident.
    pub incident: Id,
    /// The file's name without its folder, which the browser does not tell.
    pub name: String,
    /// How it stands.
    pub state: KeptState,
}

impl Session {
    /// True where the browser can keep a chosen file up to date.
    #[must_use]
    pub fn can_save_continuously(self) -> bool {
        ContinuousFile::supported()
    }

    /// Asks for a file and keeps it up to date with the open incident from now on. Answers its name; `None` when none was
    /// chosen.
    pub async fn save_continuously(self) -> Option<String> {
        let (id, name) = self.opened.with_untracked(|opened| {
            opened.as_ref().map(|one| (one.id.clone(), record_json::file_name(&one.incident, clock::now())))
        })?;
        let file = ContinuousFile::choose(&name).await.ok().flatten()?;
        if let Some(store) = self.store() {
            // Not kept: after a reload the file is chosen again.
            let _ = store.put_handle(id.as_str(), file.handle()).await;
        }
        let name = file.name();
        self.keep_writing(id, file);
        Some(name)
    }

    /// Goes on with a file chosen on an earlier visit; must be called at a click, where the browser may ask.
    pub async fn resume_continuously(self) {
        let Some((id, file)) = self.inner.with_value(|inner| inner.continuous.clone()) else { return };
        if file.ask().await {
            self.keep_writing(id, file);
        }
    }

    /// Leaves the file as it is from now on.
    pub async fn stop_continuously(self) {
        let id = self.kept_file.with_untracked(|kept| kept.as_ref().map(|kept| kept.incident.clone()));
        if let Some(id) = id {
            self.let_go_of_file(&id);
            self.drop_handle(&id).await;
        }
    }

    /// Forgets the file of an incident in this tab.
    pub(super) fn let_go_of_file(self, id: &Id) {
        self.inner.update_value(|inner| {
            inner.continuous = inner.continuous.take().filter(|(own, _)| own != id);
            inner.files_due.remove(id);
        });
        self.kept_file.update(|kept| *kept = kept.take().filter(|kept| kept.incident != *id));
    }

    /// Forgets the file of an incident in this browser.
    pub(super) async fn drop_handle(self, id: &Id) {
        if let Some(store) = self.store() {
            // What is left is a name and a right to write that the browser asks for again.
            let _ = store.remove_meta(&meta::handle(id.as_str())).await;
        }
    }

    /// Looks for the file chosen for this incident on an earlier visit, and goes on with it where that is allowed.
    pub(super) async fn find_kept_file(self, id: &Id) {
        if !self.can_save_continuously() {
            return;
        }
        if self.inner.with_value(|inner| inner.continuous.as_ref().is_some_and(|(own, _)| own == id)) {
            self.write_continuously(id);
            return;
        }
        let Some(store) = self.store() else { return };
        let Ok(Some(handle)) = store.get_handle(id.as_str()).await else { return };
        let file = ContinuousFile::from_handle(handle);
        match file.is_allowed().await {
            true => self.keep_writing(id.clone(), file),
            false => self.hold_file(id.clone(), file, KeptState::Asks),
        }
    }

    fn hold_file(self, id: Id, file: ContinuousFile, state: KeptState) {
        self.kept_file.set(Some(KeptFile { incident: id.clone(), name: file.name(), state }));
        self.inner.update_value(|inner| inner.continuous = Some((id, file)));
    }

    fn keep_writing(self, id: Id, file: ContinuousFile) {
        self.hold_file(id.clone(), file, KeptState::Due);
        self.write_continuously(&id);
    }

    /// Writes the chosen file of an incident anew, if it has one.
    pub(super) fn write_continuously(self, id: &Id) {
        if self.inner.with_value(|inner| inner.continuous.is_some()) {
            self.start_job(Job::WriteFile(id.clone()));
        }
    }

    /// One file at a time, and once more when something changed meanwhile.
    pub(super) fn write_chosen_file(self, id: &Id) {
        let asks = self.kept_file.with_untracked(|kept| {
            kept.as_ref().is_some_and(|kept| kept.incident == *id && kept.state == KeptState::Asks)
        });
        let start = self.inner.try_update_value(|inner| {
            let Some((_, file)) = inner.continuous.as_ref().filter(|(own, _)| own == id && !asks) else {
                return false;
            };
            inner.files_due.insert(id.clone(), file.clone());
            !std::mem::replace(&mut inner.writing_files, true)
        });
        if start != Some(true) {
            return;
        }
        leptos::task::spawn_local(async move {
            loop {
                timer::pause(GATHER).await;
                let next = self.inner.try_update_value(|inner| {
                    let next = inner.files_due.pop_first();
                    inner.writing_files = next.is_some();
                    next
                });
                let Some(Some((id, file))) = next else { break };
                self.write_file(&id, &file).await;
            }
        });
    }

    async fn write_file(self, id: &Id, file: &ContinuousFile) {
        let now = clock::now();
        let Some(log) = self.read_log(id).await else { return };
        let text = record_json::export_by(&page::build(), &log, &fold(&log), self.pack(), &*self.zones(), now);
        let state = match file.write(&text).await {
            Ok(()) => {
                self.note_copy(id, now, log.events().len());
                KeptState::Written(now)
            }
            Err(_) => KeptState::Refused,
        };
        self.kept_file.update(|kept| {
            if let Some(kept) = kept.as_mut().filter(|kept| kept.incident == *id) {
                kept.state = state;
            }
        });
    }
}
