//! What wants attention beside the clocks: reviews that are overdue, people who lead several open incidents at once.

use crate::exchange::summary::Summary;
use crate::language::format;
use crate::readiness::overload::overloaded;
use crate::record::id::Id;
use crate::record::time::{MINUTE, Timestamp};
use crate::session::{IncidentTab, Route, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::text::{stored, t};

/// An incident: which one, its title, and what else is to be told of it.
type Line<T> = (Id, String, T);

/// The incidents of one line, folded: where each leads, its title, what else is said.
type Fold = (String, Vec<(String, String, String)>);

/// Draws it; nothing where nothing does.
pub fn attention(session: Session) -> AnyView {
    // Each is worked out anew only when what it hangs on changes, not at every tick and not at every line that comes in.
    let minute = Memo::new(move |_| Timestamp(session.now.get().0.div_euclid(MINUTE) * MINUTE));
    let of_real = |line: &&Summary| !line.exercise && !line.is_organisation();
    let reviews = Memo::new(move |_| {
        let now = minute.get();
        let line = |line: &Summary| Some((line.id.clone(), line.title.clone(), line.overdue_reviews(now)?));
        session
            .board
            .with(|board| board.iter().filter(of_real).filter_map(line).collect::<Vec<Line<(usize, Timestamp)>>>())
    });
    let leads = Memo::new(move |_| {
        let line = |line: &Summary| (line.id.clone(), line.title.clone(), line.lead.clone());
        let led = |line: &&Summary| line.is_open() && !line.lead.is_empty();
        session.board.with(|board| board.iter().filter(of_real).filter(led).map(line).collect::<Vec<Line<String>>>())
    });
    let shown = move || {
        let folds: Vec<Fold> = reviews
            .with(|lines| overdue(session, lines))
            .into_iter()
            .chain(leads.with(|lines| led(session, lines)))
            .collect();
        (!folds.is_empty()).then(|| {
            let folds: Vec<AnyView> = folds.into_iter().map(fold).collect();
            view! {
                <section class="section told" aria-labelledby="attention">
                    <h2 id="attention">{t(msg!("Needs attention", "需要关注"))}</h2>
                    <ul>{folds}</ul>
                </section>
            }
        })
    };
    view! { {shown} }.into_any()
}

fn overdue(session: Session, lines: &[Line<(usize, Timestamp)>]) -> Option<Fold> {
    let language = session.language.get();
    let count: usize = lines.iter().map(|(_, _, (count, _))| count).sum();
    let words = msg!("Reviews overdue: {0}", "复核已逾期：{0} 项").fill(language, &[&count.to_string()]);
    let line = |(id, title, (count, first)): &Line<(usize, Timestamp)>| {
        // A review due on a day is overdue from the next one.
        let last = first.plus(-1);
        let date = format::date(language, last.civil(session.offset_at(last)));
        let more = msg!("{0}, the first due {1}", "{0} 项，最早一项应于 {1}前复核");
        let href = Route::Incident(id.clone(), IncidentTab::Review, None).href();
        (href, title.clone(), more.fill(language, &[&count.to_string(), &date]))
    };
    (count > 0).then(|| (words, lines.iter().map(line).collect()))
}

fn led(session: Session, lines: &[Line<String>]) -> Vec<Fold> {
    let language = session.language.get();
    let leads: Vec<(&Id, &str)> = lines.iter().map(|(id, _, lead)| (id, lead.as_str())).collect();
    let fold = |one: crate::readiness::overload::Overload| {
        let words = msg!("{0} leads {1} open incidents at once", "{0} 同时负责 {1} 个未关闭的事件");
        let words = words.fill(language, &[one.person, &one.incidents.len().to_string()]);
        let led = lines.iter().filter(|(id, ..)| one.incidents.contains(&id));
        let line = |(id, title, _): &Line<String>| {
            (Route::Incident(id.clone(), IncidentTab::Playbook, None).href(), title.clone(), String::new())
        };
        (words, led.map(line).collect())
    };
    overloaded(&leads).into_iter().map(fold).collect()
}

fn fold((words, lines): Fold) -> AnyView {
    let line = |(href, title, more): (String, String, String)| {
        let title = match title.is_empty() {
            true => view! { <a href=href>{t(msg!("(erased)", "（已抹除）"))}</a> }.into_any(),
            false => view! { <a href=href>{stored(&title)}</a> }.into_any(),
        };
        view! { <li>{title}" "<span class="small muted">{more}</span></li> }.into_any()
    };
    let lines: Vec<AnyView> = lines.into_iter().map(line).collect();
    view! {
        <li class="gate-need" data-state="missing">
            {mark(Mark::Triangle)}
            <details><summary>{stored(&words)}</summary><ul class="plain-list">{lines}</ul></details>
        </li>
    }
    .into_any()
}
