//! Text at twice its size: nothing is cut off and nothing has to be scrolled sideways.

use holdfast_journeys::{App, Setup, journey};
use serde_json::{Value, json};

journey!(doubled, Setup::hosted().text_doubled(), tenth webkit);
async fn doubled(app: App) {
    walk(&app).await;
}

journey!(doubled_chinese, Setup::hosted().text_doubled().language("zh-CN"), [chromium]);
async fn doubled_chinese(app: App) {
    app.click_button("English").await;
    let places = app.sample_places().await;
    app.click_button("中文").await;
    judge(&app, &places).await;
}

async fn walk(app: &App) {
    let places = app.sample_places().await;
    judge(app, &places).await;
}

async fn judge(app: &App, places: &[String]) {
    let size = app.quick("return getComputedStyle(document.documentElement).fontSize", Value::Null).await;
    assert_eq!(size, json!("32px"), "the text is not doubled");
    let mut found = Vec::new();
    // 640 px at twice the text leave as little room as 320 px do at the usual size.
    for width in [1280, 640] {
        app.viewport(width, 900).await;
        for place in places {
            app.visit(place).await;
            let faults = [app.too_wide().await.join(" "), app.cut_texts().await.join(", ")];
            for (fault, what) in faults.iter().zip(["", "cut off: "]).filter(|(fault, _)| !fault.is_empty()) {
                found.push(format!("{place} at {width}: {what}{fault}"));
            }
        }
    }
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
}
