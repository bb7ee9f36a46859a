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
use crate::report::{Document, Reader, Sink, Source, handover, last_handover, report};
use crate::session::Session;
use crate::ui::markup::Element;
use crate::ui::markup::prelude::*;
use crate::ui::page::incident::notices::tools;
use crate::ui::widget::select::select;
use crate::ui::widget::text::{stored, t};

/// A document with the name of its file, without the ending.
type Written = (Document, String);

/// Draws the section.
pub(super) fn handed(session: Session) -> AnyView {
    let english = session.language.get_untracked() == Language::English;
    let own = if english { NoticeLanguage::English } else { NoticeLanguage::Chinese };
    let language = RwSignal::new(own.code().to_owned());
    let reader = RwSignal::new(Reader::Internal.code().to_owned());
    let written = RwSignal::new(None::<Written>);
    let problem = RwSignal::new(String::new());
    let start = move |reader: Option<Reader>| {
        // Before it is recorded, so that a handover tells of what came after the one before it.
        let (document, mut words) = match write(session, &language.get_untracked(), reader) {
            Ok(document) => (Some(document), String::new()),
            Err(why) => (None, why.get(session.language.get_untracked()).to_owned()),
        };
        written.set(document);
        if reader.is_none() {
            words = record(session);
        }
        problem.set(words);
    };
    let handover = move |_| start(None);
    let report = move |_| {
        let chosen = reader.get_untracked();
        start(Reader::ALL.into_iter().find(|one| one.code() == chosen));
    };
    let shown = move || written.with(|written| written.as_ref().map(|written| document(session, written)));
    view! {
        <section class="section stack handed" aria-labelledby="record-handed">
            <h2 id="record-handed">{t(msg!("Handover and report", "交接班与报告"))}</h2>
            <p class="small muted screen-only">{t(msg!(
                "A handover tells the decisions since the last one, and is recorded. For auditors and customers names are replaced; one that stands only within a text is not found: read the report before it leaves.",
                "交接班记录列出上次交接以来的决定，并会记入记录。面向审计人员和客户的报告会替换姓名；仅出现在文本中的姓名无法识别，对外提供前请通读。",
            ))}</p>
            <div class="line screen-only">
                {select("handed-language", msg!("Language", "语言"), languages, language)}
                <button class="button button-primary" type="button" on:click=handover>{t(msg!("Write the handover", "撰写交接班记录"))}</button>
            </div>
            <div class="line screen-only">
                {select("handed-reader", msg!("Reader", "读者"), readers, reader)}
                <button class="button" type="button" on:click=report>{t(msg!("Write the report", "撰写报告"))}</button>
            </div>
            <p class="field-error" role="alert">{move || problem.get()}</p>
            {shown}
        </section>
    }
    .into_any()
}

fn languages(session: Session) -> Vec<(String, String)> {
    let both = msg!("Side by side", "双语对照");
    let name = |one: NoticeLanguage| if one == NoticeLanguage::Both { both } else { one.name() };
    named(
        session,
        &[NoticeLanguage::English, NoticeLanguage::Chinese, NoticeLanguage::Both].map(|one| (one.code(), name(one))),
    )
}

fn readers(session: Session) -> Vec<(String, String)> {
    named(session, &Reader::ALL.map(|one| (one.code(), one.name())))
}

fn named(session: Session, all: &[(&str, Msg)]) -> Vec<(String, String)> {
    let language = session.language.get();
    all.iter().map(|(code, name)| ((*code).to_owned(), name.get(language).to_owned())).collect()
}

/// Writes the handover, or the report for a reader, in the language of this code.
fn write(session: Session, language: &str, reader: Option<Reader>) -> Result<Written, Msg> {
    let language = NoticeLanguage::from_code(language).unwrap_or(NoticeLanguage::Both);
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

/// Records that a handover was written. Why it was not, or nothing.
fn record(session: Session) -> String {
    let language = session.language.get_untracked();
    let me = session.me.with_untracked(|me| me.name.clone());
    if me.trim().is_empty() {
        let words =
            msg!("Not recorded: write your name under Settings first.", "未记入记录：请先在“设置”中填写姓名。",);
        return words.get(language).to_owned();
    }
    let mut values = EntryValues::new();
    values.insert("from".to_owned(), EntryValue::Text(me));
    let body = EntryAdded { register: REGISTER.to_owned(), values };
    match session.act(Command::State { body: body.into(), occurred: None, known: None }) {
        Ok(_) => String::new(),
        Err(refusal) => problem_text(language, &FieldProblem::from(refusal).problem),
    }
}

/// A document with what can be done with it.
fn document(session: Session, (document, name): &Written) -> AnyView {
    let language = session.language.get_untracked();
    let text = markdown(document);
    let named = |ending: &str| [name.as_str(), ending].concat();
    let tools = tools(
        session,
        text.clone(),
        text,
        named(".md"),
        msg!("Copy as text", "复制文本").get(language),
        msg!("Save as Markdown", "存为 Markdown").get(language),
    );
    let (page, file) = (StoredValue::new(html(document)), StoredValue::new(named(".html")));
    let save = move |_| page.with_value(|text| file.with_value(|name| session.save_markdown(name, text)));
    let mut article = Element::new("article\0class\0document");
    article.attribute("lang", document.language.tag());
    let mut drawing = Drawing(vec![article]);
    document.put(&mut drawing);
    let article: Vec<AnyView> = drawing.0.into_iter().map(AnyView::Element).collect();
    view! {
        <div class="line screen-only">
            {tools}
            <button class="button button-quiet" type="button" on:click=save>{t(msg!("Save as HTML", "存为 HTML"))}</button>
        </div>
        {article}
    }
    .into_any()
}

/// A document as elements of the page: those that have begun, each within the one before.
#[allow(clippy::vec_box)] // An element is made in its box and is put into the one around it in it.
struct Drawing(Vec<Box<Element>>);

impl Sink for Drawing {
    fn open(&mut self, name: &'static str) {
        // The headings of the page stand above those of the document.
        self.0.push(Element::new(match name {
            "h1" => "h3",
            "h2" => "h4",
            "h3" => "h5",
            "h4" => "h6",
            other => other,
        }));
    }

    fn close(&mut self) {
        if let (Some(done), Some(around)) = (self.0.pop(), self.0.last_mut()) {
            around.child(AnyView::Element(done));
        }
    }

    fn text(&mut self, text: &str, second: bool) {
        if second {
            self.open("span\0class\0second\0lang\0zh-Hans");
        }
        if let Some(around) = self.0.last_mut() {
            around.child(stored(text).into_any());
        }
        if second {
            self.close();
        }
    }
}
