//! A document while it is written: every text goes through the pseudonyms and the defanging on its way in.

use super::document::{Document, Part, Text};
use super::redact::{Kind, Masks, Reader, Seen};
use crate::deadline::in_force::Rules;
use crate::deadline::obligation::Obligation;
use crate::deadline::{obligations, own};
use crate::exchange::board_clock::is_silent;
use crate::language::codes::{Named, stage_words_in, tlp_meaning};
use crate::language::defang::defang;
use crate::language::entry::{title, value};
use crate::language::{Language, Msg, duty, format};
use crate::playbook;
use crate::record::civil::Zones;
use crate::record::codes::NoticeLanguage;
use crate::record::incident::{Incident, Standing};
use crate::record::log::Log;
use crate::record::order::sort;
use crate::record::register::{Field, RegisterEntry};
use crate::record::time::Timestamp;
use crate::register::register;

pub(super) const STATUS: Msg = msg!("Status", "状态");
pub(super) const WHEN: Msg = msg!("When", "时间");
pub(super) const OWNER: Msg = msg!("Owner", "责任人");
pub(super) const REASON: Msg = msg!("Reason", "理由");
pub(super) const PHASE: Msg = msg!("Phase", "阶段");
pub(super) const SERVICE: Msg = msg!("Service", "服务");
pub(super) const DUE: Msg = msg!("Due", "到期时间");
pub(super) const WHAT: Msg = msg!("What", "内容");
pub(super) const NAME: Msg = msg!("Name", "名称");
pub(super) const KIND: Msg = msg!("Kind", "类型");
pub(super) const BY: Msg = msg!("By", "人员");
const NOTHING: Msg = msg!("Not recorded yet", "尚未记录");
const WITHHELD: Msg = msg!("Not shown to this reader", "不向该读者显示");

/// What a document is written from.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The incident.
    pub incident: &'a Incident,
    /// Its log.
    pub log: &'a Log,
    /// The rules in force.
    pub rules: Rules<'a>,
    /// The zone database.
    pub zones: &'a dyn Zones,
    /// The instant for which it is written.
    pub now: Timestamp,
    /// IANA zone in which instants are told.
    pub zone: &'a str,
}

/// A document in one language, while it is written.
pub(super) struct Page<'a> {
    pub source: Source<'a>,
    pub incident: &'a Incident,
    pub language: Language,
    pub reader: Reader,
    masks: &'a Masks,
    parts: Vec<Part>,
}

/// Writes a document in the language or languages asked for; `build` puts in the same parts whatever the language.
pub(super) fn written(
    source: Source,
    language: NoticeLanguage,
    reader: Reader,
    title: Msg,
    build: &dyn Fn(&mut Page),
) -> Document {
    let masks = &Masks::of(source.log, source.incident, reader);
    let one = |language| {
        let mut page = Page { source, incident: source.incident, language, reader, masks, parts: Vec::new() };
        build(&mut page);
        Document {
            language,
            title: page.clean(&title.fill(language, &[source.incident.title()])),
            handling: handling(source.incident, language).into(),
            exercise: source.incident.is_exercise(),
            parts: page.parts,
        }
    };
    match language {
        NoticeLanguage::English => one(Language::English),
        NoticeLanguage::Chinese => one(Language::Chinese),
        NoticeLanguage::Both => one(Language::English).beside(one(Language::Chinese)),
    }
}

fn handling(incident: &Incident, language: Language) -> String {
    let tlp = incident.marking();
    let privileged = match incident.is_privileged() {
        true => msg!("Legally privileged", "受法律特权保护").get(language),
        false => "",
    };
    let exercise = match incident.is_exercise() {
        true => msg!("Exercise, not a real incident", "演练，不是真实事件").get(language),
        false => "",
    };
    join(&[exercise, tlp.name().get(language), tlp_meaning(tlp).get(language), privileged])
}

/// What is said of these, with a dot between.
pub(super) fn join(parts: &[&str]) -> String {
    let said: Vec<&str> = parts.iter().copied().filter(|part| !part.trim().is_empty()).collect();
    said.join(" · ")
}

impl<'a> Page<'a> {
    fn clean(&self, text: &str) -> Text {
        defang(&self.masks.hide(self.language, text)).into()
    }

    fn texts(&self, texts: &[String]) -> Vec<Text> {
        texts.iter().map(|text| self.clean(text)).collect()
    }

    pub fn say(&self, msg: Msg) -> String {
        msg.get(self.language).to_owned()
    }

    /// An instant in the zone of the document.
    pub fn at(&self, at: Timestamp) -> String {
        let offset = self.source.zones.offset_minutes(self.source.zone, at).unwrap_or(0);
        format::stated(self.language, at, offset)
    }

    pub fn heading(&mut self, level: u8, words: Msg) {
        self.parts.push(Part::Heading(level, self.say(words).into()));
    }

    pub fn paragraph(&mut self, text: &str) {
        self.parts.push(Part::Paragraph(self.clean(text)));
    }

    pub fn list(&mut self, items: &[String]) {
        match items.is_empty() {
            true => self.paragraph(NOTHING.get(self.language)),
            false => self.parts.push(Part::List(self.texts(items))),
        }
    }

    pub fn table(&mut self, head: &[Msg], rows: &[Vec<String>]) {
        match rows.is_empty() {
            true => self.paragraph(NOTHING.get(self.language)),
            false => {
                let head = head.iter().map(|words| self.say(*words).into()).collect();
                self.parts.push(Part::Table(head, rows.iter().map(|row| self.texts(row)).collect()));
            }
        }
    }

