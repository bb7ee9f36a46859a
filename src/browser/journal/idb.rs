//! IndexedDB requests and reading transactions as futures.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, IdbDatabase, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction};

use super::super::error::StoreError;
use super::super::js;

/// The object stores.
pub(super) const EVENTS: &str = "events";
/// Unsent typing and half-filled forms.
pub(super) const DRAFTS: &str = "drafts";
/// What is known about incidents besides their events.
pub(super) const META: &str = "meta";

/// What a request or a transaction ends with.
pub(super) type Outcome = Result<JsValue, StoreError>;

/// An outcome that arrives once, from a callback.
#[derive(Clone, Default)]
pub(super) struct Arrival(Rc<RefCell<(Option<Outcome>, Option<Waker>)>>);

impl Arrival {
    /// Delivers the outcome; a second one replaces the first if nobody has taken it.
    pub fn deliver(&self, outcome: Outcome) {
        let mut slot = self.0.borrow_mut();
        slot.0 = Some(outcome);
        let waker = slot.1.take();
        drop(slot);
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// The outcome, or a note of whom to wake.
    pub fn poll(&self, context: &Context<'_>) -> Poll<Outcome> {
        let mut slot = self.0.borrow_mut();
        if let Some(outcome) = slot.0.take() {
            return Poll::Ready(outcome);
        }
        slot.1 = Some(context.waker().clone());
        Poll::Pending
    }
}

/// A request under way. It listens from the moment it is made, so several can be issued before the first is awaited.
pub(super) struct Pending {
    request: IdbRequest,
    arrival: Arrival,
    _closure: Closure<dyn FnMut(Event)>,
}

impl Pending {
    pub fn new(request: IdbRequest) -> Self {
        let arrival = Arrival::default();
        let (target, delivered) = (request.clone(), arrival.clone());
        let closure = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            delivered.deliver(if event.type_() == "success" {
                target.result().map_err(|thrown| StoreError::from_js(&thrown))
            } else {
                Err(StoreError::from_exception(target.error().ok().flatten()))
            });
        });
        let function = closure.as_ref().unchecked_ref();
        request.set_onsuccess(Some(function));
        request.set_onerror(Some(function));
        Self { request, arrival, _closure: closure }
    }
}

impl Future for Pending {
    type Output = Outcome;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Outcome> {
        self.arrival.poll(context)
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        self.request.set_onsuccess(None);
        self.request.set_onerror(None);
    }
}

/// Waits for a request that was just made.
pub(super) async fn wait(made: Result<IdbRequest, JsValue>) -> Outcome {
    Pending::new(made.map_err(|thrown| StoreError::from_js(&thrown))?).await
}

/// The stores and the options of a transaction, as the browser takes them: made once for what is begun often.
pub(super) struct Scope {
    names: JsValue,
    options: JsValue,
}

impl Scope {
    pub fn new(stores: &[&str], durability: &str) -> Self {
        let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
        Self { names: names.into(), options: js::object(&[("durability", durability.into())]) }
    }
}

/// Starts a transaction. `durability` goes by name because `web-sys` keeps it behind an unstable flag; an engine that
/// does not know the option ignores it.
pub(super) fn begin(
    database: &IdbDatabase,
    stores: &[&str],
    mode: &str,
    durability: &str,
) -> Result<IdbTransaction, StoreError> {
    begin_in(database, &Scope::new(stores, durability), mode)
}

/// As [`begin`], in a scope that was made before.
pub(super) fn begin_in(database: &IdbDatabase, scope: &Scope, mode: &str) -> Result<IdbTransaction, StoreError> {
    js::call(database, "transaction", &[scope.names.clone(), mode.into(), scope.options.clone()])
        .map(JsCast::unchecked_into)
        .map_err(|thrown| StoreError::from_js(&thrown))
}

/// An object store of a transaction.
pub(super) fn store(transaction: &IdbTransaction, name: &str) -> Result<IdbObjectStore, StoreError> {
    transaction.object_store(name).map_err(|thrown| StoreError::from_js(&thrown))
}

/// One store, for reading.
pub(super) fn reading(database: &IdbDatabase, name: &str) -> Result<IdbObjectStore, StoreError> {
    store(&begin(database, &[name], "readonly", "default")?, name)
}

/// The keys from `first` up to, not including, `end`.
pub(super) fn range(first: &str, end: &str) -> Result<IdbKeyRange, StoreError> {
    IdbKeyRange::bound_with_lower_open_and_upper_open(&first.into(), &end.into(), false, true)
        .map_err(|thrown| StoreError::from_js(&thrown))
}

/// The keys that begin with `prefix`.
pub(super) fn prefix_range(prefix: &str) -> Result<IdbKeyRange, StoreError> {
    range(prefix, &[prefix, "\u{ffff}"].concat())
}

/// The strings of a JavaScript array; other values are left out.
pub(super) fn strings(list: &JsValue) -> Vec<String> {
    list.unchecked_ref::<Array>().iter().filter_map(|value| value.as_string()).collect()
}

/// Keys and string values of a range, read in one transaction. A value that is not a string is left out.
pub(super) async fn pairs(
    database: &IdbDatabase,
    name: &str,
    prefix: &str,
) -> Result<Vec<(String, String)>, StoreError> {
    let store = reading(database, name)?;
    let range = prefix_range(prefix)?;
    let failed = |thrown: JsValue| StoreError::from_js(&thrown);
    let keys = Pending::new(store.get_all_keys_with_key(&range).map_err(failed)?);
    let values = Pending::new(store.get_all_with_key(&range).map_err(failed)?);
    let (keys, values): (Array, Array) = (keys.await?.unchecked_into(), values.await?.unchecked_into());
    Ok(keys.iter().zip(values.iter()).filter_map(|(key, value)| Some((key.as_string()?, value.as_string()?))).collect())
}
