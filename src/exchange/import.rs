//! Reading files from outside: untrusted, checked whole, with a message naming the place.

use super::backup::Beside;
use super::record_json::{FORMAT, FORMAT_VERSION};
use crate::deadline::profile::Profile;
use crate::deadline::read::{Problem, read};
use crate::record::body::Body;
use crate::record::event::{Damage, Event};
use crate::record::id::Id;
use crate::record::log::{Break, Log};
use serde::Deserialize;
use serde_json::value::RawValue;
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

#[derive(Deserialize)]
struct Top<'a> {
    format: String,
    format_version: u32,
    #[serde(borrow, default)]
    records: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    rules: Option<&'a RawValue>,
    #[serde(borrow, default)]
    profile: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct RecordFile<'a> {
    format: String,
    format_version: u32,
    incident: Id,
    heads: Vec<String>,
    #[serde(borrow)]
    events: Vec<&'a RawValue>,
}

fn json_problem(error: &serde_json::Error) -> ImportProblem {
    match error.is_eof() {
        true => ImportProblem::Truncated,
        false => ImportProblem::Json(error.line(), error.column(), error.to_string()),
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
    let top: Top = serde_json::from_str(text).map_err(|error| json_problem(&error))?;
    let is_backup = top.format == super::backup::FORMAT;
    if !is_backup && top.format != FORMAT {
        return Err(ImportProblem::OtherFormat(top.format.chars().take(60).collect()));
    }
    if top.format_version == 0 || top.format_version > FORMAT_VERSION {
        return Err(ImportProblem::Newer(top.format_version));
    }
    let mut beside = Beside::default();
    if let Some(rules) = top.rules.filter(|_| is_backup) {
        rules.get().clone_into(&mut beside.rules);
        read(&beside.rules).map_err(ImportProblem::Rules)?;
    }
    if let Some(profile) = top.profile.filter(|_| is_backup) {
        profile.get().clone_into(&mut beside.profile);
        Profile::read_strictly(&beside.profile).map_err(ImportProblem::Profile)?;
    }
    let records = match is_backup {
        true => {
            let in_record = |index: usize| move |problem| ImportProblem::Record(index + 1, Box::new(problem));
            let records = top.records.iter().enumerate();
            records.map(|(index, raw)| read_record(raw.get()).map_err(in_record(index))).collect::<Result<_, _>>()?
        }
        false => vec![read_record(text)?],
    };
    Ok(ImportFile { records, beside })
}

fn read_record(text: &str) -> Result<Imported, ImportProblem> {
    let file: RecordFile = serde_json::from_str(text).map_err(|error| json_problem(&error))?;
    if file.format != FORMAT {
        return Err(ImportProblem::OtherFormat(file.format.chars().take(60).collect()));
    }
    if file.format_version == 0 || file.format_version > FORMAT_VERSION {
        return Err(ImportProblem::Newer(file.format_version));
    }
    if file.events.len() > MAX_EVENTS {
        return Err(ImportProblem::TooMany);
    }
    let mut seen = HashMap::new();
    let mut events = Vec::with_capacity(file.events.len());
    for (index, raw) in file.events.iter().enumerate() {
        let place = index + 1;
        let event = Event::read_untrusted(raw.get()).map_err(|damage| ImportProblem::Event(place, damage))?;
        if event.header.incident != file.incident {
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
    let mut heads = file.heads;
    crate::record::order::sort(&mut heads, &|a, b| a < b);
    if heads != log.heads() {
        return Err(ImportProblem::Heads);
    }
    // A file cannot bring back what its own tombstones say is gone.
    let gone = log.still_to_erase();
    log.erase(&gone);
    Ok(Imported { incident: file.incident, log })
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
