//! One whole incident with an event of every kind, by two people whose logs part and meet again. Always the same bytes.

use super::desk::{Desk, fact};
use super::dice::Dice;
use super::{at, moment};
use holdfast::playbook::base;
use holdfast::record::body::*;
use holdfast::record::codes::*;
use holdfast::record::decide::{Command, Override};
use holdfast::record::id::Id;
use holdfast::record::log::Entropy as _;
use holdfast::record::register::{EntryValue, EntryValues};
use holdfast::record::time::{DAY, HOUR, MINUTE, Moment, Precision, Timestamp};

/// When the story begins.
pub fn beginning() -> Timestamp {
    at("2026-11-02T03:10:00.000Z")
}

/// The text of the story that is erased again.
pub const SECRET: &str = "password: correct horse battery staple";

/// A moment as typed in Berlin.
fn berlin(at: Timestamp) -> Moment {
    Moment::exact(at, "Europe/Berlin", 60)
}

fn text(words: &str) -> String {
    words.to_owned()
}

/// Lets each desk see what the other has written.
pub fn meet(one: &mut Desk, other: &mut Desk) {
    one.take(other.log.events().to_vec());
    other.take(one.log.events().to_vec());
    let later = one.now.max(other.now);
    (one.now, other.now) = (later, later);
}

/// The whole story, told at the desk of the lead.
pub fn story() -> Desk {
    let id = Id::from_random(Dice::new(0x0558).random());
    let mut mei = Desk::new(&id, "陈梅", "Incident lead", 1, beginning());
    let mut jonas = Desk::new(&id, "Jonas Weiß", "Service owner", 2, beginning());
    let [mail, tokens] = intake(&mut mei, &mut jonas);
    analysis(&mut mei, &mut jonas);
    containment(&mut mei, &mail, &tokens);
    recovery(&mut mei, &mut jonas, &mail, &tokens);
    closing(&mut mei);
    registers(&mut mei, &mut jonas);
    variants(&mut mei, &mut jonas);
    mei
}

/// From the report to two impacted services; ends with both desks having seen everything.
fn intake(mei: &mut Desk, jonas: &mut Desk) -> [Id; 2] {
    let Command::Open { mut opened, mut report, .. } = Desk::open() else { unreachable!() };
    opened.mode = Mode::Exercise;
    opened.title = text("Mailboxes read with forged tokens \u{1f4e7} \"token\\key\"");
    report.reporter_name = text("Contoso, security desk");
    report.what = text("Zugriffe auf Postfächer,\n\tdie niemand erklären kann");
    report.place = text("Exchange Online");
    let called = moment(mei.now);
    let call = Escalated {
        service: text("Mail"),
        team: text("Mail response"),
        person: text("Jonas Weiß"),
        channel: text("phone"),
        called,
        acknowledged: None,
    };
    let first_signal = Moment { precision: Precision::About, ..berlin(mei.now.plus(-5 * HOUR)) };
    let escalation =
        mei.act(Command::Open { opened, report, first_signal, variants: Vec::new(), escalation: Some(Box::new(call)) });
    meet(mei, jonas);
    // Both write without having seen the other: the log parts here.
    let acknowledged = Acknowledged { escalation, at: berlin(jonas.now), person: text("Jonas Weiß") };
    jonas.state(acknowledged);
    let mail = jonas.state(ServiceAdded {
        name: text("Mail"),
        owner: text("Jonas Weiß"),
        response_team: text("Mail response"),
    });
    mei.state(TitleSet { title: text("邮箱被伪造令牌读取") });
    mei.state(TlpSet { tlp: Tlp::AmberStrict });
    meet(mei, jonas);
    let tokens = mei.state(ServiceAdded {
        name: text("Token signing"),
        owner: text("Priya Nair"),
        response_team: text("Identity response"),
    });
    let printing = mei.state(ServiceAdded { name: text("Printing"), owner: text("Bo Li"), response_team: text("") });
    mei.state(ServiceCleared { reason: text("Has its own keys"), service: printing });
    meet(mei, jonas);
    [mail, tokens]
}

