//! One way to ask when a stage of the built-in rules is due, from facts typed in a zone.

use super::desk::Desk;
use super::facts::{declared, filed};
use super::zones::TzData;
use super::{at, moment};
use holdfast::deadline::built_in::built_in;
use holdfast::deadline::obligation::Obligation;
use holdfast::deadline::obligations_under;
use holdfast::deadline::pack::Pack;
use holdfast::record::body::{AnchorSet, Declared, Filed, RegimeDecided, ReliefDecided};
use holdfast::record::civil::{Resolution, resolve};
use holdfast::record::codes::Applicability;
use holdfast::record::incident::Incident;
use holdfast::record::time::{Civil, Moment, Precision, Timestamp};

/// A desk whose clock stands after everything the tables name.
pub fn desk() -> Desk {
    let mut desk = Desk::opened(at("2024-01-01T00:00:00.000Z"));
    desk.now = at("2060-01-01T00:00:00.000Z");
    desk
}

/// Two people at two tabs who know the same.
pub fn two() -> (Desk, Desk) {
    let mei = desk();
    let mut jonas = Desk::new(&mei.id, "Jonas Weiß", "Responder", 77, mei.now);
    jonas.take(mei.log.events().to_vec());
    (mei, jonas)
}

/// A time typed in a zone, as `2026-11-20T16:00` or `2026-11-20` (the day alone), or `?` (it happened, unknown when).
pub fn typed(text: &str, zone: &str) -> Moment {
    if text == "?" {
        return Moment::unknown(zone);
    }
    let (date, time) = text.split_once('T').unwrap_or((text, "00:00"));
    let civil = Civil::parse(date, time).unwrap_or_else(|| panic!("no time: {text}"));
    let (at, offset) = match resolve(&TzData, zone, civil) {
        Resolution::One(at, offset) | Resolution::Two((at, offset), _) => (at, offset),
        other => panic!("{text} in {zone}: {other:?}"),
    };
    let precision = if text.contains('T') { Precision::Exact } else { Precision::Date };
    Moment { precision, ..Moment::exact(at, zone, offset) }
}

/// An anchor.
pub fn anchor(code: &str, regime: Option<&str>, moment: Moment) -> AnchorSet {
    AnchorSet { anchor: code.to_owned(), regime: regime.map(str::to_owned), moment, source: "table".to_owned() }
}

/// A decision on a regime.
pub fn decide(regime: &str, decision: Applicability) -> RegimeDecided {
    let [by, role, reason] = ["Ana García", "Counsel", "as the table says"].map(str::to_owned);
    RegimeDecided { by, decision, edition: built_in().edition.clone(), reason, regime: regime.to_owned(), role }
}

/// A claim of the weekend relief for DORA's first notice, or its withdrawal.
pub fn relief(claimed: bool) -> ReliefDecided {
    let [by, role, reason] = ["Ana García", "Counsel", "No excluded entity"].map(str::to_owned);
    let [regime, stage] = ["eu-dora-19", "in"].map(str::to_owned);
    ReliefDecided { by, claimed, reason, regime, role, stage }
}

/// A filing of a stage.
pub fn filing(regime: &str, stage: &str, moment: Moment) -> Filed {
    Filed { regime: regime.to_owned(), stage: stage.to_owned(), ..filed(moment) }
}

/// States facts as `aware=2026-11-20T16:00 filed:in=2026-11-21T11:00`, all typed in one zone.
pub fn state(desk: &mut Desk, regime: &str, zone: &str, facts: &str) {
    for fact in facts.split_whitespace() {
        let (name, time) = fact.split_once('=').unwrap_or_else(|| panic!("no fact: {fact}"));
        let moment = typed(time, zone);
        match name.strip_prefix("filed:").map(|key| key.split_once('.').unwrap_or((regime, key))) {
            Some((regime, stage)) => desk.state(filing(regime, stage, moment)),
            None if name == "declared" => desk.state(Declared { moment, ..declared(desk, "") }),
            None => match name.strip_prefix("own:") {
                Some(code) => desk.state(anchor(code, Some(regime), moment)),
                None => desk.state(anchor(name, None, moment)),
            },
        };
    }
}

/// A stage of a pack in an incident.
pub fn stage_in(incident: &Incident, pack: &Pack, regime: &str, stage: &str) -> Obligation {
    let row = pack.regime(regime).unwrap_or_else(|| panic!("no regime {regime}"));
    let found = obligations_under(incident, pack, row, &TzData);
    found.into_iter().find(|one| one.stage == stage).unwrap_or_else(|| panic!("no stage {regime} {stage}"))
}

/// A stage of the built-in rules that applies, with these facts.
pub fn stage(regime: &str, stage: &str, zone: &str, facts: &str) -> Obligation {
    let mut desk = desk();
    state(&mut desk, regime, zone, facts);
    desk.state(decide(regime, Applicability::Applies));
    stage_in(&desk.incident, built_in(), regime, stage)
}

/// An instant, as `2026-11-21T13:00:00+01:00`.
pub fn instant(text: &str) -> Timestamp {
    let read = chrono::DateTime::parse_from_rfc3339(text).unwrap_or_else(|_| panic!("no instant: {text}"));
    Timestamp(read.timestamp_millis())
}

/// A moment well before everything else.
pub fn long_ago() -> Moment {
    moment(at("2020-01-01T00:00:00.000Z"))
}

/// Lines of: regime and stage, zone typed in, facts, due, and by what.
pub fn holds(lines: &str) {
    let mut count = 0;
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let cells: Vec<&str> = line.split(" | ").collect();
        let [row, zone, facts, due, _] = cells[..] else { panic!("no row: {line}") };
        let (regime, key) = row.split_once(' ').expect("a regime and a stage");
        let shown = stage(regime, key, zone, facts).due.map(|due| due.at.to_rfc3339());
        assert_eq!(shown, Some(instant(due).to_rfc3339()), "{line}");
        count += 1;
    }
    assert!(count > 2, "only {count} rows");
}
