//! A notice from its draft to the update it promises: what it lacks is listed, sending is never blocked, what was sent is
//! frozen, a correction follows it.

use std::fs;

use holdfast_journeys::Fill::{Pick, Text, Tick, Time};
use holdfast_journeys::incident::clock_script;
use holdfast_journeys::{App, Setup, journey};
use serde_json::{Value, json};

const ZONE: &str = "Europe/Berlin";
const CUSTOMERS: &str = "about 14 tenants, 900 mailboxes";

journey!(notice, Setup::hosted().zone(ZONE).before(&clock_script("2026-11-20T08:00:00Z")), tenth chromium);
async fn notice(app: App) {
    app.open_incident("Mail of several tenants was read by somebody else").await;
    classified_and_declared(&app).await;
    let text = drafted(&app).await;
    sent(&app, &text).await;
    promised(&app).await;
    corrected(&app, &text).await;
}

async fn classified_and_declared(app: &App) {
    app.tab("Facts").await;
    let judged = [
        Pick("Outcome", "Security incident"),
        Pick("Confidentiality affected", "Yes"),
        Pick("Integrity affected", "No"),
        Pick("Availability affected", "No"),
        Tick("Harms found or likely", "Unauthorised disclosure"),
        Pick("Cause", "Unlawful"),
        Tick("Whose data", "Customer data"),
        Pick("Processed by us at the time", "Yes"),
        Pick("Customers", "Some affected"),
        Text("How many, or on what the estimate rests", CUSTOMERS),
        Pick("Confidence", "Medium"),
        Text("Evidence for and against", "Access records of the mail service."),
    ];
    app.form("Classify", "Classify", &judged, "Save").await;
    app.tab("Deadlines").await;
    let declared = [
        Text("In the role of", "Incident lead"),
        Time("Declared at", "2026-11-20", "09:00", ZONE),
        Pick("Confirmed", "Yes, the breach is confirmed"),
        Tick("Grounds", "Unauthorised access has likely occurred"),
        Text("On what facts", "Access records."),
    ];
    app.form("Declare incident", "Declare incident", &declared, "Declare").await;
}

/// Drafts it, answers part of what it lacks, has it approved; returns the text of the draft.
async fn drafted(app: &App) -> String {
    app.tab("Notices").await;
    let customers = app.within("region", "Contract notice to customers, 72 h");
    customers.click_button("Draft notice: Customer notice").await;
    let form = app.within("region", "Draft a notice");
    // What the record says stands there already, to be read and changed.
    form.see_value("Users affected, approximately", CUSTOMERS).await;
    let nature = "Unauthorised disclosure\nMail of several tenants was read by somebody else";
    form.see_value("Nature of the incident", nature).await;
    form.submit(&[], "Save draft").await;

    let draft = customers.within("article", "Draft *");
    draft.see("Still missing; it may be sent all the same:").await;
    let needs = "Mitigation Next steps Next update Approval";
    draft.see(needs).await;
    draft.click_button("Change · *").await;
    let more = [
        Text("Mitigation", "All sessions were ended; the key was replaced."),
        Time("Next update", "2026-11-22", "12:00", ZONE),
    ];
    form.submit(&more, "Save draft").await;
    draft.see("Draft 2, ").await;
    draft.not_see(needs).await;
    draft.see("Next steps Approval").await;
    draft.see("Promises an update: Sun 22 Nov 2026 12:00 (UTC+1)").await;

    draft.click_button("Approve · *").await;
    let approved = [Text("Approved by", "Mei Tanaka"), Text("In the role of", "Communications")];
    app.within("region", "Approve the draft").submit(&approved, "Approve").await;
    draft.see("Approved by Mei Tanaka, Communications").await;
    draft.see("Next steps").await;
    draft.not_see("send it now").await;
    text_of(app, "Text of the draft").await
}

/// Sends it although the next steps are missing.
async fn sent(app: &App, text: &str) {
    let customers = app.within("region", "Contract notice to customers, 72 h");
    app.clock_at("2026-11-20T14:05:00Z").await;
    customers.click_button("Record as sent · *").await;
    let sending = [
        Time("Sent at", "2026-11-20", "15:00", ZONE),
        Text("Sent to", "Administrators of 14 tenants"),
        Text("Channel", "Message centre"),
    ];
    app.within("region", "Record as sent").submit(&sending, "Record as sent").await;
    let article = customers.within("article", "Sent; *");
    article.see("Fri 20 Nov 2026 15:00 (UTC+1) · Administrators of 14 tenants · Message centre").await;
    customers.not_see_role("button", "Change · *").await;
    // Frozen as it stood, with the hash of exactly these bytes.
    let frozen = text_of(app, "Text as sent").await;
    assert_eq!(frozen, text);
    for part in [CUSTOMERS, "All sessions were ended", "Sun 22 Nov 2026 12:00 (UTC+1)"] {
        assert!(frozen.contains(part), "{part} in {frozen}");
    }
    article.see(&hash(app, &frozen).await).await;

    let path = app.download(article.click_button("Save as Markdown · *")).await;
    let name = path.file_name().expect("a name").to_string_lossy().into_owned();
    assert!(name.starts_with("holdfast-notice-contract-72h") && name.ends_with(".md"), "{name}");
    let markdown = fs::read_to_string(path).expect("the file can be read");
    assert!(markdown.starts_with("# Security incident notice\n\n"), "{markdown}");
    assert!(markdown.contains("\n## Mitigation\nAll sessions were ended; the key was replaced.\n"), "{markdown}");
    article.click_button("Copy as text · *").await;
    article.see("Copied").await;
}

