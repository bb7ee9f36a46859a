//! From a filled-in form to a clock of one's own, a cadence, a relief; and back, from the profile into a form.

use super::command::state;
use super::spec::{Form, FormCode};
use super::values::{FieldProblem, Problem, Reader, Value, Values};
use crate::deadline::profile::Profile;
use crate::record::body::{CadenceSet, ContractClockDecided, ReliefDecided, Terms};
use crate::record::civil::Zones;
use crate::record::decide::{Command, MAX_TEXT};
use crate::record::refusal::Why;
use crate::record::terms::{MAX_LENGTH, checked};

/// A whole number of at most [`MAX_LENGTH`].
fn number(r: &mut Reader, field: &'static str) -> usize {
    // Full-width digits, as Chinese input methods give them.
    let plain = |sign: char| match sign {
        '\u{ff10}'..='\u{ff19}' => char::from_u32(sign as u32 - 0xff10 + 0x30).unwrap_or(sign),
        other => other,
    };
    let typed: String = r.maybe(field).chars().map(plain).collect();
    match typed.parse::<usize>() {
        Ok(number) if number <= MAX_LENGTH => number,
        _ => {
            r.wrong(field, Problem::Why(Why::NotALength));
            0
        }
    }
}

/// The terms of a clock of one's own, with every problem noted.
fn terms(r: &mut Reader) -> Terms {
    let found = Terms {
        name: r.text("name"),
        party: r.code("party"),
        anchor: r.text("anchor"),
        length: number(r, "length"),
        unit: r.code("unit"),
        zone: r.zone("zone"),
        holidays: r.maybe("holidays"),
        source: r.text("source"),
        dated: r.maybe("dated"),
    };
    if let (Err(refusal), true) = (checked(&found), r.problems.is_empty()) {
        r.wrong(refusal.field, Problem::Why(refusal.why));
    }
    found
}

/// The command of one of these forms.
pub(super) fn stated(code: FormCode, r: &mut Reader) -> Option<Command> {
    match code {
        FormCode::OwnClock => {
            let clock = terms(r);
            let regime = clock.code();
            let (decision, by, role, reason) = (r.code("decision"), r.text("by"), r.text("role"), r.text("reason"));
            state(ContractClockDecided { by, clock, decision, reason, regime, role }, None)
        }
        FormCode::Cadence => {
            let hours = number(r, "hours");
            state(CadenceSet { by: r.text("by"), hours, reason: r.text("reason") }, None)
        }
        _ => {
            let (regime, stage) = super::duty::notice(r);
            let claimed = r.text("claimed") == "yes";
            let (by, role, reason) = (r.text("by"), r.text("role"), r.text("reason"));
            state(ReliefDecided { by, claimed, reason, regime, role, stage }, None)
        }
    }
}

/// The profile after one of its forms was submitted; `about` is the code of the clock that is changed.
///
/// # Errors
/// Every problem with its field.
pub fn kept(
    code: FormCode,
    profile: &Profile,
    about: &str,
    values: &Values,
    zones: &dyn Zones,
) -> Result<Profile, Vec<FieldProblem>> {
    let mut r = Reader::new(values, zones);
    let mut after = profile.clone();
    match code {
        FormCode::ProfileClock => after.put(about, terms(&mut r)),
        _ => {
            after.organisation = r.maybe("organisation");
            if after.organisation.len() > MAX_TEXT {
                r.wrong("organisation", Problem::Why(Why::TooLong));
            }
            after.zone = r.zone("zone");
            let mut hours = |field| if r.maybe(field).is_empty() { 0 } else { number(&mut r, field) };
            after.cadence = hours("cadence");
            after.gap = Some(hours("gap")).filter(|hours| *hours > 0);
        }
    }
    if r.problems.is_empty() { Ok(after) } else { Err(r.problems) }
}

/// Fills a form in from the profile; `about` is the code of one of its clocks.
pub fn fill(form: &mut Form, profile: &Profile, about: &str) {
    let number = |number: usize| if number == 0 { String::new() } else { number.to_string() };
    let filled = match (form.code, profile.clock(about)) {
        (FormCode::OwnClock | FormCode::ProfileClock, Some(terms)) => vec![
            ("name", terms.name.clone()),
            ("party", terms.party.code().to_owned()),
            ("anchor", terms.anchor.clone()),
            ("length", number(terms.length)),
            ("unit", terms.unit.code().to_owned()),
            ("zone", terms.zone.clone()),
            ("holidays", terms.holidays.clone()),
            ("source", terms.source.clone()),
            ("dated", terms.dated.clone()),
        ],
        (FormCode::OwnClock | FormCode::ProfileClock, None) => vec![("zone", profile.zone.clone())],
        (FormCode::Profile, _) => vec![
            ("organisation", profile.organisation.clone()),
            ("zone", profile.zone.clone()),
            ("cadence", number(profile.cadence)),
            ("gap", number(profile.gap.unwrap_or_default())),
        ],
        (FormCode::Cadence, _) => vec![("hours", number(profile.cadence))],
        _ => return,
    };
    for field in &mut form.fields {
        let text = filled.iter().find(|(code, text)| *code == field.code && !text.is_empty());
        if let (Some((_, text)), None) = (text, &field.initial) {
            field.initial = Some(Value::Text(text.clone()));
        }
    }
}
