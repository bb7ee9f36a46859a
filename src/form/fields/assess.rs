//! Judging what happened: severity, people, services, evidence, classification, anchors, declaration.

use super::open::again;
use super::{
    Asking, Choice, Field, Form, FormCode, Kind, Label, Msg, SAVE, Value, area, build, line, many_of, one_of, time,
    time_now,
};
use crate::language::codes::{Named, anchor_name};
use crate::record::codes::{
    ANCHORS, Answer, Cause, Confidence, Customers, DataClass, Ground, Harm, Outcome, Seat, SeverityCriterion,
    SeverityLevel,
};

pub(super) fn severity(asking: &Asking) -> Form {
    let last = asking.incident.severity.last().map(|fact| &fact.value);
    let mut fields = vec![
        one_of::<SeverityLevel>("level", Msg::new("Severity", "严重级别"))
            .with(last.map(|one| one.level.code()).unwrap_or_default()),
    ];
    for criterion in SeverityCriterion::ALL {
        let said = last.and_then(|one| one.criteria.get(criterion)).map(String::as_str);
        fields.push(line(criterion.code(), criterion.name()).optional().with(said.unwrap_or_default()));
    }
    fields
        .push(area("reason", Msg::new("Reason", "理由")).with(last.map(|one| one.reason.as_str()).unwrap_or_default()));
    fields.push(time("next_review", Msg::new("Judge again at", "下次评定时间"), asking).optional());
    build(
        FormCode::Severity,
        Msg::new("Set severity", "评定严重级别"),
        Some(Msg::new(
            "One line under each criterion; write “unknown” where it is. Set it again when facts change.",
            "每项标准写一句；尚不清楚的写“未知”。事实变化后重新评定。",
        )),
        fields,
        SAVE,
    )
}

pub(super) fn seat(asking: &Asking) -> Form {
    let fields = vec![
        one_of::<Seat>("seat", Msg::new("Seat", "席位")).with(asking.about),
        line("person", Msg::new("Person", "人员")),
        line("contact", Msg::new("How to reach them", "联系方式")).optional(),
    ];
    build(FormCode::Seat, Msg::new("Team seat", "团队席位"), None, fields, SAVE)
}

pub(super) fn service(_: &Asking) -> Form {
    let fields = vec![
        line("name", Msg::new("Service", "服务")),
        line("response_team", Msg::new("Its response team", "该服务的响应团队")).optional(),
        line("owner", Msg::new("Owner on the service side", "服务侧责任人")).optional(),
    ];
    build(FormCode::Service, Msg::new("Impacted service", "受影响的服务"), None, fields, SAVE)
}

pub(super) fn service_cleared(asking: &Asking) -> Form {
    let fields = vec![super::services(asking), area("reason", Msg::new("Why it is not impacted", "为何判定未受影响"))];
    build(FormCode::ServiceCleared, Msg::new("Not impacted after all", "经查未受影响"), None, fields, SAVE)
}

pub(super) fn evidence(_: &Asking) -> Form {
    let fields = vec![
        line("label", Msg::new("What it is", "证据名称")),
        line("source", Msg::new("Where it came from", "来源")),
        line("reference", Msg::new("Identifier, path or ticket", "编号、路径或工单")).optional(),
        line("collector", Msg::new("Collected by", "采集人")).optional(),
        line("place", Msg::new("Kept at", "存放位置")).optional(),
        line("sha256", Msg::new("SHA-256", "SHA-256"))
            .hint(Msg::new("64 hexadecimal digits, where known", "64 位十六进制，如已知"))
            .optional(),
    ];
    build(FormCode::Evidence, Msg::new("Add evidence", "添加证据"), None, fields, SAVE)
}

