//! How long it took, from the log alone, and the chain of eight milestones (B-27). No stopwatch and no estimate:
//! each moment is one that people stated, and what the record does not hold is said, never taken as zero.
//!
//! | Metric | From | To | Why so |
//! |---|---|---|---|
//! | detect | `occurred` | `first_signal` | the two anchors of intake and analysis |
//! | escalate | `first_signal` | `acknowledged` | a call that nobody answered escalates nothing (R-012, gate G1) |
//! | confirm | `first_signal` | `confirmed`, or else `classification` | the time a person stated goes before the entry that shows it |
//! | declare | `aware`, or else confirmed | `declared` | the gap that R-028 asks for |
//! | contain | `declared`, or else confirmed | `contain_done`, or else `containment_left` | what limits the impact (B-22) is an action, not a phase |
//! | eradicate | the same | `evicted` | both aims of B-23, by the attestations that gate G5 reads |
//! | recover | the same | `recovered` | every impacted service, by the attestations that gate G6 reads |
//! | notify | `declared` | `notified` | the promise of runs from the declaration |
//!
//! Of a list the first that the record holds is read. One stated as "happened, nobody knows when" is held: another is
//! not put in its place. Of times stated without sight of each other the earlier counts, as everywhere in the record.

use crate::record::body::Body;
use crate::record::codes::{
    ActionStatus, Answer, Customers, EvictionClaim, INTERNAL_UPDATE, Outcome, Phase, PlanColumn, ServiceClaim, codes,
};
use crate::record::event::Event;
use crate::record::gate::same_person;
use crate::record::id::Id;
use crate::record::incident::{Fact, Incident};
use crate::record::log::Log;
use crate::record::time::{DAY, HOUR, Moment, Precision, Timestamp};

codes! {
    /// What is measured.
    Metric { /// Time to detect.
        Detect = "detect", /// Time to escalate.
        Escalate = "escalate", /// Time to confirm.
        Confirm = "confirm", /// Time to declare.
        Declare = "declare", /// Time to contain.
        Contain = "contain", /// Time to eradicate.
        Eradicate = "eradicate", /// Time to recover.
        Recover = "recover", /// Time to notify.
        Notify = "notify" }
}
codes! {
    /// The chain from start to notice (B-27), in its order.
    Milestone { /// It began.
        Start = "start", /// It was detected.
        Detected = "detected", /// Somebody on call was engaged.
        OnCall = "on_call_engaged", /// The response team was engaged.
        ResponseTeam = "response_team_engaged", /// It was confirmed.
        Confirmed = "confirmed", /// What it does to the service was determined.
        Impact = "impact_determined", /// Whom it affects was determined.
        Customers = "customers_determined", /// They were told.
        Notified = "notified" }
}
codes! {
    /// A moment of the record. Where it is an anchor it has the code of that anchor.
    Point { /// The anchor.
        Occurred = "occurred", /// The anchor.
        FirstSignal = "first_signal", /// The first call of any escalation.
        Called = "called", /// The first acknowledgement of any escalation.
        Acknowledged = "acknowledged", /// The anchor.
        Aware = "aware", /// The anchor.
        Confirmed = "confirmed", /// Since when it has been classified as a security incident.
        Classification = "classification", /// The anchor.
        Determined = "determined", /// Since when confidentiality, integrity and availability have all been answered.
        ImpactAnswered = "impact_answered", /// Since when it has been answered whether customers are affected.
        CustomersAnswered = "customers_answered", /// The declaration that stands.
        Declared = "declared", /// The last of the planned containment actions, once all are done.
        ContainDone = "contain_done", /// Containment was left, and not entered again.
        ContainmentLeft = "containment_left", /// The later of the two eradication attestations.
        Evicted = "evicted", /// The last of the impacted services to be attested as recovered, once all are.
        Recovered = "recovered", /// The first notice or report, under whatever rule; internal updates are none.
        Notified = "notified" }
}
codes! {
    /// Why something cannot be told.
    Reason { /// The record holds none of these moments.
        Missing = "missing", /// It happened, nobody knows when.
        Unknown = "unknown", /// The day alone is known, and the other end is less than a day away.
        DayOnly = "day_only", /// The first of the two lies before the second, which is where it would begin.
        Before = "before" }
}

