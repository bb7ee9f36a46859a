//! The shift handover: what is open, what is due, what was decided, who holds what. For the team, so nothing is hidden.

use super::document::Document;
use super::incident::whole;
use super::page::{Column, Page, Source, join, written};
use super::redact::Reader;
use crate::deadline::obligation::Obligation;
use crate::deadline::obligations;
use crate::exchange::board_clock::is_silent;
use crate::language::codes::{ASKED_BY_CUSTOMER, Named, phase_name, stage_words_in};
use crate::language::event_text::Group;
use crate::language::timeline::shown_line;
use crate::language::{Msg, duty, entry as words, format};
use crate::playbook::{recorded_step, sections};
use crate::record::body::Body;
use crate::record::codes::{ActionStatus, NoticeLanguage, Phase, Seat, StepStatus};
use crate::record::event::Event;
use crate::record::gate::same_person;
use crate::record::incident::{Entry, Incident};
use crate::record::order::sort;
use crate::record::time::{MINUTE, Timestamp};

pub(super) const STATUS: Msg = msg!("Status", "状态");
const WHAT: Msg = msg!("What", "内容");

const PHASES: [Column; 4] = [
    ("", msg!("Phase", "阶段")),
    ("", msg!("Since", "始于")),
    ("", msg!("Until", "止于")),
    ("", msg!("In total", "累计")),
];
const STEPS: [Column; 4] =
    [("", msg!("Step", "步骤")), ("", STATUS), ("", msg!("Owner", "责任人")), ("", msg!("Reason", "理由"))];
const DEADLINES: [Column; 3] = [("", msg!("Name", "名称")), ("", msg!("Due", "到期时间")), ("", STATUS)];
const LINES: [Column; 4] =
    [("", msg!("When", "时间")), ("", msg!("Kind", "类型")), ("", WHAT), ("", msg!("By", "人员"))];
const HOLDERS: [Column; 2] = [("", msg!("Person", "人员")), ("", WHAT)];

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
    written(source, language, Reader::Internal, &|page| whole(page, Some(since)))
}

/// Gathers the phases: all of them, or the `open` ones; and how long the work has been in each.
pub(super) fn phases(page: &mut Page, open: bool) -> &'static [Column] {
    for phase in Phase::ALL {
        let spent = format::duration(page.language, page.incident.elapsed_in(*phase, page.source.now));
        for stay in page.incident.phases.get(phase).into_iter().flatten() {
            if open && stay.closed.is_some() {
                continue;
            }
            let closed = stay.closed.map_or(String::new(), |at| page.at(at));
            page.gather(&[page.say(phase_name(page.incident, *phase)), &page.at(stay.opened), &closed, &spent]);
        }
    }
    &PHASES
}

/// Gathers the steps that are blocked, then those under way, then those to do in the open phases; those of the variants
/// chosen too.
pub(super) fn steps(page: &mut Page) -> &'static [Column] {
    let incident = page.incident;
    for status in [StepStatus::Blocked, StepStatus::Doing, StepStatus::ToDo] {
        for phase in Phase::ALL.iter().filter(|phase| status != StepStatus::ToDo || incident.is_open(**phase)) {
            for section in sections(incident, *phase).iter().filter(|section| section.stands) {
                for code in section.steps.iter().filter(|code| incident.step_status(code) == status) {
                    let state = incident.steps.get(code);
                    let reason = state.and_then(|state| state.history.last()).map_or("", |fact| &fact.value.reason);
                    let owner = state.map_or("", |state| &state.owner);
                    page.gather(&[&step(page, code), page.say(status.name()), owner, reason]);
                }
            }
        }
    }
    &STEPS
}

/// Code and title of a step.
fn step(page: &Page, code: &str) -> String {
    let title = recorded_step(page.incident, code).map_or("", |step| page.language.pick(&step.title));
    [code, title].join(" ")
}

