//! The forms about notices and the words of a due instant: what is offered, what a submission becomes, how it is counted.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::built_in::built_in;
use holdfast::deadline::choose::{Fit, candidates, questions};
use holdfast::deadline::in_force::Rules;
use holdfast::deadline::obligation::{Obligation, State};
use holdfast::deadline::obligations;
use holdfast::deadline::pack::Mark;
use holdfast::exchange::board_clock::clocks_of;
use holdfast::exchange::derived::derived;
use holdfast::exchange::icalendar::entries;
use holdfast::form::{Asking, Choice, FormCode, Kind, TimeInput, Value, Values, command, form};
use holdfast::language::event_text::line;
use holdfast::language::sum::{Viewer, notes, sum};
use holdfast::language::{Language, asking, duty, places};
use holdfast::record::codes::{ANCHORS, Applicability};
use holdfast::record::decide::Command;
use holdfast::record::refusal::Why;
use holdfast::record::time::DAY;
use std::collections::BTreeSet;
use support::desk::Desk;
use support::duties::{decide, desk, instant, stage, stage_in, state};
use support::zones::TzData;

fn now() -> TimeInput {
    let [date, time, zone, precision] = ["2026-11-22", "15:06", "Europe/Berlin", "exact"].map(str::to_owned);
    TimeInput { date, time, zone, precision, which: None }
}

/// What a person submits: the form as it stands, with these fields typed over.
fn submitted(desk: &Desk, code: FormCode, about: &str, fields: &[(&str, &str)]) -> Result<Command, Vec<String>> {
    let now = now();
    let asking =
        Asking { incident: &desk.incident, about, now: &now, me: "Ana García", others: &[], rules: Rules::BUILT_IN };
    let offered = form(code, &asking).fields;
    let mut values: Values =
        Values(offered.iter().filter_map(|one| Some((one.code.to_owned(), one.initial.clone()?))).collect());
    for (field, value) in fields {
        assert!(offered.iter().any(|one| one.code == *field), "{code:?} has no field {field}");
        let value = match *field {
            "due" => Value::Time(TimeInput { date: (*value).to_owned(), time: "09:00".to_owned(), ..now.clone() }),
            _ => Value::Text((*value).to_owned()),
        };
        values.0.insert((*field).to_owned(), value);
    }
    command(code, &values, &asking, &TzData, None)
        .map_err(|problems| problems.into_iter().map(|one| one.field).collect())
}

fn choices(desk: &Desk, code: FormCode, about: &str, field: &str) -> Vec<Choice> {
    let now = now();
    let asking = Asking { incident: &desk.incident, about, now: &now, me: "", others: &[], rules: Rules::BUILT_IN };
    let fields = form(code, &asking).fields;
    match fields.into_iter().find(|one| one.code == field).expect("the field is there").kind {
        Kind::Select(choices) | Kind::Choice(choices) => choices,
        other => panic!("no choice: {other:?}"),
    }
}

fn codes(choices: &[Choice]) -> Vec<&str> {
    choices.iter().map(|one| one.code.as_str()).collect()
}

const PERSON: [(&str, &str); 2] = [("role", "Counsel"), ("reason", "Read with the privacy team")];

#[test]
fn a_rule_is_decided_a_notice_waived_and_taken_back() {
    let mut desk = desk();
    state(&mut desk, "eu-gdpr-33", "Europe/Berlin", "aware=2026-11-20T16:00");
    let gdpr = |desk: &Desk| stage_in(&desk.incident, built_in(), "eu-gdpr-33", "sa");
    let soon = instant("2026-11-20T17:00:00+01:00");
    let applies = [PERSON.as_slice(), &[("decision", "applies")]].concat();
    assert_eq!(gdpr(&desk).state(soon), State::ScopeNotDeclared);
    desk.act(submitted(&desk, FormCode::Decision, "eu-gdpr-33", &applies).unwrap());
    assert_eq!(gdpr(&desk).state(soon), State::Running);
    let decided = desk.incident.decision("eu-gdpr-33").unwrap().value.clone();
    assert_eq!((decided.by.as_str(), decided.edition), ("Ana García", built_in().edition.clone()));
    desk.act(submitted(&desk, FormCode::Waiver, "eu-gdpr-33.sa", &PERSON).unwrap());
    assert_eq!(gdpr(&desk).state(soon), State::Waived);
    assert_eq!(codes(&choices(&desk, FormCode::WaiverBack, "", "notice")), ["eu-gdpr-33.sa"]);
    desk.act(submitted(&desk, FormCode::WaiverBack, "eu-gdpr-33.sa", &PERSON).unwrap());
    assert_eq!(gdpr(&desk).state(soon), State::Running);
    assert!(choices(&desk, FormCode::WaiverBack, "", "notice").is_empty());
}

