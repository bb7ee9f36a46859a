//! Opening the database, and noticing that it was closed under us.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, IdbDatabase, IdbFactory, IdbOpenDbRequest, IdbVersionChangeEvent};

use super::super::error::StoreError;
use super::super::js;
use super::hold::Hold;
use super::idb::{self, DRAFTS, EVENTS, META, Pending, Scope};
use super::key::meta;
use super::write::newer_format;
use super::{FORMAT, STRICT, VERSION};

type OnClosed = Rc<dyn Fn(StoreError)>;

/// Why this connection may not write any more, and whom to tell.
#[derive(Default)]
pub(super) struct Health {
    pub reason: RefCell<Option<StoreError>>,
    pub on_closed: RefCell<Option<OnClosed>>,
}

impl Health {
    /// Keeps the first reason and tells it.
    pub fn end(&self, reason: StoreError) {
        if self.reason.borrow().is_some() {
            return;
        }
        *self.reason.borrow_mut() = Some(reason.clone());
        let callback = self.on_closed.borrow().clone();
        if let Some(callback) = callback {
            callback(reason);
        }
    }
}

/// An open database and the listeners that belong to it.
pub(super) struct Connection {
    pub database: IdbDatabase,
    pub health: Rc<Health>,
    pub hold: Hold,
    /// What an append is begun in.
    pub appending: Scope,
    _closure: Closure<dyn FnMut(Event)>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.database.set_onversionchange(None);
        self.database.set_onclose(None);
        self.database.close();
    }
}

/// Opens `name`, creating its stores when it is new. A database or a format newer than this build's opens for reading,
/// with the reason in `health`.
pub(super) async fn connect(name: &str) -> Result<Connection, StoreError> {
    let factory = web_sys::window().and_then(|window| window.indexed_db().ok().flatten()).ok_or(StoreError::Blocked)?;
    let (database, newer) = match open_at(&factory, name).await {
        Ok(database) => (database, None),
        Err(Refused::Newer) => {
            let database = opened(factory.open(name)).await?;
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let stored = database.version() as u32;
            (database, Some(StoreError::NewerFormat { stored }))
        }
        Err(Refused::Other(error)) => return Err(error),
    };
    let connection = watch(database);
    let newer = match newer {
        Some(newer) => Some(newer),
        None => {
            let store = idb::reading(&connection.database, META)?;
            newer_format(&idb::wait(store.get(&meta::FORMAT.into())).await?, FORMAT)
        }
    };
    if let Some(newer) = newer {
        connection.health.end(newer);
    }
    Ok(connection)
}

enum Refused {
    Newer,
    Other(StoreError),
}

/// Opens at this build's version.
async fn open_at(factory: &IdbFactory, name: &str) -> Result<IdbDatabase, Refused> {
    let request = factory.open_with_u32(name, VERSION);
    let request = request.map_err(|thrown| Refused::Other(unopened(&thrown)))?;
    let own = request.clone();
    let upgrade = Closure::<dyn FnMut(Event)>::new(move |_: Event| {
        // A failure here fails the request, which is where it is heard.
        let _ = own.result().and_then(|database| create(&database.unchecked_into()));
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    let outcome = opened(Ok(request.clone())).await;
    request.set_onupgradeneeded(None);
    outcome.map_err(|error| {
        let newer = request.error().ok().flatten().is_some_and(|e| e.name() == "VersionError");
        if newer { Refused::Newer } else { Refused::Other(error) }
    })
}

/// Creates the stores of version 1 and notes the format in them.
fn create(database: &IdbDatabase) -> Result<(), JsValue> {
    database.create_object_store(EVENTS)?;
    database.create_object_store(DRAFTS)?;
    let store = database.create_object_store(META)?;
    store.put_with_key(&FORMAT.to_string().into(), &meta::FORMAT.into())?;
    Ok(())
}

/// Waits for an open request.
async fn opened(made: Result<IdbOpenDbRequest, JsValue>) -> Result<IdbDatabase, StoreError> {
    let request = made.map_err(|thrown| unopened(&thrown))?;
    let outcome = Pending::new(request.clone().unchecked_into()).await;
    outcome.map(JsCast::unchecked_into).map_err(|_| {
        let error = request.error().ok().flatten();
        error.map_or(StoreError::Blocked, |error| unopened(error.unchecked_ref()))
    })
}

/// A store that cannot be opened in a state the page cannot change is blocked; Firefox says `InvalidStateError` for it.
fn unopened(thrown: &JsValue) -> StoreError {
    match StoreError::from_js(thrown) {
        StoreError::Closed => StoreError::Blocked,
        other => other,
    }
}

/// Gives way to a newer build at once, and notices when the browser closes the database by itself.
fn watch(database: IdbDatabase) -> Connection {
    let health = Rc::new(Health::default());
    let (own, told) = (database.clone(), health.clone());
    let closure = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        let stored = event.dyn_ref::<IdbVersionChangeEvent>().and_then(|event| js::get(event, "newVersion").as_f64());
        own.close();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        told.end(stored.map_or(StoreError::Closed, |stored| StoreError::NewerFormat { stored: stored as u32 }));
    });
    let function = closure.as_ref().unchecked_ref();
    database.set_onversionchange(Some(function));
    database.set_onclose(Some(function));
    let hold = Hold::new(&database.name());
    let appending = Scope::new(&[EVENTS, META, DRAFTS], STRICT);
    Connection { database, health, hold, appending, _closure: closure }
}
