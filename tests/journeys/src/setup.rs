//! How a browser is to be opened: which edition of the app, where in the world, on what profile.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use crate::engine::Engine;
use crate::proxy::Proxy;
use crate::temp::TempDir;

/// How the app reaches the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// `dist/index.html` from a local server.
    Hosted,
    /// A copy of `dist/holdfast.html`, opened by `file://`.
    SingleFile,
}

/// Everything that can differ between two openings of the app.
#[derive(Debug, Clone)]
pub struct Setup {
    /// How the app reaches the browser.
    pub edition: Edition,
    /// IANA zone of the browser's clock, such as `America/Los_Angeles`.
    pub zone: String,
    /// First of `navigator.languages`, such as `zh-CN`.
    pub language: String,
    /// Outer size of the window, in CSS pixels.
    pub size: (u32, u32),
    /// Whether `prefers-color-scheme` is dark.
    pub dark: bool,
    /// Whether to listen for policy violations and console errors from the first byte of the page.
    pub probed: bool,
    /// Scripts put into pages before anything else, to stand in for a broken world (a full store, another clock).
    pub before: Vec<String>,
    /// The folder to open instead of `HOLDFAST_DIST` or `dist/`.
    pub dist: Option<PathBuf>,
    /// Whether the browser's own setting forbids pages to store anything.
    pub storage_denied: bool,
    /// Whether the browser's text is twice as large as usual.
    pub text_doubled: bool,
    /// Whether Chromium is to remember every request: [`crate::App::requests`].
    pub requests_logged: bool,
    /// Settings of Firefox alone, as in `about:config`.
    pub firefox_prefs: Vec<(String, Value)>,
    /// `host:port` of the proxy for everything but this machine.
    pub proxy: Option<String>,
    /// The browser profile to open; a new one when `None`.
    pub profile: Option<Profile>,
}

impl Setup {
    /// The hosted app in a fresh profile: UTC, English, light, 1280 × 900.
    #[must_use]
    pub fn hosted() -> Self {
        Self {
            edition: Edition::Hosted,
            zone: "UTC".into(),
            language: "en-US".into(),
            size: (1280, 900),
            dark: false,
            probed: true,
            before: Vec::new(),
            dist: None,
            storage_denied: false,
            text_doubled: false,
            requests_logged: false,
            firefox_prefs: Vec::new(),
            proxy: None,
            profile: None,
        }
    }

    /// Like [`Setup::hosted`], for the single file.
    #[must_use]
    pub fn single_file() -> Self {
        Self { edition: Edition::SingleFile, ..Self::hosted() }
    }

    /// Sets the browser's time zone.
    #[must_use]
    pub fn zone(mut self, zone: &str) -> Self {
        zone.clone_into(&mut self.zone);
        self
    }

    /// Sets the browser's language.
    #[must_use]
    pub fn language(mut self, language: &str) -> Self {
        language.clone_into(&mut self.language);
        self
    }

    /// Sets the window's outer size; for widths under 500 use `App::viewport`.
    #[must_use]
    pub const fn size(mut self, width: u32, height: u32) -> Self {
        self.size = (width, height);
        self
    }

    /// Prefers dark colours.
    #[must_use]
    pub const fn dark(mut self) -> Self {
        self.dark = true;
        self
    }

    /// Leaves the pages exactly as they are on disk.
    #[must_use]
    pub const fn unprobed(mut self) -> Self {
        self.probed = false;
        self
    }

    /// Runs `script` in pages before anything else.
    #[must_use]
    pub fn before(mut self, script: &str) -> Self {
        self.before.push(script.to_owned());
        self
    }

    /// Makes `localStorage`, `indexedDB`, `caches` and service workers refuse, as locked-down browsers do.
    #[must_use]
    pub fn storage_blocked(self) -> Self {
        self.before(include_str!("blocked.js"))
    }

    /// Has the browser's own setting forbid storage: "block all cookies" in Chromium and Firefox; in `WebKit` the
    /// switches of its browser for local storage, databases and cookies.
    #[must_use]
    pub const fn storage_denied(mut self) -> Self {
        self.storage_denied = true;
        self
    }

    /// Doubles the size of text: by the browser's own setting in Chromium and Firefox, by the root's font size in `WebKit`.
    #[must_use]
    pub const fn text_doubled(mut self) -> Self {
        self.text_doubled = true;
        self
    }

    /// Has Chromium remember every request.
    #[must_use]
    pub const fn requests_logged(mut self) -> Self {
        self.requests_logged = true;
        self
    }

    /// Sets a preference of Firefox; the other two do not look at it.
    #[must_use]
    pub fn firefox_pref(mut self, key: &str, value: Value) -> Self {
        self.firefox_prefs.push((key.to_owned(), value));
        self
    }

    /// Sends everything that is not on this machine to a proxy.
    #[must_use]
    pub fn proxy(mut self, proxy: &Proxy) -> Self {
        self.proxy = Some(proxy.address());
        self
    }

    /// Opens another folder than the app's `dist/`.
    #[must_use]
    pub fn dist(mut self, dist: &Path) -> Self {
        self.dist = Some(dist.to_owned());
        self
    }

    /// Opens an existing profile.
    #[must_use]
    pub fn profile(mut self, profile: &Profile) -> Self {
        self.profile = Some(profile.clone());
        self
    }

    /// The folder with the app.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.dist.clone().unwrap_or_else(|| {
            std::env::var_os("HOLDFAST_DIST").map_or_else(|| repository().join("dist"), PathBuf::from)
        })
    }

    /// The scripts to put into pages.
    #[must_use]
    pub fn scripts(&self, engine: Engine) -> Vec<String> {
        let probe = self.probed.then(|| include_str!("probe.js").to_owned());
        probe.into_iter().chain(engine.stand_ins(self)).chain(self.before.iter().cloned()).collect()
    }
}

impl From<Edition> for Setup {
    fn from(edition: Edition) -> Self {
        Self { edition, ..Self::hosted() }
    }
}

/// The repository these tests belong to.
#[must_use]
pub fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

/// A browser's home: its profile, its downloads and the single file. Removed when the last copy is dropped.
#[derive(Debug, Clone)]
pub struct Profile(Arc<TempDir>);

impl Profile {
    /// A new empty one.
    ///
    /// # Panics
    /// When temporary files cannot be written.
    #[must_use]
    pub fn new() -> Self {
        let profile = Self(Arc::new(TempDir::new("profile")));
        fs::create_dir_all(profile.downloads()).expect("the profile can be written");
        // Where GTK programs look for the downloads folder.
        let config = profile.path().join("config");
        fs::create_dir_all(&config).expect("the profile can be written");
        let line = format!("XDG_DOWNLOAD_DIR=\"{}\"\n", profile.downloads().display());
        fs::write(config.join("user-dirs.dirs"), line).expect("the profile can be written");
        // The toolbar of WebKit's browser would keep its window wider than a telephone.
        let gtk = config.join("gtk-3.0");
        fs::create_dir_all(&gtk).expect("the profile can be written");
        fs::write(gtk.join("gtk.css"), include_str!("narrow.css")).expect("the profile can be written");
        profile
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Where files saved by the page arrive.
    #[must_use]
    pub fn downloads(&self) -> PathBuf {
        self.path().join("downloads")
    }

    /// Where the single file is opened from.
    #[must_use]
    pub fn single_file(&self) -> PathBuf {
        self.path().join("holdfast.html")
    }
}

impl Default for Profile {
    fn default() -> Self {
        Self::new()
    }
}
