//! Help: what a newcomer needs to know, in two minutes.

use crate::assurance::control_map;
use crate::language::Msg;
use crate::notice::control_pack::{phases, pick};
use crate::session::{Route, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::text::t;
use serde_json::Value;
use std::sync::OnceLock;

/// Heading and text of each part, in order.
fn parts() -> &'static [[String; 2]] {
    static PARTS: OnceLock<Vec<[String; 2]>> = OnceLock::new();
    let words = |value: &Value| value.as_str().unwrap_or_default().replacen(" | ", "\0", 1);
    PARTS.get_or_init(|| {
        let read: Value = serde_json::from_str(crate::data::text("ui/help.json")).unwrap_or_default();
        read.as_array().into_iter().flatten().map(|part| [words(&part[0]), words(&part[1])]).collect()
    })
}

/// Draws the page.
pub fn help(session: Session) -> AnyView {
    let open_sample = move |_| leptos::task::spawn_local(async move { session.open_sample().await });
    let part = |[heading, text]: &'static [String; 2]| {
        view! { <section class="section"><h2>{t(Msg::of(heading))}</h2><p>{t(Msg::of(text))}</p></section> }.into_any()
    };
    let (first, second) = parts().split_at(parts().len() / 2);
    let [first, second] = [first, second].map(|parts| parts.iter().map(part).collect::<Vec<_>>());
    view! {
        <main class="page" id="main" tabindex="-1">
            <div class="stack">
                <h1>{t(msg!("Help", "帮助"))}</h1>
                <div class="desk even">
                    <div class="desk-main">{first}</div>
                    <div class="desk-side">{second}</div>
                </div>
                {references(session)}
                <p><button class="button" type="button" on:click=open_sample>{t(msg!("Open the sample exercise", "打开示例演练"))}</button></p>
                <p class="line">
                    <a href=Route::Settings.href()>{t(msg!("Settings", "设置"))}</a>
                    <a href=Route::Storage.href()>{t(msg!("Storage", "存储"))}</a>
                    <a href=Route::Playbooks.href()>{t(msg!("Playbooks", "处置手册库"))}</a>
                </p>
            </div>
        </main>
    }
    .into_any()
}

/// The documents that the sources name: titles alone, nothing leads out. Related articles stand by phase.
fn references(session: Session) -> AnyView {
    let shown = move || {
        let (language, map) = (session.language.get(), control_map());
        let mut lines: Vec<AnyView> = Vec::new();
        for one in map.list("references") {
            let title = pick(language, one, "title");
            let phases = phases(language, one);
            let phases = (!phases.is_empty()).then(|| view! { <p class="small muted">{phases}</p> });
            lines.push(view! { <li>{title}{phases}</li> }.into_any());
        }
        view! { <p class="small muted">{pick(language, map, "unlinked")}</p><ul class="plain-list">{lines}</ul> }
    };
    view! {
        <section class="section measure" aria-labelledby="references">
            <h2 id="references">{t(msg!("Documents the sources name", "来源所列文献"))}</h2>
            {shown}
        </section>
    }
    .into_any()
}
