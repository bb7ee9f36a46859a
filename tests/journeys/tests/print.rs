//! What is printed of an incident, in the light and in the dark setting: the marking on each page, all of the text, black
//! on white, and nothing to press.

use holdfast_journeys::{App, Setup, journey, pdf};
use serde_json::{Value, json};

/// Width of the paper between its margins, in CSS pixels: 210 mm less twice 14 mm.
const PAPER: u32 = 688;
/// Roles of what can be pressed or typed into.
const CONTROLS: [&str; 7] = ["button", "field", "checkbox", "radio", "combobox", "file", "switch"];

journey!(light, Setup::hosted(), [chromium]);
async fn light(app: App) {
    prints(&app).await;
}

journey!(system_dark, Setup::hosted().dark(), [chromium]);
async fn system_dark(app: App) {
    on_a_dark_screen(&app).await;
    prints(&app).await;
}

journey!(chosen_dark, Setup::hosted(), [chromium]);
async fn chosen_dark(app: App) {
    app.click_button("Night").await;
    on_a_dark_screen(&app).await;
    prints(&app).await;
}

async fn on_a_dark_screen(app: &App) {
    let scheme = app.quick("return getComputedStyle(document.documentElement).colorScheme", Value::Null).await;
    assert_eq!(scheme, json!("dark"));
}

async fn prints(app: &App) {
    app.click_button("Open the sample exercise").await;
    app.see_role("button", "Correct declaration").await;
    let route = app.current_route().await;
    let incident = route.rsplit_once('/').expect("an incident is open").0.to_owned();
    app.viewport(PAPER, 900).await;
    for tab in ["record", "timeline", "facts"] {
        app.visit(&format!("{incident}/{tab}")).await;
        app.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await.expect("print can be emulated");
        let text = app.text().await;
        for role in CONTROLS {
            assert_eq!(app.names(role).await, Vec::<String>::new(), "{tab}: controls are printed ({role})");
        }
        assert_eq!(app.cut_texts().await, Vec::<String>::new(), "{tab}: cut off");
        assert!(!app.overflows().await, "{tab}: wider than the paper");
        let ink = app.quick("return getComputedStyle(document.body).color", Value::Null).await;
        assert_eq!(ink, json!("rgb(0, 0, 0)"), "{tab}");
        app.devtools("Emulation.setEmulatedMedia", json!({ "media": "" })).await.expect("print can be left");

        let pages = pdf::pages(&app.print().await.expect("the page can be printed"));
        assert!(!pages.is_empty(), "{tab}: no page");
        let printed: String = pages.iter().map(|page| page.text.as_str()).collect();
        for (number, page) in pages.iter().enumerate() {
            let place = format!("{tab}: page {} of {}", number + 1, pages.len());
            assert!(page.text.contains("TLP:AMBER"), "{place} has no marking: {}", page.text);
            // The marking has its own black ground, as TLP prescribes.
            assert_eq!(page.light_text.replace("TLP:AMBER", ""), "", "{place}: written in a light ink");
        }
        assert!(printed.contains("Exercise") || printed.contains("EXERCISE"), "{tab}: not marked as an exercise");
        // Word by word: lines and pages break where they will. Chinese fonts tell some characters by their radicals.
        let words = text.split(|letter: char| letter.is_whitespace() || letter >= '\u{2e80}');
        let missing: Vec<_> = words.filter(|word| !printed.contains(*word)).collect();
        assert!(missing.is_empty(), "{tab}: not on paper: {missing:?}\nprinted: {printed}");
    }
}
