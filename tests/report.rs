//! The shift handover and the incident report: what each reader sees and must not see, pseudonyms, refusals, both
//! languages, the same bytes every time. The files they are saved as: `report_files.rs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::in_force::Rules;
use holdfast::form::{Asking, FormCode, TimeInput, form};
use holdfast::language::Language;
use holdfast::language::defang::defang;
use holdfast::language::format;
use holdfast::playbook::variants;
use holdfast::record::apply::fold;
use holdfast::record::body::{PrivilegeSet, StepSet, TlpSet, VariantAdded, VariantRemoved};
use holdfast::record::codes::{EntryKind, NoticeLanguage, Phase, StepStatus, Tlp};
use holdfast::record::incident::Incident;
use holdfast::record::log::Log;
use holdfast::record::time::{DAY, Timestamp};
use holdfast::register::register;
use holdfast::report::html::html;
use holdfast::report::markdown::markdown;
use holdfast::report::{Document, Mark, Reader, Source, handover, last_handover, report};
use proptest::prelude::*;
use support::at;
use support::desk::Desk;
use support::reported::{ACTOR, ADDRESS, CUSTOMERS, HOST, PEOPLE, TECHNIQUE, add, full, say};
use support::storm::{opened, storm};
use support::walk::{World, walks};
use support::zones::TzData;

const LANGUAGES: [NoticeLanguage; 3] = [NoticeLanguage::English, NoticeLanguage::Chinese, NoticeLanguage::Both];
const ENGLISH: NoticeLanguage = NoticeLanguage::English;

fn source<'a>(log: &'a Log, incident: &'a Incident, now: Timestamp) -> Source<'a> {
    Source { incident, log, rules: Rules::BUILT_IN, zones: &TzData, now, zone: "Europe/Berlin" }
}

fn of(desk: &Desk) -> Source<'_> {
    source(&desk.log, &desk.incident, desk.now)
}

fn written(desk: &Desk, language: NoticeLanguage, reader: Reader) -> Document {
    report(of(desk), language, reader).expect("there is a document for this reader")
}

/// Everything a document says, in every form it is written in.
fn everything(document: &Document) -> String {
    [format!("{document:?}"), markdown(document), html(document)].join("\n")
}

/// What stands in a document for the fact of the record that only this text names.
#[test]
fn each_reader_sees_what_the_table_says() {
    let desk = full();
    // Internal, auditor, customer.
    let table: [(&str, [bool; 3]); 35] = [
        ("Token signing", [true, true, true]),
        ("TERMS-MARK", [true, true, true]),
        ("SUMMARY-MARK", [true, true, true]),
        ("EFFECT-MARK", [true, true, true]),
        ("KINDS-MARK", [true, true, true]),
        ("about 25 organisations", [true, true, true]),
        ("1, at once", [true, true, true]),
        ("Revoke the signing key", [true, true, true]),
        ("LESSON-MARK", [true, true, true]),
        ("customer portal", [true, true, true]),
        ("WHO-MARK", [true, true, false]),
        ("STORE-MARK", [true, true, false]),
        ("PRIORITY-MARK", [true, true, false]),
        ("Revoked in all rings", [true, true, false]),
        ("SCOPE-MARK", [true, true, false]),
        ("TEAM-MARK", [true, true, false]),
        (TECHNIQUE, [true, true, false]),
        ("Forged tokens, earlier", [true, true, false]),
        ("Sign-in log, 1 to 2 November", [true, true, false]),
        ("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", [true, true, false]),
        ("CUSTODY-MARK", [true, true, false]),
        ("RETAIN-MARK", [true, true, false]),
        ("CAUSE-MARK", [true, true, false]),
        ("CLAIM-MARK", [true, true, false]),
        ("EXECUTION-MARK", [true, true, false]),
        ("TAKEAWAYS-MARK", [true, true, false]),
        ("FINDING-MARK", [true, true, false]),
        ("ITEM-MARK", [true, true, false]),
        ("BLOCK-MARK", [true, true, false]),
        ("The key must go now; the plan follows", [true, true, false]),
        ("A password was pasted", [true, true, false]),
        ("DECISION-MARK", [true, true, false]),
        ("Each organisation tells its own people", [true, true, false]),
        ("NOTE-MARK", [true, false, false]),
        ("Told them we are looking", [true, false, false]),
    ];
    for (at, reader) in Reader::ALL.into_iter().enumerate() {
        for language in LANGUAGES {
            let text = everything(&written(&desk, language, reader));
            for (mark, seen) in table {
                if mark == "1, at once" && language == NoticeLanguage::Chinese {
                    continue;
                }
                assert_eq!(text.contains(mark), seen[at], "{mark} for {reader:?} in {language:?}");
            }
        }
    }
}

