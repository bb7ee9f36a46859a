//! Where the build tools are: on PATH, or where Trunk keeps those it fetched for itself. And the one npm package that
//! becomes part of the app.

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

/// The script of the npm package xz-decompress, at the version in `tests/tools/package-lock.json`.
pub fn unpacker() -> Result<String, Failure> {
    let below = |variable: &str, rest: &str| env::var_os(variable).map(|folder| Path::new(&folder).join(rest));
    let folders = [
        below("HOLDFAST_TOOLS", "npm"),
        below("XDG_CACHE_HOME", "holdfast/tools/npm"),
        below("HOME", ".cache/holdfast/tools/npm"),
        // Where `npm ci` puts it by hand.
        below("CARGO_MANIFEST_DIR", "tests/tools"),
    ];
    let script = "node_modules/xz-decompress/dist/package/xz-decompress.min.js";
    let mut paths = folders.into_iter().flatten().map(|folder| folder.join(script));
    let path =
        paths.find(|path| path.is_file()).ok_or("the npm package xz-decompress is missing; `make dist` installs it")?;
    fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
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
