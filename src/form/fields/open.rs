//! Opening an incident: intake, report, escalation.

use super::respond::variant_choice;
use super::{Asking, Choice, Form, Label, TimeInput, Value};
use crate::playbook::addable;

/// One playbook of a form that takes thirty seconds; further ones are added on the Playbook tab.
pub(super) fn intake(form: &mut Form, asking: &Asking) {
    form.offer("variant", addable(asking.incident).map(|one| variant_choice(&one.id, &one.version)).collect());
}

pub(super) fn report(form: &mut Form, asking: &Asking) {
    if let Some(fact) = asking.incident.reports.last() {
        let report = &fact.value;
        form.with("what", &report.what).with("reporter", report.reporter.code());
        form.with("reporter_name", &report.reporter_name).with("rule_id", &report.rule_id).with("place", &report.place);
    }
}

pub(super) fn acknowledgement(form: &mut Form, asking: &Asking) {
    let open = asking.incident.escalations.iter().filter(|one| one.acknowledged.is_none());
    let choices = open.map(|one| Choice {
        code: one.call.event.to_string(),
        label: Label::plain(&[one.call.value.service.as_str(), &one.call.value.team].join(" · ")),
    });
    first_or_about(form, "escalation", choices.collect(), asking);
}

/// Offers options, of which the one asked about is chosen, or else the first.
pub(super) fn first_or_about(form: &mut Form, code: &str, choices: Vec<Choice>, asking: &Asking) {
    let first = choices.first().map(|choice| choice.code.clone()).unwrap_or_default();
    let chosen = if asking.about.is_empty() { &first } else { asking.about };
    form.offer(code, choices).with(code, chosen);
}

/// A time field that holds a stored moment again.
pub(super) fn again(moment: &crate::record::time::Moment, asking: &Asking) -> Value {
    use crate::record::time::Precision;
    let civil = moment.at.map(|at| at.civil(moment.offset_minutes));
    Value::Time(TimeInput {
        date: civil.map(crate::record::time::Civil::date).unwrap_or_default(),
        time: civil.map(crate::record::time::Civil::precise_time).unwrap_or_default(),
        zone: match moment.zone.is_empty() {
            true => asking.now.zone.clone(),
            false => moment.zone.clone(),
        },
        precision: match moment.precision {
            Precision::Exact => "exact",
            Precision::About => "about",
            Precision::Date => "date",
            Precision::Unknown => "unknown",
        }
        .to_owned(),
        which: None,
    })
}
