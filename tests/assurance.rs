//! The control map as the sources print it, what in a record evidences each control, and the pack for an auditor.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::assurance::evidence::{ENTRIES, READERS, UPDATE_STAGE};
use holdfast::assurance::{Part, control_map, evidence_of};
use holdfast::deadline::in_force::Rules;
use holdfast::deadline::own;
use holdfast::language::Language;
use holdfast::notice::control_pack::{control_pack, phases};
use holdfast::record::body::*;
use holdfast::record::codes::*;
use holdfast::record::decide::Command;
use holdfast::record::incident::Incident;
use holdfast::record::time::{Civil, HOUR, MINUTE};
use holdfast::register::register;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use support::desk::Desk;
use support::duties::decide;
use support::facts::{call, classified, declared, filed, now, report, service, text};
use support::notices::{draft, send};
use support::registers::{full, remove};
use support::storm::storm;
use support::story::story;
use support::walk::{World, walks};
use support::{at, moment, property};

fn desk() -> Desk {
    Desk::opened(at("2026-11-20T08:00:00.000Z"))
}

/// The rows of both editions.
fn table() -> impl Iterator<Item = (Part, Part)> {
    control_map().list("editions").flat_map(|edition| edition.list("rows").map(move |row| (edition, row)))
}

/// The ids of all controls.
fn controls() -> Vec<&'static str> {
    control_map().controls().map(|control| control.text("code")).collect()
}

/// How many events of each kind evidence something, by the code of the kind; kinds without any are left out.
fn counts(incident: &Incident) -> BTreeMap<&'static str, usize> {
    let of = |id: &str| evidence_of(id, incident).into_iter().map(|one| (one.kind.text("code"), one.events.len()));
    controls().into_iter().flat_map(of).collect()
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
    let rows = table().map(|(edition, row)| {
        let enclosed = if row.words("enclosed").iter().all(|words| !words.is_empty()) { " +" } else { "" };
        let flags = map.list("flags").filter(|flag| flag.is_of(edition, row)).map(|flag| flag.text("code"));
        let suspect = match flags.collect::<Vec<_>>()[..] {
            ["historical"] => "",
            ["historical", "suspect"] => " †",
            _ => panic!("{row:?}"),
        };
        let framework = [row.text("framework"), enclosed].concat();
        let date = [row.text("date"), suspect].concat();
        [edition.text("code"), row.text("service"), &framework, row.text("controls"), &date].join(" | ")
    });
    let expected: Vec<&str> = TABLE.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(rows.collect::<Vec<_>>(), expected);
    assert_eq!(expected.len(), 18);
    let named: Vec<&str> = table().flat_map(|(_, row)| row.text("controls").split(' ')).collect();
    assert_eq!(named.len(), 48);
    let ids: BTreeSet<&str> = named.iter().copied().collect();
    assert_eq!(ids.len(), 23);
    assert!(!ids.contains("IM-5"));
    // Every control once, with a title, and none beside the tables.
    assert_eq!(controls().len(), 23);
    assert_eq!(controls().into_iter().collect::<BTreeSet<_>>(), ids);
    assert!(map.controls().all(|control| control.words("name").iter().all(|words| !words.is_empty())));
    let as_of = map.list("editions").map(|edition| edition.text("as_of"));
    for date in table().map(|(_, row)| row.text("date")).chain(as_of) {
        assert_eq!(Civil::parse(date, "00:00").map(Civil::date).as_deref(), Some(date));
    }
    let editions: Vec<_> = map.list("editions").map(|one| (one.text("code"), one.text("as_of"))).collect();
    assert_eq!(editions, [("en-2020", "2020-12-24"), ("zh-2021", "2021-08-13")]);
}

#[test]
fn references_are_titles_and_nothing_leads_out() {
    let map = control_map();
    assert_eq!(map.list("references").count(), 8);
    let data = include_str!("../src/assurance/controls.json");
    assert!(["http", "://", "www.", ".com"].iter().all(|mark| !data.contains(mark)));
    assert!(map.words("unlinked")[0].contains("not bundled, no network call"));
    assert!(map.list("references").all(|one| one.words("title").iter().all(|words| !words.is_empty())));
}

