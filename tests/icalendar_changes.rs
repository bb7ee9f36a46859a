//! What a change of the record does to the entries of a calendar: newer, cancelled with the last time there was, or none at
//! all.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::built_in::built_in;
use holdfast::exchange::icalendar::{entries, write};
use holdfast::language::Language;
use holdfast::language::calendar::Titles;
use holdfast::record::body::*;
use holdfast::record::codes::{Applicability, Counted, Counterparty, EntryKind, INTERNAL_UPDATE, Tlp};
use holdfast::record::decide::{Command, Override};
use holdfast::record::time::{HOUR, Moment};
use std::collections::BTreeSet;
use support::at;
use support::desk::Desk;
use support::duties::{anchor, decide, desk, filing, state, typed};
use support::entries::{NOW, ZONE, found, gdpr, only, worded};
use support::notices::{draft, send};
use support::zones::TzData;

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
