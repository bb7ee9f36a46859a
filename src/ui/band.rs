//! The handling band: how what is on the page is to be handled.

use super::widget::text::t;
use crate::language::Language;
use crate::language::codes::{Named, tlp_meaning};
use crate::record::codes::Tlp;
use crate::report::html::WATERMARK;
use crate::session::{Route, Session};
use crate::ui::markup::prelude::*;

/// How what is on the page is to be handled.
#[derive(Clone, PartialEq)]
struct Handling {
    tlp: Tlp,
    privileged: bool,
    exercise: bool,
    held: bool,
    /// The strictest of everything in this browser, not the mark of one incident.
    of_all: bool,
}

/// The handling band: marking, privilege, exercise. First on the screen and on every printed page. Pages that are about
/// no single incident bear the strictest mark of all that this browser holds.
pub fn band(session: Session) -> AnyView {
    let shown = Memo::new(move |_| match session.route.get() {
        Route::Incident(..) => session.opened.with(|opened| {
            let incident = &opened.as_ref()?.incident;
            Some(Handling {
                tlp: incident.marking(),
                privileged: incident.is_privileged(),
                exercise: incident.is_exercise(),
                held: incident.is_held(),
                of_all: false,
            })
        }),
        _ => session.board.with(|board| {
            Some(Handling {
                tlp: board.iter().map(|line| line.tlp).min()?,
                privileged: board.iter().any(|line| line.privileged),
                exercise: false,
                held: false,
                of_all: true,
            })
        }),
    });
    let band = move || {
        shown.get().map(|Handling { tlp, privileged, exercise, held, of_all }| {
            let meaning = match of_all {
                true => msg!("The strictest mark of what this browser holds", "此浏览器所存内容中最严格的标记"),
                false => tlp_meaning(tlp),
            };
            view! {
                <section class="band" aria-label=t(msg!("Handling", "处理要求"))>
                    <strong class="tlp" data-tlp=tlp.code().replace('_', "-")>{tlp.name().get(Language::English)}</strong>
                    {privileged.then(|| view! { <span class="band-mark">{t(msg!("Legally privileged", "受法律特权保护"))}</span> })}
                    {held.then(|| view! { <span class="band-mark">{t(msg!("Legal hold", "法律保全"))}</span> })}
                    {exercise.then(|| view! {
                        <span class="exercise">{t(msg!("Exercise, not a real incident", "演练，不是真实事件"))}</span>
                        <div class="watermark" data-word=WATERMARK aria-hidden="true"></div>
                    })}
                    <span>{t(meaning)}</span>
                </section>
            }
        })
    };
    view! { {band} }.into_any()
}
