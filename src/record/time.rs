//! Instants and typed times. No clock here: `now` always comes in from outside.

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, Timelike, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An instant, in milliseconds since 1970-01-01T00:00:00Z. Written as RFC 3339 in UTC with three decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(pub i64);

/// Milliseconds in a minute, an hour and a day of 24 hours.
pub const MINUTE: i64 = 60_000;
/// One hour in milliseconds.
pub const HOUR: i64 = 60 * MINUTE;
/// Twenty-four hours in milliseconds.
pub const DAY: i64 = 24 * HOUR;

/// The earliest and latest instants the app writes (years 1900 to 2200): anything else is a typing error.
const RANGE: (i64, i64) = (-2_208_988_800_000, 7_258_118_400_000);

impl Timestamp {
    /// The instant `milliseconds` later (earlier when negative); saturates.
    #[must_use]
    pub fn plus(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }

    /// Milliseconds from `earlier` to this instant; negative when this one is earlier.
    #[must_use]
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// `2026-11-22T14:05:00.000Z` (RFC 3339).
    #[must_use]
    pub fn to_rfc3339(self) -> String {
        let civil = self.civil(0);
        let mut out = civil.date();
        out.push('T');
        for (mark, part) in [("", civil.hour), (":", civil.minute), (":", civil.second)] {
            out.push_str(mark);
            digits(&mut out, part, 2);
        }
        out.push('.');
        digits(&mut out, u32::try_from(self.0.rem_euclid(1000)).unwrap_or(0), 3);
        out.push('Z');
        out
    }

    /// Reads the one form [`Timestamp::to_rfc3339`] writes, within the years 1900 to 2200.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        // By place: a general date parser costs about 6 kB of the byte budget.
        let shape =
            text.len() == 24 && text.is_ascii() && text.ends_with('Z') && &text[10..11] == "T" && &text[19..20] == ".";
        if !shape {
            return None;
        }
        let millis = number(&text[20..23], 3)?;
        let read = Self(Civil::parse(&text[..10], &text[11..19])?.as_utc().0 + i64::from(millis));
        // The reading of typed times is lenient; an instant has one form only.
        ((RANGE.0..=RANGE.1).contains(&read.0) && read.to_rfc3339() == text).then_some(read)
    }

    /// The wall-clock reading of this instant at a given offset from UTC.
    #[must_use]
    pub fn civil(self, offset_minutes: i32) -> Civil {
        let shifted = self.plus(i64::from(offset_minutes) * MINUTE);
        let time = DateTime::<Utc>::from_timestamp_millis(shifted.0).unwrap_or_default();
        Civil {
            year: time.year(),
            month: time.month(),
            day: time.day(),
            hour: time.hour(),
            minute: time.minute(),
            second: time.second(),
        }
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_rfc3339())
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("expected a time like 2026-11-22T14:05:00.000Z"))
    }
}

/// One to `longest` digits.
fn number(text: &str, longest: usize) -> Option<u32> {
    let fits = (1..=longest).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.bytes().fold(0, |sum, b| sum * 10 + u32::from(b - b'0')))
}

/// Writes a number with at least `width` digits.
fn digits(out: &mut String, value: u32, width: u32) {
    for place in (0..width).rev() {
        let digit = value / 10_u32.pow(place) % 10;
        out.push(char::from(b'0' + u8::try_from(digit).unwrap_or(0)));
    }
}

/// A wall-clock reading without a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Civil {
    /// Gregorian year.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u32,
    /// Day of the month, from 1.
    pub day: u32,
    /// Hour, 0 to 23.
    pub hour: u32,
    /// Minute, 0 to 59.
    pub minute: u32,
    /// Second, 0 to 59.
    pub second: u32,
}

impl Civil {
    /// Reads `YYYY-MM-DD` and `HH:MM` (or `HH:MM:SS`). `None` when it is not a date and time of the calendar.
    #[must_use]
    pub fn parse(date: &str, time: &str) -> Option<Self> {
        let mut parts = date.trim().splitn(3, '-');
        let year = number(parts.next()?, 4)?;
        let (month, day) = (number(parts.next()?, 2)?, number(parts.next()?, 2)?);
        let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
        let mut parts = time.trim().split(':');
        let (hour, minute) = (number(parts.next()?, 2)?, number(parts.next()?, 2)?);
        let second = parts.next().map_or(Some(0), |part| number(part, 2))?;
        if parts.next().is_some() {
            return None;
        }
        date.and_hms_opt(hour, minute, second)?;
        (1900..=2200).contains(&date.year()).then_some(Self {
            year: date.year(),
            month: date.month(),
            day: date.day(),
            hour,
            minute,
            second,
        })
    }