#[test]
fn an_own_target_is_set_and_taken_back_where_the_law_names_no_length() {
    let mut desk = desk();
    desk.state(decide("us-ga", Applicability::Applies));
    desk.state(decide("eu-gdpr-33", Applicability::Applies));
    let georgia = |desk: &Desk| stage_in(&desk.incident, built_in(), "us-ga", "ind");
    assert!(built_in().regime("us-ga").unwrap().stage("ind").unwrap().length.is_none(), "the law names no length");
    let offered = choices(&desk, FormCode::OwnTarget, "", "notice");
    assert!(codes(&offered).contains(&"us-ga.ind"), "{offered:?}");
    assert!(!codes(&offered).contains(&"eu-gdpr-33.sa"), "72 hours are a length in law");
    let set = [("due", "2026-12-01"), ("reason", "Board's wish")];
    desk.act(submitted(&desk, FormCode::OwnTarget, "us-ga.ind", &set).unwrap());
    let due = georgia(&desk).own_target.unwrap().value.due.at;
    assert_eq!(due, Some(instant("2026-12-01T09:00:00+01:00")));
}

#[test]
fn a_notice_is_filed_for_any_stage_the_record_names() {
    let mut desk = desk();
    let before = choices(&desk, FormCode::Filing, "", "regime");
    assert_eq!(codes(&before), ["contract-72h.notice", "contract-72h.update", "other"]);
    desk.state(decide("eu-nis2-23", Applicability::Applies));
    let after = choices(&desk, FormCode::Filing, "", "regime");
    for stage in ["ew", "in", "ir", "fr"] {
        let code = ["eu-nis2-23.", stage].concat();
        let found = after.iter().find(|one| one.code == code).unwrap_or_else(|| panic!("not offered: {code}"));
        for language in [Language::English, Language::Chinese] {
            assert!(found.label.get(language).contains("NIS2"), "by name: {:?}", found.label);
        }
    }
    let sent = [("recipients", "CSIRT"), ("channel", "Portal")];
    let filed = |desk: &mut Desk, about: &str| {
        let id = desk.act(submitted(desk, FormCode::Filing, about, &sent).unwrap());
        let fact = desk.incident.filings.iter().find(|fact| fact.event == id).expect("filed");
        (fact.value.regime.clone(), fact.value.stage.clone())
    };
    let pair = |regime: &str, stage: &str| (regime.to_owned(), stage.to_owned());
    assert_eq!(filed(&mut desk, "eu-nis2-23.ew"), pair("eu-nis2-23", "ew"));
    assert_eq!(filed(&mut desk, ""), pair("contract-72h", "notice"));
    // About a regime nobody has named yet.
    assert_eq!(filed(&mut desk, "us-sec-105.8k"), pair("us-sec-105", "8k"));
    // A rule this build does not know keeps its codes.
    assert_eq!(filed(&mut desk, "own-law.first"), pair("own-law", "first"));
    let only = submitted(&desk, FormCode::Filing, "", &[("regime", "other"), sent[0], sent[1]]).unwrap();
    let id = desk.act(only);
    assert_eq!(desk.incident.filings.iter().find(|fact| fact.event == id).unwrap().value.regime, "other");
}

