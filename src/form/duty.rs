//! Commands of the forms about notices: decisions on rules, filings, waivers, own targets.

use super::command::state;
use super::fields::Asking;
use super::spec::FormCode;
use super::values::{Problem, Reader};
use crate::record::body::{Filed, OwnTargetSet, RegimeDecided, StageWaived, WaiverWithdrawn};
use crate::record::decide::Command;
use crate::record::refusal::Why;

/// The notice chosen: regime and stage.
pub(super) fn notice(r: &mut Reader) -> (String, String) {
    let chosen = r.maybe("notice");
    match chosen.split_once('.') {
        Some((regime, stage)) => (regime.to_owned(), stage.to_owned()),
        None => {
            r.wrong("notice", Problem::Why(Why::NothingChosen));
            Default::default()
        }
    }
}

/// The command of one of these forms.
pub(super) fn stated(code: FormCode, r: &mut Reader, asking: &Asking) -> Option<Command> {
    match code {
        FormCode::Decision => {
            let regime = r.text("regime");
            let body = RegimeDecided {
                decision: r.code("decision"),
                by: r.text("by"),
                role: r.text("role"),
                reason: r.text("reason"),
                edition: asking.rules.edition(),
                regime,
            };
            state(body, None)
        }
        FormCode::Filing => {
            let chosen = r.text("regime");
            // A draft kept by an earlier build names the stage in a field of its own.
            let split = chosen.split_once('.').map(|(regime, stage)| (regime.to_owned(), stage.to_owned()));
            let (regime, stage) = split.unwrap_or_else(|| (chosen, r.maybe("stage")));
            let moment = r.time("moment");
            let body = Filed {
                recipients: r.text("recipients"),
                channel: r.text("channel"),
                edition: Some(asking.rules.edition()),
                moment: moment.clone(),
                reference: r.maybe("reference"),
                regime,
                stage,
            };
            state(body, Some(moment))
        }
        FormCode::Waiver => {
            let (regime, stage) = notice(r);
            let (by, role, reason) = (r.text("by"), r.text("role"), r.text("reason"));
            state(StageWaived { by, reason, regime, role, stage }, None)
        }
        FormCode::WaiverBack => {
            let (regime, stage) = notice(r);
            let (by, role, reason) = (r.text("by"), r.text("role"), r.text("reason"));
            state(WaiverWithdrawn { by, reason, regime, role, stage }, None)
        }
        FormCode::OwnTarget => {
            let (regime, stage) = notice(r);
            let due = r.time("due");
            state(OwnTargetSet { due, reason: r.text("reason"), regime, stage }, None)
        }
        _ => None,
    }
}
