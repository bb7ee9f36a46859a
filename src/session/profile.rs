//! The organisation profile of this browser: kept like the preferences, heard of by the other tabs.

use super::Session;
use crate::browser::{local, tabs::TabMessage};
use crate::deadline::profile::Profile;
use crate::form::{FieldProblem, FormCode, Values, own};
use crate::record::json;
use leptos::prelude::*;

const KEY: &str = "profile";

impl Session {
    /// Reads the profile as it is kept.
    pub(super) fn load_profile(self) {
        self.profile.set(local::get(KEY).map(|text| Profile::read(&text)).unwrap_or_default());
    }

    /// Reads the profile back from the journal where local storage has lost it.
    pub(super) async fn recall_profile(self) {
        let Some(store) = self.store() else { return };
        let kept = store.get_meta(KEY).await.ok().flatten();
        if let (None, Some(text)) = (local::get(KEY), kept) {
            let _ = local::set(KEY, &text);
            self.profile.set(Profile::read(&text));
        }
    }

    /// Changes the profile. Records stay as they are: what they use of it was written into them.
    pub fn change_profile(self, change: impl FnOnce(&mut Profile)) {
        let mut profile = self.profile.get_untracked();
        change(&mut profile);
        let text = json::text(&profile);
        self.profile.set(profile);
        // Blocked storage is said on every page already; the profile still holds for this tab.
        let _ = local::set(KEY, &text);
        if let Some(store) = self.store() {
            leptos::task::spawn_local(async move {
                let _ = store.set_meta(KEY, &text).await;
            });
        }
        self.tell(&TabMessage::PreferencesChanged);
    }

    /// Submits a form of the profile.
    pub(super) fn submit_profile(
        self,
        code: FormCode,
        about: &str,
        values: &Values,
        draft: &str,
    ) -> Result<(), Vec<FieldProblem>> {
        let after = self.profile.with_untracked(|before| own::kept(code, before, about, values, &*self.zones()))?;
        self.change_profile(|profile| *profile = after);
        self.drop_draft(draft);
        Ok(())
    }
}
