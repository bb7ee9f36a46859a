//! The header of an incident: title, severity, phase stepper, next clock, "Declare incident", tabs.

use super::{READINESS, look};
use crate::deadline::ruled_clock;
use crate::language::codes::{Named, phase_name};
use crate::language::{Language, Msg, format};
use crate::playbook::progress;
use crate::record::codes::{Phase, Seat, SeverityLevel};
use crate::record::incident::Standing;
use crate::session::{Checking, IncidentTab, Route, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::clock::clock_view;
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::text::{stored, t};

#[derive(Clone, Default, PartialEq)]
struct Top {
    title: String,
    severity: Option<SeverityLevel>,
    lead: String,
    declared: Option<bool>,
    standing: Standing,
    id: String,
}

/// Draws the header.
pub fn header(session: Session) -> AnyView {
    let top = look(session, |one| Top {
        title: one.incident.title().to_owned(),
        severity: one.incident.severity.last().map(|fact| fact.value.level),
        lead: one.incident.seat(Seat::Lead).unwrap_or_default().to_owned(),
        declared: one.incident.declaration().map(|_| one.incident.is_confirmed()),
        standing: one.incident.standing,
        id: one.id.short().to_owned(),
    });
    let clock = look(session, |one| Some(ruled_clock(&one.incident)));
    let title = move || match top.with(|top| stored(&top.title)) {
        empty if empty.is_empty() => msg!("(erased)", "（已抹除）").get(session.language.get()).to_owned(),
        title => title,
    };
    let meta = move || {
        let language = session.language.get();
        let top = top.get();
        let declared = match top.declared {
            None => msg!("Not declared", "尚未宣布"),
            Some(true) => msg!("Declared", "已宣布"),
            Some(false) => msg!("Declared, unconfirmed", "已宣布，未确认"),
        };
        let standing = match top.standing {
            Standing::Open => None,
            Standing::Resolved(_) => Some(msg!("Resolved", "已解决")),
            Standing::Closed(_) => Some(msg!("Closed", "已关闭")),
            Standing::Archived(_) => Some(msg!("Archived", "已归档")),
        };
        let level = top.severity.map(|level| level.name().get(Language::English).to_lowercase());
        let severity = match top.severity {
            Some(level) => msg!("Severity: {0}", "严重级别：{0}").fill(language, &[level.name().get(language)]),
            None => msg!("Severity not set", "未定级").get(language).to_owned(),
        };
        let lead = (!top.lead.is_empty()).then(|| msg!("Lead: {0}", "负责人：{0}").fill(language, &[&top.lead]));
        view! {
            <span class="tag" data-level=level.unwrap_or_else(|| "unset".to_owned())>{severity}</span>
            {lead.map(|lead| view! { <span>{lead}</span> })}
            <span class="state">{top.declared.is_some().then(|| mark(Mark::Flag))}{declared.get(language)}</span>
            {standing.map(|word| view! { <strong>{word.get(language)}</strong> })}
        }
    };
    let declared = Memo::new(move |_| top.with(|top| top.declared.is_some()));
    let declare = move || {
        let href = here(session, IncidentTab::Deadlines, Some("declaration"));
        match declared.get() {
            true => view! { <a class="button" href=href role="button">{t(msg!("Correct declaration", "更正宣布"))}</a> }.into_any(),
            false => {
                view! { <a class="button button-primary" href=href role="button">{t(msg!("Declare incident", "正式宣布事件"))}</a> }
                    .into_any()
            }
        }
    };
    view! {
        <section class="incident-head" aria-label=t(msg!("Incident header", "事件概况"))>
            <div class="incident-top">
                <div class="stack">
                    <div>
                        <p class="incident-id">{move || top.with(|top| top.id.clone())}" "{checking(session)}</p>
                        <h1>{title}</h1>
                    </div>
                    <p class="incident-meta">{meta}</p>
                </div>
                <div class="incident-clock">{move || clock.get().map(|clock| clock_view(clock, "p", false))}</div>
                <div>{declare}</div>
            </div>
            <nav aria-label=t(msg!("Phases", "阶段"))>{stepper(session)}</nav>
            {tabs(session, &IncidentTab::ALL)}
        </section>
    }
    .into_any()
}

/// Address of a tab of the open incident.
#[must_use]
pub fn here(session: Session, tab: IncidentTab, form: Option<&str>) -> String {
    let id = session.opened.with_untracked(|opened| opened.as_ref().map(|one| one.id.clone()));
    id.map_or_else(|| "#/".to_owned(), |id| Route::Incident(id, tab, form.map(str::to_owned)).href())
}

/// "Checking" while the chain is verified behind; what was found once it is.
fn checking(session: Session) -> AnyView {
    let state = look(session, |one| Some((one.checking.clone(), one.unreadable)));
    let shown = move || {
        state.get().map(|(checking, unreadable)| match (checking, unreadable) {
            (Checking::Running, _) => view! { <span class="state is-quiet">{mark(Mark::Dial)}{t(msg!("checking", "正在校验"))}</span> }.into_any(),
            (Checking::Verified, 0) => view! { <span class="state is-quiet">{mark(Mark::Tick)}{t(msg!("chain verified", "哈希链校验通过"))}</span> }.into_any(),
            _ => view! { <span class="state is-over">{mark(Mark::Diamond)}{t(msg!("chain broken", "哈希链不一致"))}</span> }.into_any(),
        })
    };
    view! { {shown} }.into_any()
}

/// Two letters for a phase.
pub const fn phase_code(phase: Phase) -> &'static str {
    match phase {
        Phase::Analysis => "AN",
        Phase::Containment => "CO",
        Phase::Eradication => "ER",
        Phase::Recovery => "RE",
        Phase::PostIncident => "PI",
    }
}

