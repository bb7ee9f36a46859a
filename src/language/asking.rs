//! The guided questions in words: kinds of answers, answers, and the reason a rule is proposed for.

use super::{Language, Msg, places};

/// What is asked for a kind of answer; the code itself where this build has no words for it.
#[must_use]
pub fn question(language: Language, kind: &str) -> String {
    let msg = match kind {
        "role" => Msg::new("In what role we handle the data or the service", "我方以何种角色处理数据或提供服务"),
        "data" => Msg::new("What data are affected", "受影响的数据"),
        "people" => Msg::new("Where the affected people are", "受影响个人所在地"),
        "place" => Msg::new("Where we are established or do business", "我方设立或经营所在地"),
        "sector" => Msg::new("Sector", "行业"),
        "critical" => {
            Msg::new("Critical service or infrastructure, as designated in", "被认定为关键服务或关键基础设施的地区")
        }
        "listed" => Msg::new("Listed company", "上市公司"),
        "contract" => Msg::new("Contracts that ask for notice", "要求通知的合同"),
        "payment" => Msg::new("Ransom", "赎金"),
        "ai" => Msg::new("AI system", "人工智能系统"),
        other => return other.to_owned(),
    };
    msg.get(language).to_owned()
}

/// Answers but for places.
const ANSWERS: [(&str, Msg); 21] = [
    ("role:controller", Msg::new("controller", "控制者")),
    ("role:processor", Msg::new("processor", "处理者（受托方）")),
    ("role:provider", Msg::new("service provider", "服务提供者")),
    ("data:personal", Msg::new("personal data", "个人数据")),
    ("data:health", Msg::new("health data", "健康数据")),
    ("data:financial", Msg::new("financial data", "金融数据")),
    ("sector:finance", Msg::new("finance", "金融")),
    ("sector:health", Msg::new("health", "医疗卫生")),
    ("sector:energy", Msg::new("energy", "能源")),
    ("sector:transport", Msg::new("transport", "交通运输")),
    ("sector:telecom", Msg::new("telecommunications", "电信")),
    ("sector:digital", Msg::new("digital services", "数字服务")),
    ("sector:public", Msg::new("public administration", "公共管理")),
    ("sector:manufacturer", Msg::new("manufacturing", "制造业")),
    ("sector:defence", Msg::new("defence", "国防")),
    ("contract:customer", Msg::new("contract with customers", "与客户的合同")),
    ("contract:provider", Msg::new("contract with a provider", "与供应商的合同")),
    ("payment:made", Msg::new("a ransom was paid", "已支付赎金")),
    ("ai:high_risk", Msg::new("high-risk AI system", "高风险人工智能系统")),
    ("listed:US", Msg::new("listed in the United States", "在美国上市")),
    ("listed:EU", Msg::new("listed in the EU", "在欧盟上市")),
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
        Some("people") => Msg::new("people in {0}", "受影响个人位于{0}"),
        Some("place") => Msg::new("established in {0}", "在{0}设立或经营"),
        Some("critical") => Msg::new("critical in {0}", "在{0}被认定为关键"),
        Some("listed") => Msg::new("listed in {0}", "在{0}上市"),
        _ => return code.to_owned(),
    };
    let place = code.split_once(':').map_or(code, |(_, place)| place);
    msg.fill(language, &[&places::within(language, place)])
}

/// Why a rule is proposed: "because: people in the EU, controller, personal data".
#[must_use]
pub fn because(language: Language, answers: &[String]) -> String {
    let said: Vec<String> = answers.iter().map(|code| phrase(language, code)).collect();
    let said = said.join(Msg::new(", ", "、").get(language));
    Msg::new("because: {0}", "原因：{0}").fill(language, &[&said])
}
