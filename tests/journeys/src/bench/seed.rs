//! Records of a wanted size, written by the app's own library: an intake and then log lines, a minute apart.

use holdfast::deadline::built_in::built_in;
use holdfast::deadline::in_force::Rules;
use holdfast::exchange::summary::Summary;
use holdfast::exchange::{backup, record_json};
use holdfast::playbook::gates;
use holdfast::record::apply::apply;
use holdfast::record::body::{AnchorSet, LogAdded, Opened, RegimeDecided, Reported};
use holdfast::record::civil::Zones;
use holdfast::record::codes::{Applicability, EntryKind, Mode, ReporterKind, Tlp};
use holdfast::record::decide::{Command, Context, decide};
use holdfast::record::event::{Author, Draft};
use holdfast::record::id::Id;
use holdfast::record::incident::Incident;
use holdfast::record::log::{Entropy, Log, Writer};
use holdfast::record::time::{MINUTE, Moment, Timestamp};

use crate::quick::Dice;

/// When the files were made, as they say: 2026-01-01T00:00:00Z.
const START: Timestamp = Timestamp(1_767_225_600_000);
/// Events written with one set of drafts.
const CHUNK: usize = 1000;

/// Knows of no zone but UTC, in which everything here is written.
struct Utc;

impl Zones for Utc {
    fn offset_minutes(&self, zone: &str, _at: Timestamp) -> Option<i32> {
        (zone == "UTC").then_some(0)
    }
}

impl Entropy for Dice {
    fn random(&mut self) -> [u8; 16] {
        std::array::from_fn(|_| u8::try_from(self.below(256)).unwrap_or_default())
    }
}

/// One incident with its log.
#[derive(Debug)]
pub struct Seed {
    /// Its id.
    pub id: Id,
    log: Log,
    incident: Incident,
}

impl Seed {
    /// An incident with `events` events.
    ///
    /// # Panics
    /// When the library refuses what the intake screen would send.
    #[must_use]
    pub fn new(title: &str, events: usize, salt: u64) -> Self {
        let mut dice = Dice::new(salt);
        let id = Id::from_random(dice.random());
        let author = Author { device: "laptop".into(), name: "Ada Responder".into(), role: "Incident lead".into() };
        let mut writer = Writer::new(dice.random());
        let (mut log, mut incident) = (Log::default(), Incident::default());
        let mut drafts = opening(title, &author, &log, &incident);
        let mut number = drafts.len();
        let mut now = START;
        loop {
            now = now.plus(MINUTE);
            let written = log.write(&mut writer, &mut dice, &id, &author, now, drafts).expect("drafts can be written");
            log.add(written.clone());
            for event in &written {
                apply(&mut incident, event, &log);
            }
            if number >= events {
                return Self { id, log, incident };
            }
            let next = (number + CHUNK).min(events);
            drafts = (number..next).map(|number| line(number, &mut dice)).collect();
            number = next;
        }
    }

    /// An incident under `count` rules of the built-in pack, from the `first` on, with every anchor at `at`.
    ///
    /// # Panics
    /// When the library refuses what the forms would send.
    #[must_use]
    pub fn under_rules(title: &str, first: usize, count: usize, at: Timestamp) -> Self {
        let mut one = Self::new(title, 0, first as u64);
        let mut dice = Dice::new(first as u64 + 1_000_000);
        let author = Author { device: "laptop".into(), name: "Ada Responder".into(), role: "Incident lead".into() };
        let rules = &built_in().regimes;
        let rules: Vec<_> = rules.iter().cycle().skip(first).take(count).collect();
        let mut anchors: Vec<&str> = Vec::new();
        for stage in rules.iter().flat_map(|rule| &rule.stages) {
            let named = [Some(&stage.anchor), stage.cap.as_ref().map(|cap| &cap.anchor)];
            anchors.extend(named.into_iter().flatten().map(String::as_str).filter(|code| !code.contains(':')));
        }
        anchors.retain(|code| *code != "declared");
        anchors.sort_unstable();
        anchors.dedup();
        let anchors = anchors.into_iter().map(|code| {
            let (anchor, source) = (code.to_owned(), "log".to_owned());
            AnchorSet { anchor, regime: None, moment: Moment::exact(at, "UTC", 0), source }.into()
        });
        let decided = rules.iter().map(|rule| {
            let [by, role, reason] = ["Ada Responder", "Counsel", "measured"].map(str::to_owned);
            let edition = built_in().edition.clone();
            RegimeDecided { by, decision: Applicability::Applies, edition, reason, regime: rule.id.clone(), role }
                .into()
        });
        let drafts = anchors.chain(decided).map(|body| Draft { body, occurred: None, known: None }).collect();
        let mut writer = Writer::new(dice.random());
        let now = START.plus(60 * MINUTE);
        let written =
            one.log.write(&mut writer, &mut dice, &one.id, &author, now, drafts).expect("drafts can be written");
        one.log.add(written.clone());
        for event in &written {
            apply(&mut one.incident, event, &one.log);
        }
        one
    }

    /// How many open clocks the board shows of it.
    #[must_use]
    pub fn open_clocks(&self) -> usize {
        Summary::of(&self.incident, Rules::BUILT_IN, &Utc).map_or(0, |line| line.open_clocks().count())
    }

    /// The record file.
    #[must_use]
    pub fn record(&self) -> String {
        record_json::export(&self.log, &self.incident, &Utc, START)
    }
}

/// A backup file of all of them.
#[must_use]
pub fn backup_of(seeds: &[Seed]) -> String {
    backup::export_all(seeds.iter().map(|seed| (&seed.log, &seed.incident)), &Utc, START)
}

fn opening(title: &str, author: &Author, log: &Log, incident: &Incident) -> Vec<Draft> {
    let command = Command::Open {
        opened: Box::new(Opened {
            mode: Mode::Real,
            playbook: "base".into(),
            playbook_version: "1.0.0".into(),
            title: title.into(),
            tlp: Tlp::Amber,
        }),
        report: Box::new(Reported {
            reporter: ReporterKind::Customer,
            reporter_name: String::new(),
            rule_id: String::new(),
            what: "Mail was read from an unknown network".into(),
            place: String::new(),
        }),
        first_signal: Moment::unknown("UTC"),
        variants: Vec::new(),
        escalation: None,
    };
    let context =
        Context { now: START, author, gates: gates(), registers: holdfast::register::registers(), log, noted: false };
    decide(incident, command, &context).expect("an incident can be opened")
}

fn line(number: usize, dice: &mut Dice) -> Draft {
    let words = ["sign-in", "mailbox", "token", "blocked", "asked", "answered", "isolated", "令牌", "checked"];
    let said = (0..6 + dice.below(20)).map(|_| words[usize::try_from(dice.below(9)).unwrap_or_default()]);
    let text = format!("line {number}: {}", said.collect::<Vec<_>>().join(" "));
    let entry = LogAdded { channel: String::new(), entry: EntryKind::Note, text, with: String::new() };
    Draft { body: entry.into(), occurred: None, known: None }
}
