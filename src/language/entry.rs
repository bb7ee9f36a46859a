//! Entries of registers in words.

use super::{Language, Msg, format};
use crate::record::evidence::Retention;
use crate::record::id::Id;
use crate::record::incident::Incident;
use crate::record::register::{EntryValue, EntryValues, Field, FieldKind, Register, RegisterEntry};
use crate::register::{register, registers};

/// The words of a register; of one this build does not know, only that it is an entry.
#[must_use]
pub fn title(register: Option<&'static Register>) -> Msg {
    register.map_or(msg!("Entry", "条目"), |register| Msg::of(&register.title))
}

/// What a field holds, in words; names stand for what it refers to.
#[must_use]
pub fn value(language: Language, incident: &Incident, field: &'static Field, value: &EntryValue) -> String {
    let name = |code: &String| match &field.kind {
        FieldKind::Choice(options) | FieldKind::Flags(options) => {
            let found = options.iter().find(|(one, _)| one == code);
            found.map_or(code.as_str(), |(_, words)| Msg::of(words).get(language)).to_owned()
        }
        FieldKind::One(kind) | FieldKind::Several(kind) => referred(incident, kind, code),
        FieldKind::Number => grouped(code),
        _ => code.clone(),
    };
    match value {
        EntryValue::Text(text) => name(text),
        EntryValue::Many(codes) => codes.iter().map(name).collect::<Vec<_>>().join(msg!(", ", "、").get(language)),
        EntryValue::Time(moment) => format::moment(language, moment),
    }
}

/// A whole number in groups of three digits, as both languages write it; anything else as it is.
fn grouped(number: &str) -> String {
    let mut out = String::new();
    for (place, sign) in number.char_indices() {
        if place > 0 && (number.len() - place).is_multiple_of(3) && number.bytes().all(|one| one.is_ascii_digit()) {
            out.push(',');
        }
        out.push(sign);
    }
    out
}

/// The name of what an id refers to; of what was taken out or cleared since, too.
#[must_use]
pub fn referred(incident: &Incident, kind: &str, id: &str) -> String {
    let found = incident.targets(kind, registers()).into_iter().find(|(one, _)| one == id).map(|(_, name)| name);
    let gone = || match incident.entry(id) {
        Some(entry) => name(entry),
        None => Id::parse(id).map_or("", |id| incident.service_name(&id)),
    };
    let name = found.unwrap_or_else(|| gone().to_owned());
    if name.is_empty() { id.chars().take(8).collect() } else { name }
}

/// A retention that ends or has ended, in words.
#[must_use]
pub fn retention(language: Language, retention: Retention) -> String {
    let (msg, days) = match retention {
        Retention::Ended => (msg!("Retention has ended", "保留期已届满"), 0),
        Retention::Ends(0) => (msg!("Retention ends today", "保留期今日届满"), 0),
        Retention::Ends(1) => (msg!("Retention ends in 1 day", "保留期将于 1 天后届满"), 1),
        Retention::Ends(days) => (msg!("Retention ends in {0} days", "保留期将于 {0} 天后届满"), days),
    };
    msg.fill(language, &[&days.to_string()])
}

/// The name of an entry; empty where its register has no field that names one.
#[must_use]
pub fn name(entry: &RegisterEntry) -> &str {
    register(&entry.register).map_or("", |register| entry.text(&register.name))
}

/// The labels and values that a version of an entry states, in the order of its register; of a field that says nothing
/// any more, that it was emptied.
#[must_use]
pub fn stated(
    language: Language,
    incident: &Incident,
    register: &'static Register,
    values: &EntryValues,
) -> Vec<(Msg, String)> {
    let stated = |field: &'static Field| {
        let value = value(language, incident, field, values.get(&field.code)?);
        let emptied = || msg!("emptied", "已清空").get(language).to_owned();
        Some((Msg::of(&field.label), if value.is_empty() { emptied() } else { value }))
    };
    register.fields.iter().filter_map(stated).collect()
}

/// A version of an entry as one sentence; of a register this build does not know, with codes for words.
#[must_use]
pub fn sentence(language: Language, incident: &Incident, code: &str, values: &EntryValues) -> String {
    let pair = |label: &str, value: &str| msg!("{0}: {1}", "{0}：{1}").fill(language, &[label, value]);
    let pairs: Vec<String> = match register(code) {
        Some(register) => {
            let stated = stated(language, incident, register, values).into_iter();
            stated.map(|(label, value)| pair(label.get(language), &value)).collect()
        }
        None => {
            let named = (!code.is_empty()).then(|| code.to_owned()).into_iter();
            named.chain(values.iter().map(|(code, value)| pair(code, &as_it_is(language, value)))).collect()
        }
    };
    pairs.join(" · ")
}

/// A value without its field: codes and ids as they are.
fn as_it_is(language: Language, value: &EntryValue) -> String {
    match value {
        EntryValue::Text(text) => text.clone(),
        EntryValue::Many(codes) => codes.join(msg!(", ", "、").get(language)),
        EntryValue::Time(moment) => format::moment(language, moment),
    }
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn numbers_stand_in_groups_of_three() {
        let table = [
            ("", ""),
            ("7", "7"),
            ("503", "503"),
            ("1000", "1,000"),
            ("60000", "60,000"),
            ("1234567", "1,234,567"),
            ("about 1000", "about 1000"),
        ];
        for (typed, shown) in table {
            assert_eq!(grouped(typed), shown);
        }
    }
}
