//! The control map as the sources print it, what in a record evidences each control, and the pack for an auditor.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::assurance::evidence::{READERS, UPDATE_STAGE};
use holdfast::assurance::{control_map, evidence_of};
use holdfast::deadline::in_force::Rules;
use holdfast::deadline::own;
use holdfast::form::sample::{Outside, record};
use holdfast::language::Language;
use holdfast::notice::control_pack::control_pack;
use holdfast::playbook::gates;
use holdfast::record::apply::fold;
use holdfast::record::body::*;
use holdfast::record::codes::*;
use holdfast::record::decide::Command;
use holdfast::record::incident::Incident;
use holdfast::record::log::Log;
use holdfast::record::time::{Civil, HOUR, MINUTE};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use support::desk::Desk;
use support::dice::Dice;
use support::duties::decide;
use support::facts::{call, classified, declared, filed, now, report, service, text};
use support::notices::{draft, send};
use support::story::story;
use support::walk::{World, walks};
use support::zones::TzData;
use support::{at, moment, property};

fn desk() -> Desk {
    Desk::opened(at("2026-11-20T08:00:00.000Z"))
}

fn storm() -> (Log, Incident) {
    let outside = Outside { zones: &TzData, now: at("2026-11-22T14:05:00.000Z"), gates: gates() };
    let (_, log) = record(&mut Dice::new(558), outside).unwrap();
    let incident = fold(&log);
    (log, incident)
}

/// How many events of each kind evidence something, by the code of the kind; kinds without any are left out.
fn counts(incident: &Incident) -> BTreeMap<&'static str, usize> {
    let of = |id: &String| evidence_of(id, incident).into_iter().map(|one| (one.kind.code.as_str(), one.events.len()));
    control_map().controls().flat_map(|control| of(&control.id)).collect()
}

fn expected(words: &str) -> BTreeMap<&str, usize> {
    words.split_whitespace().filter_map(|one| one.split_once('=')).map(|(code, n)| (code, n.parse().unwrap())).collect()
}

/// Edition, service, framework, ids, date as printed; `†` where it cannot be right.
const TABLE: &str = "
    en-2020 | Office 365 | FedRAMP | IR-4 IR-6 IR-8 | 2020-09-24
    en-2020 | Office 365 | ISO 27001/27002 + | A.16.1 | 2020-02-22
    en-2020 | Office 365 | ISO 27017 + | A.16.1 | 2020-02-22
    en-2020 | Office 365 | ISO 27018 + | A.10.1 | 2020-02-22
    en-2020 | Office 365 | SOC 1 | CA-26 CA-47 | 2020-12-24
    en-2020 | Office 365 | SOC 2 | CA-12 CA-13 CA-15 CA-26 CA-29 CA-47 | 2020-12-24
    en-2020 | Office 365 | SOC 3 | CUEC-08 | 2020-12-24
    zh-2021 | Azure & Dynamics 365 | ISO 27001/27002 + | A.16.1 | 2021-12-02 †
    zh-2021 | Azure & Dynamics 365 | ISO 27017 + | A.16.1 | 2021-12-02 †
    zh-2021 | Azure & Dynamics 365 | ISO 27018 + | A.9.1 | 2021-12-02 †
    zh-2021 | Azure & Dynamics 365 | SOC 1 | IM-1 IM-2 IM-3 IM-4 IM-6 OA-7 | 2021-03-31
    zh-2021 | Azure & Dynamics 365 | SOC 2 + SOC 3 | CCM-9 CUEC IM-1 IM-2 IM-3 IM-4 IM-6 OA-7 SOC2-6 SOC2-9 | 2021-03-31
    zh-2021 | Office 365 | FedRAMP | IR-4 IR-6 IR-8 | 2020-09-24
    zh-2021 | Office 365 | ISO 27001/27002/27017 + | A.16.1 | 2021-04-20
    zh-2021 | Office 365 | ISO 27018 + | A.10.1 | 2021-04-20
    zh-2021 | Office 365 | SOC 1 | CA-26 CA-47 | 2020-12-24
    zh-2021 | Office 365 | SOC 2 | CA-12 CA-13 CA-15 CA-26 CA-29 CA-47 | 2020-12-24
    zh-2021 | Office 365 | SOC 3 | CUEC-08 | 2020-12-24";

