//! A text in both languages, as data files hold it.

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bilingual {
    /// English.
    pub en: String,
    /// 简体中文.
    pub zh: String,
}
crate::json_struct! { Bilingual { en, zh } }
