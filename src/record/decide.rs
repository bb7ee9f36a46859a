//! What a person may do: `decide` turns a command into facts or refuses it. Pure; a refusal changes nothing.

use super::body::{
    AnchorSet, Archived, Body, Closed, Erasure, Finalised, GateOverridden, NoticeDrafted, Opened, PhaseClosed,
    PhaseOpened, Reported, Resolved, VariantAdded,
};
use super::check::{check, fits, past, text};
use super::codes::Phase;
use super::entry_check::is_late;
use super::event::{Author, Draft, Event};
use super::gate::{Gate, Passage, gates_on, missing};
use super::id::Id;
use super::incident::{Fact, Incident, Standing};
use super::log::Log;
use super::refusal::{Refusal, Why};
use super::register::Register;
use super::time::{Moment, Timestamp};

/// The longest text a field holds, in bytes of UTF-8: 64 KiB.
pub const MAX_TEXT: usize = 64 * 1024;

/// The source of the first signal, which stands in the intake.
pub const INTAKE: &str = "intake";

/// What a decision may look at besides the incident.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The clock.
    pub now: Timestamp,
    /// Who acts.
    pub author: &'a Author,
    /// The gates in force.
    pub gates: &'a [Gate],
    /// The registers that are described.
    pub registers: &'static [Register],
    /// The log, for commands that name events.
    pub log: &'a Log,
    /// True while evidence that is noted with the same act may be referred to, as [`Id::first_of_act`].
    pub noted: bool,
}

/// A named person letting a gate be passed with things missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Override {
    /// Who.
    pub name: String,
    /// In what role.
    pub role: String,
    /// Why.
    pub reason: String,
}

/// What a person may try.
#[derive(Clone, Debug)]
pub enum Command {
    /// Open a new incident from the intake screen.
    Open {
        /// How it is opened.
        opened: Box<Opened>,
        /// Who reported what.
        report: Box<Reported>,
        /// When it was first seen.
        first_signal: Moment,
        /// Variants of the playbook chosen from the beginning.
        variants: Vec<VariantAdded>,
        /// The escalation, if it was already made.
        escalation: Option<Box<super::body::Escalated>>,
    },
    /// State a fact.
    State {
        /// The fact.
        body: Body,
        /// When it happened, if a person said so.
        occurred: Option<Moment>,
        /// When it became known, if a person said so.
        known: Option<Moment>,
    },
    /// State several facts with one act: all, or none. An entry may refer to evidence that is noted with it, as
    /// [`Id::first_of_act`].
    Several {
        /// The facts.
        bodies: Vec<Body>,
        /// When the first happened, if a person said so.
        occurred: Option<Moment>,
    },
    /// Enter a phase; `leave` closes others with it. Gates apply the first time.
    Enter {
        /// The phase to enter.
        phase: Phase,
        /// The phases left with the same act.
        leave: Vec<Phase>,
        /// Why, when it is entered again.
        reason: String,
        /// Passes the gate with things missing.
        by: Option<Override>,
    },
    /// Leave a phase.
    Leave(Phase),
    /// Mark the incident resolved.
    Resolve {
        /// In words.
        summary: String,
        /// Passes the gate with things missing.
        by: Option<Override>,
    },
    /// Close the incident.
    Close {
        /// In words.
        summary: String,
        /// Passes the gate with things missing.
        by: Option<Override>,
    },
    /// Make the full post-mortem final.
    Finalise {
        /// In words.
        summary: String,
        /// Passes the gate with things missing.
        by: Option<Override>,
    },
    /// Archive the closed incident.
    Archive {
        /// In words.
        summary: String,
        /// Notices still to be answered, as `REGIME.STAGE`: the record alone does not know the rules, so whoever acts says
        /// (see `deadline::unanswered`).
        unanswered: Vec<String>,
        /// Passes the gate with things missing.
        by: Option<Override>,
    },
    /// Any of these, stated after it happened: its facts carry the time given, unless they have one of their own.
    Late {
        /// The act.
        act: Box<Command>,
        /// When it happened.
        occurred: Moment,
    },
    /// Erase the content of an event.
    Erase {
        /// The event.
        target: Id,
        /// Why.
        reason: String,
    },
}

