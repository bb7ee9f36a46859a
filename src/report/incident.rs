//! The incident report for three readers (R-039 to R-041, B-18, B-39): the seven blocks of the start record, then
//! milestones, notices, deadlines, the review, overrides, the log, and what proves that nothing was rewritten.
//!
//! What stands where in a report and a handover, and who sees it, is data (`layout.json`). An auditor sees every part; a
//! customer only the fields that a part lists under `customer`, where `#` is how many there are.

use super::document::{Document, Mark};
use super::facts::{entries, of_forms, word};
use super::handover::{REGISTER, STATUS, clocks, held, log, phases, steps};
use super::page::{Column, Page, Source, join, names, written};
use super::redact::Reader;
use crate::data;
use crate::language::codes::Named;
use crate::language::event_text::Group;
use crate::language::{Language, Msg, format};
use crate::record::body::Body;
use crate::record::codes::NoticeLanguage;
use crate::record::incident::{Incident, Standing};
use crate::record::time::Timestamp;
use crate::register::register;
use serde_json::Value;
use std::sync::OnceLock;

fn layout() -> &'static Value {
    static LAYOUT: OnceLock<Value> = OnceLock::new();
    // Part of the build and read by a test.
    LAYOUT.get_or_init(|| serde_json::from_str(data::text("report/layout.json")).unwrap_or_default())
}

/// A text of the layout, `English | 简体中文`.
fn pick(language: Language, text: &str) -> &str {
    let (en, zh) = text.split_once(" | ").unwrap_or((text, text));
    if language == Language::English { en } else { zh }
}

