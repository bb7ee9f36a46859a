//! The checklist of a phase: the steps of the base, then those of each variant under its name and version, and the forms
//! that add a variant and take one out.

use super::{folded, form_code, form_tab};
use crate::form::FormCode;
use crate::language::codes::Named;
use crate::playbook::{Section, Step, addable};
use crate::record::codes::StepStatus;
use crate::record::incident::StepState;
use crate::session::Session;
use crate::ui::markup::prelude::*;
use crate::ui::page::incident::header::here;
use crate::ui::page::incident::look;
use crate::ui::page::playbooks::{facts, ideas};
use crate::ui::widget::form::form_view;
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::text::{b, stored, t};

/// The steps of one playbook, those of a variant under its name and version.
pub(super) fn section_view(
    session: Session,
    section: &Section,
    open: Memo<String>,
    chosen: RwSignal<Option<String>>,
) -> AnyView {
    let view = |code: &String| step_view(session, section, code, open, chosen);
    let steps: Vec<AnyView> = section.steps.iter().map(view).collect();
    let list = (!steps.is_empty()).then(|| view! { <ol class="ruled steps">{steps}</ol> });
    let Some(choice) = section.choice.clone() else { return list.into_any() };
    let (code, version, stands) = (section.playbook.clone(), section.version.clone(), section.stands);
    let (named, has) = (code.clone(), version.clone());
    let title = section.title().map(b);
    let about = move || {
        let language = session.language.get();
        let change = if stands { msg!("added {0}", "增加于 {0}") } else { msg!("removed {0}", "移除于 {0}") };
        let version = msg!("Version {0}", "版本 {0}").fill(language, &[&version]);
        let change = change.fill(language, &[&session.when(choice.happened)]);
        let parts = [version, change, choice.author.name.clone(), stored(&choice.value.reason)];
        parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" · ")
    };
    let lacks = (!section.shipped).then(|| {
        let words = msg!(
            "This program does not have version {1} of playbook {0}. Only what was recorded of its steps is shown.",
            "本程序不含处置手册 {0} 的 {1} 版，仅显示已记录的步骤。",
        );
        let words = move || words.fill(session.language.get(), &[&named, &has]);
        view! { <div class="notice" data-tone="soon">{mark(Mark::Triangle)}<p>{words}</p></div> }
    });
    view! {
        <section class="stack" aria-labelledby=["of-", &code].concat()>
            <h3 id=["of-", &code].concat()>{code.clone()}" "{title}</h3>
            <p class="small muted">{about}</p>
            {lacks}
            {list}
        </section>
    }
    .into_any()
}

/// The forms that add a variant and take one out, while the incident is open.
pub(super) fn choices(session: Session) -> AnyView {
    // Drawn anew with every change, so that they offer what there is; nothing is offered once the incident is closed.
    let chosen = look(session, |one| {
        let chosen = one.incident.variants.keys().filter(|code| one.incident.variant(code).is_some());
        let open = !one.incident.standing.is_closed();
        open.then(|| (addable(&one.incident).next().is_some(), chosen.cloned().collect::<Vec<_>>().concat()))
    });
    let view = move || {
        let (more, chosen) = chosen.get()?;
        let add = more.then(|| folded(FormCode::VariantAdd, msg!("Add a playbook", "增加处置手册")));
        let remove = msg!("Remove a playbook", "移除处置手册");
        let remove = (!chosen.is_empty()).then(|| folded(FormCode::VariantRemoval, remove));
        Some(view! { {add}{remove} })
    };
    view! { <div class="stack">{view}</div> }.into_any()
}

const fn step_look(status: StepStatus) -> (&'static str, Mark) {
    match status {
        StepStatus::ToDo => ("todo", Mark::Box),
        StepStatus::Doing => ("doing", Mark::Half),
        StepStatus::Done => ("done", Mark::Tick),
        StepStatus::NotNeeded => ("skip", Mark::Dash),
        StepStatus::Blocked => ("blocked", Mark::Cross),
    }
}

