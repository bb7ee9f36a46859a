//! Keys of the `events` store: `<incident>/<counter, 8 digits>/<event id>`, so that key order is counter order.

/// An event's canonical line and the key it is kept under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventLine {
    /// The key, as [`key`] makes it.
    pub key: String,
    /// The canonical line, kept byte for byte.
    pub line: String,
}

/// The key of an event.
#[must_use]
pub fn key(incident: &str, counter: u32, id: &str) -> String {
    let digits = counter.to_string();
    let zeros = "00000000".get(digits.len()..).unwrap_or("");
    [incident, "/", zeros, &digits, "/", id].concat()
}

/// The incident a key belongs to: what stands before the first `/`.
#[must_use]
pub fn incident_of(key: &str) -> &str {
    key.split('/').next().unwrap_or(key)
}

/// The first key an incident can have, inclusive, and the first after it: `0` follows `/`.
pub(crate) fn bounds(incident: &str) -> (String, String) {
    ([incident, "/"].concat(), [incident, "0"].concat())
}

/// Names of the `meta` store's entries.
pub(crate) mod meta {
    /// The incident an entry tells about, when it goes with its incident.
    pub fn incident_of(key: &str) -> Option<&str> {
        key.strip_prefix("summary/").or_else(|| key.strip_prefix("copy/"))
    }

    /// The number of the stored format.
    pub const FORMAT: &str = "format";

    /// The rule pack that a person has put in force, as its file; nothing for those of the app.
    pub const RULES: &str = "rules";

    /// The tombstone of a purged incident.
    pub fn purged(incident: &str) -> String {
        ["purged/", incident].concat()
    }

    /// When and where an incident was last saved to a file.
    pub fn copy(incident: &str) -> String {
        ["copy/", incident].concat()
    }

    /// What the board shows before an incident's events are read.
    pub fn summary(incident: &str) -> String {
        ["summary/", incident].concat()
    }

    /// A file handle, kept as a structured clone.
    pub fn handle(name: &str) -> String {
        ["handle/", name].concat()
    }
}
