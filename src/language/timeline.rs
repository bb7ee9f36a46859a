//! The timeline: which lines of a log are shown, and in what order. Work stops as soon as the page is full.
//!
//! A line is an event of the log (what we did), or what an entry or an anchor tells of another time: see [`told`].

pub mod axis;
pub mod picture;
mod told;

pub use told::{told, told_line};

use super::event_text::{Group, Line, line, log_text};
use super::search::words;
use super::{Language, Msg};
use crate::deadline::in_force::Rules;
use crate::record::body::Body;
use crate::record::event::Event;
use crate::record::id::Id;
use crate::record::incident::{Entry, Incident};
use crate::record::log::Log;
use crate::record::order::sort;
use crate::record::time::{DAY, MINUTE, Moment, Precision, Timestamp};

/// Lines of one page, and how many more each further page brings.
pub const PAGE: usize = 200;

/// The order in which things happened, kept up with a log as it grows.
#[derive(Debug, Default)]
pub struct Order {
    /// The minute it happened in and its place in the log, the earliest first. Typed times know no seconds, so within
    /// one minute things stand as they were recorded.
    places: Vec<(i64, usize)>,
    last: Option<Id>,
}

impl Order {
    /// Takes in what the log has gained; begins anew where events came between older ones.
    pub fn follow(&mut self, log: &Log) {
        let events = log.events();
        let known = self.places.len();
        // Anything put in between moves the event that was the last one to a later place.
        let before = known.checked_sub(1).and_then(|place| events.get(place));
        if before.map(|event| &event.header.id) != self.last.as_ref() {
            self.places.clear();
        }
        let from = self.places.len();
        if from == events.len() {
            return;
        }
        let fresh = events.iter().enumerate().skip(from);
        self.places.extend(fresh.map(|(place, event)| (event.happened().0.div_euclid(MINUTE), place)));
        // What is written now is the newest: one more line does not move a hundred thousand others.
        if !self.places[from.saturating_sub(1)..].is_sorted() {
            sort(&mut self.places, &|a, b| a < b);
        }
        self.last = events.last().map(|event| event.header.id.clone());
    }
}

/// What a reader wants to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Whether each of [`Group::ALL`] is shown.
    pub groups: [bool; Group::ALL.len()],
    /// Words a line must hold, whatever their case; empty for any line.
    pub text: String,
    /// The earliest line first.
    pub oldest_first: bool,
    /// The most lines shown.
    pub limit: usize,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { groups: [true; Group::ALL.len()], text: String::new(), oldest_first: false, limit: PAGE }
    }
}

/// A lane of the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lane {
    /// What the attacker did.
    Attacker,
    /// The sequence of causes.
    Cause,
    /// What we did: the events of the log.
    Ours,
    /// The clocks, at their due instants.
    Clock,
}

impl Lane {
    /// All lanes, as drawn from the top.
    pub const ALL: [Self; 4] = [Self::Attacker, Self::Cause, Self::Ours, Self::Clock];

    /// Its code, as used in `data-lane` and by the registers.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Attacker => "attacker",
            Self::Cause => "cause",
            Self::Ours => "ours",
            Self::Clock => "clock",
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> Msg {
        match self {
            Self::Attacker => msg!("What the attacker did", "攻击者的行动"),
            Self::Cause => msg!("Sequence of causes", "原因序列"),
            Self::Ours => msg!("What we did", "我方的行动"),
            Self::Clock => msg!("Clocks, at their due time", "时限（按到期时间）"),
        }
    }
}

/// A line that is shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Shown {
    /// Its event; of what is told of another time, the event that added the entry or set the anchor.
    pub id: Id,
    /// Its lane; what the log holds is ours.
    pub lane: Lane,
    /// When it happened, or began. Where nobody knows, when it was recorded.
    pub at: Timestamp,
    /// When it ended: of a day alone the end of the day, of an instant the same.
    pub to: Timestamp,
    /// How exactly `at` is known.
    pub precision: Precision,
    /// How often its text was corrected, or its entry changed.
    pub corrections: usize,
    /// Erasures in the whole record: one may change the words of other lines too.
    pub erasures: usize,
}

impl Shown {
    /// Its key among the lines: the id of its row.
    #[must_use]
    pub fn key(&self) -> String {
        [if self.lane == Lane::Ours { "e-" } else { "t-" }, self.id.as_str()].concat()
    }

    /// The minute it happened in: typed times know no seconds.
    fn minute(&self) -> i64 {
        self.at.0.div_euclid(MINUTE)
    }
}

/// How long a stated moment may have lasted, from its instant: of a day alone the whole day.
fn length(moment: Option<&Moment>) -> i64 {
    if moment.is_some_and(|moment| moment.precision == Precision::Date) { DAY } else { 0 }
}

