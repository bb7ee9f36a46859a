//! From what was typed to a command. All problems are gathered, so that a person sees them at once.

pub use super::fields::Asking;
use super::spec::FormCode;
use super::values::{FieldProblem, Problem, Reader, Values};
use crate::deadline::unanswered;
use crate::record::body::{
    Acknowledged, AnchorSet, Approved, Body, Classified, Declared, Escalated, Evaluated, EvictionAttested,
    EvidenceNoted, FilingWithdrawn, HoldPlaced, HoldReleased, LinkAdded, LinkRemoved, LogAdded, LogCorrected, Opened,
    PlanRowAdded, PlanRowSet, PostmortemDecided, PrivilegeSet, Reopened, Reported, SeatFilled, SecureStateSet,
    ServiceAdded, ServiceAttested, ServiceCleared, SeveritySet, StepSet, TitleSet, TlpSet, WatchEnded, WatchStarted,
    Withdrawn,
};
use crate::record::civil::Zones;
use crate::record::codes::{Mode, Phase, SeverityCriterion, Tlp};
use crate::record::decide::{Command, Override};
use crate::record::id::Id;
use crate::record::refusal::Why;
use crate::record::time::Moment;

/// Builds the command a submitted form stands for.
///
/// # Errors
/// Every problem found, each with its field.
pub fn command(
    code: FormCode,
    values: &Values,
    asking: &Asking,
    zones: &dyn Zones,
    by: Option<Override>,
) -> Result<Command, Vec<FieldProblem>> {
    let mut r = Reader::new(values, zones);
    let command = build(code, &mut r, asking, by);
    let occurred = r.maybe_time("occurred");
    match (r.problems.is_empty(), command) {
        (true, Some(command)) => Ok(stated_at(command, occurred)),
        (true, None) => Err(vec![FieldProblem { field: String::new(), problem: Problem::Why(Why::NoSuchTarget) }]),
        (false, _) => Err(r.problems),
    }
}

pub(super) fn state(body: impl Into<Body>, occurred: Option<Moment>) -> Option<Command> {
    Some(Command::State { body: body.into(), occurred, known: None })
}

/// Now, as it would be typed.
fn now(r: &Reader, asking: &Asking) -> Moment {
    super::time_input::read(asking.now, r.zones()).ok().flatten().unwrap_or_default()
}

/// Gives the act the time it happened at, where one was typed and the fact has none of its own.
fn stated_at(command: Command, occurred: Option<Moment>) -> Command {
    match (command, occurred) {
        (Command::State { body, occurred: None, known }, occurred) => Command::State { body, occurred, known },
        (
            act @ (Command::Enter { .. }
            | Command::Leave(_)
            | Command::Resolve { .. }
            | Command::Finalise { .. }
            | Command::Close { .. }
            | Command::Archive { .. }),
            Some(occurred),
        ) => Command::Late { act: Box::new(act), occurred },
        (command, _) => command,
    }
}

