//! Controls and report dates of one's own, beside those of the sources: a register of the organisation's record.

use super::map::control_map;
use crate::record::incident::Incident;
use crate::record::register::RegisterEntry;
use crate::record::time::Moment;

/// A control of one's own, or a report date of one's own for a control of the tables.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnControl {
    /// The framework.
    pub framework: String,
    /// The id of the control; where a table names the same, what evidences that evidences this.
    pub control: String,
    /// Its title.
    pub title: String,
    /// When the latest report is from, where that was stated.
    pub reported: Option<Moment>,
}

/// The entries of the organisation's record that stand.
#[must_use]
pub fn own_controls(organisation: &Incident) -> Vec<OwnControl> {
    let of = |one: &RegisterEntry| OwnControl {
        framework: one.text("framework").to_owned(),
        control: one.text("control").to_owned(),
        title: one.text("title").to_owned(),
        reported: one.moment("reported").cloned(),
    };
    organisation.entries_of("control").map(of).collect()
}

impl OwnControl {
    /// True where a table of the sources names its control.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        control_map().controls().any(|control| self.is(&control.id))
    }

    /// True for this control, however its id was typed.
    #[must_use]
    pub fn is(&self, control: &str) -> bool {
        self.control.trim().eq_ignore_ascii_case(control)
    }
}