/// Severity, classification, declarations, and the way into containment.
fn analysis(mei: &mut Desk, jonas: &mut Desk) {
    let criteria = SeverityCriterion::ALL.iter().map(|&one| (one, format!("judged: {}", one.code()))).collect();
    let next_review = Some(moment(mei.now.plus(DAY)));
    mei.state(SeveritySet {
        level: SeverityLevel::Critical,
        criteria,
        reason: text("Customer mail was read"),
        next_review,
    });
    mei.act(Command::Enter { phase: Phase::Analysis, leave: Vec::new(), reason: text(""), by: None });
    for (code, regime) in [("aware", None), ("aware", Some("eu-gdpr")), ("occurred", None)] {
        let moment = match code {
            // Only the day is known: the instant is its start.
            "occurred" => Moment { precision: Precision::Date, ..berlin(at("2026-10-31T23:00:00.000Z")) },
            _ => berlin(mei.now.plus(-HOUR)),
        };
        let regime = regime.map(str::to_owned);
        mei.state(AnchorSet { anchor: text(code), regime, moment, source: text("log of the identity team") });
    }
    let seats = [
        (Seat::Lead, "陈梅"),
        (Seat::ServiceOwner, "Jonas Weiß"),
        (Seat::Communications, "Ana García"),
        (Seat::Legal, "Ana García"),
        (Seat::Compliance, "Ana García"),
    ];
    for (seat, person) in seats {
        mei.state(SeatFilled { contact: text("ext. 4411"), person: text(person), seat });
    }
    let step = |status, reason: &str, result: &str| StepSet {
        owner: text("陈梅"),
        reason: text(reason),
        result: text(result),
        status,
        step: base().phases[0].steps[0].code.clone(),
    };
    mei.state(step(StepStatus::Doing, "", ""));
    mei.state(step(StepStatus::Done, "", "Record opened, first facts fixed"));
    mei.state(EvidenceNoted {
        collector: text("Priya Nair"),
        label: text("Sign-in log, 1 to 2 November"),
        place: text("evidence share"),
        reference: text("EV-1"),
        sha256: text("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
        source: text("identity platform"),
    });
    mei.state(Classified {
        availability: Answer::No,
        basis: text("Tokens that no issuer signed, accepted by the mail front end"),
        cause: Cause::Unlawful,
        confidence: Confidence::High,
        confidentiality: Answer::Yes,
        customers: Customers::Some,
        customers_estimate: text("about 25 organisations"),
        data: vec![DataClass::Customer, DataClass::Personal],
        harms: vec![Harm::Disclosure, Harm::Access],
        integrity: Answer::Unknown,
        outcome: Outcome::SecurityIncident,
        processed_by_us: Answer::Yes,
    });
    let declared = |at: Timestamp, corrects: Option<Id>| Declared {
        basis: text("Mail was read with forged tokens"),
        confirmed: corrects.is_some(),
        corrects,
        declarer: text("陈梅"),
        grounds: vec![Ground::AccessLikely, Ground::DutyToNotify],
        moment: berlin(at),
        regimes_reviewed: text("contract; GDPR Art. 33"),
        role: text("Incident lead"),
    };
    mei.state(declared(mei.now, None));
    mei.state(Withdrawn {
        by: text("陈梅"),
        reason: text("Declared in the wrong record"),
        role: text("Incident lead"),
    });
    let second = mei.state(declared(mei.now, None));
    mei.state(declared(mei.now.plus(-10 * MINUTE), Some(second)));
    meet(mei, jonas);
    let line = |entry, channel: &str, with: &str, words: &str| LogAdded {
        channel: text(channel),
        entry,
        text: text(words),
        with: text(with),
    };
    // The log parts again: Jonas types while Mei goes on.
    let slip = jonas.state(line(EntryKind::Communication, "phone", "Contoso", "Told them we ar looking"));
    jonas.state(LogCorrected { target: slip, text: text("Told them we are looking") });
    jonas.act(Command::State {
        body: line(EntryKind::Action, "", "", "Revoked the key in the test ring").into(),
        occurred: Some(berlin(jonas.now.plus(-3 * HOUR))),
        known: Some(moment(jonas.now.plus(-HOUR))),
    });
    mei.state(line(EntryKind::Decision, "", "", "向所有受影响客户通报"));
    let secret = mei.state(line(EntryKind::Note, "", "", SECRET));
    mei.act(Command::Erase { target: secret, reason: text("A password was pasted") });
    meet(mei, jonas);
}

fn pass(reason: &str) -> Option<Override> {
    Some(Override { name: text("Ravi Rao"), role: text("Executive incident manager"), reason: text(reason) })
}

/// The joint plan and the two eradication attestations.
fn containment(mei: &mut Desk, mail: &Id, tokens: &Id) {
    let by = pass("The key must go now; the plan follows");
    mei.act(Command::Enter { phase: Phase::Containment, leave: Vec::new(), reason: text(""), by });
    let row = |column, service: &Id, action: &str, business_impact| PlanRowAdded {
        action: text(action),
        business_impact,
        column,
        evidence_safe: Answer::Yes,
        limits: Some(vec![PlanLimit::Data]),
        response_owner: text("陈梅"),
        rollback: text("publish the old key set"),
        service: service.clone(),
        service_owner: text("Priya Nair"),
        why: Some(text("it is forged with")),
    };
    let revoke = mei.state(row(PlanColumn::Contain, tokens, "Revoke the signing key", Impact::High));
    let reason = text("Sign-ins fail for minutes; accepted");
    let name = text("Ravi Rao");
    mei.state(Approved { name, reason, role: text("Executive incident manager"), row: revoke.clone() });
    mei.state(PlanRowSet { result: text("Revoked in all rings"), row: revoke, status: ActionStatus::Done });
    mei.state(row(PlanColumn::Recover, mail, "Check every mailbox rule", Impact::Low));
    mei.act(Command::Enter { phase: Phase::Eradication, leave: Vec::new(), reason: text(""), by: None });
    for (claim, name) in [(EvictionClaim::Evicted, "陈梅"), (EvictionClaim::PathMitigated, "Priya Nair")] {
        mei.state(EvictionAttested {
            basis: text("No forged token accepted for 48 hours"),
            claim,
            confidence: Confidence::Medium,
            name: text(name),
            role: text("Incident lead"),
        });
    }
    mei.act(Command::Leave(Phase::Containment));
}

/// Secure states, attestations, the watch and the notice; resolved at the end.
fn recovery(mei: &mut Desk, jonas: &mut Desk, mail: &Id, tokens: &Id) {
    let leave = vec![Phase::Eradication];
    mei.act(Command::Enter { phase: Phase::Recovery, leave, reason: text(""), by: None });
    for service in [mail, tokens] {
        mei.state(SecureStateSet {
            definition: text("Only tokens of the new key set are accepted"),
            implementer: text("Priya Nair"),
            reference: text("build 26.11.3, 2026-11-03"),
            service: service.clone(),
            verified_how: text("replayed 40 forged tokens"),
            verifier: text("Jonas Weiß"),
        });
        for claim in [ServiceClaim::Eliminated, ServiceClaim::Recovered] {
            mei.state(ServiceAttested {
                basis: text("replay refused, error rate as before"),
                claim,
                implementer: text("Priya Nair"),
                service: service.clone(),
                verifier: text("Jonas Weiß"),
            });
        }
    }
    let (starts, ends) = (moment(mei.now), moment(mei.now.plus(14 * DAY)));
    let signals = text("forged issuer, any mailbox");
    let watch = mei.state(WatchStarted { ends, signals, starts, watcher: text("Mail response") });
    meet(mei, jonas);
    let notice = |recipients: &str, at: Moment| Filed {
        edition: Some("2026-11-22".to_owned()),
        channel: text("customer portal"),
        moment: at,
        recipients: text(recipients),
        reference: text("NTC-7"),
        regime: text(CONTRACT_72H),
        stage: text("notice"),
    };
    let filing = jonas.state(notice("a test tenant", berlin(jonas.now)));
    jonas.state(FilingWithdrawn { filing, reason: text("Went to the test tenant only") });
    jonas.state(notice("25 organisations", berlin(jonas.now)));
    duties(mei);
    mei.now = mei.now.plus(14 * DAY);
    let findings = text("nothing unexplained");
    mei.state(WatchEnded { findings, judge: text("Jonas Weiß"), result: WatchResult::Clean, watch });
    meet(mei, jonas);
    mei.act(Command::Resolve { summary: text("Threat eliminated, both services recovered"), by: None });
}

/// Which rules apply, a notice that is waived and after all is not, an own target.
fn duties(mei: &mut Desk) {
    let (regime, stage) = (text("eu-gdpr-34"), text("ds"));
    let [by, role] = ["Ana García", "Data protection officer"].map(text);
    mei.state(RegimeDecided {
        by: by.clone(),
        decision: Applicability::Applies,
        edition: text("2026-11-22"),
        reason: text("Mail of private persons was read"),
        regime: regime.clone(),
        role: role.clone(),
    });
    let reason = text("Each organisation tells its own people");
    let waived =
        StageWaived { by: by.clone(), reason, regime: regime.clone(), role: role.clone(), stage: stage.clone() };
    mei.state(waived);
    let reason = text("Two organisations asked us to");
    mei.state(WaiverWithdrawn { by, reason, regime: regime.clone(), role, stage: stage.clone() });
    let due = berlin(mei.now.plus(2 * DAY));
    mei.state(OwnTargetSet { due, reason: text("Before the weekend"), regime, stage });
    told(mei);
    own(mei);
}

/// The insurer's clock taken over, internal updates, and the weekend relief of DORA.
fn own(mei: &mut Desk) {
    let [by, role, reason] = ["Ana García", "Counsel", "As the policy says"].map(text);
    let clock = Terms {
        anchor: text("aware"),
        dated: text("2026-01-15"),
        holidays: text(""),
        length: 2,
        name: text("Cyber insurer 网络安全保险 \u{1f4e7}"),
        party: Counterparty::Insurer,
        source: text("Policy CY-558, clause 7.2"),
        unit: Counted::BusinessDays,
        zone: text("Europe/Berlin"),
    };
    let (regime, decision) = (clock.code(), Applicability::Applies);
    let [b, r, why] = [by.clone(), role.clone(), reason.clone()];
    mei.state(ContractClockDecided { by: b, clock, decision, reason: why, regime, role: r });
    mei.state(CadenceSet { by: by.clone(), hours: 4, reason: text("Until the services are back") });
    let [regime, stage] = ["eu-dora-19", "in"].map(text);
    mei.state(RegimeDecided {
        by: by.clone(),
        decision,
        edition: text("2026-11-22"),
        reason: text("A payment service is concerned"),
        regime: regime.clone(),
        role: role.clone(),
    });
    mei.state(ReliefDecided { by, claimed: true, reason, regime, role, stage });
}

/// A notice that is held back for a day, drafted, changed, approved, sent, and promises an update.
fn told(mei: &mut Desk) {
    mei.state(NoticeDelayed {
        executive: text("Ravi Rao"),
        legal: text("Ana García"),
        reason: text("The same hole stands open at two others"),
        review: berlin(mei.now.plus(DAY)),
    });
    let said = |how: Stating, words: &str| Statement { how, text: text(words) };
    let mut draft = NoticeDrafted {
        fields: [(text("nature"), said(Stating::Stated, "Mailboxes were read with forged tokens \u{1f4e7}"))]
            .into_iter()
            .collect(),
        follows: None,
        language: NoticeLanguage::Both,
        next_update: None,
        notice: None,
        open: true,
        regime: text(CONTRACT_72H),
        stage: text("notice"),
    };
    let first = mei.state(draft.clone());
    draft.fields.insert(text("affected_users"), said(Stating::NotKnown, "logs of one region are still read"));
    draft.fields.insert(text("mitigation"), said(Stating::NotApplicable, "已由服务方完成"));
    draft.notice = Some(first);
    draft.next_update = Some(berlin(mei.now.plus(2 * DAY)));
    let changed = mei.state(draft.clone());
    mei.state(NoticeApproved { by: text("Ana García"), draft: changed.clone(), role: text("Counsel") });
    let words = text("Mailboxes were read with forged tokens.\n邮箱被伪造令牌读取。\n");
    let sent = mei.state(NoticeSent {
        edition: Some("2026-11-22".to_owned()),
        channel: text("customer portal"),
        draft: changed,
        follows: None,
        missing: vec![text("next_steps")],
        moment: berlin(mei.now),
        next_update: draft.next_update.clone(),
        recipients: text("25 organisations"),
        reference: text("NTC-8"),
        regime: text(CONTRACT_72H),
        sha256: holdfast::record::digest::sha256(words.as_bytes()),
        stage: text("notice"),
        text: words,
    });
    mei.state(NoticeDrafted { follows: Some(sent), notice: None, stage: text("update"), ..draft });
}

/// Evaluation, post-mortem, links, marks; closed, and opened again.
fn closing(mei: &mut Desk) {
    let by = None;
    mei.act(Command::Enter { phase: Phase::PostIncident, leave: vec![Phase::Recovery], reason: text(""), by });
    mei.state(Evaluated {
        completeness: Rating::Partly,
        completeness_reason: text("One notice went out without the list of mailboxes"),
        evaluator: text("Ravi Rao"),
        gaps: text("No owner for the key inventory"),
        sufficiency: Rating::Met,
        sufficiency_reason: text("Contained within hours"),
    });
    mei.state(PostmortemDecided { approver: text(""), reason: text("Customers were affected"), required: true });
    let other = Id::from_random(Dice::new(99).random());
    for relation in [Relation::SameCause, Relation::Related] {
        mei.state(LinkAdded { incident: other.clone(), relation, title: text("Forged tokens at a partner") });
    }
    mei.state(LinkRemoved { incident: other.clone(), reason: text("Another key") });
    mei.state(LinkAdded { incident: other, relation: Relation::FollowsFrom, title: text("Forged tokens, earlier") });
    mei.state(PrivilegeSet { privileged: true, reason: text("On advice of counsel") });
    mei.state(HoldPlaced { reason: text("Claim by Contoso"), by: text("Counsel") });
    mei.state(HoldReleased { reason: text("Claim settled"), by: text("Counsel") });
    let by = || pass("The registers came later");
    mei.act(Command::Finalise { summary: text("The key inventory had no owner"), by: by() });
    mei.act(Command::Close { summary: text("Lessons are with the owners"), by: by() });
    let unanswered = vec![text("eu-gdpr-34.ds")];
    mei.act(Command::Archive { summary: text("Nothing more will come"), unanswered, by: by() });
    mei.act(fact(Reopened { reason: text("A late report") }));
    mei.act(Command::Enter { phase: Phase::Analysis, leave: Vec::new(), reason: text("A late report"), by: None });
    mei.state(ClockNoticed {
        cause: ClockFinding::WentBack,
        difference_seconds: -3 * 3600,
        expected: mei.now.plus(3 * HOUR),
        seen_at: mei.now,
    });
}

fn values<const N: usize>(values: [(&str, EntryValue); N]) -> EntryValues {
    values.into_iter().map(|(code, value)| (text(code), value)).collect()
}

/// Two rows of the scope and an indicator seen on them; both change one row at once; the other is taken out.
fn registers(mei: &mut Desk, jonas: &mut Desk) {
    meet(mei, jonas);
    let said = |words: &str| EntryValue::Text(text(words));
    let row = |name: &str, seen: Timestamp| {
        let values = values([
            ("kind", said("system")),
            ("name", said(name)),
            ("status", said("suspected")),
            ("first_seen", EntryValue::Time(berlin(seen))),
        ]);
        EntryAdded { register: text("scope"), values }
    };
    let front = mei.state(row("邮件前端 \u{1f4e7}", mei.now.plus(-DAY)));
    let printer = mei.state(row("Printer of the third floor", mei.now.plus(-HOUR)));
    meet(mei, jonas);
    let values_of = values([
        ("kind", said("ip")),
        ("value", said("203.0.113.7")),
        ("confidence", said("medium")),
        ("scope", EntryValue::Many(vec![front.to_string(), printer.to_string()])),
    ]);
    jonas.state(EntryAdded { register: text("indicator"), values: values_of });
    let seen = EntryValue::Time(berlin(jonas.now));
    jonas.state(EntryChanged { entry: front.clone(), values: values([("last_seen", seen)]) });
    mei.state(EntryChanged {
        entry: front,
        values: values([("status", said("confirmed")), ("note", said("In the log"))]),
    });
    meet(mei, jonas);
    mei.state(EntryRemoved { entry: printer, reason: text("Belongs to another network") });
}

/// One variant chosen by both at once, worked on, and taken out; another taken out and chosen again in a later version.
fn variants(mei: &mut Desk, jonas: &mut Desk) {
    let added = |variant: &str, version: &str, reason: &str| VariantAdded {
        reason: text(reason),
        variant: text(variant),
        version: text(version),
    };
    let removed =
        |variant: &str| VariantRemoved { reason: text("令牌并非由此泄露 \u{1f4e7}"), variant: text(variant) };
    meet(mei, jonas);
    mei.state(added("V6", "1.0.0", "Tokens were forged with a leaked key"));
    jonas.state(added("V6", "1.0.0", "A key was used"));
    meet(mei, jonas);
    let (owner, reason) = (text("陈梅"), text(""));
    let result = text("Both keys are listed");
    mei.state(StepSet { owner, reason, result, status: StepStatus::Done, step: text("V6-AN1") });
    mei.state(removed("V6"));
    mei.state(added("V3", "1.0.0", "Mail was read"));
    mei.state(removed("V3"));
    mei.state(added("V3", "9.1.0", "Mail was read after all"));
    meet(mei, jonas);
}
