//! What is known: every fact of the incident in working order, with who recorded it, when, and what stood before.

mod assess;
mod opening;
mod plan;
pub mod register;
mod restore;
pub mod said;
pub mod section;

use super::deadlines::opened_form;
use super::look;
use crate::browser::page;
use crate::session::{IncidentTab, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::text::t;
use said::Said;
use section::Section;

/// The sections in working order; what registers of a place hold stands behind what it belongs to.
fn all() -> Vec<Section> {
    let parts: [(&[Section], &str); 6] = [
        (&[opening::REPORT, opening::ESCALATIONS, assess::SEVERITY], ""),
        (&[assess::SEATS], "people"),
        (&[assess::SERVICES], "facts"),
        (&[assess::EVIDENCE], "evidence"),
        (&[assess::CLASSIFICATION, plan::PLAN], "plan"),
        (&[restore::EVICTION, restore::SECURE_STATES], "restore"),
    ];
    let mut sections = Vec::new();
    for (own, place) in parts {
        sections.extend_from_slice(own);
        sections.extend(register::sections(place));
    }
    sections.extend([restore::ATTESTATIONS, restore::WATCHES, opening::LINKS]);
    sections
}

/// Draws the tab.
pub fn facts(session: Session) -> AnyView {
    let tab = IncidentTab::Facts;
    let sections: Vec<(Section, Memo<Vec<Said>>)> =
        all().into_iter().map(|section| (section, section.said(session))).collect();
    let contents = contents(session, &sections);
    let sections: Vec<AnyView> = sections.into_iter().map(|(section, said)| section.view(session, tab, said)).collect();
    let closed = look(session, |one| one.incident.standing.is_closed());
    let notice = move || {
        closed.get().then(|| {
            view! {
                <p class="muted">{t(msg!(
                    "The incident is closed. Reopen it on the playbook to record further facts.",
                    "事件已关闭。如需继续记录事实，请先在处置手册中重新打开。",
                ))}</p>
            }
        })
    };
    view! {
        <div class="desk">
            <div class="desk-main stack-wide">
                {opened_form(session, tab)}
                {notice}
                {sections}
            </div>
            {contents}
        </div>
    }
    .into_any()
}

/// How much each section holds, and the way there.
pub fn contents(session: Session, sections: &[(Section, Memo<Vec<Said>>)]) -> AnyView {
    let contents: Vec<AnyView> = sections.iter().map(|(section, said)| content(session, *section, *said)).collect();
    view! {
        <aside class="desk-side wide-only screen-only" aria-labelledby="facts-contents">
            <div>
                <h2 id="facts-contents">{t(msg!("On this page", "本页内容"))}</h2>
                <ul>{contents}</ul>
            </div>
        </aside>
    }
    .into_any()
}

/// A line of the contents: how much its section holds, and the way there.
fn content(session: Session, section: Section, said: Memo<Vec<Said>>) -> AnyView {
    let count = Memo::new(move |_| said.with(|said| said.iter().filter(|one| one.is_recorded()).count()));
    let jump = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        page::focus(section.id);
    };
    let state = move || if count.get() > 0 { "met" } else { "missing" };
    let shape = move || mark(if count.get() > 0 { Mark::Tick } else { Mark::Box });
    let words = move || match count.get() {
        0 => msg!("nothing yet", "尚无").get(session.language.get()).to_owned(),
        count => msg!("{0} recorded", "已记录 {0} 项").fill(session.language.get(), &[&count.to_string()]),
    };
    view! {
        <li class="gate-need" data-state=state>
            {shape}
            <span><a href="#" on:click=jump>{t(section.title)}</a>" "<span class="gate-who">{words}</span></span>
        </li>
    }
    .into_any()
}
