//! The program arrives in two parts: the board stands with the first, every other page comes with the second.

use std::fs;
use std::path::Path;

use holdfast_journeys::temp::TempDir;
use holdfast_journeys::{App, Engine, Setup, engine_test, journey};
use serde_json::json;

journey!(the_board_needs_the_first_part_only, Setup::hosted());
async fn the_board_needs_the_first_part_only(app: App) {
    app.click_link("Settings").await;
    app.see_role("heading", "Settings").await;
    let first = "const ready = performance.getEntriesByName('ready')[0].startTime;
        const asked = performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('_rest.wasm'));
        return asked.length > 0 && asked.every((entry) => entry.startTime >= ready)";
    assert_eq!(app.client().execute(first, Vec::new()).await.expect("the page can be read"), json!(true));
}

engine_test!(a_second_part_that_is_late_is_waited_for);
async fn a_second_part_that_is_late_is_waited_for(engine: Engine) {
    let whole = Setup::hosted().folder();
    let part = TempDir::new("first-part");
    without_rest(&whole, part.path());
    let app = App::open(engine, Setup::hosted().dist(part.path())).await;
    app.click_button("New incident").await;
    app.see("This page has not arrived yet").await;
    app.accessible("a page that has not arrived").await;
    app.server().deploy(&whole);
    app.see_role("heading", "New incident").await;
    // The part that was not there was told to the console.
    app.forgive().await;
}

/// Copies a build but for its second part.
fn without_rest(from: &Path, to: &Path) {
    let mut left_out = 0;
    for entry in fs::read_dir(from).expect("the build can be read") {
        let path = entry.expect("the build can be read").path();
        let name = path.file_name().expect("files have names").to_string_lossy().into_owned();
        if name.ends_with("_rest.wasm") {
            left_out += 1;
        } else if name != "holdfast.html" {
            fs::copy(&path, to.join(&name)).expect("the build can be copied");
        }
    }
    assert_eq!(left_out, 1, "one file is the second part");
}
