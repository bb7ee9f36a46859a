//! One short way to each entry that the post-mortem and what follows from it need.

use super::desk::{Desk, fact};
use super::facts::{evaluated, now, text};
use super::screen::Typed;
use holdfast::deadline::in_force::Rules;
use holdfast::deadline::unanswered;
use holdfast::playbook::gates;
use holdfast::record::body::*;
use holdfast::record::codes::{GateCode, PlanColumn, Seat};
use holdfast::record::decide::{Command, Override};
use holdfast::record::gate::{is_met, missing};
use holdfast::record::id::Id;
use holdfast::record::register::{EntryValue, EntryValues};
use holdfast::record::review::{CATEGORIES, LESSONS, unlisted};

/// Fields of an entry: a text; `[a b]` for codes or ids of any number; `now` under `at`, `next_review`, `effective`.
pub fn values(desk: &Desk, fields: &[(&str, &str)]) -> EntryValues {
    let value = |field: &str, words: &str| match words.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(many) => EntryValue::Many(many.split_whitespace().map(str::to_owned).collect()),
        None if matches!(field, "at" | "next_review" | "effective") => EntryValue::Time(now(desk)),
        None => EntryValue::Text(words.to_owned()),
    };
    fields.iter().map(|(field, words)| ((*field).to_owned(), value(field, words))).collect()
}

/// Adds an entry.
pub fn entry(desk: &mut Desk, register: &str, fields: &[(&str, &str)]) -> Id {
    let values = values(desk, fields);
    desk.state(EntryAdded { register: register.to_owned(), values })
}

/// Changes an entry.
pub fn change(desk: &mut Desk, entry: &Id, fields: &[(&str, &str)]) {
    let values = values(desk, fields);
    desk.state(EntryChanged { entry: entry.clone(), values });
}

/// Takes an entry out.
pub fn take_out(desk: &mut Desk, entry: Id) {
    desk.state(EntryRemoved { entry, reason: text("double") });
}

/// A finding of a category: found, or none.
pub fn finding(desk: &mut Desk, category: &str, answer: &str) -> Id {
    let found = [
        ("category", category),
        ("answer", answer),
        ("what", "key scope was not checked"),
        ("targets", "[service]"),
        ("priority", "p2"),
    ];
    entry(desk, "finding", &found[..if answer == "found" { 5 } else { 3 }])
}

/// A lesson.
pub fn lesson(desk: &mut Desk, tag: &str) {
    entry(desk, "lesson", &[("tag", tag), ("answer", "none"), ("lesson", "nothing new")]);
}

/// A work item for a finding, or for none.
pub fn item(desk: &mut Desk, kind: &str, finding: Option<&Id>, status: &str) -> Id {
    let mut fields = vec![
        ("title", "Check the key scope"),
        ("kind", kind),
        ("owner", "Priya Nair"),
        ("coordinator", "Mei Chen"),
        ("next_review", "now"),
        ("status", status),
        ("result", "as agreed"),
    ];
    fields.extend(finding.map(|id| ("finding", id.as_str())));
    entry(desk, "item", &fields)
}

/// A process issue.
pub fn issue(desk: &mut Desk, status: &str) -> Id {
    let fields = [
        ("issue", "Two teams waited for each other"),
        ("kind", "cross"),
        ("group", "Operations"),
        ("next_review", "now"),
        ("status", status),
        ("result", "as agreed"),
    ];
    entry(desk, "process_issue", &fields)
}

/// A review of an item (`item`) or of a process issue (`issue`).
pub fn review(desk: &mut Desk, field: &str, id: &Id) -> Id {
    entry(desk, "item_review", &[(field, id.as_str()), ("by", "Mei Chen"), ("at", "now"), ("outcome", "holds")])
}

/// A claim with this evidence, or without.
pub fn claim(desk: &mut Desk, evidence: Option<&Id>) -> Id {
    let many = evidence.map(|id| format!("[{id}]")).unwrap_or_default();
    let fields = [("claim", "Tokens were forged"), ("evidence", many.as_str())];
    entry(desk, "claim", &fields[..if evidence.is_some() { 2 } else { 1 }])
}

/// A piece of evidence.
pub fn evidence(desk: &mut Desk) -> Id {
    let (label, source) = (text("log"), text("mail front end"));
    let [collector, place, reference, sha256] = [(); 4].map(|()| text(""));
    desk.state(EvidenceNoted { collector, label, place, reference, sha256, source })
}

