//! Fast work for volumes: lines written by a script inside the page, and the raw store read past the app.

use std::future::Future;
use std::panic::Location;

use serde_json::{Value, json};

use crate::app::App;
use crate::incident::Fill;

const PAGE: &str = include_str!("page.js");
const QUICK: &str = include_str!("quick.js");

/// `page` and `quick` for a script that runs before the page's own, as [`crate::SelfDriven`] does.
#[must_use]
pub fn self_driven(script: &str) -> String {
    format!("const quick = {QUICK};\n{script}")
}

/// Whether whole volumes are wanted (`HOLDFAST_SOAK`), or a tenth of them.
#[must_use]
pub fn soak() -> bool {
    std::env::var_os("HOLDFAST_SOAK").is_some()
}

/// Everything the app's database holds, by object store.
#[derive(Debug, Clone)]
pub struct RawStore(Value);

impl RawStore {
    /// Keys of an object store.
    #[must_use]
    pub fn keys(&self, store: &str) -> Vec<String> {
        texts(&self.0[store]["keys"])
    }

    /// Values of an object store, as text.
    #[must_use]
    pub fn values(&self, store: &str) -> Vec<String> {
        texts(&self.0[store]["values"])
    }

    /// How many stored events hold `text`.
    #[must_use]
    pub fn events_with(&self, text: &str) -> usize {
        self.values("events").iter().filter(|line| line.contains(text)).count()
    }

    /// Whether anything at all holds `text`.
    #[must_use]
    pub fn holds(&self, text: &str) -> bool {
        self.0.to_string().contains(text)
    }
}

/// The texts of a JSON list.
#[must_use]
pub fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned)).collect()
}

/// Numbers that look random and are the same every time.
#[derive(Debug)]
pub struct Dice(u64);

impl Dice {
    /// Starts at `HOLDFAST_SEED`, or at a fixed number; `salt` keeps engines apart.
    #[must_use]
    pub fn new(salt: u64) -> Self {
        let seed: u64 = std::env::var("HOLDFAST_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(20_260_101);
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ salt)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % end
    }
}

impl App {
    /// Runs `body`, the inside of an async function that knows `page`, `quick` and `args`, and answers what it returns.
    #[track_caller]
    pub fn quick(&self, body: &str, args: Value) -> impl Future<Output = Value> {
        let at = Location::caller();
        let script = format!(
            "const done = arguments[arguments.length - 1], args = arguments[0]; const page = {PAGE}; const quick = {QUICK};
             (async () => {{ {body} }})().then((value) => done({{ value: value ?? null }}), (error) => done({{ error: String(error?.stack ?? error) + ' ' + error }}));"
        );
        async move {
            let answer = self.client().execute_async(&script, vec![args]).await;
            match answer {
                Ok(answer) if answer.get("error").is_none() => answer["value"].clone(),
                Ok(answer) => self.fail(at, "work inside the page", answer["error"].as_str().unwrap_or_default()).await,
                Err(error) => self.fail(at, "work inside the page", &error.to_string()).await,
            }
        }
    }

    /// Opens an incident by the intake form, stays on its timeline and answers its id.
    #[track_caller]
    pub fn quick_incident(&self, what: &str) -> impl Future<Output = String> {
        let opened =
            self.quick("const id = await quick.open(args); await quick.at(id, 'timeline'); return id", json!(what));
        async move { opened.await.as_str().unwrap_or_default().to_owned() }
    }

    /// Writes lines with the quick log, each when the one before is saved.
    #[track_caller]
    pub fn quick_lines(&self, lines: &[String]) -> impl Future<Output = ()> {
        let written = self.quick("for (const line of args) await quick.log(line)", json!(lines));
        async move { drop(written.await) }
    }

    /// Goes to a tab of an incident without loading the page anew, and waits for the quick log.
    #[track_caller]
    pub fn quick_at(&self, id: &str, tab: &str) -> impl Future<Output = ()> {
        let gone = self.quick("await quick.at(args[0], args[1])", json!([id, tab]));
        async move { drop(gone.await) }
    }

    /// As [`App::form`] but in one go inside the page, with what is typed set as a whole: for walks of many forms. In English.
    #[track_caller]
    pub fn quick_form(&self, opens: &str, title: &str, fields: &[Fill<'_>], submit: &str) -> impl Future<Output = ()> {
        let work = "await quick.opened(args.scope, args.opens, args.title, args.fields, args.submit)";
        let fields: Vec<Value> = fields.iter().map(plain).collect();
        let args = json!({ "scope": self.scope, "opens": opens, "title": title, "fields": fields, "submit": submit });
        let filled = self.quick(work, args);
        async move { drop(filled.await) }
    }

    /// As [`App::submit`] but in one go inside the page; see [`App::quick_form`].
    #[track_caller]
    pub fn quick_submit(&self, fields: &[Fill<'_>], submit: &str) -> impl Future<Output = ()> {
        let fields: Vec<Value> = fields.iter().map(plain).collect();
        let args = json!({ "scope": self.scope, "fields": fields, "submit": submit });
        let filled = self.quick("await quick.form(args.scope, args.fields, args.submit)", args);
        async move { drop(filled.await) }
    }

    /// As [`App::step`] but in one go inside the page; see [`App::quick_form`].
    #[track_caller]
    pub fn quick_step(&self, code: &str, fields: &[Fill<'_>]) -> impl Future<Output = ()> {
        let work = "const line = await quick.wait(args.code, () => page.find([], 'button', `${args.code} *`)[0]);
            if (line.ariaExpanded !== 'true') line.click();
            await quick.form([['listitem', `${args.code} `, true]], args.fields, 'Save');";
        let fields: Vec<Value> = fields.iter().map(plain).collect();
        let filled = self.quick(work, json!({ "code": code, "fields": fields }));
        async move { drop(filled.await) }
    }

    /// As [`App::tab`] but in one go inside the page.
    #[track_caller]
    pub fn quick_tab(&self, name: &str) -> impl Future<Output = ()> {
        let work = "const links = () => page.find([['navigation', 'Incident', false]], 'link', args);
            (await quick.wait(args, () => links()[0])).click();
            await quick.wait(args, () => links()[0]?.ariaCurrent);";
        let gone = self.quick(work, json!(name));
        async move { drop(gone.await) }
    }

    /// Reads the whole database past the app.
    #[track_caller]
    pub fn raw_store(&self) -> impl Future<Output = RawStore> {
        let read = self.quick("return await quick.store()", Value::Null);
        async move { RawStore(read.await) }
    }

    /// Loads the app anew on the board, which tells when it is ready, and goes to the incident's timeline.
    pub async fn quick_again(&self, id: &str) {
        self.quick("location.hash = '#/'; await quick.wait('the board', () => !quick.field())", Value::Null).await;
        self.reload().await;
        self.quick_at(id, "timeline").await;
    }
}

/// A field as the script inside the page takes it.
fn plain(field: &Fill<'_>) -> Value {
    match field {
        Fill::Text(label, text) => json!(["text", label, text]),
        Fill::Pick(label, option) => json!(["pick", label, option]),
        Fill::Tick(label, option) => json!(["tick", label, option, true]),
        Fill::Untick(label, option) => json!(["tick", label, option, false]),
        Fill::Time(label, date, time, zone) => json!(["time", label, date, time, zone]),
        Fill::Day(label, date) => json!(["time", label, date, "", "", "date only"]),
    }
}
