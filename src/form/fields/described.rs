//! What stands in a form whatever the incident: read from `form/forms.json`.
//!
//! A form there is named by its code. A text is `English | 简体中文`. A field is a list: code, kind, label, hint. The kind is
//! `text`, `area`, `sha256`, `team` (offered from the organisation's services and their teams), `time`, `now` (a time, filled
//! in with now), `select` (its options are found by the form), `choice:LIST`, `flags:LIST`; behind it `=` and what stands in it at first (`me` is who types), and `?` where the field may
//! stay empty. A list is a vocabulary or stands there too: `code | English | 简体中文`. `late` asks when the fact happened,
//! where that is not now, and says how. `states` is the kind of fact that a form states whose fields are called as those
//! of the form.

use super::{Asking, Choice, Field, Form, FormCode, Kind, Label, Msg, TimeInput, Value};
use crate::data;
use crate::form::values::{Problem, Reader};
use crate::language::codes::Named;
use crate::record::body::Body;
use crate::record::codes::{
    ActionStatus, Answer, Applicability, Cause, Confidence, Counted, Counterparty, Customers, DataClass, EntryKind,
    EvictionClaim, Ground, Harm, Impact, Outcome, PlanColumn, PlanLimit, Rating, Relation, ReporterKind, Seat,
    ServiceClaim, SeverityLevel, StepStatus, Tlp, WatchResult,
};
use crate::record::json::Json as _;
use crate::record::refusal::Why;
use serde_json::Value as Json;
use std::sync::OnceLock;

/// The description of all forms.
fn forms() -> &'static Json {
    static FORMS: OnceLock<Json> = OnceLock::new();
    // The file is part of the build and read by a test.
    FORMS.get_or_init(|| {
        serde_json::from_str(&data::text("form/forms.json").replace(" | ", "\\u0000")).unwrap_or_default()
    })
}

fn words(text: &'static Json) -> Option<Msg> {
    text.as_str().map(Msg::of)
}

/// The options of a list, by its name.
fn options(list: &str) -> Vec<Choice> {
    let words: &[(&str, Msg)] = match list {
        "action" => ActionStatus::words(),
        "answer" => Answer::words(),
        "applicability" => Applicability::words(),
        "cause" => Cause::words(),
        "column" => PlanColumn::words(),
        "confidence" => Confidence::words(),
        "counted" => Counted::words(),
        "counterparty" => Counterparty::words(),
        "customers" => Customers::words(),
        "data" => DataClass::words(),
        "entry" => EntryKind::words(),
        "eviction" => EvictionClaim::words(),
        "ground" => Ground::words(),
        "harm" => Harm::words(),
        "impact" => Impact::words(),
        "limit" => PlanLimit::words(),
        "outcome" => Outcome::words(),
        "rating" => Rating::words(),
        "relation" => Relation::words(),
        "reporter" => ReporterKind::words(),
        "seat" => Seat::words(),
        "service" => ServiceClaim::words(),
        "severity" => SeverityLevel::words(),
        "step" => StepStatus::words(),
        "tlp" => Tlp::words(),
        "watch" => WatchResult::words(),
        _ => {
            let option = |one: &'static Json| {
                let (code, label) = one.as_str()?.split_once('\0')?;
                Some(Choice { code: code.to_owned(), label: Label::Msg(Msg::of(label)) })
            };
            return forms()["lists"][list].as_array().into_iter().flatten().filter_map(option).collect();
        }
    };
    Choice::of(words)
}

