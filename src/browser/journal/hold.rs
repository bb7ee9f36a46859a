//! Holding an incident: while a tab holds it, no other tab can purge it, so writing to it asks for no tombstone.
//!
//! A hold is a shared lock of the browser (Web Locks), a purge needs the same lock for itself alone. Who wants to purge
//! says so; every tab lets go as soon as what it has under way is on the disk, and writes with the condition from then on.
//! Without the lock, for whatever reason, every write carries the condition: the hold only spares it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::{JsValue, closure::Closure};
use web_sys::BroadcastChannel;

use super::super::error::StoreError;
use super::super::listen::Listener;
use super::super::{js, timer};
use super::in_one_go;

/// How long a purge waits for the other tabs, in milliseconds.
const PATIENCE: i32 = 3_000;
/// Between two looks at whether what is under way has ended, in milliseconds.
const LOOK: i32 = 5;

#[derive(Default)]
struct State {
    /// The incident whose lock is asked for or held.
    wanted: RefCell<Option<String>>,
    /// Counts the askings: only the last one is of interest when a lock arrives.
    asking: Cell<u32>,
    /// The lock is held, and no tombstone stood there afterwards.
    sure: Cell<bool>,
    /// Ends the promise for as long as which the browser keeps the lock.
    release: RefCell<Option<Function>>,
    /// Writes without the condition that are not on the disk yet.
    under_way: Cell<usize>,
}

impl State {
    fn is_wanted(&self, incident: &str) -> bool {
        self.wanted.borrow().as_deref() == Some(incident)
    }

