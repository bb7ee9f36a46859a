//! Reading files from outside: untrusted, checked whole, with a message naming the place.

use super::backup::Beside;
use super::record_json::{FORMAT, FORMAT_VERSION};
use crate::deadline::profile::Profile;
use crate::deadline::read::{Problem, read};
use crate::record::body::Body;
use crate::record::event::{Damage, Event};
use crate::record::id::Id;
use crate::record::json::{Json, parse};
use crate::record::json_text::{check, parts};
use crate::record::log::{Break, Log};
use std::collections::HashMap;

/// The largest file read: 128 MiB.
pub const MAX_FILE: usize = 128 << 20;
/// The most events in one record.
pub const MAX_EVENTS: usize = 250_000;

/// What is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportProblem {
    /// Larger than [`MAX_FILE`] bytes.
    TooLarge,
    /// Ends before it is complete.
    Truncated,
    /// Not JSON of the expected shape: line, column, the reader's reason.
    Json(usize, usize, String),
    /// Not a Holdfast file; holds the `format` found.
    OtherFormat(String),
    /// Written by a newer version than this build reads.
    Newer(u32),
    /// More than [`MAX_EVENTS`] events.
    TooMany,
    /// Holds no events, or does not begin with the opening of the incident.
    NoBeginning,
    /// The event at this place (from 1) is damaged.
    Event(usize, Damage),
    /// The event at this place belongs to another incident.
    OtherIncident(usize),
    /// The event at this place stands twice.
    Twice(usize),
    /// The chain does not hold together.
    Chain(Break),
    /// The newest events named at the top are not those of the file: something was cut off.
    Heads,
    /// The record at this place (from 1) of a backup has this problem; its lines are counted from its own first line.
    Record(usize, Box<ImportProblem>),
    /// The rule pack of a backup has these problems.
    Rules(Vec<Problem>),
    /// The organisation profile of a backup has this problem.
    Profile(Problem),
}

/// A record read from a file, checked.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The incident.
    pub incident: Id,
    /// Its log.
    pub log: Log,
}

/// What a file holds.
#[derive(Clone, Debug)]
pub struct ImportFile {
    /// Records in it: one for a record file, any number for a backup.
    pub records: Vec<Imported>,
    /// What a backup holds beside its records, checked.
    pub beside: Beside,
}

fn json_problem(error: &serde_json::Error) -> ImportProblem {
    match error.is_eof() {
        true => ImportProblem::Truncated,
        false => ImportProblem::Json(error.line(), error.column(), error.to_string()),
    }
}

/// A problem at a part of a text; at the end of the text for a part that is none of it.
fn at(text: &str, part: &str, reason: String) -> ImportProblem {
    let offset = (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize);
    let before = offset.and_then(|offset| text.get(..offset)).unwrap_or(text.trim_end());
    let line = before.rsplit('\n').next().unwrap_or_default();
    ImportProblem::Json(before.matches('\n').count() + 1, line.chars().count() + 1, reason)
}

/// The text of a field of an object in a file, which is JSON. Reasons are worded as those of the JSON reader.
fn found<'a>(text: &'a str, name: &str) -> Result<Option<&'a str>, ImportProblem> {
    let mut all = parts(text).filter(|(one, _)| *one == name).map(|(_, value)| value);
    match (all.next(), all.next()) {
        (_, Some(twice)) => Err(at(text, twice, ["duplicate field `", name, "`"].concat())),
        (one, None) => Ok(one),
    }
}

fn needed<'a>(text: &'a str, name: &str) -> Result<&'a str, ImportProblem> {
    found(text, name)?.ok_or_else(|| at(text, "", ["missing field `", name, "`"].concat()))
}

fn field<T: Json>(text: &str, name: &str) -> Result<T, ImportProblem> {
    let value = needed(text, name)?;
    parse(value).ok_or_else(|| at(text, value, "invalid type".to_owned()))
}

/// The values of a list.
fn list<'a>(text: &'a str, list: &'a str) -> Result<Vec<&'a str>, ImportProblem> {
    match list.starts_with('[') {
        true => Ok(parts(list).map(|(_, item)| item).collect()),
        false => Err(at(text, list, "invalid type".to_owned())),
    }
}

