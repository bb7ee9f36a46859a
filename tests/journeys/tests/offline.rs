//! Without a network: the hosted app with its server stopped, and the single file from disk. And another build of each:
//! offered, or put in place of the file.

use std::fs;

use holdfast_journeys::Fill::Text;
use holdfast_journeys::incident::clock_script;
use holdfast_journeys::other_build::OtherBuild;
use holdfast_journeys::server::with_scripts;
use holdfast_journeys::{App, Engine, KillableBrowser, Profile, Proxy, Setup, engine_test, journey};
use serde_json::{Value, json};

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

journey!(update, Setup::hosted());
async fn update(app: App) {
    let other = OtherBuild::of(&Setup::hosted().folder());
    app.open_incident("Written by the build before").await;
    app.see(&other.old).await;
    app.controlled().await;
    app.server().deploy(other.path());
    app.reload().await;
    // Offered, never forced: the build before goes on, loaded anew or not.
    app.see("An update is ready").await;
    app.see(&other.old).await;
    app.reload().await;
    app.see("An update is ready").await;
    app.see(&other.old).await;
    app.quick_log("Note", "Still with the build before", "", "").await;
    app.click_button("Update now").await;
    app.see(&other.new).await;
    app.see_role("heading", "Written by the build before").await;
    app.not_see("An update is ready").await;
    app.tab("Timeline").await;
    app.see("Still with the build before").await;
    app.see("chain verified").await;
    app.quick_log("Note", "And with the one after", "", "").await;
}

journey!(single_file, Setup::single_file());
async fn single_file(app: App) {
    let other = OtherBuild::of(&Setup::single_file().folder());
    app.see("Opened from a file").await;
    app.see(&other.old).await;
    app.open_incident("Seen without a server").await;
    app.quick_log("Note", "Written from a file", "", "").await;
    app.reload().await;
    app.tab("Timeline").await;
    app.see("Written from a file").await;

    // The other build is put where the opened file lies, with what watches over the journey.
    let page = fs::read(other.path().join("holdfast.html")).expect("the other single file can be read");
    let page = with_scripts(page, &Setup::single_file().scripts(app.engine()));
    fs::write(app.profile().single_file(), page).expect("the single file can be replaced");
    app.reload().await;
    runs_with_everything(&app, &other).await;
}

/// A Friday.
fn rules_setup() -> Setup {
    Setup::single_file().zone("Europe/Berlin").before(&clock_script("2026-11-20T17:00:00Z"))
}

// The profile, a newer rule pack, a notice; with a proxy that lets nothing through.
journey!(single_file_with_rules, rules_setup().proxy(&Proxy::start()));
async fn single_file_with_rules(app: App) {
    app.route("#/settings").await;
    app.keep_own_clock("Cyber insurer").await;
    app.reload().await;
    let kept = app.within("region", "Organisation profile");
    kept.see("2 business days from: Aware · Policy CY-558, clause 7.2").await;

    app.route("#/").await;
    app.open_incident("Mail was read by somebody else").await;
    let id = app.quick("return quick.incident()", Value::Null).await.as_str().unwrap_or_default().to_owned();
    app.gdpr_runs(&id, "2026-11-20", "17:00").await;
    app.within("region", "What may apply").see("Cyber insurer").await;
    app.within("region", "Notices owed").see("Mon 23 Nov 2026 17:00").await;

    app.route("#/import").await;
    app.offer_newer_rules().await;
    let difference = app.within("region", "What would change");
    difference.see("24 h 0 min earlier").await;
    difference.click_button("Put in force").await;
    app.see("Edition 2027-03-01 of the rules is in force.").await;

    app.quick_at(&id, "notices").await;
    let authority = app.within("region", "GDPR Art. 33*");
    authority.click_button("Draft notice: Notification to the supervisory authority").await;
    let measures = [Text("Measures", "All sessions were ended.")];
    app.within("region", "Draft a notice").submit(&measures, "Save draft").await;
    app.reload().await;
    authority.within("article", "Draft *").see("Still missing").await;
    app.open_fold("Text of the draft").await;
    authority.see("All sessions were ended.").await;
    app.quick_at(&id, "deadlines").await;
    app.within("region", "Notices owed").see("Sun 22 Nov 2026 17:00").await;
    asked_nobody(&app).await;
}

async fn asked_nobody(app: &App) {
    let asked = "return performance.getEntriesByType('resource').map((entry) => entry.name).filter((url) => !/^(data|blob):/.test(url))";
    assert_eq!(app.quick(asked, Value::Null).await, json!([]));
}

// WebKit keeps no store between two runs of a driver, and a page from a file has nobody to report to.
engine_test!(single_file_replaced_between_runs, [chromium firefox]);
async fn single_file_replaced_between_runs(engine: Engine) {
    let profile = Profile::new();
    let setup = Setup::single_file().profile(&profile);
    let other = OtherBuild::of(&setup.folder());
    let app = KillableBrowser::new(engine, setup.clone()).start().await;
    app.see(&other.old).await;
    app.open_incident("Seen without a server").await;
    app.quick_log("Note", "Written from a file", "", "").await;
    let route = app.current_route().await;
    app.kill();
    // At the same path: Firefox ties the data to it.
    let app = KillableBrowser::new(engine, setup.dist(other.path())).start().await;
    app.click_link("Seen without a server").await;
    assert_eq!(app.current_route().await.split('/').nth(2), route.split('/').nth(2));
    app.tab("Timeline").await;
    runs_with_everything(&app, &other).await;
    let found = app.found().await;
    assert!(found.violations.is_empty() && found.errors.is_empty(), "{found:?}");
}

/// The program of the other build runs, on what the one before has written, and writes on.
async fn runs_with_everything(app: &App, other: &OtherBuild) {
    app.see(&other.new).await;
    app.not_see(&other.old).await;
    let build = app.quick("return window.holdfastBuild.version", Value::Null).await;
    assert!(build.as_str().is_some_and(|build| build.ends_with("-other")), "{build}");
    app.see_role("heading", "Seen without a server").await;
    app.see("Written from a file").await;
    app.see("chain verified").await;
    app.quick_log("Note", "Written by the other build", "", "").await;
    app.reload().await;
    app.see("Written by the other build").await;
    asked_nobody(app).await;
}
