//! What a person downloads, against its budget. One kB is 1000 bytes; sizes over the wire are brotli at quality 11, as a
//! static host sends them.

use crate::{
    Failure,
    files::{self, Files},
    page, parts,
};
use std::{io::Write as _, path::Path};

/// Bytes until the app is usable: page, glue, Wasm module, styles. The service worker's copy comes after and apart.
/// The second part is fetched when the board already takes clicks.
const FIRST_LOAD: usize = 250_000;
/// Bytes of everything that is deployed but the single file and the checksums.
const WHOLE_APP: usize = 600_000;
/// Bytes of `holdfast.html` on disk.
const SINGLE_FILE: usize = 700_000;

/// Prints the three figures and fails when one is over.
pub fn report(folder: &Path) -> Result<(), Failure> {
    let built = files::read_all(folder)?;
    let figures = measure(&built)?;
    let mut over = Vec::new();
    println!("{:<34}{:>10}{:>12}{:>8}", "size", "bytes", "at most", "used");
    for (name, bytes, limit) in figures {
        println!("{name:<34}{bytes:>10}{limit:>12}{:>7}%", bytes * 100 / limit);
        if bytes > limit {
            over.push(format!("{name} is {} bytes over its budget", bytes - limit));
        }
    }
    if over.is_empty() { Ok(()) } else { Err(over.join("; ")) }
}

fn measure(built: &Files) -> Result<[(&'static str, usize, usize); 3], Failure> {
    let (mut first, mut whole) = (0, 0);
    for (name, bytes) in built.iter().filter(|(name, _)| !matches!(name.as_str(), "holdfast.html" | files::SUMS)) {
        let size = compressed(name, bytes)?;
        whole += size;
        if is_first_load(name) {
            first += size;
        }
    }
    let single = built.get("holdfast.html").ok_or("holdfast.html is missing")?.len();
    Ok([
        ("first load, brotli", first, FIRST_LOAD),
        ("whole app, brotli", whole, WHOLE_APP),
        ("single file, as it is", single, SINGLE_FILE),
    ])
}

fn is_first_load(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or("");
    name == page::INDEX || (matches!(ending, "js" | "wasm" | "css") && name != "sw.js" && !parts::is_rest(name))
}

/// What a file becomes, in bytes.
pub fn compressed(name: &str, bytes: &[u8]) -> Result<usize, Failure> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 22);
    writer.write_all(bytes).and_then(|()| writer.flush()).map_err(|error| format!("{name}: {error}"))?;
    Ok(writer.into_inner().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_each_file_once_and_apart() {
        let file = |name: &str, size: usize| {
            (name.to_string(), (0..size).map(|at| (at * at % 251) as u8).collect::<Vec<u8>>())
        };
        let built: Files = [
            file("index.html", 300),
            file("a_bg.wasm", 500),
            file("sw.js", 200),
            file("a_rest.wasm", 700),
            file("holdfast.html", 900),
            file(files::SUMS, 50),
        ]
        .into();
        let [first, whole, single] = measure(&built).expect("measures").map(|(_, bytes, _)| bytes);
        let size = |name: &str| compressed(name, &built[name]).expect("compresses");
        assert_eq!(first, size("index.html") + size("a_bg.wasm"));
        assert_eq!(whole, first + size("sw.js") + size("a_rest.wasm"));
        assert_eq!(single, 900);
    }

    #[test]
    fn compression_is_real() {
        assert!(compressed("x", &[7; 10_000]).expect("compresses") < 100);
    }
}
