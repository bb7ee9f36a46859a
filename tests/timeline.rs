//! The timeline: the lines wanted, in the order they happened, as they stand after corrections and erasures.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::in_force::Rules;
use holdfast::language::Language;
use holdfast::language::event_text::Group;
use holdfast::language::timeline::{Order, Search, Wanted, entry, shown_line};
use holdfast::record::apply::fold;
use holdfast::record::body::{Body, LogAdded, LogCorrected, StepSet, TlpSet, VariantAdded};
use holdfast::record::codes::{EntryKind, StepStatus, Tlp};
use holdfast::record::decide::Command;
use holdfast::record::id::Id;
use holdfast::record::log::Log;
use holdfast::record::time::{HOUR, MINUTE, Timestamp};
use support::desk::Desk;
use support::{at, moment};

const EVIL: &str = "two on https://Evil.example/a";

fn empty() -> Desk {
    Desk::new(&Id::from_random([9; 16]), "Ito", "Lead", 3, at("2026-11-20T09:00:20.000Z"))
}

fn note(entry: EntryKind, text: &str) -> Body {
    LogAdded { channel: String::new(), entry, text: text.to_owned(), with: String::new() }.into()
}

/// States a fact that happened at an instant.
fn late(desk: &mut Desk, body: impl Into<Body>, happened: Timestamp) -> Id {
    desk.act(Command::State { body: body.into(), occurred: Some(moment(happened)), known: None })
}

/// Four lines; the third happened first.
fn desk() -> Desk {
    let mut desk = empty();
    let begun = desk.now;
    desk.state(note(EntryKind::Note, "one"));
    desk.state(note(EntryKind::Decision, EVIL));
    late(&mut desk, note(EntryKind::Action, "three"), begun.plus(-9 * HOUR));
    desk.state(TlpSet { tlp: Tlp::Red });
    desk
}

/// The texts of the window over a log, looked for `step` events at a time, and whether there are more.
fn window(log: &Log, order: &mut Order, wanted: &Wanted, step: usize) -> (Vec<String>, bool) {
    let incident = fold(log);
    order.follow(log);
    let mut search = Search::default();
    while !search.step(order, (log, &incident), (wanted, Language::English, Rules::BUILT_IN), step) {}
    let lines = search.lines.iter().map(|shown| {
        let event = log.get(&shown.id).unwrap();
        shown_line(Language::English, Rules::BUILT_IN, event, &incident, entry(&incident, &shown.id)).text
    });
    (lines.collect(), search.more)
}

fn found(desk: &Desk, text: &str) -> Vec<String> {
    let wanted = Wanted { text: text.to_owned(), ..Wanted::default() };
    window(&desk.log, &mut Order::default(), &wanted, 10).0
}

fn only(group: Group) -> [bool; 6] {
    Group::ALL.map(|one| one == group)
}

#[test]
fn shows_the_lines_wanted_in_the_order_they_happened() {
    let all = Wanted::default();
    let text = |text: &str| Wanted { text: text.to_owned(), ..Wanted::default() };
    let table: [(Wanted, Vec<&str>, bool); 13] = [
        (all.clone(), vec!["TLP:RED", EVIL, "one", "three"], false),
        (Wanted { oldest_first: true, ..all.clone() }, vec!["three", "one", EVIL, "TLP:RED"], false),
        (Wanted { limit: 2, ..all.clone() }, vec!["TLP:RED", EVIL], true),
        (Wanted { limit: 4, ..all.clone() }, vec!["TLP:RED", EVIL, "one", "three"], false),
        (Wanted { groups: only(Group::Action), ..all.clone() }, vec!["three"], false),
        (Wanted { groups: only(Group::Communication), ..all }, vec![], false),
        (text(" EVIL[.]example "), vec![EVIL], false),
        (text("hxxps://evil.ex"), vec![EVIL], false),
        (text("marking"), vec!["TLP:RED"], false),
        (text("red marking"), vec!["TLP:RED"], false),
        (text("marking one"), vec![], false),
        (text("ito"), vec!["TLP:RED", EVIL, "one", "three"], false),
        (Wanted { groups: only(Group::Note), ..text("three") }, vec![], false),
    ];
    let desk = desk();
    for (wanted, lines, more) in table {
        for step in [1, 3, 1_000] {
            let expected: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            let shown = window(&desk.log, &mut Order::default(), &wanted, step);
            assert_eq!(shown, (expected, more), "{wanted:?}, steps of {step}");
        }
    }
}

/// A step bears its name, whether it is of the base or of a variant.
#[test]
fn steps_are_named() {
    let mut desk = empty();
    let [reason, variant, version] = ["a key was leaked", "V6", "1.0.0"].map(str::to_owned);
    desk.state(VariantAdded { reason, variant, version });
    for step in ["AN-3", "V6-CO1"] {
        let (owner, reason, result) = Default::default();
        desk.state(StepSet { owner, reason, result, status: StepStatus::Doing, step: step.to_owned() });
    }
    let lines = found(&desk, "");
    assert!(lines[0].contains("V6-CO1") && lines[0].contains("Disable or deny the identity"), "{}", lines[0]);
    assert!(lines[1].contains("AN-3") && lines[1].contains("Set severity and priority"), "{}", lines[1]);
}

#[test]
fn within_a_minute_lines_stand_as_they_were_recorded() {
    let mut desk = empty();
    desk.state(note(EntryKind::Note, "recorded first"));
    let recorded = desk.log.events()[0].header.recorded;
    let typed = Timestamp(recorded.0 / MINUTE * MINUTE);
    assert!(typed < recorded, "the minute typed had begun before the first line was recorded");
    late(&mut desk, TlpSet { tlp: Tlp::Red }, typed);
    assert_eq!(found(&desk, ""), ["TLP:RED", "recorded first"]);
}

#[test]
fn shows_and_finds_the_corrected_text_only() {
    let mut desk = desk();
    let target = desk.state(note(EntryKind::Note, "wrong"));
    desk.state(LogCorrected { target, text: "right".to_owned() });
    assert_eq!(found(&desk, "wrong"), Vec::<String>::new());
    assert_eq!(found(&desk, "right"), ["right", "right"], "the line, and the correction as a line of its own");
}

#[test]
fn an_erased_line_stays_as_its_tombstone() {
    let mut desk = desk();
    let target = desk.state(note(EntryKind::Note, "hunter2"));
    desk.act(Command::Erase { target: target.clone(), reason: "pasted by mistake".to_owned() });
    desk.log.erase(&[target]);
    // Its own line, and that of the erasure.
    assert_eq!((found(&desk, "hunter2").len(), found(&desk, "erased by Ito").len()), (0, 2));
}

#[test]
fn follows_a_log_that_grows_at_its_end_and_between() {
    let whole = desk().log;
    let expected = window(&whole, &mut Order::default(), &Wanted::default(), 10);
    for arrival in [[0, 1, 2, 3], [3, 0, 2, 1], [1, 0, 3, 2]] {
        let (mut log, mut order) = (Log::default(), Order::default());
        for place in arrival {
            log.add(vec![whole.events()[place].clone()]);
            order.follow(&log);
        }
        assert_eq!(window(&log, &mut order, &Wanted::default(), 10), expected, "{arrival:?}");
    }
}