/// Decides a command.
///
/// # Errors
/// A [`Refusal`] naming field and reason.
pub fn decide(incident: &Incident, command: Command, context: &Context) -> Result<Vec<Draft>, Refusal> {
    text("author", &context.author.name)?;
    let drafts = drafts(incident, command, context)?;
    drafts.iter().try_for_each(|draft| fits(draft, context.author))?;
    Ok(drafts)
}

fn drafts(incident: &Incident, command: Command, context: &Context) -> Result<Vec<Draft>, Refusal> {
    let closed = incident.standing.is_closed();
    match command {
        Command::Open { opened, report, first_signal, variants, escalation } => {
            let mut drafts = Vec::new();
            if incident.id.is_some() {
                return Err(Refusal::whole(Why::NothingToDo));
            }
            text("title", &opened.title)?;
            past("first_signal", &first_signal, context.now)?;
            let seen = Some(first_signal.clone());
            drafts.push(Draft { body: (*opened).into(), occurred: None, known: None });
            let report = Body::from(*report);
            check(incident, &report, context)?;
            drafts.push(Draft { body: report, occurred: seen.clone(), known: None });
            let anchor = AnchorSet {
                anchor: "first_signal".to_owned(),
                regime: None,
                moment: first_signal,
                source: INTAKE.to_owned(),
            };
            drafts.push(Draft { body: anchor.into(), occurred: seen, known: None });
            for variant in variants {
                super::variant::added(incident, &variant)?;
                drafts.push(plain(variant));
            }
            if let Some(escalation) = escalation {
                let occurred = Some(escalation.called.clone());
                let body = Body::from(*escalation);
                check(incident, &body, context)?;
                drafts.push(Draft { body, occurred, known: None });
            }
            Ok(drafts)
        }
        Command::State { body, occurred, known } => {
            if closed && !allowed_when_closed(incident, &body, context) {
                return Err(Refusal::whole(Why::IsClosed));
            }
            // The fact first: where its own time is at fault, the refusal names the field it was typed in.
            check(incident, &body, context)?;
            if let Some(moment) = &occurred {
                past("occurred", moment, context.now)?;
            }
            if let Some(moment) = &known {
                past("known", moment, context.now)?;
            }
            Ok(vec![Draft { body, occurred, known }])
        }
        Command::Several { bodies, occurred } => {
            let mut found = Vec::with_capacity(bodies.len());
            let mut context = *context;
            for (place, body) in bodies.into_iter().enumerate() {
                let noted = matches!(body, Body::EvidenceNoted(_));
                let occurred = occurred.clone().filter(|_| place == 0);
                found.extend(drafts(incident, Command::State { body, occurred, known: None }, &context)?);
                context.noted |= place == 0 && noted;
            }
            match found.is_empty() {
                true => Err(Refusal::whole(Why::NothingToDo)),
                false => Ok(found),
            }
        }
        Command::Enter { phase, leave, reason, by } => {
            if closed {
                return Err(Refusal::whole(Why::IsClosed));
            }
            if incident.is_open(phase) {
                return Err(Refusal::whole(Why::NothingToDo));
            }
            let again = incident.phases.contains_key(&phase);
            if again {
                text("reason", &reason)?;
            }
            let mut drafts = match again {
                true => Vec::new(),
                false => pass(incident, Passage::Enter(phase), by, &[], context)?,
            };
            drafts.push(plain(PhaseOpened { phase, reason }));
            let left = leave.into_iter().filter(|&left| left != phase && incident.is_open(left));
            drafts.extend(left.map(|phase| plain(PhaseClosed { phase })));
            Ok(drafts)
        }
        Command::Leave(phase) => match incident.is_open(phase) {
            true => Ok(vec![plain(PhaseClosed { phase })]),
            false => Err(Refusal::whole(Why::NothingToDo)),
        },
        Command::Resolve { summary, by } => {
            if incident.standing != Standing::Open {
                return Err(Refusal::whole(Why::NothingToDo));
            }
            text("summary", &summary)?;
            let mut drafts = pass(incident, Passage::Resolve, by, &[], context)?;
            drafts.push(plain(Resolved { summary }));
            Ok(drafts)
        }
        Command::Close { summary, by } => {
            if closed {
                return Err(Refusal::whole(Why::NothingToDo));
            }
            text("summary", &summary)?;
            let mut drafts = pass(incident, Passage::Close, by, &[], context)?;
            let open = Phase::ALL.iter().copied().filter(|&phase| incident.is_open(phase));
            drafts.extend(open.map(|phase| plain(PhaseClosed { phase })));
            drafts.push(plain(Closed { summary }));
            Ok(drafts)
        }
        Command::Finalise { summary, by } => {
            // Once archived, what was vouched for is changed only after reopening.
            if matches!(incident.standing, Standing::Archived(_)) {
                return Err(Refusal::whole(Why::IsClosed));
            }
            if !incident.holds_postmortem() {
                return Err(Refusal::whole(Why::NothingToDo));
            }
            text("summary", &summary)?;
            let mut drafts = pass(incident, Passage::Finalise, by, &[], context)?;
            drafts.push(plain(Finalised { summary }));
            Ok(drafts)
        }
        Command::Archive { summary, unanswered, by } => {
            if !matches!(incident.standing, Standing::Closed(_)) {
                return Err(Refusal::whole(Why::NothingToDo));
            }
            text("summary", &summary)?;
            let mut drafts = pass(incident, Passage::Archive, by, &unanswered, context)?;
            drafts.push(plain(Archived { summary }));
            Ok(drafts)
        }
        Command::Late { act, occurred } => {
            let mut drafts = drafts(incident, *act, context)?;
            past("occurred", &occurred, context.now)?;
            for draft in &mut drafts {
                draft.occurred.get_or_insert_with(|| occurred.clone());
            }
            Ok(drafts)
        }
        Command::Erase { target, reason } => {
            text("reason", &reason)?;
            if incident.is_held() {
                return Err(Refusal::whole(Why::Held));
            }
            let event = context.log.get(&target).ok_or(Refusal::whole(Why::NoSuchTarget))?;
            if event.is_erased() || matches!(event.body, Body::Erasure(_)) {
                return Err(Refusal::whole(Why::CannotErase));
            }
            if carries_state(incident, event) {
                return Err(Refusal::whole(Why::CarriesState));
            }
            Ok(vec![plain(Erasure { target, reason })])
        }
    }
}

