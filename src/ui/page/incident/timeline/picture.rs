//! The timeline drawn above its list: what is drawn of it, how near, and how one moves through it.

use super::super::deadlines::duties::{is_apart, owed, state_mark};
use super::super::deadlines::own_words;
use super::line::{vagueness, words};
use super::{Goal, Window, go, svg};
use crate::browser::page::{focus, set_hash};
use crate::deadline::obligation::Obligation;
use crate::language::timeline::axis::{Axis, Zoom};
use crate::language::timeline::picture::{Band, Mark, Picture, Point, bands, whole};
use crate::language::timeline::{Lane, Shown, Wanted};
use crate::language::{Language, Msg, duty};
use crate::record::order::sort;
use crate::record::time::{MINUTE, Precision, Timestamp};
use crate::session::{IncidentTab, OpenIncident, Session};
use crate::ui::markup::prelude::*;
use crate::ui::markup::{Element, Node};
use crate::ui::page::incident::header::here;
use crate::ui::widget::mark::{Mark as Shape, mark};
use crate::ui::widget::text::{stored, t};
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::{Element as Dom, Event, KeyboardEvent};

/// The most letters of a text in the name of a mark.
const LETTERS: usize = 160;

/// A clock at its due instant.
struct Flag {
    at: Timestamp,
    shape: Shape,
    look: &'static str,
    words: String,
}

/// What is drawn, worked out once for each change of record, filter and zoom.
pub struct Drawn {
    pub axis: Axis,
    pub now: Timestamp,
    pub picture: Picture,
    /// Lines, then clocks.
    pub points: Vec<Point>,
    /// The name of each mark.
    pub names: Vec<String>,
    pub bands: Vec<Band>,
    flags: Vec<Flag>,
}

/// It is made only when something it shows has changed.
impl PartialEq for Drawn {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

impl Drawn {
    /// The place of a point among the clocks.
    fn flag(&self, point: usize) -> Option<&Flag> {
        self.flags.get(point.checked_sub(self.points.len() - self.flags.len())?)
    }

    /// The state of a mark of clocks: of several the first that waits for us, unless one is overdue.
    pub fn look(&self, mark: &Mark) -> Option<&'static str> {
        let mut look = None;
        for flag in mark.points.iter().filter_map(|point| self.flag(*point)) {
            if flag.look == "over" || matches!(look, None | Some("met" | "waiting")) {
                look = Some(flag.look);
            }
        }
        look
    }
}

/// The clocks that have a due instant, the first first.
fn flags(session: Session, owed: &[Obligation], now: Timestamp) -> Vec<Flag> {
    let language = session.language.get();
    let mut found = Vec::new();
    for one in owed.iter().filter(|one| !is_apart(one)) {
        let due = one.due.map(|due| due.at).or_else(|| one.promised().map(|(_, at)| at));
        if let Some(at) = due {
            let state = one.state(now);
            let (shape, look) = state_mark(state);
            let name = own_words(session, &one.regime, Some(&one.stage));
            let words = [&name, duty::state(state).get(language), &*session.when(at)].join(" · ");
            found.push(Flag { at, shape, look, words });
        }
    }
    sort(&mut found, &|a, b| a.at < b.at);
    found
}

fn from_to(language: Language, from: &str, to: &str) -> String {
    msg!("{0} to {1}", "{0} 至 {1}").fill(language, &[from, to])
}

/// A line in words: when, what, who.
fn name(session: Session, one: &OpenIncident, shown: &Shown) -> String {
    let language = session.language.get();
    let Some((line, author)) = words(session, one, shown) else { return String::new() };
    let mut time = session.when(shown.at);
    if shown.precision == Precision::Exact && shown.to > shown.at {
        time = from_to(language, &time, &session.when(shown.to));
    }
    let text: String = stored(&line.text).chars().take(LETTERS).collect();
    let mut said = time;
    let vague = vagueness(shown.precision).map_or("", |vague| vague.get(language));
    for part in [vague, line.kind.get(language), &text, &author] {
        if !part.is_empty() {
            said.push_str(" · ");
            said.push_str(part);
        }
    }
    said
}

