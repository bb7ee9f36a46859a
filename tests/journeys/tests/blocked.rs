//! A browser that gives no storage, by its own settings and by a stand-in: the app works, says that it keeps nothing, and
//! offers the file.

use std::fs;

use holdfast::deadline::built_in::built_in;
use holdfast_journeys::{App, Setup, journey};
use serde_json::{Value, json};

journey!(stand_in, Setup::hosted().storage_blocked());
async fn stand_in(app: App) {
    works_and_says_so(&app).await;
    imported_rules_hold_for_the_tab(&app).await;
}

journey!(setting, Setup::hosted().storage_denied());
async fn setting(app: App) {
    nothing_can_be_stored(&app).await;
    works_and_says_so(&app).await;
}

journey!(setting_in_a_file, Setup::single_file().storage_denied());
async fn setting_in_a_file(app: App) {
    nothing_can_be_stored(&app).await;
    works_and_says_so(&app).await;
}

/// Firefox has a switch for this one store: the journal stays, what is kept beside it does not.
fn without_local_storage() -> Setup {
    Setup::hosted().firefox_pref("dom.storage.enabled", json!(false))
}

journey!(no_local_storage, without_local_storage(), [firefox]);
async fn no_local_storage(app: App) {
    assert_eq!(app.quick("return window.localStorage", Value::Null).await, Value::Null);
    app.quick_incident("Kept by the journal alone").await;
    app.quick_lines(&["written without the other store".to_owned()]).await;
    app.fill("Quick log", "only typed").await;
    app.reload().await;
    app.see_role("heading", "Kept by the journal alone").await;
    app.see("written without the other store").await;
    app.not_see("This tab keeps nothing").await;
}

/// The browser itself refuses: else the rest would show nothing.
async fn nothing_can_be_stored(app: &App) {
    let stores = "let local;
        try { localStorage.setItem('probe', '1'); local = 'written'; } catch (error) { local = error.name; }
        const database = await new Promise((done) => {
            try {
                const asked = indexedDB.open('probe');
                asked.onsuccess = () => { asked.result.close(); done('opened'); };
                asked.onerror = () => done(asked.error.name);
            } catch (error) { done(error.name); }
        });
        return { local, database };";
    let found = app.quick(stores, Value::Null).await;
    assert!(found["local"] != json!("written") && found["database"] != json!("opened"), "{found}");
}

async fn works_and_says_so(app: &App) {
    app.see("This tab keeps nothing").await;
    app.quick_incident("No storage at all").await;
    app.quick_lines(&["worked all the same".to_owned()]).await;
    app.see("Kept in memory only").await;
    app.see("worked all the same").await;
    app.see("closing the tab loses everything that is not in a file").await;
    let file = app.download(app.within_text("status", "This tab keeps nothing").click_button("Save to file")).await;
    assert!(fs::read_to_string(file).unwrap().contains("worked all the same"));
    // Once more from the board, which has nothing to read.
    app.click_link("Board").await;
    app.see_role("link", "No storage at all").await;
}

/// Imported rules and the profile hold until the tab is closed, and go into the file that is offered for it.
async fn imported_rules_hold_for_the_tab(app: &App) {
    // Within the page: leaving it would lose what it holds.
    let go = |hash: &str| app.quick("location.hash = args", json!(hash));
    go("#/import").await;
    let rules = app.within("region", "Rules of law and contract");
    app.offer_newer_rules().await;
    app.within("region", "What would change").click_button("Put in force").await;
    app.see("Edition 2027-03-01 of the rules is in force.").await;
    rules.see("imported from a file").await;
    app.see("closing the tab loses everything that is not in a file").await;
    go("#/storage").await;
    app.see("Keeps nothing").await;
    let file = app.download(app.within("main", "*").click_button("Back up everything")).await;
    let file: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    assert_eq!(file["rules"]["edition"], "2027-03-01");
    assert_eq!(file["records"].as_array().map(Vec::len), Some(1));
    go("#/import").await;
    rules.see("In force: edition 2027-03-01, imported from a file.").await;
    app.reload().await;
    app.see("This tab keeps nothing").await;
    rules.see(&format!("In force: edition {}, which came with this version.", built_in().edition)).await;
}
