//! How it is judged: severity, team, services, evidence, classification.

use super::register::{changing, versions};
use super::said::{Reading, SHA_256, Said, stand};
use super::section::{NOTHING, Section, Shape, Source};
use crate::language::codes::{ASKED_BY_CUSTOMER, Named};
use crate::language::{Msg, entry as words};
use crate::record::body::{Body, Classified, SeveritySet};
use crate::record::codes::{Seat, SeverityCriterion};
use crate::record::evidence::retention;
use crate::record::id::Id;
use crate::record::incident::Fact;
use crate::record::register::{EntryValue, FieldKind};
use crate::register::register;

/// Severity on the eight criteria.
pub const SEVERITY: Section = Section {
    id: "facts-severity",
    title: msg!("Severity", "严重级别"),
    acts: &[(msg!("Set severity", "评定严重级别"), "severity")],
    read: Source::Facts(severity),
    kinds: &["severity.set"],
    empty: NOTHING,
    shape: Shape::Items,
};

/// The seats of the virtual team.
pub const SEATS: Section = Section {
    id: "facts-seats",
    title: msg!("Team seats", "团队席位"),
    acts: &[(msg!("Fill a seat", "安排席位"), "seats")],
    read: Source::Facts(seats),
    kinds: &["seat.filled"],
    empty: msg!("Empty", "空缺"),
    shape: Shape::Lines,
};

/// Services.
pub const SERVICES: Section = Section {
    id: "facts-services",
    title: msg!("Impacted services", "受影响的服务"),
    acts: &[(msg!("Add a service", "添加服务"), "services")],
    read: Source::Facts(services),
    kinds: &["service.added", "service.cleared"],
    empty: msg!("No service is recorded as impacted", "尚未记录受影响的服务"),
    shape: Shape::Items,
};

/// Evidence.
pub const EVIDENCE: Section = Section {
    id: "facts-evidence",
    title: msg!("Evidence", "证据"),
    acts: &[(msg!("Add evidence", "添加证据"), "evidence")],
    read: Source::Facts(evidence),
    kinds: &["evidence.noted"],
    empty: msg!("No evidence is recorded", "尚未记录证据"),
    shape: Shape::Items,
};

/// Classification.
pub const CLASSIFICATION: Section = Section {
    id: "facts-classification",
    title: msg!("Classification", "定性"),
    acts: &[(msg!("Classify", "进行定性"), "classification")],
    read: Source::Facts(classification),
    kinds: &["incident.classified"],
    empty: NOTHING,
    shape: Shape::Items,
};

fn severity(r: &Reading) -> Vec<Said> {
    let one = |fact: &Fact<SeveritySet>| {
        let (mut said, value) = (r.said(&fact.event), &fact.value);
        said.put(msg!("Severity", "严重级别"), &r.name(value.level));
        for criterion in SeverityCriterion::ALL {
            said.put(criterion.name(), value.criteria.get(criterion).map(String::as_str).unwrap_or_default());
        }
        said.put(msg!("Reason", "理由"), &value.reason);
        let review = value.next_review.as_ref().map(|at| r.moment(at)).unwrap_or_default();
        said.maybe(msg!("Judge again at", "下次评定时间"), &review);
        said
    };
    stand(r.one.incident.severity.iter().rev().map(one).collect()).into_iter().collect()
}

fn seats(r: &Reading) -> Vec<Said> {
    let seat = |seat: &Seat| {
        let history = r.one.incident.seats.get(seat).map_or(&[][..], Vec::as_slice);
        let one = |fact: &Fact<(String, String)>| {
            let mut said = r.said(&fact.event);
            said.put(msg!("Person", "人员"), &fact.value.0);
            said.maybe(msg!("How to reach them", "联系方式"), &fact.value.1);
            said
        };
        let mut said = stand(history.iter().rev().map(one).collect()).unwrap_or_default();
        said.name = r.name(*seat);
        if *seat == Seat::Communications && r.one.incident.asks_for_communications().is_some() {
            said.put(seat.name(), ASKED_BY_CUSTOMER.get(r.language));
            said.amiss.push(said.name.clone());
        }
        let words = match said.is_recorded() {
            true => msg!("Change", "更换"),
            false => msg!("Fill", "安排"),
        };
        said.act(words, "seats", seat.code());
        said
    };
    Seat::ALL.iter().map(seat).collect()
}

fn services(r: &Reading) -> Vec<Said> {
    let one = |service: &crate::record::incident::Service| {
        let (id, value) = (&service.added.event, &service.added.value);
        let mut said = r.said(id);
        said.name.clone_from(&value.name);
        said.put(msg!("Its response team", "该服务的响应团队"), &value.response_team);
        said.put(msg!("Owner on the service side", "服务侧责任人"), &value.owner);
        match &service.cleared {
            Some(reason) => {
                let cleared = r.newest(&|body| matches!(body, Body::ServiceCleared(one) if one.service == *id));
                let by = cleared.map(|event| r.by(&event.header.id)).unwrap_or_default();
                said.put(msg!("Not impacted after all", "经查未受影响"), &[reason, "\n", &by].concat());
            }
            None => said.act(msg!("Not impacted after all", "经查未受影响"), "service_cleared", id.as_str()),
        }
        said
    };
    r.one.incident.services.iter().map(one).collect()
}

