//! Nodes: elements, texts, and parts that are made anew when what they read changes.

use super::attribute::{Attribute, IntoAttribute};
use super::each::Items;
use crate::language::defang::{defang, may_hold_one};
use leptos::prelude::{LocalStorage, SetValue, StoredValue, WithValue};
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{self, Event};
use std::borrow::Cow;

/// A part that is made anew when a signal it read has changed.
pub(super) type Make = Box<dyn FnMut() -> Node>;
/// What happens on an event.
pub(super) type Handler = Box<dyn FnMut(Event)>;
/// Called with the element once it exists.
pub(super) type Born = Box<dyn FnOnce(&web_sys::Element)>;

/// A piece of a page, not yet on it.
pub enum Node {
    /// Text.
    Text(Cow<'static, str>),
    /// An element.
    Element(Box<Element>),
    /// Several in a row.
    Many(Vec<Node>),
    /// One that changes.
    Live(Make),
    /// A keyed list.
    Each(Items),
}

/// An element, not yet on the page.
pub struct Element {
    pub(super) tag: &'static str,
    pub(super) attributes: Vec<(&'static str, Attribute)>,
    pub(super) handlers: Vec<(&'static str, Handler)>,
    pub(super) born: Vec<Born>,
    pub(super) children: Vec<Node>,
}

// The small functions below are called thousands of times from views: `inline(never)` keeps each call a few bytes.
impl Element {
    /// An element: its tag, then the name and the value of each fixed attribute, with NUL between. In a box, because a
    /// pointer is passed to the calls that follow in fewer bytes than a place on the stack.
    #[must_use]
    #[inline(never)]
    pub fn new(start: &'static str) -> Box<Self> {
        let mut parts = start.split('\0');
        let tag = parts.next().unwrap_or_default();
        let mut attributes = Vec::new();
        while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
            attributes.push((name, Attribute::Text(Cow::Borrowed(value))));
        }
        Box::new(Self { tag, attributes, handlers: Vec::new(), born: Vec::new(), children: Vec::new() })
    }

    /// Sets an attribute.
    pub fn attribute(&mut self, name: &'static str, value: impl IntoAttribute) {
        self.put(name, value.into_attribute());
    }

    #[inline(never)]
    fn put(&mut self, name: &'static str, value: Attribute) {
        self.attributes.push((name, value));
    }

    /// Adds fixed text.
    #[inline(never)]
    pub fn words(&mut self, words: &'static str) {
        self.children.push(text(words));
    }

    /// Sets a boolean property, as `checked`, whenever its value changes.
    pub fn property(&mut self, name: &'static str, value: impl IntoAttribute) {
        let value = value.into_attribute();
        self.born.push(Box::new(move |element| super::dom::bind_property(element, name, value)));
    }

    /// Listens to an event.
    pub fn on<E: JsCast + 'static>(&mut self, name: &'static str, mut heard: impl FnMut(E) + 'static) {
        self.hear(name, Box::new(move |event| heard(event.unchecked_into())));
    }

    #[inline(never)]
    fn hear(&mut self, name: &'static str, handler: Handler) {
        self.handlers.push((name, handler));
    }

    /// Keeps the element where the view can reach it.
    pub fn refer<T: JsCast + 'static>(&mut self, to: NodeRef<T>) {
        self.born.push(Box::new(move |element| to.0.set_value(element.clone().dyn_into().ok())));
    }

    /// Adds a child.
    #[inline(never)]
    pub fn child(&mut self, node: Node) {
        match node {
            Node::Many(nodes) => self.children.extend(nodes),
            one => self.children.push(one),
        }
    }
}

/// A view while it is made. What is fixed of it comes as texts of marked parts: `\x01` opens an element (its tag, then the
/// name and the value of each fixed attribute, with NUL between), `\x02` is text, `\x03` closes the element.
pub struct Builder {
    done: Vec<Node>,
    // A node holds its element in a box anyway.
    #[allow(clippy::vec_box)]
    open: Vec<Box<Element>>,
}

impl Builder {
    /// A view that begins with these parts.
    #[must_use]
    #[inline(never)]
    pub fn new(parts: &'static str) -> Box<Self> {
        let mut made = Box::new(Self { done: Vec::new(), open: Vec::new() });
        made.fixed(parts);
        made
    }

