//! The timeline: which lines of a log are shown, and in what order. Work stops as soon as the page is full.

use super::Language;
use super::event_text::{Group, Line, line, log_text};
use crate::record::body::Body;
use crate::record::event::Event;
use crate::record::id::Id;
use crate::record::incident::{Entry, Incident};
use crate::record::log::Log;
use crate::record::order::sort;
use crate::record::time::{MINUTE, Timestamp};

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
        sort(&mut self.places, &|a, b| a < b);
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

/// A line that is shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Shown {
    /// Its event.
    pub id: Id,
    /// When it happened.
    pub at: Timestamp,
    /// How often its text was corrected.
    pub corrections: usize,
    /// Erasures in the whole record: one may change the words of other lines too.
    pub erasures: usize,
}

/// A search for the lines to show, done in steps so that the browser can breathe between them.
#[derive(Debug, Default)]
pub struct Search {
    looked_at: usize,
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
        (wanted, language): (&Wanted, Language),
        count: usize,
    ) -> bool {
        let needle = plain(&wanted.text);
        let any = needle.is_empty() && wanted.groups == [true; Group::ALL.len()];
        // Few lines are ever corrected: looking among those is cheaper than among all.
        let corrected: Vec<&Entry> = incident.entries.iter().filter(|entry| !entry.corrections.is_empty()).collect();
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
            if !any && !wanted.takes(&shown_line(language, event, incident, entry), event, &needle, language) {
                continue;
            }
            if self.lines.len() >= wanted.limit {
                self.more = true;
                return true;
            }
            self.lines.push(Shown {
                id: event.header.id.clone(),
                at: event.happened(),
                corrections: entry.map_or(0, |entry| entry.corrections.len()),
                erasures: incident.erased.len(),
            });
        }
        false
    }
}

impl Wanted {
    fn takes(&self, line: &Line, event: &Event, needle: &str, language: Language) -> bool {
        let group = Group::ALL.iter().position(|group| *group == line.group);
        if !group.is_some_and(|group| self.groups[group]) {
            return false;
        }
        needle.is_empty()
            || [line.text.as_str(), line.kind.get(language), &event.header.author.name]
                .into_iter()
                .any(|text| plain(text).contains(needle))
    }
}

/// Text as it is compared: in lower case, and with defanged indicators alive, so that both ways of writing match.
fn plain(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    match lower.contains('[') || lower.contains("hxxp") {
        true => lower.replace("[.]", ".").replace("[@]", "@").replace("hxxp", "http"),
        false => lower,
    }
}

