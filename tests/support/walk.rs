//! Random walks: several tabs act on one incident, most often sensibly, and see each other late and in parts.

use super::acts::any_command;
use super::at;
use super::desk::{Desk, lines};
use super::dice::Dice;
use holdfast::record::event::Event;
use holdfast::record::id::Id;
use holdfast::record::log::{Entropy as _, Log};
use holdfast::record::refusal::{Refusal, Why};
use holdfast::record::time::MINUTE;
use proptest::prelude::*;
use std::collections::HashMap;

/// One turn of a walk.
#[derive(Clone, Debug)]
pub enum Turn {
    /// A tab tries something.
    Act { tab: usize, seed: u64 },
    /// A tab hears of the first `share` of 4 quarters of what it has not seen of another's log.
    Hear { tab: usize, from: usize, share: usize },
    /// A tab's clock moves, backwards too, by minutes.
    Clock { tab: usize, minutes: i64 },
}

/// Tabs in a walk.
pub const TABS: usize = 3;

/// Walks of up to `most` turns.
pub fn walks(most: usize) -> impl Strategy<Value = Vec<Turn>> {
    let turn = prop_oneof![
        8 => (0..TABS, any::<u64>()).prop_map(|(tab, seed)| Turn::Act { tab, seed }),
        2 => (0..TABS, 0..TABS, 1..=4usize).prop_map(|(tab, from, share)| Turn::Hear { tab, from, share }),
        1 => (0..TABS, -3000..3000i64).prop_map(|(tab, minutes)| Turn::Clock { tab, minutes }),
    ];
    proptest::collection::vec(turn, 1..most)
}

/// What a walk left behind.
pub struct World {
    /// The tabs.
    pub tabs: Vec<Desk>,
    /// Every event as it was first written.
    pub written: HashMap<Id, Event>,
    /// What was refused, with what was tried.
    pub refused: Vec<(String, Refusal)>,
}

impl World {
    /// Every tab has seen the opening, and nothing more.
    pub fn new() -> Self {
        let now = at("2026-10-20T08:00:00.000Z");
        let id = Id::from_random(Dice::new(7).random());
        let names = ["Mei Chen", "Jonas Weiß", "Ana García"];
        let mut tabs: Vec<Desk> =
            (0u64..).zip(names).map(|(seed, name)| Desk::new(&id, name, "Responder", seed, now)).collect();
        let opening = tabs[0].attempt(Desk::open()).expect("opens");
        for tab in &mut tabs {
            tab.take(opening.clone());
        }
        let written = opening.into_iter().map(|event| (event.header.id.clone(), event)).collect();
        Self { tabs, written, refused: Vec::new() }
    }

    /// The world after a walk.
    pub fn after(turns: &[Turn]) -> Self {
        let mut world = Self::new();
        turns.iter().for_each(|turn| world.take(turn));
        world
    }

    fn take(&mut self, turn: &Turn) {
        match *turn {
            Turn::Clock { tab, minutes } => self.tabs[tab].now = self.tabs[tab].now.plus(minutes * MINUTE),
            Turn::Hear { tab, from, share } => self.hear(tab, from, share),
            Turn::Act { tab, seed } => {
                let desk = &mut self.tabs[tab];
                desk.now = desk.now.plus(MINUTE);
                let command = any_command(desk, &mut Dice::new(seed));
                let shown = format!("{command:?}");
                let before = (desk.lines(), desk.incident.clone());
                match desk.attempt(command) {
                    Ok(events) => self.written.extend(events.into_iter().map(|one| (one.header.id.clone(), one))),
                    Err(refusal) => {
                        assert!(before == (desk.lines(), desk.incident.clone()), "refused, yet changed: {shown}");
                        self.refused.push((shown, refusal));
                    }
                }
            }
        }
    }

    /// Delivers the oldest unseen events. An event that was already erased comes with its tombstone or not at all, as
    /// the store holds both or neither.
    fn hear(&mut self, tab: usize, from: usize, share: usize) {
        let known = &self.tabs[tab].log;
        let unseen: Vec<Event> = self.tabs[from]
            .log
            .events()
            .iter()
            .filter(|event| known.get(&event.header.id).is_none())
            .cloned()
            .collect();
        let whole = unseen.iter().any(Event::is_erased);
        let some = if whole { unseen.len() } else { unseen.len() * share / 4 };
        self.tabs[tab].take(unseen[..some].to_vec());
    }

    /// Everybody sees everything; tabs hear from the others in an order the seed decides.
    pub fn meet(&mut self, seed: u64) {
        let mut pairs: Vec<(usize, usize)> = (0..TABS).flat_map(|a| (0..TABS).map(move |b| (a, b))).collect();
        let mut dice = Dice::new(seed);
        for _ in 0..2 {
            dice.shuffle(&mut pairs);
            pairs.iter().for_each(|&(tab, from)| self.hear(tab, from, 4));
        }
    }
}

/// Two logs made one, as the app merges: union, then tombstones take effect.
pub fn merged(one: &Log, other: &Log) -> Log {
    let mut log = one.clone();
    log.add(other.events().to_vec());
    let gone = log.still_to_erase();
    log.erase(&gone);
    log
}

/// What two logs must share to be the same log.
pub fn face(log: &Log) -> (Vec<String>, Vec<String>) {
    (lines(log), log.heads())
}

/// True for refusals that say the record is held or closed or the gate is shut: the walk met the rules.
pub fn is_rule(refusal: &Refusal) -> bool {
    matches!(refusal.why, Why::Held | Why::IsClosed | Why::Gate(..) | Why::SamePerson)
}
