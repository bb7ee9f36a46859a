//! The main journey: the mailbox intrusion of 2023, entered as its responders would have, from intake to closed.
//!
//! The page's clock stands at the days of the public timeline, in Los Angeles. What the public record lacks (hours,
//! people, declaration, recovery) is made up for the walk.

use std::fs;
use std::path::Path;

use holdfast_journeys::Fill::{Day, Pick, Text, Tick, Time};
use holdfast_journeys::incident::clock_script;
use holdfast_journeys::{App, Setup, journey};

const TITLE: &str = "Mailbox intrusion, Storm-0558";
const SERVICE: &str = "Exchange Online";
const LOG: [(&str, &str, &str, &str); 4] = [
    ("Note", "Access looks like stolen tokens at first; none of them was issued.", "", ""),
    ("Decision", "Search all tenants for tokens signed with the consumer key.", "", ""),
    ("Action", "Copied the token logs before they roll over.", "", ""),
    ("Communication", "Told the reporting agency what is known.", "Out-of-band call", "CISA"),
];

fn setup() -> Setup {
    Setup::hosted().zone("America/Los_Angeles").before(&clock_script("2023-06-16T16:45:00Z"))
}

journey!(main_walk, setup());
async fn main_walk(app: App) {
    intake(&app).await;
    facts_for_analysis(&app).await;
    analysis(&app).await;
    declaration(&app).await;
    notice(&app).await;
    containment(&app).await;
    eradication(&app).await;
    recovery(&app).await;
    closing(&app).await;
    app.reload().await;
    let file = everything_is_there(&app).await;
    elsewhere(&app, &file).await;
    assert_eq!(app.foreign_requests().await, serde_json::json!([]));
}

fn passage(app: &App) -> App {
    app.within("complementary", "Passage")
}

async fn intake(app: &App) {
    app.click_button("New incident").await;
    let fields = [
        Text("What was seen", "MailItemsAccessed records with an unexpected ClientAppID, found by the customer."),
        Day("When it was first seen", "2023-06-15"),
        Text("Your name", "Dana Reyes"),
        Text("Short title", TITLE),
        Pick("Reported by", "Customer"),
        Text("Name of the reporter or tool", "US State Department, security operations"),
        Text("Where", "Exchange Online, Outlook on the web"),
        Pick("Playbook for this type of incident", "V6 Cloud token, key or secret leak · 1.0.0"),
    ];
    app.submit(&fields, "Open incident").await;
    app.see_role("heading", TITLE).await;
    app.see("Not declared").await;
}

async fn facts_for_analysis(app: &App) {
    app.tab("Facts").await;
    let team = "Exchange Online security response";
    let called = [
        Text("Service", SERVICE),
        Text("Response team of the service", team),
        Text("Person on call", "Lee Park"),
        Text("Channel", "Pager"),
    ];
    app.form("Record an escalation", "Escalation", &called, "Save").await;
    app.see("Not acknowledged yet").await;
    let answered = [Text("Acknowledged by", "Lee Park")];
    app.form("Record the acknowledgement: *", "Acknowledgement", &answered, "Save").await;
    app.not_see("Not acknowledged yet").await;
    let severity = [
        Pick("Severity", "High"),
        Text("Privacy", "Mailbox content; personal data likely"),
        Text("Impact", "Mail read, nothing known to be changed"),
        Text("Scope", "One tenant; number of mailboxes unknown"),
        Text("Number of tenants or customers", "1 known"),
        Text("Region", "United States, public cloud"),
        Text("Service", SERVICE),
        Text("Details", "Client ids unexpected, way in unknown"),
        Text("Rules of the customer’s industry or market", "Government customer"),
        Text("Reason", "An unknown party reached customer mail."),
    ];
    app.form("Set severity", "Set severity", &severity, "Save").await;
    app.see("Severity: High").await;
}

