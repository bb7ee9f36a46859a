//! Watching the clock of the machine: what is found is shown, and recorded once in the incident that is open.

use super::{Session, StorageState};
use crate::browser::{clock, local, timer};
use crate::record::body::ClockNoticed;
use crate::record::decide::Command;
use crate::record::id::Id;
use crate::record::json;
use crate::record::machine_clock::{Finding, Watch, behind};
use leptos::prelude::*;

/// Where the tab that records a finding says so to the other tabs, which saw it in the same second.
pub(super) fn claim_key(id: &Id) -> String {
    ["clock/", id.as_str()].concat()
}

impl Session {
    /// Looks at the clock once a second for as long as the page lives.
    pub(super) fn watch_clock(self) {
        let runs_asleep = clock::runs_asleep();
        let mut watch = Watch::default();
        // The record this tab has last compared with: it is told of once.
        let mut compared = None;
        // What could not be recorded yet.
        let mut waiting: Option<(Id, Finding)> = None;
        let mut look = move || {
            let now = clock::now();
            #[allow(clippy::cast_possible_truncation)] // milliseconds since the page was opened
            let jump = watch.look(now, clock::monotonic() as i64, runs_asleep);
            let open = self.opened.with_untracked(|opened| {
                let one = opened.as_ref()?;
                Some((one.id.clone(), one.incident.last_recorded?))
            });
            let newest = open.as_ref().filter(|_| open != compared).and_then(|(_, newest)| behind(*newest, now));
            let found = jump.or_else(|| newest.clone());
            if newest.is_some() {
                // A clock that went back is behind the record too: said once.
                compared = open.clone();
            }
            if let Some(found) = found {
                self.clock.set(Some(found.clone()));
                waiting = open.as_ref().filter(|_| found.certain).map(|(id, _)| (id.clone(), found));
            }
            let here = open.map(|(id, _)| id);
            if let Some((_, found)) = waiting.take_if(|(id, _)| here.as_ref() == Some(id) && self.may_record()) {
                self.record_clock(found);
            }
        };
        look();
        timer::every_second(look).forget();
    }

    /// A person says that the machine did not sleep: its clock was set forward. The open incident records it.
    pub fn clock_was_set(self) {
        let Some(mut found) = self.clock.get_untracked() else { return };
        found.certain = true;
        self.clock.set(Some(found.clone()));
        if self.may_record() {
            self.record_clock(found);
        }
    }

    /// True when an event can be written: it bears a name.
    fn may_record(self) -> bool {
        let named = self.me.with_untracked(|me| !me.name.trim().is_empty());
        named && !matches!(self.storage.get_untracked(), StorageState::Opening | StorageState::ReadOnly(_))
    }

    /// Records what was found in the open incident, unless its record says so already or another tab is about to.
    fn record_clock(self, found: Finding) {
        let told = self.opened.with_untracked(|opened| {
            let one = opened.as_ref()?;
            let told = one.incident.clock.iter().any(|fact| found.is_told_by(&fact.value));
            (!told).then(|| claim_key(&one.id))
        });
        let Some(key) = told else { return };
        let claimed: Option<ClockNoticed> = local::get(&key).and_then(|text| json::parse(&text));
        if claimed.is_some_and(|claimed| found.is_told_by(&claimed)) {
            return;
        }
        // Without local storage two tabs may both record it, which is a line too many and no harm.
        let _ = local::set(&key, &json::text(&found.noticed));
        // Refused only where nothing may be written at all, which is shown.
        let _ = self.act(Command::State { body: found.noticed.into(), occurred: None, known: None });
    }
}
