//! The app as a person meets it: opened, read and left. Acting on it is in `act.rs`, keys are in `keys.rs`.

use std::fs;
use std::future::Future;
use std::panic::Location;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use fantoccini::Client;
use fantoccini::elements::Element;
use fantoccini::wd::WindowHandle;
use serde_json::{Value, json};

use crate::engine::{Browser, Engine};
use crate::server::{Server, with_scripts};
use crate::setup::{Edition, Profile, Setup};
use crate::told::Found;

/// Between the first two looks at the page, and by how much each pause after it is longer: a look costs what the page
/// would compute with.
const POLL: Duration = Duration::from_millis(15);
/// The longest pause between two looks.
const POLL_LONGEST: Duration = Duration::from_millis(60);
const PAGE: &str = include_str!("page.js");
/// Key of an element in WebDriver's JSON.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// One browser with the app open. Copies are the same browser; [`App::within`] narrows a copy to a part of the page.
#[derive(Debug, Clone)]
pub struct App {
    pub(crate) inner: Arc<Inner>,
    pub(crate) scope: Vec<Value>,
    pub(crate) tab: Option<WindowHandle>,
}

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) engine: Engine,
    pub(crate) client: Client,
    browser: Mutex<Browser>,
    server: Option<Arc<Server>>,
    profile: Profile,
    url: String,
    steps: Mutex<Vec<String>>,
    pub(crate) found: Mutex<Found>,
    /// What the status said before the last act.
    pub(crate) saved_before: Mutex<Option<String>>,
}

/// Longest wait for one thing to happen: 15 s, or `HOLDFAST_DEADLINE` in seconds.
#[must_use]
pub fn deadline() -> Duration {
    let seconds = std::env::var("HOLDFAST_DEADLINE").ok().and_then(|text| text.parse().ok());
    Duration::from_secs(seconds.unwrap_or(15))
}

impl App {
    /// Starts a browser, opens the app in it and waits until it accepts a click.
    pub async fn open(engine: Engine, setup: impl Into<Setup>) -> Self {
        let app = Self::open_unready(engine, setup).await;
        app.ready().await;
        app
    }

    /// Like [`App::open`], without waiting for the app: for pages that must not become ready.
    pub async fn open_unready(engine: Engine, setup: impl Into<Setup>) -> Self {
        let setup = setup.into();
        let server =
            (setup.edition == Edition::Hosted).then(|| Arc::new(Server::start(&setup.folder(), setup.scripts(engine))));
        Self::open_at(engine, &setup, server).await
    }

    /// Like [`App::open_unready`], from a server that is already running (and outlives the browser).
    pub async fn open_at(engine: Engine, setup: &Setup, server: Option<Arc<Server>>) -> Self {
        let profile = setup.profile.clone().unwrap_or_default();
        let url = server.as_ref().map_or_else(|| place_single_file(engine, setup, &profile), |server| server.url());
        let (browser, client) = Browser::start(engine, setup, &profile).await;
        let inner = Inner {
            engine,
            client,
            browser: Mutex::new(browser),
            server,
            profile,
            url: url.clone(),
            steps: Mutex::default(),
            found: Mutex::default(),
            saved_before: Mutex::default(),
        };
        let tab = inner.client.window().await.ok();
        let app = Self { inner: Arc::new(inner), scope: Vec::new(), tab };
        if engine != Engine::Chromium && engine != Engine::Firefox {
            // The other two take the size on the command line.
            app.client().set_window_size(setup.size.0, setup.size.1).await.expect("the window can be resized");
        }
        app.client().goto(&url).await.unwrap_or_else(|error| panic!("cannot open {url}: {error}"));
        app
    }

