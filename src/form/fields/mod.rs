//! The fields of every form. The words of a field stand with the field.

mod assess;
mod close;
mod described;
mod duty;
mod entry;
mod notice;
mod open;
mod own;
mod protect;
mod respond;

pub(super) use described::stated;
pub(super) use entry::About as EntryAbout;
pub(super) use notice::About;

use super::spec::{Choice, Field, Form, FormCode, Kind, Label};
use super::values::{TimeInput, Value};
use crate::deadline::in_force::Rules;
use crate::language::Msg;
use crate::record::id::Id;
use crate::record::incident::Incident;

/// What a form may look at to fill itself in.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    /// The incident as it stands; the default before it is opened.
    pub incident: &'a Incident,
    /// What the form is about: a step code, or the id of a service, row, log line or event. Empty for most.
    pub about: &'a str,
    /// Now, as it would be typed in the viewer's zone.
    pub now: &'a TimeInput,
    /// Who is typing.
    pub me: &'a str,
    /// Other incidents on this board: id and title.
    pub others: &'a [(Id, String)],
    /// The rules in force.
    pub rules: Rules<'a>,
}

/// Builds a form.
#[must_use]
pub fn form(code: FormCode, asking: &Asking) -> Form {
    let mut form = described::described(code, asking);
    fill_in(&mut form, asking);
    if let Some(label) = described::late(code) {
        form.fields.push(occurred(label, asking));
    }
    // After an import into a fresh browser nobody has said yet who is typing.
    let of_profile = matches!(code, FormCode::Profile | FormCode::ProfileClock);
    if asking.me.trim().is_empty() && code != FormCode::Intake && !of_profile {
        form.fields.insert(0, line("author", msg!("Your name", "你的姓名")));
    }
    form
}

/// Adds to a form what depends on the incident.
fn fill_in(form: &mut Form, asking: &Asking) {
    match form.code {
        FormCode::Intake => open::intake(form, asking),
        FormCode::Report => open::report(form, asking),
        FormCode::Acknowledgement => open::acknowledgement(form, asking),
        FormCode::Severity => assess::severity(form, asking),
        FormCode::Seat => drop(form.with("seat", asking.about)),
        FormCode::Evidence => form.fields.extend(entry::beside("evidence_detail", asking)),
        FormCode::Classification => assess::classification(form, asking),
        FormCode::Anchor => assess::anchor(form, asking),
        FormCode::Declaration => assess::declaration(form, asking),
        FormCode::ServiceCleared | FormCode::Plan | FormCode::SecureState | FormCode::Attestation => {
            services(form, asking);
        }
        FormCode::PlanProgress | FormCode::Approval => respond::rows(form, asking),
        FormCode::Eviction => drop(form.with("claim", asking.about)),
        FormCode::WatchStart => respond::watch_start(form, asking),
        FormCode::WatchEnd => respond::watch_end(form, asking),
        FormCode::Step => respond::step(form, asking),
        FormCode::VariantAdd => respond::variant(form, asking),
        FormCode::VariantRemoval => respond::variant_removal(form, asking),
        FormCode::Enter => respond::enter(form, asking),
        FormCode::Leave => respond::leave(form, asking),
        FormCode::Postmortem => close::postmortem(form, asking),
        FormCode::Filing => duty::filing(form, asking),
        FormCode::NoticeSending => notice::channel(form, asking),
        FormCode::FilingWithdrawal => close::filing_withdrawal(form, asking),
        FormCode::Decision => duty::decision(form, asking),
        FormCode::Waiver => duty::waiver(form, asking),
        FormCode::WaiverBack => duty::waiver_back(form, asking),
        FormCode::OwnTarget => duty::own_target(form, asking),
        FormCode::OwnClock | FormCode::ProfileClock => own::clock(form, asking),
        FormCode::Cadence => own::cadence(form, asking),
        FormCode::Relief => own::relief(form, asking),
        FormCode::LogCorrection => protect::log_correction(form, asking),
        FormCode::Title => drop(form.with("title", asking.incident.title())),
        FormCode::Tlp => drop(form.with("tlp", asking.incident.marking().code())),
        FormCode::Privilege => {
            form.with("privileged", if asking.incident.is_privileged() { "yes" } else { "no" });
        }
        FormCode::Link | FormCode::Unlink => protect::link(form, asking),
        FormCode::NoticeDraft => *form = notice::draft(asking),
        FormCode::Entry => *form = entry::entry(asking),
        // Described, and nothing beside.
        _ => {}
    }
}

const SAVE: Msg = msg!("Save", "保存");

#[inline(never)]
fn build(code: FormCode, title: Msg, intro: Option<Msg>, fields: Vec<Field>, submit: Msg) -> Form {
    Form { code, title, intro, fields, submit }
}

#[inline(never)]
fn line(code: &'static str, label: Msg) -> Field {
    Field::new(code, label, Kind::Text)
}

#[inline(never)]
fn area(code: &'static str, label: Msg) -> Field {
    Field::new(code, label, Kind::Area)
}

#[inline(never)]
fn time(code: &'static str, label: Msg, asking: &Asking) -> Field {
    let blank = TimeInput { date: String::new(), time: String::new(), ..asking.now.clone() };
    Field::new(code, label, Kind::Time).value(Value::Time(blank))
}

#[inline(never)]
fn time_now(code: &'static str, label: Msg, asking: &Asking) -> Field {
    Field::new(code, label, Kind::Time).value(Value::Time(asking.now.clone()))
}

/// When the fact happened, where that is not now.
fn occurred(label: Msg, asking: &Asking) -> Field {
    time("occurred", label, asking).hint(msg!("Empty: now", "留空则为现在")).optional()
}

fn one_of<T: crate::language::codes::Named>(code: &'static str, label: Msg) -> Field {
    Field::new(code, label, Kind::Choice(Choice::all::<T>()))
}

/// The impacted services as options.
fn services(form: &mut Form, asking: &Asking) {
    let choices = asking.incident.impacted().map(|service| Choice {
        code: service.added.event.to_string(),
        label: Label::plain(&service.added.value.name),
    });
    let choices: Vec<Choice> = choices.collect();
    let only = match choices.as_slice() {
        [only] if asking.about.is_empty() => only.code.clone(),
        _ => asking.about.to_owned(),
    };
    form.offer("service", choices).with("service", &only);
    // Nothing is to be looked for elsewhere.
    if !only.is_empty() {
        form.plain("service");
    }
}
