//! Searching all incidents: what each says is read once a tab, and only if somebody searches; then every key is answered
//! from memory. Nothing of it is stored, so nothing that is erased stays in it.

use super::Session;
use crate::browser::timer::Stint;
use crate::exchange::summary::Summary;
use crate::language::Language;
use crate::language::search::{Hit, Searched, words};
use crate::record::apply::fold;
use crate::record::id::Id;
use leptos::prelude::*;

/// The most incidents shown.
const MOST: usize = 50;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Incidents with their lines, as on the board.
    pub hits: Vec<Hit>,
    /// Incidents read so far, and how many there are.
    pub read: (usize, usize),
}

/// The search of this tab. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Search {
    /// What is looked for; empty for nothing.
    pub asked: RwSignal<String>,
    /// What was found.
    pub found: RwSignal<Found>,
    /// Words of a search that led to a timeline, until it has taken them. Not in the address: that is kept and shown.
    pub carried: StoredValue<String>,
    index: StoredValue<Index, LocalStorage>,
}

#[derive(Default)]
struct Index {
    language: Language,
    records: Vec<Searched>,
    reading: bool,
}

impl Search {
    pub(super) fn new() -> Self {
        Self {
            asked: RwSignal::new(String::new()),
            found: RwSignal::new(Found::default()),
            carried: StoredValue::new(String::new()),
            index: StoredValue::new_local(Index::default()),
        }
    }

    /// Looks for what is asked in what was read.
    fn look(self, board: &[Summary]) {
        let words = words(&self.asked.get_untracked());
        let found = self.index.with_value(|index| {
            let of = |id: &Id| index.records.iter().find(|one| one.id == *id);
            let read = board.iter().filter(|line| of(&line.id).is_some()).count();
            let hits = board.iter().filter_map(|line| of(&line.id)?.find(&words)).take(MOST).collect();
            Found { hits, read: (read, board.len()) }
        });
        if self.found.with_untracked(|before| *before != found) {
            self.found.set(found);
        }
    }
}

impl Session {
    /// Answers the search from what was read, and reads what was not or has changed since.
    pub(super) async fn search(self) {
        let search = self.search;
        let began = search.index.try_update_value(|index| !std::mem::replace(&mut index.reading, true));
        self.look();
        if began != Some(true) {
            return;
        }
        self.store_opened().await;
        while let Some((id, events)) = self.unread() {
            let language = self.language.get_untracked();
            let made = self.searched(&id, language).await;
            // One that cannot be read is not tried again while its line stays as it is.
            let mut made = made.unwrap_or_else(|| Searched::nothing(id.clone()));
            made.events = events;
            search.index.update_value(|index| {
                if index.language != language {
                    index.records.clear();
                    index.language = language;
                }
                index.records.retain(|one| one.id != id);
                index.records.push(made);
            });
            self.look();
        }
        search.index.update_value(|index| index.reading = false);
    }

    fn look(self) {
        self.board.with_untracked(|board| self.search.look(board));
    }

    /// The next incident whose line on the board has other events than were read, or that was read in another language.
    fn unread(self) -> Option<(Id, usize)> {
        let language = self.language.get_untracked();
        self.board.with_untracked(|board| {
            self.search.index.with_value(|index| {
                let other = index.language != language;
                let read = |line: &&Summary| {
                    other || !index.records.iter().any(|one| one.id == line.id && one.events == line.events)
                };
                board.iter().find(read).map(|line| (line.id.clone(), line.events))
            })
        })
    }

    async fn searched(self, id: &Id, language: Language) -> Option<Searched> {
        let log = self.read_log(id).await?;
        let mut stint = Stint::begin();
        let incident = fold(&log);
        stint.rest().await;
        let mut searched = Searched::new(id.clone(), &incident);
        for slice in log.events().chunks(20) {
            for event in slice {
                searched.add(language, self.rules(), (event, &incident));
            }
            stint.rest().await;
        }
        Some(searched)
    }
}
