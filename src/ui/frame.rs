//! The frame of every page: marking, masthead, storage notices, page, footer.

use super::band::band;
use super::page;
use super::rest::{Arrival, Rest};
use super::widget::mark::{Mark, mark};
use super::widget::text::t;
use crate::browser::StoreError;
use crate::browser::{clock, page as window, storage_status, timer};
use crate::exchange::record_json::VERSION;
use crate::language::{Msg, format};
use crate::session::{Job, Route, Saved, Session, StorageState, Theme, reminder};
use crate::ui::markup::prelude::*;

/// Id of the list of zone names that every time field offers.
pub const ZONES: &str = "zones";
/// What nobody sees at first is made this long after the start, in milliseconds.
const AFTER_START: i32 = 300;

/// Draws the app.
pub fn frame(session: Session, rest: Rest) -> AnyView {
    super::told::tell(session);
    Effect::new(move |before: Option<Route>| {
        let route = session.route.get();
        // Entering another page begins at its top; the first page keeps the browser's own focus.
        if before.is_some_and(|before| !same_page(&before, &route)) {
            request_animation_frame(|| window::begin("main"));
        }
        route
    });
    // The board says itself when it is ready; any other page that comes first is ready once it is drawn.
    Effect::new(move |said: Option<bool>| {
        let ready = said == Some(true)
            || match session.route.get() {
                Route::Incident(..) => session.opened.with(Option::is_some),
                Route::Board => return true,
                _ => rest.arrival.get() == Arrival::Here,
            };
        if ready && said != Some(true) {
            window::mark("ready");
        }
        ready
    });
    let to_main = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        window::focus("main");
    };
    // Links that act as buttons answer the space bar too, as buttons do. Enter that ends a composition sends no form.
    let press = |event: leptos::ev::KeyboardEvent| {
        use leptos::wasm_bindgen::JsCast as _;
        if event.key() == "Enter" && (event.is_composing() || event.key_code() == 229) {
            event.prevent_default();
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<leptos::web_sys::HtmlElement>().ok());
        let pressed = target.filter(|one| event.key() == " " && one.tag_name() == "A" && one.has_attribute("role"));
        if let Some(link) = pressed {
            event.prevent_default();
            link.click();
        }
    };
    // Some four hundred names that only a time field asks for: not before the first frame.
    let zone_names = RwSignal::new(Vec::new());
    leptos::task::spawn_local(async move {
        timer::pause(AFTER_START).await;
        zone_names.set(clock::zone_names());
    });
    let zones = move || {
        let names = zone_names.get().into_iter();
        names.map(|zone| view! { <option value=zone></option> }.into_any()).collect::<Vec<_>>()
    };
    view! {
        <div class="app" on:keydown=press>
            <a class="skip" href="#main" on:click=to_main>{t(msg!("Skip to content", "跳到正文"))}</a>
            {band(session)}
            {masthead(session)}
            {notices(session, rest)}
            {page::page(session, rest)}
            <footer class="foot">
                <span>"Holdfast "{VERSION}</span>
                <span>{t(msg!("Nothing leaves this browser", "数据不会离开此浏览器"))}</span>
            </footer>
        </div>
        <datalist id=ZONES>{zones}</datalist>
        <div class="unseen" role="status" aria-live="polite">{move || session.announced.get()}</div>
    }
    .into_any()
}

fn same_page(a: &Route, b: &Route) -> bool {
    match (a, b) {
        (Route::Incident(one, ..), Route::Incident(other, ..)) => one == other,
        _ => a == b,
    }
}

