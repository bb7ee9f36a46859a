//! Every rule of the pack, found by name or jurisdiction; each opens to its text.

use super::choosing::rule;
use super::duties::is_open;
use crate::deadline::pack::Regime;
use crate::language::{Language, places};
use crate::session::Session;
use crate::ui::markup::prelude::*;
use crate::ui::page::import::rules::state_words;
use crate::ui::widget::text::t;

/// Draws the section, folded.
pub fn all_rules(session: Session) -> AnyView {
    let opened = RwSignal::new(false);
    let toggle = move |event: leptos::ev::Event| opened.set(is_open(&event));
    let body = move || opened.get().then(|| search(session));
    let title = move || {
        let count = session.pack().regimes.len().to_string();
        msg!("All rules ({0})", "全部规定（{0}）").fill(session.language.get(), &[&count])
    };
    view! {
        <details class="screen-only" on:toggle=toggle>
            <summary>{title}</summary>
            <div class="stack"><p class="small">{move || state_words(session)}</p>{body}</div>
        </details>
    }
    .into_any()
}

fn matches(regime: &Regime, place: &str, words: &str) -> bool {
    if !place.is_empty() && regime.jurisdiction != place {
        return false;
    }
    let said = [Language::English, Language::Chinese].map(|language| {
        let place = places::name(language, &regime.jurisdiction);
        [&place, language.pick(&regime.name), language.pick(&regime.citation)].join(" ").to_lowercase()
    });
    words.split_whitespace().all(|word| said.iter().any(|text| text.contains(word)) || regime.id.contains(word))
}

fn search(session: Session) -> AnyView {
    let language = session.language;
    let (place, words) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let found = Memo::new(move |_| {
        let (place, words) = (place.get(), words.get().to_lowercase());
        let hits = session.pack().regimes.iter().filter(|regime| matches(regime, &place, &words));
        hits.map(|regime| regime.id.clone()).collect::<Vec<String>>()
    });
    let options = move || {
        let mut seen: Vec<&str> = Vec::new();
        for regime in &session.pack().regimes {
            if !seen.contains(&regime.jurisdiction.as_str()) {
                seen.push(&regime.jurisdiction);
            }
        }
        let option =
            |code: &'static str| view! { <option value=code>{places::name(language.get(), code)}</option> }.into_any();
        seen.into_iter().map(option).collect::<Vec<_>>()
    };
    let count = move || {
        let shown = found.with(Vec::len).to_string();
        msg!("{0} of {1} rules", "{1} 项规定中的 {0} 项")
            .fill(language.get(), &[&shown, &session.pack().regimes.len().to_string()])
    };
    let row = move |id: String| {
        let regime = session.pack().regime(&id);
        regime.map_or_else(|| ().into_any(), |regime| view! { <li>{rule(session, regime, None)}</li> }.into_any())
    };
    view! {
        <div class="line">
            <div class="field">
                <label class="field-label" for="rules-words">{t(msg!("Search rules", "搜索规定"))}</label>
                <input class="field-input" id="rules-words" type="search" autocomplete="off" on:input=move |event| words.set(event_target_value(&event)) />
            </div>
            <div class="field">
                <label class="field-label" for="rules-place">{t(msg!("Jurisdiction", "法域"))}</label>
                <select class="field-input" id="rules-place" on:change=move |event| place.set(event_target_value(&event))>
                    <option value="">{t(msg!("All", "全部"))}</option>
                    {options}
                </select>
            </div>
        </div>
        <p class="small muted" role="status">{count}</p>
        <ul class="rows"><For each=move || found.get() key=|id| id.clone() children=row /></ul>
    }
    .into_any()
}
