//! A store that is full, blocked, newer or emptied on purpose: what the app says then, and what is really stored.

use std::fs;

use holdfast_journeys::{App, Engine, Setup, engine_test, journey};
use serde_json::{Value, json};

/// Makes each `add` fail as a full disk would, while `window.__full` is true.
const FULL: &str = "(() => {
    const add = IDBObjectStore.prototype.add;
    IDBObjectStore.prototype.add = function (...of) {
        if (window.__full) throw new DOMException('full', 'QuotaExceededError');
        return add.apply(this, of);
    };
})()";

journey!(full, Setup::hosted().before(FULL));
async fn full(app: App) {
    let id = app.quick_incident("A disk that fills up").await;
    app.quick("window.__full = true; quick.submit('while it was full')", Value::Null).await;
    told_and_kept(&app).await;
    // In one breath, so that the app's own next try does not come between.
    app.quick(
        "await quick.saved(() => { window.__full = false; quick.one('button', 'Try again').click(); })",
        Value::Null,
    )
    .await;
    stored_after_all(&app, &id).await;
}

/// Writes until the store is full: the app must say so at once, in the same turn that its notice appears.
const FILL: &str = "for (let line = 0; !quick.one('button', 'Try again'); line += 1) {
        const before = page.saved();
        quick.submit(`filling up ${line} ${'and so on '.repeat(args.longer)}`);
        await quick.wait('an answer', () => quick.one('button', 'Try again') || page.saved() !== before);
    }
    const told = page.text([]);
    quick.submit('while it was full');
    return told;";

// WebKit's browser takes no quota from outside: there it is `full` alone.
engine_test!(quota, [chromium]);
async fn quota(engine: Engine) {
    let app = App::open(engine, Setup::hosted()).await;
    let id = app.quick_incident("A quota that is used up").await;
    let origin = app.url().trim_end_matches('/').to_owned();
    app.devtools("Storage.overrideQuotaForOrigin", json!({ "origin": origin, "quotaSize": 1 })).await.unwrap();
    // The engine asks for the space left only now and then, so the store fills up some entries later.
    app.quick(FILL, json!({ "longer": 0 })).await;
    told_and_kept(&app).await;
    app.devtools("Storage.overrideQuotaForOrigin", json!({ "origin": origin })).await.unwrap();
    // The app's own next try may have come first.
    let again = "const again = () => quick.one('button', 'Try again');
        if (again()) await quick.saved(() => again()?.click());";
    app.quick(again, Value::Null).await;
    stored_after_all(&app, &id).await;
}

/// Firefox has a limit for all pages together, in KiB, from its start.
fn small() -> Setup {
    Setup::hosted().firefox_pref("dom.quotaManager.temporaryStorage.fixedLimit", json!(12 * 1024))
}

// Its store gives a little room back after each refusal, so that the app's next try may succeed at any moment.
journey!(quota_of_the_browser, small(), [firefox]);
async fn quota_of_the_browser(app: App) {
    let id = app.quick_incident("A quota that is used up").await;
    // In a database of its own, which can be thrown away when nothing can be written any more.
    let ballast = "const database = await new Promise((done, failed) => {
            const asked = indexedDB.open('ballast');
            asked.onupgradeneeded = () => asked.result.createObjectStore('pieces', { autoIncrement: true });
            asked.onsuccess = () => done(asked.result);
            asked.onerror = () => failed(asked.error);
        });
        // Firefox closes a database that it has no room for: the next transaction throws.
        const put = (length) => new Promise((done) => {
            try {
                const writing = database.transaction(['pieces'], 'readwrite');
                writing.objectStore('pieces').add(crypto.getRandomValues(new Uint8Array(length)));
                writing.oncomplete = () => done(true);
                writing.onabort = () => done(false);
            } catch { done(false); }
        });
        let pieces = 0;
        for (const length of [1 << 16, 1 << 12]) while (await put(length)) pieces += 1;
        database.close();
        return pieces;";
    let pieces = app.quick(ballast, Value::Null).await;
    assert!(pieces.as_u64().is_some_and(|pieces| pieces > 10), "{pieces}");
    let told = app.quick(FILL, json!({ "longer": 2000 })).await.to_string();
    assert!(told.contains("Not saved") && told.contains("The storage of this browser is full."), "{told}");
    app.see("while it was full").await;
    let release = "await new Promise((done, failed) => {
            const asked = indexedDB.deleteDatabase('ballast');
            asked.onsuccess = done;
            asked.onerror = () => failed(asked.error);
        });";
    app.quick(release, Value::Null).await;
    // By itself, after a while.
    app.not_see_role("button", "Try again").await;
    app.quick("quick.submit('and one more')", Value::Null).await;
    app.see("and one more").await;
    app.quick("await quick.wait('Saved', () => /Saved \\d/.test(page.text([])))", Value::Null).await;
    stored_after_all(&app, &id).await;
}

