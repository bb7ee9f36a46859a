//! The registers: what each holds, in both languages, as data. An entry's fields, the words for them and what must hold
//! between them are read from the files here; forms, sections, log lines, exports and checks all follow from them.
//!
//! A text of the data is `English | 简体中文`. A field is a list: code, kind, label, hint. The kind is `text`, `technique`, `area`,
//! `number`, `clock`, `zone`, `sha256`, `past`, `due`, `day`, `choice:LIST`, `flags:LIST`, `one:REGISTER`, `several:REGISTER`, with
//! `?` behind it where the field may stay empty. A rule is a list: `order A B`, `needs FIELD CODE NEEDED`, `any A B …`,
//! `different A B`, `compared EVIDENCE DIGEST RESULT`. A list holds options: `code | English | 简体中文`. With `also`, it is shown
//! in another place too. With `lane`, the past moments of an entry stand in that lane of the timeline, from the first field
//! of that kind to the last. A `template` holds entries to begin with: what each field holds, in order.
//!
//! Invariant: this room holds no entry; it says what one holds.

pub mod attack;

use crate::data;
use crate::record::register::{Field, FieldKind, Register, Rule};
use serde_json::{Map, Value};
use std::sync::OnceLock;

/// Between the languages of a text in the data.
const BETWEEN: &str = " | ";

/// Every register.
pub fn registers() -> &'static [Register] {
    static REGISTERS: OnceLock<Vec<Register>> = OnceLock::new();
    // The files are part of the build and read by a test.
    REGISTERS.get_or_init(|| read(&data::folder("register/").collect::<Vec<_>>()).unwrap_or_default())
}

/// A register by its code.
#[must_use]
pub fn register(code: &str) -> Option<&'static Register> {
    registers().iter().find(|one| one.code == code)
}

/// Reads files of registers; `None` where one has not the shape. A list may be used by every file.
#[must_use]
pub fn read(files: &[&str]) -> Option<Vec<Register>> {
    let files: Vec<Value> = files.iter().map(|text| serde_json::from_str(text).ok()).collect::<Option<_>>()?;
    let mut lists = Map::new();
    for file in &files {
        lists.extend(file.get("lists")?.as_object()?.clone());
    }
    let mut registers = Vec::new();
    for file in &files {
        for one in file.get("registers")?.as_array()? {
            registers.push(register_of(one.as_object()?, &lists)?);
        }
    }
    Some(registers)
}

fn words(value: Option<&Value>) -> String {
    value.and_then(Value::as_str).unwrap_or_default().replacen(BETWEEN, "\0", 1)
}

fn plain(value: Option<&Value>) -> String {
    value.and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn list<'a>(map: &'a Map<String, Value>, name: &str) -> &'a [Value] {
    map.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn register_of(map: &Map<String, Value>, lists: &Map<String, Value>) -> Option<Register> {
    let is = |name: &str| map.get(name) == Some(&Value::Bool(true));
    Some(Register {
        code: plain(map.get("code")),
        place: plain(map.get("place")),
        also: plain(map.get("also")),
        title: words(map.get("title")),
        add: words(map.get("add")),
        intro: words(map.get("intro")),
        name: plain(map.get("name")),
        fields: list(map, "fields").iter().map(|one| field_of(one.as_array()?, lists)).collect::<Option<_>>()?,
        rules: list(map, "rules").iter().map(rule_of).collect::<Option<_>>()?,
        single: is("single"),
        late: is("late"),
        lane: plain(map.get("lane")),
        template: list(map, "template")
            .iter()
            .map(|row| row.as_array()?.iter().map(|one| Some(words(Some(one)))).collect())
            .collect::<Option<_>>()?,
    })
}

fn field_of(parts: &[Value], lists: &Map<String, Value>) -> Option<Field> {
    let kind = parts.get(1)?.as_str()?;
    let (kind, optional) = kind.strip_suffix('?').map_or((kind, false), |kind| (kind, true));
    let (kind, of) = kind.split_once(':').unwrap_or((kind, ""));
    let options = || {
        let option = |text: &Value| {
            let (code, words) = text.as_str()?.split_once(BETWEEN)?;
            Some((code.to_owned(), words.replacen(BETWEEN, "\0", 1)))
        };
        lists.get(of)?.as_array()?.iter().map(option).collect::<Option<Vec<_>>>()
    };
    let kind = match kind {
        "text" => FieldKind::Text,
        "technique" => FieldKind::Technique,
        "area" => FieldKind::Area,
        "number" => FieldKind::Number,
        "clock" => FieldKind::Clock,
        "zone" => FieldKind::Zone,
        "sha256" => FieldKind::Digest,
        "past" => FieldKind::Past,
        "due" => FieldKind::Due,
        "day" => FieldKind::Day,
        "choice" => FieldKind::Choice(options()?),
        "flags" => FieldKind::Flags(options()?),
        "one" => FieldKind::One(of.to_owned()),
        "several" => FieldKind::Several(of.to_owned()),
        _ => return None,
    };
    Some(Field { code: plain(parts.first()), kind, optional, label: words(parts.get(2)), hint: words(parts.get(3)) })
}

fn rule_of(rule: &Value) -> Option<Rule> {
    let parts: Vec<String> = rule.as_array()?.iter().map(|part| plain(Some(part))).collect();
    let (kind, rest) = parts.split_first()?;
    let at = |place: usize| rest.get(place).cloned();
    Some(match kind.as_str() {
        "order" => Rule::Order(at(0)?, at(1)?),
        "needs" => Rule::Needs(at(0)?, at(1)?, at(2)?),
        "any" => Rule::Any(rest.to_vec()),
        "different" => Rule::Different(at(0)?, at(1)?),
        "compared" => Rule::Compared(at(0)?, at(1)?, at(2)?),
        _ => return None,
    })
}