#[test]
fn what_is_missing_is_named_by_its_field() {
    let desk = desk();
    let table: [(FormCode, &[&str]); 5] = [
        (FormCode::Decision, &["regime", "decision", "role", "reason"]),
        (FormCode::Waiver, &["notice", "role", "reason"]),
        (FormCode::WaiverBack, &["notice", "role", "reason"]),
        (FormCode::OwnTarget, &["notice", "due", "reason"]),
        (FormCode::Filing, &["recipients", "channel"]),
    ];
    for (code, expected) in table {
        assert_eq!(submitted(&desk, code, "", &[]).unwrap_err(), expected, "{code:?}");
    }
    let mut desk = desk;
    let never = submitted(&desk, FormCode::WaiverBack, "eu-gdpr-33.sa", &PERSON).unwrap();
    assert_eq!(desk.attempt(never).unwrap_err().why, Why::NoSuchTarget);
}

#[test]
fn anchors_are_offered_with_names_for_every_code_the_rules_use() {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for stage in built_in().regimes.iter().flat_map(|regime| &regime.stages) {
        used.insert(&stage.anchor);
        used.extend(stage.cap.as_ref().map(|cap| cap.anchor.as_str()));
    }
    for code in used.into_iter().filter(|code| !code.starts_with("filed:")) {
        assert!(ANCHORS.contains(&code), "not offered: {code}");
    }
    for code in ANCHORS {
        let [en, zh] = [Language::English, Language::Chinese].map(|one| duty::start(one, Rules::BUILT_IN, "", code));
        assert!(en != code && zh != en, "no name: {code}");
    }
    let mut desk = desk();
    desk.state(decide("au-ndb", Applicability::NotYetKnown));
    assert_eq!(codes(&choices(&desk, FormCode::Anchor, "", "regime")), ["contract-72h", "au-ndb"]);
    let set = [("anchor", "aware"), ("regime", "au-ndb"), ("source", "Call")];
    // The moment stays empty: it alone is missed.
    assert_eq!(submitted(&desk, FormCode::Anchor, "", &set).unwrap_err(), ["moment"]);
}

#[test]
fn rules_are_proposed_by_answers_and_never_unverified_or_out_of_force() {
    let answers = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
    let fits = |codes: &[&str]| {
        let answers = answers(codes);
        let found = candidates(built_in(), &answers);
        found.into_iter().map(|one| (one.regime.id.clone(), one.fit)).collect::<Vec<_>>()
    };
    assert_eq!(fits(&[]), []);
    assert_eq!(fits(&["data:personal", "role:controller"]), [], "no place: nothing is guessed");
    let eu = fits(&["people:EU", "role:controller", "data:personal"]);
    let expected = [("eu-gdpr-33", Fit::Proposed), ("eu-gdpr-34", Fit::Proposed), ("eu-omnibus", Fit::NotInForce)];
    assert_eq!(eu, expected.map(|(id, fit)| (id.to_owned(), fit)));
    assert_eq!(fits(&["critical:US"]), [("us-circia".to_owned(), Fit::NotInForce)]);
    // Every answer of every rule at once.
    let all: Vec<&str> = questions(built_in()).into_iter().flat_map(|(_, codes)| codes).collect();
    let all = answers(&all);
    let found = candidates(built_in(), &all);
    assert_eq!(found.len(), built_in().regimes.iter().filter(|regime| !regime.ask.is_empty()).count());
    for one in &found {
        let sound = one.regime.counts() && one.regime.mark != Mark::Unverified && one.regime.offered;
        assert_eq!(one.fit == Fit::Proposed, sound, "{}", one.regime.id);
        assert_eq!(one.fit == Fit::NotInForce, !one.regime.counts(), "{}", one.regime.id);
    }
}

