//! What an entry of a register must hold: its fields by their kinds, the rules between them, and what stays as it is
//! once the incident is closed.

use super::body::{EntryAdded, EntryChanged, EntryRemoved};
use super::check::{past, text};
use super::decide::Context;
use super::id::Id;
use super::incident::{Incident, Standing};
use super::refusal::{Refusal, Why};
use super::register::{
    EntryValue, EntryValues, Field, FieldKind, Register, RegisterEntry, Rule, compared, number, says,
};
use super::time::{Civil, DAY, Precision};

/// Places of the registers of the post-mortem and of what follows from it.
const REVIEW: [&str; 2] = ["postmortem", "follow_up"];

/// What is looked at while an entry is checked.
struct Checking<'a> {
    incident: &'a Incident,
    register: &'static Register,
    before: Option<&'a RegisterEntry>,
    values: &'a EntryValues,
    context: &'a Context<'a>,
}

impl<'a> Checking<'a> {
    /// What the field will hold.
    fn value(&self, code: &str) -> Option<&'a EntryValue> {
        self.values.get(code).or_else(|| self.before.and_then(|before| before.value(code)))
    }

    fn check(&self) -> Result<(), Refusal> {
        let known = |code: &String| self.register.field(code).is_some();
        if !self.values.keys().all(known) {
            return Err(Refusal::whole(Why::NothingToDo));
        }
        self.register.fields.iter().try_for_each(|field| self.field(field))?;
        self.register.rules.iter().try_for_each(|rule| self.rule(rule))?;
        if self.values.is_empty() { Err(Refusal::whole(Why::NothingToDo)) } else { Ok(()) }
    }

    /// The field says nothing.
    fn lacking(&self, code: &'static str) -> Result<(), Refusal> {
        let why = match self.register.field(code).map(|field| &field.kind) {
            Some(FieldKind::Choice(_) | FieldKind::Flags(_) | FieldKind::One(_) | FieldKind::Several(_)) => {
                Why::NothingChosen
            }
            Some(FieldKind::Past | FieldKind::Due | FieldKind::Day) => Why::TimeMissing,
            _ => Why::Empty,
        };
        Err(Refusal::at(code, why))
    }

    fn field(&self, field: &'static Field) -> Result<(), Refusal> {
        let value = self.value(&field.code);
        if !says(value) {
            return if field.optional { Ok(()) } else { self.lacking(&field.code) };
        }
        // What an earlier version holds was checked then; what it refers to may be gone since.
        let Some(value) = self.values.get(&field.code) else { return Ok(()) };
        let fits = |fits: bool, why: Why| if fits { Ok(()) } else { Err(Refusal::at(&field.code, why)) };
        // What it holds already may stay beside what is new, though it is on offer no longer.
        let held = |code: &String| self.before.is_some_and(|before| before.holds(&field.code, code));
        let offered =
            |codes: &[(String, String)], code: &String| held(code) || codes.iter().any(|(one, _)| one == code);
        match (&field.kind, value) {
            (FieldKind::Text | FieldKind::Technique | FieldKind::Area | FieldKind::Zone, EntryValue::Text(one)) => {
                text(&field.code, one)
            }
            (FieldKind::Number, EntryValue::Text(one)) => fits(number(one).is_some(), Why::NotANumber),
            (FieldKind::Clock, EntryValue::Text(one)) => {
                let read = Civil::parse("2000-01-01", one);
                fits(read.is_some_and(|read| read.time() == *one), Why::NotAClock)
            }
            (FieldKind::Digest, EntryValue::Text(one)) => fits(super::digest::is_hex(one, 64), Why::NoSuchTarget),
            (FieldKind::Choice(codes), EntryValue::Text(one)) => fits(offered(codes, one), Why::NothingChosen),
            (FieldKind::Flags(codes), EntryValue::Many(many)) => {
                fits(many.iter().all(|one| offered(codes, one)), Why::NothingChosen)
            }
            (FieldKind::One(kind), EntryValue::Text(one)) => {
                let noted = self.context.noted && kind == "evidence" && one == Id::first_of_act().as_str();
                fits(noted || offered(&self.incident.targets(kind, self.context.registers), one), Why::NoSuchTarget)
            }
            (FieldKind::Several(kind), EntryValue::Many(many)) => {
                let targets = self.incident.targets(kind, self.context.registers);
                fits(many.iter().all(|one| offered(&targets, one)), Why::NoSuchTarget)
            }
            (FieldKind::Past, EntryValue::Time(moment)) => past(&field.code, moment, self.context.now),
            (FieldKind::Due | FieldKind::Day, EntryValue::Time(moment)) => {
                fits(moment.is_consistent(), Why::TimeMissing)
            }
            _ => Err(Refusal::at(&field.code, Why::NothingChosen)),
        }
    }

    fn rule(&self, rule: &'static Rule) -> Result<(), Refusal> {
        let said = |code: &str| match self.value(code) {
            Some(EntryValue::Text(text)) => text.as_str(),
            _ => "",
        };
        let holds =
            |holds: bool, field: &'static str, why: Why| if holds { Ok(()) } else { Err(Refusal::at(field, why)) };
        match rule {
            Rule::Order(first, second) => match (self.value(first), self.value(second)) {
                (Some(EntryValue::Time(a)), Some(EntryValue::Time(b))) => {
                    // Of a day alone any minute may be meant.
                    let open = if b.precision == Precision::Date { DAY - 1 } else { 0 };
                    let ordered = a.at.zip(b.at).is_none_or(|(a, b)| a <= b.plus(open));
                    holds(ordered, second, Why::EndsBeforeStart)
                }
                (Some(EntryValue::Text(a)), Some(EntryValue::Text(b))) => {
                    let ordered = number(a).zip(number(b)).is_none_or(|(a, b)| a <= b);
                    holds(ordered, second, Why::LessThanLeast)
                }
                _ => Ok(()),
            },
            Rule::Needs(field, code, needed) => match said(field) != code || says(self.value(needed)) {
                true => Ok(()),
                false => self.lacking(needed),
            },
            Rule::Any(fields) => match fields.first() {
                Some(first) if !fields.iter().any(|one| says(self.value(one))) => self.lacking(first),
                _ => Ok(()),
            },
            Rule::Different(a, b) => {
                let same = !said(a).is_empty() && super::gate::same_person(said(a), said(b));
                holds(!same, b, Why::SamePerson)
            }
            Rule::Compared(evidence, digest, result) => {
                let found = compared(self.incident, said(evidence), said(digest));
                holds(found.is_none_or(|found| said(result) == found), result, Why::NotAsCompared)
            }
        }
    }
}

