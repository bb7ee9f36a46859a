//! Settings: who is typing, language, theme. Kept at each change, in this browser only.

mod profile;

use crate::browser::storage_status::is_file_url;
use crate::browser::{local, notification};
use crate::language::{Language, Msg};
use crate::record::event::Author;
use crate::record::time::{MINUTE, Timestamp};
use crate::session::{Route, Session, Theme};
use crate::ui::markup::prelude::*;
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::text::t;

/// Set after a change.
type Kept = RwSignal<bool>;

/// Draws the page.
pub fn settings(session: Session) -> AnyView {
    let changed = RwSignal::new(false);
    view! {
        <main class="page" id="main" tabindex="-1">
            <div class="measure stack-wide">
                <div class="section-head">
                    <h1>{t(msg!("Settings", "设置"))}</h1>
                    {confirmation(changed)}
                </div>
                <div class="settings">
                    {you(session, changed)}
                    {language(session, changed)}
                    {theme(session, changed)}
                    {time(session)}
                    {notifications(session, changed)}
                    {profile::profile(session, changed)}
                    {data()}
                </div>
            </div>
        </main>
    }
    .into_any()
}

/// Says after a change that it holds, and for how long.
fn confirmation(changed: RwSignal<bool>) -> AnyView {
    let words = move || {
        changed.get().then(|| match local::probe() {
            true => view! { {mark(Mark::Tick)}{t(msg!("Kept in this browser", "已保留在此浏览器中"))} }.into_any(),
            false => {
                view! { {mark(Mark::Triangle)}{t(msg!("Holds until this tab is closed", "在关闭此标签页之前有效"))} }
                    .into_any()
            }
        })
    };
    view! { <span class="state" role="status">{words}</span> }.into_any()
}

fn part(id: &'static str, heading: Msg, about: Msg, body: AnyView) -> AnyView {
    view! {
        <section class="setting" aria-labelledby=id>
            <div><h2 id=id>{t(heading)}</h2><p class="small muted">{t(about)}</p></div>
            <div class="measure">{body}</div>
        </section>
    }
    .into_any()
}

/// Name, role and device: embedded in each entry written from now on.
fn you(session: Session, changed: RwSignal<bool>) -> AnyView {
    let me = session.me.get_untracked();
    let fields = [
        name_field(session, changed, "settings-name", msg!("Your name", "你的姓名"), &me.name, |me, text| {
            me.name = text
        }),
        name_field(session, changed, "settings-role", msg!("Your role", "你的角色"), &me.role, |me, text| {
            me.role = text
        }),
        name_field(session, changed, "settings-device", msg!("This device", "此设备"), &me.device, |me, text| {
            me.device = text
        }),
    ];
    let about = msg!(
        "Stands in every entry you write from now on. Entries already written do not change.",
        "写入你此后的每一条目。已写入的条目不会改变。",
    );
    part(
        "settings-you",
        msg!("You", "你"),
        about,
        view! { <div class="form">{fields.into_iter().collect::<Vec<_>>()}</div> }.into_any(),
    )
}

/// A text field that is kept at each keystroke; nothing rewrites it while it is typed in.
fn name_field(
    session: Session,
    changed: RwSignal<bool>,
    id: &'static str,
    label: Msg,
    before: &str,
    set: fn(&mut Author, String),
) -> AnyView {
    let typed = move |event: leptos::ev::Event| {
        let mut me = session.me.get_untracked();
        set(&mut me, event_target_value(&event).trim().to_owned());
        session.set_me(me);
        changed.set(true);
    };
    view! {
        <div class="field" data-kind="text">
            <label class="field-label" for=id>{t(label)}</label>
            <input class="field-input" id=id type="text" autocomplete="off" value=before.to_owned() on:input=typed />
        </div>
    }
    .into_any()
}

/// Options of which one holds.
fn choice(name: &'static str, options: Vec<AnyView>, legend: Msg) -> AnyView {
    view! {
        <fieldset class="field field-choice" data-kind="choice" id=name>
            <legend class="unseen">{t(legend)}</legend>
            <div class="options-inline">{options}</div>
        </fieldset>
    }
    .into_any()
}

