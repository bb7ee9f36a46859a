//! What an organisation keeps for every incident to come: defaults, and the clocks of its own contracts.
//!
//! Nothing here counts: what an incident uses of it a person takes over, and it then stands in the record.

use crate::record::json;
use crate::record::terms::Terms;

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
