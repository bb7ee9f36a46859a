//! One field of a form: label, help, error and the input of its kind.

use super::super::text::t;
use super::super::time_field::{set_input, time_field};
use super::digest::file_for;
use super::{CHOOSE, Filling, OPTIONAL, SAVE_AS_FILE, SECRET};
use crate::form::team::offered;
use crate::form::{Choice, Field, Kind, Problem, Value, problem_text};
use crate::record::decide::MAX_TEXT;
use crate::record::refusal::Why;
use crate::register::attack;
use crate::ui::markup::prelude::*;

/// Label with "(optional)" where a field may stay empty.
pub fn label(field: &Field) -> AnyView {
    let optional = field.optional.then(|| view! { " "<span class="optional">{t(OPTIONAL)}</span> });
    view! { {t(field.label)}{optional} }.into_any()
}

/// Help, error and warning of a field, with the ids its input names.
pub fn notes(filling: Filling, field: &Field) -> AnyView {
    let id = filling.id(field.code);
    let code = field.code;
    let hint = field.hint.map(|hint| view! { <p class="field-hint" id=[&id, "-hint"].concat()>{t(hint)}</p> });
    let error = move || filling.problem(code);
    let warn = move || {
        let secret = filling.secret.with(|secret| secret.as_deref() == Some(code));
        secret.then(|| view! { <p class="field-warn" role="alert">{t(SECRET)}</p> })
    };
    view! { {hint}<p class="field-error" id=[&id, "-error"].concat()>{error}</p>{warn} }.into_any()
}

fn described_by(filling: Filling, field: &Field) -> String {
    let id = filling.id(field.code);
    match field.hint {
        Some(_) => [&id, "-hint ", &id, "-error"].concat(),
        None => [&id, "-error"].concat(),
    }
}

/// Draws one field.
pub fn field(filling: Filling, field: Field) -> AnyView {
    match field.kind.clone() {
        Kind::Text => text_field(filling, &field, false),
        Kind::Area => text_field(filling, &field, true),
        Kind::Technique => view! { {text_field(filling, &field, false)} {techniques(filling, field.code)} }.into_any(),
        Kind::Team => view! { {text_field(filling, &field, false)} {teams(filling, field.code)} }.into_any(),
        Kind::Digest => view! { {text_field(filling, &field, false)} {file_for(filling, field.code)} }.into_any(),
        Kind::Choice(choices) => options(filling, &field, choices, false),
        Kind::Flags(choices) => options(filling, &field, choices, true),
        Kind::Select(choices) => select(filling, &field, choices),
        Kind::Time => time_field(filling, &field),
    }
}

fn text_of(filling: Filling, code: &str) -> String {
    match filling.value(code) {
        Some(Value::Text(text)) => text,
        _ => String::new(),
    }
}

fn text_field(filling: Filling, field: &Field, area: bool) -> AnyView {
    let code = field.code;
    let id = filling.id(code);
    let initial = text_of(filling, code);
    let long = RwSignal::new(initial.len() > MAX_TEXT);
    let typed = move |text: String| {
        let too_long = text.len() > MAX_TEXT;
        if long.get_untracked() != too_long {
            long.set(too_long);
        }
        filling.put(code, Value::Text(text));
    };
    let invalid = move || filling.problem(code).is_some().then_some("true");
    let described = described_by(filling, field);
    let list = matches!(field.kind, Kind::Technique | Kind::Team).then(|| [&id, "-list"].concat());
    // An id gets its name once it is whole: while it is typed, more may follow.
    let (kind, own) = (field.kind.clone(), id.clone());
    let named = move |event: leptos::ev::Event| match kind {
        Kind::Team => filling.put_team(code),
        Kind::Technique => {
            let text = attack::named(event_target_value(&event).trim().to_owned());
            set_input(&own, &text);
            filling.put(code, Value::Text(text));
        }
        _ => {}
    };
    let input = match area {
        true => view! {
            <textarea class="field-input" id=id.clone() rows="3" aria-describedby=described aria-invalid=invalid
                on:input=move |event| typed(event_target_value(&event))>{as_typed(initial)}</textarea>
        }
        .into_any(),
        false => view! {
            <input class="field-input" id=id.clone() type="text" autocomplete="off" value=initial list=list
                aria-describedby=described aria-invalid=invalid on:change=named
                on:input=move |event| typed(event_target_value(&event)) />
        }
        .into_any(),
    };
    let offer = move || {
        long.get().then(|| {
            let save = move |_| {
                if let Some(Value::Text(text)) = filling.value(code) {
                    filling.session.save_text("pasted-text.txt", &text);
                }
            };
            let why = problem_text(filling.session.language.get(), &Problem::Why(Why::TooLong));
            view! {
                <p class="field-warn" role="alert">{why}</p>
                <p><button type="button" class="button" on:click=save>{t(SAVE_AS_FILE)}</button></p>
            }
        })
    };
    view! {
        <div class="field" data-kind=if area { "area" } else { "text" }>
            <label class="field-label" for=id>{label(field)}</label>
            {notes(filling, field)}
            {input}
            {offer}
        </div>
    }
    .into_any()
}