fn build(code: FormCode, r: &mut Reader, asking: &Asking, by: Option<Override>) -> Option<Command> {
    match code {
        FormCode::Intake | FormCode::Report | FormCode::Escalation | FormCode::Acknowledgement => {
            opening(code, r, asking)
        }
        FormCode::Severity
        | FormCode::Seat
        | FormCode::Service
        | FormCode::ServiceCleared
        | FormCode::Evidence
        | FormCode::Classification
        | FormCode::Anchor
        | FormCode::Declaration
        | FormCode::Withdrawal => assessing(code, r, asking),
        FormCode::Plan
        | FormCode::PlanProgress
        | FormCode::Approval
        | FormCode::Eviction
        | FormCode::SecureState
        | FormCode::Attestation
        | FormCode::WatchStart
        | FormCode::WatchEnd => responding(code, r, asking),
        FormCode::Step => stepping(r, asking),
        FormCode::Enter => {
            let phase = Phase::from_code(asking.about)?;
            let reason = match asking.incident.phases.contains_key(&phase) {
                true => r.text("reason"),
                false => r.maybe("reason"),
            };
            Some(Command::Enter { phase, leave: r.flags("leave"), reason, by })
        }
        FormCode::Leave => Some(Command::Leave(Phase::from_code(asking.about)?)),
        FormCode::Resolve => Some(Command::Resolve { summary: r.text("summary"), by }),
        FormCode::Finalise => Some(Command::Finalise { summary: r.text("summary"), by }),
        FormCode::Close => Some(Command::Close { summary: r.text("summary"), by }),
        FormCode::Archive => {
            let unanswered = unanswered(asking.incident, asking.rules, r.zones());
            Some(Command::Archive { summary: r.text("summary"), unanswered, by })
        }
        FormCode::Filing | FormCode::Decision | FormCode::Waiver | FormCode::WaiverBack | FormCode::OwnTarget => {
            super::duty::stated(code, r, asking)
        }
        FormCode::OwnClock | FormCode::Cadence | FormCode::Relief => super::own::stated(code, r),
        // Kept in the browser; no fact of any incident.
        FormCode::Profile | FormCode::ProfileClock => None,
        FormCode::Evaluation | FormCode::Postmortem | FormCode::FilingWithdrawal | FormCode::Reopen => closing(code, r),
        FormCode::NoticeDraft | FormCode::NoticeApproval | FormCode::NoticeSending | FormCode::NoticeDelay => {
            super::notice::command(code, r, asking)
        }
        FormCode::Entry | FormCode::EntryRemoval => super::entry::stated(code, r, asking),
        FormCode::Erase => Some(Command::Erase { target: Id::parse(asking.about)?, reason: r.text("reason") }),
        FormCode::Log => {
            let body = LogAdded {
                channel: r.maybe("channel"),
                entry: r.code("entry"),
                text: r.text("text"),
                with: r.maybe("with"),
            };
            Some(Command::State { body: body.into(), occurred: None, known: r.maybe_time("known") })
        }
        _ => protecting(code, r, asking),
    }
}

fn report(r: &mut Reader) -> Reported {
    Reported {
        reporter: r.code("reporter"),
        reporter_name: r.maybe("reporter_name"),
        rule_id: r.maybe("rule_id"),
        what: r.text("what"),
        place: r.maybe("place"),
    }
}

/// The first line of what was seen, at most 80 characters: the title when none was given.
fn short(what: &str) -> String {
    let first = what.lines().next().unwrap_or_default();
    let cut: String = first.chars().take(80).collect();
    match first.chars().count() > 80 {
        true => format!("{}\u{2026}", cut.trim_end()),
        false => cut,
    }
}

fn opening(code: FormCode, r: &mut Reader, asking: &Asking) -> Option<Command> {
    match code {
        FormCode::Intake => {
            let _ = r.text("author");
            let report = report(r);
            let first_signal = r.time("first_signal");
            let acknowledged = r.maybe_time("acknowledged");
            let (service, team) = (r.maybe("service"), r.maybe("team"));
            let escalated = !service.is_empty() || !team.is_empty() || acknowledged.is_some();
            let escalation = escalated.then(|| {
                let service = r.text("service");
                let team = r.text("team");
                let called = acknowledged.clone().unwrap_or_else(|| now(r, asking));
                let person = r.maybe("person");
                Box::new(Escalated { service, team, person, channel: String::new(), called, acknowledged })
            });
            let title = match r.maybe("title") {
                empty if empty.is_empty() => short(&report.what),
                title => title,
            };
            let exercise = r.flags::<Mode>("exercise").contains(&Mode::Exercise);
            let playbook = crate::playbook::base();
            let opened = Opened {
                mode: if exercise { Mode::Exercise } else { Mode::Real },
                playbook: playbook.id.clone(),
                playbook_version: playbook.version.clone(),
                title,
                tlp: Tlp::Amber,
            };
            Some(Command::Open { opened: Box::new(opened), report: Box::new(report), first_signal, escalation })
        }
        FormCode::Report => state(report(r), None),
        FormCode::Escalation => {
            let called = r.time("called");
            let body = Escalated {
                service: r.text("service"),
                team: r.text("team"),
                person: r.maybe("person"),
                channel: r.maybe("channel"),
                called: called.clone(),
                acknowledged: r.maybe_time("acknowledged"),
            };
            state(body, Some(called))
        }
        _ => {
            let chosen = r.id("escalation").or_else(|| Id::parse(asking.about));
            let at = r.time("acknowledged");
            let body = Acknowledged { escalation: chosen?, at: at.clone(), person: r.text("person") };
            state(body, Some(at))
        }
    }
}

