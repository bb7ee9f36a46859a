//! A document while it is written: every text goes through the pseudonyms and the defanging on its way in.

use super::document::{Document, Mark, Piece};
use super::redact::{Masks, Reader};
use crate::deadline::in_force::Rules;
use crate::language::codes::{Named, tlp_meaning};
use crate::language::defang::defang;
use crate::language::{Language, Msg, format};
use crate::record::civil::Zones;
use crate::record::codes::NoticeLanguage;
use crate::record::incident::Incident;
use crate::record::log::Log;
use crate::record::time::Timestamp;

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

/// A mark of the things of a table: the code of its field, empty where it has none, and its label.
pub(super) type Column = (&'static str, Msg);

/// A document in one language, while it is written.
pub(super) struct Page<'a> {
    pub source: Source<'a>,
    pub incident: &'a Incident,
    pub language: Language,
    pub reader: Reader,
    masks: &'a Masks,
    pieces: Vec<Piece>,
    /// What is gathered for the next table, row by row.
    cells: Vec<String>,
}

/// Writes a document in the language or languages asked for; `build` puts in the same pieces whatever the language.
pub(super) fn written(source: Source, language: NoticeLanguage, reader: Reader, build: &dyn Fn(&mut Page)) -> Document {
    let incident = source.incident;
    let masks = &Masks::of(source.log, incident, reader);
    let one = |language| {
        let (pieces, cells) = (Vec::new(), Vec::new());
        let mut page = Page { source, incident, language, reader, masks, pieces, cells };
        build(&mut page);
        let handling = handling(incident, language);
        Document { language, handling, exercise: incident.is_exercise(), pieces: page.pieces }
    };
    let first = one(if language == NoticeLanguage::Chinese { Language::Chinese } else { Language::English });
    match language {
        NoticeLanguage::Both => first.beside(one(Language::Chinese)),
        _ => first,
    }
}

fn handling(incident: &Incident, language: Language) -> String {
    let tlp = incident.marking();
    let said = |holds: bool, words: Msg| if holds { words.get(language) } else { "" };
    join(&[
        said(incident.is_exercise(), msg!("Exercise, not a real incident", "演练，不是真实事件")),
        tlp.name().get(language),
        tlp_meaning(tlp).get(language),
        said(incident.is_privileged(), msg!("Legally privileged", "受法律特权保护")),
    ])
}

/// Whether a list of words with blanks between names this one.
#[inline(never)]
pub(super) fn names(list: &str, one: &str) -> bool {
    list.split(' ').any(|other| other == one)
}

/// What is said of these, with a dot between.
pub(super) fn join(parts: &[&str]) -> String {
    let mut out = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !out.is_empty() {
            out.push_str(" · ");
        }
        out.push_str(part);
    }
    out
}

impl Page<'_> {
    pub fn say(&self, msg: Msg) -> &'static str {
        msg.get(self.language)
    }

    /// An instant in the zone of the document.
    pub fn at(&self, at: Timestamp) -> String {
        let offset = self.source.zones.offset_minutes(self.source.zone, at).unwrap_or(0);
        format::stated(self.language, at, offset)
    }

    /// Words of this program.
    pub fn own(&mut self, mark: Mark, words: &str) {
        self.pieces.push(Piece { mark, first: words.to_owned(), second: String::new() });
    }

    /// A text that may hold what a person typed.
    pub fn put(&mut self, mark: Mark, text: &str) {
        let text = defang(&self.masks.hide(self.language, text));
        self.own(mark, &text);
    }

    /// How many pieces there are.
    pub fn length(&self) -> usize {
        self.pieces.len()
    }

    /// Gathers cells for the next table.
    #[inline(never)]
    pub fn gather(&mut self, cells: &[&str]) {
        self.cells.extend(cells.iter().map(|cell| cell.trim().to_owned()));
    }

    /// How many cells are gathered.
    pub fn gathered(&self) -> usize {
        self.cells.len()
    }

    /// Drops what is gathered.
    pub fn drop_gathered(&mut self) {
        self.cells.clear();
    }

    /// How many there are, and no more.
    pub fn count(&mut self, number: usize) {
        let words = msg!("Entries: {0}", "条目数：{0}").fill(self.language, &[&number.to_string()]);
        self.own(Mark::Paragraph, &words);
    }

    /// A term with what is known of it.
    pub fn fact(&mut self, term: Msg, value: &str) {
        let follows = self.pieces.last().is_some_and(|last| last.mark == Mark::Value);
        self.own(if follows { Mark::Term } else { Mark::FirstTerm }, self.say(term));
        let missing = self.say(msg!("Not recorded yet", "尚未记录"));
        self.put(Mark::Value, if value.is_empty() { missing } else { value });
    }

    /// The things that were gathered, with the marks of which any says something, of those that are `wanted`; none is
    /// named: all. A table while that fits on paper, else one under the other, each under the mark that `name`s it, or
    /// its first.
    pub fn things(&mut self, under: Mark, name: &str, wanted: &str, head: &[Column]) {
        let cells = std::mem::take(&mut self.cells);
        let said = |row: usize, at: usize| cells.get(row * head.len() + at).map_or("", String::as_str);
        let rows = cells.len() / head.len().max(1);
        let mut used: Vec<(usize, Msg)> = Vec::new();
        // A mark that the reader does not see names nothing either.
        let mut named = None;
        for (at, (code, label)) in head.iter().enumerate() {
            let says = (0..rows).any(|row| !said(row, at).is_empty());
            if says && (wanted.is_empty() || names(wanted, code)) {
                used.push((at, *label));
                if named.is_none() || *code == name {
                    named = Some(at);
                }
            }
        }
        let named = named.unwrap_or_default();
        let tabled = rows > 1 && used.len() <= COLUMNS;
        if tabled {
            for (place, (_, label)) in used.iter().enumerate() {
                self.own(if place == 0 { Mark::Head } else { Mark::MoreHead }, self.say(*label));
            }
        }
        for row in 0..rows {
            if rows > 1 && !tabled {
                self.put(under, said(row, named));
            }
            for (place, (at, label)) in used.iter().enumerate() {
                let text = said(row, *at);
                if tabled {
                    let mark = match (row, place) {
                        (0, 0) => Mark::FirstRow,
                        (_, 0) => Mark::Row,
                        _ => Mark::Cell,
                    };
                    self.put(mark, text);
                } else if !text.is_empty() && (rows == 1 || *at != named) {
                    self.fact(*label, text);
                }
            }
        }
    }
}
