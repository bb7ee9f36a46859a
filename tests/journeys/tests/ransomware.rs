//! A ransomware attack of record, walked from the first call to the archive: Conti at Ireland's Health Service Executive,
//! May 2021, as its responders would have entered it.
//!
//! Facts and their days come from `tests/golden/ransomware-sources.json`, with the sources of each; the walk reads them
//! there, so that it cannot say another day than the file. The page's clock stands at these days, in Dublin. What the
//! public record lacks (people, hours, declaration, signatures, watch, reviews; `assumed` in the file) is made up, and
//! such texts name no source.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use holdfast_journeys::Fill::{self, Day, Pick, Text, Tick, Time};
use holdfast_journeys::incident::clock_script;
use holdfast_journeys::{App, Setup, journey};
use serde_json::{Value, json};

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
    intake(&app, &facts).await;
    let id = app.quick("return quick.incident()", Value::Null).await.as_str().unwrap_or_default().to_owned();
    analysis(&app, &facts).await;
    declaration(&app, &facts).await;
    extent(&app, &facts).await;
    plan(&app).await;
    containment(&app, &facts).await;
    regulator(&app, &facts).await;
    eradication(&app, &facts).await;
    recovery(&app, &facts).await;
    post_mortem(&app, &facts).await;
    follow_up(&app, &facts).await;
    people_told(&app, &facts).await;
    archive(&app, &facts).await;
    handed_on(&app, &facts).await;
    exported(&app, &facts, &id).await;
    app.reload().await;
    app.see("Archived").await;
    app.see("chain verified").await;
    assert_eq!(app.foreign_requests().await, json!([]));
}

/// A fact of the public record: its day, the minute where it is known, and its words with their sources.
#[derive(Debug)]
struct Told {
    day: String,
    time: String,
    text: String,
}

impl Told {
    /// Types when it was, as precisely as it is known.
    fn when<'a>(&'a self, label: &'a str) -> Fill<'a> {
        if self.time.is_empty() { Day(label, &self.day) } else { Time(label, &self.day, &self.time, ZONE) }
    }
}

/// The public record, and what of it was entered.
struct Facts {
    told: BTreeMap<String, Told>,
    used: RefCell<BTreeSet<String>>,
}

impl Facts {
    fn read() -> Self {
        let file = sources();
        let told = file["facts"].as_array().expect("facts").iter().map(|fact| {
            let (day, time) = text(&fact["at"]).split_once(' ').unwrap_or((text(&fact["at"]), ""));
            let words = format!("{} [{}]", text(&fact["what"]), list(&fact["sources"]).join(", "));
            (text(&fact["code"]).to_owned(), Told { day: day.to_owned(), time: time.to_owned(), text: words })
        });
        Self { told: told.collect(), used: RefCell::default() }
    }

    fn get(&self, code: &str) -> &Told {
        self.used.borrow_mut().insert(code.to_owned());
        self.told.get(code).unwrap_or_else(|| panic!("no fact {code}"))
    }

    fn text(&self, code: &str) -> &str {
        &self.get(code).text
    }
}

fn sources() -> Value {
    serde_json::from_str(include_str!("../../golden/ransomware-sources.json")).expect("JSON")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().map(text).collect()
}