#[test]
fn both_editions_of_the_table_stand_as_printed() {
    let map = control_map();
    let rows = map.rows().map(|(edition, row)| {
        let enclosed = if row.enclosed.is_some() { " +" } else { "" };
        let flags: Vec<&str> = map.flags(edition, row).map(|flag| flag.code.as_str()).collect();
        let suspect = match flags[..] {
            ["historical"] => "",
            ["historical", "suspect"] => " †",
            _ => panic!("{flags:?}"),
        };
        let parts =
            [&edition.code, &row.service, &[row.framework.as_str(), enclosed].concat(), &row.controls.join(" ")];
        [parts.map(String::as_str).join(" | "), [" | ", &row.date, suspect].concat()].concat()
    });
    let expected: Vec<&str> = TABLE.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(rows.collect::<Vec<_>>(), expected);
    assert_eq!(expected.len(), 18);
    let named: Vec<&str> = map.rows().flat_map(|(_, row)| &row.controls).map(String::as_str).collect();
    assert_eq!(named.len(), 48);
    let ids: BTreeSet<&str> = named.iter().copied().collect();
    assert_eq!(ids.len(), 23);
    assert!(!ids.contains("IM-5"));
    // Every control once, with a title, and none beside the tables.
    let controls: Vec<&str> = map.controls().map(|control| control.id.as_str()).collect();
    assert_eq!(controls.len(), 23);
    assert_eq!(controls.into_iter().collect::<BTreeSet<_>>(), ids);
    for date in map.rows().map(|(_, row)| &row.date).chain(map.editions.iter().map(|edition| &edition.as_of)) {
        assert_eq!(Civil::parse(date, "00:00").map(Civil::date).as_ref(), Some(date));
    }
    let editions: Vec<(&str, &str)> = map.editions.iter().map(|one| (one.code.as_str(), one.as_of.as_str())).collect();
    assert_eq!(editions, [("en-2020", "2020-12-24"), ("zh-2021", "2021-08-13")]);
}

#[test]
fn references_are_titles_and_nothing_leads_out() {
    let map = control_map();
    assert_eq!(map.references.len(), 8);
    let data = include_str!("../src/assurance/controls.json");
    assert!(["http", "://", "www.", ".com"].iter().all(|mark| !data.contains(mark)));
    assert!(map.unlinked.en.contains("not bundled, no network call"));
}

#[test]
fn every_kind_of_evidence_is_read_and_every_control_has_one() {
    let map = control_map();
    let kinds: Vec<&str> = map.groups.iter().flat_map(|group| &group.kinds).map(|kind| kind.code.as_str()).collect();
    assert_eq!(kinds, READERS.map(|(code, _)| code), "in the same order");
    assert!(map.controls().all(|control| !map.kinds(&control.id).is_empty()));
    assert!(map.kinds("IM-5").is_empty() && evidence_of("IM-5", &story().incident).is_empty());
    assert_eq!(UPDATE_STAGE, own::NEXT);
}

#[test]
fn a_fresh_record_evidences_no_more_than_its_opening() {
    assert!(counts(&Incident::default()).is_empty());
    assert_eq!(counts(&desk().incident), expected("customer_report=1 playbook=1 report=1"));
}

