//! Names of the closed vocabularies, exhaustive by the compiler.

use super::{Language, Msg};
use crate::deadline::contract::UPDATE;
use crate::deadline::in_force::Rules;
use crate::deadline::own::{self, CADENCE_SET};
use crate::record::body::Filed;
use crate::record::codes::*;
use crate::record::incident::Incident;

/// A member of a vocabulary that has a name.
pub trait Named: Copy + 'static {
    /// Its name in both languages.
    fn name(self) -> Msg;
    /// Its stored code.
    fn stored(self) -> &'static str;
    /// All members, as offered.
    fn all() -> &'static [Self];
    /// The code and the name of each, as offered.
    fn words() -> &'static [(&'static str, Msg)];
}

macro_rules! names {
    ($type:ident { $($variant:ident $en:literal $zh:literal,)+ }) => {
        impl Named for $type {
            fn name(self) -> Msg {
                match self { $($type::$variant => const { msg!($en, $zh) },)+ }
            }
            fn stored(self) -> &'static str {
                self.code()
            }
            fn all() -> &'static [Self] {
                Self::ALL
            }
            fn words() -> &'static [(&'static str, Msg)] {
                const WORDS: &[(&str, Msg)] = &[$(($type::$variant.code(), msg!($en, $zh))),+];
                WORDS
            }
        }
    };
}

names! { ReporterKind {
    Tool "Monitoring tool" "检测工具",
    Employee "Employee" "员工",
    Customer "Customer" "客户",
    ThirdParty "Third party" "第三方",
    Regulator "Regulator" "监管机构",
} }
names! { Mode {
    Real "Real incident" "真实事件",
    Exercise "Exercise" "演练",
} }
names! { Tlp {
    Red "TLP:RED" "TLP:RED",
    AmberStrict "TLP:AMBER+STRICT" "TLP:AMBER+STRICT",
    Amber "TLP:AMBER" "TLP:AMBER",
    Green "TLP:GREEN" "TLP:GREEN",
    Clear "TLP:CLEAR" "TLP:CLEAR",
} }
names! { SeverityLevel {
    Critical "Critical" "特别严重",
    High "High" "严重",
    Medium "Medium" "中等",
    Low "Low" "较低",
} }
names! { SeverityCriterion {
    Privacy "Privacy" "隐私",
    Impact "Impact" "影响",
    Scope "Scope" "影响范围",
    Tenants "Number of tenants or customers" "租户或客户数量",
    Region "Region" "地域",
    Service "Service" "服务",
    Details "Details" "详情",
    Industry "Rules of the customer’s industry or market" "客户所在行业或市场的规定",
} }
names! { Answer {
    Yes "Yes" "是",
    No "No" "否",
    Unknown "Unknown so far" "尚不清楚",
} }
names! { Outcome {
    SecurityIncident "Security incident" "安全事件",
    AvailabilityEvent "Service-security event (availability only)" "服务安全事态（仅可用性）",
    PrivacyEvent "Privacy event" "隐私事态",
    ComplianceEvent "Compliance event" "合规事项",
    CustomerRealm "Customer-realm event" "客户侧事态",
    FalsePositive "False positive" "误报",
} }
names! { Harm {
    Destruction "Destruction" "毁坏",
    Loss "Loss" "丢失",
    Alteration "Alteration" "篡改",
    Disclosure "Unauthorised disclosure" "未经授权的披露",
    Access "Unauthorised access" "未经授权的访问",
} }
names! { Cause {
    Accidental "Accidental" "意外",
    Unlawful "Unlawful" "非法",
    Unknown "Unknown so far" "尚不清楚",
} }
names! { DataClass {
    Customer "Customer data" "客户数据",
    Personal "Personal data" "个人数据",
    Neither "Neither" "都不是",
    Unknown "Unknown so far" "尚不清楚",
} }
names! { Customers {
    None "None affected" "无客户受影响",
    Some "Some affected" "有客户受影响",
    Unknown "Unknown so far" "尚不清楚",
} }
names! { Ground {
    AccessOccurred "Unauthorised access has occurred" "已发生未经授权的访问",
    AccessLikely "Unauthorised access has likely occurred" "很可能已发生未经授权的访问",
    DutyToNotify "A law or contract requires notice" "法律或合同要求通知",
} }
names! { Phase {
    Analysis "Analysis" "分析",
    Containment "Containment" "遏制",
    Eradication "Eradication" "根除",
    Recovery "Recovery" "恢复",
    PostIncident "Post-incident" "事后活动",
} }

