//! To be written.
use leptos::prelude::*;
/// Draws the page.
pub fn settings(_: crate::session::Session) -> AnyView {
    view! { <main class="page" id="main" tabindex="-1"></main> }.into_any()
}
