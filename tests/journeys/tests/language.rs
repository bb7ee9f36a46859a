//! The language is switched in the middle of a form: what was typed, what was chosen and the focus stay.

use holdfast_journeys::Fill::{Pick, Text};
use holdfast_journeys::{App, Setup, journey};

const SEEN: &str = "Mail read from an unknown network 未知网络";

journey!(language_switch, Setup::hosted());
async fn language_switch(app: App) {
    app.click_button("New incident").await;
    app.fill_form(&[Text("What was seen", SEEN), Pick("Reported by", "Customer"), Text("Short title", "Unfinished")])
        .await;
    // Sent too early: the answers that are missing are named, in the language of the moment.
    app.click_button("Open incident").await;
    app.see_focus("alert", "").await;
    app.see("Your name: Write something here").await;

    app.tab_back_to("button", "中文").await;
    app.press("Enter").await;
    app.see_role("heading", "新建事件").await;
    app.see_focus("button", "English").await;
    app.see_value("看到了什么", SEEN).await;
    app.see_value("简短标题 （可选）", "Unfinished").await;
    let chosen = app.within("group", "报告方").find("radio", "客户").await;
    assert!(chosen.is_selected().await.expect("the page can be read"));
    app.not_see("Write something here").await;
    app.see("你的姓名").await;
    let lang =
        app.client().execute("return document.documentElement.lang", Vec::new()).await.expect("the page can be read");
    assert!(lang.as_str().is_some_and(|lang| lang.starts_with("zh")), "{lang}");

    app.fill("你的姓名", "Dana Reyes").await;
    app.click_button("建立事件").await;
    app.saved().await;
    app.fill("快速记录", "half a line").await;
    app.click_button("English").await;
    app.see_value("Quick log", "half a line").await;
    app.see_role("heading", "Unfinished").await;
    app.see_role("button", "Declare incident").await;
    app.reload().await;
    app.see_role("button", "Declare incident").await;
    app.see_value("Quick log", "half a line").await;
}
