//! Facts kept in registers: added, changed, looked back on, taken out; in both languages, found by the search, exported
//! and read back.

use holdfast_journeys::Fill::{Pick, Text, Tick, Time};
use holdfast_journeys::{App, Engine, Setup, engine_test, journey};

journey!(registers, Setup::hosted().zone("Europe/Berlin"), tenth firefox);
async fn registers(app: App) {
    app.open_incident("Mail was read by somebody else").await;
    app.tab("Facts").await;
    app.click_button("Add to the scope").await;
    let form = app.within("region", "Add to the scope");
    // Cleared without a reason is refused at the field.
    form.fill_form(&[Pick("Kind", "System"), Text("Name or identifier", "mx-7.example")]).await;
    form.fill_form(&[Pick("Status", "Cleared")]).await;
    form.click_button("Save").await;
    form.see("One answer needs another look").await;
    form.submit(&[Pick("Status", "Suspected")], "Save").await;
    app.see("mx-7[.]example").await;

    app.click_button("Change: mx-7*").await;
    let change = [Pick("Status", "Confirmed"), Text("Note", "Seen in the mail log.")];
    app.within("region", "Scope").submit(&change, "Save").await;
    app.see("Seen in the mail log.").await;
    app.open_fold("History (2)").await;

    app.click_button("Add an indicator").await;
    let indicator = [
        Pick("Type", "Domain"),
        Text("Value", "login.evil.example"),
        Pick("Confidence", "High"),
        Tick("Seen on", "mx-7[.]example"),
    ];
    app.within("region", "Add an indicator").submit(&indicator, "Save").await;
    app.see("login[.]evil[.]example").await;

    app.click_button("Take out: login*").await;
    app.within("region", "Take out an entry").submit(&[Text("Reason", "A host of our own.")], "Take out").await;
    app.see("A host of our own.").await;

    app.click_button("中文").await;
    app.see("入侵指标").await;
    app.see("已移除").await;
    app.click_button("English").await;

    app.tab("Review").await;
    app.click_button("Add a finding").await;
    let finding = [
        Pick("Category", "Technical lapse"),
        Pick("Answer", "Found"),
        Text("What was found, or looked at", "Keys were kept too long"),
        Tick("Sets a priority for", "Service"),
        Pick("Priority", "1, at once"),
    ];
    app.within("region", "Add a finding").submit(&finding, "Save").await;
    app.see("Keys were kept too long").await;
    app.click_button("Add a work item").await;
    let item = [
        Text("Title", "Shorten the life of keys"),
        Pick("Kind", "Bug"),
        Text("Owner", "Priya Nair"),
        Text("Coordinator from the response team", "Dana Reyes"),
        Time("Next review", "2024-03-01", "09:00", "Europe/Berlin"),
        Pick("Status", "Open"),
    ];
    app.within("region", "Add a work item").submit(&item, "Save").await;
    app.see("Review overdue").await;
    // Tall enough that the bar at the foot covers nothing.
    app.viewport(1280, 4000).await;
    assert_eq!(app.axe_in("main").await, Vec::<String>::new());

    app.viewport(1280, 900).await;

    // What is found is found from the board, in any order of the words.
    app.route("#/").await;
    app.fill("Search all incidents", "long KEYS").await;
    app.see("Incidents found: 1").await;
    // The hit leads to its lines.
    app.within_text("search", "Incidents found").click_link("Mail was read by somebody else").await;
    app.see_value("Search the timeline", "long KEYS").await;
    app.see("1 of ").await;
    app.tab("Facts").await;
    app.tab("Timeline").await;
    app.see_value("Search the timeline", "").await;
    app.route("#/").await;
    app.fill("Search all incidents", "login.evil").await;
    app.see("login[.]evil[.]example").await;
    app.fill("Search all incidents", "nowhere at all").await;
    app.see("Found in no incident").await;
    assert_eq!(app.axe_in("main").await, Vec::<String>::new());

    // The record holds it all.
    app.click_link("Mail was read by somebody else").await;
    proof(&app).await;
    app.tab("Record").await;
    app.choose("Register", "Indicators").await;
    let table = app.download(app.click_button("Save as CSV")).await;
    app.see("Entries in the file: 1").await;
    let table = std::fs::read_to_string(table).expect("a table");
    assert!(table.starts_with("incident_id,incident_title,incident_mode,entry_id,entry_state,kind,value,"), "{table}");
    assert!(table.contains(",removed,domain,login.evil.example,"), "{table}");
    app.choose("Register", "Bugs, change requests and improvements").await;
    let all = app.download(app.click_button("All incidents as JSON")).await;
    let all: serde_json::Value = serde_json::from_slice(&std::fs::read(all).expect("a file")).expect("JSON");
    assert_eq!(all[0]["title"], "Shorten the life of keys", "{all}");
    let record = app.export_record().await.1.to_string();
    for kind in ["entry.added", "entry.changed", "entry.removed"] {
        assert!(record.contains(kind), "{kind}");
    }
}

