//! The timeline: everything that happened, as a ruled log. Only the lines of the page are made, so a long log stays fast.

mod line;
mod picture;
mod place;
mod svg;

pub(super) use svg::hundredths;

use super::deadlines::{form_link, named_form, opened_form};
use crate::browser::{page::focus, timer};
use crate::form::FormCode;
use crate::language::event_text::Group;
use crate::language::timeline::{Order, PAGE, Search, Shown, Wanted, told};
use crate::language::{Language, format};
use crate::record::id::Id;
use crate::record::organisation;
use crate::record::time::{Civil, Timestamp};
use crate::session::{IncidentTab, OpenIncident, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::text::{stored, t};

/// Events looked at in one go while filtering: a few milliseconds of work.
const SLICE: usize = 400;

/// A heading or a line of the list.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Item {
    /// A day begins, or the clocks changed within it: date and offset from UTC in minutes.
    Day((i32, u32, u32), i32),
    Line(Shown),
}

/// What is shown.
#[derive(Clone, Default, PartialEq)]
struct Window {
    items: Vec<Item>,
    lines: usize,
    of: usize,
    more: bool,
    // Of the picture: in this type too, because each type of a signal costs a kilobyte.
    /// All lines, the oldest first.
    all: Vec<Shown>,
    /// How near, as a place among all.
    zoom: usize,
    /// Around what.
    about: Timestamp,
    /// The point that the keys stand on.
    point: Option<usize>,
}

/// Draws the tab.
pub fn timeline(session: Session) -> AnyView {
    let carried = session.search.carried.try_update_value(std::mem::take).unwrap_or_default();
    let wanted = RwSignal::new(Wanted { text: carried, ..Wanted::default() });
    let window = RwSignal::new(Window::default());
    let order = StoredValue::new(Order::default());
    follow(session, order, wanted, window, false);
    let real = session.opened.with_untracked(|opened| opened.as_ref().is_some_and(|one| !organisation::is(&one.id)));
    let drawn = real.then(|| {
        let lines = RwSignal::new(Window::default());
        follow(session, order, wanted, lines, true);
        picture::picture(session, wanted, lines)
    });
    let count = move || {
        let (lines, of) = window.with(|window| (window.lines.to_string(), window.of.to_string()));
        msg!("{0} of {1} lines shown", "共 {1} 行，显示 {0} 行").fill(session.language.get(), &[&lines, &of])
    };
    let nothing = move || {
        window.with(|window| window.lines == 0 && window.of > 0).then(|| {
            view! { <p class="missing">{t(msg!("No line matches.", "没有符合条件的记录。"))}</p> }
        })
    };
    let more = move || {
        window.with(|window| window.more).then(|| {
            let turn = move |_| wanted.update(|wanted| wanted.limit += PAGE);
            view! {
                <p><button class="button" type="button" on:click=turn>{t(msg!("Show 200 more", "再显示 200 行"))}</button></p>
            }
        })
    };
    let item = move |item: Item| match item {
        Item::Day(date, offset) => day(session, date, offset),
        Item::Line(shown) => line::line(session, shown),
    };
    view! {
        <div class="stack-wide">
            {about(session)}
            {opened_form(session, IncidentTab::Timeline)}
            <section class="stack" aria-labelledby="timeline">
                <div class="measure stack">
                    <div class="section-head">
                        <h2 id="timeline">{t(msg!("Timeline", "时间线"))}</h2>
                        {form_link(session, IncidentTab::Timeline, "log", msg!("Add a log entry with details", "添加带详情的日志条目"))}
                    </div>
                    {filters(wanted)}
                </div>
                {drawn}
                <div class="measure stack">
                    <p class="small muted" role="status">{count}</p>
                    <ol class="ruled log">
                        <For each=move || window.with(|window| window.items.clone()) key=Item::clone children=item />
                    </ol>
                    {nothing}
                    {more}
                </div>
            </section>
        </div>
    }
    .into_any()
}

/// Keeps the window what is wanted of the log, or all of it, whatever part is listed. A search that takes longer goes on
/// in slices; a newer one takes its place.
fn follow(session: Session, order: StoredValue<Order>, wanted: RwSignal<Wanted>, window: RwSignal<Window>, all: bool) {
    let round = StoredValue::new(0_u64);
    Effect::new(move |before: Option<Wanted>| {
        let mut asked = wanted.get();
        if all {
            (asked.limit, asked.oldest_first) = (usize::MAX, true);
        }
        session.opened.track();
        session.language.track();
        let own = round.get_value() + 1;
        round.set_value(own);
        let same = before.is_none_or(|before| before == asked);
        let (wanted, mut search) = (asked.clone(), Search::default());
        let found = move |search: Search| match all {
            true => window.update(|window| window.all = search.lines),
            false => show(session, window, search, same),
        };
        if step(session, order, &wanted, &mut search) {
            found(search);
            return asked;
        }
        leptos::task::spawn_local(async move {
            loop {
                timer::breathe().await;
                if round.try_get_value() != Some(own) {
                    return;
                }
                if step(session, order, &wanted, &mut search) {
                    found(search);
                    return;
                }
            }
        });
        asked
    });
}

/// One slice of a search. True when it is over, and what is told of other times has joined what was found.
fn step(session: Session, order: StoredValue<Order>, wanted: &Wanted, search: &mut Search) -> bool {
    let language = session.language.get_untracked();
    session.opened.with_untracked(|opened| {
        let Some(one) = opened else { return true };
        let over = order.try_update_value(|order| {
            order.follow(&one.log);
            search.step(order, (&one.log, &one.incident), (wanted, language, session.rules()), SLICE)
        });
        // The tab was left meanwhile: nobody waits for the rest.
        let over = over.unwrap_or(true);
        if over {
            search.join(told(language, &one.incident, wanted), wanted);
        }
        over
    })
}

