//! No request to another origin, and from the single file no request at all: watched from outside the page, by a proxy
//! that the browser must go through to leave this machine, and in Chromium by its own record of requests.

use holdfast_journeys::{App, Edition, Engine, Proxy, Setup, engine_test};
use serde_json::json;

/// Nothing of this name exists.
const ELSEWHERE: &str = "http://holdfast.invalid/";

engine_test!(hosted);
async fn hosted(engine: Engine) {
    asks_nobody(engine, Setup::hosted()).await;
}

engine_test!(single_file);
async fn single_file(engine: Engine) {
    asks_nobody(engine, Setup::single_file()).await;
}

async fn asks_nobody(engine: Engine, setup: Setup) {
    let proxy = Proxy::start();
    let edition = setup.edition;
    let app = App::open(engine, setup.requests_logged().proxy(&proxy)).await;
    walk(&app).await;
    let own = app.url().to_owned();
    // Chromium's record holds the page the browser itself opened with, too.
    let inside =
        |url: &String| url.starts_with(&own) || ["data:", "blob:", "chrome:"].iter().any(|kind| url.starts_with(kind));
    if engine == Engine::Chromium {
        let asked = app.requests().await.expect("the record of requests can be read");
        assert!(asked.iter().any(|url| url.starts_with(&own)), "the record lacks the page itself: {asked:?}");
        let outside: Vec<_> = asked.iter().filter(|url| !inside(url)).collect();
        assert!(outside.is_empty(), "asked for {outside:?}");
        if edition == Edition::SingleFile {
            let files: Vec<_> =
                asked.iter().filter(|url| url.starts_with("file:") && url.split('#').next() != Some(&own)).collect();
            assert!(files.is_empty(), "read {files:?}");
        }
    }
    assert_eq!(app.foreign_requests().await, json!([]));
    if edition == Edition::Hosted {
        let strange: Vec<_> = app.server().hits().into_iter().filter(|hit| hit.status >= 400).collect();
        assert!(strange.is_empty(), "asked the server for what is not there: {strange:?}");
    }
    let asked = of_the_page(&proxy);
    assert!(asked.is_empty(), "asked through the proxy: {asked:?}");
    // The watch is awake: an address elsewhere is seen by it.
    let _ = app.client().goto(ELSEWHERE).await;
    let end = std::time::Instant::now() + holdfast_journeys::app::deadline();
    while !proxy.asked().iter().any(|line| line.contains(ELSEWHERE)) {
        assert!(std::time::Instant::now() < end, "the proxy saw nothing: {:?}", proxy.asked());
        tokio::time::sleep(std::time::Duration::from_millis(15)).await;
    }
    if engine == Engine::Chromium {
        let asked = app.requests().await.expect("the record of requests can be read");
        assert!(asked.iter().any(|url| url == ELSEWHERE), "{asked:?}");
    }
}

/// What went to the proxy, without what a browser asks its maker: updates, the time, its own first page.
fn of_the_page(proxy: &Proxy) -> Vec<String> {
    let makers = [
        "mozilla.com",
        "mozilla.org",
        "mozilla.net",
        "firefox.com",
        "google.com",
        "googleapis.com",
        "gstatic.com",
        "duckduckgo.com",
    ];
    let host = |line: &str| -> String {
        let target = line.split(' ').nth(1).unwrap_or_default();
        let target = target.split_once("://").map_or(target, |(_, rest)| rest);
        target.split(['/', ':', '?']).next().unwrap_or_default().to_owned()
    };
    let own = |line: &String| makers.iter().any(|maker| host(line).ends_with(maker));
    proxy.asked().into_iter().filter(|line| !own(line)).collect()
}

/// Everywhere, with work on the way.
async fn walk(app: &App) {
    let places = app.sample_places().await;
    for place in &places {
        app.visit(place).await;
    }
    app.visit("#/").await;
    app.open_incident("Traffic to https://holdfast.invalid/a and 198.51.100.7").await;
    app.quick_log("Note", "See http://holdfast.invalid/b.png before anything else", "", "").await;
    app.tab("Record").await;
    let (file, _) = app.export_record().await;
    app.click_button("中文").await;
    app.click_button("English").await;
    app.visit("#/verify").await;
    app.upload("Choose a file", &file).await;
    app.see("The file holds together").await;
    app.reload().await;
}
