//! Registers as tables: which one, of what, in which form.

use crate::language::Msg;
use crate::record::organisation;
use crate::register::{register, registers};
use crate::session::{Session, Table};
use crate::ui::markup::prelude::*;
use crate::ui::widget::select::select;
use crate::ui::widget::text::t;

/// What may be saved: its words, whether of all incidents, whether as JSON.
const FILES: [(Msg, bool, bool); 4] = [
    (msg!("Save as CSV", "保存为 CSV"), false, false),
    (msg!("Save as JSON", "保存为 JSON"), false, true),
    (msg!("All incidents as CSV", "所有事件，保存为 CSV"), true, false),
    (msg!("All incidents as JSON", "所有事件，保存为 JSON"), true, true),
];

/// Draws the section; `incident` is false for the record of the organisation, whose registers are in no other.
pub(super) fn export(session: Session, incident: bool) -> AnyView {
    let which = RwSignal::new(offered(session).into_iter().next().map(|(code, _)| code).unwrap_or_default());
    let said = RwSignal::new(String::new());
    let mut buttons: Vec<AnyView> = Vec::new();
    for (words, all, json) in FILES {
        let save = move |_| {
            let Some(register) = which.with_untracked(|code| register(code)) else { return };
            leptos::task::spawn_local(async move {
                let count = session.save_register(Table { register, json, all }).await;
                let words = match count {
                    0 => msg!("No entry to save.", "没有可保存的条目。"),
                    _ => msg!("Entries in the file: {0}", "文件中的条目：{0} 条"),
                };
                // The page that asked may be gone.
                let _ = said.try_set(words.fill(session.language.get_untracked(), &[&count.to_string()]));
            });
        };
        if incident || !all {
            let button = view! { <button class="button" type="button" on:click=save>{t(words)}</button> };
            buttons.push(button.into_any());
        }
    }
    view! {
        <section class="section screen-only" aria-labelledby="record-registers">
            <h2 id="record-registers">{t(msg!("Export a register", "导出登记表"))}</h2>
            <p class="small muted">{t(msg!(
                "One row per entry, also of those taken out. The file of all incidents leaves exercises out. Handle it as marked in its name.",
                "每个条目一行，包括已移除的条目。“所有事件”的文件不含演练。请按文件名中的标记处理文件。",
            ))}</p>
            <div class="line">{select("register-which", msg!("Register", "登记表"), offered, which)}</div>
            <p class="line">{buttons}</p>
            <p class="small" role="status">{move || said.get()}</p>
        </section>
    }
    .into_any()
}

/// The registers of a record of this kind.
fn offered(session: Session) -> Vec<(String, String)> {
    let incident =
        session.opened.with_untracked(|opened| opened.as_ref().is_some_and(|one| !organisation::is(&one.id)));
    let mut all = Vec::new();
    for one in registers() {
        let here = if incident { one.place != "readiness" } else { one.is_at("readiness") };
        if here {
            all.push((one.code.clone(), Msg::of(&one.title).get(session.language.get()).to_owned()));
        }
    }
    all
}
