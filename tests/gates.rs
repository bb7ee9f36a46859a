//! Gates: each need missing and met, nothing satisfied by a bare tick, overrides on record, legal acts never held.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::playbook::{base, gate_guides};
use holdfast::record::body::*;
use holdfast::record::codes::*;
use holdfast::record::decide::{Command, Override};
use holdfast::record::gate::{NEEDS, Passage, gates_on};
use holdfast::record::incident::Standing;
use holdfast::record::refusal::Why;
use support::desk::{Desk, fact};
use support::facts::*;
use support::needs::*;
use support::review::{self, item, lacking, met};

#[test]
fn each_need_is_missing_and_then_met() {
    let listed: Vec<&str> = CASES.iter().map(|case| case.0).collect();
    let known: Vec<&str> = NEEDS.iter().map(|(_, need)| *need).collect();
    assert_eq!(listed, known);
    for (need, close, act) in CASES {
        let mut desk = desk();
        close(&mut desk);
        assert!(!met(&desk, need), "{need} is met too early");
        act(&mut desk);
        assert!(met(&desk, need), "{need} is not met");
    }
    assert!(!met(&desk(), "no_such_need"));
}

#[test]
fn a_service_found_clean_needs_nothing_and_no_service_is_no_answer() {
    let per_service =
        ["plan_row_per_service", "secure_state_per_service", "eliminated_per_service", "recovered_per_service"];
    let check = |desk: &Desk, expected: bool, when: &str| {
        for need in per_service {
            assert_eq!(met(desk, need), expected, "{need} {when}");
        }
    };
    let mut desk = desk();
    check(&desk, false, "without any service");
    let mail = service(&mut desk, "Mail");
    desk.state(row(&mail, Impact::Low));
    desk.state(secure_state(&mail, "replayed", "Jonas"));
    desk.state(attested(&mail, ServiceClaim::Eliminated, "Jonas"));
    desk.state(attested(&mail, ServiceClaim::Recovered, "Jonas"));
    check(&desk, true, "with all of one service");
    let printing = service(&mut desk, "Printing");
    check(&desk, false, "with a service left");
    desk.state(ServiceCleared { reason: text("own keys"), service: printing });
    check(&desk, true, "with that service cleared");
}

/// Ticking off the whole playbook meets no need: facts do.
#[test]
fn a_bare_tick_meets_nothing() {
    let mut desk = desk();
    for step in base().phases.iter().flat_map(|phase| &phase.steps) {
        let (owner, result) = (text("Mei Chen"), text("done"));
        desk.state(StepSet { owner, reason: text(""), result, status: StepStatus::Done, step: step.code.clone() });
    }
    let found: Vec<&str> = NEEDS.iter().map(|(_, need)| *need).filter(|need| met(&desk, need)).collect();
    // The first signal came with intake; the others ask something only of what is there: the highest severity, a row of high impact, a technical
    // finding, work to be followed up, a clock.
    let nothing_to_ask = [
        "first_signal",
        "seats_critical",
        "executive_approval",
        "technical_items",
        "items_resolved",
        "items_reviewed",
        "clocks_answered",
    ];
    assert_eq!(found, nothing_to_ask);
    for (phase, code) in
        [(Phase::Analysis, GateCode::G1), (Phase::Containment, GateCode::G2), (Phase::Recovery, GateCode::G5)]
    {
        let refused =
            desk.attempt(Command::Enter { phase, leave: Vec::new(), reason: text(""), by: None }).unwrap_err();
        assert!(matches!(refused.why, Why::Gate(found, _) if found == code), "{refused:?}");
    }
}

fn by(name: &str, role: &str, reason: &str) -> Option<Override> {
    Some(Override { name: text(name), role: text(role), reason: text(reason) })
}

/// The command that goes through a passage, with or without an override.
type Through = Box<dyn Fn(Option<Override>) -> Command>;

/// A passage: what leads up to it, and the command that goes through.
type Way = (Passage, fn(&mut Desk), Through);

