//! Several tabs of one browser on one incident: nothing lost, nothing doubled, each sees the others.

use holdfast_journeys::quick::soak;
use holdfast_journeys::{App, Engine, Setup, engine_test};
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
