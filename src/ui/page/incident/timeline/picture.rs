//! The timeline drawn above its list: what is drawn of it, how near, and how one moves through it.

use super::super::deadlines::duties::{is_apart, owed, state_mark};
use super::super::deadlines::own_words;
use super::line::{vagueness, words};
use super::{Window, svg};
use crate::browser::page::{focus, on_print, set_hash};
use crate::deadline::obligation::State;
use crate::language::timeline::axis::{Axis, Zoom};
use crate::language::timeline::picture::{Band, Mark, Picture, Point, bands, whole};
use crate::language::timeline::{Lane, Shown};
use crate::language::{Language, Msg, duty};
use crate::record::order::sort;
use crate::record::time::{MINUTE, Precision, Timestamp};
use crate::session::{IncidentTab, OpenIncident, Session};
use crate::ui::markup::prelude::*;
use crate::ui::page::incident::header::here;
use crate::ui::widget::mark::mark;
use crate::ui::widget::text::{stored, t};
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::{Element, Event};

/// The most letters of a text in the name of a mark.
const LETTERS: usize = 160;

/// A clock at its due instant.
#[derive(Clone, PartialEq)]
struct Flag {
    at: Timestamp,
    state: State,
    words: String,
}

/// What is drawn, worked out once for each change of record, filter and zoom.
#[derive(Clone, Default, PartialEq)]
pub struct Drawn {
    pub axis: Axis,
    pub now: Timestamp,
    pub lanes: Vec<Lane>,
    pub picture: Picture,
    /// Lines, then clocks.
    pub points: Vec<Point>,
    /// The name of each mark.
    pub names: Vec<String>,
    /// The state of each mark of a clock.
    pub states: Vec<Option<State>>,
    pub bands: Vec<Band>,
}

/// The clocks that have a due instant, the first first.
fn flags(session: Session, minute: Memo<Timestamp>) -> Memo<Vec<Flag>> {
    let owed = owed(session);
    Memo::new(move |_| {
        let (language, now) = (session.language.get(), minute.get());
        let flag = |one: &crate::deadline::obligation::Obligation| {
            let at = one.due.map(|due| due.at).or_else(|| one.promised().map(|(_, at)| at))?;
            let state = one.state(now);
            let name = own_words(session, &one.regime, Some(&one.stage));
            let words = [&name, duty::state(state).get(language), &*session.when(at)].join(" · ");
            Some(Flag { at, state, words })
        };
        let mut found: Vec<Flag> = owed.with(|all| all.iter().filter(|one| !is_apart(one)).filter_map(flag).collect());
        sort(&mut found, &|a, b| a.at < b.at);
        found
    })
}

