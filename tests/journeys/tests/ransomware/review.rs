//! What was learned, what follows from it, the people told, the archive, what is handed on.

use holdfast_journeys::App;
use holdfast_journeys::Fill::{Pick, Text, Tick, Time};

use super::told::Facts;
use super::*;

/// By the independent review: causes in their order, claims with evidence, six categories, lessons.
pub async fn post_mortem(app: &App, facts: &Facts) {
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
pub async fn follow_up(app: &App, facts: &Facts) {
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
pub async fn people_told(app: &App, facts: &Facts) {
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
pub async fn archive(app: &App, facts: &Facts) {
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
pub async fn handed_on(app: &App, facts: &Facts) {
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
