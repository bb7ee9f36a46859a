//! What a store can answer besides "done".

use wasm_bindgen::{JsCast, JsValue};
use web_sys::DomException;

use super::js;

/// Why a store did not do what was asked. Nothing was changed by the refused operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreError {
    /// The browser gives this page no storage (private mode, policy, blocked cookies).
    Blocked,
    /// The quota is used up or the disk is full.
    Full,
    /// The connection was closed by the browser, for example because the site's data was cleared.
    Closed,
    /// A newer build has raised the stored format: this tab may read, never write.
    NewerFormat {
        /// The format number found in the store.
        stored: u32,
    },
    /// The incident was purged: its events are never written again.
    Purged,
    /// What is stored is not what the caller had seen.
    Changed,
    /// Anything else, in the browser's own words.
    Failed(String),
}

impl StoreError {
    /// Reads a thrown value or a rejected promise by the name of its `DOMException`.
    #[must_use]
    pub fn from_js(thrown: &JsValue) -> Self {
        let name = js::text(thrown, "name");
        match name.as_str() {
            "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED" => Self::Full,
            "SecurityError" => Self::Blocked,
            "InvalidStateError" => Self::Closed,
            _ => {
                let message = js::text(thrown, "message");
                let plain = thrown.as_string().unwrap_or_default();
                Self::Failed(if name.is_empty() { plain } else { [name, message].join(": ") })
            }
        }
    }

    /// The same for an optional exception, as transactions and requests keep it.
    pub(super) fn from_exception(exception: Option<DomException>) -> Self {
        exception
            .map_or_else(|| Self::Failed("aborted".to_owned()), |exception| Self::from_js(exception.unchecked_ref()))
    }
}
