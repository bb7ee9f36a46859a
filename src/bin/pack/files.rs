//! The folder being packed: its files, their digests, and `SHA256SUMS`.

use crate::Failure;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

/// The checksum list, in the format of `sha256sum -c`.
pub const SUMS: &str = "SHA256SUMS";

/// Relative path with `/`, and content; sorted by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Reads every file under `folder`.
pub fn read_all(folder: &Path) -> Result<Files, Failure> {
    let mut found = Files::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(at) = folders.pop() {
        let failed = |error| format!("cannot read {}: {error}", at.display());
        for entry in fs::read_dir(&at).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            found.insert(name, fs::read(&path).map_err(failed)?);
        }
    }
    Ok(found)
}

/// Makes the folder, which holds `old`, hold `new`.
pub fn write_changes(folder: &Path, old: &Files, new: &Files) -> Result<(), Failure> {
    for name in old.keys().filter(|name| !new.contains_key(*name)) {
        fs::remove_file(folder.join(name)).map_err(|error| format!("cannot remove {name}: {error}"))?;
    }
    for (name, bytes) in new.iter().filter(|(name, bytes)| old.get(*name) != Some(*bytes)) {
        fs::write(folder.join(name), bytes).map_err(|error| format!("cannot write {name}: {error}"))?;
    }
    Ok(())
}

/// The named file as text.
pub fn text<'a>(files: &'a Files, name: &str) -> Result<&'a str, Failure> {
    let bytes = files.get(name).ok_or_else(|| format!("{name} is missing"))?;
    std::str::from_utf8(bytes).map_err(|_| format!("{name} is not UTF-8"))
}

/// A JSON file in one line, its fields in the order they have.
pub fn dense(name: &str, json: &[u8]) -> Result<Vec<u8>, Failure> {
    serde_json::from_slice::<serde::de::IgnoredAny>(json).map_err(|error| format!("{name}: {error}"))?;
    Ok(crate::dense::dense(json))
}

/// A JSON schema as programs use it: what it says to people stays with the source, but for the words over the whole.
pub fn for_programs(name: &str, json: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut schema: Value = serde_json::from_slice(json).map_err(|error| format!("{name}: {error}"))?;
    let parts = schema.as_object_mut().ok_or_else(|| format!("{name} is no schema"))?;
    parts.values_mut().for_each(unexplained);
    serde_json::to_vec(&schema).map_err(|error| format!("{name}: {error}"))
}

/// Takes descriptions out. A property of that name holds a schema, never a text.
fn unexplained(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.retain(|name, value| name != "description" || !value.is_string());
            map.values_mut().for_each(unexplained);
        }
        Value::Array(items) => items.iter_mut().for_each(unexplained),
        _ => {}
    }
}

/// SHA-256 in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// SHA-256 as the web writes it, for policies and integrity: `sha256-<base64>`.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", base64(&Sha256::digest(bytes)))
}

/// Standard base64 with padding.
pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// One hexadecimal digest over the names and contents of all files.
pub fn fingerprint(files: &Files) -> String {
    hex(sums(files).as_bytes())
}

/// The text of `SHA256SUMS` for all files but itself.
pub fn sums(files: &Files) -> String {
    files.iter().filter(|(name, _)| *name != SUMS).map(|(name, bytes)| format!("{}  {name}\n", hex(bytes))).collect()
}

/// Fails when the folder differs from its own `SHA256SUMS` in any file.
pub fn verify_sums(folder: &Path) -> Result<(), Failure> {
    let files = read_all(folder)?;
    let listed = text(&files, SUMS)?;
    let found = sums(&files);
    match found.lines().chain(listed.lines()).find(|line| !(found.contains(line) && listed.contains(line))) {
        Some(line) => Err(format!("{} does not match {SUMS}", line.split("  ").nth(1).unwrap_or(line))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_for_programs_says_the_same_of_data() {
        let schema = r#"{"description":"All.","properties":{"description":{"type":"string","description":"Why."},"a":{"anyOf":[{"const":1,"description":"One."}]}}}"#;
        let small = for_programs("a", schema.as_bytes()).expect("a schema");
        let small: Value = serde_json::from_slice(&small).expect("JSON");
        let expected =
            r#"{"description":"All.","properties":{"description":{"type":"string"},"a":{"anyOf":[{"const":1}]}}}"#;
        assert_eq!(small, serde_json::from_str::<Value>(expected).expect("JSON"));
        assert!(for_programs("a", b"[]").is_err());
    }

    #[test]
    fn dense_json_is_the_same_json() {
        let json = r#"{ "b": "two  words \" , \\", "a": [ 1,
            2 ] }"#;
        let dense = dense("x.json", json.as_bytes()).expect("is JSON");
        assert_eq!(String::from_utf8_lossy(&dense), r#"{"b":"two  words \" , \\","a":[1,2]}"#);
        assert!(super::dense("x.json", b"{ \"a\": ").is_err());
    }

    #[test]
    fn digests_match_published_vectors() {
        // FIPS 180-4 example "abc"; the base64 form is the one browsers compare.
        assert_eq!(hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(integrity(b"abc"), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    }

    #[test]
    fn sums_leave_themselves_out_and_fingerprint_sees_names() {
        let one: Files = [("a".into(), b"x".to_vec()), (SUMS.into(), b"old".to_vec())].into();
        let two: Files = [("b".into(), b"x".to_vec())].into();
        assert_eq!(sums(&one).lines().count(), 1);
        assert_ne!(fingerprint(&one), fingerprint(&two));
    }
}
