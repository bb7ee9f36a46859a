//! DORA and NIS2 as a lawyer meets them: one report sets the clock of the next. Every due instant was worked out by hand
//! from the text of the rule, as the comments say.

use holdfast_journeys::Fill::{Pick, Text};
use holdfast_journeys::duty::Duties;
use holdfast_journeys::incident::clock_script;
use holdfast_journeys::{App, Setup, journey};

const ZONE: &str = "Europe/Berlin";
const DORA: &str = "DORA Art. 19 – major ICT-related incident";
const NIS2: &str = "NIS2 Art. 23 – significant incident";

fn applies(reason: &str) -> [holdfast_journeys::Fill<'_>; 3] {
    [Pick("Does it apply?", "Applies"), Text("In the role of", "Counsel"), Text("Reason", reason)]
}

fn setup(start: &str) -> Setup {
    Setup::hosted().zone(ZONE).before(&clock_script(start))
}

journey!(dora, setup("2026-11-20T15:30:00Z"), tenth firefox);
async fn dora(app: App) {
    app.open_incident("Card payments fail at the switch").await;
    let duties = app.duties();
    duties.open().await;
    duties.decide("dora", DORA, &applies("Credit institution; the criteria are being checked.")).await;
    // Friday.
    duties.anchor("Aware", ("2026-11-20", "16:00", ZONE), "Call of the operations desk").await;
    initial_notification(&app, &duties).await;
    reports(&app, &duties).await;
    late_classification(&app).await;
}

async fn initial_notification(app: &App, duties: &Duties) {
    let initial = duties.line("Initial notification", "competent authority");
    initial.see("Not started").await;
    initial.see("starts with: Classified").await;
    duties.count("DORA*, Initial notification").await;
    // Before classification only the 24 hours from awareness are known: Fri 16:00 + 24 h = Sat 16:00.
    initial.see("if it starts before: due Sat 21 Nov 2026 16:00 (UTC+1) at the latest").await;
    initial.see("it would be due Sat 21 Nov 2026 16:00 (UTC+1) at the latest").await;

    app.clock_at("2026-11-21T08:05:00Z").await;
    duties.anchor("Classified", ("2026-11-21", "09:00", ZONE), "Classification meeting").await;
    // Regulation (EU) 2025/301 Art. 5(1)(a): 4 h from classification, at the latest 24 h from awareness; the earlier.
    // Sat 09:00 + 4 h = 13:00; Fri 16:00 + 24 h = Sat 16:00; so Sat 13:00.
    initial.see("Due Sat 21 Nov 2026 13:00 (UTC+1)").await;
    initial.see("At the latest 24 h from Aware; the earlier counts.").await;
    initial.see("Sat 21 Nov 2026 08:00 (UTC) + 4 h = Sat 21 Nov 2026 12:00 (UTC)").await;
    // Regulation 1182/71 Art. 3(1): the hour of the event, 09 to 10, is not counted: 10:00 + 4 h.
    initial.see("it ends Sat 21 Nov 2026 14:00 (UTC+1)").await;
    // Art. 5(4): a limit on a weekend may slip to noon of the next working day; told, never applied by itself.
    initial.see("noon of the next working day, Mon 23 Nov 2026 12:00 (UTC+1)").await;
    // 55 of 240 minutes are left within the last quarter.
    initial.see("Running").await;
    app.clock_at("2026-11-21T11:05:00Z").await;
    initial.see("Due soon").await;
    duties.file("DORA*, Initial notification", ("2026-11-21", "11:00", ZONE), "BaFin", "Reporting portal").await;
    initial.see("Filed on time").await;
    initial.see("2 h 0 min before the limit").await;
}

async fn reports(app: &App, duties: &Duties) {
    let (middle, last) =
        (duties.line("Intermediate report", "competent authority"), duties.line("Final report", "competent authority"));
    // Art. 5(1)(b): 72 h from the submission of the initial notification: Sat 11:00 + 3 days = Tue 11:00.
    middle.see("Due Tue 24 Nov 2026 11:00 (UTC+1)").await;
    last.see("Not started").await;
    last.see("starts with: Filed: Intermediate report").await;

    app.clock_at("2026-11-23T17:10:00Z").await;
    duties.file("DORA*, Intermediate report", ("2026-11-23", "18:00", ZONE), "BaFin", "Reporting portal").await;
    middle.see("Filed on time").await;
    // Art. 5(1)(c): one month from the intermediate report: 23 Nov to the end of 23 Dec (1182/71 Art. 3(2)(c)).
    last.see("Due Wed 23 Dec 2026 23:59:59 (UTC+1)").await;

    // "... or, where applicable, the latest updated intermediate report": 2 Dec to the end of 2 Jan, a Saturday.
    app.clock_at("2026-12-02T14:10:00Z").await;
    duties.file("DORA*, Intermediate report", ("2026-12-02", "15:00", ZONE), "BaFin", "Reporting portal").await;
    last.see("Due Sat 2 Jan 2027 23:59:59 (UTC+1)").await;
    middle.see("Filed on time").await;
    duties.count("DORA*, Final report").await;
    last.see("noon of the next working day, Mon 4 Jan 2027 12:00 (UTC+1)").await;

    app.clock_at("2026-12-18T09:30:00Z").await;
    duties.file("DORA*, Final report", ("2026-12-18", "10:00", ZONE), "BaFin", "Reporting portal").await;
    last.see("Filed on time").await;
    app.reload().await;
    last.see("Filed on time").await;
    app.route("#/").await;
    app.within("region", "Clocks").see("No clock is running.").await;
}

