//! Reading a rule pack from outside: strict about what counting hangs on, bounded in size, and plain about what is
//! wrong and where. Fields it does not know are passed over.

use super::pack::{Cap, Mark, Order, Pack, Regime, Stage, Start, Status, Threshold};
use super::reader::{Reader, is_code, short};
use serde_json::{Map, Value};

/// What the `format` field says.
pub const FORMAT: &str = "holdfast-rule-pack";
/// The format version read.
pub const FORMAT_VERSION: u64 = 1;
/// The longest file read, in bytes.
pub const MAX_BYTES: usize = 4 << 20;
/// The longest text of one field, in bytes.
pub const MAX_TEXT: usize = 8 << 10;
/// The most regimes in a pack.
pub const MAX_REGIMES: usize = 2000;
/// The most stages in a regime, and items in any other list.
pub const MAX_ITEMS: usize = 100;
/// The longest length, in its own unit.
pub const MAX_LENGTH: u32 = 10_000;
/// After so many problems the reader stops looking for more.
pub const MAX_PROBLEMS: usize = 50;

/// What is wrong with a pack, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The place, for example `eu-dora-19/in/cap/n`; empty for the file as a whole.
    pub place: String,
    /// What is wrong there.
    pub fault: Fault,
}

/// Kinds of problems.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No JSON; with the reader's reason.
    NotJson(String),
    /// Larger than [`MAX_BYTES`].
    TooLarge,
    /// Some other file.
    NotAPack,
    /// Written for a newer version of the app.
    Newer,
    /// A field that is needed is not there, or empty.
    Missing,
    /// A value of another kind than belongs there.
    WrongKind,
    /// A text in one language only.
    OneLanguage,
    /// Longer than [`MAX_TEXT`], or a list longer than its limit.
    TooLong,
    /// A code this version does not know.
    UnknownCode(String),
    /// A number or date outside its limits.
    OutOfRange,
    /// The edition, which is not newer than the one in force.
    NotNewer(String, String),
    /// The program itself counts it, always in the same way.
    Fixed,
    /// Stands there twice.
    Twice,
    /// Runs from the filing of a stage that is not in the pack.
    NoSuchStage(String),
    /// Runs, over other stages, from its own filing.
    Circle,
}

/// Reads a pack.
///
/// # Errors
/// Every [`Problem`] found, at most [`MAX_PROBLEMS`] and at least one.
pub fn read(text: &str) -> Result<Pack, Vec<Problem>> {
    let whole = |fault| vec![Problem { place: String::new(), fault }];
    if text.len() > MAX_BYTES {
        return Err(whole(Fault::TooLarge));
    }
    let text = text.trim_start_matches('\u{feff}');
    let value: Value = serde_json::from_str(text).map_err(|error| whole(Fault::NotJson(error.to_string())))?;
    let map = value.as_object().ok_or_else(|| whole(Fault::NotAPack))?;
    if map.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(whole(Fault::NotAPack));
    }
    match map.get("format_version").and_then(Value::as_u64) {
        Some(FORMAT_VERSION) => {}
        Some(newer) if newer > FORMAT_VERSION => return Err(whole(Fault::Newer)),
        _ => return Err(whole(Fault::NotAPack)),
    }
    let mut reader = Reader::default();
    let pack = Pack {
        edition: reader.date(map, "edition", true),
        as_of: reader.date(map, "as_of", true),
        disclaimer: reader.pair(map, "disclaimer", true),
        regimes: reader.within("regimes", |reader| regimes(reader, map.get("regimes"))),
    };
    links(&mut reader, &pack);
    match reader.problems.is_empty() {
        true => Ok(pack),
        false => Err(reader.problems),
    }
}

/// Reads a list of regimes, as the files of the built-in pack hold them.
pub(super) fn regimes(reader: &mut Reader, list: Option<&Value>) -> Vec<Regime> {
    let found: Vec<Regime> = reader.list(list, true, MAX_REGIMES, &mut |reader, value| {
        let id = value.get("id").and_then(Value::as_str).filter(|id| is_code(id));
        match (value.as_object(), id) {
            (Some(map), Some(id)) => Some(reader.instead(id, |reader| regime(reader, map))),
            (Some(_), None) => reader.found("id", Fault::Missing),
            _ => reader.wrong(Fault::WrongKind),
        }
    });
    for (place, regime) in found.iter().enumerate() {
        if found[..place].iter().any(|other| other.id == regime.id) {
            reader.instead(&regime.id, |reader| reader.wrong::<()>(Fault::Twice));
        }
    }
    found
}

