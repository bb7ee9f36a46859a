//! The control-evidence pack: for an auditor, what one record holds for each control of the sources' audit tables.
//!
//! Events are named by kind, time, author and id. Of what was typed only the title is given: an auditor who may read more
//! finds it in the record by the id.

use super::text::{Page, Style};
use crate::assurance::{Control, control_map, evidence_of};
use crate::deadline::in_force::Rules;
use crate::language::codes::{COLON, Named as _};
use crate::language::event_text::line;
use crate::language::{Language, format};
use crate::record::body::Body;
use crate::record::event::{Author, Event};
use crate::record::incident::Incident;
use crate::record::log::Log;

/// Writes the pack of an incident in one language, as Markdown. The log is the one that the incident was folded from.
#[must_use]
pub fn control_pack(language: Language, rules: Rules, incident: &Incident, log: &Log) -> String {
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
    for flag in &map.flags {
        let name = language.pick(&flag.name);
        out.put("- ", &[name, COLON.get(language), language.pick(&flag.reason)].concat(), "\n");
    }
    for edition in &map.editions {
        let [title, known] = [&edition.title, &edition.known].map(|text| language.pick(text));
        let words = msg!("{0}; as of {1}. {2}", "{0}；截至 {1}。{2}");
        out.put("- ", &words.fill(language, &[title, &edition.as_of, known]), "\n");
    }
    for control in map.controls() {
        put(&mut out, language, control);
        let found = evidence_of(&control.id, incident);
        if found.is_empty() {
            out.paragraph(language.pick(&map.nothing));
        }
        for evidence in found {
            let name = language.pick(&evidence.kind.name);
            out.put("- ", &[name, COLON.get(language), &evidence.events.len().to_string()].concat(), "\n");
            for event in evidence.events.into_iter().filter_map(|id| log.get(id)) {
                out.put("  - ", &told(language, rules, event, incident), "\n");
            }
        }
    }
    out.text
}

/// A control, and the rows of the tables that name it.
fn put(out: &mut Page, language: Language, control: &Control) {
    let map = control_map();
    out.put("\n## ", &[&control.id, " ", language.pick(&control.title)].concat(), "\n\n");
    for (edition, row) in map.rows().filter(|(_, row)| row.controls.contains(&control.id)) {
        let mut parts = vec![row.framework.as_str(), row.service.as_str()];
        parts.extend(row.enclosed.as_ref().map(|text| language.pick(text)));
        parts.push(&row.date);
        parts.extend(map.flags(edition, row).map(|flag| language.pick(&flag.name)));
        parts.push(language.pick(&edition.title));
        out.put("- ", &parts.join(" · "), "\n");
    }
    out.text.push('\n');
}

/// An event without what was typed: when it happened, or else was recorded; who recorded it; its kind; its id.
fn told(language: Language, rules: Rules, event: &Event, incident: &Incident) -> String {
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
        None => format::instant(language, header.recorded, 0),
    };
    let kind = line(language, rules, event, incident).kind.get(language);
    let Author { name, role, .. } = &header.author;
    let mut parts = vec![when.as_str(), name, role, kind, header.id.as_str()];
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}
