//! The shift handover: what is open, what is due, what was decided, who holds what. For the team, so nothing is hidden.

use super::document::Document;
use super::page::{BY, KIND, OWNER, PHASE, Page, REASON, SERVICE, STATUS, Source, WHAT, WHEN, join, written};
use super::redact::Reader;
use crate::language::codes::Named;
use crate::language::event_text::Group;
use crate::language::timeline::shown_line;
use crate::language::{Msg, entry as words, format};
use crate::playbook;
use crate::record::codes::{ActionStatus, NoticeLanguage, Phase, Seat, StepStatus};
use crate::record::event::Event;
use crate::record::gate::same_person;
use crate::record::incident::Incident;
use crate::record::time::Timestamp;

/// What is told of a step.
pub(super) const STEPS: [Msg; 4] = [msg!("Step", "步骤"), STATUS, OWNER, REASON];

/// How many clocks are told.
const CLOCKS: usize = 3;

/// The register of handovers: each that is written is recorded there.
pub const REGISTER: &str = "handover";

/// When the last handover that stands was recorded.
#[must_use]
pub fn last_handover(incident: &Incident) -> Option<Timestamp> {
    incident.entries_of(REGISTER).last().and_then(|one| one.versions.first()).map(|first| first.recorded)
}

/// Writes the handover. `since` is when the last one was made; without, every decision is told.
#[must_use]
pub fn handover(source: Source, language: NoticeLanguage, since: Option<Timestamp>) -> Document {
    written(source, language, Reader::Internal, msg!("Shift handover: {0}", "交接班：{0}"), &|page| {
        let severity = page.incident.severity.last().map_or("", |fact| fact.value.level.name().get(page.language));
        let last = match (since, page.incident.entries_of(REGISTER).last()) {
            (None, _) => page.say(msg!("None", "无")),
            (Some(at), None) => page.at(at),
            (Some(at), Some(one)) => join(&[&page.at(at), one.text("from"), one.text("to")]),
        };
        page.facts(&[
            (msg!("As of", "截至"), join(&[&page.at(source.now), source.zone])),
            (msg!("Reference", "事件编号"), page.incident.id.as_ref().map_or("", |id| id.short()).to_owned()),
            (STATUS, page.standing()),
            (msg!("Severity", "严重级别"), severity.to_owned()),
            (msg!("Declared", "正式宣布"), page.declared()),
            (msg!("Last handover", "上次交接"), last),
        ]);
        phases(page);
        page.heading(2, msg!("Open and blocked steps", "未完成与受阻的步骤").get(page.language));
        let rows = steps(page);
        page.table(&STEPS, &rows);
        page.heading(2, msg!("Next deadlines", "最近的时限").get(page.language));
        page.clocks(Some(CLOCKS));
        page.heading(2, msg!("Decisions", "决定").get(page.language));
        let rows = log(page, &|event, group| {
            group == Group::Decision && since.is_none_or(|since| event.header.recorded > since)
        });
        page.table(&[WHEN, KIND, WHAT, BY], &rows);
        page.heading(2, msg!("Who holds what", "分工").get(page.language));
        let between = msg!("; ", "；").get(page.language);
        let rows: Vec<Vec<String>> = held(page).into_iter().map(|(who, what)| vec![who, what.join(between)]).collect();
        page.table(&[msg!("Person", "人员"), WHAT], &rows);
        page.heading(2, msg!("Impacted services", "受影响的服务").get(page.language));
        let services = page.incident.impacted().map(|one| &one.added.value);
        let rows: Vec<_> =
            services.map(|one| vec![one.name.clone(), one.owner.clone(), one.response_team.clone()]).collect();
        page.table(&[SERVICE, OWNER, msg!("Response team", "响应团队")], &rows);
    })
}

