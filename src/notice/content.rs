//! The points a notice may state: code, name, question. The codes are those of the rule pack (reference section 2.5).

use crate::language::Msg;

/// A point of a notice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Item {
    /// Code, as in the rule pack and in the record.
    pub code: &'static str,
    /// Its name: the heading in the notice and the label in the form.
    pub name: Msg,
    /// The question that it answers.
    pub ask: Msg,
}

const fn point(code: &'static str, name: Msg, ask: Msg) -> Item {
    Item { code, name, ask }
}

/// Every point, the ones of the contract notice first.
pub static ITEMS: [Item; 64] = [
    point(
        "nature",
        msg!("Nature of the incident", "事件性质"),
        msg!("What happened, in plain words?", "发生了什么？请用平实的语言说明。"),
    ),
    point(
        "affected_users",
        msg!("Users affected, approximately", "受影响用户数（约数）"),
        msg!(
            "How many, as a range? If not known: on what basis will it be found out?",
            "约有多少？可写范围。尚不清楚的，写明依据何在。",
        ),
    ),
    point(
        "mitigation",
        msg!("Mitigation", "缓解措施"),
        msg!(
            "What has been or is being done to limit the harm? If it does not apply: why?",
            "已采取或正在采取哪些减轻危害的措施？不适用的，写明原因。",
        ),
    ),
    point(
        "next_steps",
        msg!("Next steps", "后续步骤"),
        msg!("What will be examined or done next?", "接下来将调查或处理什么？"),
    ),
    point(
        "next_update",
        msg!("Next update", "下次通报时间"),
        msg!("When will they hear from you again?", "何时再次通报？"),
    ),
    point(
        "breach_time",
        msg!("Time of the breach", "事件发生时间"),
        msg!("When did it begin and end, as far as known?", "已知的开始与结束时间？"),
    ),
    point(
        "occurrence_time",
        msg!("Time of occurrence", "发生时间"),
        msg!("When did it happen, and how did it unfold?", "何时发生，经过如何？"),
    ),
    point(
        "awareness_time",
        msg!("Time of awareness", "知悉时间"),
        msg!("When did you become aware of it?", "何时知悉？"),
    ),
    point("detection_time", msg!("Time of discovery", "发现时间"), msg!("When was it discovered?", "何时发现？")),
    point(
        "classification_time",
        msg!("Time of classification", "定级时间"),
        msg!("When was it classified as reportable?", "何时定级为须报告的事件？"),
    ),
    point(
        "recovery_time",
        msg!("Time of recovery", "恢复时间"),
        msg!("When were services restored?", "服务何时恢复？"),
    ),
    point(
        "data_types",
        msg!("Kinds of data", "数据类型"),
        msg!("Which kinds of data are concerned?", "涉及哪些类型的数据？"),
    ),
    point(
        "phi_types",
        msg!("Kinds of health information", "健康信息类型"),
        msg!(
            "Which kinds of protected health information: names, diagnoses, account numbers?",
            "涉及哪些受保护的健康信息：姓名、诊断、账号等？",
        ),
    ),
    point(
        "affected_persons",
        msg!("People affected, approximately", "受影响人数（约数）"),
        msg!("Which categories of people, and about how many?", "涉及哪几类人，约有多少？"),
    ),
    point(
        "affected_records",
        msg!("Records affected, approximately", "受影响记录数（约数）"),
        msg!("Which categories of records, and about how many?", "涉及哪几类记录，约有多少条？"),
    ),
    point(
        "actions_taken",
        msg!("Actions taken", "已采取的行动"),
        msg!("What have you done so far?", "目前已做了什么？"),
    ),
    point(
        "customer_actions",
        msg!("What you can do", "建议客户采取的行动"),
        msg!("What should the recipient do now?", "建议接收方现在做什么？"),
    ),
    point(
        "product",
        msg!("Product or service", "涉及的产品或服务"),
        msg!("Which product or service?", "涉及哪个产品或服务？"),
    ),
    point(
        "exposure_time",
        msg!("Length of exposure", "暴露时长"),
        msg!("For how long was the data exposed?", "数据暴露了多久？"),
    ),
    point(
        "subprocessor",
        msg!("Sub-processor", "分包处理者"),
        msg!("Was a sub-processor involved; which?", "是否涉及分包处理者？是哪一家？"),
    ),
    point(
        "measures",
        msg!("Measures", "采取的措施"),
        msg!(
            "Which measures were taken or are proposed, also against adverse effects?",
            "已采取或拟采取哪些措施，包括减轻不利影响的措施？",
        ),
    ),
    point(
        "contact",
        msg!("Contact", "联系方式"),
        msg!("Who answers questions: name, telephone, e-mail?", "由谁答复询问：姓名、电话、电子邮箱？"),
    ),
    point(
        "consequences",
        msg!("Likely consequences", "可能的后果"),
        msg!("What may follow for those affected?", "可能给受影响者带来什么后果？"),
    ),
    point(
        "delay_reasons",
        msg!("Reasons for the delay", "延迟的原因"),
        msg!("Only if the time limit is missed: why?", "仅在超过时限时填写：原因是什么？"),
    ),
    point("impact", msg!("Impact", "影响"), msg!("What is affected, and how badly?", "哪些受到影响，程度如何？")),
    point("root_cause", msg!("Cause", "事件原因"), msg!("What caused it, as far as known?", "已知的原因是什么？")),
    point(
        "self_protection",
        msg!("How people can protect themselves", "个人可采取的防护措施"),
        msg!("What can those affected do to limit the harm?", "受影响者可以怎样减轻危害？"),
    ),
    point(
        "safety_steps",
        msg!("Safety steps for people", "个人安全措施"),
        msg!("What can people do for their own safety?", "个人可以采取哪些安全措施？"),
    ),
    point(
        "steps_for_individuals",
        msg!("Steps for individuals", "个人应采取的步骤"),
        msg!("What should individuals do to protect themselves from harm?", "个人应采取哪些步骤以免受损害？"),
    ),
    point("scope", msg!("Scope", "范围"), msg!("How far does it reach?", "涉及范围多大？")),
    point("timing", msg!("Timing", "时间"), msg!("When did it happen, and when was it found?", "何时发生、何时发现？")),
    point("location", msg!("Place", "地点"), msg!("Where did it happen?", "发生在哪里？")),
    point("incident_type", msg!("Type of incident", "事件类型"), msg!("Of which type is it?", "属于哪类事件？")),
    point(
        "unit_profile",
        msg!("Organisation and system", "单位及系统概况"),
        msg!("Which organisation, and which facility, system or platform?", "涉及哪个单位，以及哪些设施、系统、平台？",),
    ),
    point(
        "grade",
        msg!("Grade", "事件级别"),
        msg!("Which grade is it, by the rule’s own scale?", "按规定的分级属于哪一级？"),
    ),
    point(
        "rights",
        msg!("Rights of those affected", "受影响者的权利"),
        msg!("Which rights and remedies do they have?", "受影响者有哪些权利和救济途径？"),
    ),
    point(
        "cross_border",
        msg!("Effect across borders", "跨境影响"),
        msg!("Are other countries affected; which?", "是否影响其他国家？是哪些？"),
    ),
    point(
        "toll_free",
        msg!("Toll-free number", "免费电话"),
        msg!(
            "Which toll-free number, e-mail, web page or postal address can people use?",
            "可使用哪个免费电话、电子邮箱、网页或通信地址？",
        ),
    ),
    point(
        "findings_who",
        msg!("Findings on who did it", "对责任人的调查结果"),
        msg!("What was found about the person who caused it?", "关于造成事件的人，有何调查结果？"),
    ),
    point(
        "notice_report",
        msg!("Notices given to people", "已向个人发出的通知"),
        msg!("Whom did you notify, when and how?", "何时、以何种方式通知了哪些人？"),
    ),
    point(
        "accountability",
        msg!("Accountability", "责任追究"),
        msg!("Who is held accountable, and how?", "追究了哪些人的责任，如何追究？"),
    ),
    point("rectification", msg!("Rectification", "整改情况"), msg!("What was put right?", "完成了哪些整改？")),
    point("lessons", msg!("Lessons", "经验教训"), msg!("What was learnt?", "有哪些经验教训？")),
    point(
        "malicious",
        msg!("Unlawful or malicious", "是否非法或恶意"),
        msg!("Is an unlawful or malicious act suspected?", "是否怀疑由非法或恶意行为引起？"),
    ),
    point(
        "severity",
        msg!("Severity", "严重程度"),
        msg!("How severe is it, by a first assessment?", "初步评估的严重程度如何？"),
    ),
    point(
        "indicators",
        msg!("Indicators of compromise", "失陷指标"),
        msg!("Which indicators are known, where available?", "已知哪些失陷指标（如有）？"),
    ),
    point("reference", msg!("Reference", "事件编号"), msg!("Which reference do you use for it?", "事件编号是什么？")),
    point(
        "criteria_met",
        msg!("Criteria met", "符合的分级标准"),
        msg!("Which classification criteria are met?", "符合哪些分级标准？"),
    ),
    point(
        "member_states",
        msg!("Member States affected", "受影响的成员国"),
        msg!("Which Member States are affected?", "影响哪些成员国？"),
    ),
    point("how_found", msg!("How it was found", "发现方式"), msg!("How was it discovered?", "如何发现的？")),
    point(
        "origin",
        msg!("Origin", "事件来源"),
        msg!("Where does it come from; a third party?", "来源何在？是否源于第三方？"),
    ),
    point(
        "continuity",
        msg!("Continuity plan", "业务连续性计划"),
        msg!("Was a business continuity plan activated?", "是否启动了业务连续性计划？"),
    ),
    point(
        "affected_functions",
        msg!("Functions and infrastructure affected", "受影响的职能与基础设施"),
        msg!("Which functions, processes and infrastructure are affected?", "哪些职能、流程和基础设施受到影响？"),
    ),
    point(
        "client_impact",
        msg!("Impact on clients", "对客户的影响"),
        msg!("How are clients and counterparts affected, and how many?", "客户与交易对手受到什么影响，数量多少？"),
    ),
    point(
        "temporary_measures",
        msg!("Temporary measures", "临时措施"),
        msg!("Which temporary measures were taken or are planned?", "已采取或拟采取哪些临时措施？"),
    ),
    point(
        "resolution",
        msg!("Resolution", "解决情况"),
        msg!("When and how was it resolved for good?", "何时、如何彻底解决？"),
    ),
    point(
        "costs",
        msg!("Costs and losses", "成本与损失"),
        msg!("Which direct and indirect costs and losses?", "直接与间接的成本和损失是多少？"),
    ),
    point(
        "recurrence",
        msg!("Recurrence", "是否重复发生"),
        msg!("Is it one of several; how will it be prevented?", "是否为重复发生的事件？如何防止再次发生？"),
    ),
    point(
        "not_yet_known",
        msg!("What is not known yet", "尚不清楚的事项"),
        msg!("Which of these facts are not determined yet?", "上述哪些事项尚未确定？"),
    ),
    point(
        "payment_reason",
        msg!("Why payment was needed", "付款的必要性"),
        msg!("Why was the payment necessary?", "为何必须付款？"),
    ),
    point(
        "payment_alternatives",
        msg!("Alternatives to payment", "付款的替代方案"),
        msg!("Which alternatives were considered?", "考虑过哪些替代方案？"),
    ),
    point(
        "payment_diligence",
        msg!("Diligence on alternatives", "替代方案的尽职调查"),
        msg!("What was done to find alternatives to payment?", "为寻找替代方案做了哪些尽职调查？"),
    ),
    point(
        "sanctions",
        msg!("Sanctions check", "制裁合规"),
        msg!("What was done to comply with sanctions rules?", "为遵守制裁规定做了哪些核查？"),
    ),
    point(
        "other",
        msg!("Anything else", "其他事项"),
        msg!("What else do the rule or the recipient ask for?", "规定或接收方还要求说明什么？"),
    ),
];

/// The point with this code.
#[must_use]
pub fn item(code: &str) -> Option<&'static Item> {
    ITEMS.iter().find(|item| item.code == code)
}
