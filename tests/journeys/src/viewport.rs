//! Page sizes below what a desktop window allows: each engine has its own way.

use serde_json::{Value, json};

use crate::app::App;
use crate::engine::Engine;

pub(crate) async fn set(app: &App, width: u32, height: u32) {
    match app.engine() {
        Engine::Chromium => {
            let params = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
            app.devtools("Emulation.setDeviceMetricsOverride", params).await.expect("the page can be resized");
        }
        Engine::Firefox => {
            let script = "const root = document.documentElement; root.style.minWidth = '0'; root.style.minHeight = '0'";
            app.firefox_window(script).await.expect("Firefox's own window can be scripted");
            resize_around(app, width, height).await;
        }
        Engine::WebKit => resize_around(app, width, height).await,
    }
}

/// Sets the outer size so that the inner one is as asked.
async fn resize_around(app: &App, width: u32, height: u32) {
    let inner = app.page("width", json!([])).await.expect("the page can be measured");
    let outer = app.client().get_window_size().await.expect("the window can be measured");
    let border =
        |outer: u64, inner: &Value| u32::try_from(outer.saturating_sub(inner.as_u64().unwrap_or(outer))).unwrap_or(0);
    let (across, down) = (border(outer.0, &inner[0]), border(outer.1, &inner[1]));
    app.client().set_window_size(width + across, height + down).await.expect("the window can be resized");
}
