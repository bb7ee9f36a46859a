//! Keyed lists: rows that stay keep their place on the page; only what is new is made, only what is gone is removed.

use super::dom::{Kept, follow, insert, keep, marker, place};
use super::live::clear;
use super::node::Node;
use leptos::prelude::Owner;
use leptos::web_sys;
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
    key: u64,
    owner: Owner,
    start: web_sys::Node,
    end: web_sys::Node,
}

/// Places a keyed list.
pub(super) fn place_items(mut items: Items, parent: &web_sys::Node, before: Option<&web_sys::Node>, kept: &mut Kept) {
    let last = marker(parent, before);
    let mut placed: Vec<Placed> = Vec::new();
    // Rows belong to the list, not to one run of the effect that orders them.
    let list = Owner::current().unwrap_or_default();
    follow(kept, move || {
        let rows = items();
        let Some(parent) = last.parent_node() else { return };
        // From the end, where taking one away is cheap.
        let mut old = std::mem::take(&mut placed);
        old.reverse();
        let stays = |one: &Placed| rows.iter().any(|(key, _)| *key == one.key);
        old.retain(|one| {
            let stays = stays(one);
            if !stays {
                one.owner.cleanup();
                remove(one);
            }
            stays
        });
        for (key, row) in rows {
            let known = old.iter().rposition(|one| one.key == key);
            let moves = known.is_some_and(|place| place + 1 < old.len());
            let one = known.map(|place| old.remove(place));
            // What is left of the old rows stands on the page in this order: the first of them is where we are. A row that
            // is that first one is in its place, and nothing is asked of the page.
            let here = || old.last().map_or(&last, |next| &next.start);
            let one = match one {
                Some(one) => {
                    if moves {
                        transfer(&one, &parent, Some(here()));
                    }
                    one
                }
                None => {
                    let start = marker(&parent, Some(here()));
                    let end = marker(&parent, Some(here()));
                    let owner = list.with(Owner::new);
                    owner.with(|| {
                        let mut inner = Kept::new();
                        place(&mut row(), &parent, Some(&end), &mut inner);
                        keep(inner);
                    });
                    Placed { key, owner, start, end }
                }
            };
            placed.push(one);
        }
    });
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