/// The whole text is searched for every name: of people, of the actor, of indicators, of customers.
#[test]
fn what_must_not_be_said_is_not_said() {
    let desk = full();
    let indicators = [ADDRESS, HOST].map(defang);
    for language in LANGUAGES {
        let [internal, auditor, customer] = Reader::ALL.map(|reader| {
            let text = everything(&written(&desk, language, reader));
            assert!(text.contains("Bo Listing"), "part of a longer word is no name: {reader:?} in {language:?}");
            text.replace("Bo Listing", "")
        });
        for name in PEOPLE {
            assert!(internal.contains(name), "{name} for our own people");
            assert!(!auditor.contains(name), "{name} for an auditor in {language:?}");
            assert!(!customer.contains(name), "{name} for a customer in {language:?}");
        }
        assert!(!auditor.contains("priya  nair") && !auditor.contains("priya nair"));
        assert!(internal.contains(ACTOR) && !auditor.contains(ACTOR) && !customer.contains(ACTOR));
        assert!(!customer.contains("Actor 1") && !customer.contains("行为者 1") && !customer.contains("ACTOR-BASIS"));
        for shown in &indicators {
            assert!(internal.contains(shown) && auditor.contains(shown), "{shown} in {language:?}");
            assert!(!customer.contains(shown), "{shown} for a customer in {language:?}");
        }
        for live in [ADDRESS, HOST] {
            // Nobody gets one that could be opened by accident.
            assert!(![&internal, &auditor, &customer].iter().any(|text| text.contains(live)), "{live}");
        }
        for name in CUSTOMERS {
            assert!(internal.contains(name) && auditor.contains(name) && !customer.contains(name), "{name}");
        }
    }
    let [zh, en] = [NoticeLanguage::Chinese, ENGLISH].map(|one| markdown(&written(&desk, one, Reader::Auditor)));
    assert!(zh.contains("行为者 1") && en.contains("Actor 1"));
    assert!(!markdown(&written(&desk, ENGLISH, Reader::Internal)).contains("Person 1"));
}

/// The number after a word, in a text.
fn number(text: &str, before: &str) -> String {
    let rest = text.split(before).nth(1).unwrap_or_else(|| panic!("no {before} in {text}"));
    rest.chars().take_while(char::is_ascii_digit).collect()
}

/// The row of a table, or the line, that holds a mark.
fn row<'a>(text: &'a str, mark: &str) -> &'a str {
    text.lines().find(|line| line.contains(mark)).unwrap_or_else(|| panic!("no {mark}"))
}

#[test]
fn one_person_has_one_pseudonym() {
    let mut desk = full();
    let english = markdown(&written(&desk, ENGLISH, Reader::Auditor));
    let priya = number(row(&english, "LESSON-MARK"), "told by Person ");
    assert!(!priya.is_empty());
    // In a field, spelled otherwise, in the report of what was seen, in the other language, for the other reader.
    assert!(english.contains(&format!("- **Title**: ITEM-MARK\n- **Kind**: Bug\n- **Owner**: Person {priya}\n")));
    assert!(english.contains(&format!("- **Raised by**: Person {priya}\n")));
    assert!(row(&english, "SUMMARY-MARK").contains(&format!("Person 1和 Person {priya} saw Actor 1")), "{english}");
    let chinese = markdown(&written(&desk, NoticeLanguage::Chinese, Reader::Auditor));
    assert!(chinese.contains(&format!("- **责任人**：人员 {priya}\n")));
    let customer = markdown(&written(&desk, ENGLISH, Reader::Customer));
    assert!(
        row(&customer, "LESSON-MARK").contains(&format!("told by Person {priya} of \\[withheld\\], \\[withheld\\]"))
    );
    // Other people have other numbers, and nobody's changes when the record grows.
    assert_ne!(number(row(&english, "DECISION-MARK"), "DECISION-MARK: Person "), priya);
    add(&mut desk, "participant", &[("person", "Zed Zebra"), ("state", "invited")]);
    let later = markdown(&written(&desk, ENGLISH, Reader::Auditor));
    assert_eq!(number(row(&later, "LESSON-MARK"), "told by Person "), priya);
    assert!(!later.contains("Zed Zebra"));
}