/// The line of an event as it stands: a corrected log line with its corrected text.
#[must_use]
pub fn shown_line(language: Language, event: &Event, incident: &Incident, entry: Option<&Entry>) -> Line {
    let mut line = line(language, event, incident);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::apply::fold;
    use crate::record::body::{Erasure, LogAdded, LogCorrected, TlpSet};
    use crate::record::codes::{EntryKind, Tlp};
    use crate::record::event::{Author, Draft};
    use crate::record::log::{Entropy, Writer};
    use crate::record::time::{HOUR, Moment};

    struct Count(u8);

    impl Entropy for Count {
        fn random(&mut self) -> [u8; 16] {
            self.0 += 1;
            [self.0; 16]
        }
    }

    /// A record that is written line by line, one hour apart.
    struct Desk {
        log: Log,
        writer: Writer,
        entropy: Count,
        now: Timestamp,
    }

    impl Desk {
        fn new() -> Self {
            Self {
                log: Log::default(),
                writer: Writer::new([7; 16]),
                entropy: Count(0),
                now: Timestamp(1_700_000_000_000),
            }
        }

        /// Writes a fact that happened `hours` before it is recorded.
        fn write(&mut self, body: impl Into<Body>, hours: i64) -> Id {
            let occurred = (hours > 0).then(|| Moment::exact(self.now.plus(HOUR - hours * HOUR), "UTC", 0));
            self.write_at(body, occurred)
        }

        fn write_at(&mut self, body: impl Into<Body>, occurred: Option<Moment>) -> Id {
            self.now = self.now.plus(HOUR);
            let author = Author { name: "Ito".to_owned(), ..Author::default() };
            let draft = Draft { body: body.into(), occurred, known: None };
            let incident = Id::from_random([9; 16]);
            let written =
                self.log.write(&mut self.writer, &mut self.entropy, &incident, &author, self.now, vec![draft]);
            let events = written.unwrap();
            let id = events[0].header.id.clone();
            self.log.add(events);
            id
        }

        fn note(&mut self, entry: EntryKind, text: &str, hours: i64) -> Id {
            let body = LogAdded { channel: String::new(), entry, text: text.to_owned(), with: String::new() };
            self.write(body, hours)
        }

        fn found(&self, wanted: &Wanted, step: usize) -> (Vec<String>, bool) {
            let incident = fold(&self.log);
            let mut order = Order::default();
            order.follow(&self.log);
            let mut search = Search::default();
            while !search.step(&order, (&self.log, &incident), (wanted, Language::English), step) {}
            let text = |shown: &Shown| {
                let event = self.log.get(&shown.id).unwrap();
                shown_line(Language::English, event, &incident, entry(&incident, &shown.id)).text
            };
            (search.lines.iter().map(text).collect(), search.more)
        }
    }

    /// Four lines; the third happened first.
    fn desk() -> Desk {
        let mut desk = Desk::new();
        desk.note(EntryKind::Note, "one", 0);
        desk.note(EntryKind::Decision, "two on https://Evil.example/a", 0);
        desk.note(EntryKind::Action, "three", 9);
        desk.write(TlpSet { tlp: Tlp::Red }, 0);
        desk
    }

    fn only(group: Group) -> [bool; 6] {
        Group::ALL.map(|one| one == group)
    }

    #[test]
    fn shows_the_lines_wanted_in_the_order_they_happened() {
        let evil = "two on https://Evil.example/a";
        let all = Wanted::default();
        let text = |text: &str| Wanted { text: text.to_owned(), ..Wanted::default() };
        let table: [(Wanted, Vec<&str>, bool); 10] = [
            (all.clone(), vec!["TLP:RED", evil, "one", "three"], false),
            (Wanted { oldest_first: true, ..all.clone() }, vec!["three", "one", evil, "TLP:RED"], false),
            (Wanted { limit: 2, ..all.clone() }, vec!["TLP:RED", evil], true),
            (Wanted { limit: 4, ..all.clone() }, vec!["TLP:RED", evil, "one", "three"], false),
            (Wanted { groups: only(Group::Action), ..all.clone() }, vec!["three"], false),
            (Wanted { groups: only(Group::Communication), ..all.clone() }, vec![], false),
            (text(" EVIL[.]example "), vec![evil], false),
            (text("hxxps://evil.ex"), vec![evil], false),
            (text("marking"), vec!["TLP:RED"], false),
            (Wanted { groups: only(Group::Note), ..text("three") }, vec![], false),
        ];
        let desk = desk();
        for (wanted, lines, more) in table {
            for step in [1, 3, 1_000] {
                let expected: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
                assert_eq!(desk.found(&wanted, step), (expected, more), "{wanted:?}, steps of {step}");
            }
        }
    }

    #[test]
    fn within_a_minute_lines_stand_as_they_were_recorded() {
        let mut desk = Desk::new();
        desk.note(EntryKind::Note, "recorded first", 0);
        let recorded = desk.log.events()[0].header.recorded;
        let typed = Timestamp(recorded.0 / MINUTE * MINUTE);
        assert!(typed < recorded, "the minute typed had begun before the first line was recorded");
        let occurred = Some(Moment::exact(typed, "UTC", 0));
        desk.write_at(TlpSet { tlp: Tlp::Red }, occurred);
        assert_eq!(desk.found(&Wanted::default(), 10).0, ["TLP:RED", "recorded first"]);
    }

    #[test]
    fn shows_and_finds_the_corrected_text_only() {
        let mut desk = desk();
        let target = desk.note(EntryKind::Note, "wrong", 0);
        desk.write(LogCorrected { target: target.clone(), text: "right".to_owned() }, 0);
        let find = |text: &str| desk.found(&Wanted { text: text.to_owned(), ..Wanted::default() }, 10).0;
        assert_eq!(find("wrong"), Vec::<String>::new());
        assert_eq!(find("right"), ["right", "right"], "the line, and the correction as a line of its own");
    }

    #[test]
    fn an_erased_line_stays_as_its_tombstone() {
        let mut desk = desk();
        let target = desk.note(EntryKind::Note, "password", 0);
        let reason = "pasted by mistake".to_owned();
        desk.write(Erasure { target: target.clone(), reason }, 0);
        desk.log.erase(&[target]);
        let find = |text: &str| desk.found(&Wanted { text: text.to_owned(), ..Wanted::default() }, 10).0.len();
        assert_eq!((find("password"), find("erased by Ito")), (0, 1));
    }

    #[test]
    fn follows_a_log_that_grows_at_its_end_and_between() {
        let whole = desk().log.events().to_vec();
        let mut expected = Order::default();
        let mut log = Log::default();
        log.add(whole.clone());
        expected.follow(&log);
        for arrival in [[0, 1, 2, 3], [3, 0, 2, 1], [1, 0, 3, 2]] {
            let (mut log, mut order) = (Log::default(), Order::default());
            for place in arrival {
                log.add(vec![whole[place].clone()]);
                order.follow(&log);
            }
            assert_eq!(order.places, expected.places, "{arrival:?}");
        }
    }
}