fn field(parts: &'static Json, asking: &Asking) -> Option<Field> {
    let kind = parts[1].as_str()?;
    let (kind, optional) = kind.strip_suffix('?').map_or((kind, false), |kind| (kind, true));
    let (kind, initial) = kind.split_once('=').unwrap_or((kind, ""));
    let (kind, list) = kind.split_once(':').unwrap_or((kind, ""));
    let blank = || TimeInput { date: String::new(), time: String::new(), ..asking.now.clone() };
    let (kind, time) = match kind {
        "text" => (Kind::Text, None),
        "area" => (Kind::Area, None),
        "sha256" => (Kind::Digest, None),
        "team" => (Kind::Team, None),
        "choice" => (Kind::Choice(options(list)), None),
        "flags" => (Kind::Flags(options(list)), None),
        "select" => (Kind::Select(Vec::new()), None),
        "time" => (Kind::Time, Some(blank())),
        "now" => (Kind::Time, Some(asking.now.clone())),
        _ => return None,
    };
    let mut field = Field::new(parts[0].as_str()?, words(&parts[2])?, kind);
    field.hint = words(&parts[3]);
    field.optional = optional;
    field.initial = time.map(Value::Time);
    Some(field.with(if initial == "me" { asking.me } else { initial }))
}

/// A form as it is described: what depends on the incident is not in it yet.
pub(super) fn described(code: FormCode, asking: &Asking) -> Form {
    let form = &forms()[code.code()];
    let fields = form["fields"].as_array().into_iter().flatten();
    Form {
        code,
        title: words(&form["title"]).unwrap_or(super::SAVE),
        intro: words(&form["intro"]),
        fields: fields.filter_map(|one| field(one, asking)).collect(),
        submit: words(&form["submit"]).unwrap_or(super::SAVE),
    }
}

/// What a field holds, as its fact has it.
fn typed(name: &str, kind: &str, r: &mut Reader) -> Json {
    let (kind, optional) = kind.strip_suffix('?').map_or((kind, false), |kind| (kind, true));
    let (kind, _) = kind.split_once('=').unwrap_or((kind, ""));
    let (kind, list) = kind.split_once(':').unwrap_or((kind, ""));
    let offered = |code: &str| options(list).iter().any(|one| one.code == code);
    match kind {
        "flags" => {
            let ticked = r.many(name);
            options(list).into_iter().map(|one| one.code).filter(|code| ticked.contains(code)).collect()
        }
        "time" | "now" if optional => r.maybe_time(name).to_json(),
        "time" | "now" => r.time(name).to_json(),
        "select" => r.id(name).to_json(),
        "choice" => {
            let code = r.maybe(name);
            if !offered(&code) {
                r.wrong(name, Problem::Why(Why::NothingChosen));
            }
            code.into()
        }
        _ if optional => r.maybe(name).into(),
        _ => r.text(name).into(),
    }
}

/// The fact that a form states whose fields are called as those of the form; nothing for another form. Within, nothing where
/// something is missing, which the reader has noted then.
pub(in crate::form) fn stated(code: FormCode, r: &mut Reader) -> Option<Option<Body>> {
    let form = &forms()[code.code()];
    let kind = form["states"].as_str()?;
    let mut fact = serde_json::Map::new();
    for parts in form["fields"].as_array().into_iter().flatten() {
        let (name, how) = (parts[0].as_str()?, parts[1].as_str()?);
        fact.insert(name.to_owned(), typed(name, how, r));
    }
    Some(match Body::read(kind, &Json::Object(fact)) {
        Body::Unknown => None,
        body => Some(body),
    })
}

/// How a form asks when its fact happened, which is often written down later; `None` for one that does not.
pub(super) fn late(code: FormCode) -> Option<Msg> {
    words(&forms()[code.code()]["late"])
}

impl Form {
    fn of(&mut self, code: &str) -> Option<&mut Field> {
        self.fields.iter_mut().find(|field| field.code == code)
    }

    /// Puts a text into a field, unless there is none to put.
    #[inline(never)]
    pub(super) fn with(&mut self, code: &str, text: &str) -> &mut Self {
        if !text.is_empty() {
            self.put(code, Value::Text(text.to_owned()));
        }
        self
    }

    /// Puts a value into a field.
    #[inline(never)]
    pub(super) fn put(&mut self, code: &str, value: Value) -> &mut Self {
        if let Some(field) = self.of(code) {
            field.initial = Some(value);
        }
        self
    }

