//! Judging what happened: severity, people, services, evidence, classification, anchors, declaration.

use super::open::again;
use super::{
    Asking, Choice, Field, Form, FormCode, Kind, Label, SAVE, Value, area, build, line, many_of, one_of, time, time_now,
};
use crate::language::codes::{Named, anchor_name};
use crate::record::codes::{
    ANCHORS, Answer, Cause, Confidence, Customers, DataClass, Ground, Harm, Outcome, Seat, SeverityCriterion,
    SeverityLevel,
};

pub(super) fn severity(asking: &Asking) -> Form {
    let last = asking.incident.severity.last().map(|fact| &fact.value);
    let mut fields = vec![
        one_of::<SeverityLevel>("level", msg!("Severity", "严重级别"))
            .with(last.map(|one| one.level.code()).unwrap_or_default()),
    ];
    for criterion in SeverityCriterion::ALL {
        let said = last.and_then(|one| one.criteria.get(criterion)).map(String::as_str);
        fields.push(line(criterion.code(), criterion.name()).optional().with(said.unwrap_or_default()));
    }
    fields.push(area("reason", msg!("Reason", "理由")).with(last.map(|one| one.reason.as_str()).unwrap_or_default()));
    fields.push(time("next_review", msg!("Judge again at", "下次评定时间"), asking).optional());
    build(
        FormCode::Severity,
        msg!("Set severity", "评定严重级别"),
        Some(msg!(
            "One line under each criterion; write “unknown” where it is. Set it again when facts change.",
            "每项标准写一句；尚不清楚的写“未知”。事实变化后重新评定。",
        )),
        fields,
        SAVE,
    )
}

pub(super) fn seat(asking: &Asking) -> Form {
    let fields = vec![
        one_of::<Seat>("seat", msg!("Seat", "席位")).with(asking.about),
        line("person", msg!("Person", "人员")),
        line("contact", msg!("How to reach them", "联系方式")).optional(),
    ];
    build(FormCode::Seat, msg!("Team seat", "团队席位"), None, fields, SAVE)
}

pub(super) fn service(_: &Asking) -> Form {
    let fields = vec![
        line("name", msg!("Service", "服务")),
        line("response_team", msg!("Its response team", "该服务的响应团队")).optional(),
        line("owner", msg!("Owner on the service side", "服务侧责任人")).optional(),
    ];
    build(FormCode::Service, msg!("Impacted service", "受影响的服务"), None, fields, SAVE)
}

pub(super) fn service_cleared(asking: &Asking) -> Form {
    let fields = vec![super::services(asking), area("reason", msg!("Why it is not impacted", "为何判定未受影响"))];
    build(FormCode::ServiceCleared, msg!("Not impacted after all", "经查未受影响"), None, fields, SAVE)
}

pub(super) fn evidence(asking: &Asking) -> Form {
    let mut fields = vec![
        line("label", msg!("What it is", "证据名称")),
        line("source", msg!("Where it came from", "来源")),
        line("reference", msg!("Identifier, path or ticket", "编号、路径或工单")).optional(),
        line("collector", msg!("Collected by", "采集人")).optional(),
        line("place", msg!("Kept at", "存放位置")).optional(),
        Field::new("sha256", msg!("SHA-256", "SHA-256"), Kind::Digest)
            .hint(msg!("64 hexadecimal digits, where known", "64 位十六进制，如已知"))
            .optional(),
    ];
    fields.extend(super::entry::beside("evidence_detail", asking));
    build(FormCode::Evidence, msg!("Add evidence", "添加证据"), None, fields, SAVE)
}

pub(super) fn classification(asking: &Asking) -> Form {
    let last = asking.incident.classification.last().map(|fact| &fact.value);
    let codes = |list: Vec<&str>| Value::Many(list.into_iter().map(str::to_owned).collect());
    let harms = last.map(|one| codes(one.harms.iter().map(|harm| harm.code()).collect()));
    let data = last.map(|one| codes(one.data.iter().map(|data| data.code()).collect()));
    let or_none = |code: Option<&'static str>| code.unwrap_or_default();
    let mut harms_field = many_of::<Harm>("harms", msg!("Harms found or likely", "已发现或可能的损害"));
    harms_field.initial = harms;
    let mut data_field = many_of::<DataClass>("data", msg!("Whose data", "涉及的数据"));
    data_field.initial = data;
    let fields = vec![
        one_of::<Outcome>("outcome", msg!("Outcome", "结论")).with(or_none(last.map(|one| one.outcome.code()))),
        one_of::<Answer>("confidentiality", msg!("Confidentiality affected", "机密性受影响"))
            .with(or_none(last.map(|one| one.confidentiality.code()))),
        one_of::<Answer>("integrity", msg!("Integrity affected", "完整性受影响"))
            .with(or_none(last.map(|one| one.integrity.code()))),
        one_of::<Answer>("availability", msg!("Availability affected", "可用性受影响"))
            .with(or_none(last.map(|one| one.availability.code()))),
        harms_field,
        one_of::<Cause>("cause", msg!("Cause", "原因性质")).with(or_none(last.map(|one| one.cause.code()))),
        data_field,
        one_of::<Answer>("processed_by_us", msg!("Processed by us at the time", "当时由我方处理"))
            .hint(msg!("“No”: a customer-realm event, inform and assist", "“否”：属客户侧事态，告知并协助"))
            .with(or_none(last.map(|one| one.processed_by_us.code()))),
        one_of::<Customers>("customers", msg!("Customers", "客户")).with(or_none(last.map(|one| one.customers.code()))),
        line("customers_estimate", msg!("How many, or on what the estimate rests", "数量，或估计的依据"))
            .optional()
            .with(last.map(|one| one.customers_estimate.as_str()).unwrap_or_default()),
        one_of::<Confidence>("confidence", msg!("Confidence", "置信度"))
            .with(or_none(last.map(|one| one.confidence.code()))),
        area("basis", msg!("Evidence for and against", "支持与反对的证据"))
            .with(last.map(|one| one.basis.as_str()).unwrap_or_default()),
    ];
    build(
        FormCode::Classification,
        msg!("Classify", "进行定性"),
        Some(msg!(
            "An outcome never switches a legal clock off. Unknown is an answer. A security incident is, for example, unauthorised access to service infrastructure with customer data exfiltrated.",
            "结论不会停止任何法定时限。“尚不清楚”也是答案。安全事件示例：服务基础设施遭未经授权的访问，客户数据被窃取外传。",
        )),
        fields,
        SAVE,
    )
}

