//! Laws of the record, held over random walks of several tabs that act on one incident and see each other late.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::in_force::Rules;
use holdfast::exchange::import::read_file;
use holdfast::exchange::summary::Summary;
use holdfast::record::apply::fold;
use holdfast::record::body::{LogAdded, SeveritySet, StepSet};
use holdfast::record::codes::{EntryKind, SeverityCriterion, SeverityLevel, StepStatus};
use holdfast::record::decide::{Command, MAX_TEXT};
use holdfast::record::event::{Damage, Event, MAX_LINE};
use holdfast::record::log::{Break, Check, Log};
use holdfast::record::refusal::Why;
use holdfast::record::time::{HOUR, Timestamp};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use support::desk::{Desk, fact, lines};
use support::dice::Dice;
use support::forge::{event, exported, later_kind};
use support::story::{SECRET, story};
use support::walk::{TABS, World, face, is_rule, merged, walks};
use support::zones::TzData;
use support::{at, cases, property};

fn log_of(events: impl IntoIterator<Item = Event>) -> Log {
    let mut log = Log::default();
    log.add(events.into_iter().collect());
    log
}

fn note(words: &str) -> LogAdded {
    LogAdded { channel: String::new(), entry: EntryKind::Note, text: words.to_owned(), with: String::new() }
}

