//! A person at the screen: every act through its form as it is shown, its command and `decide`. What came of it is read
//! from the stored lines and from the record as a file.

use super::at;
use super::desk::Desk;
use super::dice::Dice;
use super::zones::TzData;
use holdfast::deadline::in_force::Rules;
use holdfast::exchange::record_json::export;
use holdfast::form::{
    Asking, Choice, Field, FieldProblem, Form, FormCode, Kind, Problem, TimeInput, Value, Values, command, form,
    time_input,
};
use holdfast::record::decide::Override;
use holdfast::record::event::Event;
use holdfast::record::id::Id;
use holdfast::record::log::Entropy as _;
use holdfast::record::organisation;
use holdfast::record::refusal::Why;
use holdfast::record::time::MINUTE;
use serde_json::Value as Json;

/// Where the person sits, and where a time without a zone was typed.
pub const ZONE: &str = "Europe/Berlin";

/// What is typed: the code of a field, and its text. Codes of a list are parted by blanks; a time is `2026-11-20 09:30`,
/// `2026-11-20` where the day alone is known, `unknown`, or empty.
pub type Typed<'a> = &'a [(&'a str, &'a str)];

/// A desk whose person uses nothing but forms.
pub struct Screen {
    /// The desk.
    pub desk: Desk,
    /// Who lets a gate be passed with things missing, if anybody.
    pub by: Option<Override>,
}

/// A line as it is stored.
#[derive(Debug)]
pub struct Stored {
    /// The event.
    pub id: Id,
    /// Its kind.
    pub kind: String,
    /// What it states.
    pub body: Json,
    /// Its header.
    pub header: Json,
}

impl Stored {
    fn of(event: &Event) -> Self {
        let line: Json = serde_json::from_str(&event.line()).expect("a line is JSON");
        Self {
            id: event.header.id.clone(),
            kind: event.header.kind.clone(),
            body: line["content"]["body"].clone(),
            header: line["header"].clone(),
        }
    }

    /// Of this kind, and says at least this.
    pub fn says(&self, kind: &str, expected: Json) -> &Self {
        assert_eq!(self.kind, kind, "{self:?}");
        holds(&self.body, &expected);
        self
    }

    /// An entry of this register that says at least this.
    pub fn enters(&self, register: &str, expected: Json) -> &Self {
        self.says("entry.added", serde_json::json!({ "register": register, "values": expected }))
    }
}

/// Whether one holds all that the other says; what else it holds is not looked at.
pub fn holds(found: &Json, expected: &Json) {
    match expected {
        Json::Object(fields) => fields.iter().for_each(|(name, value)| holds(&found[name], value)),
        expected => assert_eq!(found, expected),
    }
}

impl Screen {
    /// Nothing is opened yet.
    pub fn new() -> Self {
        Self::numbered(1)
    }

    /// The same for another incident.
    pub fn numbered(number: u64) -> Self {
        let id = Id::from_random(Dice::new(number).random());
        let now = at("2026-11-22T14:05:00.000Z");
        Self { desk: Desk::new(&id, "Mei Chen", "Incident lead", 2 + number, now), by: None }
    }

    /// An incident with a whole report, and nothing else.
    pub fn opened() -> Self {
        let mut screen = Self::new();
        screen.all("intake", "", REPORT);
        screen
    }

    /// The record of the organisation.
    pub fn organisation() -> Self {
        let mut screen = Self::new();
        screen.desk = Desk::new(&organisation::id(), "Mei Chen", "Duty manager", 9, screen.desk.now);
        screen.desk.take(vec![organisation::root().expect("it begins")]);
        screen
    }

    /// With somebody who lets gates be passed.
    pub fn let_pass(mut self) -> Self {
        let [name, role, reason] = ["Ravi Rao", "Executive incident manager", "The key must go now"].map(str::to_owned);
        self.by = Some(Override { name, role, reason });
        self
    }

    fn asked<T>(&self, form: &str, about: &str, ask: impl FnOnce(FormCode, &Asking) -> T) -> T {
        let (code, about) = match form.strip_prefix("entry:") {
            Some(register) if about.is_empty() => (FormCode::Entry, register.to_owned()),
            Some(register) => (FormCode::Entry, [register, "@", about].concat()),
            None => (FormCode::from_code(form).unwrap_or_else(|| panic!("no form {form}")), about.to_owned()),
        };
        let now = time_input::typed(self.desk.now, ZONE, &TzData);
        let me = &self.desk.author.name;
        let (incident, rules) = (&self.desk.incident, Rules::BUILT_IN);
        ask(code, &Asking { incident, about: &about, now: &now, me, others: &[], rules })
    }

    /// The form as it is shown.
    pub fn shown(&self, code: &str, about: &str) -> Form {
        self.asked(code, about, form)
    }

    /// The codes that a field of a form offers.
    pub fn offered(&self, code: &str, field: &str) -> Vec<String> {
        let shown = self.shown(code, "");
        let one = shown.fields.iter().find(|one| one.code == field).unwrap_or_else(|| panic!("{code} has no {field}"));
        choices(&one.kind).iter().map(|one| one.code.clone()).collect()
    }

