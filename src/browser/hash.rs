//! SHA-256 of a file of any size. It is read in pieces, so what is held does not grow with the file and the page stays
//! usable.
//!
//! Pieces that are done wait for the browser's garbage collection: some hundreds of megabytes at most, in Chromium with
//! 5 GB. Giving each back by `ArrayBuffer.transfer` was measured and is far worse there (3.8 GB): what is detached no
//! longer hastens the collection.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::files::FileError;
use super::js;
use crate::record::digest::Pieces;

/// Bytes read at once: hashed within a frame or two, and large beside what asking for a piece costs.
pub const PIECE: u32 = 2 * 1024 * 1024;

/// SHA-256 of a file's bytes, as 64 lowercase hexadecimal digits.
///
/// `progress` is told how many bytes are done, before the first piece and after each; it answers whether to go on.
/// Each piece arrives in a turn of its own of the event loop, in which the browser also paints and takes input. So
/// there is no other pause: one by a timeout would stand nearly still in a hidden tab.
///
/// # Errors
/// [`FileError::Stopped`] when `progress` said so; [`FileError::NotAllowed`] or [`FileError::Failed`] when the file
/// cannot be read, or has been changed since it was chosen.
pub async fn sha256(file: &File, progress: &dyn Fn(f64) -> bool) -> Result<String, FileError> {
    let failed = |thrown: JsValue| FileError::from_js(&thrown);
    let size = file.size();
    let mut pieces = Pieces::default();
    let mut done = 0.0;
    let mut coming = read(file, done);
    loop {
        if !progress(done) {
            return Err(FileError::Stopped);
        }
        if done >= size {
            return Ok(pieces.hex());
        }
        let piece = Uint8Array::new(&coming.map_err(failed)?.await.map_err(failed)?);
        let next = done + f64::from(piece.length());
        // A piece cut short: the file is no longer what it was.
        if next != size.min(done + f64::from(PIECE)) {
            return Err(FileError::Failed(String::new()));
        }
        // The browser reads the next piece while this one is hashed.
        coming = read(file, next);
        pieces.add(&piece.to_vec());
        done = next;
    }
}

/// Asks for the piece that begins at a byte. The future listens at once, so that a piece nobody waits for any more may
/// fail in silence.
fn read(file: &File, from: f64) -> Result<JsFuture, JsValue> {
    let piece = js::call(file, "slice", &[from.into(), (from + f64::from(PIECE)).into()])?;
    js::call(&piece, "arrayBuffer", &[])?.dyn_into::<Promise>().map(JsFuture::from)
}
