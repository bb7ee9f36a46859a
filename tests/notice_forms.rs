//! Notices by their forms, as a person goes: draft, changed, approved, sent, followed up, held back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::built_in::built_in;
use holdfast::deadline::in_force::Rules;
use holdfast::form::{Asking, FieldProblem, FormCode, Kind, TimeInput, Value, Values, command, form};
use holdfast::language::Language;
use holdfast::notice::{Need, asked_of, notices};
use holdfast::record::body::{Body, NoticeDrafted};
use holdfast::record::codes::{CONTRACT_72H, NoticeLanguage, Stating};
use holdfast::record::decide::Command;
use holdfast::record::digest::sha256;
use holdfast::record::id::Id;
use support::at;
use support::desk::Desk;
use support::facts::{declared, report};
use support::zones::TzData;

type Answers<'a> = &'a [(&'a str, Value)];

fn now() -> TimeInput {
    let [date, time, zone, precision] = ["2026-11-20", "16:30", "Europe/Berlin", "exact"].map(str::to_owned);
    TimeInput { date, time, zone, precision, which: None }
}

fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

fn ticked(codes: &[&str]) -> Value {
    Value::Many(codes.iter().map(|code| (*code).to_owned()).collect())
}

/// What a person submits: the form as it stands, with these fields typed over.
fn submitted(desk: &Desk, code: FormCode, about: &str, answers: Answers) -> Result<Command, Vec<FieldProblem>> {
    let now = now();
    let asking =
        Asking { incident: &desk.incident, about, now: &now, me: "Mei Chen", others: &[], rules: Rules::BUILT_IN };
    let offered = form(code, &asking).fields;
    let initial = |field: &holdfast::form::Field| Some((field.code.to_owned(), field.initial.clone()?));
    let mut values = Values(offered.iter().filter_map(initial).collect());
    for (field, answer) in answers {
        assert!(offered.iter().any(|one| one.code == *field), "{code:?} has no field {field}");
        values.0.insert((*field).to_owned(), answer.clone());
    }
    command(code, &values, &asking, &TzData, None)
}

fn submit(desk: &mut Desk, code: FormCode, about: &str, answers: Answers) -> Id {
    let command = submitted(desk, code, about, answers).unwrap_or_else(|problems| panic!("{code:?}: {problems:?}"));
    desk.act(command)
}

fn draft(desk: &Desk, event: &Id) -> NoticeDrafted {
    desk.incident.drafts.iter().find(|fact| fact.event == *event).unwrap().value.clone()
}

fn desk() -> Desk {
    let mut desk = Desk::opened(at("2026-11-20T14:05:00.000Z"));
    desk.state(report("Mail was read", "Exchange", "", ""));
    desk.now = at("2026-11-20T15:40:00.000Z");
    let declaration = declared(&desk, "contract");
    desk.state(declaration);
    desk
}

/// "Not known yet" and "not applicable" stand at each point that is asked for, and at none else.
#[test]
fn what_is_not_known_is_ticked_at_its_field() {
    let desk = desk();
    let about = [CONTRACT_72H, ".notice~en"].concat();
    let now = now();
    let asking = Asking {
        rules: Rules::BUILT_IN,
        incident: &desk.incident,
        about: &about,
        now: &now,
        me: "Mei Chen",
        others: &[],
    };
    let fields = form(FormCode::NoticeDraft, &asking).fields;
    let areas: Vec<&str> = fields.iter().filter(|one| one.kind == Kind::Area).map(|one| one.code).collect();
    assert!(areas.len() > 5);
    for list in ["not_known", "not_applicable"] {
        let field = fields.iter().find(|one| one.code == list).unwrap();
        let Kind::Flags(choices) = &field.kind else { panic!("{list}") };
        assert!(field.beside && field.optional);
        assert_eq!(choices.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), areas);
    }
    assert_eq!(fields.iter().filter(|one| one.beside).count(), 2);
}

#[test]
fn from_a_draft_to_a_sent_notice_and_its_follow_up() {
    let mut desk = desk();
    let about = [CONTRACT_72H, ".notice~zh"].concat();
    let users =
        [("affected_users", text("logs of one region are still read")), ("not_known", ticked(&["affected_users"]))];
    let first = submit(&mut desk, FormCode::NoticeDraft, &about, &users);
    let found = draft(&desk, &first);
    assert_eq!(found.fields.get("nature").unwrap().text, "Mail was read", "filled in from the record");
    assert_eq!(found.fields.get("affected_users").unwrap().how, Stating::NotKnown);
    assert_eq!((found.language, found.open, found.notice), (NoticeLanguage::Chinese, true, None));
    assert!(!found.fields.contains_key("product"), "a blank is not kept");

    let due = Value::Time(TimeInput { date: "2026-11-21".to_owned(), time: "09:00".to_owned(), ..now() });
    let more =
        [("mitigation", text("none is needed")), ("not_applicable", ticked(&["mitigation"])), ("next_update", due)];
    let changed = submit(&mut desk, FormCode::NoticeDraft, first.as_str(), &more);
    let found = draft(&desk, &changed);
    assert_eq!(found.notice, Some(first.clone()));
    assert_eq!(found.fields.get("affected_users").unwrap().how, Stating::NotKnown, "what was ticked stays ticked");
    let promised = at("2026-11-21T08:00:00.000Z");
    assert_eq!(found.next_update.clone().unwrap().at, Some(promised));
    // Opened and saved again, nothing changes.
    let again = submit(&mut desk, FormCode::NoticeDraft, first.as_str(), &[]);
    assert_eq!(draft(&desk, &again), found);

    submit(&mut desk, FormCode::NoticeApproval, again.as_str(), &[("role", text("Counsel"))]);
    let to = [("recipients", text("25 organisations")), ("channel", text("portal"))];
    let sent = submit(&mut desk, FormCode::NoticeSending, again.as_str(), &to);
    let notice = notices(&desk.incident).remove(0);
    assert_eq!((notice.versions, notice.approved.is_some(), notice.sent.len()), (3, true, 1));
    let frozen = &notice.sent[0].value;
    assert_eq!(frozen.sha256, sha256(frozen.text.as_bytes()));
    assert!(frozen.text.contains("尚不清楚。logs of one region are still read"), "{}", frozen.text);
    assert_eq!(frozen.missing, ["next_steps"]);
    assert_eq!(frozen.next_update.clone().unwrap().at, Some(promised));

    // A correction begins with what was sent, in its language; a follow-up is another text.
    let correct = [CONTRACT_72H, ".notice@", sent.as_str(), "~en"].concat();
    let corrected = submit(&mut desk, FormCode::NoticeDraft, &correct, &[]);
    let corrected = draft(&desk, &corrected);
    assert_eq!((corrected.fields, corrected.language), (found.fields, NoticeLanguage::Chinese));
    assert_eq!((corrected.follows, corrected.next_update), (Some(sent.clone()), None));
    let follow = [CONTRACT_72H, ".update@", sent.as_str(), "~en"].concat();
    let update = submit(&mut desk, FormCode::NoticeDraft, &follow, &[]);
    assert_eq!(draft(&desk, &update).follows, Some(sent.clone()));
    let second = submit(&mut desk, FormCode::NoticeSending, update.as_str(), &to);
    let last = notices(&desk.incident).remove(2);
    assert_eq!((&last.sent[0].event, last.sent[0].value.follows.as_ref()), (&second, Some(&sent)));
}

#[test]
fn the_contract_notice_is_held_back_by_its_form() {
    let mut desk = desk();
    let review = Value::Time(TimeInput { date: "2026-11-21".to_owned(), ..now() });
    let by =
        [("legal", text("Ana")), ("executive", text("Ravi")), ("reason", text("others at risk")), ("review", review)];
    submit(&mut desk, FormCode::NoticeDelay, "", &by);
    assert!(desk.incident.delay().is_some());
    let unknown = Value::Time(TimeInput { precision: "unknown".to_owned(), ..now() });
    let end = [("legal", text("Ana")), ("executive", text("Ravi")), ("reason", text("over")), ("review", unknown)];
    submit(&mut desk, FormCode::NoticeDelay, "", &end);
    assert_eq!(desk.incident.delay(), None);
}

#[test]
fn what_is_not_in_the_record_is_refused() {
    let desk = desk();
    let strange = Id::from_random([9; 16]);
    for (code, about) in [
        (FormCode::NoticeDraft, strange.as_str()),
        (FormCode::NoticeDraft, "nonsense"),
        (FormCode::NoticeSending, strange.as_str()),
        (FormCode::NoticeApproval, ""),
    ] {
        let refused =
            submitted(&desk, code, about, &[("role", text("x"))][..usize::from(code == FormCode::NoticeApproval)]);
        assert!(refused.is_err(), "{code:?} {about}");
    }
}

/// What the record filled in and a person emptied again is not stated.
#[test]
fn only_what_was_typed_is_stated() {
    let mut desk = desk();
    let about = ["eu-gdpr-34", ".ds"].concat();
    let id = submit(&mut desk, FormCode::NoticeDraft, &about, &[("nature", text("")), ("open", text("no"))]);
    let body = &desk.log.get(&id).unwrap().body;
    let Body::NoticeDrafted(found) = body else { panic!("{body:?}") };
    assert!(found.fields.keys().next().is_none() && !found.open, "{:?}", found.fields);
}

/// The form calls the next update optional exactly where gate G7 never lists it.
#[test]
fn the_next_update_is_asked_for_as_firmly_as_the_gate_holds_to_it() {
    let desk = desk();
    let now = now();
    let mut found = [0, 0];
    for regime in &built_in().regimes {
        for stage in &regime.stages {
            let about = [regime.id.as_str(), ".", &stage.key, "~en"].concat();
            let asking = Asking {
                incident: &desk.incident,
                about: &about,
                now: &now,
                me: "",
                others: &[],
                rules: Rules::BUILT_IN,
            };
            let field = form(FormCode::NoticeDraft, &asking).fields.into_iter().find(|one| one.code == "next_update");
            let field = field.unwrap_or_else(|| panic!("{about}"));
            let needed = asked_of(built_in(), &regime.id, &stage.key)
                .iter()
                .any(|one| one.item.code == "next_update" && one.need == Need::WhileOpen);
            let said = field.hint.unwrap().get(Language::English).contains("while the investigation goes on");
            assert_eq!((field.optional, said), (!needed, needed), "{about}");
            found[usize::from(needed)] += 1;
        }
    }
    assert!(found.iter().all(|count| *count > 0), "{found:?}");
}
