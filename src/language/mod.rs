//! English and 简体中文: every visible word, dates and durations.
//!
//! A message is a constant that holds both languages, so a missing translation does not compile.
//! Invariant: stored facts are codes and typed text; nothing here is ever stored.

#[macro_use]
mod msg;

pub mod asking;
pub mod calendar;
pub mod codes;
pub mod csv_problem;
pub mod defang;
pub mod duty;
pub mod entry;
pub mod event_text;
pub mod format;
pub mod metrics;
pub mod pack_problem;
pub mod pack_update;
pub mod places;
pub mod problems;
pub mod search;
pub mod sum;
pub mod timeline;
pub mod words;

pub use self::msg::Msg;
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
