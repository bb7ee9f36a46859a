//! All clocks of all open incidents, next due first. Exercises are kept apart: their clocks are on their own pages.

use super::tick::{Heard, Ticker};
use crate::deadline::ClockState;
use crate::exchange::board_clock::BoardClock;
use crate::exchange::summary::{Waiting, waiting};
use crate::language::codes::PROMISED_UPDATE;
use crate::language::{Language, Msg, format};
use crate::record::time::MINUTE;
use crate::session::{CalendarOf, IncidentTab, Route, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::calendar::calendar;
use crate::ui::widget::clock::{CONTRACT_NAME, state_look};
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::text::t;

/// Draws the section.
pub fn clocks(session: Session, ticker: Ticker) -> AnyView {
    let all = Memo::new(move |_| session.board.with(|board| waiting(board)));
    // A line whose clock is another in any way is made anew.
    let key = |entry: &Waiting| {
        let clock = &entry.clock;
        let named = (entry.id.clone(), entry.title.clone(), clock.regime.clone(), clock.stage.clone());
        (named, clock.start, clock.due, clock.own_target, clock.unsettled)
    };
    view! {
        <section class="desk-side" aria-labelledby="clocks">
            <h2 id="clocks">{t(msg!("Clocks", "时限"))}</h2>
            {move || all.with(Vec::is_empty).then(|| view! {
                <p class="muted">{t(msg!("No clock is running.", "当前没有计时中的时限。"))}</p>
            })}
            <ol class="clocks">
                <For each=move || all.get() key=key children=move |entry| line(session, ticker, entry) />
            </ol>
            <details>
                <summary>{t(msg!("Calendar", "日历"))}</summary>
                {calendar(session, CalendarOf::Board)}
            </details>
        </section>
    }
    .into_any()
}

/// Name of a clock: of its rule and its stage.
pub fn clock_name(language: Language, clock: &BoardClock) -> String {
    match clock.is_contract() {
        true => CONTRACT_NAME.get(language).to_owned(),
        false => {
            let stage = language.pick(&clock.stage_name);
            // The rules of most laws have no stage for an update that a notice promises.
            let stage = if stage.is_empty() { PROMISED_UPDATE.get(language) } else { stage };
            [language.pick(&clock.regime_name), " · ", stage].concat()
        }
    }
}

/// The word, the shape and the `data-state` of an open clock.
pub fn look(clock: &BoardClock, state: ClockState) -> (Msg, Mark, &'static str) {
    match state {
        ClockState::NotStarted if !clock.is_contract() => {
            (msg!("Start not stated", "未说明起算时间"), Mark::Triangle, "soon")
        }
        other => state_look(other),
    }
}

/// How much is left, or by how much it is over, in words.
fn rest(language: Language, clock: &BoardClock, heard: Heard) -> String {
    let time = heard.time.get();
    let words = match (clock.due, clock.own_target, time.over) {
        (Some(_), _, true) => msg!("overdue by {0}", "已逾期 {0}"),
        (Some(_), _, false) | (None, Some(_), false) => msg!("{0} left", "剩余 {0}"),
        (None, Some(_), true) => msg!("passed {0} ago", "已过 {0}"),
        (None, None, _) if clock.start.is_none() => return String::new(),
        (None, None, _) => msg!("running for {0}", "已历时 {0}"),
    };
    words.fill(language, &[&format::hours(language, time.minutes * MINUTE)])
}

fn line(session: Session, ticker: Ticker, entry: Waiting) -> AnyView {
    let Waiting { id, title, clock } = entry;
    let href = Route::Incident(id, IncidentTab::Deadlines, None).href();
    let heard = ticker.follow(&clock, session.now.get_untracked());
    let (end, unsettled, measured) = (clock.end(), clock.unsettled, clock.due.is_some());
    let term = match (clock.due, clock.own_target, clock.start) {
        (Some(_), ..) => msg!("Due", "到期时间"),
        (None, Some(_), _) => msg!("Own target, no limit of the law", "自设目标，并非法定时限"),
        (None, None, Some(_)) => msg!("No fixed length", "未规定固定时限"),
        (None, None, None) => msg!("No date while the start is not stated", "未说明起算时间，无法计算日期"),
    };
    let title = move || match title.is_empty() {
        true => msg!("(erased)", "（已抹除）").get(session.language.get()).to_owned(),
        false => title.clone(),
    };
    let clock = StoredValue::new(clock);
    let name = move || clock.with_value(|clock| clock_name(session.language.get(), clock));
    let look = move || clock.with_value(|clock| look(clock, heard.state.get()));
    let left = move || clock.with_value(|clock| rest(session.language.get(), clock, heard));
    let width = move || heard.percent.get().to_string();
    let due = end.map(|end| view! { " "<time class="words">{move || session.when(end)}</time> });
    view! {
        <li class="clock" data-state=move || look().2>
            <h3 class="clock-name">{name}</h3>
            <span class="state clock-state">{move || mark(look().1)}{move || look().0.get(session.language.get())}</span>
            <p class="clock-for"><a href=href.clone()>{title}</a>{unsettled.then(|| view! {
                " · "<a href=href>{t(msg!("values to be settled", "有待确定的取值"))}</a>
            })}</p>
            {measured.then(|| view! {
                <svg class="clock-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="clock-bar-elapsed" width=width height="4"></rect>
                </svg>
            })}
            <p class="clock-due">{t(term)}{due}" "<span class="clock-left">{left}</span></p>
        </li>
    }
    .into_any()
}
