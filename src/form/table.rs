//! A table from a file as entries of a register: which column fills which field, which rows are good, and why the others
//! are not.

use super::values::{FieldProblem, Problem};
use crate::exchange::csv_read::Table;
use crate::record::body::{Body, EntryAdded};
use crate::record::incident::Incident;
use crate::record::refusal::{Refusal, Why};
use crate::record::register::{EntryValue, EntryValues, Field, FieldKind, Register, RegisterEntry};

/// What fills a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Filled {
    /// Nothing.
    #[default]
    Nothing,
    /// A column, by its place.
    Column(usize),
    /// The same code in every row.
    Same(String),
}

/// What the rows of a table come to.
#[derive(Debug, Default, PartialEq)]
pub struct Rows {
    /// The entries of the good rows, in the order of the file.
    pub good: Vec<Body>,
    /// The line of each row that is refused, and why.
    pub refused: Vec<(usize, FieldProblem)>,
}

/// The fields of a register that a table may fill: what refers to other entries and moments are not read from one.
pub fn fillable(register: &'static Register) -> impl Iterator<Item = &'static Field> {
    let plain =
        |kind: &FieldKind| matches!(kind, FieldKind::Text | FieldKind::Area | FieldKind::Number | FieldKind::Choice(_));
    register.fields.iter().filter(move |field| plain(&field.kind))
}

fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// True for a code or its words in either language.
fn is(code: &str, words: &str, text: &str) -> bool {
    same(code, text) || words.split('\0').any(|words| same(words, text))
}

/// What fills each field at first: the column that is called as the field is.
#[must_use]
pub fn guess(register: &'static Register, header: &[String]) -> Vec<Filled> {
    let column = |field: &Field| header.iter().position(|name| is(&field.code, &field.label, name));
    fillable(register).map(|field| column(field).map_or(Filled::Nothing, Filled::Column)).collect()
}

/// Reads the rows. `check` is the record's own word on an entry; a row that repeats what stands in the incident or before it
/// in the file is refused too, so that a file read twice adds nothing.
pub fn read(
    register: &'static Register,
    table: &Table,
    filled: &[Filled],
    incident: &Incident,
    check: &dyn Fn(&EntryAdded) -> Result<(), Refusal>,
) -> Rows {
    let mut rows = Rows::default();
    let mut known: Vec<String> = incident.entries_of(&register.code).map(|entry| key(register, entry)).collect();
    known.sort_unstable();
    for row in &table.rows {
        let values: EntryValues = fillable(register)
            .zip(filled)
            .filter_map(|(field, filled)| {
                let text = match filled {
                    Filled::Nothing => return None,
                    Filled::Column(place) => row.cells.get(*place)?.trim(),
                    Filled::Same(code) => code.as_str(),
                };
                (!text.is_empty()).then(|| (field.code.clone(), EntryValue::Text(coded(field, text))))
            })
            .collect();
        let entry = EntryAdded { register: register.code.clone(), values };
        let key = needed(register, &|code| match entry.values.get(code) {
            Some(EntryValue::Text(text)) => text,
            _ => "",
        });
        let found = check(&entry).and_then(|()| match known.binary_search(&key) {
            Ok(_) => Err(Refusal::at(&register.name, Why::Already)),
            Err(place) => {
                known.insert(place, key);
                Ok(())
            }
        });
        match found {
            Ok(()) => rows.good.push(entry.into()),
            Err(Refusal { field, why }) => {
                rows.refused.push((row.line, FieldProblem { field: field.to_owned(), problem: Problem::Why(why) }));
            }
        }
    }
    rows
}

/// The code of a choice, whichever way it is written; other texts as they are.
fn coded(field: &Field, text: &str) -> String {
    let FieldKind::Choice(options) = &field.kind else { return text.to_owned() };
    let found = options.iter().find(|(code, words)| is(code, words, text));
    found.map_or(text, |(code, _)| code).to_owned()
}

fn key(register: &'static Register, entry: &RegisterEntry) -> String {
    needed(register, &|code| entry.text(code))
}

/// What two entries have alike that are the same: the fields that may not stay empty.
fn needed<'a>(register: &'static Register, text: &dyn Fn(&str) -> &'a str) -> String {
    let fields = fillable(register).filter(|field| !field.optional);
    fields.map(|field| text(&field.code).trim().to_lowercase()).collect::<Vec<_>>().join("\n")
}
