//! Handover and report: written from the record at a click, shown, copied, saved, printed.

use crate::browser::clock;
use crate::exchange::record_json::file_name_of;
use crate::form::{FieldProblem, problem_text};
use crate::language::codes::Named;
use crate::language::{Language, Msg};
use crate::record::body::EntryAdded;
use crate::record::codes::NoticeLanguage;
use crate::record::decide::Command;
use crate::record::register::{EntryValue, EntryValues};
use crate::report::handover::REGISTER;
use crate::report::html::html;
use crate::report::markdown::markdown;
use crate::report::{Document, Part, Reader, Source, Text, handover, last_handover, report};
use crate::session::Session;
use crate::ui::markup::prelude::*;
use crate::ui::page::incident::notices::tools;
use crate::ui::widget::text::{stored, t};

/// A document with the name of its file, without the ending.
type Written = (Document, String);

/// Draws the section.
pub(super) fn handed(session: Session) -> AnyView {
    let english = session.language.get_untracked() == Language::English;
    let language = RwSignal::new(usize::from(!english));
    let reader = RwSignal::new(0);
    let written = RwSignal::new(None::<Written>);
    let problem = RwSignal::new(String::new());
    let handover = move |_| {
        problem.set(String::new());
        // Before it is recorded, so that it tells of what came after the one before it.
        written.set(write(session, language.get_untracked(), None).ok());
        if let Err(words) = record(session) {
            problem.set(words);
        }
    };
    let report = move |_| {
        let reader = Reader::ALL.get(reader.get_untracked()).copied();
        let (document, words) = match write(session, language.get_untracked(), reader) {
            Ok(document) => (Some(document), ""),
            Err(why) => (None, why.get(session.language.get_untracked())),
        };
        problem.set(words.to_owned());
        written.set(document);
    };
    let readers = Reader::ALL.map(Reader::name);
    let languages = [NoticeLanguage::English, NoticeLanguage::Chinese].map(|one| one.name());
    let languages = [languages[0], languages[1], msg!("Side by side", "双语对照")];
    let shown = move || written.get().map(|written| document(session, &written));
    view! {
        <section class="section stack handed" aria-labelledby="record-handed">
            <h2 id="record-handed">{t(msg!("Handover and report", "交接班与报告"))}</h2>
            <p class="small muted screen-only">{t(msg!(
                "Written from the record as it stands. A handover tells the decisions since the last one; writing it is recorded. In a report for auditors or customers names are replaced and parts left out; a name that stands only within a text is not known as one: read the report before it leaves.",
                "按记录的当前内容生成。交接班记录列出上次交接以来的决定；撰写本身会记入记录。面向审计人员或客户的报告会替换姓名并略去部分内容；仅出现在文本中的姓名无法识别，对外提供前请通读。",
            ))}</p>
            <div class="line screen-only">
                {choice("handed-language", msg!("Language", "语言"), &languages, language)}
                <button class="button button-primary" type="button" on:click=handover>{t(msg!("Write the handover", "撰写交接班记录"))}</button>
            </div>
            <div class="line screen-only">
                {choice("handed-reader", msg!("Reader", "读者"), &readers, reader)}
                <button class="button" type="button" on:click=report>{t(msg!("Write the report", "撰写报告"))}</button>
            </div>
            <p class="field-error" role="alert">{move || problem.get()}</p>
            {shown}
        </section>
    }
    .into_any()
}

/// One of a few, by its place.
fn choice(id: &'static str, label: Msg, options: &[Msg], chosen: RwSignal<usize>) -> AnyView {
    let option = |(place, words): (usize, &Msg)| {
        let (words, this) = (*words, chosen.get_untracked() == place);
        view! { <option value=place.to_string() selected=this>{t(words)}</option> }.into_any()
    };
    let options: Vec<AnyView> = options.iter().enumerate().map(option).collect();
    let choose = move |event| chosen.set(event_target_value(&event).parse().unwrap_or(0));
    view! {
        <div class="field">
            <label class="field-label" for=id>{t(label)}</label>
            <select class="field-input" id=id on:change=choose>{options}</select>
        </div>
    }
    .into_any()
}

