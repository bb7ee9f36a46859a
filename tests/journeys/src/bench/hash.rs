//! SHA-256 of a large file: by the app, in its evidence form, and by hash-wasm in a page of its own.

use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use super::measure::SHA;
use crate::app::App;
use crate::temp::TempDir;

/// Between two looks at what the browser holds.
const LOOK: Duration = Duration::from_millis(200);

/// A page that has hash-wasm and a field for a file.
///
/// # Panics
/// When hash-wasm is not installed, or temporary files cannot be written.
#[must_use]
pub fn page() -> TempDir {
    let folder = TempDir::new("hasher");
    let page = "<!doctype html><html lang=en><meta charset=utf-8><title>hash-wasm</title>
        <label>File <input type=file></label><script src=sha256.js></script><script>performance.mark('ready')</script>";
    fs::write(folder.path().join("index.html"), page).expect("a temporary file can be written");
    fs::copy(SHA, folder.path().join("sha256.js")).unwrap_or_else(|error| panic!("cannot read {SHA}: {error}"));
    folder
}

/// What reading and hashing a file took.
#[derive(Debug)]
pub struct Hashed {
    /// The digest.
    pub digest: String,
    /// Milliseconds from the choice of the file to the digest.
    pub took: f64,
    /// Long tasks (over 50 ms, the browser's own measure; Chromium), in milliseconds.
    pub tasks: Vec<f64>,
    /// What the page's process held at first and at most meanwhile, in bytes.
    pub page: (u64, u64),
    /// The same of the whole browser.
    pub browser: (u64, u64),
}

impl Hashed {
    /// One line: speed and memory.
    #[must_use]
    pub fn line(&self, size: u64) -> String {
        let mega = |bytes: u64| bytes / 1_000_000;
        format!(
            "{:.0} MB/s; memory of the page {} MB, at most {} MB; of the browser {} MB, at most {} MB; tasks over 50 ms: {} {:.0?}",
            size as f64 / 1000.0 / self.took,
            mega(self.page.0),
            mega(self.page.1),
            mega(self.browser.0),
            mega(self.browser.1),
            self.tasks.len(),
            self.tasks,
        )
    }
}

/// Opens an incident's evidence form, to be measured by [`app`].
pub async fn evidence_form(app: &App) {
    let id = app.quick_incident("A disk image to be hashed").await;
    app.quick_at(&id, "facts").await;
    app.click_button("Add evidence").await;
}

/// Has the open evidence form work out the digest of a file.
pub async fn app(app: &App, file: &Path) -> Hashed {
    let digest = "const field = quick.one('textbox', 'SHA-256*');
        page.set(field, '');
        const digest = () => quick.wait('the digest', () => field.value, 3_600_000);";
    hashed(app, "Choose or drop a file", digest, file).await
}

/// Has hash-wasm do it in its page: by slices of 2 MiB, the next asked for in advance, or from the file's stream.
pub async fn hash_wasm(app: &App, file: &Path, by_stream: bool) -> Hashed {
    let slices = "const digest = async () => {
        const [file, size] = [input.files[0], 2 * 1024 * 1024], hasher = await hashwasm.createSHA256();
        const read = (from) => file.slice(from, from + size).arrayBuffer();
        for (let from = 0, next = read(0); from < file.size; from += size) {
            const piece = await next;
            next = read(from + size);
            hasher.update(new Uint8Array(piece));
        }
        return hasher.digest('hex');
    };";
    let stream = "const digest = async () => {
        const reader = input.files[0].stream().getReader(), hasher = await hashwasm.createSHA256();
        for (;;) {
            const { done, value } = await reader.read();
            if (done) return hasher.digest('hex');
            hasher.update(value);
        }
    };";
    hashed(app, "File", if by_stream { stream } else { slices }, file).await
}

/// Chooses `file` in the field `label` and waits for what the script's `digest()` answers.
async fn hashed(app: &App, label: &str, digest: &str, file: &Path) -> Hashed {
    let begin = format!(
        "const input = quick.one('file', args); {digest}
        const tasks = [];
        const watch = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((task) => task.duration)));
        window.__hashed = new Promise((resolve, reject) => input.addEventListener('change', () => {{
            try {{ watch.observe({{ type: 'longtask' }}); }} catch {{ /* Chromium alone measures them. */ }}
            const from = performance.now();
            digest().then((digest) => {{
                const took = performance.now() - from;
                setTimeout(() => resolve({{ digest, took, tasks }}), 100);
            }}, reject);
        }}, {{ capture: true, once: true }}))"
    );
    app.quick(&begin, json!(label)).await;
    let (page, browser) = held(app);
    let mut most = (page, browser);
    app.upload(label, file).await;
    loop {
        let ask = "return await Promise.race([window.__hashed, new Promise((go) => setTimeout(go, args, 'busy'))])";
        let told = app.quick(ask, json!(LOOK.as_millis() as u64)).await;
        let (page_now, browser_now) = held(app);
        most = (most.0.max(page_now), most.1.max(browser_now));
        if told.is_object() {
            let tasks = told["tasks"].as_array().into_iter().flatten().filter_map(Value::as_f64);
            return Hashed {
                digest: told["digest"].as_str().unwrap_or_default().to_owned(),
                took: told["took"].as_f64().unwrap_or(f64::NAN),
                tasks: tasks.collect(),
                page: (page, most.0),
                browser: (browser, most.1),
            };
        }
    }
}

/// Bytes of memory that are no file's, resident now: of the largest process that draws a page, and of all of them.
fn held(app: &App) -> (u64, u64) {
    let mut page = 0;
    let mut all = 0;
    for pid in app.pids() {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        // Memory shared between processes (what a file is handed over in) is counted in each.
        let kinds = ["RssAnon:", "RssShmem:"].into_iter();
        let kilo = kinds.filter_map(|kind| {
            let line = status.lines().find(|line| line.starts_with(kind))?;
            line.split_whitespace().nth(1)?.parse::<u64>().ok()
        });
        let bytes = kilo.sum::<u64>() * 1024;
        let command = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        let command = String::from_utf8_lossy(&command);
        // Chromium's name for it, and Firefox's.
        if command.contains("--type=renderer") || command.trim_end_matches('\0').ends_with("\0tab") {
            page = page.max(bytes);
        }
        all += bytes;
    }
    (page, all)
}