/// Gathers the deadlines; or only those that want attention, what is due in law before what only a target of one's own
/// ends, the next due first.
pub(super) fn clocks(page: &mut Page, next: bool) -> &'static [Column] {
    let Source { rules, zones, now, incident, .. } = page.source;
    let all = obligations(incident, rules.pack(), zones);
    let mut found: Vec<&Obligation> = all.iter().filter(|one| !is_silent(one) && (!next || one.is_open())).collect();
    let target = |one: &Obligation| one.own_target.as_ref().and_then(|fact| fact.value.due.at);
    let rank = |one: &Obligation| {
        let due = one.due.map(|due| due.at);
        (!one.is_open(), due.is_none(), due.or_else(|| target(one)))
    };
    sort(&mut found, &|a, b| rank(a) < rank(b));
    for one in found.into_iter().take(if next { CLOCKS } else { usize::MAX }) {
        let due = one.due.map(|due| page.at(due.at)).unwrap_or_default();
        let own = duty::target(page.language, one, now).unwrap_or_default();
        let name = stage_words_in(page.language, rules, incident, &one.regime, &one.stage);
        page.gather(&[&name, &join(&[&due, &own]), page.say(duty::state(one.state(now)))]);
    }
    &DEADLINES
}

/// Gathers the lines of the log that are wanted, as things happened. A milestone stands at the time that it names, and
/// not where it was written down. Typed times know no seconds: within a minute things stand as they were recorded.
pub(super) fn log(page: &mut Page, milestones: bool, wanted: &dyn Fn(&Event, Group) -> bool) -> &'static [Column] {
    let Source { log, rules, incident, .. } = page.source;
    let corrected: Vec<&Entry> = incident.entries.iter().filter(|entry| !entry.corrections.is_empty()).collect();
    let at = |event: &Event| {
        let named = match &event.body {
            Body::AnchorSet(anchor) if milestones => anchor.moment.at,
            Body::Declared(declared) if milestones => declared.moment.at,
            _ => None,
        };
        named.unwrap_or_else(|| event.happened())
    };
    let mut events: Vec<&Event> = log.events().iter().collect();
    sort(&mut events, &|a, b| at(a).0.div_euclid(MINUTE) < at(b).0.div_euclid(MINUTE));
    for event in events {
        let entry = corrected.iter().copied().find(|entry| entry.added.event == event.header.id);
        let line = shown_line(page.language, rules, event, incident, entry);
        if wanted(event, line.group) {
            let by = &event.header.author.name;
            page.gather(&[&page.at(at(event)), page.say(line.kind), &line.text, by]);
        }
    }
    &LINES
}

/// Gathers who holds what: seats, steps, actions of the plan, watches, work items.
pub(super) fn held(page: &mut Page) -> &'static [Column] {
    let between = page.say(msg!("; ", "；"));
    // Person, what they hold, person, what they hold.
    let mut all: Vec<String> = Vec::new();
    let mut hold = |who: &str, what: &str| {
        if who.trim().is_empty() {
            return;
        }
        let place = all.iter().step_by(2).position(|other| same_person(other, who));
        match place.and_then(|place| all.get_mut(place * 2 + 1)) {
            // One who owns and coordinates the same.
            Some(held) if held.ends_with(what) => {}
            Some(held) => {
                held.push_str(between);
                held.push_str(what);
            }
            None => all.extend([who.to_owned(), what.to_owned()]),
        }
    };
    let incident = page.incident;
    if incident.asks_for_communications().is_some() {
        hold(page.say(ASKED_BY_CUSTOMER), page.say(Seat::Communications.name()));
    }
    for seat in Seat::ALL {
        if let Some(fact) = incident.seats.get(seat).and_then(|history| history.last()) {
            hold(&fact.value.0, &join(&[page.say(seat.name()), &fact.value.1]));
        }
    }
    for (code, state) in incident.steps.iter() {
        let open = matches!(state.status(), StepStatus::ToDo | StepStatus::Doing | StepStatus::Blocked);
        if open && incident.works_on(code) {
            hold(&state.owner, &step(page, code));
        }
    }
    for row in &incident.plan {
        if matches!(row.status(), ActionStatus::Planned | ActionStatus::Doing) {
            let plan = &row.added.value;
            hold(&plan.service_owner, &plan.action);
            hold(&plan.response_owner, &plan.action);
        }
    }
    for watch in incident.watches.iter().filter(|watch| watch.ended.is_none()) {
        let watched = &watch.started.value;
        hold(&watched.watcher, &join(&[page.say(msg!("Watch period", "强化监测期")), &watched.signals]));
    }
    for one in &incident.registers {
        let work = matches!(one.register.as_str(), "item" | "process_issue") && one.stands();
        if work && matches!(one.text("status"), "open" | "doing") {
            for field in ["owner", "coordinator", "group"] {
                hold(one.text(field), words::name(one));
            }
        }
    }
    all.iter().for_each(|cell| page.gather(&[cell]));
    &HOLDERS
}
