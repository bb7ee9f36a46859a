//! What wants attention beside the clocks: reviews that are overdue, people who lead several open incidents at once.

use crate::exchange::summary::Summary;
use crate::language::format;
use crate::readiness::overload::overloaded;
use crate::record::id::Id;
use crate::record::time::{MINUTE, Timestamp};
use crate::session::{IncidentTab, Route, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::folds::{Fold, fold};
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::text::t;

/// Draws it; nothing where nothing does.
pub fn attention(session: Session) -> AnyView {
    // Looked at once a minute, not at every tick.
    let minute = Memo::new(move |_| Timestamp(session.now.get().0.div_euclid(MINUTE) * MINUTE));
    let found = Memo::new(move |_| session.board.with(|board| found(session, board, minute.get())));
    let shown = move || {
        let mut lines: Vec<AnyView> = Vec::new();
        for one in found.get() {
            let line = view! { <li class="gate-need" data-state="missing">{mark(Mark::Triangle)}{fold(one)}</li> };
            lines.push(line.into_any());
        }
        match lines.is_empty() {
            true => ().into_any(),
            false => view! {
                <section class="told" aria-labelledby="attention">
                    <h2 id="attention">{t(msg!("Needs attention", "需要关注"))}</h2>
                    <ul>{lines}</ul>
                </section>
            }
            .into_any(),
        }
    };
    view! { {shown} }.into_any()
}

fn thing(line: &Summary, tab: IncidentTab, more: String) -> [String; 3] {
    [Route::Incident(line.id.clone(), tab, None).href(), line.title.clone(), more]
}

/// Exercises are kept apart, as with the clocks.
fn found(session: Session, board: &[Summary], now: Timestamp) -> Vec<Fold> {
    let language = session.language.get();
    let (mut all, mut overdue, mut leads) = (Vec::new(), 0, Vec::<(&Id, &str)>::new());
    let mut late = Vec::new();
    for line in board.iter().filter(|line| !line.exercise) {
        if line.is_open() {
            leads.push((&line.id, line.lead.as_str()));
        }
        if let Some((count, first)) = line.overdue_reviews(now) {
            overdue += count;
            // One due on a day is overdue from the next.
            let last = first.plus(-1);
            let date = format::date(language, last.civil(session.offset_at(last)));
            let more = msg!("{0}, the first due {1}", "{0} 项，最早一项应于 {1}前复核");
            late.push(thing(line, IncidentTab::Review, more.fill(language, &[&count.to_string(), &date])));
        }
    }
    if overdue > 0 {
        let words = msg!("Reviews overdue: {0}", "复核已逾期：{0} 项");
        all.push((words.fill(language, &[&overdue.to_string()]), late));
    }
    for one in overloaded(&leads) {
        let words = msg!("{0} leads {1} open incidents at once", "{0} 同时负责 {1} 个未关闭的事件");
        let words = words.fill(language, &[one.person, &one.incidents.len().to_string()]);
        let led = board.iter().filter(|line| one.incidents.contains(&&line.id));
        all.push((words, led.map(|line| thing(line, IncidentTab::Playbook, String::new())).collect()));
    }
    all
}
