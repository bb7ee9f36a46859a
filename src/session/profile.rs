//! The organisation profile of this browser: kept like the preferences, heard of by the other tabs.

use super::Session;
use crate::browser::{local, tabs::TabMessage};
use crate::deadline::profile::Profile;
use crate::form::{FieldProblem, FormCode, Values, own};
use crate::record::json;
use leptos::prelude::*;

const KEY: &str = "profile";

impl Session {
    /// The profile; reactive.
    #[must_use]
    pub fn profile(self) -> Profile {
        Profile::read(&self.profile.get())
    }

    /// The profile as it is now.
    #[must_use]
    pub fn profile_now(self) -> Profile {
        Profile::read(&self.profile.get_untracked())
    }

    /// Takes the profile in as it is kept.
    pub(super) fn load_profile(self) {
        self.profile.set(local::get(KEY).unwrap_or_default());
    }

    /// Reads the profile back from the journal where local storage has lost it.
    pub(super) async fn recall_profile(self) {
        let Some(store) = self.store() else { return };
        let kept = store.get_meta(KEY).await.ok().flatten();
        if let (None, Some(text)) = (local::get(KEY), kept) {
            let _ = local::set(KEY, &text);
            self.profile.set(text);
        }
    }

    /// Changes the profile. Records stay as they are: what they use of it was written into them.
    pub fn set_profile(self, profile: &Profile) {
        let text = json::text(profile);
        self.profile.set(text.clone());
        // Blocked storage is said on every page already; the profile still holds for this tab.
        let _ = local::set(KEY, &text);
        self.tell(&TabMessage::ProfileChanged(text.clone()));
        if let Some(store) = self.store() {
            leptos::task::spawn_local(async move {
                let _ = store.set_meta(KEY, &text).await;
            });
        }
    }

    /// Submits a form of the profile.
    pub(super) fn submit_profile(
        self,
        code: FormCode,
        about: &str,
        values: &Values,
        draft: &str,
    ) -> Result<(), Vec<FieldProblem>> {
        let after = own::kept(code, &self.profile_now(), about, values, &*self.zones())?;
        self.set_profile(&after);
        self.drop_draft(draft);
        Ok(())
    }
}
