//! What the record tells of times that no event of its own stands at: when the attacker was seen, what caused what, when
//! it began. Each is a line of the timeline, made of what stands now.

use super::super::search::words;
use super::{Lane, Shown, Wanted, length};
use crate::language::codes::anchor_name;
use crate::language::entry::{self, title};
use crate::language::event_text::{Group, Line};
use crate::language::{Language, Msg};
use crate::record::body::AnchorSet;
use crate::record::id::Id;
use crate::record::incident::{Fact, Incident};
use crate::record::register::{FieldKind, RegisterEntry};
use crate::record::time::{Moment, Precision, Timestamp};
use crate::register::register;

/// The anchor that says when it began: what the attacker did first.
const BEGAN: &str = "occurred";

/// The status of a thing in scope that turned out not to be touched.
const CLEARED: &str = "cleared";

/// The lines wanted of all that is told, as they were recorded.
#[must_use]
pub fn told(language: Language, incident: &Incident, wanted: &Wanted) -> Vec<Shown> {
    let words = words(&wanted.text);
    // All of it is facts: one look at the group, and at the words only where some are asked for.
    let takes = |said: &dyn Fn() -> (Line, String)| {
        let (line, author) = if words.is_empty() { (fact(title(None), String::new()), String::new()) } else { said() };
        wanted.takes_by(&line, &author, &words, language)
    };
    let mut found = Vec::new();
    for entry in &incident.registers {
        if let Some(shown) = of_entry(incident, entry).filter(|_| takes(&|| of_entry_words(language, incident, entry)))
        {
            found.push(shown);
        }
    }
    if let Some(set) = incident.anchor(None, BEGAN).filter(|set| takes(&|| began_words(set))) {
        let moment = &set.value.moment;
        let erasures = incident.erased.len();
        found.push(Shown { erasures, ..shown(&set.event, Lane::Attacker, (moment, moment), set.recorded) });
    }
    found
}

/// The line in words, and who stated it last.
#[must_use]
pub fn told_line(language: Language, incident: &Incident, id: &Id) -> Option<(Line, String)> {
    match incident.entry(id.as_str()) {
        Some(entry) => Some(of_entry_words(language, incident, entry)),
        None => incident.anchor(None, BEGAN).filter(|set| set.event == *id).map(began_words),
    }
}

fn of_entry_words(language: Language, incident: &Incident, one: &RegisterEntry) -> (Line, String) {
    let author = one.versions.last().map_or("", |version| version.author.name.as_str());
    let text = entry::sentence(language, incident, &one.register, &one.values());
    (fact(title(register(&one.register)), text), author.to_owned())
}

fn began_words(set: &Fact<AnchorSet>) -> (Line, String) {
    let kind = anchor_name(BEGAN).unwrap_or(title(None));
    (fact(kind, set.value.source.clone()), set.author.name.clone())
}

fn fact(kind: Msg, text: String) -> Line {
    Line { group: Group::Fact, kind, text }
}

fn shown(id: &Id, lane: Lane, (from, to): (&Moment, &Moment), recorded: Timestamp) -> Shown {
    let at = from.at.unwrap_or(recorded);
    let end = to.at.map_or(at, |end| end.plus(length(Some(to))));
    Shown { id: id.clone(), lane, at, to: end.max(at), precision: from.precision, corrections: 0, erasures: 0 }
}

/// The line of an entry: from the first moment it states to the last. One that states none is no line.
fn of_entry(incident: &Incident, entry: &RegisterEntry) -> Option<Shown> {
    let register = register(&entry.register)?;
    let lane = Lane::ALL.into_iter().find(|lane| lane.code() == register.lane)?;
    if !entry.stands() || entry.holds("status", CLEARED) {
        return None;
    }
    let past = register.fields.iter().filter(|field| field.kind == FieldKind::Past);
    let stated: Vec<&Moment> = past.filter_map(|field| entry.moment(&field.code)).collect();
    // A time that is known goes before one that is not.
    let known = || stated.iter().copied().filter(|moment| moment.precision != Precision::Unknown);
    let first = known().next().or_else(|| stated.first().copied())?;
    let last = known().next_back().unwrap_or(first);
    let found = shown(entry.id()?, lane, (first, last), entry.versions.first()?.recorded);
    Some(Shown { corrections: entry.versions.len(), erasures: incident.erased.len(), ..found })
}
