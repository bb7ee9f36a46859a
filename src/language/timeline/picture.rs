//! The timeline drawn: from lines to marks on an axis. Marks that would lie on one another are one mark with a count, so
//! that nothing is hidden and a long record is drawn with few of them.

use super::axis::{Axis, WHOLE, stays};
use super::{Lane, Shown};
use crate::record::codes::Phase;
use crate::record::incident::Incident;
use crate::record::time::{MINUTE, Precision, Timestamp};

/// The least distance of two marks of one lane, in hundredths of a per cent of the axis.
pub const APART: usize = WHOLE / 24;

/// What is drawn as a mark: a line of the list, or a clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Its lane.
    pub lane: Lane,
    /// Its minute.
    pub at: Timestamp,
    /// Its end.
    pub to: Timestamp,
    /// False where nobody knows when: named beside the drawing.
    pub timed: bool,
}

impl Point {
    /// A point from an instant to another.
    #[must_use]
    pub fn new(lane: Lane, at: Timestamp, to: Timestamp, timed: bool) -> Self {
        // Within a minute lines stand as they were recorded, so none is to the left of one before it.
        let at = Timestamp(at.0.div_euclid(MINUTE) * MINUTE);
        Self { lane, at, to: to.max(at), timed }
    }

    /// The point of a line.
    #[must_use]
    pub fn of(shown: &Shown) -> Self {
        Self::new(shown.lane, shown.at, shown.to, shown.precision != Precision::Unknown)
    }
}

/// The axis of everything that has a time; on to `now` where that does not squeeze it to less than half.
#[must_use]
pub fn whole(points: &[Point], now: Timestamp) -> Option<Axis> {
    let mut found: Option<(Timestamp, Timestamp)> = None;
    for point in points.iter().filter(|point| point.timed) {
        let (from, to) = found.unwrap_or((point.at, point.to));
        found = Some((from.min(point.at), to.max(point.to)));
    }
    let (from, to) = found?;
    let near = now > to && now.since(to) <= to.since(from);
    Some(Axis::new(from, if near { now } else { to }))
}

/// A mark: one point, or several that fall together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// Its lane.
    pub lane: Lane,
    /// Where it stands, in hundredths of a per cent.
    pub at: usize,
    /// Where the last of it ends.
    pub to: usize,
    /// The place of its first point.
    pub first: usize,
    /// The place of its last point; those of its lane between the two that have a time are its points.
    pub last: usize,
    /// How many points it has.
    pub count: usize,
}

/// What is drawn of a stretch of time, and what is not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// The marks, lane by lane, each lane from its beginning.
    pub marks: Vec<Mark>,
    /// How many points lie before the stretch, and after it; and the place of the nearest of each.
    pub beyond: [(usize, usize); 2],
    /// Points of which nobody knows when.
    pub unknown: usize,
}

impl Picture {
    /// Draws points, which come in the order of time lane by lane, on an axis.
    #[must_use]
    pub fn draw(points: &[Point], axis: Axis) -> Self {
        let mut picture = Self::default();
        for lane in Lane::ALL {
            for (place, point) in points.iter().enumerate().filter(|(_, point)| point.lane == lane) {
                if !point.timed {
                    picture.unknown += 1;
                } else if axis.meets(point.at, point.to) {
                    picture.mark(lane, axis.share(point.at), axis.share(point.to), place);
                } else {
                    let later = point.at > axis.to;
                    let (count, nearest) = &mut picture.beyond[usize::from(later)];
                    let nearer = |than: &Point| if later { point.at < than.at } else { point.at >= than.at };
                    if *count == 0 || points.get(*nearest).is_none_or(nearer) {
                        *nearest = place;
                    }
                    *count += 1;
                }
            }
        }
        picture
    }

    /// Takes a point into the last mark, where it would lie on it, or into one of its own.
    fn mark(&mut self, lane: Lane, at: usize, to: usize, place: usize) {
        if let Some(mark) = self.marks.last_mut().filter(|mark| mark.lane == lane && at.saturating_sub(mark.at) < APART)
        {
            mark.to = mark.to.max(to);
            mark.last = place;
            mark.count += 1;
        } else {
            self.marks.push(Mark { lane, at, to, first: place, last: place, count: 1 });
        }
    }

    /// The mark that holds a point of a lane.
    #[must_use]
    pub fn holding(&self, lane: Lane, point: usize) -> Option<usize> {
        self.marks.iter().position(|mark| mark.lane == lane && (mark.first..=mark.last).contains(&point))
    }

    /// The mark next to one, or itself: the one before or behind it in its lane, or the nearest in the lane above or beneath.
    #[must_use]
    pub fn beside(&self, mark: usize, (along, across): (isize, isize)) -> Option<usize> {
        let here = self.marks.get(mark)?;
        if across == 0 {
            let next = mark.checked_add_signed(along)?;
            return self.marks.get(next).filter(|one| one.lane == here.lane).map(|_| next);
        }
        // The first mark of another lane on that side; its lane is the one next to this.
        let side = |place: &usize| if across < 0 { *place < mark } else { *place > mark };
        let other = |place: &usize| side(place) && self.marks.get(*place).is_some_and(|one| one.lane != here.lane);
        let mut places = (0..self.marks.len()).filter(other);
        let lane = self.marks.get(if across < 0 { places.next_back() } else { places.next() }?)?.lane;
        let mut nearest: Option<(usize, usize)> = None;
        for (place, one) in self.marks.iter().enumerate().filter(|(_, one)| one.lane == lane) {
            let distance = one.at.abs_diff(here.at);
            if nearest.is_none_or(|(least, _)| distance < least) {
                nearest = Some((distance, place));
            }
        }
        nearest.map(|(_, place)| place)
    }
}

/// A stay in a phase, drawn as a band.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// The phase.
    pub phase: Phase,
    /// When it was entered.
    pub from: Timestamp,
    /// When it was left; nothing while it lasts.
    pub to: Option<Timestamp>,
    /// The row in which no other band lies on it, from 0.
    pub row: usize,
}

/// The bands of an axis. Phases may overlap: each stands in the first row that is free.
#[must_use]
pub fn bands(incident: &Incident, axis: Axis) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    for (phase, stay) in stays(incident) {
        let end = |to: Option<Timestamp>| to.unwrap_or(axis.to.max(stay.opened));
        if !axis.meets(stay.opened, end(stay.closed)) {
            continue;
        }
        let lies_on = |band: &Band| band.from < end(stay.closed) && stay.opened < end(band.to);
        let taken = |row: usize| bands.iter().any(|band| band.row == row && lies_on(band));
        let row = (0..).find(|row| !taken(*row)).unwrap_or_default();
        bands.push(Band { phase, from: stay.opened, to: stay.closed, row });
    }
    bands
}
