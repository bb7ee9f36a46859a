//! The page itself: its address after `#`, title, language, theme, focus, and the plain scripts around the app.

use wasm_bindgen::JsValue;
use web_sys::{Document, Element};

use super::js;
use super::listen::{Listener, window_target};

pub use super::timer::{after, every_second};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn root() -> Option<Element> {
    document()?.document_element()
}

/// The route: what follows `#` in the address, percent-encoded as the browser keeps it. Empty when there is none.
#[must_use]
pub fn hash() -> String {
    let hash = js::text(&js::get(&js::window(), "location"), "hash");
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

/// Goes to a route, for example `/incident/<id>/timeline`; "Back" returns.
pub fn set_hash(route: &str) {
    if let Some(window) = web_sys::window() {
        // Only a detached document refuses.
        let _ = window.location().set_hash(route);
    }
}

/// Goes to a route in place of the present one: "Back" passes it over.
pub fn replace_hash(route: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().replace(&["#", route].concat());
    }
}

/// Calls back with the new route whenever it changes.
pub fn on_hash_change(changed: impl Fn(String) + 'static) -> Listener {
    Listener::on_window("hashchange", move |_| changed(hash()))
}

/// Sets the title shown on the tab.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Says which language the page is in (BCP 47, for example `zh-Hans`), for fonts, hyphenation and screen readers.
pub fn set_language_attribute(tag: &str) {
    set_root_attribute("lang", Some(tag));
}

/// Sets `data-theme` on the root element; `None` follows the system.
pub fn set_theme_attribute(theme: Option<&str>) {
    set_root_attribute("data-theme", theme);
}

fn set_root_attribute(name: &str, value: Option<&str>) {
    let Some(root) = root() else { return };
    // The names are valid, which is all that can be refused.
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}

/// True while the tab is hidden.
#[must_use]
pub fn is_hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

/// Calls back when the page may have been away: shown again, restored, or focused. Clocks and data are looked at anew.
pub fn on_visible(seen: impl Fn() + 'static) -> Listener {
    let mut places = Vec::new();
    if let Some(document) = document() {
        places.push((document.into(), "visibilitychange"));
    }
    if let Some(window) = window_target() {
        places.push((window.clone(), "pageshow"));
        places.push((window, "focus"));
    }
    Listener::new(places, move |_| {
        if !is_hidden() {
            seen();
        }
    })
}

/// Calls back when the page is about to be hidden or closed: the last moment to keep what is typed.
pub fn on_hide(hidden: impl Fn() + 'static) -> Listener {
    let mut places = Vec::new();
    if let Some(document) = document() {
        places.push((document.into(), "visibilitychange"));
    }
    places.extend(window_target().map(|window| (window, "pagehide")));
    Listener::new(places, move |event| {
        if event.type_() == "pagehide" || is_hidden() {
            hidden();
        }
    })
}

/// Has the browser ask before the page is left while `unsaved` says that something would be lost.
pub fn on_before_unload_if(unsaved: impl Fn() -> bool + 'static) -> Listener {
    Listener::on_window("beforeunload", move |event| {
        if unsaved() {
            event.prevent_default();
        }
    })
}

/// Opens the browser's print dialogue.
pub fn print() {
    let _ = js::call(&js::window(), "print", &[]);
}

/// Copies text; true when the browser took it. Needs a click, and a page it trusts.
pub async fn copy(text: &str) -> bool {
    let clipboard = js::get(&js::get(&js::window(), "navigator"), "clipboard");
    js::call_async(&clipboard, "writeText", &[text.into()]).await.is_ok()
}

/// Leaves a mark on the performance timeline, for example `ready`.
pub fn mark(name: &str) {
    let _ = js::call(&js::get(&js::window(), "performance"), "mark", &[name.into()]);
}

/// Shows the rescue screen of `shell/rescue.js`, which saves the raw stores without this module.
pub fn call_rescue(message: &str) {
    let _ = js::call(&js::window(), "holdfastRescue", &[message.into()]);
}

/// The build that is running: a hash of its content, `development` outside a release.
#[must_use]
pub fn build() -> String {
    let version = js::text(&js::get(&js::window(), "holdfastBuild"), "version");
    version.rsplit('+').next().unwrap_or_default().to_owned()
}

/// Whether the app starts without a network: `no` while that is not known, `ready` or `failed`. Said by `shell/boot.js`.
#[must_use]
pub fn offline_state() -> String {
    js::text(&js::get(&js::window(), "holdfastBuild"), "offline")
}

/// Calls back when [`offline_state`] has changed.
pub fn on_offline_state(changed: impl Fn() + 'static) -> Listener {
    Listener::on_window("holdfast-offline", move |_| changed())
}

/// Calls back when a newer version of the app waits to be used.
pub fn on_update(waiting: impl Fn() + 'static) -> Listener {
    Listener::on_window("holdfast-update", move |_| waiting())
}

/// Changes over to the waiting version; the page loads again.
pub fn apply_update() {
    let _ = js::call(&js::window(), "holdfastApplyUpdate", &[]);
}

/// Moves the focus to an element by its id. False when there is no such element.
pub fn focus(id: &str) -> bool {
    let element = document().and_then(|document| document.get_element_by_id(id));
    // By name: a part of a drawing can be focused too.
    element.is_some_and(|element| js::call(&element, "focus", &[]).is_ok())
}

/// Begins a page at its top: the focus goes to its main part without a jump of the screen.
pub fn begin(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        let still = js::object(&[("preventScroll", JsValue::TRUE)]);
        let _ = js::call(&element, "focus", &[still]);
        let _ = js::call(&js::window(), "scrollTo", &[0.into(), 0.into()]);
    }
}

/// The id of the focused element; empty when it has none.
#[must_use]
pub fn focused_id() -> String {
    document().and_then(|document| document.active_element()).map_or_else(String::new, |element| element.id())
}

/// Brings an element into view by its id, without moving the focus.
pub fn scroll_to(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        let nearest = js::object(&[("block", JsValue::from_str("nearest"))]);
        let _ = js::call(&element, "scrollIntoView", &[nearest]);
    }
}

/// True when the app runs installed, in a window of its own.
#[must_use]
pub fn is_installed() -> bool {
    let query = js::call(&js::window(), "matchMedia", &["(display-mode: standalone)".into()]);
    query.is_ok_and(|query| js::get(&query, "matches").is_truthy())
}

/// The browser's preferred language (BCP 47), `en` when it does not say.
#[must_use]
pub fn browser_language() -> String {
    let tag = js::text(&js::get(&js::window(), "navigator"), "language");
    if tag.is_empty() { "en".to_owned() } else { tag }
}
