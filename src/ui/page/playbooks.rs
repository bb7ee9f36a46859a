//! To be written.
use leptos::prelude::*;
/// Draws the page.
pub fn playbooks() -> AnyView {
    view! { <main class="page" id="main" tabindex="-1"></main> }.into_any()
}
