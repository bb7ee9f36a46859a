//! Without a network: the hosted app with its server stopped, and the single file from disk, replaced in place.

use std::fs;

use holdfast_journeys::{App, Setup, journey};
use serde_json::json;

journey!(hosted, Setup::hosted());
async fn hosted(app: App) {
    app.open_incident("Mail read from an unknown network").await;
    app.controlled().await;
    app.server().stop();
    let before = app.server().hits().len();
    app.reload().await;
    app.see_role("heading", "Mail read from an unknown network").await;
    app.quick_log("Action", "Blocked the sender while offline", "", "").await;
    app.reload().await;
    app.tab("Timeline").await;
    app.see("Blocked the sender while offline").await;
    app.route("#/").await;
    app.see_role("link", "Mail read from an unknown network").await;
    assert_eq!(app.server().hits().len(), before, "nothing was answered by the server");
    assert_eq!(app.foreign_requests().await, json!([]));
}

journey!(single_file, Setup::single_file());
async fn single_file(app: App) {
    app.see("Opened from a file").await;
    app.open_incident("Seen without a server").await;
    app.quick_log("Note", "Written from a file", "", "").await;
    app.reload().await;
    app.tab("Timeline").await;
    app.see("Written from a file").await;

    replace_in_place(&app);
    app.reload().await;
    let newer = "return [...document.childNodes].some((node) => node.data?.includes('another build'))";
    assert_eq!(app.client().execute(newer, Vec::new()).await.expect("the page can be read"), json!(true));
    app.see_role("heading", "Seen without a server").await;
    app.see("Written from a file").await;
    app.see("chain verified").await;
    let asked = "return performance.getEntriesByType('resource').map((entry) => entry.name).filter((url) => !/^(data|blob):/.test(url))";
    assert_eq!(app.client().execute(asked, Vec::new()).await.expect("the page can be read"), json!([]));
}

/// Puts another build where the opened file lies.
fn replace_in_place(app: &App) {
    let path = app.profile().single_file();
    let page = fs::read_to_string(&path).expect("the single file can be read");
    fs::write(&path, page + "<!-- another build -->").expect("the single file can be replaced");
}
