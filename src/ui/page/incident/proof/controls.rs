//! The control map: both editions of the sources' audit table, what the organisation added, and what in this record
//! evidences each control.

use crate::assurance::{Part, control_map, evidence_by};
use crate::language::Language;
use crate::notice::control_pack::{OWN_CONTROLS, audits, counted, notes, others, pick, told};
use crate::session::{OpenIncident, Route, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::select::select;
use crate::ui::widget::text::{stored, t};

/// Draws the map.
pub fn controls(session: Session) -> AnyView {
    let chosen = RwSignal::new(String::new());
    let own = RwSignal::new(Vec::<String>::new());
    leptos::task::spawn_local(async move {
        let found = session.own_controls().await;
        // The tab may have been left meanwhile.
        let _ = own.try_set(found);
    });
    let save = move |_| own.with_untracked(|own| session.save_control_pack(own));
    // Drawn anew whenever the record changes: on this tab that is seldom.
    let map = move || {
        let language = session.language.get();
        let mut rows: Vec<AnyView> = Vec::new();
        let (chosen, own) = (chosen.get(), own.get());
        session.opened.with(|one| {
            for group in control_map().list("groups") {
                let mut controls: Vec<AnyView> = Vec::new();
                for control in group.list("controls") {
                    let code = control.text("code");
                    let rows = audits(language, code, &chosen, &own);
                    if !rows.is_empty() {
                        let name = [code, " ", pick(language, control, "name")].concat();
                        controls.push(view! { <div><h3>{name}</h3>{lines(rows)}</div> }.into_any());
                    }
                }
                if let (Some(one), false) = (one, controls.is_empty()) {
                    let found = found(session, language, one, group);
                    let row = view! { <li class="row"><div class="stack">{controls}</div><div>{found}</div></li> };
                    rows.push(row.into_any());
                }
            }
        });
        let others = others(language, &own);
        if !others.is_empty() {
            let row = view! { <li class="row"><h3>{OWN_CONTROLS.get(language)}</h3>{lines(others)}</li> };
            rows.push(row.into_any());
        }
        view! { {lines(notes(language))}<ul class="rows">{rows}</ul> }
    };
    let href = Route::readiness(Some("entry:control".to_owned())).href();
    view! {
        <section class="section told" aria-labelledby="proof-controls">
            <div class="section-head">
                <h2 id="proof-controls">{t(msg!("Control map", "控制项对照表"))}</h2>
                <span class="line">
                    <a class="button" role="button" href=href>{t(msg!("Add a control or a report date", "添加控制项或报告日期"))}</a>
                    <button class="button" type="button" on:click=save>{t(msg!("Save the control-evidence pack", "保存控制证据包"))}</button>
                </span>
            </div>
            <p>{t(msg!(
                "What this record holds for each audited control. It never says that a control is met.",
                "本记录中与各受审计控制项对应的内容。此处不对控制项是否达标作出结论。",
            ))}</p>
            <div class="line">{select("proof-filter", msg!("Edition, service or framework", "版本、服务或框架"), offered, chosen)}</div>
            {map}
        </section>
    }
    .into_any()
}

fn lines(all: Vec<String>) -> AnyView {
    let mut lines: Vec<AnyView> = Vec::new();
    for words in all {
        lines.push(view! { <li>{stored(&words)}</li> }.into_any());
    }
    view! { <ul class="plain-list small muted">{lines}</ul> }.into_any()
}

/// By what the rows of the tables may be chosen.
fn offered(session: Session) -> Vec<(String, String)> {
    let (language, map) = (session.language.get(), control_map());
    let mut all = vec![(String::new(), msg!("All", "全部").get(language).to_owned())];
    for one in map.choices() {
        let edition = map.list("editions").find(|edition| edition.text("code") == one);
        all.push((one.to_owned(), edition.map_or(one, |edition| pick(language, edition, "short")).to_owned()));
    }
    all
}

/// What evidences the controls of a group, kind by kind, each folding out to its pieces.
fn found(session: Session, language: Language, one: &OpenIncident, group: Part) -> Vec<AnyView> {
    let mut all = Vec::new();
    for evidence in evidence_by(group, &one.incident) {
        let mut pieces = Vec::new();
        for event in evidence.events.iter().filter_map(|id| one.log.get(id)) {
            let offset = session.offset_at(event.header.recorded);
            pieces.push(told((language, offset), session.rules(), event, &one.incident));
        }
        let words = counted(language, &evidence);
        all.push(view! { <details><summary>{words}</summary>{lines(pieces)}</details> }.into_any());
    }
    if all.is_empty() {
        let nothing = pick(language, control_map(), "nothing");
        all.push(view! { <p class="missing">{nothing}</p> }.into_any());
    }
    all
}
