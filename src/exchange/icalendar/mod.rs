//! Deadlines as a calendar file (RFC 5545): only the calendar rings when the app is closed.
//!
//! - [`entries`]: from a record to what a calendar must know of its deadlines
//! - `text`: lines, escaped and folded
//!
//! A deadline is a `VEVENT`: the calendars people carry pass over `VTODO`. Its time is the half hour that ends at the
//! due instant, in UTC, so that no calendar shows it late or on the next day. Alarms are offsets from its start, the
//! one form that every calendar reads. The words come in, in the reader's language (`language::calendar`).

mod entries;
mod text;

pub use entries::{Entry, entries};

use super::record_json::{self, VERSION, stamp};
use crate::record::codes::Tlp;
use crate::record::incident::Incident;
use crate::record::time::{MINUTE, Timestamp};
use text::{line, text};

/// Minutes that an entry lasts; it ends at the due instant.
const LASTS: i64 = 30;
/// Shares of the length, in percent, at which a calendar rings; it rings at the deadline too.
const SHARES: [i64; 4] = [50, 80, 95, 100];

/// A deadline in words, as it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Always the same for the same obligation; says nothing to who does not know the record.
    pub uid: String,
    /// Grows with every event of the record that may change the entry.
    pub sequence: u32,
    /// The due instant.
    pub due: Timestamp,
    /// False once it is answered, waived or no longer owed: the entry is then cancelled and does not ring.
    pub stands: bool,
    /// Its line in the calendar.
    pub summary: String,
    /// What is seen when it is opened.
    pub description: String,
    /// When it rings, in minutes before the due instant, and what it then says.
    pub alarms: Vec<(i64, String)>,
}

/// When a deadline rings, in whole minutes before it, each once: at [`SHARES`] of its length. Calendars know whole
/// minutes only, so a share between two of them rings up to a minute early.
#[must_use]
pub fn alarms(start: Timestamp, due: Timestamp) -> Vec<i64> {
    let length = due.since(start).max(0);
    let before = SHARES.map(|share| (length.saturating_mul(100 - share) + 100 * MINUTE - 1) / (100 * MINUTE));
    let mut found = before.to_vec();
    found.dedup();
    found
}

/// File name for one incident, as its record's: no title.
#[must_use]
pub fn file_name(incident: &Incident, now: Timestamp) -> String {
    record_json::file_name_of("ics", incident, now)
}

/// File name for the board; `handling` as in the name of a backup.
#[must_use]
pub fn board_file_name(handling: (Tlp, bool), now: Timestamp) -> String {
    ["holdfast-calendar-", &record_json::marks(handling.0, handling.1), "-", &stamp(now), ".ics"].concat()
}

/// Writes the file. `language` is its BCP 47 tag, `now` when it is made.
#[must_use]
pub fn write(language: &str, events: &[Event], now: Timestamp) -> String {
    let mut out = String::new();
    line(&mut out, "BEGIN", "VCALENDAR");
    line(&mut out, "VERSION", "2.0");
    text(&mut out, "PRODID", &["-//Holdfast//Holdfast ", VERSION, "//", language].concat());
    line(&mut out, "CALSCALE", "GREGORIAN");
    line(&mut out, "METHOD", "PUBLISH");
    for event in events {
        write_event(&mut out, event, now);
    }
    line(&mut out, "END", "VCALENDAR");
    out
}

fn write_event(out: &mut String, event: &Event, now: Timestamp) {
    line(out, "BEGIN", "VEVENT");
    line(out, "UID", &event.uid);
    line(out, "DTSTAMP", &stamp(now));
    line(out, "SEQUENCE", &event.sequence.to_string());
    line(out, "DTSTART", &stamp(event.due.plus(-LASTS * MINUTE)));
    line(out, "DTEND", &stamp(event.due));
    text(out, "SUMMARY", &event.summary);
    text(out, "DESCRIPTION", &event.description);
    line(out, "STATUS", if event.stands { "CONFIRMED" } else { "CANCELLED" });
    line(out, "CLASS", "PRIVATE");
    line(out, "TRANSP", "TRANSPARENT");
    for (before, words) in event.alarms.iter().filter(|_| event.stands) {
        line(out, "BEGIN", "VALARM");
        line(out, "ACTION", "DISPLAY");
        line(out, "TRIGGER", &offset(LASTS - before));
        text(out, "DESCRIPTION", words);
        line(out, "END", "VALARM");
    }
    line(out, "END", "VEVENT");
}

/// Minutes after (or, negative, before) the start of an entry, as a duration: `-P1DT2H30M`, `PT30M`.
fn offset(minutes: i64) -> String {
    let (sign, left) = (if minutes < 0 { "-" } else { "" }, minutes.abs());
    let parts = [(left / 60 % 24, 'H'), (left % 60, 'M')];
    let clock: String = parts.iter().filter(|part| part.0 > 0).map(|(count, unit)| format!("{count}{unit}")).collect();
    match (left / (24 * 60), clock.as_str()) {
        (0, "") => "PT0M".to_owned(),
        (0, clock) => format!("{sign}PT{clock}"),
        (days, "") => format!("{sign}P{days}D"),
        (days, clock) => format!("{sign}P{days}DT{clock}"),
    }
}
