//! One short way to each fact the suites need, complete enough to be accepted.

use super::desk::Desk;
use holdfast::record::body::*;
use holdfast::record::codes::*;
use holdfast::record::id::Id;
use holdfast::record::time::{HOUR, Moment};

/// A text.
pub fn text(words: &str) -> String {
    words.to_owned()
}

/// This desk's time, exact.
pub fn now(desk: &Desk) -> Moment {
    super::moment(desk.now)
}

/// A report by a tool.
pub fn report(what: &str, place: &str, rule_id: &str, name: &str) -> Reported {
    Reported {
        reporter: ReporterKind::Tool,
        reporter_name: text(name),
        rule_id: text(rule_id),
        what: text(what),
        place: text(place),
    }
}

/// A call to a response team, not yet acknowledged.
pub fn call(desk: &Desk) -> Escalated {
    Escalated {
        service: text("Mail"),
        team: text("Mail response"),
        person: text("Jonas"),
        channel: text("phone"),
        called: now(desk),
        acknowledged: None,
    }
}

/// A severity judged on these criteria.
pub fn severity(criteria: &[SeverityCriterion]) -> SeveritySet {
    let criteria = criteria.iter().map(|&one| (one, text("judged"))).collect();
    SeveritySet { level: SeverityLevel::High, criteria, reason: text("mail was read"), next_review: None }
}

/// Fills a seat.
pub fn seat(desk: &mut Desk, seat: Seat) {
    desk.state(SeatFilled { contact: text(""), person: text("Mei Chen"), seat });
}

/// A classification with everything open but the outcome.
pub fn classified(outcome: Outcome) -> Classified {
    Classified {
        availability: Answer::Unknown,
        basis: text("logs"),
        cause: Cause::Unknown,
        confidence: Confidence::Low,
        confidentiality: Answer::Unknown,
        customers: Customers::Unknown,
        customers_estimate: text(""),
        data: Vec::new(),
        harms: vec![Harm::Access],
        integrity: Answer::Unknown,
        outcome,
        processed_by_us: Answer::Unknown,
    }
}

/// A declaration now, unconfirmed.
pub fn declared(desk: &Desk, regimes_reviewed: &str) -> Declared {
    Declared {
        basis: text("mail was read"),
        confirmed: false,
        corrects: None,
        declarer: text("Mei Chen"),
        grounds: vec![Ground::AccessLikely],
        moment: now(desk),
        regimes_reviewed: text(regimes_reviewed),
        role: text("Incident lead"),
    }
}

/// Adds an impacted service.
pub fn service(desk: &mut Desk, name: &str) -> Id {
    desk.state(ServiceAdded { name: text(name), owner: text(""), response_team: text("") })
}

/// A plan row with both owners.
pub fn row(service: &Id, business_impact: Impact) -> PlanRowAdded {
    PlanRowAdded {
        action: text("Revoke the key"),
        business_impact,
        column: PlanColumn::Contain,
        evidence_safe: Answer::Yes,
        limits: Some(vec![PlanLimit::Data]),
        response_owner: text("Mei Chen"),
        rollback: text(""),
        service: service.clone(),
        service_owner: text("Priya Nair"),
        why: Some(text("it is forged with")),
    }
}

/// An eradication attestation.
pub fn eviction(claim: EvictionClaim, name: &str) -> EvictionAttested {
    EvictionAttested {
        basis: text("48 hours quiet"),
        claim,
        confidence: Confidence::Medium,
        name: text(name),
        role: text("Lead"),
    }
}

/// A secure state that Priya Nair restored.
pub fn secure_state(service: &Id, verified_how: &str, verifier: &str) -> SecureStateSet {
    SecureStateSet {
        definition: text("new keys only"),
        implementer: text("Priya Nair"),
        reference: text("build 3"),
        service: service.clone(),
        verified_how: text(verified_how),
        verifier: text(verifier),
    }
}

/// An attestation of work by Priya Nair.
pub fn attested(service: &Id, claim: ServiceClaim, verifier: &str) -> ServiceAttested {
    ServiceAttested {
        basis: text("replayed"),
        claim,
        implementer: text("Priya Nair"),
        service: service.clone(),
        verifier: text(verifier),
    }
}

/// A watch period, ended when a result is given.
pub fn watch(desk: &mut Desk, result: Option<WatchResult>) {
    let (starts, ends) = (now(desk), super::moment(desk.now.plus(HOUR)));
    let watch = desk.state(WatchStarted { ends, signals: text("issuer"), starts, watcher: text("Mail") });
    if let Some(result) = result {
        desk.state(WatchEnded { findings: text("none"), judge: text("Jonas"), result, watch });
    }
}

/// A response evaluation.
pub fn evaluated() -> Evaluated {
    Evaluated {
        completeness: Rating::Met,
        completeness_reason: text("all told"),
        evaluator: text("Ravi Rao"),
        gaps: text(""),
        sufficiency: Rating::Met,
        sufficiency_reason: text("contained"),
    }
}

/// A notice that answers the contract clock, sent then.
pub fn filed(moment: Moment) -> Filed {
    Filed {
        edition: Some("2026-11-22".to_owned()),
        channel: text("portal"),
        moment,
        recipients: text("customers"),
        reference: text(""),
        regime: text(CONTRACT_72H),
        stage: text("notice"),
    }
}