#[test]
fn every_kind_of_evidence_is_read_and_every_control_has_one() {
    let map = control_map();
    let kinds: Vec<Part> = map.list("groups").flat_map(|group| group.list("kinds")).collect();
    for kind in &kinds {
        let own = !kind.text("code").starts_with(ENTRIES);
        assert!(kind.words("name").iter().all(|words| words.is_empty() != own), "{kind:?}");
    }
    let codes = kinds.into_iter().map(|kind| kind.text("code"));
    let (entries, read): (Vec<&str>, Vec<&str>) = codes.partition(|code| code.starts_with(ENTRIES));
    assert_eq!(read, READERS.map(|(code, _)| code), "in the same order");
    assert!(entries.len() > 10);
    for code in entries {
        let register = register(&code[ENTRIES.len()..]).expect(code);
        assert_ne!(register.place, "readiness", "of the incident, not of the organisation");
    }
    assert!(map.list("groups").all(|group| group.list("kinds").next().is_some()));
    assert!(evidence_of("IM-5", &story().incident).is_empty());
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
        customer_report=1 declarations=1 decisions=3 notices=1 filings=1 playbook=1 steps=2 seats=5 report=1 first_signal=1
        postmortem=1 final=1 evaluation=1 exercise=1 acknowledged=1 evidence=1 hashed=1 channels=2 cadence=1";
    assert_eq!(counts(&story.incident), expected(walked));
    // The events named are of the kinds they are said to be.
    let named = |control: &str, kind: &str| -> Vec<&str> {
        let found = evidence_of(control, &story.incident);
        let one = found.into_iter().find(|one| one.kind.text("code") == kind).unwrap();
        one.events.into_iter().map(|id| story.log.get(id).unwrap().header.kind.as_str()).collect()
    };
    assert_eq!(named("IR-4", "phases"), ["phase.opened"; 6]);
    assert_eq!(named("OA-7", "acknowledged"), ["escalation.acknowledged"]);
    assert_eq!(named("A.9.1", "filings"), ["filing.recorded"]);
    assert_eq!(named("SOC2-9", "channels"), ["filing.recorded", "notice.sent"]);
    let (_, sample) = storm();
    let mut empty = controls();
    empty.retain(|control| evidence_of(control, &sample).is_empty());
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

/// What stands in a register evidences what its name says, until it is taken out.
#[test]
fn entries_evidence_while_they_stand() {
    let (mut desk, ids) = full();
    let shown = |desk: &Desk| {
        let all = counts(&desk.incident).into_iter();
        all.filter_map(|(code, count)| Some((code.strip_prefix(ENTRIES)?, count))).collect::<BTreeMap<_, _>>()
    };
    let all = "custody=1 disclosure=1 evidence_check=1 finding=1 item=1 item_review=1 lesson=1 plan_signature=1
        process_issue=1 restore_check=1 sop=1";
    assert_eq!(shown(&desk), expected(all));
    desk.state(remove(&ids["lesson"]));
    assert_eq!(shown(&desk).get("lesson"), None);
    // A changed entry is evidenced by what stands now.
    let item = support::review::item(&mut desk, "bug", None, "open");
    support::review::change(&mut desk, &item, &[("status", "doing")]);
    let found = evidence_of("IM-4", &desk.incident);
    let items = found.iter().find(|one| one.kind.text("code") == "entry.item").unwrap();
    assert_eq!(items.events.len(), 2);
    assert_eq!(desk.log.get(items.events[1]).unwrap().header.kind, "entry.changed");
}

/// The rows of a control are those of both tables, or those that a reader chose.
#[test]
fn a_reader_may_choose_what_to_see() {
    fn rows(control: &str, chosen: &str) -> usize {
        control_map().rows_of(control, chosen).len()
    }
    let map = control_map();
    assert!(controls().into_iter().all(|control| rows(control, "") > 0));
    let chosen = ["", "en-2020", "zh-2021", "Office 365", "Azure & Dynamics 365", "FedRAMP", "SOC 1"];
    assert_eq!(chosen.map(|chosen| rows("IR-4", chosen)), [2, 1, 1, 2, 0, 2, 0]);
    assert_eq!(rows("IM-5", ""), 0);
    let choices = map.choices();
    let first = ["en-2020", "zh-2021", "Office 365", "Azure & Dynamics 365", "FedRAMP"];
    assert_eq!((&choices[..5], choices.len()), (&first[..], 13));
    let listed = |framework: &&str| controls().into_iter().map(|control| rows(control, framework)).sum::<usize>();
    assert_eq!(choices[4..].iter().map(listed).sum::<usize>(), 48, "every row under one framework");
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

proptest! {
    #![proptest_config(property(40))]

    /// In any walk: every event named is in the record with its content, once in its kind; and a pack can be written.
    #[test]
    fn walks_are_evidenced_by_what_they_hold(turns in walks(80)) {
        for tab in &World::after(&turns).tabs {
            for control in controls() {
                for evidence in evidence_of(control, &tab.incident) {
                    let ids: BTreeSet<_> = evidence.events.iter().collect();
                    prop_assert_eq!(ids.len(), evidence.events.len(), "{} twice", evidence.kind.text("code"));
                    for id in evidence.events {
                        prop_assert!(tab.log.get(id).is_some_and(|event| !event.is_erased()), "{}", evidence.kind.text("code"));
                    }
                }
            }
            let pack = control_pack(Language::English, Rules::BUILT_IN, (&tab.incident, &tab.log), &[]);
            prop_assert_eq!(pack.matches("\n## ").count(), 23);
        }
    }
}

/// what the help names of the source's related articles, each with its phases; together they are about every phase.
#[test]
fn related_articles_stand_by_phase() {
    let articles: Vec<Part> = control_map().list("references").filter(|one| !one.text("phases").is_empty()).collect();
    let told = |one: &Part| [Language::English, Language::Chinese].map(|language| phases(language, *one));
    let found: Vec<[String; 2]> = articles.iter().map(told).collect();
    let expected = [
        [
            "Preparation · Analysis · Containment · Eradication · Recovery · Post-incident",
            "准备 · 分析 · 遏制 · 根除 · 恢复 · 事后活动",
        ],
        ["Preparation", "准备"],
        ["Analysis", "分析"],
        ["Containment · Eradication · Recovery", "遏制 · 根除 · 恢复"],
    ];
    assert_eq!(found, expected.map(|both| both.map(str::to_owned)));
    for one in &articles {
        assert!(one.words("title").iter().all(|title| !title.is_empty()));
        let known = |code: &str| code == "preparation" || Phase::from_code(code).is_some();
        assert!(one.text("phases").split(' ').all(known), "{}", one.text("phases"));
    }
    let others = control_map().list("references").filter(|one| phases(Language::English, *one).is_empty());
    assert!(others.count() > 0, "other documents are about none");
}
