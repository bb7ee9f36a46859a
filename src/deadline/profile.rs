//! What an organisation keeps for every incident to come: defaults, and the clocks of its own contracts.
//!
//! Nothing here counts: what an incident uses of it a person takes over, and it then stands in the record.

use super::read::{Fault, MAX_REGIMES, Problem};
use super::reader::Reader;
use crate::record::decide::MAX_TEXT;
use crate::record::json::{self, Json as _};
use crate::record::refusal::Why;
use crate::record::terms::{Terms, checked};
use serde_json::Value;

/// The most clocks that are read back.
const MOST: usize = 200;

/// The organisation profile.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// Name of the organisation.
    pub organisation: String,
    /// IANA zone in which times are typed unless said otherwise; empty for the device's own.
    pub zone: String,
    /// Hours from one internal update to the next; 0 for none.
    pub cadence: usize,
    /// Answers with which the questions of "What may apply" begin.
    pub answers: Vec<String>,
    /// Clocks of one's own.
    pub clocks: Vec<Terms>,
}
crate::json_struct! { Profile { organisation, zone, cadence, answers, clocks } }

impl Profile {
    /// Reads one as it was kept; an empty one where it cannot be read.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut found: Self = json::parse(text).unwrap_or_default();
        found.clocks.truncate(MOST);
        found
    }

    /// Reads one from outside: a whole one, within the limits of the forms it is typed in.
    ///
    /// # Errors
    /// What is wrong, and where; at least one [`Problem`].
    pub fn read_strictly(text: &str) -> Result<Self, Vec<Problem>> {
        let mut reader = Reader::default();
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        let found = match value.as_object() {
            None => reader.wrong(Fault::WrongKind).unwrap_or_default(),
            Some(map) => Self {
                organisation: match map.get("organisation") {
                    Some(Value::String(name)) if name.len() > MAX_TEXT => reader.bad("organisation", Fault::TooLong),
                    Some(Value::String(name)) => name.clone(),
                    _ => reader.bad("organisation", Fault::WrongKind),
                },
                zone: reader.zone(map),
                cadence: reader.number(map, "cadence", 9999).map_or(0, |hours| hours as usize),
                answers: reader.within("answers", |reader| {
                    reader.list(map.get("answers"), false, MAX_REGIMES, &mut |reader, one| match one.as_str() {
                        Some(code) if code.len() <= 64 => Some(code.to_owned()),
                        _ => reader.wrong(Fault::WrongKind),
                    })
                }),
                clocks: reader
                    .within("clocks", |reader| reader.list(map.get("clocks"), false, MOST, &mut outside_clock)),
            },
        };
        if reader.problems.is_empty() { Ok(found) } else { Err(reader.problems) }
    }

    /// A clock by its code.
    #[must_use]
    pub fn clock(&self, code: &str) -> Option<&Terms> {
        self.clocks.iter().find(|one| one.code() == code)
    }

    /// Puts a clock in place of the one with this code, or as one more.
    pub fn put(&mut self, code: &str, terms: Terms) {
        // The same terms twice would be one clock under one code.
        self.clocks.retain(|one| *one != terms || one.code() == code);
        match self.clocks.iter_mut().find(|one| one.code() == code) {
            Some(one) => *one = terms,
            None => self.clocks.push(terms),
        }
    }

    /// Takes a clock out. Incidents that took it over keep it.
    pub fn remove(&mut self, code: &str) {
        self.clocks.retain(|one| one.code() != code);
    }
}

/// A clock that comes from outside, held to what its form asks for.
fn outside_clock(reader: &mut Reader, value: &Value) -> Option<Terms> {
    let Some(terms) = Terms::from_json(value) else { return reader.wrong(Fault::WrongKind) };
    match checked(&terms) {
        Err(refusal) => reader.found(
            refusal.field,
            match refusal.why {
                Why::Empty => Fault::Missing,
                Why::TooLong => Fault::TooLong,
                _ => Fault::OutOfRange,
            },
        ),
        Ok(()) if terms.zone.len() > 64 => reader.found("zone", Fault::TooLong),
        Ok(()) if terms.holidays.len() > 64 => reader.found("holidays", Fault::TooLong),
        Ok(()) => Some(terms),
    }
}
