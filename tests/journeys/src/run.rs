//! Runs a journey, written once, in each engine.

use std::future::Future;
use std::panic::resume_unwind;
use std::time::{Duration, Instant};

use tokio::runtime::Builder;
use tokio::task::{JoinError, LocalSet};

use crate::app::App;
use crate::engine::Engine;
use crate::quick::soak;
use crate::setup::Setup;

/// Longest a whole journey may take: 300 s, with the whole volume 900, or `HOLDFAST_JOURNEY_LIMIT` in seconds.
fn limit() -> Duration {
    let seconds = std::env::var("HOLDFAST_JOURNEY_LIMIT").ok().and_then(|text| text.parse().ok());
    Duration::from_secs(seconds.unwrap_or(if soak() { 900 } else { 300 }))
}

/// Opens the app and walks `journey` through it. Fails on any policy violation or uncaught error on the way, and leaves
/// a picture of a failure in `target/screens/<engine>/failed/`.
///
/// # Panics
/// When the journey fails.
pub fn journey<F: Future<Output = ()> + 'static>(
    engine: Engine,
    setup: impl Into<Setup>,
    name: &str,
    journey: impl FnOnce(App) -> F + 'static,
) {
    let (setup, name) = (setup.into(), name.to_owned());
    with_engine(engine, &name.clone(), move |engine| async move {
        let app = App::open_unready(engine, setup).await;
        let kept = app.clone();
        let walk = tokio::task::spawn_local(async move {
            app.ready().await;
            journey(app).await;
        });
        let walked = tokio::time::timeout(limit(), walk).await;
        let failed = match walked {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(error),
            Err(_) => {
                kept.screenshot(&format!("failed/{name}")).await;
                panic!("{name} took longer than {} s in {}", limit().as_secs(), engine.name());
            }
        };
        if let Some(error) = failed {
            if let Ok(path) =
                tokio::time::timeout(Duration::from_secs(10), kept.screenshot(&format!("failed/{name}"))).await
            {
                eprintln!("picture: {}", path.display());
            }
            fail(error);
        }
        let found = kept.found().await;
        assert!(found.violations.is_empty(), "policy violations: {:#?}", found.violations);
        assert!(found.errors.is_empty(), "errors on the way: {:#?}", found.errors);
    });
}

/// Runs `test` if the engine is selected, when it is the engine's turn.
///
/// # Panics
/// When the test fails.
pub fn with_engine<F: Future<Output = ()> + 'static>(engine: Engine, name: &str, test: impl FnOnce(Engine) -> F) {
    if !engine.selected() {
        said_aloud(&format!("SKIPPED: {name}::{} ({0} is not in HOLDFAST_ENGINES)", engine.name()));
        return;
    }
    let _turn = engine.turn();
    let start = Instant::now();
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime can be made");
    LocalSet::new().block_on(&runtime, test(engine));
    eprintln!("{name} {} {:.1} s", engine.name(), start.elapsed().as_secs_f32());
}

/// Writes a line that is seen in a run that shows no output of tests which pass.
fn said_aloud(line: &str) {
    use std::io::Write;
    // A closed standard error is no reason to fail.
    let _ = writeln!(std::io::stderr(), "{line}");
}

fn fail(error: JoinError) -> ! {
    match error.try_into_panic() {
        Ok(panic) => resume_unwind(panic),
        Err(error) => panic!("the journey was stopped: {error}"),
    }
}

/// Makes one test an engine, `name::chromium` and so on, of `async fn name(app: App)`. With a list behind it, as in
/// `journey!(name, setup, [chromium firefox])`, in those engines only: a test that does not exist is not counted as passed.
///
/// ```ignore
/// journey!(first_signal, Setup::hosted());
/// async fn first_signal(app: App) { app.click_button("New incident").await; }
/// ```
#[macro_export]
macro_rules! journey {
    ($name:ident, $setup:expr) => {
        $crate::journey!($name, $setup, [chromium firefox webkit]);
    };
    ($name:ident, $setup:expr, [$($engine:ident)+]) => {
        $crate::each_engine!($name, [$($engine)+], |engine| $crate::run::journey(engine, $setup, stringify!($name), super::$name));
    };
    // One engine in the tenth, all in the whole volume: for what no engine does in its own way.
    ($name:ident, $setup:expr, tenth $first:ident) => {
        $crate::each_engine!($name, [chromium firefox webkit], |engine| {
            if $crate::run::in_the_tenth(engine, stringify!($first)) {
                $crate::run::journey(engine, $setup, stringify!($name), super::$name);
            }
        });
    };
}

/// True for the engine named, and for each in the whole volume; says what is left to that.
#[must_use]
pub fn in_the_tenth(engine: Engine, first: &str) -> bool {
    let now = crate::quick::soak() || engine == Engine::named(first);
    if !now {
        eprintln!("not in {}: left to the whole volume (make soak)", engine.name());
    }
    now
}

/// Makes one test an engine of `async fn name(engine: Engine)`, which opens browsers itself. Takes a list as [`journey!`].
#[macro_export]
macro_rules! engine_test {
    ($name:ident) => {
        $crate::engine_test!($name, [chromium firefox webkit]);
    };
    ($name:ident, [$($engine:ident)+]) => {
        $crate::each_engine!($name, [$($engine)+], |engine| $crate::run::with_engine(engine, stringify!($name), super::$name));
    };
}

/// The tests behind [`journey!`] and [`engine_test!`].
#[doc(hidden)]
#[macro_export]
macro_rules! each_engine {
    ($name:ident, [$($which:ident)+], |$engine:ident| $run:expr) => {
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            fn run($engine: $crate::Engine) {
                $run;
            }
            $(
                #[test]
                fn $which() {
                    run($crate::Engine::named(stringify!($which)));
                }
            )+
        }
    };
}