#[test]
fn a_whole_record_evidences_what_it_holds() {
    let story = story();
    let walked = "phases=6 classification=1 plan=4 attestations=6 secure_states=2 watches=1 overrides=4
        customer_report=1 declarations=1 decisions=3 notices=1 filings=1 playbook=1 steps=1 seats=3 report=1 first_signal=1
        postmortem=1 evaluation=1 exercise=1 acknowledged=1 evidence=1 hashed=1 channels=2 cadence=1";
    assert_eq!(counts(&story.incident), expected(walked));
    // The events named are of the kinds they are said to be.
    let named = |control: &str, kind: &str| -> Vec<&str> {
        let found = evidence_of(control, &story.incident);
        let one = found.into_iter().find(|one| one.kind.code == kind).unwrap();
        one.events.into_iter().map(|id| story.log.get(id).unwrap().header.kind.as_str()).collect()
    };
    assert_eq!(named("IR-4", "phases"), ["phase.opened"; 6]);
    assert_eq!(named("OA-7", "acknowledged"), ["escalation.acknowledged"]);
    assert_eq!(named("A.9.1", "filings"), ["filing.recorded"]);
    assert_eq!(named("SOC2-9", "channels"), ["filing.recorded", "notice.sent"]);
    let (_, sample) = storm();
    let empty = control_map().controls().filter(|control| evidence_of(&control.id, &sample).is_empty());
    let empty: Vec<&str> = empty.map(|control| control.id.as_str()).collect();
    assert_eq!(empty, [""; 0], "a record of a real incident, told as an exercise");
}

/// What is done to an opened record, and the kinds that it adds.
#[test]
fn what_was_corrected_or_withdrawn_evidences_nothing() {
    type Act = fn(&mut Desk);
    let table: [(&str, Act, &str); 13] = [
        (
            "a tool instead of the customer",
            |desk| drop(desk.state(report("odd", "", "R-7", "SIEM"))),
            "customer_report=0 rule=1",
        ),
        (
            "an outcome",
            |desk| drop(desk.state(classified(Outcome::FalsePositive))),
            "classification=1 false_positive=1",
        ),
        (
            "no longer a false positive",
            |desk| {
                desk.state(classified(Outcome::FalsePositive));
                desk.state(classified(Outcome::SecurityIncident));
            },
            "classification=1",
        ),
        (
            "a declaration withdrawn",
            |desk| {
                desk.state(declared(desk, ""));
                desk.state(Withdrawn { by: text("Mei"), reason: text("by mistake"), role: text("Lead") });
            },
            "",
        ),
        (
            "a filing withdrawn",
            |desk| {
                let filing = desk.state(filed(now(desk)));
                desk.state(FilingWithdrawn { filing, reason: text("by mistake") });
            },
            "",
        ),
        ("a filing", |desk| drop(desk.state(filed(now(desk)))), "filings=1 channels=1"),
        (
            "a notice sent",
            |desk| {
                let words = draft(CONTRACT_72H, "notice", &[]);
                let id = desk.state(words.clone());
                send(desk, id, &words);
            },
            "notices=1 channels=1",
        ),
        (
            "decided twice",
            |desk| {
                desk.state(decide("eu-gdpr-33", Applicability::NotYetKnown));
                desk.state(decide("eu-gdpr-33", Applicability::Applies));
            },
            "decisions=1",
        ),
        ("a waiver", |desk| drop(desk.state(waived())), "waivers=1"),
        (
            "a waiver withdrawn",
            |desk| {
                let StageWaived { by, reason, regime, role, stage } = waived();
                desk.state(waived());
                desk.state(WaiverWithdrawn { by, reason, regime, role, stage });
            },
            "",
        ),
        ("nobody answered", |desk| drop(desk.state(call(desk))), ""),
        (
            "a call answered at once",
            |desk| drop(desk.state(Escalated { acknowledged: Some(now(desk)), ..call(desk) })),
            "acknowledged=1",
        ),
        (
            "a state not verified, evidence without a hash, a step set back",
            |desk| {
                let id = service(desk, "Mail");
                desk.state(support::facts::secure_state(&id, "", ""));
                let [collector, label, place, reference, source] = ["Mei", "log", "share", "EV-1", "SIEM"].map(text);
                desk.state(EvidenceNoted { collector, label, place, reference, sha256: text(""), source });
                for status in [StepStatus::Doing, StepStatus::ToDo] {
                    let [owner, reason, result, step] = ["", "", "", "AN-1"].map(text);
                    desk.state(StepSet { owner, reason, result, status, step });
                }
            },
            "evidence=1",
        ),
    ];
    for (name, act, adds) in table {
        let mut desk = desk();
        act(&mut desk);
        let mut all = expected("customer_report=1 playbook=1 report=1");
        all.extend(expected(adds));
        all.retain(|_, count| *count > 0);
        assert_eq!(counts(&desk.incident), all, "{name}");
    }
}