/// Said at once, kept in memory, offered as a file; nothing of it is in the store.
async fn told_and_kept(app: &App) {
    app.within("alert", "*").see("Not saved").await;
    app.see("The storage of this browser is full.").await;
    app.see("while it was full").await;
    assert_eq!(app.raw_store().await.events_with("while it was full"), 0);
    let file = app.download(app.within_text("alert", "Not saved").click_button("Save to file")).await;
    assert!(fs::read_to_string(file).unwrap().contains("while it was full"));
    // A second act does not hide that the first is not saved.
    app.quick("quick.submit('and one more')", Value::Null).await;
    app.see("and one more").await;
    app.see_role("button", "Try again").await;
}

async fn stored_after_all(app: &App, id: &str) {
    app.not_see_role("button", "Try again").await;
    app.not_see("The storage of this browser is full.").await;
    app.quick("await quick.wait('Saved', page.saved)", Value::Null).await;
    let store = app.raw_store().await;
    assert_eq!((store.events_with("while it was full"), store.events_with("and one more")), (1, 1));
    app.quick_again(id).await;
    app.see("and one more").await;
    app.see("chain verified").await;
}

journey!(newer_format, Setup::hosted());
async fn newer_format(app: App) {
    let id = app.quick_incident("Written by a newer version").await;
    // As such a version does it: the number goes up with the version of the database.
    let raise = "await new Promise((resolve, reject) => {
        const asked = indexedDB.open('holdfast', 99);
        asked.onupgradeneeded = () => asked.transaction.objectStore('meta').put('99', 'format');
        asked.onsuccess = () => { asked.result.close(); resolve(); };
        asked.onerror = () => reject(asked.error);
    })";
    app.quick(raise, Value::Null).await;
    let before = app.raw_store().await.keys("events").len();
    // A tab that was open before takes no more acts.
    app.see("This tab is read-only").await;
    app.quick("quick.submit('too late')", Value::Null).await;
    app.within("form", "Quick log").see_role("alert", "*").await;
    assert_eq!(app.raw_store().await.keys("events").len(), before);
    // One that is opened after it says so at once, and shows what is there.
    app.quick_again(&id).await;
    app.see("This tab is read-only").await;
    app.see("A newer version of Holdfast is in use").await;
    app.see("Written by a newer version").await;
    app.quick("quick.submit('refused')", Value::Null).await;
    app.within("form", "Quick log").see_role("alert", "*").await;
    app.see_value("Quick log", "refused").await;
    let store = app.raw_store().await;
    assert_eq!(store.keys("events").len(), before);
    assert_eq!(store.events_with("too late") + store.events_with("refused"), 0);
}

journey!(newer_database, Setup::hosted());
async fn newer_database(app: App) {
    let id = app.quick_incident("Its database was raised").await;
    let raise = "await new Promise((resolve, reject) => {
        const asked = indexedDB.open('holdfast', 2);
        asked.onsuccess = () => { asked.result.close(); resolve(); };
        asked.onerror = () => reject(asked.error);
        asked.onblocked = () => reject(new Error('the open tab did not give way'));
    })";
    app.quick(raise, Value::Null).await;
    app.see("This tab is read-only").await;
    app.quick_again(&id).await;
    app.see("This tab is read-only").await;
    app.see("Its database was raised").await;
}

journey!(closed_by_the_browser, Setup::hosted());
async fn closed_by_the_browser(app: App) {
    let id = app.quick_incident("Its store was cleared").await;
    app.quick_lines(&["written before".to_owned()]).await;
    let clear = "await new Promise((done, failed) => {
            const asked = indexedDB.deleteDatabase('holdfast');
            asked.onsuccess = done;
            asked.onerror = () => failed(asked.error);
        });";
    app.quick(clear, Value::Null).await;
    app.see("This tab is read-only").await;
    app.see("The browser has closed the storage.").await;
    // What is open here goes back in, whole.
    app.click_button("Open the storage again").await;
    app.not_see("This tab is read-only").await;
    app.quick_lines(&["written after".to_owned()]).await;
    let store = app.raw_store().await;
    assert_eq!((store.events_with("written before"), store.events_with("written after")), (1, 1));
    app.quick_again(&id).await;
    app.see("written before").await;
    app.see("chain verified").await;
}