async fn analysis(app: &App) {
    app.tab("Playbook").await;
    let gate = passage(app);
    gate.within("region", "Gate G1*").see("Nothing missing").await;
    gate.submit(&[], "Enter analysis").await;
    app.within("navigation", "Phases").see("Open ·").await;
    app.step(
        "AN-1",
        &[Pick("Status", "Done"), Text("What was found or done", "Opened; the customer's own words kept.")],
    )
    .await;
    app.step("AN-2", &[Pick("Status", "Done"), Text("What was found or done", "Called and acknowledged.")]).await;
    variants(app).await;
    for (kind, text, channel, with) in LOG {
        app.quick_log(kind, text, channel, with).await;
    }

    app.tab("Facts").await;
    for (seat, person) in
        [("Incident lead", "Lee Park"), ("Service owner", "Ola Nordin"), ("Communications", "Mei Tanaka")]
    {
        app.form(&format!("Fill: {seat}"), "Team seat", &[Text("Person", person)], "Save").await;
        app.see_role("button", &format!("Change: {seat}")).await;
    }
    let service = [
        Text("Service", SERVICE),
        Text("Its response team", "Security response"),
        Text("Owner on the service side", "Ola Nordin"),
    ];
    app.form("Add a service", "Impacted service", &service, "Save").await;
    let evidence = [
        Text("What it is", "EV-1 MailItemsAccessed records"),
        Text("Where it came from", "Customer's audit log"),
        Text("Kept at", "Evidence store"),
    ];
    app.form("Add evidence", "Add evidence", &evidence, "Save").await;
    app.clock_at("2023-06-18T21:30:00Z").await;
    let judged = [
        Pick("Outcome", "Security incident"),
        Pick("Confidentiality affected", "Yes"),
        Pick("Integrity affected", "No"),
        Pick("Availability affected", "No"),
        Tick("Harms found or likely", "Unauthorised disclosure"),
        Tick("Harms found or likely", "Unauthorised access"),
        Pick("Cause", "Unlawful"),
        Tick("Whose data", "Customer data"),
        Pick("Processed by us at the time", "Yes"),
        Pick("Customers", "Some affected"),
        Pick("Confidence", "Medium"),
        Text("Evidence for and against", "EV-1 shows mail read by a party not entitled to it."),
    ];
    app.form("Classify", "Classify", &judged, "Save").await;
}

/// The variant chosen at intake has its steps below those of the base; another one is added and taken out again.
async fn variants(app: &App) {
    app.see("2 of 14 steps settled").await;
    let done = [Pick("Status", "Done"), Text("What was found or done", "The consumer key signs for mail too.")];
    app.step("V6-AN1", &done).await;
    app.see("3 of 14 steps settled").await;
    let ransomware = Pick("Playbook", "V2 Ransomware and destructive malware · 1.0.0");
    app.open_fold("Add a playbook").await;
    let add = app.within("group", "Add a playbook");
    add.submit(&[ransomware, Text("Reason", "One host shows encrypted files.")], "Add playbook").await;
    app.see_role("heading", "V2 Ransomware and destructive malware").await;
    app.see("3 of 18 steps settled").await;
    app.open_fold("Remove a playbook").await;
    let remove = app.within("group", "Remove a playbook");
    remove.submit(&[ransomware, Text("Reason", "A disk fault, not malware.")], "Remove playbook").await;
    app.not_see_role("heading", "V2 *").await;
    app.see("3 of 14 steps settled").await;
}

async fn declaration(app: &App) {
    app.clock_at("2023-06-19T17:05:00Z").await;
    app.declare(Some(("2023-06-19", "10:00", "America/Los_Angeles")), "Access seen in EV-1.").await;
    app.see("Declared, unconfirmed").await;
    let clocks = app.within("region", "Clocks");
    clocks.see("Running").await;
    // What has elapsed first, the limit second.
    clocks.see("min elapsed of 72 h").await;
    clocks.see("Due Thu 22 Jun 2023 10:00 (UTC−7)").await;
    clocks.see("Mon 19 Jun 2023 17:00 (UTC) + 72 h = Thu 22 Jun 2023 17:00 (UTC)").await;
    app.see_title("71 h 5").await;
    app.see_title(TITLE).await;

    app.tab("Facts").await;
    let row = [
        Pick("Part of the plan", "Contain"),
        Text("Action", "Refuse renewal of tokens issued for mail."),
        Text("Why it is done", "Forged tokens were renewed."),
        Tick("Limits the impact on", "Customers"),
        Text("Carried out by (service team)", "Ola Nordin"),
        Text("Supported by (response team)", "Lee Park"),
        Pick("Business impact", "Low"),
        Pick("Evidence safe first", "Yes"),
    ];
    app.form("Plan an action", "Planned action", &row, "Save").await;
    let signed = [
        Pick("Impacted service", SERVICE),
        Text("Signed by", "Ola Nordin"),
        Text("In the role of", "Service owner"),
        Time("When", "2023-06-19", "10:04", ""),
    ];
    let sign = "Sign the plan for a service";
    app.form(sign, sign, &signed, "Save").await;
}

