//! A document while it is written: every text goes through the pseudonyms and the defanging on its way in.

use super::document::{Document, Part, Text};
use super::facts::Row;
use super::redact::{Masks, Reader};
use crate::deadline::in_force::Rules;
use crate::deadline::obligation::Obligation;
use crate::deadline::{obligations, own};
use crate::exchange::board_clock::is_silent;
use crate::language::codes::{Named, stage_words_in, tlp_meaning};
use crate::language::defang::defang;
use crate::language::{Language, Msg, duty, format};
use crate::playbook;
use crate::record::civil::Zones;
use crate::record::codes::NoticeLanguage;
use crate::record::incident::{Incident, Standing};
use crate::record::log::Log;
use crate::record::order::sort;
use crate::record::time::Timestamp;

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
const EMPTY: Msg = msg!("Nothing recorded", "无记录");
const WITHHELD: Msg = msg!("Not shown to this reader", "不向该读者显示");

/// The most columns that a page of paper takes.
const COLUMNS: usize = 5;

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

    pub fn say(&self, msg: Msg) -> String {
        msg.get(self.language).to_owned()
    }

    /// An instant in the zone of the document.
    pub fn at(&self, at: Timestamp) -> String {
        let offset = self.source.zones.offset_minutes(self.source.zone, at).unwrap_or(0);
        format::stated(self.language, at, offset)
    }

    pub fn heading(&mut self, level: u8, words: &str) {
        self.parts.push(Part::Heading(level, words.to_owned().into()));
    }

    pub fn paragraph(&mut self, text: &str) {
        self.parts.push(Part::Paragraph(self.clean(text)));
    }

    /// How many parts there are.
    pub fn length(&self) -> usize {
        self.parts.len()
    }

    /// Says that there is nothing, or nothing for this reader.
    pub fn nothing(&mut self, withheld: bool) {
        self.paragraph(if withheld { WITHHELD } else { EMPTY }.get(self.language));
    }

    /// How many there are, and no more.
    pub fn count(&mut self, number: usize) {
        let words = msg!("Entries: {0}", "条目数：{0}").fill(self.language, &[&number.to_string()]);
        self.paragraph(&words);
    }

    pub fn table(&mut self, head: &[Msg], rows: &[Vec<String>]) {
        if rows.is_empty() {
            return self.nothing(false);
        }
        let head = head.iter().map(|words| self.say(*words).into()).collect();
        let cells = |row: &Vec<String>| row.iter().map(|text| self.clean(text)).collect();
        self.parts.push(Part::Table(head, rows.iter().map(cells).collect()));
    }

    /// Terms with what is known of them; one of which nothing is known says so.
    pub fn facts(&mut self, facts: &[(Msg, String)]) {
        let fact = |(term, value): &(Msg, String)| {
            let value = if value.trim().is_empty() { NOTHING.get(self.language) } else { value };
            vec![self.say(*term).into(), self.clean(value)]
        };
        self.parts.push(Part::Table(Vec::new(), facts.iter().map(fact).collect()));
    }

    /// Things that are recorded, with the marks of which any says something: a table while that fits on paper, else one
    /// under the other, each under the mark that `name`s it, or its first.
    pub fn things(&mut self, level: u8, name: &str, rows: &[Row]) {
        let first = rows.first().map_or(&[][..], Vec::as_slice);
        let place = |at: &usize| rows.iter().any(|row| row.get(*at).is_some_and(|(.., said)| !said.trim().is_empty()));
        let places: Vec<usize> = (0..first.len()).filter(place).collect();
        let narrow = |row: &Row| -> Vec<(Msg, String)> {
            places.iter().filter_map(|at| row.get(*at)).map(|(_, term, said)| (*term, said.clone())).collect()
        };
        match rows {
            [] => {}
            [only] => self.facts(&narrow(only)),
            _ if places.len() <= COLUMNS => {
                let head: Vec<Msg> = places.iter().filter_map(|at| first.get(*at)).map(|(_, term, _)| *term).collect();
                let rows: Vec<Vec<String>> =
                    rows.iter().map(|row| narrow(row).into_iter().map(|(_, said)| said).collect()).collect();
                self.table(&head, &rows);
            }
            _ => {
                let named = first.iter().position(|(code, ..)| *code == name).unwrap_or(0);
                for row in rows {
                    let title = row.get(named).map_or("", |(.., said)| said);
                    self.parts.push(Part::Heading(level, self.clean(title)));
                    let own = |at: &usize| *at != named;
                    let said = places.iter().filter(|at| own(at)).filter_map(|at| row.get(*at));
                    let said = said.filter(|(.., said)| !said.trim().is_empty());
                    self.facts(&said.map(|(_, term, said)| (*term, said.clone())).collect::<Vec<_>>());
                }
            }
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
        let (words, at) = match self.incident.standing {
            Standing::Open => return self.say(msg!("Open", "进行中")),
            Standing::Resolved(at) => (msg!("Resolved", "已解决"), at),
            Standing::Closed(at) => (msg!("Closed", "已关闭"), at),
            Standing::Archived(at) => (msg!("Archived", "已归档"), at),
        };
        join(&[words.get(self.language), &self.at(at)])
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
