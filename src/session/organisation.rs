//! What the record of the organisation holds for the work on incidents, and what these bring into it.

use super::Session;
use crate::assurance::own_controls;
use crate::browser::timer::{self, Stint};
use crate::form::team::{Team, teams};
use crate::readiness::learned::Learned;
use crate::record::apply::fold;
use crate::record::organisation;

/// Milliseconds between looks whether the store is open.
const SOON: i32 = 50;

impl Session {
    /// Waits until the store is open: the board and the form of a new incident stand before.
    pub(super) async fn store_opened(self) {
        while self.store().is_none() {
            timer::pause(SOON).await;
        }
    }

    /// The controls that the organisation's record holds.
    pub async fn own_controls(self) -> Vec<String> {
        let log = self.read_log(&organisation::id()).await;
        log.map(|log| own_controls(&fold(&log))).unwrap_or_default()
    }

    /// The services that the organisation's record holds, with their response teams.
    pub async fn teams(self) -> Vec<Team> {
        self.store_opened().await;
        let log = self.read_log(&organisation::id()).await;
        log.map(|log| teams(&fold(&log))).unwrap_or_default()
    }

    /// What the incidents of this browser changed. Reads every incident, breathing between them.
    pub async fn learned(self) -> Learned {
        let mut found = Learned::default();
        let mut stint = Stint::begin();
        for id in self.all_ids().await {
            if let Some(log) = self.read_log(&id).await {
                found.add(&fold(&log));
            }
            stint.rest().await;
        }
        found
    }
}