pub(super) fn classification(asking: &Asking) -> Form {
    let last = asking.incident.classification.last().map(|fact| &fact.value);
    let codes = |list: Vec<&str>| Value::Many(list.into_iter().map(str::to_owned).collect());
    let harms = last.map(|one| codes(one.harms.iter().map(|harm| harm.code()).collect()));
    let data = last.map(|one| codes(one.data.iter().map(|data| data.code()).collect()));
    let or_none = |code: Option<&'static str>| code.unwrap_or_default();
    let mut harms_field = many_of::<Harm>("harms", Msg::new("Harms found or likely", "已发现或可能的损害"));
    harms_field.initial = harms;
    let mut data_field = many_of::<DataClass>("data", Msg::new("Whose data", "涉及的数据"));
    data_field.initial = data;
    let fields = vec![
        one_of::<Outcome>("outcome", Msg::new("Outcome", "结论")).with(or_none(last.map(|one| one.outcome.code()))),
        one_of::<Answer>("confidentiality", Msg::new("Confidentiality affected", "机密性受影响"))
            .with(or_none(last.map(|one| one.confidentiality.code()))),
        one_of::<Answer>("integrity", Msg::new("Integrity affected", "完整性受影响"))
            .with(or_none(last.map(|one| one.integrity.code()))),
        one_of::<Answer>("availability", Msg::new("Availability affected", "可用性受影响"))
            .with(or_none(last.map(|one| one.availability.code()))),
        harms_field,
        one_of::<Cause>("cause", Msg::new("Cause", "原因性质")).with(or_none(last.map(|one| one.cause.code()))),
        data_field,
        one_of::<Answer>("processed_by_us", Msg::new("Processed by us at the time", "当时由我方处理"))
            .with(or_none(last.map(|one| one.processed_by_us.code()))),
        one_of::<Customers>("customers", Msg::new("Customers", "客户"))
            .with(or_none(last.map(|one| one.customers.code()))),
        line("customers_estimate", Msg::new("How many, or on what the estimate rests", "数量，或估计的依据"))
            .optional()
            .with(last.map(|one| one.customers_estimate.as_str()).unwrap_or_default()),
        one_of::<Confidence>("confidence", Msg::new("Confidence", "置信度"))
            .with(or_none(last.map(|one| one.confidence.code()))),
        area("basis", Msg::new("Evidence for and against", "支持与反对的证据"))
            .with(last.map(|one| one.basis.as_str()).unwrap_or_default()),
    ];
    build(
        FormCode::Classification,
        Msg::new("Classify", "进行定性"),
        Some(Msg::new(
            "An outcome never switches a legal clock off. Unknown is an answer.",
            "结论不会停止任何法定时限。“尚不清楚”也是答案。",
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
    let field = Field::new("anchor", Msg::new("Which moment", "哪个时间点"), Kind::Select(offered.collect()));
    let mut moment = time("moment", Msg::new("When", "时间"), asking);
    // `code`, or `code@regime` for the value that one regime owns.
    let (code, regime) = asking.about.split_once('@').unwrap_or((asking.about, ""));
    let owner = (!regime.is_empty()).then_some(regime);
    if let Some(fact) = asking.incident.anchor(owner, code) {
        moment.initial = Some(again(&fact.value.moment, asking));
    }
    let fields = vec![
        field.with(code),
        moment,
        line("source", Msg::new("How this is known", "依据")).hint(Msg::new("Ticket, log, person", "工单、日志或人员")),
        super::duty::owner(asking, regime),
    ];
    build(
        FormCode::Anchor,
        Msg::new("Set an anchor", "填写起算点"),
        Some(Msg::new(
            "Clocks count from anchors. A correction is added; the old value stays in the history.",
            "时限从起算点开始计算。更正会追加保存，旧值保留在历史记录中。",
        )),
        fields,
        SAVE,
    )
}

pub(super) fn declaration(asking: &Asking) -> Form {
    let last = asking.incident.declaration().map(|fact| &fact.value);
    let mut moment = time_now("moment", Msg::new("Declared at", "宣布时间"), asking);
    if let Some(declared) = last {
        moment.initial = Some(again(&declared.moment, asking));
    }
    let confirmed = vec![
        Choice {
            code: "yes".to_owned(),
            label: Label::Msg(Msg::new("Yes, the breach is confirmed", "是，失陷已确认")),
        },
        Choice {
            code: "no".to_owned(),
            label: Label::Msg(Msg::new("No, on reasonable suspicion", "否，基于合理怀疑")),
        },
    ];
    let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
    let mut grounds = many_of::<Ground>("grounds", Msg::new("Grounds", "宣布依据"));
    grounds.optional = false;
    grounds.initial = last.map(|one| Value::Many(one.grounds.iter().map(|ground| ground.code().to_owned()).collect()));
    let fields = vec![
        line("declarer", Msg::new("Declared by", "宣布人")).with(last.map_or(asking.me, |one| one.declarer.as_str())),
        line("role", Msg::new("In the role of", "职务")).with(&text(last.map(|one| one.role.as_str()))),
        moment,
        Field::new("confirmed", Msg::new("Confirmed", "是否已确认"), Kind::Choice(confirmed))
            .with(last.map(|one| if one.confirmed { "yes" } else { "no" }).unwrap_or_default()),
        grounds,
        area("basis", Msg::new("On what facts", "所依据的事实")).with(&text(last.map(|one| one.basis.as_str()))),
        area("regimes_reviewed", Msg::new("Laws and contracts considered", "已考虑的法律与合同"))
            .optional()
            .with(&text(last.map(|one| one.regimes_reviewed.as_str()))),
    ];
    let (title, intro, submit) = match last {
        Some(_) => (
            Msg::new("Correct declaration", "更正宣布"),
            Msg::new(
                "The clock then counts from the corrected moment. What was declared before stays in the history.",
                "时限改自更正后的时刻起算。此前的宣布保留在历史记录中。",
            ),
            Msg::new("Save correction", "保存更正"),
        ),
        None => (
            Msg::new("Declare incident", "正式宣布事件"),
            Msg::new(
                "The 72-hour contract clock starts at this moment. Exact impact and fix are not needed. A correction later is added, never written over.",
                "72 小时合同时限自此刻起算。无需先查明确切影响和修复办法。日后的更正会追加保存，不会覆盖。",
            ),
            Msg::new("Declare", "正式宣布"),
        ),
    };
    build(FormCode::Declaration, title, Some(intro), fields, submit)
}

pub(super) fn withdrawal(asking: &Asking) -> Form {
    let fields = vec![
        line("by", Msg::new("Withdrawn by", "撤回人")).with(asking.me),
        line("role", Msg::new("In the role of", "职务")),
        area("reason", Msg::new("Reason", "理由")),
    ];
    build(
        FormCode::Withdrawal,
        Msg::new("Withdraw declaration", "撤回宣布"),
        Some(Msg::new(
            "The clock stops being counted; the declaration stays in the record.",
            "时限不再计算；宣布仍保留在记录中。",
        )),
        fields,
        Msg::new("Withdraw", "撤回"),
    )
}
