//! What was acknowledged outlives a killed browser; what was only typed outlives a crashed tab.

use std::collections::BTreeMap;
use std::time::Duration;

use holdfast_journeys::quick::{Dice, self_driven, soak, texts};
use holdfast_journeys::{App, Engine, KillableBrowser, SelfDriven, Setup, engine_test};
use serde_json::{Value, json};

fn rounds() -> u64 {
    if soak() { 50 } else { 5 }
}

/// Random lines of a round: few or many, short or long.
fn lines(dice: &mut Dice, round: u64) -> Vec<String> {
    let line = |number: u64, dice: &mut Dice| {
        let filler = "and so on ".repeat(usize::try_from(dice.below(4) * dice.below(70)).unwrap());
        format!("round {round} line {number} end {filler}")
    };
    (0..=dice.below(8)).map(|number| line(number, dice)).collect()
}

fn mark_of(line: &str) -> String {
    line.split(" end").next().unwrap().to_owned() + " end"
}

/// Every acknowledged line is there once, and what was under way when the browser died at most once.
fn nothing_missing(stored: &[String], acknowledged: &[String], underway: &[String]) {
    let count = |line: &str| stored.iter().filter(|event| event.contains(&mark_of(line))).count();
    let counts: BTreeMap<&str, usize> = acknowledged.iter().map(|line| (line.as_str(), count(line))).collect();
    let wrong: Vec<_> = counts.iter().filter(|(_, count)| **count != 1).map(|(line, n)| (mark_of(line), n)).collect();
    assert!(wrong.is_empty(), "acknowledged lines not stored exactly once: {wrong:?}");
    let doubled: Vec<_> = underway.iter().filter(|line| count(line) > 1).collect();
    assert!(doubled.is_empty(), "lines under way stored twice: {doubled:?}");
}

engine_test!(kills);
async fn kills(engine: Engine) {
    if engine == Engine::WebKit {
        return kills_without_a_driver(engine);
    }
    let browser = KillableBrowser::new(engine, Setup::hosted());
    let mut dice = Dice::new(engine as u64);
    let (mut acknowledged, mut underway): (Vec<String>, Vec<String>) = Default::default();
    let mut id = String::new();
    for round in 0..=rounds() {
        let app = browser.start().await;
        if round == 0 {
            id = app.quick_incident("Mail read from an unknown network").await;
        } else {
            app.quick_at(&id, "timeline").await;
            app.quick("await quick.verified()", Value::Null).await;
            app.see("chain verified").await;
            nothing_missing(&app.raw_store().await.values("events"), &acknowledged, &underway);
            app.see(&mark_of(acknowledged.last().unwrap())).await;
        }
        if round == rounds() {
            return told(engine, &acknowledged, &underway);
        }
        let written = lines(&mut dice, round);
        app.quick("await quick.name(); await quick.at(args, 'timeline')", json!(id)).await;
        app.quick_lines(&written).await;
        acknowledged.extend(written);
        if dice.below(3) == 0 {
            // Dies with one more on its way.
            let line = format!("round {round} line under way end");
            app.quick("quick.submit(args)", json!(line)).await;
            underway.push(line);
        }
        app.kill();
    }
}