fn masthead(session: Session) -> AnyView {
    let links = [
        (Route::Board, msg!("Board", "总览")),
        (Route::Playbooks, msg!("Playbooks", "处置手册库")),
        (Route::readiness(None), page::READINESS),
        (Route::Verify, msg!("Verify", "校验")),
        (Route::Storage, msg!("Storage", "存储")),
        (Route::Settings, msg!("Settings", "设置")),
        (Route::Help, msg!("Help", "帮助")),
    ];
    let links: Vec<AnyView> = links
        .into_iter()
        .map(|(route, name)| {
            let href = route.href();
            let current = move || same_page(&session.route.get(), &route).then_some("page");
            view! { <a href=href aria-current=current>{t(name)}</a> }.into_any()
        })
        .collect();
    let other = move || match session.language.get().other() {
        crate::language::Language::English => "English",
        crate::language::Language::Chinese => "中文",
    };
    let switch = move |_| session.set_language(session.language.get_untracked().other());
    let theme = move || match session.theme.get() {
        Theme::Dark => msg!("Day", "日间").get(session.language.get()),
        Theme::System | Theme::Light => msg!("Night", "夜间").get(session.language.get()),
    };
    let turn = move |_| {
        session.set_theme(match session.theme.get_untracked() {
            Theme::Dark => Theme::Light,
            Theme::System | Theme::Light => Theme::Dark,
        });
    };
    view! {
        <header class="masthead">
            <a class="wordmark" href="#/">"Holdfast"</a>
            <nav class="nav" aria-label=t(msg!("Main", "主导航"))>{links}</nav>
            <div class="masthead-end">
                {saved(session)}
                <button class="button button-quiet" type="button" lang=move || session.language.get().other().tag() on:click=switch>{other}</button>
                <button class="button button-quiet" type="button" on:click=turn>{theme}</button>
            </div>
        </header>
    }
    .into_any()
}

/// What the store last said. "Saved" only after it confirmed.
fn saved(session: Session) -> AnyView {
    let look = move || {
        let language = session.language.get();
        match session.saved.get() {
            Saved::Nothing => None,
            Saved::Saving => Some(("saving", Mark::Dial, msg!("Saving…", "正在保存……").get(language).to_owned())),
            Saved::At(at) => {
                let time = format::clock_time(at, session.offset_at(at));
                Some(("saved", Mark::Tick, msg!("Saved {0}", "已保存 {0}").fill(language, &[&time])))
            }
            Saved::Memory => {
                Some(("memory", Mark::Triangle, msg!("Kept in memory only", "仅保留在内存中").get(language).to_owned()))
            }
            Saved::Failed(_) => Some(("failed", Mark::Diamond, msg!("Not saved", "未保存").get(language).to_owned())),
        }
    };
    let shown = move || {
        // The instant of the last confirmation, for programs that watch the page: two may come within a second.
        let at = match session.saved.get_untracked() {
            Saved::At(at) => Some(at.0.to_string()),
            _ => None,
        };
        look().map(|(state, shape, text)| {
            view! { <span class="saved" data-state=state data-at=at>{mark(shape)}<span>{text}</span></span> }
        })
    };
    view! { <span role="status">{shown}</span> }.into_any()
}

/// Why the store refused, in words.
#[must_use]
pub fn store_problem(error: &StoreError) -> Msg {
    match error {
        StoreError::Blocked => msg!("This browser gives the page no storage.", "此浏览器未给本页面提供存储。"),
        StoreError::Full => msg!("The storage of this browser is full.", "此浏览器的存储空间已满。"),
        StoreError::Closed => msg!("The browser has closed the storage.", "浏览器已关闭存储。"),
        StoreError::NewerFormat { .. } => msg!(
            "A newer version of Holdfast is in use; this tab may only read. Reload the page.",
            "已有较新版本的 Holdfast 在使用；此标签页只读。请重新加载页面。",
        ),
        StoreError::Purged => msg!("This incident was purged.", "此事件已被彻底清除。"),
        StoreError::Changed => {
            msg!("Another tab changed this meanwhile. Look at it again.", "其他标签页已更改此内容。请重新查看。",)
        }
        StoreError::Failed(_) => msg!("The browser refused to store.", "浏览器拒绝保存。"),
    }
}

