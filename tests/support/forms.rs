//! Forms as they are shown, typed over and submitted.

use super::desk::Desk;
use super::zones::TzData;
use holdfast::deadline::in_force::Rules;
use holdfast::deadline::profile::Profile;
use holdfast::form::own::fill;
use holdfast::form::{Asking, FormCode, TimeInput, Value, Values, command, form};
use holdfast::record::decide::Command;

/// Now, as a form has it typed in.
pub fn typed_now() -> TimeInput {
    let [date, time, zone, precision] = ["2026-11-22", "15:06", "Europe/Berlin", "exact"].map(str::to_owned);
    TimeInput { date, time, zone, precision, which: None }
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
    let asking =
        Asking { rules: Rules::BUILT_IN, incident: &desk.incident, about, now: &now, me: "Ana García", others: &[] };
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
