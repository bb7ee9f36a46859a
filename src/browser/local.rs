//! Small things that must be there at once: preferences, unsent typing, the deadline board before IndexedDB opens.
//! A write survives a killed tab at once, but a killed browser only after up to a minute: facts belong in the journal.
//!
//! Every key carries a prefix because Chromium gives all `file://` pages one store; other pages' keys are never touched.
//! A value is kept as a JSON string, the way gloo-storage writes it.

use gloo_storage::{LocalStorage, Storage, errors::StorageError};

use super::error::StoreError;

/// What every key of this app begins with.
pub const PREFIX: &str = "holdfast/";

/// The browser's store when it may be used. gloo-storage panics when it may not, so every call asks first.
fn raw() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// True when the browser gives this page a local store.
#[must_use]
pub fn probe() -> bool {
    raw().is_some_and(|storage| storage.length().is_ok())
}

fn prefixed(key: &str) -> String {
    [PREFIX, key].concat()
}

/// The text kept under `key`; `None` when there is none, when it is not ours to read, or when the store is blocked.
#[must_use]
pub fn get(key: &str) -> Option<String> {
    if !probe() {
        return None;
    }
    // Read as any value: reading a text alone can fail on a number, and brings along how to print one.
    match LocalStorage::get(prefixed(key)) {
        Ok(serde_json::Value::String(text)) => Some(text),
        _ => None,
    }
}

/// Keeps `text` under `key`, replacing what was there.
///
/// # Errors
/// [`StoreError::Blocked`] or [`StoreError::Full`]; the old text stays.
pub fn set(key: &str, text: &str) -> Result<(), StoreError> {
    if !probe() {
        return Err(StoreError::Blocked);
    }
    LocalStorage::set(prefixed(key), text).map_err(|error| match error {
        StorageError::JsError(thrown)
            if thrown.name == "QuotaExceededError" || thrown.name == "NS_ERROR_DOM_QUOTA_REACHED" =>
        {
            StoreError::Full
        }
        StorageError::JsError(thrown) => StoreError::Failed(thrown.message),
        _ => StoreError::Failed(String::new()),
    })
}

/// Forgets `key`; nothing happens when it is not there.
pub fn remove(key: &str) {
    if probe() {
        LocalStorage::delete(prefixed(key));
    }
}

/// The keys of this app that begin with `prefix`, sorted, without the app's own prefix.
#[must_use]
pub fn keys(prefix: &str) -> Vec<String> {
    let Some(storage) = raw() else {
        return Vec::new();
    };
    let mut found: Vec<String> = (0..storage.length().unwrap_or(0))
        .filter_map(|index| storage.key(index).ok().flatten())
        .filter_map(|key| key.strip_prefix(PREFIX).map(str::to_owned))
        .filter(|key| key.starts_with(prefix))
        .collect();
    crate::record::order::sort(&mut found, &|a, b| a < b);
    found
}
