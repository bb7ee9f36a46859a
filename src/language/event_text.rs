//! One event in one sentence: what the log and the timeline show.

use super::codes::{Named, anchor_name, filing_words, phase_name, regime_words_in, stage_words_in};
use super::{Language, Msg, duty, entry, format};
use crate::deadline::in_force::Rules;
use crate::deadline::own;
use crate::playbook;
use crate::record::body::{Body, ClockNoticed, LogAdded, Terms};
use crate::record::codes::ClockFinding;
use crate::record::decide::INTAKE;
use crate::record::event::Event;
use crate::record::incident::Incident;
use crate::register::register;

/// What kind of line it is in the log: the filter groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// Notes.
    Note,
    /// Decisions, declarations, approvals, overrides.
    Decision,
    /// Actions and steps.
    Action,
    /// Communications, escalations, notices.
    Communication,
    /// Facts and judgements.
    Fact,
    /// Housekeeping: marks, links, erasures.
    Record,
}

impl Group {
    /// All groups, as offered in the filter.
    pub const ALL: [Self; 6] =
        [Self::Note, Self::Decision, Self::Action, Self::Communication, Self::Fact, Self::Record];

    /// Its code, as used in `data-kind`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Decision => "decision",
            Self::Action => "action",
            Self::Communication => "communication",
            Self::Fact => "fact",
            Self::Record => "record",
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> Msg {
        match self {
            Self::Note => msg!("Notes", "备注"),
            Self::Decision => msg!("Decisions", "决定"),
            Self::Action => msg!("Actions", "行动"),
            Self::Communication => msg!("Communications", "沟通"),
            Self::Fact => msg!("Facts", "事实"),
            Self::Record => msg!("Record", "记录"),
        }
    }
}

/// An event as a line: group, kind in words, and text.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Filter group.
    pub group: Group,
    /// Kind in words.
    pub kind: Msg,
    /// The sentence; indicators are defanged by whoever shows it.
    pub text: String,
}

fn join(parts: &[&str]) -> String {
    let said: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    said.join(" · ")
}

/// The text of a log line as written or as corrected, after the channel and the other side of a communication.
#[must_use]
pub fn log_text(body: &LogAdded, text: &str) -> String {
    join(&[&body.channel, &body.with, text])
}

/// The terms of a clock of one's own: name, length and start, contract.
#[must_use]
pub fn terms(language: Language, terms: &Terms) -> String {
    let rule = own::rule("", terms, "");
    let length = rule
        .and_then(|rule| rule.stages.first().map(|stage| duty::stage_length(language, Rules::BUILT_IN, &rule, stage)));
    join(&[&terms.name, &length.unwrap_or_default(), &terms.source, &terms.dated])
}

/// A variant by its code, its name where this build has it, and a version.
#[must_use]
pub fn variant_words(language: Language, code: &str, version: &str) -> String {
    let title = playbook::variant(code).map(|one| language.pick(&one.title)).unwrap_or_default();
    let named = [code, title].join(" ");
    join(&[named.trim_end(), version])
}

/// What a clock showed, and what it should have shown.
pub const CLOCK_SHOWED: Msg = msg!("It showed {0} and should have shown {1}.", "当时显示 {0}，应显示 {1}。");

/// What was found of the clock of a machine.
#[must_use]
pub fn clock_words(language: Language, found: &ClockNoticed) -> String {
    let words = match found.cause {
        ClockFinding::WentBack => msg!("The clock of the machine went back by {0}", "机器时钟倒退了 {0}"),
        ClockFinding::WentForward => msg!("The clock of the machine went forward by {0}", "机器时钟向前跳了 {0}"),
        ClockFinding::BehindRecord => {
            msg!("The clock of the machine is {0} behind the newest entry", "机器时钟比最新条目慢 {0}")
        }
    };
    words.fill(language, &[&format::duration(language, i64::from(found.difference_seconds) * 1000)])
}

