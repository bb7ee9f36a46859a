//! Calendar files: what is in them, and that the crate `icalendar` reads the same. With `HOLDFAST_ICS` naming a folder,
//! the files and what must be read from them are left there for a parser outside Rust (`tests/judge/read_ics.py`).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use chrono::NaiveDateTime;
use holdfast::deadline::built_in::built_in;
use holdfast::deadline::obligations;
use holdfast::exchange::icalendar::{Event, alarms, board_file_name, entries, file_name, write};
use holdfast::exchange::import::read_file;
use holdfast::language::Language;
use holdfast::language::calendar::{Titles, events};
use holdfast::record::apply::fold;
use holdfast::record::codes::{Applicability, Tlp};
use holdfast::record::time::{DAY, HOUR, MINUTE, Timestamp};
use icalendar::parser::{Component, read_calendar, unfold};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use support::desk::Desk;
use support::duties::{decide, desk, filing, state, typed};
use support::entries::{NOW, ZONE, gdpr, worded};
use support::zones::TzData;
use support::{at, property};

/// A desk with every rule applying and every anchor and first filing stated.
fn everything() -> Desk {
    let mut desk = desk();
    let mut anchors = BTreeSet::new();
    for regime in &built_in().regimes {
        desk.state(decide(&regime.id, Applicability::Applies));
        anchors.extend(regime.stages.iter().map(|stage| stage.anchor.clone()).filter(|one| !one.contains(':')));
    }
    for (index, code) in anchors.iter().enumerate() {
        state(&mut desk, "", ZONE, &format!("{code}=2026-11-20T{:02}:{:02}", 8 + index % 12, index * 7 % 60));
    }
    desk.state(filing("eu-nis2-23", "nt", typed("2026-11-21T10:00", ZONE)));
    desk
}

/// A property of a component, as the crate reads it.
fn read<'a>(part: &'a Component, name: &str) -> &'a str {
    part.find_prop(name).unwrap_or_else(|| panic!("no {name}")).val.as_str()
}

fn instant(text: &str) -> Timestamp {
    let read = NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%SZ").unwrap_or_else(|_| panic!("no UTC time: {text}"));
    Timestamp(read.and_utc().timestamp_millis())
}

/// A duration of RFC 5545 3.3.6 in milliseconds.
fn duration(text: &str) -> i64 {
    let (sign, rest) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let mut number = String::new();
    let mut sum = 0;
    for letter in rest.chars() {
        let unit = match letter {
            'P' | 'T' => continue,
            'D' => DAY,
            'H' => HOUR,
            'M' => MINUTE,
            'S' => 1000,
            digit => {
                number.push(digit);
                continue;
            }
        };
        sum += unit * std::mem::take(&mut number).parse::<i64>().expect("a number");
    }
    sign * sum
}

/// What a parser must read, in the shape in which `read_ics.py` prints it.
fn expected(event: &Event) -> Value {
    let text = |at: Timestamp| format!("{}Z", &at.to_rfc3339()[..19]);
    let due = Timestamp(event.due.0 / 1000 * 1000);
    let alarms = event.alarms.iter().filter(|_| event.stands).map(|(before, _)| text(due.plus(-before * MINUTE)));
    json!({
        "uid": event.uid, "status": if event.stands { "CONFIRMED" } else { "CANCELLED" }, "summary": event.summary,
        "description": event.description, "sequence": event.sequence, "dtstart": text(due.plus(-30 * MINUTE)),
        "dtend": text(due), "alarms": alarms.collect::<Vec<_>>(),
    })
}

/// The events of a file as the crate reads them, in the same shape.
fn by_the_crate(file: &str) -> Vec<Value> {
    let unfolded = unfold(file);
    let calendar = read_calendar(&unfolded).expect("a calendar");
    let text = |at: Timestamp| format!("{}Z", &at.to_rfc3339()[..19]);
    let event = |part: &Component| {
        let start = instant(read(part, "DTSTART"));
        let alarms = part.components.iter().map(|alarm| {
            assert_eq!((alarm.name.as_str(), read(alarm, "ACTION")), ("VALARM", "DISPLAY"));
            assert!(!read(alarm, "DESCRIPTION").is_empty());
            text(start.plus(duration(read(alarm, "TRIGGER"))))
        });
        json!({
            "uid": read(part, "UID"), "status": read(part, "STATUS"), "summary": read(part, "SUMMARY"),
            "description": read(part, "DESCRIPTION"), "sequence": read(part, "SEQUENCE").parse::<u32>().unwrap(),
            "dtstart": text(start), "dtend": text(instant(read(part, "DTEND"))), "alarms": alarms.collect::<Vec<_>>(),
        })
    };
    calendar.components.iter().map(event).collect()
}