/// The name of a mark: of one point its words, of several how many, from when to when.
fn name_of(session: Session, one: &OpenIncident, lines: &[Shown], drawn: &Drawn, mark: &Mark) -> String {
    let language = session.language.get();
    let (first, last) = match *mark.points {
        [only] => {
            return match (lines.get(only), drawn.flag(only)) {
                (Some(shown), _) => name(session, one, shown),
                (None, flag) => flag.map(|flag| flag.words.clone()).unwrap_or_default(),
            };
        }
        [first, .., last] => (first, last),
        [] => return String::new(),
    };
    let at = |place: usize| drawn.points.get(place).map(|point| session.when(point.at)).unwrap_or_default();
    let count = msg!("{0} together", "合并 {0} 条").fill(language, &[&mark.points.len().to_string()]);
    [mark.lane.name().get(language), &count, &from_to(language, &at(first), &at(last))].join(" · ")
}

/// Draws lines and clocks as near as asked, around an instant.
fn make(
    session: Session,
    lines: &[Shown],
    owed: &[Obligation],
    (zoom, about): (Zoom, Timestamp),
    now: Timestamp,
) -> Option<Drawn> {
    let flags = flags(session, owed, now);
    let mut points: Vec<Point> = lines.iter().map(Point::of).collect();
    points.extend(flags.iter().map(|flag| Point::new(Lane::Clock, flag.at, flag.at, true)));
    let whole = whole(&points, now)?;
    session.opened.with_untracked(|opened| {
        let one = opened.as_ref()?;
        let axis = whole.around(zoom, &one.incident, about, session.offset_at(about));
        let (picture, bands) = (Picture::draw(&points, axis), bands(&one.incident, axis));
        let mut drawn = Drawn { axis, now, picture, points, names: Vec::new(), bands, flags };
        let names = drawn.picture.marks.iter().map(|mark| name_of(session, one, lines, &drawn, mark)).collect();
        drawn.names = names;
        Some(drawn)
    })
}

/// A zoom by its place among all.
fn zoomed(place: i64) -> Zoom {
    usize::try_from(place).ok().and_then(|place| Zoom::ALL.get(place).copied()).unwrap_or(Zoom::Whole)
}

/// The picture of the lines, which come the oldest first; keys and clicks lead to their rows.
pub(super) fn picture(session: Session, wanted: RwSignal<Wanted>, lines: RwSignal<Window>, goal: Goal) -> AnyView {
    let minute = Memo::new(move |_| Timestamp(session.now.get().0 / MINUTE * MINUTE));
    let owed = owed(session);
    // How near, as a place among all, and around what. Signals of types there are already: each new one costs bytes.
    let (zoom, about) = (RwSignal::new(0_i64), RwSignal::new(Timestamp::default()));
    let drawn = Memo::new(move |_| {
        let (near, now) = ((zoomed(zoom.get()), about.get()), minute.get());
        lines.with(|window| owed.with(|owed| make(session, &window.all, owed, near, now)))
    });
    let (current, said) = (RwSignal::new(-1), RwSignal::new(String::new()));
    let moves = Moves { session, wanted, lines, drawn, zoom, about, current, said, goal };
    let svg = move || {
        current.track();
        drawn.with(|drawn| drawn.as_ref().map(|drawn| svg::draw(session, drawn, moves.point())))
    };
    let beneath = move || drawn.with(|drawn| drawn.as_ref().map(|drawn| beneath(session, drawn)));
    let inner = view! {
        <div class="spread">{moves.zooms()}{moves.ways()}</div>
        <div class="scroll" tabindex="0" role="region" aria-label=t(msg!("Timeline, drawn", "时间线图"))>{svg}</div>
        <p class="picture-said small" aria-hidden="true">{move || said.get()}</p>
        {beneath}
        <figcaption class="small muted stack-tight">
            <p>{t(msg!(
                "Bands: phases. ◆ attacker, ▲ cause, ● ours, ⚑ clock; a number: so many together. Dashed line: now.",
                "色带：阶段。◆ 攻击者，▲ 原因，● 我方，⚑ 时限；数字：此处合并的条数。虚线：现在。",
            ))}</p>
            <p class="screen-only">{t(msg!(
                "Arrow keys lead from mark to mark, Enter to its row, + and − nearer and further away.",
                "方向键在标记间移动，回车键转到对应行，+ 和 − 放大或缩小。"
            ))}</p>
        </figcaption>
    };
    let mut figure = Element::new("figure\0class\0picture stack-tight");
    for name in ["keydown", "click", "focusin", "mouseover"] {
        figure.on(name, move |event: Event| moves.heard(&event));
    }
    figure.child(inner);
    Node::Element(figure)
}

