//! The sample, entered as responders enter an incident: every entry through its form, [`command`] and [`decide`].
//!
//! Invariant: nothing is written that the screen would not have accepted; a field the form does not have is refused.

use super::command::command;
use super::fields::{Asking, form};
use super::spec::{Form, FormCode};
use super::time_input;
use super::values::{FieldProblem, Problem, TimeInput, Value, Values};
use crate::deadline::in_force::Rules;
use crate::playbook::{Sample, SampleEntry, storm_0558};
use crate::record::apply::apply;
use crate::record::civil::Zones;
use crate::record::decide::{Context, decide};
use crate::record::event::Author;
use crate::record::gate::Gate;
use crate::record::id::Id;
use crate::record::incident::Incident;
use crate::record::log::{Entropy, Log, Writer};
use crate::record::map::Map;
use crate::record::refusal::Why;
use crate::record::time::Timestamp;
use crate::register::registers;
use serde_json::Value as Json;

/// The zone of the times of entries.
const ZONE: &str = "UTC";

/// What an entry was refused for: its place in the walk, from 0, and every problem.
pub type Refused = (usize, Vec<FieldProblem>);

/// What entering needs from outside.
#[derive(Clone, Copy)]
pub struct Outside<'a> {
    /// The zone database.
    pub zones: &'a dyn Zones,
    /// The clock: everything is recorded at this instant, whenever it happened.
    pub now: Timestamp,
    /// The gates in force.
    pub gates: &'a [Gate],
}

/// A sample being entered. Entry by entry, so that a page can draw in between.
#[derive(Debug)]
pub struct Recording {
    sample: Sample,
    next: usize,
    writer: Writer,
    labels: Map<String, Id>,
    /// The incident's id.
    pub id: Id,
    /// What was written so far.
    pub log: Log,
    /// The log folded.
    pub incident: Incident,
}

/// Enters the whole sample: the incident's id and its log.
///
/// # Errors
/// The first entry that was refused.
pub fn record(entropy: &mut dyn Entropy, outside: Outside) -> Result<(Id, Log), Refused> {
    let mut recording = Recording::new(storm_0558(), entropy);
    while recording.upcoming().is_some() {
        recording.enter(entropy, outside)?;
    }
    Ok((recording.id, recording.log))
}

fn problem(field: &str, problem: Problem) -> FieldProblem {
    FieldProblem { field: field.to_owned(), problem }
}

/// The time of an entry as it would have been typed then; `None` for one without.
fn typed_at(at: &str) -> Option<TimeInput> {
    let (date, time, precision) = match at.split_once(' ') {
        Some((date, time)) => (date, time, "exact"),
        None => (at, "", "date"),
    };
    let (date, time, precision) = (date.to_owned(), time.to_owned(), precision.to_owned());
    (!at.is_empty()).then(|| TimeInput { date, time, zone: ZONE.to_owned(), precision, which: None })
}

impl Recording {
    /// Nothing entered yet.
    #[must_use]
    pub fn new(sample: Sample, entropy: &mut dyn Entropy) -> Self {
        Self {
            sample,
            next: 0,
            writer: Writer::new(entropy.random()),
            labels: Map::new(),
            id: Id::from_random(entropy.random()),
            log: Log::default(),
            incident: Incident::default(),
        }
    }

    /// The entry that comes next; `None` at the end.
    #[must_use]
    pub fn upcoming(&self) -> Option<&SampleEntry> {
        self.sample.walk.get(self.next)
    }