/// Checks the version of a file against this build.
fn version(text: &str) -> Result<(), ImportProblem> {
    match field(text, "format_version")? {
        1..=FORMAT_VERSION => Ok(()),
        other => Err(ImportProblem::Newer(other)),
    }
}

/// Reads a record or backup file.
///
/// # Errors
/// The first [`ImportProblem`] found; nothing of the file is kept.
pub fn read_file(text: &str) -> Result<ImportFile, ImportProblem> {
    if text.len() > MAX_FILE {
        return Err(ImportProblem::TooLarge);
    }
    let text = text.trim_start_matches('\u{feff}');
    check(text).map_err(|error| json_problem(&error))?;
    let format: String = field(text, "format")?;
    let is_backup = format == super::backup::FORMAT;
    if !is_backup && format != FORMAT {
        return Err(ImportProblem::OtherFormat(format.chars().take(60).collect()));
    }
    version(text)?;
    let beside_records = |name| Ok(found(text, name)?.filter(|part| is_backup && *part != "null"));
    let mut beside = Beside::default();
    if let Some(rules) = beside_records("rules")? {
        rules.clone_into(&mut beside.rules);
        read(&beside.rules).map_err(ImportProblem::Rules)?;
    }
    if let Some(profile) = beside_records("profile")? {
        profile.clone_into(&mut beside.profile);
        Profile::read_strictly(&beside.profile).map_err(ImportProblem::Profile)?;
    }
    let records = match is_backup {
        true => {
            let in_record = |index: usize| move |problem| ImportProblem::Record(index + 1, Box::new(problem));
            let records = parts(parts(text).of("records").unwrap_or_default()).enumerate();
            records
                .map(|(index, (_, record))| read_record(record).map_err(in_record(index)))
                .collect::<Result<_, _>>()?
        }
        false => vec![read_record(text)?],
    };
    Ok(ImportFile { records, beside })
}

fn read_record(text: &str) -> Result<Imported, ImportProblem> {
    let format: String = field(text, "format")?;
    if format != FORMAT {
        return Err(ImportProblem::OtherFormat(format.chars().take(60).collect()));
    }
    version(text)?;
    let incident: Id = field(text, "incident")?;
    let mut heads: Vec<String> = field(text, "heads")?;
    let lines = list(text, needed(text, "events")?)?;
    if lines.len() > MAX_EVENTS {
        return Err(ImportProblem::TooMany);
    }
    let mut seen = HashMap::new();
    let mut events = Vec::with_capacity(lines.len());
    for (index, line) in lines.into_iter().enumerate() {
        let place = index + 1;
        let event = Event::read_untrusted(line).map_err(|damage| ImportProblem::Event(place, damage))?;
        if event.header.incident != incident {
            return Err(ImportProblem::OtherIncident(place));
        }
        if seen.insert(event.header.id.clone(), place).is_some() {
            return Err(ImportProblem::Twice(place));
        }
        events.push(event);
    }
    let mut log = Log::default();
    log.add(events);
    let begins = log
        .events()
        .first()
        .is_some_and(|event| event.header.kind == "incident.opened" && event.header.parents.is_empty());
    if !begins {
        return Err(ImportProblem::NoBeginning);
    }
    // The events themselves were verified as they were read.
    log.verify_links().map_err(ImportProblem::Chain)?;
    if let Some(id) = corrects_nothing(&log) {
        let place = seen.get(id).copied().unwrap_or_default();
        return Err(ImportProblem::Event(place, Damage::Field("corrects")));
    }
    crate::record::order::sort(&mut heads, &|a, b| a < b);
    if heads != log.heads() {
        return Err(ImportProblem::Heads);
    }
    // A file cannot bring back what its own tombstones say is gone.
    let gone = log.still_to_erase();
    log.erase(&gone);
    Ok(Imported { incident, log })
}

/// A declaration that says it corrects what no declaration before it is.
fn corrects_nothing(log: &Log) -> Option<&Id> {
    let mut declared = Vec::new();
    for event in log.events().iter().filter(|event| event.header.kind == "incident.declared") {
        let corrects = match &event.body {
            Body::Declared(body) => body.corrects.as_ref(),
            _ => None,
        };
        if corrects.is_some_and(|id| !declared.contains(&id)) {
            return Some(&event.header.id);
        }
        declared.push(&event.header.id);
    }
    None
}