/// Each passage that a gate holds: what leads up to it, and the command that goes through.
fn passages() -> Vec<Way> {
    let enter = |phase| -> Way {
        let command = move |by| Command::Enter { phase, leave: Vec::new(), reason: String::new(), by };
        (Passage::Enter(phase), |_| (), Box::new(command))
    };
    let with_work = |desk: &mut Desk| {
        item(desk, "bug", None, "open");
        review::closed(desk);
    };
    let archive = |by| Command::Archive { summary: text("done"), unanswered: vec![text("eu-gdpr-33.sa")], by };
    vec![
        enter(Phase::Analysis),
        enter(Phase::Containment),
        enter(Phase::Recovery),
        (Passage::Resolve, |_| (), Box::new(|by| Command::Resolve { summary: text("done"), by })),
        (
            Passage::Finalise,
            |desk| review::postmortem(desk, true, ""),
            Box::new(|by| Command::Finalise { summary: text("done"), by }),
        ),
        (Passage::Close, |_| (), Box::new(|by| Command::Close { summary: text("done"), by })),
        (Passage::Archive, with_work, Box::new(archive)),
    ]
}

#[test]
fn overrides_are_on_record_with_what_was_missing() {
    for (passage, lead_up, command) in passages() {
        let mut desk = desk();
        lead_up(&mut desk);
        let unanswered: &[&str] = if passage == Passage::Archive { &["clocks_answered"] } else { &[] };
        let lacking: Vec<(GateCode, Vec<&str>)> = gates_on(passage)
            .iter()
            .map(|code| (*code, [lacking(&desk, *code).as_slice(), unanswered].concat()))
            .collect();
        assert!(lacking.iter().all(|(_, needs)| !needs.is_empty()), "{passage:?} misses nothing");
        let refused = desk.attempt(command(None)).unwrap_err();
        assert_eq!(refused.why, Why::Gate(lacking[0].0, lacking[0].1.clone()), "{passage:?}");
        let incomplete = [
            (by(" ", "Exec", "now"), "override_name"),
            (by("Ravi", "", "now"), "override_role"),
            (by("Ravi", "Exec", "\n"), "override_reason"),
        ];
        for (by, field) in incomplete {
            let refused = desk.attempt(command(by)).unwrap_err();
            assert_eq!((refused.field, refused.why), (field, Why::Empty), "{passage:?}");
        }
        assert!(desk.incident.overrides.is_empty());
        let events = desk.attempt(command(by("Ravi Rao", "Executive", "the key must go now"))).expect("passes");
        let recorded: Vec<(GateCode, Vec<&str>)> = desk
            .incident
            .overrides
            .iter()
            .map(|fact| (fact.value.gate, fact.value.missing.iter().map(String::as_str).collect()))
            .collect();
        assert_eq!(recorded, lacking, "{passage:?}");
        let first = &desk.incident.overrides[0].value;
        assert_eq!((&*first.name, &*first.role, &*first.reason), ("Ravi Rao", "Executive", "the key must go now"));
        assert_eq!(events[0].header.kind, "gate.overridden", "the override stands before the passage");
    }
}

/// A gate that is met records no override, even when one was offered; entering again asks for a reason, not for a gate.
#[test]
fn met_gates_need_no_override() {
    let mut desk = desk();
    for (need, close, act) in CASES.iter().filter(|case| NEEDS[..5].iter().any(|(_, need)| *need == case.0)) {
        if *need != "first_signal" {
            close(&mut desk);
            act(&mut desk);
        }
    }
    desk.state(report("seen", "Mail", "R-7", "SIEM"));
    let enter =
        |reason: &str, by| Command::Enter { phase: Phase::Analysis, leave: Vec::new(), reason: text(reason), by };
    desk.act(enter("", by("Ravi Rao", "Executive", "in case")));
    assert!(desk.incident.overrides.is_empty() && desk.incident.is_open(Phase::Analysis));
    assert_eq!(desk.attempt(enter("again", None)).unwrap_err().why, Why::NothingToDo);
    desk.act(Command::Leave(Phase::Analysis));
    let refused = desk.attempt(enter(" ", None)).unwrap_err();
    assert_eq!((refused.field, refused.why), ("reason", Why::Empty));
    desk.act(enter("a new signal", None));
    assert_eq!(desk.incident.phases.get(&Phase::Analysis).map(Vec::len), Some(2));
}

