//! The three engines: how each is started, driven and ended.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use fantoccini::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

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

const MINI_BROWSER: &str = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";
const START_LIMIT: Duration = Duration::from_secs(30);

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

    /// Whether `HOLDFAST_ENGINES` (a comma-separated list; all when unset) names this engine.
    #[must_use]
    pub fn selected(self) -> bool {
        std::env::var("HOLDFAST_ENGINES").map_or(true, |list| list.split(',').any(|name| name.trim() == self.name()))
    }

    /// Scripts that stand in for settings this engine takes only from an installed locale.
    #[must_use]
    pub fn stand_ins(self, setup: &Setup) -> Vec<String> {
        if self != Self::WebKit || setup.language == "en-US" {
            return Vec::new();
        }
        let language = json!(setup.language);
        vec![format!(
            "Object.defineProperty(navigator, 'language', {{ get: () => {language} }}); \
             Object.defineProperty(navigator, 'languages', {{ get: () => [{language}] }});"
        )]
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
        let session = session.unwrap_or_else(|error| {
            let log = fs::read_to_string(&log_path).unwrap_or_default();
            panic!("{} did not start: {error}\n{log}", engine.name());
        });
        let url = format!("http://127.0.0.1:{port}/");
        let client = Client::with_existing_session(&url, &session, HttpConnector::new()).await;
        (Self { driver, display }, client.expect("the session just made can be used"))
    }

    /// Starts the browser on `url` with no driver: the page has to act by itself. `WebKit` only keeps its stores this way.
    ///
    /// # Panics
    /// When it does not start.
    #[must_use]
    pub fn start_alone(engine: Engine, setup: &Setup, profile: &Profile, url: &str) -> Self {
        let (display, env) = surroundings(engine, setup, profile);
        let (program, mut args): (String, Vec<String>) = match engine {
            Engine::Chromium => ("/usr/bin/chromium".into(), chromium_args(setup, profile)),
            Engine::Firefox => {
                write_firefox_prefs(setup, profile);
                ("/usr/bin/firefox-esr".into(), firefox_args(setup, profile))
            }
            Engine::WebKit => (MINI_BROWSER.into(), Vec::new()),
        };
        args.push(url.to_owned());
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

fn driver(engine: Engine, port: u16) -> (String, Vec<String>) {
    match engine {
        Engine::Chromium => ("/usr/bin/chromedriver".into(), vec![format!("--port={port}")]),
        Engine::Firefox => {
            let home = std::env::var("HOME").unwrap_or_default();
            let kept = PathBuf::from(home).join(".cache/holdfast/tools/bin/geckodriver");
            let program = if kept.exists() { kept.to_string_lossy().into_owned() } else { "geckodriver".into() };
            let args =
                ["--host", "127.0.0.1", "--websocket-port", "0", "--allow-system-access", "--port"].map(str::to_owned);
            (program, args.into_iter().chain([port.to_string()]).collect())
        }
        Engine::WebKit => ("WebKitWebDriver".into(), vec![format!("--port={port}")]),
    }
}

fn capabilities(engine: Engine, setup: &Setup, profile: &Profile) -> Value {
    let timeouts = json!({ "script": 60_000, "pageLoad": 60_000, "implicit": 0 });
    match engine {
        Engine::Chromium => json!({
            "timeouts": timeouts,
            "goog:chromeOptions": {
                "binary": "/usr/bin/chromium",
                "args": chromium_args(setup, profile),
                "prefs": {
                    "intl.accept_languages": setup.language,
                    "download.default_directory": profile.downloads(),
                    "download.prompt_for_download": false,
                },
            },
        }),
        Engine::Firefox => json!({
            "timeouts": timeouts,
            "moz:firefoxOptions": {
                "binary": "/usr/bin/firefox-esr",
                "args": firefox_args(setup, profile),
                "prefs": firefox_prefs(setup, profile),
            },
        }),
        Engine::WebKit => json!({
            "timeouts": timeouts,
            "webkitgtk:browserOptions": { "binary": MINI_BROWSER, "args": ["--automation"] },
        }),
    }
}

fn chromium_args(setup: &Setup, profile: &Profile) -> Vec<String> {
    let mut args: Vec<String> = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-breakpad",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
    ]
    .map(str::to_owned)
    .into();
    args.push(format!("--user-data-dir={}", profile.path().join("chromium").display()));
    args.push(format!("--lang={}", setup.language));
    args.push(format!("--window-size={},{}", setup.size.0, setup.size.1));
    if setup.dark {
        args.push("--force-dark-mode".into());
    }
    args
}

fn firefox_args(setup: &Setup, profile: &Profile) -> Vec<String> {
    let folder = profile.path().join("firefox");
    fs::create_dir_all(&folder).expect("the profile can be written");
    let (width, height) = setup.size;
    let mut args: Vec<String> = ["-headless", "-profile"].map(str::to_owned).into();
    args.extend([folder.to_string_lossy().into_owned(), format!("--width={width}"), format!("--height={height}")]);
    args
}

fn firefox_prefs(setup: &Setup, profile: &Profile) -> Value {
    json!({
        "intl.accept_languages": setup.language,
        "browser.download.folderList": 2,
        "browser.download.dir": profile.downloads(),
        "browser.download.always_ask_before_handling_new_types": false,
        "ui.systemUsesDarkTheme": i32::from(setup.dark),
        "layout.css.prefers-color-scheme.content-override": if setup.dark { 0 } else { 1 },
        "app.update.enabled": false,
        "browser.aboutwelcome.enabled": false,
        "browser.shell.checkDefaultBrowser": false,
        "browser.startup.homepage_override.mstone": "ignore",
        "datareporting.policy.dataSubmissionEnabled": false,
        "dom.disable_beforeunload": true,
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        "services.settings.server": "",
        "toolkit.telemetry.enabled": false,
    })
}

fn write_firefox_prefs(setup: &Setup, profile: &Profile) {
    let prefs = firefox_prefs(setup, profile);
    let lines: String = prefs
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, value)| format!("user_pref({}, {value});\n", json!(key)))
        .collect();
    let folder = profile.path().join("firefox");
    fs::create_dir_all(&folder).expect("the profile can be written");
    fs::write(folder.join("user.js"), lines).expect("the profile can be written");
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a local port is free");
    listener.local_addr().expect("a bound listener has an address").port()
}
