//! Rules of law and contract as a file: what a newer pack changes and which open incidents move, before it is in force.

use super::Taken;
use super::reading::{Reading, title_of};
use crate::browser::page;
use crate::deadline::built_in::edition;
use crate::deadline::in_force::Rules;
use crate::deadline::update::{Move, changes};
use crate::language::codes::stage_words;
use crate::language::pack_update::{by, told};
use crate::language::{Language, Msg};
use crate::notice::content::item;
use crate::session::{IncidentTab, Route, RulesPreview, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::text::{stored, t};

/// Which rules are in force, and why imported ones are not; reactive.
pub fn state_words(session: Session) -> String {
    let (language, rules) = (session.language.get(), session.rules.get());
    let own = edition();
    let state = match rules.is_imported() {
        true => Msg::new(
            "In force: edition {0}, imported from a file. Edition {1} came with this version.",
            "现行：版本 {0}，由文件导入。本程序自带版本 {1}。",
        ),
        false => Msg::new("In force: edition {0}, which came with this version.", "现行：版本 {0}，为本程序自带。"),
    };
    let state = state.fill(language, &[&rules.edition(), &own]);
    let aside = session.rules_aside.get().map(|aside| match aside.is_empty() {
        true => Msg::new("The imported rules stored here cannot be used.", "此处存储的已导入规则无法使用。")
            .get(language)
            .to_owned(),
        false => Msg::new(
            "The imported edition {0} is not newer: it is no longer in force.",
            "已导入的版本 {0} 并不更新，不再适用。",
        )
        .fill(language, &[&aside]),
    });
    [state, aside.unwrap_or_default()].join(" ")
}

/// The rules in force, with the way to a file of them and back to the built-in ones.
pub fn in_force(session: Session, reading: RwSignal<Reading>) -> AnyView {
    let save = move |_| leptos::task::spawn_local(async move { session.save_rules().await });
    let back = move |_| {
        leptos::task::spawn_local(async move {
            let preview = session.preview_built_in().await;
            let name = Msg::new("Built-in rules", "内置规则").get(session.language.get_untracked());
            if reading.try_set(Reading::Rules(name.to_owned(), preview)).is_none() {
                request_animation_frame(|| {
                    page::focus("import-summary");
                });
            }
        });
    };
    let put_back = move || {
        session.rules.get().is_imported().then(|| {
            view! { <button class="button" type="button" on:click=back>{t(Msg::new("Go back to the built-in rules…", "恢复内置规则……"))}</button> }
        })
    };
    view! {
        <section class="section" aria-labelledby="rules">
            <h2 id="rules">{t(Msg::new("Rules of law and contract", "法律与合同规定"))}</h2>
            <p>{move || state_words(session)}</p>
            <p class="small muted">{t(Msg::new(
                "Save them to a file, have a lawyer change them and give them a later edition, and import the file above.",
                "可将其保存到文件，由律师修改并标上更晚的版本日期，再在上方导入。",
            ))}</p>
            <div class="form-actions">
                <button class="button" type="button" on:click=save>{t(Msg::new("Save rules to file", "将规则保存到文件"))}</button>
                {put_back}
            </div>
        </section>
    }
    .into_any()
}

/// What the file changes, which open incidents move, and the button that puts it in force.
pub(super) fn summary(
    session: Session,
    name: &str,
    preview: &RulesPreview,
    reading: RwSignal<Reading>,
    taken: RwSignal<Taken>,
) -> AnyView {
    let held = session.pack();
    let head = {
        let values = [name.to_owned(), held.edition.clone(), preview.pack.edition.clone(), preview.pack.as_of.clone()];
        move || {
            let values = values.each_ref().map(String::as_str);
            Msg::new("{0}: from edition {1} to edition {2}, as of {3}", "{0}：由版本 {1} 变为版本 {2}，截至 {3}")
                .fill(session.language.get(), &values)
        }
    };
    let moved: Vec<AnyView> = preview.moved.iter().map(|one| incident(session, preview, one)).collect();
    let none = moved.is_empty().then(|| {
        view! { <p>{t(Msg::new("No deadline of an open incident moves.", "没有任何未结事件的时限变动。"))}</p> }
    });
    let pack = preview.pack.clone();
    let found = changes(held, &pack);
    let count = found.len().to_string();
    let rows = move || {
        let language = session.language.get();
        let row = |change| {
            let told = told(language, (held, &pack), change, |code| item(code).map(|item| item.name));
            let lines: Vec<AnyView> =
                told.lines.iter().map(|line| view! { <li>{line.clone()}</li> }.into_any()).collect();
            view! { <li><strong>{told.title.clone()}</strong><ul class="plain-list small">{lines}</ul></li> }.into_any()
        };
        found.iter().map(row).collect::<Vec<_>>()
    };
    let kept = StoredValue::new(preview.clone());
    let put = move |_| {
        if matches!(taken.get_untracked(), Taken::Underway) {
            return;
        }
        taken.set(Taken::Underway);
        leptos::task::spawn_local(async move {
            let preview = kept.get_value();
            let edition = preview.pack.edition.clone();
            taken.set(match session.put_in_force(preview).await {
                Ok(()) => Taken::InForce(edition),
                Err(error) => Taken::Refused(error),
            });
            request_animation_frame(|| {
                page::focus("import-outcome");
            });
        });
    };
    let title =
        move || Msg::new("Rules that change ({0})", "变更的规定（{0}）").fill(session.language.get(), &[&count]);
    view! {
        <section class="section stack" aria-labelledby="import-summary">
            <h2 id="import-summary" tabindex="-1">{t(Msg::new("What would change", "将有何变化"))}</h2>
            <p class="small muted">{head}</p>
            <h3>{t(Msg::new("Open incidents whose deadlines move", "时限变动的未结事件"))}</h3>
            {none}
            <ul class="rows">{moved}</ul>
            <h3>{title}</h3>
            <ul class="plain-list">{rows}</ul>
            <div class="form-actions">
                <button class="button button-primary" type="button" on:click=put>{t(Msg::new("Put in force", "使之生效"))}</button>
                <button class="button" type="button" on:click=move |_| reading.set(Reading::Nothing)>{t(Msg::new("Cancel", "取消"))}</button>
            </div>
        </section>
    }
    .into_any()
}

/// An incident and its deadlines that move.
fn incident(
    session: Session,
    preview: &RulesPreview,
    (id, title, moves): &(crate::record::id::Id, String, Vec<Move>),
) -> AnyView {
    let href = Route::Incident(id.clone(), IncidentTab::Deadlines, None).href();
    let (moves, pack) = (moves.clone(), preview.pack.clone());
    let rows = move || {
        let language = session.language.get();
        let row = |one: &Move| {
            let rules = if one.new.is_some() { Rules::of(&pack) } else { session.rules.get_untracked() };
            let when = |at: Option<_>| at.map_or_else(|| nothing(language), |at| session.when(at));
            let words = [when(one.old), when(one.new)].join(" → ");
            let name = stored(&stage_words(language, rules, &one.regime, &one.stage));
            view! { <li>{name}": "{words}" "<strong>{by(language, one)}</strong></li> }.into_any()
        };
        moves.iter().map(row).collect::<Vec<_>>()
    };
    view! { <li><a href=href>{title_of(session, title)}</a><ul class="plain-list small">{rows}</ul></li> }.into_any()
}

fn nothing(language: Language) -> String {
    Msg::new("not counted", "不计算").get(language).to_owned()
}