async fn notice(app: &App) {
    app.clock_at("2023-06-22T00:41:00Z").await;
    app.tab("Deadlines").await;
    let notice = [
        Time("Sent at", "2023-06-21", "17:40", "America/Los_Angeles"),
        Text("Sent to", "Tenant administrators"),
        Text("Channel", "Direct message"),
    ];
    app.form("Record a notice sent", "Notice sent", &notice, "Save").await;
    app.within("region", "Clocks").see("met 16 h 20 min before the limit").await;
}

async fn containment(app: &App) {
    app.clock_at("2023-06-26T17:00:00Z").await;
    app.tab("Playbook").await;
    let gate = passage(app);
    gate.within("region", "Gate G2*").see("Nothing missing").await;
    gate.within("region", "Gate G3*").see("Nothing missing").await;
    gate.submit(&[], "Enter containment").await;
    app.see_role("heading", "Containment").await;
    app.see("Stop the harm from spreading, and keep the evidence.").await;
    app.step("CO-1", &[Pick("Status", "Done"), Text("What was found or done", "In stages: mail first, then the key.")])
        .await;
    app.step(
        "CO-2",
        &[
            Pick("Status", "Not needed"),
            Text("Why not needed, or blocked by what", "Nothing is destroyed by refusing renewal."),
        ],
    )
    .await;
    app.step("CO-3", &[Pick("Status", "Done"), Text("What was found or done", "Renewal refused since 26 June.")]).await;
    app.step(
        "CO-4",
        &[
            Pick("Status", "Blocked"),
            Text("Why not needed, or blocked by what", "Key replacement waits for the identity team."),
        ],
    )
    .await;
    app.see_role("button", "CO-4 *Blocked*").await;
    app.see_role("button", "CO-2 *Not needed*").await;
}

async fn eradication(app: &App) {
    app.clock_at("2023-06-28T16:00:00Z").await;
    passage(app).submit(&[], "Enter eradication").await;
    app.see_role("heading", "Eradication").await;
    app.step("ER-1", &[Pick("Status", "Done"), Text("What was found or done", "Key scope was not validated.")]).await;
    app.clock_at("2023-07-05T17:00:00Z").await;
    app.tab("Facts").await;
    for (claim, name, role) in [
        ("The adversary is evicted", "Lee Park", "Incident lead"),
        ("The way back in is mitigated", "Ola Nordin", "Service owner"),
    ] {
        let signed = [
            Text("Attested by", name),
            Text("In the role of", role),
            Pick("Confidence", "High"),
            Text("On what it rests", "No request with the wrong key since the block."),
        ];
        app.form(&format!("Attest: {claim}"), "Eradication attestation", &signed, "Save").await;
    }
    app.tab("Playbook").await;
    let gate = passage(app);
    gate.within("region", "Gate G5*").see("Nothing missing").await;
    gate.submit(&[], "Enter recovery").await;
    app.see_role("heading", "Recovery").await;
}

