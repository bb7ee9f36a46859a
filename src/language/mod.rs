//! English and 简体中文: every visible word, dates and durations.
//!
//! A message is a constant that holds both languages, so a missing translation does not compile.
//! Invariant: stored facts are codes and typed text; nothing here is ever stored.

pub mod asking;
pub mod calendar;
pub mod codes;
pub mod defang;
pub mod duty;
pub mod event_text;
pub mod format;
pub mod pack_problem;
pub mod pack_update;
pub mod places;
pub mod problems;
pub mod sum;
pub mod timeline;
pub mod words;

use crate::playbook::Bilingual;

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// 简体中文.
    Chinese,
}

impl Language {
    /// BCP 47 tag, as in the `lang` attribute.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-Hans",
        }
    }

    /// The language for a BCP 47 tag: Chinese for any `zh`, else English.
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        match tag.to_ascii_lowercase().starts_with("zh") {
            true => Self::Chinese,
            false => Self::English,
        }
    }

    /// The other language.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::English => Self::Chinese,
            Self::Chinese => Self::English,
        }
    }

    /// The data text in this language.
    #[must_use]
    pub fn pick(self, text: &Bilingual) -> &str {
        match self {
            Self::English => &text.en,
            Self::Chinese => &text.zh,
        }
    }
}

/// A message in both languages. `{0}`, `{1}` … stand for what is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Msg {
    en: &'static str,
    zh: &'static str,
}

impl Msg {
    /// A message: English first, then 简体中文.
    #[must_use]
    pub const fn new(en: &'static str, zh: &'static str) -> Self {
        Self { en, zh }
    }

    /// The text in a language.
    #[must_use]
    pub const fn get(self, language: Language) -> &'static str {
        match language {
            Language::English => self.en,
            Language::Chinese => self.zh,
        }
    }

    /// The text with its places filled in.
    #[must_use]
    pub fn fill(self, language: Language, values: &[&str]) -> String {
        let mut out = String::new();
        let mut rest = self.get(language);
        while let Some(open) = rest.find('{') {
            out.push_str(&rest[..open]);
            let Some(close) = rest[open..].find('}') else { break };
            let place = rest[open + 1..open + close].parse::<usize>().ok();
            out.push_str(place.and_then(|place| values.get(place)).copied().unwrap_or_default());
            rest = &rest[open + close + 1..];
        }
        out.push_str(rest);
        out
    }
}
