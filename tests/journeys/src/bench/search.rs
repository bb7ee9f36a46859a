//! What one key costs in the search across all incidents.

use serde_json::{Value, json};

use super::figures::Times;
use crate::app::App;

/// What searching took.
#[derive(Debug)]
pub struct Searching {
    /// From the first key until every incident is read, in milliseconds.
    pub reading: f64,
    /// Each key after that until its answer is laid out, in milliseconds.
    pub keys: Times,
    /// Incidents in the last answer.
    pub found: u64,
}

/// Types `texts` letter by letter, each over the one before.
pub async fn searching(app: &App, texts: &[&str]) -> Searching {
    let script = "
        const field = document.getElementById('search');
        const drained = () => new Promise((go) => {
            const way = new MessageChannel();
            way.port1.onmessage = go;
            way.port2.postMessage(0);
        });
        const type = async (text) => {
            const from = performance.now();
            field.value = text;
            field.dispatchEvent(new InputEvent('input', { bubbles: true }));
            await drained();
            document.body.getBoundingClientRect();
            return performance.now() - from;
        };
        if (args.read) {
            const from = performance.now();
            await type(args.read);
            const status = () => field.parentElement.querySelector('[role=status]')?.textContent ?? '';
            while (!status() || status().startsWith('Reading')) await new Promise((go) => setTimeout(go, 20));
            return performance.now() - from;
        }
        const times = [];
        for (const text of args.texts) {
            for (let length = 1; length <= text.length; length += 1) times.push(await type(text.slice(0, length)));
        }
        return { times, found: field.parentElement.querySelectorAll('li').length };";
    let reading = app.quick(script, json!({ "read": "zz" })).await.as_f64().unwrap_or(f64::NAN);
    let told: Value = app.quick(script, json!({ "texts": texts })).await;
    let times = told["times"].as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    Searching { reading, keys: Times::new(times), found: told["found"].as_u64().unwrap_or_default() }
}