    fn attempt(&mut self, code: &str, about: &str, typed: Typed) -> Result<Vec<Stored>, Vec<FieldProblem>> {
        let command = self.asked(code, about, |form_code, asking| {
            let shown = form(form_code, asking);
            let initial = shown.fields.iter().filter_map(|one| Some((one.code.to_owned(), one.initial.clone()?)));
            let mut values = Values(initial.collect());
            for (field, words) in typed {
                let one = shown.fields.iter().find(|one| one.code == *field);
                let one = one.unwrap_or_else(|| panic!("{code} {about} has no field {field}"));
                values.0.insert((*field).to_owned(), value(one, words));
            }
            command(form_code, &values, asking, &TzData, self.by.clone())
        })?;
        let events = self.desk.attempt(command).map_err(|refusal| vec![refusal.into()])?;
        self.desk.now = self.desk.now.plus(MINUTE);
        Ok(events.iter().map(Stored::of).collect())
    }

    /// Submits a form as it is shown, typed over; every line that was stored.
    pub fn all(&mut self, code: &str, about: &str, typed: Typed) -> Vec<Stored> {
        self.attempt(code, about, typed).unwrap_or_else(|why| panic!("{code} {about} {typed:?}: {why:?}"))
    }

    /// The same; the last line that was stored.
    pub fn submit(&mut self, code: &str, about: &str, typed: Typed) -> Stored {
        self.all(code, about, typed).pop().expect("an act writes something")
    }

    /// The same, of what is about something in the record.
    pub fn about(&mut self, code: &str, about: &Id, typed: Typed) -> Stored {
        self.submit(code, about.as_str(), typed)
    }

    /// Submits it and is refused, with nothing stored: the fields that the reasons stand at.
    pub fn refused(&mut self, code: &str, about: &str, typed: Typed) -> Vec<String> {
        self.reasons(code, about, typed).into_iter().map(|one| one.field).collect()
    }

    /// The same; what holds it at a gate.
    pub fn held(&mut self, code: &str, about: &str, typed: Typed) -> (&'static str, Vec<&'static str>) {
        match self.reasons(code, about, typed).pop().map(|one| one.problem) {
            Some(Problem::Why(Why::Gate(gate, missing))) => (gate.code(), missing),
            other => panic!("{code} {about}: {other:?}"),
        }
    }

    fn reasons(&mut self, code: &str, about: &str, typed: Typed) -> Vec<FieldProblem> {
        let before = (self.desk.lines(), self.desk.incident.clone());
        let problems = self.attempt(code, about, typed).err();
        assert!(before == (self.desk.lines(), self.desk.incident.clone()), "{code} {about} {typed:?}: stored");
        problems.unwrap_or_else(|| panic!("{code} {about} {typed:?}: not refused"))
    }

    /// The record as a file.
    pub fn file(&self) -> Json {
        let file = export(&self.desk.log, &self.desk.incident, &TzData, self.desk.now);
        serde_json::from_str(&file).expect("a file is JSON")
    }

    /// What the record adds up to, as its file says.
    pub fn derived(&self) -> Json {
        self.file()["derived"].clone()
    }

    /// The deadlines of a rule in the file.
    pub fn deadlines(&self, regime: &str) -> Vec<Json> {
        let all = self.derived()["deadlines"].clone();
        all.as_array().expect("a list").iter().filter(|one| one["regime"] == regime).cloned().collect()
    }
}

/// A report that lacks nothing.
pub const REPORT: Typed = &[
    ("what", "Mail was read by somebody else"),
    ("first_signal", "2026-11-20 09:30"),
    ("reporter", "tool"),
    ("reporter_name", "SIEM"),
    ("rule_id", "R-7"),
    ("place", "Mail front end"),
];

/// A list of typed fields, with others typed over it or after it.
pub fn over<'a>(typed: &[(&'a str, &'a str)], others: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = typed.iter().filter(|(field, _)| others.iter().all(|(other, _)| other != field));
    kept.chain(others).copied().collect()
}

fn choices(kind: &Kind) -> &[Choice] {
    match kind {
        Kind::Choice(choices) | Kind::Select(choices) | Kind::Flags(choices) => choices,
        _ => &[],
    }
}

/// What stands in a field once this was typed or picked; only what is offered can be picked.
fn value(field: &Field, words: &str) -> Value {
    let picked = |code: &str| {
        let offered = choices(&field.kind).iter().any(|one| one.code == code);
        assert!(offered || code.is_empty(), "{} does not offer {code}", field.code);
        code.to_owned()
    };
    match &field.kind {
        Kind::Text | Kind::Area | Kind::Digest | Kind::Technique | Kind::Team => Value::Text(words.to_owned()),
        Kind::Choice(_) | Kind::Select(_) => Value::Text(picked(words)),
        Kind::Flags(_) => Value::Many(words.split_whitespace().map(picked).collect()),
        Kind::Time => {
            let (date, time) = words.split_once(' ').unwrap_or((words, ""));
            let (date, precision) = match (date, time) {
                ("unknown", _) => ("", "unknown"),
                (date, "") if !date.is_empty() => (date, "date"),
                (date, _) => (date, "exact"),
            };
            let [date, time, zone, precision] = [date, time, ZONE, precision].map(str::to_owned);
            Value::Time(TimeInput { date, time, zone, precision, which: None })
        }
    }
}
