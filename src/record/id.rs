//! Identifiers: random UUIDs (RFC 9562, version 4), made once and kept. Random bytes come in from outside.

use super::digest::{hex, is_hex};
use serde::{Serialize, Serializer};
use std::fmt;
use std::sync::Arc;

/// A UUID in its usual text form. Cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

impl Id {
    /// A version 4 UUID from 16 random bytes.
    #[must_use]
    pub fn from_random(mut bytes: [u8; 16]) -> Self {
        bytes[6] = (bytes[6] & 0x0f) | 0x40;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        let text = hex(&bytes);
        let parts = [&text[..8], &text[8..12], &text[12..16], &text[16..20], &text[20..]];
        Self(parts.join("-").into())
    }

    /// Reads a UUID in lowercase text form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let lengths = [8, 4, 4, 4, 12];
        let mut parts = text.split('-');
        let fits = lengths.iter().all(|&length| parts.next().is_some_and(|part| is_hex(part, length)));
        (fits && parts.next().is_none()).then(|| Self(text.into()))
    }

    /// No id at all: see [`super::json::Json::blank`].
    pub(super) fn blank() -> Self {
        Self("".into())
    }

    /// The text form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Stands in what is not written yet for the first event of the same act, whose id nobody knows before: see
    /// [`super::log::Log::write`].
    #[must_use]
    pub fn first_of_act() -> Self {
        Self::from_random([0; 16])
    }

    /// The first eight digits: enough for a person to tell two apart.
    #[must_use]
    pub fn short(&self) -> &str {
        &self.0[..8]
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl TryFrom<String> for Id {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("expected a UUID in lowercase")
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.0.as_ref().to_owned()
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
