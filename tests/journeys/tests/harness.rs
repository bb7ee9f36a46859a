//! The harness itself, on the page in `fixture/`: what a journey relies on holds in every engine, and its checks can fail.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;

use holdfast_journeys::{App, Composition, Engine, KillableBrowser, SelfDriven, Setup, engine_test, journey};

/// The folder with the fixture, as a `dist/`.
fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixture")
}

/// The fixture as a single file, under a policy that allows no request.
fn single() -> Setup {
    static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
        let read = |name: &str| fs::read_to_string(fixture().join(name)).unwrap();
        let policy = "default-src 'none'; img-src data:; style-src 'nonce-f'; script-src 'nonce-f'";
        let page = read("index.html")
            .replace("default-src 'self'; img-src data:", policy)
            .replace(
                "<link rel=\"stylesheet\" href=\"style.css\">",
                &format!("<style nonce=\"f\">{}</style>", read("style.css")),
            )
            .replace("<script src=\"app.js\"></script>", &format!("<script nonce=\"f\">{}</script>", read("app.js")));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixture");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("holdfast.html"), page).unwrap();
        folder
    });
    Setup::single_file().dist(&FOLDER)
}

journey!(acts, Setup::hosted().dist(&fixture()));
async fn acts(app: App) {
    app.see_role("heading", "Fixture").await;
    app.fill("What was seen", "a strange sign-in").await;
    app.choose("Severity", "High").await;
    app.fill("When", "2023-06-16T09:30").await;
    app.choose("Phase", "Recovery").await;
    app.check("Exercise").await;
    app.click_button("New incident").await;
    app.saved().await;
    app.see("a strange sign-in | High | 2023-06-16T09:30 | recovery | true").await;
    app.uncheck("Exercise").await;
    app.fill("What was seen", "again").await;
    app.click_button("New incident").await;
    app.saved().await;
    app.within("list", "Log").see("false").await;
    assert!(!app.text().await.contains("sign-inagain"));
    app.within("list", "Log").see("again | High | 2023-06-16T09:30 | recovery | false").await;
    app.within_text("listitem", "again").see("again").await;
    app.not_see("never written").await;
    app.not_see_role("button", "Never").await;
    app.within("region", "Other").click_button("Save*").await;
    app.click_link("Settings").await;
    assert_eq!(app.current_route().await, "#/settings");
    app.route("#/").await;
    assert_eq!(app.current_route().await, "#/");
    assert_eq!(app.count("button", "Save to file*").await, 2);
    assert_eq!(app.names("link").await, ["Board", "Settings"]);
    assert_eq!(app.foreign_requests().await, serde_json::json!([]));
}

journey!(single_file, single());
async fn single_file(app: App) {
    app.fill("What was seen", "from a file").await;
    app.click_button("New incident").await;
    app.saved().await;
    app.reload().await;
    app.see("from a file").await;
    let saved = app.download(app.click_button("Save to file")).await;
    assert_eq!(fs::read_to_string(saved).unwrap(), "{\"saved\":true}");
}

journey!(keeps_after_reload, Setup::hosted().dist(&fixture()));
async fn keeps_after_reload(app: App) {
    app.fill("Quick log", "typed").await;
    app.fill("What was seen", "kept").await;
    app.click_button("New incident").await;
    app.saved().await;
    app.reload().await;
    app.see("kept").await;
    app.see_value("Quick log", "typed").await;
}

journey!(works_with_the_server_stopped, Setup::hosted().dist(&fixture()));
async fn works_with_the_server_stopped(app: App) {
    app.controlled().await;
    app.server().stop();
    let before = app.server().hits().len();
    app.reload().await;
    app.see_role("heading", "Fixture").await;
    assert_eq!(app.server().hits().len(), before);
    app.server().restart();
    let answer = app
        .client()
        .execute_async("fetch('./app.js', { cache: 'reload' }).then((r) => arguments[0](r.status))", Vec::new())
        .await;
    assert_eq!(answer.unwrap(), 200);
}

journey!(saved_twice_in_a_second, Setup::hosted().dist(&fixture()));
async fn saved_twice_in_a_second(app: App) {
    for number in 0..6 {
        app.click_button("New incident").await;
        app.saved().await;
        let written = app.within("list", "Log").names("listitem").await.len();
        assert!(written >= number, "{written} lines after {number} saves");
    }
}

