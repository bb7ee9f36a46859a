//! Starting a tab: preferences and the board from local storage at once, the journal behind them.

use super::open::{BOARD, parse, sort};
use super::search::Search;
use super::{Inner, Job, Route, Saved, Session, StorageState, Theme};
use crate::browser::clock::{self, IntlZones};
use crate::browser::store::Store;
use crate::browser::tabs::{TabMessage, Tabs};
use crate::browser::{entropy, local, page, timer};
use crate::deadline::in_force::Rules;
use crate::exchange::summary::{Summary, manner};
use crate::language::Language;
use crate::record::apply::fold;
use crate::record::event::Author;
use crate::record::id::Id;
use crate::record::log::{Log, Writer};
use crate::record::map::Map;
use leptos::prelude::*;
use std::cell::OnceCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// Builds the session and starts everything that runs behind the view.
#[must_use]
pub fn start() -> Session {
    let mut random = [0; 16];
    // Without a generator nothing can be written; every act then says so.
    let _ = entropy::fill(&mut random);
    let inner = Inner {
        store: None,
        tabs: None,
        writer: Writer::new(random),
        zones: Rc::new(IntlZones::default()),
        zone: OnceCell::new(),
        pending: VecDeque::new(),
        begun: None,
        flushing: false,
        local: local::probe(),
        drafts: Map::new(),
        draft_timers: Map::new(),
        in_journal: None,
        submitted: Vec::new(),
        undrawn: false,
        continuous: None,
        files_due: Map::new(),
        writing_files: false,
        worker: None,
        jobs: Vec::new(),
        rules: Rules::BUILT_IN,
    };
    let session = Session {
        language: RwSignal::new(Language::English),
        theme: RwSignal::new(Theme::System),
        me: RwSignal::new(Author::default()),
        profile: RwSignal::new(String::new()),
        route: RwSignal::new(Route::parse(&page::hash())),
        board: RwSignal::new(cached_board()),
        opened: RwSignal::new(None),
        saved: RwSignal::new(Saved::Nothing),
        refused: RwSignal::new(None),
        storage: RwSignal::new(StorageState::Opening),
        now: RwSignal::new(clock::now()),
        notify: RwSignal::new(false),
        clock: RwSignal::new(None),
        announced: RwSignal::new(String::new()),
        update_waiting: RwSignal::new(false),
        offline: RwSignal::new(page::offline_state()),
        copies: RwSignal::new(Map::new()),
        kept_file: RwSignal::new(None),
        rules_aside: RwSignal::new(String::new()),
        search: Search::new(),
        inner: StoredValue::new_local(inner),
    };
    session.load_preferences(&page::browser_language());
    session.listen();
    leptos::task::spawn_local(async move { session.open_store().await });
    session
}

/// The board as the last tab left it.
fn cached_board() -> Vec<Summary> {
    let read = |key: String| local::get(&key).and_then(|text| Summary::read(&text));
    let mut board: Vec<Summary> = local::keys(BOARD).into_iter().filter_map(read).collect();
    sort(&mut board, 0);
    board
}

impl Session {
    fn listen(self) {
        page::on_hash_change(move |hash| {
            self.route.set(Route::parse(&hash));
            self.follow_route();
        })
        .forget();
        let tick = move || self.now.set(clock::now());
        timer::every_second(tick).forget();
        self.start_job(Job::WatchClock);
        page::on_visible(move || {
            tick();
            self.start_job(Job::CatchUp);
        })
        .forget();
        page::on_before_unload_if(move || self.is_unsaved()).forget();
        page::on_update(move || self.update_waiting.set(true)).forget();
        page::on_offline_state(move || self.offline.set(page::offline_state())).forget();
        let tabs = Tabs::open(move |message| self.hear(message));
        self.inner.update_value(|inner| inner.tabs = Some(tabs));
    }

    async fn open_store(self) {
        self.take_store(Rc::new(Store::open().await));
        self.recall_preferences().await;
        self.recall_profile().await;
        self.load_drafts().await;
        self.recall_rules().await;
        self.follow_route();
        self.start_job(Job::Flush);
        self.start_job(Job::CheckBoard);
        self.load_copies().await;
    }