/// True for facts whose loss would change where the incident stands: a clock, a hold, a phase. They are corrected
/// first; the old text can then be erased where it no longer carries anything.
fn carries_state(incident: &Incident, event: &Event) -> bool {
    match &event.body {
        Body::Declared(_) => incident.declaration().is_some_and(|standing| standing.event == event.header.id),
        Body::Filed(_) | Body::NoticeSent(_) => !incident.filings_withdrawn.contains_key(&event.header.id),
        // What was sent hangs on its drafts.
        Body::NoticeDrafted(body) => {
            let first = body.notice.as_ref().unwrap_or(&event.header.id);
            let of = |fact: &&Fact<NoticeDrafted>| fact.event == *first || fact.value.notice.as_ref() == Some(first);
            let mut drafts = incident.drafts.iter().filter(of);
            drafts.any(|draft| incident.notices().any(|sent| sent.value.draft == draft.event))
        }
        // Without it the entry would stand again.
        Body::EntryRemoved(body) => {
            let entry = incident.entry(body.entry.as_str()).and_then(|entry| entry.removed.as_ref());
            entry.is_some_and(|removed| removed.event == event.header.id)
        }
        Body::RegimeDecided(body) => {
            incident.decision(&body.regime).is_some_and(|standing| standing.event == event.header.id)
        }
        Body::ContractClockDecided(body) => {
            let event = &event.header.id;
            let terms = incident.own_clocks.get(&body.regime).is_some_and(|standing| standing.event == *event);
            terms || incident.decision(&body.regime).is_some_and(|standing| standing.event == *event)
        }
        Body::Withdrawn(_)
        | Body::CadenceSet(_)
        | Body::ReliefDecided(_)
        | Body::PhaseOpened(_)
        | Body::PhaseClosed(_)
        | Body::HoldPlaced(_)
        | Body::HoldReleased(_)
        | Body::FilingWithdrawn(_)
        | Body::StageWaived(_)
        | Body::WaiverWithdrawn(_)
        | Body::NoticeDelayed(_)
        | Body::Resolved(_)
        | Body::Closed(_)
        | Body::Finalised(_)
        | Body::Archived(_)
        | Body::Reopened(_)
        | Body::VariantAdded(_)
        | Body::VariantRemoved(_) => true,
        _ => false,
    }
}