    /// This reading taken as if it were UTC.
    #[must_use]
    pub fn as_utc(self) -> Timestamp {
        let time = NaiveDate::from_ymd_opt(self.year, self.month, self.day)
            .and_then(|date| date.and_hms_opt(self.hour, self.minute, self.second))
            .unwrap_or(NaiveDateTime::MIN);
        Timestamp(time.and_utc().timestamp_millis())
    }

    /// Day of the week, Monday 0 to Sunday 6.
    #[must_use]
    pub fn weekday(self) -> u32 {
        NaiveDate::from_ymd_opt(self.year, self.month, self.day).map_or(0, |date| date.weekday().num_days_from_monday())
    }

    /// One minute earlier on the wall clock.
    #[must_use]
    pub fn minute_before(self) -> Self {
        let before = NaiveDate::from_ymd_opt(self.year, self.month, self.day)
            .and_then(|date| date.and_hms_opt(self.hour, self.minute, 0))
            .map(|time| time - Duration::minutes(1));
        before.map_or(self, |time| Timestamp(time.and_utc().timestamp_millis()).civil(0))
    }

    /// `2026-11-22`.
    #[must_use]
    pub fn date(self) -> String {
        let mut out = String::with_capacity(24);
        digits(&mut out, self.year.unsigned_abs(), 4);
        out.push('-');
        digits(&mut out, self.month, 2);
        out.push('-');
        digits(&mut out, self.day, 2);
        out
    }

    /// `14:05`.
    #[must_use]
    pub fn time(self) -> String {
        let mut out = String::with_capacity(8);
        digits(&mut out, self.hour, 2);
        out.push(':');
        digits(&mut out, self.minute, 2);
        out
    }

    /// `14:05`, or `14:05:30` where it does not stand at the full minute.
    #[must_use]
    pub fn precise_time(self) -> String {
        let mut out = self.time();
        if self.second > 0 {
            out.push(':');
            digits(&mut out, self.second, 2);
        }
        out
    }
}

/// How exactly a time is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// To the minute as typed.
    #[default]
    Exact,
    /// Near this time.
    About,
    /// Only the day is known; the instant is the start of that day in its zone.
    Date,
    /// It happened, nobody knows when.
    Unknown,
}

impl Precision {
    /// The stored code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::About => "about",
            Self::Date => "date",
            Self::Unknown => "unknown",
        }
    }

    /// The precision with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Exact, Self::About, Self::Date, Self::Unknown].into_iter().find(|one| one.code() == code)
    }
}

/// A time a person stated: the instant, and the zone and offset it was typed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Moment {
    /// The instant; `None` only when the precision is unknown.
    pub at: Option<Timestamp>,
    /// Offset from UTC in minutes at that instant in that zone, as it was when typed.
    pub offset_minutes: i32,
    /// How exactly it is known.
    pub precision: Precision,
    /// IANA zone name as typed, for example `Europe/Berlin`.
    pub zone: String,
}

impl Moment {
    /// An exact instant read in a zone.
    #[must_use]
    pub fn exact(at: Timestamp, zone: &str, offset_minutes: i32) -> Self {
        Self { at: Some(at), offset_minutes, precision: Precision::Exact, zone: zone.to_owned() }
    }

    /// "It happened, but nobody knows when."
    #[must_use]
    pub fn unknown(zone: &str) -> Self {
        Self { at: None, offset_minutes: 0, precision: Precision::Unknown, zone: zone.to_owned() }
    }

    /// As it was typed, for other programs: `2026-11-22T14:05:30+01:00` (RFC 3339), the date where only the day is
    /// known, `unknown` where nobody knows.
    #[must_use]
    pub fn to_rfc3339(&self) -> String {
        let Some(at) = self.at else { return Precision::Unknown.code().to_owned() };
        let civil = at.civil(self.offset_minutes);
        let mut out = civil.date();
        if self.precision == Precision::Date {
            return out;
        }
        let offset = self.offset_minutes.unsigned_abs();
        let sign = if self.offset_minutes < 0 { "-" } else { "+" };
        let parts = [civil.hour, civil.minute, civil.second, offset / 60, offset % 60];
        for (mark, part) in ["T", ":", ":", sign, ":"].into_iter().zip(parts) {
            out.push_str(mark);
            digits(&mut out, part, 2);
        }
        out
    }

    /// True when instant and precision agree: an unknown time has no instant, every other has one.
    #[must_use]
    pub fn is_consistent(&self) -> bool {
        self.at.is_some() == (self.precision != Precision::Unknown) && self.offset_minutes.unsigned_abs() <= 18 * 60
    }
}
