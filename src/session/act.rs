//! Acting: a command is decided, written as events, shown at once and handed to the queue.

use super::{BrowserEntropy, Checking, IncidentTab, OpenIncident, Route, Session, StorageState};
use crate::browser::{clock, page};
use crate::exchange::csv_read::Table;
use crate::form::own::fill;
use crate::form::table::{self, Filled, Rows};
use crate::form::{Asking, FieldProblem, FormCode, Values, form, time_input};
use crate::form::{Form, TimeInput, command};
use crate::playbook;
use crate::record::body::{Body, EntryAdded};
use crate::record::decide::{Command, Context, Override, decide};
use crate::record::event::{Author, Event};
use crate::record::id::Id;
use crate::record::incident::Incident;
use crate::record::log::{Log, Writer};
use crate::record::organisation;
use crate::record::refusal::{Refusal, Why};
use crate::record::register::Register;
use crate::record::time::Timestamp;
use crate::register::registers;
use leptos::prelude::*;

/// The longest an act waits to be drawn after the first frame, in milliseconds.
const DRAW_AFTER: i32 = 50;

/// What a decision about an open incident may look at.
fn context<'a>(one: &'a OpenIncident, author: &'a Author, now: Timestamp) -> Context<'a> {
    Context { now, author, gates: playbook::gates(), registers: registers(), log: &one.log, noted: false }
}

impl Session {
    /// Now, as it would be typed in the zone of the profile, or else the viewer's.
    #[must_use]
    pub fn now_typed(self) -> TimeInput {
        let chosen = self.profile_now().zone;
        let zone = if chosen.is_empty() { self.zone() } else { chosen };
        time_input::typed(clock::now(), &zone, &*self.zones())
    }

    /// Hands what a form may look at to `ask`.
    fn asking<T>(self, code: FormCode, about: &str, ask: impl FnOnce(&Asking) -> T) -> T {
        let fresh = code == FormCode::Intake;
        let now = self.now_typed();
        let me = self.me.with_untracked(|me| me.name.clone());
        let empty = Incident::default();
        self.opened.with_untracked(|opened| {
            let own = opened.as_ref().filter(|_| !fresh);
            // Only a link asks for the others, and every act comes by here.
            let others: Vec<(Id, String)> = self.board.with_untracked(|board| {
                let other =
                    |id: &Id| code == FormCode::Link && !organisation::is(id) && own.is_none_or(|one| one.id != *id);
                let lines = board.iter().filter(|line| other(&line.id));
                lines.map(|line| (line.id.clone(), line.title.clone())).collect()
            });
            let incident = own.map_or(&empty, |one| &one.incident);
            ask(&Asking { incident, about, now: &now, me: &me, others: &others, rules: self.rules() })
        })
    }

    /// Builds a form as things stand.
    #[must_use]
    pub fn form(self, code: FormCode, about: &str) -> Form {
        let mut found = self.asking(code, about, |asking| form(code, asking));
        fill(&mut found, &self.profile_now(), about);
        found
    }

    /// Submits a form; what was typed under the key `draft` is forgotten as soon as the store has confirmed the fact it
    /// became.
    ///
    /// # Errors
    /// Every problem with its field; nothing was changed.
    pub fn submit(
        self,
        code: FormCode,
        about: &str,
        values: &Values,
        by: Option<Override>,
        draft: &str,
    ) -> Result<(), Vec<FieldProblem>> {
        if matches!(code, FormCode::Profile | FormCode::ProfileClock) {
            return self.submit_profile(code, about, values, draft);
        }
        self.take_name(values);
        if code != FormCode::Intake {
            self.begin_ahead();
        }
        let zones = self.zones();
        let command = self.asking(code, about, |asking| command(code, values, asking, &*zones, by));
        self.submitting_draft(draft);
        let acted = command.and_then(|command| self.act(command).map_err(|refusal| vec![FieldProblem::from(refusal)]));
        self.submitted_draft(draft, acted.is_ok());
        self.forget_begun();
        acted
    }

    /// A form that asks who is typing: the answer holds from then on.
    fn take_name(self, values: &Values) {
        let Some(crate::form::Value::Text(name)) = values.0.get("author") else { return };
        let mut me = self.me.get_untracked();
        if !name.trim().is_empty() && me.name != name.trim() {
            name.trim().clone_into(&mut me.name);
            self.set_me(me);
        }
    }

