//! Calendar files: what is in them, and that the crate `icalendar` reads the same. With `HOLDFAST_ICS` naming a folder,
//! the files and what must be read from them are left there for a parser outside Rust (`tests/judge/read_ics.py`).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use chrono::NaiveDateTime;
use holdfast::deadline::built_in::built_in;
use holdfast::deadline::obligations;
use holdfast::exchange::icalendar::{Entry, Event, alarms, board_file_name, entries, file_name, write};
use holdfast::exchange::import::read_file;
use holdfast::language::Language;
use holdfast::language::calendar::{Titles, events};
use holdfast::record::apply::fold;
use holdfast::record::body::*;
use holdfast::record::codes::{Applicability, Counted, Counterparty, EntryKind, INTERNAL_UPDATE, Tlp};
use holdfast::record::decide::{Command, Override};
use holdfast::record::time::{DAY, HOUR, MINUTE, Moment, Timestamp};
use icalendar::parser::{Component, read_calendar, unfold};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use support::desk::Desk;
use support::duties::{anchor, decide, desk, filing, state, typed};
use support::notices::{draft, send};
use support::zones::TzData;
use support::{at, property};

const ZONE: &str = "Europe/Berlin";
const NOW: &str = "2026-11-22T14:05:00.000Z";

fn found(desk: &Desk) -> Vec<Entry> {
    entries(&desk.log, &desk.incident, built_in(), &TzData)
}

fn only(desk: &Desk, regime: &str, stage: &str) -> Option<Entry> {
    found(desk).into_iter().find(|one| one.regime == regime && one.stage == stage)
}

fn worded(desk: &Desk, language: Language, titles: Titles) -> Vec<Event> {
    events(language, titles, &desk.incident, &found(desk), built_in())
}

/// GDPR with its anchor, applying.
fn gdpr() -> Desk {
    let mut desk = desk();
    state(&mut desk, "eu-gdpr-33", ZONE, "aware=2026-11-20T16:00");
    desk.state(decide("eu-gdpr-33", Applicability::Applies));
    desk
}

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

/// What somebody does at a desk.
type Act = fn(&mut Desk);

#[test]
fn answered_waived_and_no_longer_owed_are_cancelled() {
    let before = only(&gdpr(), "eu-gdpr-33", "sa").expect("an entry");
    assert!(before.stands);
    let acts: [(&str, Act); 4] = [
        ("filed", |desk| drop(desk.state(filing("eu-gdpr-33", "sa", typed("2026-11-21T10:00", ZONE))))),
        ("waived", |desk| {
            let [by, role, reason] = ["Ana García", "Counsel", "no risk"].map(str::to_owned);
            let (regime, stage) = ("eu-gdpr-33".to_owned(), "sa".to_owned());
            desk.state(StageWaived { by, reason, regime, role, stage });
        }),
        ("does not apply", |desk| drop(desk.state(decide("eu-gdpr-33", Applicability::DoesNotApply)))),
        ("anchor taken back", |desk| drop(desk.state(anchor("aware", None, typed("?", ZONE))))),
    ];
    for (name, act) in acts {
        let mut desk = gdpr();
        act(&mut desk);
        let after = only(&desk, "eu-gdpr-33", "sa").unwrap_or_else(|| panic!("{name}: no entry"));
        assert!(!after.stands, "{name}");
        assert_eq!((&after.uid, after.due), (&before.uid, before.due), "{name}");
        assert_eq!(after.sequence, before.sequence + 1, "{name}");
        let event = &worded(&desk, Language::English, Titles::Neutral)[0];
        assert_eq!(event.summary, format!("No longer due: Deadline 1 of incident {}", desk.id.short()), "{name}");
        let file = write("en", std::slice::from_ref(event), at(NOW));
        assert!(file.contains("STATUS:CANCELLED\r\n") && !file.contains("VALARM"), "{name}: {file}");
    }
}

/// What is cancelled keeps the last time there was: of what is still known the one that is counted now, of what is not the
/// last that was owed.
#[test]
fn a_cancelled_entry_has_the_last_time_there_was() {
    let moved = |desk: &mut Desk, time: &str| drop(desk.state(anchor("aware", None, typed(time, ZONE))));
    let ends: [(&str, Act); 2] = [
        ("filed", |desk| drop(desk.state(filing("eu-gdpr-33", "sa", typed("2026-11-21T10:00", ZONE))))),
        ("does not apply", |desk| drop(desk.state(decide("eu-gdpr-33", Applicability::DoesNotApply)))),
    ];
    for (name, end) in ends {
        let mut desk = gdpr();
        end(&mut desk);
        let ended = only(&desk, "eu-gdpr-33", "sa").unwrap();
        moved(&mut desk, "2026-11-20T15:00");
        let after = only(&desk, "eu-gdpr-33", "sa").unwrap();
        assert_eq!((after.due, after.stands), (ended.due.plus(-HOUR), false), "{name}");
    }
    let mut desk = gdpr();
    let first = only(&desk, "eu-gdpr-33", "sa").unwrap();
    moved(&mut desk, "2026-11-20T15:00");
    moved(&mut desk, "?");
    let after = only(&desk, "eu-gdpr-33", "sa").unwrap();
    assert_eq!((after.due, after.stands), (first.due.plus(-HOUR), false));
}

