//! How it began: the report, the escalations; and which other incidents belong to it.

use super::said::{Reading, Said, stand};
use super::section::{NOTHING, Section, Shape, Source};
use crate::record::body::Body;
use crate::session::{IncidentTab, Route};

/// Who reported what.
pub const REPORT: Section = Section {
    id: "facts-report",
    title: msg!("Report", "报告"),
    acts: &[(msg!("Correct the report", "更正报告"), "report")],
    read: Source::Facts(report),
    kinds: &["report.recorded"],
    empty: NOTHING,
    shape: Shape::Items,
};

/// Escalations and their receipts.
pub const ESCALATIONS: Section = Section {
    id: "facts-escalations",
    title: msg!("Escalations", "上报"),
    acts: &[(msg!("Record an escalation", "记录上报"), "escalation")],
    read: Source::Facts(escalations),
    kinds: &["escalation.recorded", "escalation.acknowledged"],
    empty: msg!("Nobody has been called yet", "尚未上报"),
    shape: Shape::Items,
};

/// Linked incidents.
pub const LINKS: Section = Section {
    id: "facts-links",
    title: msg!("Linked incidents", "关联事件"),
    acts: &[(msg!("Link an incident", "关联其他事件"), "link")],
    read: Source::Facts(links),
    kinds: &["link.added", "link.removed"],
    empty: msg!("No incident is linked", "没有关联事件"),
    shape: Shape::Items,
};

fn report(r: &Reading) -> Vec<Said> {
    let one = |fact: &crate::record::incident::Fact<crate::record::body::Reported>| {
        let mut said = r.said(&fact.event);
        let value = &fact.value;
        said.put(msg!("What was seen", "看到了什么"), &value.what);
        said.put(msg!("Reported by", "报告方"), &r.name(value.reporter));
        said.put(msg!("Name of the reporter or tool", "报告人或工具名称"), &value.reporter_name);
        said.maybe(msg!("Rule or alert id", "规则或告警编号"), &value.rule_id);
        said.put(msg!("Where", "位置"), &value.place);
        said
    };
    stand(r.one.incident.reports.iter().rev().map(one).collect()).into_iter().collect()
}

fn escalations(r: &Reading) -> Vec<Said> {
    let one = |escalation: &crate::record::incident::Escalation| {
        let (id, value) = (&escalation.call.event, &escalation.call.value);
        let mut said = r.said(id);
        said.name = [value.service.as_str(), " · ", &value.team].concat();
        said.maybe(msg!("Person on call", "值班人员"), &value.person);
        said.maybe(msg!("Channel", "渠道"), &value.channel);
        said.put(msg!("Called at", "呼叫时间"), &r.moment(&value.called));
        let receipt = match &escalation.acknowledged {
            Some((at, person)) => {
                let parts = [r.moment(at), person.clone()];
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
            }
            None => {
                said.act(msg!("Record the acknowledgement", "记录应答"), "acknowledgement", id.as_str());
                msg!("Not acknowledged yet", "尚未应答").get(r.language).to_owned()
            }
        };
        said.put(msg!("Acknowledged", "应答"), &receipt);
        said
    };
    r.one.incident.escalations.iter().map(one).collect()
}

fn links(r: &Reading) -> Vec<Said> {
    let links = r.one.incident.links.iter();
    links
        .map(|(id, (relation, title))| {
            let added = r.newest(&|body| matches!(body, Body::LinkAdded(link) if link.incident == *id));
            let mut said = added.map(|event| r.said(&event.header.id)).unwrap_or_default();
            said.name = if title.is_empty() { id.short().to_owned() } else { title.clone() };
            said.href = Route::Incident(id.clone(), IncidentTab::Playbook, None).href();
            said.put(msg!("How it is related", "关联方式"), &r.name(*relation));
            said.put(msg!("Incident", "事件"), id.short());
            said.act(msg!("Remove the link", "取消关联"), "unlink", id.as_str());
            said
        })
        .collect()
}
