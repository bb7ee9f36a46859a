//! From the board to the first log lines with the keyboard alone.

use holdfast_journeys::{App, Setup, journey};
use serde_json::Value;

journey!(keyboard_only, Setup::hosted());
async fn keyboard_only(app: App) {
    app.tab_to("button", "New incident").await;
    app.press("Enter").await;
    app.see_role("heading", "New incident").await;
    app.see_focus("main", "").await;

    // Sent empty: the focus goes to the summary, and from there to the field that is wrong.
    app.tab_to("button", "Open incident").await;
    app.press("Enter").await;
    app.see_focus("alert", "").await;
    app.tab_to("link", "What was seen: Write something here").await;
    app.press("Enter").await;
    app.see_focus("textbox", "What was seen").await;
    app.type_text("Mail read from an unknown network").await;
    app.tab_to("textbox", "Your name").await;
    app.type_text("Dana Reyes").await;
    app.tab_to("radio", "Monitoring tool").await;
    app.press("Space").await;
    app.press("ArrowDown").await;
    app.tab_to("button", "Open incident").await;
    app.press("Enter").await;
    app.saved().await;
    app.see_role("heading", "Mail read from an unknown network").await;

    app.tab_to("textbox", "Quick log").await;
    app.type_text("Called the service team").await;
    app.press("Enter").await;
    app.saved().await;
    // Emptied a frame after it was sent.
    app.see_value("Quick log", "").await;
    let focus = app.focused().await.expect("the focus stays");
    assert_eq!((focus.name.as_str(), focus.value.as_deref()), ("Quick log", Some("")));
    // Somebody types on before the page has answered: what was sent goes, what was typed stays, and is kept.
    let fast = "quick.submit('They answered'); const field = quick.field(); page.set(field, `${field.value} and hung`)";
    app.quick(fast, Value::Null).await;
    app.saved().await;
    app.see_value("Quick log", " and hung").await;
    app.reload().await;
    app.see_value("Quick log", " and hung").await;
    app.tab_to("textbox", "Quick log").await;
    app.press("End").await;
    app.type_text(" up").await;
    app.press("Enter").await;
    app.see_value("Quick log", "").await;

    app.tab_back_to("link", "Timeline").await;
    app.press("Enter").await;
    app.see("Called the service team").await;
    app.see("They answered").await;
    app.see("and hung up").await;
    app.see_focus("link", "Timeline").await;
    app.tab_to("link", "Facts").await;
    app.press("Enter").await;
    app.see("Employee").await;
    app.tab_to("button", "Set severity").await;
    app.press("Enter").await;
    app.see_focus("heading", "Set severity").await;
    app.tab_to("button", "Cancel").await;
    app.see_focus("button", "Cancel").await;
    app.press("Space").await;
    app.not_see_role("button", "Cancel").await;
}

/// Where the keys stand in the drawn timeline, once the page has answered.
async fn mark(app: &App) -> String {
    let look = "for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame);
        return document.activeElement.closest('.picture-mark')?.getAttribute('aria-label')";
    app.quick(look, Value::Null).await.as_str().unwrap_or_default().to_owned()
}

journey!(drawn_timeline, Setup::hosted().zone("Europe/Berlin"), tenth firefox);
async fn drawn_timeline(app: App) {
    app.tab_to("button", "Open the sample exercise").await;
    app.press("Enter").await;
    app.see_role("button", "Correct declaration").await;
    app.tab_back_to("link", "Timeline").await;
    app.press("Enter").await;
    // What is filtered out of the list is out of the picture.
    app.see_role("link", "*Sequence of causes*").await;
    app.tab_to("checkbox", "Facts").await;
    app.press("Space").await;
    app.not_see_role("link", "*Sequence of causes*").await;
    app.press("Space").await;
    app.see_role("link", "*Sequence of causes*").await;
    // One stop for all marks: the newest of what we did.
    app.tab_to("region", "Timeline, drawn").await;
    app.press("Tab").await;
    let newest = mark(&app).await;
    assert!(newest.starts_with("What we did · "), "{newest}");
    app.press("ArrowLeft").await;
    let older = mark(&app).await;
    assert!(older.starts_with("What we did · ") && older != newest, "{newest}, {older}");
    app.press("ArrowUp").await;
    let theirs = mark(&app).await;
    assert!(theirs.contains(" · Sequence of causes · "), "{theirs}");
    // Nearer, and down to its row.
    app.press("+").await;
    app.press("+").await;
    app.see_role("button", "* later").await;
    assert_eq!(mark(&app).await, theirs);
    assert_eq!(app.axe_in("main").await, Vec::<String>::new());
    app.press("Enter").await;
    let arrived = "await quick.wait('the row', () => document.activeElement.matches('.log > li'));
        return document.activeElement.innerText";
    let row = app.quick(arrived, Value::Null).await;
    assert!(row.as_str().is_some_and(|row| row.contains("Earliest known access")), "{row}");
}
