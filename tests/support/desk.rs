//! One person at one tab: acts through `decide`, keeps its log and the incident as the app does.

use super::dice::Dice;
use holdfast::playbook::gates;
use holdfast::record::apply::{apply, fold};
use holdfast::record::body::{Body, Opened, Reported};
use holdfast::record::codes::{Mode, ReporterKind, Tlp};
use holdfast::record::decide::{Command, Context, decide};
use holdfast::record::event::{Author, Event};
use holdfast::record::id::Id;
use holdfast::record::incident::Incident;
use holdfast::record::log::{Added, Entropy, Log, Writer};
use holdfast::record::refusal::Refusal;
use holdfast::record::time::{MINUTE, Moment, Timestamp};

/// A tab with a person in front of it.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The incident worked on.
    pub id: Id,
    /// Its clock.
    pub now: Timestamp,
    /// Who acts.
    pub author: Author,
    /// What it has seen.
    pub log: Log,
    /// The incident, kept up event by event where the log allows it.
    pub incident: Incident,
    /// Its writer.
    pub writer: Writer,
    /// Its randomness.
    pub dice: Dice,
}

impl Desk {
    /// A desk that has seen nothing yet.
    pub fn new(id: &Id, name: &str, role: &str, seed: u64, now: Timestamp) -> Self {
        let mut dice = Dice::new(seed);
        let author = Author { device: format!("{name}'s laptop"), name: name.to_owned(), role: role.to_owned() };
        let writer = Writer::new(dice.random());
        Self { id: id.clone(), now, author, log: Log::default(), incident: Incident::default(), writer, dice }
    }

    /// A desk with an incident just opened: nothing but intake.
    pub fn opened(now: Timestamp) -> Self {
        let id = Id::from_random(Dice::new(1).random());
        let mut desk = Self::new(&id, "Mei Chen", "Incident lead", 2, now);
        desk.act(Self::open());
        desk
    }

    /// Opening with nothing but what is needed.
    pub fn open() -> Command {
        Command::Open {
            opened: Box::new(Opened {
                mode: Mode::Real,
                playbook: "base".to_owned(),
                playbook_version: "1.0.0".to_owned(),
                title: "Odd sign-ins".to_owned(),
                tlp: Tlp::Amber,
            }),
            report: Box::new(Reported {
                reporter: ReporterKind::Customer,
                reporter_name: String::new(),
                rule_id: String::new(),
                what: "Mail was read by somebody else".to_owned(),
                place: String::new(),
            }),
            first_signal: Moment::unknown("UTC"),
            variants: Vec::new(),
            escalation: None,
        }
    }

    /// Tries a command; on success the events are in the log and in the incident.
    pub fn attempt(&mut self, command: Command) -> Result<Vec<Event>, Refusal> {
        let context = Context {
            now: self.now,
            author: &self.author,
            gates: gates(),
            registers: holdfast::register::registers(),
            log: &self.log,
            noted: false,
        };
        let drafts = decide(&self.incident, command, &context)?;
        let written = self.log.write(&mut self.writer, &mut self.dice, &self.id, &self.author, self.now, drafts);
        let events = written.expect("what was decided can be written");
        self.take(events.clone());
        Ok(events)
    }

    /// Acts, one minute later than the act before; returns the id of the last event written.
    pub fn act(&mut self, command: Command) -> Id {
        self.now = self.now.plus(MINUTE);
        let shown = format!("{command:?}");
        match self.attempt(command) {
            Ok(events) => events.last().expect("an act writes something").header.id.clone(),
            Err(refusal) => panic!("refused: {refusal:?} for {shown}"),
        }
    }

    /// States a fact.
    pub fn state(&mut self, body: impl Into<Body>) -> Id {
        self.act(fact(body))
    }

    /// Takes in events from elsewhere, as the app does: append, or fold again; tombstones take effect.
    pub fn take(&mut self, events: Vec<Event>) -> Added {
        let added = self.log.add(events);
        match added {
            Added::Nothing => {}
            Added::AtEnd(from) => {
                self.log.events()[from..].iter().for_each(|event| apply(&mut self.incident, event, &self.log));
            }
            Added::Between => self.incident = fold(&self.log),
        }
        let gone = self.log.still_to_erase();
        if !gone.is_empty() {
            self.log.erase(&gone);
            self.incident = fold(&self.log);
        }
        added
    }

    /// The canonical lines of its log.
    pub fn lines(&self) -> Vec<String> {
        lines(&self.log)
    }
}

/// The command that states a fact.
pub fn fact(body: impl Into<Body>) -> Command {
    Command::State { body: body.into(), occurred: None, known: None }
}

/// The canonical lines of a log.
pub fn lines(log: &Log) -> Vec<String> {
    log.events().iter().map(Event::line).collect()
}