fn assessing(code: FormCode, r: &mut Reader, asking: &Asking) -> Option<Command> {
    match code {
        FormCode::Severity => {
            let said = |criterion: &SeverityCriterion| (*criterion, r.maybe(criterion.code()));
            let criteria = SeverityCriterion::ALL.iter().map(said).collect();
            let body = SeveritySet {
                level: r.code("level"),
                criteria,
                reason: r.text("reason"),
                next_review: r.maybe_time("next_review"),
            };
            state(body, None)
        }
        FormCode::Seat => {
            state(SeatFilled { contact: r.maybe("contact"), person: r.text("person"), seat: r.code("seat") }, None)
        }
        FormCode::Service => {
            let body =
                ServiceAdded { name: r.text("name"), owner: r.maybe("owner"), response_team: r.maybe("response_team") };
            state(body, None)
        }
        FormCode::ServiceCleared => {
            let service = r.id("service");
            let reason = r.text("reason");
            state(ServiceCleared { reason, service: service? }, None)
        }
        FormCode::Evidence => {
            let body = EvidenceNoted {
                collector: r.maybe("collector"),
                label: r.text("label"),
                place: r.maybe("place"),
                reference: r.maybe("reference"),
                sha256: r.maybe("sha256").to_lowercase(),
                source: r.text("source"),
            };
            state(body, None)
        }
        FormCode::Classification => {
            let body = Classified {
                availability: r.code("availability"),
                basis: r.text("basis"),
                cause: r.code("cause"),
                confidence: r.code("confidence"),
                confidentiality: r.code("confidentiality"),
                customers: r.code("customers"),
                customers_estimate: r.maybe("customers_estimate"),
                data: r.flags("data"),
                harms: r.flags("harms"),
                integrity: r.code("integrity"),
                outcome: r.code("outcome"),
                processed_by_us: r.code("processed_by_us"),
            };
            state(body, None)
        }
        FormCode::Anchor => {
            let moment = r.time("moment");
            let regime = r.maybe("regime");
            let body = AnchorSet {
                anchor: r.text("anchor"),
                regime: (!regime.is_empty()).then_some(regime),
                moment: moment.clone(),
                source: r.text("source"),
            };
            state(body, Some(moment))
        }
        FormCode::Declaration => {
            let moment = r.time("moment");
            let confirmed = r.text("confirmed") == "yes";
            let body = Declared {
                basis: r.text("basis"),
                confirmed,
                corrects: asking.incident.declaration().map(|fact| fact.event.clone()),
                declarer: r.text("declarer"),
                grounds: r.flags("grounds"),
                moment: moment.clone(),
                regimes_reviewed: r.maybe("regimes_reviewed"),
                role: r.text("role"),
            };
            if body.grounds.is_empty() {
                r.wrong("grounds", Problem::Why(Why::NothingChosen));
            }
            state(body, Some(moment))
        }
        _ => state(Withdrawn { by: r.text("by"), reason: r.text("reason"), role: r.text("role") }, None),
    }
}

