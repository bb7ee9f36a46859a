//! Forms as they are shown, typed over and submitted.

use super::desk::Desk;
use super::facts::text;
use super::zones::TzData;
use holdfast::deadline::in_force::Rules;
use holdfast::deadline::profile::Profile;
use holdfast::form::own::fill;
use holdfast::form::{Asking, FieldProblem, FormCode, TimeInput, Value, Values, command, form};
use holdfast::record::decide::Command;

/// Now, as a form has it typed in.
pub fn typed_now() -> TimeInput {
    let [date, time, zone, precision] = ["2026-11-22", "15:06", "Europe/Berlin", "exact"].map(str::to_owned);
    TimeInput { date, time, zone, precision, which: None }
}

/// What a form may look at at a desk.
pub fn asking<'a>(desk: &'a Desk, about: &'a str, now: &'a TimeInput) -> Asking<'a> {
    Asking { rules: Rules::BUILT_IN, incident: &desk.incident, about, now, me: "Ana García", others: &[] }
}

/// A form as it is shown with this profile, and typed over.
pub fn submitted(
    desk: &Desk,
    profile: &Profile,
    code: FormCode,
    about: &str,
    fields: &[(&str, &str)],
) -> (Values, Result<Command, Vec<String>>) {
    let now = typed_now();
    let asking = asking(desk, about, &now);
    let mut asked = form(code, &asking);
    fill(&mut asked, profile, about);
    let mut values: Values =
        Values(asked.fields.iter().filter_map(|one| Some((one.code.to_owned(), one.initial.clone()?))).collect());
    for (field, value) in fields {
        assert!(asked.fields.iter().any(|one| one.code == *field), "{code:?} has no field {field}");
        values.0.insert((*field).to_owned(), Value::Text((*value).to_owned()));
    }
    let found = command(code, &values, &asking, &TzData, None);
    (values, found.map_err(|problems| problems.into_iter().map(|one| one.field).collect()))
}

/// A form as it is shown, typed over and submitted.
pub fn entry_typed(desk: &Desk, about: &str, fields: &[(&str, Value)]) -> Result<Command, Vec<FieldProblem>> {
    typed_into(FormCode::Entry, desk, about, fields)
}

pub fn typed_into(
    code: FormCode,
    desk: &Desk,
    about: &str,
    fields: &[(&str, Value)],
) -> Result<Command, Vec<FieldProblem>> {
    typed_since(code, (desk, desk), about, fields)
}

/// A form as it was shown at one desk, submitted when things stand as at the other.
pub fn typed_since(
    code: FormCode,
    (before, desk): (&Desk, &Desk),
    about: &str,
    fields: &[(&str, Value)],
) -> Result<Command, Vec<FieldProblem>> {
    let now = typed_now();
    let asking = asking(before, about, &now);
    let shown = form(code, &asking);
    let initial = shown.fields.iter().filter_map(|one| Some((one.code.to_owned(), one.initial.clone()?)));
    let mut values = Values(initial.collect());
    for (field, value) in fields {
        assert!(shown.fields.iter().any(|one| one.code == *field), "{about} has no field {field}");
        values.0.insert(text(field), value.clone());
    }
    command(code, &values, &Asking { incident: &desk.incident, ..asking }, &TzData, None)
}
