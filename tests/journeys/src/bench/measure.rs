//! The measurements themselves, in Chromium: each answers numbers taken inside the page.

use std::path::Path;

use serde_json::{Value, json};

use super::figures::Times;
use crate::app::App;

/// SHA-256 of hash-wasm, once `npm ci --prefix tests/journeys/npm` was run.
pub const SHA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/npm/node_modules/hash-wasm/dist/sha256.umd.min.js");

fn numbers(list: &Value) -> Vec<f64> {
    list.as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
}

/// From the start of the navigation to the mark `ready`, in milliseconds.
pub async fn ready_at(app: &App) -> f64 {
    let at = app.quick("return performance.getEntriesByName('ready')[0].startTime", Value::Null).await;
    at.as_f64().unwrap_or(f64::NAN)
}

/// What lies on the way to the mark `ready`, in milliseconds from the start of the navigation: name and time.
pub async fn steps_to_ready(app: &App) -> Vec<(String, f64)> {
    let steps = "const [page] = performance.getEntriesByType('navigation');
        const steps = [['page', page.responseEnd], ['document', page.domInteractive]];
        for (const entry of performance.getEntriesByType('resource')) steps.push([entry.name.split('.').pop(), entry.responseEnd]);
        for (const entry of performance.getEntriesByType('mark')) steps.push([entry.name, entry.startTime]);
        for (const entry of performance.getEntriesByType('paint')) steps.push([entry.name, entry.startTime]);
        return steps.sort((one, other) => one[1] - other[1])";
    let steps = app.quick(steps, Value::Null).await;
    let step = |step: &Value| Some((step[0].as_str()?.to_owned(), step[1].as_f64()?));
    steps.as_array().into_iter().flatten().filter_map(step).collect()
}

/// Takes a record or backup file in by the import page. Answers milliseconds from the press of the button to the end.
pub async fn import(app: &App, file: &Path) -> f64 {
    app.quick("location.hash = '#/import'", Value::Null).await;
    app.upload("Choose a file", file).await;
    // No script may run longer than a driver waits, so the page goes on by itself and is asked.
    let took = "const act = () => quick.one('button', 'Import') ?? quick.one('button', 'Restore');
        window.__took = (async () => {
            await quick.wait('the summary', act, 600_000);
            const from = performance.now();
            act().click();
            await quick.wait('the end of the import', () => !act() && document.querySelector('#import-outcome'), 600_000);
            return performance.now() - from;
        })()";
    app.quick(took, Value::Null).await;
    loop {
        let ask = "return await Promise.race([window.__took, new Promise((go) => setTimeout(go, 20_000, 'busy'))])";
        if let Some(took) = app.quick(ask, Value::Null).await.as_f64() {
            return took;
        }
    }
}

/// What saving one line took, in milliseconds.
#[derive(Debug)]
pub struct Saving {
    /// From the act to "Saved".
    pub act: Times,
    /// Of that, until the transaction began.
    pub before: Times,
    /// Of that, from there until the entry was handed over.
    pub made: Times,
    /// Of that, from there until the transaction was complete.
    pub within: Times,
    /// Of that, from there until the page said so.
    pub told: Times,
    /// A bare strict `add` of as many bytes.
    pub bare: Times,
}

