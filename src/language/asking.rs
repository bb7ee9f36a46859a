//! The guided questions in words: kinds of answers, answers, and the reason a rule is proposed for.

use super::{Language, Msg, places};

/// What is asked for a kind of answer; the code itself where this build has no words for it.
#[must_use]
pub fn question(language: Language, kind: &str) -> String {
    let msg = match kind {
        "role" => msg!("In what role we handle the data or the service", "我方以何种角色处理数据或提供服务"),
        "data" => msg!("What data are affected", "受影响的数据"),
        "people" => msg!("Where the affected people are", "受影响个人所在地"),
        "place" => msg!("Where we are established or do business", "我方设立或经营所在地"),
        "sector" => msg!("Sector", "行业"),
        "critical" => {
            msg!("Critical service or infrastructure, as designated in", "被认定为关键服务或关键基础设施的地区")
        }
        "listed" => msg!("Listed company", "上市公司"),
        "contract" => msg!("Contracts that ask for notice", "要求通知的合同"),
        "payment" => msg!("Ransom", "赎金"),
        "ai" => msg!("AI system", "人工智能系统"),
        other => return other.to_owned(),
    };
    msg.get(language).to_owned()
}

/// Answers but for places.
const ANSWERS: [(&str, Msg); 21] = [
    ("role:controller", msg!("controller", "控制者")),
    ("role:processor", msg!("processor", "处理者（受托方）")),
    ("role:provider", msg!("service provider", "服务提供者")),
    ("data:personal", msg!("personal data", "个人数据")),
    ("data:health", msg!("health data", "健康数据")),
    ("data:financial", msg!("financial data", "金融数据")),
    ("sector:finance", msg!("finance", "金融")),
    ("sector:health", msg!("health", "医疗卫生")),
    ("sector:energy", msg!("energy", "能源")),
    ("sector:transport", msg!("transport", "交通运输")),
    ("sector:telecom", msg!("telecommunications", "电信")),
    ("sector:digital", msg!("digital services", "数字服务")),
    ("sector:public", msg!("public administration", "公共管理")),
    ("sector:manufacturer", msg!("manufacturing", "制造业")),
    ("sector:defence", msg!("defence", "国防")),
    ("contract:customer", msg!("contract with customers", "与客户的合同")),
    ("contract:provider", msg!("contract with a provider", "与供应商的合同")),
    ("payment:made", msg!("a ransom was paid", "已支付赎金")),
    ("ai:high_risk", msg!("high-risk AI system", "高风险人工智能系统")),
    ("listed:US", msg!("listed in the United States", "在美国上市")),
    ("listed:EU", msg!("listed in the EU", "在欧盟上市")),
];

/// An answer as offered under its question: a place by its name alone.
#[must_use]
pub fn answer(language: Language, code: &str) -> String {
    match code.split_once(':') {
        Some(("people" | "place" | "critical", place)) => places::name(language, place),
        _ => phrase(language, code),
    }
}

/// An answer as a reason: "people in the EU", "personal data".
#[must_use]
pub fn phrase(language: Language, code: &str) -> String {
    let known = ANSWERS.iter().find(|(known, _)| *known == code);
    if let Some((_, msg)) = known {
        return msg.get(language).to_owned();
    }
    let msg = match code.split_once(':').map(|(kind, _)| kind) {
        Some("people") => msg!("people in {0}", "受影响个人位于{0}"),
        Some("place") => msg!("established in {0}", "在{0}设立或经营"),
        Some("critical") => msg!("critical in {0}", "在{0}被认定为关键"),
        Some("listed") => msg!("listed in {0}", "在{0}上市"),
        _ => return code.to_owned(),
    };
    let place = code.split_once(':').map_or(code, |(_, place)| place);
    msg.fill(language, &[&places::within(language, place)])
}

/// Why a rule is proposed: "because: people in the EU, controller, personal data".
#[must_use]
pub fn because(language: Language, answers: &[String]) -> String {
    let said: Vec<String> = answers.iter().map(|code| phrase(language, code)).collect();
    let said = said.join(msg!(", ", "、").get(language));
    msg!("because: {0}", "原因：{0}").fill(language, &[&said])
}