    /// Compares the cached board with the store and makes stale lines anew.
    pub(super) async fn check_board(self) {
        let Some(store) = self.store() else { return };
        let Ok(counted) = store.count_by_incident().await else { return };
        let rules = self.rules();
        let manner = manner(rules);
        // With the number of events each line holds good for; none for a line that another build made.
        let known: Map<String, Option<usize>> = self.board.with_untracked(|board| {
            let holds = |line: &Summary| line.is_made(&manner).then_some(line.events);
            board.iter().map(|line| (line.id.to_string(), holds(line))).collect()
        });
        for (id, count) in &counted {
            if known.get(id).copied().flatten().is_some_and(|events| u32::try_from(events) == Ok(*count)) {
                continue;
            }
            let Ok(lines) = store.read_incident(id).await else { continue };
            let (events, _) = parse(lines).await;
            let mut log = Log::default();
            log.add(events);
            if let Some(summary) = Summary::of(&fold(&log), rules, &*self.zones()) {
                self.put_summary(summary);
            }
        }
        for id in known.keys().filter(|id| !counted.iter().any(|(stored, _)| stored == *id)) {
            let waiting = self.inner.with_value(|inner| inner.pending.iter().any(|one| one.incident.as_str() == id));
            if let Some(id) = Id::parse(id).filter(|_| !waiting && store.is_durable()) {
                self.drop_summary(&id);
            }
        }
    }

    /// Another tab has written: read what it wrote.
    fn hear(self, message: TabMessage) {
        match message {
            TabMessage::EventsAdded { incident, keys } => {
                let Some(id) = Id::parse(&incident) else { return };
                let here = self.opened.with_untracked(|opened| opened.as_ref().is_some_and(|one| one.id == id));
                if here {
                    self.start_job(Job::ReadKeys(id, keys));
                } else {
                    self.start_job(Job::CheckBoard);
                }
            }
            TabMessage::Erased { incident } => {
                if let Some(id) = Id::parse(&incident) {
                    self.drop_drafts_of(&incident);
                    self.start_job(Job::Load(id));
                }
            }
            TabMessage::Purged { incident } => {
                if let Some(id) = Id::parse(&incident) {
                    self.forget(&id);
                    if matches!(self.route.get_untracked(), Route::Incident(open, ..) if open == id) {
                        self.go(&Route::Board);
                    }
                }
            }
            TabMessage::FormatRaised { version } => {
                if let Some(store) = self.store() {
                    store.stop_writing(version);
                }
            }
            TabMessage::PreferencesChanged(kept) => self.take_preferences(&kept, &page::browser_language()),
            TabMessage::ProfileChanged(kept) => self.profile.set(kept),
            TabMessage::RulesChanged => leptos::task::spawn_local(async move { self.recall_rules().await }),
        }
    }

    pub(super) async fn read_keys(self, id: Id, keys: Vec<String>) {
        let Some(store) = self.store() else { return };
        let Ok(lines) = store.read(&keys).await else { return };
        let (events, _) = parse(lines).await;
        self.opened.update(|opened| {
            if let Some(one) = opened.as_mut().filter(|one| one.id == id) {
                one.add(events);
                one.missing = false;
            }
        });
        self.refresh_summary(&id);
        self.write_continuously(&id);
        leptos::task::spawn_local(async move { self.verify_added(id).await });
    }

    /// Looked at again after a while: a message may have been missed.
    pub(super) async fn catch_up(self) {
        let Some(id) = self.opened.with_untracked(|opened| opened.as_ref().map(|one| one.id.clone())) else { return };
        self.read_new(&id).await;
    }

    /// Reads what the store holds of the open incident and this tab does not.
    pub(super) async fn read_new(self, id: &Id) {
        let Some(store) = self.store() else { return };
        let Ok(keys) = store.keys_of(id.as_str()).await else { return };
        let known = |key: &String| {
            let event = key.rsplit('/').next().and_then(Id::parse);
            self.with_log(|log| event.is_some_and(|event| log.get(&event).is_some())).unwrap_or(true)
        };
        let new: Vec<String> = keys.into_iter().filter(|key| !known(key)).collect();
        if !new.is_empty() {
            self.read_keys(id.clone(), new).await;
        }
    }
}
