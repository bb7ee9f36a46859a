//! Storage: whether this browser keeps what is saved, for how long, and how old each incident's last file is.

mod rules;

use self::rules::{eviction_rule, file_rule};
use super::import::reading::title_of;
use crate::browser::storage_status::{self, engine};
use crate::language::codes::Named;
use crate::language::{Language, Msg, format};
use crate::record::id::Id;
use crate::record::time::{MINUTE, Timestamp};
use crate::session::{IncidentTab, Purged, Route, Session, StorageState};
use crate::ui::frame::store_problem;
use crate::ui::markup::prelude::*;
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::text::{stored, t};

/// Draws the page.
pub fn storage(session: Session) -> AnyView {
    view! {
        <main class="page" id="main" tabindex="-1">
            <div class="measure stack-wide">
                <h1>{t(msg!("Storage", "存储"))}</h1>
                {browser(session)}
                {copies(session)}
                {purged(session)}
            </div>
        </main>
    }
    .into_any()
}

/// What the browser says of this page's storage.
fn browser(session: Session) -> AnyView {
    let promised = RwSignal::new(None::<Option<bool>>);
    let estimate = RwSignal::new(None::<(u64, u64)>);
    let look = move || {
        leptos::task::spawn_local(async move {
            let kept = storage_status::persisted().await;
            let sizes = storage_status::estimate().await;
            // The page may be gone by now; then nobody asks any more.
            let _ = promised.try_set(Some(kept));
            // Rough figures of the browser, never negative.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let _ = estimate.try_set(sizes.map(|(used, allowed)| (used as u64, allowed as u64)));
        });
    };
    Effect::new(move |_| {
        session.saved.track();
        look();
    });
    let ask = move |_| {
        leptos::task::spawn_local(async move {
            let answer = storage_status::request_persist().await;
            session.announce(promise_words(Some(answer)).get(session.language.get_untracked()).to_owned());
            let _ = promised.try_set(Some(answer));
        });
    };
    let promise = move || {
        let button = (promised.get() != Some(Some(true))).then(|| {
            view! { <p><button class="button" type="button" on:click=ask>{t(msg!("Ask the browser to keep this data", "请求浏览器保留这些数据"))}</button></p> }
        });
        view! { <p>{t(promise_words(promised.get()))}</p>{button} }
    };
    let used = move || match estimate.get() {
        None => view! { <dd class="missing">{t(msg!("This browser does not say", "此浏览器未提供"))}</dd> }.into_any(),
        Some((used, allowed)) => {
            let words = move || {
                msg!("{0} MB of about {1} MB allowed", "已用 {0} MB，约可用 {1} MB")
                    .fill(session.language.get(), &[&megabytes(used), &megabytes(allowed)])
            };
            view! {
                <dd><meter min="0" max=allowed.to_string() value=used.to_string() aria-label=t(msg!("Storage used", "已用存储"))></meter>" "{words}</dd>
            }
            .into_any()
        }
    };
    let from_file = storage_status::is_file_url().then(|| {
        view! { <div class="fact"><dt>{t(msg!("Opened from a file", "从文件打开"))}</dt><dd>{t(file_rule(engine()))}</dd></div> }
    });
    view! {
        <section class="section" aria-labelledby="storage-browser">
            <h2 id="storage-browser">{t(msg!("This browser", "此浏览器"))}</h2>
            <dl class="facts">
                <div class="fact"><dt>{t(msg!("State", "状态"))}</dt><dd>{state(session)}</dd></div>
                <div class="fact"><dt>{t(msg!("Persistence", "持久保存"))}</dt><dd>{promise}</dd></div>
                <div class="fact"><dt>{t(msg!("Used", "用量"))}</dt>{used}</div>
                <div class="fact"><dt>{t(msg!("Without a network", "无网络时"))}</dt><dd>{move || t(offline_words(&session.offline.get()))}</dd></div>
                <div class="fact"><dt>{t(msg!("When it deletes data", "何时删除数据"))}</dt><dd>
                    <p>{t(eviction_rule(engine()))}</p>
                    <p>{t(msg!(
                        "A private window forgets everything when it is closed. Clearing site data deletes everything at any time.",
                        "隐私窗口关闭后会丢失全部数据。清除网站数据会随时删除全部内容。",
                    ))}</p>
                </dd></div>
                {from_file}
            </dl>
        </section>
    }
    .into_any()
}

