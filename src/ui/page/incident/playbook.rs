//! The playbook tab: one phase shown as a checklist, the current step open, the gate to the next phase beside it.

use super::gate::gate;
use super::header::here;
use super::look;
use crate::form::FormCode;
use crate::language::codes::Named;
use crate::language::{Msg, format};
use crate::playbook::{self, Step};
use crate::record::codes::{Phase, StepStatus};
use crate::record::gate::{Passage, gates_on};
use crate::record::incident::Standing;
use crate::register::register;
use crate::session::{IncidentTab, Route, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::form::form_view;
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::text::{b, stored, t};

/// Where the form a step or need names is found.
#[must_use]
pub fn form_tab(form: &str) -> IncidentTab {
    // An entry stands where its register is shown.
    let place = form.strip_prefix("entry:").and_then(register).map(|one| one.place.as_str());
    match place.unwrap_or(form) {
        "anchors" | "declaration" | "filing" | "withdrawal" => IncidentTab::Deadlines,
        "evaluation" | "postmortem" | "finalise" | "follow_up" => IncidentTab::Review,
        _ => IncidentTab::Facts,
    }
}

/// Codes of playbook data that are called otherwise among the forms.
#[must_use]
pub(super) fn form_code(form: &str) -> &str {
    match form {
        "intake" => "report",
        other => other,
    }
}

/// Draws the tab.
pub fn playbook(session: Session) -> AnyView {
    let current = look(session, |one| one.incident.current_phase());
    let shown = Memo::new(move |_| {
        let named = match session.route.get() {
            Route::Incident(_, _, Some(code)) => Phase::from_code(&code),
            _ => None,
        };
        named.or(current.get()).unwrap_or(Phase::Analysis)
    });
    let view = move || phase_view(session, shown.get());
    view! { {view} }.into_any()
}

fn phase_view(session: Session, phase: Phase) -> AnyView {
    let Some(guide) = playbook::base().phase(phase) else { return ().into_any() };
    let elapsed = Memo::new(move |_| {
        let now = session.now.get();
        session.opened.with(|opened| opened.as_ref().map_or(0, |one| one.incident.elapsed_in(phase, now) / 60_000))
    });
    let done = look(session, move |one| {
        let settled =
            |step: &&Step| matches!(one.incident.step_status(&step.code), StepStatus::Done | StepStatus::NotNeeded);
        guide.steps.iter().filter(settled).count()
    });
    let entered = look(session, move |one| one.incident.phases.contains_key(&phase));
    let progress = move || {
        let language = session.language.get();
        let (settled, steps) = (done.get().to_string(), guide.steps.len().to_string());
        if !entered.get() {
            return msg!("{0} of {1} steps settled · not entered yet", "{1} 个步骤中已处理 {0} 个 · 尚未进入")
                .fill(language, &[&settled, &steps]);
        }
        let length = format::duration(language, elapsed.get() * 60_000);
        msg!("{0} of {1} steps settled · {2} in this phase", "{1} 个步骤中已处理 {0} 个 · 本阶段 {2}")
            .fill(language, &[&settled, &steps, &length])
    };
    // The first unsettled step is the one obvious next action; a person may open another.
    let next = look(session, move |one| {
        let open = |step: &&Step| matches!(one.incident.step_status(&step.code), StepStatus::ToDo | StepStatus::Doing);
        guide.steps.iter().find(open).map(|step| step.code.clone()).unwrap_or_default()
    });
    let chosen = RwSignal::new(None::<String>);
    let open_step = Memo::new(move |_| chosen.get().unwrap_or_else(|| next.get()));
    let steps: Vec<AnyView> = guide.steps.iter().map(|step| step_view(session, step, open_step, chosen)).collect();
    view! {
        <div class="desk">
            <div class="desk-main">
                <div class="phase-head">
                    <h2>{b(&guide.title)}</h2>
                    <p class="objective">{b(&guide.objective)}</p>
                    <p class="small muted">{progress}</p>
                </div>
                <ol class="ruled steps">{steps}</ol>
            </div>
            <aside class="desk-side free" aria-label=t(msg!("Passage", "通过"))>{passage(session, phase)}</aside>
        </div>
    }
    .into_any()
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

fn step_view(session: Session, step: &'static Step, open: Memo<String>, chosen: RwSignal<Option<String>>) -> AnyView {
    let code = step.code.as_str();
    let state = look(session, move |one| one.incident.steps.get(code).cloned());
    let status = Memo::new(move |_| {
        state.with(|state| state.as_ref().map_or(StepStatus::ToDo, crate::record::incident::StepState::status))
    });
    let is_open = Memo::new(move |_| open.with(|open| open == code));
    let toggle = move |_| chosen.set(Some(if is_open.get_untracked() { String::new() } else { code.to_owned() }));
    let who = move || {
        state.with(|state| {
            state.as_ref().and_then(|state| {
                let fact = state.history.last()?;
                let at = fact.happened.civil(session.offset_at(fact.happened)).time();
                Some([state.owner.as_str(), " ", &at].concat())
            })
        })
    };
    let body_id = ["b-", code].concat();
    let body_of = body_id.clone();
    let body = move || is_open.get().then(|| step_body(session, step, &body_of, chosen));
    view! {
        <li class="step" id=["step-", code].concat() data-state=move || step_look(status.get()).0 data-open=move || is_open.get().then_some("")>
            <h3 class="step-head">
                <button class="step-line" type="button" aria-expanded=move || is_open.get().to_string() aria-controls=body_id on:click=toggle>
                    <span class="step-code">{code}</span>
                    {move || mark(step_look(status.get()).1)}
                    <span class="step-title">{b(&step.title)}</span>
                    <span class="step-answer"><span class="step-state">{move || status.get().name().get(session.language.get())}</span>" "<span class="step-who">{who}</span></span>
                </button>
            </h3>
            {body}
        </li>
    }
    .into_any()
}

fn step_body(session: Session, step: &'static Step, id: &str, chosen: RwSignal<Option<String>>) -> AnyView {
    let done = Callback::new(move |()| chosen.set(None));
    let opens = step.opens.as_deref().map(|form| {
        let href = here(session, form_tab(form), Some(form_code(form)));
        view! { <p><a class="button" role="button" href=href>{t(msg!("Open the form for this step", "打开此步骤的表单"))}</a></p> }
    });
    let history = look(session, move |one| {
        one.incident.steps.get(&step.code).map(|state| state.history.clone()).unwrap_or_default()
    });
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
            <dl class="facts plain">
                <div class="fact"><dt>{t(msg!("Why", "原因"))}</dt><dd>{b(&step.why)}</dd></div>
                <div class="fact"><dt>{t(msg!("Record", "记录内容"))}</dt><dd>{b(&step.record)}</dd></div>
                <div class="fact"><dt>{t(msg!("Done when", "完成标准"))}</dt><dd>{b(&step.done_when)}</dd></div>
            </dl>
            {opens}
            {form_view(FormCode::Step, &step.code, done, None)}
            {older}
            <p class="small muted">{t(msg!("Ideas from", "参考来源"))}": "{step.ideas.join("; ")}</p>
        </div>
    }
    .into_any()
}

/// The passage out of a phase: its gates with what is missing, and the form that moves on.
fn passage(session: Session, phase: Phase) -> AnyView {
    let entered = look(session, move |one| one.incident.phases.contains_key(&phase));
    let is_open = look(session, move |one| one.incident.is_open(phase));
    let standing = look(session, |one| one.incident.standing);
    let overlaps = look(session, |one| Phase::ALL.iter().filter(|&&one_of| one.incident.is_open(one_of)).count() > 1);
    let held = look(session, |one| one.incident.holds_postmortem());
    let later = Phase::ALL.iter().copied().find(|&one| one > phase);
    let view = move || {
        let mut parts: Vec<AnyView> = Vec::new();
        // A closed incident is archived or opened again; nothing else leads on.
        if matches!(standing.get(), Standing::Closed(_)) {
            parts.push(gates(session, Passage::Archive));
            parts.push(folded(FormCode::Archive, msg!("Archive incident", "归档事件")));
        }
        if standing.get().is_closed() {
            parts.push(folded(FormCode::Reopen, msg!("Reopen incident", "重新打开事件")));
            return parts;
        }
        if !entered.get() {
            parts.push(gates(session, Passage::Enter(phase)));
            parts.push(enter(session, phase));
            return parts;
        }
        if !is_open.get() {
            parts.push(enter(session, phase));
        }
        if let Some(later) = later {
            let ahead = session
                .opened
                .with_untracked(|opened| opened.as_ref().is_none_or(|one| !one.incident.phases.contains_key(&later)));
            if ahead {
                parts.push(gates(session, Passage::Enter(later)));
                parts.push(enter(session, later));
            }
        }
        // The last open phase is left by entering the next, or by closing.
        if is_open.get() && overlaps.get() {
            parts.push(folded_about(FormCode::Leave, phase.code(), msg!("Leave this phase", "离开此阶段")));
        }
        let resolved = standing.get() != Standing::Open;
        if phase == Phase::Recovery && !resolved {
            parts.push(gates(session, Passage::Resolve));
            parts.push(folded(FormCode::Resolve, msg!("Resolve incident", "解决事件")));
        }
        if phase == Phase::PostIncident {
            if held.get() {
                parts.push(gates(session, Passage::Finalise));
                parts.push(folded(FormCode::Finalise, msg!("Make the post-mortem final", "事后剖析定稿")));
            }
            parts.push(gates(session, Passage::Close));
            parts.push(folded(FormCode::Close, msg!("Close incident", "关闭事件")));
        }
        parts
    };
    view! { {view} }.into_any()
}

fn enter(session: Session, phase: Phase) -> AnyView {
    let done = Callback::new(move |()| {
        if let Route::Incident(id, ..) = session.route.get_untracked() {
            session.go(&Route::Incident(id, IncidentTab::Playbook, Some(phase.code().to_owned())));
        }
    });
    view! { <div class="measure">{form_view(FormCode::Enter, phase.code(), done, None)}</div> }.into_any()
}

fn folded(code: FormCode, words: Msg) -> AnyView {
    folded_about(code, "", words)
}

fn folded_about(code: FormCode, about: &str, words: Msg) -> AnyView {
    view! {
        <details><summary>{t(words)}</summary>{form_view(code, about, Callback::new(|()| ()), None)}</details>
    }
    .into_any()
}

fn gates(session: Session, passage: Passage) -> AnyView {
    let panels: Vec<AnyView> = gates_on(passage).iter().map(|&code| gate(session, code, "h3")).collect();
    panels.into_any()
}
