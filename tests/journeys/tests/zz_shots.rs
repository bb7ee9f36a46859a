use holdfast_journeys::Fill::{Pick, Text, Tick};
use holdfast_journeys::{App, Setup, journey};
journey!(shots, Setup::hosted().zone("Europe/Berlin"));
async fn shots(app: App) {
    app.open_incident("Mail was read by somebody else").await;
    app.tab("Facts").await;
    app.form(
        "Add to the scope",
        "Add to the scope",
        &[Pick("Kind", "System"), Text("Name or identifier", "mx-7.example"), Pick("Status", "Suspected")],
        "Save",
    )
    .await;
    app.click_button("Change: mx-7*").await;
    app.within("region", "Scope")
        .submit(&[Pick("Status", "Confirmed"), Text("Note", "Seen in the mail log.")], "Save")
        .await;
    app.form(
        "Add an indicator",
        "Add an indicator",
        &[
            Pick("Type", "Domain"),
            Text("Value", "login.evil.example"),
            Pick("Confidence", "High"),
            Tick("Seen on", "mx-7[.]example"),
        ],
        "Save",
    )
    .await;
    app.form(
        "State a data impact",
        "State a data impact",
        &[
            Text("Data store", "Mailboxes"),
            Pick("Harm", "Unauthorised access"),
            Text("Kinds of data", "Mail"),
            Text("Records, at least", "10"),
            Text("Records, at most", "500"),
            Pick("Encrypted", "No"),
            Pick("Key", "Not encrypted"),
            Text("On what the estimate rests", "Sign-in log"),
        ],
        "Save",
    )
    .await;
    app.viewport(1280, 3600).await;
    app.screenshot("facts-en").await;
    app.viewport(360, 5000).await;
    app.screenshot("facts-360").await;
    app.viewport(1280, 1400).await;
    app.click_button("Add a technique").await;
    app.screenshot("technique").await;
    app.click_button("Cancel").await;
    app.tab("Review").await;
    app.viewport(1280, 2400).await;
    app.screenshot("review-en").await;
    app.click_button("中文").await;
    app.screenshot("review-zh").await;
    app.click_button("English").await;
    app.tab("Timeline").await;
    app.viewport(1280, 1000).await;
    app.screenshot("timeline").await;
    app.route("#/readiness").await;
    let shift = [
        Text("Team", "Mail on-call"),
        Text("Person", "Jonas Weber"),
        Pick("On call as", "Primary"),
        Tick("Days", "Thu"),
        Tick("Days", "Fri"),
        Text("From", "08:00"),
        Text("To", "20:00"),
        Text("Time zone", "Europe/Berlin"),
    ];
    app.form("Add a shift", "Add a shift", &shift, "Save").await;
    app.viewport(1280, 1600).await;
    app.screenshot("readiness").await;
    app.click_button("中文").await;
    app.viewport(360, 1600).await;
    app.screenshot("readiness-zh-360").await;
    app.click_button("English").await;
    app.viewport(1280, 900).await;
    app.route("#/").await;
    app.fill("Search all incidents", "evil").await;
    app.see("Found in").await;
    app.screenshot("search").await;
    app.viewport(360, 900).await;
    app.screenshot("search-360").await;
}
