//! Writing transactions: conditions and changes are issued together, a condition that does not hold takes all back.
//!
//! Requests of one transaction run in the order they were made, so nothing is awaited between a condition and the
//! changes that depend on it. A write whose conditions the browser holds by itself is sent off in one go.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use js_sys::Object;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction};

use super::super::error::StoreError;
use super::idb::{self, Arrival, META, Outcome, Scope};
use super::key::{EventLine, meta};

/// A condition on the answer to a reading request.
enum Check {
    /// The stored format is not newer than this build's.
    Format(u32),
    /// The incident has no tombstone.
    NotPurged,
    /// The incident has as many keys as the caller has seen.
    Count(usize),
    /// What is stored under the key is this very line.
    Same(JsValue),
}

impl Check {
    /// Why the answer does not hold, if it does not.
    fn refusal(&self, answer: &JsValue) -> Option<StoreError> {
        match self {
            Self::Format(own) => newer_format(answer, *own),
            Self::NotPurged => (!answer.is_undefined()).then_some(StoreError::Purged),
            #[allow(clippy::cast_precision_loss)]
            Self::Count(expected) => (answer.as_f64() != Some(*expected as f64)).then_some(StoreError::Changed),
            Self::Same(line) => (answer != line).then_some(StoreError::Changed),
        }
    }
}

/// [`StoreError::NewerFormat`] when the stored format number is above `own`.
pub(super) fn newer_format(stored: &JsValue, own: u32) -> Option<StoreError> {
    let stored = stored.as_string()?.parse::<u32>().ok()?;
    (stored > own).then_some(StoreError::NewerFormat { stored })
}

#[derive(Default)]
struct State {
    /// Conditions in the order their requests were made, which is the order of the answers.
    checks: VecDeque<Check>,
    /// Lines added and not yet known to have failed, in order.
    adds: VecDeque<(IdbRequest, JsValue, JsValue)>,
    refusal: Option<StoreError>,
    finished: bool,
}

/// A writing transaction. Awaiting it waits for `complete`; when the waiter goes away it still runs to its end.
pub(super) struct Write {
    transaction: IdbTransaction,
    state: Rc<RefCell<State>>,
    arrival: Arrival,
    closure: Option<Closure<dyn FnMut(Event)>>,
}

impl Write {
    /// Starts a transaction that the browser reports complete only when the bytes are on the disk (`strict`), or as
    /// soon as they are handed over (`relaxed`).
    pub fn begin(database: &IdbDatabase, stores: &[&str], durability: &str) -> Result<Self, StoreError> {
        Self::begin_in(database, &Scope::new(stores, durability))
    }

    /// As [`Write::begin`], in a scope that was made before.
    pub fn begin_in(database: &IdbDatabase, scope: &Scope) -> Result<Self, StoreError> {
        let transaction = idb::begin_in(database, scope, "readwrite")?;
        let (state, arrival) = (Rc::new(RefCell::new(State::default())), Arrival::default());
        let (heard, delivered, own) = (state.clone(), arrival.clone(), transaction.clone());
        let closure = Closure::<dyn FnMut(Event)>::new(move |event: Event| match event.type_().as_str() {
            "success" => answered(&heard, &own, &event),
            "error" => failed(&heard, &event),
            kind => {
                let mut state = heard.borrow_mut();
                state.finished = true;
                let outcome = if kind == "complete" {
                    Ok(JsValue::UNDEFINED)
                } else {
                    let refusal = state.refusal.take();
                    Err(refusal.unwrap_or_else(|| StoreError::from_exception(own.error())))
                };
                drop(state);
                delivered.deliver(outcome);
            }
        });
        let function = closure.as_ref().unchecked_ref();
        transaction.set_oncomplete(Some(function));
        transaction.set_onabort(Some(function));
        // Errors of requests bubble up to here.
        transaction.set_onerror(Some(function));
        Ok(Self { transaction, state, arrival, closure: Some(closure) })
    }

    /// Takes everything back when a step cannot even be issued.
    fn attempt<T>(&self, made: Result<T, JsValue>) -> Result<T, StoreError> {
        made.map_err(|thrown| {
            let error = StoreError::from_js(&thrown);
            refuse(&self.state, &self.transaction, error.clone());
            error
        })
    }

    /// An object store of this transaction.
    pub fn store(&self, name: &str) -> Result<IdbObjectStore, StoreError> {
        self.attempt(self.transaction.object_store(name))
    }

    fn check(&self, made: Result<IdbRequest, JsValue>, check: Check) -> Result<(), StoreError> {
        let request = self.attempt(made)?;
        if let Some(closure) = &self.closure {
            request.set_onsuccess(Some(closure.as_ref().unchecked_ref()));
        }
        self.state.borrow_mut().checks.push_back(check);
        Ok(())
    }

