//! A place for a file: chosen or dropped, read as text, checked whole. What "Import" and "Verify" have in common.

use crate::browser::files::{self, FileError};
use crate::browser::{page, timer};
use crate::deadline::read::{FORMAT, Problem};
use crate::exchange::import::{ImportProblem, MAX_FILE};
use crate::language::codes::Named;
use crate::language::problems::import_problem;
use crate::language::{Language, Msg, pack_problem};
use crate::record::organisation;
use crate::session::{ImportPreview, PreviewRecord, Route, RulesPreview, Session, StorageState};
use crate::ui::markup::prelude::*;
use crate::ui::widget::text::{stored, t};
use leptos::ev::{DragEvent, Event};
use leptos::web_sys::{File, HtmlInputElement};
use std::sync::Arc;

/// How far the reading of a file is.
#[derive(Clone)]
pub enum Reading {
    /// No file was chosen.
    Nothing,
    /// Being read and checked.
    Busy,
    /// The browser could not read it, or it is no text. With its name.
    Unread(String, FileError),
    /// It is damaged or no record. With its name.
    Damaged(String, ImportProblem),
    /// A rule pack that cannot be put in force. With its name.
    Faulty(String, Vec<Problem>),
    /// A newer rule pack, compared with the rules in force. With its name.
    Rules(String, RulesPreview),
    /// Read and compared with what is stored here. With its name.
    Read(String, Arc<ImportPreview>),
}

/// Reads a file; nothing is stored.
fn read(session: Session, file: File, reading: RwSignal<Reading>) {
    if matches!(reading.get_untracked(), Reading::Busy) {
        return;
    }
    reading.set(Reading::Busy);
    let takes_rules = session.route.get_untracked() == Route::Import;
    leptos::task::spawn_local(async move {
        // The comparison needs the store, which is open within moments of the start.
        while session.storage.get_untracked() == StorageState::Opening {
            timer::pause(50).await;
        }
        let name = file.name();
        let limit = u32::try_from(MAX_FILE).unwrap_or(u32::MAX);
        let outcome = match files::read_text(&file, limit).await {
            Err(error) => Reading::Unread(name, error),
            Ok(text) => match session.preview(&text).await {
                Err(ImportProblem::OtherFormat(found)) if found == FORMAT && takes_rules => {
                    return preview_rules(session, reading, name, Some(text)).await;
                }
                Err(problem) => Reading::Damaged(name, problem),
                Ok(preview) => Reading::Read(name, Arc::new(preview)),
            },
        };
        show(reading, outcome);
    });
}

/// Shows what came of a file.
fn show(reading: RwSignal<Reading>, outcome: Reading) {
    let good = matches!(outcome, Reading::Read(..) | Reading::Rules(..));
    // The person may have left the page meanwhile.
    if reading.try_set(outcome).is_none() {
        request_animation_frame(move || {
            page::focus(if good { "import-summary" } else { "file-problem" });
        });
    }
}

/// Shows what a rule pack would change; with no text, what the rules that came with the app would.
pub async fn preview_rules(session: Session, reading: RwSignal<Reading>, name: String, text: Option<String>) {
    show(
        reading,
        match session.preview_rules(text).await {
            Err(problems) => Reading::Faulty(name, problems),
            Ok(preview) => Reading::Rules(name, preview),
        },
    );
}