#[test]
fn questions_answers_and_places_have_words_in_both_languages() {
    for (kind, codes) in questions(built_in()) {
        let both = [Language::English, Language::Chinese];
        let [en, zh] = both.map(|one| asking::question(one, kind));
        assert!(en != kind && en != zh, "{kind}");
        for code in codes {
            let [en, zh] = both.map(|one| asking::answer(one, code));
            let [why, warum] = both.map(|one| asking::phrase(one, code));
            assert!(en != zh && why != warum && !why.contains(':') && !en.contains(':'), "{code}: {en} {why}");
        }
    }
    for regime in &built_in().regimes {
        assert_ne!(places::name(Language::English, &regime.jurisdiction), regime.jurisdiction, "{}", regime.id);
    }
    let because = ["people:EU", "role:controller", "data:personal"].map(str::to_owned);
    assert_eq!(
        asking::because(Language::English, &because),
        "because: people in the EU, controller, personal data".replace("the EU", "the European Union")
    );
}

fn words(one: &Obligation, zone: &str) -> (String, Vec<String>) {
    let regime = built_in().regime(&one.regime).unwrap();
    let stage = regime.stage(&one.stage).unwrap();
    let viewer = Viewer { language: Language::English, rules: Rules::BUILT_IN, zone, zones: &TzData };
    let sum = sum(viewer, one, regime, stage).expect("it is counted");
    let lines = sum.lines.iter().map(|(zone, line)| format!("{zone}: {line}"));
    let head = format!("{} {} + {} [{}] = {}", sum.start, sum.typed, sum.length, sum.manner, sum.due);
    (head, lines.chain(notes(viewer, one, regime, stage)).collect())
}

#[test]
fn hours_are_told_in_every_zone_once() {
    let hours = stage("eu-gdpr-33", "sa", "Europe/Berlin", "aware=2026-11-20T16:30");
    let (head, rest) = words(&hours, "America/New_York");
    assert_eq!(
        head,
        "Aware Fri 20 Nov 2026 16:30 (UTC+1) + 72 h [absolute hours; weekends, holidays and clock changes count] \
         = Mon 23 Nov 2026 16:30 (UTC+1)"
    );
    assert_eq!(
        rest,
        [
            "UTC: Fri 20 Nov 2026 15:30 (UTC) + 72 h = Mon 23 Nov 2026 15:30 (UTC)",
            "Europe/Berlin (as typed): Fri 20 Nov 2026 16:30 (UTC+1) + 72 h = Mon 23 Nov 2026 16:30 (UTC+1)",
            "America/New_York (yours): Fri 20 Nov 2026 10:30 (UTC−5) + 72 h = Mon 23 Nov 2026 10:30 (UTC−5)",
            "Under the EU rule of hours (Regulation 1182/71 Art. 3(1)) it ends Mon 23 Nov 2026 17:00 (UTC+1); for \
             information, the earlier time is counted.",
        ]
    );
    assert_eq!(words(&hours, "Europe/Berlin").1.len(), 3, "a zone is shown once");
}

#[test]
fn days_months_caps_and_what_is_unknown_are_told() {
    let (head, rest) = words(&stage("us-sec-105", "8k", "Europe/Berlin", "determined=2030-12-30T15:00"), "UTC");
    assert!(
        head.contains("+ 4 business days [weekends and holidays (") && head.contains("17:30 in America/New_York"),
        "{head}"
    );
    assert!(rest.iter().any(|line| line.starts_with("America/New_York (the rule’s): ")), "{rest:?}");
    assert!(rest.iter().any(|line| line.starts_with("Holidays unknown")), "{rest:?}");
    let facts = "aware=2026-11-20T16:00 classified=2026-11-21T15:00";
    let (head, rest) = words(&stage("eu-dora-19", "in", "Europe/Berlin", facts), "UTC");
    assert!(head.starts_with("Aware ") && head.contains("+ 24 h"), "the second length ends first: {head}");
    assert!(rest.iter().any(|line| line == "The outer limit ends first: 24 h from Aware."), "{rest:?}");
    assert!(
        rest.iter().any(|line| line.contains("rely on noon of the next working day, Mon 23 Nov 2026 12:00")),
        "{rest:?}"
    );
    // Before classification only the 24 hours from awareness are known, told in the zone in which that was typed.
    let open = stage("eu-dora-19", "in", "Europe/Berlin", "aware=2026-11-20T16:00");
    let regime = built_in().regime("eu-dora-19").unwrap();
    let viewer = Viewer { rules: Rules::BUILT_IN, language: Language::English, zone: "UTC", zones: &TzData };
    let rest = notes(viewer, &open, regime, regime.stage("in").unwrap());
    let said = "Nothing runs yet. Were it to start now, it would be due Sat 21 Nov 2026 16:00 (UTC+1) at the latest.";
    assert!(rest.iter().any(|line| line == said), "{rest:?}");
    let ahead = duty::ahead(Language::English, &open, regime, &TzData);
    assert_eq!(ahead.unwrap(), "if it starts before: due Sat 21 Nov 2026 16:00 (UTC+1) at the latest");
    let (head, _) = words(&stage("us-ca", "ind", "America/Los_Angeles", "discovered=2026-11-22T12:00"), "UTC");
    assert!(head.contains("30 calendar days [every day counts; the last day ends at midnight in America/Los_Angeles; the day after the start is day 1]"), "{head}");
}

