//! The record as a file: saving it, keeping one up to date, its schema, paper.

use super::super::look;
use crate::browser::{page, storage_status};
use crate::exchange::record_json::SCHEMA;
use crate::language::format;
use crate::record::id::Id;
use crate::record::time::{MINUTE, Timestamp};
use crate::session::{KeptState, Route, Session};
use crate::ui::markup::prelude::*;
use crate::ui::page::storage::copy_words;
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::text::{stored, t};

fn open_id(session: Session) -> Option<Id> {
    session.opened.with(|opened| opened.as_ref().map(|one| one.id.clone()))
}

/// Draws the section.
pub(super) fn files(session: Session) -> AnyView {
    let events = look(session, |one| one.log.events().len());
    let copy = Memo::new(move |_| {
        let id = open_id(session)?;
        session.copies.with(|copies| copies.get(&id).copied())
    });
    let minute = Memo::new(move |_| Timestamp(session.now.get().0 / MINUTE * MINUTE));
    let age = move || {
        let language = session.language.get();
        let newer = events.get().saturating_sub(copy.get().map_or(0, |copy| copy.1)).to_string();
        match copy.get() {
            None => msg!(
                "In no file yet: all {0} entries are only in this browser.",
                "尚未存入文件：全部 {0} 条仅在此浏览器中。",
            )
            .fill(language, &[&newer]),
            Some((at, _)) => {
                let age = copy_words(language, minute.get(), Some(at));
                msg!("Last file: {0}, {1}. Newer entries: {2}.", "最近一次文件：{0}，{1}。之后新增 {2} 条。")
                    .fill(language, &[&session.when(at), &age, &newer])
            }
        }
    };
    let save = move |_| session.save_record();
    let print = move |_| page::print();
    view! {
        <section class="section" aria-labelledby="record-file">
            <div class="section-head">
                <h2 id="record-file">{t(msg!("File", "文件"))}</h2>
                <button class="button button-primary" type="button" on:click=save>{t(msg!("Save to file", "保存到文件"))}</button>
            </div>
            <p role="status">{age}</p>
            <p class="small muted screen-only">{t(msg!(
                "One JSON file with every entry. Import it in another browser to go on there, check it under Verify, read it with other tools. It carries the whole record in clear text: handle it as marked.",
                "一个包含全部条目的 JSON 文件。可在其他浏览器中导入后继续工作，在“校验”中检查，或用其他工具读取。文件以明文包含整份记录：请按标记处理。",
            ))}</p>
            <ul class="rows screen-only">
                {continuous(session)}
                {schema()}
                <li class="row">
                    <div>{t(msg!("Paper", "纸质"))}<p class="small muted">{t(msg!(
                        "Prints the tab that is open, with its marking on every page: the playbook as a checklist, the timeline as a log.",
                        "打印当前打开的标签页，每页均带标记：处置手册为检查表，时间线为日志。",
                    ))}</p></div>
                    <button class="button" type="button" on:click=print>{t(msg!("Print", "打印"))}</button>
                </li>
            </ul>
            <p class="screen-only"><a href=Route::Import.href()>{t(msg!("Import a file", "导入文件"))}</a>" · "<a href=Route::Verify.href()>{t(msg!("Verify a file", "校验文件"))}</a></p>
        </section>
    }
    .into_any()
}

/// A chosen file that is written after each change, where the browser can do that.
fn continuous(session: Session) -> AnyView {
    let kept = Memo::new(move |_| {
        let id = open_id(session)?;
        session
            .kept_file
            .with(|kept| kept.as_ref().filter(|kept| kept.incident == id).map(|kept| (kept.name.clone(), kept.state)))
    });
    let able = session.can_save_continuously();
    let choose = move |_| {
        leptos::task::spawn_local(async move {
            session.save_continuously().await;
        });
    };
    let resume = move |_| leptos::task::spawn_local(async move { session.resume_continuously().await });
    let stop = move |_| leptos::task::spawn_local(async move { session.stop_continuously().await });
    let state = move || {
        let language = session.language.get();
        kept.get().map(|(name, state)| {
            let (class, shape, words) = match state {
                KeptState::Due => {
                    ("is-quiet", Mark::Dial, msg!("being written", "正在写入").get(language).to_owned())
                }
                KeptState::Written(at) => {
                    let time = format::clock_time(at, session.offset_at(at));
                    ("", Mark::Tick, msg!("written {0}", "已写入 {0}").fill(language, &[&time]))
                }
                KeptState::Refused => (
                    "is-over",
                    Mark::Diamond,
                    msg!("could not be written: choose it again", "无法写入：请重新选择").get(language).to_owned(),
                ),
                KeptState::Asks => (
                    "is-soon",
                    Mark::Triangle,
                    msg!("the browser asks for leave first", "需先经浏览器许可").get(language).to_owned(),
                ),
            };
            view! { <p><span class="mono">{stored(&name)}</span>" "<span class=class>{mark(shape)}" "{words}</span></p> }
        })
    };
    let buttons = move || {
        let state = kept.with(|kept| kept.as_ref().map(|kept| kept.1));
        match state {
            _ if !able => ().into_any(),
            None | Some(KeptState::Refused) => {
                view! { <button class="button" type="button" on:click=choose>{t(msg!("Keep a file up to date", "持续更新文件"))}</button> }.into_any()
            }
            Some(state) => {
                let go_on = (state == KeptState::Asks).then(|| {
                    view! { <button class="button" type="button" on:click=resume>{t(msg!("Go on", "继续"))}</button> }
                });
                view! { <span class="line">{go_on}<button class="button" type="button" on:click=stop>{t(msg!("Stop", "停止"))}</button></span> }.into_any()
            }
        }
    };
    let about = match able {
        true => msg!(
            "A file of your choice is written after each change, while this incident is open in a tab.",
            "在标签页打开此事件期间，每次更改后写入你选定的文件。",
        ),
        false => msg!(
            "This browser cannot write to a chosen file again and again; Chromium can. Save to a file instead.",
            "此浏览器无法持续写入选定的文件；Chromium 可以。请改用“保存到文件”。",
        ),
    };
    view! {
        <li class="row">
            <div>{t(msg!("Up to date by itself", "自动更新"))}<p class="small muted">{t(about)}</p><div role="status">{state}</div></div>
            {buttons}
        </li>
    }
    .into_any()
}

/// The schema of the file: beside the hosted app; a page opened from disk can only name it.
fn schema() -> AnyView {
    let link = match storage_status::is_file_url() {
        true => view! {
            <div>"JSON Schema"<p class="small muted">{t(msg!(
                "Stands beside the hosted app and in the source, under this name:",
                "位于托管版应用旁及源代码中，名称为：",
            ))}" "<span class="mono">{SCHEMA}</span></p></div>
        }
        .into_any(),
        false => view! {
            <div>"JSON Schema"<p class="small muted">{t(msg!(
                "Says what each field of the file means, for other tools.",
                "说明文件各字段的含义，供其他工具使用。",
            ))}</p></div>
            <a class="button" href=["./", SCHEMA].concat() download=SCHEMA>{t(msg!("Save the JSON Schema", "保存 JSON Schema"))}</a>
        }
        .into_any(),
    };
    view! { <li class="row">{link}</li> }.into_any()
}