/// The stage is answered, and the update the notice promised is a clock of its own.
async fn promised(app: &App) {
    app.tab("Deadlines").await;
    // Declared 09:00, sent 15:00 of the same day: 6 of 72 hours.
    app.within("region", "Clocks").see("met 66 h 0 min before the limit").await;
    let duties = app.duties();
    duties.line("Customer notice", "affected customers").see("Filed on time").await;
    let update = duties.line("Follow-up promised in the notice", "affected customers");
    update.see("own target Sun 22 Nov 2026 12:00 (UTC+1)").await;
    app.route("#/").await;
    let board = app.within("region", "Clocks");
    board.see("Follow-up promised in the notice").await;
    board.see("Own target, no limit of the law Sun 22 Nov 2026 12:00 (UTC+1)").await;
    app.clock_at("2026-11-22T11:30:00Z").await;
    board.see("passed 30 min ago").await;
    board.not_see("Overdue").await;
    board.click_link("Mail of several tenants was read by somebody else").await;
    update.see("own target Sun 22 Nov 2026 12:00 (UTC+1), passed (not a limit of the law)").await;
}

/// A correction starts from what was sent, names it, and keeps the promise.
async fn corrected(app: &App, first: &str) {
    app.tab("Notices").await;
    let customers = app.within("region", "Contract notice to customers, 72 h");
    customers.click_button("Correct: Fri 20 Nov 2026 15:00 (UTC+1)").await;
    let form = app.within("region", "Draft a notice");
    form.see_value("Mitigation", "All sessions were ended; the key was replaced.").await;
    let better = [
        Pick("Investigation", "Is finished"),
        Text("Users affected, approximately", "11 tenants, 640 mailboxes"),
        Text("Next steps", "None."),
    ];
    form.submit(&better, "Save draft").await;
    let draft = customers.within("article", "Draft *");
    // It lacks nothing but its approval.
    draft.see("The minimum is complete: send it now").await;
    draft.see("Further to the notice of Fri 20 Nov 2026 15:00 (UTC+1)").await;
    let text = text_of(app, "Text of the draft").await;
    assert!(text.starts_with("Security incident notice, further to ours of Fri 20 Nov 2026 15:00"), "{text}");
    assert!(text.contains("11 tenants, 640 mailboxes") && !text.contains(CUSTOMERS), "{text}");

    draft.click_button("Record as sent · *").await;
    let sending = [
        Time("Sent at", "2026-11-22", "12:40", ZONE),
        Text("Sent to", "Administrators of 11 tenants"),
        Text("Channel", "Message centre"),
    ];
    app.clock_at("2026-11-22T11:45:00Z").await;
    app.within("region", "Record as sent").submit(&sending, "Record as sent").await;
    customers.see("Sun 22 Nov 2026 12:40 (UTC+1) · Administrators of 11 tenants").await;
    // The first stays as it was sent.
    let texts = texts_of(app, "Text as sent").await;
    assert_eq!(texts.iter().filter(|text| *text == first).count(), 1, "{texts:?}");
    app.route("#/").await;
    app.within("region", "Clocks").see("No clock is running.").await;
}

async fn text_of(app: &App, summary: &str) -> String {
    let mut texts = texts_of(app, summary).await;
    assert_eq!(texts.len(), 1, "{texts:?}");
    texts.remove(0)
}

/// What stands behind each disclosure of this name, line ends and all.
async fn texts_of(app: &App, summary: &str) -> Vec<String> {
    app.see(summary).await;
    let read = "return [...document.querySelectorAll('main summary')].filter((one) => one.textContent === args)
        .map((one) => one.nextElementSibling.textContent);";
    holdfast_journeys::quick::texts(&app.quick(read, json!(summary)).await)
}

/// SHA-256 as the browser itself works it out.
async fn hash(app: &App, text: &str) -> String {
    let work = "const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(args));
        return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');";
    match app.quick(work, json!(text)).await {
        Value::String(hash) => hash,
        other => panic!("no hash: {other}"),
    }
}
