//! Looking back: what the post-mortem and what follows from it still lack, who acted, what is overdue.
//!
//! Read from the entries of registers, whose codes stand in the data of the room `register`.

use super::codes::Seat;
use super::gate::{planned, said, same_person};
use super::incident::Incident;
use super::register::{RegisterEntry, number};
use super::time::{DAY, Precision, Timestamp};

/// The six categories of findings; each is answered, "none found" is an answer.
pub const CATEGORIES: [&str; 6] = ["technical", "procedural", "manual", "process", "communication", "vector"];

/// What a lesson may help to do; each is answered.
pub const LESSONS: [&str; 3] = ["prevent", "detect", "respond"];

/// The registers that are followed up until resolved, each with the field of a review that names its entry.
pub const FOLLOWED: [(&str, &str); 2] = [("item", "item"), ("process_issue", "issue")];

/// True when the record meets a need of the post-mortem or of what follows from it; an unknown need is never met.
pub(super) fn is_met(need: &str, incident: &Incident) -> bool {
    let of = |register| incident.entries_of(register);
    let any = |register| of(register).next().is_some();
    let answered = |register, field, codes: &[&str]| {
        codes.iter().all(|code| incident.entries_of(register).any(|one| one.text(field) == *code))
    };
    match need {
        "six_categories" => answered("finding", "category", &CATEGORIES),
        "technical_items" => of("finding").all(|finding| {
            let technical = finding.text("category") == "technical" && finding.text("answer") == "found";
            !technical || of("item").any(|item| fixes(item, finding))
        }),
        "claims_evidence" => any("claim") && !of("claim").any(is_unsupported),
        "causes" => any("cause"),
        "participants" => unlisted(incident).is_empty(),
        "lessons" => answered("lesson", "tag", &LESSONS),
        "narrative" => any("narrative"),
        "postmortem_done" => incident.postmortem.last().is_some_and(|decided| match decided.value.required {
            true => !incident.postmortem_final.is_empty(),
            false => said(&decided.value.approver) || !super::gate::postmortem_expected(incident),
        }),
        "sop_decision" => any("sop"),
        "items_resolved" => followed(incident).all(|(_, one)| is_settled(one)),
        "items_reviewed" => followed(incident).all(|(field, one)| {
            let id = one.id().map(super::id::Id::as_str);
            of("item_review").any(|review| Some(review.text(field)) == id && review.touched > one.touched)
        }),
        _ => false,
    }
}

/// Everything that is followed up, with the field of a review that names it.
fn followed(incident: &Incident) -> impl Iterator<Item = (&'static str, &RegisterEntry)> {
    FOLLOWED.iter().flat_map(|(register, field)| incident.entries_of(register).map(move |one| (*field, one)))
}

/// True for a bug or a change request that stands for a finding.
fn fixes(item: &RegisterEntry, finding: &RegisterEntry) -> bool {
    matches!(item.text("kind"), "bug" | "dcr")
        && item.text("status") != "dropped"
        && finding.id().is_some_and(|id| item.text("finding") == id.as_str())
}

/// True for work that is resolved or was dropped; what came of it is then said, as its register asks.
fn is_settled(item: &RegisterEntry) -> bool {
    matches!(item.text("status"), "resolved" | "dropped")
}

/// True for a claim without evidence.
#[must_use]
pub fn is_unsupported(entry: &RegisterEntry) -> bool {
    entry.register == "claim" && entry.many("evidence").is_empty()
}

/// True for work that is still open at `now` though its next review has passed; one planned for a day, with that day.
#[must_use]
pub fn is_overdue(entry: &RegisterEntry, now: Timestamp) -> bool {
    let followed = FOLLOWED.iter().any(|(register, _)| *register == entry.register);
    followed
        && entry.stands()
        && !is_settled(entry)
        && entry.moment("next_review").is_some_and(|review| {
            let grace = if review.precision == Precision::Date { DAY } else { 0 };
            review.at.is_some_and(|at| now.since(at) > grace)
        })
}

/// True when an entry of this register states an impact: one that puts it at none at most states none.
pub(super) fn states_impact(incident: &Incident, register: &str) -> bool {
    incident.entries_of(register).any(|one| number(one.text("most")) != Some(0))
}

/// Everyone who acted, each once however written: who wrote in the record, who sits in a seat, who owns an action that was
/// not dropped.
#[must_use]
pub fn who_acted(incident: &Incident) -> Vec<String> {
    let seats = Seat::ALL.iter().filter_map(|seat| incident.seat(*seat));
    let owners = planned(incident).flat_map(|row| [&row.added.value.service_owner, &row.added.value.response_owner]);
    let mut people: Vec<String> = Vec::new();
    let named = incident.authors.iter().map(String::as_str).chain(seats).chain(owners.map(String::as_str));
    for name in named.filter(|name| said(name)) {
        if !people.iter().any(|one| same_person(one, name)) {
            people.push(name.trim().to_owned());
        }
    }
    people
}

/// Those who acted and are not among the participants of the post-mortem.
#[must_use]
pub fn unlisted(incident: &Incident) -> Vec<String> {
    let mut people = who_acted(incident);
    people.retain(|name| !incident.entries_of("participant").any(|one| same_person(one.text("person"), name)));
    people
}
