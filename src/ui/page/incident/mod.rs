//! An incident: its header, its tabs, the quick log.

mod deadlines;
mod facts;
mod gate;
mod header;
mod notices;
mod playbook;
mod quick_log;
mod readiness;
mod record;
mod review;
mod timeline;

pub use deadlines::profile_questions;

use crate::language::Msg;
use crate::record::organisation;
use crate::session::{IncidentTab, Route, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::text::t;

/// The name of the page of the organisation.
pub const READINESS: Msg = msg!("Readiness", "准备状态");

/// Draws the incident page. The tab changes inside it; header and quick log stay as they are.
pub fn incident(session: Session) -> AnyView {
    let tab = Memo::new(move |_| match session.route.get() {
        Route::Incident(_, tab, _) => tab,
        _ => IncidentTab::Playbook,
    });
    // Of its own, so that nothing around a tab is drawn anew when the tab changes.
    let organisation =
        Memo::new(move |_| matches!(session.route.get(), Route::Incident(id, ..) if organisation::is(&id)));
    // The one the route names, not the one that may still be open from before.
    let state = Memo::new(move |_| {
        let Route::Incident(id, ..) = session.route.get() else { return None };
        session
            .opened
            .with(|opened| opened.as_ref().filter(|one| one.id == id).map(|one| (one.id.clone(), one.missing)))
    });
    let body = move || match tab.get() {
        IncidentTab::Playbook => playbook::playbook(session),
        IncidentTab::Timeline => timeline::timeline(session),
        IncidentTab::Facts => facts::facts(session),
        IncidentTab::Deadlines => deadlines::deadlines(session),
        IncidentTab::Notices => notices::notices(session),
        IncidentTab::Review => review::review(session),
        IncidentTab::Record => record::record(session),
        IncidentTab::Readiness => readiness::readiness(session),
    };
    let shown = move || {
        match state.get().map(|(_, missing)| missing) {
        None => view! {
            <main class="page" id="main" tabindex="-1"><p class="muted" role="status">{t(msg!("Opening the record…", "正在打开记录……"))}</p></main>
        }
        .into_any(),
        Some(true) => view! {
            <main class="page" id="main" tabindex="-1">
                <h1>{t(msg!("This incident is not in this browser", "此浏览器中没有这个事件"))}</h1>
                <p>{t(msg!("It may have been purged, or be on another machine. Import its file to work on it here.", "它可能已被彻底清除，或在另一台设备上。导入其文件即可在此继续。"))}</p>
                <p><a href="#/">{t(msg!("Board", "总览"))}</a></p>
            </main>
        }
        .into_any(),
        Some(false) if organisation.get() => view! {
            <main class="page" id="main" tabindex="-1">
                <h1>{t(READINESS)}</h1>
                {header::tabs(session, &IncidentTab::OF_ORGANISATION)}
                {body}
            </main>
        }
        .into_any(),
        Some(false) => view! {
            {header::header(session)}
            <main class="page" id="main" tabindex="-1">{body}</main>
            {quick_log::quick_log(session)}
        }
        .into_any(),
    }
    };
    view! { {shown} }.into_any()
}

/// A look at the open incident that is made anew only when its result changes.
pub fn look<T, F>(session: Session, read: F) -> Memo<T>
where
    T: PartialEq + Default + Send + Sync + 'static,
    F: Fn(&crate::session::OpenIncident) -> T + Send + Sync + 'static,
{
    Memo::new(move |_| session.opened.with(|opened| opened.as_ref().map(&read)).unwrap_or_default())
}
