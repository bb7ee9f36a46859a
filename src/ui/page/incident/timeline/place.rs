//! Keeping the line a person reads where it is while lines come in above it.

use crate::ui::markup::prelude::*;
use leptos::wasm_bindgen::{JsCast as _, JsValue};
use leptos::web_sys::{Element, HtmlElement};

/// True where the browser does this by itself (CSS scroll anchoring); WebKit does not.
fn anchors_by_itself() -> bool {
    let root = document().document_element();
    let style = root.and_then(|root| js_sys::Reflect::get(&root, &JsValue::from_str("style")).ok());
    style.is_some_and(|style| js_sys::Reflect::has(&style, &JsValue::from_str("overflowAnchor")).unwrap_or(true))
}

/// The line in the middle of the screen, once the page is scrolled.
fn in_the_middle() -> Option<HtmlElement> {
    let number = |value: Result<JsValue, JsValue>| value.ok()?.as_f64();
    #[allow(clippy::cast_possible_truncation)]
    let half = |length: f64| (length / 2.0) as f32;
    let (width, height) = (number(window().inner_width())?, number(window().inner_height())?);
    let hit: Element = document().element_from_point(half(width), half(height))?;
    hit.closest(".log > li").ok()??.dyn_into().ok()
}

/// Changes the list; the line in the middle of the screen stays where it is.
pub fn held(change: impl FnOnce()) {
    // Asking how far it is scrolled lays the page out: only where the answer is needed.
    let scrolled = || window().scroll_y().is_ok_and(|scrolled| scrolled > 0.0);
    let held = (!anchors_by_itself() && scrolled()).then(in_the_middle).flatten();
    let before = held.as_ref().map_or(0, HtmlElement::offset_top);
    change();
    let Some(element) = held else { return };
    request_animation_frame(move || {
        if element.is_connected() {
            window().scroll_by_with_x_and_y(0.0, f64::from(element.offset_top() - before));
        }
    });
}
