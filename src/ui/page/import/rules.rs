//! Rules of law and contract as a file: what a newer pack changes and which open incidents move, before it is in force.

use super::Taken;
use super::reading::{Reading, preview_rules};
use crate::browser::page;
use crate::deadline::built_in::edition;
use crate::deadline::in_force::Rules;
use crate::deadline::update::{Move, UNREADABLE};
use crate::language::Msg;
use crate::language::codes::stage_words;
use crate::language::pack_update::{Told, by, changes};
use crate::notice::content::item;
use crate::session::{RulesPreview, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::text::t;

/// Which rules are in force, and why imported ones are not; reactive.
pub fn state_words(session: Session) -> String {
    let (language, rules, aside) = (session.language.get(), session.rules(), session.rules_aside.get());
    let msg = match (rules.is_imported(), aside.as_str()) {
        (true, _) => msg!(
            "In force: edition {0}, imported from a file. Edition {1} came with this version.",
            "现行：版本 {0}，由文件导入。本程序自带版本 {1}。",
        ),
        (_, "") => msg!("In force: edition {0}, which came with this version.", "现行：版本 {0}，为本程序自带。"),
        (_, UNREADABLE) => msg!(
            "In force: edition {0}, which came with this version. The imported rules stored here cannot be used.",
            "现行：版本 {0}，为本程序自带。此处存储的已导入规则无法使用。",
        ),
        _ => msg!(
            "In force: edition {0}, which came with this version. The imported edition {2} is not newer and no longer in force.",
            "现行：版本 {0}，为本程序自带。已导入的版本 {2} 并不更新，不再适用。",
        ),
    };
    msg.fill(language, &[&rules.edition(), &edition(), &aside])
}

/// The rules in force, with the way to a file of them and back to the built-in ones.
pub fn in_force(session: Session, reading: RwSignal<Reading>) -> AnyView {
    let save = move |_| leptos::task::spawn_local(async move { session.save_rules().await });
    let back = move |_| {
        let name = msg!("Built-in rules", "内置规则").get(session.language.get_untracked());
        leptos::task::spawn_local(preview_rules(session, reading, name.to_owned(), None));
    };
    let put_back = move || {
        session.rules_aside.track();
        session.rules().is_imported().then(|| {
            view! { <button class="button" type="button" on:click=back>{t(msg!("Go back to the built-in rules…", "恢复内置规则……"))}</button> }
        })
    };
    view! {
        <section class="section" aria-labelledby="rules">
            <h2 id="rules">{t(msg!("Rules of law and contract", "法律与合同规定"))}</h2>
            <p>{move || state_words(session)}</p>
            <p class="small muted">{t(msg!(
                "Save them to a file, have a lawyer change them and give them a later edition, and import the file above.",
                "可将其保存到文件，由律师修改并标上更晚的版本日期，再在上方导入。",
            ))}</p>
            <div class="form-actions">
                <button class="button" type="button" on:click=save>{t(msg!("Save rules to file", "将规则保存到文件"))}</button>
                {put_back}
            </div>
        </section>
    }
    .into_any()
}

pub(super) const WOULD_CHANGE: Msg = msg!("What would change", "将有何变化");

/// What the file changes and which open incidents move. Drawn anew in the other language.
pub(super) fn difference(session: Session, name: &str, preview: &RulesPreview) -> AnyView {
    let language = session.language.get();
    let (held, pack) = (session.pack(), preview.pack());
    let head = msg!("{0}: from edition {1} to edition {2}, as of {3}", "{0}：由版本 {1} 变为版本 {2}，截至 {3}")
        .fill(language, &[name, &held.edition, &pack.edition, &pack.as_of]);
    let when = |at: Option<_>| match at {
        Some(at) => session.when(at),
        None => msg!("not counted", "不计算").get(language).to_owned(),
    };
    let line = |one: &Move| {
        let rules = Rules::of(if one.new.is_some() { &pack } else { held });
        let name = stage_words(language, rules, &one.regime, &one.stage);
        msg!("{0}: {1} → {2}, {3}", "{0}：{1} → {2}，{3}")
            .fill(language, &[&name, &when(one.old), &when(one.new), &by(language, one)])
    };
    let mut moved = Vec::new();
    for (id, title, moves) in &preview.moved {
        let title = if title.is_empty() { id.short() } else { title };
        moved.push(Told { title: title.to_owned(), lines: moves.iter().map(line).collect() });
    }
    if moved.is_empty() {
        let none = msg!("No deadline of an open incident moves.", "没有任何未结事件的时限变动。").get(language);
        moved.push(Told { title: none.to_owned(), lines: Vec::new() });
    }
    let rows = changes(language, held, &pack, |code| item(code).map(|item| item.name));
    let title = msg!("Rules that change ({0})", "变更的规定（{0}）").fill(language, &[&rows.len().to_string()]);
    view! {
        <p class="small muted">{head}</p>
        <h3>{t(msg!("Open incidents whose deadlines move", "时限变动的未结事件"))}</h3>
        {list(moved)}
        <h3>{title}</h3>
        {list(rows)}
    }
    .into_any()
}

/// The difference, and the button that puts the file in force.
pub(super) fn summary(
    session: Session,
    name: &str,
    preview: &RulesPreview,
    reading: RwSignal<Reading>,
    taken: RwSignal<Taken>,
) -> AnyView {
    let put = move |_| {
        let chosen = reading.with_untracked(|reading| match reading {
            Reading::Rules(_, preview) => Some(preview.text.clone()),
            _ => None,
        });
        let Some(text) = chosen else { return };
        if matches!(taken.get_untracked(), Taken::Underway) {
            return;
        }
        taken.set(Taken::Underway);
        leptos::task::spawn_local(async move {
            taken.set(match session.put_in_force(text).await {
                Ok(edition) => Taken::InForce(edition),
                Err(error) => Taken::Refused(error),
            });
            request_animation_frame(|| {
                page::focus("import-outcome");
            });
        });
    };
    view! {
        <section class="section stack" aria-labelledby="import-summary">
            <h2 id="import-summary" tabindex="-1">{t(WOULD_CHANGE)}</h2>
            {difference(session, name, preview)}
            <div class="form-actions">
                <button class="button button-primary" type="button" on:click=put>{t(msg!("Put in force", "使之生效"))}</button>
                <button class="button" type="button" on:click=move |_| reading.set(Reading::Nothing)>{t(msg!("Cancel", "取消"))}</button>
            </div>
        </section>
    }
    .into_any()
}

/// A list of titles, each over its own lines.
pub(super) fn list(all: Vec<Told>) -> AnyView {
    let mut rows = Vec::new();
    for told in all {
        let lines: Vec<AnyView> = told.lines.into_iter().map(|line| view! { <li>{line}</li> }.into_any()).collect();
        rows.push(view! { <li><strong>{told.title}</strong><ul class="plain-list small">{lines}</ul></li> }.into_any());
    }
    view! { <ul class="plain-list stack">{rows}</ul> }.into_any()
}