#[test]
fn the_seven_blocks_come_first_and_are_always_there() {
    let blocks = [
        "Summary and potential impact",
        "Severity and priority",
        "Indicators",
        "Related incidents",
        "Actions",
        "Evidence preserved",
        "Next steps",
    ];
    for desk in [full(), Desk::opened(at("2026-11-22T14:05:00.000Z"))] {
        for reader in Reader::ALL {
            let document = written(&desk, ENGLISH, reader);
            let mut heads: Vec<&str> = texts(&document, &[Mark::Section]);
            heads.retain(|words| *words != "Definition and role");
            assert_eq!(heads[..7], blocks, "{reader:?}");
            assert_eq!(heads.last(), Some(&"Chain of the record"));
        }
    }
}

#[test]
fn claims_without_evidence_are_marked_and_the_chain_is_named() {
    let desk = full();
    let english = markdown(&written(&desk, ENGLISH, Reader::Internal));
    assert!(row(&english, "GUESS-MARK").ends_with("| No evidence yet |"));
    assert!(row(&english, "CLAIM-MARK").ends_with("| Sign-in log, 1 to 2 November |"));
    let chinese = markdown(&written(&desk, NoticeLanguage::Chinese, Reader::Internal));
    assert!(row(&chinese, "GUESS-MARK").ends_with("| 缺乏证据 |"));
    for reader in Reader::ALL {
        let text = markdown(&written(&desk, ENGLISH, reader));
        let [head] = &desk.log.heads()[..] else { panic!("one head") };
        assert!(text.ends_with(&format!("Entries: {}\n\n{head}\n", desk.log.events().len())), "{reader:?}");
        assert!(text.starts_with("**EXERCISE / 演练**\n\n**Exercise, not a real incident · TLP:AMBER · "), "{text}");
        assert!(text.contains("- **We act as**: Processor (provider)\n"));
    }
}

/// What was left out is said to whom it was left out for, and to nobody else.
#[test]
fn what_was_left_out_is_said() {
    let desk = full();
    let said =
        ["Left out of this report: who is behind the incident", "Of the log only decisions and phases are shown"];
    let expected = [[false, false], [false, true], [true, false]];
    for (reader, expected) in Reader::ALL.into_iter().zip(expected) {
        let text = markdown(&written(&desk, ENGLISH, reader));
        assert_eq!(said.map(|words| text.contains(words)), expected, "{reader:?}");
    }
    let text = markdown(&written(&desk, NoticeLanguage::Both, Reader::Customer));
    assert!(text.contains("Left out of this report") && text.contains("本报告未包含："));
}

