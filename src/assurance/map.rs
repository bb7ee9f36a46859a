//! The control map: which audits the source lists for which controls, as data (`controls.json`).

use crate::json_struct;
use crate::record::bilingual::Bilingual;
use crate::record::json;
use std::sync::OnceLock;

/// The audit tables of the source in both editions, and what evidences a control.
#[derive(Clone, Debug, Default)]
pub struct ControlMap {
    /// What is said where a record holds nothing for a control.
    pub nothing: Bilingual,
    /// What is said of the report dates: `historical` of all, `suspect` of those that cannot be right.
    pub flags: Vec<Flag>,
    /// Controls that the same kinds of evidence answer.
    pub groups: Vec<Group>,
    /// The editions, the older one first.
    pub editions: Vec<Edition>,
    /// What is said of the references.
    pub unlinked: Bilingual,
    /// Further documents that the sources name, by title alone.
    pub references: Vec<Bilingual>,
}
json_struct! { ControlMap { nothing, flags, groups, editions, unlinked, references } }

/// What is said of a report date.
#[derive(Clone, Debug)]
pub struct Flag {
    /// `historical` or `suspect`.
    pub code: String,
    /// The flag in a word.
    pub name: Bilingual,
    /// Why it is raised.
    pub reason: Bilingual,
}
json_struct! { Flag { code, name, reason } }

/// Controls that the same kinds of evidence answer.
#[derive(Clone, Debug)]
pub struct Group {
    /// The controls.
    pub controls: Vec<Control>,
    /// What in a record may evidence them.
    pub kinds: Vec<Kind>,
}
json_struct! { Group { controls, kinds } }

/// A control.
#[derive(Clone, Debug)]
pub struct Control {
    /// Its id as the tables print it, for example `IR-4`.
    pub id: String,
    /// Its title; the Chinese one corrected where the source was translated by machine.
    pub title: Bilingual,
}
json_struct! { Control { id, title } }

/// A kind of thing in a record.
#[derive(Clone, Debug)]
pub struct Kind {
    /// Code, known to [`super::evidence::READERS`].
    pub code: String,
    /// Its name.
    pub name: Bilingual,
}
json_struct! { Kind { code, name } }

/// An edition of the source.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Code, for example `zh-2021`.
    pub code: String,
    /// Its name.
    pub title: Bilingual,
    /// The day its table stands for, `YYYY-MM-DD`.
    pub as_of: String,
    /// How that day is known.
    pub known: Bilingual,
    /// The rows of its table, in its order.
    pub rows: Vec<Row>,
}
json_struct! { Edition { code, title, as_of, known, rows } }

/// A row: one audit of one service.
#[derive(Clone, Debug)]
pub struct Row {
    /// The service audited.
    pub service: String,
    /// The framework, or the frameworks where the table puts them into one row.
    pub framework: String,
    /// Documents the table lists with the report.
    pub enclosed: Option<Bilingual>,
    /// Ids of the controls it names.
    pub controls: Vec<String>,
    /// Date of the latest report as printed, `YYYY-MM-DD`.
    pub date: String,
}
json_struct! { Row { service, framework, enclosed, controls, date } }

/// The control map of the sources.
pub fn control_map() -> &'static ControlMap {
    static MAP: OnceLock<ControlMap> = OnceLock::new();
    // The file is part of the build and read by a test; an empty map is never seen.
    MAP.get_or_init(|| json::parse(include_str!("controls.json")).unwrap_or_default())
}

impl ControlMap {
    /// Every control once, those with the same kinds of evidence together.
    pub fn controls(&self) -> impl Iterator<Item = &Control> {
        self.groups.iter().flat_map(|group| &group.controls)
    }

    /// What may evidence a control; nothing for an id that no table names.
    #[must_use]
    pub fn kinds(&self, control: &str) -> &[Kind] {
        let holds = |group: &&Group| group.controls.iter().any(|one| one.id == control);
        self.groups.iter().find(holds).map_or(&[][..], |group| &group.kinds)
    }

    /// The rows of every edition, each with the edition that prints it.
    pub fn rows(&self) -> impl Iterator<Item = (&Edition, &Row)> {
        self.editions.iter().flat_map(|edition| edition.rows.iter().map(move |row| (edition, row)))
    }

    /// What is to be said of the report date of a row, wherever it is shown.
    pub fn flags(&self, edition: &Edition, row: &Row) -> impl Iterator<Item = &Flag> {
        // A table cannot print the date of a report to come. Dates of one form compare as texts.
        let suspect = row.date > edition.as_of;
        self.flags.iter().filter(move |flag| suspect || flag.code != "suspect")
    }
}
