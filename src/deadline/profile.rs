//! What an organisation keeps for every incident to come: defaults, and the clocks of its own contracts.
//!
//! Nothing here counts: what an incident uses of it a person takes over, and it then stands in the record.

use super::read::{Fault, MAX_REGIMES, Problem};
use crate::record::decide::MAX_TEXT;
use crate::record::json::{self, Json as _};
use crate::record::terms::{MAX_LENGTH, Terms, checked};
use serde_json::Value;

/// The most clocks that are read back.
const MOST: usize = 200;

/// The longest code or name of a zone, in bytes.
const MAX_CODE: usize = 64;

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
    /// Hours from awareness to the declaration beyond which the gap is shown as too long; none where none were set.
    pub gap: Option<usize>,
}
crate::json_struct! { Profile { organisation, zone, cadence, answers, clocks, gap } }

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
    /// The first thing that is wrong, and where.
    pub fn read_strictly(text: &str) -> Result<Self, Problem> {
        let wrong = |place: String, fault| Err(Problem { place, fault });
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        let Some(found) = Self::from_json(&value) else { return wrong(misfit(&value), Fault::WrongKind) };
        let code = |text: &String| text.len() <= MAX_CODE;
        let limits = [
            ("organisation", found.organisation.len() <= MAX_TEXT),
            ("zone", code(&found.zone)),
            ("cadence", found.cadence <= MAX_LENGTH),
            ("answers", found.answers.len() <= MAX_REGIMES && found.answers.iter().all(code)),
            ("clocks", found.clocks.len() <= MOST),
            ("gap", found.gap.is_none_or(|hours| hours <= MAX_LENGTH)),
        ];
        if let Some((name, _)) = limits.iter().find(|(_, fits)| !fits) {
            return wrong((*name).to_owned(), Fault::OutOfRange);
        }
        for (place, terms) in found.clocks.iter().enumerate() {
            let field = match checked(terms) {
                Err(refusal) => refusal.field,
                Ok(()) if !code(&terms.zone) => "zone",
                Ok(()) if !code(&terms.holidays) => "holidays",
                Ok(()) => continue,
            };
            return wrong(["clocks", &place.to_string(), field].join("/"), Fault::OutOfRange);
        }
        Ok(found)
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

/// The part that keeps a value from being a profile; nothing where it is no object at all.
fn misfit(value: &Value) -> String {
    let Some(given) = value.as_object() else { return String::new() };
    let clocks = given.get("clocks").and_then(Value::as_array);
    let bad = |one: &Value| Terms::from_json(one).is_none();
    if let Some(place) = clocks.and_then(|clocks| clocks.iter().position(bad)) {
        return ["clocks", &place.to_string()].join("/");
    }
    // Each in the place of what is right.
    let right = Profile::default().to_json();
    let misfits = |name: &&str| {
        let mut tried = right.as_object().cloned().unwrap_or_default();
        json::put(&mut tried, name, given.get(*name).cloned().unwrap_or_default());
        Profile::from_json(&Value::Object(tried)).is_none()
    };
    let parts = ["organisation", "zone", "cadence", "answers", "clocks", "gap"];
    parts.iter().find(|name| misfits(name)).map(|name| (*name).to_owned()).unwrap_or_default()
}