/// Whether the app itself is at hand without a network.
fn offline_words(state: &str) -> Msg {
    match state {
        "ready" => msg!("The app starts without a network", "本应用可在无网络时启动"),
        "failed" => msg!(
            "This browser keeps no copy of the app: without a network it does not start. Keep the single file holdfast.html",
            "此浏览器未保留本应用的副本，无网络时无法启动。请保存单文件版 holdfast.html",
        ),
        _ => msg!("No copy of the app is kept yet", "尚未保留本应用的副本"),
    }
}

/// Whether what is saved is kept.
fn state(session: Session) -> AnyView {
    let shown = move || {
        let (class, shape, words, why) = match session.storage.get() {
            StorageState::Opening => ("state is-quiet", Mark::Dial, msg!("Opening…", "正在打开……"), None),
            StorageState::Durable => {
                ("state", Mark::Tick, msg!("Keeps what is saved here", "保留在此保存的内容"), None)
            }
            StorageState::Memory(error) => {
                ("state is-soon", Mark::Triangle, msg!("Keeps nothing", "不保留任何数据"), Some(error))
            }
            StorageState::ReadOnly(error) => {
                ("state is-over", Mark::Diamond, msg!("May only be read", "只读"), Some(error))
            }
        };
        view! { <span class=class>{mark(shape)}{t(words)}</span>{why.map(|error| view! { <p>{t(store_problem(&error))}</p> })} }
    };
    view! { {shown} }.into_any()
}

/// Megabytes of a million bytes each, with one decimal below ten; what is there at all is never 0.0.
fn megabytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    match tenths < 100 {
        true => [(tenths / 10).to_string(), (tenths % 10).to_string()].join("."),
        false => (tenths / 10).to_string(),
    }
}

const fn promise_words(promised: Option<Option<bool>>) -> Msg {
    match promised {
        None => msg!("Asking…", "正在查询……"),
        Some(None) => msg!("This browser does not say", "此浏览器未提供"),
        Some(Some(true)) => {
            msg!("Promised: the browser does not delete this data on its own", "已承诺：浏览器不会自行删除这些数据")
        }
        Some(Some(false)) => {
            msg!("Not promised: the browser may delete this data on its own", "未承诺：浏览器可能自行删除这些数据")
        }
    }
}

/// The age of the last file of an incident, in words.
#[must_use]
pub fn copy_words(language: Language, now: Timestamp, copy: Option<Timestamp>) -> String {
    match copy {
        None => msg!("in no file yet", "尚未存入文件").get(language).to_owned(),
        Some(at) if now.since(at) < MINUTE => msg!("just now", "刚刚").get(language).to_owned(),
        Some(at) => msg!("{0} ago", "{0}前").fill(language, &[&format::duration(language, now.since(at))]),
    }
}

