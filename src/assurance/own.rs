//! Controls and report dates of one's own, beside those of the sources: a register of the organisation's record.

use super::map::control_map;
use crate::record::incident::Incident;

/// Between the parts of a line.
const BETWEEN: &str = " · ";

/// A line for each entry of the organisation's record that stands: the control, its title, the framework, and where it was
/// stated the date of the latest report as `YYYY-MM-DD`.
#[must_use]
pub fn own_controls(organisation: &Incident) -> Vec<String> {
    let mut all = Vec::new();
    for one in organisation.entries_of("control") {
        let mut line = [one.text("control"), BETWEEN, one.text("title"), BETWEEN, one.text("framework")].concat();
        if let Some(reported) = one.moment("reported") {
            line.push_str(BETWEEN);
            line.push_str(&reported.to_rfc3339());
        }
        all.push(line);
    }
    all
}

/// True for a line of this control, however its id was typed; what evidences that evidences this.
#[must_use]
pub fn is_of(line: &str, control: &str) -> bool {
    line.split(BETWEEN).next().is_some_and(|own| own.trim().eq_ignore_ascii_case(control))
}

/// True for a line of a control that a table of the sources names.
#[must_use]
pub fn is_listed(line: &str) -> bool {
    control_map().controls().any(|control| is_of(line, control.text("code")))
}