/// Each part of the layout names a kind of fact, a form and fields that there are.
#[test]
fn the_layout_names_what_there_is() {
    let layout: serde_json::Value = serde_json::from_str(include_str!("../src/report/layout.json")).expect("JSON");
    let words = |part: &serde_json::Value, name: &str| -> Vec<String> {
        let text = part.get(name).and_then(serde_json::Value::as_str).unwrap_or_default();
        text.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let kinds = holdfast::record::body::Body::KINDS;
    let asking = Asking {
        incident: &Incident::default(),
        about: "",
        now: &TimeInput::default(),
        me: "-",
        others: &[],
        rules: Rules::BUILT_IN,
    };
    let mut registers = Vec::new();
    let sections = ["handover", "sections"].map(|name| layout[name].as_array().expect("sections").iter());
    for part in sections.into_iter().flatten().flat_map(|one| one["parts"].as_array().unwrap()) {
        for name in ["kind", "then", "back"] {
            assert!(words(part, name).iter().all(|kind| kinds.contains(&kind.as_str())), "{part}");
        }
        let special = ["steps", "clocks", "phases", "held", "lines", "log", "chain"];
        assert!(words(part, "special").iter().all(|name| special.contains(&name.as_str())), "{part}");
        assert!(words(part, "by").is_empty() == (words(part, "then").is_empty() && words(part, "back").is_empty()));
        let mut fields: Vec<String> = Vec::new();
        for code in words(part, "form") {
            let code = FormCode::from_code(&code).unwrap_or_else(|| panic!("no form: {part}"));
            fields.extend(form(code, &asking).fields.iter().map(|field| field.code.to_owned()));
        }
        for code in words(part, "register") {
            let register = register(&code).unwrap_or_else(|| panic!("no register: {part}"));
            fields.extend(register.fields.iter().map(|field| field.code.clone()));
            registers.push(code);
        }
        for name in ["fields", "customer"] {
            let named = words(part, name);
            assert!(named.iter().all(|field| field == "#" || fields.contains(field)), "{part}");
        }
    }
    // Every register of an incident is told of.
    let missing: Vec<&str> = holdfast::register::registers()
        .iter()
        .filter(|one| one.place != "readiness" && !registers.contains(&one.code))
        .map(|one| one.code.as_str())
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}

/// The handover before this one: the newest that stands, with who took over.
#[test]
fn a_handover_says_when_the_last_was_made() {
    let mut desk = Desk::opened(at("2026-11-22T14:05:00.000Z"));
    assert_eq!(last_handover(&desk.incident), None);
    assert!(markdown(&handover(of(&desk), ENGLISH, None)).contains("- **Last handover**: None\n"));
    add(&mut desk, "handover", &[("from", "Bo Li"), ("to", "Ana García")]);
    let first = last_handover(&desk.incident).expect("one was made");
    say(&mut desk, EntryKind::Decision, "LATER-DECISION");
    let text = markdown(&handover(of(&desk), ENGLISH, Some(first)));
    assert!(row(&text, "**Last handover**").ends_with(" · Bo Li · Ana García"), "{text}");
    assert!(text.contains("LATER-DECISION"));
    add(&mut desk, "handover", &[("from", "Ana García")]);
    let second = last_handover(&desk.incident).expect("another was made");
    assert!(second > first);
    assert!(!markdown(&handover(of(&desk), ENGLISH, Some(second))).contains("LATER-DECISION"));
}

#[test]
fn privilege_and_marking_refuse_and_say_why() {
    let mut desk = full();
    let refused = |desk: &Desk| {
        Reader::ALL.map(|reader| report(of(desk), ENGLISH, reader).err().map(|why| why.get(Language::English)))
    };
    assert_eq!(refused(&desk), [None, None, None]);
    let table: [(Tlp, [bool; 3]); 4] = [
        (Tlp::Red, [false, false, true]),
        (Tlp::AmberStrict, [false, false, true]),
        (Tlp::Green, [false, false, false]),
        (Tlp::Clear, [false, false, false]),
    ];
    for (tlp, expected) in table {
        desk.state(TlpSet { tlp });
        assert_eq!(refused(&desk).map(|why| why.is_some_and(|why| why.contains("marking"))), expected, "{tlp:?}");
    }
    desk.state(PrivilegeSet { privileged: true, reason: "On advice".to_owned() });
    let why = refused(&desk);
    assert!(why[0].is_none() && why[1..].iter().all(|why| why.is_some_and(|why| why.contains("privileged"))));
    for document in [written(&desk, ENGLISH, Reader::Internal), handover(of(&desk), ENGLISH, None)] {
        assert!(
            markdown(&document).starts_with("**EXERCISE / 演练**\n\n**Exercise, not a real incident · TLP:CLEAR · ")
        );
        assert!(row(&markdown(&document), "TLP:CLEAR").ends_with("Legally privileged**"));
    }
}

#[test]
fn the_handover_says_what_the_next_shift_needs() {
    let mut desk = full();
    let since = desk.now;
    say(&mut desk, EntryKind::Decision, "NEW-DECISION");
    say(&mut desk, EntryKind::Note, "NEW-NOTE");
    let whole = markdown(&handover(of(&desk), ENGLISH, None));
    let new = markdown(&handover(of(&desk), ENGLISH, Some(since)));
    for mark in ["DECISION-MARK", "Gate overridden", "Rule decided", "Declared"] {
        assert!(whole.contains(mark), "{mark}");
    }
    assert!(new.contains("NEW-DECISION") && !new.contains("NEW-NOTE"));
    assert!(!new.contains("DECISION-MARK") && !new.contains("Gate overridden") && !new.contains("Rule decided"));
    let blocked = row(&new, "BLOCK-MARK");
    assert!(blocked.starts_with("| AN-3 ") && blocked.ends_with("| Blocked | Bo Li | BLOCK-MARK |"), "{blocked}");
    // Blocked before those to do.
    let steps: Vec<&str> = new.lines().filter(|line| line.starts_with("| AN-")).collect();
    assert!(steps[0].contains("BLOCK-MARK") && steps[1].contains("| To do |"), "{steps:?}");
    assert!(row(&new, "**As of**").ends_with(" (UTC+1) · Europe/Berlin"));
    let spent = format::duration(Language::English, desk.incident.elapsed_in(Phase::Analysis, desk.now));
    assert!(new.contains("## Open phases\n\n- **Phase**: Analysis\n"), "containment was left: {new}");
    assert_eq!(row(&new, "**In total**"), format!("- **In total**: {spent}"));
    let clocks = new.split("## Next deadlines").nth(1).and_then(|rest| rest.split("## ").next()).expect("deadlines");
    assert_eq!(clocks.lines().filter(|line| line.starts_with("| ")).count(), 1 + 3, "{clocks}");
    // What is due comes before what only a target of one's own ends.
    let first = [row(clocks, "Internal update"), row(clocks, "Cyber insurer")];
    assert!(clocks.contains(&first.join("\n")), "{clocks}");
    let lead = row(new.split("## Who holds what").nth(1).expect("a section"), "| 陈梅 |");
    assert!(lead.contains("Incident lead · ext. 4411; "), "{lead}");
    assert!(row(&new, "| Bo Li | AN-3").contains("AN-3"));
    assert!(row(&new, "| Priya Nair | ").contains("ITEM-MARK"));
    let services = new.split("## Impacted services").nth(1).expect("a section");
    assert!(
        services.contains("| Token signing | Identity response | Priya Nair |") && !services.contains("Printing"),
        "{services}"
    );
}

/// Steps of the variants chosen stand beside those of the base, in the version the incident has; of a variant taken out
/// nothing is left to do.
#[test]
fn steps_of_the_variants_are_handed_over() {
    let mut desk = full();
    let version = variants()[0].version.clone();
    let [reason, one] = ["files are encrypted", "V1"].map(str::to_owned);
    desk.state(VariantAdded { variant: one.clone(), version: version.clone(), reason: reason.clone() });
    let [owner, why, step] = ["Ana García", "VARIANT-MARK", "V1-AN2"].map(str::to_owned);
    desk.state(StepSet { owner, reason: why, result: String::new(), status: StepStatus::Blocked, step });
    let title = &variants()[0].step("V1-AN2").expect("a step").title;
    for language in LANGUAGES {
        let words = if language == NoticeLanguage::Chinese { &title.zh } else { &title.en };
        for document in [handover(of(&desk), language, None), written(&desk, language, Reader::Internal)] {
            assert!(texts(&document, &[Mark::Row]).contains(&format!("V1-AN2 {words}").as_str()));
        }
    }
    let text = markdown(&handover(of(&desk), ENGLISH, None));
    let blocked = row(&text, "| V1-AN2 ");
    assert!(blocked.ends_with("| Blocked | Ana García | VARIANT-MARK |"), "{blocked}");
    assert!(text.contains("| V1-AN1 ") && row(&text, "| Ana García | ").contains("V1-AN2 "));
    assert!(row(&text, "**Playbook**").contains(&format!(" · V1 · {version} · V3 · 9.1.0")), "{text}");
    desk.state(VariantRemoved { reason, variant: one });
    let text = markdown(&handover(of(&desk), ENGLISH, None));
    assert!(!text.contains("V1-AN") && !row(&text, "**Playbook**").contains("V1"), "{text}");
}

/// What stands in these places.
fn texts<'a>(document: &'a Document, marks: &[Mark]) -> Vec<&'a str> {
    document.pieces.iter().filter(|one| marks.contains(&one.mark)).map(|one| one.first.as_str()).collect()
}

