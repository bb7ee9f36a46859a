//! The timeline drawn above its list: what is drawn of it, how near, and how one moves through it.

use super::super::deadlines::duties::{is_apart, owed, state_mark};
use super::super::deadlines::own_words;
use super::line::{vagueness, words};
use super::svg;
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

/// The picture of the lines, which come the oldest first; `go` leads to the row of one.
pub fn picture(session: Session, lines: RwSignal<Vec<Shown>>, go: Callback<usize>) -> AnyView {
    let minute = Memo::new(move |_| Timestamp(session.now.get().0 / MINUTE * MINUTE));
    let flags = flags(session, minute);
    // How near, and around what.
    let view = RwSignal::new((Zoom::Whole, Timestamp::default()));
    let points = Memo::new(move |_| {
        let mut points: Vec<Point> = lines.with(|lines| lines.iter().map(Point::of).collect());
        flags.with(|flags| points.extend(flags.iter().map(|flag| Point::new(Lane::Clock, flag.at, flag.at, true))));
        points
    });
    let drawn = Memo::new(move |_| {
        let (zoom, about) = view.get();
        let now = minute.get();
        points.with(|points| {
            let whole = whole(points, now)?;
            session.opened.with_untracked(|opened| {
                let one = opened.as_ref()?;
                let axis = whole.around(zoom, &one.incident, about, session.offset_at(about));
                let picture = Picture::draw(points, axis);
                let stated = |place: usize| {
                    lines.with_untracked(|lines| lines.get(place).map(|shown| name(session, one, shown)))
                };
                let clock = |place: usize| {
                    let place = place.checked_sub(lines.with_untracked(Vec::len))?;
                    flags.with_untracked(|flags| flags.get(place).cloned())
                };
                let alone =
                    |place: usize| stated(place).or_else(|| clock(place).map(|flag| flag.words)).unwrap_or_default();
                let named = |mark: &Mark| match *mark.points {
                    [only] => alone(only),
                    _ => together(session, mark, points),
                };
                // Of several clocks the one that presses most.
                let state = |mark: &Mark| {
                    let states = mark.points.iter().filter_map(|place| Some(clock(*place)?.state));
                    let rank = |state: &State| {
                        ["over", "soon", "running", "waiting", "met"]
                            .iter()
                            .position(|look| *look == state_mark(*state).1)
                    };
                    states.reduce(|one, other| if rank(&other) < rank(&one) { other } else { one })
                };
                let has = |lane: &Lane| {
                    matches!(lane, Lane::Attacker | Lane::Ours) || points.iter().any(|point| point.lane == *lane)
                };
                Some(Drawn {
                    axis,
                    now,
                    lanes: Lane::ALL.into_iter().filter(has).collect(),
                    names: picture.marks.iter().map(named).collect(),
                    states: picture.marks.iter().map(state).collect(),
                    bands: bands(&one.incident, axis),
                    picture,
                })
            })
        })
    });
    let current = RwSignal::new(usize::MAX);
    let moves = Moves { session, lines, points, drawn, view, current, go };
    // On paper everything is drawn.
    let _ = StoredValue::new_local(on_print(move || view.set((Zoom::Whole, Timestamp::default()))));
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
                            current.track();
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
fn unknown(session: Session, lines: RwSignal<Vec<Shown>>, drawn: Memo<Option<Drawn>>) -> AnyView {
    let places = drawn.with(|drawn| drawn.as_ref().map(|drawn| drawn.picture.unknown.clone()).unwrap_or_default());
    let title = msg!("Time unknown, not drawn ({0})", "时间未知，未绘出（{0}）");
    let title = title.fill(session.language.get(), &[&places.len().to_string()]);
    let row = |place: &usize| {
        let words = session.opened.with_untracked(|opened| {
            let shown = lines.with_untracked(|lines| lines.get(*place).cloned())?;
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
    lines: RwSignal<Vec<Shown>>,
    points: Memo<Vec<Point>>,
    drawn: Memo<Option<Drawn>>,
    view: RwSignal<(Zoom, Timestamp)>,
    /// The point that the keys stand on.
    current: RwSignal<usize>,
    go: Callback<usize>,
}

impl Moves {
    /// The place of the mark that an event is about.
    fn mark(event: &Event) -> Option<usize> {
        target(event, "[role=link][id]")?.id().strip_prefix("m-")?.parse().ok()
    }

    /// Reads the picture.
    fn read<T>(self, read: impl FnOnce(&Picture) -> Option<T>) -> Option<T> {
        self.drawn.get_untracked().and_then(|drawn| read(&drawn.picture))
    }

    /// Puts the keys on a mark.
    fn put(self, mark: usize) {
        if let Some(point) = self.read(|picture| picture.marks.get(mark)?.points.first().copied()) {
            self.current.set(point);
            request_animation_frame(move || {
                focus(&svg::id(mark));
            });
        }
    }

    /// Goes to the row of a mark, of several to the first in the list; of a clock to the deadlines.
    fn follow(self, mark: usize) {
        let Some(point) = self.read(|picture| picture.marks.get(mark)?.points.first().copied()) else { return };
        self.current.set(point);
        match point < self.lines.with_untracked(Vec::len) {
            true => self.go.run(point),
            false => {
                let href = here(self.session, IncidentTab::Deadlines, None);
                set_hash(&href);
            }
        }
    }

    fn click(self, event: &Event) {
        if let Some(mark) = Self::mark(event) {
            self.follow(mark);
        }
    }

    /// Draws around an instant, and keeps the keys on the point they stood on.
    fn look(self, zoom: Zoom, point: usize, hold: bool) {
        let Some(at) = self.points.get_untracked().get(point).map(|point| point.at) else { return };
        self.current.set(point);
        self.view.set((zoom, at));
        if hold && let Some(mark) = self.read(|picture| picture.holding(point)) {
            self.put(mark);
            self.current.set(point);
        }
    }

    /// The point that is looked at: the one the keys stand on, or the newest of ours.
    fn about(self) -> usize {
        let (current, lines) = (self.current.get_untracked(), self.lines.with_untracked(Vec::len));
        if current < self.points.get_untracked().len() { current } else { lines.saturating_sub(1) }
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
            self.look(self.view.get_untracked().0.step(nearer), self.about(), mark.is_some());
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
        if let Some(next) = self.read(|picture| picture.beside(mark, way)) {
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
            let pressed = move || (self.view.get().0 == zoom).to_string();
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
                let turn = move |_| self.look(self.view.get_untracked().0, point.unwrap_or_default(), false);
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
