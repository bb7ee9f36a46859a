//! The joint plan: what the service teams carry out and the response team supports, in three columns.

use super::said::{Reading, Said};
use super::section::{Section, Shape, Source};
use crate::language::Msg;
use crate::language::codes::Named as _;
use crate::record::body::PlanRowSet;
use crate::record::codes::{Impact, PlanColumn};
use crate::record::incident::{Fact, PlanRow};

const RESULT: Msg = msg!("Result, or why dropped", "结果或取消原因");

/// The joint plan.
pub const PLAN: Section = Section {
    id: "facts-plan",
    title: msg!("Joint plan", "联合计划"),
    acts: &[(msg!("Plan an action", "添加计划行动"), "plan")],
    read: Source::Facts(plan),
    kinds: &["plan.row_added", "plan.row_set", "approval.given"],
    empty: msg!("Nothing planned yet", "尚无计划"),
    shape: Shape::Lanes(&[msg!("Contain", "遏制"), msg!("Eradicate", "根除"), msg!("Recover", "恢复")]),
};

fn plan(r: &Reading) -> Vec<Said> {
    r.one.incident.plan.iter().map(|row| action(r, row)).collect()
}

fn action(r: &Reading, row: &PlanRow) -> Said {
    let (id, value) = (&row.added.event, &row.added.value);
    let mut said = r.said(id);
    said.lane = PlanColumn::ALL.iter().position(|column| *column == value.column).unwrap_or_default();
    said.name.clone_from(&value.action);
    said.put(msg!("Status", "状态"), &r.name(row.status()));
    if let Some(last) = row.changes.last() {
        said.maybe(RESULT, &last.value.result);
    }
    said.maybe(msg!("Why it is done", "行动理由"), value.why.as_deref().unwrap_or_default());
    let limits: Vec<String> = value.limits.iter().flatten().map(|limit| r.name(*limit)).collect();
    let limits = limits.join(msg!(", ", "、").get(r.language));
    let term = msg!("Limits the impact on", "限制影响的对象");
    // Said to be missing where a containment action was planned before it was asked for.
    match value.column {
        PlanColumn::Contain => said.put(term, &limits),
        _ => said.maybe(term, &limits),
    }
    said.put(msg!("Service", "服务"), r.one.incident.service_name(&value.service));
    said.put(msg!("Carried out by", "实施人"), &value.service_owner);
    said.put(msg!("Supported by", "支持人"), &value.response_owner);
    said.put(msg!("Business impact", "业务影响"), &r.name(value.business_impact));
    said.put(msg!("How to undo it", "回退方法"), &value.rollback);
    said.put(msg!("Evidence safe first", "证据已先行保全"), &r.name(value.evidence_safe));
    for approval in &row.approvals {
        let value = &approval.value;
        let text =
            [value.name.as_str(), " · ", &value.role, " · ", &value.reason, "\n", &r.by(&approval.event)].concat();
        said.put(msg!("Approved by", "批准人"), &text);
    }
    if value.business_impact == Impact::High && row.approvals.is_empty() && !row.is_dropped() {
        said.put(msg!("Approved by", "批准人"), "");
        said.act(msg!("Record the approval", "记录批准"), "approval", id.as_str());
    }
    said.act(msg!("Record progress", "记录进展"), "plan_progress", id.as_str());
    said.older = row.changes.iter().rev().map(|fact| progress(r, fact)).collect();
    said
}

fn progress(r: &Reading, fact: &Fact<PlanRowSet>) -> Said {
    let mut said = r.said(&fact.event);
    said.put(msg!("Status", "状态"), fact.value.status.name().get(r.language));
    said.maybe(RESULT, &fact.value.result);
    said
}