    /// The engine of this browser.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.inner.engine
    }

    /// The WebDriver client, for what has no name here.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.inner.client
    }

    /// The server of a hosted app.
    ///
    /// # Panics
    /// For a single file, which has none.
    #[must_use]
    pub fn server(&self) -> &Server {
        self.inner.server.as_ref().expect("a single file has no server")
    }

    /// The profile of this browser.
    #[must_use]
    pub fn profile(&self) -> &Profile {
        &self.inner.profile
    }

    /// Address the app was opened at, without a route.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.inner.url
    }

    /// Ends the browser with `SIGKILL`, at once. Its profile stays as it is at that moment.
    pub fn kill(&self) {
        self.inner.browser.lock().unwrap().kill();
    }

    /// Ends one process of the browser with `SIGKILL`.
    pub(crate) fn kill_one(&self, pid: u32) {
        self.inner.browser.lock().unwrap().kill_one(pid);
    }

    /// Ids of the driver's and the browser's processes.
    #[must_use]
    pub fn pids(&self) -> std::collections::BTreeSet<u32> {
        self.inner.browser.lock().unwrap().pids()
    }

    /// Waits for the performance mark `ready`.
    #[track_caller]
    pub fn ready(&self) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            self.until(at, "the app is ready", async || match self.page("ready", json!([])).await? {
                Value::Bool(true) => Ok(()),
                _ => Err("no performance mark \"ready\"".to_owned()),
            })
            .await;
            // A page kept by the service worker comes without the probe: from here on at least.
            let probe = format!("if (!window.__holdfastProbe) {{ {} }}", include_str!("probe.js"));
            let _ = self.client().execute(&probe, Vec::new()).await;
        }
    }

    /// Reloads the page and waits until it is ready again.
    #[track_caller]
    pub fn reload(&self) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            self.harvest().await;
            // Not the driver's refresh: Firefox's goes around the service worker, which a person's does not.
            let script = "window.__holdfastLeft = true; location.reload()";
            if let Err(error) = self.client().execute(script, Vec::new()).await {
                self.fail(at, "reload", &error.to_string()).await;
            }
            self.until(at, "another page is there", async || {
                let left = self.client().execute("return window.__holdfastLeft === true", Vec::new()).await;
                if left.map_err(|error| error.to_string())? == json!(false) {
                    Ok(())
                } else {
                    Err("still the old one".into())
                }
            })
            .await;
            self.ready().await;
        }
    }

    /// Goes to a route of the app, such as `#/settings`, by the address bar.
    #[track_caller]
    pub fn route(&self, hash: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            if let Err(error) = self.client().goto(&format!("{}{hash}", self.inner.url)).await {
                self.fail(at, hash, &error.to_string()).await;
            }
            self.ready().await;
        }
    }

    /// The route shown now, such as `#/settings`; empty at the start.
    pub async fn current_route(&self) -> String {
        let url = self.client().current_url().await.expect("the page has an address");
        url.fragment().map(|hash| format!("#{hash}")).unwrap_or_default()
    }

    /// Only the part of the page with this role and name from here on: `app.within("region", "Severity")`.
    #[must_use]
    pub fn within(&self, role: &str, name: &str) -> Self {
        self.narrowed(json!([role, name, false]))
    }

    /// Only the innermost part with this role that holds `text`: `app.within_text("listitem", "AN-3")`.
    #[must_use]
    pub fn within_text(&self, role: &str, text: &str) -> Self {
        self.narrowed(json!([role, text, true]))
    }

    fn narrowed(&self, part: Value) -> Self {
        let mut other = self.clone();
        other.scope.push(part);
        other
    }

    /// Everything visible, as one line of text.
    pub async fn text(&self) -> String {
        let text = self.page("text", json!([self.scope])).await.expect("the page can be read");
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Accessible names of all visible elements of a role (`field` for all that can be typed into), in page order.
    pub async fn names(&self, role: &str) -> Vec<String> {
        let names = self.page("names", json!([self.scope, role])).await.expect("the page can be read");
        names.as_array().into_iter().flatten().filter_map(|name| name.as_str().map(str::to_owned)).collect()
    }

    /// Addresses of other origins that the page asked for.
    pub async fn foreign_requests(&self) -> Value {
        self.page("foreign", json!([])).await.expect("the page can be read")
    }

    /// Sets the size of the page itself, down to 320 px, in CSS pixels.
    #[track_caller]
    pub fn viewport(&self, width: u32, height: u32) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            crate::viewport::set(self, width, height).await;
            self.until(at, "the page has its new size", async || {
                let now = self.page("width", json!([])).await?;
                if now[0] == json!(width) { Ok(()) } else { Err(format!("wanted width {width}, have {now}")) }
            })
            .await;
        }
    }

    /// Whether the page is wider than its window, so that it would have to be scrolled sideways.
    pub async fn overflows(&self) -> bool {
        let size = self.page("width", json!([])).await.expect("the page can be read");
        size[2].as_u64() > size[0].as_u64()
    }

    /// What makes the page wider than its window, in words; empty when nothing does.
    pub async fn too_wide(&self) -> Vec<String> {
        if !self.overflows().await {
            return Vec::new();
        }
        let mut wide = crate::quick::texts(&self.page("wide", json!([])).await.expect("the page can be read"));
        // The page may be wider than anything that is seen on it.
        wide.insert(0, "wider than the window:".to_owned());
        wide
    }

    /// Calls a function of `page.js`.
    pub(crate) async fn page(&self, function: &str, args: Value) -> Result<Value, String> {
        let script = format!("return ({PAGE})[arguments[0]](...Array.from(arguments).slice(1))");
        // Elements are recognised in every engine only when they are arguments of their own.
        let args = [json!(function)].into_iter().chain(args.as_array().cloned().unwrap_or_default()).collect();
        self.client().execute(&script, args).await.map_err(|error| error.to_string())
    }

    pub(crate) fn element(&self, value: &Value) -> Option<Element> {
        let id = value[ELEMENT].as_str()?;
        Some(Element::from_element_id(self.client().clone(), id.to_owned().into()))
    }

    /// Tries `attempt` until it succeeds; fails the journey with its last error at the deadline.
    pub(crate) async fn until<T>(
        &self,
        at: &'static Location<'static>,
        what: &str,
        mut attempt: impl AsyncFnMut() -> Result<T, String>,
    ) -> T {
        let start = Instant::now();
        let end = start + deadline();
        let mut pause = Duration::ZERO;
        loop {
            match attempt().await {
                Ok(value) => {
                    let line = format!("{}:{} {what} ({} ms)", at.file(), at.line(), start.elapsed().as_millis());
                    self.inner.steps.lock().unwrap().push(line);
                    return value;
                }
                Err(error) if Instant::now() > end => self.fail(at, what, &error).await,
                Err(_) => {
                    pause = POLL_LONGEST.min(pause + POLL);
                    tokio::time::sleep(pause).await;
                }
            }
        }
    }

    /// Fails the journey, telling where, what was tried before, and what the page shows.
    pub(crate) async fn fail(&self, at: &Location<'_>, what: &str, why: &str) -> ! {
        self.harvest().await;
        let steps = self.inner.steps.lock().unwrap().clone();
        let last = steps.iter().rev().take(12).rev().map(|step| format!("    {step}\n")).collect::<String>();
        let url = self.client().current_url().await.map(|url| url.to_string()).unwrap_or_default();
        let text = self.page("text", json!([[]])).await.unwrap_or_default();
        let text: String = text.as_str().unwrap_or_default().chars().take(1500).collect();
        let found = self.inner.found.lock().unwrap().clone();
        panic!(
            "{}:{}: {}: {what}: {why}\n  steps before:\n{last}  page {url} shows: {text}\n  told by the page: {found:?}",
            at.file(),
            at.line(),
            self.inner.engine.name(),
        );
    }
}

/// Copies the single file into the profile, where a later opening finds the same path again.
fn place_single_file(engine: Engine, setup: &Setup, profile: &Profile) -> String {
    let from = setup.folder().join("holdfast.html");
    let page = fs::read(&from).unwrap_or_else(|error| panic!("cannot read {}: {error}", from.display()));
    let to: PathBuf = profile.single_file();
    fs::write(&to, with_scripts(page, &setup.scripts(engine))).expect("the profile can be written");
    format!("file://{}", to.display())
}
