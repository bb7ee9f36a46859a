//! Another build of the app, made from the one in `dist/`: its program says another version, and its pages, its service
//! worker and its single file are in themselves as consistent as the packer's own.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::held;
use crate::temp::TempDir;

/// Put at the end of the module scripts, so that the policy of the one build does not let the other's run.
const MARK: &str = "\n// another build";

/// A folder like `dist/`, with another build. Removed when dropped.
#[derive(Debug)]
pub struct OtherBuild {
    folder: TempDir,
    /// What the footer of the build in `dist/` says.
    pub old: String,
    /// What the footer of this build says.
    pub new: String,
}

impl OtherBuild {
    /// Makes it from the folder `dist`.
    ///
    /// # Panics
    /// When the folder is not a packed build, or its program does not say its version.
    #[must_use]
    pub fn of(dist: &Path) -> Self {
        let index = fs::read_to_string(dist.join("index.html")).expect("dist/index.html can be read");
        let version = between(&index, "content=\"hosted ", "+").expect("the page names its build");
        let old = format!("Holdfast {version}");
        // As long as the other, so that it fits into the module.
        let last = if version.ends_with('9') { "8" } else { "9" };
        let new = format!("Holdfast {}{last}", &version[..version.len() - 1]);
        let folder = TempDir::new("other-build");
        let other = Self { folder, old, new };
        let mut digests = Vec::new();
        let mut changed = 0;
        for entry in fs::read_dir(dist).expect("dist/ can be listed").flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let bytes = fs::read(entry.path()).expect("dist/ can be read");
            let now = match name.as_str() {
                "holdfast.html" => other.page(String::from_utf8(bytes.clone()).expect("a page is UTF-8")).into_bytes(),
                "index.html" => remarked(String::from_utf8(bytes.clone()).expect("a page is UTF-8")).into_bytes(),
                name if name.ends_with(".wasm") => {
                    let (module, count) = other.module(&bytes);
                    changed += count;
                    module
                }
                _ => bytes.clone(),
            };
            digests.push((digest(&bytes), digest(&now)));
            fs::write(other.path().join(name), now).expect("a temporary file can be written");
        }
        assert!(changed > 0, "no module says \"{}\"", other.old);
        other.worker(&digests);
        other
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A module with the other version in its data, and how often it says it.
    fn module(&self, bytes: &[u8]) -> (Vec<u8>, usize) {
        let (old, new) = (self.old.as_bytes(), self.new.as_bytes());
        let mut out = bytes.to_vec();
        let places: Vec<usize> =
            (0..bytes.len().saturating_sub(old.len())).filter(|at| bytes[*at..].starts_with(old)).collect();
        for at in &places {
            out[*at..*at + new.len()].copy_from_slice(new);
        }
        (out, places.len())
    }

    /// The single file with the modules it holds changed.
    fn page(&self, page: String) -> String {
        let mut out = String::new();
        let mut rest = page.as_str();
        let mut changed = 0;
        while let Some(start) = rest.find("<script type=application/octet-stream") {
            let from = start + rest[start..].find('>').expect("a tag ends") + 1;
            let end = from + rest[from..].find("</script>").expect("an element ends");
            let (module, count) = self.module(&held::read(&rest[from..end]).expect("the module is held as text"));
            changed += count;
            out.push_str(&rest[..from]);
            out.push_str(&held::hold(&module).expect("the module can be held as text"));
            rest = &rest[end..];
        }
        assert!(changed > 0, "the single file does not say \"{}\"", self.old);
        out.push_str(rest);
        remarked(out)
    }

    /// The worker with the digests of the files that are other than before.
    fn worker(&self, digests: &[(String, String)]) {
        let path = self.path().join("sw.js");
        let mut worker = fs::read_to_string(&path).expect("sw.js can be read");
        for (before, now) in digests {
            worker = worker.replace(before, now);
        }
        let version = between(&worker, "const VERSION = '", "'").expect("the worker has a version").to_owned();
        let other: String = version.chars().rev().collect();
        fs::write(path, worker.replace(&version, &other)).expect("a temporary file can be written");
    }
}

/// A page of another build: its mark, its module script, and the digest of that script in its policy.
fn remarked(page: String) -> String {
    let start =
        page.rfind("<script type=module>").expect("the page has a module script") + "<script type=module>".len();
    let end = start + page[start..].find("</script>").expect("an element ends");
    let (before, script) = (digest(&page.as_bytes()[start..end]), format!("{}{MARK}", &page[start..end]));
    assert_eq!(page.matches(&before).count(), 1, "the policy names the module script once");
    let page = format!("{}{script}{}", &page[..start], &page[end..]);
    let build = between(&page, "name=holdfast-build content=\"", "\"").expect("the page names its build").to_owned();
    page.replace(&before, &digest(script.as_bytes())).replacen(&build, &format!("{build}-other"), 1)
}

/// As policies and the service worker write it.
fn digest(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    text.split_once(start)?.1.split_once(end).map(|(inside, _)| inside)
}
