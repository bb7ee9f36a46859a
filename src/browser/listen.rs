//! Event listeners that end with their guard.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, EventTarget};

/// Listens until it is dropped. Components keep it for as long as they live.
#[derive(Debug)]
#[must_use = "dropping the guard ends the listening"]
pub struct Listener {
    places: Vec<(EventTarget, &'static str)>,
    closure: Option<Closure<dyn FnMut(Event)>>,
}

impl Listener {
    /// Calls `heard` for the named events of these targets.
    pub fn new(places: Vec<(EventTarget, &'static str)>, heard: impl FnMut(Event) + 'static) -> Self {
        Self::boxed(places, Box::new(heard))
    }

    fn boxed(places: Vec<(EventTarget, &'static str)>, heard: Box<dyn FnMut(Event)>) -> Self {
        let closure = Closure::wrap(heard);
        for (target, kind) in &places {
            // Only a target that is no target refuses; `EventTarget` is one.
            let _ = target.add_event_listener_with_callback(kind, closure.as_ref().unchecked_ref());
        }
        Self { places, closure: Some(closure) }
    }

    /// Listens on the window.
    pub fn on_window(kind: &'static str, heard: impl FnMut(Event) + 'static) -> Self {
        Self::new(window_target().map(|target| (target, kind)).into_iter().collect(), heard)
    }

    /// Listens for as long as the page lives.
    pub fn forget(mut self) {
        self.places.clear();
        if let Some(closure) = self.closure.take() {
            closure.forget();
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let Some(closure) = &self.closure else { return };
        for (target, kind) in &self.places {
            let _ = target.remove_event_listener_with_callback(kind, closure.as_ref().unchecked_ref());
        }
    }
}

/// The window as an event target.
pub(super) fn window_target() -> Option<EventTarget> {
    web_sys::window().map(Into::into)
}
