//! Text in the reader's language, and stored text shown safely.

use crate::language::defang::defang;
use crate::language::{Language, Msg};
use crate::playbook::Bilingual;
use crate::session::Session;
use crate::ui::markup::prelude::*;

/// A message, in the reader's language at any moment.
pub fn t(msg: Msg) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let language = Session::get().language;
    move || msg.get(language.get())
}

/// A text of the playbook, in the reader's language at any moment.
pub fn b(text: &'static Bilingual) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let language = Session::get().language;
    move || match language.get() {
        Language::English => text.en.as_str(),
        Language::Chinese => text.zh.as_str(),
    }
}

/// Stored text as shown: indicators defanged, line breaks kept by the style, never markup. Texts between tags are
/// defanged where they are placed; attributes and the page title need it here.
#[must_use]
pub fn stored(text: &str) -> String {
    defang(text)
}

/// A term and what is recorded under it; nothing recorded is said in words.
pub fn fact(term: Msg, value: Option<String>) -> AnyView {
    let shown = match value.filter(|text| !text.is_empty()) {
        Some(text) => view! { <dd>{stored(&text)}</dd> }.into_any(),
        None => view! { <dd class="missing">{t(msg!("Not recorded yet", "尚未记录"))}</dd> }.into_any(),
    };
    view! { <div class="fact"><dt>{t(term)}</dt>{shown}</div> }.into_any()
}
