//! The rules in force: kept in the journal, put in force at the start, changed by a person, heard by the other tabs.

use super::{Job, Session};
use crate::browser::StoreError;
use crate::browser::files;
use crate::browser::journal::meta;
use crate::browser::tabs::TabMessage;
use crate::deadline::built_in::{self, built_in};
use crate::deadline::in_force::Rules;
use crate::deadline::pack::Pack;
use crate::deadline::read::{Fault, Problem};
use crate::deadline::update::{Move, moves, read_newer};
use crate::record::apply::fold;
use crate::record::id::Id;
use crate::record::incident::Standing;
use leptos::prelude::*;
use std::sync::Arc;

/// Rules that may be put in force, beside those that are.
#[derive(Clone, Debug)]
pub struct RulesPreview {
    /// The rules.
    pub pack: Arc<Pack>,
    /// Their file; none for the rules that came with the app.
    text: Option<Arc<str>>,
    /// The open incidents of which deadlines move: id, title, deadlines.
    pub moved: Vec<(Id, String, Vec<Move>)>,
}

impl Session {
    /// The rules in force.
    #[must_use]
    pub fn pack(self) -> &'static Pack {
        self.rules.get_untracked().pack()
    }

    /// Looks up which rules a person has put in force, on an earlier visit or in another tab.
    pub(super) async fn recall_rules(self) {
        let Some(store) = self.store() else { return };
        let Ok(text) = store.get_meta(meta::RULES).await else { return };
        if text.is_some() || self.rules.get_untracked().is_imported() {
            self.start_job(Job::UseRules(text));
        }
    }

    /// Puts the rules of a stored file in force, unless those that came with the app are newer; with none those.
    pub(super) fn use_rules(self, text: Option<&str>) {
        let (rules, aside) = match text.map(|text| read_newer(text, built_in())) {
            None => (Rules::BUILT_IN, None),
            // Kept for as long as the tab lives: views and forms hold on to rules, and they change once a year.
            Some(Ok(pack)) => (Rules::of(Box::leak(Box::new(pack))), None),
            Some(Err(problems)) => (Rules::BUILT_IN, Some(older(&problems).unwrap_or_default().to_owned())),
        };
        self.rules_aside.set(aside);
        self.rules.set(rules);
        self.start_job(Job::CheckBoard);
    }

    /// Reads a pack and says what it would change; nothing is stored.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub async fn preview_rules(self, text: &str) -> Result<RulesPreview, Vec<Problem>> {
        let pack = read_newer(text, self.pack())?;
        Ok(self.beside(pack, Some(text.into())).await)
    }

    /// What would change if the rules that came with the app were in force again.
    pub async fn preview_built_in(self) -> RulesPreview {
        self.beside(built_in().clone(), None).await
    }

    async fn beside(self, pack: Pack, text: Option<Arc<str>>) -> RulesPreview {
        let mut moved = Vec::new();
        for id in self.all_ids().await {
            let Some(log) = self.read_log(&id).await else { continue };
            let incident = fold(&log);
            let found = moves(&incident, self.pack(), &pack, &*self.zones());
            if !found.is_empty() && !matches!(incident.standing, Standing::Closed(_)) {
                moved.push((id, incident.title().to_owned(), found));
            }
        }
        RulesPreview { pack: Arc::new(pack), text, moved }
    }

    /// Puts previewed rules in force, here and in the other tabs.
    ///
    /// # Errors
    /// What the store said; [`StoreError::Changed`] where newer ones came into force meanwhile. Nothing is changed then.
    pub async fn put_in_force(self, preview: RulesPreview) -> Result<(), StoreError> {
        let store = self.store().ok_or(StoreError::Closed)?;
        match &preview.text {
            Some(_) if preview.pack.edition <= self.pack().edition => return Err(StoreError::Changed),
            Some(text) => store.set_meta(meta::RULES, text).await?,
            None => store.remove_meta(meta::RULES).await?,
        }
        self.use_rules(preview.text.as_deref());
        self.tell(&TabMessage::RulesChanged);
        Ok(())
    }

    /// Saves the rules in force to a file: changed and with a later edition it can be imported.
    pub async fn save_rules(self) {
        let rules = self.rules.get_untracked();
        let stored = match self.store().filter(|_| rules.is_imported()) {
            Some(store) => store.get_meta(meta::RULES).await.ok().flatten(),
            None => None,
        };
        let name = ["holdfast-rules-", &rules.edition(), ".json"].concat();
        // A refused download shows in the browser itself.
        let _ = files::save(&name, "application/json", &stored.unwrap_or_else(built_in::file));
    }
}

/// The edition of a pack that is refused for its edition alone.
fn older(problems: &[Problem]) -> Option<&str> {
    match problems {
        [Problem { fault: Fault::NotNewer(edition, _), .. }] => Some(edition),
        _ => None,
    }
}
