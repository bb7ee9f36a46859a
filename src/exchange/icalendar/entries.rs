//! From a record to the entries of a calendar.

use crate::deadline::obligation::Obligation;
use crate::deadline::obligations;
use crate::deadline::pack::Pack;
use crate::record::apply::apply;
use crate::record::civil::Zones;
use crate::record::digest::sha256;
use crate::record::id::Id;
use crate::record::incident::Incident;
use crate::record::log::Log;
use crate::record::map::Map;
use crate::record::time::{Civil, DAY, Timestamp};

/// The kinds of event on which an entry hangs: its instant, whether it stands, its words.
const MOVING: [&str; 20] = [
    "anchor.set",
    "cadence.set",
    "content.erased",
    "contract_clock.decided",
    "declaration.withdrawn",
    "filing.recorded",
    "filing.withdrawn",
    "incident.closed",
    "incident.declared",
    "incident.reopened",
    "incident.resolved",
    "notice.sent",
    "own_target.set",
    "privilege.set",
    "regime.decided",
    "relief.decided",
    "stage.waived",
    "stage.waiver_withdrawn",
    "title.set",
    "tlp.set",
];

/// A deadline, or a promised update, as a calendar must know it, not yet in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Always the same for the same obligation. A digest: the codes would name the regime to whoever sees the calendar.
    pub uid: String,
    /// The same for the same record and rules; grows with whatever may change the entry.
    pub sequence: u32,
    /// Its place among the entries of its incident, from 1.
    pub number: usize,
    /// Code of the regime.
    pub regime: String,
    /// Code of the stage.
    pub stage: String,
    /// The instant it runs from.
    pub start: Timestamp,
    /// The due instant, or the last there was.
    pub due: Timestamp,
    /// True when holidays or the zone are not known: the date can only be early.
    pub early: bool,
    /// True while it is owed and neither answered nor waived.
    pub stands: bool,
}

/// The entries of an incident: every deadline that is owed and every update that was promised, and, to be cancelled,
/// those that no longer are. A rule of which nobody has said that it applies has none.
#[must_use]
pub fn entries(log: &Log, incident: &Incident, pack: &Pack, zones: &dyn Zones) -> Vec<Entry> {
    let Some(id) = &incident.id else { return Vec::new() };
    let sequence = sequence(log, &pack.edition);
    let mut once = once_owed(log, pack, zones);
    let mut found: Vec<Entry> = Vec::new();
    let mut put = |regime: String, stage: String, (start, due), early, stands| {
        let (uid, number) = (uid(id, &regime, &stage), found.len() + 1);
        found.push(Entry { uid, sequence, number, regime, stage, start, due, early, stands });
    };
    for one in obligations(incident, pack, zones) {
        let answered = one.filed.is_some() || one.waived.is_some();
        let once = once.remove(&(one.regime.clone(), one.stage.clone()));
        let now = span(&one).filter(|_| one.is_open() || answered || once.is_some());
        let Some(span) = now.or(once) else { continue };
        let early = one.due.is_some_and(|due| due.holidays_unknown || due.zone_unknown);
        let stands = is_owed(&one, incident);
        put(one.regime, one.stage, span, early, stands);
    }
    // Promised in a notice that was taken back, or an internal update that is no longer given.
    while let Some(((regime, stage), span)) = once.pop_first() {
        put(regime, stage, span, false, false);
    }
    found
}

/// From when to when it runs, where a time is known.
fn span(one: &Obligation) -> Option<(Timestamp, Timestamp)> {
    one.due.map(|due| (due.start, due.at)).or_else(|| one.promised())
}

/// A limit of the law is owed after the incident was closed too; a promised update is not.
fn is_owed(one: &Obligation, incident: &Incident) -> bool {
    let closed = incident.standing.is_closed();
    one.is_open() && (one.due.is_some() || (one.promised().is_some() && !closed))
}

/// `SEQUENCE`: how many events of the record may change an entry, whatever the order in which they came together, and
/// the day of the rules' edition, since a newer one may move a date too.
fn sequence(log: &Log, edition: &str) -> u32 {
    let moved = log.events().iter().filter(|event| MOVING.contains(&event.header.kind.as_str())).count();
    let day = |date| Civil::parse(date, "00:00").map(Civil::as_utc);
    let days = day(edition).zip(day("2026-01-01")).map_or(0, |(edition, first)| edition.since(first).max(0) / DAY);
    u32::try_from(moved).unwrap_or(u32::MAX).saturating_add(u32::try_from(days).unwrap_or(0))
}

fn uid(incident: &Id, regime: &str, stage: &str) -> String {
    let digest = sha256([incident.as_str(), regime, stage].join("/").as_bytes());
    [&digest[..32], "@holdfast.invalid"].concat()
}

/// What each deadline last ran from and to while it was owed: an entry that a calendar may hold is cancelled there even
/// when its anchor was taken back. What was erased since is no longer known.
fn once_owed(log: &Log, pack: &Pack, zones: &dyn Zones) -> Map<(String, String), (Timestamp, Timestamp)> {
    let mut found = Map::new();
    let mut incident = Incident::default();
    for event in log.events() {
        apply(&mut incident, event, log);
        if !MOVING.contains(&event.header.kind.as_str()) {
            continue;
        }
        for one in obligations(&incident, pack, zones) {
            if let Some(span) = span(&one).filter(|_| is_owed(&one, &incident)) {
                found.insert((one.regime, one.stage), span);
            }
        }
    }
    found
}
