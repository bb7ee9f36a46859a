//! SHA-256 of a file of any size. It is read in pieces, each as a stream, so what is held does not grow with the file and
//! the page stays usable.
//!
//! Measured with 5 GB: whole pieces at once (`arrayBuffer`) wait for Chromium's garbage collection, 630 MB at most. One
//! stream of the whole file is as quick as streams of pieces, but an engine that reads ahead of whoever listens would
//! hold all of it.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

use super::files::FileError;
use super::js;
use super::timer::Stint;
use crate::record::digest::Pieces;

/// Bytes of one piece: large beside what asking for a piece costs.
pub const PIECE: u32 = 8 * 1024 * 1024;

/// Bytes hashed at once: a millisecond or two of work.
const PART: usize = 256 * 1024;

/// SHA-256 of a file's bytes, as 64 lowercase hexadecimal digits.
///
/// `progress` is told how many bytes are done, before the first piece and after each; it answers whether to go on.
/// Meanwhile the browser paints and takes input.
///
/// # Errors
/// [`FileError::Stopped`] when `progress` said so; [`FileError::NotAllowed`] or [`FileError::Failed`] when the file
/// cannot be read, or has been changed since it was chosen.
pub async fn sha256(file: &File, progress: &dyn Fn(f64) -> bool) -> Result<String, FileError> {
    let size = file.size();
    let mut pieces = Pieces::default();
    let mut stint = Stint::begin();
    let mut done = 0.0;
    loop {
        if !progress(done) {
            return Err(FileError::Stopped);
        }
        if done >= size {
            return Ok(pieces.hex());
        }
        let next = size.min(done + f64::from(PIECE));
        let read = add(file, (done, next), &mut pieces, &mut stint).await;
        // A piece cut short: the file is no longer what it was.
        if read.map_err(|thrown| FileError::from_js(&thrown))? != next - done {
            return Err(FileError::Failed(String::new()));
        }
        done = next;
    }
}

/// Reads and hashes the bytes from one place to another. How many there were.
async fn add(file: &File, (from, to): (f64, f64), pieces: &mut Pieces, stint: &mut Stint) -> Result<f64, JsValue> {
    let piece = js::call(file, "slice", &[from.into(), to.into()])?;
    let reader = js::call(&js::call(&piece, "stream", &[])?, "getReader", &[])?;
    let mut read = 0.0;
    loop {
        let next = js::call_async(&reader, "read", &[]).await?;
        let bytes = js::get(&next, "value");
        // Nothing comes with the end.
        if bytes.is_undefined() {
            return Ok(read);
        }
        let bytes = bytes.dyn_into::<Uint8Array>()?.to_vec();
        for part in bytes.chunks(PART) {
            pieces.add(part);
            stint.rest().await;
        }
        read += bytes.len() as f64;
    }
}