fn evidence(r: &Reading) -> Vec<Said> {
    let one = |fact: &Fact<crate::record::body::EvidenceNoted>| {
        let (mut said, value) = (r.said(&fact.event), &fact.value);
        said.name.clone_from(&value.label);
        said.put(msg!("Where it came from", "来源"), &value.source);
        let detail = detailed(r, &mut said, &fact.event);
        said.maybe(msg!("Identifier, path or ticket", "编号、路径或工单"), &value.reference);
        said.put(msg!("Collected by", "采集人"), &value.collector);
        let collected = r.one.log.get(&fact.event).and_then(|event| event.header.occurred.as_ref());
        said.maybe(msg!("Collected at", "采集时间"), &collected.map(|at| r.moment(at)).unwrap_or_default());
        said.put(msg!("Kept at", "存放位置"), &value.place);
        if let Some(handed) = r.one.incident.of_evidence("custody", &fact.event) {
            let held = [handed.text("to"), handed.text("place")].join(" · ");
            said.put(msg!("Handed over to", "已移交至"), &held);
        }
        said.maybe(SHA_256, &value.sha256);
        said.facts.extend(detail);
        checked(r, &mut said, &fact.event);
        said.act(msg!("Check again", "复核"), "entry", &["evidence_check,evidence=", fact.event.as_str()].concat());
        said
    };
    r.one.incident.evidence.iter().map(one).collect()
}

/// What stands in the details of a piece of evidence; the clock of its source is told here, the rest is given back.
fn detailed(r: &Reading, said: &mut Said, evidence: &Id) -> Vec<(Msg, String)> {
    let Some(register) = register("evidence_detail") else { return Vec::new() };
    let entry = r.one.incident.of_evidence(&register.code, evidence);
    let mut facts = Vec::new();
    for field in register.fields.iter().filter(|field| !matches!(field.kind, FieldKind::One(_))) {
        let held = entry.and_then(|entry| entry.value(&field.code));
        let words = held.map(|held| words::value(r.language, &r.one.incident, field, held)).unwrap_or_default();
        // Where they are not known that is said, but for the reason.
        if field.kind == FieldKind::Day || field.code == register.name || !words.is_empty() {
            facts.push((Msg::of(&field.label), words));
        }
        if let Some(EntryValue::Time(until)) = held {
            said.amiss.extend(retention(until, r.hour).map(|found| words::retention(r.language, found)));
        }
    }
    let about = match entry.and_then(|entry| Some((entry.id()?, entry))) {
        Some((id, entry)) => {
            said.older = versions(r, register, entry);
            changing(register, id, entry)
        }
        None => [&register.code, ",evidence=", evidence.as_str()].concat(),
    };
    said.act(msg!("Details", "补充信息"), "entry", &about);
    said.facts.extend(facts.drain(..facts.len().min(1)));
    facts
}

/// What came of checking a piece of evidence again, the last time.
fn checked(r: &Reading, said: &mut Said, evidence: &Id) {
    let Some(register) = register("evidence_check") else { return };
    let Some(entry) = r.one.incident.of_evidence(&register.code, evidence) else { return };
    let value = |code: &str| {
        let held = register.field(code).zip(entry.value(code));
        held.map(|(field, held)| words::value(r.language, &r.one.incident, field, held)).unwrap_or_default()
    };
    let [result, by, at] = ["result", "by", "at"].map(value);
    if entry.text("result") != "same" {
        let words = msg!("Checked again: {0}", "复核结果：{0}");
        said.amiss.push(words.fill(r.language, &[&result]));
    }
    said.put(msg!("Checked again", "复核"), &[result, by, at].join(" · "));
}

fn classification(r: &Reading) -> Vec<Said> {
    let one = |fact: &Fact<Classified>| {
        let (mut said, value) = (r.said(&fact.event), &fact.value);
        let harms: Vec<String> = value.harms.iter().map(|harm| r.name(*harm)).collect();
        let data: Vec<String> = value.data.iter().map(|data| r.name(*data)).collect();
        let between = msg!(", ", "、").get(r.language);
        said.put(msg!("Outcome", "结论"), &r.name(value.outcome));
        said.put(msg!("Confidentiality affected", "机密性受影响"), &r.name(value.confidentiality));
        said.put(msg!("Integrity affected", "完整性受影响"), &r.name(value.integrity));
        said.put(msg!("Availability affected", "可用性受影响"), &r.name(value.availability));
        said.put(msg!("Harms found or likely", "已发现或可能的损害"), &harms.join(between));
        said.put(msg!("Cause", "原因性质"), &r.name(value.cause));
        said.put(msg!("Whose data", "涉及的数据"), &data.join(between));
        said.put(msg!("Processed by us at the time", "当时由我方处理"), &r.name(value.processed_by_us));
        said.put(msg!("Customers", "客户"), &r.name(value.customers));
        said.maybe(msg!("How many, or on what the estimate rests", "数量，或估计的依据"), &value.customers_estimate);
        said.put(msg!("Confidence", "置信度"), &r.name(value.confidence));
        said.put(msg!("Evidence for and against", "支持与反对的证据"), &value.basis);
        said
    };
    stand(r.one.incident.classification.iter().rev().map(one).collect()).into_iter().collect()
}