journey!(keyboard, Setup::hosted().dist(&fixture()));
async fn keyboard(app: App) {
    app.tab_to("textbox", "What was seen").await;
    app.type_text("by keys").await;
    app.tab_to("button", "New incident").await;
    app.press("Enter").await;
    app.saved().await;
    app.see("by keys |").await;
    app.press("Shift+Tab").await;
    assert_eq!(app.focused().await.unwrap().name, "Exercise");
    app.press("Space").await;
    app.tab_to("textbox", "Quick log").await;
    app.type_text("line").await;
    app.press("Control+a").await;
    app.type_text("Whole 行").await;
    app.press("Enter").await;
    app.within("list", "Log").see("Whole 行").await;
}

journey!(input_method, Setup::hosted().dist(&fixture()));
async fn input_method(app: App) {
    let composition = Composition { steps: &["n", "ni", "ni h"], keys: &["Enter"], committed: "你好" };
    let during = app.compose("Quick log", composition).await;
    assert_eq!(during, "ni h");
    app.see("Enter ignored").await;
    app.see_value("Quick log", "你好").await;
    assert_eq!(app.count("listitem", "").await, 0);
    app.press("Enter").await;
    app.within("list", "Log").see("你好").await;
}

journey!(language, Setup::hosted().dist(&fixture()).language("zh-CN").zone("Asia/Shanghai"));
async fn language(app: App) {
    let world = app
        .client()
        .execute("return [navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone]", Vec::new());
    assert_eq!(world.await.unwrap(), serde_json::json!(["zh-CN", "Asia/Shanghai"]));
    app.choose("Language", "简体中文").await;
    app.click_button("新建事件").await;
    app.saved().await;
    app.see("已保存").await;
}

journey!(sizes, Setup::hosted().dist(&fixture()).dark());
async fn sizes(app: App) {
    let script = "return matchMedia('(prefers-color-scheme: dark)').matches";
    assert_eq!(app.client().execute(script, Vec::new()).await.unwrap(), true);
    for width in [320, 768, 1280] {
        app.viewport(width, 700).await;
        assert!(!app.overflows().await);
    }
    app.viewport(320, 700).await;
    assert!(app.screenshot("fixture-320").await.exists());
}

journey!(tells_what_is_cut_and_what_is_wide, Setup::hosted().dist(&fixture()));
async fn tells_what_is_cut_and_what_is_wide(app: App) {
    assert_eq!((app.cut_texts().await, app.too_wide().await), (Vec::new(), Vec::new()));
    let style = "const { style } = document.querySelector('h1'); Object.assign(style, arguments[0])";
    let cut = serde_json::json!({ "width": "2em", "overflow": "hidden", "whiteSpace": "nowrap" });
    app.client().execute(style, vec![cut]).await.unwrap();
    assert!(app.cut_texts().await.concat().contains("Fixture"));
    app.client().execute(style, vec![serde_json::json!({ "width": "3000px" })]).await.unwrap();
    assert!(app.too_wide().await.concat().contains("Fixture"));
}

journey!(files, Setup::hosted().dist(&fixture()));
async fn files(app: App) {
    let saved = app.download(app.click_button("Save to file")).await;
    assert_eq!(fs::read_to_string(&saved).unwrap(), "{\"saved\":true}");
    app.upload("Import", &saved).await;
    app.see("imported {\"saved\":true}").await;
    app.paste("What was seen", &"x".repeat(65_537)).await;
    app.see("65537 is long").await;
    app.see_value("What was seen", "").await;
    app.paste("What was seen", "short").await;
    app.see_value("What was seen", "short").await;
}

journey!(axe, Setup::hosted().dist(&fixture()));
async fn axe(app: App) {
    app.accessible("the fixture").await;
    app.client()
        .execute(
            "document.querySelector('h1').className = 'faint'; document.querySelector('#log').labels[0].remove()",
            Vec::new(),
        )
        .await
        .unwrap();
    let found = app.axe().await.join("\n");
    assert!(found.contains("color-contrast") && found.contains("label"), "{found}");
}

journey!(tells_violations, Setup::hosted().dist(&fixture()));
async fn tells_violations(app: App) {
    assert_eq!(app.violations().await, Vec::<String>::new());
    app.click_button("Break").await;
    app.click_button("Complain").await;
    app.page_tells("style-src").await;
    app.page_tells("a complaint").await;
    app.forgive().await;
}