pub(super) fn anchor(asking: &Asking) -> Form {
    let offered = ANCHORS.iter().filter(|code| **code != "declared").map(|code| Choice {
        code: (*code).to_owned(),
        label: anchor_name(code).map_or_else(|| Label::plain(code), Label::Msg),
    });
    let field = Field::new("anchor", msg!("Which moment", "哪个时间点"), Kind::Select(offered.collect()));
    let mut moment = time("moment", msg!("When", "时间"), asking);
    // `code`, or `code@regime` for the value that one regime owns.
    let (code, regime) = asking.about.split_once('@').unwrap_or((asking.about, ""));
    let owner = (!regime.is_empty()).then_some(regime);
    if let Some(fact) = asking.incident.anchor(owner, code) {
        moment.initial = Some(again(&fact.value.moment, asking));
    }
    let fields = vec![
        field.with(code),
        moment,
        line("source", msg!("How this is known", "依据")).hint(msg!("Ticket, log, person", "工单、日志或人员")),
        super::duty::owner(asking, regime),
    ];
    build(
        FormCode::Anchor,
        msg!("Set an anchor", "填写起算点"),
        Some(msg!(
            "Clocks count from anchors. A correction is added; the old value stays in the history.",
            "时限从起算点开始计算。更正会追加保存，旧值保留在历史记录中。",
        )),
        fields,
        SAVE,
    )
}

pub(super) fn declaration(asking: &Asking) -> Form {
    let last = asking.incident.declaration().map(|fact| &fact.value);
    let mut moment = time_now("moment", msg!("Declared at", "宣布时间"), asking);
    if let Some(declared) = last {
        moment.initial = Some(again(&declared.moment, asking));
    }
    let confirmed = vec![
        Choice {
            code: "yes".to_owned(), label: Label::Msg(msg!("Yes, the breach is confirmed", "是，失陷已确认"))
        },
        Choice {
            code: "no".to_owned(), label: Label::Msg(msg!("No, on reasonable suspicion", "否，基于合理怀疑"))
        },
    ];
    let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
    let mut grounds = many_of::<Ground>("grounds", msg!("Grounds", "宣布依据"));
    grounds.optional = false;
    grounds.initial = last.map(|one| Value::Many(one.grounds.iter().map(|ground| ground.code().to_owned()).collect()));
    let fields = vec![
        line("declarer", msg!("Declared by", "宣布人")).with(last.map_or(asking.me, |one| one.declarer.as_str())),
        line("role", msg!("In the role of", "职务")).with(&text(last.map(|one| one.role.as_str()))),
        moment,
        Field::new("confirmed", msg!("Confirmed", "是否已确认"), Kind::Choice(confirmed))
            .with(last.map(|one| if one.confirmed { "yes" } else { "no" }).unwrap_or_default()),
        grounds,
        area("basis", msg!("On what facts", "所依据的事实")).with(&text(last.map(|one| one.basis.as_str()))),
        area("regimes_reviewed", msg!("Laws and contracts considered", "已考虑的法律与合同"))
            .optional()
            .with(&text(last.map(|one| one.regimes_reviewed.as_str()))),
    ];
    let (title, intro, submit) = match last {
        Some(_) => (
            msg!("Correct declaration", "更正宣布"),
            msg!(
                "The clock then counts from the corrected moment. What was declared before stays in the history.",
                "时限改自更正后的时刻起算。此前的宣布保留在历史记录中。",
            ),
            msg!("Save correction", "保存更正"),
        ),
        None => (
            msg!("Declare incident", "正式宣布事件"),
            msg!(
                "The 72-hour contract clock starts at this moment. Exact impact and fix are not needed. A correction later is added, never written over.",
                "72 小时合同时限自此刻起算。无需先查明确切影响和修复办法。日后的更正会追加保存，不会覆盖。",
            ),
            msg!("Declare", "正式宣布"),
        ),
    };
    build(FormCode::Declaration, title, Some(intro), fields, submit)
}

pub(super) fn withdrawal(asking: &Asking) -> Form {
    let fields = vec![
        line("by", msg!("Withdrawn by", "撤回人")).with(asking.me),
        line("role", msg!("In the role of", "职务")),
        area("reason", msg!("Reason", "理由")),
    ];
    build(
        FormCode::Withdrawal,
        msg!("Withdraw declaration", "撤回宣布"),
        Some(msg!(
            "The clock stops being counted; the declaration stays in the record.",
            "时限不再计算；宣布仍保留在记录中。",
        )),
        fields,
        msg!("Withdraw", "撤回"),
    )
}
