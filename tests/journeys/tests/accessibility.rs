//! No accessibility violation on any page, tab, open form or error, in both themes and languages, wide and narrow.

use holdfast_journeys::{App, Engine, Setup, journey};
use serde_json::json;

/// Pages, tabs and open forms; `{}` is the incident.
const PLACES: [&str; 18] = [
    "#/",
    "#/new",
    "#/playbooks",
    "#/import",
    "#/verify",
    "#/storage",
    "#/settings",
    "#/help",
    "{}/playbook",
    "{}/timeline",
    "{}/facts",
    "{}/facts?form=severity",
    "{}/facts?form=classification",
    "{}/deadlines",
    "{}/deadlines?form=declaration",
    "{}/review",
    "{}/record",
    "{}/record?form=erase",
];

journey!(accessibility, Setup::hosted());
async fn accessibility(app: App) {
    app.click_button("Open the sample exercise").await;
    app.see_role("button", "Correct declaration").await;
    let route = app.current_route().await;
    let incident = route.rsplit_once('/').expect("an incident is open").0.to_owned();
    let mut found = Vec::new();
    // The other two engines draw the same pages: one combination each.
    let combinations: &[(bool, bool, u32)] = match app.engine() {
        Engine::Chromium => &[
            (false, false, 1280),
            (false, false, 320),
            (false, true, 320),
            (false, true, 1280),
            (true, true, 1280),
            (true, true, 320),
            (true, false, 320),
            (true, false, 1280),
        ],
        Engine::Firefox => &[(false, false, 320)],
        Engine::WebKit => &[(true, true, 320)],
    };
    let (mut dark, mut chinese) = (false, false);
    for &(wants_dark, wants_chinese, width) in combinations {
        if dark != wants_dark {
            app.click_button(["Night", "夜间", "Day", "日间"][usize::from(dark) * 2 + usize::from(chinese)]).await;
            dark = wants_dark;
        }
        if chinese != wants_chinese {
            app.click_button(if chinese { "English" } else { "中文" }).await;
            chinese = wants_chinese;
        }
        app.viewport(width, 900).await;
        let setting = format!("{} {} {width}", if dark { "dark" } else { "light" }, if chinese { "zh" } else { "en" },);
        for place in PLACES {
            visit(&app, &place.replace("{}", &incident)).await;
            judge(&app, &format!("{place} {setting}"), &mut found).await;
        }
        // An error: the intake sent without its answers.
        visit(&app, "#/new").await;
        app.click_button(if chinese { "建立事件" } else { "Open incident" }).await;
        app.see_focus("alert", "").await;
        judge(&app, &format!("errors of the intake {setting}"), &mut found).await;
        visit(&app, "#/").await;
    }
    assert!(found.is_empty(), "{} violations:\n{}", found.len(), found.join("\n"));
}

/// Goes to a place, waits until it is drawn and goes to its end, where what sticks to an edge covers nothing.
async fn visit(app: &App, hash: &str) {
    let script = "const [hash, done] = arguments; \
        const end = () => { scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' }); requestAnimationFrame(() => done(1)); }; \
        const drawn = () => requestAnimationFrame(() => requestAnimationFrame(end)); \
        if (location.hash === hash) drawn(); else { addEventListener('hashchange', drawn, { once: true }); location.hash = hash; }";
    app.client().execute_async(script, vec![json!(hash)]).await.expect("the page can be left");
}

async fn judge(app: &App, place: &str, found: &mut Vec<String>) {
    for violation in app.axe().await {
        found.push(format!("{place}: {violation}"));
    }
    if app.overflows().await {
        found.push(format!("{place}: wider than the window"));
    }
}
