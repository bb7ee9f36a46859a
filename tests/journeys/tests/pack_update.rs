//! A newer rule pack with one moved deadline: saved, changed, imported, seen, put in force, and put back.

use std::fs;

use holdfast::deadline::built_in::built_in;
use holdfast_journeys::incident::clock_script;
use holdfast_journeys::{App, Setup, journey};
use serde_json::{Value, json};

const WHAT: &str = "Mail was read by somebody else";
const OUTCOME: &str = "Edition 2027-03-01 of the rules is in force.";

fn setup() -> Setup {
    Setup::hosted().zone("Europe/Berlin").before(&clock_script("2026-11-20T17:00:00Z"))
}

journey!(a_moved_deadline, setup(), tenth firefox);
async fn a_moved_deadline(app: App) {
    app.open_incident(WHAT).await;
    let id = app.quick("return quick.incident()", Value::Null).await.as_str().unwrap_or_default().to_owned();
    app.gdpr_runs(&id, "2026-11-20", "17:00").await;
    let owed = app.within("region", "Notices owed");
    owed.see("Mon 23 Nov 2026 17:00").await;

    // A lawyer changes the saved rules: 72 hours become 48.
    app.route("#/import").await;
    let rules = app.within("region", "Rules of law and contract");
    let came = built_in().edition.as_str();
    rules.see(&format!("In force: edition {came}, which came with this version.")).await;
    let saved = app.download(rules.click_button("Save rules to file")).await;

    // Neither the same edition nor a changed contract clock nor a cut file takes the place of what rules.
    app.upload("Choose a file", &saved).await;
    app.within("alert", "").see(&format!("edition: {came} is not newer than {came}, the edition in force")).await;
    app.upload("Choose a file", &app.rule_pack(&saved, "wrong.json", "2027-03-01", 99_999)).await;
    app.within("alert", "").see("wrong.json: eu-gdpr-33/sa/n: Outside what is allowed").await;

    // The difference comes first; leaving it changes nothing.
    let newer = app.rule_pack(&saved, "newer.json", "2027-03-01", 48);
    app.upload("Choose a file", &newer).await;
    let difference = app.within("region", "What would change");
    difference.see(&format!("newer.json: from edition {came} to edition 2027-03-01")).await;
    difference.see(WHAT).await;
    difference.see("Mon 23 Nov 2026 17:00 (UTC+1) → Sun 22 Nov 2026 17:00 (UTC+1), 24 h 0 min earlier").await;
    difference.see("Rules that change (1)").await;
    difference.see("Length: 72 h from: Aware → 48 h from: Aware").await;
    app.accessible("the difference of a rule pack").await;
    difference.click_button("Cancel").await;
    app.not_see_role("region", "What would change").await;
    rules.see(&format!("In force: edition {came}")).await;

    // Another tab that looks at the incident hears of it.
    let other = app.new_tab().await;
    other.quick_at(&id, "deadlines").await;
    other.within("region", "Notices owed").see("Mon 23 Nov 2026 17:00").await;
    app.show().await;
    app.upload("Choose a file", &app.rule_pack(&saved, "again.json", "2027-03-01", 48)).await;
    difference.click_button("Put in force").await;
    app.see(OUTCOME).await;
    other.show().await;
    other.within("region", "Notices owed").see("Sun 22 Nov 2026 17:00").await;
    app.show().await;
    let both = format!("In force: edition 2027-03-01, imported from a file. Edition {came} came with this version.");
    rules.see(&both).await;
    for _ in 0..2 {
        app.quick_at(&id, "deadlines").await;
        owed.see("Sun 22 Nov 2026 17:00").await;
        owed.not_see("Mon 23 Nov 2026 17:00").await;
        app.reload().await;
    }
    // What was decided keeps the edition it was decided under.
    app.quick("document.querySelector('.duty-more summary').click()", Value::Null).await;
    owed.see("Edition at the decision").await;
    owed.see("edition 2027-03-01").await;
    // The board counts by it too.
    app.route("#/").await;
    app.see("Sun 22 Nov 2026 17:00").await;

    // Back to the built-in rules: the same difference the other way round.
    app.route("#/import").await;
    rules.click_button("Go back to the built-in rules…").await;
    difference.see("24 h 0 min later").await;
    difference.click_button("Put in force").await;
    app.see(&format!("Edition {came} of the rules is in force.")).await;
    app.quick_at(&id, "deadlines").await;
    owed.see("Mon 23 Nov 2026 17:00").await;
    app.reload().await;
    owed.see("Mon 23 Nov 2026 17:00").await;

    // A pack of an earlier day, put in force under an earlier build: the rules of this one are newer.
    let older = app.rule_pack(&saved, "older.json", "2026-11-21", 48);
    let stored = "await new Promise((done, failed) => {
        const asked = indexedDB.open('holdfast');
        asked.onerror = () => failed(asked.error);
        asked.onsuccess = () => {
            const write = asked.result.transaction('meta', 'readwrite');
            write.objectStore('meta').put(args, 'rules');
            write.oncomplete = () => { asked.result.close(); done(); };
            write.onabort = () => failed(write.error);
        };
    })";
    app.quick(stored, json!(fs::read_to_string(older).expect("the file can be read"))).await;
    app.reload().await;
    owed.see("Mon 23 Nov 2026 17:00").await;
    app.route("#/import").await;
    rules.see(&format!("In force: edition {came}, which came with this version.")).await;
    rules.see("The imported edition 2026-11-21 is not newer and no longer in force.").await;
    rules.not_see_role("button", "Go back to the built-in rules…").await;
}
