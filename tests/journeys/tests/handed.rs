//! Handover and report of an incident opened a minute ago; an exercise lives apart and says so in what leaves it.

use std::fs;
use std::path::Path;

use holdfast_journeys::Fill::{Pick, Text, Tick};
use holdfast_journeys::incident::clock_script;
use holdfast_journeys::{App, Setup, journey};

const ME: &str = "Mei Tanaka";
const MARK: &str = "EXERCISE / 演练";

journey!(handed, Setup::hosted().zone("Europe/Berlin").before(&clock_script("2026-11-20T08:00:00Z")), tenth webkit);
async fn handed(app: App) {
    opened(&app, "Mail was read by somebody else", false).await;
    app.quick_log("Decision", "Sessions end now, says Mei Tanaka", "", "").await;
    app.tab("Record").await;
    let section = app.within("region", "Handover and report");

    section.click_button("Write the handover").await;
    section.see("Sessions end now, says Mei Tanaka").await;
    let text = saved(&app.download(section.click_button("Save as Markdown")).await, "handover.md");
    for said in ["# Shift handover: Mail was", "- **Last handover**: None", "## Next deadlines", "## Who holds what"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    // It was recorded: the next one tells only what came after it.
    section.click_button("Write the handover").await;
    section.see("Last handover Fri 20 Nov 2026").await;
    section.not_see("Sessions end now").await;

    section.choose("Reader", "Customer").await;
    section.choose("Language", "Side by side").await;
    section.click_button("Write the report").await;
    section.see("Left out of this report:").await;
    section.see("本报告未包含：").await;
    assert_eq!(app.axe_in("main").await, Vec::<String>::new());
    let text = saved(&app.download(section.click_button("Save as HTML")).await, "customer.html");
    assert!(text.starts_with("<!DOCTYPE html>") && text.contains("Mail was read by somebody else"), "{text}");
    assert!(!text.contains(ME) && !text.contains(MARK) && !text.contains("Sessions end"), "{text}");
    app.viewport(320, 800).await;
    assert!(!app.overflows().await);
    app.viewport(1280, 900).await;

    section.choose("Reader", "Internal").await;
    section.click_button("Write the report").await;
    section.see("Sessions end now, says Mei Tanaka").await;
}

journey!(exercise, Setup::hosted().zone("Europe/Berlin").before(&clock_script("2026-11-20T08:00:00Z")), tenth chromium);
async fn exercise(app: App) {
    opened(&app, "Tabletop of a stolen key", true).await;
    app.tab("Deadlines").await;
    app.declare(Some(("2026-11-20", "08:30", "Europe/Berlin")), "As the script says.").await;
    for tab in ["Playbook", "Facts", "Record"] {
        app.tab(tab).await;
        app.see("Exercise, not a real incident").await;
    }
    let marks = app.quick("return document.querySelector('.watermark').dataset.word", serde_json::Value::Null).await;
    assert_eq!(marks, MARK);
    let section = app.within("region", "Handover and report");
    section.choose("Reader", "Customer").await;
    section.click_button("Write the report").await;
    section.see("Left out of this report:").await;
    for (button, ending) in [("Save as Markdown", "customer.md"), ("Save as HTML", "customer.html")] {
        let text = saved(&app.download(section.click_button(button)).await, ending);
        assert!(text.contains(MARK), "{text}");
    }
    let calendar = app.download(app.within("region", "Calendar").click_button("Save calendar")).await;
    assert!(fs::read_to_string(calendar).expect("read").contains("SUMMARY:Exercise: "));

    app.route("#/").await;
    app.see_role("heading", "Exercises").await;
    let title = app.quick("return document.title", serde_json::Value::Null).await;
    assert_eq!(title, "Holdfast", "its clock is not told of on the board");
    app.within("region", "Clocks").not_see("72 h").await;
}

async fn opened(app: &App, what: &str, exercise: bool) {
    app.click_button("New incident").await;
    let mut fields = vec![Text("What was seen", what), Pick("Reported by", "Employee"), Text("Your name", ME)];
    if exercise {
        fields.push(Tick("Exercise", "This is an exercise, not a real incident"));
    }
    app.submit(&fields, "Open incident").await;
    app.see_role("heading", what).await;
}

fn saved(path: &Path, ending: &str) -> String {
    let name = path.file_name().expect("a name").to_string_lossy().into_owned();
    assert!(name.starts_with("holdfast-") && name.ends_with(ending), "{name}");
    fs::read_to_string(path).expect("the file can be read")
}
