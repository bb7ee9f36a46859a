//! What a fact must hold before it may be stated: needed texts, limits, times and people that make sense.

use super::body::{Body, NoticeDrafted, Terms};
use super::canonical::canonical;
use super::codes::{Answer, ClockFinding, EntryKind, Outcome, StepStatus};
use super::decide::{Context, MAX_TEXT};
use super::event::{Author, Draft, MAX_LINE};
use super::gate::{postmortem_expected, same_person};
use super::id::Id;
use super::incident::{Fact, Incident, Standing};
use super::json::Json as _;
use super::refusal::{Refusal, Why};
use super::terms::MAX_LENGTH;
use super::time::{Civil, MINUTE, Moment, Precision, Timestamp};
use serde_json::Value;

/// Clocks differ a little: a time may lie this far in the future.
const TOLERANCE: i64 = 5 * MINUTE;

/// What a line holds besides the texts: ids, hashes, the parents.
const HEADER_ROOM: usize = 64 * 1024;

/// Needs a text that says something and fits.
pub(super) fn text(field: &'static str, value: &str) -> Result<(), Refusal> {
    if value.trim().is_empty() {
        return Err(Refusal::at(field, Why::Empty));
    }
    match value.len() > MAX_TEXT {
        true => Err(Refusal::at(field, Why::TooLong)),
        false => Ok(()),
    }
}

/// Needs a consistent moment.
fn moment(field: &'static str, value: &Moment) -> Result<(), Refusal> {
    match value.is_consistent() {
        true => Ok(()),
        false => Err(Refusal::at(field, Why::TimeMissing)),
    }
}

/// Needs a moment that is not in the future.
pub(super) fn past(field: &'static str, value: &Moment, now: Timestamp) -> Result<(), Refusal> {
    moment(field, value)?;
    // A date alone stands for the start of its day and may be today anywhere on earth.
    match value.at.is_some_and(|at| at.since(now) > TOLERANCE) {
        true => Err(Refusal::at(field, Why::InFuture)),
        false => Ok(()),
    }
}

/// Needs a moment known to the minute, not in the future: a clock hangs on it.
fn to_the_minute(field: &'static str, value: &Moment, now: Timestamp) -> Result<(), Refusal> {
    past(field, value, now)?;
    match value.precision {
        Precision::Exact | Precision::About => Ok(()),
        Precision::Date | Precision::Unknown => Err(Refusal::at(field, Why::TimeTooVague)),
    }
}

fn chosen<T>(field: &'static str, values: &[T]) -> Result<(), Refusal> {
    match values.is_empty() {
        true => Err(Refusal::at(field, Why::NothingChosen)),
        false => Ok(()),
    }
}

fn different(field: &'static str, a: &str, b: &str) -> Result<(), Refusal> {
    match same_person(a, b) {
        true => Err(Refusal::at(field, Why::SamePerson)),
        false => Ok(()),
    }
}

fn impacted(incident: &Incident, service: &Id) -> Result<(), Refusal> {
    match incident.impacted().any(|one| one.added.event == *service) {
        true => Ok(()),
        false => Err(Refusal::at("service", Why::NoSuchTarget)),
    }
}

fn is_sent(incident: &Incident, id: &Id) -> bool {
    incident.notices_sent.iter().any(|fact| fact.event == *id)
}

fn known(found: bool, field: &'static str) -> Result<(), Refusal> {
    match found {
        true => Ok(()),
        false => Err(Refusal::at(field, Why::NoSuchTarget)),
    }
}

/// Needs a whole number of units that a clock can count.
fn length(field: &'static str, value: usize, least: usize) -> Result<(), Refusal> {
    match (least..=MAX_LENGTH).contains(&value) {
        true => Ok(()),
        false => Err(Refusal::at(field, Why::NotALength)),
    }
}

/// Needs terms that say what is counted from what, and where that is written. An empty date is none.
pub(super) fn terms(one: &Terms) -> Result<(), Refusal> {
    text("name", &one.name)?;
    text("anchor", &one.anchor)?;
    length("length", one.length, 1)?;
    text("source", &one.source)?;
    let date = |text: &str| Civil::parse(text, "00:00").is_some_and(|civil| civil.date() == text);
    match one.dated.is_empty() || date(&one.dated) {
        true => Ok(()),
        false => Err(Refusal::at("dated", Why::TimeMissing)),
    }
}