/// An entry says so where its day can only be early.
#[test]
fn what_can_only_be_early_says_so() {
    let mut desk = desk();
    state(&mut desk, "us-sec-105", "America/New_York", "determined=2032-07-01T10:00");
    desk.state(anchor("corrective_measure", None, Moment::exact(at(NOW), "Mars/Base", 0)));
    state(&mut desk, "eu-gdpr-33", ZONE, "aware=2026-11-20T16:00");
    for regime in ["us-sec-105", "eu-cra-14", "eu-gdpr-33"] {
        desk.state(decide(regime, Applicability::Applies));
    }
    for (regime, stage, early) in [("us-sec-105", "8k", true), ("eu-cra-14", "fv", true), ("eu-gdpr-33", "sa", false)] {
        assert_eq!(only(&desk, regime, stage).unwrap().early, early, "{regime}");
    }
}

#[test]
fn a_withdrawn_declaration_and_a_withdrawn_filing() {
    let mut desk = desk();
    state(&mut desk, "contract-72h", "UTC", "declared=2026-11-20T17:00");
    let declared = only(&desk, "contract-72h", "notice").expect("an entry");
    let [by, role, reason] = ["Ana García", "Counsel", "a mistake"].map(str::to_owned);
    desk.state(Withdrawn { by, reason, role });
    let withdrawn = only(&desk, "contract-72h", "notice").expect("an entry");
    assert!(declared.stands && !withdrawn.stands && withdrawn.sequence > declared.sequence);
    assert_eq!((&withdrawn.uid, withdrawn.due), (&declared.uid, declared.due));

    let mut desk = gdpr();
    desk.state(filing("eu-gdpr-33", "sa", typed("2026-11-21T10:00", ZONE)));
    let filed = only(&desk, "eu-gdpr-33", "sa").expect("an entry");
    let filing = desk.incident.filings.last().expect("a filing").event.clone();
    desk.state(FilingWithdrawn { filing, reason: "not sent".to_owned() });
    let again = only(&desk, "eu-gdpr-33", "sa").expect("an entry");
    assert!(!filed.stands && again.stands && again.sequence > filed.sequence);
}

#[test]
fn what_was_never_owed_has_no_entry() {
    let mut desk = desk();
    state(&mut desk, "eu-gdpr-33", ZONE, "aware=2026-11-20T16:00");
    assert_eq!(found(&desk), []);
    for decision in [Applicability::NotYetKnown, Applicability::DoesNotApply] {
        desk.state(decide("eu-gdpr-33", decision));
        assert_eq!(found(&desk), [], "{decision:?}");
    }
    desk.state(decide("us-circia", Applicability::Applies));
    assert_eq!(found(&desk), [], "not in force");
}

#[test]
fn sequence_grows_with_what_may_change_an_entry_and_with_nothing_else() {
    let mut desk = gdpr();
    let before = only(&desk, "eu-gdpr-33", "sa").unwrap();
    let [channel, text, with] = ["", "A line", ""].map(str::to_owned);
    desk.state(LogAdded { channel, entry: EntryKind::Note, text, with });
    assert_eq!(only(&desk, "eu-gdpr-33", "sa").unwrap(), before);
    desk.state(anchor("aware", None, typed("2026-11-20T15:00", ZONE)));
    let after = only(&desk, "eu-gdpr-33", "sa").unwrap();
    assert_eq!((after.sequence, after.due), (before.sequence + 1, before.due.plus(-HOUR)));
    let mut later = built_in().clone();
    later.edition = "2027-01-02".to_owned();
    let newer = entries(&desk.log, &desk.incident, &later, &TzData);
    assert!(newer[0].sequence > after.sequence);
}

fn own_clock() -> ContractClockDecided {
    let [by, role, reason] = ["Ana García", "Counsel", "as the policy says"].map(str::to_owned);
    let clock = Terms {
        anchor: "aware".to_owned(),
        dated: String::new(),
        holidays: String::new(),
        length: 24,
        name: "Cyber insurer".to_owned(),
        party: Counterparty::Insurer,
        source: "Policy CY-558".to_owned(),
        unit: Counted::Hours,
        zone: String::new(),
    };
    ContractClockDecided { by, regime: clock.code(), clock, decision: Applicability::Applies, reason, role }
}

/// Whose it is and where it belongs, for the decisions on the notice to the authority.
fn signed() -> StageWaived {
    let [by, role, reason] = ["Ana García", "Counsel", "no risk"].map(str::to_owned);
    StageWaived { by, reason, regime: "eu-gdpr-33".to_owned(), role, stage: "sa".to_owned() }
}

fn over() -> Option<Override> {
    let [name, role, reason] = ["Ravi Rao", "Executive", "over"].map(str::to_owned);
    Some(Override { name, role, reason })
}