/// The clocks in words, and how many lines have no place in time.
fn beneath(session: Session, drawn: &Drawn) -> AnyView {
    let language = session.language.get();
    let row = |flag: &Flag| {
        view! { <li class="picture-clock" data-state=flag.look>{mark(flag.shape)}" "{flag.words.clone()}</li> }
    };
    let rows: Vec<AnyView> = drawn.flags.iter().map(row).collect();
    let title = Lane::Clock.name().get(language);
    let clocks = (!rows.is_empty()).then(|| view! { <p>{title}</p><ul class="plain-list">{rows}</ul> });
    let unknown = drawn.picture.unknown.len();
    let unknown = (unknown > 0).then(|| {
        let words = msg!("Of unknown time, in the list only: {0}", "时间未知，仅见于列表：{0}");
        view! { <p>{words.fill(language, &[&unknown.to_string()])}</p> }
    });
    view! { <div class="small">{clocks}{unknown}</div> }
}

/// How one moves through the picture. Cheap to copy.
#[derive(Clone, Copy)]
struct Moves {
    session: Session,
    wanted: RwSignal<Wanted>,
    lines: RwSignal<Window>,
    drawn: Memo<Option<Drawn>>,
    zoom: RwSignal<i64>,
    about: RwSignal<Timestamp>,
    /// The point that the keys stand on; none below 0.
    current: RwSignal<i64>,
    /// The name of what is pointed at.
    said: RwSignal<String>,
    goal: Goal,
}

impl Moves {
    /// The point that is looked at: the one the keys stand on, or the newest line.
    fn point(self) -> usize {
        let points = self.drawn.with_untracked(|drawn| drawn.as_ref().map_or(0, |drawn| drawn.points.len()));
        let newest = || self.lines.with_untracked(|lines| lines.all.len()).saturating_sub(1);
        usize::try_from(self.current.get_untracked()).ok().filter(|point| *point < points).unwrap_or_else(newest)
    }

    /// Puts the keys on a point, with the focus where it is wanted.
    fn stand(self, point: usize, hold: bool) {
        self.current.set(i64::try_from(point).unwrap_or(-1));
        let mark = self.drawn.with_untracked(|drawn| drawn.as_ref()?.picture.holding(point));
        if let Some(mark) = mark.filter(|_| hold) {
            request_animation_frame(move || {
                focus(&svg::id(mark));
            });
        }
    }

    /// Draws around a point, on which the keys then stand.
    fn look(self, zoom: i64, point: usize, hold: bool) {
        if let Some(at) = self.drawn.with_untracked(|drawn| Some(drawn.as_ref()?.points.get(point)?.at)) {
            self.about.set(at);
            self.zoom.set(zoom.clamp(0, Zoom::ALL.len() as i64 - 1));
            self.stand(point, hold);
        }
    }

