//! Prints the figures of the app in Chromium. Nothing here passes or fails: machines differ, so each figure stands beside
//! one of the same run that it is compared with.

use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

use holdfast::record::time::{MINUTE, Timestamp};
use holdfast_journeys::bench::board::ticks;
use holdfast_journeys::bench::figures::Times;
use holdfast_journeys::bench::search::searching;
use holdfast_journeys::bench::{measure, pages, seed};
use holdfast_journeys::run::with_engine;
use holdfast_journeys::temp::TempDir;
use holdfast_journeys::{Engine, KillableBrowser, Setup};

/// Cold starts of each page.
const STARTS: usize = 15;
/// Pairs of an act and a bare `add`.
const PAIRS: usize = 300;

/// Open clocks on the board.
const CLOCKS: usize = 1000;

fn main() {
    with_engine(Engine::Chromium, "figures", |engine| async move {
        let files = TempDir::new("bench");
        let wanted = |part: &str| std::env::var("HOLDFAST_BENCH").map_or(true, |only| only == part);
        if wanted("small") || wanted("saving") {
            starting(engine, &files, if wanted("small") { STARTS } else { 0 }).await;
        }
        if wanted("board") {
            board(engine, &files).await;
        }
        if wanted("many") {
            many(engine, &files).await;
        }
        if wanted("large") {
            large(engine, &files).await;
        }
    });
}

/// Cold starts with 20 incidents of 200 events, beside other pages; then saving in one of them.
async fn starting(engine: Engine, files: &TempDir, starts: usize) {
    let seeds: Vec<_> = (0..20).map(|number| seed::Seed::new(&format!("Incident {number}"), 200, number)).collect();
    let file = files.path().join("twenty.json");
    fs::write(&file, seed::backup_of(&seeds)).expect("a temporary file can be written");
    let app = KillableBrowser::new(engine, Setup::hosted().unprobed());
    let first = app.start().await;
    let took = measure::import(&first, &file).await;
    println!("restore of 20 incidents x 200 events: {took:.0} ms");
    first.controlled().await;
    first.client().clone().close().await.expect("the browser can be closed");
    let empty = pages::blank();
    let blank = KillableBrowser::new(engine, Setup::hosted().unprobed().dist(empty.path()));
    let counter = pages::counter().map(|folder| KillableBrowser::new(engine, Setup::hosted().unprobed().dist(&folder)));
    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..starts {
        for (times, page) in times.iter_mut().zip([Some(&app), Some(&blank), counter.as_ref()]) {
            let Some(page) = page else { continue };
            let started = page.start().await;
            times.push(measure::ready_at(&started).await);
            if std::env::var_os("HOLDFAST_BENCH_STEPS").is_some() {
                println!("{:.0?}", measure::steps_to_ready(&started).await);
            }
            started.client().clone().close().await.expect("the browser can be closed");
        }
    }
    let [board, nothing, count] = times.map(Times::new);
    println!("cold start, 20 incidents x 200 events, navigation to usable board: {board}");
    println!("cold start, blank page: {nothing}");
    if counter.is_some() {
        println!("cold start, Leptos counter: {count}; board / counter: {:.2}", board.median() / count.median());
    } else {
        println!(
            "cold start, Leptos counter: not measured, HOLDFAST_COUNTER names no built one (`make bench` builds it)"
        );
    }
    let work = KillableBrowser::new(engine, Setup::hosted().unprobed());
    work.isolate();
    let at_work = work.start().await;
    measure::import(&at_work, &file).await;
    at_work.quick("await quick.name()", serde_json::Value::Null).await;
    at_work.quick_at(seeds[0].id.as_str(), "timeline").await;
    at_work.quick_lines(&["the first save of this page".to_owned()]).await;
    let saving = measure::saving(&at_work, PAIRS).await;
    println!("act to \"Saved\", in an incident of 200 events: {}", saving.act);
    println!("  of that, before the transaction begins: {}", saving.before);
    println!("  of that, until the entry is handed over: {}", saving.made);
    println!("  of that, until the transaction is complete: {}", saving.within);
    println!("  of that, until the page says so: {}", saving.told);
    println!("bare strict add of as many bytes: {}", saving.bare);
    println!("act / bare add, medians: {:.2}", saving.act.median() / saving.bare.median());
}