engine_test!(purge);
async fn purge(engine: Engine) {
    let app = App::open(engine, Setup::hosted()).await;
    let id = app.quick_incident("To be purged, zebra").await;
    app.quick_lines(&["a line with zebra in it".to_owned()]).await;
    app.fill("Quick log", "typing about a zebra").await;
    app.quick_at(&id, "record").await;
    let file = app.download(app.within("main", "*").click_button("Save to file")).await;
    let other = app.new_tab().await;
    other.quick_at(&id, "timeline").await;
    app.show().await;
    app.quick("quick.one('button', 'Purge incident').click()", Value::Null).await;
    app.fill("Why it is purged", "Opened by mistake").await;
    let label = app.names("textbox").await.into_iter().find(|name| name.starts_with("Write ")).unwrap();
    let short = label.split(' ').nth(1).unwrap().to_owned();
    app.fill(&label, "something else").await;
    app.within_text("form", "Why it is purged").click_button("Purge for good").await;
    app.see(&format!("Write {short} to confirm")).await;
    assert!(app.raw_store().await.holds("zebra"));
    app.fill(&label, &short).await;
    app.within_text("form", "Why it is purged").click_button("Purge for good").await;
    app.not_see("zebra").await;
    gone(&app, &id).await;
    // The other tab has closed it and writes it back in no way.
    other.show().await;
    other.not_see("zebra").await;
    gone(&other, &id).await;
    // Nor does the file of it.
    other.route("#/import").await;
    other.upload("Choose a file", &file).await;
    other.see("Purged in this browser: it does not come back").await;
    other.not_see_role("button", "Import").await;
    other.route("#/").await;
    other.reload().await;
    other.not_see("zebra").await;
    gone(&other, &id).await;
}

/// Nothing of the incident is stored anywhere but its tombstone.
async fn gone(app: &App, id: &str) {
    let store = app.raw_store().await;
    assert_eq!(store.keys("events").iter().filter(|key| key.starts_with(id)).count(), 0);
    assert!(!store.holds("zebra"), "{store:?}");
    assert!(store.keys("meta").iter().any(|key| key == &format!("purged/{id}")));
    assert!(!local(app).await.contains("zebra"));
}

async fn local(app: &App) -> String {
    app.quick("return JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage })", Value::Null)
        .await
        .to_string()
}

engine_test!(erase);
async fn erase(engine: Engine) {
    let app = App::open(engine, Setup::hosted()).await;
    let id = app.quick_incident("A text to erase").await;
    app.quick_lines(&["kept before".into(), "her name was okapi".into(), "kept after".into()]).await;
    app.quick_at(&id, "record").await;
    let file = app.download(app.within("main", "*").click_button("Save to file")).await;
    let other = app.new_tab().await;
    other.quick_at(&id, "timeline").await;
    other.see("okapi").await;
    app.show().await;
    ask_to_erase(&app, &id).await;
    app.quick("await quick.saved(() => quick.one('button', 'Erase for good').click())", Value::Null).await;
    app.not_see("okapi").await;
    erased(&app).await;
    other.show().await;
    other.not_see("okapi").await;
    other.route("#/import").await;
    other.upload("Choose a file", &file).await;
    other.see("What the file holds").await;
    other.quick_again(&id).await;
    other.see("kept after").await;
    other.see("chain verified").await;
    other.not_see("okapi").await;
    erased(&other).await;
}

async fn erased(app: &App) {
    let store = app.raw_store().await;
    assert!(!store.holds("okapi"), "{store:?}");
    assert_eq!((store.events_with("kept before"), store.events_with("kept after")), (1, 1));
    assert!(!local(app).await.contains("okapi"));
}

/// Fills in "Erase this text" for the line with "okapi", without sending it.
async fn ask_to_erase(app: &App, id: &str) {
    let target = app.raw_store().await;
    let at = target.values("events").iter().position(|line| line.contains("okapi")).unwrap();
    let event = target.keys("events")[at].rsplit('/').next().unwrap().to_owned();
    app.quick("location.hash = args", json!(format!("#/incident/{id}/timeline?form=erase:{event}"))).await;
    app.fill("Why it is erased", "A name that has no place here").await;
}

journey!(legal_hold, Setup::hosted(), tenth webkit);
async fn legal_hold(app: App) {
    let id = app.quick_incident("Under legal hold").await;
    app.quick_lines(&["her name was okapi".into()]).await;
    app.quick("location.hash = args", json!(format!("#/incident/{id}/record?form=hold"))).await;
    app.fill("Matter or reason", "Case 7").await;
    app.quick("await quick.saved(() => quick.one('button', 'Place hold').click())", Value::Null).await;
    app.quick_at(&id, "record").await;
    app.quick("quick.one('button', 'Purge incident').click()", Value::Null).await;
    app.see("Release the legal hold first").await;
    app.not_see("Why it is purged").await;
    ask_to_erase(&app, &id).await;
    app.click_button("Erase for good").await;
    app.see("A legal hold stands").await;
    assert_eq!(app.raw_store().await.events_with("okapi"), 1);
    // Once it is released, both go.
    app.quick("location.hash = args", json!(format!("#/incident/{id}/record?form=hold_release"))).await;
    app.fill("Reason", "Case closed").await;
    app.quick("await quick.saved(() => quick.one('button', 'Release hold').click())", Value::Null).await;
    ask_to_erase(&app, &id).await;
    app.quick("await quick.saved(() => quick.one('button', 'Erase for good').click())", Value::Null).await;
    assert!(!app.raw_store().await.holds("okapi"));
}