/// What the record proves: milestones, lengths, what evidences each control; a pack of that; a control of one's own.
async fn proof(app: &App) {
    app.tab("Proof").await;
    app.see("2. Detected").await;
    app.see("Cannot be computed because the record does not say: “Declared”.").await;
    app.see("IR-4 Incident handling").await;
    app.see("2021-12-02 · historical · suspect").await;
    let pack = app.download(app.click_button("Save the control-evidence pack")).await;
    let pack = std::fs::read_to_string(pack).expect("a pack");
    assert!(pack.starts_with("# Evidence for controls: Mail was read by somebody else"), "{pack}");
    assert!(pack.contains("\n- Findings: 1\n"), "{pack}");
    app.open_fold("Findings: 1").await;
    app.see("Dana Reyes · Findings").await;
    app.click_button("Add a control or a report date").await;
    let control = [Text("Framework", "FedRAMP"), Text("Control", "IR-4"), Text("Title", "Handling, audited")];
    app.within("region", "Add a control").submit(&control, "Save").await;
    app.route("#/").await;
    app.click_link("Review overdue, due Fri 1 Mar 2024: *").await;
    app.see("Shorten the life of keys").await;
    app.tab("Proof").await;
    app.see("own · IR-4 · Handling, audited · FedRAMP").await;
}

engine_test!(two_tabs_begin_the_organisation);
async fn two_tabs_begin_the_organisation(engine: Engine) {
    let first = App::open(engine, Setup::hosted().zone("Europe/Berlin")).await;
    first.route("#/readiness").await;
    first.see("No roster yet").await;
    let second = first.new_tab().await;
    second.route("#/readiness").await;
    second.see("No roster yet").await;
    let service = |name| {
        [
            Text("Your name", "Mei Chen"),
            Text("Service", name),
            Text("Its response team", "Mail on-call"),
            Text("How to reach the team", "+49 30 5550100"),
        ]
    };
    first.show().await;
    first.form("Add a service", "Add a service", &service("Mail"), "Save").await;
    second.show().await;
    second.see("Mail on-call").await;
    second.form("Add a service", "Add a service", &service("Portal")[1..], "Save").await;
    second.see("Portal").await;
    let store = second.raw_store().await;
    assert_eq!(store.keys("events").len(), 3, "one beginning and two entries");
}

journey!(readiness, Setup::hosted().zone("Europe/Berlin"), tenth webkit);
async fn readiness(app: App) {
    app.route("#/readiness").await;
    app.see("No roster yet").await;
    // Nothing was recorded yet that a file could lack, by whatever page one looks.
    app.route("#/settings").await;
    app.see_role("heading", "Settings").await;
    app.not_see("is in no file yet").await;
    app.route("#/readiness").await;
    app.see("No roster yet").await;
    app.not_see("is in no file yet").await;
    app.click_button("Add a shift").await;
    let shift = [
        Text("Your name", "Mei Chen"),
        Text("Team", "Mail on-call"),
        Text("Person", "Jonas Weber"),
        Pick("On call as", "Primary"),
        Tick("Days", "Mon"),
        Text("From", "08:00"),
        Text("To", "25:00"),
        Text("Time zone", "Berlin"),
    ];
    let form = app.within("region", "Add a shift");
    form.fill_form(&shift).await;
    form.click_button("Save").await;
    form.see("One answer needs another look").await;
    form.fill_form(&[Text("Time zone", "Europe/Berlin")]).await;
    form.click_button("Save").await;
    form.see("Give a time of day").await;
    form.submit(&[Text("To", "20:00")], "Save").await;
    app.see("Mail on-call: nobody on call").await;
    app.see("Jonas Weber: never attested").await;
    assert_eq!(app.axe_in("main").await, Vec::<String>::new());
    app.viewport(320, 900).await;
    assert_eq!(app.too_wide().await, Vec::<String>::new());
    app.viewport(1280, 900).await;
    // A record of its own: its timeline, its file; what is purged never comes back, so it cannot be.
    app.form(
        "Add a contact",
        "Add a contact",
        &[
            Pick("Kind of organisation", "Law enforcement"),
            Text("Organisation and person", "Cyber unit, Ada Okafor"),
            Text("How to reach them", "+49 30 5550100"),
        ],
        "Save",
    )
    .await;
    app.tab("Timeline").await;
    app.see("of 3 lines shown").await;
    app.tab("Record").await;
    app.not_see("Purge").await;
    let (_, record) = app.export_record().await;
    assert_eq!(record["incident"], "686f6c64-6661-4374-ad6f-72672d726563");
    app.tab("Readiness").await;
    app.see("Ada Okafor").await;
    // It is no incident, and it stays.
    app.route("#/").await;
    app.see("No open incident.").await;
    app.reload().await;
    app.route("#/readiness").await;
    app.see("Mail on-call: nobody on call").await;
}
