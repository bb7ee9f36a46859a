//! The control-evidence pack: for an auditor, what one record holds for each control of the sources' audit tables.
//!
//! Events are named by kind, time, author and id. Of what was typed only the title is given: an auditor who may read more
//! finds it in the record by the id.

use super::text::{Page, Style};
use crate::assurance::evidence::ENTRIES;
use crate::assurance::own::{is_listed, is_of};
use crate::assurance::{Evidence, Part, control_map, evidence_of};
use crate::deadline::in_force::Rules;
use crate::language::codes::{COLON, Named as _};
use crate::language::event_text::line;
use crate::language::{Language, Msg, format};
use crate::record::body::Body;
use crate::record::codes::Phase;
use crate::record::event::{Author, Event};
use crate::record::incident::Incident;
use crate::record::log::Log;
use crate::register::register;

/// Heading of the organisation's controls that no table names.
pub const OWN_CONTROLS: Msg = msg!("Own controls", "自有控制项");

/// Writes the pack of an incident in one language, as Markdown, with the organisation's own controls. The log is the one
/// that the incident was folded from.
#[must_use]
pub fn control_pack(language: Language, rules: Rules, (incident, log): (&Incident, &Log), own: &[String]) -> String {
    let map = control_map();
    let mut out = Page { text: String::new(), style: Style::Markdown };
    let title = msg!("Evidence for controls{0}{1}", "控制证据{0}{1}");
    out.title(&title.fill(language, &[COLON.get(language), incident.title()]));
    out.exercise(incident, language);
    let mut marks = vec![incident.marking().name().get(language)];
    if incident.is_privileged() {
        marks.push(msg!("Legally privileged", "受法律特权保护").get(language));
    }
    out.paragraph(&marks.join(" · "));
    if let (Some(id), Some(last)) = (&incident.id, incident.last_recorded) {
        let record =
            msg!("Record {0}: {1} entries, the newest recorded {2}", "记录 {0}：共 {1} 个条目，最新一条记于 {2}");
        let [entries, last] = [incident.events.to_string(), format::instant(language, last, 0)];
        out.paragraph(&record.fill(language, &[id.as_str(), &entries, &last]));
    }
    for words in notes(language) {
        out.put("- ", &words, "\n");
    }
    for control in map.controls() {
        let code = control.text("code");
        out.put("\n## ", &[code, " ", pick(language, control, "name")].concat(), "\n\n");
        for words in audits(language, code, "", own) {
            out.put("- ", &words, "\n");
        }
        out.text.push('\n');
        let found = evidence_of(code, incident);
        if found.is_empty() {
            out.paragraph(pick(language, map, "nothing"));
        }
        for evidence in found {
            out.put("- ", &counted(language, &evidence), "\n");
            for event in evidence.events.into_iter().filter_map(|id| log.get(id)) {
                let words = told((language, 0), rules, event, incident);
                out.put("  - ", &[&words, " · ", event.header.id.as_str()].concat(), "\n");
            }
        }
    }
    for (place, words) in others(language, own).iter().enumerate() {
        if place == 0 {
            out.put("\n## ", OWN_CONTROLS.get(language), "\n\n");
        }
        out.put("- ", words, "\n");
    }
    out.text
}

/// A kind of evidence, and how much of it there is.
#[must_use]
pub fn counted(language: Language, evidence: &Evidence) -> String {
    let kind = evidence.kind;
    let register = kind.text("code").strip_prefix(ENTRIES).and_then(register);
    let name = register.map_or(pick(language, kind, "name"), |one| Msg::of(&one.title).get(language));
    [name, COLON.get(language), &evidence.events.len().to_string()].concat()
}

/// A control of one's own.
fn own_words(language: Language, line: &str) -> String {
    [msg!("own", "自有").get(language), " · ", line].concat()
}

/// The organisation's controls that no table names.
#[must_use]
pub fn others(language: Language, own: &[String]) -> Vec<String> {
    own.iter().filter(|line| !is_listed(line)).map(|line| own_words(language, line)).collect()
}

/// A text of the control map in a language.
#[must_use]
pub fn pick(language: Language, part: Part, name: &str) -> &'static str {
    let [en, zh] = part.words(name);
    match language {
        Language::English => en,
        Language::Chinese => zh,
    }
}

/// The phases that a related article of the sources is about, in words; empty for another document.
#[must_use]
pub fn phases(language: Language, reference: Part) -> String {
    let name = |code: &str| match Phase::from_code(code) {
        Some(phase) => phase.name().get(language),
        None => msg!("Preparation", "准备").get(language),
    };
    let names: Vec<&str> = reference.text("phases").split_whitespace().map(name).collect();
    names.join(" · ")
}

/// What is to be said of the report dates, and of each edition of the table.
#[must_use]
pub fn notes(language: Language) -> Vec<String> {
    let map = control_map();
    let mut all = Vec::new();
    for flag in map.list("flags") {
        all.push([pick(language, flag, "name"), COLON.get(language), pick(language, flag, "reason")].concat());
    }
    for edition in map.list("editions") {
        let [title, known] = ["title", "known"].map(|name| pick(language, edition, name));
        let words = msg!("{0}; as of {1}. {2}", "{0}；截至 {1}。{2}");
        all.push(words.fill(language, &[title, edition.text("as_of"), known]));
    }
    all
}

/// The rows of the tables that name a control, of one edition, service or framework where one is chosen; after them the
/// organisation's own reports. None where no such row names it.
#[must_use]
pub fn audits(language: Language, control: &str, chosen: &str, own: &[String]) -> Vec<String> {
    let map = control_map();
    let mut all = Vec::new();
    for [edition, row] in map.rows_of(control, chosen) {
        let mut parts = vec![pick(language, edition, "short"), row.text("framework"), row.text("service")];
        parts.push(pick(language, row, "enclosed"));
        parts.push(row.text("date"));
        for flag in map.list("flags").filter(|flag| flag.is_of(edition, row)) {
            parts.push(pick(language, flag, "name"));
        }
        parts.retain(|part| !part.is_empty());
        all.push(parts.join(" · "));
    }
    if !all.is_empty() {
        all.extend(own.iter().filter(|line| is_of(line, control)).map(|line| own_words(language, line)));
    }
    all
}

/// An event without what was typed: when it happened, or else was recorded, at an offset from UTC in minutes; who recorded
/// it; its kind.
#[must_use]
pub fn told((language, offset): (Language, i32), rules: Rules, event: &Event, incident: &Incident) -> String {
    let header = &event.header;
    let stated = match &event.body {
        Body::AnchorSet(body) => Some(&body.moment),
        Body::Escalated(body) => body.acknowledged.as_ref(),
        Body::Acknowledged(body) => Some(&body.at),
        Body::Declared(body) => Some(&body.moment),
        Body::Filed(body) => Some(&body.moment),
        Body::NoticeSent(body) => Some(&body.moment),
        _ => header.occurred.as_ref(),
    };
    let when = match stated {
        Some(moment) => format::moment(language, moment),
        None => format::instant(language, header.recorded, offset),
    };
    let kind = line(language, rules, event, incident).kind.get(language);
    let Author { name, role, .. } = &header.author;
    let mut parts = vec![when.as_str(), name, role, kind];
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}
