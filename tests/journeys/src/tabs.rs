//! Several tabs of one browser: commands go to the one that was shown last.

use std::future::Future;
use std::panic::Location;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::app::App;

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
