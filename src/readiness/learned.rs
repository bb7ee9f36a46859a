//! What incidents changed: procedures and lessons. The last phase of each feeds readiness (B-01).

use super::of_record::day;
use crate::record::incident::Incident;
use crate::record::register::RegisterEntry;

/// A procedure that an incident changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Title of the incident.
    pub incident: String,
    /// The procedure.
    pub procedure: String,
    /// Its version before and after.
    pub versions: [String; 2],
    /// The day from which it is in effect, `YYYY-MM-DD`; empty where none is known.
    pub from: String,
}

/// A lesson that an incident taught.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Title of the incident.
    pub incident: String,
    /// The lesson.
    pub lesson: String,
    /// The team that applies it.
    pub team: String,
}

/// What one incident or several left to learn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Learned {
    /// Changed procedures.
    pub changes: Vec<Change>,
    /// Lessons.
    pub lessons: Vec<Lesson>,
}

impl Learned {
    /// Adds what an incident left; nothing of an exercise, which is kept apart.
    pub fn add(&mut self, incident: &Incident) {
        if incident.is_exercise() || incident.is_organisation() {
            return;
        }
        let title = || incident.title().to_owned();
        let found = |register| incident.entries_of(register).filter(|one| one.text("answer") == "found");
        let text = |one: &RegisterEntry, field: &str| one.text(field).to_owned();
        let changed = found("sop").map(|one| Change {
            incident: title(),
            procedure: text(one, "procedure"),
            versions: ["before", "after"].map(|field| text(one, field)),
            from: day(one, "effective"),
        });
        self.changes.extend(changed);
        let taught = found("lesson");
        self.lessons.extend(taught.map(|one| Lesson {
            incident: title(),
            lesson: text(one, "lesson"),
            team: text(one, "team"),
        }));
    }
}
