//! The nodes of the drawn timeline. Widths are shares, heights are measured in letters, so that both follow the page.

use super::super::deadlines::duties::state_mark;
use super::super::header::phase_code;
use super::picture::Drawn;
use crate::language::Language;
use crate::language::codes::Named;
use crate::language::timeline::Lane;
use crate::language::timeline::picture::{Band, Mark};
use crate::record::time::Timestamp;
use crate::session::Session;
use crate::ui::markup::prelude::*;
use crate::ui::widget::mark::Mark as Shape;

/// So many lines of unknown time are named beside the drawing; the others stand in the list.
pub const BESIDE: usize = 12;

/// Heights, in letters.
const BANDS: f64 = 1.7;
const BAND: f64 = 1.7;
const LANE: f64 = 3.6;
/// From the top of a lane to its line.
const MIDDLE: f64 = 2.4;

/// The id of a mark.
pub fn id(mark: usize) -> String {
    ["m-", &mark.to_string()].concat()
}

fn unit(number: f64, unit: &str) -> String {
    let mut text = format!("{number:.2}");
    text.push_str(unit);
    text
}

/// Between the edges, so that marks at the ends are whole.
fn x(share: f64) -> f64 {
    3.0 + 94.0 * share
}

fn at(share: f64) -> String {
    unit(x(share), "%")
}

fn em(height: f64) -> String {
    unit(height, "em")
}

fn upright(class: &'static str, share: f64, from: f64) -> AnyView {
    let x = at(share);
    view! { <line class=class x1=x.clone() x2=x y1=em(from) y2="100%"></line> }.into_any()
}

/// A word that stays on the axis: to the right of its place, near the end to the left of it.
fn word(share: f64, y: f64, words: String) -> AnyView {
    let (side, aside) = if share > 0.88 { ("end", "-4") } else { ("start", "4") };
    view! { <text class="lane-word" x=at(share) y=em(y) dx=aside text-anchor=side>{words}</text> }.into_any()
}

/// Draws it; the keys stand on the mark that holds the point `current`.
pub fn draw(session: Session, drawn: &Drawn, current: usize) -> AnyView {
    let language = session.language.get();
    let axis = drawn.axis;
    let rows = drawn.bands.iter().map(|band| band.row + 1).max().unwrap_or(0);
    #[allow(clippy::cast_precision_loss)] // a few rows
    let (top, lanes) = (BANDS + BAND * rows as f64, drawn.lanes.len() as f64);
    let height = top + LANE * lanes + 0.4;
    let (labels, by_day) = axis.labels(session.offset_at(axis.from));
    let label = |label: &Timestamp| {
        let civil = label.civil(session.offset_at(*label));
        let words = if by_day { civil.date() } else { civil.time() };
        let share = axis.share(*label);
        // At the end there is no room for one.
        let words = (share < 0.9).then(|| word(share, 1.1, words));
        view! { {upright("picture-tick", share, 0.2)}{words} }.into_any()
    };
    let labels: Vec<AnyView> = labels.iter().map(label).collect();
    let bands: Vec<AnyView> = drawn.bands.iter().map(|one| band(session, language, drawn, one)).collect();
    let y = |lane: Lane| {
        let place = drawn.lanes.iter().position(|one| *one == lane).unwrap_or(0);
        #[allow(clippy::cast_precision_loss)] // one of four
        let place = place as f64;
        top + LANE * place
    };
    let lane = |lane: &Lane| {
        let (y, empty) = (y(*lane), !drawn.picture.marks.iter().any(|mark| mark.lane == *lane));
        let nothing = if empty { msg!(" · nothing here", " · 此处没有").get(language) } else { "" };
        let words = [lane.name().get(language), nothing].concat();
        view! {
            <line class="picture-line" x1="0" x2="100%" y1=em(y + MIDDLE) y2=em(y + MIDDLE)></line>
            <text class="lane-word" x="0" y=em(y + 1.05)>{words}</text>
        }
        .into_any()
    };
    let lanes: Vec<AnyView> = drawn.lanes.iter().map(lane).collect();
    let here = drawn.picture.holding(current).unwrap_or(drawn.picture.marks.len().saturating_sub(1));
    let marks: Vec<AnyView> = drawn
        .picture
        .marks
        .iter()
        .enumerate()
        .map(|(place, mark)| self::mark(drawn, (place, mark), y(mark.lane) + MIDDLE, top, place == here))
        .collect();
    let now = axis.meets(drawn.now, drawn.now).then(|| {
        let share = axis.share(drawn.now);
        view! { {upright("lane-now", share, 0.0)}{word(share, height - 0.4, msg!("now", "现在").get(language).to_owned())} }
    });
    let (from, to) = (session.when(axis.from), session.when(axis.to));
    view! {
        <div class="lane-ends small muted"><span>{from}</span><span>{to}</span></div>
        <svg class="picture-lanes" height=em(height) role="group">
            {labels}
            {bands}
            {lanes}
            {now}
            {marks}
        </svg>
    }
    .into_any()
}

