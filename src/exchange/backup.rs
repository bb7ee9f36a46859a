//! One file with every record, the imported rule pack and the organisation profile: full backup and restore.

use super::record_json::{FORMAT_VERSION, app, export_by, marks, stamp};
use crate::deadline::built_in::built_in;
use crate::deadline::pack::Pack;
use crate::deadline::profile::Profile;
use crate::deadline::read::read;
use crate::record::civil::Zones;
use crate::record::codes::Tlp;
use crate::record::incident::Incident;
use crate::record::log::Log;
use crate::record::time::Timestamp;

/// `format` of a backup file.
pub const FORMAT: &str = "holdfast-backup";

/// What a browser keeps beside its records, each as it is kept: JSON, or nothing where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// The rule pack that a person has put in force, as its file.
    pub rules: String,
    /// The organisation profile.
    pub profile: String,
}

impl Beside {
    /// The parts of a backup that hold them, by name. What would not be read back is left out, so that it never stands in
    /// the way of the records; so is a profile in which nothing was said.
    fn parts(&self) -> [(&'static str, Option<&str>); 2] {
        let said = |profile: Profile| profile != Profile::default();
        [
            ("rules", Some(self.rules.trim_start_matches('\u{feff}')).filter(|text| read(text).is_ok())),
            ("profile", Some(self.profile.as_str()).filter(|text| Profile::read_strictly(text).is_ok_and(said))),
        ]
    }
}

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
    export_all_by("", records, &Beside::default(), built_in(), zones, now)
}

/// Writes a backup of these records and what is kept beside them, and by which build, with their deadlines by these rules.
#[must_use]
pub fn export_all_by<'a>(
    build: &str,
    records: impl Iterator<Item = (&'a Log, &'a Incident)> + Clone,
    beside: &Beside,
    pack: &Pack,
    zones: &dyn Zones,
    now: Timestamp,
) -> String {
    let app = app(build);
    let (tlp, privileged) = handling(records.clone().map(|(_, incident)| incident));
    let mut out = format!(
        "{{\n\"format\":\"{FORMAT}\",\n\"format_version\":{FORMAT_VERSION},\n\"app\":{app},\n\"exported\":\"{}\",\n\"tlp\":\"{}\",\n\"legally_privileged\":{privileged},\n",
        now.to_rfc3339(),
        tlp.code()
    );
    for (name, part) in beside.parts() {
        if let Some(text) = part {
            out.push_str(&["\"", name, "\":", text.trim(), ",\n"].concat());
        }
    }
    out.push_str("\"records\":[\n");
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
