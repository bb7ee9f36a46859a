//! What makes the hosted build installable and independent of the network: the service worker and the manifest.

use crate::{
    Failure,
    files::{self, Files},
    page,
};
use serde_json::json;

const TEMPLATE: &str = include_str!("../../shell/sw.js");

/// Served beside the app and not kept by the worker; the worker itself is kept by the browser.
const APART: [&str; 2] = ["holdfast.html", files::SUMS];

/// The service worker for this build: it names every file with its digest, so it changes when any of them does.
pub fn script(built: &Files) -> Result<String, Failure> {
    let kept: Vec<_> = built
        .iter()
        .filter(|(name, _)| !APART.contains(&name.as_str()) && *name != "sw.js")
        .map(|(name, bytes)| {
            // Hosts redirect `index.html` to the folder, so the page is asked for as the folder.
            let path = if name == page::INDEX { "./".to_string() } else { format!("./{name}") };
            json!([path, files::integrity(bytes), is_hashed(name)])
        })
        .collect();
    let kept = serde_json::to_string(&kept).map_err(|error| error.to_string())?;
    let version = &files::hex(format!("{TEMPLATE}{kept}").as_bytes())[..16];
    Ok(page::trim(TEMPLATE)
        .replace("{{version}}", version)
        .replace("{{files}}", &kept)
        .replace("{{apart}}", &json!(APART).to_string()))
}

/// Whether a content hash is in the name: `name-<16 hex digits>.ext`, or the same with a word after it (`..._bg.wasm`).
fn is_hashed(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name);
    let hash = stem.rsplit('-').next().unwrap_or("").split('_').next().unwrap_or("");
    hash.len() >= 15 && hash.chars().all(|digit| digit.is_ascii_hexdigit())
}

/// The web app manifest. Addresses are relative to it, so the bundle works in any folder; the drawn icon is the page's.
pub fn manifest(built: &Files) -> Result<String, Failure> {
    let drawn = built.keys().find(|name| name.starts_with("icon-") && name.ends_with(".svg"));
    let drawn = format!("./{}", drawn.ok_or("the icon is missing")?);
    let icon = |src: &str, sizes: &str, kind: &str, purpose: &str| json!({ "src": src, "sizes": sizes, "type": kind, "purpose": purpose });
    let manifest = json!({
        "name": "Holdfast",
        "short_name": "Holdfast",
        "description": env!("CARGO_PKG_DESCRIPTION"),
        "lang": "en",
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": "#f9faf6",
        "theme_color": "#f9faf6",
        "categories": ["security", "productivity"],
        "icons": [
            icon(&drawn, "any", "image/svg+xml", "any"),
            icon("./icon-192.png", "192x192", "image/png", "any"),
            icon("./icon-512.png", "512x512", "image/png", "any"),
            icon("./icon-512.png", "512x512", "image/png", "maskable"),
        ],
    });
    Ok(manifest.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(app: &[u8]) -> Files {
        [
            ("index.html", b"<p>".as_slice()),
            ("holdfast-0123456789abcdef_bg.wasm", app),
            ("holdfast.html", b"x"),
            ("SHA256SUMS", b"x"),
        ]
        .map(|(name, bytes)| (name.to_string(), bytes.to_vec()))
        .into()
    }

    #[test]
    fn keeps_the_page_as_its_folder_and_leaves_the_single_file_out() {
        let script = script(&files(b"1")).expect("builds");
        assert!(script.contains(r#"["./","sha256-"#));
        assert!(script.contains(r#"const APART = ["holdfast.html","SHA256SUMS"];"#));
        assert!(!script.contains(r#"["./holdfast.html""#) && !script.contains("{{"));
    }

    #[test]
    fn any_changed_byte_is_another_version() {
        let version = |app: &[u8]| {
            script(&files(app)).map(|text| text.lines().find(|line| line.contains("VERSION =")).map(String::from))
        };
        assert_eq!(version(b"1"), version(b"1"));
        assert_ne!(version(b"1"), version(b"2"));
    }

    #[test]
    fn the_manifest_names_the_icon_of_the_page() {
        let mut files = files(b"1");
        assert!(manifest(&files).is_err());
        files.insert("icon-d49e0402b632ffed.svg".to_string(), Vec::new());
        assert!(manifest(&files).is_ok_and(|text| text.contains(r#""src":"./icon-d49e0402b632ffed.svg""#)));
    }

    #[test]
    fn knows_trunks_hashed_names() {
        for (name, hashed) in [
            ("holdfast-c914a774700769a8_bg.wasm", true),
            ("holdfast-c914a774700769a8_rest.wasm", true),
            ("base-30b9fc68b9c80ad2.css", true),
            ("icon-192.png", false),
            ("manifest.webmanifest", false),
        ] {
            assert_eq!(is_hashed(name), hashed, "{name}");
        }
    }
}
