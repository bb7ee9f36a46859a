//! The nodes of the drawn timeline. Widths are shares, heights are measured in letters, so that both follow the page.

use super::super::header::phase_code;
use super::picture::Drawn;
use crate::language::codes::{Named, phase_name};
use crate::language::timeline::Lane;
use crate::language::timeline::axis::WHOLE;
use crate::language::timeline::picture::Mark;
use crate::record::codes::Phase;
use crate::session::Session;
use crate::ui::markup::prelude::*;
use crate::ui::markup::{Element, Node};
use crate::ui::widget::mark::Mark as Shape;

/// Heights, in hundredths of a letter: the line of labels above the bands, a row of bands, a lane.
const LABELS: usize = 170;
const BAND: usize = 170;
const LANE: usize = 360;
/// From the top of a lane to its line.
const MIDDLE: usize = 240;

/// The id of a mark.
pub fn id(mark: usize) -> String {
    ["m-", &mark.to_string()].concat()
}

/// A number of hundredths, with its unit.
pub fn hundredths(number: usize, unit: &str) -> String {
    let (whole, part) = ((number / 100).to_string(), (100 + number % 100).to_string());
    [&whole, ".", part.get(1..).unwrap_or_default(), unit].concat()
}

/// An element: its tag, then names and values, with a blank between. In the place of a value `%` or `em` stands the next
/// of the numbers, in hundredths of it.
#[inline(never)]
fn part(start: &'static str, numbers: &[usize]) -> Box<Element> {
    let (mut words, mut numbers) = (start.split(' '), numbers.iter());
    let mut made = Element::new(words.next().unwrap_or_default());
    while let (Some(name), Some(value)) = (words.next(), words.next()) {
        match value {
            "%" | "em" => made.attribute(name, hundredths(numbers.next().copied().unwrap_or_default(), value)),
            fixed => made.attribute(name, fixed),
        }
    }
    made
}

/// Puts an element with words in it into another.
#[inline(never)]
fn put(into: &mut Element, start: &'static str, numbers: &[usize], words: String) {
    let mut made = part(start, numbers);
    if !words.is_empty() {
        made.child(words.into_node());
    }
    into.child(Node::Element(made));
}

/// Between the edges, so that marks at the ends are whole.
fn x(share: usize) -> usize {
    300 + share * 94 / 100
}

/// A word that stays on the axis: to the right of its place, near the end to the left of it.
fn word(svg: &mut Element, share: usize, y: usize, words: String) {
    let start = match share > 8800 {
        true => "text class lane-word dx -4 text-anchor end x % y em",
        false => "text class lane-word dx 4 x % y em",
    };
    put(svg, start, &[x(share), y], words);
}

