//! The sample: entered through the same forms a responder uses, stored like any other work.

use super::{BrowserEntropy, Checking, IncidentTab, OpenIncident, Route, Session, StorageState};
use crate::browser::{clock, timer};
use crate::form::sample::{Outside, Recording};
use crate::playbook::{self, Sample, storm_0558};
use crate::record::id::Id;
use leptos::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};

/// Entries made before the browser gets a breath: a few milliseconds of work.
const SLICE: usize = 8;

/// True while the sample is being entered: a second click waits for nothing and does nothing.
static ENTERING: AtomicBool = AtomicBool::new(false);

impl Session {
    /// Opens the sample exercise: goes to it where the board has it, else enters and stores it first.
    pub async fn open_sample(self) {
        if ENTERING.swap(true, Ordering::Relaxed) {
            return;
        }
        let sample = storm_0558();
        match self.existing(sample.title()) {
            Some(id) => self.go(&Route::Incident(id, IncidentTab::Playbook, None)),
            None if self.enter_sample(sample).await.is_none() => {
                let sorry = msg!("The sample could not be opened.", "未能打开示例。");
                self.announce(sorry.get(self.language.get_untracked()).to_owned());
            }
            None => {}
        }
        ENTERING.store(false, Ordering::Relaxed);
    }

    /// The exercise on the board with this title.
    fn existing(self, title: &str) -> Option<Id> {
        self.board.with_untracked(|board| {
            board.iter().find(|line| line.exercise && line.title == title).map(|line| line.id.clone())
        })
    }

    /// Enters the sample and hands it to the queue as one piece of work; `None` when it cannot be kept.
    async fn enter_sample(self, sample: Sample) -> Option<()> {
        if matches!(self.storage.get_untracked(), StorageState::ReadOnly(_)) {
            return None;
        }
        let zones = self.zones();
        let outside = Outside { zones: &*zones, now: clock::now(), gates: playbook::gates() };
        let mut entropy = BrowserEntropy::default();
        let mut recording = Recording::new(sample, &mut entropy);
        while recording.upcoming().is_some() {
            for _ in 0..SLICE {
                recording.enter(&mut entropy, outside).ok()?;
            }
            timer::breathe().await;
        }
        if entropy.failed {
            return None;
        }
        let Recording { id, log, incident, .. } = recording;
        let events = log.events().to_vec();
        let mut opened = OpenIncident::new(id.clone());
        (opened.log, opened.incident, opened.checking) = (log, incident, Checking::Verified);
        self.opened.set(Some(opened));
        self.enqueue(id.clone(), &events);
        self.say_saving().await;
        // Storing starts and drawing the incident are a piece of work each.
        timer::breathe().await;
        self.go(&Route::Incident(id, IncidentTab::Playbook, None));
        Some(())
    }
}
