//! Random acts: what people might try, most often sensible, now and then empty, in the future or beside the record.

use super::desk::Desk;
use super::dice::Dice;
use holdfast::record::body::*;
use holdfast::record::codes::*;
use holdfast::record::decide::{Command, Override};
use holdfast::record::id::Id;
use holdfast::record::incident::{Incident, Standing};
use holdfast::record::log::Entropy as _;
use holdfast::record::register::{EntryValue, EntryValues};
use holdfast::record::time::{DAY, HOUR, Moment, Precision, Timestamp};

/// Variants of the playbook, one that this build does not have among them.
const VARIANTS: [&str; 3] = ["V2", "V6", "V12"];

/// A text of its own: the token in it occurs nowhere else in the walk.
fn text(dice: &mut Dice) -> String {
    let words =
        ["", "mail server", "令牌被伪造", "line\nbreak\t\"quoted\\\"", "\u{1f4e7}\u{0}\u{1b}", "קובץ", "e\u{301}"];
    match dice.chance(4) {
        true => dice.pick(&["", "  "]).to_owned(),
        false => format!("{} ~{:016x}~", dice.pick(&words), dice.next()),
    }
}

fn person(dice: &mut Dice) -> String {
    dice.pick(&["Mei Chen", "mei  CHEN", "Jonas Weiß", "Ana García", "陈梅"]).to_owned()
}

fn moment(dice: &mut Dice, now: Timestamp) -> Moment {
    let at = now.plus(-(dice.below(90 * 24) as i64) * HOUR + if dice.chance(4) { 100 * DAY } else { 0 });
    let (zone, offset) =
        dice.pick(&[("UTC", 0), ("Europe/Berlin", 60), ("Asia/Kolkata", 330), ("America/New_York", -300)]);
    match dice.below(8) {
        0 => Moment::unknown(zone),
        1 => Moment { precision: Precision::Date, ..Moment::exact(at, zone, offset) },
        2 => Moment { precision: Precision::About, ..Moment::exact(at, zone, offset) },
        _ => Moment::exact(at, zone, offset),
    }
}

/// One of the ids, or now and then one that is not in the record.
fn one_of<'a>(dice: &mut Dice, ids: impl Iterator<Item = &'a Id>) -> Id {
    let ids: Vec<Id> = ids.cloned().collect();
    if ids.is_empty() || dice.chance(5) { Id::from_random(dice.random()) } else { dice.pick(&ids) }
}

fn pass(dice: &mut Dice) -> Option<Override> {
    dice.chance(70).then(|| Override { name: person(dice), role: "Executive".to_owned(), reason: text(dice) })
}

/// Something this desk might try.
pub fn any_command(desk: &Desk, dice: &mut Dice) -> Command {
    let (incident, now) = (&desk.incident, desk.now);
    // What is only possible now and then is tried when it is.
    if matches!(incident.standing, Standing::Closed(_)) && dice.chance(15) {
        return Command::Archive { summary: text(dice), unanswered: Vec::new(), by: pass(dice) };
    }
    if incident.standing.is_closed() && dice.chance(20) {
        return super::desk::fact(Reopened { reason: text(dice) });
    }
    if incident.holds_postmortem() && dice.chance(5) {
        return Command::Finalise { summary: text(dice), by: pass(dice) };
    }
    match dice.below(100) {
        0 => Desk::open(),
        1..=12 => {
            let leave = (0..dice.below(3)).map(|_| dice.pick(Phase::ALL)).collect();
            Command::Enter { phase: dice.pick(Phase::ALL), leave, reason: text(dice), by: pass(dice) }
        }
        13..=16 => Command::Leave(dice.pick(Phase::ALL)),
        17..=19 => Command::Resolve { summary: text(dice), by: pass(dice) },
        20..=21 => Command::Close { summary: text(dice), by: pass(dice) },
        22..=33 => {
            let target = one_of(dice, desk.log.events().iter().map(|event| &event.header.id));
            Command::Erase { target, reason: text(dice) }
        }
        _ => {
            let said = |dice: &mut Dice| dice.chance(20).then(|| moment(dice, now));
            Command::State { occurred: said(dice), known: said(dice), body: any_body(incident, now, dice) }
        }
    }
}

