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
    let date = input.date.trim().replace(['/', '.'], "-");
    let time = input.time.trim().replace('\u{ff1a}', ":");
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
