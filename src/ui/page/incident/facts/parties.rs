//! Affected parties from a CSV file: chosen or dropped, its columns seen and matched, its rows judged; then all good rows
//! become entries with one act. The file itself is not kept.
//!
//! Signals are of types that other pages have too: each further type costs a kilobyte of Wasm.

use crate::browser::files::{self, FileError};
use crate::browser::page;
use crate::exchange::csv_read::{self, Table};
use crate::form::table::{Filled, Rows, fillable, guess};
use crate::form::{Problem, problem_text};
use crate::language::{Language, Msg, csv_problem};
use crate::record::decide::Command;
use crate::record::refusal::Why;
use crate::record::register::{FieldKind, Register};
use crate::register::register;
use crate::session::{IncidentTab, Route, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::file;
use crate::ui::widget::text::t;
use leptos::ev::{DragEvent, Event};
use leptos::web_sys::File;

/// What the route names while a file is taken in.
pub const FORM: &str = "party_csv";
/// Register that is filled.
pub const REGISTER: &str = "party";
/// Rows of the file that are shown.
const SHOWN: usize = 5;
/// Refused rows that are listed.
const LISTED: usize = 20;

/// Why a file was not read.
enum Trouble {
    File(FileError),
    Csv(csv_read::Problem),
    /// The entries were not taken.
    Refused(Why),
}

/// The file read last.
#[derive(Default)]
struct Kept {
    read: Option<Result<Table, Trouble>>,
    filled: Vec<Filled>,
    rows: Rows,
}

/// What is drawn from [`Kept`]: `file` moves with each file, `turn` with each choice.
#[derive(Clone, Copy)]
struct Taking {
    session: Session,
    register: &'static Register,
    kept: StoredValue<Kept>,
    file: RwSignal<usize>,
    turn: RwSignal<usize>,
}

/// The place for a file, while the route names it.
pub fn taking(session: Session) -> AnyView {
    let named = Memo::new(move |_| matches!(session.route.get(), Route::Incident(_, _, Some(named)) if named == FORM));
    let shown = move || named.get().then(|| register(REGISTER).map(|register| panel(session, register)));
    view! { {move || shown().flatten()} }.into_any()
}

fn back(session: Session) {
    if let Route::Incident(id, ..) = session.route.get_untracked() {
        session.go(&Route::Incident(id, IncidentTab::Facts, None));
    }
}

fn panel(session: Session, register: &'static Register) -> AnyView {
    let taking = Taking {
        session,
        register,
        kept: StoredValue::new(Kept::default()),
        file: RwSignal::new(0),
        turn: RwSignal::new(0),
    };
    let over = RwSignal::new(false);
    let drag = move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let drop = move |event: DragEvent| {
        over.set(false);
        taking.read(file::dropped(&event));
    };
    request_animation_frame(|| {
        page::focus(FORM);
    });
    view! {
        <section class="opened-form" aria-labelledby=FORM>
            <h2 id=FORM tabindex="-1">{t(msg!("Import affected parties", "导入受影响方"))}</h2>
            <div class="drop" data-over=move || over.get().then_some("") on:dragover=drag on:dragleave=move |_| over.set(false) on:drop=drop>
                <label class="field-label" for="csv">{t(msg!("Choose or drop a CSV file", "选择或拖放 CSV 文件"))}</label>
                <input type="file" id="csv" accept=".csv,.txt,text/csv" aria-describedby="csv-hint" on:click=file::forget
                    on:change=move |event: Event| taking.read(file::chosen(&event)) />
                <p class="field-hint" id="csv-hint">{t(msg!(
                    "UTF-8, at most 1 MiB, 5,000 rows and 64 columns; the first line names the columns. The file is read here and not kept.",
                    "UTF-8 编码，不超过 1 MiB、5,000 行、64 列；首行为列名。文件仅在此处读取，不会保留。",
                ))}</p>
            </div>
            {move || taking.author()}
            {move || taking.outcome()}
            <div class="form-actions">
                {move || taking.button()}
                <button type="button" class="button button-quiet" on:click=move |_| back(session)>{t(msg!("Cancel", "取消"))}</button>
            </div>
        </section>
    }
    .into_any()
}

impl Taking {
    fn read(self, file: Option<File>) {
        let Some(file) = file else { return };
        leptos::task::spawn_local(async move {
            let limit = u32::try_from(csv_read::MAX_BYTES).unwrap_or(u32::MAX);
            let read = match files::read_text(&file, limit).await {
                Ok(text) => csv_read::read(&text).map_err(Trouble::Csv),
                Err(error) => Err(Trouble::File(error)),
            };
            // The person may have left the page meanwhile.
            let there = self.kept.try_update_value(|kept| {
                kept.filled = read.as_ref().map(|table| guess(self.register, &table.header)).unwrap_or_default();
                kept.read = Some(read);
            });
            if there.is_some() {
                self.judge();
                self.file.update(|file| *file += 1);
            }
        });
    }

    /// Asks who is typing where nobody has said so yet, as every form does.
    fn author(self) -> Option<AnyView> {
        let named = self.session.me.with(|me| !me.name.trim().is_empty());
        let give = move |event: Event| {
            let name = event_target_value(&event).trim().to_owned();
            self.session.set_me(crate::record::event::Author { name, ..self.session.me.get_untracked() });
            self.judge();
        };
        (!named).then(|| {
            view! {
                <div class="field" data-kind="text">
                    <label class="field-label" for="csv-author">{t(msg!("Your name", "你的姓名"))}</label>
                    <input class="field-input" id="csv-author" type="text" autocomplete="off" on:change=give />
                </div>
            }
            .into_any()
        })
    }

    /// Looks at every row again.
    fn judge(self) {
        self.kept.update_value(|kept| {
            kept.rows = match &kept.read {
                Some(Ok(table)) => self.session.rows(self.register, table, &kept.filled),
                _ => Rows::default(),
            };
        });
        self.turn.update(|turn| *turn += 1);
    }

    /// What came of the file: why it was not read, or its columns.
    fn outcome(self) -> Option<AnyView> {
        self.file.track();
        let language = self.session.language.get();
        self.kept.with_value(|kept| {
            Some(match kept.read.as_ref()? {
                Err(trouble) => {
                    let words = trouble_words(language, trouble);
                    view! {
                        <div class="error-summary" role="alert">
                            <h2>{t(msg!("This file cannot be used", "无法使用此文件"))}</h2>
                            <p>{words}</p>
                        </div>
                    }
                    .into_any()
                }
                Ok(table) => view! {
                    {preview(table)}
                    <div class="form">{self.columns(table, &kept.filled)}</div>
                    {move || self.judged()}
                }
                .into_any(),
            })
        })
    }

    /// Which column fills which field.
    fn columns(self, table: &Table, filled: &[Filled]) -> Vec<AnyView> {
        let fields = fillable(self.register).zip(filled).enumerate();
        fields
            .map(|(place, (field, filled))| {
                let id = ["csv-", &field.code].concat();
                let label = Msg::of(&field.label);
                let option = |value: String, words: AnyView, chosen: bool| {
                    view! { <option value=value selected=chosen>{words}</option> }.into_any()
                };
                let mut options = Vec::new();
                let nothing = view! { {t(msg!("Leave empty", "留空"))} }.into_any();
                options.push(option(String::new(), nothing, *filled == Filled::Nothing));
                for (column, name) in table.header.iter().enumerate() {
                    let chosen = *filled == Filled::Column(column);
                    let words = if name.is_empty() { (column + 1).to_string() } else { name.clone() };
                    options.push(option(column.to_string(), view! { {words} }.into_any(), chosen));
                }
                if let FieldKind::Choice(choices) = &field.kind {
                    for (code, words) in choices {
                        let words = Msg::of(words);
                        let language = self.session.language;
                        let same = move || {
                            let language = language.get();
                            msg!("All rows: {0}", "所有行：{0}").fill(language, &[words.get(language)])
                        };
                        let chosen = matches!(filled, Filled::Same(same) if same == code);
                        options.push(option(["=", code].concat(), view! { {same} }.into_any(), chosen));
                    }
                }
                let change = move |event: Event| {
                    let value = event_target_value(&event);
                    let chosen = match (value.strip_prefix('='), value.parse()) {
                        (Some(code), _) => Filled::Same(code.to_owned()),
                        (None, Ok(column)) => Filled::Column(column),
                        _ => Filled::Nothing,
                    };
                    self.kept.update_value(|kept| {
                        if let Some(filled) = kept.filled.get_mut(place) {
                            *filled = chosen;
                        }
                    });
                    self.judge();
                };
                view! {
                    <div class="field" data-kind="choice">
                        <label class="field-label" for=id.clone()>{t(label)}</label>
                        <select class="field-input" id=id on:change=change>{options}</select>
                    </div>
                }
                .into_any()
            })
            .collect()
    }

    /// How many rows are good, and which are not, each with the reason.
    fn judged(self) -> AnyView {
        self.turn.track();
        let language = self.session.language.get();
        let label = |code: &str| self.register.field(code).map(|field| Msg::of(&field.label).get(language));
        self.kept.with_value(|kept| {
            let Rows { good, refused } = &kept.rows;
            let counts = [good.len(), refused.len()].map(|count| count.to_string());
            let counts = msg!("Good rows: {0}. Refused: {1}.", "可导入：{0} 行。不可导入：{1} 行。")
                .fill(language, &counts.each_ref().map(String::as_str));
            let line = |(line, problem): &(usize, crate::form::FieldProblem)| {
                let why = problem_text(language, &problem.problem);
                let words = msg!("Line {0}, {1}: {2}", "第 {0} 行，{1}：{2}");
                let nameless = msg!("Your name", "你的姓名").get(language);
                let label = label(&problem.field).unwrap_or(nameless);
                view! { <li>{words.fill(language, &[&line.to_string(), label, &why])}</li> }.into_any()
            };
            let mut lines: Vec<AnyView> = refused.iter().take(LISTED).map(line).collect();
            if let Some(more) = refused.len().checked_sub(LISTED).filter(|more| *more > 0) {
                let words = msg!("and {0} more", "另有 {0} 行").fill(language, &[&more.to_string()]);
                lines.push(view! { <li>{words}</li> }.into_any());
            }
            view! { <p role="status">{counts}</p><ul class="small">{lines}</ul> }.into_any()
        })
    }

    /// The button that takes the good rows in.
    fn button(self) -> Option<AnyView> {
        self.turn.track();
        let language = self.session.language;
        let count = self.kept.with_value(|kept| kept.rows.good.len()).to_string();
        let told = count.clone();
        let take = move |_| {
            // Judged again as things stand: another tab may have added some.
            self.judge();
            let bodies = self.kept.with_value(|kept| kept.rows.good.clone());
            match self.session.act(Command::Several { bodies, occurred: None }) {
                Ok(()) => {
                    let words = msg!("Affected parties imported: {0}", "已导入受影响方：{0}");
                    self.session.announce(words.fill(language.get_untracked(), &[&told]));
                    back(self.session);
                    request_animation_frame(|| {
                        page::focus(REGISTER);
                    });
                }
                Err(refusal) => {
                    self.kept.update_value(|kept| kept.read = Some(Err(Trouble::Refused(refusal.why))));
                    self.judge();
                    self.file.update(|file| *file += 1);
                }
            }
        };
        let words = move || msg!("Import parties: {0}", "导入受影响方：{0}").fill(language.get(), &[&count]);
        let any = self.kept.with_value(|kept| !kept.rows.good.is_empty());
        any.then(|| {
            view! { <button type="button" class="button button-primary" on:click=take>{words}</button> }.into_any()
        })
    }
}

/// The first rows as they stand in the file.
fn preview(table: &Table) -> AnyView {
    let head: Vec<AnyView> =
        table.header.iter().map(|name| view! { <th scope="col">{name.clone()}</th> }.into_any()).collect();
    let cell = |cell: &String| view! { <td>{cell.clone()}</td> }.into_any();
    let row = |row: &csv_read::Row| view! { <tr>{row.cells.iter().map(cell).collect::<Vec<_>>()}</tr> }.into_any();
    let rows: Vec<AnyView> = table.rows.iter().take(SHOWN).map(row).collect();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=t(msg!("First rows of the file", "文件的前几行"))>
            <table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
    .into_any()
}

fn trouble_words(language: Language, trouble: &Trouble) -> String {
    let msg = match trouble {
        Trouble::Csv(problem) => return csv_problem::words(language, problem),
        Trouble::Refused(why) => return problem_text(language, &Problem::Why(why.clone())),
        Trouble::File(FileError::TooLarge) => msg!("It is larger than 1 MiB.", "文件超过 1 MiB。"),
        Trouble::File(FileError::NotText) => msg!(
            "Its bytes are not UTF-8 text. In the spreadsheet, save it as “CSV UTF-8”.",
            "其字节不是 UTF-8 文本。请在电子表格中另存为“CSV UTF-8”。",
        ),
        Trouble::File(_) => file::UNREAD,
    };
    msg.get(language).to_owned()
}