fn plain(body: impl Into<Body>) -> Draft {
    Draft { body: body.into(), occurred: None, known: None }
}

/// A closed incident still takes legal acts and what keeps it honest: declarations, late filings, decisions on rules, log lines,
/// corrections, holds, and reopening.
fn allowed_when_closed(incident: &Incident, body: &Body, context: &Context) -> bool {
    let register = |entry: &Id| incident.entry(entry.as_str()).map_or("", |entry| entry.register.as_str());
    match body {
        Body::EntryAdded(body) => return is_late(incident, &body.register, context),
        Body::EntryChanged(body) => return is_late(incident, register(&body.entry), context),
        Body::EntryRemoved(body) => return is_late(incident, register(&body.entry), context),
        _ => {}
    }
    matches!(
        body,
        Body::Reopened(_)
            | Body::Declared(_)
            | Body::Withdrawn(_)
            | Body::Filed(_)
            | Body::FilingWithdrawn(_)
            | Body::RegimeDecided(_)
            | Body::StageWaived(_)
            | Body::WaiverWithdrawn(_)
            | Body::OwnTargetSet(_)
            | Body::ContractClockDecided(_)
            | Body::ReliefDecided(_)
            | Body::NoticeDrafted(_)
            | Body::NoticeApproved(_)
            | Body::NoticeSent(_)
            | Body::NoticeDelayed(_)
            | Body::ClockNoticed(_)
            | Body::LogAdded(_)
            | Body::LogCorrected(_)
            | Body::AnchorSet(_)
            | Body::HoldPlaced(_)
            | Body::HoldReleased(_)
            | Body::TlpSet(_)
            | Body::PrivilegeSet(_)
            | Body::LinkAdded(_)
            | Body::LinkRemoved(_)
    )
}

/// Checks the gates on a passage; with an override, what was missing becomes part of the record.
fn pass(
    incident: &Incident,
    passage: Passage,
    by: Option<Override>,
    unanswered: &[String],
    context: &Context,
) -> Result<Vec<Draft>, Refusal> {
    let mut drafts = Vec::new();
    for code in gates_on(passage) {
        let lacking =
            context.gates.iter().find(|gate| gate.code == *code).map(|gate| missing(gate, incident, unanswered));
        let lacking = lacking.unwrap_or_default();
        if lacking.is_empty() {
            continue;
        }
        let Some(by) = &by else {
            return Err(Refusal::whole(Why::Gate(*code, lacking)));
        };
        text("override_name", &by.name)?;
        text("override_role", &by.role)?;
        text("override_reason", &by.reason)?;
        drafts.push(plain(GateOverridden {
            gate: *code,
            missing: lacking.into_iter().map(str::to_owned).collect(),
            name: by.name.clone(),
            reason: by.reason.clone(),
            role: by.role.clone(),
        }));
    }
    Ok(drafts)
}
