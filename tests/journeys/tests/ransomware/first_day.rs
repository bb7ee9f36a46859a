//! The first day: intake, analysis, declaration with the rules decided on, what is touched, the plan.

use holdfast_journeys::App;
use holdfast_journeys::Fill::{Day, Pick, Text, Tick, Time};

use super::told::Facts;
use super::*;

pub async fn intake(app: &App, facts: &Facts) {
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

pub async fn analysis(app: &App, facts: &Facts) {
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
    for (seat, person) in [
        ("Incident lead", LEAD),
        ("Service owner", OWNER),
        ("Communications", CHIEF),
        ("Legal", OFFICER),
        ("Compliance", OFFICER),
    ] {
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
pub async fn declaration(app: &App, facts: &Facts) {
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
    app.within("region", "Incident header").see("Waived").await;
    app.within("region", "Incident header").not_see("Overdue").await;
}

/// What is touched, who is hurt, by what it is known.
pub async fn extent(app: &App, facts: &Facts) {
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
pub async fn plan(app: &App) {
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
            Tick("Limits the impact on", "Systems"),
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
