//! One tab at work: what is open, acting on it, saving it, and hearing from other tabs.
//!
//! Invariant: the record's truth is the log; signals here are only how the view hears of changes.
//! Invariant: "saved" is said only after the store has confirmed; until then the work is kept in memory and in the queue.

mod act;
mod calendar;
mod clock_watch;
mod drafts;
mod files;
mod import;
mod job;
mod keep_file;
mod notify;
mod open;
mod organisation;
mod profile;
mod proof;
mod protect;
mod reopen;
mod route;
mod rules;
mod sample;
mod save;
mod search;
mod settings;
mod start;

pub use calendar::CalendarOf;
pub use files::reminder;
pub use import::{Chosen, FileHead, ImportPreview, PreviewRecord};
pub use job::{Doing, Job, Worker, work};
pub use keep_file::{KeptFile, KeptState};
pub use open::{Checking, OpenIncident};
pub use proof::Table;
pub use protect::Purged;
pub use route::{IncidentTab, Route};
pub use rules::RulesPreview;
pub use save::{Saved, StorageState};
pub use settings::Theme;
pub use start::start;

use self::search::Search;
use crate::browser::StoreError;
use crate::browser::clock::{self, IntlZones};
use crate::browser::files::ContinuousFile;
use crate::browser::journal::{Append, EventLine};
use crate::browser::store::Store;
use crate::browser::tabs::Tabs;
use crate::browser::timer::Timer;
use crate::deadline::in_force::Rules;
use crate::exchange::summary::Summary;
use crate::language::{Language, Msg};
use crate::record::civil::Zones as _;
use crate::record::event::Author;
use crate::record::id::Id;
use crate::record::log::{Entropy, Writer};
use crate::record::machine_clock::Finding;
use crate::record::map::Map;
use crate::record::time::Timestamp;
use leptos::prelude::*;
use std::cell::OnceCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// Everything a view may read and do. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Session {
    /// Language of the interface.
    pub language: RwSignal<Language>,
    /// Theme.
    pub theme: RwSignal<Theme>,
    /// Who is typing.
    pub me: RwSignal<Author>,
    /// The organisation profile as it is kept: read it by [`Session::profile`].
    profile: RwSignal<String>,
    /// Where we are.
    pub route: RwSignal<Route>,
    /// The board's lines.
    pub board: RwSignal<Vec<Summary>>,
    /// The incident that is open.
    pub opened: RwSignal<Option<OpenIncident>>,
    /// What the store last said.
    pub saved: RwSignal<Saved>,
    /// Why it refused, while [`Saved::Failed`] stands.
    pub refused: RwSignal<Option<StoreError>>,
    /// The state of the store as a whole.
    pub storage: RwSignal<StorageState>,
    /// The clock, once a second; later in a hidden tab.
    pub now: RwSignal<Timestamp>,
    /// Whether the system is to notify of thresholds.
    pub notify: RwSignal<bool>,
    /// What was last noticed of the clock of this machine, until a person has seen it.
    pub clock: RwSignal<Option<Finding>>,
    /// What is said to screen readers, politely.
    pub announced: RwSignal<String>,
    /// A newer version waits to be activated.
    pub update_waiting: RwSignal<bool>,
    /// Whether the app starts without a network: `ready`, `failed`, or anything else while that is not known.
    pub offline: RwSignal<String>,
    /// When each incident was last saved to a file, with the number of events it then had.
    pub copies: RwSignal<Map<Id, (Timestamp, usize)>>,
    /// The file the open incident is written to after each change, where one was chosen.
    pub kept_file: RwSignal<Option<KeptFile>>,
    /// Set whenever other rules come into force; an incident's page is then drawn anew. Holds the edition of imported
    /// rules that are stored and not in force, since those of this build are newer,
    /// [`UNREADABLE`](crate::deadline::update::UNREADABLE), or nothing.
    pub rules_aside: RwSignal<String>,
    /// The search across all incidents.
    pub search: Search,
    inner: StoredValue<Inner, LocalStorage>,
}

/// What waits to be stored.
struct Pending {
    incident: Id,
    lines: Vec<EventLine>,
}

struct Inner {
    store: Option<Rc<Store>>,
    tabs: Option<Tabs>,
    writer: Writer,
    zones: Rc<IntlZones>,
    /// The viewer's zone, once it was asked for.
    zone: OnceCell<String>,
    pending: VecDeque<Pending>,
    /// A transaction begun for the act under way.
    begun: Option<Append>,
    flushing: bool,
    local: bool,
    drafts: Map<String, String>,
    /// When drafts go into the journal, and whether that is still to come.
    draft_timers: Map<String, (Timer, bool)>,
    /// Keys under which the journal holds a draft; not known before they were read.
    in_journal: Option<Vec<String>>,
    submitted: Vec<String>,
    /// The open incident has changed and is not drawn anew yet.
    undrawn: bool,
    continuous: Option<(Id, ContinuousFile)>,
    /// Files to be written anew, and whether that is under way.
    files_due: Map<Id, ContinuousFile>,
    writing_files: bool,
    /// The second part of the program, once it is there, and the jobs that wait for it.
    worker: Option<Worker>,
    jobs: Vec<Job>,
    /// The rules in force.
    rules: Rules<'static>,
}

/// Randomness from the browser; a page without a generator writes nothing.
#[derive(Default)]
struct BrowserEntropy {
    failed: bool,
}

impl Entropy for BrowserEntropy {
    fn random(&mut self) -> [u8; 16] {
        let random = crate::browser::entropy::sixteen();
        self.failed |= random.is_err();
        random.unwrap_or_default()
    }
}

impl Session {
    /// The session of this tab, from the context.
    #[must_use]
    pub fn get() -> Self {
        expect_context::<Self>()
    }

    /// A message in the reader's language; reactive.
    #[must_use]
    pub fn t(self, msg: Msg) -> &'static str {
        msg.get(self.language.get())
    }

    /// The zone database.
    #[must_use]
    pub fn zones(self) -> Rc<IntlZones> {
        self.inner.with_value(|inner| inner.zones.clone())
    }

    /// The viewer's zone.
    #[must_use]
    pub fn zone(self) -> String {
        self.inner.with_value(|inner| inner.zone.get_or_init(clock::local_zone).clone())
    }

    /// Offset of the viewer's zone at an instant, in minutes.
    #[must_use]
    pub fn offset_at(self, at: Timestamp) -> i32 {
        self.inner.with_value(|inner| match inner.zone.get() {
            Some(zone) => inner.zones.offset_minutes(zone, at).unwrap_or(0),
            None => clock::local_offset(at),
        })
    }

    /// Offset of any zone at an instant, in minutes; 0 when the zone is not known.
    #[must_use]
    pub fn offset_in(self, zone: &str, at: Timestamp) -> i32 {
        self.inner.with_value(|inner| inner.zones.offset_minutes(zone, at).unwrap_or(0))
    }

    /// An instant in words, in the viewer's zone and language; reactive on the language.
    #[must_use]
    pub fn when(self, at: Timestamp) -> String {
        crate::language::format::instant(self.language.get(), at, self.offset_at(at))
    }

    /// Says something to screen readers.
    pub fn announce(self, text: String) {
        // The same words again change nothing on the page, so nothing is drawn for them.
        if self.announced.with_untracked(|said| *said != text) {
            self.announced.set(text);
        }
    }

    fn store(self) -> Option<Rc<Store>> {
        self.inner.with_value(|inner| inner.store.clone())
    }
}
