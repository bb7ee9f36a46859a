//! The playbook tab: one phase shown as a checklist, the current step open, the gate to the next phase beside it.

mod steps;

use self::steps::{choices, section_view};
use super::gate::gate;
use super::look;
use crate::form::FormCode;
use crate::language::codes::{Named as _, phase_name};
use crate::language::{Msg, format};
use crate::playbook::{self, Section, progress, sections};
use crate::record::codes::Phase;
use crate::record::gate::{Passage, gates_on};
use crate::record::incident::Standing;
use crate::register::register;
use crate::session::{IncidentTab, Route, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::form::form_view;
use crate::ui::widget::text::{b, t};

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
    let done = look(session, move |one| progress(&one.incident, phase));
    let entered = look(session, move |one| one.incident.phases.contains_key(&phase));
    let shown = move || {
        let language = session.language.get();
        let [finished, needless, blocked, open] = done.with(|(counts, _)| *counts);
        let settled = finished + needless;
        let (settled, steps) = (settled.to_string(), (settled + blocked + open).to_string());
        if !entered.get() {
            return msg!("{0} of {1} steps settled · not entered yet", "{1} 个步骤中已处理 {0} 个 · 尚未进入")
                .fill(language, &[&settled, &steps]);
        }
        let length = format::duration(language, elapsed.get() * 60_000);
        msg!("{0} of {1} steps settled · {2} in this phase", "{1} 个步骤中已处理 {0} 个 · 本阶段 {2}")
            .fill(language, &[&settled, &steps, &length])
    };
    // The name that the record gives it beside (B-32).
    let name = look(session, move |one| Some(phase_name(&one.incident, phase)).filter(|name| *name != phase.name()));
    let named = move || name.get().map(|name| [" · ", name.get(session.language.get())].concat());
    // The first unsettled step is the one obvious next action; a person may open another.
    let chosen = RwSignal::new(None::<String>);
    let open_step = Memo::new(move |_| chosen.get().unwrap_or_else(|| done.with(|(_, next)| next.clone())));
    let sections = look(session, move |one| sections(&one.incident, phase));
    let steps = move || {
        let of = |section: &Section| section_view(session, section, open_step, chosen);
        sections.with(|sections| sections.iter().map(of).collect::<Vec<_>>())
    };
    view! {
        <div class="desk">
            <div class="desk-main">
                <div class="phase-head">
                    <h2>{b(&guide.title)}{named}</h2>
                    <p class="objective">{b(&guide.objective)}</p>
                    <p class="small muted">{shown}</p>
                </div>
                {steps}
                {choices(session)}
            </div>
            <aside class="desk-side free" aria-label=t(msg!("Passage", "通过"))>{passage(session, phase)}</aside>
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
