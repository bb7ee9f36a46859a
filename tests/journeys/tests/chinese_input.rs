//! Chinese through an input method, in the Chinese interface: Enter ends the composition and sends nothing.

use holdfast_journeys::Fill::{Pick, Text};
use holdfast_journeys::{App, Composition, Setup, journey};

journey!(chinese_input, Setup::hosted().language("zh-CN"));
async fn chinese_input(app: App) {
    app.click_button("新建事件").await;
    let seen =
        Composition { steps: &["y", "you", "you'jian"], keys: &["Enter"], committed: "邮件被未知网络读取" };
    app.compose("看到了什么", seen).await;
    app.see_value("看到了什么", "邮件被未知网络读取").await;
    app.fill_form(&[Pick("报告方", "客户"), Text("你的姓名", "周岚")]).await;
    app.click_button("建立事件").await;
    app.saved().await;
    app.see_role("heading", "邮件被未知网络读取").await;

    let line =
        Composition {
            steps: &["n", "ni", "ni'hao"], keys: &["Enter", "Escape"], committed: "凭据被盗，已吊销令牌。"
        };
    let during = app.compose("快速记录", line).await;
    assert_eq!(during, "ni'hao", "the field is left alone during the composition");
    app.see_value("快速记录", "凭据被盗，已吊销令牌。").await;
    // What is typed is kept, and nothing was sent.
    app.reload().await;
    app.see_value("快速记录", "凭据被盗，已吊销令牌。").await;
    app.within("navigation", "事件").click_link("时间线").await;
    app.within("main", "").not_see("凭据被盗").await;
    app.click("textbox", "快速记录").await;
    app.press("End").await;
    app.type_text("续").await;
    app.press("Enter").await;
    app.saved().await;
    app.see_value("快速记录", "").await;
    app.reload().await;
    app.within("main", "").see("凭据被盗，已吊销令牌。续").await;

    app.within("navigation", "事件").click_link("记录").await;
    let file = app.within("region", "文件");
    let path = app.download(file.click_button("保存到文件")).await;
    let record: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path).expect("the file can be read")).expect("the file is JSON");
    let events = record["events"].to_string();
    for text in ["邮件被未知网络读取", "凭据被盗，已吊销令牌。续", "周岚"] {
        assert!(events.contains(text), "{text} is in the file");
    }
}
