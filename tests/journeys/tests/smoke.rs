//! The app mounts in every engine, hosted and as a single file, and keeps to its own policy.

use holdfast_journeys::{App, Edition, journey};

journey!(hosted, Edition::Hosted);
async fn hosted(app: App) {
    mounts(&app, "hosted").await;
}

journey!(single_file, Edition::SingleFile);
async fn single_file(app: App) {
    mounts(&app, "single-file").await;
}

/// The runner has waited for `ready` and fails on any violation or console error.
async fn mounts(app: &App, name: &str) {
    app.see_role("button", "New incident").await;
    assert_eq!(app.foreign_requests().await, serde_json::json!([]));
    app.screenshot(&format!("smoke-{name}")).await;
}
