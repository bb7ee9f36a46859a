//! The board: all incidents, next due first, and all clocks.

use crate::deadline::ClockState;
use crate::exchange::summary::Summary;
use crate::language::codes::Named;
use crate::language::{Language, Msg, format};
use crate::record::id::Id;
use crate::record::time::{HOUR, Timestamp};
use crate::session::{CalendarOf, IncidentTab, Job, Route, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::calendar::calendar;
use crate::ui::widget::clock::{CONTRACT_NAME, state_look};
use crate::ui::widget::mark::mark;
use crate::ui::widget::text::{stored, t};

/// State of the clock of a board line at `now`; the same rule as on the incident.
fn clock_state(line: &Summary, now: Timestamp) -> Option<ClockState> {
    let due = line.clock_due?;
    let length = line.clock_start.map_or(72 * HOUR, |start| due.since(start));
    Some(match line.clock_filed {
        Some(filed) if filed > due => ClockState::MetLate(filed.since(due)),
        Some(_) => ClockState::Met,
        None if now > due => ClockState::Overdue,
        None if due.since(now) <= length / 4 => ClockState::DueSoon,
        None => ClockState::Running,
    })
}

/// Draws the board.
pub fn board(session: Session) -> AnyView {
    let ids = move |keep: fn(&Summary) -> bool| {
        Memo::new(move |_| {
            session
                .board
                .with(|board| board.iter().filter(|line| keep(line)).map(|line| line.id.clone()).collect::<Vec<Id>>())
        })
    };
    let open = ids(|line| line.is_open() && !line.exercise);
    let exercises = ids(|line| line.exercise);
    let closed = ids(|line| !line.is_open() && !line.exercise);
    let clocks = ids(|line| line.clock_open() && !line.exercise);
    Effect::new(|_| crate::browser::page::mark("ready"));
    view! {
        <main class="page" id="main" tabindex="-1">
            <div class="desk even">
                <section class="desk-main" aria-labelledby="open-incidents">
                    <div class="section-head">
                        <h1 id="open-incidents">{t(Msg::new("Open incidents", "未关闭的事件"))}</h1>
                        <span class="line">
                            <a class="button button-primary" href=Route::New.href() role="button">{t(Msg::new("New incident", "新建事件"))}</a>
                            <a class="button" href=Route::Import.href() role="button">{t(Msg::new("Import", "导入"))}</a>
                        </span>
                    </div>
                    {move || open.with(Vec::is_empty).then(|| empty(session, exercises))}
                    {cases(session, open)}
                    {move || (!exercises.with(Vec::is_empty)).then(|| view! {
                        <h2>{t(Msg::new("Exercises", "演练"))}</h2>
                        {cases(session, exercises)}
                    })}
                    {move || (!closed.with(Vec::is_empty)).then(|| view! {
                        <details>
                            <summary>{t(Msg::new("Closed", "已关闭"))}</summary>
                            {cases(session, closed)}
                        </details>
                    })}
                </section>
                <section class="desk-side" aria-labelledby="clocks">
                    <h2 id="clocks">{t(Msg::new("Clocks", "时限"))}</h2>
                    {move || clocks.with(Vec::is_empty).then(|| view! {
                        <p class="muted">{t(Msg::new("No clock is running.", "当前没有计时中的时限。"))}</p>
                    })}
                    <ol class="clocks">
                        <For each=move || clocks.get() key=|id| id.clone() children=move |id| clock_line(session, id) />
                    </ol>
                    <details>
                        <summary>{t(Msg::new("Calendar", "日历"))}</summary>
                        {calendar(session, CalendarOf::Board)}
                    </details>
                </section>
            </div>
        </main>
    }
    .into_any()
}

fn empty(session: Session, exercises: Memo<Vec<Id>>) -> AnyView {
    let offer = move || exercises.with(Vec::is_empty).then(|| sample(session));
    view! {
        <p class="muted">{t(Msg::new("No open incident. What you enter stays in this browser.", "没有未关闭的事件。输入的内容只保存在此浏览器中。"))}</p>
        {offer}
    }
    .into_any()
}

fn sample(session: Session) -> AnyView {
    let open_sample = move |_| session.start_job(Job::OpenSample);
    view! {
        <p><button class="button" type="button" on:click=open_sample>{t(Msg::new("Open the sample exercise", "打开示例演练"))}</button></p>
        <p class="small muted">{t(Msg::new(
            "The sample is the public timeline of the Storm-0558 mailbox intrusion of 2023, marked exercise.",
            "示例取自 2023 年 Storm-0558 邮箱入侵事件的公开时间线，标为演练。",
        ))}</p>
    }
    .into_any()
}

fn cases(session: Session, ids: Memo<Vec<Id>>) -> AnyView {
    view! {
        <ol class="cases">
            <For each=move || ids.get() key=|id| id.clone() children=move |id| case(session, id) />
        </ol>
    }
    .into_any()
}

fn line_of(session: Session, id: Id) -> Memo<Option<Summary>> {
    Memo::new(move |_| session.board.with(|board| board.iter().find(|line| line.id == id).cloned()))
}

/// The due instant and the state in words.
fn due_words(session: Session, line: &Summary) -> AnyView {
    let (Some(due), Some(state)) = (line.clock_due, clock_state(line, session.now.get())) else {
        return view! { <span class="state is-quiet">{t(Msg::new("No clock running", "无计时"))}</span> }.into_any();
    };
    let (word, shape, code) = state_look(state);
    let class = match code {
        "soon" => "state is-soon",
        "over" => "state is-over",
        _ => "state",
    };
    view! { <span class=class>{mark(shape)}{t(word)}</span><br /><time class="words">{session.when(due)}</time> }
        .into_any()
}

fn case(session: Session, id: Id) -> AnyView {
    let href = Route::Incident(id.clone(), IncidentTab::Playbook, None).href();
    let short = id.short().to_owned();
    let line = line_of(session, id);
    let shown = move || {
        line.get().map(|line| {
            let language = session.language.get();
            let severity = line.severity.map(|level| {
                view! { <span class="tag" data-level=level.name().get(Language::English).to_lowercase()>{t(level.name())}</span> }
            });
            let lead = (!line.lead.is_empty())
                .then(|| Msg::new("Lead: {0}", "负责人：{0}").fill(language, &[&line.lead]));
            let blocked = (line.blocked > 0)
                .then(|| Msg::new("{0} blocked", "{0} 项受阻").fill(language, &[&line.blocked.to_string()]));
            let phase = line.phase.map_or(Msg::new("Intake", "受理"), Named::name);
            let standing = match line.standing.as_str() {
                "resolved" => Some(Msg::new("resolved", "已解决")),
                "closed" => Some(Msg::new("closed", "已关闭")),
                _ => None,
            };
            let title = match line.title.is_empty() {
                true => Msg::new("(erased)", "（已抹除）").get(language).to_owned(),
                false => stored(&line.title),
            };
            let next = line.clone();
            view! {
                <h2 class="case-title"><a href=href.clone()>{title}</a></h2>
                <p class="case-meta">
                    {severity}{lead.map(|lead| view! { <span>{lead}</span> })}{blocked.map(|text| view! { <span>{text}</span> })}
                    {line.privileged.then(|| view! { <span>{t(Msg::new("Legally privileged", "受法律特权保护"))}</span> })}
                    <span class="mono">{short.clone()}</span>
                    <span>{line.tlp.name().get(Language::English)}</span>
                </p>
                <p class="case-phase">{t(phase)}{standing.map(|word| view! { <br /><span class="muted">{t(word)}</span> })}</p>
                <p class="case-next">{move || due_words(session, &next)}</p>
            }
        })
    };
    let exercise = move || line.with(|line| line.as_ref().is_some_and(|line| line.exercise)).then_some("");
    view! { <li class="case" data-exercise=exercise>{shown}</li> }.into_any()
}

fn clock_line(session: Session, id: Id) -> AnyView {
    let href = Route::Incident(id.clone(), IncidentTab::Deadlines, None).href();
    let line = line_of(session, id);
    let state = move || line.with(|line| line.as_ref().and_then(|line| clock_state(line, session.now.get())));
    let look = move || state().map(state_look);
    let left = move || {
        let language = session.language.get();
        let due = line.with(|line| line.as_ref().and_then(|line| line.clock_due));
        due.map(|due| {
            let left = due.since(session.now.get());
            let words = match left < 0 {
                true => Msg::new("overdue by {0}", "已逾期 {0}"),
                false => Msg::new("{0} left", "剩余 {0}"),
            };
            words.fill(language, &[&format::hours(language, left)])
        })
    };
    let width = move || {
        line.with(|line| {
            let line = line.as_ref()?;
            let (start, due) = line.clock_start.zip(line.clock_due)?;
            let gone = session.now.get().since(start).clamp(0, due.since(start).max(1));
            Some((gone * 100 / due.since(start).max(1)).to_string())
        })
    };
    let title = move || line.with(|line| line.as_ref().map(|line| stored(&line.title)));
    let due = move || line.with(|line| line.as_ref().and_then(|line| line.clock_due)).map(|due| session.when(due));
    view! {
        <li class="clock" data-state=move || look().map(|look| look.2)>
            <h3 class="clock-name">{t(CONTRACT_NAME)}</h3>
            <span class="state clock-state">{move || look().map(|look| mark(look.1))}{move || look().map(|look| look.0.get(session.language.get()))}</span>
            <p class="clock-for"><a href=href>{title}</a></p>
            <svg class="clock-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                <rect class="clock-bar-elapsed" width=width height="4"></rect>
            </svg>
            <p class="clock-due">{t(Msg::new("Due", "到期时间"))}" "<time class="words">{due}</time>" "<span class="clock-left">{left}</span></p>
        </li>
    }
    .into_any()
}
