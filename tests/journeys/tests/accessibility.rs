//! No accessibility violation on any page, tab, open form or error, in both themes and languages, wide and narrow.

use holdfast_journeys::quick::soak;
use holdfast_journeys::{App, Engine, Setup, journey};
use serde_json::Value;

/// Dark, Chinese, width.
type Combination = (bool, bool, u32);

const ALL: [Combination; 8] = [
    (false, false, 1280),
    (false, false, 320),
    (false, true, 320),
    (false, true, 1280),
    (true, true, 1280),
    (true, true, 320),
    (true, false, 320),
    (true, false, 1280),
];

journey!(accessibility, Setup::hosted());
async fn accessibility(app: App) {
    let places = app.sample_places().await;
    let mut found = Vec::new();
    // The other two engines draw the same pages: one combination each.
    let combinations = match app.engine() {
        Engine::Chromium => &ALL[..],
        Engine::Firefox => &ALL[1..2],
        Engine::WebKit => &ALL[5..6],
    };
    let mut refused = 0;
    let (mut dark, mut chinese) = (false, false);
    for (turn, &(wants_dark, wants_chinese, width)) in combinations.iter().enumerate() {
        if dark != wants_dark {
            app.click_button(["Night", "夜间", "Day", "日间"][usize::from(dark) * 2 + usize::from(chinese)]).await;
            dark = wants_dark;
        }
        if chinese != wants_chinese {
            app.click_button(if chinese { "English" } else { "中文" }).await;
            chinese = wants_chinese;
        }
        app.viewport(width, 900).await;
        let setting = format!("{} {} {width}", if dark { "dark" } else { "light" }, if chinese { "zh" } else { "en" });
        for (number, place) in places.iter().enumerate() {
            // Forms, and what is folded, in one light and one dark combination that differ in language too.
            let turned = soak() || number % 4 == turn % 4 || combinations.len() == 1;
            if place.contains("?form=") {
                if !turned {
                    continue;
                }
                app.visit(place).await;
                judge(&app, "main form", &format!("{place} {setting}"), &mut found).await;
                if sent_empty(&app).await {
                    refused += 1;
                    judge(&app, "main form", &format!("errors of {place} {setting}"), &mut found).await;
                }
                continue;
            }
            app.visit(place).await;
            judge(&app, "html", &format!("{place} {setting}"), &mut found).await;
            if turned && ["/playbook", "/facts", "/review"].iter().any(|tab| place.ends_with(tab)) {
                app.unfold().await;
                judge(&app, "main", &format!("{place} unfolded {setting}"), &mut found).await;
            }
        }
        app.visit("#/new").await;
        assert!(sent_empty(&app).await, "the intake was taken without its answers");
        judge(&app, "html", &format!("errors of the intake {setting}"), &mut found).await;
        app.visit("#/import").await;
        app.quick("quick.offer('notes.json', 'not a record')", Value::Null).await;
        app.see_focus("alert", "").await;
        judge(&app, "html", &format!("a file that cannot be used {setting}"), &mut found).await;
        app.visit("#/").await;
    }
    assert!(refused > 10, "only {refused} forms were refused when they were sent empty");
    assert!(found.is_empty(), "{} violations:\n{}", found.len(), found.join("\n"));
}

/// Sends the form in view as it is. False when it was taken, or is none.
async fn sent_empty(app: &App) -> bool {
    let send = "const form = () => document.querySelector('main form');
        const send = form()?.querySelector('[type=submit]');
        if (!send) return false;
        send.click();
        const told = () => document.activeElement?.getAttribute('role') === 'alert';
        const end = performance.now() + 2000;
        await quick.wait('an answer', () => told() || !form()?.contains(send) || performance.now() > end);
        return told();";
    app.quick(send, Value::Null).await == Value::Bool(true)
}

async fn judge(app: &App, part: &str, place: &str, found: &mut Vec<String>) {
    for violation in app.axe_in(part).await {
        found.push(format!("{place}: {violation}"));
    }
    let wide = app.too_wide().await;
    if !wide.is_empty() {
        found.push(format!("{place}: {}", wide.join(" ")));
    }
}
