//! Browsers that are killed and opened again on the same profile.

use std::sync::Arc;
use std::time::Duration;

use crate::app::App;
use crate::engine::{Browser, Engine};
use crate::server::Server;
use crate::setup::{Edition, Profile, Setup};

/// A profile, and a server on a lasting address, that browsers are started on one after the other.
///
/// For Chromium and Firefox. `WebKit` keeps no store in automation mode: see [`SelfDriven`].
#[derive(Debug)]
pub struct KillableBrowser {
    engine: Engine,
    setup: Setup,
    server: Option<Arc<Server>>,
    profile: Profile,
}

impl KillableBrowser {
    /// As [`Server::isolate`].
    pub fn isolate(&self) {
        if let Some(server) = &self.server {
            server.isolate();
        }
    }

    /// Prepares a fresh profile; nothing is started yet.
    #[must_use]
    pub fn new(engine: Engine, setup: impl Into<Setup>) -> Self {
        let mut setup = setup.into();
        let profile = setup.profile.take().unwrap_or_default();
        let setup = setup.profile(&profile);
        let server =
            (setup.edition == Edition::Hosted).then(|| Arc::new(Server::start(&setup.folder(), setup.scripts(engine))));
        Self { engine, setup, server, profile }
    }

    /// Starts a browser on the profile and waits until the app is ready. End it with [`App::kill`], then start again.
    pub async fn start(&self) -> App {
        let app = App::open_at(self.engine, &self.setup, self.server.clone()).await;
        app.ready().await;
        app
    }

    /// The profile all its browsers share.
    #[must_use]
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }
}

/// A hosted page that acts by itself in a browser without a driver, and reports to the server.
///
/// The script runs before the page's own and finds two helpers: `page`, the functions of `page.js` (find by role and
/// name), and `report(value)`, which posts JSON to the server and resolves when it has arrived.
#[derive(Debug)]
pub struct SelfDriven {
    engine: Engine,
    setup: Setup,
    profile: Profile,
    server: Server,
}

impl SelfDriven {
    /// Prepares a fresh profile, and the server with `script` in its pages; nothing is started yet.
    #[must_use]
    pub fn new(engine: Engine, setup: impl Into<Setup>, script: &str) -> Self {
        let setup = setup.into().before(&format!(
            "(() => {{ const page = {};\n const report = (value) => fetch('{}', {{ method: 'POST', body: JSON.stringify(value) }});\n{script}\n}})()",
            include_str!("page.js"),
            crate::server::REPORT_PATH,
        ));
        let server = Server::start(&setup.folder(), setup.scripts(engine));
        // A page kept by a service worker would come without the script.
        server.hide("/sw.js");
        Self { engine, setup, profile: Profile::new(), server }
    }

    /// Starts a browser at the app's address plus `hash` (such as `#round=3`, for the script to read). Dropping it kills it.
    #[must_use]
    pub fn start(&self, hash: &str) -> Browser {
        let url = format!("{}{hash}", self.server.url());
        Browser::start_alone(self.engine, &self.setup, &self.profile, &[url])
    }

    /// Like [`SelfDriven::start`], with a tab for each of `hashes`. `WebKit` only.
    #[must_use]
    pub fn start_tabs(&self, hashes: &[String]) -> Browser {
        let urls: Vec<String> = hashes.iter().map(|hash| format!("{}{hash}", self.server.url())).collect();
        Browser::start_alone(self.engine, &self.setup, &self.profile, &urls)
    }

    /// The server, for its reports.
    #[must_use]
    pub const fn server(&self) -> &Server {
        &self.server
    }

    /// Waits for a report containing `text` among those since [`Server::forget`].
    ///
    /// # Panics
    /// When none arrives within `limit`.
    #[must_use]
    pub fn report(&self, text: &str, limit: Duration) -> String {
        self.server.wait_report(limit, |report| report.contains(text)).unwrap_or_else(|| {
            panic!("{}: no report of {text}; reports: {:?}", self.engine.name(), self.server.reports())
        })
    }
}
