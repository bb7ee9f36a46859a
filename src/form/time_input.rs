//! From a time as typed to a moment: nothing is guessed. A time that occurs twice asks which; one that does not exist
//! is refused naming both neighbours.

use super::values::{Problem, TimeInput, Which};
use crate::record::civil::{Resolution, Zones, resolve};
use crate::record::time::{Civil, Moment, Precision, Timestamp};

/// Reads a typed time; `None` when nothing was typed.
///
/// # Errors
/// A [`Problem`] when it is not a time, does not exist, or is ambiguous and unanswered.
pub fn read(input: &TimeInput, zones: &dyn Zones) -> Result<Option<Moment>, Problem> {
    let zone = input.zone.trim();
    let precision = match input.precision.as_str() {
        "about" => Precision::About,
        "date" => Precision::Date,
        "unknown" => return Ok(Some(Moment::unknown(zone))),
        _ => Precision::Exact,
    };
    let date = grouped(&input.date.trim().replace(['/', '.'], "-"), '-', &[4, 2, 2]);
    let time = grouped(&input.time.trim().replace(['\u{ff1a}', '.'], ":"), ':', &[2, 2, 2]);
    if date.is_empty() && time.is_empty() {
        return Ok(None);
    }
    let time = match precision {
        Precision::Date => "00:00",
        _ => time.as_str(),
    };
    let civil = Civil::parse(&date, time).ok_or(Problem::NotATime)?;
    let (at, offset_minutes) = match resolve(zones, zone, civil) {
        Resolution::One(at, offset) => (at, offset),
        Resolution::Two(earlier, later) => match (precision, input.which) {
            (Precision::Date, _) | (_, Some(Which::Earlier)) => earlier,
            (_, Some(Which::Later)) => later,
            (_, None) => return Err(Problem::Twice(earlier.1, later.1)),
        },
        // A day that begins with a gap begins at the first minute after it.
        Resolution::None { after, .. } if precision == Precision::Date => match resolve(zones, zone, after) {
            Resolution::One(at, offset) | Resolution::Two((at, offset), _) => (at, offset),
            _ => return Err(Problem::NotATime),
        },
        Resolution::None { before, after } => return Err(Problem::Skipped(before, after)),
        Resolution::UnknownZone => return Err(Problem::UnknownZone(zone.to_owned())),
    };
    Ok(Some(Moment { at: Some(at), offset_minutes, precision, zone: zone.to_owned() }))
}

/// Digits without marks, as a phone's number pad gives them (`20261122`, `1405`, `140530`), with their marks.
fn grouped(typed: &str, mark: char, groups: &[usize]) -> String {
    let whole = typed.len() == groups.iter().sum::<usize>() || (mark == ':' && typed.len() == 4);
    if !whole || !typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return typed.to_owned();
    }
    let mut out = String::with_capacity(typed.len() + groups.len());
    let mut rest = typed;
    for group in groups {
        let (part, after) = rest.split_at((*group).min(rest.len()));
        if !out.is_empty() && !part.is_empty() {
            out.push(mark);
        }
        out.push_str(part);
        rest = after;
    }
    out
}

/// This instant as it would be typed in a zone.
#[must_use]
pub fn typed(at: Timestamp, zone: &str, zones: &dyn Zones) -> TimeInput {
    let offset = zones.offset_minutes(zone, at).unwrap_or(0);
    let civil = at.civil(offset);
    TimeInput {
        date: civil.date(),
        time: civil.time(),
        zone: zone.to_owned(),
        precision: "exact".to_owned(),
        which: None,
    }
}

/// A moment as it was typed.
#[must_use]
pub fn of_moment(moment: &Moment) -> TimeInput {
    let civil = moment.at.map(|at| at.civil(moment.offset_minutes));
    TimeInput {
        date: civil.map(Civil::date).unwrap_or_default(),
        time: civil.map(Civil::precise_time).unwrap_or_default(),
        zone: moment.zone.clone(),
        precision: moment.precision.code().to_owned(),
        which: None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Precision, Timestamp, Zones, read};
    use crate::form::{Problem, TimeInput};

    struct Utc;

    impl Zones for Utc {
        fn offset_minutes(&self, _: &str, _: Timestamp) -> Option<i32> {
            Some(0)
        }
    }

    #[test]
    fn reads_times_as_people_and_number_pads_type_them() {
        let input = |date: &str, time: &str| TimeInput {
            date: date.to_owned(),
            time: time.to_owned(),
            zone: "UTC".to_owned(),
            precision: "exact".to_owned(),
            which: None,
        };
        let table = [
            ("2026-11-22", "14:05", "2026-11-22T14:05:00.000Z"),
            ("2026-11-22", "14:05:30", "2026-11-22T14:05:30.000Z"),
            ("2026/11/2", "9:05", "2026-11-02T09:05:00.000Z"),
            ("2026.11.22", "14\u{ff1a}05", "2026-11-22T14:05:00.000Z"),
            ("20261122", "1405", "2026-11-22T14:05:00.000Z"),
            ("20261122", "140530", "2026-11-22T14:05:30.000Z"),
        ];
        for (date, time, expected) in table {
            let moment = read(&input(date, time), &Utc).ok().flatten();
            let moment = moment.unwrap_or_else(|| panic!("{date} {time} is refused"));
            assert_eq!(moment.at.map(Timestamp::to_rfc3339).as_deref(), Some(expected), "{date} {time}");
            assert_eq!(moment.precision, Precision::Exact);
        }
        for (date, time) in
            [("2026-11-22", "14:05:60"), ("2026-11-22", "14:05:3x"), ("2026112", "1405"), ("20261122", "14055")]
        {
            assert_eq!(read(&input(date, time), &Utc), Err(Problem::NotATime), "{date} {time}");
        }
    }
}
