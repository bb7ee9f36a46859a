//! The organisation profile: kept once under Settings, taken over on an incident by a decision, counted there from the
//! record alone.

use std::fs;

use holdfast_journeys::Fill::{Pick, Text, Time};
use holdfast_journeys::incident::clock_script;
use holdfast_journeys::{App, Setup, journey};

const INSURER: &str = "Cyber insurer";

/// A Friday before the clocks of Berlin go forward.
fn setup() -> Setup {
    Setup::hosted().zone("Europe/Berlin").before(&clock_script("2026-03-27T09:30:00Z"))
}

journey!(profile, setup(), tenth firefox);
async fn profile(app: App) {
    app.route("#/settings").await;
    let kept = app.within("region", "Organisation profile");
    let zone = Text("Default time zone", "Europe/Nowhere");
    kept.fill_form(&[Text("Name of the organisation", "Contoso"), zone]).await;
    kept.fill_form(&[Text("Hours between internal updates", "4")]).await;
    // By the keyboard: WebKit's driver once pressed beside the button while the page was still settling.
    app.press("Enter").await;
    kept.see("One answer needs another look").await;
    kept.fill_form(&[Text("Default time zone", "Europe/Berlin")]).await;
    kept.click_button("Save").await;
    app.see("Kept in this browser").await;
    kept.click_button("Answers to begin with*").await;
    kept.check("controller").await;
    kept.check("personal data").await;
    app.keep_own_clock(INSURER).await;
    assert_eq!(app.axe_in("main").await, Vec::<String>::new());
    app.viewport(320, 900).await;
    assert_eq!(app.too_wide().await, Vec::<String>::new());
    app.viewport(1280, 900).await;

    app.route("#/").await;
    app.open_incident("Mail was read by somebody else").await;
    app.tab("Deadlines").await;
    // The questions begin with the answers of the profile, and the insurer waits for a decision.
    let choosing = app.within("region", "What may apply");
    choosing.see("No rule is proposed for these answers so far.").await;
    choosing.see("from your organisation profile").await;
    let owed = app.within("region", "Notices owed");
    owed.not_see(INSURER).await;
    let decision = [
        Pick("Does it apply?", "Applies"),
        Text("In the role of", "Counsel"),
        Text("Reason", "The policy covers mail."),
    ];
    choosing.click_button("Decide: Cyber insurer").await;
    app.within_text("form", "Does it apply?").submit(&decision, "Save").await;
    owed.see(INSURER).await;
    owed.see("starts with: Aware").await;
    let aware =
        [Time("When", "2026-03-27", "10:00", "Europe/Berlin"), Text("How this is known", "Call of the customer")];
    owed.click_button("How this is counted: Cyber insurer*").await;
    owed.click_button("Set the start: Cyber insurer*").await;
    app.within_text("form", "Which moment").submit(&aware, "Save").await;
    // Saturday and Sunday do not count.
    owed.see("Tue 31 Mar 2026 23:59").await;

    app.declare(Some(("2026-03-27", "10:15", "Europe/Berlin")), "Access seen by the customer.").await;
    app.tab("Deadlines").await;
    app.click_button("Take over from the profile: every 4 h").await;
    app.saved().await;
    app.see("Internal updates: every 4 h").await;
    owed.see("Internal update").await;

    // The one clock as a calendar file: 23:59:59 in Berlin is 21:59:59 UTC.
    app.unfold().await;
    app.unfold().await;
    let row = owed.within_text("listitem", INSURER);
    row.see("Applies · ").await;
    // It is of no edition of the rules.
    row.not_see("Edition at the decision").await;
    let path = app.download(row.click_button("Save calendar")).await;
    let calendar = fs::read_to_string(path).expect("the file can be read");
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 1, "{calendar}");
    assert!(calendar.contains("DTEND:20260331T215959Z"), "{calendar}");

    app.route("#/").await;
    let clocks = app.within("region", "Clocks");
    clocks.see(INSURER).await;
    clocks.see("Internal update").await;
    app.reload().await;
    clocks.see(INSURER).await;

    // What the profile loses the record keeps.
    app.route("#/settings").await;
    kept.see("2 business days from: Aware").await;
    kept.click_button("Remove: Cyber insurer").await;
    kept.not_see(INSURER).await;
    app.route("#/").await;
    clocks.see(INSURER).await;
}
