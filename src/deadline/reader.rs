//! Reading values one by one, with a note of every problem and its place.

use super::day::Day;
use super::pack::{Length, Start, Unit};
use super::read::{Fault, MAX_ITEMS, MAX_LENGTH, MAX_PROBLEMS, MAX_TEXT, Problem};
use crate::record::bilingual::Bilingual;
use crate::record::time::Civil;
use serde_json::{Map, Value};

/// Letters, digits, hyphens and underscores: what codes are made of.
pub(super) fn is_code(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|one| one.is_ascii_alphanumeric() || b"-_".contains(&one))
}

/// The beginning of a code that is not known, for the problem to show.
pub(super) fn short(code: &str) -> String {
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
    pub(super) fn wrong<T>(&mut self, fault: Fault) -> Option<T> {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(Problem { place: self.place.join("/"), fault });
        }
        None
    }

    /// Notes a problem of a part.
    pub(super) fn found<T>(&mut self, part: &str, fault: Fault) -> Option<T> {
        self.within(part, |reader| reader.wrong(fault))
    }

    /// Reads a part of what is being read.
    pub(super) fn within<T>(&mut self, part: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.place.push(part.to_owned());
        let value = read(self);
        self.place.pop();
        value
    }

    /// Reads what has a name of its own: its place begins with that name.
    pub(super) fn instead<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.place, vec![name.to_owned()]);
        let value = read(self);
        self.place = outer;
        value
    }

    pub(super) fn text(&mut self, map: &Map<String, Value>, name: &str, needed: bool) -> String {
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
    pub(super) fn bad<T: Default>(&mut self, part: &str, fault: Fault) -> T {
        self.found(part, fault).unwrap_or_default()
    }

    pub(super) fn checked(&mut self, name: &str, text: String, fits: impl FnOnce(&str) -> bool) -> String {
        match text.is_empty() || fits(&text) {
            true => text,
            false => self.bad(name, Fault::OutOfRange),
        }
    }

    pub(super) fn code(&mut self, map: &Map<String, Value>, name: &str, needed: bool) -> String {
        let text = self.text(map, name, needed);
        self.checked(name, text, is_code)
    }

    pub(super) fn date(&mut self, map: &Map<String, Value>, name: &str, needed: bool) -> String {
        let text = self.text(map, name, needed);
        self.checked(name, text, |text| Day::parse(text).is_some())
    }

    pub(super) fn zone(&mut self, map: &Map<String, Value>) -> String {
        let text = self.text(map, "zone", false);
        let fits = |one: u8| one.is_ascii_alphanumeric() || b"_+-/".contains(&one);
        self.checked("zone", text, |text| text.len() <= 64 && text.bytes().all(fits))
    }

    pub(super) fn anchor(&mut self, map: &Map<String, Value>, name: &str) -> String {
        let text = self.text(map, name, true);
        self.checked(name, text, |text| match Start::read(text) {
            Start::Anchor(code) => is_code(code),
            Start::Filing(regime, stage) => regime.is_none_or(is_code) && is_code(stage),
        })
    }

    pub(super) fn flag(&mut self, map: &Map<String, Value>, name: &str, needed: bool) -> bool {
        match map.get(name) {
            Some(Value::Bool(flag)) => *flag,
            None if !needed => false,
            None => self.bad(name, Fault::Missing),
            Some(_) => self.bad(name, Fault::WrongKind),
        }
    }

    /// A field that is left out, or holds the one code that turns it on.
    pub(super) fn switch(&mut self, map: &Map<String, Value>, name: &str, on: &str) -> bool {
        match map.get(name) {
            None => false,
            Some(Value::String(code)) if code == on => true,
            Some(Value::String(code)) => self.bad(name, Fault::UnknownCode(short(code))),
            Some(_) => self.bad(name, Fault::WrongKind),
        }
    }

    pub(super) fn member<T>(&mut self, map: &Map<String, Value>, name: &str, read: fn(&str) -> Option<T>) -> Option<T> {
        match map.get(name) {
            None => self.found(name, Fault::Missing),
            Some(Value::String(code)) => match read(code) {
                Some(member) => Some(member),
                None => self.found(name, Fault::UnknownCode(short(code))),
            },
            Some(_) => self.found(name, Fault::WrongKind),
        }
    }

    pub(super) fn number(&mut self, map: &Map<String, Value>, name: &str, most: u32) -> Option<u32> {
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
    pub(super) fn length(&mut self, map: &Map<String, Value>) -> Option<Length> {
        let unit = self.member(map, "unit", Unit::from_code)?;
        match unit {
            Unit::None if map.contains_key("n") => self.found("n", Fault::OutOfRange),
            Unit::None => None,
            unit => self.number(map, "n", MAX_LENGTH).map(|n| Length { n, unit }),
        }
    }

    pub(super) fn cut_off(&mut self, map: &Map<String, Value>) -> Option<(u32, u32)> {
        let text = self.text(map, "cut_off", false);
        if text.is_empty() {
            return None;
        }
        match Civil::parse("2000-01-01", &text).filter(|time| time.time() == text) {
            Some(time) => Some((time.hour, time.minute)),
            None => self.found("cut_off", Fault::OutOfRange),
        }
    }

    pub(super) fn list<T>(
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
    pub(super) fn pair(&mut self, map: &Map<String, Value>, name: &str, needed: bool) -> Bilingual {
        match map.get(name) {
            None if !needed => Bilingual::default(),
            None => self.bad(name, Fault::Missing),
            Some(value) => self.within(name, |reader| reader.both(value, needed)).unwrap_or_default(),
        }
    }

    pub(super) fn both(&mut self, value: &Value, needed: bool) -> Option<Bilingual> {
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

    pub(super) fn pairs(&mut self, map: &Map<String, Value>, name: &str) -> Vec<Bilingual> {
        let list = map.get(name);
        self.within(name, |reader| reader.list(list, false, MAX_ITEMS, &mut |reader, item| reader.both(item, true)))
    }

    pub(super) fn codes(&mut self, value: Option<&Value>) -> Vec<String> {
        self.list(value, false, MAX_ITEMS, &mut |reader, item| match item.as_str() {
            Some(code) if code.len() <= 64 => Some(code.to_owned()),
            Some(_) => reader.wrong(Fault::TooLong),
            None => reader.wrong(Fault::WrongKind),
        })
    }

    pub(super) fn ask(&mut self, map: &Map<String, Value>) -> Vec<Vec<String>> {
        let list = map.get("ask");
        self.within("ask", |reader| {
            reader.list(list, false, MAX_ITEMS, &mut |reader, item| Some(reader.codes(Some(item))))
        })
    }
}
