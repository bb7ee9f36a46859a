//! Getting well again: eradication attestations, known secure states, service attestations, watch periods.

use super::said::{Reading, Said, stand};
use super::section::{NOTHING, Section, Shape, Source};
use crate::language::Msg;
use crate::language::codes::Named as _;
use crate::record::body::{EvictionAttested, SecureStateSet, ServiceAttested};
use crate::record::codes::{EvictionClaim, ServiceClaim};
use crate::record::incident::{Fact, Service, Watch};

const NO_SERVICE: Msg = msg!("One for each impacted service; none is recorded", "每个受影响的服务各一项；尚未记录服务");

/// The two aims of eradication, each with its attestation.
pub const EVICTION: Section = Section {
    id: "facts-eviction",
    title: msg!("Eradication attestations", "根除签署确认"),
    acts: &[],
    read: Source::Facts(eviction),
    kinds: &["eviction.attested"],
    empty: NOTHING,
    shape: Shape::Items,
};

/// The known secure state of each impacted service.
pub const SECURE_STATES: Section = Section {
    id: "facts-secure-states",
    title: msg!("Known secure states", "已知安全状态"),
    acts: &[],
    read: Source::Facts(secure_states),
    kinds: &["secure_state.set"],
    empty: NO_SERVICE,
    shape: Shape::Items,
};

/// The two attestations of each impacted service.
pub const ATTESTATIONS: Section = Section {
    id: "facts-attestations",
    title: msg!("Service attestations", "服务签署确认"),
    acts: &[],
    read: Source::Facts(attestations),
    kinds: &["service.attested"],
    empty: NO_SERVICE,
    shape: Shape::Items,
};

/// Watch periods and their results.
pub const WATCHES: Section = Section {
    id: "facts-watches",
    title: msg!("Watch periods", "强化监测期"),
    acts: &[(msg!("Start a watch period", "开始强化监测"), "watch")],
    read: Source::Facts(watches),
    kinds: &["watch.started", "watch.ended"],
    empty: msg!("No watch period yet", "尚无强化监测期"),
    shape: Shape::Items,
};

fn eviction(r: &Reading) -> Vec<Said> {
    let one = |fact: &Fact<EvictionAttested>| {
        let (mut said, value) = (r.said(&fact.event), &fact.value);
        said.put(msg!("Attested by", "确认人"), &[value.name.as_str(), " · ", &value.role].concat());
        said.put(msg!("Confidence", "置信度"), &r.name(value.confidence));
        said.put(msg!("On what it rests", "依据"), &value.basis);
        said
    };
    let claim = |claim: &EvictionClaim| {
        let own = r.one.incident.evictions.iter().rev().filter(|fact| fact.value.claim == *claim);
        let mut said = stand(own.map(one).collect()).unwrap_or_default();
        said.name = r.name(*claim);
        said.act(msg!("Attest", "签署确认"), "eviction", claim.code());
        said
    };
    EvictionClaim::ALL.iter().map(claim).collect()
}

fn secure_states(r: &Reading) -> Vec<Said> {
    let one = |fact: &Fact<SecureStateSet>| {
        let (mut said, value) = (r.said(&fact.event), &fact.value);
        said.put(msg!("What the known secure state is", "已知安全状态的定义"), &value.definition);
        said.put(msg!("Build, commit or backup, with its date", "构建、提交或备份，附日期"), &value.reference);
        said.put(msg!("Restored by", "实施人"), &value.implementer);
        said.put(msg!("How it was verified", "核验方法"), &value.verified_how);
        said.put(msg!("Verified by", "核验人"), &value.verifier);
        said
    };
    let service = |service: &Service| {
        let id = &service.added.event;
        let own = r.one.incident.secure_states.iter().rev().filter(|fact| fact.value.service == *id);
        let mut said = stand(own.map(one).collect()).unwrap_or_default();
        said.name.clone_from(&service.added.value.name);
        said.act(msg!("Set the known secure state", "设定已知安全状态"), "secure_state", id.as_str());
        said
    };
    r.one.incident.impacted().map(service).collect()
}

fn attestations(r: &Reading) -> Vec<Said> {
    let one = |fact: &Fact<ServiceAttested>| {
        let (mut said, value) = (r.said(&fact.event), &fact.value);
        said.put(msg!("Attested by", "确认人"), &value.verifier);
        said.put(msg!("Work done by", "实施人"), &value.implementer);
        said.put(msg!("On what it rests", "依据"), &value.basis);
        said
    };
    let mut all = Vec::new();
    for service in r.one.incident.impacted() {
        let id = &service.added.event;
        for claim in ServiceClaim::ALL {
            let own = r.one.incident.attestations.iter().rev();
            let own = own.filter(|fact| fact.value.service == *id && fact.value.claim == *claim);
            let mut said = stand(own.map(one).collect()).unwrap_or_default();
            said.name = [service.added.value.name.as_str(), " · ", claim.name().get(r.language)].concat();
            said.act(msg!("Attest", "签署确认"), "attestation", id.as_str());
            all.push(said);
        }
    }
    all
}

fn watches(r: &Reading) -> Vec<Said> {
    let one = |watch: &Watch| {
        let (id, value) = (&watch.started.event, &watch.started.value);
        let mut said = r.said(id);
        said.name = [r.moment(&value.starts), r.moment(&value.ends)].join(" – ");
        said.put(msg!("Signals and thresholds watched", "监测的信号与阈值"), &value.signals);
        said.put(msg!("Watched by", "监测人"), &value.watcher);
        match &watch.ended {
            Some(fact) => {
                said.put(msg!("Result", "结果"), &r.name(fact.value.result));
                said.put(msg!("What was seen", "监测情况"), &fact.value.findings);
                said.put(msg!("Judged by", "判定人"), &[&fact.value.judge, "\n", &r.by(&fact.event)].concat());
            }
            None => {
                said.put(msg!("Result", "结果"), "");
                said.act(msg!("Record the result", "记录结果"), "watch_result", id.as_str());
            }
        }
        said
    };
    r.one.incident.watches.iter().map(one).collect()
}