#[test]
fn what_is_left_is_told_for_every_state() {
    let gdpr = stage("eu-gdpr-33", "sa", "Europe/Berlin", "aware=2026-11-20T16:00");
    let regime = built_in().regime("eu-gdpr-33").unwrap();
    let row = regime.stage("sa").unwrap();
    let due = instant("2026-11-23T16:00:00+01:00");
    let left = |one: &Obligation, now| duty::left(Language::English, Rules::BUILT_IN, one, &row.anchor, now);
    assert_eq!(left(&gdpr, due.plus(-DAY)), "24 h 0 min left");
    assert_eq!(left(&gdpr, due.plus(DAY)), "overdue by 24 h 0 min");
    assert_eq!(duty::due(Language::English, &gdpr, regime, &TzData).unwrap(), "Mon 23 Nov 2026 16:00 (UTC+1)");
    let not = stage("eu-gdpr-33", "sa", "Europe/Berlin", "");
    assert_eq!(left(&not, due), "starts with: Aware");
    let unknown = stage("eu-gdpr-33", "sa", "Europe/Berlin", "aware=?");
    assert_eq!(left(&unknown, due), "it has happened; nobody stated when: Aware");
    let filed = stage("eu-gdpr-33", "sa", "Europe/Berlin", "aware=2026-11-20T16:00 filed:sa=2026-11-22T16:00");
    assert_eq!(left(&filed, due), "24 h 0 min before the limit");
    let late = stage("eu-gdpr-33", "sa", "Europe/Berlin", "aware=2026-11-20T16:00 filed:sa=2026-11-24T16:00");
    assert_eq!(left(&late, due), "24 h 0 min late");
    let chained = stage("eu-nis2-23", "fr", "Europe/Berlin", "");
    let row = built_in().regime("eu-nis2-23").unwrap().stage("fr").unwrap();
    assert!(
        duty::left(Language::English, Rules::BUILT_IN, &chained, &row.anchor, due)
            == "starts with: Filed: Incident notification",
        "chained"
    );
}