/// The same for `WebKit`, whose automation mode keeps nothing: the page works by itself and reports.
fn kills_without_a_driver(engine: Engine) {
    let script = self_driven(
        "addEventListener('load', async () => {
            const { round, id, lines } = JSON.parse(decodeURIComponent(location.hash.slice(1)));
            try {
                await quick.wait('the app', page.ready);
                const own = id || await quick.open('Mail read from an unknown network');
                await quick.at(own, 'timeline');
                if (id) await quick.verified();
                const stored = (await quick.store()).events.values;
                await report({ opened: round, id: own, stored, text: page.text([]) });
                await quick.name();
                await quick.at(own, 'timeline');
                for (const line of lines) await quick.log(line);
                await report({ acknowledged: round });
            } catch (error) {
                await report({ failed: round, error: String(error) });
            }
        });",
    );
    let page = SelfDriven::new(engine, Setup::hosted(), &script);
    let mut dice = Dice::new(engine as u64);
    let (mut acknowledged, mut id): (Vec<String>, String) = Default::default();
    for round in 0..=rounds() {
        page.server().forget();
        let written = if round == rounds() { Vec::new() } else { lines(&mut dice, round) };
        let mut browser = page.start(&hash_of(&json!({ "round": round, "id": id, "lines": written })));
        let opened = page.report("\"opened\"", Duration::from_secs(60));
        let opened: Value = serde_json::from_str(&opened).unwrap();
        id = opened["id"].as_str().unwrap().to_owned();
        nothing_missing(&texts(&opened["stored"]), &acknowledged, &[]);
        let text = opened["text"].as_str().unwrap();
        assert!(acknowledged.last().is_none_or(|line| text.contains(&mark_of(line))), "{text}");
        let _ = page.report("\"acknowledged\"", Duration::from_secs(30));
        browser.kill();
        acknowledged.extend(written);
    }
    told(engine, &acknowledged, &[]);
}

/// The figures, for a run that shows them.
fn told(engine: Engine, acknowledged: &[String], underway: &[String]) {
    let (rounds, lines, dying) = (rounds(), acknowledged.len(), underway.len());
    eprintln!("{}: {rounds} kills, {lines} lines acknowledged and found, {dying} more under way", engine.name());
}

engine_test!(says_saved_only_when_nothing_waits);
async fn says_saved_only_when_nothing_waits(engine: Engine) {
    let app = App::open(engine, Setup::hosted()).await;
    app.quick_incident("Several entries in one breath").await;
    // At each "Saved", the entries whose transaction is not complete yet.
    let waiting = app
        .quick(
            "let open = 0;
             // Told before the app is, so that what it says comes after.
             const begin = IDBDatabase.prototype.transaction;
             IDBDatabase.prototype.transaction = function (stores, mode, ...of) {
                 const made = begin.call(this, stores, mode, ...of);
                 if (mode === 'readwrite' && [stores].flat().includes('events')) {
                     open += 1;
                     made.addEventListener('complete', () => { open -= 1; });
                 }
                 return made;
             };
             const waiting = [];
             const status = [...document.querySelectorAll('[role=status]')].find((one) => /Saved/.test(one.textContent));
             new MutationObserver(() => { if (/Saved \\d/.test(status.textContent)) waiting.push(open); })
                 .observe(status, { subtree: true, childList: true, characterData: true, attributes: true });
             // One after the other, all while the first is still being written.
             for (let line = 0; line < 4; line += 1) {
                 quick.submit(`in one breath ${line}`);
                 for (let turn = 0; turn < 20; turn += 1) await null;
             }
             await quick.wait('four lines', () => /in one breath 3/.test(page.text([])));
             const end = performance.now() + 2000;
             await quick.wait('the last Saved', () => waiting.length && (open === 0 || performance.now() > end));
             return waiting;",
            Value::Null,
        )
        .await;
    assert!(
        waiting.as_array().is_some_and(|all| !all.is_empty() && all.iter().all(|open| open == 0)),
        "\"Saved\" was said while entries waited: {waiting}"
    );
}

const TYPED: &str = "half a sentence about 10.0.0.7";

engine_test!(typing_outlives_a_crashed_tab);
async fn typing_outlives_a_crashed_tab(engine: Engine) {
    if engine == Engine::WebKit {
        return crash_without_a_driver(engine);
    }
    let kept = App::open(engine, Setup::hosted()).await;
    let id = kept.quick_incident("A tab that crashes").await;
    let tab = kept.new_tab().await;
    tab.quick_at(&id, "timeline").await;
    tab.fill("Quick log", TYPED).await;
    tab.crash_tab().await;
    kept.show().await;
    let again = kept.new_tab().await;
    again.quick_at(&id, "timeline").await;
    again.see_value("Quick log", TYPED).await;
    let entries = again.raw_store().await.events_with(TYPED);
    assert_eq!(entries, 0, "what was only typed must not be in the record");
}

