//! Randomness fit for ids and salts.

use super::error::StoreError;

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
