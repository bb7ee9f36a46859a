//! The browser room against a real browser: `cargo test --target wasm32-unknown-unknown --test web`.
#![cfg(all(target_arch = "wasm32", feature = "web"))]
// Clippy knows `#[test]` only, not `#[wasm_bindgen_test]`.
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "web/clock.rs"]
mod clock;
#[path = "web/hash.rs"]
mod hash;
#[path = "web/journal.rs"]
mod journal;
#[path = "web/markup.rs"]
mod markup;
#[path = "web/page.rs"]
mod page;
#[path = "web/stores.rs"]
mod stores;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
