//! Notices: what a stage asks for, what the record already says, what is missing (gate G7), the text in each language,
//! what was sent. The update it promises: `promises.rs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::built_in::built_in;
use holdfast::deadline::in_force::Rules;
use holdfast::deadline::{ClockState, contract_clock};
use holdfast::language::Language;
use holdfast::language::event_text::line;
use holdfast::notice::asked::CUSTOMER_DUTY;
use holdfast::notice::text::{Style, text as written};
use holdfast::notice::{APPROVER, Need, asked_of, content, missing, notices, prefill::prefill};
use holdfast::record::body::*;
use holdfast::record::codes::*;
use holdfast::record::decide::Command;
use holdfast::record::id::Id;
use holdfast::record::refusal::Why;
use holdfast::record::time::{DAY, HOUR, Moment};
use proptest::prelude::*;
use std::collections::BTreeSet;
use support::desk::{Desk, fact};
use support::facts::{classified, declared, filed, now, report, seat, text};
use support::notices::{draft, send, sent};
use support::{at, moment, property};

fn desk() -> Desk {
    Desk::opened(at("2026-11-20T08:00:00.000Z"))
}

fn said(how: Stating, words: &str) -> Statement {
    Statement { how, text: text(words) }
}

fn contract() -> NoticeDrafted {
    let nature = said(Stating::Stated, "Mail was read");
    let users = said(Stating::NotKnown, "logs are being read");
    draft(CONTRACT_72H, "notice", &[("nature", nature), ("affected_users", users)])
}

#[test]
fn every_point_of_the_rules_has_a_name_and_a_question() {
    let known: BTreeSet<&str> = content::ITEMS.iter().map(|item| item.code).collect();
    assert_eq!(known.len(), content::ITEMS.len(), "a code stands twice");
    for regime in &built_in().regimes {
        for stage in &regime.stages {
            for code in &stage.content {
                assert!(known.contains(code.as_str()), "{} {}: {code}", regime.id, stage.key);
            }
            let asked = asked_of(built_in(), &regime.id, &stage.key);
            let codes: BTreeSet<&str> = asked.iter().map(|one| one.item.code).collect();
            assert_eq!(codes.len(), asked.len(), "{} {}: asked twice", regime.id, stage.key);
            assert!(stage.content.iter().all(|code| codes.contains(code.as_str())), "{} {}", regime.id, stage.key);
            assert_eq!(asked.last().unwrap().item.code, "other");
        }
    }
    for item in &content::ITEMS {
        let [en, zh] = [Language::English, Language::Chinese].map(|language| item.ask.get(language));
        assert!(en.ends_with('?') && !zh.is_empty() && !zh.contains(" ?"), "{}", item.code);
        assert!(!item.name.get(Language::Chinese).is_ascii(), "{}", item.code);
    }
}

/// Regime, stage, investigation open: what an empty draft lacks.
#[test]
fn what_an_empty_draft_lacks() {
    let core = "nature affected_users mitigation";
    let table = [
        (CONTRACT_72H, "notice", false, core),
        (CONTRACT_72H, "notice", true, "nature affected_users mitigation next_steps next_update"),
        (CONTRACT_72H, "update", false, ""),
        (CONTRACT_72H, "update", true, "next_steps next_update"),
        (CUSTOMER_DUTY, "notice", false, "nature contact"),
        (CUSTOMER_DUTY, "notice", true, "nature contact next_steps next_update"),
        ("eu-gdpr-34", "ds", true, "nature contact consequences measures"),
        ("eu-nis2-23", "ew", true, "malicious cross_border"),
        // A rule that lists nothing is held to what every notice states.
        ("us-ca", "ind", false, core),
        ("no-such-rule", "first", false, core),
    ];
    for (regime, stage, open, expected) in table {
        let empty = NoticeDrafted { open, ..draft(regime, stage, &[]) };
        let asked = asked_of(built_in(), regime, stage);
        assert_eq!(missing(&empty, &asked, true).join(" "), expected, "{regime} {stage} {open}");
        let lacking = missing(&empty, &asked, false);
        assert_eq!(lacking.last(), Some(&APPROVER), "{regime} {stage}");
    }
}

