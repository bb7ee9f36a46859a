//! What the page told by itself: policy violations, uncaught errors, complaints on the console.

use std::future::Future;
use std::panic::Location;

use serde_json::json;

use crate::app::App;

/// What the page's probe told since the browser was opened.
#[derive(Debug, Default, Clone)]
pub struct Found {
    /// Policy violations, in words.
    pub violations: Vec<String>,
    /// Uncaught errors, rejections, `console.error` and `console.warn`.
    pub errors: Vec<String>,
}

impl App {
    /// Policy violations and errors since the browser was opened.
    pub async fn found(&self) -> Found {
        // Firefox and WebKit tell of a violation a moment after it happened.
        let _ = self.client().execute_async("setTimeout(arguments[0], 20)", Vec::new()).await;
        self.harvest().await;
        self.inner.found.lock().unwrap().clone()
    }

    /// Policy violations since the browser was opened.
    pub async fn violations(&self) -> Vec<String> {
        self.found().await.violations
    }

    /// Uncaught errors and console complaints since the browser was opened.
    pub async fn console_errors(&self) -> Vec<String> {
        self.found().await.errors
    }

    /// Waits until a violation or an error that contains `text` was told.
    #[track_caller]
    pub fn page_tells(&self, text: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            self.until(at, &format!("the page tells \"{text}\""), async || {
                let found = self.found().await;
                let told = found.violations.iter().chain(&found.errors).any(|line| line.contains(text));
                if told { Ok(()) } else { Err(format!("it told {found:?}")) }
            })
            .await;
        }
    }

    /// Forgets what the probe told: for a journey that provoked it.
    pub async fn forgive(&self) {
        self.harvest().await;
        *self.inner.found.lock().unwrap() = Found::default();
    }

    /// Takes over what the page's probe holds, before the page goes.
    pub(crate) async fn harvest(&self) {
        let Ok(told) = self.page("probe", json!([])).await else { return };
        let list = |key: &str| -> Vec<String> {
            told[key].as_array().into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned)).collect()
        };
        let mut found = self.inner.found.lock().unwrap();
        for violation in list("violations") {
            if !found.violations.contains(&violation) {
                found.violations.push(violation);
            }
        }
        found.errors.extend(list("errors"));
    }
}