/// The documents of a record in both languages have the same parts, and both stand in the one of two languages.
fn stand_beside(source: Source) {
    let readers = Reader::ALL.into_iter().filter(|reader| reader.refused(source.incident).is_none());
    let mut all: Vec<[Document; 3]> =
        readers.map(|reader| LANGUAGES.map(|language| report(source, language, reader).expect("written"))).collect();
    all.push(LANGUAGES.map(|language| handover(source, language, None)));
    for [english, chinese, both] in &all {
        let marks = |one: &Document| one.pieces.iter().map(|one| one.mark).collect::<Vec<_>>();
        assert_eq!(marks(english), marks(chinese));
        assert_eq!(marks(english), marks(both));
        for ((en, zh), both) in english.pieces.iter().zip(&chinese.pieces).zip(&both.pieces) {
            assert!(en.second.is_empty() && zh.second.is_empty());
            assert_eq!(both.first, en.first);
            let second = if en.first == zh.first { "" } else { &zh.first };
            assert_eq!(both.second, second);
        }
    }
}

proptest! {
    #![proptest_config(support::property(24))]

    /// Whatever was done, in whatever order: documents are written, the same from the same record.
    #[test]
    fn any_walk_can_be_written(turns in walks(60)) {
        let mut world = World::after(&turns);
        world.meet(1);
        let [first, second, ..] = &world.tabs[..] else { unreachable!() };
        stand_beside(source(&first.log, &first.incident, first.now));
        let both = |desk: &Desk| handover(source(&desk.log, &desk.incident, first.now), NoticeLanguage::Both, None);
        prop_assert_eq!(both(first), both(second));
    }
}