/// Notices that concern every page: no storage, failed saving, an update, a file that is open from disk.
fn notices(session: Session, rest: Rest) -> AnyView {
    let save = move |_| session.start_job(Job::SaveRecord);
    let save_all = move |_| session.start_job(Job::SaveBackup);
    let has_open = Memo::new(move |_| session.opened.with(Option::is_some));
    let save_one = move |one: bool| {
        match one {
        true => {
            view! { <button class="button" type="button" on:click=save>{t(msg!("Save to file", "保存到文件"))}</button> }
                .into_any()
        }
        false => {
            view! { <button class="button" type="button" on:click=save_all>{t(msg!("Back up everything", "备份全部数据"))}</button> }
                .into_any()
        }
    }
    };
    let button = move || save_one(has_open.get());
    let reopen = move |_| session.start_job(Job::Reopen);
    let storage = move || {
        match session.storage.get() {
        StorageState::Opening | StorageState::Durable => None,
        StorageState::Memory(error) => Some(view! {
            <div class="notice" data-tone="soon" role="status">
                {mark(Mark::Triangle)}
                <p class="notice-title">{t(msg!("This tab keeps nothing", "此标签页不保留任何数据"))}</p>
                <p>{t(store_problem(&error))}" "{t(msg!("You can work, but closing the tab loses everything that is not in a file.", "可以继续工作，但关闭标签页后，未存入文件的内容都会丢失。"))}</p>
                <p>{button}</p>
            </div>
        }.into_any()),
        StorageState::ReadOnly(error) => Some(view! {
            <div class="notice" data-tone="over" role="status">
                {mark(Mark::Diamond)}
                <p class="notice-title">{t(msg!("This tab is read-only", "此标签页只读"))}</p>
                <p>{t(store_problem(&error))}</p>
                {(error == StoreError::Closed).then(|| view! {
                    <p class="line">{button}<button class="button" type="button" on:click=reopen>{t(msg!("Open the storage again", "重新打开存储"))}</button></p>
                }.into_any())}
            </div>
        }.into_any()),
    }
    };
    let failed = move || match session.refused.get() {
        Some(error) => {
            let again = move |_| session.start_job(Job::Reopen);
            Some(view! {
                <div class="notice" data-tone="over" role="alert">
                    {mark(Mark::Diamond)}
                    <p class="notice-title">{t(msg!("Not saved", "未保存"))}</p>
                    <p>{t(store_problem(&error))}" "{t(msg!("Your work is kept in memory. Save it to a file now.", "你的工作仍保留在内存中。请立即保存到文件。"))}</p>
                    <p class="line">{button}<button class="button" type="button" on:click=again>{t(msg!("Try again", "重试"))}</button></p>
                </div>
            })
        }
        None => None,
    };
    let update = move || {
        session.update_waiting.get().then(|| {
            let apply = move |_| window::apply_update();
            view! {
                <div class="notice" role="status">
                    {mark(Mark::Dial)}
                    <p class="notice-title">{t(msg!("An update is ready", "有可用更新"))}</p>
                    <p>{t(msg!("It is taken when you choose; what is saved stays.", "由你决定何时更新；已保存的内容不受影响。"))}</p>
                    <p><button class="button" type="button" on:click=apply>{t(msg!("Update now", "立即更新"))}</button></p>
                </div>
            }
        })
    };
    let since = Memo::new(move |_| session.uncopied_since());
    let reminder = Memo::new(move |_| {
        let (since, open) = since.get()?;
        Some((reminder(since, session.now.get())?, open))
    });
    let remind = move || {
        reminder.get().map(|(hours, open)| {
            let language = session.language.get();
            let length = format::duration(language, hours * 3_600_000);
            let text = msg!("Work of the last {0} is in no file yet", "最近 {0} 的工作尚未存入文件");
            let text = text.fill(language, &[&length]);
            view! { <div class="notice">{mark(Mark::Dial)}<p class="notice-title">{text}</p><p>{save_one(open)}</p></div> }
        })
    };
    // Only the second part looks at the clock, so it is there.
    let clock = move || session.clock.with(Option::is_some).then(|| rest.page(session, page::Place::Clock));
    let from_file = storage_status::is_file_url().then(|| {
        view! {
            <details class="notice-file measure">
                <summary>{t(msg!("Opened from a file: what that means", "从文件打开：有何影响"))}</summary>
                <p>{t(msg!(
                    "Chromium: other local pages opened from disk can read what is stored here. Firefox: moving or renaming this file hides the data until it is back under its old name. Save to a file often.",
                    "Chromium：从磁盘打开的其他本地页面可以读取这里存储的数据。Firefox：移动或重命名此文件后，数据将不可见，恢复原路径和原文件名后才会重现。请经常保存到文件。",
                ))}</p>
                <p>{button}</p>
            </details>
        }
    });
    view! {
        <section class="notices screen-only" aria-label=t(msg!("Notices", "提示"))>{storage}{failed}{clock}{update}{remind}{from_file}</section>
    }
    .into_any()
}
