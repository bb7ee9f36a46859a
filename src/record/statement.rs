//! What a notice says on one point, and the maps that bodies hold.

use super::body::{
    ContractClockDecided, Filed, NoticeSent, RegimeDecided, ReliefDecided, StageWaived, WaiverWithdrawn,
};
use super::codes::{SeverityCriterion, Stating};
use super::incident::Waiver;
use super::json::Json;
use super::map::Map;
use serde_json::Value;

impl Json for Map<SeverityCriterion, String> {
    fn to_json(&self) -> Value {
        let mut map = serde_json::Map::new();
        for (key, text) in self.iter() {
            super::json::put(&mut map, key.code(), Value::String(text.clone()));
        }
        Value::Object(map)
    }
    fn from_json(value: &Value) -> Option<Self> {
        let entry =
            |(key, text): (&String, &Value)| Some((SeverityCriterion::from_code(key)?, String::from_json(text)?));
        value.as_object()?.iter().map(entry).collect()
    }
    fn blank() -> Self {
        Self::default()
    }
}

/// What a notice says on one point.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Stated, not known yet, not applicable.
    pub how: Stating,
    /// What is stated; or the basis, or the reason.
    pub text: String,
}
crate::json_struct! { Statement { how, text } }

impl Json for Map<String, Statement> {
    fn to_json(&self) -> Value {
        let mut map = serde_json::Map::new();
        for (key, statement) in self.iter() {
            super::json::put(&mut map, key, statement.to_json());
        }
        Value::Object(map)
    }
    fn from_json(value: &Value) -> Option<Self> {
        let entry = |(key, value): (&String, &Value)| Some((key.clone(), Statement::from_json(value)?));
        value.as_object()?.iter().map(entry).collect()
    }
    fn blank() -> Self {
        Self::default()
    }
}

impl NoticeSent {
    /// The filing that it is: it answers the clock of its stage.
    #[must_use]
    pub fn filing(&self) -> Filed {
        Filed {
            channel: self.channel.clone(),
            edition: self.edition.clone(),
            moment: self.moment.clone(),
            recipients: self.recipients.clone(),
            reference: self.reference.clone(),
            regime: self.regime.clone(),
            stage: self.stage.clone(),
        }
    }
}

impl ContractClockDecided {
    /// The decision that it is. No edition of the rules was read for it: its terms stand beside it.
    #[must_use]
    pub fn decided(&self) -> RegimeDecided {
        RegimeDecided {
            by: self.by.clone(),
            decision: self.decision,
            edition: String::new(),
            reason: self.reason.clone(),
            regime: self.regime.clone(),
            role: self.role.clone(),
        }
    }
}

impl ReliefDecided {
    /// The claim, given or taken back.
    #[must_use]
    pub fn claim(&self) -> Waiver {
        let Self { by, claimed, reason, regime, role, stage } = self.clone();
        match claimed {
            true => Waiver::Given(StageWaived { by, reason, regime, role, stage }),
            false => Waiver::Withdrawn(WaiverWithdrawn { by, reason, regime, role, stage }),
        }
    }
}