#[test]
fn a_point_is_answered_by_words_never_by_a_blank() {
    let asked = asked_of(built_in(), CONTRACT_72H, "notice");
    let full = |how: Stating, words: &str| {
        let mut one = contract();
        one.fields.insert(text("mitigation"), said(how, words));
        missing(&one, &asked, true)
    };
    for how in Stating::ALL {
        assert_eq!(full(*how, " \n"), ["mitigation"], "{how:?} without a reason");
        assert_eq!(full(*how, "tokens were renewed"), [""; 0], "{how:?}");
    }
    let mut open = NoticeDrafted { open: true, ..contract() };
    open.fields.insert(text("mitigation"), said(Stating::Stated, "x"));
    open.fields.insert(text("next_steps"), said(Stating::Stated, "x"));
    assert_eq!(missing(&open, &asked, true), ["next_update"]);
    open.next_update = Some(Moment::unknown("UTC"));
    assert_eq!(missing(&open, &asked, true), ["next_update"], "a promise needs a time");
    open.next_update = Some(moment(at("2026-11-21T08:00:00.000Z")));
    assert_eq!(missing(&open, &asked, true), [""; 0]);
}

#[test]
fn what_the_record_already_says() {
    let mut desk = desk();
    assert_eq!(prefill(&desk.incident, "affected_users", Language::English), None);
    desk.state(report("Mail was read", "Exchange", "R-7", "SIEM"));
    let aware = AnchorSet { anchor: text("aware"), regime: None, moment: now(&desk), source: text("call") };
    desk.state(aware);
    desk.state(Classified {
        customers: Customers::Some,
        customers_estimate: text("20 to 30 organisations"),
        data: vec![DataClass::Customer, DataClass::Personal],
        harms: vec![Harm::Disclosure, Harm::Access],
        cause: Cause::Unlawful,
        confidentiality: Answer::Yes,
        ..classified(Outcome::SecurityIncident)
    });
    seat(&mut desk, Seat::Lead);
    let table = [
        (
            "nature",
            "Unauthorised disclosure, Unauthorised access\nMail was read",
            "未经授权的披露、未经授权的访问\nMail was read",
        ),
        ("affected_users", "20 to 30 organisations", "20 to 30 organisations"),
        ("data_types", "Customer data, Personal data", "客户数据、个人数据"),
        ("malicious", "Unlawful", "非法"),
        ("impact", "Affected: confidentiality", "受影响：保密性"),
        ("how_found", "Monitoring tool · SIEM · R-7", "检测工具 · SIEM · R-7"),
        ("contact", "Mei Chen", "Mei Chen"),
    ];
    for (code, en, zh) in table {
        for (language, words) in [(Language::English, en), (Language::Chinese, zh)] {
            assert_eq!(prefill(&desk.incident, code, language), Some(said(Stating::Stated, words)), "{code}");
        }
    }
    let aware = prefill(&desk.incident, "awareness_time", Language::English).unwrap();
    assert!(aware.text.contains("20 Nov 2026"), "{}", aware.text);
    for code in ["next_steps", "mitigation", "root_cause", "other"] {
        assert_eq!(prefill(&desk.incident, code, Language::English), None, "{code}");
    }
    let [contact, person] = ["+49 30 5550100", "Jonas Weiß"].map(text);
    desk.state(SeatFilled { contact, person, seat: Seat::Communications });
    let contact = prefill(&desk.incident, "contact", Language::English);
    assert_eq!(contact, Some(said(Stating::Stated, "Jonas Weiß · +49 30 5550100")), "who speaks for the team");
    // What is not known is said so, with its basis.
    desk.state(Classified { customers_estimate: text("logs"), ..classified(Outcome::SecurityIncident) });
    let users = prefill(&desk.incident, "affected_users", Language::English);
    assert_eq!(users, Some(said(Stating::NotKnown, "logs")));
}