    /// Goes to the row of a line; of a clock to the deadlines.
    fn follow(self, point: usize) {
        let line = self.lines.with_untracked(|lines| Some((lines.all.get(point)?.key(), lines.all.len())));
        match line {
            Some((key, count)) => go(self.wanted, self.goal, key, (point, count)),
            None => set_hash(&here(self.session, IncidentTab::Deadlines, None)),
        }
    }

    /// Answers the pointer and the keys, wherever in the picture.
    fn heard(self, event: &Event) {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Dom>().ok()) else { return };
        let around = |selector: &str| target.closest(selector).ok().flatten();
        let kind = event.type_();
        if kind != "click" && kind != "keydown" {
            let named = around(".picture-lanes [aria-label]").and_then(|named| named.get_attribute("aria-label"));
            return self.said.set(named.unwrap_or_default());
        }
        // A click is what Enter is.
        let mut key = String::new();
        if let Some(pressed) = event.dyn_ref::<KeyboardEvent>() {
            if pressed.ctrl_key() || pressed.meta_key() || pressed.alt_key() {
                return;
            }
            key = pressed.key();
        }
        let mark = around(".picture-mark").and_then(|mark| mark.id().get(2..)?.parse().ok());
        let zoom = self.zoom.get_untracked();
        let way = match (key.as_str(), mark) {
            ("+" | "=", _) => return self.look(zoom + 1, self.point(), mark.is_some()),
            ("-" | "_", _) => return self.look(zoom - 1, self.point(), mark.is_some()),
            ("" | "Enter" | " ", Some(_)) => (0, 0),
            ("ArrowLeft", Some(_)) => (-1, 0),
            ("ArrowRight", Some(_)) => (1, 0),
            ("ArrowUp", Some(_)) => (0, -1),
            ("ArrowDown", Some(_)) => (0, 1),
            _ => return,
        };
        event.prevent_default();
        let point = self.drawn.with_untracked(|drawn| {
            let picture = &drawn.as_ref()?.picture;
            picture.marks.get(picture.beside(mark?, way)?)?.points.first().copied()
        });
        if let Some(point) = point {
            self.stand(point, way != (0, 0));
            if way == (0, 0) {
                self.follow(point);
            }
        }
    }

    /// The buttons that choose how near.
    fn zooms(self) -> AnyView {
        let names = [msg!("Whole", "全部"), msg!("Phase", "阶段"), msg!("Day", "一天"), msg!("Hour", "一小时")];
        let button = |(zoom, words): (i64, Msg)| {
            let pressed = move || if self.zoom.get() == zoom { "true" } else { "false" };
            let turn = move |_| self.look(zoom, self.point(), false);
            view! { <button class="button" type="button" aria-pressed=pressed on:click=turn>{t(words)}</button> }
        };
        let buttons: Vec<AnyView> = (0..).zip(names).map(button).collect();
        view! { <div class="line" role="group" aria-label=t(msg!("Zoom", "缩放"))>{buttons}</div> }
    }

    /// The buttons that lead to what lies before and after, while not everything is drawn.
    fn ways(self) -> AnyView {
        let button = |(later, words): (bool, Msg)| {
            let beyond = move || {
                self.drawn.with(|drawn| {
                    drawn.as_ref().map(|drawn| drawn.picture.beyond(&drawn.points, later)).unwrap_or_default()
                })
            };
            let turn = move |_| {
                if let Some(point) = beyond().1 {
                    self.look(self.zoom.get_untracked(), point, false);
                }
            };
            let words = move || words.fill(self.session.language.get(), &[&beyond().0.to_string()]);
            view! { <button class="button" type="button" on:click=turn>{words}</button> }
        };
        let sides = [(false, msg!("{0} earlier", "更早 {0} 条")), (true, msg!("{0} later", "更晚 {0} 条"))];
        let buttons: Vec<AnyView> = sides.into_iter().map(button).collect();
        view! { <div class="line" hidden=move || self.zoom.get() == 0>{buttons}</div> }
    }
}
