//! A list to choose one from, outside of forms.

use super::text::t;
use crate::language::{Language, Msg};
use crate::session::Session;
use crate::ui::markup::prelude::*;

/// What is offered, in a language: code and words of each.
pub type Offered = fn(Language) -> Vec<(String, String)>;

/// Draws it under its label. The signal holds the code of what is chosen.
pub fn select(id: &'static str, label: Msg, offered: Offered, chosen: RwSignal<String>) -> AnyView {
    let language = Session::get().language;
    let options = move || {
        let mut options: Vec<AnyView> = Vec::new();
        for (code, words) in offered(language.get()) {
            let selected = chosen.with_untracked(|chosen| *chosen == code);
            options.push(view! { <option value=code selected=selected>{words}</option> }.into_any());
        }
        options
    };
    view! {
        <div class="line screen-only">
            <div class="field">
                <label class="field-label" for=id>{t(label)}</label>
                <select class="field-input" id=id on:change=move |event| chosen.set(event_target_value(&event))>{options}</select>
            </div>
        </div>
    }
    .into_any()
}
