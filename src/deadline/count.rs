//! From an anchor and a length to the instant at which it ends.

use super::calendar::calendar;
use super::day::{Day, Place};
use super::pack::{Length, Regime, Stage, Unit};
use crate::record::civil::Zones;
use crate::record::time::{Civil, HOUR, Moment, Timestamp};

/// How the lengths of a stage are counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manner<'a> {
    /// Zone in which days end; empty for the zone in which the anchor was typed.
    pub zone: &'a str,
    /// Code of the holiday calendar; empty where only weekends are skipped.
    pub holidays: &'a str,
    /// True when the day of the anchor is day 1.
    pub day_one: bool,
    /// Hour and minute at which the last day ends; none for the end of the day.
    pub cut_off: Option<(u32, u32)>,
    /// True when the end under the EU rule of hours is told too.
    pub hour_rule: bool,
}

impl<'a> Manner<'a> {
    /// As the regime and the stage say.
    #[must_use]
    pub fn of(regime: &'a Regime, stage: &Stage) -> Self {
        Self {
            zone: &regime.zone,
            holidays: &regime.holidays,
            day_one: stage.day_one,
            cut_off: stage.cut_off,
            hour_rule: stage.hour_rule,
        }
    }
}

/// When a length ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The instant it runs from.
    pub start: Timestamp,
    /// The instant at which it ends; itself still in time.
    pub at: Timestamp,
    /// The day on which it ends in the rule's zone, where days are counted.
    pub day: Option<Day>,
    /// True when a day was counted of which the holidays are not known: the date can only be early.
    pub holidays_unknown: bool,
    /// True when the zone is not known here: the date can only be early.
    pub zone_unknown: bool,
    /// Where the EU rule of hours ends it, for information: the end of the n-th hour after the hour of the event
    /// (Regulation (EEC, Euratom) 1182/71 Art. 3(1)).
    pub hour_end: Option<Timestamp>,
}

impl Due {
    /// Its length in milliseconds.
    #[must_use]
    pub fn length(&self) -> i64 {
        self.at.since(self.start)
    }
}

/// Counts a length from an anchor; nothing where the anchor has no instant or the length no number.
#[must_use]
pub fn count(length: Length, from: &Moment, manner: &Manner, zones: &dyn Zones) -> Option<Due> {
    let start = from.at?;
    let place = Place::of(manner.zone, from, zones);
    let mut due = Due { start, at: start, day: None, holidays_unknown: false, zone_unknown: false, hour_end: None };
    let n = i64::from(length.n);
    let last = match length.unit {
        Unit::None => return None,
        Unit::Hours => {
            due.at = start.plus(n * HOUR);
            due.hour_end = manner.hour_rule.then(|| place.hour_end(start).plus(n * HOUR));
            return Some(due);
        }
        Unit::CalendarDays => first(&place, start, manner.day_one).plus(n),
        Unit::Months => {
            let last = place.day(start).months_later(length.n);
            if manner.day_one && n > 0 { last.plus(-1) } else { last }
        }
        Unit::BusinessDays => {
            let (last, unknown) = business_days(first(&place, start, manner.day_one), length.n, manner.holidays);
            due.holidays_unknown = unknown;
            last
        }
    };
    due.zone_unknown = !place.is_known();
    due.day = Some(last);
    due.at = match manner.cut_off {
        Some((hour, minute)) => place.at(Civil { hour, minute, ..last.civil() }),
        None => place.end_of(last),
    };
    Some(due)
}

/// Day 0 of a count of days: the day of the anchor, or the one before it.
fn first(place: &Place, start: Timestamp, day_one: bool) -> Day {
    place.day(start).plus(if day_one { -1 } else { 0 })
}

/// The `n`-th business day after a day, whatever day that is; and whether a day was passed of which the calendar does
/// not know the holidays. Such a day counts unless it is a weekend.
fn business_days(day: Day, n: u32, holidays: &str) -> (Day, bool) {
    let known = calendar(holidays);
    let (mut last, mut left, mut unknown) = (day, n, false);
    while left > 0 {
        last = last.plus(1);
        unknown |= !holidays.is_empty() && !known.is_some_and(|calendar| calendar.knows(last.year()));
        if !last.is_weekend() && !known.is_some_and(|calendar| calendar.is_holiday(last)) {
            left -= 1;
        }
    }
    (last, unknown)
}

/// Noon of the next working day where a deadline falls on a weekend, and nothing where it does not: a relief that only
/// a person turns on (Delegated Regulation (EU) 2025/301 Art. 5(4)). Bank holidays differ by country and are not known
/// here, so it can only be early.
#[must_use]
pub fn noon_next_working_day(due: Timestamp, typed: &Moment, zones: &dyn Zones) -> Option<Timestamp> {
    let place = Place::of("", typed, zones);
    let day = place.day(due);
    day.is_weekend().then(|| place.at(Civil { hour: 12, ..business_days(day, 1, "").0.civil() }))
}
