//! The record tab: its files, its chain, its marks, what protects it and what does not, and its end.

mod files;
mod handed;
mod marks;
mod purge;
mod registers;

use super::deadlines::opened_form;
use super::look;
use crate::language::problems::chain_break;
use crate::record::organisation;
use crate::session::{CalendarOf, Checking, IncidentTab, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::calendar::calendar;
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::text::{stored, t};

/// Draws the tab. The record of the organisation has no deadlines, and what is purged never comes back: it is kept.
pub fn record(session: Session) -> AnyView {
    let incident =
        session.opened.with_untracked(|opened| opened.as_ref().is_some_and(|one| !organisation::is(&one.id)));
    let marks = incident.then(|| {
        view! { <aside class="desk-side" aria-label=t(msg!("Marking and legal hold", "标记与法律保全"))>{marks::marks(session)}</aside> }
    });
    view! {
        <div class="desk">
            <div class="desk-main stack-wide">
                {opened_form(session, IncidentTab::Record)}
                {incident.then(|| handed::handed(session))}
                {files::files(session)}
                {incident.then(|| calendar_file(session))}
                {registers::export(session, incident)}
                {chain(session)}
                {reach(session)}
                {incident.then(|| purge::purge(session))}
            </div>
            {marks}
        </div>
    }
    .into_any()
}

/// The deadlines for a calendar.
fn calendar_file(session: Session) -> AnyView {
    let id = session.opened.with_untracked(|opened| opened.as_ref().map(|one| one.id.clone()));
    let Some(id) = id else { return ().into_any() };
    let shown = calendar(session, CalendarOf::Incident(id));
    view! {
        <section class="section screen-only" aria-labelledby="record-calendar">
            <h2 id="record-calendar">{t(msg!("Calendar", "日历"))}</h2>
            {shown}
        </section>
    }
    .into_any()
}

#[derive(Clone, PartialEq)]
struct Chain {
    checking: Checking,
    unreadable: usize,
    events: usize,
    erased: usize,
    unknown: usize,
    heads: Vec<String>,
}

/// State of the chain, its newest hashes, and checking it again.
fn chain(session: Session) -> AnyView {
    let chain = look(session, |one| {
        Some(Chain {
            checking: one.checking.clone(),
            unreadable: one.unreadable,
            events: one.log.events().len(),
            erased: one.incident.erased.len(),
            unknown: one.incident.unknown,
            heads: one.log.heads(),
        })
    });
    let state = move || {
        let language = session.language.get();
        let (class, shape, words) = match chain
            .with(|chain| chain.as_ref().map(|chain| (chain.checking.clone(), chain.unreadable)))?
        {
            (Checking::Running, _) => {
                ("is-quiet", Mark::Dial, msg!("Checking…", "正在校验……").get(language).to_owned())
            }
            (Checking::Verified, 0) => ("", Mark::Tick, msg!("Verified", "校验通过").get(language).to_owned()),
            (Checking::Verified, lines) => (
                "is-over",
                Mark::Diamond,
                msg!("{0} stored lines cannot be read", "{0} 行存储内容无法读取").fill(language, &[&lines.to_string()]),
            ),
            (Checking::Broken(broken), _) => ("is-over", Mark::Diamond, chain_break(language, &broken)),
        };
        Some(view! { <p class=class>{mark(shape)}" "{words}</p> })
    };
    let counts = move || {
        let language = session.language.get();
        chain.with(|chain| {
            chain.as_ref().map(|chain| {
                let counts = [chain.events, chain.erased, chain.unknown].map(|count| count.to_string());
                let words = match chain.unknown {
                    0 => msg!("{0}, of which {1} erased", "{0} 条，其中 {1} 条已抹除"),
                    _ => msg!(
                        "{0}, of which {1} erased and {2} of kinds this version does not know (kept as they are)",
                        "{0} 条，其中 {1} 条已抹除，{2} 条为此版本不认识的类型（原样保留）",
                    ),
                };
                words.fill(language, &[&counts[0], &counts[1], &counts[2]])
            })
        })
    };
    let heads = move || {
        chain
            .with(|chain| chain.as_ref().map(|chain| chain.heads.clone()))
            .unwrap_or_default()
            .into_iter()
            .map(|head| view! { <p class="hash">{head}</p> })
            .collect::<Vec<_>>()
    };
    let again = move |_| session.verify_again();
    view! {
        <section class="section" aria-labelledby="record-chain">
            <div class="section-head">
                <h2 id="record-chain">{t(msg!("Chain", "哈希链"))}</h2>
                <button class="button" type="button" on:click=again>{t(msg!("Verify again", "重新校验"))}</button>
            </div>
            <dl class="facts">
                <div class="fact"><dt>{t(msg!("State", "状态"))}</dt><dd><div role="status">{state}</div></dd></div>
                <div class="fact"><dt>{t(msg!("Entries", "条目"))}</dt><dd>{counts}</dd></div>
                <div class="fact"><dt>{t(msg!("Newest hashes", "最新哈希值"))}</dt><dd>{heads}</dd></div>
            </dl>
            <p class="small muted">{t(msg!(
                "Each entry names the hashes before it, so a changed or missing entry shows. To show later that the whole was not written anew, note the newest hash somewhere else.",
                "每一条目都写明其前面条目的哈希值，因此改动或缺失都会显现。若要日后证明整份记录未被重写，请将最新哈希值另行保存。",
            ))}</p>
        </section>
    }
    .into_any()
}

/// What erasing and purging cannot reach, and what was erased.
fn reach(session: Session) -> AnyView {
    let copied = Memo::new(move |_| {
        let id = session.opened.with(|opened| opened.as_ref().map(|one| one.id.clone()))?;
        session.copies.with(|copies| copies.get(&id).map(|copy| copy.0))
    });
    let file = move || {
        let language = session.language.get();
        match copied.get() {
            None => msg!("Files: none was saved from this browser.", "文件：未从此浏览器保存过文件。")
                .get(language)
                .to_owned(),
            Some(at) => msg!(
                "Files saved before: the last one on {0}, and any earlier one.",
                "此前保存的文件：最近一次为 {0}，以及更早的文件。",
            )
            .fill(language, &[&session.when(at)]),
        }
    };
    let others = [
        msg!("Prints, screenshots, text copied elsewhere.", "打印件、截屏，以及复制到别处的文本。"),
        msg!(
            "Other browsers and machines that hold this record. They erase the same text when they import a newer file of it; a purge they do not learn of.",
            "存有此记录的其他浏览器和设备。导入较新的文件后，它们会抹除同样的文本；彻底清除则不会传到那里。",
        ),
        msg!("Backups of this device.", "此设备的备份。"),
    ];
    let others: Vec<AnyView> = others.into_iter().map(|msg| view! { <li>{t(msg)}</li> }.into_any()).collect();
    view! {
        <section class="section" aria-labelledby="record-reach">
            <h2 id="record-reach">{t(msg!("What erasing cannot reach", "抹除无法触及的副本"))}</h2>
            <p>{t(msg!(
                "Erasing a text (on the timeline) and purging take effect in this browser, in all its tabs. They cannot reach:",
                "抹除文本（在时间线中操作）和彻底清除对此浏览器的所有标签页生效。以下副本无法触及：",
            ))}</p>
            <div class="prose"><ul><li>{file}</li>{others}</ul></div>
            {erased(session)}
        </section>
    }
    .into_any()
}

/// The tombstones: who erased, when, why.
fn erased(session: Session) -> AnyView {
    let stones = look(session, |one| {
        one.incident
            .erased
            .values()
            .map(|stone| (stone.at, stone.by.name.clone(), stone.reason.clone()))
            .collect::<Vec<_>>()
    });
    let shown = move || {
        let language = session.language.get();
        let stones = stones.get();
        (!stones.is_empty()).then(|| {
            let count = stones.len().to_string();
            let rows: Vec<AnyView> = stones.into_iter().map(|(at, by, reason)| {
                let text = [session.when(at), by, stored(&reason)].join(" · ");
                view! { <li>{text}</li> }.into_any()
            }).collect();
            view! { <details><summary>{msg!("Erased here ({0})", "已抹除（{0}）").fill(language, &[&count])}</summary><ol class="rows">{rows}</ol></details> }
        })
    };
    view! { {shown} }.into_any()
}
