//! The rules in force: kept in the journal, put in force at the start, changed by a person, heard by the other tabs.

use super::{Job, Session};
use crate::browser::StoreError;
use crate::browser::files;
use crate::browser::journal::meta;
use crate::browser::tabs::TabMessage;
use crate::deadline::built_in::{self, built_in, read_built_in};
use crate::deadline::in_force::Rules;
use crate::deadline::pack::Pack;
use crate::deadline::read::{Problem, read};
use crate::deadline::update::{Move, moves, read_newer, recall};
use crate::record::apply::fold;
use crate::record::id::Id;
use leptos::prelude::*;

/// Rules that may be put in force, beside those that are.
#[derive(Clone, Debug)]
pub struct RulesPreview {
    /// Their file; none for the rules that came with the app.
    pub text: Option<String>,
    /// The open incidents of which deadlines move: id, title, deadlines.
    pub moved: Vec<(Id, String, Vec<Move>)>,
}

impl RulesPreview {
    /// The rules.
    #[must_use]
    pub fn pack(&self) -> Pack {
        match &self.text {
            // The file was read before.
            Some(text) => read(text).unwrap_or_default(),
            None => read_built_in().0,
        }
    }
}

impl Session {
    /// The rules in force. A view that is to follow them tracks [`Session::rules_aside`].
    #[must_use]
    pub fn rules(self) -> Rules<'static> {
        self.inner.with_value(|inner| inner.rules)
    }

    /// The rules in force, read.
    #[must_use]
    pub fn pack(self) -> &'static Pack {
        self.rules().pack()
    }

    /// Looks up which rules a person has put in force, on an earlier visit or in another tab.
    pub(super) async fn recall_rules(self) {
        let Some(store) = self.store() else { return };
        let Ok(Some(text)) = store.get_meta(meta::RULES).await else { return };
        self.start_job(Job::UseRules(text));
    }

    /// Puts the rules of a stored file in force, unless those that came with the app are newer; with none those.
    pub(super) fn use_rules(self, text: &str) {
        let (mut rules, mut aside) = (Rules::BUILT_IN, String::new());
        if !text.is_empty() {
            match recall(text, built_in()) {
                // Kept for as long as the tab lives: views and forms hold on to rules, and they change once a year.
                Ok(pack) => rules = Rules::of(Box::leak(Box::new(pack))),
                Err(edition) => aside = edition,
            }
        }
        self.inner.update_value(|inner| inner.rules = rules);
        self.rules_aside.set(aside);
        self.start_job(Job::CheckBoard);
    }

    /// Reads a pack and says what it would change; nothing is stored. With no text those that came with the app.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub async fn preview_rules(self, text: Option<String>) -> Result<RulesPreview, Vec<Problem>> {
        let (held, new) = (self.pack(), text.as_deref().map(|text| read_newer(text, self.pack())).transpose()?);
        let pack = new.as_ref().unwrap_or_else(|| built_in());
        let mut moved = Vec::new();
        for id in self.all_ids().await {
            let Some(log) = self.read_log(&id).await else { continue };
            let incident = fold(&log);
            let found = moves(&incident, held, pack, &*self.zones());
            if !found.is_empty() && !incident.standing.is_closed() {
                moved.push((id, incident.title().to_owned(), found));
            }
        }
        Ok(RulesPreview { text, moved })
    }

    /// Puts the rules of a previewed file in force, here and in the other tabs, or those that came with the app. Answers
    /// their edition.
    ///
    /// # Errors
    /// What the store said; [`StoreError::Changed`] where newer ones came into force meanwhile. Nothing is changed then.
    pub async fn put_in_force(self, text: Option<String>) -> Result<String, StoreError> {
        let store = self.store().ok_or(StoreError::Closed)?;
        if text.as_deref().is_some_and(|text| read_newer(text, self.pack()).is_err()) {
            return Err(StoreError::Changed);
        }
        // Nothing stands for the rules that came with the app.
        let text = text.unwrap_or_default();
        store.set_meta(meta::RULES, &text).await?;
        self.use_rules(&text);
        self.tell(&TabMessage::RulesChanged);
        Ok(self.rules().edition())
    }

    /// Saves the rules in force to a file: changed and with a later edition it can be imported.
    pub async fn save_rules(self) {
        let rules = self.rules();
        let stored = if rules.is_imported() { self.stored_rules().await } else { String::new() };
        let text = if stored.is_empty() { built_in::file() } else { stored };
        let name = ["holdfast-rules-", &rules.edition(), ".json"].concat();
        // A refused download shows in the browser itself.
        let _ = files::save(&name, "application/json", &text);
    }

    /// The file of the rules that a person has put in force, also where those that came with the app are newer; nothing
    /// where there is none.
    pub(super) async fn stored_rules(self) -> String {
        match self.store() {
            Some(store) => store.get_meta(meta::RULES).await.ok().flatten().unwrap_or_default(),
            None => String::new(),
        }
    }
}