proptest! {
    #![proptest_config(property(48))]

    /// What a tab kept up event by event is what a fold from nothing gives; so with tombstones and late arrivals.
    #[test]
    fn fold_is_incremental_apply(turns in walks(60)) {
        for tab in World::after(&turns).tabs {
            prop_assert_eq!(&tab.incident, &fold(&tab.log));
            prop_assert_eq!(tab.incident.events, tab.log.events().len());
        }
    }

    /// Whatever the order and the portions in which events arrive, order, heads and fold are the same.
    #[test]
    fn order_of_arrival_does_not_matter(turns in walks(50), seed in any::<u64>()) {
        let mut world = World::after(&turns);
        world.meet(seed);
        let first = face(&world.tabs[0].log);
        for tab in &world.tabs {
            prop_assert_eq!(&face(&tab.log), &first);
            prop_assert_eq!(&tab.incident, &world.tabs[0].incident);
        }
        let mut dice = Dice::new(seed);
        let mut events = world.tabs[0].log.events().to_vec();
        for _ in 0..3 {
            dice.shuffle(&mut events);
            let mut log = Log::default();
            let mut rest = events.as_slice();
            while !rest.is_empty() {
                let (portion, after) = rest.split_at(1 + dice.below(rest.len()));
                log.add(portion.to_vec());
                rest = after;
                // Heads are right at every moment, not only at the end.
                prop_assert_eq!(log.heads(), log_of(log.events().to_vec()).heads());
            }
            prop_assert_eq!(&face(&log), &first);
            prop_assert_eq!(&fold(&log), &world.tabs[0].incident);
            prop_assert_eq!(log.verify_all(), Ok(()));
        }
    }

    /// Merging is idempotent, commutative and associative.
    #[test]
    fn merge_is_union(turns in walks(60)) {
        let world = World::after(&turns);
        let [a, b, c] = [0, 1, 2].map(|tab| world.tabs[tab].log.clone());
        prop_assert_eq!(face(&merged(&a, &a)), face(&a));
        prop_assert_eq!(face(&merged(&merged(&a, &b), &b)), face(&merged(&a, &b)));
        prop_assert_eq!(face(&merged(&a, &b)), face(&merged(&b, &a)));
        prop_assert_eq!(face(&merged(&merged(&a, &b), &c)), face(&merged(&a, &merged(&b, &c))));
        prop_assert_eq!(fold(&merged(&a, &b)), fold(&merged(&b, &a)));
        let ids: BTreeSet<_> = [&a, &b].iter().flat_map(|log| log.events()).map(|event| &event.header.id).collect();
        prop_assert_eq!(merged(&a, &b).events().len(), ids.len());
    }

    /// A refused command leaves log, incident and running numbers as they were (the first two are checked in the walk).
    #[test]
    fn refusal_changes_nothing(turns in walks(60)) {
        let world = World::after(&turns);
        let mut numbers: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for event in world.written.values() {
            numbers.entry(event.header.writer.clone()).or_default().push(event.header.sequence);
        }
        for (_, mut found) in numbers {
            found.sort_unstable();
            prop_assert!(found.iter().copied().eq(1..=found.len() as u32), "a refusal used up a running number: {found:?}");
        }
    }

    /// A line reads back as the event it was written from, on both paths, and writes the same bytes.
    #[test]
    fn lines_round_trip(turns in walks(60)) {
        for tab in World::after(&turns).tabs {
            for one in tab.log.events() {
                let line = one.line();
                let read = Event::read(&line);
                prop_assert_eq!(read.as_ref(), Ok(one));
                prop_assert_eq!(&Event::read_untrusted(&line), &read);
                prop_assert_eq!(read.unwrap().line(), line);
            }
        }
    }

    /// Every generated log verifies, at once and in slices; every export of one is read back whole.
    #[test]
    fn generated_logs_verify(turns in walks(60), slice in 1..20usize) {
        for tab in World::after(&turns).tabs {
            prop_assert_eq!(tab.log.verify_all(), Ok(()));
            let mut check = Check::default();
            for from in (0..tab.log.events().len()).step_by(slice) {
                prop_assert_eq!(tab.log.verify(&mut check, from, from + slice), Ok(()));
            }
            let read = read_file(&exported(&tab.log, tab.now)).expect("an export is read");
            prop_assert_eq!(lines(&read.records[0].log), tab.lines());
        }
    }

    /// One byte changed anywhere in a line is found, by the strict reader and by the check of the stored chain.
    #[test]
    fn every_changed_byte_is_found(turns in walks(30), seed in any::<u64>()) {
        let world = World::after(&turns);
        let mut dice = Dice::new(seed);
        for _ in 0..60 {
            let log = &world.tabs[dice.below(TABS)].log;
            let place = dice.below(log.events().len());
            let line = log.events()[place].line();
            let mut bytes = line.clone().into_bytes();
            let spot = dice.below(bytes.len());
            bytes[spot] = dice.pick(&[bytes[spot] ^ 1, bytes[spot] ^ 0x20, b'0', b'a', b' ', b'"', b'T']);
            let Ok(changed) = String::from_utf8(bytes) else { continue };
            if changed == line {
                continue;
            }
            prop_assert!(Event::read_untrusted(&changed).is_err(), "byte {spot} of {line}\nbecame {changed}");
            if let Ok(read) = Event::read(&changed) {
                let mut events = log.events().to_vec();
                events[place] = read;
                prop_assert!(log_of(events).verify_all().is_err(), "byte {spot} of {line}\nbecame {changed}");
            }
        }
    }

    /// Erasing leaves hash and chain as they were; no erased word is left in lines, fold, board line or export.
    #[test]
    fn erasure_keeps_the_chain_and_no_word(turns in walks(80)) {
        let world = World::after(&turns);
        let all: String = world.written.values().map(Event::line).collect();
        for tab in &world.tabs {
            let left = format!("{:?}\n{:?}\n{}", tab.incident, Summary::of(&tab.incident, Rules::BUILT_IN, &TzData), exported(&tab.log, tab.now));
            for one in tab.log.events().iter().filter(|one| one.is_erased()) {
                let before = &world.written[&one.header.id];
                prop_assert_eq!(&one.hash, &before.hash);
                prop_assert_eq!(&one.header, &before.header);
                prop_assert!(tab.incident.erased.contains_key(&one.header.id), "no tombstone");
                let line = before.line();
                let salt = line.split("\"salt\":\"").nth(1).and_then(|rest| rest.get(..32)).expect("a salt");
                prop_assert!(!left.contains(salt));
                // One act may write one text twice (a reason that overrides two gates): each event is erased by itself.
                for token in line.split('~').skip(1).step_by(2).filter(|token| all.matches(token).count() == 1) {
                    prop_assert!(!left.contains(token), "{token} of {line} is left");
                }
            }
        }
    }

    /// Order is logical: with every clock gone wild the same acts give the same order.
    #[test]
    fn clocks_do_not_order(acts in proptest::collection::vec((0..2usize, any::<bool>(), any::<i32>()), 1..40)) {
        let run = |wild: bool| {
            let mut tabs = [Desk::opened(at("2026-05-01T00:00:00.000Z")), Desk::opened(at("2026-05-01T00:00:00.000Z"))];
            tabs[1].writer = holdfast::record::log::Writer::new([9; 16]);
            tabs[1].dice = Dice::new(77);
            for &(tab, hears, seconds) in &acts {
                if hears {
                    let events = tabs[1 - tab].log.events().to_vec();
                    tabs[tab].take(events);
                }
                let jump = if wild { i64::from(seconds) * 100 } else { 0 };
                tabs[tab].now = at("2026-05-02T00:00:00.000Z").plus(jump);
                tabs[tab].attempt(fact(note("typed"))).expect("a note is taken");
            }
            merged(&tabs[0].log, &tabs[1].log)
        };
        let (steady, wild) = (run(false), run(true));
        let ids = |log: &Log| log.events().iter().map(|one| one.header.id.clone()).collect::<Vec<_>>();
        prop_assert_eq!(ids(&steady), ids(&wild));
        let mut seen = BTreeSet::new();
        for one in wild.events() {
            prop_assert!(one.header.parents.iter().all(|parent| seen.contains(parent)), "an event stands before its parent");
            seen.insert(one.hash.clone());
        }
    }
}