    /// Terms with what is known of them; one of which nothing is known says so.
    pub fn facts(&mut self, facts: &[(Msg, String)]) {
        let fact = |(term, value): &(Msg, String)| {
            let value = if value.trim().is_empty() { NOTHING.get(self.language) } else { value };
            (self.say(*term).into(), self.clean(value))
        };
        self.parts.push(Part::Facts(facts.iter().map(fact).collect()));
    }

    pub fn sees(&self, kind: Kind) -> Seen {
        self.reader.sees(kind)
    }

    pub fn whole(&self, kind: Kind) -> bool {
        matches!(self.sees(kind), Seen::Whole | Seen::Masked)
    }

    /// A heading that stands whoever reads; false where nothing more is said under it.
    pub fn block(&mut self, kind: Kind, words: Msg) -> bool {
        self.heading(2, words);
        let shown = self.sees(kind) != Seen::Nothing;
        if !shown {
            self.paragraph(WITHHELD.get(self.language));
        }
        shown
    }

    /// The entries of a register that stand, with these fields; those behind a bar only where the reader sees the kind
    /// whole. Nothing at all where the reader sees nothing of the kind; no heading at level 0.
    pub fn register(&mut self, level: u8, kind: Kind, code: &str, fields: &str) {
        let Some(described) = register(code) else { return };
        let shown = match self.sees(kind) {
            Seen::Nothing | Seen::Count => return,
            Seen::Part => fields.split('|').next().unwrap_or_default(),
            Seen::Whole | Seen::Masked => fields,
        };
        let fields: Vec<_> = shown.split([' ', '|']).filter_map(|field| described.field(field)).collect();
        let cell = |entry: &RegisterEntry, field: &'static Field| {
            let said = entry.value(&field.code).map(|held| value(self.language, self.incident, field, held));
            let said = said.unwrap_or_default();
            // A claim that nothing supports says so.
            match code == "claim" && field.code == "evidence" && said.is_empty() {
                true => self.say(msg!("Unsupported", "缺乏证据")),
                false => said,
            }
        };
        let entries = self.incident.entries_of(code);
        let rows: Vec<Vec<String>> =
            entries.map(|entry| fields.iter().map(|field| cell(entry, field)).collect()).collect();
        let labels: Vec<Msg> = fields.iter().map(|field| Msg::of(&field.label)).collect();
        if level > 0 {
            self.heading(level, title(Some(described)));
        }
        match rows.last().filter(|_| described.single) {
            Some(newest) => self.facts(&labels.into_iter().zip(newest.iter().cloned()).collect::<Vec<_>>()),
            None => self.table(&labels, &rows),
        }
    }

    /// Deadlines: name, due, state. With `most`, only those that want attention, next due first, so many.
    pub fn clocks(&mut self, most: Option<usize>) {
        let Source { rules, zones, now, .. } = self.source;
        let (pack, language, incident) = (rules.pack(), self.language, self.incident);
        let mut found = obligations(incident, pack, zones);
        found.retain(|one| !is_silent(one) && (most.is_none() || one.is_open()));
        let target = |one: &Obligation| one.own_target.as_ref().and_then(|fact| fact.value.due.at);
        // As the page of deadlines has them: what is due before what only a target of one's own ends.
        let rank = |one: &Obligation| {
            let done = one.filed.is_some() || one.waived.is_some();
            let due = one.due.map(|due| due.at);
            (done, !one.is_open(), due.is_none(), due.or_else(|| target(one)))
        };
        sort(&mut found, &|a, b| rank(a) < rank(b));
        found.truncate(most.unwrap_or(usize::MAX));
        let row = |one: &Obligation| {
            let regime = own::find(pack, incident, &one.regime);
            let anchor = regime.as_ref().and_then(|regime| regime.stage(&one.stage)).map_or("", |stage| &stage.anchor);
            let due = one.due.map(|due| self.at(due.at)).unwrap_or_default();
            let own = duty::target(language, one, now).unwrap_or_default();
            let state = duty::state(one.state(now)).get(language);
            vec![
                stage_words_in(language, rules, incident, &one.regime, &one.stage),
                join(&[&due, &own]),
                join(&[state, &duty::left(language, rules, one, anchor, now)]),
            ]
        };
        let rows: Vec<_> = found.iter().map(row).collect();
        self.table(&[NAME, DUE, STATUS], &rows);
    }

    /// Code and title of a step.
    pub fn step(&self, code: &str) -> String {
        let title = playbook::base().step(code).map_or("", |step| self.language.pick(&step.title));
        [code, title].join(" ")
    }

    /// Where the incident stands as a whole.
    pub fn standing(&self) -> String {
        match self.incident.standing {
            Standing::Open => self.say(msg!("Open", "进行中")),
            Standing::Resolved(at) => join(&[msg!("Resolved", "已解决").get(self.language), &self.at(at)]),
            Standing::Closed(at) => join(&[msg!("Closed", "已关闭").get(self.language), &self.at(at)]),
        }
    }

    /// The declaration that stands, in words.
    pub fn declared(&self) -> String {
        let Some(fact) = self.incident.declaration() else { return self.say(msg!("Not declared", "尚未宣布")) };
        let at = format::moment(self.language, &fact.value.moment);
        match fact.value.confirmed {
            true => at,
            false => join(&[&at, msg!("Declared, unconfirmed", "已宣布，未确认").get(self.language)]),
        }
    }
}