async fn recovery(app: &App) {
    app.tab("Facts").await;
    let state = [
        Text("What the known secure state is", "Corrected token validation active everywhere."),
        Text("Build, commit or backup, with its date", "Validation build of 27 June 2023"),
        Text("Restored by", "Ola Nordin"),
        Text("How it was verified", "Forged test token refused in every region."),
        Text("Verified by", "Ines Costa"),
    ];
    app.form(&format!("Set the known secure state: {SERVICE}"), "Known secure state", &state, "Save").await;
    let watch = [Text("Signals and thresholds watched", "Any token signed with a revoked key.")];
    app.form("Start a watch period", "Watch period", &watch, "Save").await;
    app.clock_at("2023-07-19T17:10:00Z").await;
    let clean =
        [Pick("Result", "No unexplained signal"), Text("What was seen", "Nothing."), Text("Judged by", "Lee Park")];
    app.form("Record the result: *", "Result of the watch period", &clean, "Save").await;
    for claim in ["The threat is eliminated", "The service is completely recovered"] {
        let signed = [
            Pick("Attested", claim),
            Text("Work done by", "Ola Nordin"),
            Text("Attested by", "Ines Costa"),
            Text("On what it rests", "Known secure state and the watch period."),
        ];
        app.form(&format!("Attest: {SERVICE} · {claim}"), "Service attestation", &signed, "Save").await;
    }
    app.tab("Playbook").await;
    let gate = passage(app);
    gate.within("region", "Gate G6*").see("Nothing missing").await;
    gate.click_button("Resolve incident").await;
    let words = [Text("In one or two sentences", "Threat eliminated; the service is recovered.")];
    gate.within("group", "Resolve incident").within("form", "").submit(&words, "Mark resolved").await;
    app.see("Resolved").await;
    gate.submit(&[], "Enter post-incident").await;
    app.see_role("heading", "Post-incident*").await;
}

async fn closing(app: &App) {
    app.tab("Review").await;
    let evaluated = [
        Pick("Was the response sufficient?", "In part"),
        Text("Why (sufficient)", "A customer, not the provider, detected it."),
        Pick("Was it complete?", "In part"),
        Text("Why (complete)", "The route of the key is not proven."),
    ];
    app.form("Evaluate the response", "Evaluate the response", &evaluated, "Save").await;
    let decided = [Pick("Full post-mortem", "Hold a full post-mortem"), Text("Reason", "Customers are affected.")];
    app.form("Decide on the post-mortem", "Decide on the post-mortem", &decided, "Save").await;
    post_mortem(app).await;

    app.tab("Playbook").await;
    let gate = passage(app);
    gate.within("region", "Gate G9*").see("Nothing missing").await;
    gate.click_button("Close incident").await;
    let words = [Text("In one or two sentences", "Resolved and evaluated.")];
    gate.within("group", "Close incident").within("form", "").submit(&words, "Mark closed").await;
    app.see("Closed").await;
    app.not_see("Resolved").await;
}