fn waived() -> StageWaived {
    let [by, reason, regime, role, stage] = ["Ana", "encrypted", "eu-gdpr-34", "Counsel", "ds"].map(text);
    StageWaived { by, reason, regime, role, stage }
}

/// What is erased no longer evidences anything.
#[test]
fn an_erased_text_evidences_nothing() {
    let mut desk = desk();
    let [collector, label, place, reference, source] = ["Mei", "log", "share", "EV-1", "SIEM"].map(text);
    let sha256 = "0123456789abcdef".repeat(4);
    let noted = desk.state(EvidenceNoted { collector, label, place, reference, sha256, source });
    let shown = |desk: &Desk| evidence_of("CCM-9", &desk.incident).len();
    assert_eq!(shown(&desk), 2, "evidence, with a hash");
    desk.act(Command::Erase { target: noted, reason: text("a password was pasted") });
    assert_eq!(shown(&desk), 0);
}

/// Internal updates, in minutes after the interval of 4 hours was set: how many, and how many of them late.
#[test]
fn updates_are_held_against_the_interval() {
    let set = |desk: &mut Desk, hours| drop(desk.state(CadenceSet { by: text("Mei"), hours, reason: text("agreed") }));
    let given = |desk: &mut Desk, at| {
        let [regime, stage] = [INTERNAL_UPDATE, UPDATE_STAGE].map(text);
        desk.state(Filed { regime, stage, ..filed(moment(at)) });
    };
    let table: [(&[i64], usize); 5] =
        [(&[240], 0), (&[241], 1), (&[200, 440], 0), (&[200, 441, 682], 2), (&[441, 200], 1)];
    for (minutes, late) in table {
        let mut desk = desk();
        set(&mut desk, 4);
        let begin = desk.now;
        desk.now = begin.plus(24 * HOUR);
        minutes.iter().for_each(|minute| given(&mut desk, begin.plus(minute * MINUTE)));
        let counts = counts(&desk.incident);
        let found = ["updates", "updates_late"].map(|kind| counts.get(kind).copied().unwrap_or_default());
        assert_eq!(found, [minutes.len(), late], "{minutes:?}");
        assert_eq!(counts.get("filings"), None, "told inside only");
        assert_eq!(counts.get("channels"), None, "told inside only");
    }
    // Without an interval nothing is late, also after it was taken back; before it was set, neither.
    let mut desk = desk();
    let at = desk.now;
    given(&mut desk, at);
    desk.now = desk.now.plus(48 * HOUR);
    set(&mut desk, 4);
    set(&mut desk, 0);
    desk.now = desk.now.plus(48 * HOUR);
    let at = desk.now;
    given(&mut desk, at);
    assert_eq!(counts(&desk.incident), expected("customer_report=1 playbook=1 report=1 updates=2"));
    // A declaration begins the count anew.
    let mut desk = self::desk();
    set(&mut desk, 4);
    desk.now = desk.now.plus(3 * HOUR);
    desk.state(declared(&desk, ""));
    desk.now = desk.now.plus(3 * HOUR);
    let at = desk.now;
    given(&mut desk, at);
    assert_eq!(counts(&desk.incident).get("updates_late"), None);
}

/// The part of the pack under one control.
fn under<'a>(pack: &'a str, control: &str) -> Vec<&'a str> {
    let heading = format!("## {control} ");
    let part = pack.split("\n## ").find(|part| format!("## {part}").starts_with(&heading)).expect("the control");
    part.lines().skip(1).filter(|line| !line.is_empty()).collect()
}