/// Draws a page around the place for a file. A file may be dropped anywhere on it.
pub fn file_place(session: Session, heading: Msg, hint: Msg, reading: RwSignal<Reading>, body: AnyView) -> AnyView {
    let over = RwSignal::new(false);
    let choose = move |event: Event| {
        let input: HtmlInputElement = event_target(&event);
        if let Some(file) = input.files().and_then(|files| files.item(0)) {
            read(session, file, reading);
        }
    };
    // So that the same file may be chosen again after it was mended.
    let forget = move |event: leptos::ev::MouseEvent| event_target::<HtmlInputElement>(&event).set_value("");
    let drag = move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let drop = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        let files = event.data_transfer().and_then(|transfer| transfer.files());
        if let Some(file) = files.and_then(|files| files.item(0)) {
            read(session, file, reading);
        }
    };
    let progress = move || match reading.with(|reading| matches!(reading, Reading::Busy)) {
        true => msg!("Reading and checking…", "正在读取和校验……").get(session.language.get()),
        false => "",
    };
    view! {
        <main class="page" id="main" tabindex="-1" on:dragover=drag on:dragleave=move |_| over.set(false) on:drop=drop>
            <div class="measure stack-wide">
                <h1>{t(heading)}</h1>
                <div class="drop" data-over=move || over.get().then_some("")>
                    <label class="field-label" for="file">{t(msg!("Choose a file", "选择文件"))}</label>
                    <input type="file" id="file" accept=".json,application/json" aria-describedby="file-hint" on:click=forget on:change=choose />
                    <p class="field-hint" id="file-hint">{t(hint)}" "{t(msg!("It may also be dropped on this page, one file at a time.", "也可以将文件拖放到本页面，一次一个。"))}</p>
                    <p role="status">{progress}</p>
                </div>
                {trouble(session, reading)}
                {body}
            </div>
        </main>
    }
    .into_any()
}

/// Why a file was not read, with the place.
fn trouble(session: Session, reading: RwSignal<Reading>) -> AnyView {
    let words = move |reading: &Reading| {
        let language = session.language.get();
        let (name, why) = match reading {
            Reading::Unread(name, error) => (name, file_problem(language, error)),
            Reading::Damaged(name, problem) => (name, import_problem(language, problem)),
            Reading::Faulty(name, problems) => (name, pack_problem::all(language, problems)),
            Reading::Nothing | Reading::Busy | Reading::Read(..) | Reading::Rules(..) => return None,
        };
        Some(msg!("{0}: {1}", "{0}：{1}").fill(language, &[name, &why]))
    };
    let shown = move || {
        reading.with(words).map(|text| {
            view! {
                <div class="error-summary" role="alert" tabindex="-1" id="file-problem">
                    <h2>{t(msg!("This file cannot be used", "无法使用此文件"))}</h2>
                    <p>{stored(&text)}</p>
                    <p>{t(msg!("Nothing stored in this browser was changed.", "此浏览器中存储的内容未作任何更改。"))}</p>
                </div>
            }
        })
    };
    view! { {shown} }.into_any()
}

fn file_problem(language: Language, error: &FileError) -> String {
    match error {
        FileError::TooLarge => import_problem(language, &ImportProblem::TooLarge),
        FileError::NotText => msg!(
            "Its bytes are not UTF-8 text: another kind of file, or damaged.",
            "其字节不是 UTF-8 文本：可能是其他类型的文件，或已损坏。",
        )
        .get(language)
        .to_owned(),
        FileError::NotAllowed | FileError::Failed(_) => msg!(
            "The browser could not read it. It may have been moved or changed since it was chosen.",
            "浏览器无法读取该文件。文件可能在选择后被移动或更改。",
        )
        .get(language)
        .to_owned(),
    }
}

/// A title as stored, or that its text was erased.
pub fn title_of(session: Session, title: &str) -> impl Fn() -> String + Send + Sync + 'static + use<> {
    let title = stored(title);
    move || match title.as_str() {
        "" => msg!("(erased)", "（已抹除）").get(session.language.get()).to_owned(),
        // The record of the organisation begins with this title everywhere.
        organisation::TITLE => msg!("Organisation", "组织").get(session.language.get()).to_owned(),
        title => title.to_owned(),
    }
}

/// Short id, marking and privilege of a record in a file.
pub fn marks(record: &PreviewRecord) -> AnyView {
    let privileged =
        record.privileged.then(|| view! { <span>{t(msg!("Legally privileged", "受法律特权保护"))}</span> });
    let exercise = record.exercise.then(|| view! { <span>{t(msg!("Exercise", "演练"))}</span> });
    view! {
        <p class="case-meta">
            <span class="mono">{record.id.short().to_owned()}</span>
            <span>{record.tlp.name().get(Language::English)}</span>
            {privileged}{exercise}
        </p>
    }
    .into_any()
}