/// Lines as the format wants them: CRLF, at most 75 octets, whole characters.
fn sound(file: &str) {
    assert!(file.ends_with("END:VCALENDAR\r\n"));
    for line in file.split_terminator("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.contains(['\r', '\n']), "{line:?}");
    }
}

/// The first entry of a plain incident, to the letter.
#[test]
fn a_file_to_the_letter() {
    let mut desk = desk();
    state(&mut desk, "contract-72h", "UTC", "declared=2026-11-20T17:00");
    let short = desk.id.short().to_owned();
    let events = worded(&desk, Language::English, Titles::Neutral);
    let uid = events[0].uid.clone();
    // The days of the edition, the anchor of the intake and the declaration.
    let days = at(&format!("{}T00:00:00.000Z", built_in().edition)).since(at("2026-01-01T00:00:00.000Z")) / DAY;
    let file = write("en", &events, at(NOW));
    let head = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Holdfast//Holdfast 0.1.0//en\r\nCALSCALE:GREGORIAN\r\n\
         METHOD:PUBLISH\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261122T140500Z\r\nSEQUENCE:{}\r\n\
         DTSTART:20261123T163000Z\r\nDTEND:20261123T170000Z\r\nSUMMARY:Deadline 1 of incident {short}\r\n",
        days + 2
    );
    assert!(file.starts_with(&head), "{file}");
    let alarm = |trigger: &str, words: &str| {
        format!(
            "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:{trigger}\r\n\
             DESCRIPTION:Deadline 1 of incident {short}: {words}\r\nEND:VALARM\r\n"
        )
    };
    let tail = [
        "STATUS:CONFIRMED\r\nCLASS:PRIVATE\r\nTRANSP:TRANSPARENT\r\n",
        &alarm("-P1DT11H30M", "36 h 0 min left"),
        &alarm("-PT13H54M", "14 h 24 min left"),
        &alarm("-PT3H6M", "3 h 36 min left"),
        &alarm("PT30M", "due now"),
        "END:VEVENT\r\nEND:VCALENDAR\r\n",
    ];
    assert!(file.ends_with(&tail.concat()), "{file}");
}

#[test]
fn alarms_ring_at_shares_of_the_length() {
    let start = at("2026-11-20T10:00:00.000Z");
    for (length, expected) in [
        (72 * HOUR, &[36 * 60, 14 * 60 + 24, 216, 0][..]),
        (HOUR, &[30, 12, 3, 0]),
        // Between two minutes: the earlier.
        (4 * HOUR + 1, &[121, 49, 13, 0]),
        (MINUTE, &[1, 0]),
        (0, &[0]),
        (-HOUR, &[0]),
    ] {
        assert_eq!(alarms(start, start.plus(length)), expected, "{length}");
    }
}

#[test]
fn neutral_titles_give_nothing_away() {
    let desk = everything();
    for language in [Language::English, Language::Chinese] {
        let file = unfold(&write(language.tag(), &worded(&desk, language, Titles::Neutral), at(NOW)));
        for secret in ["gdpr", "GDPR", "contract", "72h", "TLP", "Odd sign-ins", "Mei Chen", desk.id.as_str()] {
            assert!(!file.contains(secret), "{secret}");
        }
        let named = unfold(&write(language.tag(), &worded(&desk, language, Titles::Named), at(NOW)));
        for told in ["GDPR", "TLP:AMBER", "Odd sign-ins", desk.id.short()] {
            assert!(named.contains(told), "{told}");
        }
    }
}

#[test]
fn names_of_files_give_nothing_away() {
    let desk = gdpr();
    let name = format!("holdfast-incident-{}-tlp-amber-20261122T140500Z.ics", desk.id.short());
    assert_eq!(file_name(&desk.incident, at(NOW)), name);
    assert_eq!(board_file_name((Tlp::Red, true), at(NOW)), "holdfast-calendar-tlp-red-privileged-20261122T140500Z.ics");
}