/// One second of a board with a thousand clocks.
async fn board(engine: Engine, files: &TempDir) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
    let now = Timestamp(i64::try_from(now).unwrap_or_default());
    let (mut seeds, mut clocks) = (Vec::new(), 0);
    while clocks < CLOCKS {
        let number = seeds.len();
        // Seconds apart, so that their minutes do not end together; some are over, some are not.
        let at = now.plus(-(number as i64) * 7 * MINUTE - (number as i64) * 13_000);
        let one = seed::Seed::under_rules(&format!("Incident {number}"), number * 7, 12, at);
        clocks += one.open_clocks();
        seeds.push(one);
    }
    let file = files.path().join("clocks.json");
    fs::write(&file, seed::backup_of(&seeds)).expect("a temporary file can be written");
    let browser = KillableBrowser::new(engine, Setup::hosted().unprobed());
    let app = browser.start().await;
    let took = measure::import(&app, &file).await;
    println!("restore of {} incidents with {clocks} open clocks: {took:.0} ms", seeds.len());
    app.quick("location.hash = '#/'; await new Promise((go) => setTimeout(go, 3000))", serde_json::Value::Null).await;
    let ticks = ticks(&app, 120).await;
    println!("one second of the board, {} clocks: {}", ticks.lines, ticks.ticks);
    println!("layout shift within those seconds: {:.4}", ticks.shift);
}

/// The board with 10 and with 200 incidents of 500 events, and the search across them.
async fn many(engine: Engine, files: &TempDir) {
    let mut usable = Vec::new();
    for count in [10, 200] {
        let seed = |number: u64| seed::Seed::new(&format!("Incident {number}"), 500, number);
        let seeds: Vec<_> = (0..count).map(seed).collect();
        let browser = KillableBrowser::new(engine, Setup::hosted().unprobed());
        let first = browser.start().await;
        let file = files.path().join("many.json");
        fs::write(&file, seed::backup_of(&seeds)).expect("a temporary file can be written");
        measure::import(&first, &file).await;
        first.controlled().await;
        first.client().clone().close().await.expect("the browser can be closed");
        let mut times = Vec::new();
        for round in 0..STARTS {
            let started = browser.start().await;
            times.push(measure::ready_at(&started).await);
            if round + 1 == STARTS {
                let found = searching(&started, &["nowhere at all", "incident 19", "token blocked"]).await;
                println!(
                    "search, {count} incidents x 500 events, all read: {:.0} ms after the first key",
                    found.reading
                );
                println!(
                    "search, {count} incidents x 500 events, each key: {}; {} shown last",
                    found.keys, found.found
                );
            }
            started.client().clone().close().await.expect("the browser can be closed");
        }
        let times = Times::new(times);
        println!("cold start, {count} incidents x 500 events, navigation to usable board: {times}");
        usable.push(times.median());
    }
    println!("200 / 10 incidents, usable board: {:.2}", usable[1] / usable[0]);
}

/// Opening 10,000 and 100,000 events, and typing in them.
async fn large(engine: Engine, files: &TempDir) {
    let browser = KillableBrowser::new(engine, Setup::hosted().unprobed());
    let app = browser.start().await;
    app.quick("await quick.name()", serde_json::Value::Null).await;
    let mut verified = Vec::new();
    for (events, rounds) in [(10_000, 5), (100_000, 2)] {
        let one = seed::Seed::new(&format!("{events} events"), events, events as u64);
        let file = files.path().join("large.json");
        fs::write(&file, one.record()).expect("a temporary file can be written");
        let size = fs::metadata(&file).map(|file| file.len()).unwrap_or_default() / 1_000_000;
        let took = measure::import(&app, &file).await;
        println!("import of {events} events ({size} MB): {took:.0} ms");
        let opening = measure::opening(&app, one.id.as_str(), rounds).await;
        println!("open {events} events, read and folded: {}", opening.read);
        println!("open {events} events, first frame: {}", opening.shown);
        println!("open {events} events, verified: {}", opening.verified);
        println!("bare getAll, JSON.parse, SHA-256 by hash-wasm of them: {}", opening.bare);
        println!("open / bare, medians: {:.2}", opening.verified.median() / opening.bare.median());
        verified.push(opening.verified.median());
        let early = measure::early(&app, one.id.as_str()).await;
        println!(
            "usable while marked \"checking\": {}; a line typed at {:.0} ms was saved at {:.0} ms, verification ended at {:.0} ms, tasks over 50 ms meanwhile {:.0?}",
            if early.checking { "yes" } else { "NO" },
            early.typed,
            early.saved,
            early.verified,
            early.tasks
        );
        let tasks = measure::typing(&app, "the quick brown fox writes what it saw in the log").await;
        println!("typing in {events} events: {} tasks over 50 ms {tasks:.0?}", tasks.len());
    }
    println!("100,000 / 10,000 events, opened: {:.1}", verified[1] / verified[0]);
}
