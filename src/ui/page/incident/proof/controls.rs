//! The control map: both editions of the sources' audit table, what the organisation added, and what in this record
//! evidences each control.

use super::super::look;
use crate::assurance::{Group, OwnControl, control_map, evidence_by};
use crate::language::codes::COLON;
use crate::language::{Language, Msg};
use crate::notice::control_pack::{OWN_CONTROLS, own_words, told};
use crate::session::{IncidentTab, OpenIncident, Route, Session};
use crate::ui::markup::prelude::*;
use crate::ui::page::incident::timeline::EVENT;
use crate::ui::widget::folds::{Fold, fold};
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::select::select;
use crate::ui::widget::text::{b, t};

/// Draws the map.
pub fn controls(session: Session) -> AnyView {
    let map = control_map();
    let chosen = RwSignal::new(String::new());
    let own = RwSignal::new(Vec::<OwnControl>::new());
    leptos::task::spawn_local(async move {
        let found = session.own_controls().await;
        // The tab may have been left meanwhile.
        let _ = own.try_set(found);
    });
    let save = move |_| leptos::task::spawn_local(async move { session.save_control_pack().await });
    let about = move || {
        let language = session.language.get();
        let mut lines: Vec<AnyView> = Vec::new();
        for edition in &map.editions {
            let [title, known] = [&edition.title, &edition.known].map(|words| language.pick(words));
            let words =
                msg!("{0}; as of {1}. {2}", "{0}；截至 {1}。{2}").fill(language, &[title, &edition.as_of, known]);
            lines.push(view! { <li>{words}</li> }.into_any());
        }
        for flag in &map.flags {
            let words = [language.pick(&flag.name), COLON.get(language), language.pick(&flag.reason)].concat();
            lines.push(view! { <li>{words}</li> }.into_any());
        }
        lines
    };
    let groups: Vec<AnyView> = map.groups.iter().map(|group| group_view(session, group, chosen, own)).collect();
    view! {
        <section class="section told" aria-labelledby="proof-controls">
            <div class="section-head">
                <h2 id="proof-controls">{t(msg!("Control map", "控制项对照表"))}</h2>
                <button class="button" type="button" on:click=save>{t(msg!("Save the control-evidence pack", "保存控制证据包"))}</button>
            </div>
            <p>{t(msg!(
                "Which audited controls this record speaks to, and what it holds for each. It never says that a control is met.",
                "本记录涉及哪些受审计的控制项，以及各项所对应的内容。此处不对控制项是否达标作出结论。",
            ))}</p>
            <ul class="small muted plain-list">{about}</ul>
            {select("proof-filter", msg!("Edition, service or framework", "版本、服务或框架"), offered, chosen)}
            <ul class="rows">{groups}</ul>
            {others(session, own)}
        </section>
    }
    .into_any()
}

/// Which rows of the tables may be chosen.
fn offered(language: Language) -> Vec<(String, String)> {
    let map = control_map();
    let mut all = vec![(String::new(), msg!("All", "全部").get(language).to_owned())];
    for edition in &map.editions {
        all.push((edition.code.clone(), language.pick(&edition.short).to_owned()));
    }
    for one in map.choices() {
        all.push((one.to_owned(), one.to_owned()));
    }
    all
}

/// The controls of a group, and beside them what evidences all of them.
fn group_view(
    session: Session,
    group: &'static Group,
    chosen: RwSignal<String>,
    own: RwSignal<Vec<OwnControl>>,
) -> AnyView {
    let found = look(session, move |one| found(session, one, group));
    let evidence = move || {
        let found = found.get();
        match found.is_empty() {
            true => view! { <p class="missing">{b(&control_map().nothing)}</p> }.into_any(),
            false => found.into_iter().map(fold).collect::<Vec<AnyView>>().into_any(),
        }
    };
    let shown = move || {
        let controls = chosen.with(|chosen| own.with(|own| listed(session.language.get(), group, chosen, own)));
        match controls.is_empty() {
            true => ().into_any(),
            false => view! { <li class="row"><div class="stack">{controls}</div><div>{evidence}</div></li> }.into_any(),
        }
    };
    view! { {shown} }.into_any()
}

