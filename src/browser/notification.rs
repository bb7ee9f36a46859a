//! Notifications of the system, where the browser gives this page any.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::js;

fn api() -> JsValue {
    js::get(&js::window(), "Notification")
}

/// What the browser has decided: `granted`, `denied`, `default` while nobody was asked; empty where there are none.
#[must_use]
pub fn permission() -> String {
    js::text(&api(), "permission")
}

/// Asks the person; needs a click. What they decided, as [`permission`] says it.
pub async fn ask() -> String {
    // Whatever comes of it is read back: some browsers answer with nothing.
    let _ = js::call_async(&api(), "requestPermission", &[]).await;
    permission()
}

/// Shows a notification. One of the same tag takes the place of another without a second sound.
pub async fn show(title: &str, tag: &str) {
    let options = js::object(&[("tag", tag.into())]);
    let Ok(constructor) = api().dyn_into::<Function>() else { return };
    if Reflect::construct(&constructor, &Array::of2(&title.into(), &options)).is_ok() {
        return;
    }
    // Browsers of phones leave it to the service worker.
    let worker = js::get(&js::get(&js::window(), "navigator"), "serviceWorker");
    if let Ok(registration) = js::settle(js::get(&worker, "ready")).await {
        let _ = js::call_async(&registration, "showNotification", &[title.into(), options]).await;
    }
}