fn any_body(incident: &Incident, now: Timestamp, dice: &mut Dice) -> Body {
    let services = || incident.services.iter().map(|one| &one.added.event);
    let rows = || incident.plan.iter().map(|one| &one.added.event);
    let when = |dice: &mut Dice| moment(dice, now);
    match dice.below(51) {
        0 => Reported {
            reporter: dice.pick(ReporterKind::ALL),
            reporter_name: text(dice),
            rule_id: text(dice),
            what: text(dice),
            place: text(dice),
        }
        .into(),
        1 => TitleSet { title: text(dice) }.into(),
        2 => TlpSet { tlp: dice.pick(Tlp::ALL) }.into(),
        3 => PrivilegeSet { privileged: dice.chance(50), reason: text(dice) }.into(),
        4 => HoldPlaced { reason: text(dice), by: person(dice) }.into(),
        5 | 6 => HoldReleased { reason: text(dice), by: person(dice) }.into(),
        7 => Escalated {
            service: text(dice),
            team: text(dice),
            person: person(dice),
            channel: text(dice),
            called: when(dice),
            acknowledged: dice.chance(50).then(|| when(dice)),
        }
        .into(),
        8 => Acknowledged {
            escalation: one_of(dice, incident.escalations.iter().map(|one| &one.call.event)),
            at: when(dice),
            person: person(dice),
        }
        .into(),
        9 => SeveritySet {
            level: dice.pick(SeverityLevel::ALL),
            criteria: SeverityCriterion::ALL.iter().map(|&one| (one, text(dice))).collect(),
            reason: text(dice),
            next_review: dice.chance(50).then(|| when(dice)),
        }
        .into(),
        10 => AnchorSet {
            anchor: dice.pick(&ANCHORS).to_owned(),
            regime: dice.chance(30).then(|| "eu-gdpr".to_owned()),
            moment: when(dice),
            source: text(dice),
        }
        .into(),
        11 => Classified {
            availability: dice.pick(Answer::ALL),
            basis: text(dice),
            cause: dice.pick(Cause::ALL),
            confidence: dice.pick(Confidence::ALL),
            confidentiality: dice.pick(Answer::ALL),
            customers: dice.pick(Customers::ALL),
            customers_estimate: text(dice),
            data: vec![dice.pick(DataClass::ALL)],
            harms: if dice.chance(80) { vec![dice.pick(Harm::ALL)] } else { Vec::new() },
            integrity: dice.pick(Answer::ALL),
            outcome: dice.pick(Outcome::ALL),
            processed_by_us: dice.pick(Answer::ALL),
        }
        .into(),
        12 | 13 => Declared {
            basis: text(dice),
            confirmed: dice.chance(50),
            corrects: incident.declaration().map(|fact| fact.event.clone()),
            declarer: person(dice),
            grounds: vec![dice.pick(Ground::ALL)],
            moment: when(dice),
            regimes_reviewed: text(dice),
            role: text(dice),
        }
        .into(),
        14 => Withdrawn { by: person(dice), reason: text(dice), role: text(dice) }.into(),
        15 => StepSet {
            owner: person(dice),
            reason: text(dice),
            result: text(dice),
            status: dice.pick(StepStatus::ALL),
            step: dice.pick(&["AN-1", "AN-2", "CO-1", "V2-AN1", "V6-CO2"]).to_owned(),
        }
        .into(),
        16 => SeatFilled { contact: text(dice), person: person(dice), seat: dice.pick(Seat::ALL) }.into(),
        17 | 18 => ServiceAdded { name: text(dice), owner: person(dice), response_team: text(dice) }.into(),
        19 => ServiceCleared { reason: text(dice), service: one_of(dice, services()) }.into(),
        20 => EvidenceNoted {
            collector: person(dice),
            label: text(dice),
            place: text(dice),
            reference: text(dice),
            sha256: String::new(),
            source: text(dice),
        }
        .into(),
        21 => PlanRowAdded {
            action: text(dice),
            business_impact: dice.pick(Impact::ALL),
            column: dice.pick(PlanColumn::ALL),
            evidence_safe: dice.pick(Answer::ALL),
            limits: Some(vec![dice.pick(PlanLimit::ALL)]),
            response_owner: person(dice),
            rollback: text(dice),
            service: one_of(dice, services()),
            service_owner: person(dice),
            why: Some(text(dice)),
        }
        .into(),
        22 => PlanRowSet { result: text(dice), row: one_of(dice, rows()), status: dice.pick(ActionStatus::ALL) }.into(),
        23 => Approved { name: person(dice), reason: text(dice), role: text(dice), row: one_of(dice, rows()) }.into(),
        24 => EvictionAttested {
            basis: text(dice),
            claim: dice.pick(EvictionClaim::ALL),
            confidence: dice.pick(Confidence::ALL),
            name: person(dice),
            role: text(dice),
        }
        .into(),
        25 => SecureStateSet {
            definition: text(dice),
            implementer: person(dice),
            reference: text(dice),
            service: one_of(dice, services()),
            verified_how: text(dice),
            verifier: person(dice),
        }
        .into(),
        26 => ServiceAttested {
            basis: text(dice),
            claim: dice.pick(ServiceClaim::ALL),
            implementer: person(dice),
            service: one_of(dice, services()),
            verifier: person(dice),
        }
        .into(),
        27 => WatchStarted { ends: when(dice), signals: text(dice), starts: when(dice), watcher: person(dice) }.into(),
        28 => WatchEnded {
            findings: text(dice),
            judge: person(dice),
            result: dice.pick(WatchResult::ALL),
            watch: one_of(dice, incident.watches.iter().map(|one| &one.started.event)),
        }
        .into(),
        29 => Evaluated {
            completeness: dice.pick(Rating::ALL),
            completeness_reason: text(dice),
            evaluator: person(dice),
            gaps: text(dice),
            sufficiency: dice.pick(Rating::ALL),
            sufficiency_reason: text(dice),
        }
        .into(),
        30 => PostmortemDecided { approver: person(dice), reason: text(dice), required: dice.chance(50) }.into(),
        31 => Filed {
            edition: Some("2026-11-22".to_owned()),
            channel: text(dice),
            moment: when(dice),
            recipients: text(dice),
            reference: text(dice),
            regime: dice.pick(&[CONTRACT_72H, "eu-gdpr-33"]).to_owned(),
            stage: "notice".to_owned(),
        }
        .into(),
        32 => LogAdded { channel: text(dice), entry: dice.pick(EntryKind::ALL), text: text(dice), with: text(dice) }
            .into(),
        33 => {
            LogCorrected { target: one_of(dice, incident.entries.iter().map(|one| &one.added.event)), text: text(dice) }
                .into()
        }
        34 => match incident.links.keys().next() {
            Some(linked) if dice.chance(50) => LinkRemoved { incident: linked.clone(), reason: text(dice) }.into(),
            _ => LinkAdded {
                incident: Id::from_random(dice.random()),
                relation: dice.pick(Relation::ALL),
                title: text(dice),
            }
            .into(),
        },
        35 => match incident.filed().next() {
            Some(fact) => FilingWithdrawn { filing: fact.event.clone(), reason: text(dice) }.into(),
            None => Reopened { reason: text(dice) }.into(),
        },
        36 => {
            let decision = dice.pick(Applicability::ALL);
            let edition = "2026-11-22".to_owned();
            let [by, role, reason] = [person(dice), text(dice), text(dice)];
            RegimeDecided { by, decision, edition, reason, regime: rule(dice).0, role }.into()
        }
        37 => {
            let (regime, stage) = rule(dice);
            StageWaived { by: person(dice), reason: text(dice), regime, role: text(dice), stage }.into()
        }
        38 | 39 => {
            let (regime, stage) = match incident.waivers.keys().next() {
                Some(key) if dice.chance(80) => key.clone(),
                _ => rule(dice),
            };
            WaiverWithdrawn { by: person(dice), reason: text(dice), regime, role: text(dice), stage }.into()
        }
        40 => {
            let (regime, stage) = rule(dice);
            OwnTargetSet { due: when(dice), reason: text(dice), regime, stage }.into()
        }
        41 | 42 => drafted(incident, now, dice).into(),
        43 => {
            let draft = one_of(dice, incident.drafts.iter().map(|one| &one.event));
            NoticeApproved { by: person(dice), draft, role: text(dice) }.into()
        }
        44 => sent(incident, now, dice),
        45 => {
            let clock = Terms {
                anchor: dice.pick(&["aware", "declared"]).to_owned(),
                dated: dice.pick(&["", "2026-01-15", "soon"]).to_owned(),
                holidays: String::new(),
                length: dice.below(80),
                name: text(dice),
                party: dice.pick(Counterparty::ALL),
                source: text(dice),
                unit: dice.pick(Counted::ALL),
                zone: String::new(),
            };
            let regime = if dice.chance(90) { clock.code() } else { rule(dice).0 };
            let [by, role, reason] = [person(dice), text(dice), text(dice)];
            ContractClockDecided { by, clock, decision: dice.pick(Applicability::ALL), reason, regime, role }.into()
        }
        46 => CadenceSet { by: person(dice), hours: dice.below(30), reason: text(dice) }.into(),
        47 => {
            let (regime, stage) = ("eu-dora-19".to_owned(), "in".to_owned());
            let claimed = dice.chance(70);
            ReliefDecided { by: person(dice), claimed, reason: text(dice), regime, role: text(dice), stage }.into()
        }
        48 | 49 => entry(incident, now, dice),
        _ => match dice.below(5) {
            3 => {
                let (variant, version) = (dice.pick(&VARIANTS).to_owned(), dice.pick(&["1.0.0", "2.0.0"]).to_owned());
                VariantAdded { reason: text(dice), variant, version }.into()
            }
            4 => {
                let chosen = incident.variants.keys().next().filter(|_| dice.chance(70)).cloned();
                let variant = chosen.unwrap_or_else(|| dice.pick(&VARIANTS).to_owned());
                VariantRemoved { reason: text(dice), variant }.into()
            }
            0 => {
                let difference_seconds = i32::try_from(dice.below(9_000)).unwrap_or(0) - 4_000;
                let expected = now.plus(-1_000 * i64::from(difference_seconds));
                ClockNoticed { cause: dice.pick(ClockFinding::ALL), difference_seconds, expected, seen_at: now }.into()
            }
            1 => NoticeDelayed { executive: person(dice), legal: person(dice), reason: text(dice), review: when(dice) }
                .into(),
            _ => Reopened { reason: text(dice) }.into(),
        },
    }
}