    /// Adds parts.
    #[inline(never)]
    pub fn fixed(&mut self, parts: &'static str) {
        const MARKS: [char; 3] = ['\x01', '\x02', '\x03'];
        let mut rest = parts;
        while let Some((mark, after)) = rest.split_at_checked(1) {
            let (part, more) = after.split_at_checked(after.find(MARKS).unwrap_or(after.len())).unwrap_or_default();
            rest = more;
            match mark {
                "\x01" => self.open.push(Element::new(part)),
                "\x02" => self.node(text(part)),
                _ => self.close(),
            }
        }
    }

    #[inline(never)]
    fn close(&mut self) {
        if let Some(element) = self.open.pop() {
            self.node(Node::Element(element));
        }
    }

    /// The element that is open.
    #[inline(never)]
    pub fn element(&mut self) -> &mut Element {
        if self.open.is_empty() {
            // Never: the macro opens one before it asks for it.
            self.open.push(Element::new("div"));
        }
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    /// Adds a node.
    #[inline(never)]
    pub fn node(&mut self, node: Node) {
        let into = match self.open.last_mut() {
            Some(element) => &mut element.children,
            None => &mut self.done,
        };
        match node {
            Node::Many(nodes) => into.extend(nodes),
            one => into.push(one),
        }
    }

    /// The view, with everything closed.
    #[must_use]
    #[inline(never)]
    #[allow(clippy::boxed_local)] // so the macro holds it
    pub fn done(mut self: Box<Self>) -> Node {
        while !self.open.is_empty() {
            self.close();
        }
        match self.done.len() {
            1 => self.done.remove(0),
            _ => Node::Many(self.done),
        }
    }
}

/// A way to an element on the page; empty before it is there.
pub struct NodeRef<T: 'static>(StoredValue<Option<T>, LocalStorage>);

impl<T> Clone for NodeRef<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for NodeRef<T> {}

impl<T: Clone> NodeRef<T> {
    /// One that refers to nothing yet.
    #[must_use]
    #[allow(clippy::new_without_default)] // made in views, never by default
    pub fn new() -> Self {
        Self(StoredValue::new_local(None))
    }

    /// The element, if it is there.
    #[must_use]
    pub fn get_untracked(self) -> Option<T> {
        self.0.try_with_value(Clone::clone).flatten()
    }
}

/// Several nodes in a row.
#[must_use]
#[inline(never)]
pub fn many(nodes: Vec<Node>) -> Node {
    let mut flat = Vec::with_capacity(nodes.len());
    for node in nodes {
        match node {
            Node::Many(inner) => flat.extend(inner),
            one => flat.push(one),
        }
    }
    Node::Many(flat)
}

#[inline(never)]
fn live(make: Make) -> Node {
    Node::Live(make)
}

/// Fixed text.
#[must_use]
pub fn text(text: &'static str) -> Node {
    Node::Text(Cow::Borrowed(text))
}

/// Text as it was typed, for a field in which it is typed on; anything only shown goes in as a `String`.
#[must_use]
pub fn as_typed(text: String) -> Node {
    Node::Text(Cow::Owned(text))
}

/// What may stand between the tags.
pub trait IntoNode: Sized {
    /// As a node.
    fn into_node(self) -> Node;

    /// As a node; the name Leptos uses.
    fn into_any(self) -> Node {
        self.into_node()
    }
}

impl IntoNode for Node {
    fn into_node(self) -> Node {
        self
    }
}

impl IntoNode for () {
    fn into_node(self) -> Node {
        Node::Many(Vec::new())
    }
}

impl IntoNode for &'static str {
    fn into_node(self) -> Node {
        text(self)
    }
}

/// Text made at run time may hold what a person typed: whatever way it took here, indicators in it are shown defanged.
impl IntoNode for String {
    fn into_node(self) -> Node {
        Node::Text(Cow::Owned(match may_hold_one(&self) {
            true => defang(&self),
            false => self,
        }))
    }
}

impl<T: IntoNode> IntoNode for Option<T> {
    fn into_node(self) -> Node {
        self.map_or_else(|| Node::Many(Vec::new()), T::into_node)
    }
}

impl<T: IntoNode> IntoNode for Vec<T> {
    fn into_node(self) -> Node {
        many(self.into_iter().map(T::into_node).collect())
    }
}

impl<F, T> IntoNode for F
where
    F: FnMut() -> T + 'static,
    T: IntoNode,
{
    fn into_node(mut self) -> Node {
        live(Box::new(move || self().into_node()))
    }
}