/// Every deadline of every rule, of old records and of exercises, in both languages and under both kinds of title: the
/// crate reads what was meant, and the due instants are those of the engine.
#[test]
fn another_parser_reads_every_deadline() {
    let folder = std::env::var_os("HOLDFAST_ICS").map(std::path::PathBuf::from);
    let old = |name: &str| {
        let path = format!("{}/tests/golden/{name}.json", env!("CARGO_MANIFEST_DIR"));
        let read = read_file(&std::fs::read_to_string(path).unwrap()).expect("a record");
        let log = read.records.into_iter().next().expect("a record").log;
        (fold(&log), log)
    };
    let desk = everything();
    let records =
        [("everything", (desk.incident, desk.log)), ("duties", old("record-v1-duties")), ("v1", old("record-v1"))];
    let mut count = 0;
    for (name, (incident, log)) in &records {
        let found = entries(log, incident, built_in(), &TzData);
        let owed = obligations(incident, built_in(), &TzData);
        let owed = owed.iter().filter(|one| one.is_open()).filter_map(|one| one.due).map(|due| due.at);
        let standing = found.iter().filter(|one| one.stands).map(|one| one.due);
        assert_eq!(standing.collect::<Vec<_>>(), owed.collect::<Vec<_>>(), "{name}");
        assert!(!found.is_empty(), "{name}");
        let uids: BTreeSet<&str> = found.iter().map(|one| one.uid.as_str()).collect();
        assert_eq!(uids.len(), found.len(), "{name}");
        for language in [Language::English, Language::Chinese] {
            for titles in [Titles::Neutral, Titles::Named] {
                let events = events(language, titles, incident, &found, built_in());
                let file = write(language.tag(), &events, at(NOW));
                sound(&file);
                let expected: Vec<Value> = events.iter().map(expected).collect();
                assert_eq!(by_the_crate(&file), expected, "{name} {language:?} {titles:?}");
                count += expected.len();
                if let Some(folder) = &folder {
                    let place = folder.join(format!("{name}-{}-{titles:?}", language.tag()));
                    std::fs::write(place.with_extension("ics"), &file).expect("written");
                    std::fs::write(place.with_extension("json"), json!(expected).to_string()).expect("written");
                }
            }
        }
    }
    assert!(count > 550, "only {count} entries");
    println!("{count} entries read as meant");
}

/// Characters that need care, among others.
fn words() -> impl Strategy<Value = String> {
    let letter = prop_oneof![
        3 => prop::char::range('\u{4e00}', '\u{9fff}'),
        3 => prop::sample::select(vec!['\\', ';', ',', '\n', '"', ':', ' ', 'n', 'é', '🔔']),
        1 => any::<char>(),
    ];
    prop::collection::vec(letter, 1..160).prop_map(|letters| letters.into_iter().collect())
}

/// Text as it can stand in a value: line breaks of one kind, no other control characters, no space at the ends (which
/// the crate drops).
fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n").replace('\t', " ");
    text.chars().filter(|one| *one == '\n' || !one.is_control()).collect()
}

proptest! {
    #![proptest_config(property(400))]

    /// Whatever the text, every line is sound and the crate reads it back.
    #[test]
    fn any_text_comes_back(summary in words(), description in words(), due in 0_i64..6_000_000_000_000, length in 0_i64..20_000_000_000) {
        let due = Timestamp(due);
        let rings = alarms(due.plus(-length), due).into_iter().map(|before| (before, summary.clone())).collect();
        let event = Event {
            uid: "a@holdfast.invalid".to_owned(), sequence: 7, due, stands: true, summary: summary.clone(),
            description: description.clone(), alarms: rings,
        };
        let file = write("zh-Hans", std::slice::from_ref(&event), at(NOW));
        sound(&file);
        let meant = Event { summary: plain(&summary), description: plain(&description), ..event };
        // What is left of one letter may be nothing at all, which the crate takes for no description.
        prop_assume!(!meant.summary.trim().is_empty() && !meant.description.trim().is_empty());
        prop_assert_eq!(by_the_crate(&file), vec![expected(&meant)]);
        for share in [50, 80, 95, 100] {
            let exact = due.plus(-length * (100 - share) / 100);
            let near = |minutes: i64| (0..=MINUTE).contains(&exact.since(due.plus(-minutes * MINUTE)));
            prop_assert!(meant.alarms.iter().any(|alarm| near(alarm.0)), "{}", share);
        }
    }
}