/// The techniques that a field offers, with their edition and the notice that every copy of them carries.
fn techniques(filling: Filling, code: &str) -> AnyView {
    let id = [&filling.id(code), "-list"].concat();
    let options: Vec<AnyView> = attack::techniques()
        .iter()
        .map(|one| view! { <option value=attack::written(one)></option> }.into_any())
        .collect();
    view! {
        <datalist id=id>{options}</datalist>
        <details>
            <summary>"MITRE ATT&CK® Enterprise "{attack::VERSION}</summary>
            <p class="small muted" lang="en">{attack::NOTICE}" "{attack::LICENCE}</p>
        </details>
    }
    .into_any()
}

/// The services or the response teams that a field offers, once the organisation's record was read.
fn teams(filling: Filling, code: &'static str) -> AnyView {
    let id = [&filling.id(code), "-list"].concat();
    let options = move || {
        let option = |text: &str| view! { <option value=text.to_owned()></option> }.into_any();
        filling.teams.with(|teams| offered(code, teams).into_iter().map(option).collect::<Vec<AnyView>>())
    };
    view! { <datalist id=id>{options}</datalist> }.into_any()
}

fn select(filling: Filling, field: &Field, choices: Vec<Choice>) -> AnyView {
    let code = field.code;
    let id = filling.id(code);
    let chosen = text_of(filling, code);
    let language = filling.session.language;
    let options: Vec<AnyView> = choices
        .into_iter()
        .map(|choice| {
            let selected = choice.code == chosen;
            let text = move || choice.label.get(language.get());
            view! { <option value=choice.code.clone() selected=selected>{text}</option> }.into_any()
        })
        .collect();
    let invalid = move || filling.problem(code).is_some().then_some("true");
    view! {
        <div class="field" data-kind="choice">
            <label class="field-label" for=id.clone()>{label(field)}</label>
            {notes(filling, field)}
            <select class="field-input" id=id aria-describedby=described_by(filling, field) aria-invalid=invalid
                on:change=move |event| filling.put(code, Value::Text(event_target_value(&event)))>
                <option value="" selected=chosen.is_empty()>{t(CHOOSE)}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// The boxes of other fields that stand at this one.
pub fn boxes_beside(filling: Filling, lists: &[Field], code: &str) -> Option<AnyView> {
    let mut boxes = Vec::new();
    for list in lists {
        let Kind::Flags(choices) = &list.kind else { continue };
        for choice in choices.iter().filter(|choice| choice.code == code) {
            let ticked = matches!(filling.value(list.code), Some(Value::Many(codes)) if codes.contains(&choice.code));
            let id = [&filling.id(list.code), "-", code].concat();
            let (name, about) = (list.label, choice.label.clone());
            let whole = move || {
                let language = filling.session.language.get();
                msg!("{0}: {1}", "{0}：{1}").fill(language, &[name.get(language), &about.get(language)])
            };
            let change = flag(filling, list.code, choice.code.clone());
            boxes.push(view! {
                <label class="option">
                    <input type="checkbox" id=id checked=ticked aria-label=whole on:change=change />
                    <span>{t(name)}</span>
                </label>
            });
        }
    }
    (!boxes.is_empty()).then(|| view! { <div class="options-inline">{boxes}</div> })
}

/// Adds a code to a field of many, or takes it away.
fn flag(filling: Filling, code: &'static str, stored: String) -> impl FnMut(leptos::ev::Event) + 'static {
    move |event| {
        let mut codes = match filling.value(code) {
            Some(Value::Many(codes)) => codes,
            _ => Vec::new(),
        };
        codes.retain(|one| *one != stored);
        if event_target_checked(&event) {
            codes.push(stored.clone());
        }
        filling.put(code, Value::Many(codes));
    }
}

fn options(filling: Filling, field: &Field, choices: Vec<Choice>, many: bool) -> AnyView {
    let code = field.code;
    let id = filling.id(code);
    let language = filling.session.language;
    let ticked = match filling.value(code) {
        Some(Value::Many(codes)) => codes,
        Some(Value::Text(one)) => vec![one],
        _ => Vec::new(),
    };
    let few = choices.len() <= 5;
    let boxes: Vec<AnyView> = choices
        .into_iter()
        .enumerate()
        .map(|(index, choice)| {
            let checked = ticked.contains(&choice.code);
            let stored = choice.code.clone();
            let mut many_changed = flag(filling, code, stored.clone());
            let change = move |event: leptos::ev::Event| match many {
                true => many_changed(event),
                false => filling.put(code, Value::Text(stored.clone())),
            };
            // The first option carries the field's id, so that the error summary leads to it.
            let own = if index == 0 { id.clone() } else { [&id, "-", &choice.code].concat() };
            let text = move || choice.label.get(language.get());
            let kind = if many { "checkbox" } else { "radio" };
            view! {
                <label class="option">
                    <input type=kind name=id.clone() id=own value=choice.code.clone() checked=checked on:change=change />
                    <span>{text}</span>
                </label>
            }
            .into_any()
        })
        .collect();
    view! {
        <fieldset class="field field-choice" data-kind=if many { "flags" } else { "choice" } aria-describedby=described_by(filling, field)>
            <legend class="field-label">{label(field)}</legend>
            {notes(filling, field)}
            <div class=if few { "options-inline" } else { "options" }>{boxes}</div>
        </fieldset>
    }
    .into_any()
}
