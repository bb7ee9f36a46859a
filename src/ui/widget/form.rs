//! The one form engine: labels, help, errors, drafts, secrets and overrides, the same for every form.
//!
//! Fields are uncontrolled: once drawn, nothing rewrites what a person types in them. Composition (IME) is left alone.

mod digest;
mod field;

use self::field::{boxes_beside, field};
pub use self::field::{label, notes};
use super::mark::{Mark, mark};
use super::text::t;
use super::time_field::set_input;
use crate::browser::page;
use crate::form::secret::looks_like_secret;
use crate::form::team::{Team, team_for};
use crate::form::{Field, FieldProblem, Form, FormCode, Kind, Problem, Value, Values, problem_text};
use crate::language::Msg;
use crate::playbook;
use crate::record::decide::Override;
use crate::record::refusal::Why;
use crate::session::{Route, Session};
use crate::ui::markup::prelude::*;
use leptos::ev::{MouseEvent, SubmitEvent};

const OPTIONAL: Msg = msg!("(optional)", "（可选）");
const CHOOSE: Msg = msg!("Choose…", "请选择……");
const CANCEL: Msg = msg!("Cancel", "取消");
const SECRET: Msg = msg!(
    "This looks like a password, key or token. Save a reference instead, or press the button again to keep it.",
    "这看起来像密码、密钥或令牌。建议只记录其出处；如仍要保留，请再次点击按钮。",
);
/// Offered where a text is too long for a field.
pub const SAVE_AS_FILE: Msg = msg!("Save this text as a file", "将此文本另存为文件");

/// A form being filled in.
#[derive(Clone, Copy)]
pub struct Filling {
    /// The session.
    pub session: Session,
    code: FormCode,
    about: StoredValue<String>,
    key: StoredValue<String>,
    values: StoredValue<Values>,
    /// What is wrong, by field.
    pub problems: RwSignal<Vec<FieldProblem>>,
    secret: RwSignal<Option<String>>,
    /// The field that a file is being read for.
    reading: RwSignal<Option<String>>,
    accepted: StoredValue<bool>,
    /// The services that the organisation's record holds, with their teams, once they were read.
    teams: RwSignal<Vec<Team>>,
}

impl Filling {
    /// The element id of a field.
    #[must_use]
    pub fn id(self, field: &str) -> String {
        let about = self.about.with_value(|about| about.chars().take(8).collect::<String>());
        ["f-", self.code.code(), "-", &about, "-", field].concat()
    }

    /// What a field holds now.
    #[must_use]
    pub fn value(self, field: &str) -> Option<Value> {
        self.values.with_value(|values| values.0.get(field).cloned())
    }

    /// Keeps what was typed, in the form and as a draft.
    pub fn put(self, field: &str, value: Value) {
        self.values.update_value(|values| drop(values.0.insert(field.to_owned(), value)));
        self.values.with_value(|values| self.key.with_value(|key| self.session.keep_draft(key, values)));
    }

    /// The problem of a field in words; reactive.
    #[must_use]
    pub fn problem(self, field: &str) -> Option<String> {
        let language = self.session.language.get();
        self.problems.with(|problems| {
            problems.iter().find(|one| one.field == field).map(|one| problem_text(language, &one.problem))
        })
    }

    /// Puts in the team that goes with a service just typed.
    fn put_team(self, field: &str) {
        let found = self.teams.with_untracked(|teams| {
            let found = self.values.with_value(|values| team_for(field, values, teams));
            found.map(|(field, team)| (field, team.to_owned()))
        });
        if let Some((field, team)) = found {
            set_input(&self.id(field), &team);
            self.put(field, Value::Text(team));
        }
    }

    fn by(self) -> Option<Override> {
        let text = |field: &str| match self.value(field) {
            Some(Value::Text(text)) => text,
            _ => String::new(),
        };
        let by = Override { name: text("override_name"), role: text("override_role"), reason: text("override_reason") };
        let asked = self.problems.with_untracked(|problems| problems.iter().any(is_override));
        (asked || !by.name.is_empty() || !by.reason.is_empty()).then_some(by)
    }