/// The line of an event.
#[must_use]
#[allow(clippy::too_many_lines)] // one arm a kind: the list is the point
pub fn line(language: Language, rules: Rules, event: &Event, incident: &Incident) -> Line {
    let name = |member: Msg| member.get(language);
    let (group, kind, text) = match &event.body {
        Body::Erased => {
            let stone = incident.erased.get(&event.header.id);
            let text = stone.map(|stone| {
                let at = format::instant(language, stone.at, 0);
                msg!("Erased by {0}, {1}: {2}", "由 {0} 于 {1} 抹除：{2}")
                    .fill(language, &[&stone.by.name, &at, &stone.reason])
            });
            (Group::Record, msg!("Erased", "已抹除"), text.unwrap_or_default())
        }
        Body::Unknown => (
            Group::Record,
            msg!("Newer kind", "较新的类型"),
            msg!("Written by a newer version: {0}", "由较新版本写成：{0}").fill(language, &[&event.header.kind]),
        ),
        Body::Opened(b) => (Group::Decision, msg!("Opened", "建立"), b.title.clone()),
        Body::Reported(b) => (
            Group::Fact,
            msg!("Report", "报告"),
            join(&[name(b.reporter.name()), &b.reporter_name, &b.rule_id, &b.place, &b.what]),
        ),
        Body::TitleSet(b) => (Group::Record, msg!("Title", "标题"), b.title.clone()),
        Body::TlpSet(b) => (Group::Record, msg!("Marking", "标记"), name(b.tlp.name()).to_owned()),
        Body::PrivilegeSet(b) => {
            let mark = match b.privileged {
                true => msg!("Legally privileged", "受法律特权保护"),
                false => msg!("Privilege mark removed", "已取消特权标记"),
            };
            (Group::Record, mark, b.reason.clone())
        }
        Body::HoldPlaced(b) => (Group::Record, msg!("Legal hold placed", "实施法律保全"), join(&[&b.reason, &b.by])),
        Body::HoldReleased(b) => {
            (Group::Record, msg!("Legal hold released", "解除法律保全"), join(&[&b.reason, &b.by]))
        }
        Body::Escalated(b) => {
            let receipt = match &b.acknowledged {
                Some(at) => msg!("acknowledged {0}", "应答于 {0}").fill(language, &[&format::moment(language, at)]),
                None => msg!("not yet acknowledged", "尚未应答").get(language).to_owned(),
            };
            (
                Group::Communication,
                msg!("Escalated", "上报"),
                join(&[&b.service, &b.team, &b.person, &b.channel, &receipt]),
            )
        }
        Body::Acknowledged(b) => {
            (Group::Communication, msg!("Acknowledged", "已应答"), join(&[&b.person, &format::moment(language, &b.at)]))
        }
        Body::SeveritySet(b) => {
            (Group::Decision, msg!("Severity", "严重级别"), join(&[name(b.level.name()), &b.reason]))
        }
        Body::AnchorSet(b) => {
            let anchor = anchor_name(&b.anchor).map_or_else(|| b.anchor.clone(), |msg| name(msg).to_owned());
            let text = join(&[
                &anchor,
                &format::moment(language, &b.moment),
                &b.regime
                    .as_deref()
                    .map(|regime| regime_words_in(language, rules, incident, regime))
                    .unwrap_or_default(),
                if b.source == INTAKE { msg!("intake", "受理").get(language) } else { &b.source },
            ]);
            (Group::Fact, msg!("Anchor", "起算点"), text)
        }
        Body::Classified(b) => (Group::Decision, msg!("Classified", "定性"), join(&[name(b.outcome.name()), &b.basis])),
        Body::Declared(b) => {
            let kind = match (b.confirmed, b.corrects.is_some()) {
                (_, true) => msg!("Declaration corrected", "更正宣布"),
                (true, _) => msg!("Declared", "正式宣布"),
                (false, _) => msg!("Declared, unconfirmed", "已宣布，未确认"),
            };
            let at = format::moment(language, &b.moment);
            (Group::Decision, kind, join(&[&b.declarer, &b.role, &at, &b.basis]))
        }
        Body::Withdrawn(b) => {
            (Group::Decision, msg!("Declaration withdrawn", "撤回宣布"), join(&[&b.by, &b.role, &b.reason]))
        }
        Body::PhaseOpened(b) => {
            (Group::Action, msg!("Phase entered", "进入阶段"), join(&[name(phase_name(incident, b.phase)), &b.reason]))
        }
        Body::PhaseClosed(b) => {
            (Group::Action, msg!("Phase left", "离开阶段"), name(phase_name(incident, b.phase)).to_owned())
        }
        Body::GateOverridden(b) => {
            let label = |code: &String| {
                let guide = playbook::need_guide(b.gate, code);
                guide.map_or_else(|| code.clone(), |guide| language.pick(&guide.label).to_owned())
            };
            let missing: Vec<String> = b.missing.iter().map(label).collect();
            let missing = missing.join(msg!("; ", "；").get(language));
            let missing = msg!("missing: {0}", "尚缺：{0}").fill(language, &[&missing]);
            (
                Group::Decision,
                msg!("Gate overridden", "越过关口"),
                join(&[b.gate.code(), &b.name, &b.role, &b.reason, &missing]),
            )
        }
        Body::StepSet(b) => {
            let title =
                playbook::recorded_step(incident, &b.step).map(|step| language.pick(&step.title)).unwrap_or_default();
            let text = join(&[&b.step, title, name(b.status.name()), &b.owner, &b.result, &b.reason]);
            (Group::Action, msg!("Step", "步骤"), text)
        }
        Body::VariantAdded(b) => {
            let text = join(&[&variant_words(language, &b.variant, &b.version), &b.reason]);
            (Group::Decision, msg!("Playbook added", "增加处置手册"), text)
        }
        Body::VariantRemoved(b) => {
            let text = join(&[&variant_words(language, &b.variant, ""), &b.reason]);
            (Group::Decision, msg!("Playbook removed", "移除处置手册"), text)
        }
        Body::SeatFilled(b) => {
            (Group::Fact, msg!("Team seat", "团队席位"), join(&[name(b.seat.name()), &b.person, &b.contact]))
        }
        Body::ServiceAdded(b) => {
            (Group::Fact, msg!("Impacted service", "受影响的服务"), join(&[&b.name, &b.response_team, &b.owner]))
        }
        Body::ServiceCleared(b) => {
            (Group::Fact, msg!("Not impacted", "未受影响"), join(&[incident.service_name(&b.service), &b.reason]))
        }
        Body::EvidenceNoted(b) => (
            Group::Fact,
            msg!("Evidence", "证据"),
            join(&[&b.label, &b.source, &b.reference, &b.collector, &b.place, &b.sha256]),
        ),
        Body::PlanRowAdded(b) => (
            Group::Action,
            msg!("Planned", "计划"),
            join(&[
                name(b.column.name()),
                incident.service_name(&b.service),
                &b.action,
                b.why.as_deref().unwrap_or_default(),
                &b.service_owner,
                &b.response_owner,
            ]),
        ),
        Body::PlanRowSet(b) => {
            let row = incident.plan.iter().find(|row| row.added.event == b.row);
            let action = row.map(|row| row.added.value.action.as_str()).unwrap_or_default();
            (Group::Action, msg!("Planned action", "计划行动"), join(&[action, name(b.status.name()), &b.result]))
        }
        Body::Approved(b) => (Group::Decision, msg!("Approved", "批准"), join(&[&b.name, &b.role, &b.reason])),
        Body::EvictionAttested(b) => (
            Group::Decision,
            msg!("Eradication attested", "根除签署确认"),
            join(&[name(b.claim.name()), &b.name, &b.role, name(b.confidence.name()), &b.basis]),
        ),
        Body::SecureStateSet(b) => (
            Group::Fact,
            msg!("Known secure state", "已知安全状态"),
            join(&[incident.service_name(&b.service), &b.definition, &b.reference, &b.verified_how, &b.verifier]),
        ),
        Body::ServiceAttested(b) => (
            Group::Decision,
            msg!("Service attested", "服务签署确认"),
            join(&[incident.service_name(&b.service), name(b.claim.name()), &b.verifier, &b.basis]),
        ),
        Body::WatchStarted(b) => (
            Group::Action,
            msg!("Watch period", "强化监测期"),
            join(&[&b.signals, &b.watcher, &format::moment(language, &b.ends)]),
        ),
        Body::WatchEnded(b) => {
            (Group::Decision, msg!("Watch result", "监测结果"), join(&[name(b.result.name()), &b.findings, &b.judge]))
        }
        Body::Evaluated(b) => (
            Group::Decision,
            msg!("Response evaluated", "响应评估"),
            join(&[&b.sufficiency_reason, &b.completeness_reason, &b.gaps, &b.evaluator]),
        ),
        Body::PostmortemDecided(b) => {
            let held = match b.required {
                true => msg!("Post-mortem will be held", "将开展事后剖析"),
                false => msg!("No post-mortem", "不开展事后剖析"),
            };
            (Group::Decision, held, join(&[&b.reason, &b.approver]))
        }
        Body::Filed(b) => (
            Group::Communication,
            msg!("Notice sent", "已发出通知"),
            join(&[
                &filing_words(language, rules, incident, b),
                &format::moment(language, &b.moment),
                &b.recipients,
                &b.channel,
                &b.reference,
            ]),
        ),
        Body::FilingWithdrawn(b) => {
            let filing = incident.filings.iter().find(|fact| fact.event == b.filing);
            let what =
                filing.map(|fact| join(&[&format::moment(language, &fact.value.moment), &fact.value.recipients]));
            (
                Group::Communication,
                msg!("Notice taken back from the record", "撤销通知记录"),
                join(&[&what.unwrap_or_default(), &b.reason]),
            )
        }
        Body::RegimeDecided(b) => {
            let regime = regime_words_in(language, rules, incident, &b.regime);
            let text = join(&[&regime, name(b.decision.name()), &b.by, &b.role, &b.reason]);
            (Group::Decision, msg!("Rule decided", "适用性决定"), text)
        }
        Body::StageWaived(b) => {
            let text =
                join(&[&stage_words_in(language, rules, incident, &b.regime, &b.stage), &b.by, &b.role, &b.reason]);
            (Group::Decision, msg!("Notice waived", "决定不通报"), text)
        }
        Body::WaiverWithdrawn(b) => {
            let text =
                join(&[&stage_words_in(language, rules, incident, &b.regime, &b.stage), &b.by, &b.role, &b.reason]);
            (Group::Decision, msg!("Waiver withdrawn", "撤回不通报的决定"), text)
        }
        Body::OwnTargetSet(b) => {
            let due = match b.due.at {
                Some(_) => format::moment(language, &b.due),
                None => msg!("no target", "不设目标").get(language).to_owned(),
            };
            let text = join(&[&stage_words_in(language, rules, incident, &b.regime, &b.stage), &due, &b.reason]);
            (Group::Decision, msg!("Own target", "自设目标"), text)
        }
        Body::ContractClockDecided(b) => {
            let text = join(&[&terms(language, &b.clock), name(b.decision.name()), &b.by, &b.role, &b.reason]);
            (Group::Decision, msg!("Own clock decided", "自有时限的适用性决定"), text)
        }
        Body::CadenceSet(b) => {
            let often = match b.hours {
                0 => msg!("none", "不设").get(language).to_owned(),
                hours => msg!("every {0} h", "每 {0} 小时").fill(language, &[&hours.to_string()]),
            };
            (Group::Decision, msg!("Internal updates", "内部通报"), join(&[&often, &b.by, &b.reason]))
        }
        Body::ReliefDecided(b) => {
            let kind = match b.claimed {
                true => msg!("Relief claimed", "适用顺延"),
                false => msg!("Relief no longer claimed", "不再适用顺延"),
            };
            let text =
                join(&[&stage_words_in(language, rules, incident, &b.regime, &b.stage), &b.by, &b.role, &b.reason]);
            (Group::Decision, kind, text)
        }
        Body::NoticeDrafted(b) => {
            let nature = b.fields.get("nature").map(|said| said.text.as_str()).unwrap_or_default();
            let kind = match b.notice.is_some() {
                true => msg!("Draft notice changed", "修改通知草稿"),
                false => msg!("Notice drafted", "起草通知"),
            };
            (Group::Action, kind, join(&[&stage_words_in(language, rules, incident, &b.regime, &b.stage), nature]))
        }
        Body::NoticeApproved(b) => {
            let draft = incident.drafts.iter().find(|fact| fact.event == b.draft);
            let stage =
                draft.map(|fact| stage_words_in(language, rules, incident, &fact.value.regime, &fact.value.stage));
            (Group::Decision, msg!("Notice approved", "批准通知"), join(&[&stage.unwrap_or_default(), &b.by, &b.role]))
        }
        Body::NoticeSent(b) => {
            let promised = b.next_update.as_ref().map(|at| {
                msg!("next update promised for {0}", "承诺于 {0} 再次通报")
                    .fill(language, &[&format::moment(language, at)])
            });
            let text = join(&[
                &stage_words_in(language, rules, incident, &b.regime, &b.stage),
                &format::moment(language, &b.moment),
                &b.recipients,
                &b.channel,
                &b.reference,
                &promised.unwrap_or_default(),
                &["SHA-256 ", &b.sha256].concat(),
            ]);
            (Group::Communication, msg!("Notice sent", "已发出通知"), text)
        }
        Body::NoticeDelayed(b) => {
            let review = match b.review.at {
                Some(_) => format::moment(language, &b.review),
                None => msg!("ended", "已终止").get(language).to_owned(),
            };
            let text = join(&[&review, &b.reason, &b.legal, &b.executive]);
            (Group::Decision, msg!("Contract notice held back", "推迟合同通知"), text)
        }
        Body::ClockNoticed(b) => {
            let [seen_at, expected] = [b.seen_at, b.expected].map(|at| format::stated(language, at, 0));
            let shown = CLOCK_SHOWED.fill(language, &[&seen_at, &expected]);
            (Group::Record, msg!("Machine clock", "本机时钟"), join(&[&clock_words(language, b), &shown]))
        }
        Body::LogAdded(b) => {
            let group = match b.entry {
                crate::record::codes::EntryKind::Note => Group::Note,
                crate::record::codes::EntryKind::Decision => Group::Decision,
                crate::record::codes::EntryKind::Action => Group::Action,
                crate::record::codes::EntryKind::Communication => Group::Communication,
            };
            (group, b.entry.name(), log_text(b, &b.text))
        }
        Body::LogCorrected(b) => (Group::Note, msg!("Correction", "更正"), b.text.clone()),
        Body::EntryAdded(b) => (
            Group::Fact,
            entry::title(register(&b.register)),
            entry::sentence(language, incident, &b.register, &b.values),
        ),
        Body::EntryChanged(b) => {
            let one = incident.entry(b.entry.as_str());
            let code = one.map_or("", |one| one.register.as_str());
            let text = entry::sentence(language, incident, code, &b.values);
            let text = join(&[one.map_or("", entry::name), &text]);
            (Group::Fact, entry::title(register(code)), text)
        }
        Body::EntryRemoved(b) => {
            let one = incident.entry(b.entry.as_str());
            let taken = name(msg!("taken out", "已移除"));
            let text = join(&[one.map_or("", entry::name), taken, &b.reason]);
            (Group::Fact, entry::title(one.and_then(|one| register(&one.register))), text)
        }
        Body::LinkAdded(b) => {
            (Group::Record, msg!("Linked", "关联"), join(&[name(b.relation.name()), &b.title, b.incident.short()]))
        }
        Body::LinkRemoved(b) => {
            (Group::Record, msg!("Link removed", "取消关联"), join(&[b.incident.short(), &b.reason]))
        }
        Body::Erasure(b) => (Group::Record, msg!("Text erased", "抹除文本"), join(&[b.target.short(), &b.reason])),
        Body::Resolved(b) => (Group::Decision, msg!("Resolved", "已解决"), b.summary.clone()),
        Body::Closed(b) => (Group::Decision, msg!("Closed", "已关闭"), b.summary.clone()),
        Body::Finalised(b) => (Group::Decision, msg!("Post-mortem final", "事后剖析定稿"), b.summary.clone()),
        Body::Archived(b) => (Group::Decision, msg!("Archived", "已归档"), b.summary.clone()),
        Body::Reopened(b) => (Group::Decision, msg!("Reopened", "重新打开"), b.reason.clone()),
    };
    Line { group, kind, text }
}
