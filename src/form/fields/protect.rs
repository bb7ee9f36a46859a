//! The correction of a log line; links.

use super::{Asking, Choice, Form, FormCode, Label};
use crate::record::id::Id;

pub(super) fn log_correction(form: &mut Form, asking: &Asking) {
    let found = asking.incident.entries.iter().find(|entry| entry.added.event.as_str() == asking.about);
    let text = found.map(|entry| entry.corrections.last().map_or(&entry.added.value.text, |fact| &fact.value));
    form.with("text", text.map(String::as_str).unwrap_or_default());
}

/// The incidents to link, or those that are linked.
pub(super) fn link(form: &mut Form, asking: &Asking) {
    let choice = |id: &Id, title: &str| Choice {
        code: id.to_string(),
        label: Label::plain(&[title, " (", id.short(), ")"].concat()),
    };
    let choices = match form.code {
        FormCode::Link => asking.others.iter().map(|(id, title)| choice(id, title)).collect(),
        _ => asking.incident.links.iter().map(|(id, (_, title))| choice(id, title)).collect(),
    };
    form.offer("incident", choices);
    if form.code == FormCode::Unlink {
        form.with("incident", asking.about);
    }
}
