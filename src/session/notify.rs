//! Notifications of the system: off until a person turns them on, neutral, and one for all tabs.

use super::Session;
use crate::browser::{clock, local, notification};
use crate::record::time::Timestamp;
use leptos::prelude::*;

/// Where tabs tell each other up to which threshold they have notified.
const CLAIM: &str = "notified";

impl Session {
    /// Notifies of a threshold that was crossed at this instant, unless another tab has.
    pub(super) async fn notify(self, overdue: bool, crossed: Timestamp) {
        if !self.notify.get_untracked() {
            return;
        }
        let claimed = local::get(CLAIM).and_then(|text| Timestamp::parse(&text));
        // A claim of the future is one of a clock that was fast.
        if claimed.is_some_and(|claimed| claimed >= crossed && claimed <= clock::now()) {
            return;
        }
        let tag = crossed.to_rfc3339();
        let _ = local::set(CLAIM, &tag);
        // No name of an incident, of a rule or of a recipient: it stands on screens that others see.
        let title = match overdue {
            true => msg!("Holdfast: a deadline has passed", "Holdfast：有时限已逾期"),
            false => msg!("Holdfast: a deadline is due soon", "Holdfast：有时限即将到期"),
        };
        notification::show(title.get(self.language.get_untracked()), &tag).await;
    }

    /// Turns notifications on, once the browser allows them, or off.
    pub async fn set_notify(self, on: bool) {
        let allowed = on && notification::ask().await == "granted";
        self.notify.set(allowed);
        self.store_preferences();
    }
}
