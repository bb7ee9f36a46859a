//! Jobs whose code lies in the second part of the program, which arrives when the board already stands (`ui/rest.rs`).
//! A job asked for before waits for it, in order.

use super::{CalendarOf, Session};
use crate::browser::unpack;
use crate::language::calendar::Titles;
use crate::record::id::Id;
use crate::record::time::Timestamp;
use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;

/// One job.
#[derive(Clone, Debug)]
pub enum Job {
    /// Put the rules of this file in force, or those that came with the app.
    UseRules(String),
    /// Compare the cached board with the store.
    CheckBoard,
    /// Read an incident and show it.
    Load(Id),
    /// Read what another tab wrote.
    ReadKeys(Id, Vec<String>),
    /// Look for what another tab wrote while messages may have been missed.
    CatchUp,
    /// Look at the clock of the machine from now on.
    WatchClock,
    /// Have the system notify of a threshold: whether it was the end, and when it was crossed.
    Notify(bool, Timestamp),
    /// Store what waits.
    Flush,
    /// Store what waits, in a store opened anew where the browser has closed it.
    Reopen,
    /// Make the board line of the open incident anew.
    Summarise(Id),
    /// Write the chosen file of an incident anew.
    WriteFile(Id),
    /// Answer the search across all incidents.
    Search,
    /// Open the sample exercise.
    OpenSample,
    /// Save the open incident to a file.
    SaveRecord,
    /// Save every incident, the imported rules and the profile to one file.
    SaveBackup,
    /// Save deadlines to a calendar file, and say how many are in it.
    SaveCalendar(CalendarOf, Titles, RwSignal<Option<usize>>),
}

/// A job under way.
pub type Doing = Pin<Box<dyn Future<Output = ()>>>;

/// Does a job; given to the session when the second part has arrived.
pub type Worker = fn(Session, Job) -> Doing;

/// Does a job at once: all its code hangs on this function, and this function on the second part alone.
#[must_use]
pub fn work(session: Session, job: Job) -> Doing {
    Box::pin(async move {
        match job {
            Job::UseRules(text) => session.use_rules(&text),
            Job::CheckBoard => {
                session.check_board().await;
                unpack::data().await;
            }
            Job::Load(id) => session.load(id).await,
            Job::ReadKeys(id, keys) => session.read_keys(id, keys).await,
            Job::CatchUp => session.catch_up().await,
            Job::Notify(overdue, crossed) => session.notify(overdue, crossed).await,
            Job::WatchClock => session.watch_clock(),
            Job::Flush => session.flush(),
            Job::Reopen => session.flush_anew().await,
            Job::Summarise(id) => session.summarise(&id),
            Job::WriteFile(id) => session.write_chosen_file(&id),
            Job::Search => session.search().await,
            Job::OpenSample => session.open_sample().await,
            Job::SaveRecord => session.save_record(),
            Job::SaveBackup => drop(session.save_backup().await),
            Job::SaveCalendar(of, titles, saved) => {
                let count = session.save_calendar(of, titles).await;
                // The page that asked may be gone.
                let _ = saved.try_set(Some(count));
            }
        }
    })
}

impl Session {
    /// Does a job, now or as soon as the second part is there.
    pub fn start_job(self, job: Job) {
        let worker = self.inner.try_update_value(|inner| {
            if inner.worker.is_none() {
                inner.jobs.push(job.clone());
            }
            inner.worker
        });
        if let Some(Some(worker)) = worker {
            leptos::task::spawn_local(worker(self, job));
        }
    }

    /// The second part is there: what waited is done.
    pub fn equip(self, worker: Worker) {
        let jobs = self.inner.try_update_value(|inner| {
            inner.worker = Some(worker);
            std::mem::take(&mut inner.jobs)
        });
        for job in jobs.unwrap_or_default() {
            leptos::task::spawn_local(worker(self, job));
        }
    }
}
