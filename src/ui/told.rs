//! What is told of clocks wherever one is: the nearest in the page title, and politely what crossed a threshold.

use super::page::{READINESS, clock_name};
use super::widget::text::stored;
use crate::browser::page as window;
use crate::exchange::crossing::{Crossing, Told, notified};
use crate::exchange::summary::nearest;
use crate::language::{Language, format};
use crate::record::id::Id;
use crate::record::organisation;
use crate::record::time::Timestamp;
use crate::session::{Job, Route, Session};
use crate::ui::markup::prelude::*;

/// Crossings told one by one; more are counted.
const ONE_BY_ONE: usize = 3;

/// Keeps the page title, and tells of clocks that become due soon or overdue.
pub fn tell(session: Session) {
    Effect::new(move |before: Option<String>| {
        let title = title(session);
        // Setting it again would have the browser tell of a change once a second.
        if before.as_ref() != Some(&title) {
            window::set_title(&title);
        }
        title
    });
    Effect::new(move |told: Option<Told>| {
        let now = session.now.get();
        let mut told = told.unwrap_or_default();
        let words = session.board.with_untracked(|board| {
            let here = session.route.with_untracked(here);
            let found = told.look(board, here.as_ref(), now);
            if let Some((overdue, last)) = notified(&found) {
                session.start_job(Job::Notify(overdue, last));
            }
            (!found.is_empty()).then(|| crossed(session.language.get_untracked(), &found, now))
        });
        if let Some(words) = words {
            session.announce(words);
        }
        told
    });
}

fn here(route: &Route) -> Option<Id> {
    match route {
        Route::Incident(id, ..) => Some(id.clone()),
        _ => None,
    }
}

/// What crossed, in words.
fn crossed(language: Language, found: &[Crossing], now: Timestamp) -> String {
    if found.len() > ONE_BY_ONE {
        let overdue = found.iter().filter(|one| one.overdue).count();
        let counted = [overdue.to_string(), (found.len() - overdue).to_string()];
        return msg!("Clocks: {0} now overdue, {1} now due soon", "时限：{0} 项刚逾期，{1} 项即将到期")
            .fill(language, &[&counted[0], &counted[1]]);
    }
    let one = |one: &Crossing| {
        let left = format::hours(language, one.clock.due.map_or(0, |due| due.since(now)));
        let words = match one.overdue {
            true => msg!("Overdue: {0}, {1}", "已逾期：{0}，{1}"),
            false => msg!("Due soon, {2} left: {0}, {1}", "即将到期，剩余 {2}：{0}，{1}"),
        };
        words.fill(language, &[&clock_name(language, one.clock), &cut(&one.line.title), &left])
    };
    found.iter().map(one).collect::<Vec<_>>().join(msg!("; ", "；").get(language))
}

/// The page title: the next clock first, those of real incidents before those of exercises; without one, the incident.
/// An exercise counts only on its own pages.
fn title(session: Session) -> String {
    let language = session.language.get();
    let here = session.route.with(here);
    let (next, own) = session.board.with(|board| {
        let next = nearest(board, here.as_ref());
        let own = || board.iter().find(|line| Some(&line.id) == here.as_ref()).map(|line| cut(&line.title));
        let next = next.map(|(line, clock, end)| (cut(&line.title), clock.due.is_some(), end));
        let own = if next.is_none() { own() } else { None };
        (next, own)
    });
    let Some((title, in_law, end)) = next else {
        if here.as_ref().is_some_and(organisation::is) {
            return [READINESS.get(language), " · Holdfast"].concat();
        }
        let own = own.filter(|title| !title.is_empty());
        return own.map_or_else(|| "Holdfast".to_owned(), |title| [&title, " · Holdfast"].concat());
    };
    let left = end.since(session.now.get());
    let words = match (left < 0, in_law) {
        (true, true) => msg!("Overdue {0} · {1} · Holdfast", "已逾期 {0} · {1} · Holdfast"),
        (true, false) => msg!("Own target passed {0} ago · {1} · Holdfast", "自设目标已过 {0} · {1} · Holdfast"),
        (false, true) => msg!("{0} left · {1} · Holdfast", "剩余 {0} · {1} · Holdfast"),
        (false, false) => msg!("{0} to own target · {1} · Holdfast", "距自设目标 {0} · {1} · Holdfast"),
    };
    words.fill(language, &[&format::hours(language, left), &title])
}

/// The beginning of a title, as long as a tab shows.
fn cut(title: &str) -> String {
    stored(&title.chars().take(40).collect::<String>())
}