    /// Acts on the open incident, or opens a new one.
    ///
    /// # Errors
    /// The refusal; nothing was changed.
    pub fn act(self, command: Command) -> Result<(), Refusal> {
        if let StorageState::ReadOnly(_) = self.storage.get_untracked() {
            return Err(Refusal::whole(Why::ReadOnly));
        }
        if let Command::Erase { target, .. } = &command {
            let target = target.clone();
            let events = self.write(&command, None)?;
            self.erase(target, events);
            return Ok(());
        }
        let opening = matches!(command, Command::Open { .. });
        if opening {
            return self.open_new(&command);
        }
        let events = self.write(&command, None)?;
        let Some(id) = events.first().map(|event| event.header.incident.clone()) else { return Ok(()) };
        // The record of the organisation begins with what nobody writes: it is stored with the first act.
        let first = events.first().is_some_and(|event| event.header.counter == 2);
        if let Some(root) = (first && organisation::is(&id)).then(organisation::root).flatten() {
            self.enqueue(id.clone(), &[root]);
        }
        self.enqueue(id.clone(), &events);
        let released = events.iter().any(|event| matches!(event.body, Body::HoldReleased(_)));
        self.opened.update_untracked(|opened| {
            if let Some(one) = opened {
                one.add(events);
            }
        });
        self.draw_soon();
        if released {
            leptos::task::spawn_local(async move { self.erase_what_the_hold_kept(id).await });
        }
        Ok(())
    }

    /// Drawing waits until the store has confirmed, so that it does not hold the confirmation up; but not for long.
    fn draw_soon(self) {
        let waits = self.inner.try_update_value(|inner| std::mem::replace(&mut inner.undrawn, true));
        if waits == Some(true) {
            return;
        }
        leptos::task::spawn_local(async move {
            self.say_saving().await;
            crate::browser::timer::pause(DRAW_AFTER).await;
            self.draw();
        });
    }

    /// Draws what acts have changed, if that was not done yet.
    pub(super) fn draw(self) {
        let waits = self.inner.try_update_value(|inner| std::mem::replace(&mut inner.undrawn, false));
        if waits == Some(true) {
            self.opened.notify();
            // Of an act that came meanwhile.
            if self.is_unsaved() {
                leptos::task::spawn_local(async move { self.say_saving().await });
            }
        }
    }

    fn open_new(self, command: &Command) -> Result<(), Refusal> {
        let mut entropy = BrowserEntropy::default();
        let id = Id::from_random(crate::record::log::Entropy::random(&mut entropy));
        let mut opened = OpenIncident::new(id.clone());
        let events = self.write(command, Some(&opened))?;
        opened.add(events.clone());
        opened.checking = Checking::Verified;
        self.opened.set(Some(opened));
        self.enqueue(id.clone(), &events);
        self.hold(&id);
        leptos::task::spawn_local(async move { self.say_saving().await });
        self.ask_to_keep();
        self.go(&Route::Incident(id, IncidentTab::Playbook, None));
        Ok(())
    }

    /// Decides and fixes the events of a command; nothing is kept yet.
    fn write(self, command: &Command, fresh: Option<&OpenIncident>) -> Result<Vec<Event>, Refusal> {
        let author = self.me.get_untracked();
        let now = clock::now();
        self.opened.with_untracked(|opened| {
            let one = fresh.or(opened.as_ref()).ok_or(Refusal::whole(Why::NoSuchTarget))?;
            let context = context(one, &author, now);
            let drafts = decide(&one.incident, command.clone(), &context)?;
            let mut entropy = BrowserEntropy::default();
            let mut written = None;
            self.inner.update_value(|inner| {
                let writer: &mut Writer = &mut inner.writer;
                written = one.log.write(writer, &mut entropy, &one.id, &author, now, drafts).ok();
            });
            written.filter(|_| !entropy.failed).ok_or(Refusal::whole(Why::NoSuchTarget))
        })
    }

    /// What the rows of a table would come to as entries of a register, were they stated now.
    #[must_use]
    pub fn rows(self, register: &'static Register, table: &Table, filled: &[Filled]) -> Rows {
        let (author, now) = (self.me.get_untracked(), clock::now());
        let read = |one: &OpenIncident| {
            let context = context(one, &author, now);
            let check = |entry: &EntryAdded| {
                let command = Command::State { body: entry.clone().into(), occurred: None, known: None };
                decide(&one.incident, command, &context).map(drop)
            };
            table::read(register, table, filled, &one.incident, &check)
        };
        self.opened.with_untracked(|opened| opened.as_ref().map(read)).unwrap_or_default()
    }

    /// Looks something up in the open log.
    pub fn with_log<T>(self, look: impl FnOnce(&Log) -> T) -> Option<T> {
        self.opened.with_untracked(|opened| opened.as_ref().map(|one| look(&one.log)))
    }

    /// Goes to a page.
    pub fn go(self, route: &Route) {
        page::set_hash(&route.href());
        self.route.set(route.clone());
    }
}