/// The walks are worth their name: they accept, refuse for the rules' sake, erase, meet and part.
#[test]
fn walks_go_everywhere() {
    let (mut kinds, mut rules, mut erased, mut met) = (BTreeSet::new(), 0, 0, 0);
    let mut runner = proptest::test_runner::TestRunner::new_with_rng(
        property(40),
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    for _ in 0..cases(90) {
        let turns = walks(90).new_tree(&mut runner).unwrap().current();
        let world = World::after(&turns);
        rules += world.refused.iter().filter(|(_, refusal)| is_rule(refusal)).count();
        for tab in &world.tabs {
            kinds.extend(tab.log.events().iter().map(|one| one.header.kind.clone()));
            erased += tab.log.events().iter().filter(|one| one.is_erased()).count();
            met += tab.log.events().iter().filter(|one| one.header.parents.len() > 1).count();
        }
    }
    let all = holdfast::record::body::Body::KINDS.len();
    assert!(kinds.len() > all - 4, "only {} of {all} kinds: {kinds:?}", kinds.len());
    assert!(rules > 20 && erased > 20 && met > 20, "{rules} rules met, {erased} erased, {met} merges");
}

#[test]
fn erased_text_is_gone_from_the_story() {
    let desk = story();
    let words = SECRET.split_whitespace().last().unwrap();
    let left = format!("{:?}{}", desk.incident, exported(&desk.log, desk.now));
    assert!(!left.contains(words));
    assert_eq!(desk.log.events().iter().filter(|one| one.is_erased()).count(), 1);
    assert_eq!(desk.log.verify_all(), Ok(()));
}

/// A content that is missing without a tombstone was taken away by somebody.
#[test]
fn missing_content_needs_a_tombstone() {
    let mut desk = Desk::opened(at("2026-05-01T00:00:00.000Z"));
    let line = desk.state(note("kept"));
    let mut log = desk.log.clone();
    log.erase(std::slice::from_ref(&line));
    assert_eq!(log.verify_all(), Err(Break::Event(line.clone(), Damage::ContentDigest)));
    desk.act(Command::Erase { target: line, reason: "asked for".to_owned() });
    assert_eq!(desk.log.verify_all(), Ok(()));
}

/// Tombstones stay: not even a hostile tombstone takes the content of another.
#[test]
fn a_tombstone_is_never_erased() {
    let mut desk = Desk::opened(at("2026-05-01T00:00:00.000Z"));
    let line = desk.state(note("pasted by mistake"));
    let tombstone = desk.act(Command::Erase { target: line, reason: "asked for".to_owned() });
    let again = desk.attempt(Command::Erase { target: tombstone.clone(), reason: "and this".to_owned() });
    assert_eq!(again.unwrap_err().why, Why::CannotErase);
    let body = json!({ "reason": "hostile", "target": tombstone });
    let mut parts = support::forge::apart(&later_kind(&desk.log, &body));
    parts["header"]["kind"] = json!("content.erased");
    desk.take(vec![event(&support::forge::sealed(parts))]);
    assert!(!desk.log.get(&tombstone).unwrap().is_erased());
    assert_eq!(desk.log.verify_all(), Ok(()));
}

/// A writer that uses a number twice is found, and until then every copy keeps the two events in one order.
#[test]
fn a_repeated_running_number_is_found_in_any_order() {
    let desk = story();
    let [one, other] = [1, 2].map(|number| event(&later_kind(&desk.log, &json!(number))));
    let mut parts = support::forge::apart(&other.line());
    parts["header"]["writer"] = json!(one.header.writer);
    let other = event(&support::forge::sealed(parts));
    let logs = [[&one, &other], [&other, &one]].map(|pair| {
        let mut log = desk.log.clone();
        pair.into_iter().for_each(|event| {
            log.add(vec![event.clone()]);
        });
        log
    });
    assert_eq!(face(&logs[0]), face(&logs[1]));
    assert!(matches!(logs[0].verify_all(), Err(Break::Sequence(_))));
    assert_eq!(logs[0].verify_all(), logs[1].verify_all());
}

#[test]
fn legal_hold_refuses_erasure_until_released() {
    use holdfast::record::body::{HoldPlaced, HoldReleased};
    let mut desk = Desk::opened(at("2026-05-01T00:00:00.000Z"));
    let line = desk.state(note("wanted gone"));
    let erase = || Command::Erase { target: line.clone(), reason: "asked for".to_owned() };
    desk.state(HoldPlaced { reason: "claim".to_owned(), by: "Counsel".to_owned() });
    let before = (desk.lines(), desk.incident.clone());
    assert_eq!(desk.attempt(erase()).unwrap_err().why, Why::Held);
    assert!(before == (desk.lines(), desk.incident.clone()));
    desk.state(HoldReleased { reason: "settled".to_owned(), by: "Counsel".to_owned() });
    desk.act(erase());
    assert!(desk.log.get(&line).unwrap().is_erased());
}

/// Kinds of later builds: kept byte for byte, counted, built upon, exported again.
#[test]
fn unknown_kinds_survive() {
    let mut desk = story();
    let bodies = [json!({ "z": [1, { "y": "\u{1f4e7}" }], "a": null }), json!("just a text"), json!([])];
    for body in bodies {
        let line = later_kind(&desk.log, &body);
        desk.take(vec![event(&line)]);
        desk.state(note("after it"));
        assert!(desk.lines().contains(&line));
        let read = read_file(&exported(&desk.log, desk.now)).expect("read");
        assert_eq!(lines(&read.records[0].log), desk.lines());
    }
    assert_eq!(desk.incident.unknown, 3);
    assert_eq!(desk.log.verify_all(), Ok(()));
    // A known kind with a code or a shape of a later build is kept as unknown as well, and folds to nothing.
    let known = story();
    for body in [json!({ "tlp": "ultraviolet" }), json!({ "marking": "red" }), json!(["red"]), json!({ "tlp": null })] {
        let mut parts = support::forge::apart(&later_kind(&known.log, &body));
        parts["header"]["kind"] = json!("tlp.set");
        let line = support::forge::sealed(parts);
        let read = event(&line);
        assert_eq!((&read.body, read.line()), (&holdfast::record::body::Body::Unknown, line));
        let mut later = known.clone();
        later.take(vec![read]);
        assert_eq!((later.incident.marking(), later.incident.unknown), (known.incident.marking(), 1));
    }
}

/// What may be decided may be written and read back, however large the texts: nothing is stored that cannot be read.
#[test]
fn whatever_is_accepted_is_read_back() {
    for filler in ["a", "\"", "\u{1}", "\u{4e2d}"] {
        let full: String = filler.repeat(MAX_TEXT / filler.len());
        let mut desk = Desk::opened(at("2026-05-01T00:00:00.000Z"));
        let criteria = SeverityCriterion::ALL.iter().map(|&one| (one, full.clone())).collect();
        let reason = full.clone();
        let one_field = desk.attempt(fact(note(&full)));
        assert!(one_field.is_ok(), "a field holds 64 KiB");
        let all = SeveritySet { level: SeverityLevel::High, criteria, reason, next_review: None };
        let refused = desk.attempt(fact(all)).err().map(|refusal| refusal.why);
        assert!(refused.is_none_or(|why| why == Why::TooLong));
        let long = StepSet {
            owner: full.clone(),
            reason: full.clone(),
            result: full.clone(),
            status: StepStatus::Done,
            step: full.clone(),
        };
        let refused = desk.attempt(fact(long)).err().map(|refusal| refusal.why);
        assert!(refused.is_none_or(|why| why == Why::TooLong));
        for line in desk.lines() {
            assert!(line.len() <= MAX_LINE && Event::read_untrusted(&line).is_ok(), "{} bytes", line.len());
        }
        let over = desk.attempt(fact(note(&format!("{full}aaa")))).map_err(|refusal| refusal.why);
        assert_eq!(over.err(), Some(Why::TooLong));
    }
    // From well under to well over what a line holds, in small steps: nothing in between is let through.
    let mut desk = Desk::opened(at("2026-05-01T00:00:00.000Z"));
    let (mut taken, mut refused) = (0, 0);
    for size in (MAX_LINE - 160 * 1024..MAX_LINE + 100 * 1024).step_by(5 * 1024) {
        let mut left = size / 2;
        let mut quotes = || {
            let some = left.min(MAX_TEXT);
            left -= some;
            format!("x{}", "\"".repeat(some.saturating_sub(1)))
        };
        let criteria = SeverityCriterion::ALL.iter().map(|&one| (one, quotes())).collect();
        let all = SeveritySet { level: SeverityLevel::High, criteria, reason: quotes(), next_review: None };
        match desk.attempt(fact(all)) {
            Ok(events) => {
                taken += 1;
                assert!(Event::read_untrusted(&events[0].line()).is_ok(), "a body of {size} bytes");
            }
            Err(refusal) => {
                refused += 1;
                assert_eq!(refusal.why, Why::TooLong);
            }
        }
    }
    assert!(taken > 10 && refused > 10, "{taken} taken, {refused} refused");
    // The author, too, is part of every line.
    let mut desk = Desk::opened(at("2026-05-01T00:00:00.000Z"));
    desk.author.role = "\u{1}".repeat(MAX_LINE / 4);
    assert_eq!(desk.attempt(fact(note("short"))).map_err(|refusal| refusal.why).err(), Some(Why::TooLong));
}

/// The salt is fresh for every event: equal contents have unequal digests, so that a digest does not give them away.
#[test]
fn equal_contents_have_unequal_digests() {
    let mut desk = Desk::opened(at("2026-05-01T00:00:00.000Z"));
    for _ in 0..20 {
        desk.state(note("yes"));
    }
    let digests: BTreeSet<&str> = desk.log.events().iter().map(|one| one.header.content_digest.as_str()).collect();
    assert_eq!(digests.len(), desk.log.events().len());
}

/// What is written after a clock was set back still comes after what was written before.
#[test]
fn a_clock_set_back_loses_nothing() {
    let mut desk = Desk::opened(at("2026-05-01T00:00:00.000Z"));
    let first = desk.state(note("before"));
    desk.now = desk.now.plus(-400 * 24 * HOUR);
    let second = desk.state(note("after, by a clock set back"));
    let order: Vec<_> = desk.log.events().iter().rev().take(2).map(|one| one.header.id.clone()).collect();
    assert_eq!(order, [second, first]);
    assert!(desk.incident.last_recorded > Some(Timestamp(desk.now.0)));
    assert_eq!(desk.log.verify_all(), Ok(()));
}
