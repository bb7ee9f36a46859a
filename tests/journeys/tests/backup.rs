//! One file with everything: records, imported rules and the organisation profile, backed up in one browser, looked at and
//! restored in another, where nothing is replaced unasked.

use std::fs;

use holdfast::deadline::built_in::built_in;
use holdfast_journeys::Fill::Text;
use holdfast_journeys::{App, Setup, journey};
use serde_json::{Value, json};

const RULES: &str = "Put edition 2027-03-01 of the rules in force";
const PROFILE: &str = "Put it in place of the profile here";

journey!(everything, Setup::hosted(), tenth firefox);
async fn everything(app: App) {
    app.quick_incident("Kept in the backup").await;
    name_the_organisation(&app, "Contoso").await;
    app.keep_own_clock("Cyber insurer").await;
    app.route("#/import").await;
    let rules = app.within("region", "Rules of law and contract");
    app.offer_newer_rules().await;
    app.within("region", "What would change").click_button("Put in force").await;
    rules.see("imported from a file").await;
    app.route("#/storage").await;
    let backup = app.download(app.within("main", "*").click_button("Back up everything")).await;

    // Here all of it is at hand already.
    app.route("#/import").await;
    app.upload("Choose a file", &backup).await;
    let held = app.within("region", "What the file holds");
    held.see("edition: 2027-03-01 is not newer than 2027-03-01, the edition in force").await;
    held.see("Here: the same").await;
    held.see("There is nothing in this file to take in.").await;
    held.not_see_role("button", "Restore").await;
    damaged(&app, &fs::read_to_string(&backup).expect("the file can be read")).await;

    // Another browser, with a profile of its own: what would happen is said first, and the profile stays unless asked.
    let other = App::open(app.engine(), Setup::hosted()).await;
    name_the_organisation(&other, "Fabrikam").await;
    other.route("#/import").await;
    other.upload("Choose a file", &backup).await;
    let held = other.within("region", "What the file holds");
    let rules = other.within("region", "Rules of law and contract");
    held.see("Added as a new incident").await;
    held.see(&format!("In force: edition {}, which came with this version.", built_in().edition)).await;
    for words in ["In the file: Contoso", "2 business days from: Aware", "Here: Fabrikam"] {
        held.see(words).await;
    }
    assert_eq!(ticked(&other).await, json!([true, false]));
    assert_eq!(other.axe_in("main").await, Vec::<String>::new());
    other.viewport(320, 900).await;
    assert_eq!(other.too_wide().await, Vec::<String>::new());
    other.viewport(1280, 900).await;
    held.uncheck(RULES).await;
    held.click_button("Restore").await;
    other.see("Taken in").await;
    other.see_role("link", "Kept in the backup").await;
    rules.see(&format!("In force: edition {}, which came with this version.", built_in().edition)).await;

    // What was read in is in a file: no reminder of it comes.
    other.route("#/storage").await;
    other.within_text("row", "Kept in the backup").see("just now").await;
    other.route("#/import").await;

    // Once more, now for the rest of it.
    let again = other.profile().path().join("again.json");
    fs::copy(&backup, &again).expect("the file can be copied");
    other.upload("Choose a file", &again).await;
    held.see("All of it is here already").await;
    held.see("Here: Fabrikam").await;
    held.check(RULES).await;
    held.check(PROFILE).await;
    held.click_button("Restore").await;
    other.see("Edition 2027-03-01 of the rules is in force.").await;
    other.see("The profile was taken over.").await;
    for _ in 0..2 {
        rules.see("In force: edition 2027-03-01, imported from a file.").await;
        other.reload().await;
    }
    other.route("#/settings").await;
    let kept = other.within("region", "Organisation profile");
    kept.see("2 business days from: Aware").await;
    kept.see_value("Name of the organisation*", "Contoso").await;
}

async fn name_the_organisation(app: &App, name: &str) {
    app.route("#/settings").await;
    let kept = app.within("region", "Organisation profile");
    kept.fill_form(&[Text("Name of the organisation", name)]).await;
    kept.click_button("Save").await;
    app.see("Kept in this browser").await;
}

/// A part that cannot be used refuses the file, with its place; what is stored stays.
async fn damaged(app: &App, backup: &str) {
    let mut file: Value = serde_json::from_str(backup).expect("the backup is JSON");
    file["profile"]["clocks"][0]["length"] = json!(0);
    let path = app.profile().path().join("damaged.json");
    fs::write(&path, file.to_string()).expect("the file can be written");
    app.upload("Choose a file", &path).await;
    let told = app.within("alert", "");
    told.see("Organisation profile of the backup: clocks/0/length: Outside what is allowed").await;
    told.see("Nothing stored in this browser was changed").await;
}

/// Which of the boxes in the summary are ticked.
async fn ticked(app: &App) -> Value {
    let boxes = "return [...document.querySelectorAll('#main [type=checkbox]')].map((one) => one.checked)";
    app.quick(boxes, Value::Null).await
}