    /// What the next entry submits: its form, what it is about, and what stands in the fields.
    ///
    /// # Errors
    /// Fields the form does not have, or a form there is not.
    fn submission(&self, entry: &SampleEntry, asking: &Asking) -> Result<(FormCode, Values), Vec<FieldProblem>> {
        let missing = |field: &str| problem(field, Problem::Why(Why::NoSuchTarget));
        let code = FormCode::from_code(&entry.form).ok_or_else(|| vec![missing("form")])?;
        let Form { fields, .. } = form(code, asking);
        let has = |name: &str| fields.iter().any(|field| field.code == name);
        let unknown: Vec<FieldProblem> =
            entry.fields.keys().filter(|name| !has(name)).map(|name| missing(name)).collect();
        if !unknown.is_empty() {
            return Err(unknown);
        }
        let offered = fields.iter().filter_map(|field| Some((field.code.to_owned(), field.initial.clone()?)));
        let mut values: Map<String, Value> = offered.collect();
        if let Some(at) = typed_at(&entry.at).filter(|_| has("occurred")) {
            values.insert("occurred".to_owned(), Value::Time(at));
        }
        values.extend(entry.fields.iter().map(|(name, json)| (name.clone(), self.typed(json))));
        Ok((code, Values(values)))
    }

    /// What was typed into a field.
    fn typed(&self, json: &Json) -> Value {
        let text = |json: &Json| json.as_str().map(|text| self.resolved(text)).unwrap_or_default();
        match json {
            Json::Array(codes) => Value::Many(codes.iter().map(text).collect()),
            Json::Object(parts) => {
                let part = |name: &str, otherwise: &str| parts.get(name).map_or_else(|| otherwise.to_owned(), text);
                Value::Time(TimeInput {
                    date: part("date", ""),
                    time: part("time", ""),
                    zone: part("zone", ZONE),
                    precision: part("precision", "exact"),
                    which: None,
                })
            }
            json => Value::Text(text(json)),
        }
    }

    /// A text, or the id of the entry it names as `@label`.
    fn resolved(&self, text: &str) -> String {
        let named = text.strip_prefix('@').and_then(|label| self.labels.get(label));
        named.map_or_else(|| text.to_owned(), Id::to_string)
    }

    /// Enters the next entry; nothing happens after the last.
    ///
    /// # Errors
    /// Its place and every problem; nothing was changed.
    pub fn enter(&mut self, entropy: &mut dyn Entropy, outside: Outside) -> Result<(), Refused> {
        let Some(entry) = self.upcoming() else { return Ok(()) };
        let refused = |problems| (self.next, problems);
        let person = self.sample.people.iter().find(|person| person.code == entry.by);
        let person = person.ok_or_else(|| refused(vec![problem("by", Problem::Why(Why::NoSuchTarget))]))?;
        let author = Author { device: "sample".to_owned(), name: person.name.clone(), role: person.role.clone() };
        // An entry that is changed is named after its register.
        let about = match entry.about.find('@') {
            Some(at) if at > 0 => [&entry.about[..=at], &self.resolved(&entry.about[at..])].concat(),
            _ => self.resolved(&entry.about),
        };
        let now = typed_at(&entry.at).unwrap_or_else(|| time_input::typed(outside.now, ZONE, outside.zones));
        let asking = Asking {
            incident: &self.incident,
            about: &about,
            now: &now,
            me: &author.name,
            others: &[],
            rules: Rules::BUILT_IN,
        };
        let (code, values) = self.submission(entry, &asking).map_err(refused)?;
        let command = command(code, &values, &asking, outside.zones, None).map_err(refused)?;
        let context = Context {
            now: outside.now,
            author: &author,
            gates: outside.gates,
            registers: registers(),
            log: &self.log,
            noted: false,
        };
        let drafts = decide(&self.incident, command, &context).map_err(|refusal| refused(vec![refusal.into()]))?;
        let label = entry.label.clone();
        let written = self.log.write(&mut self.writer, entropy, &self.id, &author, outside.now, drafts);
        // What was decided fits and is canonical.
        let events = written.map_err(|_| (self.next, vec![problem("", Problem::Why(Why::TooLong))]))?;
        if let Some(last) = events.last().filter(|_| !label.is_empty()) {
            self.labels.insert(label, last.header.id.clone());
        }
        let from = self.log.events().len();
        self.log.add(events);
        for event in &self.log.events()[from..] {
            apply(&mut self.incident, event, &self.log);
        }
        self.next += 1;
        Ok(())
    }
}
