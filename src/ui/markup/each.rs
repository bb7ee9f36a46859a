//! Keyed lists: rows that stay keep their place on the page; only what is new is made, only what is gone is removed.

use super::dom::{Kept, follow, insert, keep, marker, place};
use super::live::clear;
use super::node::Node;
use leptos::prelude::Owner;
use leptos::web_sys;
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Makes one row.
pub(super) type Row = Box<dyn FnOnce() -> Node>;
/// The rows as they are now, each with its key.
pub(super) type Items = Box<dyn FnMut() -> Vec<(u64, Row)>>;

/// A list with one row for each item. Items with the same key keep their row.
pub fn each<T, K, I, C>(mut items: impl FnMut() -> I + 'static, key: impl Fn(&T) -> K + 'static, children: C) -> Node
where
    T: 'static,
    K: Hash,
    I: IntoIterator<Item = T>,
    C: Fn(T) -> Node + Clone + 'static,
{
    Node::Each(Box::new(move || {
        let row = |item: T| {
            let mut hasher = DefaultHasher::new();
            key(&item).hash(&mut hasher);
            let children = children.clone();
            (hasher.finish(), Box::new(move || children(item)) as Row)
        };
        items().into_iter().map(row).collect()
    }))
}

struct Placed {
    owner: Owner,
    start: web_sys::Node,
    end: web_sys::Node,
}

/// Places a keyed list.
pub(super) fn place_items(mut items: Items, parent: &web_sys::Node, before: Option<&web_sys::Node>, kept: &mut Kept) {
    let last = marker(parent, before);
    let mut placed: HashMap<u64, Placed> = HashMap::new();
    // The keys in the order in which their rows stand on the page.
    let mut order: Vec<u64> = Vec::new();
    // Rows belong to the list, not to one run of the effect that orders them.
    let list = Owner::current().unwrap_or_default();
    follow(kept, move || {
        let rows = items();
        let Some(parent) = last.parent_node() else { return };
        let (rows, wanted) = distinct(rows);
        placed.retain(|key, one| {
            let stays = wanted.contains(key);
            if !stays {
                one.owner.cleanup();
                remove(one);
            }
            stays
        });
        let mut old = std::mem::take(&mut order).into_iter().filter(|key| wanted.contains(key)).peekable();
        let mut moved = HashSet::new();
        for (key, row) in rows {
            while old.next_if(|key| moved.contains(key)).is_some() {}
            order.push(key);
            // The next of the old rows is where we are. A row that is that one is in its place: nothing is asked of the
            // page for it.
            if old.next_if_eq(&key).is_some() {
                continue;
            }
            let here = old.peek().and_then(|key| placed.get(key)).map_or(&last, |next| &next.start).clone();
            if let Some(one) = placed.get(&key) {
                transfer(one, &parent, Some(&here));
                moved.insert(key);
                continue;
            }
            let start = marker(&parent, Some(&here));
            let end = marker(&parent, Some(&here));
            let owner = list.with(Owner::new);
            owner.with(|| {
                let mut inner = Kept::new();
                place(&mut row(), &parent, Some(&end), &mut inner);
                keep(inner);
            });
            placed.insert(key, Placed { owner, start, end });
        }
    });
}

/// The rows with keys that differ, and the keys: a second row of one key gets the next free one, so that none is lost.
fn distinct(rows: Vec<(u64, Row)>) -> (Vec<(u64, Row)>, HashSet<u64>) {
    let mut seen = HashSet::with_capacity(rows.len());
    let mut free = |(mut key, row): (u64, Row)| {
        while !seen.insert(key) {
            key = key.wrapping_add(1);
        }
        (key, row)
    };
    (rows.into_iter().map(&mut free).collect(), seen)
}

fn remove(one: &Placed) {
    clear(&one.start, &one.end);
    for marker in [&one.start, &one.end] {
        if let Some(parent) = marker.parent_node() {
            let _ = parent.remove_child(marker);
        }
    }
}

/// Moves a row, markers and all, before `cursor`.
fn transfer(one: &Placed, parent: &web_sys::Node, cursor: Option<&web_sys::Node>) {
    let mut next = Some(one.start.clone());
    while let Some(node) = next {
        next = (!node.is_same_node(Some(&one.end))).then(|| node.next_sibling()).flatten();
        insert(&node, parent, cursor);
    }
}
