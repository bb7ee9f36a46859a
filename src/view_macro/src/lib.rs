//! `view!`: the markup syntax of Leptos, turned into calls of `crate::ui::markup`.
//!
//! The syntax is parsed by the same crate Leptos uses. What it becomes is one node type instead of one type a view,
//! which was measured to halve the bytes of the interface.

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::quote;
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeElement, NodeName};

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
        [one] => node(one),
        _ => {
            let nodes = nodes.iter().map(node);
            quote! { crate::ui::markup::many(vec![#(#nodes),*]) }
        }
    }
}

fn node(node: &Node) -> Tokens {
    match node {
        Node::Text(text) => {
            let value = &text.value;
            quote! { crate::ui::markup::text(#value) }
        }
        Node::RawText(raw) => {
            let value = raw.to_string_best();
            quote! { crate::ui::markup::text(#value) }
        }
        Node::Block(block) => {
            let value = match block.try_block().map(|block| block.stmts.as_slice()) {
                Some([syn::Stmt::Expr(only, None)]) => quote! { #only },
                _ => quote! { #block },
            };
            quote! { crate::ui::markup::IntoNode::into_node(#value) }
        }
        Node::Fragment(fragment) => many(&fragment.children),
        Node::Element(one) if one.name().to_string() == "For" => each(one),
        Node::Element(one) => element(one),
        Node::Comment(_) | Node::Doctype(_) | Node::Custom(_) => quote! { crate::ui::markup::many(Vec::new()) },
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

fn element(element: &NodeElement<rstml::Infallible>) -> Tokens {
    // The tag and what is fixed go in as one text: thousands of calls fewer.
    let mut start = name_of(element.name());
    let mut rest = Vec::new();
    for attribute in keyed(element) {
        let name = name_of(&attribute.key);
        match fixed(attribute).filter(|_| !name.contains(':')) {
            Some(value) => start.extend(["\0", &name, "\0", &value]),
            None => rest.push((name, attribute)),
        }
    }
    let attributes = rest.into_iter().map(|(name, attribute)| {
        let value = attribute.value().map_or_else(|| quote! { true }, |value| quote! { #value });
        match name.split_once(':') {
            Some(("on", event)) => {
                let kind = event_type(event);
                quote! { __element.on::<#kind>(#event, #value); }
            }
            Some(("prop", property)) => quote! { __element.property(#property, #value); },
            _ if name == "node_ref" => quote! { __element.refer(#value); },
            _ => quote! { __element.attribute(#name, #value); },
        }
    });
    let children = element.children.iter().map(|child| match child {
        Node::Text(text) => {
            let value = &text.value;
            quote! { __element.words(#value); }
        }
        other => {
            let other = node(other);
            quote! { __element.child(#other); }
        }
    });
    quote! {{
        let mut __element = crate::ui::markup::Element::new(#start);
        #(#attributes)*
        #(#children)*
        crate::ui::markup::Node::Element(__element)
    }}
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
