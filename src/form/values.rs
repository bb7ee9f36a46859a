//! What was typed into a form, and reading it as codes, texts and moments.

use super::time_input;
use crate::language::codes::Named;
use crate::record::civil::Zones;
use crate::record::json::Json;
use crate::record::map::Map;
use crate::record::refusal::{Refusal, Why};
use crate::record::time::{Civil, Moment, Timestamp};

/// Which of two instants a local time that occurs twice means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The first, before the clocks went back.
    Earlier,
    /// The second.
    Later,
}

/// A time as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeInput {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// `HH:MM`.
    pub time: String,
    /// IANA zone.
    pub zone: String,
    /// Code of the precision: `exact`, `about`, `date`, `unknown`.
    pub precision: String,
    /// The answer when the time occurs twice.
    pub which: Option<Which>,
}

/// What one field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text or the code of a choice.
    Text(String),
    /// Codes of the boxes ticked.
    Many(Vec<String>),
    /// A time.
    Time(TimeInput),
}

/// What a form holds, by field code. Also the shape of a draft.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values(pub Map<String, Value>);

crate::json_struct! { TimeInput { date, time, zone, precision, which } }

impl Json for Which {
    fn to_json(&self) -> serde_json::Value {
        matches!(self, Self::Later).to_json()
    }
    fn from_json(value: &serde_json::Value) -> Option<Self> {
        value.as_bool().map(|later| if later { Self::Later } else { Self::Earlier })
    }
}

impl Json for Value {
    fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Text(text) => text.to_json(),
            Self::Many(codes) => codes.to_json(),
            Self::Time(time) => time.to_json(),
        }
    }
    fn from_json(value: &serde_json::Value) -> Option<Self> {
        match value {
            serde_json::Value::String(text) => Some(Self::Text(text.clone())),
            serde_json::Value::Array(_) => Json::from_json(value).map(Self::Many),
            _ => Json::from_json(value).map(Self::Time),
        }
    }
}

impl Json for Values {
    fn to_json(&self) -> serde_json::Value {
        let mut map = serde_json::Map::new();
        for (code, value) in self.0.iter() {
            crate::record::json::put(&mut map, code, value.to_json());
        }
        serde_json::Value::Object(map)
    }
    fn from_json(value: &serde_json::Value) -> Option<Self> {
        let entry = |(code, value): (&String, &serde_json::Value)| Some((code.clone(), Value::from_json(value)?));
        value.as_object()?.iter().map(entry).collect::<Option<_>>().map(Self)
    }
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// A reason the record would refuse it for.
    Why(Why),
    /// Not a date like 2026-11-22 and a time like 14:05.
    NotATime,
    /// The zone is not known.
    UnknownZone(String),
    /// The local time occurs twice: offsets in minutes of the earlier and the later.
    Twice(i32, i32),
    /// The local time does not exist: the last minute before and the first after.
    Skipped(Civil, Civil),
}

/// A problem with the field it belongs to; an empty field means the whole form.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldProblem {
    /// Field code.
    pub field: String,
    /// What is wrong.
    pub problem: Problem,
}

impl From<Refusal> for FieldProblem {
    fn from(refusal: Refusal) -> Self {
        Self { field: refusal.field.to_owned(), problem: Problem::Why(refusal.why) }
    }
}

/// Reads values and gathers what is wrong, so that all problems are shown at once.
pub struct Reader<'a> {
    values: &'a Values,
    zones: &'a dyn Zones,
    /// Problems so far.
    pub problems: Vec<FieldProblem>,
}

impl<'a> Reader<'a> {
    /// A reader over values.
    #[must_use]
    pub fn new(values: &'a Values, zones: &'a dyn Zones) -> Self {
        Self { values, zones, problems: Vec::new() }
    }

    /// The zone database it reads times with.
    #[must_use]
    pub fn zones(&self) -> &'a dyn Zones {
        self.zones
    }

    /// Notes a problem.
    pub fn wrong(&mut self, field: &str, problem: Problem) {
        self.problems.push(FieldProblem { field: field.to_owned(), problem });
    }

    /// A text that may be empty, without outer blanks.
    #[must_use]
    pub fn maybe(&self, field: &str) -> String {
        match self.values.0.get(field) {
            Some(Value::Text(text)) => text.trim().to_owned(),
            _ => String::new(),
        }
    }

    /// A text that must say something.
    pub fn text(&mut self, field: &str) -> String {
        let text = self.maybe(field);
        if text.is_empty() {
            self.wrong(field, Problem::Why(Why::Empty));
        }
        text
    }

    /// A time zone, where one was given; a problem is noted where the database has none of that name.
    pub fn zone(&mut self, field: &str) -> String {
        let zone = self.maybe(field);
        if !zone.is_empty() && self.zones.offset_minutes(&zone, Timestamp::default()).is_none() {
            self.wrong(field, Problem::UnknownZone(zone.clone()));
        }
        zone
    }

    /// A member of a vocabulary, if one was chosen.
    #[must_use]
    pub fn maybe_code<T: Named>(&self, field: &str) -> Option<T> {
        let code = self.maybe(field);
        T::all().iter().copied().find(|member| member.stored() == code)
    }

    /// A member of a vocabulary that must be chosen; the first member stands in while a problem is noted.
    pub fn code<T: Named>(&mut self, field: &str) -> T {
        self.maybe_code(field).unwrap_or_else(|| {
            self.wrong(field, Problem::Why(Why::NothingChosen));
            T::all()[0]
        })
    }

    /// The codes of the boxes ticked, of whatever list.
    #[must_use]
    pub fn many(&self, field: &str) -> Vec<String> {
        match self.values.0.get(field) {
            Some(Value::Many(codes)) => codes.clone(),
            _ => Vec::new(),
        }
    }

    /// The boxes ticked.
    #[must_use]
    pub fn flags<T: Named>(&self, field: &str) -> Vec<T> {
        let ticked = match self.values.0.get(field) {
            Some(Value::Many(codes)) => codes.as_slice(),
            _ => &[],
        };
        T::all().iter().copied().filter(|member| ticked.iter().any(|code| code == member.stored())).collect()
    }

    /// The id of something in the record that must be chosen.
    pub fn id(&mut self, field: &str) -> Option<crate::record::id::Id> {
        let id = crate::record::id::Id::parse(&self.maybe(field));
        if id.is_none() {
            self.wrong(field, Problem::Why(Why::NothingChosen));
        }
        id
    }

    /// A time; `None` when nothing was typed or a problem was noted.
    pub fn maybe_time(&mut self, field: &str) -> Option<Moment> {
        let Some(Value::Time(input)) = self.values.0.get(field) else { return None };
        match time_input::read(input, self.zones) {
            Ok(moment) => moment,
            Err(problem) => {
                self.wrong(field, problem);
                None
            }
        }
    }

    /// A time that must be given; the default stands in while a problem is noted.
    pub fn time(&mut self, field: &str) -> Moment {
        let before = self.problems.len();
        self.maybe_time(field).unwrap_or_else(|| {
            if self.problems.len() == before {
                self.wrong(field, Problem::Why(Why::TimeMissing));
            }
            Moment::default()
        })
    }
}
