//! Days of the calendar, and the instants at which they end in a zone.

use crate::record::civil::{Resolution, Zones, resolve};
use crate::record::time::{Civil, DAY, HOUR, MINUTE, Moment, Timestamp};

/// A day of the Gregorian calendar: days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(i64);

impl Day {
    /// The day of a wall-clock reading.
    #[must_use]
    pub fn of(civil: Civil) -> Self {
        Self(civil.as_utc().0.div_euclid(DAY))
    }

    /// Reads `YYYY-MM-DD`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Civil::parse(text, "00:00").map(Self::of).filter(|day| day.civil().date() == text)
    }

    /// Its first minute on the wall clock.
    #[must_use]
    pub fn civil(self) -> Civil {
        Timestamp(self.0.saturating_mul(DAY)).civil(0)
    }

    /// So many days later.
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Its year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.civil().year
    }

    /// True on Saturday and Sunday.
    #[must_use]
    pub fn is_weekend(self) -> bool {
        // 1970-01-01 was a Thursday.
        (self.0 + 3).rem_euclid(7) >= 5
    }

    /// The same day of the month so many months later, or the last day of that month where it has none.
    #[must_use]
    pub fn months_later(self, months: u32) -> Self {
        let civil = self.civil();
        let month = i64::from(civil.year) * 12 + i64::from(civil.month) - 1 + i64::from(months);
        let first = |month: i64| {
            let year = i32::try_from(month.div_euclid(12)).unwrap_or(civil.year);
            let month = u32::try_from(month.rem_euclid(12)).unwrap_or(0) + 1;
            Self::of(Civil { year, month, day: 1, hour: 0, minute: 0, second: 0 })
        };
        let last = first(month + 1).0 - 1;
        Self((first(month).0 + i64::from(civil.day) - 1).min(last))
    }

    /// The last day of its year.
    #[must_use]
    pub fn year_end(self) -> Self {
        Self::of(Civil { year: self.year(), month: 12, day: 31, hour: 0, minute: 0, second: 0 })
    }
}

/// A zone in which days begin and end.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    zones: &'a dyn Zones,
    zone: &'a str,
    /// The offset stated with the time, where the zone itself is not known.
    stated: Option<i32>,
}

impl<'a> Place<'a> {
    /// The zone of a rule, or else the zone in which a moment was typed.
    #[must_use]
    pub fn of(zone: &'a str, typed: &'a Moment, zones: &'a dyn Zones) -> Self {
        match zone.is_empty() {
            true => Self { zones, zone: &typed.zone, stated: Some(typed.offset_minutes) },
            false => Self { zones, zone, stated: None },
        }
    }

    /// False where the zone is not in the database: days then begin and end at the earliest they can anywhere.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.zones.offset_minutes(self.zone, Timestamp(0)).is_some()
    }

    /// Minutes east of UTC at an instant; what to take where the zone is not known.
    fn offset(&self, at: Timestamp, otherwise: i32) -> i32 {
        self.zones.offset_minutes(self.zone, at).or(self.stated).unwrap_or(otherwise)
    }

    /// The day of an instant.
    #[must_use]
    pub fn day(&self, at: Timestamp) -> Day {
        Day::of(at.civil(self.offset(at, -12 * 60)))
    }

    /// The end of the hour of an instant on the wall clock.
    #[must_use]
    pub fn hour_end(&self, at: Timestamp) -> Timestamp {
        let offset = i64::from(self.offset(at, 0)) * MINUTE;
        Timestamp((at.0 + offset).div_euclid(HOUR) * HOUR - offset).plus(HOUR)
    }

    /// The instant at which a day ends: its second 23:59:59.
    #[must_use]
    pub fn end_of(&self, day: Day) -> Timestamp {
        self.at(Civil { hour: 23, minute: 59, second: 59, ..day.civil() })
    }

    /// The instant at which the wall clock shows a reading; where it shows it twice the first time, and where clocks
    /// are put forward over it the last second before.
    #[must_use]
    pub fn at(&self, reading: Civil) -> Timestamp {
        let fixed = |offset: i32| reading.as_utc().plus(-i64::from(offset) * MINUTE);
        match resolve(self.zones, self.zone, reading) {
            Resolution::One(at, _) | Resolution::Two((at, _), _) => at,
            Resolution::None { before, .. } => match resolve(self.zones, self.zone, Civil { second: 59, ..before }) {
                Resolution::One(at, _) | Resolution::Two(_, (at, _)) => at,
                Resolution::None { .. } | Resolution::UnknownZone => fixed(14 * 60),
            },
            Resolution::UnknownZone => fixed(self.stated.unwrap_or(14 * 60)),
        }
    }
}
