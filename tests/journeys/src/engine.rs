//! The three engines: how each is started, driven and ended.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use fantoccini::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

use crate::options::{alone, capabilities, driver};
use crate::plain;
use crate::process::Tree;
use crate::setup::{Profile, Setup};

/// A browser engine, as Debian packages it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Engine {
    /// Blink: `chromium` with `chromium-driver`.
    Chromium,
    /// Gecko: `firefox-esr` with `geckodriver`.
    Firefox,
    /// `WebKitGTK`: `MiniBrowser` with `webkit2gtk-driver`.
    WebKit,
}

/// Firefox on a new profile takes half of it on a busy machine.
const START_LIMIT: Duration = Duration::from_secs(90);

impl Engine {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// Short name, as in `HOLDFAST_ENGINES`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// The engine of this [`Engine::name`].
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|engine| engine.name() == name).unwrap_or_else(|| panic!("no engine {name}"))
    }

    /// Whether `HOLDFAST_ENGINES` (a comma-separated list; all when unset) names this engine.
    #[must_use]
    pub fn selected(self) -> bool {
        std::env::var("HOLDFAST_ENGINES").map_or(true, |list| list.split(',').any(|name| name.trim() == self.name()))
    }

    /// Scripts that stand in for settings this engine's browser does not have, or takes only from an installed locale.
    #[must_use]
    pub fn stand_ins(self, setup: &Setup) -> Vec<String> {
        let mut scripts = Vec::new();
        if self == Self::WebKit && setup.language != "en-US" {
            let language = json!(setup.language);
            scripts.push(format!(
                "Object.defineProperty(navigator, 'language', {{ get: () => {language} }}); \
                 Object.defineProperty(navigator, 'languages', {{ get: () => [{language}] }});"
            ));
        }
        if self == Self::WebKit && setup.text_doubled {
            scripts.push("document.documentElement.style.fontSize = '200%';".to_owned());
        }
        scripts
    }

    /// Waits for this engine's turn: one browser of an engine at a time in one test program.
    pub fn turn(self) -> MutexGuard<'static, ()> {
        static TURNS: [Mutex<()>; 3] = [Mutex::new(()), Mutex::new(()), Mutex::new(())];
        let turn = match self {
            Self::Chromium => &TURNS[0],
            Self::Firefox => &TURNS[1],
            Self::WebKit => &TURNS[2],
        };
        // A test that failed holds nothing that could be broken.
        turn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A started driver with its browser; everything is killed when dropped.
#[derive(Debug)]
pub struct Browser {
    // Killed before the display it draws on.
    driver: Tree,
    display: Option<Tree>,
}

impl Browser {
    /// Starts the driver and a browser on `profile`.
    ///
    /// # Panics
    /// When either does not start; the driver's log is `driver.log` in the profile.
    pub async fn start(engine: Engine, setup: &Setup, profile: &Profile) -> (Self, Client) {
        // The port was free when it was asked for: another program may be the first to take it.
        let started = Self::session(engine, setup, profile).or_else(|first| {
            eprintln!("{} again: {first}", engine.name());
            Self::session(engine, setup, profile)
        });
        let (browser, port, session) =
            started.unwrap_or_else(|error| panic!("{} did not start: {error}", engine.name()));
        let url = format!("http://127.0.0.1:{port}/");
        let client = Client::with_existing_session(&url, &session, HttpConnector::new()).await;
        (browser, client.expect("the session just made can be used"))
    }

    /// A driver that has started a browser, its port, and the id of the session.
    fn session(engine: Engine, setup: &Setup, profile: &Profile) -> Result<(Self, u16, String), String> {
        let (display, env) = surroundings(engine, setup, profile);
        let port = free_port();
        let log_path = profile.path().join("driver.log");
        let log = fs::File::create(&log_path).expect("the profile can be written");
        let (program, args) = driver(engine, port);
        let driver = Tree::start(&program, &args, &env, Some(log));
        let session = plain::wait_for(port, START_LIMIT)
            .and_then(|()| {
                let always = capabilities(engine, setup, profile);
                plain::post(port, "/session", &json!({ "capabilities": { "alwaysMatch": always } }), START_LIMIT)
            })
            .and_then(|reply| reply["value"]["sessionId"].as_str().map(str::to_owned).ok_or_else(|| reply.to_string()));
        let told = |error| [error, fs::read_to_string(&log_path).unwrap_or_default()].join("\n");
        session.map(|session| (Self { driver, display }, port, session)).map_err(told)
    }