const CONFIRMED: &[Point] = &[Point::Confirmed, Point::Classification];
/// From when the response counts: R-028 knows one official start; what was never declared counts from confirmation.
const RESPONSE: &[Point] = &[Point::Declared, Point::Confirmed, Point::Classification];

/// The longest day there is, where clocks go back: what is known to the day lies before another time only beyond it.
const LONG_DAY: i64 = 25 * HOUR;

impl Metric {
    /// From what to what: of each list the first that the record holds.
    #[must_use]
    pub const fn ends(self) -> (&'static [Point], &'static [Point]) {
        match self {
            Self::Detect => (&[Point::Occurred], &[Point::FirstSignal]),
            Self::Escalate => (&[Point::FirstSignal], &[Point::Acknowledged]),
            Self::Confirm => (&[Point::FirstSignal], CONFIRMED),
            Self::Declare => (&[Point::Aware, Point::Confirmed, Point::Classification], &[Point::Declared]),
            Self::Contain => (RESPONSE, &[Point::ContainDone, Point::ContainmentLeft]),
            Self::Eradicate => (RESPONSE, &[Point::Evicted]),
            Self::Recover => (RESPONSE, &[Point::Recovered]),
            Self::Notify => (&[Point::Declared], &[Point::Notified]),
        }
    }

    /// Measures it.
    ///
    /// # Errors
    /// [`Why`] it cannot be computed.
    pub fn read(self, incident: &Incident, log: &Log) -> Result<Measured, Why> {
        let (from, to) = self.ends();
        measure(first(from, incident, log)?, first(to, incident, log)?)
    }
}

impl Milestone {
    /// Where it is read from: the first that the record holds. A fact that says it more closely (a scope of impact, a
    /// list of affected customers) gets a [`Point`] of its own, and its place here before the others.
    #[must_use]
    pub const fn points(self) -> &'static [Point] {
        match self {
            Self::Start => &[Point::Occurred],
            Self::Detected => &[Point::FirstSignal],
            // The call goes to the person on call; with the receipt the response team has it.
            Self::OnCall => &[Point::Called],
            Self::ResponseTeam => &[Point::Acknowledged],
            Self::Confirmed => CONFIRMED,
            Self::Impact => &[Point::Determined, Point::ImpactAnswered],
            Self::Customers => &[Point::CustomersAnswered],
            Self::Notified => &[Point::Notified],
        }
    }

    /// When it was reached.
    ///
    /// # Errors
    /// [`Why`] that cannot be told.
    pub fn read(self, incident: &Incident, log: &Log) -> Result<Told, Why> {
        let told = first(self.points(), incident, log)?;
        instant(&told)?;
        Ok(told)
    }
}

/// A moment, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What it is.
    pub point: Point,
    /// When.
    pub moment: Moment,
}

/// A length between two moments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Where it begins.
    pub from: Told,
    /// Where it ends.
    pub to: Told,
    /// Milliseconds between the two, never negative. A day counts from its start.
    pub elapsed: i64,
    /// As exact as the vaguer of the two: [`Precision::Date`] is a day unclear, or two where both are days.
    pub precision: Precision,
}

/// Why something cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The reason.
    pub reason: Reason,
    /// Of which moments: all that would do where none is there; two where one lies before the other; else one.
    pub points: Vec<Point>,
}

impl Why {
    fn new(reason: Reason, points: &[Point]) -> Self {
        Self { reason, points: points.to_vec() }
    }
}

fn instant(told: &Told) -> Result<Timestamp, Why> {
    told.moment.at.ok_or_else(|| Why::new(Reason::Unknown, &[told.point]))
}

fn measure(from: Told, to: Told) -> Result<Measured, Why> {
    let elapsed = instant(&to)?.since(instant(&from)?);
    let is_day = |told: &Told| told.moment.precision == Precision::Date;
    // What is known to the day may lie anywhere in it.
    if elapsed < if is_day(&to) { -LONG_DAY } else { 0 } {
        return Err(Why::new(Reason::Before, &[to.point, from.point]));
    }
    let vague = [&from, &to].into_iter().find(|told| is_day(told));
    if let Some(vague) = vague.filter(|_| elapsed < DAY) {
        return Err(Why::new(Reason::DayOnly, &[vague.point]));
    }
    let about = [&from, &to].iter().any(|told| told.moment.precision == Precision::About);
    let precision = match vague {
        Some(_) => Precision::Date,
        None if about => Precision::About,
        None => Precision::Exact,
    };
    Ok(Measured { from, to, elapsed, precision })
}