    /// Offers options in a list.
    #[inline(never)]
    pub(super) fn offer(&mut self, code: &str, choices: Vec<Choice>) -> &mut Self {
        if let Some(field) = self.of(code) {
            field.kind = Kind::Select(choices);
        }
        self
    }

    /// Offers boxes to tick.
    pub(super) fn offer_flags(&mut self, code: &str, choices: Vec<Choice>) -> &mut Self {
        if let Some(field) = self.of(code) {
            field.kind = Kind::Flags(choices);
        }
        self
    }

    /// Takes out of a field what stands in it at first.
    pub(super) fn empty(&mut self, code: &str) -> &mut Self {
        if let Some(field) = self.of(code) {
            field.initial = None;
        }
        self
    }

    /// Takes the line of help away from a field.
    pub(super) fn plain(&mut self, code: &str) {
        if let Some(field) = self.of(code) {
            field.hint = None;
        }
    }

    /// Says something else beside a field.
    #[inline(never)]
    pub(super) fn tell(&mut self, code: &str, hint: Msg, optional: bool) {
        if let Some(field) = self.of(code) {
            (field.hint, field.optional) = (Some(hint), optional);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deadline::in_force::Rules;
    use crate::record::incident::Incident;

    /// The names of a vocabulary stand in its own order.
    #[test]
    fn options_stand_in_the_order_of_their_vocabulary() {
        fn ordered<T: Named>() {
            let words: Vec<_> = T::words().iter().map(|(code, _)| *code).collect();
            assert_eq!(words, T::all().iter().map(|one| one.stored()).collect::<Vec<_>>());
        }
        macro_rules! all_ordered { ($($name:ident)+) => { $(ordered::<$name>();)+ } }
        all_ordered! {
            ActionStatus Answer Applicability Cause Confidence Counted Counterparty Customers DataClass EntryKind
            EvictionClaim Ground Harm Impact Outcome PlanColumn PlanLimit Rating Relation ReporterKind Seat ServiceClaim
            SeverityLevel StepStatus Tlp WatchResult
        }
    }

    #[test]
    #[allow(clippy::unwrap_used)]
    fn every_form_is_described() {
        let (incident, now) = (Incident::default(), TimeInput::default());
        let asking =
            Asking { incident: &incident, about: "", now: &now, me: "Mei", others: &[], rules: Rules::BUILT_IN };
        let described_forms = forms().as_object().unwrap();
        for code in described_forms.keys().filter(|code| *code != "lists") {
            assert!(FormCode::from_code(code).is_some(), "{code} is no form");
        }
        for &code in FormCode::ALL {
            if matches!(code, FormCode::NoticeDraft | FormCode::Entry) {
                continue;
            }
            let data = described_forms.get(code.code()).unwrap_or_else(|| panic!("{code:?}"));
            let form = described(code, &asking);
            assert_eq!(form.fields.len(), data["fields"].as_array().map_or(0, Vec::len), "{code:?}");
            let mut words = vec![form.title, form.submit];
            words.extend(form.intro.into_iter().chain(late(code)));
            for field in &form.fields {
                words.push(field.label);
                words.extend(field.hint);
                let (Kind::Choice(choices) | Kind::Flags(choices)) = &field.kind else { continue };
                assert!(!choices.is_empty(), "{code:?} {}", field.code);
                if let Some(Value::Text(initial)) = &field.initial {
                    assert!(choices.iter().any(|one| one.code == *initial), "{code:?} {}", field.code);
                }
            }
            for one in words {
                let [en, zh] =
                    [crate::language::Language::English, crate::language::Language::Chinese].map(|l| one.get(l));
                let both = en != zh || en == "SHA-256";
                assert!(both && !en.is_empty() && !zh.is_empty() && !zh.contains('\0'), "{code:?}: {en}");
            }
        }
    }
}