/// Saves lines by the quick log, and as many bytes by a bare strict `add`, one after the other.
pub async fn saving(app: &App, pairs: usize) -> Saving {
    let script = "
        const status = [...document.querySelectorAll('[role=status]')].find((one) => /Saved/.test(one.textContent));
        const bytes = 'x'.repeat(Math.round((await quick.store()).events.values.at(-1).length));
        const database = await new Promise((resolve, reject) => {
            const asked = indexedDB.open('bare', 1);
            asked.onupgradeneeded = () => asked.result.createObjectStore('events');
            asked.onsuccess = () => resolve(asked.result);
            asked.onerror = () => reject(asked.error);
        });
        // Where the time of an act goes: before the transaction begins, in it, and until the page says so.
        const begin = window.__begin ??= IDBDatabase.prototype.transaction;
        let begun, handed, stored;
        const add = window.__add ??= IDBObjectStore.prototype.add;
        IDBObjectStore.prototype.add = function (...of) {
            handed = performance.now();
            return add.apply(this, of);
        };
        IDBDatabase.prototype.transaction = function (stores, mode, ...of) {
            const own = mode === 'readwrite' && this.name === 'holdfast' && [stores].flat().includes('events');
            if (own) begun = performance.now();
            const made = begin.call(this, stores, mode, ...of);
            if (own) made.addEventListener('complete', () => { stored = performance.now(); });
            return made;
        };
        const [field, button] = [quick.field(), quick.one('button', 'Log')];
        const act = async (number) => {
          // What is typed is on the screen before the button is pressed.
          page.set(field, `a line to be saved, number ${number}`);
          await frame();
          return new Promise((resolve) => {
            let from;
            const before = status.querySelector('[data-at]')?.dataset.at;
            const watch = new MutationObserver(() => {
                if (!/Saved/.test(status.textContent) || status.querySelector('[data-at]')?.dataset.at === before) return;
                watch.disconnect();
                const now = performance.now();
                times.before.push(begun - from);
                times.made.push(handed - begun);
                times.within.push(stored - handed);
                times.told.push(now - stored);
                resolve(now - from);
            });
            watch.observe(status, { subtree: true, childList: true, characterData: true, attributes: true });
            from = performance.now();
            button.click();
          });
        };
        const bare = (number) => new Promise((resolve, reject) => {
            const from = performance.now();
            const writing = database.transaction(['events'], 'readwrite', { durability: 'strict' });
            writing.objectStore('events').add(bytes, `incident/${String(number).padStart(8, '0')}`);
            writing.oncomplete = () => resolve(performance.now() - from);
            writing.onabort = () => reject(writing.error);
        });
        const times = { act: [], bare: [], before: [], made: [], within: [], told: [] };
        // Each begins from a page at rest, as an act of a person does: what the one before has changed is on the screen.
        const frame = () => new Promise((go) => requestAnimationFrame(() => setTimeout(go, 5)));
        const rest = async () => { await frame(); await frame(); };
        for (let pair = 0; pair < args; pair += 1) {
            for (const which of pair % 2 ? ['act', 'bare'] : ['bare', 'act']) {
                times[which].push(await (which === 'act' ? act(pair) : bare(pair)));
                await rest();
            }
        }
        database.close();
        indexedDB.deleteDatabase('bare');
        return times;";
    let mut all: [Vec<f64>; 6] = Default::default();
    // In parts, so that no script runs longer than a driver waits.
    for part in 0..pairs.div_ceil(50) {
        let times = app.quick(script, json!(50.min(pairs - part * 50))).await;
        for (all, which) in all.iter_mut().zip(["act", "before", "made", "within", "told", "bare"]) {
            all.extend(numbers(&times[which]));
        }
    }
    let [act, before, made, within, told, bare] = all.map(Times::new);
    Saving { act, before, made, within, told, bare }
}

/// What opening a large record took, in milliseconds.
#[derive(Debug, Default)]
pub struct Opening {
    /// From following the link to the record read and folded, before it is drawn.
    pub read: Times,
    /// To the first frame with it.
    pub shown: Times,
    /// To the end of verification.
    pub verified: Times,
    /// Bare `getAll`, `JSON.parse` and SHA-256 by hash-wasm of the same lines.
    pub bare: Times,
}