fn stepper(session: Session) -> AnyView {
    let items: Vec<AnyView> = Phase::ALL
        .iter()
        .map(|&phase| {
            let state = look(session, move |one| {
                let entered = one.incident.phases.contains_key(&phase);
                (one.incident.is_open(phase), entered, one.incident.current_phase() == Some(phase))
            });
            let elapsed = Memo::new(move |_| {
                let now = session.now.get();
                session
                    .opened
                    .with(|opened| opened.as_ref().map_or(0, |one| one.incident.elapsed_in(phase, now) / 60_000))
            });
            let data = move || match state.get() {
                (true, ..) => "open",
                (false, true, _) => "done",
                _ => "ahead",
            };
            let note = move || {
                let language = session.language.get();
                let length = format::duration(language, elapsed.get() * 60_000);
                match state.get() {
                    (true, ..) => msg!("Open · {0}", "进行中 · {0}").fill(language, &[&length]),
                    (false, true, _) => msg!("Left · {0}", "已离开 · {0}").fill(language, &[&length]),
                    _ => msg!("Ahead", "未开始").get(language).to_owned(),
                }
            };
            let current = move || state.get().2.then_some("step");
            let counts = look(session, move |one| progress(&one.incident, phase));
            let name = look(session, move |one| phase_name(&one.incident, phase).get(session.language.get()));
            let href = here(session, IncidentTab::Playbook, Some(phase.code()));
            view! {
                <li class="phase" data-state=data>
                    <a class="phase-link" href=href aria-current=current>
                        <span class="phase-code" aria-hidden="true">{phase_code(phase)}</span>
                        <span class="phase-name">{move || name.get()}</span>
                        <span class="phase-note">{note}</span>
                        {move || bar(session.language.get(), counts.get().0)}
                    </a>
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ol class="phases">{items}</ol> }.into_any()
}

/// The steps of a phase as a bar, and in words: done, not needed, blocked, open.
fn bar(language: Language, counts: [usize; 4]) -> AnyView {
    const PARTS: [(&str, Msg); 4] = [
        ("done", msg!("{0} done", "完成 {0}")),
        ("skip", msg!("{0} not needed", "无需 {0}")),
        ("blocked", msg!("{0} blocked", "受阻 {0}")),
        ("todo", msg!("{0} open", "待办 {0}")),
    ];
    let total = counts.iter().sum::<usize>().max(1);
    let per_cent = |number: usize| [&number.to_string(), "%"].concat();
    let (mut gone, mut bars, mut words) = (0, Vec::new(), Vec::new());
    for ((look, part), count) in PARTS.into_iter().zip(counts).filter(|(_, count)| *count > 0) {
        let from = gone * 100 / total;
        gone += count;
        let (x, width) = (per_cent(from), per_cent(gone * 100 / total - from));
        bars.push(view! { <rect data-state=look height="100%" x=x width=width></rect> });
        words.push(part.fill(language, &[&count.to_string()]));
    }
    view! {
        <svg class="progress" width="100%" height="6" aria-hidden="true">{bars}</svg>
        <span class="phase-note">{words.join(" · ")}</span>
    }
    .into_any()
}

/// The tabs of a record.
pub fn tabs(session: Session, tabs: &[IncidentTab]) -> AnyView {
    let link = |tab: &IncidentTab| {
        let (tab, name) = (*tab, tab_name(*tab));
        let current = move || matches!(session.route.get(), Route::Incident(_, now, _) if now == tab).then_some("page");
        view! { <a class="tab" href=here(session, tab, None) aria-current=current>{t(name)}</a> }.into_any()
    };
    let links: Vec<AnyView> = tabs.iter().map(link).collect();
    view! { <nav class="tabs" aria-label=t(msg!("Incident", "事件"))>{links}</nav> }.into_any()
}

const fn tab_name(tab: IncidentTab) -> Msg {
    match tab {
        IncidentTab::Playbook => msg!("Playbook", "处置手册"),
        IncidentTab::Timeline => msg!("Timeline", "时间线"),
        IncidentTab::Facts => msg!("Facts", "事实"),
        IncidentTab::Deadlines => msg!("Deadlines", "时限"),
        IncidentTab::Notices => msg!("Notices", "通知"),
        IncidentTab::Review => msg!("Review", "评审"),
        IncidentTab::Proof => msg!("Proof", "证明材料"),
        IncidentTab::Record => msg!("Record", "记录"),
        IncidentTab::Readiness => READINESS,
    }
}
