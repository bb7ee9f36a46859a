//! Randomness fit for ids and salts.

use std::cell::RefCell;

use super::error::StoreError;

/// How many are held ready: an event takes two.
const READY: usize = 8;

thread_local! {
    static HELD: RefCell<Vec<[u8; 16]>> = const { RefCell::new(Vec::new()) };
}

/// Sixteen random bytes, handed out once.
///
/// # Errors
/// As [`fill`].
pub fn sixteen() -> Result<[u8; 16], StoreError> {
    if let Some(ready) = HELD.with_borrow_mut(Vec::pop) {
        return Ok(ready);
    }
    prepare()?;
    HELD.with_borrow_mut(Vec::pop).ok_or_else(|| StoreError::Failed("crypto".to_owned()))
}

/// Has some ready, so that the next act need not wait for the browser's generator.
///
/// # Errors
/// As [`fill`].
pub fn prepare() -> Result<(), StoreError> {
    if HELD.with_borrow(Vec::len) < READY / 2 {
        let mut fresh = [[0; 16]; READY];
        fill(fresh.as_flattened_mut())?;
        HELD.with_borrow_mut(|held| held.extend(fresh));
    }
    Ok(())
}

/// The most bytes one `getRandomValues` call takes.
const CHUNK: usize = 65_536;

/// Fills `bytes` from the browser's cryptographic generator.
///
/// # Errors
/// [`StoreError::Failed`] when the page has no generator; then `bytes` must not be used.
pub fn fill(bytes: &mut [u8]) -> Result<(), StoreError> {
    let crypto = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .ok_or_else(|| StoreError::Failed("crypto".to_owned()))?;
    for chunk in bytes.chunks_mut(CHUNK) {
        crypto.get_random_values_with_u8_array(chunk).map_err(|thrown| StoreError::from_js(&thrown))?;
    }
    Ok(())
}