/// Draws it.
pub fn draw(session: Session, drawn: &Drawn) -> AnyView {
    let language = session.language.get();
    let (axis, marks) = (drawn.axis, &drawn.picture.marks);
    let rows = drawn.bands.iter().map(|band| band.row + 1).max().unwrap_or(0);
    let top = LABELS + BAND * rows;
    let mut lanes = Lane::ALL.to_vec();
    let has = |lane: Lane| drawn.points.iter().any(|point| point.lane == lane);
    lanes.retain(|lane| matches!(lane, Lane::Attacker | Lane::Ours) || has(*lane));
    let height = top + LANE * lanes.len() + 100;
    let mut svg = part("svg class picture-lanes role group height em", &[height]);
    let (labels, by_day) = axis.labels(session.offset_at(axis.from));
    for label in labels {
        let (civil, share) = (label.civil(session.offset_at(label)), axis.share(label));
        put(&mut svg, "line class picture-tick y1 0.2em y2 100% x1 % x2 %", &[x(share); 2], String::new());
        // At the end there is no room for a word.
        if share < 9000 {
            word(&mut svg, share, 110, if by_day { civil.date() } else { civil.time() });
        }
    }
    let label =
        |phase| session.opened.with_untracked(|opened| opened.as_ref().map(|one| phase_name(&one.incident, phase)));
    let label = |phase: Phase| label(phase).unwrap_or(phase.name());
    for band in &drawn.bands {
        let (from, to) = (axis.share(band.from), axis.share(band.to.unwrap_or(axis.to)));
        let name = label(band.phase).get(language);
        let ended = match band.to {
            Some(to) => session.when(to),
            None => msg!("still open", "进行中").get(language).to_owned(),
        };
        let mut made = part("g role img", &[]);
        made.attribute("aria-label", [name, &session.when(band.from), &ended].join(" · "));
        made.attribute("data-open", band.to.is_none());
        let y = LABELS + BAND * band.row;
        let width = (x(to) - x(from)).max(30);
        put(&mut made, "rect class picture-band height 1.5em x % y em width %", &[x(from), y, width], String::new());
        // A band too short for its name keeps it for the line beneath the picture, and for readers.
        let words = match width {
            1200.. => name,
            280.. => phase_code(band.phase),
            _ => "",
        };
        put(&mut made, "text class picture-phase dx 4 x % y em", &[x(from), y + 110], words.to_owned());
        svg.child(Node::Element(made));
    }
    for mark in marks.iter().filter(|mark| mark.lane == Lane::Clock) {
        put(&mut svg, "line class picture-stem y2 100% x1 % x2 % y1 em", &[x(mark.at), x(mark.at), top], String::new());
    }
    if axis.meets(drawn.now, drawn.now) {
        let share = axis.share(drawn.now);
        put(&mut svg, "line class lane-now y1 0 y2 100% x1 % x2 %", &[x(share); 2], String::new());
        word(&mut svg, share, height - 20, msg!("now", "现在").get(language).to_owned());
    }
    let here = drawn.here().unwrap_or(marks.len().saturating_sub(1));
    let mut y = top;
    for lane in lanes {
        let mut group = part("g", &[]);
        group.attribute("data-lane", lane.code());
        let own = || marks.iter().enumerate().filter(|(_, mark)| mark.lane == lane);
        let nothing =
            if own().next().is_none() { msg!(" · nothing here", " · 此处没有").get(language) } else { "" };
        let words = [lane.name().get(language), nothing].concat();
        let middle = y + MIDDLE;
        put(&mut group, "line class picture-line x1 0 x2 100% y1 em y2 em", &[middle; 2], String::new());
        put(&mut group, "text class lane-word x 0 y em", &[y + 105], words);
        for (place, mark) in own() {
            draw_mark(&mut group, drawn, (place, mark), middle, place == here);
        }
        svg.child(Node::Element(group));
        y += LANE;
    }
    view! {
        <div class="lane-ends small muted"><span>{session.when(axis.from)}</span><span>{session.when(axis.to)}</span></div>
        {Node::Element(svg)}
    }
}

fn draw_mark(group: &mut Element, drawn: &Drawn, (place, mark): (usize, &Mark), y: usize, here: bool) {
    // How long it lasted, where that can be seen.
    if mark.to - mark.at > WHOLE / 250 {
        let numbers = [x(mark.at), y - 20, x(mark.to) - x(mark.at)];
        put(group, "rect class picture-span height 0.4em x % y em width %", &numbers, String::new());
    }
    let mut link = part("g class picture-mark role link", &[]);
    link.attribute("id", id(place));
    link.attribute("tabindex", if here { "0" } else { "-1" });
    link.attribute("aria-label", drawn.names.get(place).cloned());
    link.attribute("data-state", drawn.look(mark));
    match mark.count {
        1 => {
            put(&mut link, "rect class picture-hit x -12 y -12 width 24 height 24", &[], String::new());
            let (shape, start) = match mark.lane {
                Lane::Attacker => (Shape::Diamond, "path transform translate(-6,-6)"),
                Lane::Cause => (Shape::Triangle, "path transform translate(-6,-6)"),
                Lane::Ours => (Shape::Dot, "path transform translate(-6,-6)"),
                // It stands on the line, the pole at its due time.
                Lane::Clock => (Shape::Flag, "path transform translate(-2,-12)"),
            };
            let (class, path) = shape.path();
            let mut made = part(start, &[]);
            made.attribute("class", class);
            made.attribute("d", path);
            link.child(Node::Element(made));
        }
        count => {
            put(&mut link, "rect class picture-count x -17 y -11 width 34 height 22 rx 11", &[], String::new());
            put(&mut link, "text text-anchor middle dy 0.35em", &[], count.to_string());
        }
    }
    let mut made = part("svg class lane-mark width 1 height 1 x % y em", &[x(mark.at), y]);
    made.child(Node::Element(link));
    group.child(Node::Element(made));
}
