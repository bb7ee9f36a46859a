//! Dates, times and durations in words.

use super::{Language, Msg};
use crate::record::time::{Civil, DAY, HOUR, MINUTE, Moment, Precision, Timestamp};

const WEEKDAYS: [Msg; 7] = [
    msg!("Mon", "周一"),
    msg!("Tue", "周二"),
    msg!("Wed", "周三"),
    msg!("Thu", "周四"),
    msg!("Fri", "周五"),
    msg!("Sat", "周六"),
    msg!("Sun", "周日"),
];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const ABOUT: Msg = msg!("about {0}", "约 {0}");
const UNKNOWN: Msg = msg!("unknown", "未知");
const HOURS_MINUTES: Msg = msg!("{0} h {1} min", "{0} 小时 {1} 分");
const DAYS_HOURS: Msg = msg!("{0} d {1} h", "{0} 天 {1} 小时");
const MINUTES: Msg = msg!("{0} min", "{0} 分钟");
const SECONDS: Msg = msg!("{0} s", "{0} 秒");

/// `UTC`, `UTC+8`, `UTC−03:30`.
#[must_use]
pub fn offset(minutes: i32) -> String {
    let sign = if minutes < 0 { '\u{2212}' } else { '+' };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    match (minutes, rest) {
        (0, _) => "UTC".to_owned(),
        (_, 0) => format!("UTC{sign}{hours}"),
        _ => format!("UTC{sign}{hours:02}:{rest:02}"),
    }
}

/// `Mon 23 Nov 2026`.
#[must_use]
pub fn date(language: Language, civil: Civil) -> String {
    let weekday = WEEKDAYS[civil.weekday() as usize % 7].get(language);
    match language {
        Language::English => {
            let month = MONTHS[(civil.month as usize + 11) % 12];
            format!("{weekday} {} {month} {}", civil.day, civil.year)
        }
        Language::Chinese => format!("{}年{}月{}日 {weekday}", civil.year, civil.month, civil.day),
    }
}

/// `Mon 23 Nov 2026 09:00 (UTC−8)`.
#[must_use]
pub fn instant(language: Language, at: Timestamp, offset_minutes: i32) -> String {
    let civil = at.civil(offset_minutes);
    at_time(language, civil, &civil.time(), offset_minutes)
}

/// As [`instant`], with the seconds where a person typed some: `Mon 23 Nov 2026 09:00:30 (UTC−8)`.
#[must_use]
pub fn stated(language: Language, at: Timestamp, offset_minutes: i32) -> String {
    let civil = at.civil(offset_minutes);
    at_time(language, civil, &civil.precise_time(), offset_minutes)
}

fn at_time(language: Language, civil: Civil, time: &str, offset_minutes: i32) -> String {
    msg!("{0} {1} ({2})", "{0} {1}（{2}）").fill(language, &[&date(language, civil), time, &offset(offset_minutes)])
}

/// A stated moment, with its precision in words.
#[must_use]
pub fn moment(language: Language, moment: &Moment) -> String {
    let Some(at) = moment.at else {
        return UNKNOWN.get(language).to_owned();
    };
    match moment.precision {
        Precision::Unknown => UNKNOWN.get(language).to_owned(),
        Precision::Date => date(language, at.civil(moment.offset_minutes)),
        Precision::Exact => stated(language, at, moment.offset_minutes),
        Precision::About => ABOUT.fill(language, &[&stated(language, at, moment.offset_minutes)]),
    }
}

/// `14:05:33` on the wall clock at this offset.
#[must_use]
pub fn clock_time(at: Timestamp, offset_minutes: i32) -> String {
    let civil = at.civil(offset_minutes);
    format!("{:02}:{:02}:{:02}", civil.hour, civil.minute, civil.second)
}

/// A length of time in hours and minutes: `30 h 48 min`; under an hour `48 min`; the sign is dropped.
#[must_use]
pub fn hours(language: Language, milliseconds: i64) -> String {
    let length = milliseconds.abs();
    match length {
        short if short < HOUR => MINUTES.fill(language, &[&(length / MINUTE).to_string()]),
        _ => HOURS_MINUTES.fill(language, &[&(length / HOUR).to_string(), &(length % HOUR / MINUTE).to_string()]),
    }
}

/// A length of time, roughly: `12 d 4 h`, `3 h 12 min`, `48 min`, `20 s`.
#[must_use]
pub fn duration(language: Language, milliseconds: i64) -> String {
    let length = milliseconds.abs();
    match length {
        short if short < MINUTE => SECONDS.fill(language, &[&(length / 1000).to_string()]),
        long if long >= 3 * DAY => {
            DAYS_HOURS.fill(language, &[&(length / DAY).to_string(), &(length % DAY / HOUR).to_string()])
        }
        _ => hours(language, length),
    }
}