/// A search for the lines to show, done in steps so that the browser can breathe between them.
#[derive(Debug, Default)]
pub struct Search {
    looked_at: usize,
    /// The places of corrected entries among the entries. Few lines ever are, so they are gathered once.
    corrected: Option<Vec<usize>>,
    /// The lines found.
    pub lines: Vec<Shown>,
    /// True when at least one more line would fit.
    pub more: bool,
}

impl Search {
    /// Looks at up to `count` further events. True when the page is full or the log is at its end.
    pub fn step(
        &mut self,
        order: &Order,
        (log, incident): (&Log, &Incident),
        (wanted, language, rules): (&Wanted, Language, Rules),
        count: usize,
    ) -> bool {
        let words = words(&wanted.text);
        let any = words.is_empty() && wanted.groups == [true; Group::ALL.len()];
        let corrected = self.corrected.get_or_insert_with(|| {
            let entries = incident.entries.iter().enumerate();
            entries.filter(|(_, entry)| !entry.corrections.is_empty()).map(|(place, _)| place).collect()
        });
        let corrected: Vec<&Entry> = corrected.iter().filter_map(|&place| incident.entries.get(place)).collect();
        let total = order.places.len();
        for _ in 0..count {
            let place = match wanted.oldest_first {
                true => self.looked_at,
                false => total.wrapping_sub(self.looked_at + 1),
            };
            let Some(event) = order.places.get(place).and_then(|(_, place)| log.events().get(*place)) else {
                return true;
            };
            self.looked_at += 1;
            let entry = corrected.iter().copied().find(|entry| entry.added.event == event.header.id);
            if !any && !wanted.takes(&shown_line(language, rules, event, incident, entry), event, &words, language) {
                continue;
            }
            if self.lines.len() >= wanted.limit {
                self.more = true;
                return true;
            }
            let (at, stated) = (event.happened(), event.header.occurred.as_ref());
            self.lines.push(Shown {
                id: event.header.id.clone(),
                lane: Lane::Ours,
                at,
                to: at.plus(length(stated)),
                precision: stated.map_or(Precision::Exact, |moment| moment.precision),
                corrections: entry.map_or(0, |entry| entry.corrections.len()),
                erasures: incident.erased.len(),
            });
        }
        false
    }

    /// Puts what is told of other times among the lines found; within one minute before what is recorded.
    pub fn join(&mut self, told: Vec<Shown>, wanted: &Wanted) {
        // From its end: what is put in later comes before what has the same minute.
        for one in told.into_iter().rev() {
            let before = |line: &Shown| match wanted.oldest_first {
                true => line.minute() < one.minute(),
                false => line.minute() >= one.minute(),
            };
            let place = self.lines.partition_point(before);
            self.lines.insert(place, one);
        }
        // Behind the last line of a full page there may be events that were not looked at: what follows it waits too.
        self.more |= self.lines.len() > wanted.limit;
        self.lines.truncate(wanted.limit);
    }
}

impl Wanted {
    fn takes(&self, line: &Line, event: &Event, words: &[String], language: Language) -> bool {
        self.takes_by(line, &event.header.author.name, words, language)
    }

    fn takes_by(&self, line: &Line, author: &str, words: &[String], language: Language) -> bool {
        let group = Group::ALL.iter().position(|group| *group == line.group);
        if !group.is_some_and(|group| self.groups[group]) {
            return false;
        }
        // As the search across incidents does, so that what it found is found here.
        words.is_empty() || {
            let said = plain(&[line.kind.get(language), " ", &line.text, " ", author].concat());
            words.iter().all(|word| said.contains(word.as_str()))
        }
    }
}

/// Text as it is compared: in lower case, and with defanged indicators alive, so that both ways of writing match.
pub(super) fn plain(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    match lower.contains('[') || lower.contains("hxxp") {
        true => lower.replace("[.]", ".").replace("[@]", "@").replace("hxxp", "http"),
        false => lower,
    }
}

/// The line of an event as it stands: a corrected log line with its corrected text.
#[must_use]
pub fn shown_line(language: Language, rules: Rules, event: &Event, incident: &Incident, entry: Option<&Entry>) -> Line {
    let mut line = line(language, rules, event, incident);
    let correction = entry.and_then(|entry| entry.corrections.last());
    if let (Body::LogAdded(body), Some(correction)) = (&event.body, correction) {
        line.text = log_text(body, &correction.value);
    }
    line
}

/// The log line an event wrote, with its corrections.
#[must_use]
pub fn entry<'a>(incident: &'a Incident, id: &Id) -> Option<&'a Entry> {
    incident.entries.iter().find(|entry| entry.added.event == *id)
}
