//! From what was typed to a command. All problems are gathered, so that a person sees them at once.

pub use super::fields::Asking;
use super::spec::FormCode;
use super::values::{FieldProblem, Problem, Reader, Values};
use crate::deadline::unanswered;
use crate::record::body::{
    Acknowledged, AnchorSet, Body, Declared, EntryAdded, Escalated, EvidenceNoted, LinkAdded, LogAdded, LogCorrected,
    Opened, PostmortemDecided, PrivilegeSet, Reported, SeveritySet, StepSet, VariantAdded, VariantRemoved,
    WatchStarted,
};
use crate::record::civil::Zones;
use crate::record::codes::{Mode, Phase, PlanColumn, SeverityCriterion, Tlp};
use crate::record::decide::{Command, Override};
use crate::record::id::Id;
use crate::record::refusal::Why;
use crate::record::register::EntryValue;
use crate::record::time::Moment;
use crate::register::register;

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
        (Command::Several { bodies, .. }, occurred) => Command::Several { bodies, occurred },
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
    if let Some(body) = super::fields::stated(code, r) {
        let unlimited = r.maybe("column") == PlanColumn::Contain.code() && r.many("limits").is_empty();
        // A containment action says what it limits (B-22).
        if code == FormCode::Plan && unlimited {
            r.wrong("limits", Problem::Why(Why::NothingChosen));
        }
        return state(body?, None);
    }
    match code {
        FormCode::Intake | FormCode::Escalation | FormCode::Acknowledgement => opening(code, r, asking),
        FormCode::Severity | FormCode::Evidence | FormCode::Anchor | FormCode::Declaration => {
            assessing(code, r, asking)
        }
        FormCode::WatchStart => watching(r, asking),
        FormCode::Step => stepping(r, asking),
        FormCode::VariantAdd => {
            let reason = r.text("reason");
            let _ = r.text("variant");
            state(variant_added(r, reason)?, None)
        }
        FormCode::VariantRemoval => {
            state(VariantRemoved { variant: r.text("variant"), reason: r.text("reason") }, None)
        }
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
        FormCode::Postmortem => {
            let required = r.text("required") == "yes";
            state(PostmortemDecided { approver: r.maybe("approver"), reason: r.text("reason"), required }, None)
        }
        FormCode::NoticeDraft | FormCode::NoticeApproval | FormCode::NoticeSending | FormCode::NoticeDelay => {
            super::notice::command(code, r, asking)
        }
        FormCode::Entry | FormCode::EntryRemoval | FormCode::Template => super::entry::stated(code, r, asking),
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
            let variants = variant_added(r, String::new()).into_iter().collect();
            let (opened, report) = (Box::new(opened), Box::new(report));
            Some(Command::Open { opened, report, first_signal, variants, escalation })
        }
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
        FormCode::Evidence => {
            let body = EvidenceNoted {
                collector: r.maybe("collector"),
                label: r.text("label"),
                place: r.maybe("place"),
                reference: r.maybe("reference"),
                sha256: r.maybe("sha256").to_lowercase(),
                source: r.text("source"),
            };
            let detail = register("evidence_detail")?;
            let mut values = super::entry::typed(r, detail, &|_| None);
            if values.is_empty() {
                return state(body, None);
            }
            let noted = EntryValue::Text(Id::first_of_act().to_string());
            values.insert("evidence".to_owned(), noted);
            let detail = EntryAdded { register: detail.code.clone(), values };
            Some(Command::Several { bodies: vec![body.into(), detail.into()], occurred: None })
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
        _ => None,
    }
}

fn watching(r: &mut Reader, asking: &Asking) -> Option<Command> {
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

/// The variant chosen, in the version that this build has; none where none was, or where this build has none.
fn variant_added(r: &Reader, reason: String) -> Option<VariantAdded> {
    let chosen = crate::playbook::variant(&r.maybe("variant"))?;
    Some(VariantAdded { reason, variant: chosen.id.clone(), version: chosen.version.clone() })
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

fn protecting(code: FormCode, r: &mut Reader, asking: &Asking) -> Option<Command> {
    match code {
        FormCode::LogCorrection => {
            let target = Id::parse(asking.about)?;
            state(LogCorrected { target, text: r.text("text") }, None)
        }
        FormCode::Privilege => {
            let privileged = r.text("privileged") == "yes";
            state(PrivilegeSet { privileged, reason: r.text("reason") }, None)
        }
        FormCode::Link => {
            let incident = r.id("incident");
            let relation = r.code("relation");
            let incident = incident?;
            let title = asking.others.iter().find(|(id, _)| *id == incident).map(|(_, title)| title.clone());
            state(LinkAdded { incident, relation, title: title.unwrap_or_default() }, None)
        }
        _ => None,
    }
}
