//! The organisation: services and their teams, roster, contacts, training, exercises. Kept as a record of its own.

use super::deadlines::opened_form;
use super::facts::{contents, register};
use crate::session::{IncidentTab, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::text::t;

/// Draws the page.
pub fn readiness(session: Session) -> AnyView {
    let tab = IncidentTab::Readiness;
    let sections: Vec<_> = register::sections("readiness").map(|section| (section, section.said(session))).collect();
    let contents = contents(session, &sections);
    let sections: Vec<AnyView> = sections.into_iter().map(|(section, said)| section.view(session, tab, said)).collect();
    view! {
        <div class="desk">
            <div class="desk-main stack-wide">
                <h1>{t(msg!("Readiness", "准备状态"))}</h1>
                <p class="muted measure">{t(msg!(
                    "Who is reached for what, before anything happens. It is kept in this browser as a record of its own; a backup holds it.",
                    "事前明确何事找何人。内容作为独立记录保存在此浏览器中，备份时一并保存。",
                ))}</p>
                {opened_form(session, tab)}
                {sections}
            </div>
            {contents}
        </div>
    }
    .into_any()
}