fn list(of: &'static Value, name: &str) -> &'static [Value] {
    of.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Writes the report for a reader, in the language or languages asked for.
///
/// # Errors
/// Why this reader gets nothing, where privilege or marking forbid it.
pub fn report(source: Source, language: NoticeLanguage, reader: Reader) -> Result<Document, Msg> {
    match reader.refused(source.incident) {
        Some(why) => Err(why),
        None => Ok(written(source, language, reader, &|page| whole(page, None))),
    }
}

/// All that a document says. `handover`: it is one, and when the last one was made, if any.
pub(super) fn whole(page: &mut Page, handover: Option<Option<Timestamp>>) {
    let (incident, language) = (page.incident, page.language);
    let title = match handover {
        Some(_) => msg!("Shift handover: {0}", "交接班：{0}"),
        None => msg!("Incident report: {0}", "事件报告：{0}"),
    };
    page.put(Mark::Title, &title.fill(language, &[incident.title()]));
    page.fact(msg!("As of", "截至"), &join(&[&page.at(page.source.now), page.source.zone]));
    if handover.is_none() {
        page.fact(msg!("Reader", "读者"), page.say(page.reader.name()));
    }
    page.fact(msg!("Reference", "事件编号"), incident.id.as_ref().map_or("", |id| id.short()));
    page.fact(STATUS, &standing(page));
    let severity = incident.severity.last().map_or("", |fact| page.say(fact.value.level.name()));
    page.fact(msg!("Severity", "严重级别"), severity);
    page.fact(msg!("Declared", "正式宣布"), &declared(page));
    page.fact(msg!("Playbook", "处置手册"), &playbooks(incident));
    if let Some(since) = handover {
        let last = match (since, incident.entries_of(REGISTER).last()) {
            (None, _) => page.say(msg!("None", "无")).to_owned(),
            (Some(at), None) => page.at(at),
            (Some(at), Some(one)) => join(&[&page.at(at), one.text("from"), one.text("to")]),
        };
        page.fact(msg!("Last handover", "上次交接"), &last);
    }
    let left = layout().get("left").map_or("", |left| word(left, page.reader.code()));
    if !left.is_empty() {
        page.own(Mark::Paragraph, pick(language, left));
    }
    for section in list(layout(), if handover.is_some() { "handover" } else { "sections" }) {
        let parts = list(section, "parts");
        let seen = |part: &Value| page.reader != Reader::Customer || part.get("customer").is_some();
        let withheld = !parts.iter().any(seen);
        if withheld && section.get("always").is_none() {
            continue;
        }
        page.own(Mark::Section, pick(language, word(section, "title")));
        let before = page.length();
        for part in parts {
            put(page, part, handover);
        }
        if page.length() == before {
            let words = match withheld {
                true => msg!("Not shown to this reader", "不向该读者显示"),
                false => msg!("Nothing recorded", "无记录"),
            };
            page.own(Mark::Paragraph, page.say(words));
        }
    }
}

/// One part of a section; nothing where nothing is recorded or the reader does not see it. No field is named: all.
fn put(page: &mut Page, part: &'static Value, handover: Option<Option<Timestamp>>) {
    let mut wanted = word(part, "fields");
    if page.reader == Reader::Customer {
        let Some(fields) = part.get("customer").and_then(Value::as_str) else { return };
        wanted = fields;
    }
    let mut title = pick(page.language, word(part, "title"));
    let mut name = word(part, "name");
    let described: Vec<Column>;
    let head = match word(part, "special") {
        "steps" => steps(page),
        "clocks" => clocks(page, handover.is_some()),
        "phases" => phases(page, handover.is_some()),
        "held" => held(page),
        "lines" => log(page, true, &|event, _| names(word(part, "kind"), &event.header.kind)),
        "log" => {
            let all = handover.is_none() && page.reader == Reader::Internal;
            let since = handover.flatten();
            let phase = |body: &Body| matches!(body, Body::PhaseOpened(_) | Body::PhaseClosed(_));
            log(page, false, &|event, group| {
                let told = group == Group::Decision || (handover.is_none() && phase(&event.body));
                all || (told && since.is_none_or(|since| event.header.recorded > since))
            })
        }
        "chain" => {
            page.count(page.source.log.events().len());
            return page.own(Mark::Paragraph, &page.source.log.heads().join("\n"));
        }
        _ => {
            described = match register(word(part, "register")) {
                Some(described) => {
                    name = &described.name;
                    if title.is_empty() {
                        title = page.say(Msg::of(&described.title));
                    }
                    entries(page, described)
                }
                None => of_forms(page, part),
            };
            &described
        }
    };
    if wanted == "#" {
        let rows = page.gathered() / head.len().max(1);
        page.drop_gathered();
        return page.count(rows);
    }
    let under = match title.is_empty() || part.get("bare").is_some() {
        true => Mark::Part,
        false => Mark::Thing,
    };
    if under == Mark::Thing && page.gathered() > 0 {
        page.own(Mark::Part, title);
    }
    page.things(under, name, wanted, head);
}

/// The playbook and the variants chosen, each with the version it has in this incident.
fn playbooks(incident: &Incident) -> String {
    let (base, version) = incident.source_of("");
    let mut all = join(&[base, version]);
    for code in incident.variants.keys().filter(|code| incident.variant(code).is_some()) {
        all = join(&[&all, code, incident.pinned(code)]);
    }
    all
}

/// Where the incident stands as a whole.
fn standing(page: &Page) -> String {
    let (words, at) = match page.incident.standing {
        Standing::Open => return page.say(msg!("Open", "进行中")).to_owned(),
        Standing::Resolved(at) => (msg!("Resolved", "已解决"), at),
        Standing::Closed(at) => (msg!("Closed", "已关闭"), at),
        Standing::Archived(at) => (msg!("Archived", "已归档"), at),
    };
    join(&[page.say(words), &page.at(at)])
}

/// The declaration that stands, in words.
fn declared(page: &Page) -> String {
    let Some(fact) = page.incident.declaration() else {
        return page.say(msg!("Not declared", "尚未宣布")).to_owned();
    };
    let at = format::moment(page.language, &fact.value.moment);
    match page.incident.is_confirmed() {
        true => at,
        false => join(&[&at, page.say(msg!("Declared, unconfirmed", "已宣布，未确认"))]),
    }
}