/// The evidence, kind by kind, each piece with the way to where it is told.
fn found(session: Session, one: &OpenIncident, group: &'static Group) -> Vec<Fold> {
    let language = session.language.get();
    let mut all = Vec::new();
    for evidence in evidence_by(&group.kinds, &one.incident) {
        let count = evidence.events.len().to_string();
        let mut things = Vec::new();
        for id in evidence.events {
            let Some(event) = one.log.get(id) else { continue };
            let named = [EVENT, ":", id.as_str()].concat();
            let href = Route::Incident(one.id.clone(), IncidentTab::Timeline, Some(named)).href();
            let offset = session.offset_at(event.header.recorded);
            things.push([href, told((language, offset), session.rules(), event, &one.incident), String::new()]);
        }
        all.push(([language.pick(&evidence.kind.name), COLON.get(language), &count].concat(), things));
    }
    all
}

/// The controls of a group that the chosen rows name, with those rows and the organisation's own.
fn listed(language: Language, group: &'static Group, chosen: &str, own: &[OwnControl]) -> Vec<AnyView> {
    let map = control_map();
    let mut all = Vec::new();
    for control in &group.controls {
        let mut rows: Vec<AnyView> = Vec::new();
        for (edition, row) in map.rows_of(&control.id, chosen) {
            let mut parts = vec![language.pick(&edition.short), row.framework.as_str(), &row.service];
            parts.extend(row.enclosed.as_ref().map(|text| language.pick(text)));
            parts.push(&row.date);
            let before = parts.len();
            parts.extend(map.flags(edition, row).map(|flag| language.pick(&flag.name)));
            // All are historical; what is more is said with a shape.
            let suspect =
                (parts.len() > before + 1).then(|| view! { <span class="is-soon">{mark(Mark::Triangle)}" "</span> });
            rows.push(view! { <li>{suspect}{parts.join(" · ")}</li> }.into_any());
        }
        if rows.is_empty() {
            continue;
        }
        for one in own.iter().filter(|one| one.is(&control.id)) {
            rows.push(view! { <li>{own_words(language, one)}</li> }.into_any());
        }
        let name = [control.id.as_str(), " ", language.pick(&control.title)].concat();
        all.push(view! { <div><h3>{name}</h3><ul class="plain-list small muted">{rows}</ul></div> }.into_any());
    }
    all
}

/// The organisation's controls that no table names, and the way to add one.
fn others(session: Session, own: RwSignal<Vec<OwnControl>>) -> AnyView {
    const NONE: Msg = msg!("None but those of the tables", "除上表所列外没有其他控制项");
    let lines = move || {
        let language = session.language.get();
        let mut lines: Vec<AnyView> = Vec::new();
        own.with(|own| {
            for one in own.iter().filter(|one| !one.is_listed()) {
                lines.push(view! { <li>{own_words(language, one)}</li> }.into_any());
            }
        });
        match lines.is_empty() {
            true => view! { <p class="missing">{t(NONE)}</p> }.into_any(),
            false => view! { <ul class="plain-list">{lines}</ul> }.into_any(),
        }
    };
    let href = Route::readiness(Some("entry:control".to_owned())).href();
    view! {
        <div class="section-head">
            <h3>{t(OWN_CONTROLS)}</h3>
            <a class="button" role="button" href=href>{t(msg!("Add a control or a report date", "添加控制项或报告日期"))}</a>
        </div>
        <p class="small muted">{t(msg!(
            "Kept under Readiness for all incidents. With the id of a control above, a date stands there and takes its evidence from there.",
            "登记在“准备状态”中，所有事件共用。若编号与上表某控制项相同，则列于该项之下，证据同该项。",
        ))}</p>
        {lines}
    }
    .into_any()
}