fn language(session: Session, changed: RwSignal<bool>) -> AnyView {
    let option = |one: Language, name: &'static str| {
        let choose = move |_| {
            session.set_language(one);
            changed.set(true);
        };
        view! {
            <label class="option" lang=one.tag()>
                <input type="radio" name="language" prop:checked=move || session.language.get() == one on:change=choose />
                <span>{name}</span>
            </label>
        }
        .into_any()
    };
    let options = vec![option(Language::English, "English"), option(Language::Chinese, "简体中文")];
    let legend = msg!("Language", "语言");
    let about = msg!("Only what is shown changes, never what is recorded.", "只改变显示，不改变记录的内容。");
    part("settings-language", legend, about, choice("language", options, legend))
}

fn theme(session: Session, changed: RwSignal<bool>) -> AnyView {
    let option = |one: Theme, name: Msg| {
        let choose = move |_| {
            session.set_theme(one);
            changed.set(true);
        };
        view! {
            <label class="option">
                <input type="radio" name="theme" prop:checked=move || session.theme.get() == one on:change=choose />
                <span>{t(name)}</span>
            </label>
        }
        .into_any()
    };
    let options = vec![
        option(Theme::System, msg!("As the system", "跟随系统")),
        option(Theme::Light, msg!("Paper", "纸面")),
        option(Theme::Dark, msg!("Night", "夜间")),
    ];
    let legend = msg!("Theme", "主题");
    let about = msg!("Printing is always black on white.", "打印始终为白底黑字。");
    part("settings-theme", legend, about, choice("theme", options, legend))
}

fn time(session: Session) -> AnyView {
    let zone = session.zone();
    let now = move || session.when(Timestamp(session.now.get().0 / MINUTE * MINUTE));
    let about = msg!(
        "Set by this device. Times you type carry their own zone; clocks show both and UTC.",
        "由此设备决定。你输入的时间带有各自的时区；时限同时显示两者及 UTC。",
    );
    let body = view! { <p><span class="mono">{zone}</span></p><p><time class="words">{now}</time></p> }.into_any();
    part("settings-time", msg!("Your time zone", "你的时区"), about, body)
}

/// Notifications of the system: what the browser allows, in plain words.
fn notifications(session: Session, changed: RwSignal<bool>) -> AnyView {
    let permission = RwSignal::new(notification::permission());
    let turn = move |event: leptos::ev::Event| {
        let on = event_target_checked(&event);
        leptos::task::spawn_local(async move {
            session.set_notify(on).await;
            // The page may be gone when the person has answered.
            let _ = permission.try_set(notification::permission());
            let _ = changed.try_set(true);
        });
    };
    let on = move || session.notify.get() && permission.get() == "granted";
    let missing = move || permission.with(String::is_empty);
    let refused = move || {
        let words = match permission.get().as_str() {
            "" => msg!("This browser gives this page no notifications.", "此浏览器不向本页面提供通知功能。"),
            "denied" => msg!(
                "Refused for this page: allow it in the browser's settings for this site.",
                "本页面的通知已被拒绝：请在浏览器的网站设置中允许。",
            ),
            _ => return None,
        };
        Some(view! { <p class="state">{mark(Mark::Triangle)}<span>{words.get(session.language.get())}</span></p> })
    };
    let file = is_file_url().then(|| {
        t(msg!(
            "Opened from a file, some browsers refuse it, and others ask again each time.",
            "从文件打开时，有的浏览器会拒绝，有的每次都会重新询问。",
        ))
    });
    let about = msg!(
        "When a deadline becomes due soon or passes, while a tab is open. They name no incident. With every tab closed only the calendar rings.",
        "在标签页打开期间，时限即将到期或已逾期时发出。通知中不出现事件名称。所有标签页关闭后，只有日历会提醒。",
    );
    let heading = msg!("System notifications", "系统通知");
    let body = view! {
        <label class="option">
            <input type="checkbox" prop:checked=on disabled=missing on:change=turn />
            <span>{t(msg!("Notify of deadlines", "时限通知"))}</span>
        </label>
        <div role="status">{refused}</div>
        <p class="small muted">{file}</p>
    }
    .into_any();
    part("settings-notify", heading, about, body)
}

fn data() -> AnyView {
    let about = msg!(
        "Nothing here is sent anywhere. Files you save are the copies that outlive this browser.",
        "这里的任何内容都不会发送到别处。你保存的文件是不依赖此浏览器的副本。",
    );
    let body = view! {
        <p class="line">
            <a href=Route::Storage.href()>{t(msg!("Storage and backup", "存储与备份"))}</a>
            <a href=Route::Import.href()>{t(msg!("Import and restore", "导入与还原"))}</a>
        </p>
    }
    .into_any();
    part("settings-data", msg!("Your data", "你的数据"), about, body)
}