fn band(session: Session, language: Language, drawn: &Drawn, band: &Band) -> AnyView {
    let (from, to) = (drawn.axis.share(band.from), drawn.axis.share(band.to.unwrap_or(drawn.axis.to)));
    #[allow(clippy::cast_precision_loss)] // a few rows
    let y = BANDS + BAND * band.row as f64;
    let name = band.phase.name().get(language);
    let ended = match band.to {
        Some(to) => session.when(to),
        None => msg!("still open", "进行中").get(language).to_owned(),
    };
    let label = [name, &session.when(band.from), &ended].join(" · ");
    // A band that is too short for its name keeps it for the line beneath the picture, and for readers.
    let width = to - from;
    let words = match width {
        wide if wide > 0.13 => name,
        some if some > 0.03 => phase_code(band.phase),
        _ => "",
    };
    view! {
        <g role="img" aria-label=label data-open=band.to.is_none().to_string()>
            <rect class="picture-band" x=at(from) y=em(y) width=unit((x(to) - x(from)).max(0.3), "%") height=em(BAND - 0.2)></rect>
            <text class="picture-phase" x=at(from) y=em(y + 1.1) dx="4">{words}</text>
        </g>
    }
    .into_any()
}

fn mark(drawn: &Drawn, (place, mark): (usize, &Mark), y: f64, top: f64, here: bool) -> AnyView {
    let state = drawn.states.get(place).copied().flatten().map(state_mark);
    let count = mark.points.len();
    let shape = match count {
        1 => {
            let shape = match mark.lane {
                Lane::Attacker => Shape::Diamond,
                Lane::Cause => Shape::Triangle,
                Lane::Ours => Shape::Dot,
                Lane::Clock => state.map_or(Shape::Ring, |(shape, _)| shape),
            };
            let (class, path) = shape.path();
            view! { <rect class="picture-hit" x="-12" y="-12" width="24" height="24"></rect><path class=class transform="translate(-6 -6)" d=path></path> }
        }
        _ => {
            let words = count.to_string();
            let wide = words.len() * 8 + 14;
            let left = ["-", &(wide / 2).to_string()].concat();
            let round = if mark.lane == Lane::Ours { "12" } else { "2" };
            view! {
                <rect class="picture-count" x=left y="-12" width=wide.to_string() height="24" rx=round></rect>
                <text text-anchor="middle" dy="0.35em">{words}</text>
            }
        }
    };
    // How long it lasted, where that can be seen.
    let span = (mark.to - mark.at > 0.004).then(|| {
        let width = unit(x(mark.to) - x(mark.at), "%");
        view! { <rect class="picture-span" data-lane=mark.lane.code() x=at(mark.at) y=em(y - 0.2) width=width height="0.4em"></rect> }
    });
    let focusable = if here { "0" } else { "-1" };
    let (name, look) = (drawn.names.get(place).cloned(), state.map(|(_, look)| look));
    let stem = (mark.lane == Lane::Clock).then(|| upright("picture-stem", mark.at, top));
    view! {
        {stem}
        {span}
        <svg class="lane-mark" x=at(mark.at) y=em(y) width="1" height="1">
            <g class="picture-mark" id=id(place) role="link" tabindex=focusable aria-label=name data-lane=mark.lane.code() data-state=look>
                {shape}
            </g>
        </svg>
    }
    .into_any()
}
