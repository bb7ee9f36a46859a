//! Notices: what a stage asks for, what the record already says, what is missing (gate G7), the text in each language,
//! what was sent and the update it promises.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::built_in::built_in;
use holdfast::deadline::in_force::Rules;
use holdfast::deadline::obligation::{Obligation, State};
use holdfast::deadline::{ClockState, contract_clock, obligations, promise};
use holdfast::exchange::board_clock::clocks_of;
use holdfast::exchange::derived::derived;
use holdfast::exchange::icalendar::entries;
use holdfast::language::Language;
use holdfast::language::calendar::{Titles, events};
use holdfast::language::event_text::line;
use holdfast::notice::asked::CUSTOMER_DUTY;
use holdfast::notice::text::{Style, text as written};
use holdfast::notice::{APPROVER, Need, asked_of, content, missing, notices, prefill::prefill};
use holdfast::record::body::*;
use holdfast::record::codes::*;
use holdfast::record::decide::Command;
use holdfast::record::digest::sha256;
use holdfast::record::id::Id;
use holdfast::record::incident::Standing;
use holdfast::record::refusal::Why;
use holdfast::record::time::{DAY, HOUR, Moment};
use proptest::prelude::*;
use std::collections::BTreeSet;
use support::desk::{Desk, fact};
use support::duties::filing;
use support::facts::{classified, declared, filed, now, report, seat, text};
use support::zones::TzData;
use support::{at, moment, property};

fn desk() -> Desk {
    Desk::opened(at("2026-11-20T08:00:00.000Z"))
}

fn said(how: Stating, words: &str) -> Statement {
    Statement { how, text: text(words) }
}

fn draft(regime: &str, stage: &str, fields: &[(&str, Statement)]) -> NoticeDrafted {
    NoticeDrafted {
        fields: fields.iter().map(|(code, said)| (text(code), said.clone())).collect(),
        follows: None,
        language: NoticeLanguage::English,
        next_update: None,
        notice: None,
        open: false,
        regime: text(regime),
        stage: text(stage),
    }
}

fn contract() -> NoticeDrafted {
    let nature = said(Stating::Stated, "Mail was read");
    let users = said(Stating::NotKnown, "logs are being read");
    draft(CONTRACT_72H, "notice", &[("nature", nature), ("affected_users", users)])
}

fn send(desk: &mut Desk, id: Id, draft: &NoticeDrafted) -> Id {
    let words = written(&desk.incident, built_in(), draft, Style::Plain);
    let sent = sent(desk, id, draft, words);
    desk.state(sent)
}

fn sent(desk: &Desk, id: Id, draft: &NoticeDrafted, words: String) -> NoticeSent {
    NoticeSent {
        edition: Some("2026-11-22".to_owned()),
        channel: text("portal"),
        draft: id,
        follows: draft.follows.clone(),
        missing: Vec::new(),
        moment: now(desk),
        next_update: draft.next_update.clone(),
        recipients: text("25 organisations"),
        reference: text("NTC-8"),
        regime: draft.regime.clone(),
        sha256: sha256(words.as_bytes()),
        stage: draft.stage.clone(),
        text: words,
    }
}

