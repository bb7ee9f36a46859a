//! Judging what happened: severity, classification, anchors, declaration.

use super::open::again;
use super::{Asking, Choice, Form, Label, Msg, Value};
use crate::language::codes::anchor_name;
use crate::notice::asked::INFORM_CONTROLLER;
use crate::record::codes::ANCHORS;

pub(super) fn severity(form: &mut Form, asking: &Asking) {
    // What of people's data is touched is a fact, and said; the risk to them is not rated.
    if asking.incident.is_processor() {
        form.tell("privacy", INFORM_CONTROLLER, true);
    }
    let Some(last) = asking.incident.severity.last().map(|fact| &fact.value) else { return };
    form.with("level", last.level.code()).with("reason", &last.reason);
    for (criterion, said) in last.criteria.iter() {
        form.with(criterion.code(), said);
    }
}

fn many<'a>(codes: impl Iterator<Item = &'a str>) -> Value {
    Value::Many(codes.map(str::to_owned).collect())
}

pub(super) fn classification(form: &mut Form, asking: &Asking) {
    let Some(last) = asking.incident.classification.last().map(|fact| &fact.value) else { return };
    for (code, text) in [
        ("outcome", last.outcome.code()),
        ("confidentiality", last.confidentiality.code()),
        ("integrity", last.integrity.code()),
        ("availability", last.availability.code()),
        ("cause", last.cause.code()),
        ("processed_by_us", last.processed_by_us.code()),
        ("customers", last.customers.code()),
        ("customers_estimate", &last.customers_estimate),
        ("confidence", last.confidence.code()),
        ("basis", &last.basis),
    ] {
        form.with(code, text);
    }
    form.put("harms", many(last.harms.iter().map(|harm| harm.code())));
    form.put("data", many(last.data.iter().map(|data| data.code())));
}

/// An anchor as an option.
pub(super) fn anchor_choice(code: &&str) -> Choice {
    let label = anchor_name(code).map_or_else(|| Label::plain(code), Label::Msg);
    Choice { code: (*code).to_owned(), label }
}

pub(super) fn anchor(form: &mut Form, asking: &Asking) {
    let offered = ANCHORS.iter().filter(|code| **code != "declared").map(anchor_choice);
    // `code`, or `code@regime` for the value that one regime owns.
    let (code, regime) = asking.about.split_once('@').unwrap_or((asking.about, ""));
    let owner = (!regime.is_empty()).then_some(regime);
    form.offer("anchor", offered.collect()).with("anchor", code);
    if let Some(fact) = asking.incident.anchor(owner, code) {
        form.put("moment", again(&fact.value.moment, asking));
    }
    form.offer("regime", super::duty::owners(asking, regime)).with("regime", regime);
}

pub(super) fn declaration(form: &mut Form, asking: &Asking) {
    let Some(last) = asking.incident.declaration().map(|fact| &fact.value) else { return };
    form.with("declarer", &last.declarer).with("role", &last.role).put("moment", again(&last.moment, asking));
    form.with("confirmed", if last.confirmed { "yes" } else { "no" });
    form.put("grounds", many(last.grounds.iter().map(|ground| ground.code())));
    form.with("basis", &last.basis).with("regimes_reviewed", &last.regimes_reviewed);
    form.title = msg!("Correct declaration", "更正宣布");
    const INTRO: Msg = msg!(
        "The clock then counts from the corrected moment. What was declared before stays in the history.",
        "时限改自更正后的时刻起算。此前的宣布保留在历史记录中。",
    );
    form.intro = Some(INTRO);
    form.submit = msg!("Save correction", "保存更正");
}
