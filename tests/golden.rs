//! Records written by earlier builds, byte for byte. What was once written is read, verified and exported for ever.
//!
//! `golden/record-v1.json` was written once, with format 1, and is never written again: changing it would hide that old
//! records no longer read. When a kind of event is added, a new golden file is added beside it (see `GOLDEN`). The
//! derived section beside each is a courtesy of the build and may be renewed on purpose:
//!
//! ```text
//! HOLDFAST_GOLDEN=derived cargo test --no-default-features --test golden -- --ignored     the derived sections
//! HOLDFAST_GOLDEN=record-v1-entries cargo test --no-default-features --test golden -- --ignored   not yet released
//! HOLDFAST_GOLDEN=record-v1-archived cargo test --no-default-features --test golden -- --ignored   not yet released
//! ```
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::built_in::built_in;
use holdfast::exchange::derived::derived;
use holdfast::exchange::import::{Imported, read_file};
use holdfast::exchange::record_json::export;
use holdfast::record::apply::fold;
use holdfast::record::body::Body;
use holdfast::record::digest::sha256;
use holdfast::record::event::Event;
use serde_json::{Value, json};
use std::path::PathBuf;
use support::at;
use support::desk::{Desk, lines};
use support::forge::{event, exported, later_kind};
use support::story::story;
use support::zones::TzData;

/// The golden records: name and SHA-256 of the event lines, each ended by a line feed.
const GOLDEN: [(&str, &str); 8] = [
    ("record-v1", "f4915e773c11b48a773c68acfe979c4faf31d9bed9c0226f58a017e52a252d09"),
    // With `filing.withdrawn`.
    ("record-v1-withdrawn", "0839c37b46a0fb46242e3c3d43d96d860762454243a4618dd73991122eb67b8f"),
    // With decisions on rules, waivers and own targets.
    ("record-v1-duties", "43fe012d4c92e3363d5da4fa2b14b313c892e8c51fe4cf8100783ca56229ff13"),
    // With notices: drafted, approved, sent, held back.
    ("record-v1-notices", "2638ff20cd9ba1a134c23fb589acf8a8407b393e10f20f2fea8373bb6d50f09e"),
    // With clocks of one's own, internal updates, a relief.
    ("record-v1-own", "837a55f9be9927c2fefb87c296bf9d445fa7c3b83dd90b96bf66d3847025305f"),
    // With what was noticed of a clock.
    ("record-v1-clock", "907047b412bb5a7d863898c2ddaf9f6a9573d352441744ebd015707080fd38a8"),
    // With entries of registers.
    ("record-v1-entries", "2311f176f01084d0d20234bc06b4d765df55499b35261b3f22cf2fc096954345"),
    // With a post-mortem made final, and archived.
    ("record-v1-archived", "73cc2ac0bc56d92f35db71823b471d01b4cc7df888863e135e76c9b5d9135168"),
];

/// The time at which the derived sections are made.
const NOW: &str = "2026-12-01T12:00:00.000Z";

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(path(name)).expect("a golden file")
}

fn record(name: &str) -> Imported {
    let file = read_file(&text(&format!("{name}.json"))).expect("an old record is read");
    file.records.into_iter().next().expect("a record")
}

/// The lines of a file as they stand in it, found without the reader under test.
fn lines_in(text: &str) -> Vec<&str> {
    let events = text.split("\"events\":[\n").nth(1).expect("events");
    let lines = events.lines().take_while(|line| line.starts_with("{\"content\":"));
    lines.map(|line| line.trim_end_matches(',')).collect()
}

/// The story, and an event of a kind that this build does not know, upon which somebody wrote on.
fn told() -> Desk {
    let mut desk = story();
    desk.take(vec![event(&later_kind(&desk.log, &json!({ "later": ["二", 2, { "\u{1f4e7}": true }] })))]);
    desk.state(support::facts::evaluated());
    desk
}

#[test]
fn golden_files_were_not_touched() {
    for (name, digest) in GOLDEN {
        let text = text(&format!("{name}.json"));
        let lines: String = lines_in(&text).iter().map(|line| format!("{line}\n")).collect();
        assert_eq!(sha256(lines.as_bytes()), digest, "{name}");
    }
}

#[test]
fn old_records_read_verify_and_export_the_same_bytes() {
    for (name, _) in GOLDEN {
        let text = text(&format!("{name}.json"));
        let read = record(name);
        assert_eq!(read.log.verify_all(), Ok(()), "{name}");
        let expected: Vec<String> = lines_in(&text).into_iter().map(str::to_owned).collect();
        assert!(expected.len() > 50, "{name}");
        assert_eq!(lines(&read.log), expected, "{name}");
        // The path of the store, which trusts its own lines, reads them too.
        for line in &expected {
            assert_eq!(Event::read(line).map(|event| event.line()).as_ref(), Ok(line), "{name}");
        }
        let again = export(&read.log, &fold(&read.log), &TzData, at(NOW));
        assert_eq!(lines_in(&again), expected, "{name}");
        let heads = |text: &str| serde_json::from_str::<Value>(text).unwrap()["heads"].clone();
        assert_eq!(heads(&again), heads(&text), "{name}");
    }
}

#[test]
fn old_records_fold_to_what_they_say() {
    for (name, _) in GOLDEN {
        let read = record(name);
        let found = derived(&fold(&read.log), &read.log, built_in(), &TzData, at(NOW));
        let expected: Value = serde_json::from_str(&text(&format!("{name}.derived.json"))).unwrap();
        assert_eq!(found, expected, "{name}");
        let unread = read.log.events().iter().filter(|event| event.body == Body::Unknown);
        let unread: Vec<&str> = unread.map(|event| event.header.kind.as_str()).collect();
        assert_eq!(unread, ["later.kind"], "{name}: a known kind is no longer understood");
        assert_eq!(read.log.events().iter().filter(|event| event.is_erased()).count(), 1, "{name}");
    }
}

#[test]
fn every_kind_is_in_a_golden_file() {
    let records: Vec<Imported> = GOLDEN.iter().map(|(name, _)| record(name)).collect();
    let held = |kind: &&str| {
        let events = records.iter().flat_map(|record| record.log.events());
        events.into_iter().any(|event| event.header.kind == **kind && event.body.kind() == *kind)
    };
    let missing: Vec<&&str> = Body::KINDS.iter().filter(|kind| !held(kind)).collect();
    assert!(missing.is_empty(), "add a golden file with {missing:?}; never change an old one");
    let met = |record: &Imported| record.log.events().iter().any(|event| event.header.parents.len() > 1);
    assert!(records.iter().any(met), "no log that parted and met again");
}

/// Writes golden files on purpose, never in an ordinary run: see the top of this file.
#[test]
#[ignore = "writes files; run on purpose, with HOLDFAST_GOLDEN set"]
fn write_golden_files() {
    let wanted = std::env::var("HOLDFAST_GOLDEN").expect("HOLDFAST_GOLDEN says what to write");
    if ["record-v1-entries", "record-v1-archived"].contains(&wanted.as_str()) {
        std::fs::write(path(&format!("{wanted}.json")), exported(&told().log, at(NOW))).unwrap();
    }
    for (name, _) in GOLDEN {
        let read = record(name);
        let derived =
            serde_json::to_string_pretty(&derived(&fold(&read.log), &read.log, built_in(), &TzData, at(NOW))).unwrap();
        std::fs::write(path(&format!("{name}.derived.json")), derived + "\n").unwrap();
    }
}