/// Each kind of fact on which the instant, the state or the words of an entry hang makes it newer.
#[test]
fn every_kind_that_may_change_an_entry_makes_it_newer() {
    let acts: [(&str, Act); 20] = [
        ("anchor.set", |desk| drop(desk.state(anchor("aware", None, typed("2026-11-20T15:00", ZONE))))),
        ("cadence.set", |desk| {
            drop(desk.state(CadenceSet { by: "Mei".to_owned(), hours: 4, reason: "agreed".to_owned() }))
        }),
        ("contract_clock.decided", |desk| drop(desk.state(own_clock()))),
        ("incident.declared", |desk| state(desk, "", ZONE, "declared=2026-11-20T17:00")),
        ("declaration.withdrawn", |desk| {
            let StageWaived { by, reason, role, .. } = signed();
            desk.state(Withdrawn { by, reason, role });
        }),
        ("filing.recorded", |desk| {
            drop(desk.state(filing("eu-gdpr-33", "sa", typed("2026-11-21T10:00", ZONE))));
        }),
        ("filing.withdrawn", |desk| {
            let filing = desk.incident.filings.last().expect("a filing").event.clone();
            desk.state(FilingWithdrawn { filing, reason: "not sent".to_owned() });
        }),
        ("notice.sent", |desk| {
            let one = draft("eu-gdpr-33", "sa", &[]);
            let id = desk.state(one.clone());
            send(desk, id, &one);
        }),
        ("own_target.set", |desk| {
            let StageWaived { reason, regime, stage, .. } = signed();
            desk.state(OwnTargetSet { due: typed("2026-11-22T10:00", ZONE), reason, regime, stage });
        }),
        ("privilege.set", |desk| drop(desk.state(PrivilegeSet { privileged: true, reason: "counsel".to_owned() }))),
        ("regime.decided", |desk| drop(desk.state(decide("us-ca", Applicability::Applies)))),
        ("relief.decided", |desk| {
            let StageWaived { by, reason, regime, role, stage } = signed();
            desk.state(ReliefDecided { by, claimed: true, reason, regime, role, stage });
        }),
        ("stage.waived", |desk| drop(desk.state(signed()))),
        ("stage.waiver_withdrawn", |desk| {
            let StageWaived { by, reason, regime, role, stage } = signed();
            desk.state(WaiverWithdrawn { by, reason, regime, role, stage });
        }),
        ("title.set", |desk| drop(desk.state(TitleSet { title: "Another title".to_owned() }))),
        ("tlp.set", |desk| drop(desk.state(TlpSet { tlp: Tlp::Red }))),
        ("content.erased", |desk| {
            let [channel, text, with] = ["", "A line", ""].map(str::to_owned);
            let target = desk.state(LogAdded { channel, entry: EntryKind::Note, text, with });
            desk.act(Command::Erase { target, reason: "a name in it".to_owned() });
        }),
        ("incident.resolved", |desk| drop(desk.act(Command::Resolve { summary: "done".to_owned(), by: over() }))),
        ("incident.closed", |desk| drop(desk.act(Command::Close { summary: "done".to_owned(), by: over() }))),
        ("incident.reopened", |desk| drop(desk.state(Reopened { reason: "not over".to_owned() }))),
    ];
    let kinds: BTreeSet<&str> = acts.iter().map(|(kind, _)| *kind).collect();
    let mut desk = gdpr();
    for (kind, act) in acts {
        let (before, known) = (only(&desk, "eu-gdpr-33", "sa").unwrap(), desk.log.events().len());
        act(&mut desk);
        let new: Vec<&str> = desk.log.events()[known..].iter().map(|event| event.header.kind.as_str()).collect();
        assert!(new.contains(&kind), "{kind}: {new:?}");
        let moving = new.iter().filter(|one| kinds.contains(**one)).count();
        let after = only(&desk, "eu-gdpr-33", "sa").unwrap();
        assert_eq!(usize::try_from(after.sequence - before.sequence), Ok(moving), "{kind}: {new:?}");
    }
}

/// Cancelled with the time it had, though the record no longer says it: an internal update that is no longer given, an own
/// clock whose start was taken back.
#[test]
fn what_was_owed_only_for_a_while_is_cancelled() {
    let mut desk = gdpr();
    let cadence = |hours| CadenceSet { by: "Mei".to_owned(), hours, reason: "agreed".to_owned() };
    desk.state(cadence(4));
    let before = only(&desk, INTERNAL_UPDATE, "next").unwrap();
    desk.state(cadence(0));
    let after = only(&desk, INTERNAL_UPDATE, "next").unwrap();
    assert_eq!((&after.uid, after.due, before.stands, after.stands), (&before.uid, before.due, true, false));

    let mut desk = gdpr();
    let clock = own_clock();
    desk.state(clock.clone());
    let before = only(&desk, &clock.regime, "notice").unwrap();
    desk.state(anchor("aware", None, typed("?", ZONE)));
    let after = only(&desk, &clock.regime, "notice").unwrap();
    assert_eq!((&after.uid, after.due, before.stands, after.stands), (&before.uid, before.due, true, false));
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
