//! Where the build tools are: on PATH, or where Trunk keeps those it fetched for itself.

use crate::Failure;
use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// The path of `wasm-bindgen` or `wasm-opt`.
pub fn find(tool: &str) -> Result<PathBuf, Failure> {
    let file = format!("{tool}{}", env::consts::EXE_SUFFIX);
    let on_path = env::var_os("PATH").into_iter().flat_map(|path| env::split_paths(&path).collect::<Vec<_>>());
    on_path
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
        .or_else(|| caches().iter().find_map(|cache| fetched(cache, tool, &file)))
        .ok_or_else(|| format!("{tool} is neither on PATH nor in Trunk's cache; `make dist` installs it"))
}

/// Trunk's cache folders: Linux, macOS, Windows.
fn caches() -> Vec<PathBuf> {
    let below = |variable: &str, rest: &str| env::var_os(variable).map(|folder| Path::new(&folder).join(rest));
    [
        below("XDG_CACHE_HOME", "trunk"),
        below("HOME", ".cache/trunk"),
        below("HOME", "Library/Caches/dev.trunkrs.trunk"),
        below("LOCALAPPDATA", "trunkrs/trunk/cache"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// `<cache>/<tool>-<version>/[bin/]<tool>`, the newest version.
fn fetched(cache: &Path, tool: &str, file: &str) -> Option<PathBuf> {
    let mut folders: Vec<_> = fs::read_dir(cache).ok()?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    folders.sort();
    let own =
        |path: &&PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&format!("{tool}-")));
    let paths = folders.iter().rev().filter(own).flat_map(|folder| [folder.join(file), folder.join("bin").join(file)]);
    paths.into_iter().find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_that_is_nowhere_is_named() {
        assert!(find("no-such-tool").is_err_and(|failure| failure.contains("no-such-tool")));
    }
}
