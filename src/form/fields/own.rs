//! What an organisation keeps of its own: clocks of its contracts, internal updates; a relief claimed.

use super::assess::anchor_choice;
use super::duty::{notices, which};
use super::{Asking, Choice, Form, Label};
use crate::deadline::calendar::calendars;
use crate::record::codes::ANCHORS;

/// A clock of one's own, each field named as in its terms.
pub(super) fn clock(form: &mut Form, _: &Asking) {
    let holidays = calendars()
        .iter()
        .map(|one| Choice { code: one.code.clone(), label: Label::Text(one.source.en.clone(), one.source.zh.clone()) });
    form.offer("anchor", ANCHORS.iter().map(anchor_choice).collect()).offer("holidays", holidays.collect());
}

/// How often the team is told.
pub(super) fn cadence(form: &mut Form, asking: &Asking) {
    if let Some(fact) = asking.incident.cadence() {
        form.with("hours", &fact.value.to_string());
    }
}

/// About a notice, or nothing: that the relief of its rule is claimed, or no longer.
pub(super) fn relief(form: &mut Form, asking: &Asking) {
    which(form, notices(asking, |_, stage| stage.relief), asking);
}