journey!(tells_without_a_probe, Setup::hosted().dist(&fixture()).unprobed());
async fn tells_without_a_probe(app: App) {
    app.click_button("Break").await;
    app.click_button("Complain").await;
    app.page_tells("style-src").await;
    app.page_tells("a complaint").await;
    app.forgive().await;
    // What was before the first look is remembered by Chromium only.
    if app.engine() == Engine::Chromium {
        app.client().execute("delete window.__holdfastProbe", Vec::new()).await.unwrap();
        app.ready().await;
        app.page_tells("style-src").await;
        app.forgive().await;
    }
}

journey!(storage_blocked, Setup::hosted().dist(&fixture()).before("performance.mark('ready')").storage_blocked());
async fn storage_blocked(app: App) {
    let answer = app
        .client()
        .execute("try { return String(localStorage) } catch (error) { return error.name }", Vec::new())
        .await;
    assert_eq!(answer.unwrap(), "SecurityError");
    app.forgive().await;
}

journey!(names_agree_with_the_browser, Setup::hosted().dist(&fixture()));
async fn names_agree_with_the_browser(app: App) {
    for (role, name) in [
        ("button", "New incident"),
        ("button", "Save to file, again"),
        ("checkbox", "Exercise"),
        ("combobox", "Severity"),
        ("textbox", "What was seen"),
        ("radio", "Recovery"),
        ("link", "Board"),
        ("heading", "Fixture"),
    ] {
        let element = app.find(role, name).await;
        let (label, computed) = app.computed(&element).await.unwrap();
        // WebKitGTK shows a select as the button it draws, and names it with its value.
        if app.engine() == Engine::WebKit && role == "combobox" {
            continue;
        }
        assert_eq!((computed.as_str(), label.trim()), (role, name));
    }
}

engine_test!(killed_browser_keeps_what_was_saved);
async fn killed_browser_keeps_what_was_saved(engine: Engine) {
    if engine == Engine::WebKit {
        return self_driven(engine).await;
    }
    let browser = KillableBrowser::new(engine, Setup::hosted().dist(&fixture()));
    for round in 0..2 {
        let app = browser.start().await;
        if round > 0 {
            app.see("round 0").await;
        }
        app.fill("What was seen", &format!("round {round}")).await;
        app.click_button("New incident").await;
        app.saved().await;
        let pids = app.pids();
        app.kill();
        assert!(pids.len() > 2 && app.pids().iter().all(|pid| !pids.contains(pid)));
    }
}

/// The same for `WebKit`, whose automation mode keeps nothing.
async fn self_driven(engine: Engine) {
    let script = "
        addEventListener('load', () => {
            const wait = setInterval(async () => {
                if (!page.ready()) return;
                clearInterval(wait);
                await report({ round: location.hash, text: page.text([]) });
                const [field] = page.find([], 'field', 'What was seen');
                page.set(field, `seen in ${location.hash}`);
                page.find([], 'button', 'New incident')[0].click();
                const saved = setInterval(async () => {
                    if (!page.saved()) return;
                    clearInterval(saved);
                    await report({ saved: location.hash });
                }, 5);
            }, 10);
        });";
    let page = SelfDriven::new(engine, Setup::hosted().dist(&fixture()), script);
    for round in 0..3 {
        let mut browser = page.start(&format!("#round={round}"));
        let opened = page.report(&format!("\"round\":\"#round={round}\""), Duration::from_secs(30));
        assert_eq!(opened.contains(&format!("seen in #round={}", round - 1)), round > 0, "{opened}");
        let _ = page.report(&format!("\"saved\":\"#round={round}\""), Duration::from_secs(10));
        browser.kill();
    }
}

engine_test!(tabs_share_a_browser);
async fn tabs_share_a_browser(engine: Engine) {
    let one = App::open(engine, Setup::hosted().dist(&fixture())).await;
    one.fill("Quick log", "from one").await;
    let two = one.new_tab().await;
    two.show().await;
    two.see_value("Quick log", "from one").await;
    two.fill("Quick log", "from two").await;
    one.show().await;
    one.reload().await;
    one.see_value("Quick log", "from two").await;
}
