//! A small static server for `dist/`, on a free port of this machine, that can be stopped and started again.
//!
//! Pages asked for by a navigation get the given scripts put before their content policy, where the policy does not
//! reach yet; every other request, such as the service worker's own, gets the bytes as they are on disk.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// Address a self-driving page posts its reports to.
pub const REPORT_PATH: &str = "/__report";

/// One answered request.
#[derive(Debug, Clone)]
pub struct Hit {
    /// `GET`, `POST`, ...
    pub method: String,
    /// Path without the query.
    pub path: String,
    /// Status of the answer.
    pub status: u16,
    /// Bytes of the answer's body.
    pub bytes: usize,
}

#[derive(Debug, Default)]
struct Seen {
    hits: Vec<Hit>,
    reports: Vec<String>,
}

#[derive(Debug)]
struct Shared {
    root: Mutex<PathBuf>,
    inject: Vec<String>,
    hidden: Mutex<Vec<String>>,
    isolated: AtomicBool,
    seen: Mutex<Seen>,
    news: Condvar,
}

#[derive(Debug)]
struct Running {
    stop: Arc<AtomicBool>,
    open: Arc<Mutex<Vec<TcpStream>>>,
    accept: thread::JoinHandle<()>,
}

/// The server. Stopped when dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    running: Mutex<Option<Running>>,
}

impl Server {
    /// Serves the folder `root`; `inject` are scripts for pages that are navigated to.
    ///
    /// # Panics
    /// When no local port is free.
    #[must_use]
    pub fn start(root: &Path, inject: Vec<String>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a local port is free");
        let address = listener.local_addr().expect("a bound listener has an address");
        let shared = Arc::new(Shared {
            root: Mutex::new(root.to_owned()),
            inject,
            hidden: Mutex::default(),
            isolated: AtomicBool::new(false),
            seen: Mutex::default(),
            news: Condvar::new(),
        });
        let running = Mutex::new(Some(run(listener, &shared)));
        Self { address, shared, running }
    }

    /// `http://127.0.0.1:<port>/`, the same after a restart.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Serves another folder from now on, as a new deployment would.
    pub fn deploy(&self, root: &Path) {
        root.clone_into(&mut self.shared.root.lock().unwrap());
    }

    /// Answers "not found" for `path` (such as `/sw.js`) from now on.
    pub fn hide(&self, path: &str) {
        self.shared.hidden.lock().unwrap().push(path.to_owned());
    }

    /// Cuts the pages that are loaded from now on off from those of other origins: their clock is finer then (5 instead of
    /// 100 microseconds in Chromium), but they start later.
    pub fn isolate(&self) {
        self.shared.isolated.store(true, Ordering::SeqCst);
    }

