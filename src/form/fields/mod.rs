//! The fields of every form. The words of a field stand with the field.

mod assess;
mod close;
mod duty;
mod entry;
mod notice;
mod open;
mod own;
mod protect;
mod respond;

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
    let mut form = bare(code, asking);
    if takes_a_time(code) {
        form.fields.push(occurred(msg!("When it happened", "发生时间"), asking));
    }
    // After an import into a fresh browser nobody has said yet who is typing.
    let of_profile = matches!(code, FormCode::Profile | FormCode::ProfileClock);
    if asking.me.trim().is_empty() && code != FormCode::Intake && !of_profile {
        form.fields.insert(0, line("author", msg!("Your name", "你的姓名")));
    }
    form
}

/// Forms whose fact is often written down later than it happened, and that ask for no time of their own.
const fn takes_a_time(code: FormCode) -> bool {
    use FormCode as F;
    matches!(
        code,
        F::Severity
            | F::Seat
            | F::Service
            | F::ServiceCleared
            | F::Evidence
            | F::Classification
            | F::Withdrawal
            | F::Plan
            | F::PlanProgress
            | F::Approval
            | F::Eviction
            | F::SecureState
            | F::Attestation
            | F::WatchEnd
            | F::Evaluation
            | F::Postmortem
            | F::Decision
            | F::Waiver
            | F::WaiverBack
            | F::OwnTarget
            | F::OwnClock
            | F::Relief
            | F::HoldPlaced
            | F::HoldReleased
            | F::Enter
            | F::Leave
            | F::Resolve
            | F::Finalise
            | F::Close
            | F::Archive
            | F::Reopen
    )
}

fn bare(code: FormCode, asking: &Asking) -> Form {
    match code {
        FormCode::Intake => open::intake(asking),
        FormCode::Report => open::report(asking),
        FormCode::Escalation => open::escalation(asking),
        FormCode::Acknowledgement => open::acknowledgement(asking),
        FormCode::Severity => assess::severity(asking),
        FormCode::Seat => assess::seat(asking),
        FormCode::Service => assess::service(asking),
        FormCode::ServiceCleared => assess::service_cleared(asking),
        FormCode::Evidence => assess::evidence(asking),
        FormCode::Classification => assess::classification(asking),
        FormCode::Anchor => assess::anchor(asking),
        FormCode::Declaration => assess::declaration(asking),
        FormCode::Withdrawal => assess::withdrawal(asking),
        FormCode::Plan => respond::plan(asking),
        FormCode::PlanProgress => respond::plan_progress(asking),
        FormCode::Approval => respond::approval(asking),
        FormCode::Eviction => respond::eviction(asking),
        FormCode::SecureState => respond::secure_state(asking),
        FormCode::Attestation => respond::attestation(asking),
        FormCode::WatchStart => respond::watch_start(asking),
        FormCode::WatchEnd => respond::watch_end(asking),
        FormCode::Step => respond::step(asking),
        FormCode::Enter => respond::enter(asking),
        FormCode::Leave => respond::leave(asking),
        FormCode::Evaluation => close::evaluation(asking),
        FormCode::Postmortem => close::postmortem(asking),
        FormCode::Filing => duty::filing(asking),
        FormCode::FilingWithdrawal => close::filing_withdrawal(asking),
        FormCode::Decision => duty::decision(asking),
        FormCode::Waiver => duty::waiver(asking),
        FormCode::WaiverBack => duty::waiver_back(asking),
        FormCode::OwnTarget => duty::own_target(asking),
        FormCode::OwnClock => own::clock(asking),
        FormCode::Cadence => own::cadence(asking),
        FormCode::Relief => own::relief(asking),
        FormCode::Profile => own::profile(),
        FormCode::ProfileClock => own::profile_clock(),
        FormCode::Resolve => close::resolve(asking),
        FormCode::Finalise => close::finalise(asking),
        FormCode::Close => close::close(asking),
        FormCode::Archive => close::archive(asking),
        FormCode::Reopen => close::reopen(asking),
        FormCode::Log => protect::log(asking),
        FormCode::LogCorrection => protect::log_correction(asking),
        FormCode::Title => protect::title(asking),
        FormCode::Tlp => protect::tlp(asking),
        FormCode::Privilege => protect::privilege(asking),
        FormCode::HoldPlaced => protect::hold_placed(asking),
        FormCode::HoldReleased => protect::hold_released(asking),
        FormCode::Erase => protect::erase(asking),
        FormCode::Link => protect::link(asking),
        FormCode::Unlink => protect::unlink(asking),
        FormCode::NoticeDraft => notice::draft(asking),
        FormCode::NoticeApproval => notice::approval(asking),
        FormCode::NoticeSending => notice::sending(asking),
        FormCode::NoticeDelay => notice::delay(asking),
        FormCode::Entry => entry::entry(asking),
        FormCode::EntryRemoval => entry::removal(asking),
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

fn many_of<T: crate::language::codes::Named>(code: &'static str, label: Msg) -> Field {
    Field::new(code, label, Kind::Flags(Choice::all::<T>())).optional()
}

/// The impacted services as options.
#[inline(never)]
fn services(asking: &Asking) -> Field {
    let choices = asking.incident.impacted().map(|service| Choice {
        code: service.added.event.to_string(),
        label: Label::plain(&service.added.value.name),
    });
    let choices: Vec<Choice> = choices.collect();
    let field = Field::new("service", msg!("Impacted service", "受影响的服务"), Kind::Select(choices.clone()));
    match (asking.about.is_empty(), choices.as_slice()) {
        (false, _) => field.with(asking.about),
        (true, [only]) => field.with(&only.code),
        _ => field.hint(msg!("Services are added under Facts", "服务在“事实”中添加")),
    }
}