fn step_view(
    session: Session,
    section: &Section,
    code: &str,
    open: Memo<String>,
    chosen: RwSignal<Option<String>>,
) -> AnyView {
    let (step, stands, deep) = (section.step(code), section.stands, section.choice.is_some());
    let code = StoredValue::new(code.to_owned());
    let state = look(session, move |one| code.with_value(|code| one.incident.steps.get(code).cloned()));
    let status = Memo::new(move |_| state.with(|state| state.as_ref().map_or(StepStatus::ToDo, StepState::status)));
    let is_open = Memo::new(move |_| open.with(|open| code.with_value(|code| open == code)));
    let toggle = move |_| chosen.set(Some(if is_open.get_untracked() { String::new() } else { code.get_value() }));
    let who = move || {
        state.with(|state| {
            state.as_ref().and_then(|state| {
                let fact = state.history.last()?;
                let at = fact.happened.civil(session.offset_at(fact.happened)).time();
                Some([state.owner.as_str(), " ", &at].concat())
            })
        })
    };
    let code = code.get_value();
    let body_id = ["b-", &code].concat();
    let (body_of, of) = (body_id.clone(), code.clone());
    let body = move || is_open.get().then(|| step_body(session, step, stands, &of, &body_of, chosen));
    let said = move || {
        let language = session.language.get();
        let status = status.get().name().get(language);
        if stands { status.to_owned() } else { msg!("{0}, removed", "{0}，已移除").fill(language, &[status]) }
    };
    let line = view! {
        <button class="step-line" type="button" aria-expanded=move || is_open.get().to_string() aria-controls=body_id on:click=toggle>
            <span class="step-code">{code.clone()}</span>
            {move || mark(step_look(status.get()).1)}
            <span class="step-title">{step.map(|step| b(&step.title))}</span>
            <span class="step-answer"><span class="step-state">{said}</span>" "<span class="step-who">{who}</span></span>
        </button>
    };
    let head = match deep {
        true => view! { <h4 class="step-head">{line}</h4> }.into_any(),
        false => view! { <h3 class="step-head">{line}</h3> }.into_any(),
    };
    view! {
        <li class="step" id=["step-", &code].concat() data-state=move || step_look(status.get()).0 data-open=move || is_open.get().then_some("")>
            {head}
            {body}
        </li>
    }
    .into_any()
}

fn step_body(
    session: Session,
    step: Option<&'static Step>,
    stands: bool,
    code: &str,
    id: &str,
    chosen: RwSignal<Option<String>>,
) -> AnyView {
    let done = Callback::new(move |()| chosen.set(None));
    let opens = step.and_then(|step| step.opens.as_deref()).filter(|_| stands).map(|form| {
        let href = here(session, form_tab(form), Some(form_code(form)));
        view! { <p><a class="button" role="button" href=href>{t(msg!("Open the form for this step", "打开此步骤的表单"))}</a></p> }
    });
    let of = code.to_owned();
    let history =
        look(session, move |one| one.incident.steps.get(&of).map(|state| state.history.clone()).unwrap_or_default());
    let older = move || {
        let language = session.language.get();
        history.with(|history| {
            (!history.is_empty()).then(|| {
                let rows: Vec<_> = history
                    .iter()
                    .rev()
                    .map(|fact| {
                        let happened = session.when(fact.happened);
                        let recorded = (fact.recorded.since(fact.happened) > 60_000).then(|| {
                            msg!("recorded {0}", "记录于 {0}").fill(language, &[&session.when(fact.recorded)])
                        });
                        let parts = [
                            happened,
                            fact.value.status.name().get(language).to_owned(),
                            stored(&fact.value.result),
                            stored(&fact.value.reason),
                            fact.author.name.clone(),
                            recorded.unwrap_or_default(),
                        ];
                        let text = parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" · ");
                        view! { <li>{text}</li> }
                    })
                    .collect();
                view! { <details open=true><summary>{msg!("History", "历史记录").get(language)}</summary><ol class="rows">{rows}</ol></details> }
            })
        })
    };
    view! {
        <div class="step-body" id=id.to_owned()>
            {step.map(facts)}
            {opens}
            {stands.then(|| form_view(FormCode::Step, code, done, None))}
            {older}
            {step.and_then(|step| ideas(&step.ideas, "small muted"))}
        </div>
    }
    .into_any()
}