/// A line in words: when, what, who.
fn name(session: Session, one: &OpenIncident, shown: &Shown) -> String {
    let language = session.language.get();
    let Some((line, author)) = words(session, one, shown) else { return String::new() };
    let from = session.when(shown.at);
    let time = match shown.precision {
        Precision::Unknown => String::new(),
        Precision::Exact if shown.to > shown.at => from_to(language, &from, &session.when(shown.to)),
        _ => from,
    };
    let vague = vagueness(shown.precision).map_or("", |vague| vague.get(language));
    let text: String = stored(&line.text).chars().take(LETTERS).collect();
    let parts = [&time, vague, line.kind.get(language), &text, &author];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn from_to(language: Language, from: &str, to: &str) -> String {
    msg!("{0} to {1}", "{0} 至 {1}").fill(language, &[from, to])
}

/// Draws lines and clocks as near as asked, around an instant.
fn make(
    session: Session,
    (lines, flags): (&[Shown], &[Flag]),
    (zoom, about): (Zoom, Timestamp),
    now: Timestamp,
) -> Option<Drawn> {
    let mut points: Vec<Point> = lines.iter().map(Point::of).collect();
    points.extend(flags.iter().map(|flag| Point::new(Lane::Clock, flag.at, flag.at, true)));
    let whole = whole(&points, now)?;
    session.opened.with_untracked(|opened| {
        let one = opened.as_ref()?;
        let axis = whole.around(zoom, &one.incident, about, session.offset_at(about));
        let picture = Picture::draw(&points, axis);
        let flag = |place: usize| flags.get(place.checked_sub(lines.len())?);
        let (mut names, mut states) = (Vec::new(), Vec::new());
        for mark in &picture.marks {
            names.push(match *mark.points {
                [only] => match lines.get(only) {
                    Some(shown) => name(session, one, shown),
                    None => flag(only).map(|flag| flag.words.clone()).unwrap_or_default(),
                },
                _ => together(session, mark, &points),
            });
            // Of several clocks the one that presses most.
            let mut state = None;
            for flag in mark.points.iter().filter_map(|place| flag(*place)) {
                state = state.filter(|state| rank(*state) <= rank(flag.state)).or(Some(flag.state));
            }
            states.push(state);
        }
        let mut lanes = Lane::ALL.to_vec();
        lanes.retain(|lane| {
            matches!(lane, Lane::Attacker | Lane::Ours) || points.iter().any(|point| point.lane == *lane)
        });
        Some(Drawn { axis, now, lanes, names, states, bands: bands(&one.incident, axis), picture, points })
    })
}

/// What presses more comes first.
fn rank(state: State) -> Option<usize> {
    ["over", "soon", "running", "waiting", "met"].iter().position(|look| *look == state_mark(state).1)
}

/// A zoom by its place among all; the widest for any other number.
fn zoomed(place: i64) -> Zoom {
    usize::try_from(place).ok().and_then(|place| Zoom::ALL.get(place).copied()).unwrap_or(Zoom::Whole)
}

/// The picture of the lines, which come the oldest first; `go` leads to the row of one.
pub(super) fn picture(session: Session, lines: RwSignal<Window>, go: Callback<usize>) -> AnyView {
    let minute = Memo::new(move |_| Timestamp(session.now.get().0 / MINUTE * MINUTE));
    let flags = flags(session, minute);
    // How near, as a place among all, and around what. Signals of types there are already: each new one costs bytes.
    let (zoom, about) = (RwSignal::new(0_i64), RwSignal::new(Timestamp::default()));
    let drawn = Memo::new(move |_| {
        let (near, now) = ((zoomed(zoom.get()), about.get()), minute.get());
        lines.with(|window| flags.with(|flags| make(session, (window.all.as_slice(), flags.as_slice()), near, now)))
    });
    let moves = Moves { session, lines, drawn, zoom, about, current: RwSignal::new(-1), go };
    // On paper everything is drawn.
    let kept: Vec<Box<dyn std::any::Any>> = vec![Box::new(on_print(move || zoom.set(0)))];
    let _ = StoredValue::new_local(kept);
    let said = RwSignal::new(String::new());
    let say = move |event: Event| {
        let named = target(&event, ".picture-lanes [aria-label]").and_then(|one| one.get_attribute("aria-label"));
        said.set(named.unwrap_or_default());
    };
    let there = Memo::new(move |_| drawn.with(Option::is_some));
    let figure = move || {
        let labels = (
            msg!("Timeline, drawn", "时间线图"),
            msg!(
                "Arrow keys lead from mark to mark, Enter to its row, + and − nearer and further away.",
                "方向键在标记间移动，回车键转到对应行，+ 和 − 放大或缩小。"
            ),
        );
        there.get().then(|| {
            view! {
                <figure class="picture stack-tight" on:keydown=move |event: leptos::ev::KeyboardEvent| moves.key(&event) on:click=move |event: leptos::ev::MouseEvent| moves.click(&event) on:focusin=say on:mouseover=say>
                    <div class="spread">{moves.zooms()}{moves.ways()}</div>
                    <div class="scroll" tabindex="0" role="region" aria-label=t(labels.0)>
                        {move || {
                            moves.current.track();
                            drawn.with(|drawn| drawn.as_ref().map(|drawn| svg::draw(session, drawn, moves.about())))
                        }}
                    </div>
                    <p class="picture-said small" aria-hidden="true">{move || said.get()}</p>
                    {move || clocks(session, flags)}
                    {move || unknown(session, lines, drawn)}
                    <figcaption class="small muted stack-tight">
                        <p>{t(msg!(
                            "Bands: phases. ◆ attacker, ▲ cause, ● ours; a number: so many together. Dashed line: now.",
                            "色带：阶段。◆ 攻击者，▲ 原因，● 我方；数字：此处合并的条数。虚线：现在。",
                        ))}</p>
                        <p class="screen-only">{t(labels.1)}</p>
                    </figcaption>
                </figure>
            }
        })
    };
    view! { {figure} }.into_any()
}

/// The name of a mark of several points.
fn together(session: Session, mark: &Mark, points: &[Point]) -> String {
    let language = session.language.get();
    let at = |place: Option<&usize>| place.and_then(|place| points.get(*place)).map(|point| session.when(point.at));
    let (first, last) = (at(mark.points.first()).unwrap_or_default(), at(mark.points.last()).unwrap_or_default());
    let count = msg!("{0} together", "合并 {0} 条").fill(language, &[&mark.points.len().to_string()]);
    [mark.lane.name().get(language), &count, &from_to(language, &first, &last)].join(" · ")
}

/// The clocks drawn, in words.
fn clocks(session: Session, flags: Memo<Vec<Flag>>) -> AnyView {
    let row = |flag: &Flag| {
        let (shape, look) = state_mark(flag.state);
        view! { <li class="picture-clock" data-state=look>{mark(shape)}" "{flag.words.clone()}</li> }.into_any()
    };
    let rows: Vec<AnyView> = flags.with(|flags| flags.iter().map(row).collect());
    let title = Lane::Clock.name().get(session.language.get());
    (!rows.is_empty())
        .then(|| view! { <div class="small"><p>{title}</p><ul class="plain-list">{rows}</ul></div> })
        .into_any()
}

/// What has no place in time, named beside the drawing.
fn unknown(session: Session, lines: RwSignal<Window>, drawn: Memo<Option<Drawn>>) -> AnyView {
    let places = drawn.with(|drawn| drawn.as_ref().map(|drawn| drawn.picture.unknown.clone()).unwrap_or_default());
    let title = msg!("Time unknown, not drawn ({0})", "时间未知，未绘出（{0}）");
    let title = title.fill(session.language.get(), &[&places.len().to_string()]);
    let row = |place: &usize| {
        let words = session.opened.with_untracked(|opened| {
            let shown = lines.with_untracked(|window| window.all.get(*place).cloned())?;
            Some(name(session, opened.as_ref()?, &shown))
        });
        view! { <li>{words}</li> }.into_any()
    };
    let rows: Vec<AnyView> = places.iter().take(svg::BESIDE).map(row).collect();
    let more = places.len().saturating_sub(rows.len());
    let more = (more > 0).then(|| {
        let words =
            msg!("{0} more in the list", "另有 {0} 条见列表").fill(session.language.get(), &[&more.to_string()]);
        view! { <li>{words}</li> }
    });
    (!places.is_empty())
        .then(|| view! { <div class="small"><p>{title}</p><ul class="plain-list">{rows}{more}</ul></div> })
        .into_any()
}

/// The nearest element around what an event is about.
fn target(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

/// How one moves through the picture. Cheap to copy.
#[derive(Clone, Copy)]
struct Moves {
    session: Session,
    lines: RwSignal<Window>,
    drawn: Memo<Option<Drawn>>,
    zoom: RwSignal<i64>,
    about: RwSignal<Timestamp>,
    /// The point that the keys stand on; none below 0.
    current: RwSignal<i64>,
    go: Callback<usize>,
}

impl Moves {
    /// The place of the mark that an event is about.
    fn mark(event: &Event) -> Option<usize> {
        target(event, "[role=link][id]")?.id().strip_prefix("m-")?.parse().ok()
    }

    /// Reads what is drawn.
    fn read<T>(self, read: impl FnOnce(&Drawn) -> Option<T>) -> Option<T> {
        self.drawn.with_untracked(|drawn| drawn.as_ref().and_then(read))
    }

    /// The first point of a mark.
    fn first(self, mark: usize) -> Option<usize> {
        self.read(|drawn| drawn.picture.marks.get(mark)?.points.first().copied())
    }

    fn stand(self, point: usize) {
        self.current.set(i64::try_from(point).unwrap_or(-1));
    }

    /// Puts the keys on a mark.
    fn put(self, mark: usize) {
        if let Some(point) = self.first(mark) {
            self.stand(point);
            request_animation_frame(move || {
                focus(&svg::id(mark));
            });
        }
    }

    /// Goes to the row of a mark, of several to the first of them; of a clock to the deadlines.
    fn follow(self, mark: usize) {
        let Some(point) = self.first(mark) else { return };
        self.stand(point);
        match point < self.lines.with_untracked(|lines| lines.all.len()) {
            true => self.go.run(point),
            false => set_hash(&here(self.session, IncidentTab::Deadlines, None)),
        }
    }

    fn click(self, event: &Event) {
        if let Some(mark) = Self::mark(event) {
            self.follow(mark);
        }
    }

    /// Draws around a point, on which the keys then stand.
    fn look(self, zoom: Zoom, point: usize, hold: bool) {
        let Some(at) = self.read(|drawn| drawn.points.get(point).map(|point| point.at)) else { return };
        self.stand(point);
        self.about.set(at);
        let place = Zoom::ALL.iter().position(|one| *one == zoom);
        self.zoom.set(place.and_then(|place| i64::try_from(place).ok()).unwrap_or_default());
        if hold && let Some(mark) = self.read(|drawn| drawn.picture.holding(point)) {
            self.put(mark);
            self.stand(point);
        }
    }

    /// The point that is looked at: the one the keys stand on, or the newest of ours.
    fn about(self) -> usize {
        let (lines, current) = (self.lines.with_untracked(|lines| lines.all.len()), self.current.get_untracked());
        let there = |point: &usize| self.read(|drawn| drawn.points.get(*point).map(|_| ())).is_some();
        usize::try_from(current).ok().filter(there).unwrap_or(lines.saturating_sub(1))
    }

    fn key(self, event: &leptos::ev::KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let key = event.key();
        let nearer = match key.as_str() {
            "+" | "=" => Some(true),
            "-" | "_" => Some(false),
            _ => None,
        };
        let mark = Self::mark(event);
        if let Some(nearer) = nearer {
            event.prevent_default();
            self.look(zoomed(self.zoom.get_untracked()).step(nearer), self.about(), mark.is_some());
            return;
        }
        let Some(mark) = mark else { return };
        let way = match key.as_str() {
            "ArrowLeft" => (-1, 0),
            "ArrowRight" => (1, 0),
            "ArrowUp" => (0, -1),
            "ArrowDown" => (0, 1),
            "Enter" | " " => {
                event.prevent_default();
                self.follow(mark);
                return;
            }
            _ => return,
        };
        event.prevent_default();
        if let Some(next) = self.read(|drawn| drawn.picture.beside(mark, way)) {
            self.put(next);
        }
    }

    /// The buttons that choose how near.
    fn zooms(self) -> AnyView {
        let button = |zoom: Zoom| {
            let words = match zoom {
                Zoom::Whole => msg!("Whole", "全部"),
                Zoom::Phase => msg!("Phase", "阶段"),
                Zoom::Day => msg!("Day", "一天"),
                Zoom::Hour => msg!("Hour", "一小时"),
            };
            let pressed = move || (zoomed(self.zoom.get()) == zoom).to_string();
            let turn = move |_| self.look(zoom, self.about(), false);
            view! { <button class="button" type="button" aria-pressed=pressed on:click=turn>{t(words)}</button> }
                .into_any()
        };
        let buttons: Vec<AnyView> = Zoom::ALL.into_iter().map(button).collect();
        view! { <div class="line" role="group" aria-label=t(msg!("Zoom", "缩放"))>{buttons}</div> }.into_any()
    }

    /// The buttons that lead to what lies before and after.
    fn ways(self) -> AnyView {
        let button = |words: Msg, pick: fn(&Picture) -> (usize, Option<usize>)| {
            let there = Memo::new(move |_| {
                self.drawn.with(|drawn| drawn.as_ref().map(|drawn| pick(&drawn.picture)).unwrap_or_default())
            });
            let shown = move || {
                let (count, point) = there.get();
                let turn = move |_| self.look(zoomed(self.zoom.get_untracked()), point.unwrap_or_default(), false);
                (count > 0).then(|| {
                    let words = words.fill(self.session.language.get(), &[&count.to_string()]);
                    view! { <button class="button" type="button" on:click=turn>{words}</button> }
                })
            };
            view! { {shown} }.into_any()
        };
        view! {
            <div class="line">
                {button(msg!("{0} earlier", "更早 {0} 条"), |one| (one.earlier.len(), one.earlier.iter().max().copied()))}
                {button(msg!("{0} later", "更晚 {0} 条"), |one| (one.later.len(), one.later.iter().min().copied()))}
            </div>
        }
        .into_any()
    }
}