/// The names of the phases in other sets of stages, by the code of the set (B-32).
const STAGES: [(&str, [Msg; 5]); 3] = [
    (
        "five",
        [
            msg!("Detect, assess, diagnose", "检测、评估、诊断"),
            msg!("Stabilise: contain", "稳定：遏制"),
            msg!("Stabilise: eradicate", "稳定：根除"),
            msg!("Recover", "恢复"),
            msg!("Close and post-mortem", "关闭、事后剖析"),
        ],
    ),
    (
        "csf",
        [
            msg!("Detect; respond: analyse", "检测；响应：分析"),
            msg!("Respond: contain", "响应：遏制"),
            msg!("Respond: eradicate", "响应：根除"),
            msg!("Recover", "恢复"),
            msg!("Identify: improve", "识别：改进"),
        ],
    ),
    (
        "picerl",
        [
            msg!("Identification", "识别"),
            msg!("Containment", "遏制"),
            msg!("Eradication", "根除"),
            msg!("Recovery", "恢复"),
            msg!("Lessons learned", "总结经验"),
        ],
    ),
];

/// The name of a phase in the set of stages that an incident follows; what is stored knows the phases alone.
#[must_use]
pub fn phase_name(incident: &Incident, phase: Phase) -> Msg {
    let terms = incident.entries_of("terms").last();
    let names = STAGES.iter().find(|(code, _)| terms.is_some_and(|terms| terms.holds("stages", code)));
    let place = Phase::ALL.iter().position(|one| *one == phase);
    names.zip(place).and_then(|((_, names), place)| names.get(place)).copied().unwrap_or(phase.name())
}

names! { StepStatus {
    ToDo "To do" "待办",
    Doing "Doing" "进行中",
    Done "Done" "已完成",
    NotNeeded "Not needed" "无需执行",
    Blocked "Blocked" "受阻",
} }
names! { Seat {
    Lead "Incident lead" "事件响应负责人",
    ServiceOwner "Service owner" "服务责任人",
    Communications "Communications" "沟通负责人",
    Legal "Legal" "法务",
    Compliance "Compliance" "合规",
    Scribe "Scribe" "记录员",
    Expert "Subject-matter expert" "领域专家",
    Executive "Executive incident manager" "高管级事件经理",
} }
/// Of the communications seat, while a report by a customer asks for it and nobody sits there (B-13).
pub const ASKED_BY_CUSTOMER: Msg =
    msg!("Asked for since a customer reported this; nobody yet", "由客户报告，须安排人选");

names! { PlanColumn {
    Contain "Contain" "遏制",
    Eradicate "Eradicate" "根除",
    Recover "Recover" "恢复",
} }
names! { PlanLimit {
    Customers "Customers" "客户",
    Data "Data" "数据",
    Systems "Systems" "系统",
} }
names! { ActionStatus {
    Planned "Planned" "已计划",
    Doing "Under way" "进行中",
    Done "Done" "已完成",
    Dropped "Dropped" "已取消",
} }
names! { Impact {
    Low "Low" "低",
    Medium "Medium" "中",
    High "High" "高",
} }
names! { Confidence {
    Low "Low" "低",
    Medium "Medium" "中",
    High "High" "高",
} }
names! { EvictionClaim {
    Evicted "The adversary is evicted" "攻击者已被驱逐",
    PathMitigated "The way back in is mitigated" "重新入侵的途径已缓解",
} }
names! { ServiceClaim {
    Eliminated "The threat is eliminated" "威胁已消除",
    Recovered "The service is completely recovered" "服务已完全恢复",
} }
names! { WatchResult {
    Clean "No unexplained signal" "无不明信号",
    Signs "Signs of the adversary" "出现攻击者迹象",
    Inconclusive "Could not be judged" "无法判断",
} }
names! { Rating {
    Met "Yes" "是",
    Partly "In part" "部分",
    NotMet "No" "否",
} }
names! { EntryKind {
    Note "Note" "备注",
    Decision "Decision" "决定",
    Action "Action" "行动",
    Communication "Communication" "沟通",
} }
names! { Applicability {
    Applies "Applies" "适用",
    DoesNotApply "Does not apply" "不适用",
    NotYetKnown "Not yet known" "尚不确定",
} }
names! { Stating {
    Stated "Stated" "已说明",
    NotKnown "Not known yet" "尚不清楚",
    NotApplicable "Not applicable" "不适用",
} }
names! { NoticeLanguage {
    English "English" "英文",
    Chinese "Chinese" "中文",
    Both "Both" "中英双语",
} }
names! { Relation {
    Related "Related" "相关",
    SameCause "Same cause" "原因相同",
    Duplicate "Duplicate" "重复",
    FollowsFrom "Follows from" "由其引发",
} }

names! { Counterparty {
    Customer "Customer" "客户",
    Insurer "Insurer" "保险人",
    CardScheme "Card scheme or acquirer" "卡组织或收单机构",
    Other "Other" "其他",
} }
names! { Counted {
    Hours "Hours" "小时",
    CalendarDays "Calendar days" "自然日",
    BusinessDays "Business days" "工作日",
} }