    fn holds_secret(self) -> Option<String> {
        self.values.with_value(|values| {
            let secret = |value: &Value| matches!(value, Value::Text(text) if looks_like_secret(text));
            values.0.iter().find(|(_, value)| secret(value)).map(|(field, _)| field.clone())
        })
    }

    fn submit(self, done: Callback<()>) {
        if let Some(field) = self.holds_secret().filter(|_| !self.accepted.get_value()) {
            self.accepted.set_value(true);
            page::focus(&self.id(&field));
            self.secret.set(Some(field));
            return;
        }
        let by = self.by();
        let (values, about, key) = (self.values, self.about, self.key);
        let submit = |values: &Values, about: &str, key: &str| self.session.submit(self.code, about, values, by, key);
        let outcome = match self.reading.get_untracked() {
            Some(field) => Err(vec![FieldProblem { field, problem: Problem::StillReading }]),
            None => {
                values.with_value(|values| about.with_value(|about| key.with_value(|key| submit(values, about, key))))
            }
        };
        match outcome {
            Ok(()) => done.run(()),
            Err(problems) => {
                self.problems.set(problems);
                let summary = self.id("summary");
                request_animation_frame(move || {
                    page::focus(&summary);
                });
            }
        }
    }
}

fn is_override(problem: &FieldProblem) -> bool {
    matches!(problem.problem, Problem::Why(Why::Gate(..))) || problem.field.starts_with("override_")
}

/// The key under which unfinished typing is kept.
fn draft_key(session: Session, code: FormCode, about: &str) -> String {
    let incident = match session.route.get_untracked() {
        Route::Incident(id, ..) if code != FormCode::Intake => id.to_string(),
        _ => "new".to_owned(),
    };
    [&incident, "/", code.code(), "/", about].concat()
}

/// Draws a form. `done` runs after it was accepted; `cancel`, where given, throws the typing away.
pub fn form_view(code: FormCode, about: &str, done: Callback<()>, cancel: Option<Callback<()>>) -> AnyView {
    let session = Session::get();
    let form = session.form(code, about);
    let key = draft_key(session, code, about);
    let initial = |field: &Field| field.initial.clone().map(|value| (field.code.to_owned(), value));
    let mut values = Values(form.fields.iter().filter_map(initial).collect());
    if let Some(draft) = session.draft(&key) {
        values.0.extend(draft.0);
    }
    let filling = Filling {
        session,
        code,
        about: StoredValue::new(about.to_owned()),
        key: StoredValue::new(key),
        values: StoredValue::new(values),
        problems: RwSignal::new(Vec::new()),
        secret: RwSignal::new(None),
        reading: RwSignal::new(None),
        accepted: StoredValue::new(false),
        teams: RwSignal::new(Vec::new()),
    };
    let Form { intro, fields, submit, .. } = form;
    if fields.iter().any(|field| field.kind == Kind::Team) {
        leptos::task::spawn_local(async move {
            let found = session.teams().await;
            // The form may have been left meanwhile.
            let _ = filling.teams.try_set(found);
        });
    }
    let labels: Vec<(&'static str, Msg)> = fields.iter().map(|field| (field.code, field.label)).collect();
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        filling.submit(done);
    };
    // As in the quick log: the press is taken before the browser looks through the form.
    let press = move |event: MouseEvent| {
        event.prevent_default();
        filling.submit(done);
    };
    let throw_away = cancel.map(|cancel| {
        let away = move |_| {
            filling.key.with_value(|key| session.drop_draft(key));
            cancel.run(());
        };
        view! { <button type="button" class="button button-quiet" on:click=away>{t(CANCEL)}</button> }
    });
    let (beside, fields): (Vec<Field>, Vec<Field>) = fields.into_iter().partition(|field| field.beside);
    let whole = |one: Field| {
        let boxes = boxes_beside(filling, &beside, one.code);
        view! { {field(filling, one)}{boxes} }
    };
    let fields: Vec<AnyView> = fields.into_iter().map(whole).collect();
    view! {
        {summary(filling, labels)}
        {intro.map(|intro| view! { <p class="muted">{t(intro)}</p> })}
        <form class="form" novalidate=true on:submit=on_submit>
            {fields}
            {gate(filling)}
            <div class="form-actions">
                <button type="submit" class="button button-primary" on:click=press>{t(submit)}</button>
                {throw_away}
            </div>
        </form>
    }
    .into_any()
}

