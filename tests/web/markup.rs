//! The app's own markup against Leptos' renderer as the judge: the same views give the same page, now and after changes.

use holdfast::ui::markup::{self, Element, IntoNode, Node};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys;
use wasm_bindgen_test::wasm_bindgen_test;

fn place() -> web_sys::HtmlElement {
    let place = document().create_element("div").unwrap();
    document().body().unwrap().append_child(&place).unwrap();
    place.unchecked_into()
}

/// The page without markers and comments, which neither renderer promises.
fn shown(place: &web_sys::HtmlElement) -> String {
    let html = place.inner_html();
    let mut out = String::new();
    let mut rest = html.as_str();
    while let Some(start) = rest.find("<!--") {
        out.push_str(&rest[..start]);
        rest = rest[start..].split_once("-->").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

fn mounted(make: impl FnOnce() -> Node + 'static) -> web_sys::HtmlElement {
    let place = place();
    let parent: web_sys::Node = place.clone().into();
    leptos::mount::mount_to(place.clone(), move || markup::mount(make(), &parent)).forget();
    place
}

fn judged<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> web_sys::HtmlElement {
    let place = place();
    leptos::mount::mount_to(place.clone(), view).forget();
    place
}

fn element(tag: &'static str, children: Vec<Node>) -> Node {
    let mut element = Element::new(tag);
    children.into_iter().for_each(|child| element.child(child));
    Node::Element(element)
}

#[wasm_bindgen_test]
async fn attributes_and_texts_follow_their_signals_as_in_leptos() {
    let text = RwSignal::new("one".to_owned());
    let on = RwSignal::new(true);
    let own = mounted(move || {
        let mut p = Element::new("p\0class\0x");
        p.attribute("title", move || text.get());
        p.attribute("hidden", move || on.get());
        p.attribute("lang", move || on.get().then_some("en"));
        p.words("a ");
        p.child((move || text.get()).into_node());
        p.child((move || on.get().then(|| element("b", vec!["yes".into_node()]))).into_node());
        Node::Element(p)
    });
    let judge = judged(move || {
        view! {
            <p class="x" title=move || text.get() hidden=move || on.get() lang=move || on.get().then_some("en")>
                "a "{move || text.get()}{move || on.get().then(|| view! { <b>"yes"</b> })}
            </p>
        }
    });
    for (word, switch) in [("one", true), ("two <b>", false), ("three & four", true), ("", false)] {
        text.set(word.to_owned());
        on.set(switch);
        leptos::task::tick().await;
        assert_eq!(shown(&own), shown(&judge), "{word} {switch}");
    }
}

#[wasm_bindgen_test]
async fn keyed_lists_are_ordered_as_in_leptos_and_rows_that_stay_are_the_same_nodes() {
    let keys = RwSignal::new(vec![1_u32, 2, 3, 4]);
    let own = mounted(move || {
        let row = |key: u32| {
            let mut li = Element::new("li");
            li.attribute("id", format!("row-{key}"));
            li.child(key.to_string().into_node());
            Node::Element(li)
        };
        element("ul", vec![markup::each(move || keys.get(), |key: &u32| *key, row)])
    });
    let judge = judged(move || {
        view! {
            <ul>
                <For each=move || keys.get() key=|key| *key children=|key| view! { <li id=format!("row-{key}")>{key.to_string()}</li> } />
            </ul>
        }
    });
    let orders: [&[u32]; 8] =
        [&[1, 2, 3, 4], &[4, 3, 2, 1], &[2, 9, 3], &[], &[5], &[5, 6, 7, 8, 1], &[8, 5, 1, 6, 7], &[7, 1]];
    for order in orders {
        let before: Vec<(u32, Option<web_sys::Element>)> = keys
            .get_untracked()
            .into_iter()
            .map(|key| (key, own.query_selector(&format!("#row-{key}")).unwrap()))
            .collect();
        keys.set(order.to_vec());
        leptos::task::tick().await;
        assert_eq!(shown(&own), shown(&judge), "{order:?}");
        for (key, node) in before.into_iter().filter(|(key, _)| order.contains(key)) {
            let now = own.query_selector(&format!("#row-{key}")).unwrap();
            assert!(node.unwrap().is_same_node(now.as_deref()), "row {key} was made anew in {order:?}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_part_of_the_same_shape_is_patched_in_place_and_its_effects_end_with_it() {
    let count = RwSignal::new(0);
    let wide = RwSignal::new(false);
    let runs = StoredValue::new(0);
    let own = mounted(move || {
        let part = move || {
            let mut time = Element::new("time");
            time.attribute("datetime", count.get().to_string());
            time.child(count.get().to_string().into_node());
            Node::Element(time)
        };
        let other = move || {
            wide.get().then(|| {
                element(
                    "i",
                    vec![
                        (move || {
                            runs.update_value(|runs| *runs += 1);
                            count.get().to_string()
                        })
                        .into_node(),
                    ],
                )
            })
        };
        element("p", vec![part.into_node(), other.into_node()])
    });
    let first = own.query_selector("time").unwrap().unwrap();
    count.set(1);
    leptos::task::tick().await;
    assert_eq!(shown(&own), "<p><time datetime=\"1\">1</time></p>");
    assert!(first.is_same_node(own.query_selector("time").unwrap().as_deref()));
    wide.set(true);
    leptos::task::tick().await;
    wide.set(false);
    leptos::task::tick().await;
    let before = runs.get_value();
    count.set(2);
    leptos::task::tick().await;
    assert_eq!(runs.get_value(), before, "an effect outlived its part");
}

#[wasm_bindgen_test]
fn text_made_at_run_time_is_shown_defanged_and_text_to_type_on_is_not() {
    let typed = || "see https://evil.example/x".to_owned();
    let own = mounted(move || {
        let mut field = Element::new("textarea");
        field.child(markup::as_typed(typed()));
        let option = element("option", vec![typed().into_node()]);
        element("p", vec![typed().into_node(), (move || typed()).into_node(), option, Node::Element(field)])
    });
    let dead = "see hxxps://evil[.]example/x";
    let expected = format!("<p>{dead}{dead}<option>{dead}</option><textarea>see https://evil.example/x</textarea></p>");
    assert_eq!(shown(&own), expected);
}
