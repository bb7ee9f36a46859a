//! How each engine's driver and browser are called: programs, arguments, capabilities and profile settings.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::engine::Engine;
use crate::setup::{Profile, Setup};

const MINI_BROWSER: &str = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

/// The driver and its arguments.
pub(crate) fn driver(engine: Engine, port: u16) -> (String, Vec<String>) {
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

/// The browser and its arguments, for a page that acts by itself.
pub(crate) fn alone(engine: Engine, setup: &Setup, profile: &Profile) -> (String, Vec<String>) {
    match engine {
        Engine::Chromium => ("/usr/bin/chromium".into(), chromium_args(setup, profile)),
        Engine::Firefox => {
            write_firefox_prefs(setup, profile);
            ("/usr/bin/firefox-esr".into(), firefox_args(setup, profile))
        }
        Engine::WebKit => (MINI_BROWSER.into(), webkit_args(setup)),
    }
}

/// What a session is asked for.
pub(crate) fn capabilities(engine: Engine, setup: &Setup, profile: &Profile) -> Value {
    let mut asked = json!({ "timeouts": { "script": 60_000, "pageLoad": 60_000, "implicit": 0 } });
    match engine {
        Engine::Chromium => {
            asked["goog:chromeOptions"] = json!({
                "binary": "/usr/bin/chromium",
                "args": chromium_args(setup, profile),
                "prefs": chromium_prefs(setup, profile),
            });
            if setup.requests_logged {
                asked["goog:loggingPrefs"] = json!({ "performance": "ALL" });
            }
        }
        Engine::Firefox => {
            asked["moz:firefoxOptions"] = json!({
                "binary": "/usr/bin/firefox-esr",
                "args": firefox_args(setup, profile),
                "prefs": firefox_prefs(setup, profile),
            });
        }
        Engine::WebKit => {
            let args: Vec<String> = ["--automation".to_owned()].into_iter().chain(webkit_args(setup)).collect();
            asked["webkitgtk:browserOptions"] = json!({ "binary": MINI_BROWSER, "args": args });
        }
    }
    if let Some(proxy) = &setup.proxy {
        // This machine itself is reached without it, in all three by default or by the list.
        asked["proxy"] =
            json!({ "proxyType": "manual", "httpProxy": proxy, "sslProxy": proxy, "noProxy": ["127.0.0.1"] });
    }
    asked
}

fn webkit_args(setup: &Setup) -> Vec<String> {
    let denied = ["--enable-html5-local-storage=false", "--enable-html5-database=false", "--cookies-policy=never"];
    if setup.storage_denied { denied.map(str::to_owned).into() } else { Vec::new() }
}

fn chromium_prefs(setup: &Setup, profile: &Profile) -> Value {
    let mut prefs = json!({
        "intl.accept_languages": setup.language,
        "download.default_directory": profile.downloads(),
        "download.prompt_for_download": false,
    });
    if setup.storage_denied {
        // "Block all cookies", which blocks every store.
        prefs["profile.default_content_setting_values.cookies"] = json!(2);
    }
    if setup.text_doubled {
        prefs["webkit.webprefs.default_font_size"] = json!(32);
    }
    prefs
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
    let mut prefs = json!({
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
        // A process for each tab, so that one can crash alone.
        "dom.ipc.processCount.webIsolated": 8,
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        "services.settings.server": "",
        "toolkit.telemetry.enabled": false,
    });
    if setup.storage_denied {
        // "Block all cookies", which blocks every store.
        prefs["network.cookie.cookieBehavior"] = json!(2);
    }
    if setup.text_doubled {
        // In the font lists of both languages.
        for script in ["x-western", "zh-CN"] {
            prefs[format!("font.size.variable.{script}")] = json!(32);
        }
    }
    for (key, value) in &setup.firefox_prefs {
        prefs[key] = value.clone();
    }
    prefs
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
