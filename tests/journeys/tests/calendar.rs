//! The deadlines of an incident and of the board as calendar files: the due instant is in them, names only when asked for.

use std::fs;
use std::path::Path;

use holdfast_journeys::incident::clock_script;
use holdfast_journeys::{App, Setup, journey};

const WHAT: &str = "Mail was read by somebody else";

fn setup() -> Setup {
    Setup::hosted().zone("America/Los_Angeles").before(&clock_script("2026-11-20T17:00:00Z"))
}

journey!(calendar, setup(), tenth webkit);
async fn calendar(app: App) {
    app.open_incident(WHAT).await;
    app.tab("Record").await;
    let section = app.within("region", "Calendar");
    section.see("only your calendar rings").await;
    section.click_button("Save calendar").await;
    section.see("No deadline to save.").await;

    app.tab("Deadlines").await;
    app.declare(Some(("2026-11-20", "08:30", "America/Los_Angeles")), "Access seen by the customer.").await;
    app.tab("Record").await;
    let neutral = saved(&app.download(section.click_button("Save calendar")).await, "holdfast-incident-");
    section.see("Deadlines in the file: 1").await;
    // In what a person reads; the id is random and may hold any digits.
    let read: Vec<&str> = neutral.lines().filter(|line| !line.starts_with("UID:") && !line.starts_with("DT")).collect();
    for hidden in [WHAT, "72 h", "TLP"] {
        assert!(!read.iter().any(|line| line.contains(hidden)), "{hidden} in {neutral}");
    }
    section.check("Name rule and title (calendars are shared and synchronised)").await;
    let named = saved(&app.download(section.click_button("Save calendar")).await, "holdfast-incident-");
    assert!(named.contains(WHAT) && named.contains("TLP:AMBER"), "{named}");

    app.route("#/").await;
    let clocks = app.within("region", "Clocks");
    clocks.click_button("Calendar").await;
    let board = saved(&app.download(clocks.click_button("Save calendar")).await, "holdfast-calendar-");
    assert_eq!(uid(&board), uid(&neutral));

    app.click_button("中文").await;
    let clocks = app.within("region", "时限");
    let chinese = saved(&app.download(clocks.click_button("保存日历")).await, "holdfast-calendar-");
    assert!(chinese.contains("第 1 项时限"), "{chinese}");
}

fn uid(calendar: &str) -> &str {
    calendar.lines().find(|line| line.starts_with("UID:")).expect("a UID")
}

/// The text of a saved calendar, its lines put together again. It holds the one deadline: 72 hours from 16:30 UTC.
fn saved(path: &Path, begins: &str) -> String {
    let name = path.file_name().expect("a name").to_string_lossy().into_owned();
    assert!(name.starts_with(begins) && name.ends_with(".ics"), "{name}");
    let text = fs::read_to_string(path).expect("the file can be read").replace("\r\n ", "");
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"), "{text}");
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 1, "{text}");
    assert!(text.contains("\r\nDTEND:20261123T163000Z\r\n"), "{text}");
    assert_eq!(text.matches("BEGIN:VALARM").count(), 4, "{text}");
    text
}