    /// Starts the browser on `urls` with no driver: the pages have to act by themselves. `WebKit` only keeps its stores this way.
    ///
    /// # Panics
    /// When it does not start.
    #[must_use]
    pub fn start_alone(engine: Engine, setup: &Setup, profile: &Profile, urls: &[String]) -> Self {
        let (display, env) = surroundings(engine, setup, profile);
        let (program, mut args) = alone(engine, setup, profile);
        args.extend_from_slice(urls);
        let log = fs::File::create(profile.path().join("browser.log")).expect("the profile can be written");
        Self { driver: Tree::start(&program, &args, &env, Some(log)), display }
    }

    /// Ends browser, driver and display with `SIGKILL`, at once.
    pub fn kill(&mut self) {
        self.driver.kill();
        if let Some(display) = &mut self.display {
            display.kill();
        }
    }

    /// Crashes the tab that was opened first, of those that are still there: `WebKit` has a process for each.
    ///
    /// # Panics
    /// When there is none.
    pub fn crash_first_tab(&self) {
        let first = self.pids().into_iter().find(|pid| Tree::name(*pid) == "WebKitWebProces");
        self.kill_one(first.expect("a tab is open"));
    }

    /// Ends one process of the browser with `SIGKILL`.
    pub fn kill_one(&self, pid: u32) {
        self.driver.kill_one(pid);
    }

    /// Ids of the driver and the browser's processes alive now.
    #[must_use]
    pub fn pids(&self) -> std::collections::BTreeSet<u32> {
        self.driver.pids()
    }
}

/// Environment for the browser, and for `WebKit` a screen of its own.
fn surroundings(engine: Engine, setup: &Setup, profile: &Profile) -> (Option<Tree>, Vec<(String, String)>) {
    let home = profile.path().to_string_lossy().into_owned();
    let mut env: Vec<(String, String)> = [
        ("TZ", setup.zone.as_str()),
        ("LANG", &format!("{}.UTF-8", setup.language.replace('-', "_"))),
        ("LANGUAGE", &setup.language.replace('-', "_")),
        ("HOME", &home),
        ("XDG_CONFIG_HOME", &format!("{home}/config")),
        ("XDG_CACHE_HOME", &format!("{home}/cache")),
        ("XDG_DATA_HOME", &format!("{home}/data")),
        ("NO_AT_BRIDGE", "1"),
        ("MOZ_CRASHREPORTER_DISABLE", "1"),
        ("LIBGL_ALWAYS_SOFTWARE", "1"),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()))
    .into();
    if engine != Engine::WebKit {
        return (None, env);
    }
    let (display, number) = start_display();
    env.push(("DISPLAY".into(), format!(":{number}")));
    env.push(("GDK_BACKEND".into(), "x11".into()));
    if setup.dark {
        env.push(("GTK_THEME".into(), "Adwaita:dark".into()));
    }
    (Some(display), env)
}

/// A virtual screen that picks its own free number; `xvfb-run` would sleep for three seconds.
fn start_display() -> (Tree, String) {
    let args = ["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"].map(str::to_owned);
    let (tree, out) = Tree::start_piped("Xvfb", &args, &[]);
    let mut number = String::new();
    BufReader::new(out).read_line(&mut number).expect("Xvfb tells its number");
    assert!(!number.trim().is_empty(), "Xvfb did not start");
    (tree, number.trim().to_owned())
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a local port is free");
    listener.local_addr().expect("a bound listener has an address").port()
}
