//! What one second costs a board with many clocks.

use serde_json::{Value, json};

use super::figures::Times;
use crate::app::App;

/// What ticks took.
#[derive(Debug)]
pub struct Ticks {
    /// Lines under "Clocks".
    pub lines: u64,
    /// Script, style and layout of each tick, in milliseconds.
    pub ticks: Times,
    /// Sum of the layout shifts meanwhile, as the browser counts them.
    pub shift: f64,
}

/// Lets `seconds` pass on the board: the clock of the page is set on by one second, and the page is told to look. What
/// that sets off runs in microtasks; style and layout are asked for at once.
pub async fn ticks(app: &App, seconds: usize) -> Ticks {
    let script = "
        const real = window.__real ??= Date.now.bind(Date);
        window.__skew ??= 0;
        Date.now = () => real() + window.__skew;
        let shift = 0;
        const watch = new PerformanceObserver((list) => { for (const one of list.getEntries()) shift += one.value; });
        watch.observe({ type: 'layout-shift' });
        const frame = () => new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
        const drained = () => new Promise((go) => {
            const way = new MessageChannel();
            way.port1.onmessage = go;
            way.port2.postMessage(0);
        });
        const times = [];
        for (let second = 0; second < args; second += 1) {
            await frame();
            window.__skew += 1000;
            const from = performance.now();
            window.dispatchEvent(new Event('focus'));
            await drained();
            document.body.getBoundingClientRect();
            times.push(performance.now() - from);
        }
        await frame();
        watch.disconnect();
        return { lines: document.querySelectorAll('section[aria-labelledby=clocks] li').length, times, shift };";
    let (mut times, mut shift, mut lines) = (Vec::new(), 0.0, 0);
    // In parts, so that no script runs longer than a driver waits.
    for part in 0..seconds.div_ceil(30) {
        let told: Value = app.quick(script, json!(30.min(seconds - part * 30))).await;
        times.extend(told["times"].as_array().into_iter().flatten().filter_map(Value::as_f64));
        shift += told["shift"].as_f64().unwrap_or(f64::NAN);
        lines = told["lines"].as_u64().unwrap_or_default();
    }
    Ticks { lines, ticks: Times::new(times), shift }
}