/// The same for `WebKit`, by two tabs that work by themselves: the first types, the second looks when the first is gone.
fn crash_without_a_driver(engine: Engine) {
    let script = self_driven(
        "addEventListener('load', async () => {
            const { typed } = JSON.parse(decodeURIComponent(location.hash.slice(1)));
            try {
                await quick.wait('the app', page.ready);
                if (typed) {
                    const id = await quick.open('A tab that crashes');
                    await quick.at(id, 'timeline');
                    page.set(quick.field(), typed);
                    // Held until this tab dies.
                    return await navigator.locks.request(`alive ${id}`, () => report({ typed: id }).then(() => new Promise(() => {})));
                }
                let alive;
                while (!alive) alive = (await navigator.locks.query()).held.find((lock) => lock.name.startsWith('alive '));
                await report({ waits: true });
                await navigator.locks.request(alive.name, () => {});
                await quick.at(alive.name.split(' ')[1], 'timeline');
                await quick.wait('what was typed', () => quick.field().value !== '');
                await report({ found: quick.field().value, events: (await quick.store()).events.values });
            } catch (error) {
                await report({ failed: String(error) });
            }
        });",
    );
    let page = SelfDriven::new(engine, Setup::hosted(), &script);
    let browser = page.start_tabs(&[hash_of(&json!({ "typed": TYPED })), hash_of(&json!({}))]);
    let _ = page.report("\"typed\"", Duration::from_secs(60));
    let _ = page.report("\"waits\"", Duration::from_secs(60));
    browser.crash_first_tab();
    let found: Value = serde_json::from_str(&page.report("\"found\"", Duration::from_secs(60))).unwrap();
    assert_eq!(found["found"], TYPED);
    assert!(!found["events"].to_string().contains(TYPED), "what was only typed must not be in the record");
}

engine_test!(typing_outlives_a_killed_browser);
async fn typing_outlives_a_killed_browser(engine: Engine) {
    if engine == Engine::WebKit {
        return typing_without_a_driver(engine);
    }
    let browser = KillableBrowser::new(engine, Setup::hosted());
    let app = browser.start().await;
    let id = app.quick_incident("A browser that is killed").await;
    app.fill("Quick log", TYPED).await;
    let since = std::time::Instant::now();
    while !app.raw_store().await.values("drafts").iter().any(|draft| draft.contains(TYPED)) {
        assert!(since.elapsed() < holdfast_journeys::app::deadline(), "typing did not reach the journal");
    }
    app.kill();
    let app = browser.start().await;
    app.quick_at(&id, "timeline").await;
    app.see_value("Quick log", TYPED).await;
}

/// The same for `WebKit`, by a page that works by itself.
fn typing_without_a_driver(engine: Engine) {
    let script = self_driven(
        "addEventListener('load', async () => {
            const { id, typed } = JSON.parse(decodeURIComponent(location.hash.slice(1)));
            try {
                await quick.wait('the app', page.ready);
                const own = id || await quick.open('A browser that is killed');
                await quick.at(own, 'timeline');
                if (id) {
                    await quick.wait('what was typed', () => quick.field().value !== '');
                    const { events } = await quick.store();
                    return await report({ found: quick.field().value, events: events.values.length });
                }
                page.set(quick.field(), typed);
                let store;
                do store = await quick.store(); while (!store.drafts.values.some((draft) => draft.includes(typed)));
                await report({ typed: own, events: store.events.values.length });
            } catch (error) {
                await report({ failed: String(error) });
            }
        });",
    );
    let page = SelfDriven::new(engine, Setup::hosted(), &script);
    let open = |id: &str, wanted: &str| -> Value {
        let mut browser = page.start(&hash_of(&json!({ "id": id, "typed": TYPED })));
        let told = page.report(wanted, Duration::from_secs(60));
        browser.kill();
        serde_json::from_str(&told).unwrap()
    };
    let typed = open("", "\"typed\"");
    let found = open(typed["typed"].as_str().unwrap(), "\"found\"");
    assert_eq!(found["found"], TYPED);
    assert_eq!(found["events"], typed["events"], "what was only typed must not be in the record");
}

/// What a self-driving page is to do, for its address.
fn hash_of(task: &Value) -> String {
    let hash: String = task.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect();
    format!("#{hash}")
}