    /// Stops answering: connections are closed and new ones refused.
    pub fn stop(&self) {
        let Some(running) = self.running.lock().unwrap().take() else { return };
        running.stop.store(true, Ordering::SeqCst);
        // Wakes the accepting thread.
        let _ = TcpStream::connect(self.address);
        let _ = running.accept.join();
        for stream in running.open.lock().unwrap().drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    /// Answers again, on the same port.
    ///
    /// # Panics
    /// When something else took the port meanwhile.
    pub fn restart(&self) {
        self.stop();
        let listener = TcpListener::bind(self.address).expect("the port is still free");
        *self.running.lock().unwrap() = Some(run(listener, &self.shared));
    }

    /// Every request answered so far, oldest first.
    #[must_use]
    pub fn hits(&self) -> Vec<Hit> {
        self.shared.seen.lock().unwrap().hits.clone()
    }

    /// How often `path` (such as `/index.html`) was answered.
    #[must_use]
    pub fn count(&self, path: &str) -> usize {
        self.shared.seen.lock().unwrap().hits.iter().filter(|hit| hit.path == path).count()
    }

    /// Forgets the requests and reports so far.
    pub fn forget(&self) {
        *self.shared.seen.lock().unwrap() = Seen::default();
    }

    /// Bodies posted to [`REPORT_PATH`] so far, oldest first.
    #[must_use]
    pub fn reports(&self) -> Vec<String> {
        self.shared.seen.lock().unwrap().reports.clone()
    }

    /// Waits for a report that `accept` likes; `None` after `limit`. Blocks the thread.
    #[must_use]
    pub fn wait_report(&self, limit: Duration, accept: impl Fn(&str) -> bool) -> Option<String> {
        let end = Instant::now() + limit;
        let mut seen = self.shared.seen.lock().unwrap();
        loop {
            if let Some(report) = seen.reports.iter().find(|report| accept(report)) {
                return Some(report.clone());
            }
            let left = end.checked_duration_since(Instant::now())?;
            seen = self.shared.news.wait_timeout(seen, left).unwrap().0;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn run(listener: TcpListener, shared: &Arc<Shared>) -> Running {
    let stop = Arc::new(AtomicBool::new(false));
    let open = Arc::new(Mutex::new(Vec::new()));
    let accept = thread::spawn({
        let (stop, open, shared) = (Arc::clone(&stop), Arc::clone(&open), Arc::clone(shared));
        move || {
            for stream in listener.incoming() {
                if stop.load(Ordering::SeqCst) {
                    break;
                }
                let Ok(stream) = stream else { continue };
                if let Ok(copy) = stream.try_clone() {
                    open.lock().unwrap().push(copy);
                }
                let shared = Arc::clone(&shared);
                thread::spawn(move || {
                    // A browser may close at any moment; that is its right.
                    let _ = answer(stream, &shared);
                });
            }
        }
    });
    Running { stop, open, accept }
}

/// Cuts a page off from those of other origins.
const ISOLATED: &str = "cross-origin-opener-policy: same-origin\r\ncross-origin-embedder-policy: require-corp\r\n";

fn answer(mut stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    while let Some(request) = Request::read(&mut reader)? {
        let reply = reply(&request, shared);
        let head = format!(
            "HTTP/1.1 {}\r\ncontent-type: {}\r\ncontent-length: {}\r\ncontent-encoding: identity\r\n\
             cache-control: no-cache\r\nx-content-type-options: nosniff\r\n{}\r\n",
            if reply.status == 200 {
                "200 OK"
            } else if reply.status == 204 {
                "204 No Content"
            } else {
                "404 Not Found"
            },
            reply.kind,
            reply.body.len(),
            if shared.isolated.load(Ordering::SeqCst) { ISOLATED } else { "" },
        );
        {
            let mut seen = shared.seen.lock().unwrap();
            if request.path == REPORT_PATH {
                seen.reports.push(String::from_utf8_lossy(&request.body).into_owned());
            } else {
                seen.hits.push(Hit {
                    method: request.method.clone(),
                    path: request.path.clone(),
                    status: reply.status,
                    bytes: reply.body.len(),
                });
            }
        }
        shared.news.notify_all();
        stream.write_all(head.as_bytes())?;
        if request.method != "HEAD" {
            stream.write_all(&reply.body)?;
        }
        stream.flush()?;
    }
    Ok(())
}

struct Request {
    method: String,
    path: String,
    headers: HashMap<String, String>,
    body: Vec<u8>,
}

impl Request {
    /// Reads the next request of a connection; `None` when it was closed.
    fn read(reader: &mut impl BufRead) -> std::io::Result<Option<Self>> {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let mut words = line.split_whitespace();
        let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or("/"));
        let mut request = Self {
            method: method.to_owned(),
            path: target.split(['?', '#']).next().unwrap_or("/").to_owned(),
            headers: HashMap::new(),
            body: Vec::new(),
        };
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':') {
                request.headers.insert(name.trim().to_ascii_lowercase(), value.trim().to_owned());
            }
        }
        let length = request.headers.get("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
        request.body.resize(length, 0);
        reader.read_exact(&mut request.body)?;
        Ok(Some(request))
    }
}

struct Reply {
    status: u16,
    kind: &'static str,
    body: Vec<u8>,
}

fn reply(request: &Request, shared: &Shared) -> Reply {
    if request.path == REPORT_PATH {
        return Reply { status: 204, kind: "text/plain", body: Vec::new() };
    }
    let inside = if request.path.ends_with('/') { format!("{}index.html", request.path) } else { request.path.clone() };
    let inside = PathBuf::from(inside.trim_start_matches('/'));
    let root = shared.root.lock().unwrap().clone();
    let hidden = shared.hidden.lock().unwrap().contains(&request.path);
    let safe = !hidden && inside.components().all(|part| matches!(part, Component::Normal(_)));
    let Some(body) = safe.then(|| fs::read(root.join(&inside)).ok()).flatten() else {
        return Reply { status: 404, kind: "text/plain; charset=utf-8", body: b"not found".to_vec() };
    };
    let kind = kind_of(&inside);
    let navigates = request.headers.get("sec-fetch-mode").is_some_and(|mode| mode == "navigate");
    let body = if kind.starts_with("text/html") && navigates { with_scripts(body, &shared.inject) } else { body };
    Reply { status: 200, kind, body }
}

fn kind_of(path: &Path) -> &'static str {
    match path.extension().and_then(|end| end.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/vnd.microsoft.icon",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Puts `scripts` into a page, before its content policy if it has one, else at the start of its head.
#[must_use]
pub fn with_scripts(page: Vec<u8>, scripts: &[String]) -> Vec<u8> {
    if scripts.is_empty() {
        return page;
    }
    let text = String::from_utf8(page).expect("a page is UTF-8");
    let lower = text.to_ascii_lowercase();
    let policy = lower.find("content-security-policy").and_then(|at| lower[..at].rfind("<meta"));
    let head = || lower.find("<head").and_then(|at| lower[at..].find('>').map(|end| at + end + 1));
    let at = policy.or_else(head).unwrap_or(0);
    let added: String = scripts.iter().map(|script| format!("<script>{script}</script>")).collect();
    format!("{}{added}{}", &text[..at], &text[at..]).into_bytes()
}
