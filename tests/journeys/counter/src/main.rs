//! A button that counts its clicks, and marks `ready` once it does.

use leptos::prelude::*;

fn main() {
    let count = RwSignal::new(0);
    leptos::mount::mount_to_body(move || {
        view! { <button type="button" on:click=move |_| count.update(|count| *count += 1)>"Clicks: " {count}</button> }
    });
    if let Some(clock) = window().performance() {
        // Without the mark the measurement says that it has none.
        let _ = clock.mark("ready");
    }
}