fn is_han(sign: char) -> bool {
    matches!(sign, '\u{4e00}'..='\u{9fff}')
}

#[test]
fn the_sample_in_both_languages() {
    let (log, incident) = storm();
    let source = source(&log, &incident, opened());
    stand_beside(source);
    let people: Vec<String> = holdfast::playbook::storm_0558().people.into_iter().map(|one| one.name).collect();
    for reader in Reader::ALL {
        let [english, chinese] =
            [ENGLISH, NoticeLanguage::Chinese].map(|language| report(source, language, reader).expect("written"));
        let text = markdown(&english);
        // What is typed stays as it was typed; the words of this program are in one language.
        let own = [Mark::Section, Mark::Part, Mark::Head, Mark::MoreHead, Mark::FirstTerm, Mark::Term];
        for words in texts(&english, &own) {
            assert!(!words.contains(is_han), "{words:?}");
        }
        // A thing may stand under a text that was typed, on the level of the parts.
        for words in texts(&chinese, &own[..1]) {
            assert!(words.contains(is_han), "{words:?}");
        }
        for name in &people {
            assert_eq!(text.contains(name.as_str()), reader == Reader::Internal, "{name} for {reader:?}");
        }
        assert!(text.contains("\n| Containment | ") && text.contains("## Milestones"));
    }
}

#[test]
fn the_same_record_gives_the_same_bytes() {
    let desk = full();
    let mut log = Log::default();
    log.add(desk.log.events().iter().rev().cloned().collect());
    let gone = log.still_to_erase();
    log.erase(&gone);
    let incident = fold(&log);
    let other = source(&log, &incident, desk.now);
    for language in LANGUAGES {
        for reader in Reader::ALL {
            let [one, two] = [of(&desk), other].map(|source| report(source, language, reader).expect("written"));
            assert_eq!((markdown(&one), html(&one)), (markdown(&two), html(&two)));
        }
        let [one, two] = [of(&desk), other].map(|source| handover(source, language, Some(desk.now.plus(-DAY))));
        assert_eq!((markdown(&one), html(&one)), (markdown(&two), html(&two)));
    }
}

#[test]
fn an_incident_just_opened_and_one_with_nothing_work() {
    let desk = Desk::opened(at("2026-11-22T14:05:00.000Z"));
    stand_beside(of(&desk));
    let text = markdown(&handover(of(&desk), ENGLISH, None));
    assert!(text.contains("# Shift handover: Odd sign-ins\n"));
    assert!(text.contains("- **Severity**: Not recorded yet\n") && text.contains("- **Declared**: Not declared\n"));
    let text = markdown(&written(&desk, ENGLISH, Reader::Customer));
    assert!(text.contains("- **What was seen**: Mail was read by somebody else\n"));
    assert!(text.contains("## Indicators\n\nNot shown to this reader\n"));
    let (log, incident) = (Log::default(), Incident::default());
    stand_beside(source(&log, &incident, desk.now));
}