/// Writes the handover, or the report for a reader, in the language of this place in the list.
fn write(session: Session, language: usize, reader: Option<Reader>) -> Result<Written, Msg> {
    let language = NoticeLanguage::ALL.get(language).copied().unwrap_or(NoticeLanguage::Both);
    let (now, zone, zones) = (clock::now(), session.zone(), session.zones());
    session.opened.with_untracked(|opened| {
        // Drawn only while an incident is open.
        let one = opened.as_ref().ok_or(msg!("Opening the record…", "正在打开记录……"))?;
        let incident = &one.incident;
        let source = Source { incident, log: &one.log, rules: session.rules(), zones: &*zones, now, zone: &zone };
        let (document, kind) = match reader {
            None => (handover(source, language, last_handover(incident)), REGISTER),
            Some(reader) => (report(source, language, reader)?, reader.code()),
        };
        Ok((document, file_name_of(kind, incident, now)))
    })
}

/// Records that a handover was written.
fn record(session: Session) -> Result<(), String> {
    let language = session.language.get_untracked();
    let me = session.me.with_untracked(|me| me.name.clone());
    if me.trim().is_empty() {
        let words = msg!(
            "Not recorded: nobody has said yet who is typing here. Write your name under Settings, then write the handover again.",
            "未记入记录：尚未填写由谁记录。请先在“设置”中填写姓名，再重新撰写交接班记录。",
        );
        return Err(words.get(language).to_owned());
    }
    let mut values = EntryValues::new();
    values.insert("from".to_owned(), EntryValue::Text(me));
    let body = EntryAdded { register: REGISTER.to_owned(), values };
    let acted = session.act(Command::State { body: body.into(), occurred: None, known: None });
    acted.map_err(|refusal| problem_text(language, &FieldProblem::from(refusal).problem))
}

/// A document with what can be done with it.
fn document(session: Session, (document, name): &Written) -> AnyView {
    let language = session.language.get_untracked();
    let text = markdown(document);
    let named = |ending: &str| [name.as_str(), ending].concat();
    let words = |words: Msg| words.get(language).to_owned();
    let tools = tools(
        session,
        text.clone(),
        text,
        named(".md"),
        &words(msg!("Copy as text", "复制文本")),
        &words(msg!("Save as Markdown", "存为 Markdown")),
    );
    let (page, file) = (StoredValue::new(html(document)), StoredValue::new(named(".html")));
    let save = move |_| page.with_value(|text| file.with_value(|name| session.save_markdown(name, text)));
    let parts: Vec<AnyView> = document.parts.iter().map(part).collect();
    view! {
        <div class="line screen-only">
            {tools}
            <button class="button button-quiet" type="button" on:click=save>{t(msg!("Save as HTML", "存为 HTML"))}</button>
        </div>
        <article class="document stack" aria-label=document.title.first.clone()>
            <h3>{words_of(&document.title)}</h3>
            {parts}
        </article>
    }
    .into_any()
}

fn part(part: &Part) -> AnyView {
    match part {
        Part::Heading(level, text) => {
            let level = (level + 2).to_string();
            view! { <p class="heading" role="heading" aria-level=level>{words_of(text)}</p> }.into_any()
        }
        Part::Paragraph(text) => view! { <p class="log-text">{words_of(text)}</p> }.into_any(),
        Part::Table(head, rows) if head.is_empty() => {
            let fact = |row: &Vec<Text>| {
                let [term, value] = &row[..] else { return ().into_any() };
                view! { <div class="fact"><dt>{words_of(term)}</dt><dd class="log-text">{words_of(value)}</dd></div> }
                    .into_any()
            };
            let facts: Vec<AnyView> = rows.iter().map(fact).collect();
            view! { <dl class="facts">{facts}</dl> }.into_any()
        }
        Part::Table(head, rows) => {
            let head: Vec<AnyView> =
                head.iter().map(|cell| view! { <th scope="col">{words_of(cell)}</th> }.into_any()).collect();
            let rows: Vec<AnyView> = rows
                .iter()
                .map(|row| {
                    let row: Vec<AnyView> =
                        row.iter().map(|cell| view! { <td>{words_of(cell)}</td> }.into_any()).collect();
                    view! { <tr>{row}</tr> }.into_any()
                })
                .collect();
            view! { <table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table> }.into_any()
        }
    }
}

/// A text; the second language stands under the first.
fn words_of(text: &Text) -> AnyView {
    let second = (!text.second.is_empty()).then(|| {
        view! { <span class="second" lang=Language::Chinese.tag()>{stored(&text.second)}</span> }
    });
    view! { {stored(&text.first)}{second} }.into_any()
}
