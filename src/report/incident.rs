//! The incident report for three readers (R-039 to R-041, B-18, B-39): the seven blocks of the start record, then
//! milestones, notices, deadlines, the review, overrides, the log, and what proves that nothing was rewritten.
//!
//! What stands where, and who sees it, is data (`layout.json`). An auditor sees every part; a customer only the fields
//! that a part lists under `customer`, where `#` is how many there are.

use super::document::Document;
use super::facts::{rows, word};
use super::handover::{STEPS, log, steps};
use super::page::{BY, KIND, Page, STATUS, Source, WHAT, WHEN, join, written};
use super::redact::Reader;
use crate::data;
use crate::language::codes::{Named, anchor_name};
use crate::language::event_text::Group;
use crate::language::{Language, Msg, format};
use crate::record::body::Body;
use crate::record::codes::{NoticeLanguage, Phase};
use crate::record::order::sort;
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
        None => Ok(written(source, language, reader, msg!("Incident report: {0}", "事件报告：{0}"), &whole)),
    }
}

fn whole(page: &mut Page) {
    let opened = page.incident.opened.as_ref().map(|fact| &fact.value);
    page.facts(&[
        (msg!("As of", "截至"), join(&[&page.at(page.source.now), page.source.zone])),
        (msg!("Reader", "读者"), page.say(page.reader.name())),
        (msg!("Reference", "事件编号"), page.incident.id.as_ref().map_or("", |id| id.short()).to_owned()),
        (STATUS, page.standing()),
        (msg!("Declared", "正式宣布"), page.declared()),
        (
            msg!("Playbook", "处置手册"),
            opened.map_or(String::new(), |one| join(&[&one.playbook, &one.playbook_version])),
        ),
    ]);
    let left = layout().get("left").map_or("", |left| word(left, page.reader.code()));
    if !left.is_empty() {
        page.paragraph(pick(page.language, left));
    }
    for section in list(layout(), "sections") {
        let parts: Vec<(&Value, &str)> = list(section, "parts")
            .iter()
            .filter_map(|part| match page.reader {
                Reader::Customer => Some((part, part.get("customer")?.as_str()?)),
                _ => Some((part, word(part, "fields"))),
            })
            .collect();
        if parts.is_empty() && section.get("always").is_none() {
            continue;
        }
        page.heading(2, pick(page.language, word(section, "title")));
        let before = page.length();
        for (part, fields) in &parts {
            put(page, part, fields);
        }
        if page.length() == before {
            page.nothing(parts.is_empty());
        }
    }
}

/// One part of a section; nothing where nothing is recorded. No field is named: all of them.
fn put(page: &mut Page, part: &'static Value, fields: &str) {
    let lines = word(part, "lines");
    match word(part, "special") {
        "steps" => {
            let rows = steps(page);
            return page.table(&STEPS, &rows);
        }
        "clocks" => return page.clocks(None),
        "milestones" => {
            let rows = milestones(page);
            return page.table(&[WHEN, WHAT], &rows);
        }
        "log" => {
            let all = page.reader == Reader::Internal;
            let rows = log(page, &|event, group| {
                all || group == Group::Decision || matches!(event.body, Body::PhaseOpened(_) | Body::PhaseClosed(_))
            });
            return page.table(&[WHEN, KIND, WHAT, BY], &rows);
        }
        "chain" => {
            page.count(page.source.log.events().len());
            return page.paragraph(&page.source.log.heads().join("\n"));
        }
        _ => {}
    }
    if !lines.is_empty() {
        let rows = log(page, &|event, _| lines.split(' ').any(|kind| kind == event.header.kind));
        return match (fields, rows.is_empty()) {
            ("#", _) => page.count(rows.len()),
            (_, true) => {}
            _ => page.table(&[WHEN, KIND, WHAT, BY], &rows),
        };
    }
    let mut rows = rows(page, part);
    if fields == "#" {
        return page.count(rows.len());
    }
    if rows.is_empty() {
        return;
    }
    let wanted: Vec<&str> = fields.split(' ').filter(|code| !code.is_empty()).collect();
    let described = register(word(part, "register"));
    let titled = word(part, "title");
    let title = match described {
        Some(described) if titled.is_empty() => Msg::of(&described.title).get(page.language),
        _ => pick(page.language, titled),
    };
    let under = title.is_empty() || part.get("bare").is_some();
    if !under {
        page.heading(3, title);
    }
    if !wanted.is_empty() {
        rows.iter_mut().for_each(|row| row.retain(|(code, ..)| wanted.contains(code)));
    }
    page.things(if under { 3 } else { 4 }, described.map_or("", |one| &one.name), &rows);
}

/// What happened when, the earliest first, what has no known time last: anchors, phases, the declaration.
fn milestones(page: &Page) -> Vec<Vec<String>> {
    let incident = page.incident;
    let mut all: Vec<(Option<Timestamp>, String, String)> = Vec::new();
    let moment = |moment| format::moment(page.language, moment);
    for (regime, code) in incident.anchors.keys() {
        if let Some(fact) = incident.anchor(None, code).filter(|_| regime.is_none()) {
            let name = anchor_name(code).map_or_else(|| code.clone(), |name| page.say(name));
            all.push((fact.value.moment.at, moment(&fact.value.moment), name));
        }
    }
    if let Some(fact) = incident.declaration() {
        all.push((fact.value.moment.at, moment(&fact.value.moment), page.say(msg!("Declared", "正式宣布"))));
    }
    for phase in Phase::ALL {
        let name = phase.name().get(page.language);
        for stay in incident.phases.get(phase).into_iter().flatten() {
            let mut put = |at: Timestamp, what: Msg| {
                all.push((Some(at), page.at(at), join(&[what.get(page.language), name])));
            };
            put(stay.opened, msg!("Phase entered", "进入阶段"));
            if let Some(at) = stay.closed {
                put(at, msg!("Phase left", "离开阶段"));
            }
        }
    }
    sort(&mut all, &|a, b| (a.0.is_none(), a.0) < (b.0.is_none(), b.0));
    all.into_iter().map(|(_, at, what)| vec![at, what]).collect()
}
