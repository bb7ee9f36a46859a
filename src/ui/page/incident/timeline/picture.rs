//! The timeline drawn above its list: what is drawn of it, how near, and how one moves through it.

use super::super::deadlines::duties::{is_apart, owed, state_mark};
use super::super::deadlines::own_words;
use super::line::{vagueness, words};
use super::{Window, arrive, go, svg};
use crate::browser::page::set_hash;
use crate::deadline::obligation::Obligation;
use crate::language::timeline::axis::{Axis, Zoom};
use crate::language::timeline::picture::{Band, Mark, Picture, Point, bands, whole};
use crate::language::timeline::{Lane, Shown, Wanted};
use crate::language::{Language, Msg, duty};
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
    /// The point that the keys stand on.
    point: usize,
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
        for flag in (mark.first..=mark.last).filter_map(|point| self.flag(point)) {
            if flag.look == "over" || matches!(look, None | Some("met" | "waiting")) {
                look = Some(flag.look);
            }
        }
        look.filter(|_| mark.lane == Lane::Clock)
    }

    /// The mark that the keys stand on.
    pub fn here(&self) -> Option<usize> {
        self.picture.holding(self.points.get(self.point)?.lane, self.point)
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
            let place = found.iter().position(|flag: &Flag| flag.at > at).unwrap_or(found.len());
            found.insert(place, Flag { at, shape, look, words });
        }
    }
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
    if mark.count == 1 {
        return match lines.get(mark.first) {
            Some(shown) => name(session, one, shown),
            None => drawn.flag(mark.first).map(|flag| flag.words.clone()).unwrap_or_default(),
        };
    }
    let language = session.language.get();
    let [first, last] = [mark.first, mark.last]
        .map(|place| drawn.points.get(place).map(|point| session.when(point.at)).unwrap_or_default());
    let count = msg!("{0} together", "合并 {0} 条").fill(language, &[&mark.count.to_string()]);
    [mark.lane.name().get(language), &count, &from_to(language, &first, &last)].join(" · ")
}

/// Draws lines and clocks as near as asked, around an instant.
fn make(session: Session, window: &Window, owed: &[Obligation], now: Timestamp) -> Option<Drawn> {
    let lines = &window.all;
    let flags = flags(session, owed, now);
    let mut points: Vec<Point> = lines.iter().map(Point::of).collect();
    points.extend(flags.iter().map(|flag| Point::new(Lane::Clock, flag.at, flag.at, true)));
    let whole = whole(&points, now)?;
    session.opened.with_untracked(|opened| {
        let one = opened.as_ref()?;
        let zoom = Zoom::ALL.get(window.zoom).copied()?;
        let axis = whole.around(zoom, &one.incident, window.about, session.offset_at(window.about));
        let (picture, bands) = (Picture::draw(&points, axis), bands(&one.incident, axis));
        let point = window.point.filter(|point| *point < points.len()).unwrap_or(lines.len().saturating_sub(1));
        let mut drawn = Drawn { axis, now, picture, points, point, names: Vec::new(), bands, flags };
        let names = drawn.picture.marks.iter().map(|mark| name_of(session, one, lines, &drawn, mark)).collect();
        drawn.names = names;
        Some(drawn)
    })
}

/// The picture of the lines, which come the oldest first; keys and clicks lead to their rows.
pub(super) fn picture(session: Session, wanted: RwSignal<Wanted>, lines: RwSignal<Window>) -> AnyView {
    let minute = Memo::new(move |_| Timestamp(session.now.get().0 / MINUTE * MINUTE));
    let owed = owed(session);
    let drawn = Memo::new(move |_| {
        let now = minute.get();
        lines.with(|window| owed.with(|owed| make(session, window, owed, now)))
    });
    let said = RwSignal::new(String::new());
    let moves = Moves { session, wanted, lines, drawn, said };
    let svg = move || drawn.with(|drawn| drawn.as_ref().map(|drawn| svg::draw(session, drawn)));
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
    let unknown = drawn.picture.unknown;
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
    /// The name of what is pointed at.
    said: RwSignal<String>,
}

