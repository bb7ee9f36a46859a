//! For each need of a gate: an incident that comes close, and the act that meets it.

use super::at;
use super::desk::Desk;
use super::facts::*;
use super::review::{self, change, claim, entry, evidence, finding, issue, item, lesson, participant};
use holdfast::record::body::*;
use holdfast::record::codes::*;
use holdfast::record::decide::Command;
use holdfast::record::id::Id;
use holdfast::record::time::Moment;

pub fn desk() -> Desk {
    Desk::opened(at("2026-11-20T09:00:00.000Z"))
}

/// Two services, of which the first is given `one` and the second is left for `met` to complete.
pub fn two_services(desk: &mut Desk, mut one: impl FnMut(&mut Desk, &Id)) -> Id {
    let first = service(desk, "Mail");
    one(desk, &first);
    service(desk, "Tokens")
}

/// Plans an action for a service and drops it again.
pub fn dropped(desk: &mut Desk, service: &Id) {
    let row = desk.state(row(service, Impact::High));
    desk.state(PlanRowSet { result: text("Another way was found"), row, status: ActionStatus::Dropped });
}

/// For each need: an incident that comes close and does not meet it, and the act that does.
pub type Case = (&'static str, fn(&mut Desk), fn(&mut Desk));

pub const CASES: [Case; 41] = [
    ("source", |d| drop(d.state(report("seen", " ", "", "SIEM"))), |d| drop(d.state(report("seen", "", "R-7", "")))),
    (
        "reporter",
        |d| drop(d.state(report("seen", "Mail", "R-7", " "))),
        |d| drop(d.state(report("seen", "", "", "SIEM"))),
    ),
    (
        "first_signal",
        |d| {
            // Every desk has one from intake: without it, only an anchor of a regime.
            *d = Desk { incident: Default::default(), log: Default::default(), ..d.clone() };
            let (moment, source) = (now(d), text("log"));
            d.state(AnchorSet { anchor: text("first_signal"), regime: Some(text("eu-gdpr")), moment, source });
        },
        |d| {
            let (moment, source) = (Moment::unknown("UTC"), text("nobody knows"));
            d.state(AnchorSet { anchor: text("first_signal"), regime: None, moment, source });
        },
    ),
    (
        "escalation_receipt",
        |d| drop(d.state(call(d))),
        |d| {
            let (escalation, at) = (d.incident.escalations[0].call.event.clone(), now(d));
            d.state(Acknowledged { escalation, at, person: text("Jonas") });
        },
    ),
    (
        "severity",
        |d| drop(d.state(severity(&SeverityCriterion::ALL[..7]))),
        |d| drop(d.state(severity(SeverityCriterion::ALL))),
    ),
    (
        "seats",
        |d| [Seat::Lead, Seat::ServiceOwner, Seat::Legal].map(|one| seat(d, one)).into_iter().collect(),
        |d| {
            seat(d, Seat::Communications);
        },
    ),
    (
        "seats_critical",
        |d| {
            d.state(SeveritySet { level: SeverityLevel::Critical, ..severity(SeverityCriterion::ALL) });
            seat(d, Seat::Legal);
        },
        |d| {
            seat(d, Seat::Compliance);
        },
    ),
    ("cia_answered", |_| (), |d| drop(d.state(classified(Outcome::SecurityIncident)))),
    (
        "evidence",
        |d| drop(d.state(classified(Outcome::SecurityIncident))),
        |d| {
            let (label, source) = (text("log"), text("mail front end"));
            let [collector, place, reference, sha256] = [(); 4].map(|()| text(""));
            d.state(EvidenceNoted { collector, label, place, reference, sha256, source });
        },
    ),
    ("outcome", |_| (), |d| drop(d.state(classified(Outcome::FalsePositive)))),
    (
        "plan_response_owner",
        |d| {
            // A dropped action is no plan.
            let only = service(d, "Mail");
            dropped(d, &only);
        },
        |d| {
            let only = d.incident.services[0].added.event.clone();
            d.state(row(&only, Impact::Low));
        },
    ),
    (
        "plan_row_per_service",
        |d| {
            let second = two_services(d, |d, one| drop(d.state(row(one, Impact::Low))));
            dropped(d, &second);
        },
        |d| {
            let second = d.incident.services[1].added.event.clone();
            d.state(row(&second, Impact::Low));
        },
    ),
    (
        "signed_per_service",
        |d| {
            let second = two_services(d, signed);
            signed(d, &second);
            let last = d.incident.registers[1].id().unwrap().clone();
            review::take_out(d, last);
        },
        |d| {
            let second = d.incident.services[1].added.event.clone();
            signed(d, &second);
        },
    ),
    ("declarer_role", withdrawn, |d| drop(d.state(declared(d, "")))),
    ("grounds", withdrawn, |d| drop(d.state(declared(d, "")))),
    ("declared_time_zone", withdrawn, |d| drop(d.state(declared(d, "")))),
    ("regimes_reviewed", |d| drop(d.state(declared(d, " "))), |d| drop(d.state(declared(d, "contract")))),
    (
        "evicted",
        |d| drop(d.state(eviction(EvictionClaim::PathMitigated, "Mei"))),
        |d| drop(d.state(eviction(EvictionClaim::Evicted, "Mei"))),
    ),
    (
        "path_mitigated",
        |d| drop(d.state(eviction(EvictionClaim::Evicted, "Mei"))),
        |d| drop(d.state(eviction(EvictionClaim::PathMitigated, "Mei"))),
    ),
    (
        "confidence_basis",
        |d| {
            // Both claims by one person, however written.
            d.state(eviction(EvictionClaim::Evicted, "Mei Chen"));
            d.state(eviction(EvictionClaim::PathMitigated, "mei  chen "));
        },
        |d| drop(d.state(eviction(EvictionClaim::PathMitigated, "Priya Nair"))),
    ),
    (
        "executive_approval",
        |d| {
            let only = service(d, "Mail");
            d.state(row(&only, Impact::Low));
            d.state(row(&only, Impact::High));
        },
        |d| {
            let row = d.incident.plan[1].added.event.clone();
            d.state(Approved { name: text("Ravi Rao"), reason: text("accepted"), role: text("Executive"), row });
        },
    ),
    (
        "secure_state_per_service",
        |d| {
            let second = two_services(d, |d, one| drop(d.state(secure_state(one, "replayed", "Jonas"))));
            d.state(secure_state(&second, "", ""));
        },
        |d| {
            let second = d.incident.services[1].added.event.clone();
            d.state(secure_state(&second, "replayed", "Jonas"));
        },
    ),
    (
        "watch_result",
        |d| {
            // A clean period does not stand once a later one showed signs; one under way is no result.
            watch(d, Some(WatchResult::Clean));
            watch(d, Some(WatchResult::Signs));
            watch(d, None);
        },
        |d| watch(d, Some(WatchResult::Clean)),
    ),
    (
        "eliminated_per_service",
        |d| one_attested(d, ServiceClaim::Eliminated),
        |d| both_attested(d, ServiceClaim::Eliminated),
    ),
    (
        "recovered_per_service",
        |d| one_attested(d, ServiceClaim::Recovered),
        |d| both_attested(d, ServiceClaim::Recovered),
    ),
    (
        "verifier_not_implementer",
        |d| drop(service(d, "Mail")),
        |d| {
            let only = d.incident.services[0].added.event.clone();
            d.state(attested(&only, ServiceClaim::Eliminated, "Jonas"));
        },
    ),
    (
        "six_categories",
        |d| {
            for category in ["technical", "procedural", "manual", "process", "communication", "communication"] {
                finding(d, category, "none");
            }
            let last = finding(d, "vector", "found");
            review::take_out(d, last);
        },
        |d| drop(finding(d, "vector", "none")),
    ),
    (
        "technical_items",
        |d| {
            let technical = finding(d, "technical", "found");
            let other = finding(d, "process", "found");
            item(d, "improvement", Some(&technical), "open");
            item(d, "bug", Some(&technical), "dropped");
            item(d, "bug", Some(&other), "open");
            item(d, "dcr", None, "open");
        },
        |d| {
            let technical = d.incident.registers[0].id().unwrap().clone();
            item(d, "dcr", Some(&technical), "resolved");
        },
    ),
    (
        "claims_evidence",
        |d| {
            let shown = evidence(d);
            claim(d, Some(&shown));
            claim(d, None);
        },
        |d| {
            let shown = format!("[{}]", d.incident.evidence[0].event);
            let second = d.incident.registers[1].id().unwrap().clone();
            change(d, &second, &[("evidence", &shown)]);
        },
    ),
    (
        "causes",
        |d| drop(evidence(d)),
        |d| drop(entry(d, "cause", &[("at", "now"), ("what", "phish"), ("source", "log")])),
    ),
    (
        "participants",
        |d| {
            review::sits(d, Seat::Legal, "Jonas");
            review::owned(d, "Priya Nair", "Mei Chen");
            participant(d, "mei  CHEN");
            participant(d, "Jonas");
        },
        |d| drop(participant(d, "Priya Nair")),
    ),
    ("lessons", |d| ["prevent", "detect"].into_iter().for_each(|tag| lesson(d, tag)), |d| lesson(d, "respond")),
    ("narrative", |_| (), |d| drop(entry(d, "narrative", &[("execution", "in stages"), ("takeaways", "none")]))),
    ("evaluation_sufficiency", |_| (), |d| drop(d.state(evaluated()))),
    ("evaluation_completeness", |_| (), |d| drop(d.state(evaluated()))),
    (
        "postmortem_decision",
        |d| drop(d.state(evaluated())),
        |d| {
            d.state(PostmortemDecided { approver: text(""), reason: text("small"), required: true });
        },
    ),
    (
        "postmortem_done",
        |d| review::postmortem(d, true, "Ravi Rao"),
        |d| drop(d.act(Command::Finalise { summary: text("read"), by: review::by() })),
    ),
    (
        "sop_decision",
        |d| drop(entry(d, "suggestion", &[("suggestion", "Two keys"), ("from", "Priya"), ("status", "proposed")])),
        |d| drop(review::sop(d)),
    ),
    (
        "items_resolved",
        |d| {
            item(d, "bug", None, "dropped");
            item(d, "bug", None, "resolved");
            issue(d, "doing");
        },
        |d| {
            let last = d.incident.registers[2].id().unwrap().clone();
            change(d, &last, &[("status", "resolved")]);
        },
    ),
    (
        "items_reviewed",
        |d| {
            // Reviewed before its last change; then a review of the other, and one that was taken out.
            let (one, other) = (item(d, "bug", None, "open"), issue(d, "open"));
            review::review(d, "item", &one);
            change(d, &one, &[("status", "resolved")]);
            review::review(d, "issue", &other);
            let gone = review::review(d, "item", &one);
            review::take_out(d, gone);
        },
        |d| {
            let one = d.incident.registers[0].id().unwrap().clone();
            review::review(d, "item", &one);
        },
    ),
    ("clocks_answered", |d| drop(d.state(declared(d, "contract"))), |d| drop(d.state(filed(now(d))))),
];

pub fn signed(d: &mut Desk, service: &Id) {
    entry(d, "plan_signature", &[("service", service.as_str()), ("signer", "Priya"), ("role", "Owner"), ("at", "now")]);
}

pub fn withdrawn(d: &mut Desk) {
    d.state(declared(d, "contract"));
    d.state(Withdrawn { by: text("Mei Chen"), reason: text("wrong record"), role: text("Lead") });
}

pub fn one_attested(d: &mut Desk, claim: ServiceClaim) {
    let other = if claim == ServiceClaim::Eliminated { ServiceClaim::Recovered } else { ServiceClaim::Eliminated };
    let second = two_services(d, |d, one| drop(d.state(attested(one, claim, "Jonas"))));
    d.state(attested(&second, other, "Jonas"));
}

pub fn both_attested(d: &mut Desk, claim: ServiceClaim) {
    let second = d.incident.services[1].added.event.clone();
    d.state(attested(&second, claim, "Jonas"));
}