/// Opens the incident `rounds` times, each in a page loaded anew, and does the bare work beside it.
///
/// # Panics
/// When hash-wasm is not installed.
pub async fn opening(app: &App, id: &str, rounds: usize) -> Opening {
    let [mut read, mut shown, mut verified, mut bare]: [Vec<f64>; 4] = Default::default();
    let sha = std::fs::read_to_string(SHA).unwrap_or_else(|error| panic!("cannot read {SHA}: {error}"));
    for _ in 0..rounds {
        app.quick("location.hash = '#/'; await quick.wait('the board', () => !quick.field())", Value::Null).await;
        app.reload().await;
        // The store is open and the board has been compared with it.
        app.quick("await new Promise((go) => setTimeout(go, 500))", Value::Null).await;
        let open = "const mark = (name) => performance.getEntriesByName(name).at(-1)?.startTime;
            const late = (name) => new Promise((resolve) => {
                const look = setInterval(() => { if (mark(name)) { clearInterval(look); resolve(mark(name)); } }, 5);
            });
            const from = performance.now();
            location.hash = `#/incident/${args}/timeline`;
            await late('incident-shown');
            await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
            const shown = performance.now();
            const verified = await late('incident-verified');
            return [mark('incident-shown') - from, shown - from, verified - from];";
        let took = numbers(&app.quick(open, json!(id)).await);
        let work = format!(
            "(function () {{ const module = undefined, exports = undefined, define = undefined; {sha} }}).call(globalThis);
            const database = await new Promise((go) => {{ const asked = indexedDB.open('holdfast'); asked.onsuccess = () => go(asked.result); }});
            const hasher = await globalThis.hashwasm.createSHA256();
            const from = performance.now();
            const lines = await new Promise((go) => {{
                const asked = database.transaction(['events']).objectStore('events').getAll(IDBKeyRange.bound(`${{args}}/`, `${{args}}0`));
                asked.onsuccess = () => go(asked.result);
            }});
            let read = 0;
            for (const line of lines) {{
                read += JSON.parse(line).header.counter;
                hasher.init().update(line).digest('hex');
            }}
            const took = performance.now() - from;
            database.close();
            return [took, lines.length, read];"
        );
        let did = numbers(&app.quick(&work, json!(id)).await);
        let [to_read, to_shown, to_verified] = took[..] else { panic!("no times: {took:?}") };
        read.push(to_read);
        shown.push(to_shown);
        verified.push(to_verified);
        bare.push(did.first().copied().unwrap_or(f64::NAN));
    }
    Opening { read: Times::new(read), shown: Times::new(shown), verified: Times::new(verified), bare: Times::new(bare) }
}

/// Long tasks (over 50 ms, the browser's own measure) while typing into the quick log of the open incident; in milliseconds.
pub async fn typing(app: &App, text: &str) -> Vec<f64> {
    let watch = "window.__tasks = [];
        window.__watch = new PerformanceObserver((list) => window.__tasks.push(...list.getEntries().map((task) => task.duration)));
        window.__watch.observe({ type: 'longtask' });
        quick.field().focus()";
    app.quick(watch, Value::Null).await;
    for word in text.split_inclusive(' ') {
        app.type_text(word).await;
    }
    let told = "await new Promise((go) => setTimeout(go, 1000)); window.__watch.disconnect(); return window.__tasks";
    numbers(&app.quick(told, Value::Null).await)
}

/// A line typed and saved while the record was still being checked.
#[derive(Debug)]
pub struct Early {
    /// Whether the page said "checking" when the line was typed, and still when it was saved.
    pub checking: bool,
    /// From following the link to the line being typed, in milliseconds.
    pub typed: f64,
    /// To its being saved.
    pub saved: f64,
    /// To the end of verification.
    pub verified: f64,
    /// Long tasks (over 50 ms) from the line being typed to the end of verification.
    pub tasks: Vec<f64>,
}

/// Opens the incident in a page loaded anew and writes a line as soon as there is a field for it.
///
/// # Panics
/// When the page gives no times.
pub async fn early(app: &App, id: &str) -> Early {
    app.quick("location.hash = '#/'; await quick.wait('the board', () => !quick.field())", Value::Null).await;
    app.reload().await;
    app.quick("await new Promise((go) => setTimeout(go, 500))", Value::Null).await;
    let script = "const checking = () => /\\bchecking\\b/.test(page.text([['region', 'Incident header', false]]));
        const verified = () => performance.getEntriesByName('incident-verified').at(-1)?.startTime;
        const tasks = [];
        const watch = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
        watch.observe({ type: 'longtask' });
        const from = performance.now();
        location.hash = `#/incident/${args}/timeline`;
        const field = await quick.wait('the quick log', quick.field);
        await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
        const typed = performance.now(), before = checking();
        page.set(field, 'written while checking');
        quick.one('button', 'Log').click();
        const said = () => [...document.querySelectorAll('[role=status]')].some((one) => /Saved/.test(one.textContent));
        await quick.wait('\"Saved\"', said);
        const [saved, after] = [performance.now(), checking() && !verified()];
        await quick.wait('the end of verification', verified, 600_000);
        await new Promise((go) => setTimeout(go, 200));
        watch.disconnect();
        const long = tasks.filter((task) => task.startTime > typed).map((task) => task.duration);
        return { checking: before && after, times: [typed - from, saved - from, verified() - from], tasks: long }";
    let told = app.quick(script, json!(id)).await;
    let times = numbers(&told["times"]);
    let [typed, saved, verified] = times[..] else { panic!("no times: {told}") };
    Early { checking: told["checking"] == json!(true), typed, saved, verified, tasks: numbers(&told["tasks"]) }
}
