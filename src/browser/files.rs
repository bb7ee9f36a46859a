//! Files a person saves and opens.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

use super::error::StoreError;
use super::{js, timer};

/// How long a saved file's address stays valid, in milliseconds: some browsers ask where to put it first.
const KEEP_ADDRESS: i32 = 120_000;

/// Why a file was not read or written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileError {
    /// It is larger than the limit; nothing of it was read.
    TooLarge,
    /// Its bytes are not UTF-8 text.
    NotText,
    /// The browser is not allowed to write it; [`ContinuousFile::ask`] can ask for that at a click.
    NotAllowed,
    /// A person stopped it.
    Stopped,
    /// Anything else, in the browser's own words.
    Failed(String),
}

impl FileError {
    pub(super) fn from_js(thrown: &JsValue) -> Self {
        if js::text(thrown, "name") == "NotAllowedError" {
            return Self::NotAllowed;
        }
        match StoreError::from_js(thrown) {
            StoreError::Failed(words) => Self::Failed(words),
            _ => Self::Failed(js::text(thrown, "name")),
        }
    }
}

/// Offers `text` as a download.
///
/// # Errors
/// [`FileError::Failed`]. Whether the person keeps the file is not told to the page.
pub fn save(name: &str, mime: &str, text: &str) -> Result<(), FileError> {
    let failed = |thrown: JsValue| FileError::from_js(&thrown);
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(&text.into());
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options).map_err(failed)?;
    let address = Url::create_object_url_with_blob(&blob).map_err(failed)?;
    let document = web_sys::window().and_then(|window| window.document());
    let body = document.as_ref().and_then(web_sys::Document::body);
    let (Some(document), Some(body)) = (document, body) else {
        return Err(FileError::Failed("document".to_owned()));
    };
    let link: HtmlAnchorElement = document.create_element("a").map_err(failed)?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.set_hidden(true);
    body.append_child(&link).map_err(failed)?;
    link.click();
    link.remove();
    timer::after(KEEP_ADDRESS, move || {
        let _ = Url::revoke_object_url(&address);
    })
    .forget();
    Ok(())
}

/// Reads a chosen file as text. The size is looked at before anything is read.
///
/// # Errors
/// [`FileError`], when the file is larger than `limit_bytes`, is not UTF-8, or cannot be read.
pub async fn read_text(file: &File, limit_bytes: u32) -> Result<String, FileError> {
    if file.size() > f64::from(limit_bytes) {
        return Err(FileError::TooLarge);
    }
    let buffer = js::call_async(file, "arrayBuffer", &[]).await;
    let bytes = Uint8Array::new(&buffer.map_err(|thrown| FileError::from_js(&thrown))?).to_vec();
    String::from_utf8(bytes).map_err(|_| FileError::NotText)
}

/// A file on the disk that the app may write again and again, where the browser has such a thing (Chromium).
#[derive(Debug, Clone)]
pub struct ContinuousFile(JsValue);

impl ContinuousFile {
    /// True when this browser can write to a chosen file.
    #[must_use]
    pub fn supported() -> bool {
        js::has_function(&js::window(), "showSaveFilePicker")
    }

    /// Asks the person for a file; must be called at a click. `None` when they choose none.
    ///
    /// # Errors
    /// [`FileError::NotAllowed`] or [`FileError::Failed`].
    pub async fn choose(suggested_name: &str) -> Result<Option<Self>, FileError> {
        let accept = js::object(&[("application/json", Array::of1(&".json".into()).into())]);
        let types = Array::of1(&js::object(&[("accept", accept)]));
        let options = js::object(&[("suggestedName", suggested_name.into()), ("types", types.into())]);
        match js::call_async(&js::window(), "showSaveFilePicker", &[options]).await {
            Ok(handle) => Ok(Some(Self(handle))),
            Err(thrown) if js::text(&thrown, "name") == "AbortError" => Ok(None),
            Err(thrown) => Err(FileError::from_js(&thrown)),
        }
    }

    /// A file chosen on an earlier visit, as the journal kept it.
    #[must_use]
    pub fn from_handle(handle: JsValue) -> Self {
        Self(handle)
    }

    /// What the journal keeps of it.
    #[must_use]
    pub fn handle(&self) -> &JsValue {
        &self.0
    }

    /// The file's name without its folder, which the browser does not tell.
    #[must_use]
    pub fn name(&self) -> String {
        js::text(&self.0, "name")
    }

    /// True when it may be written without asking again.
    pub async fn is_allowed(&self) -> bool {
        self.permission("queryPermission").await
    }

    /// Asks to write it again; must be called at a click.
    pub async fn ask(&self) -> bool {
        self.permission("requestPermission").await
    }

    async fn permission(&self, method: &str) -> bool {
        let mode = js::object(&[("mode", "readwrite".into())]);
        let answer = js::call_async(&self.0, method, &[mode]).await;
        answer.is_ok_and(|state| state.as_string().as_deref() == Some("granted"))
    }

    /// Replaces the file's content by `text`. The old content stays until the new one is complete.
    ///
    /// # Errors
    /// [`FileError::NotAllowed`] when the permission is gone, else [`FileError::Failed`].
    pub async fn write(&self, text: &str) -> Result<(), FileError> {
        let failed = |thrown: JsValue| FileError::from_js(&thrown);
        let stream = js::call_async(&self.0, "createWritable", &[]).await.map_err(failed)?;
        if let Err(thrown) = js::call_async(&stream, "write", &[text.into()]).await {
            let _ = js::call_async(&stream, "abort", &[]).await;
            return Err(failed(thrown));
        }
        js::call_async(&stream, "close", &[]).await.map(drop).map_err(failed)
    }
}