/// An entry of a register added, changed or taken out.
fn entry(incident: &Incident, now: Timestamp, dice: &mut Dice) -> Body {
    let said = |words: String| EntryValue::Text(words);
    let known = |register: &'static str| {
        incident.registers.iter().filter(move |one| one.register == register).filter_map(|one| one.id())
    };
    let change = [
        ("name", said(text(dice))),
        ("status", said(dice.pick(&["suspected", "confirmed", "cleared", "later"]).to_owned())),
        ("last_seen", if dice.chance(70) { EntryValue::Time(moment(dice, now)) } else { said(String::new()) }),
        ("note", said(text(dice))),
    ];
    let some = |dice: &mut Dice| {
        let kept = change.iter().filter(|_| dice.chance(50)).map(|(code, value)| ((*code).to_owned(), value.clone()));
        kept.collect::<EntryValues>()
    };
    match dice.below(5) {
        0 | 1 => {
            let mut values = some(dice);
            for (code, value) in
                [("kind", "system".to_owned()), ("name", text(dice)), ("status", "suspected".to_owned())]
            {
                values.insert(code.to_owned(), said(value));
            }
            EntryAdded { register: dice.pick(&["scope", "scope", "scope", "later"]).to_owned(), values }.into()
        }
        2 => {
            let scope = EntryValue::Many(vec![one_of(dice, known("scope")).to_string()]);
            let mut values: EntryValues = [("scope".to_owned(), scope)].into_iter().collect();
            for (code, value) in [("kind", "ip".to_owned()), ("value", text(dice)), ("confidence", "low".to_owned())] {
                values.insert(code.to_owned(), said(value));
            }
            EntryAdded { register: "indicator".to_owned(), values }.into()
        }
        3 => EntryChanged { entry: one_of(dice, known("scope")), values: some(dice) }.into(),
        _ => EntryRemoved { entry: one_of(dice, known("scope")), reason: text(dice) }.into(),
    }
}

