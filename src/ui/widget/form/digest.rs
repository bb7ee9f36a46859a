//! A file chosen or dropped at a field for its SHA-256: read here, in pieces, and the digest written into the field.

use super::super::file::{self, UNREAD};
use super::super::text::t;
use super::super::time_field::set_input;
use super::Filling;
use crate::browser::files::FileError;
use crate::browser::{hash, page};
use crate::form::Value;
use crate::ui::markup::prelude::*;
use leptos::ev::{DragEvent, Event};
use leptos::web_sys::File;

/// What came of the file read last, with its name; nothing before the first.
type Outcome = Option<(String, Option<FileError>)>;

/// The place for a file at the field `code`. Another file takes the place of one that is still being read.
pub fn file_for(filling: Filling, code: &'static str) -> AnyView {
    let id = filling.id(code);
    let [choose_id, hint_id, stop_id] = ["-file", "-file-hint", "-stop"].map(|part| [&id, part].concat());
    let session = filling.session;
    let over = RwSignal::new(false);
    let percent = RwSignal::new(0_u8);
    let outcome: RwSignal<Outcome> = RwSignal::new(None);
    // Which reading is the present one: a later file, "Stop" and the end of the form each end those before.
    let turn = StoredValue::new(0_u32);
    let ids = StoredValue::new([id, choose_id.clone(), stop_id.clone()]);
    let end = move |what: Outcome| {
        ids.with_value(|[_, choose, stop]| {
            if page::focused_id() == *stop {
                page::focus(choose);
            }
        });
        filling.reading.set(None);
        outcome.set(what);
    };
    let read = move |file: Option<File>| {
        let Some(file) = file else { return };
        let own = turn.get_value() + 1;
        turn.set_value(own);
        outcome.set(None);
        percent.set(0);
        filling.reading.set(Some(code));
        leptos::task::spawn_local(async move {
            let size = file.size();
            let going = move || turn.try_get_value() == Some(own);
            let progress = move |done: f64| {
                let now = (done * 100.0 / size) as u8;
                if going() && percent.get_untracked() != now {
                    percent.set(now);
                }
                going()
            };
            let read = hash::sha256(&file, &progress).await;
            if !going() {
                return;
            }
            let wrong = match read {
                Ok(digest) => {
                    ids.with_value(|[field, ..]| set_input(field, &digest));
                    filling.put(code, Value::Text(digest));
                    None
                }
                Err(error) => Some(error),
            };
            end(Some((file.name(), wrong)));
        });
    };
    let stop = move |_| {
        turn.update_value(|turn| *turn += 1);
        end(Some((String::new(), Some(FileError::Stopped))));
    };
    let busy = move || {
        (filling.reading.get() == Some(code)).then(|| {
            let done = move || percent.get().to_string();
            let name = move || msg!("Reading the file", "正在读取文件").get(session.language.get());
            view! {
                <progress max="100" value=done aria-label=name />
                <p><button type="button" class="button" id=stop_id.clone() on:click=stop>{t(msg!("Stop", "停止"))}</button></p>
            }
        })
    };
    let told = move || {
        outcome.with(|outcome| {
            let language = session.language.get();
            let (name, wrong) = outcome.as_ref()?;
            let words = match wrong {
                None => msg!("Filled in from {0}", "已根据 {0} 填入"),
                Some(FileError::Stopped) => msg!("Stopped; nothing was filled in", "已停止，未填入任何内容"),
                Some(_) => return Some(msg!("{0}: {1}", "{0}：{1}").fill(language, &[name, UNREAD.get(language)])),
            };
            Some(words.fill(language, &[name]))
        })
    };
    let wrong = move || {
        let failed = |outcome: &Outcome| !matches!(outcome, None | Some((_, None | Some(FileError::Stopped))));
        outcome.with(failed).then_some("field-error")
    };
    let drag = move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let drop = move |event: DragEvent| {
        over.set(false);
        read(file::dropped(&event));
    };
    view! {
        <div class="drop" data-over=move || over.get().then_some("") on:dragover=drag on:dragleave=move |_| over.set(false) on:drop=drop>
            <label class="field-label" for=choose_id.clone()>{t(msg!("Choose or drop a file", "选择或拖放文件"))}</label>
            <input type="file" id=choose_id aria-describedby=hint_id.clone() on:click=file::forget
                on:change=move |event: Event| read(file::chosen(&event)) />
            <p class="field-hint" id=hint_id>{t(msg!(
                "The file is read here and goes nowhere; only its digest is kept.",
                "文件仅在此处读取，不会发往任何地方；只保留其哈希值。",
            ))}</p>
            {busy}
            <p role="status" class=wrong>{told}</p>
        </div>
    }
    .into_any()
}
