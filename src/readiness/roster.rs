//! The on-call roster: shifts on the wall clock of their own zone, who holds them, and when nobody does.
//!
//! A shift begins and ends at the first instant at which the wall clock of its zone shows that time or a later one. So a
//! time that occurs twice is meant the first time (RFC 5545 3.3.5), one that clocks are put forward over is the instant
//! of the change, and two shifts of a zone that hand over at one time do so without a gap on every day of the year.

use super::{Fault, Why, day, day_of};
use crate::record::civil::{Resolution, Zones, resolve};
use crate::record::codes::codes;
use crate::record::gate::same_person;
use crate::record::order::sort;
use crate::record::time::{Civil, DAY, Timestamp};

codes! {
    /// Who is called first, second, third.
    Rank { /// Called first.
        Primary = "primary", /// Called when the first does not answer.
        Secondary = "secondary", /// Called when neither answers.
        Tertiary = "tertiary" }
}

/// Codes of the days of the week, Monday first (RFC 5545 3.3.10, in lower case).
pub const DAYS: [&str; 7] = ["mo", "tu", "we", "th", "fr", "sa", "su"];

/// One person on call for a team, every week anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift<'a> {
    /// The team, as typed; case and spacing do not matter.
    pub team: &'a str,
    /// Who is on call.
    pub person: &'a str,
    /// In which rank.
    pub rank: Rank,
    /// IANA name of the zone in which days and times are meant.
    pub zone: &'a str,
    /// The days on which it begins, as [`days`] reads them: Monday is the lowest bit.
    pub days: u8,
    /// When it begins, `HH:MM`.
    pub from: &'a str,
    /// When it ends, `HH:MM`; on the next day where that is not later than the start. Equal times are a whole day.
    pub to: &'a str,
    /// The first day on which it may begin, `YYYY-MM-DD`; empty for no limit.
    pub valid_from: &'a str,
    /// The last day on which it may begin, `YYYY-MM-DD`; empty for no limit.
    pub valid_to: &'a str,
}

/// A time without cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap<'a> {
    /// The team, as first written.
    pub team: &'a str,
    /// Its first instant.
    pub from: Timestamp,
    /// The first instant after it.
    pub to: Timestamp,
    /// The rank that nobody holds while another one is held; none where nobody is on call at all, which is an error.
    pub missing: Option<Rank>,
}

/// The set of the days with these codes, for [`Shift::days`]. A code that is none is kept as an eighth day, with which
/// the shift is refused.
#[must_use]
pub fn days(codes: &[String]) -> u8 {
    let bit = |code: &String| 1 << DAYS.iter().position(|day| day == code).unwrap_or(DAYS.len());
    codes.iter().fold(0, |set, code| set | bit(code))
}

/// The shifts that cannot be read, and why. They cover nobody.
#[must_use]
pub fn faults(shifts: &[Shift], zones: &dyn Zones) -> Vec<Fault> {
    let found = shifts.iter().enumerate();
    found.filter_map(|(place, shift)| Some(Fault { place, why: read(shift, zones).err()? })).collect()
}

/// The shifts of a team that are on at an instant, the first to be called first. More than one person may hold a rank.
#[must_use]
pub fn on_call<'a, 's>(shifts: &'s [Shift<'a>], team: &str, at: Timestamp, zones: &dyn Zones) -> Vec<&'s Shift<'a>> {
    let on = |shift: &&Shift| {
        same_person(shift.team, team) && spans(shift, at, at.plus(1), zones).is_ok_and(|spans| !spans.is_empty())
    };
    let mut found: Vec<&Shift> = shifts.iter().filter(on).collect();
    sort(&mut found, &|a, b| a.rank < b.rank);
    found
}

/// The gaps of every team that is named, in so many times 24 hours from now: for each team, in the order in which they
/// are first named, the longest spans in which nobody is on call, and those in which somebody is but not in every rank.
#[must_use]
pub fn gaps<'a>(shifts: &[Shift<'a>], now: Timestamp, zones: &dyn Zones, days: u8) -> Vec<Gap<'a>> {
    let end = now.plus(i64::from(days) * DAY);
    let mut gaps = Vec::new();
    for (place, shift) in shifts.iter().enumerate() {
        let team = shift.team.trim();
        if team.is_empty() || shifts.iter().take(place).any(|one| same_person(one.team, team)) {
            continue;
        }
        // Where a rank is taken up and laid down; the end itself changes nothing but closes the last span.
        let mut edges = vec![(end, Rank::Primary, 0)];
        for one in shifts.iter().filter(|one| same_person(one.team, team)) {
            for (from, to) in spans(one, now, end, zones).unwrap_or_default() {
                edges.extend([(from, one.rank, 1), (to, one.rank, -1)]);
            }
        }
        sort(&mut edges, &|a, b| a.0 < b.0);
        let (mut since, mut held) = (now, [0; 3]);
        for (at, rank, step) in edges {
            if at > since {
                note(&mut gaps, Gap { team, from: since, to: at, missing: None }, held);
                since = at;
            }
            held[rank as usize] += step;
        }
    }
    gaps
}