#[test]
fn the_pack_names_every_control_its_audits_and_its_evidence() {
    let story = story();
    let pack = |language| control_pack(language, Rules::BUILT_IN, &story.incident, &story.log);
    let [en, zh] = [Language::English, Language::Chinese].map(pack);
    for (pack, count) in [(&en, 23), (&zh, 23)] {
        assert_eq!(pack.matches("\n## ").count(), count);
        assert_eq!(pack.matches(" · 2021-12-02 · ").count(), 3);
    }
    let head: Vec<&str> = en.split("\n## ").next().unwrap().lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(head[0], "# Evidence for controls: 邮箱被伪造令牌读取");
    assert_eq!(head[1], "EXERCISE. This is not a real incident.");
    assert!(head[2].starts_with("TLP:AMBER+STRICT"), "{}", head[2]);
    assert!(head[3].starts_with(&format!("Record {}: {} entries, ", story.id, story.incident.events)), "{}", head[3]);
    assert!(head[4].starts_with("- historical: ") && head[4].contains("never current assurance"), "{}", head[4]);
    assert!(head[5].starts_with("- suspect: "), "{}", head[5]);
    assert!(head[6].contains("English edition of 2020/21; as of 2020-12-24."), "{}", head[6]);
    assert!(head[7].contains("Chinese edition of August 2021; as of 2021-08-13."), "{}", head[7]);
    let call = evidence_of("OA-7", &story.incident)[0].events[0].as_str();
    let on_call = under(&en, "OA-7");
    let edition = "Microsoft Service Assurance, “Incident management overview”: Chinese edition of August 2021";
    assert_eq!(
        on_call[0],
        format!("- SOC 1 · Azure & Dynamics 365 · 2021-03-31 · historical · {edition}").replace('&', "\\&")
    );
    assert_eq!(on_call[2], "- Escalations acknowledged by the person on call: 1");
    // The acknowledgement's own time, as typed in Berlin.
    let told = "  - Mon 2 Nov 2026 04:11 (UTC+1) · Jonas Weiß · Service owner · Acknowledged · ";
    assert_eq!(on_call[3], [told, call].concat());
    assert_eq!(on_call.len(), 4);
    let [iso, soc] = ["A.9.1", "IM-6"].map(|control| under(&zh, control));
    assert_eq!(
        iso[0],
        "- ISO 27018 · Azure \\& Dynamics 365 · 适用性声明、证书 · 2021-12-02 · 历史 · 存疑 · Microsoft Service Assurance《事件管理概述》：中文版，2021 年 8 月"
    );
    assert_eq!(soc[2], "- 本记录为演练：1");
    // Nothing that was typed but the title, names and roles.
    for words in ["sign-in log", "25 organisations", "forged", "NTC-8", "Contoso"] {
        assert!(!en.contains(words), "{words}");
    }
}

#[test]
fn the_pack_of_a_fresh_record_says_where_it_holds_nothing() {
    let desk = desk();
    let pack = |language| control_pack(language, Rules::BUILT_IN, &desk.incident, &desk.log);
    let [en, zh] = [Language::English, Language::Chinese].map(pack);
    assert_eq!(under(&en, "IM-4").last(), Some(&"Nothing in this record"));
    assert_eq!(under(&zh, "IM-4").last(), Some(&"本记录中无相应内容"));
    // All but those of the report and of the playbook.
    assert_eq!(en.matches("\nNothing in this record\n").count(), 23 - 6 - 3 - 1);
    assert!(!en.contains("EXERCISE") && !en.contains("✓") && !en.contains("[x]"));
    assert!(en.contains("\nTLP:AMBER\n"));
}

proptest! {
    #![proptest_config(property(40))]

    /// In any walk: every event named is in the record with its content, once in its kind; and a pack can be written.
    #[test]
    fn walks_are_evidenced_by_what_they_hold(turns in walks(80)) {
        for tab in &World::after(&turns).tabs {
            for control in control_map().controls() {
                for evidence in evidence_of(&control.id, &tab.incident) {
                    let ids: BTreeSet<_> = evidence.events.iter().collect();
                    prop_assert_eq!(ids.len(), evidence.events.len(), "{} twice", evidence.kind.code);
                    for id in evidence.events {
                        prop_assert!(tab.log.get(id).is_some_and(|event| !event.is_erased()), "{}", evidence.kind.code);
                    }
                }
            }
            let pack = control_pack(Language::English, Rules::BUILT_IN, &tab.incident, &tab.log);
            prop_assert_eq!(pack.matches("\n## ").count(), 23);
        }
    }
}