#[test]
fn the_text_in_each_language() {
    let desk = desk();
    let mut one = contract();
    one.fields.insert(text("mitigation"), said(Stating::NotApplicable, "*nothing* was changed"));
    one.fields.insert(text("product"), said(Stating::Stated, "  "));
    one.next_update = Some(moment(at("2026-11-21T08:00:00.000Z")));
    let plain = |language: NoticeLanguage| {
        written(&desk.incident, built_in(), &NoticeDrafted { language, ..one.clone() }, Style::Plain)
    };
    let (en, zh) = (plain(NoticeLanguage::English), plain(NoticeLanguage::Chinese));
    assert!(en.starts_with("Security incident notice\n\n"), "{en}");
    for words in [
        "Nature of the incident\nMail was read\n",
        "Users affected, approximately\nNot known yet. logs are being read\n",
        "Mitigation\nNot applicable. *nothing* was changed\n",
        "Next update\nSat 21 Nov 2026 08:00 (UTC)\n",
    ] {
        assert!(en.contains(words), "{words} in {en}");
    }
    assert!(!en.contains("Product"), "a blank is left out: {en}");
    assert!(zh.starts_with("安全事件通知\n\n") && zh.contains("缓解措施\n不适用。*nothing* was changed\n"), "{zh}");
    assert_eq!(plain(NoticeLanguage::Both), [en.as_str(), "\n---\n\n", &zh].concat());
    let marked = written(&desk.incident, built_in(), &one, Style::Markdown);
    assert!(marked.starts_with("# Security incident notice\n") && marked.contains("## Mitigation\n"), "{marked}");
    assert!(marked.contains("\\*nothing\\* was changed"), "{marked}");
}

#[test]
fn an_exercise_says_so_first() {
    let story = support::story::story();
    let text = written(&story.incident, built_in(), &contract(), Style::Plain);
    assert!(text.contains("EXERCISE. This is not a real incident."), "{text}");
    assert!(!written(&desk().incident, built_in(), &contract(), Style::Plain).contains("EXERCISE"));
}

#[test]
fn a_changed_draft_is_not_approved() {
    let mut desk = desk();
    let first = desk.state(contract());
    desk.state(NoticeApproved { by: text("Ana"), draft: first.clone(), role: text("Counsel") });
    let look = |desk: &Desk| {
        let one = notices(&desk.incident).remove(0);
        (one.versions, one.approved.is_some(), one.sent.len())
    };
    assert_eq!(look(&desk), (1, true, 0));
    let changed = desk.state(NoticeDrafted { notice: Some(first.clone()), ..contract() });
    assert_eq!(look(&desk), (2, false, 0));
    send(&mut desk, changed, &contract());
    assert_eq!(look(&desk), (2, false, 1), "sending is never blocked");
    // What was sent hangs on its drafts; one that was not sent may be erased.
    let erase = |target: &Id| Command::Erase { target: target.clone(), reason: text("a name in it") };
    assert_eq!(desk.attempt(erase(&first)).unwrap_err().why, Why::CarriesState);
    let other = desk.state(contract());
    assert_eq!(notices(&desk.incident).len(), 2);
    assert!(desk.attempt(erase(&other)).is_ok());
    let strange = Id::from_random([9; 16]);
    for body in [
        Body::from(NoticeDrafted { notice: Some(strange.clone()), ..contract() }),
        NoticeDrafted { follows: Some(strange.clone()), ..contract() }.into(),
        NoticeApproved { by: text("Ana"), draft: strange, role: text("Counsel") }.into(),
    ] {
        assert_eq!(desk.attempt(fact(body)).unwrap_err().why, Why::NoSuchTarget);
    }
}