/// The error summary: focused when it appears, each line leads to its field.
fn summary(filling: Filling, labels: Vec<(&'static str, Msg)>) -> AnyView {
    let language = filling.session.language;
    let id = filling.id("summary");
    let shown = move || {
        let problems = filling.problems.get();
        (!problems.is_empty()).then(|| {
            let heading = match problems.len() {
                1 => msg!("One answer needs another look", "有 1 处需要修改").get(language.get()).to_owned(),
                count => msg!("{0} answers need another look", "有 {0} 处需要修改")
                    .fill(language.get(), &[&count.to_string()]),
            };
            let lines: Vec<AnyView> = problems
                .iter()
                .map(|one| {
                    let label = labels.iter().find(|(code, _)| *code == one.field).map(|(_, label)| *label);
                    let label = label.or_else(|| override_label(&one.field));
                    let text = problem_text(language.get(), &one.problem);
                    match label {
                        Some(label) => {
                            let target = filling.id(&one.field);
                            let text =
                                msg!("{0}: {1}", "{0}：{1}").fill(language.get(), &[label.get(language.get()), &text]);
                            let jump = move |event: leptos::ev::MouseEvent| {
                                event.prevent_default();
                                page::focus(&target);
                            };
                            view! { <li><a href="#" on:click=jump>{text}</a></li> }.into_any()
                        }
                        None => view! { <li>{text}</li> }.into_any(),
                    }
                })
                .collect();
            view! {
                <div class="error-summary" role="alert" tabindex="-1" id=id.clone()>
                    <h2>{heading}</h2>
                    <ul>{lines}</ul>
                </div>
            }
        })
    };
    view! { {shown} }.into_any()
}

fn override_label(field: &str) -> Option<Msg> {
    Some(match field {
        "override_name" => msg!("Your name for the override", "越过关口者姓名"),
        "override_role" => msg!("Your role", "职务"),
        "override_reason" => msg!("Why it may be passed", "越过的理由"),
        _ => return None,
    })
}

/// What a gate misses, and the fields to let it be passed under a name.
fn gate(filling: Filling) -> AnyView {
    let language = filling.session.language;
    let asked = Memo::new(move |before: Option<&bool>| {
        before.copied().unwrap_or(false) || filling.problems.with(|problems| problems.iter().any(is_override))
    });
    let missing = move || {
        let problems = filling.problems.get();
        let held = problems.iter().find_map(|one| match &one.problem {
            Problem::Why(Why::Gate(code, missing)) => Some((*code, missing.clone())),
            _ => None,
        });
        held.map(|(code, missing)| {
            let label = |need: &&'static str| {
                let guide = playbook::need_guide(code, need);
                let text = guide.map_or(*need, |guide| language.get().pick(&guide.label));
                view! { <li class="gate-need" data-state="missing">{mark(Mark::Box)}<span>{text.to_owned()}</span></li> }
            };
            view! { <ul>{missing.iter().map(label).collect::<Vec<_>>()}</ul> }
        })
    };
    let fields = move || {
        asked.get().then(|| {
            let codes = ["override_name", "override_role", "override_reason"];
            let fields: Vec<AnyView> = codes
                .into_iter()
                .filter_map(|code| {
                    override_label(code).map(|label| {
                        field(
                            filling,
                            Field::new(code, label, if code == "override_reason" { Kind::Area } else { Kind::Text }),
                        )
                    })
                })
                .collect();
            view! {
                <fieldset class="gate">
                    <legend class="field-label">{t(msg!("Pass with things missing", "在有缺项时越过关口"))}</legend>
                    {missing}
                    <p class="field-hint">{t(msg!(
                        "The override is kept in the record and printed.",
                        "越过关口会记入记录并出现在打印件中。",
                    ))}</p>
                    {fields}
                </fieldset>
            }
        })
    };
    view! { {fields} }.into_any()
}