fn regime(reader: &mut Reader, map: &Map<String, Value>) -> Regime {
    let id = reader.code(map, "id", true);
    let list = map.get("stages");
    let one = &mut |reader: &mut Reader, value: &Value| {
        let key = value.get("key").and_then(Value::as_str).filter(|key| is_code(key));
        match (value.as_object(), key) {
            (Some(map), Some(key)) => Some(reader.instead(&[&id, key].join("/"), |reader| stage(reader, map))),
            (Some(_), None) => reader.found("key", Fault::Missing),
            _ => reader.wrong(Fault::WrongKind),
        }
    };
    let stages = reader.within("stages", |reader| reader.list(list, true, MAX_ITEMS, one));
    for (place, stage) in stages.iter().enumerate() {
        if stages[..place].iter().any(|other: &Stage| other.key == stage.key) {
            reader.found::<()>(&stage.key, Fault::Twice);
        }
    }
    Regime {
        id: id.clone(),
        name: reader.pair(map, "name", true),
        jurisdiction: reader.text(map, "jurisdiction", true),
        status: reader.member(map, "status", Status::from_code).unwrap_or(Status::Draft),
        since: reader.date(map, "since", false),
        status_note: reader.pair(map, "status_note", false),
        who: reader.pair(map, "who", false),
        starts: reader.pair(map, "starts", false),
        counting: reader.pair(map, "counting", false),
        citation: reader.pair(map, "citation", true),
        mark: reader.member(map, "mark", Mark::from_code).unwrap_or(Mark::Unverified),
        as_of: reader.date(map, "as_of", true),
        warning: reader.pair(map, "warning", false),
        offered: reader.flag(map, "offered", true),
        zone: reader.zone(map),
        holidays: reader.code(map, "holidays", false),
        replaces: reader.code(map, "replaces", false),
        exceptions: reader.pairs(map, "exceptions"),
        ask: reader.ask(map),
        stages,
    }
}

fn stage(reader: &mut Reader, map: &Map<String, Value>) -> Stage {
    let optional = |name: &str| map.contains_key(name);
    Stage {
        key: reader.code(map, "key", true),
        name: reader.pair(map, "name", true),
        to: reader.pair(map, "to", true),
        anchor: reader.anchor(map, "anchor"),
        length: reader.length(map),
        least: reader.flag(map, "least", false),
        day_one: reader.flag(map, "day_one", false),
        cap: match map.get("cap") {
            None => None,
            Some(Value::Object(cap)) => reader.within("cap", |reader| {
                let anchor = reader.anchor(cap, "anchor");
                let length = reader.length(cap);
                if length.is_none() {
                    reader.found::<()>("unit", Fault::Missing);
                }
                length.map(|length| Cap { anchor, length })
            }),
            Some(_) => reader.found("cap", Fault::WrongKind),
        },
        late_alone: reader.switch(map, "late_rule", "anchor_after_cap_alone"),
        from_latest: reader.switch(map, "anchor_filing", "latest"),
        hour_rule: reader.flag(map, "hour_rule", false),
        cut_off: reader.cut_off(map),
        relief: reader.switch(map, "relief", "noon_next_working_day"),
        order: if optional("order") { reader.member(map, "order", Order::from_code) } else { None },
        threshold: match map.get("threshold") {
            None => None,
            Some(Value::Object(map)) => reader.within("threshold", |reader| threshold(reader, map)),
            Some(_) => reader.found("threshold", Fault::WrongKind),
        },
        condition: reader.pair(map, "condition", false),
        extension: reader.pair(map, "extension", false),
        note: reader.pair(map, "note", false),
        mark: if optional("mark") { reader.member(map, "mark", Mark::from_code) } else { None },
        own_targets: reader.pairs(map, "own_targets"),
        content: reader.within("content", |reader| reader.codes(map.get("content"))),
    }
}

fn threshold(reader: &mut Reader, map: &Map<String, Value>) -> Option<Threshold> {
    let count = reader.number(map, "count", u32::MAX);
    let inclusive = match map.get("op").and_then(Value::as_str) {
        Some(">") => Some(false),
        Some(">=") => Some(true),
        Some(other) => reader.found("op", Fault::UnknownCode(short(other))),
        None => reader.found("op", Fault::Missing),
    };
    let scope = reader.pair(map, "scope", false);
    Some(Threshold { count: count?, inclusive: inclusive?, scope })
}

/// The stage whose filing is meant.
fn target<'a>(pack: &'a Pack, own: &'a Regime, owner: Option<&str>, key: &str) -> Option<(&'a Regime, &'a Stage)> {
    let regime = owner.map_or(Some(own), |id| pack.regime(id))?;
    Some((regime, regime.stage(key)?))
}

/// True when following filings from a stage leads back to it.
fn comes_back(pack: &Pack, regime: &Regime, stage: &Stage) -> bool {
    let mut at = (regime, stage);
    // No law chains half as many; a circle that never meets this beginning is found at its own stages.
    for _ in 0..16 {
        let Start::Filing(owner, key) = at.1.runs_from() else { return false };
        let Some(next) = target(pack, at.0, owner, key) else { return false };
        if std::ptr::eq(next.1, stage) {
            return true;
        }
        at = next;
    }
    false
}

/// Every filing a stage runs from is in the pack, and no chain comes back to where it began.
fn links(reader: &mut Reader, pack: &Pack) {
    for regime in &pack.regimes {
        for stage in &regime.stages {
            let cap = stage.cap.as_ref().map(|cap| cap.anchor.as_str());
            for anchor in [Some(stage.anchor.as_str()), cap].into_iter().flatten() {
                let Start::Filing(owner, key) = Start::read(anchor) else { continue };
                if target(pack, regime, owner, key).is_none() {
                    let place = [regime.id.as_str(), &stage.key].join("/");
                    reader.instead(&place, |reader| reader.found::<()>("anchor", Fault::NoSuchStage(short(anchor))));
                }
            }
            if comes_back(pack, regime, stage) {
                let place = [regime.id.as_str(), &stage.key].join("/");
                reader.instead(&place, |reader| reader.found::<()>("anchor", Fault::Circle));
            }
        }
    }
}
