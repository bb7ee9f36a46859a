//! Commands outside the client's common set.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
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

    /// Lets the page use a feature, such as `notifications`, as the person's answer in the browser would; Chromium only.
    ///
    /// # Errors
    /// The driver's message.
    pub async fn grant(&self, feature: &str) -> Result<Value, String> {
        self.vendor("permissions", Some(json!({ "descriptor": { "name": feature }, "state": "granted" }))).await
    }

    /// Addresses of all requests since the last look, and of those before the page was opened: Chromium only, with
    /// [`crate::Setup::requests_logged`].
    ///
    /// # Errors
    /// The driver's message.
    pub async fn requests(&self) -> Result<Vec<String>, String> {
        let log = self.vendor("se/log", Some(json!({ "type": "performance" }))).await?;
        let told = log.as_array().into_iter().flatten().filter_map(|entry| {
            let message: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
            let message = &message["message"];
            let asked = ["Network.requestWillBeSent", "Network.webSocketCreated", "Network.webTransportCreated"];
            let asks = message["method"].as_str().is_some_and(|method| asked.contains(&method));
            let params = &message["params"];
            let url = params["request"]["url"].as_str().or_else(|| params["url"].as_str());
            asks.then(|| url.map(str::to_owned)).flatten()
        });
        Ok(told.collect())
    }

    /// Prints the page to a PDF document, A4 with the page's own margins: Chromium and Firefox.
    ///
    /// # Errors
    /// The driver's message.
    pub async fn print(&self) -> Result<Vec<u8>, String> {
        let body = json!({ "background": false, "shrinkToFit": false, "page": { "width": 21.0, "height": 29.7 } });
        // The driver gives the page ten seconds for it, which a busy machine may need twice.
        let mut printed = self.vendor("print", Some(body.clone())).await;
        for _ in 0..3 {
            if printed.as_ref().is_err_and(|error| error.contains("Timed out receiving message")) {
                printed = self.vendor("print", Some(body.clone())).await;
            }
        }
        let document = printed?;
        STANDARD.decode(document.as_str().unwrap_or_default()).map_err(|error| error.to_string())
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