/// Of the alternative limits of one rule a person says which does not concern us: of one stage, with name and reason.
#[test]
fn a_stage_alone_does_not_apply() {
    let mut desk = desk();
    state(&mut desk, "cn-cac-2025", "Asia/Shanghai", "aware=2026-11-22T22:30");
    desk.state(decide("cn-cac-2025", Applicability::Applies));
    let found = |desk: &Desk, key: &str| stage_in(&desk.incident, built_in(), "cn-cac-2025", key);
    let later = instant("2026-11-23T22:30:00+08:00");
    let before = ["cii", "gov", "oth"].map(|key| found(&desk, key).state(later));
    assert_eq!(before, [State::Overdue; 3]);

    // The form asks about the stage by its name, and takes it for not applying until told otherwise.
    let offered = choices(&desk, FormCode::Decision, "cn-cac-2025.cii", "regime");
    let offered = offered.iter().find(|one| one.code == "cn-cac-2025.cii").expect("the stage is offered");
    assert!(offered.label.get(Language::English).contains(": "), "{}", offered.label.get(Language::English));
    let fields = [("role", "Counsel"), ("reason", "no critical infrastructure")];
    let Ok(Command::State { body, .. }) = submitted(&desk, FormCode::Decision, "cn-cac-2025.cii", &fields) else {
        panic!("refused")
    };
    desk.state(body);
    let cii = found(&desk, "cii");
    assert_eq!((cii.state(later), cii.is_open()), (State::NotApplicable, false));
    assert_eq!(
        duty::left(Language::English, Rules::BUILT_IN, &cii, "aware", later),
        "no critical infrastructure · Ana García · Counsel"
    );
    assert_eq!(["gov", "oth"].map(|key| found(&desk, key).state(later)), [State::Overdue; 2]);
    let event = desk.log.events().last().unwrap();
    let said = line(Language::Chinese, Rules::BUILT_IN, event, &desk.incident).text;
    assert!(said.contains("：") && said.contains("不适用") && !said.contains("cii"), "{said}");

    // The board and the derived section agree, and a calendar that had it cancels it.
    let clocks = clocks_of(&desk.incident, Rules::BUILT_IN, &TzData);
    let clocks: Vec<&str> =
        clocks.iter().map(|one| one.stage.as_str()).filter(|one| ["cii", "gov", "oth"].contains(one)).collect();
    assert_eq!(clocks, ["gov", "oth"]);
    let section = derived(&desk.incident, &desk.log, built_in(), &TzData, later);
    let listed = section["deadlines"].as_array().unwrap().iter().find(|one| one["stage"] == "cii").unwrap();
    assert_eq!((&listed["state"], &listed["applies"]), (&"not_applicable".into(), &"does_not_apply".into()));
    let entry = |desk: &Desk| {
        let found = entries(&desk.log, &desk.incident, built_in(), &TzData);
        found.into_iter().find(|one| one.stage == "cii").expect("an entry")
    };
    let cancelled = entry(&desk);
    assert!(!cancelled.stands);

    // Taken back, it counts again.
    desk.state(decide("cn-cac-2025.cii", Applicability::Applies));
    assert_eq!(found(&desk, "cii").state(later), State::Overdue);
    assert!(entry(&desk).stands && entry(&desk).sequence > cancelled.sequence);
}

/// Whatever is said of a stage, it never widens what is said of its rule.
#[test]
fn a_decision_on_a_stage_narrows_that_on_its_rule() {
    use Applicability::{Applies, DoesNotApply, NotYetKnown};
    for (regime, stage, expected) in [
        (None, Some(DoesNotApply), State::NotApplicable),
        (None, Some(Applies), State::ScopeNotDeclared),
        (Some(Applies), None, State::Running),
        (Some(Applies), Some(Applies), State::Running),
        (Some(Applies), Some(NotYetKnown), State::ScopeNotDeclared),
        (Some(Applies), Some(DoesNotApply), State::NotApplicable),
        (Some(NotYetKnown), Some(DoesNotApply), State::NotApplicable),
        (Some(NotYetKnown), Some(Applies), State::ScopeNotDeclared),
        (Some(DoesNotApply), Some(NotYetKnown), State::NotApplicable),
        (Some(DoesNotApply), Some(Applies), State::NotApplicable),
    ] {
        let mut desk = desk();
        state(&mut desk, "us-co", "America/Denver", "determined=2026-11-20T09:00");
        for (code, decision) in [("us-co", regime), ("us-co.ag", stage)] {
            if let Some(decision) = decision {
                desk.state(decide(code, decision));
            }
        }
        let now = instant("2026-11-20T10:00:00-07:00");
        let named = obligations(&desk.incident, built_in(), &TzData).into_iter().any(|one| one.regime == "us-co");
        let ag = stage_in(&desk.incident, built_in(), "us-co", "ag");
        assert!(named && ag.state(now) == expected, "{regime:?} {stage:?} {ag:?}");
        let ind = stage_in(&desk.incident, built_in(), "us-co", "ind");
        assert_eq!(ind.applies, regime.unwrap_or(NotYetKnown), "another stage is not touched");
    }
}
