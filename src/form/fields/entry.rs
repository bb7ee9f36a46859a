//! The form of an entry of a register, made from the description of the register.

use super::open::again;
use super::{Asking, Choice, Field, Form, FormCode, Kind, Label, SAVE, Value, area, build};
use crate::language::Msg;
use crate::language::entry::referred;
use crate::record::incident::Incident;
use crate::record::register::{EntryValue, FieldKind, Register, RegisterEntry};
use crate::register::{register, registers};

/// What a form of an entry is about: a register, the entry that is changed, and what is filled in for it.
///
/// Written `register`, `register@entry.versions`, `register,field=value,…`. The versions are those that were seen when the
/// form was asked for: what another tab changes meanwhile is not taken back by it.
#[derive(Clone, Copy, Debug)]
pub(in crate::form) struct About<'a> {
    /// The register.
    pub(in crate::form) register: &'static Register,
    /// The entry that is changed; none for a new one.
    pub(in crate::form) entry: Option<&'a RegisterEntry>,
    filled: &'a str,
    seen: usize,
}

impl<'a> About<'a> {
    /// Reads it; `None` for a register that is not described or an entry that is not there.
    pub(in crate::form) fn read(asking: &Asking<'a>) -> Option<Self> {
        let (named, filled) = asking.about.split_once(',').unwrap_or((asking.about, ""));
        let (code, id) = named.split_once('@').unwrap_or((named, ""));
        let (id, seen) = id.split_once('.').unwrap_or((id, ""));
        let register = register(code)?;
        let entry = match (id, register.single) {
            ("", true) => asking.incident.entries_of(&register.code).last(),
            ("", false) => None,
            (id, _) => {
                Some(asking.incident.entry(id).filter(|entry| entry.stands() && entry.register == register.code)?)
            }
        };
        Some(Self { register, entry, filled, seen: seen.parse().unwrap_or(usize::MAX) })
    }

    /// What a field of the entry held when the form was asked for.
    pub(in crate::form) fn held(&self, code: &str) -> Option<&'a EntryValue> {
        self.entry?.value_seen(code, self.seen)
    }

    fn filled(&self, code: &str) -> Option<&'a str> {
        let pairs = self.filled.split(',').filter_map(|pair| pair.split_once('='));
        pairs.filter(|(field, _)| *field == code).map(|(_, value)| value).next()
    }
}

fn choices(options: Vec<(String, Label)>) -> Vec<Choice> {
    options.into_iter().map(|(code, label)| Choice { code, label }).collect()
}

fn offered(options: &'static [(String, String)]) -> Vec<Choice> {
    choices(options.iter().map(|(code, words)| (code.clone(), Label::Msg(Msg::of(words)))).collect())
}

fn targets(asking: &Asking, kind: &str) -> Vec<Choice> {
    let found = asking.incident.targets(kind, registers()).into_iter();
    choices(found.map(|(id, name)| (id, Label::plain(&name))).collect())
}

/// What the entry holds stays among the choices, though it is on offer no longer: it would be taken away unseen.
fn with_held(kind: &mut Kind, one: &crate::record::register::Field, held: Option<&EntryValue>, incident: &Incident) {
    let (Kind::Select(choices) | Kind::Choice(choices) | Kind::Flags(choices)) = kind else { return };
    let codes = match held {
        Some(EntryValue::Many(codes)) => codes.as_slice(),
        Some(EntryValue::Text(code)) if !code.is_empty() => std::slice::from_ref(code),
        _ => return,
    };
    for code in codes {
        if !choices.iter().any(|choice| choice.code == *code) {
            let name = match &one.kind {
                FieldKind::One(kind) | FieldKind::Several(kind) => referred(incident, kind, code),
                _ => code.clone(),
            };
            choices.push(Choice { code: code.clone(), label: Label::plain(&name) });
        }
    }
}

/// Choices beyond this number stand in a list.
const SEEN: usize = 7;

fn field(one: &'static crate::record::register::Field, about: &About, asking: &Asking) -> Field {
    let mut kind = match &one.kind {
        FieldKind::Text | FieldKind::Number | FieldKind::Clock | FieldKind::Zone | FieldKind::Digest => Kind::Text,
        FieldKind::Area => Kind::Area,
        FieldKind::Past | FieldKind::Due => Kind::Time,
        FieldKind::Choice(options) if options.len() > SEEN => Kind::Select(offered(options)),
        FieldKind::Choice(options) => Kind::Choice(offered(options)),
        FieldKind::Flags(options) => Kind::Flags(offered(options)),
        FieldKind::One(kind) => Kind::Select(targets(asking, kind)),
        FieldKind::Several(kind) => Kind::Flags(targets(asking, kind)),
    };
    with_held(&mut kind, one, about.held(&one.code), asking.incident);
    let mut field = match kind {
        Kind::Time => super::time(&one.code, Msg::of(&one.label), asking),
        kind => Field::new(&one.code, Msg::of(&one.label), kind),
    };
    field.optional = one.optional;
    field.hint = (!one.hint.is_empty()).then(|| Msg::of(&one.hint));
    let many = matches!(field.kind, Kind::Flags(_));
    match about.held(&one.code) {
        Some(EntryValue::Text(text)) => field.with(text),
        Some(EntryValue::Many(codes)) => field.value(Value::Many(codes.clone())),
        Some(EntryValue::Time(moment)) => field.value(again(moment, asking)),
        None => match about.filled(&one.code) {
            Some(code) if many => field.value(Value::Many(vec![code.to_owned()])),
            Some(text) => field.with(text),
            None => field,
        },
    }
}

/// The form of a new entry, or of one that is changed.
pub(super) fn entry(asking: &Asking) -> Form {
    let Some(about) = About::read(asking) else {
        return build(FormCode::Entry, msg!("No such entry", "没有此条目"), None, Vec::new(), SAVE);
    };
    let register = about.register;
    let fields = register.fields.iter();
    // A list of nothing to choose from is left out where it may stay empty.
    let fields = fields.map(|one| field(one, &about, asking));
    let fields = fields.filter(|one| {
        !(one.optional && matches!(&one.kind, Kind::Flags(none) | Kind::Select(none) if none.is_empty()))
    });
    let title = match about.entry {
        Some(_) if !register.single => &register.title,
        _ => &register.add,
    };
    let intro = (!register.intro.is_empty()).then(|| Msg::of(&register.intro));
    build(FormCode::Entry, Msg::of(title), intro, fields.collect(), SAVE)
}

/// The form that takes an entry out.
pub(super) fn removal(_: &Asking) -> Form {
    build(
        FormCode::EntryRemoval,
        msg!("Take out an entry", "移除条目"),
        Some(msg!(
            "It leaves the list; what it said stays in the history.",
            "该条目将从列表中移除，其内容保留在历史记录中。"
        )),
        vec![area("reason", msg!("Reason", "理由"))],
        msg!("Take out", "移除"),
    )
}
