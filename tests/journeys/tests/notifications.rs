//! Notifications of the system: off until they are turned on, neutral, one for all tabs, plain words where there are none.
//! Chromium shows real ones; in the others a stand-in notes what would be shown.

use holdfast_journeys::{App, Engine, Setup, engine_test};
use serde_json::{Value, json};

/// Notifications that only note what they were made with: no system in a test shows any.
fn noted(answer: &str) -> String {
    format!(
        "(() => {{ window.__notified = []; let permission = '{first}';
            window.Notification = class {{
                constructor(title, options) {{ window.__notified.push(title); }}
                static get permission() {{ return permission; }}
                static async requestPermission() {{ return permission = '{answer}'; }}
            }}; }})()",
        first = if answer == "denied" { "denied" } else { "default" },
    )
}

async fn notified(app: &App) -> Value {
    app.quick("return window.__notified", Value::Null).await
}

/// Has a tab note what it would notify of, and sets its clock so many minutes off the true time.
async fn prepare(app: &App, minutes: i64) {
    app.quick(&noted("granted"), Value::Null).await;
    app.clock_off_by(minutes).await;
}

/// An incident with the contract clock running.
async fn declared(app: &App) {
    app.quick_incident("Signed in from nowhere").await;
    app.declare(None, "Sign-ins from two continents.").await;
}

engine_test!(one_notification_for_all_tabs);
async fn one_notification_for_all_tabs(engine: Engine) {
    let app = App::open(engine, Setup::hosted()).await;
    declared(&app).await;
    // Off by default: nothing is shown when the last quarter begins.
    prepare(&app, 60 * 60).await;
    app.see("Due soon").await;
    assert_eq!(notified(&app).await, json!([]));

    app.route("#/settings").await;
    let part = app.within("region", "System notifications");
    part.see("With every tab closed only the calendar rings").await;
    part.check("Notify of deadlines").await;
    app.see("Kept in this browser").await;
    let other = app.new_tab().await;
    let told = "return await quick.wait('a notification', () => window.__notified.length && window.__notified)";
    for (minutes, state, words) in [
        (60 * 60, "Due soon", "Holdfast: a deadline is due soon"),
        (73 * 60, "Overdue", "Holdfast: a deadline has passed"),
    ] {
        prepare(&other, minutes).await;
        other.see(state).await;
        assert_eq!(other.quick(told, Value::Null).await, json!([words]), "one, which names no incident");
    }
    app.show().await;
    prepare(&app, 73 * 60).await;
    app.route("#/").await;
    app.see("Overdue").await;
    assert_eq!(notified(&app).await, json!([]), "the other tab has told of it");
}

/// The browser's own notifications, which note when the browser has shown them.
const WATCHED: &str = "window.__told = []; window.Notification = class extends Notification {
    constructor(title, options) {
        super(title, options);
        for (const end of ['show', 'error']) this.addEventListener(end, () => window.__told.push(`${end}: ${title}`));
    } }";
/// A browser whose pages may only leave notifications to their service worker, as on phones. Notes what the browser has
/// taken from there: a list that is read while a notification is only being shown may drop it.
const LEFT_TO_THE_WORKER: &str = "window.Notification = class {
    constructor() { throw new TypeError('Illegal constructor'); }
    static permission = 'granted';
    static async requestPermission() { return 'granted'; } };
    window.__told = [];
    const show = ServiceWorkerRegistration.prototype.showNotification;
    ServiceWorkerRegistration.prototype.showNotification = async function (title, options) {
        await show.call(this, title, options);
        window.__told.push(`taken: ${title}`);
    }";
/// Waits until the browser tells of a notification.
const TOLD: &str = "return await quick.wait('a notification', () => window.__told.length && window.__told)";

// Only Chromium's driver grants a page what it asks for.
engine_test!(shown_by_the_browser, [chromium]);
async fn shown_by_the_browser(engine: Engine) {
    let app = App::open(engine, Setup::hosted()).await;
    declared(&app).await;
    app.grant("notifications").await.expect("the driver grants it");
    app.route("#/settings").await;
    app.within("region", "System notifications").check("Notify of deadlines").await;
    app.see("Kept in this browser").await;
    app.quick(WATCHED, Value::Null).await;
    app.clock_off_by(60 * 60).await;
    let told = app.quick(TOLD, Value::Null).await;
    assert_eq!(told, json!(["show: Holdfast: a deadline is due soon"]));

    app.controlled().await;
    app.quick(LEFT_TO_THE_WORKER, Value::Null).await;
    app.clock_off_by(73 * 60).await;
    assert_eq!(app.quick(TOLD, Value::Null).await, json!(["taken: Holdfast: a deadline has passed"]));
}

engine_test!(a_refusal_is_said_plainly);
async fn a_refusal_is_said_plainly(engine: Engine) {
    let app = App::open(engine, Setup::hosted().before(&noted("denied"))).await;
    app.route("#/settings").await;
    let part = app.within("region", "System notifications");
    part.see("Refused for this page").await;
    app.quick("page.find([], 'checkbox', 'Notify of deadlines')[0].click()", Value::Null).await;
    app.see("Kept in this browser").await;
    let ticked = "return page.find([], 'checkbox', 'Notify of deadlines')[0].checked";
    assert_eq!(app.quick(ticked, Value::Null).await, json!(false));
    app.not_see("This browser gives this page no notifications").await;
}