fn first(points: &[Point], incident: &Incident, log: &Log) -> Result<Told, Why> {
    let mut found = points.iter().filter_map(|&point| Some(Told { point, moment: find(point, incident, log)? }));
    found.next().ok_or_else(|| Why::new(Reason::Missing, points))
}

/// A moment of the record as it stands; nothing where it has not happened, or nobody recorded it.
fn find(point: Point, incident: &Incident, log: &Log) -> Option<Moment> {
    let of = |event: &Id| log.get(event).map(happened);
    match point {
        Point::Occurred | Point::FirstSignal | Point::Aware | Point::Confirmed | Point::Determined => {
            incident.anchor(None, point.code()).map(|fact| fact.value.moment.clone())
        }
        Point::Declared => incident.declaration().map(|fact| fact.value.moment.clone()),
        Point::Called => earliest(incident.escalations.iter().map(|one| one.call.value.called.clone()).collect()),
        Point::Acknowledged => {
            let answered = incident.escalations.iter().filter_map(|one| one.acknowledged.as_ref());
            earliest(answered.map(|(at, _)| at.clone()).collect())
        }
        Point::Classification | Point::ImpactAnswered | Point::CustomersAnswered => {
            since(log, &incident.classification, |one| match point {
                Point::Classification => one.outcome == Outcome::SecurityIncident,
                Point::CustomersAnswered => one.customers != Customers::Unknown,
                _ => ![one.confidentiality, one.integrity, one.availability].contains(&Answer::Unknown),
            })
        }
        Point::ContainDone => {
            let rows = incident.plan.iter().filter(|row| row.added.value.column == PlanColumn::Contain);
            let rows = rows.filter(|row| !row.is_dropped());
            latest(rows.map(|row| since(log, &row.changes, |one| one.status == ActionStatus::Done)))
        }
        Point::ContainmentLeft => {
            let left = incident.phases.get(&Phase::Containment)?.last()?.closed?;
            let is_it = |event: &&Event| {
                event.happened() == left
                    && matches!(&event.body, Body::PhaseClosed(body) if body.phase == Phase::Containment)
            };
            log.events().iter().rfind(is_it).map(happened)
        }
        Point::Evicted => latest([EvictionClaim::Evicted, EvictionClaim::PathMitigated].into_iter().map(|claim| {
            let newest = incident.evictions.iter().rfind(|fact| fact.value.claim == claim)?;
            of(&newest.event)
        })),
        Point::Recovered => latest(incident.impacted().map(|service| {
            let newest = incident.attestations.iter().rfind(|fact| {
                let one = &fact.value;
                one.service == service.added.event
                    && one.claim == ServiceClaim::Recovered
                    && !same_person(&one.verifier, &one.implementer)
            })?;
            of(&newest.event)
        })),
        Point::Notified => {
            let told = incident.filed().filter(|fact| fact.value.regime != INTERNAL_UPDATE);
            earliest(told.map(|fact| fact.value.moment.clone()).collect())
        }
    }
}

/// When an event happened, as a person said it with zone and precision, or else when it was recorded.
fn happened(event: &Event) -> Moment {
    let header = &event.header;
    header.occurred.clone().unwrap_or_else(|| Moment::exact(header.recorded, "UTC", 0))
}

/// Since when something has been so without a break: the earliest of the newest statements that all say it.
fn since<T>(log: &Log, history: &[Fact<T>], is_so: impl Fn(&T) -> bool) -> Option<Moment> {
    let run = history.iter().rev().take_while(|fact| is_so(&fact.value));
    earliest(run.filter_map(|fact| log.get(&fact.event).map(happened)).collect())
}

/// The earliest; one of unknown time only where there is no other.
fn earliest(moments: Vec<Moment>) -> Option<Moment> {
    moments.into_iter().min_by_key(|moment| (moment.at.is_none(), moment.at))
}

/// The latest, once all are there. One of unknown time may be later than any; a day may end later than an hour in it.
fn latest(moments: impl Iterator<Item = Option<Moment>>) -> Option<Moment> {
    let end = |moment: &Moment| match moment.precision {
        Precision::Date => moment.at.map(|at| at.plus(DAY)),
        _ => moment.at,
    };
    let all: Option<Vec<Moment>> = moments.collect();
    all?.into_iter().max_by_key(|moment| (moment.at.is_none(), end(moment)))
}