    /// Goes through only while the stored format is not newer than `own`.
    pub fn require_format(&self, own: u32) -> Result<(), StoreError> {
        let store = self.store(META)?;
        self.check(store.get(&meta::FORMAT.into()), Check::Format(own))
    }

    /// Goes through only while the incident has no tombstone.
    pub fn require_not_purged(&self, incident: &str) -> Result<(), StoreError> {
        let store = self.store(META)?;
        self.check(store.get(&meta::purged(incident).into()), Check::NotPurged)
    }

    /// Goes through only when `store` holds exactly `expected` keys of the range.
    pub fn require_count(&self, store: &IdbObjectStore, range: &JsValue, expected: usize) -> Result<(), StoreError> {
        self.check(store.count_with_key(range), Check::Count(expected))
    }

    /// Adds a line. One that is there already, byte for byte, is as good as added; another one under the same key
    /// refuses the whole transaction.
    pub fn add(&self, store: &IdbObjectStore, event: &EventLine) -> Result<(), StoreError> {
        let (key, line) = (JsValue::from_str(&event.key), JsValue::from_str(&event.line));
        let request = self.attempt(store.add_with_key(&line, &key))?;
        self.state.borrow_mut().adds.push_back((request, key, line));
        Ok(())
    }

    /// Goes through only while nothing is kept under the key: it is added and taken away again. The browser itself says
    /// no to that, so [`Write::commit`] need not wait for an answer.
    pub fn require_absent(&self, store: &IdbObjectStore, key: &str) -> Result<(), StoreError> {
        let key = JsValue::from_str(key);
        self.attempt(store.add_with_key(&key, &key))?;
        self.delete(store, &key)
    }

    /// Nothing more is asked: the browser goes on to the disk without waiting until its answers were heard here.
    pub fn commit(&self) -> Result<(), StoreError> {
        // `web-sys` will have it answer otherwise one day.
        #[allow(deprecated)]
        self.attempt(self.transaction.commit())
    }

    /// Keeps a value, replacing what was there.
    pub fn put(&self, store: &IdbObjectStore, key: &str, value: &JsValue) -> Result<(), StoreError> {
        self.attempt(store.put_with_key(value, &key.into())).map(drop)
    }

    /// Removes a key or a range of keys.
    pub fn delete(&self, store: &IdbObjectStore, keys: &JsValue) -> Result<(), StoreError> {
        self.attempt(store.delete(keys)).map(drop)
    }
}

/// Keeps the first reason and takes everything back.
fn refuse(state: &RefCell<State>, transaction: &IdbTransaction, error: StoreError) {
    state.borrow_mut().refusal.get_or_insert(error);
    // Already ending is as good as ended.
    let _ = transaction.abort();
}

/// The answer to the oldest open condition.
fn answered(state: &RefCell<State>, transaction: &IdbTransaction, event: &Event) {
    let Some(check) = state.borrow_mut().checks.pop_front() else { return };
    let request = event.target().map(JsCast::unchecked_into::<IdbRequest>);
    let answer = request.and_then(|request| request.result().ok()).unwrap_or_default();
    if let Some(refusal) = check.refusal(&answer) {
        refuse(state, transaction, refusal);
    }
}

/// An `add` that met an existing key goes on to compare what is there; any other error ends the transaction.
fn failed(state: &RefCell<State>, event: &Event) {
    let Some(target) = event.target() else { return };
    let request: IdbRequest = target.unchecked_into();
    let name = request.error().ok().flatten().map(|error| error.name());
    if name.as_deref() != Some("ConstraintError") {
        return;
    }
    let mut state = state.borrow_mut();
    // Errors come in the order of the requests, so all lines before this one were added.
    while let Some((added, key, line)) = state.adds.pop_front() {
        if !Object::is(&added, &request) {
            continue;
        }
        let source = request.source().map(JsCast::unchecked_into::<IdbObjectStore>);
        let Some(Ok(read)) = source.map(|store| store.get(&key)) else { return };
        event.prevent_default();
        let own = request.transaction().and_then(|transaction| transaction.oncomplete());
        read.set_onsuccess(own.as_ref());
        state.checks.push_back(Check::Same(line));
        return;
    }
}

impl Future for Write {
    type Output = Outcome;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Outcome> {
        self.arrival.poll(context)
    }
}

impl Drop for Write {
    fn drop(&mut self) {
        if !self.state.borrow().finished {
            // The browser will still call it.
            if let Some(closure) = self.closure.take() {
                closure.forget();
            }
        }
    }
}
