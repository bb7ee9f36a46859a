//! The record of one incident as a self-describing JSON file. Its schema: `holdfast-incident-record-1.schema.json`.
//!
//! `events` is the truth, one canonical line an event; `derived` is a courtesy to tools that do not fold, and is
//! never read back.

use super::derived::derived;
use crate::deadline::built_in::built_in;
use crate::deadline::pack::Pack;
use crate::record::civil::Zones;
use crate::record::codes::Tlp;
use crate::record::incident::Incident;
use crate::record::log::Log;
use crate::record::time::Timestamp;
use serde_json::{Value, json};

/// `format` of a record file.
pub const FORMAT: &str = "holdfast-incident-record";
/// `format_version` written and the newest one read.
pub const FORMAT_VERSION: u32 = 1;
/// Name of the schema, shipped beside the app.
pub const SCHEMA: &str = "holdfast-incident-record-1.schema.json";
/// Version of this build.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The program as a file names it. `build` is the build of this version, empty where it is not known.
#[must_use]
pub fn app(build: &str) -> Value {
    let mark = if build.is_empty() { "" } else { "+" };
    let version = [VERSION, mark, build].concat();
    json!({ "name": "Holdfast", "version": version })
}

/// Writes the record, with its deadlines by the built-in rules.
#[must_use]
pub fn export(log: &Log, incident: &Incident, zones: &dyn Zones, now: Timestamp) -> String {
    export_by("", log, incident, built_in(), zones, now)
}

/// Writes the record, and by which build, with its deadlines by these rules.
#[must_use]
pub fn export_by(
    build: &str,
    log: &Log,
    incident: &Incident,
    pack: &Pack,
    zones: &dyn Zones,
    now: Timestamp,
) -> String {
    let id = incident.id.as_ref().map(ToString::to_string).unwrap_or_default();
    let head = [
        ("$schema", json!(SCHEMA)),
        ("format", json!(FORMAT)),
        ("format_version", json!(FORMAT_VERSION)),
        ("app", app(build)),
        ("exported", json!(now.to_rfc3339())),
        ("incident", json!(id)),
        ("heads", json!(log.heads())),
        ("derived", derived(incident, log, pack, zones, now)),
    ];
    let mut out = String::from("{\n");
    for (name, value) in head {
        out.push('"');
        out.push_str(name);
        out.push_str("\":");
        out.push_str(&value.to_string());
        out.push_str(",\n");
    }
    out.push_str("\"events\":[\n");
    for (index, event) in log.events().iter().enumerate() {
        if index > 0 {
            out.push_str(",\n");
        }
        out.push_str(&event.line());
    }
    out.push_str("\n]}\n");
    out
}

/// File name of a record: TLP, privilege, short id, date; no title, file names leak.
#[must_use]
pub fn file_name(incident: &Incident, now: Timestamp) -> String {
    file_name_of("json", incident, now)
}

/// The same with another ending, for another format.
#[must_use]
pub fn file_name_of(ending: &str, incident: &Incident, now: Timestamp) -> String {
    let id = incident.id.as_ref().map_or("", |id| id.short());
    let kind = if incident.is_exercise() { "exercise" } else { "incident" };
    let marks = marks(incident.marking(), incident.is_privileged());
    format!("holdfast-{kind}-{id}-{marks}-{}.{ending}", stamp(now))
}

/// The marks as they stand in a file name: `tlp-amber`, `tlp-red-privileged`.
#[must_use]
pub fn marks(tlp: Tlp, privileged: bool) -> String {
    let privileged = if privileged { "-privileged" } else { "" };
    ["tlp-", &tlp.code().replace('_', "-"), privileged].concat()
}

/// `20261122T140500Z`.
#[must_use]
pub fn stamp(now: Timestamp) -> String {
    now.to_rfc3339().chars().filter(|c| !matches!(c, '-' | ':')).take(15).chain(['Z']).collect()
}