/// Art. 5(2): classified as major only after the 24 hours, 4 h from classification count alone.
async fn late_classification(app: &App) {
    app.open_incident("Ledger replicas drift").await;
    let duties = app.duties();
    duties.open().await;
    duties.decide("dora", DORA, &applies("Credit institution.")).await;
    duties.anchor("Aware", ("2026-11-20", "16:00", ZONE), "Monitoring").await;
    let initial = duties.line("Initial notification", "competent authority");
    // Sat 14:00 is within the 24 hours: 14:00 + 4 h = 18:00 comes after Sat 16:00, which rules.
    duties.anchor("Classified", ("2026-11-21", "14:00", ZONE), "Minutes, first reading").await;
    initial.see("Due Sat 21 Nov 2026 16:00 (UTC+1)").await;
    duties.count("DORA*, Initial notification").await;
    initial.see("The outer limit ends first: 24 h from Aware.").await;
    // Sun 10:00 is after them: 10:00 + 4 h = 14:00, though Sat 16:00 has passed.
    duties.anchor("Classified", ("2026-11-22", "10:00", ZONE), "Minutes, signed").await;
    initial.see("Due Sun 22 Nov 2026 14:00 (UTC+1)").await;
    initial.see("Where it starts only after that, its own length counts alone.").await;
    app.within("complementary", "Anchors").see("History (1)").await;
}

journey!(nis2, setup("2027-01-27T07:30:00Z"), tenth webkit);
async fn nis2(app: App) {
    app.open_incident("Grid telemetry is encrypted").await;
    let duties = app.duties();
    duties.open().await;
    duties.decide("nis2", NIS2, &applies("Essential entity, energy; supply is disturbed.")).await;
    let to = "CSIRT or competent authority";
    let (warning, notification) = (duties.line("Early warning", to), duties.line("Incident notification", to));
    let (asked, last) = (duties.line("Intermediate report", to), duties.line("Final report", to));
    warning.see("starts with: Aware").await;
    duties.anchor("Aware", ("2027-01-27", "08:15", ZONE), "Control room").await;
    // Directive (EU) 2022/2555 Art. 23(4)(a), (b): 24 h and 72 h from awareness, through the weekend.
    // Wed 08:15 + 24 h = Thu 08:15; + 72 h = Sat 08:15.
    warning.see("Due Thu 28 Jan 2027 08:15 (UTC+1)").await;
    notification.see("Due Sat 30 Jan 2027 08:15 (UTC+1)").await;
    asked.see("starts with: Asked by the authority").await;
    last.see("Not started").await;
    duties.count("NIS2*, Early warning").await;
    // Regulation 1182/71 Art. 3(1): the hour 08 to 09 is not counted: 09:00 + 24 h.
    warning.see("it ends Thu 28 Jan 2027 09:00 (UTC+1)").await;

    app.clock_at("2027-01-27T19:05:00Z").await;
    duties.file("NIS2*, Early warning", ("2027-01-27", "20:00", ZONE), "BSI", "Portal").await;
    warning.see("Filed on time").await;
    warning.see("12 h 15 min before the limit").await;
    // The final report hangs on the notification, not on the early warning.
    last.see("Not started").await;
    last.see("starts with: Filed: Incident notification").await;

    app.clock_at("2027-01-29T16:40:00Z").await;
    duties.file("NIS2*, Incident notification", ("2027-01-29", "17:30", ZONE), "BSI", "Portal").await;
    notification.see("Filed on time").await;
    // Art. 23(4)(d): one month after the submission of the notification. There is no 29 Feb 2027: the last day of
    // February, 1182/71 Art. 3(2)(c), which is a Sunday; the roll-forward of Art. 3(4) is not applied.
    last.see("Due Sun 28 Feb 2027 23:59:59 (UTC+1)").await;
    app.clock_at("2027-02-26T15:00:00Z").await;
    last.see("Due soon").await;
    duties.file("NIS2*, Final report", ("2027-02-26", "15:30", ZONE), "BSI", "Portal").await;
    last.see("Filed on time").await;
    asked.see("Not started").await;
}
