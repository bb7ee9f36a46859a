//! Commands outside the client's common set.

use fantoccini::elements::Element;
use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};

use crate::app::App;

/// A request to `/session/<id>/<path>`: a POST with a body, else a GET.
#[derive(Debug)]
struct Vendor {
    path: String,
    body: Option<Value>,
}

impl WebDriverCompatibleCommand for Vendor {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        match &self.body {
            Some(body) => (http::Method::POST, Some(body.to_string())),
            None => (http::Method::GET, None),
        }
    }
}

impl App {
    async fn vendor(&self, path: &str, body: Option<Value>) -> Result<Value, String> {
        let command = Vendor { path: path.to_owned(), body };
        self.client().issue_cmd(command).await.map_err(|error| error.to_string())
    }

    /// Sends a `DevTools` protocol command; Chromium only.
    ///
    /// # Errors
    /// The driver's message.
    pub async fn devtools(&self, command: &str, params: Value) -> Result<Value, String> {
        self.vendor("goog/cdp/execute", Some(json!({ "cmd": command, "params": params }))).await
    }

    /// Runs `script` in Firefox's own window rather than in the page; Firefox only.
    ///
    /// # Errors
    /// The driver's message.
    pub async fn firefox_window(&self, script: &str) -> Result<Value, String> {
        self.vendor("moz/context", Some(json!({ "context": "chrome" }))).await?;
        let result = self.client().execute(script, Vec::new()).await.map_err(|error| error.to_string());
        self.vendor("moz/context", Some(json!({ "context": "content" }))).await?;
        result
    }

    /// Accessible name and role of an element as the browser itself computes them.
    ///
    /// # Errors
    /// The driver's message, where it cannot tell.
    pub async fn computed(&self, element: &Element) -> Result<(String, String), String> {
        let id = element.element_id();
        let label = self.vendor(&format!("element/{id}/computedlabel"), None).await?;
        let role = self.vendor(&format!("element/{id}/computedrole"), None).await?;
        Ok((label.as_str().unwrap_or_default().to_owned(), role.as_str().unwrap_or_default().to_owned()))
    }
}
