//! Which points a stage of a rule asks for.

use super::content::{Item, item};
use crate::deadline::own::{CUSTOMER_REALM, named};
use crate::deadline::pack::{Pack, Stage};
use crate::language::Msg;
use crate::record::codes::CONTRACT_72H;
use crate::record::incident::Incident;

/// The regime by which a customer tells its provider.
pub const CUSTOMER_DUTY: &str = "contract-customer-duty";

/// What a processor is told where a risk would be rated (B-38).
pub const INFORM_CONTROLLER: Msg = msg!(
    "We act as processor (Facts, Definition and role): no risk to people is rated here. Inform the controller, who judges the risk and decides whom to tell and what to do.",
    "我方为处理者（见“事实”中的“定义与角色”）：此处不评定对个人的风险。请告知控制者，由其判断风险，决定告知对象和应对措施。",
);

/// The point that rates the risk to people.
const RISK: &str = "consequences";

/// How firmly a point is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Needed.
    Needed,
    /// Needed while the investigation goes on.
    WhileOpen,
    /// Said where it is known or applies.
    Optional,
}

/// A point that is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Asked {
    /// The point.
    pub item: &'static Item,
    /// How firmly.
    pub need: Need,
}

/// What a notice to customers states at least, and what every notice does whose rule lists nothing.
const CORE: [&str; 3] = ["nature", "affected_users", "mitigation"];

/// What goes with it while the investigation goes on.
const WHILE_OPEN: [&str; 2] = ["next_steps", "next_update"];

/// What a customer tells its provider; the contract names no contents, so this is ours.
const TO_PROVIDER: [&str; 6] = ["nature", "product", "awareness_time", "actions_taken", "data_types", "contact"];

/// Said beside the core where the rule lists nothing.
const BESIDE: [&str; 6] = ["breach_time", "awareness_time", "data_types", "consequences", "measures", "contact"];

/// The points a stage asks for, in the order in which they are written. The last one takes what has no place elsewhere.
#[must_use]
pub fn asked(regime: &str, stage: &Stage) -> Vec<Asked> {
    let listed = stage.content.iter().map(String::as_str);
    let mut codes: Vec<&str> = match (regime, stage.content.is_empty()) {
        (CUSTOMER_DUTY, _) => TO_PROVIDER.into_iter().chain(listed).collect(),
        (CONTRACT_72H, _) => CORE.into_iter().chain(listed).collect(),
        (_, true) => CORE.into_iter().chain(BESIDE).collect(),
        (_, false) => listed.collect(),
    };
    // What happened in the customer's realm is not ours to follow up.
    if regime != CUSTOMER_REALM {
        codes.extend(WHILE_OPEN);
    }
    codes.push("other");
    let mut found: Vec<Asked> = Vec::new();
    for code in codes {
        // A point that a newer pack names and this build does not is said under "other".
        let Some(item) = item(code).filter(|item| found.iter().all(|one| one.item.code != item.code)) else { continue };
        found.push(Asked { item, need: need(regime, stage, item.code) });
    }
    found
}

/// The points a stage of a pack asks for. A stage the pack does not have asks for what every notice states.
#[must_use]
pub fn asked_of(pack: &Pack, regime: &str, stage: &str) -> Vec<Asked> {
    let row = named(pack, regime);
    match row.and_then(|row| row.stage(stage)).or_else(|| row.and_then(|row| row.stages.first())) {
        Some(stage) => asked(regime, stage),
        None => {
            let of = |need: Need| move |code: &&str| item(code).map(|item| Asked { item, need });
            let core =
                CORE.iter().filter_map(of(Need::Needed)).chain(WHILE_OPEN.iter().filter_map(of(Need::WhileOpen)));
            core.chain(["other"].iter().filter_map(of(Need::Optional))).collect()
        }
    }
}

/// The points a stage asks for in an incident: a processor is not asked to rate a risk (B-38).
#[must_use]
pub fn asked_in(pack: &Pack, incident: &Incident, regime: &str, stage: &str) -> Vec<Asked> {
    let mut asked = asked_of(pack, regime, stage);
    asked.retain(|one| one.item.code != RISK || !incident.is_processor());
    asked
}

fn need(regime: &str, stage: &Stage, code: &str) -> Need {
    let listed = stage.content.iter().any(|one| one == code);
    let own = matches!(regime, CONTRACT_72H | CUSTOMER_DUTY) || stage.content.is_empty();
    let first = regime != CONTRACT_72H || stage.key != crate::deadline::contract::UPDATE;
    match code {
        // Asked for by what the gate G7 holds a notice to customers to; a law that lists its contents rules itself.
        "next_steps" | "next_update" | "not_yet_known" if own || listed => Need::WhileOpen,
        // Only where the notice is late.
        "delay_reasons" => Need::Optional,
        "nature" | "contact" if regime == CUSTOMER_DUTY => Need::Needed,
        _ if regime == CUSTOMER_DUTY => Need::Optional,
        code if own && first && CORE.contains(&code) => Need::Needed,
        _ if own => Need::Optional,
        _ if listed => Need::Needed,
        _ => Need::Optional,
    }
}