/// A draft of a notice: a new one, or a changed one.
fn drafted(incident: &Incident, now: Timestamp, dice: &mut Dice) -> NoticeDrafted {
    let first = incident.drafts.iter().find(|fact| fact.value.notice.is_none());
    let notice = first.filter(|_| dice.chance(60)).map(|fact| fact.event.clone());
    let (regime, stage) = rule(dice);
    let said = |dice: &mut Dice| Statement { how: dice.pick(Stating::ALL), text: text(dice) };
    NoticeDrafted {
        fields: ["nature", "mitigation"].into_iter().map(|code| (code.to_owned(), said(dice))).collect(),
        follows: incident.notices_sent.first().filter(|_| dice.chance(50)).map(|fact| fact.event.clone()),
        language: dice.pick(NoticeLanguage::ALL),
        next_update: dice.chance(50).then(|| moment(dice, now)),
        notice,
        open: dice.chance(50),
        regime,
        stage,
    }
}

/// A draft is sent; now and then its text is not the one that was hashed.
fn sent(incident: &Incident, now: Timestamp, dice: &mut Dice) -> Body {
    let Some(draft) = incident.drafts.last() else { return Reopened { reason: text(dice) }.into() };
    let words = text(dice);
    let hashed = if dice.chance(90) { words.clone() } else { text(dice) };
    NoticeSent {
        edition: Some("2026-11-22".to_owned()),
        channel: text(dice),
        draft: draft.event.clone(),
        follows: draft.value.follows.clone(),
        missing: vec!["approver".to_owned()],
        moment: moment(dice, now),
        next_update: draft.value.next_update.clone(),
        recipients: text(dice),
        reference: text(dice),
        regime: draft.value.regime.clone(),
        sha256: holdfast::record::digest::sha256(hashed.as_bytes()),
        stage: draft.value.stage.clone(),
        text: words,
    }
    .into()
}

/// A stage of a rule.
fn rule(dice: &mut Dice) -> (String, String) {
    let (regime, stage) = dice.pick(&[(CONTRACT_72H, "notice"), ("eu-gdpr-33", "sa")]);
    (regime.to_owned(), stage.to_owned())
}
