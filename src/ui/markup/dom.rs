//! Putting nodes on the page.

use super::attribute::Attribute;
use super::each::place_items;
use super::live::place_live;
use super::node::{Element, Node};
use leptos::prelude::{RenderEffect, StoredValue, document};
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{self, Event};
use std::any::Any;

/// Effects and listeners of one part of a page; they end when it is let go.
pub(super) type Kept = Vec<Box<dyn Any>>;

const SVG: &str = "http://www.w3.org/2000/svg";

/// Puts a node at the end of `parent`, for as long as the present owner lives.
pub fn mount(mut node: Node, parent: &web_sys::Node) {
    let mut kept = Kept::new();
    place(&mut node, parent, None, &mut kept);
    keep(kept);
}

/// Ties effects and listeners to the present owner.
pub(super) fn keep(kept: Kept) {
    if !kept.is_empty() {
        let _ = StoredValue::new_local(kept);
    }
}

/// Puts a node into `parent` before `before`, or at its end.
pub(super) fn place(node: &mut Node, parent: &web_sys::Node, before: Option<&web_sys::Node>, kept: &mut Kept) {
    match node {
        Node::Text(text) => insert(&document().create_text_node(text), parent, before),
        Node::Element(element) => {
            if let Some(made) = make(element, kept) {
                insert(&made, parent, before);
            }
        }
        Node::Many(nodes) => {
            for node in nodes {
                place(node, parent, before, kept);
            }
        }
        Node::Live(make) => {
            let make = std::mem::replace(make, Box::new(|| Node::Many(Vec::new())));
            place_live(make, parent, before, kept);
        }
        Node::Each(items) => {
            let items = std::mem::replace(items, Box::new(Vec::new));
            place_items(items, parent, before, kept);
        }
    }
}

/// Inserts a DOM node. A detached parent refuses nothing; a failure leaves the page as it was.
pub(super) fn insert(node: &web_sys::Node, parent: &web_sys::Node, before: Option<&web_sys::Node>) {
    let _ = parent.insert_before(node, before);
}

/// An empty text that marks a place.
pub(super) fn marker(parent: &web_sys::Node, before: Option<&web_sys::Node>) -> web_sys::Node {
    let marker: web_sys::Node = document().create_text_node("").into();
    insert(&marker, parent, before);
    marker
}

fn make(element: &mut Element, kept: &mut Kept) -> Option<web_sys::Element> {
    let made = match element.tag {
        "svg" | "path" | "rect" | "g" | "line" | "circle" | "text" => {
            document().create_element_ns(Some(SVG), element.tag)
        }
        tag => document().create_element(tag),
    };
    let made = made.ok()?;
    for (name, value) in &mut element.attributes {
        match value {
            Attribute::Live(read) => {
                let mut read = std::mem::replace(read, Box::new(|| Attribute::Absent));
                let (target, name) = (made.clone(), *name);
                follow(kept, move || set_attribute(&target, name, &read()));
            }
            fixed => set_attribute(&made, name, fixed),
        }
    }
    for node in &mut element.children {
        place(node, &made, None, kept);
    }
    for (name, handler) in element.handlers.drain(..) {
        let closure = Closure::<dyn FnMut(Event)>::new(handler);
        // Only unknown event names are refused, and there are none.
        let _ = made.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        kept.push(Box::new(closure));
    }
    for born in element.born.drain(..) {
        born(&made);
    }
    Some(made)
}

/// Runs now, and again whenever what it read changes.
pub(super) fn follow(kept: &mut Kept, run: impl FnMut() + 'static) {
    follow_boxed(kept, Box::new(run));
}

fn follow_boxed(kept: &mut Kept, mut run: Box<dyn FnMut()>) {
    kept.push(Box::new(RenderEffect::new(move |_: Option<()>| run())));
}

/// Sets or removes an attribute.
pub(super) fn set_attribute(element: &web_sys::Element, name: &str, value: &Attribute) {
    // Refused only for names that are none.
    let _ = match value {
        Attribute::Text(text) => element.set_attribute(name, text),
        Attribute::Absent | Attribute::Live(_) => element.remove_attribute(name),
    };
}

/// Sets a boolean property whenever its value changes.
pub(super) fn bind_property(element: &web_sys::Element, name: &'static str, value: Attribute) {
    let mut kept = Kept::new();
    let target = element.clone();
    let set = move |value: &Attribute| {
        let on = matches!(value, Attribute::Text(_));
        let _ = js_sys::Reflect::set(&target, &name.into(), &on.into());
    };
    match value {
        Attribute::Live(mut read) => follow(&mut kept, move || set(&read())),
        fixed => set(&fixed),
    }
    keep(kept);
}
