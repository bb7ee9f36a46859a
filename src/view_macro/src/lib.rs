//! `view!`: the markup syntax of Leptos, turned into calls of `crate::ui::markup`.
//!
//! The syntax is parsed by the same crate Leptos uses. What it becomes is one node type instead of one type a view,
//! which was measured to halve the bytes of the interface; and what is fixed of a view becomes one text between two parts
//! that are not, instead of a call an element.

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::quote;
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeBlock, NodeElement, NodeName};

/// Builds a node from markup.
#[proc_macro]
pub fn view(input: TokenStream) -> TokenStream {
    match rstml::parse(input) {
        Ok(nodes) => many(&nodes).into(),
        Err(error) => error.to_compile_error().into(),
    }
}

fn many(nodes: &[Node]) -> Tokens {
    match nodes {
        // What is in braces alone needs no view around it.
        [Node::Block(block)] => {
            let value = block_value(block);
            quote! { crate::ui::markup::IntoNode::into_node(#value) }
        }
        _ => {
            let mut view = View::default();
            nodes.iter().for_each(|one| view.node(one));
            view.end()
        }
    }
}

fn block_value(block: &NodeBlock) -> Tokens {
    match block.try_block().map(|block| block.stmts.as_slice()) {
        Some([syn::Stmt::Expr(only, None)]) => quote! { #only },
        _ => quote! { #block },
    }
}

/// A view while it is written: what is fixed since the last part that is not, and the calls before. The marks are those
/// of `crate::ui::markup::Builder`.
#[derive(Default)]
struct View {
    fixed: String,
    calls: Vec<Tokens>,
    begun: bool,
}

impl View {
    /// Writes down what is fixed and not written yet.
    fn flush(&mut self) {
        let fixed = std::mem::take(&mut self.fixed);
        if !self.begun {
            self.calls.push(quote! { let mut __view = crate::ui::markup::Builder::new(#fixed); });
            self.begun = true;
        } else if !fixed.is_empty() {
            self.calls.push(quote! { __view.fixed(#fixed); });
        }
    }

    fn call(&mut self, call: Tokens) {
        self.flush();
        self.calls.push(call);
    }

    fn end(mut self) -> Tokens {
        // What is still open at the end is closed there.
        let open = self.fixed.trim_end_matches('\x03').len();
        self.fixed.truncate(open);
        self.flush();
        let calls = self.calls;
        quote! {{ #(#calls)* __view.done() }}
    }

    fn words(&mut self, words: &str) {
        if !words.is_empty() {
            self.fixed.extend(["\x02", words]);
        }
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Text(text) => self.words(&text.value_string()),
            Node::RawText(raw) => self.words(&raw.to_string_best()),
            Node::Block(block) => {
                let value = block_value(block);
                self.call(quote! { __view.node(crate::ui::markup::IntoNode::into_node(#value)); });
            }
            Node::Fragment(fragment) => fragment.children.iter().for_each(|one| self.node(one)),
            Node::Element(one) if one.name().to_string() == "For" => {
                let each = each(one);
                self.call(quote! { __view.node(#each); });
            }
            Node::Element(one) => self.element(one),
            Node::Comment(_) | Node::Doctype(_) | Node::Custom(_) => {}
        }
    }

    fn element(&mut self, element: &NodeElement<rstml::Infallible>) {
        self.fixed.extend(["\x01", &name_of(element.name())]);
        let mut rest = Vec::new();
        for attribute in keyed(element) {
            let name = name_of(&attribute.key);
            match fixed(attribute).filter(|_| !name.contains(':')) {
                Some(value) => self.fixed.extend(["\0", &name, "\0", &value]),
                None => rest.push((name, attribute)),
            }
        }
        for (name, attribute) in rest {
            let value = attribute.value().map_or_else(|| quote! { true }, |value| quote! { #value });
            self.call(match name.split_once(':') {
                Some(("on", event)) => {
                    let kind = event_type(event);
                    quote! { __view.element().on::<#kind>(#event, #value); }
                }
                Some(("prop", property)) => quote! { __view.element().property(#property, #value); },
                _ if name == "node_ref" => quote! { __view.element().refer(#value); },
                _ => quote! { __view.element().attribute(#name, #value); },
            });
        }
        element.children.iter().for_each(|child| self.node(child));
        self.fixed.push('\x03');
    }
}

fn keyed(element: &NodeElement<rstml::Infallible>) -> impl Iterator<Item = &KeyedAttribute> {
    element.attributes().iter().filter_map(|attribute| match attribute {
        NodeAttribute::Attribute(keyed) => Some(keyed),
        NodeAttribute::Block(_) => None,
    })
}

fn name_of(name: &NodeName) -> String {
    name.to_string().replace(' ', "")
}

/// `<For each= key= children= />`.
fn each(element: &NodeElement<rstml::Infallible>) -> Tokens {
    let part = |wanted: &str| {
        let found = keyed(element).find(|attribute| name_of(&attribute.key) == wanted);
        found
            .and_then(KeyedAttribute::value)
            .map_or_else(|| quote! { compile_error!("For needs each, key and children") }, |value| quote! { #value })
    };
    let (items, key, children) = (part("each"), part("key"), part("children"));
    quote! { crate::ui::markup::each(#items, #key, #children) }
}

/// The fixed text of an attribute.
fn fixed(attribute: &KeyedAttribute) -> Option<String> {
    match attribute.value()? {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(fixed), .. }) => Some(fixed.value()),
        _ => None,
    }
}

fn event_type(event: &str) -> Tokens {
    match event {
        "click" => quote! { leptos::ev::MouseEvent },
        "submit" => quote! { leptos::ev::SubmitEvent },
        "keydown" | "keyup" => quote! { leptos::ev::KeyboardEvent },
        "drop" | "dragover" | "dragleave" | "dragenter" => quote! { leptos::ev::DragEvent },
        _ => quote! { leptos::ev::Event },
    }
}
