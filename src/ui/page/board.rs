//! The board: all incidents, next due first, and all clocks.

mod clocks;
mod search;
mod tick;

pub use clocks::clock_name;

use self::tick::Ticker;
use crate::exchange::summary::Summary;
use crate::language::codes::Named;
use crate::language::{Language, Msg};
use crate::record::id::Id;
use crate::session::{IncidentTab, Job, Route, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::mark::mark;
use crate::ui::widget::text::{stored, t};

/// Draws the board.
pub fn board(session: Session) -> AnyView {
    let ids = move |keep: fn(&Summary) -> bool| {
        Memo::new(move |_| {
            session
                .board
                .with(|board| board.iter().filter(|line| keep(line)).map(|line| line.id.clone()).collect::<Vec<Id>>())
        })
    };
    let ticker = Ticker::new(session.now);
    let open = ids(|line| line.is_open() && !line.exercise);
    let exercises = ids(|line| line.exercise);
    let closed = ids(|line| !line.is_open() && !line.is_archived() && !line.exercise && !line.is_organisation());
    let any = Memo::new(move |_| session.board.with(|board| !board.is_empty()));
    let archived = ids(|line| line.is_archived() && !line.exercise);
    let folded = move |words: Msg, ids: Memo<Vec<Id>>| {
        move || {
            (!ids.with(Vec::is_empty)).then(|| {
                view! { <details><summary>{t(words)}</summary>{cases(session, ticker, ids)}</details> }
            })
        }
    };
    Effect::new(|_| crate::browser::page::mark("ready"));
    view! {
        <main class="page" id="main" tabindex="-1">
            <div class="desk even">
                <section class="desk-main" aria-labelledby="open-incidents">
                    <div class="section-head">
                        <h1 id="open-incidents">{t(msg!("Open incidents", "未关闭的事件"))}</h1>
                        <span class="line">
                            <a class="button button-primary" href=Route::New.href() role="button">{t(msg!("New incident", "新建事件"))}</a>
                            <a class="button" href=Route::Import.href() role="button">{t(msg!("Import", "导入"))}</a>
                        </span>
                    </div>
                    {move || any.get().then(|| search::search(session))}
                    {move || open.with(Vec::is_empty).then(|| empty(session, exercises))}
                    {cases(session, ticker, open)}
                    {move || (!exercises.with(Vec::is_empty)).then(|| view! {
                        <h2>{t(msg!("Exercises", "演练"))}</h2>
                        {cases(session, ticker, exercises)}
                    })}
                    {folded(msg!("Closed", "已关闭"), closed)}
                    {folded(msg!("Archived", "已归档"), archived)}
                </section>
                {clocks::clocks(session, ticker)}
            </div>
        </main>
    }
    .into_any()
}

fn empty(session: Session, exercises: Memo<Vec<Id>>) -> AnyView {
    let offer = move || exercises.with(Vec::is_empty).then(|| sample(session));
    view! {
        <p class="muted">{t(msg!("No open incident. What you enter stays in this browser.", "没有未关闭的事件。输入的内容只保存在此浏览器中。"))}</p>
        {offer}
    }
    .into_any()
}

fn sample(session: Session) -> AnyView {
    let open_sample = move |_| session.start_job(Job::OpenSample);
    view! {
        <p><button class="button" type="button" on:click=open_sample>{t(msg!("Open the sample exercise", "打开示例演练"))}</button></p>
        <p class="small muted">{t(msg!(
            "The sample is the public timeline of the Storm-0558 mailbox intrusion of 2023, marked exercise.",
            "示例取自 2023 年 Storm-0558 邮箱入侵事件的公开时间线，标为演练。",
        ))}</p>
    }
    .into_any()
}

fn cases(session: Session, ticker: Ticker, ids: Memo<Vec<Id>>) -> AnyView {
    view! {
        <ol class="cases">
            <For each=move || ids.get() key=|id| id.clone() children=move |id| case(session, ticker, id) />
        </ol>
    }
    .into_any()
}

fn line_of(session: Session, id: Id) -> Memo<Option<Summary>> {
    Memo::new(move |_| session.board.with(|board| board.iter().find(|line| line.id == id).cloned()))
}

/// The state of the next clock in words, and when it is due; of the contract clock where all are answered.
fn due_words(session: Session, ticker: Ticker, line: &Summary) -> AnyView {
    let next = line.open_clocks().next().or_else(|| line.clocks().iter().find(|clock| clock.is_contract()));
    let Some(clock) = next else {
        return view! { <span class="state is-quiet">{t(msg!("No clock running", "无计时"))}</span> }.into_any();
    };
    let end = clock.end().map(|end| view! { <br /><time class="words">{move || session.when(end)}</time> });
    let heard = ticker.follow(clock, session.now.get_untracked());
    let clock = StoredValue::new(clock.clone());
    let state = move || {
        let (word, shape, code) = clock.with_value(|clock| clocks::look(clock, heard.state.get()));
        let class = match code {
            "soon" => "state is-soon",
            "over" => "state is-over",
            _ => "state",
        };
        view! { <span class=class>{mark(shape)}{word.get(session.language.get())}</span> }
    };
    view! { {state}{end} }.into_any()
}

fn case(session: Session, ticker: Ticker, id: Id) -> AnyView {
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
                .then(|| msg!("Lead: {0}", "负责人：{0}").fill(language, &[&line.lead]));
            let blocked = (line.blocked > 0)
                .then(|| msg!("{0} blocked", "{0} 项受阻").fill(language, &[&line.blocked.to_string()]));
            let phase = line.phase.map_or(msg!("Intake", "受理"), Named::name);
            let standing = match line.standing.as_str() {
                "resolved" => Some(msg!("resolved", "已解决")),
                "closed" => Some(msg!("closed", "已关闭")),
                "archived" => Some(msg!("archived", "已归档")),
                _ => None,
            };
            let title = match line.title.is_empty() {
                true => msg!("(erased)", "（已抹除）").get(language).to_owned(),
                false => stored(&line.title),
            };
            let next = due_words(session, ticker, &line);
            view! {
                <h2 class="case-title"><a href=href.clone()>{title}</a></h2>
                <p class="case-meta">
                    {severity}{lead.map(|lead| view! { <span>{lead}</span> })}{blocked.map(|text| view! { <span>{text}</span> })}
                    {line.privileged.then(|| view! { <span>{t(msg!("Legally privileged", "受法律特权保护"))}</span> })}
                    <span class="mono">{short.clone()}</span>
                    <span>{line.tlp.name().get(Language::English)}</span>
                </p>
                <p class="case-phase">{t(phase)}{standing.map(|word| view! { <br /><span class="muted">{t(word)}</span> })}</p>
                <p class="case-next">{next}</p>
            }
        })
    };
    let exercise = move || line.with(|line| line.as_ref().is_some_and(|line| line.exercise)).then_some("");
    view! { <li class="case" data-exercise=exercise>{shown}</li> }.into_any()
}
