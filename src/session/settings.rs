//! Preferences: who is typing, language, theme. Small and instant, so they live in local storage.

use super::Session;
use crate::browser::{local, page, tabs::TabMessage};
use crate::language::Language;
use crate::record::event::Author;
use crate::record::json;
use leptos::prelude::*;

/// Theme of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Paper.
    Light,
    /// Night.
    Dark,
}

impl Theme {
    /// The `data-theme` value; none follows the system.
    #[must_use]
    pub const fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

#[derive(Default)]
struct Stored {
    language: String,
    theme: String,
    author: Author,
    /// None in what an earlier build kept.
    notify: Option<bool>,
}

crate::json_struct! { Stored { language, theme, author, notify } }

const KEY: &str = "preferences";

impl Session {
    /// Reads the preferences, or begins with the browser's language.
    pub(super) fn load_preferences(self, browser_language: &str) {
        self.take_preferences(&local::get(KEY).unwrap_or_default(), browser_language);
        self.load_profile();
    }

    /// Takes the preferences in as they are kept.
    pub(super) fn take_preferences(self, kept: &str, browser_language: &str) {
        let stored: Stored = json::parse(kept).unwrap_or_default();
        let tag = if stored.language.is_empty() { browser_language } else { &stored.language };
        self.language.set(Language::from_tag(tag));
        self.theme.set(match stored.theme.as_str() {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::System,
        });
        self.me.set(stored.author);
        self.notify.set(stored.notify == Some(true));
        self.show_preferences();
    }

    fn show_preferences(self) {
        page::set_language_attribute(self.language.get_untracked().tag());
        page::set_theme_attribute(self.theme.get_untracked().attribute());
    }

    pub(super) fn store_preferences(self) {
        let stored = Stored {
            language: self.language.get_untracked().tag().to_owned(),
            theme: self.theme.get_untracked().attribute().unwrap_or_default().to_owned(),
            author: self.me.get_untracked(),
            notify: Some(self.notify.get_untracked()),
        };
        self.show_preferences();
        // Blocked storage is said on every page already; the choice still holds for this tab.
        let text = json::text(&stored);
        let _ = local::set(KEY, &text);
        self.tell(&TabMessage::PreferencesChanged(text.clone()));
        if let Some(store) = self.store() {
            // Local storage is lost when the browser is killed; the journal is not.
            leptos::task::spawn_local(async move {
                let _ = store.set_meta(KEY, &text).await;
            });
        }
    }

    /// Reads the preferences back from the journal where local storage has lost them.
    pub(super) async fn recall_preferences(self) {
        let Some(store) = self.store() else { return };
        let kept = store.get_meta(KEY).await.ok().flatten();
        match (local::get(KEY), kept) {
            (None, Some(text)) => {
                let _ = local::set(KEY, &text);
                self.load_preferences(&page::browser_language());
            }
            (Some(text), None) => {
                let _ = store.set_meta(KEY, &text).await;
            }
            _ => {}
        }
    }

    /// Switches the language; stored facts do not change.
    pub fn set_language(self, language: Language) {
        self.language.set(language);
        self.store_preferences();
    }

    /// Switches the theme.
    pub fn set_theme(self, theme: Theme) {
        self.theme.set(theme);
        self.store_preferences();
    }

    /// Says who is typing from now on.
    pub fn set_me(self, me: Author) {
        self.me.set(me);
        self.store_preferences();
    }

    /// Tells the other tabs.
    pub(super) fn tell(self, message: &TabMessage) {
        self.inner.with_value(|inner| {
            if let Some(tabs) = &inner.tabs {
                tabs.announce(message);
            }
        });
    }
}