/// The open phases, and how long the work has been in each.
fn phases(page: &mut Page) {
    page.heading(2, msg!("Open phases", "进行中的阶段").get(page.language));
    let open = Phase::ALL.iter().filter(|phase| page.incident.is_open(**phase));
    let row = |phase: &Phase| {
        let stay = page.incident.phases.get(phase).and_then(|stays| stays.last());
        let spent = page.incident.elapsed_in(*phase, page.source.now);
        vec![
            page.say(phase.name()),
            stay.map_or(String::new(), |stay| page.at(stay.opened)),
            format::duration(page.language, spent),
        ]
    };
    let rows: Vec<_> = open.map(row).collect();
    page.table(&[PHASE, msg!("Since", "始于"), msg!("In total", "累计")], &rows);
}

/// Steps that are blocked, then those under way, then those to do in the open phases: step, status, owner, reason.
pub(super) fn steps(page: &Page) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for status in [StepStatus::Blocked, StepStatus::Doing, StepStatus::ToDo] {
        for phase in &playbook::base().phases {
            let wanted = status != StepStatus::ToDo || page.incident.is_open(phase.code);
            for step in phase.steps.iter().filter(|step| wanted && page.incident.step_status(&step.code) == status) {
                let state = page.incident.steps.get(&step.code);
                let reason = state.and_then(|state| state.history.last()).map_or("", |fact| &fact.value.reason);
                rows.push(vec![
                    page.step(&step.code),
                    page.say(status.name()),
                    state.map_or(String::new(), |state| state.owner.clone()),
                    reason.to_owned(),
                ]);
            }
        }
    }
    rows
}

/// The lines of the log that are wanted: when, kind, text, by whom.
pub(super) fn log(page: &Page, wanted: &dyn Fn(&Event, Group) -> bool) -> Vec<Vec<String>> {
    let Source { log, rules, incident, .. } = page.source;
    let corrected: Vec<_> = incident.entries.iter().filter(|entry| !entry.corrections.is_empty()).collect();
    let row = |event: &Event| {
        let entry = corrected.iter().copied().find(|entry| entry.added.event == event.header.id);
        let line = shown_line(page.language, rules, event, incident, entry);
        wanted(event, line.group)
            .then(|| vec![page.at(event.happened()), page.say(line.kind), line.text, event.header.author.name.clone()])
    };
    log.events().iter().filter_map(row).collect()
}

/// Who holds what: seats, steps, actions of the plan, watches, work items.
fn held(page: &Page) -> Vec<(String, Vec<String>)> {
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    let mut hold = |who: &str, what: String| {
        if who.trim().is_empty() {
            return;
        }
        match all.iter_mut().find(|(other, _)| same_person(other, who)) {
            Some((_, held)) if held.contains(&what) => {}
            Some((_, held)) => held.push(what),
            None => all.push((who.to_owned(), vec![what])),
        }
    };
    let incident = page.incident;
    for seat in Seat::ALL {
        if let Some(fact) = incident.seats.get(seat).and_then(|history| history.last()) {
            hold(&fact.value.0, join(&[seat.name().get(page.language), &fact.value.1]));
        }
    }
    for (code, state) in incident.steps.iter() {
        if matches!(state.status(), StepStatus::ToDo | StepStatus::Doing | StepStatus::Blocked) {
            hold(&state.owner, page.step(code));
        }
    }
    for row in &incident.plan {
        if matches!(row.status(), ActionStatus::Planned | ActionStatus::Doing) {
            let plan = &row.added.value;
            hold(&plan.service_owner, plan.action.clone());
            hold(&plan.response_owner, plan.action.clone());
        }
    }
    for watch in incident.watches.iter().filter(|watch| watch.ended.is_none()) {
        let watched = &watch.started.value;
        let kind = msg!("Watch period", "强化监测期").get(page.language);
        hold(&watched.watcher, join(&[kind, &watched.signals]));
    }
    for register in ["item", "process_issue"] {
        for one in incident.entries_of(register).filter(|one| matches!(one.text("status"), "open" | "doing")) {
            for field in ["owner", "coordinator", "group"] {
                hold(one.text(field), words::name(one).to_owned());
            }
        }
    }
    all
}
