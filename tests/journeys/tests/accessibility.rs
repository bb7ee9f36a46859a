//! No accessibility violation on any page, tab, open form or error, in both themes and languages, wide and narrow.

use holdfast_journeys::Fill::{Text, Time};
use holdfast_journeys::incident::clock_script;
use holdfast_journeys::quick::soak;
use holdfast_journeys::{App, Engine, Setup, journey};
use serde_json::Value;

/// Dark, Chinese, width.
type Combination = (bool, bool, u32);

/// The first four hold every pair of theme, language and width; the whole volume judges all eight.
const ALL: [Combination; 8] = [
    (false, false, 1280),
    (false, true, 320),
    (true, true, 1280),
    (true, false, 320),
    (true, false, 1280),
    (true, true, 320),
    (false, true, 1280),
    (false, false, 320),
];

journey!(accessibility, Setup::hosted(), tenth chromium);
async fn accessibility(app: App) {
    let places = app.sample_places().await;
    let mut found = Vec::new();
    // The other two engines draw the same pages: one combination each, and of the forms a quarter.
    let combinations = match app.engine() {
        Engine::Chromium => &ALL[..if soak() { 8 } else { 4 }],
        Engine::Firefox => &ALL[1..2],
        Engine::WebKit => &ALL[3..4],
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
            // Forms, and what is folded, in one combination each.
            let turned = soak() || number % 4 == turn;
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
    assert!(refused > 3, "only {refused} forms were refused when they were sent empty");
    assert!(found.is_empty(), "{} violations:\n{}", found.len(), found.join("\n"));
}

fn in_use() -> Setup {
    Setup::hosted().zone("Europe/Berlin").before(&clock_script("2026-11-20T17:00:00Z"))
}

// What the sample does not hold: the profile with a clock of its own, a rule pack's difference, a count, a refused draft.
journey!(rules_in_use, in_use(), tenth firefox);
async fn rules_in_use(app: App) {
    let mut found = Vec::new();
    app.viewport(320, 900).await;
    app.open_incident("Mail was read by somebody else").await;
    let id = app.quick("return quick.incident()", Value::Null).await.as_str().unwrap_or_default().to_owned();
    app.gdpr_runs(&id, "2026-11-20", "17:00").await;
    app.open_fold("How this is counted: GDPR*").await;
    everywhere(&app, "a count", &mut found).await;

    app.tab("Notices").await;
    app.click_button("Draft notice: Notification to the supervisory authority").await;
    let draft = app.within("region", "Draft a notice");
    draft.submit(&[Text("Measures", "All sessions were ended.")], "Save draft").await;
    app.open_fold("Text of the draft").await;
    app.click_button("Change · *").await;
    draft.fill_form(&[Time("Next update", "2026-02-30", "12:00", "Europe/Berlin")]).await;
    draft.click_button("Save draft").await;
    app.see_focus("alert", "").await;
    everywhere(&app, "a draft and a form that was refused", &mut found).await;

    app.visit("#/settings").await;
    app.keep_own_clock("Cyber insurer").await;
    let kept = app.within("region", "Organisation profile");
    kept.open_fold("Answers to begin with*").await;
    kept.check("controller").await;
    kept.click_button("Add a clock").await;
    kept.within_text("form", "Contract and clause").click_button("Save").await;
    app.see_focus("alert", "").await;
    everywhere(&app, "the profile", &mut found).await;

    app.visit("#/import").await;
    let saved = app.offer_newer_rules().await;
    everywhere(&app, "the difference of a rule pack", &mut found).await;
    app.upload("Choose a file", &saved).await;
    app.see_focus("alert", "").await;
    everywhere(&app, "a rule pack that may not rule", &mut found).await;
    assert!(found.is_empty(), "{} violations:\n{}", found.len(), found.join("\n"));
}

/// Judges the page as it stands in both themes and languages, and leaves it as it was. The other two engines draw the
/// same: there once, and the width in all.
async fn everywhere(app: &App, place: &str, found: &mut Vec<String>) {
    for (press, setting) in [("中文", "light zh"), ("夜间", "dark zh"), ("English", "dark en"), ("Day", "light en")]
    {
        app.click_button(press).await;
        app.scroll_to_end().await;
        let place = format!("{place} {setting} 320");
        match app.engine() == Engine::Chromium || setting == "dark zh" {
            true => judge(app, "main", &place, found).await,
            false => measure(app, &place, found).await,
        }
    }
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
    let refused = app.quick(send, Value::Null).await == Value::Bool(true);
    app.scroll_to_end().await;
    refused
}

async fn judge(app: &App, part: &str, place: &str, found: &mut Vec<String>) {
    for violation in app.axe_in(part).await {
        found.push(format!("{place}: {violation}"));
    }
    measure(app, place, found).await;
}

async fn measure(app: &App, place: &str, found: &mut Vec<String>) {
    let wide = app.too_wide().await;
    if !wide.is_empty() {
        found.push(format!("{place}: {}", wide.join(" ")));
    }
}