/// Incidents with the age of their last file.
fn copies(session: Session) -> AnyView {
    let ids =
        Memo::new(move |_| session.board.with(|board| board.iter().map(|line| line.id.clone()).collect::<Vec<Id>>()));
    let told = RwSignal::new(None::<bool>);
    let back_up = move |_| {
        leptos::task::spawn_local(async move {
            let _ = told.try_set(Some(session.save_backup().await));
        });
    };
    let outcome = move || {
        let msg = match told.get()? {
            true => msg!(
                "The backup was handed to the browser. See that the file is where you want it.",
                "备份已交给浏览器。请确认文件已存放在所需位置。",
            ),
            false => msg!("The browser did not take the file.", "浏览器未接受该文件。"),
        };
        Some(msg.get(session.language.get()))
    };
    let table = move || {
        match ids.with(Vec::is_empty) {
        true => view! { <p class="muted">{t(msg!("No incident is stored here.", "此处没有存储任何事件。"))}</p> }.into_any(),
        false => view! {
            <div class="scroll" tabindex="0" role="region" aria-label=t(msg!("Table of incidents", "事件表"))>
                <table>
                    <thead><tr>
                        <th scope="col">{t(msg!("Incident", "事件"))}</th>
                        <th scope="col" class="num">{t(msg!("Entries", "条目"))}</th>
                        <th scope="col">{t(msg!("Last file", "最近一次文件"))}</th>
                        <th scope="col" class="num">{t(msg!("Entries newer than it", "之后新增的条目"))}</th>
                    </tr></thead>
                    <tbody><For each=move || ids.get() key=|id| id.clone() children=move |id| copy_row(session, id) /></tbody>
                </table>
            </div>
        }
        .into_any(),
    }
    };
    view! {
        <section class="section" aria-labelledby="storage-copies">
            <div class="section-head">
                <h2 id="storage-copies">{t(msg!("Incidents and their files", "事件及其文件"))}</h2>
                <span class="line">
                    <button class="button button-primary" type="button" on:click=back_up>{t(msg!("Back up everything", "备份全部数据"))}</button>
                    <a class="button" href=Route::Import.href()>{t(msg!("Restore", "还原"))}</a>
                </span>
            </div>
            <p role="status">{outcome}</p>
            {table}
        </section>
    }
    .into_any()
}

fn copy_row(session: Session, id: Id) -> AnyView {
    let href = Route::Incident(id.clone(), IncidentTab::Record, None).href();
    let short = id.short().to_owned();
    let line = {
        let id = id.clone();
        Memo::new(move |_| session.board.with(|board| board.iter().find(|line| line.id == id).cloned()))
    };
    let copy = Memo::new(move |_| session.copies.with(|copies| copies.get(&id).copied()));
    let minute = Memo::new(move |_| session.now.get().0 / MINUTE * MINUTE);
    let title = move || line.with(|line| line.as_ref().map(|line| title_of(session, &line.title)()));
    let tlp = move || line.with(|line| line.as_ref().map(|line| line.tlp.name().get(Language::English)));
    let events = Memo::new(move |_| line.with(|line| line.as_ref().map_or(0, |line| line.events)));
    let age = move || copy_words(session.language.get(), Timestamp(minute.get()), copy.get().map(|copy| copy.0));
    let newer = move || events.get().saturating_sub(copy.get().map_or(0, |copy| copy.1)).to_string();
    view! {
        <tr>
            <th scope="row"><a href=href>{title}</a><p class="case-meta"><span class="mono">{short}</span><span>{tlp}</span></p></th>
            <td class="num">{move || events.get().to_string()}</td>
            <td>{age}</td>
            <td class="num">{newer}</td>
        </tr>
    }
    .into_any()
}

/// What was purged here: who, when, why. Nothing else is left.
fn purged(session: Session) -> AnyView {
    let gone = RwSignal::new(Vec::<Purged>::new());
    Effect::new(move |_| {
        // Once the store is open, and again when an incident has left the board.
        session.storage.track();
        session.board.with(Vec::len);
        leptos::task::spawn_local(async move {
            let _ = gone.try_set(session.purged_here().await);
        });
    });
    let rows =
        move || {
            gone.get().into_iter().map(|one| {
            let id = one.incident.map(|id| id.short().to_owned()).unwrap_or_default();
            let words = [session.when(one.at), one.by, one.role, one.reason];
            let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
            view! { <li class="row"><div><span class="mono">{id}</span>" "{stored(&words.join(" · "))}</div></li> }
        }).collect::<Vec<_>>()
        };
    let shown = move || {
        (!gone.with(Vec::is_empty)).then(|| {
            view! {
                <details>
                    <summary>{t(msg!("Purged here", "已在此处彻底清除"))}</summary>
                    <ul class="rows">{rows}</ul>
                </details>
            }
        })
    };
    view! { {shown} }.into_any()
}