#[test]
fn a_sent_notice_is_frozen_and_answers_the_clock() {
    let mut desk = desk();
    let declaration = declared(&desk, "tokens were forged");
    desk.state(declaration);
    desk.now = desk.now.plus(5 * HOUR);
    let id = desk.state(contract());
    let good = sent(&desk, id.clone(), &contract(), text("the text"));
    for (wrong, field) in [
        (NoticeSent { text: text("another text"), ..good.clone() }, "sha256"),
        (NoticeSent { stage: text("update"), ..good.clone() }, "draft"),
        (NoticeSent { recipients: text(" "), ..good.clone() }, "recipients"),
        (NoticeSent { moment: moment(desk.now.plus(DAY)), ..good.clone() }, "moment"),
    ] {
        assert_eq!(desk.attempt(fact(wrong)).unwrap_err().field, field);
    }
    assert!(matches!(contract_clock(&desk.incident).state(desk.now), ClockState::Running));
    let notice = desk.state(good);
    assert!(matches!(contract_clock(&desk.incident).state(desk.now), ClockState::Met));
    let erase = Command::Erase { target: notice.clone(), reason: text("wrong") };
    assert_eq!(desk.attempt(erase).unwrap_err().why, Why::CarriesState);
    desk.state(FilingWithdrawn { filing: notice, reason: text("Went to the test tenant only") });
    assert!(matches!(contract_clock(&desk.incident).state(desk.now), ClockState::Running));
    assert!(notices(&desk.incident)[0].sent.is_empty());
}

/// The line of a filing names the stage it answers; one that names none, or a rule unknown here, the regime.
#[test]
fn a_filing_names_its_stage() {
    let mut desk = desk();
    for (regime, stage, words) in [
        ("eu-dora-19", "mid", "Intermediate report"),
        ("eu-dora-19", "", "DORA"),
        ("later-rule", "first", "later-rule"),
    ] {
        desk.state(Filed { regime: text(regime), stage: text(stage), ..filed(now(&desk)) });
        let said = line(Language::English, Rules::BUILT_IN, desk.log.events().last().unwrap(), &desk.incident).text;
        let first = said.split(" · ").next().unwrap();
        assert!(first.contains(words) && first.contains(": ") == (words == "Intermediate report"), "{said}");
    }
}

#[test]
fn the_contract_notice_is_held_back_by_two() {
    let mut desk = desk();
    let held = |review: Moment| NoticeDelayed {
        executive: text("Ravi Rao"),
        legal: text("Ana García"),
        reason: text("others would be at risk"),
        review,
    };
    let review = moment(desk.now.plus(DAY));
    let alone = NoticeDelayed { executive: text("ana  garcía"), ..held(review.clone()) };
    assert_eq!(desk.attempt(fact(alone)).unwrap_err().why, Why::SamePerson);
    assert_eq!(desk.incident.delay(), None);
    desk.state(held(review.clone()));
    assert_eq!(desk.incident.delay().unwrap().value.review, review);
    desk.state(held(Moment::unknown("UTC")));
    assert_eq!(desk.incident.delay(), None, "ended");
}

proptest! {
    #![proptest_config(property(200))]

    /// A point is missing exactly while it is needed and says nothing; what is missing never holds a notice up.
    #[test]
    fn missing_is_what_is_needed_and_not_said(row in 0_usize..400, open: bool, approved: bool, said_bits: u64, how in 0_usize..3) {
        let stages: Vec<(&str, &str)> = built_in().regimes.iter()
            .flat_map(|regime| regime.stages.iter().map(|stage| (regime.id.as_str(), stage.key.as_str()))).collect();
        let (regime, stage) = stages[row % stages.len()];
        let asked = asked_of(built_in(), regime, stage);
        let mut one = NoticeDrafted { open, ..draft(regime, stage, &[]) };
        for (place, point) in asked.iter().enumerate().filter(|(place, _)| said_bits >> place & 1 == 1) {
            let words = format!("point {place}");
            one.fields.insert(text(point.item.code), said(Stating::ALL[how], &words));
        }
        let lacking = missing(&one, &asked, approved);
        let plain = written(&desk().incident, built_in(), &one, Style::Plain);
        for (place, point) in asked.iter().enumerate().filter(|(_, point)| point.item.code != "next_update") {
            let is_said = said_bits >> place & 1 == 1;
            let needed = point.need == Need::Needed || (open && point.need == Need::WhileOpen);
            prop_assert_eq!(lacking.contains(&point.item.code), needed && !is_said, "{}", point.item.code);
            let shown = plain.lines().any(|line| line.ends_with(&format!("point {place}")));
            prop_assert_eq!(shown, is_said, "{} in {}", point.item.code, &plain);
        }
        prop_assert_eq!(lacking.contains(&APPROVER), !approved);
    }
}
