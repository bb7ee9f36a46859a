//! Accessibility checks by axe-core, from `npm/` (pinned there; `npm ci` brings it).

use std::fmt::Write as _;
use std::fs;
use std::future::Future;
use std::panic::Location;
use std::path::Path;

use serde_json::{Value, json};

use crate::app::App;

/// What is checked: WCAG 2.0 to 2.2, levels A and AA.
pub const TAGS: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const RUN: &str = "const [part, tags, done] = arguments; \
    axe.run(document.querySelector(part) ?? document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }) \
    .then((result) => done(result.violations), (error) => done(String(error)));";

impl App {
    /// Accessibility violations of the page as it is now, in words; empty when there are none.
    ///
    /// # Panics
    /// When axe-core is not installed or cannot run.
    pub async fn axe(&self) -> Vec<String> {
        self.axe_in("html").await
    }

    /// Like [`App::axe`], for the first element that a CSS selector finds, such as `main form`.
    ///
    /// # Panics
    /// When axe-core is not installed or cannot run.
    pub async fn axe_in(&self, part: &str) -> Vec<String> {
        let loaded = self.client().execute("return typeof window.axe === 'object'", Vec::new()).await;
        if loaded.expect("the page can be read") != json!(true) {
            self.client().execute(&source(), Vec::new()).await.expect("axe-core loads");
        }
        let result = self.client().execute_async(RUN, vec![json!(part), json!(TAGS)]).await.expect("axe-core runs");
        let violations = result.as_array().unwrap_or_else(|| panic!("axe-core failed: {result}"));
        violations.iter().map(in_words).collect()
    }

    /// Fails the journey when the page as it is now has accessibility violations.
    #[track_caller]
    pub fn accessible(&self, what: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            let violations = self.axe().await;
            if !violations.is_empty() {
                self.fail(at, &format!("{what} is accessible"), &format!("\n{}", violations.join("\n"))).await;
            }
        }
    }
}

fn source() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("npm/node_modules/axe-core/axe.min.js");
    fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; run `npm ci --prefix tests/journeys/npm`", path.display()))
}

fn in_words(violation: &Value) -> String {
    let text = |key: &str| violation[key].as_str().unwrap_or_default();
    let mut words = format!("{} ({}): {}", text("id"), text("impact"), text("help"));
    for node in violation["nodes"].as_array().into_iter().flatten() {
        let summary = node["failureSummary"].as_str().unwrap_or_default().replace('\n', " ");
        let _ = write!(words, "\n    {} {}: {summary}", node["target"], node["html"].as_str().unwrap_or_default());
    }
    words
}