fn responding(code: FormCode, r: &mut Reader, asking: &Asking) -> Option<Command> {
    match code {
        FormCode::Plan => {
            let service = r.id("service");
            let column = r.code("column");
            let action = r.text("action");
            let service_owner = r.text("service_owner");
            let response_owner = r.text("response_owner");
            let body = PlanRowAdded {
                action,
                business_impact: r.code("business_impact"),
                column,
                evidence_safe: r.code("evidence_safe"),
                response_owner,
                rollback: r.maybe("rollback"),
                service: service?,
                service_owner,
            };
            state(body, None)
        }
        FormCode::PlanProgress => {
            let row = r.id("row");
            let status = r.code("status");
            state(PlanRowSet { result: r.maybe("result"), row: row?, status }, None)
        }
        FormCode::Approval => {
            let row = r.id("row");
            let (name, role, reason) = (r.text("name"), r.text("role"), r.text("reason"));
            state(Approved { name, reason, role, row: row? }, None)
        }
        FormCode::Eviction => {
            let body = EvictionAttested {
                basis: r.text("basis"),
                claim: r.code("claim"),
                confidence: r.code("confidence"),
                name: r.text("name"),
                role: r.text("role"),
            };
            state(body, None)
        }
        FormCode::SecureState => {
            let service = r.id("service");
            let definition = r.text("definition");
            let body = SecureStateSet {
                definition,
                implementer: r.maybe("implementer"),
                reference: r.maybe("reference"),
                service: service?,
                verified_how: r.maybe("verified_how"),
                verifier: r.maybe("verifier"),
            };
            state(body, None)
        }
        FormCode::Attestation => {
            let service = r.id("service");
            let claim = r.code("claim");
            let (implementer, verifier, basis) = (r.text("implementer"), r.text("verifier"), r.text("basis"));
            state(ServiceAttested { basis, claim, implementer, service: service?, verifier }, None)
        }
        FormCode::WatchStart => {
            let starts = r.time("starts");
            let body = WatchStarted {
                ends: r.time("ends"),
                signals: r.text("signals"),
                starts: starts.clone(),
                watcher: r.maybe("watcher"),
            };
            // One planned ahead has not happened yet.
            let begun = starts.at.is_some() && starts.at <= now(r, asking).at;
            state(body, begun.then_some(starts))
        }
        _ => {
            let watch = r.id("watch");
            let result = r.code("result");
            let (findings, judge) = (r.text("findings"), r.text("judge"));
            state(WatchEnded { findings, judge, result, watch: watch? }, None)
        }
    }
}

fn stepping(r: &mut Reader, asking: &Asking) -> Option<Command> {
    let body = StepSet {
        owner: r.maybe("owner"),
        reason: r.maybe("reason"),
        result: r.maybe("result"),
        status: r.code("status"),
        step: asking.about.to_owned(),
    };
    state(body, None)
}

fn closing(code: FormCode, r: &mut Reader) -> Option<Command> {
    match code {
        FormCode::Evaluation => {
            let body = Evaluated {
                completeness: r.code("completeness"),
                completeness_reason: r.text("completeness_reason"),
                evaluator: r.text("evaluator"),
                gaps: r.maybe("gaps"),
                sufficiency: r.code("sufficiency"),
                sufficiency_reason: r.text("sufficiency_reason"),
            };
            state(body, None)
        }
        FormCode::Postmortem => {
            let required = r.text("required") == "yes";
            state(PostmortemDecided { approver: r.maybe("approver"), reason: r.text("reason"), required }, None)
        }
        FormCode::FilingWithdrawal => {
            let filing = r.id("filing");
            let reason = r.text("reason");
            state(FilingWithdrawn { filing: filing?, reason }, None)
        }
        _ => state(Reopened { reason: r.text("reason") }, None),
    }
}

fn protecting(code: FormCode, r: &mut Reader, asking: &Asking) -> Option<Command> {
    match code {
        FormCode::LogCorrection => {
            let target = Id::parse(asking.about)?;
            state(LogCorrected { target, text: r.text("text") }, None)
        }
        FormCode::Title => state(TitleSet { title: r.text("title") }, None),
        FormCode::Tlp => state(TlpSet { tlp: r.code("tlp") }, None),
        FormCode::Privilege => {
            let privileged = r.text("privileged") == "yes";
            state(PrivilegeSet { privileged, reason: r.text("reason") }, None)
        }
        FormCode::HoldPlaced => state(HoldPlaced { reason: r.text("reason"), by: r.text("by") }, None),
        FormCode::HoldReleased => state(HoldReleased { reason: r.text("reason"), by: r.text("by") }, None),
        FormCode::Link => {
            let incident = r.id("incident");
            let relation = r.code("relation");
            let incident = incident?;
            let title = asking.others.iter().find(|(id, _)| *id == incident).map(|(_, title)| title.clone());
            state(LinkAdded { incident, relation, title: title.unwrap_or_default() }, None)
        }
        FormCode::Unlink => {
            let incident = r.id("incident");
            let reason = r.text("reason");
            state(LinkRemoved { incident: incident?, reason }, None)
        }
        _ => None,
    }
}
