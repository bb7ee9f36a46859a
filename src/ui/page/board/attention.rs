//! What wants attention beside the clocks: reviews that are overdue, people who lead several open incidents at once.

use crate::exchange::summary::{Summary, overload};
use crate::language::format;
use crate::record::time::{MINUTE, Timestamp};
use crate::session::{IncidentTab, Route, Session};
use crate::ui::markup::prelude::*;
use crate::ui::page::incident::READINESS;
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::text::stored;

/// Draws it; nothing where nothing does. Exercises are kept apart, as with the clocks.
pub fn attention(session: Session) -> AnyView {
    // Looked at once a minute, not at every tick.
    let minute = Memo::new(move |_| Timestamp(session.now.get().0.div_euclid(MINUTE) * MINUTE));
    let found = Memo::new(move |_| session.board.with(|board| found(session, board, minute.get())));
    let shown = move || {
        let mut lines: Vec<AnyView> = Vec::new();
        for line in found.get() {
            let (href, words) = line.split_once(' ').unwrap_or_default();
            let (href, words) = (href.to_owned(), stored(words));
            let shown = match href.is_empty() {
                true => view! { <span>{words}</span> }.into_any(),
                false => view! { <a href=href>{words}</a> }.into_any(),
            };
            lines.push(
                view! { <li class="gate-need" data-state="missing">{mark(Mark::Triangle)}{shown}</li> }.into_any(),
            );
        }
        (!lines.is_empty()).then(|| view! { <ul>{lines}</ul> })
    };
    view! { {shown} }.into_any()
}

/// Each in words; before them, and a blank, where it leads, if anywhere.
fn found(session: Session, board: &[Summary], now: Timestamp) -> Vec<String> {
    let language = session.language.get();
    let mut found = Vec::new();
    for line in board.iter().filter(|line| line.has_overdue_review(now)) {
        // One due on a day is overdue from the next.
        let due = line.review.unwrap_or(now).plus(-1);
        let date = format::date(language, due.civil(session.offset_at(due)));
        let words = match line.overdue_reviews(now) {
            ..=1 => msg!("Review overdue, due {0}: {1}", "复核已逾期，应于 {0}前完成：{1}"),
            _ => msg!("{2} reviews overdue, the first due {0}: {1}", "{2} 项复核已逾期，最早应于 {0}前完成：{1}"),
        };
        let count = line.overdue_reviews(now).to_string();
        let href = Route::Incident(line.id.clone(), IncidentTab::Review, None).href();
        let title = if line.is_organisation() { READINESS.get(language) } else { &line.title };
        found.push([&href, " ", &words.fill(language, &[&date, title, &count])].concat());
    }
    for one in overload(board) {
        let words = msg!("{0} leads {1} open incidents at once", "{0} 同时负责 {1} 个未关闭的事件");
        let count = one.incidents.len().to_string();
        found.push([" ", &words.fill(language, &[one.person, &count])].concat());
    }
    found
}
