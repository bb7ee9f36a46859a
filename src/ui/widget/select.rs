//! A list to choose one from, outside of forms.

use super::text::t;
use crate::language::Msg;
use crate::session::Session;
use crate::ui::markup::prelude::*;

/// Draws it under its label; `offered` gives code and words of each. The signal holds the code of what is chosen.
pub fn select(
    id: &'static str,
    label: Msg,
    offered: fn(Session) -> Vec<(String, String)>,
    chosen: RwSignal<String>,
) -> AnyView {
    let options = move || {
        let mut options: Vec<AnyView> = Vec::new();
        for (code, words) in offered(Session::get()) {
            let selected = chosen.with_untracked(|chosen| *chosen == code);
            options.push(view! { <option value=code selected=selected>{words}</option> }.into_any());
        }
        options
    };
    view! {
        <div class="field screen-only">
            <label class="field-label" for=id>{t(label)}</label>
            <select class="field-input" id=id on:change=move |event| chosen.set(event_target_value(&event))>{options}</select>
        </div>
    }
    .into_any()
}
