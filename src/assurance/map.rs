//! The control map: which audits the source lists for which controls, as data (`controls.json`).

use crate::data;
use crate::record::bilingual::Bilingual;
use crate::record::json::Json as _;
use serde_json::Value;
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

/// Controls that the same kinds of evidence answer.
#[derive(Clone, Debug)]
pub struct Group {
    /// The controls.
    pub controls: Vec<Named>,
    /// What in a record may evidence them.
    pub kinds: Vec<Named>,
}

/// A control, or a kind of thing in a record.
#[derive(Clone, Debug)]
pub struct Named {
    /// Of a control its id as the source prints it. Of a kind the code, known to [`super::evidence::READERS`]; or `entry.`
    /// and the code of a register, whose entries it then is.
    pub code: String,
    /// Its title or name; the Chinese one corrected where the source was translated by machine. Empty for a register,
    /// which has a title.
    pub name: Bilingual,
}

/// An edition of the source.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Code, for example `zh-2021`.
    pub code: String,
    /// Its name.
    pub title: Bilingual,
    /// Its name where there is little room.
    pub short: Bilingual,
    /// The day its table stands for, `YYYY-MM-DD`.
    pub as_of: String,
    /// How that day is known.
    pub known: Bilingual,
    /// The rows of its table, in its order.
    pub rows: Vec<Row>,
}

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

/// The control map of the sources.
pub fn control_map() -> &'static ControlMap {
    static MAP: OnceLock<ControlMap> = OnceLock::new();
    // The file is part of the build and read by a test; an empty map is never seen.
    MAP.get_or_init(|| read(data::text("assurance/controls.json")).unwrap_or_default())
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}

fn words(value: &Value, name: &str) -> Bilingual {
    Bilingual::from_json(&value[name]).unwrap_or_default()
}

fn list<T>(value: &Value, name: &str, read: fn(&Value) -> T) -> Vec<T> {
    let mut all = Vec::new();
    for one in value[name].as_array().into_iter().flatten() {
        all.push(read(one));
    }
    all
}

fn named(value: &Value) -> Named {
    Named { code: text(value, "code"), name: words(value, "name") }
}

/// Reads the file; by hand, since a reader for each of its structs costs three times as many bytes.
fn read(file: &str) -> Option<ControlMap> {
    let whole: Value = serde_json::from_str(file).ok()?;
    Some(ControlMap {
        nothing: words(&whole, "nothing"),
        flags: list(&whole, "flags", |one| Flag {
            code: text(one, "code"),
            name: words(one, "name"),
            reason: words(one, "reason"),
        }),
        groups: list(&whole, "groups", |one| Group {
            controls: list(one, "controls", named),
            kinds: list(one, "kinds", named),
        }),
        editions: list(&whole, "editions", |one| Edition {
            code: text(one, "code"),
            title: words(one, "title"),
            short: words(one, "short"),
            as_of: text(one, "as_of"),
            known: words(one, "known"),
            rows: list(one, "rows", |one| Row {
                service: text(one, "service"),
                framework: text(one, "framework"),
                enclosed: Bilingual::from_json(&one["enclosed"]),
                controls: list(one, "controls", |id| id.as_str().unwrap_or_default().to_owned()),
                date: text(one, "date"),
            }),
        }),
        unlinked: words(&whole, "unlinked"),
        references: list(&whole, "references", |one| Bilingual::from_json(one).unwrap_or_default()),
    })
}

impl ControlMap {
    /// Every control once, those with the same kinds of evidence together.
    pub fn controls(&self) -> impl Iterator<Item = &Named> {
        self.groups.iter().flat_map(|group| &group.controls)
    }

    /// What may evidence a control; nothing for an id that no table names.
    #[must_use]
    pub fn kinds(&self, control: &str) -> &[Named] {
        let holds = |group: &&Group| group.controls.iter().any(|one| one.code == control);
        self.groups.iter().find(holds).map_or(&[][..], |group| &group.kinds)
    }

    /// By what a reader may choose rows: the editions by their codes, the services, the frameworks, each once.
    #[must_use]
    pub fn choices(&self) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        for kind in 0..3 {
            for edition in &self.editions {
                for row in &edition.rows {
                    let keys = chosen_by(edition, row);
                    found.extend(keys.get(kind).copied().filter(|one| !found.contains(one)));
                }
            }
        }
        found
    }

    /// The rows that name a control, with their editions: those of one edition, service or framework where one is
    /// chosen.
    #[must_use]
    pub fn rows_of(&self, control: &str, chosen: &str) -> Vec<(&Edition, &Row)> {
        let mut found = Vec::new();
        for edition in &self.editions {
            for row in &edition.rows {
                let is_chosen = chosen.is_empty() || chosen_by(edition, row).contains(&chosen);
                if is_chosen && row.controls.iter().any(|one| one == control) {
                    found.push((edition, row));
                }
            }
        }
        found
    }
}

impl Flag {
    /// True when it is to be said of the report date of a row, wherever that is shown.
    #[must_use]
    pub fn is_of(&self, edition: &Edition, row: &Row) -> bool {
        // A table cannot print the date of a report to come. Dates of one form compare as texts.
        self.code != "suspect" || row.date > edition.as_of
    }
}

fn chosen_by<'a>(edition: &'a Edition, row: &'a Row) -> [&'a str; 3] {
    [&edition.code, &row.service, &row.framework].map(String::as_str)
}
