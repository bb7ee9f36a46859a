//! The digest of a file, read in pieces.

use std::cell::RefCell;

use holdfast::browser::FileError;
use holdfast::browser::hash::{PIECE, sha256};
use holdfast::record::digest;
use js_sys::{Array, Function, Reflect, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::File;

/// A file of so many bytes, no two pieces of which are alike.
fn file(length: usize) -> (File, Vec<u8>) {
    let bytes: Vec<u8> = (0..length).map(|at| (at ^ (at >> 8) ^ (at >> 16)) as u8).collect();
    let parts = Array::of1(&Uint8Array::from(bytes.as_slice()));
    (File::new_with_u8_array_sequence(&parts, "disk.img").unwrap(), bytes)
}

/// The file with `slice` in place of its own.
fn with_slice(file: &File, slice: &str) {
    let slice = Function::new_with_args("from, to", slice);
    assert!(Reflect::set(file, &JsValue::from_str("slice"), &slice).unwrap());
}

#[wasm_bindgen_test]
async fn a_file_of_any_number_of_pieces_has_its_digest() {
    let piece = PIECE as usize;
    for length in [0, 1, piece - 1, piece, piece + 1, 3 * piece + 77] {
        let (file, bytes) = file(length);
        let told = RefCell::new(Vec::new());
        let note = |done| {
            told.borrow_mut().push(done as usize);
            true
        };
        assert_eq!(sha256(&file, &note).await.unwrap(), digest::sha256(&bytes), "{length} bytes");
        let mut expected: Vec<usize> = (0..length).step_by(piece).collect();
        expected.push(length);
        assert_eq!(*told.borrow(), expected);
    }
    let (empty, _) = file(0);
    let known = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(sha256(&empty, &|_| true).await.as_deref(), Ok(known));
}

#[wasm_bindgen_test]
async fn it_ends_where_it_is_stopped() {
    let (file, _) = file(4 * PIECE as usize);
    with_slice(
        &file,
        "globalThis.__reads = (globalThis.__reads ?? 0) + 1; return Blob.prototype.slice.call(this, from, to)",
    );
    let told = RefCell::new(Vec::new());
    let first_alone = |done| {
        told.borrow_mut().push(done);
        done < f64::from(PIECE)
    };
    assert_eq!(sha256(&file, &first_alone).await, Err(FileError::Stopped));
    assert_eq!(*told.borrow(), [0.0, f64::from(PIECE)]);
    // The piece that was being hashed and the one asked for meanwhile.
    let reads = Reflect::get(&js_sys::global(), &JsValue::from_str("__reads")).unwrap();
    assert_eq!(reads.as_f64(), Some(2.0));
}

#[wasm_bindgen_test]
async fn what_cannot_be_read_is_an_error() {
    let gone = "throw new DOMException('gone', 'NotFoundError')";
    let refused = "return { arrayBuffer: () => Promise.reject(new DOMException('no', 'NotAllowedError')) }";
    let later = "return from ? { arrayBuffer: () => Promise.reject(new DOMException('moved', 'NotReadableError')) } \
        : Blob.prototype.slice.call(this, from, to)";
    let short = "return Blob.prototype.slice.call(this, from, Math.max(from, to - 1))";
    let old = "return {}";
    for (name, slice) in [("gone", gone), ("refused", refused), ("later", later), ("short", short), ("old", old)] {
        let (file, _) = file(2 * PIECE as usize);
        with_slice(&file, slice);
        match (name, sha256(&file, &|_| true).await) {
            ("refused", Err(FileError::NotAllowed)) => {}
            ("gone" | "later" | "short" | "old", Err(FileError::Failed(_))) => {}
            (_, other) => panic!("{name}: {other:?}"),
        }
    }
}
