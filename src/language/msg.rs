//! A message in both languages.

use super::Language;

/// A message: English first, then 简体中文. `{0}`, `{1}` … stand for what is filled in.
#[macro_export]
macro_rules! msg {
    ($en:expr, $zh:expr $(,)?) => {
        $crate::language::Msg::of(concat!($en, "\0", $zh))
    };
}

/// A message in both languages, made by [`msg!`]. One text, so that each of the many uses is two words and not four.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Msg(&'static str);

impl Msg {
    /// Both texts with a NUL between them.
    #[must_use]
    pub const fn of(both: &'static str) -> Self {
        Self(both)
    }

    /// The text in a language.
    #[must_use]
    pub fn get(self, language: Language) -> &'static str {
        let (en, zh) = self.0.split_once('\0').unwrap_or((self.0, self.0));
        match language {
            Language::English => en,
            Language::Chinese => zh,
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