    /// No write goes without the condition any more; those that did are waited for, then the lock goes.
    async fn let_go(&self) {
        self.sure.set(false);
        self.asking.set(self.asking.get().wrapping_add(1));
        *self.wanted.borrow_mut() = None;
        let release = self.release.borrow_mut().take();
        while self.under_way.get() > 0 {
            timer::pause(LOOK).await;
        }
        if let Some(release) = release {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

impl Drop for State {
    /// The connection is gone, the page is not: nothing else would end the lock.
    fn drop(&mut self) {
        if let Some(release) = self.release.get_mut().take() {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// What one tab holds. Clones share it.
#[derive(Clone)]
pub(super) struct Hold {
    state: Rc<State>,
    /// Under which the database's incidents are locked and spoken of.
    name: Rc<str>,
    line: Option<Rc<(BroadcastChannel, Listener)>>,
}

fn locks() -> Option<JsValue> {
    let locks = js::get(&js::get(&js::window(), "navigator"), "locks");
    js::has_function(&locks, "request").then_some(locks)
}

/// Asks for a lock. `got` says whether it is still of use; then `keep` is given what ends it. The answer comes once the lock
/// was offered or refused: true when the time of `options` ran out.
async fn ask(name: &str, options: JsValue, got: Rc<dyn Fn() -> bool>, keep: Rc<dyn Fn(Function)>) -> bool {
    let Some(locks) = locks() else { return false };
    let offered = Promise::new(&mut |done, _| {
        let (got, keep, heard) = (got.clone(), keep.clone(), done.clone());
        let taken = Closure::once_into_js(move || {
            let _ = heard.call0(&JsValue::UNDEFINED);
            if !got() {
                return JsValue::UNDEFINED;
            }
            // The browser keeps the lock until this is settled.
            Promise::new(&mut |release, _| keep(release)).into()
        });
        let asked = js::call(&locks, "request", &[name.into(), options.clone(), taken]);
        wasm_bindgen_futures::spawn_local(async move {
            // Ends when the lock does; a refusal is no lock.
            let ended = match asked {
                Ok(asked) => js::settle(asked).await,
                Err(thrown) => Err(thrown),
            };
            let late = ended.is_err_and(|why| js::text(&why, "name") == "TimeoutError");
            let _ = done.call1(&JsValue::UNDEFINED, &late.into());
        });
    });
    js::settle(offered.into()).await.is_ok_and(|late| late == JsValue::TRUE)
}

impl Hold {
    /// Listens for other tabs that want to purge. `database` tells one database's incidents from another's.
    pub fn new(database: &str) -> Self {
        let state = Rc::new(State::default());
        let name: Rc<str> = [database, "/purge"].concat().into();
        // Elsewhere every write waits for its answers and carries the condition: nobody holds, nobody need let go.
        let line = locks().filter(|_| in_one_go()).and_then(|_| BroadcastChannel::new(&name).ok()).map(|channel| {
            let heard = state.clone();
            let listener = Listener::new(vec![(channel.clone().into(), "message")], move |event| {
                if js::get(&event, "data").as_string().is_some_and(|incident| heard.is_wanted(&incident)) {
                    let state = heard.clone();
                    wasm_bindgen_futures::spawn_local(async move { state.let_go().await });
                }
            });
            Rc::new((channel, listener))
        });
        Self { state, name, line }
    }

    fn lock(&self, incident: &str) -> String {
        [&*self.name, "/", incident].concat()
    }

    /// Asks for the lock of an incident, shared with other tabs, and gives up the one before. `purged` answers whether its
    /// tombstone stands; it is asked once the lock is held.
    pub async fn take(&self, incident: &str, purged: impl Future<Output = bool>) {
        if self.line.is_none() {
            return;
        }
        self.state.let_go().await;
        // Another incident was taken while this one waited for a write to end.
        while self.state.wanted.borrow().is_some() {
            self.state.let_go().await;
        }
        *self.state.wanted.borrow_mut() = Some(incident.to_owned());
        let asking = self.state.asking.get();
        let (state, own) = (self.state.clone(), self.state.clone());
        let current = move || state.asking.get() == asking;
        let held = current.clone();
        let keep = move |release| *own.release.borrow_mut() = Some(release);
        ask(&self.lock(incident), js::object(&[("mode", "shared".into())]), Rc::new(current), Rc::new(keep)).await;
        let is_held = || held() && self.state.release.borrow().is_some();
        if is_held() && !purged.await && is_held() {
            self.state.sure.set(true);
        }
    }

    /// Leave to write this incident without asking for its tombstone, to be kept until that is on the disk.
    pub fn writing(&self, incident: &str) -> Option<Writing> {
        let may = self.state.sure.get() && self.state.is_wanted(incident);
        may.then(|| {
            self.state.under_way.set(self.state.under_way.get() + 1);
            Writing(self.state.clone())
        })
    }

    /// Has every tab let go of an incident, then runs `work` while none can take hold of it.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when a tab does not let go in time; what `work` answers.
    pub async fn alone<T>(
        &self,
        incident: &str,
        work: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        let Some(line) = &self.line else { return work.await };
        self.state.let_go().await;
        let _ = line.0.post_message(&incident.into());
        let release = Rc::new(RefCell::new(None::<Function>));
        let kept = release.clone();
        // Waits no longer than `PATIENCE`.
        let signal =
            js::call(&js::get(&js::window(), "AbortSignal"), "timeout", &[PATIENCE.into()]).unwrap_or_default();
        let options = js::object(&[("mode", "exclusive".into()), ("signal", signal)]);
        let keep = move |release| *kept.borrow_mut() = Some(release);
        if ask(&self.lock(incident), options, Rc::new(|| true), Rc::new(keep)).await {
            return Err(StoreError::Changed);
        }
        // Where the browser gives this page no locks, no other tab has any either.
        let outcome = work.await;
        if let Some(release) = release.borrow_mut().take() {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
        outcome
    }
}

/// One write without the condition, from its begin to its end.
pub(super) struct Writing(Rc<State>);

impl Drop for Writing {
    fn drop(&mut self) {
        self.0.under_way.set(self.0.under_way.get().saturating_sub(1));
    }
}
