//! The search across all incidents, above the board.

use crate::language::calendar::EXERCISE;
use crate::language::search::Hit;
use crate::record::id::Id;
use crate::session::{IncidentTab, Job, Route, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::text::{stored, t};

/// Draws the field and what was found.
pub fn search(session: Session) -> AnyView {
    let search = session.search;
    let ask = move |event: leptos::ev::Event| {
        search.asked.set(event_target_value(&event).trim().to_owned());
        session.start_job(Job::Search);
    };
    // What changed since it was left, and what was read in another language, is read again.
    Effect::new(move |_| {
        session.language.track();
        if search.asked.with_untracked(|asked| !asked.is_empty()) {
            session.start_job(Job::Search);
        }
    });
    let asked = search.asked.get_untracked();
    let found = move || {
        if search.asked.with(String::is_empty) {
            return None;
        }
        let language = session.language.get();
        let found = search.found.get();
        let (read, all) = found.read;
        let words = match (read < all, found.hits.len()) {
            (true, _) => msg!("Reading {0} of {1} incidents…", "正在读取 {1} 个事件中的第 {0} 个……")
                .fill(language, &[&read.to_string(), &all.to_string()]),
            (false, 0) => msg!("Found in no incident", "没有事件包含此内容").get(language).to_owned(),
            (false, count) => msg!("Incidents found: {0}", "找到 {0} 个事件").fill(language, &[&count.to_string()]),
        };
        let exercise = |id: &Id| session.board.with(|board| board.iter().any(|line| line.exercise && line.id == *id));
        let hits: Vec<AnyView> = found.hits.iter().map(|one| hit(session, one, exercise(&one.id))).collect();
        Some(view! {
            <p class="muted" role="status">{words}</p>
            <ul class="rows">{hits}</ul>
        })
    };
    view! {
        <div class="field screen-only" role="search">
            <label class="field-label" for="search">{t(msg!("Search all incidents", "搜索所有事件"))}</label>
            <input class="field-input" id="search" type="search" autocomplete="off" value=asked on:input=ask />
            {found}
        </div>
    }
    .into_any()
}

fn hit(session: Session, hit: &Hit, exercise: bool) -> AnyView {
    let language = session.language.get_untracked();
    let in_title = hit.lines.is_empty();
    let tab = if in_title { IncidentTab::Playbook } else { IncidentTab::Timeline };
    let carry = move |_| {
        if !in_title {
            session.search.carried.set_value(session.search.asked.get_untracked());
        }
    };
    let href = Route::Incident(hit.id.clone(), tab, None).href();
    let title = match hit.title.is_empty() {
        true => hit.id.short().to_owned(),
        false => stored(&hit.title),
    };
    let title = match exercise {
        true => EXERCISE.fill(language, &[&title]),
        false => title,
    };
    let lines: Vec<AnyView> =
        hit.lines.iter().map(|line| view! { <p class="small muted">{stored(line)}</p> }.into_any()).collect();
    view! { <li class="row"><div><a href=href on:click=carry>{title}</a>{lines}</div></li> }.into_any()
}
