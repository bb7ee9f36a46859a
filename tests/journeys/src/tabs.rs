//! Several tabs of one browser: commands go to the one that was shown last.

use std::future::Future;
use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::app::App;
use crate::engine::Engine;

/// Id of the process of the tab that is shown. The driver has Firefox quit at the first crash; here it is to go on.
const FIREFOX_PROCESS: &str = "Services.env.set('MOZ_CRASHREPORTER_SHUTDOWN', '');
    return gBrowser.selectedBrowser.frameLoader.remoteTab.osPid";

impl App {
    /// Opens the app in another tab of this browser and shows it. Before acting on one of them again: [`App::show`].
    #[track_caller]
    pub fn new_tab(&self) -> impl Future<Output = Self> {
        let at = Location::caller();
        async move {
            self.harvest().await;
            let mut other = Self { inner: Arc::clone(&self.inner), scope: Vec::new(), tab: None };
            match self.client().new_window(true).await {
                Ok(window) => other.tab = Some(window.handle),
                Err(error) => self.fail(at, "open a tab", &error.to_string()).await,
            }
            other.show().await;
            if let Err(error) = other.client().goto(self.url()).await {
                other.fail(at, "open the app in a tab", &error.to_string()).await;
            }
            other.ready().await;
            other
        }
    }

    /// Shows this tab, so that it is the one acted on.
    #[track_caller]
    pub fn show(&self) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            self.harvest().await;
            let shown = match self.tab.clone() {
                Some(tab) => self.client().switch_to_window(tab).await.map_err(|error| error.to_string()),
                None => Err("this tab is not known".to_owned()),
            };
            if let Err(error) = shown {
                self.fail(at, "show a tab", &error).await;
            }
        }
    }

    /// Crashes this tab, which must be the one shown: its process dies, the browser and the other tabs stay.
    /// For Chromium and Firefox; in `WebKit` the driver gives up with the tab.
    #[track_caller]
    pub fn crash_tab(&self) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            match self.engine() {
                Engine::Chromium => {
                    // The answer never comes from a page that is gone.
                    let crash = self.devtools("Page.crash", json!({}));
                    let answer = tokio::time::timeout(Duration::from_secs(3), crash).await;
                    if let Ok(Ok(answer)) = answer {
                        self.fail(at, "crash the tab", &format!("it answered {answer}")).await;
                    }
                }
                Engine::Firefox => {
                    let pid = self.firefox_window(FIREFOX_PROCESS).await;
                    match pid.map(|pid| pid.as_u64().and_then(|pid| u32::try_from(pid).ok())) {
                        Ok(Some(pid)) => {
                            self.kill_one(pid);
                            // The driver trips over a tab without a process.
                            let away = "gBrowser.removeTab(gBrowser.selectedTab)";
                            if let Err(error) = self.firefox_window(away).await {
                                self.fail(at, "close the crashed tab", &error).await;
                            }
                        }
                        other => self.fail(at, "crash the tab", &format!("its process: {other:?}")).await,
                    }
                }
                Engine::WebKit => self.fail(at, "crash the tab", "the driver gives up with it: see SelfDriven").await,
            }
        }
    }

    /// Waits until the service worker answers for this page, so that the server may go.
    #[track_caller]
    pub fn controlled(&self) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            self.until(at, "a service worker controls the page", async || {
                match self.page("controlled", json!([])).await? {
                    Value::Bool(true) => Ok(()),
                    _ => Err("it does not".to_owned()),
                }
            })
            .await;
        }
    }
}
