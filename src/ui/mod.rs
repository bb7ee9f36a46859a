//! What a person sees: the frame, the pages, the widgets.
//!
//! Invariant: no storage, no rules, no date arithmetic: views read the session's signals and submit forms to it.
//! Invariant: no `style` attribute, no HTML from strings.

mod band;
mod frame;
pub mod markup;
mod page;
mod rest;
mod told;
mod widget;

use crate::ui::markup::prelude::*;

/// Starts the session and mounts the app.
pub fn start() {
    use leptos::wasm_bindgen::JsCast as _;
    let Some(place) = document().get_element_by_id("app") else { return };
    let parent: leptos::web_sys::Node = place.clone().into();
    leptos::mount::mount_to(place.unchecked_into(), move || {
        let session = crate::session::start();
        provide_context(session);
        let rest = rest::Rest::new();
        markup::mount(frame::frame(session, rest), &parent);
        rest.fetch_soon(session);
    })
    .forget();
}
