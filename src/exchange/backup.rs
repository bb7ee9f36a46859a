//! One file with every record: full backup and restore.

use super::record_json::{FORMAT_VERSION, VERSION, export, stamp};
use crate::record::incident::Incident;
use crate::record::log::Log;
use crate::record::time::Timestamp;
use serde_json::json;

/// `format` of a backup file.
pub const FORMAT: &str = "holdfast-backup";

/// Writes a backup of these records.
#[must_use]
pub fn export_all<'a>(records: impl Iterator<Item = (&'a Log, &'a Incident)>, now: Timestamp) -> String {
    let app = json!({ "name": "Holdfast", "version": VERSION });
    let mut out = format!(
        "{{\n\"format\":\"{FORMAT}\",\n\"format_version\":{FORMAT_VERSION},\n\"app\":{app},\n\"exported\":\"{}\",\n\"records\":[\n",
        now.to_rfc3339()
    );
    for (index, (log, incident)) in records.enumerate() {
        if index > 0 {
            out.push_str(",\n");
        }
        out.push_str(export(log, incident, now).trim_end());
    }
    out.push_str("\n]}\n");
    out
}

/// File name of a backup.
#[must_use]
pub fn file_name(now: Timestamp) -> String {
    format!("holdfast-backup-{}.json", stamp(now))
}