fn update(desk: &Desk, regime: &str) -> Option<Obligation> {
    let all = obligations(&desk.incident, built_in(), &TzData);
    all.into_iter().find(|one| one.regime == regime && one.stage == "update")
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

/// A promised update is a clock of its own: of the stage `update` of the contract, of one more stage elsewhere.
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
fn a_promised_update_becomes_a_clock() {
    for (regime, stage) in [(CONTRACT_72H, "notice"), ("eu-gdpr-33", "sa")] {
        let mut desk = desk();
        let declaration = declared(&desk, "tokens were forged");
        desk.state(declaration);
        let promised = moment(desk.now.plus(30 * HOUR));
        let one = NoticeDrafted { next_update: Some(promised.clone()), ..draft(regime, stage, &[]) };
        assert!(promise::promise(&desk.incident, regime).is_none());
        let id = desk.state(one.clone());
        let first = send(&mut desk, id, &one);
        let found = update(&desk, regime).unwrap_or_else(|| panic!("{regime}"));
        assert_eq!(found.own_target.as_ref().unwrap().value.due, promised, "{regime}");
        assert_eq!((found.due, found.filed.is_none()), (None, true), "never a limit of the law");
        // The board counts it down too.
        let clocks = clocks_of(&desk.incident, Rules::BUILT_IN, &TzData);
        let clock = clocks.iter().find(|one| one.regime == regime && one.stage == "update").expect(regime);
        assert_eq!((clock.answered, clock.end()), (false, promised.at), "{regime}");
        let due = promised.at.unwrap();
        assert!(!found.own_target_passed(due) && found.own_target_passed(due.plus(1)), "{regime}");
        // The next notice keeps the promise and may make another.
        desk.now = desk.now.plus(20 * HOUR);
        let again = moment(desk.now.plus(48 * HOUR));
        let next = NoticeDrafted { follows: Some(first.clone()), next_update: Some(again.clone()), ..one.clone() };
        let id = desk.state(next.clone());
        let second = send(&mut desk, id, &next);
        let found = update(&desk, regime).unwrap();
        assert_eq!((found.own_target.unwrap().value.due, found.filed), (again, None), "{regime}");
        let follow = written(&desk.incident, built_in(), &next, Style::Plain);
        assert!(follow.starts_with("Security incident notice, further to ours of Fri 20 Nov 2026"), "{follow}");
        // Taken back, the earlier promise stands again; any later filing of the rule keeps it.
        desk.state(FilingWithdrawn { filing: second, reason: text("not sent") });
        assert_eq!(update(&desk, regime).unwrap().own_target.unwrap().value.due, promised);
        let late = filing(regime, stage, now(&desk));
        desk.state(late);
        let kept = update(&desk, regime).unwrap();
        assert!(kept.filed.is_some() && !kept.own_target_passed(due.plus(DAY)), "{regime}");
        assert_eq!(kept.state(desk.now), State::Filed, "{regime}");
    }
}

/// It is in the calendar under one UID as long as one is promised, and among the derived deadlines.
#[test]
fn a_promised_update_is_in_the_calendar_and_in_the_derived_section() {
    for (regime, stage) in [(CONTRACT_72H, "notice"), ("eu-gdpr-33", "sa")] {
        let entry = |desk: &Desk| {
            let found = entries(&desk.log, &desk.incident, built_in(), &TzData);
            found.into_iter().find(|one| one.regime == regime && one.stage == "update")
        };
        let listed = |desk: &Desk| {
            let section = derived(&desk.incident, &desk.log, built_in(), &TzData, desk.now);
            let found = section["deadlines"].as_array().unwrap().iter();
            let mut found = found.filter(|one| one["regime"] == regime && one["stage"] == "update");
            (found.next().cloned(), found.next().is_none())
        };
        let mut desk = desk();
        let declaration = declared(&desk, "tokens were forged");
        desk.state(declaration);
        let promise = |desk: &mut Desk, hours: i64| {
            let due = moment(desk.now.plus(hours * HOUR));
            let one = NoticeDrafted { next_update: Some(due.clone()), ..draft(regime, stage, &[]) };
            let id = desk.state(one.clone());
            (send(desk, id, &one), due.at.unwrap(), desk.now)
        };
        assert_eq!((entry(&desk), listed(&desk)), (None, (None, true)), "{regime}");
        let (_, due, made) = promise(&mut desk, 30);
        let first = entry(&desk).expect(regime);
        assert_eq!((first.start, first.due, first.stands), (made, due, true), "{regime}");
        let (found, alone) = listed(&desk);
        let found = found.expect(regime);
        assert_eq!(found["own_target"]["at"], due.to_rfc3339(), "{found}");
        assert_eq!((&found["state"], &found["due"]), (&"running".into(), &serde_json::Value::Null), "{found}");
        assert!(alone && found["stage_name"]["en"].as_str().is_some_and(|name| !name.is_empty()), "{found}");
        for (language, word) in [(Language::English, "romised"), (Language::Chinese, "承诺")] {
            let named = events(language, Titles::Named, &desk.incident, std::slice::from_ref(&first), built_in());
            assert!(named[0].summary.contains(word), "{}", named[0].summary);
            assert!(!named[0].description.contains("Art. 33"), "{}", named[0].description);
        }
        // A newer promise takes its place; taken back, the earlier one stands again.
        desk.now = desk.now.plus(20 * HOUR);
        let (second, later, made) = promise(&mut desk, 48);
        let moved = entry(&desk).expect(regime);
        assert_eq!((&moved.uid, moved.start, moved.due, moved.stands), (&first.uid, made, later, true), "{regime}");
        assert!(moved.sequence > first.sequence, "{regime}");
        desk.state(FilingWithdrawn { filing: second, reason: text("not sent") });
        let back = entry(&desk).expect(regime);
        assert_eq!((back.due, back.stands, back.sequence > moved.sequence), (due, true, true), "{regime}");
        // Kept, it is cancelled.
        let late = filing(regime, stage, now(&desk));
        desk.state(late);
        let kept = entry(&desk).expect(regime);
        assert_eq!((&kept.uid, kept.stands, kept.sequence > back.sequence), (&first.uid, false, true), "{regime}");
        assert_eq!(listed(&desk).0.unwrap()["state"], "filed");
    }
}

/// What happens to a promise, by the filing that made it.
type Act = fn(&mut Desk, Id);

/// Of a promise whose notice was taken back nothing is left but an entry to be cancelled; so when the incident is closed.
#[test]
fn a_promise_that_is_gone_is_cancelled() {
    let acts: [(&str, Act); 2] = [
        ("taken back", |desk, filing| drop(desk.state(FilingWithdrawn { filing, reason: text("not sent") }))),
        ("closed", |desk, _| desk.incident.standing = Standing::Closed(desk.now)),
    ];
    for (name, act) in acts {
        let mut desk = desk();
        let one = NoticeDrafted { next_update: Some(moment(desk.now.plus(DAY))), ..draft("eu-gdpr-33", "sa", &[]) };
        let id = desk.state(one.clone());
        let filing = send(&mut desk, id, &one);
        let found = |desk: &Desk| entries(&desk.log, &desk.incident, built_in(), &TzData);
        let before = found(&desk);
        assert!(before.len() == 1 && before[0].stands, "{name}: {before:?}");
        act(&mut desk, filing);
        let after = found(&desk);
        let shown = |one: &holdfast::exchange::icalendar::Entry| (one.uid.clone(), one.due);
        assert!(after.len() == 1 && !after[0].stands, "{name}: {after:?}");
        assert_eq!(shown(&after[0]), shown(&before[0]), "{name}");
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
