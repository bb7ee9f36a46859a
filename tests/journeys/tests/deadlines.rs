//! Deadlines of the law as a person meets them: a rule is proposed, decided on, counted over the end of winter time,
//! overdue, answered late.

use holdfast_journeys::Fill::{Pick, Text, Time};
use holdfast_journeys::incident::clock_script;
use holdfast_journeys::{App, Setup, journey};
use serde_json::Value;

/// Friday morning before the clocks of Berlin go forward.
fn setup() -> Setup {
    Setup::hosted().zone("Europe/Berlin").before(&clock_script("2026-03-27T09:30:00Z"))
}

journey!(gdpr_across_summer_time, setup());
async fn gdpr_across_summer_time(app: App) {
    app.open_incident("Mail was read by somebody else").await;
    let id = app.quick("return quick.incident()", Value::Null).await.as_str().unwrap_or_default().to_owned();
    app.tab("Deadlines").await;
    // Proposed from answers, with the reason; nothing counts before a person has decided.
    let choosing = app.within("region", "What may apply");
    choosing.check("controller").await;
    choosing.check("personal data").await;
    let add = "const place = [...document.querySelectorAll('select')].find((one) => one.id === 'ask-people');
        place.value = [...place.options].find((one) => one.text === 'European Union').value;
        place.dispatchEvent(new Event('change', { bubbles: true }));
        page.find([], 'button', 'Add*')[0].click();";
    app.quick(add, Value::Null).await;
    choosing.see("because: people in the European Union, controller, personal data").await;
    let owed = app.within("region", "Notices owed");
    owed.not_see("GDPR Art. 33").await;

    let decision = [
        Pick("Does it apply?", "Applies"),
        Text("In the role of", "Data protection officer"),
        Text("Reason", "A risk to the persons is likely."),
    ];
    app.form_at(&id, "decision:eu-gdpr-33", "Does it apply?", &decision).await;
    owed.see("GDPR Art. 33").await;
    owed.see("starts with: Aware").await;

    let aware =
        [Time("When", "2026-03-27", "10:00", "Europe/Berlin"), Text("How this is known", "Call of the customer")];
    app.form_at(&id, "anchors:aware", "Which moment", &aware).await;
    // 72 hours by the instant: an hour later on the wall clock.
    owed.see("Mon 30 Mar 2026 11:00").await;
    owed.see("Running").await;

    app.clock_at("2026-03-30T08:30:00Z").await;
    owed.see("Due soon").await;
    app.clock_at("2026-03-30T09:00:01Z").await;
    owed.see("Overdue").await;
    app.see_title("Overdue").await;

    let sent = [
        Time("Sent at", "2026-03-30", "11:30", "Europe/Berlin"),
        Text("Sent to", "Supervisory authority"),
        Text("Channel", "Online form"),
    ];
    app.clock_at("2026-03-30T10:00:00Z").await;
    app.form_at(&id, "filing:eu-gdpr-33.sa", "Clock answered", &sent).await;
    owed.see("Filed late").await;
    app.reload().await;
    owed.see("Filed late").await;

    // What was filed without a draft stands beside its notice.
    app.tab("Notices").await;
    app.see("Filed late").await;
    app.see("Supervisory authority · Online form").await;
}