/// Anchors the interface offers, with their names. Others show their code.
const ANCHOR_NAMES: [(&str, Msg); 17] = [
    ("occurred", msg!("Occurred", "发生")),
    ("first_signal", msg!("First signal", "首个信号")),
    ("reported", msg!("Reported", "报告")),
    ("aware", msg!("Aware", "知悉")),
    ("confirmed", msg!("Confirmed", "确认")),
    ("classified", msg!("Classified", "定级")),
    ("determined", msg!("Determined", "认定")),
    ("declared", msg!("Declared", "正式宣布")),
    ("payment", msg!("Payment", "付款")),
    ("discovered", msg!("Discovered", "发现")),
    ("assessed", msg!("Assessed", "评估")),
    ("resolved", msg!("Resolved", "解决")),
    ("notified_individuals", msg!("Affected people told", "已告知受影响个人")),
    ("info_available", msg!("Information available", "信息可得")),
    ("corrective_measure", msg!("Corrective measure available", "纠正措施可用")),
    ("on_request", msg!("Asked by the authority", "主管机关提出要求")),
    ("year_end", msg!("End of the year of discovery", "发现当年年末")),
];

/// Name of an anchor, if it is one the interface offers.
#[must_use]
pub fn anchor_name(code: &str) -> Option<Msg> {
    if code == CADENCE_SET {
        return Some(msg!("Update interval set", "设定通报间隔"));
    }
    ANCHOR_NAMES.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
}

/// The code of a notice that answers no clock.
pub const NO_REGIME: &str = "other";

/// The name of the contract clock among the duties a notice may answer.
pub const CONTRACT_DUTY: Msg = msg!("Contract notice to customers, 72 h", "向客户发出合同通知，72 小时");

/// The name of the internal update among the duties a notice may answer.
const UPDATE_DUTY: Msg = msg!("Internal update", "内部通报");

/// The name of an update that a notice promises, where the rules have no stage for it.
pub const PROMISED_UPDATE: Msg = msg!("Promised update", "承诺的后续通报");

/// What stands between a name and what it is the name of.
pub const COLON: Msg = msg!(": ", "：");

/// A regime, or a stage of one as `REGIME.STAGE`, in words: its name, nothing where a notice answers none, or its code where these rules have no name for it.
#[must_use]
pub fn regime_words(language: Language, rules: Rules, code: &str) -> String {
    match code {
        CONTRACT_72H => CONTRACT_DUTY.get(language).to_owned(),
        INTERNAL_UPDATE => UPDATE_DUTY.get(language).to_owned(),
        NO_REGIME => String::new(),
        other => {
            let known = |code: &str| own::named(rules.pack(), code);
            match other.split_once('.').filter(|(regime, _)| known(regime).is_some()) {
                Some((regime, stage)) => stage_words(language, rules, regime, stage),
                None => known(other).map_or(other, |regime| language.pick(&regime.name)).to_owned(),
            }
        }
    }
}

/// A stage of a regime in words: both names, or the codes where these rules have no names for them.
#[must_use]
pub fn stage_words(language: Language, rules: Rules, regime: &str, stage: &str) -> String {
    if regime == INTERNAL_UPDATE {
        return regime_words(language, rules, regime);
    }
    let name = own::named(rules.pack(), regime).and_then(|regime| regime.stage(stage));
    let name = match name {
        Some(stage) => language.pick(&stage.name),
        None if stage == UPDATE => PROMISED_UPDATE.get(language),
        None => stage,
    };
    [regime_words(language, rules, regime).as_str(), name].join(COLON.get(language))
}

/// As [`regime_words`], with the clocks of one's own that the record holds.
#[must_use]
#[inline(never)]
pub fn regime_words_in(language: Language, rules: Rules, incident: &Incident, code: &str) -> String {
    match incident.own_clocks.get(code) {
        Some(fact) => fact.value.name.clone(),
        None => regime_words(language, rules, code),
    }
}

/// As [`stage_words`], with the clocks of one's own that the record holds: each has one stage, so its name will do.
#[must_use]
#[inline(never)]
pub fn stage_words_in(language: Language, rules: Rules, incident: &Incident, regime: &str, stage: &str) -> String {
    match incident.own_clocks.contains_key(regime) {
        true => regime_words_in(language, rules, incident, regime),
        false => stage_words(language, rules, regime, stage),
    }
}

/// What a filing answers: the stage, or the regime alone where it names no stage or this build knows none of it.
#[must_use]
pub fn filing_words(language: Language, rules: Rules, incident: &Incident, filed: &Filed) -> String {
    match filed.stage.is_empty() || rules.pack().regime(&filed.regime).is_none() {
        true => regime_words_in(language, rules, incident, &filed.regime),
        false => stage_words_in(language, rules, incident, &filed.regime, &filed.stage),
    }
}

/// The handling line of a TLP marking (TLP 2.0, FIRST).
#[must_use]
pub const fn tlp_meaning(tlp: Tlp) -> Msg {
    match tlp {
        Tlp::Red => msg!("For named recipients only", "仅限指定接收人"),
        Tlp::AmberStrict => msg!("Need to know, inside the organisation only", "仅限组织内部需要知悉者"),
        Tlp::Amber => {
            msg!("Need to know, inside the organisation and its clients", "仅限组织内部及其客户中需要知悉者")
        }
        Tlp::Green => msg!("For the community, not for publication", "可在社区内分享，不得公开"),
        Tlp::Clear => msg!("May be shared without limit", "可不受限制地分享"),
    }
}
