//! Several tabs of one browser on one incident: nothing lost, nothing doubled, each sees the others.

use holdfast_journeys::quick::soak;
use holdfast_journeys::{App, Engine, Setup, engine_test, journey};
use serde_json::{Value, json};

const TABS: usize = 4;

engine_test!(four_tabs_at_once);
async fn four_tabs_at_once(engine: Engine) {
    let each = if soak() { 250 } else { 25 };
    let first = App::open(engine, Setup::hosted()).await;
    let id = first.quick_incident("Four people at four tabs").await;
    let before = first.raw_store().await.keys("events").len();
    let mut tabs = vec![first];
    while tabs.len() < TABS {
        let tab = tabs[0].new_tab().await;
        tab.quick_at(&id, "timeline").await;
        tabs.push(tab);
    }
    // All of them work at the same time; nobody waits for the others.
    for (number, tab) in tabs.iter().enumerate() {
        tab.show().await;
        let work = "window.__work = (async () => {
                for (let line = 0; line < args.each; line += 1) await quick.log(`tab ${args.number} line ${line} end`);
                return 'done';
            })().catch((error) => String(error));";
        tab.quick(work, json!({ "number": number, "each": each })).await;
    }
    for tab in &tabs {
        tab.show().await;
        loop {
            let done = "return Promise.race([window.__work, new Promise((go) => setTimeout(go, 5000, 'busy'))])";
            match tab.quick(done, Value::Null).await.as_str() {
                Some("busy") => {}
                other => break assert_eq!(other, Some("done")),
            }
        }
    }
    let store = tabs[0].raw_store().await;
    assert_eq!(store.keys("events").len(), before + TABS * each);
    let lines = store.values("events");
    for number in 0..TABS {
        for line in 0..each {
            let text = format!("tab {number} line {line} end");
            assert_eq!(lines.iter().filter(|event| event.contains(&text)).count(), 1, "{text}");
        }
    }
    for tab in &tabs {
        tab.show().await;
        // The line of the timeline counts all there is, in each tab.
        tab.see(&format!("of {} lines shown", before + TABS * each)).await;
    }
    // Two writers may have followed the same event: the chain holds all the same.
    let last = &tabs[TABS - 1];
    last.quick_again(&id).await;
    last.see("chain verified").await;
    last.see(&format!("of {} lines shown", before + TABS * each)).await;
}

engine_test!(a_change_shows_in_another_tab);
async fn a_change_shows_in_another_tab(engine: Engine) {
    let acting = App::open(engine, Setup::hosted()).await;
    let id = acting.quick_incident("Two tabs").await;
    let looking = acting.new_tab().await;
    looking.quick_at(&id, "timeline").await;
    let mut took = Vec::new();
    for round in 0..5 {
        let text = format!("seen elsewhere {round}");
        looking.show().await;
        let watch = "window.__seen = quick.wait('the other line', () => page.text([]).includes(args)).then(() => Date.now(), String);";
        looking.quick(watch, json!(text)).await;
        acting.show().await;
        let saved = acting.quick("await quick.log(args); return Date.now()", json!(text)).await;
        looking.show().await;
        let seen = looking.quick("return await window.__seen", Value::Null).await;
        let (Some(saved), Some(seen)) = (saved.as_i64(), seen.as_i64()) else { panic!("saved {saved}, seen {seen}") };
        took.push(seen - saved);
    }
    took.sort_unstable();
    eprintln!("{}: from saved to seen in another tab, ms: {took:?}", engine.name());
    assert!(took[took.len() / 2] <= 1000, "{took:?}");
    // A tab on the board hears of it too.
    looking.route("#/").await;
    acting.show().await;
    let other = acting.quick_incident("Opened next door").await;
    assert_ne!(other, id);
    looking.show().await;
    looking.see("Opened next door").await;
}

/// Holds the next reading of an incident back until `release()`.
const SLOW: &str = "const once = IDBObjectStore.prototype.getAll;
    const gate = new Promise((go) => { window.release = go; });
    IDBObjectStore.prototype.getAll = function (...range) {
        IDBObjectStore.prototype.getAll = once;
        const request = once.apply(this, range);
        let heard = null;
        request.addEventListener('success', (event) => gate.then(() => { heard?.(event); window.released = true; }));
        Object.defineProperty(request, 'onsuccess', { set: (listener) => { heard = listener; } });
        window.held = true;
        return request;
    };";

journey!(a_slow_reading_takes_nothing_off_the_page, Setup::hosted(), tenth chromium);
async fn a_slow_reading_takes_nothing_off_the_page(app: App) {
    let id = app.quick_incident("Read twice at once").await;
    app.quick_incident("Another one").await;
    // Gone to, away and there again: the second reading comes first, and work goes on with it.
    let twice = "const there = `#/incident/${args}/timeline`;
        location.hash = there;
        await quick.wait('the reading', () => window.held);
        location.hash = '#/';
        await quick.wait('the board', () => !quick.field());
        await quick.at(args, 'timeline');
        await quick.log('written after the second reading');
        window.release();
        await quick.wait('the first reading', () => window.released);
        await new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));";
    app.quick(&format!("{SLOW}{twice}"), json!(id)).await;
    app.quick_lines(&["written after both".to_owned()]).await;
    app.see("written after the second reading").await;
    app.see("of 5 lines shown").await;
    assert_eq!(app.raw_store().await.events_with("written after"), 2);
}

journey!(what_is_written_while_an_incident_is_read_shows, Setup::hosted(), tenth chromium);
async fn what_is_written_while_an_incident_is_read_shows(app: App) {
    let id = app.quick_incident("Read while written").await;
    let other = app.new_tab().await;
    let begin = "location.hash = `#/incident/${args}/timeline`; await quick.wait('the reading', () => window.held);";
    other.quick(&format!("{SLOW}{begin}"), json!(id)).await;
    app.show().await;
    app.quick_lines(&["written meanwhile".to_owned()]).await;
    other.show().await;
    other.quick("window.release(); await quick.wait('the quick log', quick.field)", json!(null)).await;
    other.see("written meanwhile").await;
}