/// A participant of the post-mortem.
pub fn participant(desk: &mut Desk, person: &str) -> Id {
    entry(desk, "participant", &[("person", person), ("state", "invited")])
}

/// That no procedure changes.
pub fn sop(desk: &mut Desk) -> Id {
    let fields = [("answer", "none"), ("procedure", "Key handling"), ("summary", "holds"), ("approver", "Ravi Rao")];
    entry(desk, "sop", &fields)
}

/// Whether a post-mortem is held.
pub fn postmortem(desk: &mut Desk, required: bool, approver: &str) {
    desk.state(PostmortemDecided { approver: text(approver), reason: text("as agreed"), required });
}

/// A seat taken by somebody.
pub fn sits(desk: &mut Desk, seat: Seat, person: &str) {
    desk.state(SeatFilled { contact: text(""), person: text(person), seat });
}

/// A plan row with these owners; its service is added with it.
pub fn owned(desk: &mut Desk, service_owner: &str, response_owner: &str) -> Id {
    let service = super::facts::service(desk, "Mail");
    desk.state(PlanRowAdded {
        column: PlanColumn::Contain,
        response_owner: text(response_owner),
        service_owner: text(service_owner),
        ..super::facts::row(&service, holdfast::record::codes::Impact::Low)
    })
}

/// A post-mortem that lacks nothing; answers the work item of its one technical finding.
pub fn whole_postmortem(desk: &mut Desk) -> Id {
    postmortem(desk, true, "");
    let technical = finding(desk, "technical", "found");
    for category in &CATEGORIES[1..] {
        finding(desk, category, "none");
    }
    let fix = item(desk, "dcr", Some(&technical), "open");
    let shown = evidence(desk);
    claim(desk, Some(&shown));
    entry(desk, "cause", &[("at", "now"), ("what", "A key was taken"), ("source", "logs")]);
    for tag in LESSONS {
        lesson(desk, tag);
    }
    entry(desk, "narrative", &[("execution", "in stages"), ("takeaways", "check the scope")]);
    for person in unlisted(&desk.incident) {
        participant(desk, &person);
    }
    fix
}

/// All that closing asks for, closed.
pub fn closed(desk: &mut Desk) {
    desk.state(evaluated());
    if desk.incident.postmortem.is_empty() {
        postmortem(desk, false, "Ravi Rao");
    }
    sop(desk);
    desk.act(Command::Close { summary: text("done"), by: None });
}

/// An override.
pub fn by() -> Option<Override> {
    Some(Override { name: text("Ravi Rao"), role: text("Executive"), reason: text("now") })
}

/// The notices still to be answered.
pub fn open_notices(desk: &Desk) -> Vec<String> {
    unanswered(&desk.incident, Rules::BUILT_IN, &super::zones::TzData)
}

/// Archiving, with what the rules say.
pub fn archive(desk: &Desk, by: Option<Override>) -> Command {
    Command::Archive { summary: text("all done"), unanswered: open_notices(desk), by }
}

/// True when a need is met.
pub fn met(desk: &Desk, need: &str) -> bool {
    is_met(need, &desk.incident, &open_notices(desk))
}

/// What a gate lacks.
pub fn lacking(desk: &Desk, code: GateCode) -> Vec<&'static str> {
    let gate = gates().iter().find(|gate| gate.code == code).expect("the gate is there");
    missing(gate, &desk.incident, &open_notices(desk))
}

/// A fact as a command.
pub fn added(desk: &Desk, register: &str, fields: &[(&str, &str)]) -> Command {
    fact(EntryAdded { register: register.to_owned(), values: values(desk, fields) })
}

/// A work item, as typed.
pub const ITEM: Typed = &[
    ("title", "Check the scope of the key"),
    ("kind", "bug"),
    ("owner", "Priya Nair"),
    ("coordinator", "Mei Chen"),
    ("team", "Identity engineering"),
    ("tracker", "ID-4711"),
    ("next_review", "2026-11-30"),
    ("status", "open"),
];

/// A procedure that is not changed, as typed.
pub const NO_CHANGE: Typed =
    &[("answer", "none"), ("procedure", "Key handling"), ("summary", "it holds"), ("approver", "Ravi Rao")];

/// A procedure that was changed, as typed.
pub const PROCEDURE: Typed = &[
    ("answer", "found"),
    ("procedure", "SOP-12 Key handling"),
    ("before", "3"),
    ("after", "4"),
    ("summary", "Two people for each key"),
    ("effective", "2026-06-01"),
    ("approver", "Ravi Rao"),
];