fn described(context: &Context, code: &str) -> Result<&'static Register, Refusal> {
    context.registers.iter().find(|one| one.code == code).ok_or(Refusal::whole(Why::NoSuchTarget))
}

/// Checks a new entry.
pub(super) fn added(incident: &Incident, body: &EntryAdded, context: &Context) -> Result<(), Refusal> {
    let register = described(context, &body.register)?;
    Checking { incident, register, before: None, values: &body.values, context }.check()
}

fn standing<'a>(incident: &'a Incident, id: &Id) -> Result<&'a RegisterEntry, Refusal> {
    incident.entry(id.as_str()).filter(|entry| entry.stands()).ok_or(Refusal::whole(Why::NoSuchTarget))
}

/// Checks a change.
pub(super) fn changed(incident: &Incident, body: &EntryChanged, context: &Context) -> Result<(), Refusal> {
    let before = standing(incident, &body.entry)?;
    let register = described(context, &before.register)?;
    let same = |code: &String, value: &EntryValue| match before.value(code) {
        Some(held) => held == value,
        None => !says(Some(value)),
    };
    if body.values.iter().all(|(code, value)| same(code, value)) {
        return Err(Refusal::whole(Why::NothingToDo));
    }
    Checking { incident, register, before: Some(before), values: &body.values, context }.check()
}

/// Checks that an entry may be taken out.
pub(super) fn removed(incident: &Incident, body: &EntryRemoved) -> Result<(), Refusal> {
    standing(incident, &body.entry)?;
    text("reason", &body.reason)
}

/// True where entries of the register may be made once the incident is closed. Archiving vouches for what the review
/// holds, so that is changed again only after reopening.
pub(super) fn is_late(incident: &Incident, code: &str, context: &Context) -> bool {
    let archived = matches!(incident.standing, Standing::Archived(_));
    let open = |register: &Register| register.late && !(archived && REVIEW.contains(&register.place.as_str()));
    described(context, code).is_ok_and(open)
}
