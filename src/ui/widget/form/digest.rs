//! A file chosen or dropped at a field for its SHA-256: read here, in pieces, and the digest written into the field.
//!
//! Signals are of types that other pages have too: each further type costs a kilobyte of Wasm.

use super::super::file::{self, UNREAD};
use super::super::text::t;
use super::super::time_field::{press, set_input};
use super::Filling;
use crate::browser::{FileError, hash, page};
use crate::form::{Problem, Value};
use crate::language::Msg;
use crate::record::register::compared;
use crate::ui::markup::prelude::*;
use leptos::ev::{DragEvent, Event};
use leptos::web_sys::File;

/// What may be said of the file read last; `{0}` is its name.
const TOLD: [Msg; 5] = [
    msg!("Filled in from {0}", "已根据 {0} 填入"),
    msg!("Stopped; nothing was filled in", "已停止，未填入任何内容"),
    UNREAD,
    msg!("{0} is the same as recorded", "{0} 与记录一致"),
    msg!("{0} is different from what was recorded", "{0} 与记录不一致"),
];
const FILLED: usize = 0;
const STOPPED: usize = 1;
const FAILED: usize = 2;
const SAME: usize = 3;
const DIFFERENT: usize = 4;

/// Where evidence is checked again: says what comes of the comparison, and chooses that as its result.
fn compare(filling: Filling, digest: &str) -> usize {
    let Some(Value::Text(evidence)) = filling.value("evidence") else { return FILLED };
    let found = filling.session.opened.with_untracked(|opened| compared(&opened.as_ref()?.incident, &evidence, digest));
    let result = filling.id("result");
    match found {
        Some("same") => {
            press(&result);
            SAME
        }
        Some(other) => {
            press(&[&result, "-", other].concat());
            DIFFERENT
        }
        None => FILLED,
    }
}

/// The place for a file at the field `code`. Another file takes the place of one that is still being read.
pub fn file_for(filling: Filling, code: &'static str) -> AnyView {
    let language = filling.session.language;
    let part = move |part: &str| [&filling.id(code), part].concat();
    let over = RwSignal::new(false);
    let percent = RwSignal::new(None::<usize>);
    // Which of `TOLD` is said.
    let told = RwSignal::new(None::<usize>);
    let name = StoredValue::new(String::new());
    // Which reading is the present one: a later file, "Stop" and the end of the form each end those before.
    let turn = StoredValue::new(0_u64);
    let end = move |what: usize| {
        if page::focused_id() == part("-stop") {
            page::focus(&part("-file"));
        }
        filling.reading.set(None);
        filling.problems.update(|problems| problems.retain(|one| one.problem != Problem::StillReading));
        told.set(Some(what));
    };
    let read = move |file: Option<File>| {
        let Some(file) = file else { return };
        let own = turn.get_value() + 1;
        turn.set_value(own);
        name.set_value(file.name());
        told.set(None);
        percent.set(Some(0));
        filling.reading.set(Some(code.to_owned()));
        leptos::task::spawn_local(async move {
            let size = file.size();
            let going = move || turn.try_get_value() == Some(own);
            let progress = move |done: f64| {
                let now = Some((done * 100.0 / size) as usize);
                let going = going();
                if going && percent.get_untracked() != now {
                    percent.set(now);
                }
                going
            };
            let digest = hash::sha256(&file, &progress).await;
            match digest {
                _ if !going() => {}
                Ok(digest) => {
                    set_input(&filling.id(code), &digest);
                    let told = compare(filling, &digest);
                    filling.put(code, Value::Text(digest));
                    end(told);
                }
                Err(FileError::Stopped) => end(STOPPED),
                Err(_) => end(FAILED),
            }
        });
    };
    let stop = move |_| {
        turn.set_value(turn.get_value() + 1);
        end(STOPPED);
    };
    let busy = move || {
        filling.reading.with(Option::is_some).then(|| {
            let done = move || percent.get().map(|percent| percent.to_string());
            let name = move || msg!("Reading the file", "正在读取文件").get(language.get());
            view! {
                <progress max="100" value=done aria-label=name />
                <p><button type="button" class="button" id=part("-stop") on:click=stop>{t(msg!("Stop", "停止"))}</button></p>
            }
        })
    };
    let words = move || {
        let msg = told.get().and_then(|told| TOLD.get(told).copied());
        msg.map(|msg| name.with_value(|name| msg.fill(language.get(), &[name])))
    };
    let class = move || matches!(told.get(), Some(FAILED | DIFFERENT)).then_some("field-error");
    let drag = move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let drop = move |event: DragEvent| {
        over.set(false);
        read(file::dropped(&event));
    };
    let [id, hint] = ["-file", "-file-hint"].map(part);
    view! {
        <div class="drop" data-over=move || over.get().then_some("") on:dragover=drag on:dragleave=move |_| over.set(false) on:drop=drop>
            <label class="field-label" for=id.clone()>{t(msg!("Choose or drop a file", "选择或拖放文件"))}</label>
            <input type="file" id=id aria-describedby=hint.clone() on:click=file::forget
                on:change=move |event: Event| read(file::chosen(&event)) />
            <p class="field-hint" id=hint>{t(msg!(
                "The file is read here and goes nowhere; only its digest is kept.",
                "文件仅在此处读取，不会发往任何地方；只保留其哈希值。",
            ))}</p>
            {busy}
            <p role="status" class=class>{words}</p>
        </div>
    }
    .into_any()
}
