//! Containment, the notice to the regulator, eradication, recovery.

use holdfast_journeys::App;
use holdfast_journeys::Fill::{Pick, Text, Tick, Time};

use super::told::Facts;
use super::*;

async fn done(app: &App, action: &str, result: &str) {
    let fields = [Pick("Status", "Done"), Text("Result, or why it was dropped", result)];
    app.quick_form(&format!("Record progress: {action}*"), "Progress of an action", &fields, "Save").await;
}

pub async fn containment(app: &App, facts: &Facts) {
    app.clock_at("2021-05-14T09:02:00Z").await;
    app.quick_tab("Playbook").await;
    gate(app, "G2").await;
    gate(app, "G3").await;
    passage(app).quick_submit(&[], "Enter containment").await;
    app.see_role("heading", "Containment").await;
    let off = facts.get("shutdown");
    let cut = [Pick("Status", "Done"), Text("What was found or done", &off.text), off.when("When it was done")];
    app.quick_step("V2-CO1", &cut).await;
    let talk = "Nobody talks to the attacker; police and NCSC are told.";
    app.quick_step("V2-CO4", &[Pick("Status", "Done"), Text("What was found or done", talk)]).await;
    app.quick_tab("Facts").await;
    done(app, "Switch all systems off", &off.text).await;
    done(app, "Take imaging off", "Off with the rest.").await;
    app.quick_tab("Timeline").await;
    logged(app, facts, "Communication", "ncsc").await;
    logged(app, facts, "Communication", "public").await;
    logged(app, facts, "Note", "executed").await;
}

/// The notice to the regulator: what the record says stands there, what is missing is listed, it goes a day after.
pub async fn regulator(app: &App, facts: &Facts) {
    app.clock_at("2021-05-15T13:20:00Z").await;
    app.quick_tab("Notices").await;
    let authority = app.within("region", GDPR);
    authority.click_button("Draft notice: Notification to the supervisory authority").await;
    let form = app.within("region", "Draft a notice");
    let told = [
        Text("Nature of the incident", facts.text("executed")),
        Text("Kinds of data", "Health data, identity, contact, pay"),
        Text("People affected, approximately", facts.text("reach")),
        Text("Records affected, approximately", "Not known yet"),
        Text("Contact", OFFICER),
        Text("Likely consequences", "Loss of control over data; fraud"),
        Text("Measures", facts.text("shutdown")),
    ];
    form.quick_submit(&told, "Save draft").await;
    let draft = authority.within("article", "Draft *");
    draft.click_button("Approve · *").await;
    let approved = [Text("Approved by", CHIEF), Text("In the role of", "Executive incident manager")];
    app.within("region", "Approve the draft").quick_submit(&approved, "Approve").await;
    draft.see("Approved by").await;
    app.clock_at("2021-05-15T13:45:00Z").await;
    draft.click_button("Record as sent · *").await;
    let sent = [
        // The day is public, the hour is not.
        Time("Sent at", &facts.get("regulator").day, "14:40", ZONE),
        Text("Sent to", "Data Protection Commission"),
        Text("Channel", "Breach form"),
        Text("Where a copy or receipt is", facts.text("regulator")),
    ];
    app.within("region", "Record as sent").quick_submit(&sent, "Record as sent").await;
    authority.within("article", "Sent; *").see("Sat 15 May 2021 14:40 (UTC+1) · Data Protection Commission").await;
    app.quick_tab("Deadlines").await;
    let owed = app.duties().line("Notification to the supervisory authority", "competent supervisory authority");
    owed.see("Filed on time").await;
    owed.see("37 h 56 min before the limit").await;
}