/// Everyone who acted, causes, claims, six categories, lessons, the work that follows; final, then the procedures.
async fn post_mortem(app: &App) {
    app.see("Acted, and not among the participants").await;
    app.click_button("Add everyone who acted").await;
    app.not_see("Acted, and not among the participants").await;
    app.within("region", "Gate G8*").see("Everyone who acted, among the participants").await;
    let cause = [
        Time("When", "2023-05-15", "12:00", ""),
        Text("What happened", "A key was used outside its realm."),
        Text("How this is known", "EV-1"),
    ];
    app.form("Add a cause", "Add a cause", &cause, "Save").await;
    let claim = [Text("Claim", "Tokens were forged.")];
    app.form("Add a claim", "Add a claim", &claim, "Save").await;
    app.see("No evidence yet").await;
    let supported = [Tick("Evidence", "EV-1 MailItemsAccessed records")];
    app.form("Change: Tokens were forged.", "Technical summary", &supported, "Save").await;
    app.not_see("No evidence yet").await;
    let told = [
        Text("How the response was carried out", "In stages."),
        Text("Key takeaways", "Watch for tokens that match none issued."),
    ];
    app.form("Describe the response", "Describe the response", &told, "Save").await;
    let found = [
        Pick("Category", "Technical lapse"),
        Pick("Answer", "Found"),
        Text("What was found, or looked at", "Key scope was not validated."),
        Tick("Sets a priority for", "Service"),
        Pick("Priority", "2, today"),
    ];
    app.form("Add a finding", "Add a finding", &found, "Save").await;
    for category in
        ["Procedural failure", "Manual error", "Process flaw", "Communication glitch", "Unknown attack vector"]
    {
        let none = [
            Pick("Category", category),
            Pick("Answer", "None found"),
            Text("What was found, or looked at", "Log and plan read again."),
        ];
        app.form("Add a finding", "Add a finding", &none, "Save").await;
    }
    for tag in ["Prevent", "Detect", "Respond"] {
        let none =
            [Pick("Helps to", tag), Pick("Answer", "None found"), Text("Lesson, or why there is none", "None new.")];
        app.form("Add a lesson", "Add a lesson", &none, "Save").await;
    }
    let work = [
        Text("Title", "Validate the key scope"),
        Pick("Kind", "Design change request"),
        Pick("Finding", "Key scope was not validated."),
        Text("Owner", "Ola Nordin"),
        Text("Coordinator from the response team", "Lee Park"),
        Time("Next review", "2023-07-18", "10:00", ""),
        Pick("Status", "In progress"),
    ];
    app.form("Add a work item", "Add a work item", &work, "Save").await;
    app.see("Review overdue").await;
    app.within("region", "Gate G8*").see("Nothing missing").await;
    let last = "Make the post-mortem final";
    app.form(last, last, &[Text("In one or two sentences", "Read by all who took part.")], "Mark final").await;
    let none = [
        Pick("Change needed", "None found"),
        Text("Procedure", "Handling of signing keys"),
        Text("What changes, or why nothing", "It holds."),
        Text("Approved by", "Lee Park"),
    ];
    app.form("Record a change or none", "Record a change or none", &none, "Save").await;
}

/// After a reload nothing is missing; the record is saved to a file and its path returned.
async fn everything_is_there(app: &App) -> std::path::PathBuf {
    app.see_role("heading", TITLE).await;
    app.see("chain verified").await;
    app.tab("Timeline").await;
    for (_, text, ..) in LOG {
        app.see(text).await;
    }
    app.tab("Deadlines").await;
    app.within("region", "Clocks").see("Met").await;
    app.tab("Facts").await;
    for text in ["Government customer", "Ines Costa", "Refuse renewal", "No unexplained signal", "EV-1 Mail"] {
        app.see(text).await;
    }
    app.tab("Record").await;
    app.see("Verified").await;
    let (path, record) = app.export_record().await;
    let events = record["events"].as_array().expect("the file has events");
    app.within("region", "Chain").see(&format!("{}, of which 0 erased", events.len())).await;
    assert!(events.len() > 30, "only {} events", events.len());
    assert_eq!(record["derived"]["title"], TITLE);
    let variants = record["derived"]["variants"].as_array().expect("the file has variants");
    let chosen: Vec<_> = variants.iter().map(|one| [&one["variant"], &one["version"], &one["chosen"]]).collect();
    assert_eq!(serde_json::json!(chosen), serde_json::json!([["V2", "1.0.0", false], ["V6", "1.0.0", true]]));
    path
}

/// In a browser that has never seen it, the file is taken in whole and leaves again with the same bytes.
async fn elsewhere(app: &App, file: &Path) {
    let other = App::open(app.engine(), Setup::hosted()).await;
    other.click_button("Import").await;
    other.upload("Choose a file", file).await;
    other.see("Added as a new incident").await;
    other.click_button("Import").await;
    other.see("Taken in").await;
    other.click_link(TITLE).await;
    other.see("chain verified").await;
    other.tab("Record").await;
    let (again, _) = other.export_record().await;
    assert_eq!(events(file), events(&again), "the events are the same to the byte");
    let found = other.found().await;
    assert!(found.violations.is_empty() && found.errors.is_empty(), "{found:?}");
}

/// The events of a record file, as they are written.
fn events(file: &Path) -> String {
    let text = fs::read_to_string(file).expect("the file can be read");
    text.split_once("\"events\":[\n").expect("the file has events").1.to_owned()
}
