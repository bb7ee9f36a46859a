//! Timers that end with their guard. Hidden tabs throttle them: what is shown is computed from the clock at each call,
//! never counted by calls.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::MessageChannel;

use super::js;

/// Calls back once or repeatedly until it is dropped.
#[derive(Debug)]
#[must_use = "dropping the guard stops the timer"]
pub struct Timer {
    id: i32,
    closure: Option<Closure<dyn FnMut()>>,
}

impl Timer {
    fn start(milliseconds: i32, repeat: bool, callback: Box<dyn FnMut()>) -> Self {
        let closure = Closure::wrap(callback);
        let function = closure.as_ref().unchecked_ref();
        let id = web_sys::window().and_then(|window| {
            if repeat {
                window.set_interval_with_callback_and_timeout_and_arguments_0(function, milliseconds)
            } else {
                window.set_timeout_with_callback_and_timeout_and_arguments_0(function, milliseconds)
            }
            .ok()
        });
        Self { id: id.unwrap_or(0), closure: Some(closure) }
    }

    /// Runs for as long as the page lives.
    pub fn forget(mut self) {
        if let Some(closure) = self.closure.take() {
            closure.forget();
        }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if self.closure.is_some()
            && let Some(window) = web_sys::window()
        {
            // Timeouts and intervals share one list of ids.
            window.clear_interval_with_handle(self.id);
        }
    }
}

/// Calls back once a second, later in a hidden tab.
pub fn every_second(callback: impl FnMut() + 'static) -> Timer {
    Timer::start(1000, true, Box::new(callback))
}

/// Calls back once after `milliseconds` (or later), unless the guard is dropped before.
pub fn after(milliseconds: i32, callback: impl FnMut() + 'static) -> Timer {
    Timer::start(milliseconds, false, Box::new(callback))
}

/// Lets the browser paint, take input and hand over answers of the store before going on: long work calls this between
/// its parts.
pub async fn breathe() {
    let scheduler = js::get(&js::window(), "scheduler");
    // Comes back sooner than a timeout, but in its turn: `scheduler.yield` would come back before the store's answers,
    // and saving would wait for the end of the long work.
    if js::has_function(&scheduler, "postTask") {
        let nothing = Closure::once_into_js(|| {});
        let _ = js::call_async(&scheduler, "postTask", &[nothing]).await;
        return;
    }
    // Nor does a message to oneself wait, where each timeout of a hidden tab waits for a second.
    let Ok(channel) = MessageChannel::new() else { return pause(0).await };
    let promise = Promise::new(&mut |resolve, _| channel.port1().set_onmessage(Some(&resolve)));
    if channel.port2().post_message(&JsValue::NULL).is_ok() {
        let _ = js::settle(promise.into()).await;
    }
    channel.port1().close();
}

/// Waits at least `milliseconds`.
pub async fn pause(milliseconds: i32) {
    let timer = Rc::new(RefCell::new(None));
    let promise = Promise::new(&mut |resolve, _| {
        let started = after(milliseconds, move || {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        });
        *timer.borrow_mut() = Some(started);
    });
    let _ = js::settle(promise.into()).await;
    drop(timer);
}

/// Milliseconds of work after which the browser gets a breath.
const STINT: f64 = 8.0;

/// A stretch of long work. Measured by the clock, because the same work takes many times longer on a slow machine.
#[derive(Debug)]
pub struct Stint(f64);

impl Stint {
    /// Begins now.
    #[must_use]
    pub fn begin() -> Self {
        Self(super::clock::monotonic())
    }

    /// To be called every few hundred microseconds of work: breathes when the last breath is 8 ms ago.
    pub async fn rest(&mut self) {
        if super::clock::monotonic() - self.0 >= STINT {
            breathe().await;
            *self = Self::begin();
        }
    }
}