pub async fn eradication(app: &App, facts: &Facts) {
    app.clock_at("2021-05-20T18:00:00Z").await;
    app.quick_tab("Timeline").await;
    logged(app, facts, "Decision", "court").await;
    logged(app, facts, "Note", "key").await;
    app.quick_tab("Playbook").await;
    passage(app).quick_submit(&[], "Enter eradication").await;
    app.see_role("heading", "Eradication").await;
    app.clock_at("2021-05-22T10:00:00Z").await;
    app.quick_tab("Facts").await;
    let root = [
        Text("Root cause", facts.text("way_in")),
        Text("The way in, and the way back in", facts.text("accounts")),
        Tick("Looked for a foothold in", "Accounts and credentials"),
        Tick("Looked for a foothold in", "Scheduled tasks and services"),
        Text("Footholds found and removed", facts.text("lateral")),
        Pick("Confidence", "Medium"),
        Tick("Evidence", "EV-1 Alerts of the antivirus"),
    ];
    entry(app, "Set root cause and footholds", &root).await;
    done(app, "Rebuild servers", "In a clean network, before anything returns.").await;
    for (claim, name, role) in
        [("The adversary is evicted", LEAD, "Incident lead"), ("The way back in is mitigated", OWNER, "Service owner")]
    {
        let signed = [
            Text("Attested by", name),
            Text("In the role of", role),
            Pick("Confidence", "Medium"),
            Text("On what it rests", "Cut off since 14 May; new sensors see nothing."),
        ];
        app.quick_form(&format!("Attest: {claim}"), "Eradication attestation", &signed, "Save").await;
    }
    app.quick_tab("Playbook").await;
    gate(app, "G5").await;
    passage(app).quick_submit(&[], "Enter recovery").await;
    app.see_role("heading", "Recovery").await;
    let decryptor = facts.get("rollout");
    let tried =
        [Pick("Status", "Done"), Text("What was found or done", &decryptor.text), decryptor.when("When it was done")];
    app.quick_step("V2-RE2", &tried).await;
}

/// Months: the watch runs beside the return, and each service comes back to a state that another person verified.
pub async fn recovery(app: &App, facts: &Facts) {
    app.quick_tab("Facts").await;
    let watch = [
        Text("Signals and thresholds watched", "Beacons, new accounts, data of ours on leak sites."),
        Time("Until", "2021-09-21", "12:00", ZONE),
    ];
    app.quick_form("Start a watch period", "Watch period", &watch, "Save").await;
    app.clock_at("2021-05-28T17:00:00Z").await;
    app.quick_tab("Timeline").await;
    logged(app, facts, "Communication", "leak").await;
    parties(app, facts).await;
    app.quick_tab("Timeline").await;
    app.clock_at("2021-08-12T14:00:00Z").await;
    logged(app, facts, "Note", "three_quarters").await;
    logged(app, facts, "Note", "most").await;
    app.clock_at("2021-09-21T12:00:00Z").await;
    logged(app, facts, "Note", "restored").await;
    app.quick_tab("Facts").await;
    done(app, "Decrypt copies", facts.text("restored")).await;
    for (service, owner) in [(CORE, OWNER), (IMAGING, RADIOLOGY)] {
        let state = [
            Text("What the known secure state is", "Rebuilt or decrypted, scanned, watched."),
            Text("Build, commit or backup, with its date", "Baseline of May 2021 (assumed)"),
            Text("Restored by", owner),
            Text("How it was verified", "Scan and test of the old ways in."),
            Text("Verified by", VERIFIER),
        ];
        app.quick_form(&format!("Set the known secure state: {service}"), "Known secure state", &state, "Save").await;
        for claim in ["The threat is eliminated", "The service is completely recovered"] {
            let signed = [
                Pick("Attested", claim),
                Text("Work done by", owner),
                Text("Attested by", VERIFIER),
                Text("On what it rests", "Known secure state and the watch."),
            ];
            app.quick_form(&format!("Attest: {service} · {claim}"), "Service attestation", &signed, "Save").await;
        }
    }
    let clean =
        [Pick("Result", "No unexplained signal"), Text("What was seen", "Nothing new."), Text("Judged by", LEAD)];
    app.quick_form("Record the result: *", "Result of the watch period", &clean, "Save").await;
    app.quick_tab("Playbook").await;
    gate(app, "G6").await;
    let resolving = passage(app);
    resolving.click_button("Resolve incident").await;
    let words = [Text("In one or two sentences", facts.text("restored"))];
    resolving.within("group", "Resolve incident").quick_submit(&words, "Mark resolved").await;
    app.see("Resolved").await;
    resolving.quick_submit(&[], "Enter post-incident").await;
    app.see_role("heading", "Post-incident*").await;
}

/// Those whose data was seen online; the list is not complete.
pub async fn parties(app: &App, facts: &Facts) {
    app.quick_tab("Facts").await;
    let seen = [
        Pick("Counted by", "Person"),
        Text("Name or identifier", "Patients whose data was online"),
        Text("How many", "520"),
        Text("Country or region", "Ireland"),
        Text("Note", facts.text("leak")),
    ];
    entry(app, "Add an affected party", &seen).await;
    let more =
        [Pick("List complete", "No"), Text("Judged by", OFFICER), Text("How it was made", "What was seen online.")];
    entry(app, "Say how complete the list is", &more).await;
}
