//! Pages to compare the app with.

use std::fs;
use std::path::PathBuf;

use crate::temp::TempDir;

/// A page with nothing on it that is ready at once.
///
/// # Panics
/// When temporary files cannot be written.
#[must_use]
pub fn blank() -> TempDir {
    let folder = TempDir::new("blank");
    let page = "<!doctype html><html lang=en><meta charset=utf-8><title>Blank</title><script>performance.mark('ready')</script>";
    fs::write(folder.path().join("index.html"), page).expect("a temporary file can be written");
    folder
}

/// A built Leptos counter that marks `ready` (`HOLDFAST_COUNTER`: its folder), where there is one.
#[must_use]
pub fn counter() -> Option<PathBuf> {
    std::env::var_os("HOLDFAST_COUNTER").map(PathBuf::from)
}