/// Declaring, correcting, withdrawing and filing work from any phase and standing with no gate met.
#[test]
fn nothing_holds_a_legal_act() {
    let stands = |desk: &mut Desk| {
        let before = desk.incident.filings.len();
        desk.state(declared(desk, ""));
        assert!(desk.incident.declaration().is_some());
        desk.state(filed(now(desk)));
        assert_eq!(desk.incident.filings.len(), before + 1);
        desk.state(Withdrawn { by: text("Mei Chen"), reason: text("wrong"), role: text("Lead") });
        assert!(desk.incident.declaration().is_none());
    };
    let mut desk = desk();
    stands(&mut desk);
    for phase in Phase::ALL.iter().copied() {
        desk.act(Command::Enter { phase, leave: Vec::new(), reason: text(""), by: by("Ravi", "Executive", "now") });
        stands(&mut desk);
    }
    desk.act(Command::Resolve { summary: text("done"), by: by("Ravi", "Executive", "now") });
    stands(&mut desk);
    desk.act(Command::Close { summary: text("done"), by: by("Ravi", "Executive", "now") });
    assert!(matches!(desk.incident.standing, Standing::Closed(_)));
    stands(&mut desk);
    desk.act(review::archive(&desk, by("Ravi", "Executive", "now")));
    assert!(matches!(desk.incident.standing, Standing::Archived(_)));
    stands(&mut desk);
    desk.state(LogAdded { channel: text(""), entry: EntryKind::Note, text: text("late"), with: text("") });
}

#[test]
fn a_closed_incident_is_reopened_before_work_goes_on() {
    let mut desk = desk();
    let pass = || by("Ravi", "Executive", "now");
    desk.act(Command::Enter { phase: Phase::Analysis, leave: Vec::new(), reason: text(""), by: pass() });
    desk.act(Command::Close { summary: text("done"), by: pass() });
    assert!(!desk.incident.is_open(Phase::Analysis), "closing leaves every phase");
    let enter = |phase| Command::Enter { phase, leave: Vec::new(), reason: text("again"), by: pass() };
    let tries =
        [enter(Phase::Analysis), enter(Phase::Recovery), fact(classified(Outcome::FalsePositive)), fact(severity(&[]))];
    for command in tries {
        assert_eq!(desk.attempt(command).unwrap_err().why, Why::IsClosed);
    }
    assert_eq!(desk.attempt(Command::Resolve { summary: text("x"), by: pass() }).unwrap_err().why, Why::NothingToDo);
    desk.state(Reopened { reason: text("new signs") });
    assert_eq!(desk.incident.standing, Standing::Open);
    desk.act(enter(Phase::Analysis));
}

#[test]
fn the_verifier_is_another_person() {
    let same = [
        "Priya Nair",
        "priya nair",
        "PRIYA NAIR",
        " Priya  Nair ",
        "Priya\tNair",
        "Priya\u{3000}Nair\u{a0}",
        "pRIYA\nnAIR",
    ];
    let mut desk = desk();
    let mail = service(&mut desk, "Mail");
    for verifier in same {
        for body in [
            Body::from(attested(&mail, ServiceClaim::Eliminated, verifier)),
            secure_state(&mail, "replayed", verifier).into(),
        ] {
            let refused = desk.attempt(fact(body)).unwrap_err();
            assert_eq!((refused.field, refused.why), ("verifier", Why::SamePerson), "{verifier:?}");
        }
    }
    let upper =
        ServiceAttested { implementer: text("ÅSA ÖBERG"), ..attested(&mail, ServiceClaim::Recovered, "åsa öberg") };
    assert_eq!(desk.attempt(fact(upper)).unwrap_err().why, Why::SamePerson);
    for verifier in ["Priya Nai", "Nair Priya", "Jonas"] {
        desk.state(attested(&mail, ServiceClaim::Eliminated, verifier));
    }
    // Defining a secure state is not yet verifying it.
    desk.state(secure_state(&mail, "", ""));
    assert_eq!(desk.incident.attestations.len(), 3);
}

#[test]
fn a_waived_postmortem_needs_an_approver_where_one_is_expected() {
    let decision = |required, approver: &str| {
        fact(PostmortemDecided { approver: text(approver), reason: text("small"), required })
    };
    let mut desk = desk();
    assert!(desk.attempt(decision(false, "")).is_ok(), "nothing is known that expects one");
    desk.state(classified(Outcome::SecurityIncident));
    assert_eq!(desk.attempt(decision(false, " ")).unwrap_err().why, Why::ApproverNeeded);
    assert!(desk.attempt(decision(false, "Ravi Rao")).is_ok());
    assert!(desk.attempt(decision(true, "")).is_ok());
}

/// Each need says which form provides it, and that form is there; where it stands in no form, on which part of the page.
#[test]
fn the_form_of_each_need_is_there() {
    for need in gate_guides().iter().flat_map(|guide| &guide.needs) {
        let there = match need.form.strip_prefix("entry:") {
            Some(register) => holdfast::register::register(register).is_some(),
            None => need.form == "follow_up" || holdfast::form::FormCode::from_code(&need.form).is_some(),
        };
        assert!(there, "{}: {}", need.code, need.form);
    }
}
