//! A ransomware attack of record, walked from the first call to the archive: Conti at Ireland's Health Service Executive,
//! May 2021, as its responders would have entered it.
//!
//! Facts and their days come from `tests/golden/ransomware-sources.json`, with the sources of each; the walk reads them
//! there, so that it cannot say another day than the file. The page's clock stands at these days, in Dublin. What the
//! public record lacks (people, hours, declaration, signatures, watch, reviews; `assumed` in the file) is made up, and
//! such texts name no source.

use holdfast_journeys::Fill::{self, Pick, Text};
use holdfast_journeys::incident::clock_script;
use holdfast_journeys::{App, Setup, journey};
use serde_json::{Value, json};
use told::Facts;

#[path = "ransomware/first_day.rs"]
mod first_day;
#[path = "ransomware/record.rs"]
mod record;
#[path = "ransomware/response.rs"]
mod response;
#[path = "ransomware/review.rs"]
mod review;
#[path = "ransomware/told.rs"]
mod told;

const ZONE: &str = "Europe/Dublin";
const TITLE: &str = "Conti ransomware, HSE Ireland, May 2021";
const PLAYBOOK: &str = "V2 Ransomware and destructive malware · 1.0.0";
const CORE: &str = "National network and servers";
const IMAGING: &str = "NIMIS medical imaging";
const DUTY: &str = "Duty engineer (assumed)";
const LEAD: &str = "Response lead (assumed)";
const OWNER: &str = "Infrastructure owner (assumed)";
const RADIOLOGY: &str = "Imaging owner (assumed)";
const CHIEF: &str = "Executive manager (assumed)";
const OFFICER: &str = "Data protection officer (assumed)";
const VERIFIER: &str = "Outside verifier (assumed)";
const GDPR: &str = "GDPR Art. 33 – notification to the supervisory authority";
const PEOPLE: &str = "GDPR Art. 34 – communication to data subjects";
const NIS2: &str = "NIS2 Art. 23 – significant incident";

fn setup() -> Setup {
    Setup::hosted().zone(ZONE).before(&clock_script("2021-05-14T02:08:00Z"))
}

journey!(ransomware, setup(), tenth chromium);
async fn ransomware(app: App) {
    let facts = Facts::read();
    first_day::intake(&app, &facts).await;
    let id = app.quick("return quick.incident()", Value::Null).await.as_str().unwrap_or_default().to_owned();
    first_day::analysis(&app, &facts).await;
    first_day::declaration(&app, &facts).await;
    first_day::extent(&app, &facts).await;
    first_day::plan(&app).await;
    response::containment(&app, &facts).await;
    response::regulator(&app, &facts).await;
    response::eradication(&app, &facts).await;
    response::recovery(&app, &facts).await;
    review::post_mortem(&app, &facts).await;
    review::follow_up(&app, &facts).await;
    review::people_told(&app, &facts).await;
    review::archive(&app, &facts).await;
    review::handed_on(&app, &facts).await;
    record::exported(&app, &facts, &id).await;
    app.reload().await;
    app.see("Archived").await;
    app.see("chain verified").await;
    assert_eq!(app.foreign_requests().await, json!([]));
}

fn passage(app: &App) -> App {
    app.within("complementary", "Passage")
}

async fn gate(app: &App, code: &str) {
    passage(app).within("region", &format!("Gate {code}*")).see("Nothing missing").await;
}

/// A line of the log about a day of the public record.
async fn logged(app: &App, facts: &Facts, kind: &str, code: &str) {
    let fact = facts.get(code);
    let mut line = vec![Pick("Kind", kind), Text("Text", &fact.text)];
    if kind == "Communication" {
        line.extend([Text("Channel", "Call (assumed)"), Text("With whom", "As told")]);
    }
    line.push(fact.when("When it happened"));
    app.quick_form("Add a log entry with details", "Log entry", &line, "Log").await;
}

async fn entry(app: &App, add: &str, fields: &[Fill<'_>]) {
    app.quick_form(add, add, fields, "Save").await;
}