/// Each fact has two sources that the file lists, or says why one is enough; each source says how it was read.
#[test]
fn facts_have_sources() {
    let file = sources();
    let all = file["sources"].as_array().expect("sources");
    let known: BTreeSet<&str> = all.iter().map(|one| text(&one["code"])).collect();
    assert_eq!(known.len(), all.len(), "a code is given twice");
    for one in all {
        for part in ["title", "publisher", "date", "url"] {
            assert!(!text(&one[part]).is_empty(), "{part}: {one}");
        }
        assert!(["copy", "reprint", "excerpt", "quoted"].contains(&text(&one["read"])), "{one}");
    }
    let mut cited = BTreeSet::new();
    for fact in file["facts"].as_array().expect("facts") {
        let sources: BTreeSet<&str> = list(&fact["sources"]).into_iter().collect();
        assert!(sources.is_subset(&known), "{fact}");
        assert!(sources.len() >= 2 || (sources.len() == 1 && !text(&fact["alone"]).is_empty()), "{fact}");
        cited.extend(sources);
    }
    assert_eq!(cited, known, "a source for nothing");
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

async fn intake(app: &App, facts: &Facts) {
    app.click_button("New incident").await;
    let first = facts.get("first_reports");
    let fields = [
        Text("What was seen", &first.text),
        first.when("When it was first seen"),
        Text("Your name", DUTY),
        Text("Short title", TITLE),
        Pick("Reported by", "Third party"),
        Text("Name of the reporter or tool", "Hospitals"),
        Text("Where", "National data centre"),
        Pick("Playbook for this type of incident", PLAYBOOK),
        Text("Escalated: service", CORE),
        Text("Escalated to: response team", "Critical incident team (assumed)"),
        Text("Person on call", LEAD),
        Time("Acknowledged at", "2021-05-14", "03:05", ZONE),
    ];
    app.submit(&fields, "Open incident").await;
    app.see_role("heading", TITLE).await;
    app.see("Not declared").await;
}

async fn analysis(app: &App, facts: &Facts) {
    app.clock_at("2021-05-14T03:41:00Z").await;
    app.quick_tab("Facts").await;
    let severity = [
        Pick("Severity", "Critical"),
        Text("Privacy", "Records of patients and staff; theft not excluded"),
        Text("Impact", "Care falls back on paper"),
        Text("Scope", facts.text("estate")),
        Text("Number of tenants or customers", "Every hospital on the network"),
        Text("Region", "Ireland"),
        Text("Service", CORE),
        Text("Details", facts.text("encryption")),
        Text("Rules of the customer’s industry or market", "Health care"),
        Text("Reason", "A national health service loses its systems."),
    ];
    app.quick_form("Set severity", "Set severity", &severity, "Save").await;
    for (seat, person) in [("Incident lead", LEAD), ("Service owner", OWNER), ("Communications", CHIEF)] {
        app.quick_form(&format!("Fill: {seat}"), "Team seat", &[Text("Person", person)], "Save").await;
    }
    for (service, owner) in [(CORE, OWNER), (IMAGING, RADIOLOGY)] {
        let fields = [Text("Service", service), Text("Owner on the service side", owner)];
        app.quick_form("Add a service", "Impacted service", &fields, "Save").await;
    }
    for (what, from) in
        [("EV-1 Alerts of the antivirus", "Console of March to May"), ("EV-2 Note and encrypted samples", "Servers")]
    {
        let fields = [Text("What it is", what), Text("Where it came from", from), Text("Kept at", "Offline (assumed)")];
        app.quick_form("Add evidence", "Add evidence", &fields, "Save").await;
    }
    app.quick_tab("Playbook").await;
    gate(app, "G1").await;
    passage(app).quick_submit(&[], "Enter analysis").await;
    app.see_role("heading", "V2 Ransomware and destructive malware").await;
    let found = format!("Conti. {} (EV-2)", facts.text("demand"));
    app.quick_step("V2-AN1", &[Pick("Status", "Done"), Text("What was found or done", &found)]).await;
    app.quick_log("Decision", "All systems go off, hospitals work on paper.", "", "").await;
}

/// Declared on suspicion within half an hour of the finding; rules proposed by answers, and decided on one by one.
async fn declaration(app: &App, facts: &Facts) {
    app.clock_at("2021-05-14T04:02:00Z").await;
    app.quick_tab("Deadlines").await;
    app.declare(Some(("2021-05-14", "05:00", ZONE)), facts.text("encryption")).await;
    app.see("Declared, unconfirmed").await;
    let (aware, began) = (facts.get("encryption"), facts.get("way_in"));
    for (anchor, fact) in [("Aware", aware), ("Occurred", began)] {
        let fields = [fact.when("When"), Text("How this is known", &fact.text)];
        app.quick_form(&format!("Set {anchor}"), "Set an anchor", &fields, "Save").await;
    }

    let choosing = app.within("region", "What may apply");
    for answer in ["controller", "personal data", "health data", "health"] {
        choosing.check(answer).await;
    }
    choosing.choose("Where we are established or do business", "European Union").await;
    choosing.click_button("Add: Where we are established or do business").await;
    for (rule, answer, reason) in [
        (GDPR, "Applies", "Records cannot be reached, theft is likely: a risk to people."),
        (PEOPLE, "Applies", "Health data: the risk is high."),
        (NIS2, "Does not apply", "It is not in force in 2021."),
    ] {
        choosing.click_button(&format!("Decide: {rule}")).await;
        let decided = [
            Pick("Does it apply?", answer),
            Text("Decided by", OFFICER),
            Text("In the role of", "Data protection officer"),
            Text("Reason", reason),
        ];
        app.within("region", "Decide on a rule").quick_submit(&decided, "Save").await;
    }
    let duties = app.duties();
    let owed = duties.line("Notification to the supervisory authority", "competent supervisory authority");
    // 04:36 on Friday and 72 hours: the same minute on Monday.
    owed.see("Due Mon 17 May 2021 04:36 (UTC+1)").await;
    owed.see("Running").await;
    duties
        .waive(
            "Contract*, Customer notice",
            (OFFICER, "Data protection officer"),
            "We are the controller: no such contract.",
        )
        .await;
    duties.line("Customer notice", "affected customers").see("Waived").await;
}

/// What is touched, who is hurt, by what it is known.
async fn extent(app: &App, facts: &Facts) {
    app.clock_at("2021-05-14T08:30:00Z").await;
    app.quick_tab("Facts").await;
    let rows = [
        ("System", "First workstation", "Confirmed", "way_in"),
        ("System", "Servers of the data centre", "Confirmed", "servers"),
        ("Tenant or customer", "Department of Health", "Cleared", "department"),
    ];
    for (kind, name, status, code) in rows {
        let fact = facts.get(code);
        let row = [
            Pick("Kind", kind),
            Text("Name or identifier", name),
            Pick("Status", status),
            fact.when("First seen"),
            Text("Note", &fact.text),
        ];
        entry(app, "Add to the scope", &row).await;
    }
    let care = [
        Text("Which customers", "The HSE and the hospitals hit"),
        Text("What it means for them", "Work on paper; appointments are cancelled"),
        Text("At least", "7"),
        Day("Unknown as of", "2021-05-14"),
        Text("On what the estimate rests", facts.text("executed")),
    ];
    entry(app, "State a customer impact", &care).await;
    let data = [
        Text("Data store", "File and database servers"),
        Tick("Rows of the scope", "Servers of the data centre"),
        Pick("Harm", "Unauthorised access"),
        Text("Kinds of data", "Health data, identity, contact, pay"),
        Text("Records, at most", "4900000"),
        Pick("Encrypted", "Unknown so far"),
        Pick("Key", "Unknown so far"),
        Tick("Evidence", "EV-2 Note and encrypted samples"),
        Text("On what the estimate rests", facts.text("stolen")),
    ];
    entry(app, "State a data impact", &data).await;
    let indicator = [
        Pick("Type", "Process or command"),
        Text("Value", "Cobalt Strike Beacon; Mimikatz"),
        Pick("Confidence", "High"),
        facts.get("antivirus").when("First seen"),
        Tick("Seen on", "First workstation"),
        Tick("Evidence", "EV-1 Alerts of the antivirus"),
        Text("Note", facts.text("antivirus")),
    ];
    entry(app, "Add an indicator", &indicator).await;
    for (technique, code) in [("T1566", "way_in"), ("T1078", "accounts"), ("T1021", "lateral"), ("T1486", "executed")] {
        let fact = facts.get(code);
        let mut fields = vec![Text("Technique", technique), Pick("Confidence", "High")];
        if !fact.day.is_empty() {
            fields.push(fact.when("Seen at"));
        }
        fields.push(Text("How it was used", &fact.text));
        entry(app, "Add a technique", &fields).await;
    }
    app.see("T1566 Phishing").await;
    let terms = [Pick("An incident is", "A breach that may have occurred"), Pick("We act as", "Controller (customer)")];
    entry(app, "Set definition and role", &terms).await;
    let urgent = [
        Pick("Functional impact", "High"),
        Pick("Information impact", "Privacy breach"),
        Pick("Recoverability", "Extended"),
        Pick("Priority", "1, at once"),
        Text("Reason", "Care of patients."),
    ];
    entry(app, "Set the priority", &urgent).await;
    let judged = [
        Pick("Outcome", "Security incident"),
        Pick("Confidentiality affected", "Yes"),
        Pick("Integrity affected", "Yes"),
        Pick("Availability affected", "Yes"),
        Tick("Harms found or likely", "Loss"),
        Tick("Harms found or likely", "Unauthorised disclosure"),
        Tick("Harms found or likely", "Unauthorised access"),
        Pick("Cause", "Unlawful"),
        Tick("Whose data", "Personal data"),
        Pick("Processed by us at the time", "Yes"),
        Pick("Customers", "Some affected"),
        Pick("Confidence", "High"),
        Text("Evidence for and against", "EV-2: the note and the files; theft is claimed."),
    ];
    app.quick_form("Classify", "Classify", &judged, "Save").await;
}

/// One plan in three columns; what hurts most has the executive's approval; each service signs.
async fn plan(app: &App) {
    let rows = [
        ("Contain", CORE, "Switch all systems off, cut the network off.", OWNER, "High"),
        ("Contain", IMAGING, "Take imaging off the network.", RADIOLOGY, "Medium"),
        ("Eradicate", CORE, "Rebuild servers, reset accounts, new sensors.", OWNER, "Low"),
        ("Recover", IMAGING, "Decrypt copies, return by clinical priority.", RADIOLOGY, "Low"),
    ];
    for (column, service, action, owner, hurts) in rows {
        let row = [
            Pick("Part of the plan", column),
            Pick("Impacted service", service),
            Text("Action", action),
            Text("Carried out by (service team)", owner),
            Text("Supported by (response team)", LEAD),
            Pick("Business impact", hurts),
            Pick("Evidence safe first", "Yes"),
        ];
        app.quick_form("Plan an action", "Planned action", &row, "Save").await;
    }
    let approved = [
        Text("Approved by", CHIEF),
        Text("In the role of", "Executive incident manager"),
        Text("Grounds", "Left on, the rest is encrypted too."),
    ];
    app.quick_form("Record the approval: Switch all systems off*", "Approval", &approved, "Save").await;
    let sign = "Sign the plan for a service";
    for (service, owner) in [(CORE, OWNER), (IMAGING, RADIOLOGY)] {
        let signed = [
            Pick("Impacted service", service),
            Text("Signed by", owner),
            Text("In the role of", "Service owner"),
            Time("When", "2021-05-14", "09:25", ZONE),
        ];
        app.quick_form(sign, sign, &signed, "Save").await;
    }
}

async fn done(app: &App, action: &str, result: &str) {
    let fields = [Pick("Status", "Done"), Text("Result, or why it was dropped", result)];
    app.quick_form(&format!("Record progress: {action}*"), "Progress of an action", &fields, "Save").await;
}

async fn containment(app: &App, facts: &Facts) {
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
async fn regulator(app: &App, facts: &Facts) {
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

async fn eradication(app: &App, facts: &Facts) {
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
async fn recovery(app: &App, facts: &Facts) {
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
async fn parties(app: &App, facts: &Facts) {
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

/// By the independent review: causes in their order, claims with evidence, six categories, lessons.
async fn post_mortem(app: &App, facts: &Facts) {
    app.clock_at("2021-12-10T15:00:00Z").await;
    app.quick_tab("Timeline").await;
    logged(app, facts, "Note", "review").await;
    app.quick_tab("Review").await;
    let evaluated = [
        Pick("Was the response sufficient?", "In part"),
        Text("Why (sufficient)", facts.text("missed")),
        Pick("Was it complete?", "In part"),
        Text("Why (complete)", facts.text("unprepared")),
        Text("Gaps found", facts.text("team")),
    ];
    app.quick_form("Evaluate the response", "Evaluate the response", &evaluated, "Save").await;
    let decided = [Pick("Full post-mortem", "Hold a full post-mortem"), Text("Reason", "Patients are affected.")];
    app.quick_form("Decide on the post-mortem", "Decide on the post-mortem", &decided, "Save").await;
    app.click_button("Add everyone who acted").await;
    app.not_see("Acted, and not among the participants").await;
    for code in ["way_in", "antivirus", "servers", "hospital", "executed"] {
        let fact = facts.get(code);
        let (what, from) = fact.text.split_once(" [").expect("words and sources");
        let cause = [
            fact.when("When"),
            Text("What happened", what),
            Text("How this is known", from.trim_end_matches(']')),
            Tick("Evidence", "EV-1 Alerts of the antivirus"),
        ];
        entry(app, "Add a cause", &cause).await;
    }
    for (code, evidence) in [
        ("encrypted_share", "EV-2 Note and encrypted samples"),
        ("stolen", "EV-2 Note and encrypted samples"),
        ("lateral", "EV-1 Alerts of the antivirus"),
    ] {
        entry(app, "Add a claim", &[Text("Claim", facts.text(code)), Tick("Evidence", evidence)]).await;
    }
    let actor = [
        Text("Name, or “unknown”", "Conti"),
        Pick("Kind", "Criminal group"),
        Pick("Confidence", "High"),
        Text("On what this rests", facts.text("demand")),
    ];
    entry(app, "Add an actor", &actor).await;
    let how =
        [Text("How the response was carried out", facts.text("shutdown")), Text("Key takeaways", facts.text("missed"))];
    entry(app, "Describe the response", &how).await;
    let found = [
        ("Technical lapse", "one_antivirus", "Service"),
        ("Procedural failure", "missed", "Operations"),
        ("Process flaw", "lead", "Operations"),
        ("Communication glitch", "hospital", "Operations"),
    ];
    for (category, code, target) in found {
        let finding = [
            Pick("Category", category),
            Pick("Answer", "Found"),
            Text("What was found, or looked at", facts.text(code)),
            Tick("Sets a priority for", target),
            Pick("Priority", "1, at once"),
        ];
        entry(app, "Add a finding", &finding).await;
    }
    for category in ["Manual error", "Unknown attack vector"] {
        let looked = "The review was read for it.";
        let none =
            [Pick("Category", category), Pick("Answer", "None found"), Text("What was found, or looked at", looked)];
        entry(app, "Add a finding", &none).await;
    }
    for (tag, words) in [
        ("Prevent", "Who watches and patches each system is named."),
        ("Detect", "An alert is investigated, whoever sees it."),
        ("Respond", "The loss of every system is planned for, and practised."),
    ] {
        let lesson = [
            Pick("Helps to", tag),
            Pick("Answer", "Found"),
            Text("Lesson, or why there is none", words),
            Text("Service team that applies it", "Cybersecurity (assumed)"),
        ];
        entry(app, "Add a lesson", &lesson).await;
    }
}

/// A work item for the technical finding and an issue for the process; the post-mortem is final, the incident closed.
async fn follow_up(app: &App, facts: &Facts) {
    let item = [
        Text("Title", "Monitor every end point around the clock"),
        Pick("Kind", "Design change request"),
        Pick("Finding", facts.text("one_antivirus")),
        Text("Owner", OWNER),
        Text("Coordinator from the response team", LEAD),
        Time("Next review", "2022-06-10", "10:00", ZONE),
        Pick("Status", "Open"),
    ];
    entry(app, "Add a work item", &item).await;
    let issue = [
        Text("Issue", "Appoint a head of information security"),
        Pick("Kind", "Process failure"),
        Pick("Finding", facts.text("lead")),
        Text("Group that owns it", "Board (assumed)"),
        Time("Next review", "2022-06-10", "10:00", ZONE),
        Pick("Status", "Open"),
    ];
    entry(app, "Add an issue", &issue).await;
    app.within("region", "Gate G8*").see("Nothing missing").await;
    let last = "Make the post-mortem final";
    app.quick_form(last, last, &[Text("In one or two sentences", "By the independent review.")], "Mark final").await;
    let change = [
        Pick("Change needed", "Found"),
        Text("Procedure", "Response to alerts of end points"),
        Text("Version before", "none"),
        Text("Version after", "1"),
        Text("What changes, or why nothing", "Each alert opens an investigation."),
        Time("In effect from", "2022-01-10", "09:00", ZONE),
        Text("Approved by", CHIEF),
    ];
    entry(app, "Record a change or none", &change).await;
    app.clock_at("2021-12-20T12:00:00Z").await;
    app.quick_tab("Timeline").await;
    logged(app, facts, "Note", "copy").await;
    app.quick_tab("Playbook").await;
    gate(app, "G9").await;
    let closing = passage(app);
    closing.click_button("Close incident").await;
    let words = [Text("In one or two sentences", "Restored and reviewed; letters and work items are open.")];
    closing.within("group", "Close incident").quick_submit(&words, "Mark closed").await;
    app.see("Closed").await;
    app.within("region", "Gate G10*").see("3 of 3 missing").await;
}

/// A year later the people are told: a notice without a length in law, answered after the closing.
async fn people_told(app: &App, facts: &Facts) {
    app.clock_at("2022-11-29T14:00:00Z").await;
    let letters = facts.get("letters");
    app.quick_tab("Timeline").await;
    logged(app, facts, "Note", "people").await;
    let duties = app.duties();
    duties.open().await;
    let when = (letters.day.as_str(), "09:00", ZONE);
    duties.file("GDPR Art. 34*, Communication to data subjects", when, "Patients and staff concerned", "Letter").await;
    duties.line("Communication to data subjects", "affected data subjects").see("Filed").await;
}

/// What followed is resolved and reviewed, then nothing is missing any more.
async fn archive(app: &App, facts: &Facts) {
    app.quick_tab("Review").await;
    app.see("Review overdue").await;
    let solved = [Pick("Status", "Resolved"), Text("Result, or why dropped", "Bought and staffed (assumed).")];
    for (title, form) in [
        ("Monitor every end point", "Bugs, change requests and improvements"),
        ("Appoint a head", "Process and cross-organisation issues"),
    ] {
        app.quick_form(&format!("Change: {title}*"), form, &solved, "Save").await;
    }
    app.not_see("Review overdue").await;
    for (field, what) in
        [("Work item", "Monitor every end point around the clock"), ("Issue", "Appoint a head of information security")]
    {
        let review = [
            Pick(field, what),
            Text("Reviewed by", CHIEF),
            Time("When", "2022-11-29", "13:30", ZONE),
            Text("Outcome", "Holds."),
        ];
        entry(app, "Record a review", &review).await;
    }
    app.quick_tab("Playbook").await;
    gate(app, "G10").await;
    let last = passage(app);
    last.click_button("Archive incident").await;
    let words = [Text("In one or two sentences", facts.text("letters"))];
    last.within("group", "Archive incident").quick_submit(&words, "Mark archived").await;
    app.see("Archived").await;
}

/// Handover and the three reports of it: everything for those inside, no name for others.
async fn handed_on(app: &App, facts: &Facts) {
    app.quick_tab("Record").await;
    let section = app.within("region", "Handover and report");
    section.click_button("Write the report").await;
    section.see(facts.text("one_antivirus")).await;
    section.see(DUTY).await;
    let path = app.download(section.click_button("Save as Markdown")).await;
    let report = std::fs::read_to_string(path).expect("a report");
    for code in ["way_in", "encryption", "restored", "letters", "lead"] {
        let (words, _) = facts.text(code).split_once(" [").expect("words and sources");
        assert!(report.contains(words), "{code}: {report}");
    }
    section.choose("Reader", "Customer").await;
    section.click_button("Write the report").await;
    section.see("Left out of this report:").await;
    section.not_see(DUTY).await;
}

/// The file says what was walked: days, anchors, gates, decisions, clocks, registers.
async fn exported(app: &App, facts: &Facts, id: &str) {
    let (_, record) = app.export_record().await;
    assert_eq!(record["incident"], id);
    let derived = &record["derived"];
    for (key, value) in [
        ("title", json!(TITLE)),
        ("standing", json!("archived")),
        ("exercise", json!(false)),
        ("outcome", json!("security_incident")),
        ("gate_overrides", json!([])),
        ("services", json!([CORE, IMAGING])),
    ] {
        assert_eq!(derived[key], value, "{key}");
    }
    let variants = derived["variants"].as_array().expect("variants");
    assert_eq!(variants.iter().map(|one| text(&one["variant"])).collect::<Vec<_>>(), ["V2"]);

    let at = instants(app, facts).await;
    for (anchor, code, precision) in
        [("first_signal", "first_reports", "exact"), ("aware", "encryption", "exact"), ("occurred", "way_in", "date")]
    {
        let moment = &one(&derived["anchors"], "anchor", anchor)["moment"];
        assert_eq!((text(&moment["at"]), text(&moment["precision"])), (at[code].as_str(), precision), "{anchor}");
        assert_eq!(moment["zone"], ZONE);
    }
    assert_eq!(one(&derived["anchors"], "anchor", "declared")["moment"]["at"], "2021-05-14T04:00:00.000Z");

    // 72 hours from the finding, sent the day after.
    let authority = one(&derived["deadlines"], "regime", "eu-gdpr-33");
    for (key, value) in [
        ("anchor_at", json!(at["encryption"])),
        ("due", json!("2021-05-17T03:36:00.000Z")),
        ("filed", json!("2021-05-15T13:40:00.000Z")),
        ("state", json!("filed_on_time")),
    ] {
        assert_eq!(authority[key], value, "{key}: {authority}");
    }
    let people = one(&derived["deadlines"], "regime", "eu-gdpr-34");
    assert_eq!((&people["due"], &people["filed"]), (&json!(null), &json!("2022-11-29T09:00:00.000Z")), "{people}");
    let decided: Vec<_> = bodies(&record, "regime.decided")
        .map(|(event, body)| (text(&body["regime"]), text(&body["decision"]), text(&event["header"]["recorded"])))
        .map(|(regime, decision, recorded)| (regime, decision, recorded.get(..13).unwrap_or_default()))
        .collect();
    let day = "2021-05-14T04";
    let expected =
        [("eu-gdpr-33", "applies", day), ("eu-gdpr-34", "applies", day), ("eu-nis2-23", "does_not_apply", day)];
    assert_eq!(decided, expected);

    let opened: Vec<_> = list_of(&derived["phases"], |phase| {
        (text(&phase["phase"]), text(&phase["stays"][0]["opened"]).get(..10).unwrap_or_default())
    });
    let phases = [
        ("analysis", "2021-05-14"),
        ("containment", "2021-05-14"),
        ("eradication", "2021-05-20"),
        ("recovery", "2021-05-22"),
        ("post_incident", "2021-09-21"),
    ];
    assert_eq!(opened, phases);
    let missing = list_of(&derived["milestones"], |one| one["cannot"] != Value::Null);
    assert_eq!(missing, [false; 8], "{}", derived["milestones"]);
    for (register, count) in [
        ("scope", 3),
        ("technique", 4),
        ("party", 1),
        ("plan_signature", 2),
        ("cause", 5),
        ("claim", 3),
        ("finding", 6),
        ("lesson", 3),
        ("item_review", 2),
    ] {
        let entries = derived["registers"][register].as_array().map_or(0, Vec::len);
        assert_eq!(entries, count, "{register}");
    }
    let causes = list_of(&derived["registers"]["cause"], |one| text(&one["values"]["at"]["at"]).to_owned());
    assert!(causes.is_sorted(), "{causes:?}");
    let uncited = list_of(&derived["registers"]["claim"], |one| one["values"]["evidence"][0].is_null());
    assert_eq!(uncited, [false; 3]);

    every_fact_is_there(facts, &record, &at);
}

/// Each fact of the public record stands in an event, with the moment that the file of sources gives it.
fn every_fact_is_there(facts: &Facts, record: &Value, at: &BTreeMap<String, String>) {
    let unused: Vec<_> = facts.told.keys().filter(|code| !facts.used.borrow().contains(*code)).collect();
    assert!(unused.is_empty(), "in the file of sources and not in the walk: {unused:?}");
    let events: Vec<String> =
        list_of(&record["events"], |event| [event["header"].to_string(), event["content"].to_string()].concat());
    for (code, told) in &facts.told {
        let (words, _) = told.text.split_once(" [").expect("words and sources");
        // Of the two notices the day is public; the hour at which they were sent is checked with their clocks.
        let moment = at.get(code).filter(|_| !["regulator", "letters"].contains(&code.as_str()));
        let moment = moment.map(|at| format!("\"at\":\"{at}\""));
        let holds = |event: &&String| event.contains(words) && moment.as_ref().is_none_or(|at| event.contains(at));
        assert!(events.iter().any(|event| holds(&event)), "{code}: {told:?} at {moment:?}");
    }
}

/// The instants of the dated facts, as the browser reads them in Dublin: an hour ahead in summer.
async fn instants(app: &App, facts: &Facts) -> BTreeMap<String, String> {
    let dated = facts.told.iter().filter(|(_, told)| !told.day.is_empty());
    let typed: Vec<_> = dated.map(|(code, told)| json!([code, told.day, told.time])).collect();
    let read = "return args.map(([code, day, time]) => {
        const clock = `${day}T${time || '00:00'}:00.000`, utc = new Date(`${clock}Z`);
        const there = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Dublin', dateStyle: 'short', timeStyle: 'medium' });
        const ahead = Date.parse(`${there.format(utc).replace(' ', 'T')}Z`) - utc.getTime();
        return [code, new Date(utc.getTime() - ahead).toISOString()]; })";
    let found = app.quick(read, json!(typed)).await;
    list_of(&found, |pair| (text(&pair[0]).to_owned(), text(&pair[1]).to_owned())).into_iter().collect()
}

fn list_of<'a, T>(value: &'a Value, read: impl Fn(&'a Value) -> T) -> Vec<T> {
    value.as_array().expect("a list").iter().map(read).collect()
}

/// The first of a list whose `key` is `value`.
fn one<'a>(list: &'a Value, key: &str, value: &str) -> &'a Value {
    let found = list.as_array().expect("a list").iter().find(|one| one[key] == value);
    found.unwrap_or_else(|| panic!("no {key} {value} in {list}"))
}

/// The events of a kind with what they say.
fn bodies<'a>(record: &'a Value, kind: &'a str) -> impl Iterator<Item = (&'a Value, &'a Value)> {
    let events = record["events"].as_array().into_iter().flatten();
    events.filter(move |event| event["header"]["kind"] == kind).map(|event| (event, &event["content"]["body"]))
}
