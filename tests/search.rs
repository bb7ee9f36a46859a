//! The search across incidents: what a reader sees is found, whatever the case and the order of the words.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::in_force::Rules;
use holdfast::language::Language;
use holdfast::language::search::{Hit, Searched, words};
use holdfast::record::body::{LogAdded, LogCorrected};
use holdfast::record::codes::EntryKind;
use holdfast::record::decide::Command;
use holdfast::record::register::{EntryValue, EntryValues};
use holdfast::record::time::Timestamp;
use support::desk::Desk;

fn note(text: &str) -> LogAdded {
    LogAdded { channel: String::new(), entry: EntryKind::Note, text: text.to_owned(), with: String::new() }
}

fn indicator(value: &str) -> holdfast::record::body::EntryAdded {
    let text = |text: &str| EntryValue::Text(text.to_owned());
    let values = [("kind", text("domain")), ("value", text(value)), ("confidence", text("high"))];
    let values: EntryValues = values.into_iter().map(|(code, value)| (code.to_owned(), value)).collect();
    holdfast::record::body::EntryAdded { register: "indicator".to_owned(), values }
}

fn desk() -> Desk {
    let mut desk = Desk::opened(Timestamp::parse("2026-11-20T08:00:00.000Z").unwrap());
    let line = desk.state(note("Mailbox rules of the finance team looked odd"));
    desk.state(note("Nothing else\nbut a second line"));
    desk.state(indicator("login.evil.example"));
    desk.state(LogCorrected { target: line, text: "Mailbox rules of the PAYROLL team looked odd".to_owned() });
    desk
}

fn find(language: Language, text: &str) -> Option<Hit> {
    let desk = desk();
    Searched::of(language, Rules::BUILT_IN, (&desk.log, &desk.incident)).unwrap().find(&words(text))
}

#[test]
fn finds_what_a_reader_sees() {
    for text in [
        "odd sign-ins",               // the title
        "payroll",                    // a corrected line
        "PAYROLL mailbox",            // in any order and case
        "second line",                // behind a line break
        "login.evil.example",         // an indicator
        "login[.]evil[.]example",     // as it is shown
        "hxxp://nothing other words", // must not
        "mei chen",                   // who wrote it
    ] {
        let found = find(Language::English, text);
        assert_eq!(found.is_some(), !text.starts_with("hxxp"), "{text}");
    }
    assert!(find(Language::Chinese, "入侵指标").is_some());
    assert!(find(Language::English, "入侵指标").is_none());
}

#[test]
fn what_was_corrected_is_not_found_in_its_own_line() {
    let hit = find(Language::English, "finance").map(|hit| hit.lines);
    assert_eq!(hit, None);
}

#[test]
fn words_of_different_lines_are_not_one_line() {
    assert!(find(Language::English, "payroll evil").is_none());
    assert!(find(Language::English, "").is_none());
    assert!(find(Language::English, "   ").is_none());
}

#[test]
fn three_lines_at_most_and_the_title_by_itself() {
    let mut desk = desk();
    for number in 0..9 {
        desk.state(note(&format!("again and again {number}")));
    }
    let searched = Searched::of(Language::English, Rules::BUILT_IN, (&desk.log, &desk.incident)).unwrap();
    assert_eq!(searched.find(&words("again")).unwrap().lines.len(), 3);
    let title = Searched::of(Language::English, Rules::BUILT_IN, (&desk.log, &desk.incident)).unwrap();
    let hit = title.find(&words("sign-ins")).unwrap();
    assert_eq!((hit.title.as_str(), hit.id), ("Odd sign-ins", desk.id.clone()));
}

#[test]
fn erased_words_are_gone() {
    let mut desk = desk();
    let target = desk.state(note("hunter2 was the password"));
    let found = |desk: &Desk| {
        Searched::of(Language::English, Rules::BUILT_IN, (&desk.log, &desk.incident)).unwrap().find(&words("hunter2"))
    };
    assert!(found(&desk).is_some());
    desk.act(Command::Erase { target, reason: "a secret".to_owned() });
    assert!(found(&desk).is_none());
}
