//! What the incidents of this browser changed, for the page of the organisation.

use super::Session;
use crate::browser::timer::Stint;
use crate::readiness::learned::Learned;
use crate::record::apply::fold;

impl Session {
    /// Reads every incident, breathing between them.
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
