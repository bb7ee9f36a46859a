//! What the browser says about this page's storage, and which browser it is.

use std::cell::Cell;

use wasm_bindgen::JsValue;

use super::js;

/// The browser's engine: eviction rules and the meaning of `file://` differ by engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chrome, Edge, Opera and others.
    Chromium,
    /// Firefox.
    Firefox,
    /// Safari, and every browser on iOS.
    WebKit,
    /// None of these.
    Other,
}

/// The engine, by the name the browser gives itself.
#[must_use]
pub fn engine() -> Engine {
    thread_local! {
        // Asked at each act; it does not change.
        static NAMED: Cell<Option<Engine>> = const { Cell::new(None) };
    }
    NAMED.get().unwrap_or_else(|| {
        let name = js::text(&navigator(), "userAgent");
        // Order matters: Chromium's name contains WebKit's, and iOS browsers do not contain `Chrome/` or `Firefox/`.
        let named = if name.contains("Firefox/") {
            Engine::Firefox
        } else if name.contains("Chrome/") || name.contains("Chromium/") {
            Engine::Chromium
        } else if name.contains("AppleWebKit/") {
            Engine::WebKit
        } else {
            Engine::Other
        };
        NAMED.set(Some(named));
        named
    })
}

/// True when the page was opened as a file, so that it is the single-file build.
#[must_use]
pub fn is_file_url() -> bool {
    js::text(&js::get(&js::window(), "location"), "protocol") == "file:"
}

/// True when the browser has promised not to evict this page's data on its own. `None` when it does not say.
pub async fn persisted() -> Option<bool> {
    js::call_async(&storage(), "persisted", &[]).await.ok()?.as_bool()
}

/// Asks for that promise; some browsers ask the person, some decide by themselves. `None` when it cannot be asked for.
pub async fn request_persist() -> Option<bool> {
    js::call_async(&storage(), "persist", &[]).await.ok()?.as_bool()
}

/// Bytes used and bytes allowed for this page, both rough. `None` when the browser does not say.
pub async fn estimate() -> Option<(f64, f64)> {
    let answer = js::call_async(&storage(), "estimate", &[]).await.ok()?;
    Some((js::get(&answer, "usage").as_f64()?, js::get(&answer, "quota").as_f64()?))
}

fn navigator() -> JsValue {
    js::get(&js::window(), "navigator")
}

fn storage() -> JsValue {
    js::get(&navigator(), "storage")
}