/// Goes to the row of a line: its place among all, the oldest first, and how many there are.
fn go(wanted: RwSignal<Wanted>, key: String, (place, count): (usize, usize)) {
    wanted.update(|wanted| {
        let listed = if wanted.oldest_first { place } else { count.saturating_sub(place + 1) };
        wanted.limit = wanted.limit.max((listed / PAGE + 1) * PAGE);
    });
    arrive(key, 120);
}

/// Moves the focus to a row as soon as it is there, within so many frames.
fn arrive(key: String, frames: usize) {
    request_animation_frame(move || {
        if !focus(&key) && frames > 0 {
            arrive(key, frames - 1);
        }
    });
}

/// Shows what was found, with a heading where a day of the viewer's zone begins.
fn show(session: Session, window: RwSignal<Window>, search: Search, hold: bool) {
    let lines = search.lines.len();
    let mut items = Vec::with_capacity(lines + 8);
    let mut day = None;
    for shown in search.lines {
        let offset = session.offset_at(shown.at);
        let Civil { year, month, day: of_month, .. } = shown.at.civil(offset);
        let own = ((year, month, of_month), offset);
        if day.replace(own) != Some(own) {
            items.push(Item::Day(own.0, own.1));
        }
        items.push(Item::Line(shown));
    }
    // Lines of the record, whatever is wanted of them.
    let of = session.opened.with_untracked(|opened| {
        let told = |one: &OpenIncident| told(Language::English, &one.incident, &Wanted::default()).len();
        opened.as_ref().map_or(0, |one| one.log.events().len() + told(one))
    });
    let next = Window { items, lines, of, more: search.more, ..Window::default() };
    if window.with_untracked(|window| *window == next) {
        return;
    }
    match hold {
        true => place::held(move || window.set(next)),
        false => window.set(next),
    }
}

fn day(session: Session, (year, month, day): (i32, u32, u32), offset: i32) -> AnyView {
    let civil = Civil { year, month, day, hour: 0, minute: 0, second: 0 };
    let date = move || format::date(session.language.get(), civil);
    let zone = move || {
        let (zone, offset) = (session.zone(), format::offset(offset));
        let words = match zone == offset {
            true => msg!("times in {0}", "时间按 {0}"),
            false => msg!("times in {0} ({1})", "时间按 {0}（{1}）"),
        };
        words.fill(session.language.get(), &[&zone, &offset])
    };
    view! { <li class="log-day">{date}" "<span class="small">{zone}</span></li> }.into_any()
}

fn filters(wanted: RwSignal<Wanted>) -> AnyView {
    let again = move |change: &dyn Fn(&mut Wanted)| {
        wanted.update(|wanted| {
            change(wanted);
            wanted.limit = PAGE;
        });
    };
    let boxes: Vec<AnyView> = Group::ALL
        .into_iter()
        .enumerate()
        .map(|(index, group)| {
            let change = move |event| {
                let ticked = event_target_checked(&event);
                again(&|wanted| wanted.groups[index] = ticked);
            };
            view! {
                <label class="option"><input type="checkbox" checked=true on:change=change /><span>{t(group.name())}</span></label>
            }
            .into_any()
        })
        .collect();
    let text = wanted.with_untracked(|wanted| wanted.text.clone());
    let typed = move |event| {
        let text = event_target_value(&event);
        again(&|wanted| wanted.text.clone_from(&text));
    };
    let turn = move |_| again(&|wanted| wanted.oldest_first = !wanted.oldest_first);
    let oldest = move || wanted.with(|wanted| wanted.oldest_first).to_string();
    view! {
        <fieldset class="filters"><legend>{t(msg!("Show", "显示"))}</legend>{boxes}</fieldset>
        <div class="spread">
            <div class="field">
                <label class="field-label" for="timeline-search">{t(msg!("Search the timeline", "搜索时间线"))}</label>
                <input class="field-input" id="timeline-search" type="search" autocomplete="off" value=text on:input=typed />
            </div>
            <button class="button" type="button" aria-pressed=oldest on:click=turn>{t(msg!("Oldest first", "最早的在前"))}</button>
        </div>
    }
    .into_any()
}

/// The line that the opened form would correct or erase, so that nobody erases another one.
fn about(session: Session) -> AnyView {
    let named = named_form(session);
    let target = Memo::new(move |_| {
        let (code, about) = named.get()?;
        Id::parse(&about).filter(|_| matches!(code, FormCode::LogCorrection | FormCode::Erase))
    });
    let shown = move || {
        let id = target.get()?;
        let language = session.language.get();
        session.opened.with_untracked(|opened| {
            let one = opened.as_ref()?;
            let (at, line) = (one.log.get(&id)?.happened(), line::line_of(language, session.rules(), one, &id)?);
            let head = [line.kind.get(language), " · ", &session.when(at)].concat();
            let text = stored(&line.text);
            Some(view! {
                <div class="notice">{mark(Mark::Dial)}<p class="notice-title">{head}</p><p class="log-text">{text}</p></div>
            })
        })
    };
    view! { {shown} }.into_any()
}

/// `14:32` on the viewer's wall clock.
fn clock(session: Session, at: Timestamp) -> String {
    at.civil(session.offset_at(at)).time()
}