/// Notes what a span misses in which so many hold each rank: longer the gap that ends where the span begins, or anew.
fn note<'a>(gaps: &mut Vec<Gap<'a>>, span: Gap<'a>, held: [i32; 3]) {
    let nobody = held == [0; 3];
    for missing in [None, Some(Rank::Primary), Some(Rank::Secondary), Some(Rank::Tertiary)] {
        if missing.map_or(nobody, |rank| !nobody && held[rank as usize] == 0) {
            let meets = |gap: &&mut Gap| gap.team == span.team && gap.missing == missing && gap.to == span.from;
            match gaps.iter_mut().rev().find(meets) {
                Some(gap) => gap.to = span.to,
                None => gaps.push(Gap { missing, ..span }),
            }
        }
    }
}

/// A shift as read: start and end in milliseconds from the midnight of its day on the wall clock, and the first and
/// last day on which it may begin.
struct Hours {
    from: i64,
    to: i64,
    first: i64,
    last: i64,
}

fn read(shift: &Shift, zones: &dyn Zones) -> Result<Hours, Why> {
    let limit = |text: &str, none: i64| if text.is_empty() { Some(none) } else { day(text) };
    let time = |text: &str| {
        let civil = Civil::parse("1970-01-01", text).filter(|civil| civil.time() == text);
        civil.map(|civil| civil.as_utc().0)
    };
    if shift.team.trim().is_empty() {
        return Err(Why::Team);
    }
    if shift.person.trim().is_empty() {
        return Err(Why::Person);
    }
    if !(1..1 << DAYS.len()).contains(&u32::from(shift.days)) {
        return Err(Why::Days);
    }
    zones.offset_minutes(shift.zone, Timestamp(0)).ok_or(Why::Zone)?;
    let from = time(shift.from).ok_or(Why::From)?;
    let to = time(shift.to).ok_or(Why::To)?;
    let first = limit(shift.valid_from, i64::MIN).ok_or(Why::ValidFrom)?;
    let last = limit(shift.valid_to, i64::MAX).ok_or(Why::ValidTo)?;
    if last < first {
        return Err(Why::Validity);
    }
    Ok(Hours { from, to: if to > from { to } else { to + DAY }, first, last })
}

/// When a shift is on between two instants: from the first of each pair until just before the second.
fn spans(
    shift: &Shift,
    begin: Timestamp,
    end: Timestamp,
    zones: &dyn Zones,
) -> Result<Vec<(Timestamp, Timestamp)>, Why> {
    let hours = read(shift, zones)?;
    let local = |at: Timestamp| zones.offset_minutes(shift.zone, at).map(|offset| day_of(at.civil(offset)));
    let (first, last) = local(begin).zip(local(end)).ok_or(Why::Zone)?;
    let mut found = Vec::new();
    // From the day before, for a night that is still on, to the day after: clocks may be put back over midnight.
    for day in (first - 1).max(hours.first)..=(last + 1).min(hours.last) {
        // 1970-01-01 was a Thursday.
        if shift.days >> (day + 3).rem_euclid(7) & 1 == 0 {
            continue;
        }
        let midnight = Timestamp(day.saturating_mul(DAY));
        let reached = |after: i64| reached(zones, shift.zone, midnight.plus(after).civil(0));
        if let (Some(from), Some(to)) = (reached(hours.from), reached(hours.to)) {
            let (from, to) = (from.max(begin), to.min(end));
            if from < to {
                found.push((from, to));
            }
        }
    }
    Ok(found)
}

/// The first instant at which the wall clock of a zone shows a reading or a later one.
fn reached(zones: &dyn Zones, zone: &str, mut reading: Civil) -> Option<Timestamp> {
    // The reading after those that are left out is shown itself.
    for _ in 0..2 {
        match resolve(zones, zone, reading) {
            Resolution::One(at, _) | Resolution::Two((at, _), _) => return Some(at),
            Resolution::None { after, .. } => reading = after,
            Resolution::UnknownZone => break,
        }
    }
    None
}
