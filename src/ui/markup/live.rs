//! Parts that change: made anew between two markers, or patched in place where only texts and attributes differ, so
//! that what a person has focused, selected or hovered stays.

use super::attribute::Attribute;
use super::dom::{Kept, follow, insert, keep, marker, place, set_attribute};
use super::node::{Make, Node};
use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys;

/// Places a part that changes.
pub(super) fn place_live(mut make: Make, parent: &web_sys::Node, before: Option<&web_sys::Node>, kept: &mut Kept) {
    let start = marker(parent, before);
    let end = marker(parent, before);
    let mut last: Option<Node> = None;
    follow(kept, move || {
        let mut node = make();
        if let Some(old) = &last
            && same_shape(old, &node)
        {
            let mut dom = start.next_sibling();
            patch(old, &node, &mut dom);
            last = Some(node);
            return;
        }
        clear(&start, &end);
        let Some(parent) = end.parent_node() else { return };
        // Built aside and inserted at once: the page is laid out once.
        let fragment: web_sys::Node = document().create_document_fragment().into();
        let plain = is_plain(&node);
        let mut inner = Kept::new();
        place(&mut node, &fragment, None, &mut inner);
        insert(&fragment, &parent, Some(&end));
        keep(inner);
        last = plain.then_some(node);
    });
}

/// Removes everything between two markers.
pub(super) fn clear(start: &web_sys::Node, end: &web_sys::Node) {
    while let Some(next) = start.next_sibling() {
        if next.is_same_node(Some(end)) {
            return;
        }
        if let Some(parent) = next.parent_node() {
            let _ = parent.remove_child(&next);
        }
    }
}

fn is_plain(node: &Node) -> bool {
    match node {
        Node::Text(_) => true,
        Node::Many(nodes) => nodes.iter().all(is_plain),
        Node::Element(element) => {
            let fixed = |(_, value): &(&str, Attribute)| !matches!(value, Attribute::Live(_));
            element.handlers.is_empty()
                && element.born.is_empty()
                && element.attributes.iter().all(fixed)
                && element.children.iter().all(is_plain)
        }
        Node::Live(_) | Node::Each(_) => false,
    }
}

/// True when two plain nodes differ only in texts and values of attributes.
fn same_shape(old: &Node, new: &Node) -> bool {
    let lists = |old: &[Node], new: &[Node]| {
        old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same_shape(old, new))
    };
    match (old, new) {
        (Node::Text(_), Node::Text(_)) => true,
        (Node::Many(old), Node::Many(new)) => lists(old, new),
        (Node::Element(old), Node::Element(new)) => {
            let names = |pair: (&(&str, Attribute), &(&str, Attribute))| pair.0.0 == pair.1.0;
            old.tag == new.tag
                && new.handlers.is_empty()
                && new.born.is_empty()
                && old.attributes.len() == new.attributes.len()
                && old.attributes.iter().zip(&new.attributes).all(names)
                && new.attributes.iter().all(|(_, value)| !matches!(value, Attribute::Live(_)))
                && lists(&old.children, &new.children)
        }
        _ => false,
    }
}

/// Brings the page from `old` to `new`; `dom` is the first page node of `old` and becomes the one after it.
fn patch(old: &Node, new: &Node, dom: &mut Option<web_sys::Node>) {
    if let (Node::Many(old), Node::Many(new)) = (old, new) {
        for (old, new) in old.iter().zip(new) {
            patch(old, new, dom);
        }
        return;
    }
    let Some(here) = dom.take() else { return };
    match (old, new) {
        (Node::Text(old), Node::Text(new)) if old != new => here.set_node_value(Some(new)),
        (Node::Element(old), Node::Element(new)) => {
            let mut child = here.first_child();
            if let Some(element) = here.dyn_ref::<web_sys::Element>() {
                for ((name, old), (_, new)) in old.attributes.iter().zip(&new.attributes) {
                    let same = match (old, new) {
                        (Attribute::Text(old), Attribute::Text(new)) => old == new,
                        (Attribute::Absent, Attribute::Absent) => true,
                        _ => false,
                    };
                    if !same {
                        set_attribute(element, name, new);
                    }
                }
            }
            for (old, new) in old.children.iter().zip(&new.children) {
                patch(old, new, &mut child);
            }
        }
        _ => {}
    }
    *dom = here.next_sibling();
}