/// Every text anywhere in the value fits.
pub(super) fn texts_fit(value: &Value) -> bool {
    match value {
        Value::String(text) => text.len() <= MAX_TEXT,
        Value::Array(items) => items.iter().all(texts_fit),
        Value::Object(map) => map.values().all(texts_fit),
        _ => true,
    }
}

/// Needs every text of the draft, and the line it will become, to fit: what is written can always be read back.
pub(super) fn fits(draft: &Draft, author: &Author) -> Result<(), Refusal> {
    let value =
        Value::Array(vec![draft.body.to_value(), author.to_json(), draft.occurred.to_json(), draft.known.to_json()]);
    match texts_fit(&value) && canonical(&value).is_ok_and(|text| text.len() <= MAX_LINE - HEADER_ROOM) {
        true => Ok(()),
        false => Err(Refusal::whole(Why::TooLong)),
    }
}

/// Checks one fact against the incident.
#[allow(clippy::too_many_lines)] // one arm a kind: the list is the point
pub(super) fn check(incident: &Incident, body: &Body, context: &Context) -> Result<(), Refusal> {
    let now = context.now;
    match body {
        // Written only by commands of their own.
        Body::Unknown
        | Body::Erased
        | Body::Opened(_)
        | Body::Erasure(_)
        | Body::GateOverridden(_)
        | Body::PhaseOpened(_)
        | Body::PhaseClosed(_)
        | Body::Resolved(_)
        | Body::Closed(_)
        | Body::Finalised(_)
        | Body::Archived(_) => Err(Refusal::whole(Why::NothingToDo)),
        Body::Reported(b) => text("what", &b.what),
        Body::TitleSet(b) => text("title", &b.title),
        Body::TlpSet(_) => Ok(()),
        Body::PrivilegeSet(b) => text("reason", &b.reason),
        Body::HoldPlaced(b) => text("reason", &b.reason).and_then(|()| text("by", &b.by)),
        Body::HoldReleased(b) => {
            text("reason", &b.reason)?;
            text("by", &b.by)?;
            match incident.is_held() {
                true => Ok(()),
                false => Err(Refusal::whole(Why::NothingToDo)),
            }
        }
        Body::Escalated(b) => {
            text("service", &b.service)?;
            text("team", &b.team)?;
            // The receipt first: at intake the call carries its time and has no field of its own.
            b.acknowledged.as_ref().map_or(Ok(()), |at| past("acknowledged", at, now))?;
            past("called", &b.called, now)
        }
        Body::Acknowledged(b) => {
            known(incident.escalations.iter().any(|one| one.call.event == b.escalation), "escalation")?;
            text("person", &b.person)?;
            past("acknowledged", &b.at, now)
        }
        Body::SeveritySet(b) => {
            text("reason", &b.reason)?;
            b.next_review.as_ref().map_or(Ok(()), |at| moment("next_review", at))
        }
        Body::AnchorSet(b) => {
            text("anchor", &b.anchor)?;
            past("moment", &b.moment, now)?;
            text("source", &b.source)
        }
        Body::Classified(b) => {
            text("basis", &b.basis)?;
            let cia = [b.confidentiality, b.integrity, b.availability];
            if b.outcome == Outcome::ComplianceEvent && cia.iter().any(|&answer| answer != Answer::No) {
                return Err(Refusal::at("outcome", Why::NotCompliance));
            }
            match b.outcome == Outcome::SecurityIncident {
                true => chosen("harms", &b.harms),
                false => Ok(()),
            }
        }
        Body::Declared(b) => {
            text("declarer", &b.declarer)?;
            text("role", &b.role)?;
            chosen("grounds", &b.grounds)?;
            text("basis", &b.basis)?;
            let known_one = |id: &Id| incident.declarations.iter().any(|fact| fact.event == *id);
            known(b.corrects.as_ref().is_none_or(known_one), "moment")?;
            to_the_minute("moment", &b.moment, now)
        }
        Body::Withdrawn(b) => {
            text("by", &b.by)?;
            text("role", &b.role)?;
            text("reason", &b.reason)?;
            match incident.declaration().is_some() {
                true => Ok(()),
                false => Err(Refusal::whole(Why::NothingToDo)),
            }
        }
        Body::StepSet(b) => {
            text("step", &b.step)?;
            if !incident.works_on(&b.step) {
                return Err(Refusal::whole(Why::NoSuchTarget));
            }
            match b.status {
                StepStatus::NotNeeded | StepStatus::Blocked => text("reason", &b.reason),
                StepStatus::Done => text("result", &b.result),
                StepStatus::ToDo | StepStatus::Doing => Ok(()),
            }
        }
        Body::VariantAdded(b) => {
            super::variant::added(incident, b)?;
            text("reason", &b.reason)
        }
        Body::VariantRemoved(b) => {
            known(incident.variant(&b.variant).is_some(), "variant")?;
            text("reason", &b.reason)
        }
        Body::SeatFilled(b) => text("person", &b.person),
        Body::ServiceAdded(b) => text("name", &b.name),
        Body::ServiceCleared(b) => {
            impacted(incident, &b.service)?;
            text("reason", &b.reason)
        }
        Body::EvidenceNoted(b) => {
            text("label", &b.label)?;
            text("source", &b.source)?;
            match b.sha256.is_empty() || super::digest::is_hex(&b.sha256, 64) {
                true => Ok(()),
                false => Err(Refusal::at("sha256", Why::NoSuchTarget)),
            }
        }
        Body::PlanRowAdded(b) => {
            impacted(incident, &b.service)?;
            text("action", &b.action)?;
            text("response_owner", &b.response_owner)?;
            text("service_owner", &b.service_owner)
        }
        Body::PlanRowSet(b) => {
            known(incident.plan.iter().any(|row| row.added.event == b.row), "row")?;
            match b.status {
                super::codes::ActionStatus::Dropped => text("result", &b.result),
                _ => Ok(()),
            }
        }
        Body::Approved(b) => {
            known(incident.plan.iter().any(|row| row.added.event == b.row), "row")?;
            text("name", &b.name)?;
            text("role", &b.role)?;
            text("reason", &b.reason)
        }
        Body::EvictionAttested(b) => {
            text("name", &b.name)?;
            text("role", &b.role)?;
            text("basis", &b.basis)
        }
        Body::SecureStateSet(b) => {
            impacted(incident, &b.service)?;
            text("definition", &b.definition)?;
            if b.verified_how.trim().is_empty() {
                return Ok(());
            }
            text("reference", &b.reference)?;
            text("verifier", &b.verifier)?;
            text("implementer", &b.implementer)?;
            different("verifier", &b.verifier, &b.implementer)
        }
        Body::ServiceAttested(b) => {
            impacted(incident, &b.service)?;
            text("verifier", &b.verifier)?;
            text("implementer", &b.implementer)?;
            text("basis", &b.basis)?;
            different("verifier", &b.verifier, &b.implementer)
        }
        Body::WatchStarted(b) => {
            moment("starts", &b.starts)?;
            moment("ends", &b.ends)?;
            text("signals", &b.signals)?;
            match b.ends.at.zip(b.starts.at).is_none_or(|(end, start)| end <= start) {
                true => Err(Refusal::at("ends", Why::EndsBeforeStart)),
                false => Ok(()),
            }
        }
        Body::WatchEnded(b) => {
            known(incident.watches.iter().any(|one| one.started.event == b.watch), "watch")?;
            text("judge", &b.judge)?;
            text("findings", &b.findings)
        }
        Body::Evaluated(b) => {
            text("sufficiency_reason", &b.sufficiency_reason)?;
            text("completeness_reason", &b.completeness_reason)?;
            text("evaluator", &b.evaluator)
        }
        Body::PostmortemDecided(b) => {
            text("reason", &b.reason)?;
            match !b.required && postmortem_expected(incident) && b.approver.trim().is_empty() {
                true => Err(Refusal::at("approver", Why::ApproverNeeded)),
                false => Ok(()),
            }
        }
        Body::Filed(b) => {
            text("regime", &b.regime)?;
            text("recipients", &b.recipients)?;
            text("channel", &b.channel)?;
            to_the_minute("moment", &b.moment, now)
        }
        Body::FilingWithdrawn(b) => {
            known(incident.filed().any(|fact| fact.event == b.filing), "filing")?;
            text("reason", &b.reason)
        }
        Body::RegimeDecided(b) => {
            text("regime", &b.regime)?;
            text("by", &b.by)?;
            text("role", &b.role)?;
            text("reason", &b.reason)
        }
        Body::StageWaived(b) => {
            text("regime", &b.regime)?;
            text("stage", &b.stage)?;
            text("by", &b.by)?;
            text("role", &b.role)?;
            text("reason", &b.reason)
        }
        Body::WaiverWithdrawn(b) => {
            known(incident.waiver(&b.regime, &b.stage).is_some(), "stage")?;
            text("by", &b.by)?;
            text("role", &b.role)?;
            text("reason", &b.reason)
        }
        Body::OwnTargetSet(b) => {
            text("regime", &b.regime)?;
            text("stage", &b.stage)?;
            moment("due", &b.due)?;
            text("reason", &b.reason)
        }
        Body::ContractClockDecided(b) => {
            terms(&b.clock)?;
            known(b.regime == b.clock.code(), "regime")?;
            text("by", &b.by)?;
            text("role", &b.role)?;
            text("reason", &b.reason)
        }
        Body::CadenceSet(b) => {
            length("hours", b.hours, 0)?;
            text("by", &b.by)?;
            text("reason", &b.reason)
        }
        Body::ReliefDecided(b) => {
            text("regime", &b.regime)?;
            text("stage", &b.stage)?;
            known(b.claimed || incident.relief(&b.regime, &b.stage).is_some(), "stage")?;
            text("by", &b.by)?;
            text("role", &b.role)?;
            text("reason", &b.reason)
        }
        Body::NoticeDrafted(b) => {
            text("regime", &b.regime)?;
            text("stage", &b.stage)?;
            // The first draft; where its text was erased, the later ones stand for it.
            let first = |id: &Id| {
                let of = |fact: &Fact<NoticeDrafted>| match &fact.value.notice {
                    None => fact.event == *id,
                    Some(notice) => notice == id,
                };
                incident.drafts.iter().any(of)
            };
            known(b.notice.as_ref().is_none_or(first), "notice")?;
            known(b.follows.as_ref().is_none_or(|id| is_sent(incident, id)), "follows")?;
            b.next_update.as_ref().map_or(Ok(()), |at| moment("next_update", at))
        }
        Body::NoticeApproved(b) => {
            known(incident.drafts.iter().any(|fact| fact.event == b.draft), "draft")?;
            text("by", &b.by)?;
            text("role", &b.role)
        }
        Body::NoticeSent(b) => {
            let of = |fact: &Fact<NoticeDrafted>| {
                fact.event == b.draft && fact.value.regime == b.regime && fact.value.stage == b.stage
            };
            known(incident.drafts.iter().any(of), "draft")?;
            known(b.follows.as_ref().is_none_or(|id| is_sent(incident, id)), "follows")?;
            to_the_minute("moment", &b.moment, now)?;
            text("recipients", &b.recipients)?;
            text("channel", &b.channel)?;
            b.next_update.as_ref().map_or(Ok(()), |at| moment("next_update", at))?;
            text("text", &b.text)?;
            // What was frozen can be checked by anybody, for ever.
            known(super::digest::sha256(b.text.as_bytes()) == b.sha256, "sha256")
        }
        Body::NoticeDelayed(b) => {
            text("legal", &b.legal)?;
            text("executive", &b.executive)?;
            different("executive", &b.executive, &b.legal)?;
            text("reason", &b.reason)?;
            moment("review", &b.review)
        }
        Body::ClockNoticed(b) => {
            let forward = b.cause == ClockFinding::WentForward;
            known(b.difference_seconds != 0 && forward == (b.difference_seconds > 0), "difference_seconds")
        }
        Body::LogAdded(b) => {
            text("text", &b.text)?;
            match b.entry {
                EntryKind::Communication => text("channel", &b.channel).and_then(|()| text("with", &b.with)),
                _ => Ok(()),
            }
        }
        Body::LogCorrected(b) => {
            known(incident.entries.iter().any(|entry| entry.added.event == b.target), "target")?;
            text("text", &b.text)
        }
        Body::EntryAdded(b) => super::entry_check::added(incident, b, context),
        Body::EntryChanged(b) => super::entry_check::changed(incident, b, context),
        Body::EntryRemoved(b) => super::entry_check::removed(incident, b),
        Body::LinkAdded(b) => {
            let own = incident.id.as_ref() == Some(&b.incident);
            known(!own, "incident")
        }
        Body::LinkRemoved(b) => {
            known(incident.links.contains_key(&b.incident), "incident")?;
            text("reason", &b.reason)
        }
        Body::Reopened(b) => {
            text("reason", &b.reason)?;
            match incident.standing {
                Standing::Open => Err(Refusal::whole(Why::NothingToDo)),
                Standing::Resolved(_) | Standing::Closed(_) | Standing::Archived(_) => Ok(()),
            }
        }
    }
}
