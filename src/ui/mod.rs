//! What a person sees: the frame, the pages, the widgets.
//!
//! Invariant: no storage, no rules, no date arithmetic: views read the session's signals and submit forms to it.
//! Invariant: no `style` attribute, no HTML from strings.

mod frame;
mod page;
mod widget;

use leptos::prelude::*;

/// Starts the session and mounts the app.
pub fn start() {
    let mount_point = leptos::prelude::document().get_element_by_id("app");
    let Some(mount_point) = mount_point else { return };
    use leptos::wasm_bindgen::JsCast as _;
    leptos::mount::mount_to(mount_point.unchecked_into(), || {
        let session = crate::session::start();
        provide_context(session);
        frame::frame(session)
    })
    .forget();
}