impl Moves {
    /// Puts the keys on a point, and draws around it where another zoom is asked for; with the focus, if it is wanted.
    fn stand(self, zoom: Option<usize>, pick: &dyn Fn(&Drawn) -> Option<usize>, hold: bool) -> Option<usize> {
        let (point, at) = self.drawn.with_untracked(|drawn| {
            let drawn = drawn.as_ref()?;
            let point = pick(drawn)?;
            Some((point, drawn.points.get(point)?.at))
        })?;
        self.lines.update(|window| {
            window.point = Some(point);
            if let Some(zoom) = zoom {
                (window.zoom, window.about) = (zoom.min(Zoom::ALL.len() - 1), at);
            }
        });
        if hold && let Some(mark) = self.drawn.with_untracked(|drawn| drawn.as_ref()?.here()) {
            arrive(svg::id(mark), 1);
        }
        Some(point)
    }

    /// Draws nearer, or further away, around where the keys stand.
    fn look(self, zoom: usize, hold: bool) {
        self.stand(Some(zoom), &|drawn| Some(drawn.point), hold);
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
        let mark: Option<usize> = around(".picture-mark").and_then(|mark| mark.id().get(2..)?.parse().ok());
        let zoom = self.lines.with_untracked(|window| window.zoom);
        let way = match (key.as_str(), mark) {
            ("+" | "=", _) => return self.look(zoom + 1, mark.is_some()),
            ("-" | "_", _) => return self.look(zoom.saturating_sub(1), mark.is_some()),
            ("" | "Enter" | " ", Some(_)) => (0, 0),
            ("ArrowLeft", Some(_)) => (-1, 0),
            ("ArrowRight", Some(_)) => (1, 0),
            ("ArrowUp", Some(_)) => (0, -1),
            ("ArrowDown", Some(_)) => (0, 1),
            _ => return,
        };
        event.prevent_default();
        let there = |drawn: &Drawn| {
            let next = drawn.picture.beside(mark?, way)?;
            drawn.picture.marks.get(next).map(|mark| mark.first)
        };
        let follows = way == (0, 0);
        if let Some(point) = self.stand(None, &there, !follows).filter(|_| follows) {
            // To the row of a line; of a clock to the deadlines.
            match self.lines.with_untracked(|lines| Some((lines.all.get(point)?.key(), lines.all.len()))) {
                Some((key, count)) => go(self.wanted, key, (point, count)),
                None => set_hash(&here(self.session, IncidentTab::Deadlines, None)),
            }
        }
    }

    /// The buttons that choose how near.
    fn zooms(self) -> AnyView {
        let names = [msg!("Whole", "全部"), msg!("Phase", "阶段"), msg!("Day", "一天"), msg!("Hour", "一小时")];
        let button = |(zoom, words): (usize, Msg)| {
            let pressed = move || if self.zoom() == zoom { "true" } else { "false" };
            let turn = move |_| self.look(zoom, false);
            view! { <button class="button" type="button" aria-pressed=pressed on:click=turn>{t(words)}</button> }
        };
        let buttons: Vec<AnyView> = names.into_iter().enumerate().map(button).collect();
        view! { <div class="line" role="group" aria-label=t(msg!("Zoom", "缩放"))>{buttons}</div> }
    }

    fn zoom(self) -> usize {
        self.lines.with(|window| window.zoom)
    }

    /// The buttons that lead to what lies before and after, while not everything is drawn.
    fn ways(self) -> AnyView {
        let button = |(side, words): (usize, Msg)| {
            let turn = move |_| {
                let zoom = self.lines.with_untracked(|window| window.zoom);
                let beyond = |drawn: &Drawn| {
                    drawn.picture.beyond.get(side).filter(|(count, _)| *count > 0).map(|(_, nearest)| *nearest)
                };
                self.stand(Some(zoom), &beyond, false);
            };
            let words = move || {
                let count = self.drawn.with(|drawn| Some(drawn.as_ref()?.picture.beyond.get(side)?.0));
                words.fill(self.session.language.get(), &[&count.unwrap_or_default().to_string()])
            };
            view! { <button class="button" type="button" on:click=turn>{words}</button> }
        };
        let names = [msg!("{0} earlier", "更早 {0} 条"), msg!("{0} later", "更晚 {0} 条")];
        let buttons: Vec<AnyView> = names.into_iter().enumerate().map(button).collect();
        view! { <div class="line" hidden=move || self.zoom() == 0>{buttons}</div> }
    }
}
