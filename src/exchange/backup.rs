//! One file with every record: full backup and restore.

use super::record_json::{FORMAT_VERSION, app, export_by, marks, stamp};
use crate::deadline::built_in::built_in;
use crate::deadline::pack::Pack;
use crate::record::civil::Zones;
use crate::record::codes::Tlp;
use crate::record::incident::Incident;
use crate::record::log::Log;
use crate::record::time::Timestamp;

/// `format` of a backup file.
pub const FORMAT: &str = "holdfast-backup";

/// How a file with these records is to be handled: the strictest marking, AMBER for none, and whether any of them is
/// legally privileged.
#[must_use]
pub fn handling<'a>(records: impl Iterator<Item = &'a Incident>) -> (Tlp, bool) {
    let one = |incident: &Incident| (incident.marking(), incident.is_privileged());
    let stricter = |a: (Tlp, bool), b: (Tlp, bool)| (a.0.min(b.0), a.1 || b.1);
    records.map(one).reduce(stricter).unwrap_or((Tlp::Amber, false))
}

/// Writes a backup of these records, with their deadlines by the built-in rules.
#[must_use]
pub fn export_all<'a>(
    records: impl Iterator<Item = (&'a Log, &'a Incident)> + Clone,
    zones: &dyn Zones,
    now: Timestamp,
) -> String {
    export_all_by("", records, built_in(), zones, now)
}

/// Writes a backup of these records, and by which build, with their deadlines by these rules.
#[must_use]
pub fn export_all_by<'a>(
    build: &str,
    records: impl Iterator<Item = (&'a Log, &'a Incident)> + Clone,
    pack: &Pack,
    zones: &dyn Zones,
    now: Timestamp,
) -> String {
    let app = app(build);
    let (tlp, privileged) = handling(records.clone().map(|(_, incident)| incident));
    let mut out = format!(
        "{{\n\"format\":\"{FORMAT}\",\n\"format_version\":{FORMAT_VERSION},\n\"app\":{app},\n\"exported\":\"{}\",\n\"tlp\":\"{}\",\n\"legally_privileged\":{privileged},\n\"records\":[\n",
        now.to_rfc3339(),
        tlp.code()
    );
    for (index, (log, incident)) in records.enumerate() {
        if index > 0 {
            out.push_str(",\n");
        }
        out.push_str(export_by(build, log, incident, pack, zones, now).trim_end());
    }
    out.push_str("\n]}\n");
    out
}

/// File name of a backup, with how it is to be handled.
#[must_use]
pub fn file_name((tlp, privileged): (Tlp, bool), now: Timestamp) -> String {
    format!("holdfast-backup-{}-{}.json", marks(tlp, privileged), stamp(now))
}
