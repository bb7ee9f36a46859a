//! Reading a rule pack from outside: strict about what counting hangs on, bounded in size, and plain about what is
//! wrong and where. Fields it does not know are passed over.

use super::day::Day;
use super::pack::{Cap, Length, Mark, Order, Pack, Regime, Stage, Start, Status, Threshold, Unit};
use crate::record::bilingual::Bilingual;
use crate::record::time::Civil;
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
    reader.links(&pack);
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

/// Letters, digits, hyphens and underscores: what codes are made of.
fn is_code(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|one| one.is_ascii_alphanumeric() || b"-_".contains(&one))
}

/// The beginning of a code that is not known, for the problem to show.
fn short(code: &str) -> String {
    code.chars().take(40).collect()
}

/// Collects problems and knows the place it is at.
#[derive(Debug, Default)]
pub(super) struct Reader {
    pub(super) problems: Vec<Problem>,
    place: Vec<String>,
}

impl Reader {
    /// Notes a problem here.
    fn wrong<T>(&mut self, fault: Fault) -> Option<T> {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(Problem { place: self.place.join("/"), fault });
        }
        None
    }

    /// Notes a problem of a part.
    fn found<T>(&mut self, part: &str, fault: Fault) -> Option<T> {
        self.within(part, |reader| reader.wrong(fault))
    }

    /// Reads a part of what is being read.
    fn within<T>(&mut self, part: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.place.push(part.to_owned());
        let value = read(self);
        self.place.pop();
        value
    }

    /// Reads what has a name of its own: its place begins with that name.
    fn instead<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.place, vec![name.to_owned()]);
        let value = read(self);
        self.place = outer;
        value
    }

    fn text(&mut self, map: &Map<String, Value>, name: &str, needed: bool) -> String {
        let text = match map.get(name) {
            None => "",
            Some(Value::String(text)) if text.len() > MAX_TEXT => return self.bad(name, Fault::TooLong),
            Some(Value::String(text)) => text,
            Some(_) => return self.bad(name, Fault::WrongKind),
        };
        match needed && text.trim().is_empty() {
            true => self.bad(name, Fault::Missing),
            false => text.to_owned(),
        }
    }

    /// Notes a problem of a part that then reads as nothing.
    fn bad<T: Default>(&mut self, part: &str, fault: Fault) -> T {
        self.found(part, fault).unwrap_or_default()
    }

    fn checked(&mut self, name: &str, text: String, fits: impl FnOnce(&str) -> bool) -> String {
        match text.is_empty() || fits(&text) {
            true => text,
            false => self.bad(name, Fault::OutOfRange),
        }
    }

    fn code(&mut self, map: &Map<String, Value>, name: &str, needed: bool) -> String {
        let text = self.text(map, name, needed);
        self.checked(name, text, is_code)
    }

    fn date(&mut self, map: &Map<String, Value>, name: &str, needed: bool) -> String {
        let text = self.text(map, name, needed);
        self.checked(name, text, |text| Day::parse(text).is_some())
    }

    fn zone(&mut self, map: &Map<String, Value>) -> String {
        let text = self.text(map, "zone", false);
        let fits = |one: u8| one.is_ascii_alphanumeric() || b"_+-/".contains(&one);
        self.checked("zone", text, |text| text.len() <= 64 && text.bytes().all(fits))
    }

    fn anchor(&mut self, map: &Map<String, Value>, name: &str) -> String {
        let text = self.text(map, name, true);
        self.checked(name, text, |text| match Start::read(text) {
            Start::Anchor(code) => is_code(code),
            Start::Filing(regime, stage) => regime.is_none_or(is_code) && is_code(stage),
        })
    }

    fn flag(&mut self, map: &Map<String, Value>, name: &str, needed: bool) -> bool {
        match map.get(name) {
            Some(Value::Bool(flag)) => *flag,
            None if !needed => false,
            None => self.bad(name, Fault::Missing),
            Some(_) => self.bad(name, Fault::WrongKind),
        }
    }

    /// A field that is left out, or holds the one code that turns it on.
    fn switch(&mut self, map: &Map<String, Value>, name: &str, on: &str) -> bool {
        match map.get(name) {
            None => false,
            Some(Value::String(code)) if code == on => true,
            Some(Value::String(code)) => self.bad(name, Fault::UnknownCode(short(code))),
            Some(_) => self.bad(name, Fault::WrongKind),
        }
    }

    fn member<T>(&mut self, map: &Map<String, Value>, name: &str, read: fn(&str) -> Option<T>) -> Option<T> {
        match map.get(name) {
            None => self.found(name, Fault::Missing),
            Some(Value::String(code)) => match read(code) {
                Some(member) => Some(member),
                None => self.found(name, Fault::UnknownCode(short(code))),
            },
            Some(_) => self.found(name, Fault::WrongKind),
        }
    }

    fn number(&mut self, map: &Map<String, Value>, name: &str, most: u32) -> Option<u32> {
        match map.get(name) {
            None => self.found(name, Fault::Missing),
            Some(Value::Number(number)) => {
                match number.as_u64().and_then(|number| u32::try_from(number).ok()).filter(|&number| number <= most) {
                    Some(number) => Some(number),
                    None => self.found(name, Fault::OutOfRange),
                }
            }
            Some(_) => self.found(name, Fault::WrongKind),
        }
    }

    /// `n` and `unit`: both, or the unit `none` alone.
    fn length(&mut self, map: &Map<String, Value>) -> Option<Length> {
        let unit = self.member(map, "unit", Unit::from_code)?;
        match unit {
            Unit::None if map.contains_key("n") => self.found("n", Fault::OutOfRange),
            Unit::None => None,
            unit => self.number(map, "n", MAX_LENGTH).map(|n| Length { n, unit }),
        }
    }

    fn cut_off(&mut self, map: &Map<String, Value>) -> Option<(u32, u32)> {
        let text = self.text(map, "cut_off", false);
        if text.is_empty() {
            return None;
        }
        match Civil::parse("2000-01-01", &text).filter(|time| time.time() == text) {
            Some(time) => Some((time.hour, time.minute)),
            None => self.found("cut_off", Fault::OutOfRange),
        }
    }

    fn list<T>(
        &mut self,
        value: Option<&Value>,
        needed: bool,
        most: usize,
        read: &mut dyn FnMut(&mut Self, &Value) -> Option<T>,
    ) -> Vec<T> {
        match value {
            None if !needed => Vec::new(),
            None => self.wrong(Fault::Missing).unwrap_or_default(),
            Some(Value::Array(items)) if needed && items.is_empty() => self.wrong(Fault::Missing).unwrap_or_default(),
            Some(Value::Array(items)) if items.len() > most => self.wrong(Fault::TooLong).unwrap_or_default(),
            Some(Value::Array(items)) => {
                let item =
                    |(place, item): (usize, &Value)| self.within(&place.to_string(), |reader| read(reader, item));
                items.iter().enumerate().filter_map(item).collect()
            }
            Some(_) => self.wrong(Fault::WrongKind).unwrap_or_default(),
        }
    }

    /// A text in both languages: both, or neither where it is not needed.
    fn pair(&mut self, map: &Map<String, Value>, name: &str, needed: bool) -> Bilingual {
        match map.get(name) {
            None if !needed => Bilingual::default(),
            None => self.bad(name, Fault::Missing),
            Some(value) => self.within(name, |reader| reader.both(value, needed)).unwrap_or_default(),
        }
    }

    fn both(&mut self, value: &Value, needed: bool) -> Option<Bilingual> {
        let Some([Value::String(en), Value::String(zh)]) = value.as_array().map(Vec::as_slice) else {
            return self.wrong(Fault::WrongKind);
        };
        match (en.trim().is_empty(), zh.trim().is_empty()) {
            (true, true) if needed => self.wrong(Fault::Missing),
            (true, false) | (false, true) => self.wrong(Fault::OneLanguage),
            _ if en.len().max(zh.len()) > MAX_TEXT => self.wrong(Fault::TooLong),
            _ => Some(Bilingual { en: en.clone(), zh: zh.clone() }),
        }
    }

    fn pairs(&mut self, map: &Map<String, Value>, name: &str) -> Vec<Bilingual> {
        let list = map.get(name);
        self.within(name, |reader| reader.list(list, false, MAX_ITEMS, &mut |reader, item| reader.both(item, true)))
    }

    fn codes(&mut self, value: Option<&Value>) -> Vec<String> {
        self.list(value, false, MAX_ITEMS, &mut |reader, item| match item.as_str() {
            Some(code) if code.len() <= 64 => Some(code.to_owned()),
            Some(_) => reader.wrong(Fault::TooLong),
            None => reader.wrong(Fault::WrongKind),
        })
    }

    fn ask(&mut self, map: &Map<String, Value>) -> Vec<Vec<String>> {
        let list = map.get("ask");
        self.within("ask", |reader| {
            reader.list(list, false, MAX_ITEMS, &mut |reader, item| Some(reader.codes(Some(item))))
        })
    }

    /// Every filing a stage runs from is in the pack, and no chain comes back to where it began.
    fn links(&mut self, pack: &Pack) {
        for regime in &pack.regimes {
            for stage in &regime.stages {
                let cap = stage.cap.as_ref().map(|cap| cap.anchor.as_str());
                for anchor in [Some(stage.anchor.as_str()), cap].into_iter().flatten() {
                    let Start::Filing(owner, key) = Start::read(anchor) else { continue };
                    if target(pack, regime, owner, key).is_none() {
                        let place = [regime.id.as_str(), &stage.key].join("/");
                        self.instead(&place, |reader| reader.found::<()>("anchor", Fault::NoSuchStage(short(anchor))));
                    }
                }
                if comes_back(pack, regime, stage) {
                    let place = [regime.id.as_str(), &stage.key].join("/");
                    self.instead(&place, |reader| reader.found::<()>("anchor", Fault::Circle));
                }
            }
        }
    }
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
