//! Registers as tables: which one, of what, in which form.

use crate::language::{Language, Msg};
use crate::register::{register, registers};
use crate::session::{Session, Table};
use crate::ui::markup::prelude::*;
use crate::ui::widget::select::select;
use crate::ui::widget::text::t;

/// Draws the section; `incident` is false for the record of the organisation, which has registers of its own.
pub(super) fn export(session: Session, incident: bool) -> AnyView {
    let offered = if incident { of_incidents } else { of_organisation };
    let first = offered(Language::English).into_iter().next().map(|(code, _)| code);
    let which = RwSignal::new(first.unwrap_or_default());
    let (of, form) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let saved = RwSignal::new(None::<usize>);
    let save = move |_| {
        let Some(register) = which.with_untracked(|code| register(code)) else { return };
        let [all, json] = [of, form].map(|one| !one.with_untracked(String::is_empty));
        leptos::task::spawn_local(async move {
            let count = session.save_register(Table { register, json, all }).await;
            // The page that asked may be gone.
            let _ = saved.try_set(Some(count));
        });
    };
    let said = move || {
        let language = session.language.get();
        saved.get().map(|count| match count {
            0 => msg!("No entry to save.", "没有可保存的条目。").get(language).to_owned(),
            _ => msg!("Entries in the file: {0}", "文件中的条目：{0} 条").fill(language, &[&count.to_string()]),
        })
    };
    view! {
        <section class="section screen-only" aria-labelledby="record-registers">
            <h2 id="record-registers">{t(msg!("Export a register", "导出登记表"))}</h2>
            <p class="small muted">{t(msg!(
                "A row an entry, also those taken out. Handle the file as marked in its name.",
                "每个条目一行，包括已移除的条目。请按文件名中的标记处理文件。",
            ))}</p>
            {select("register-which", msg!("Register", "登记表"), offered, which)}
            {incident.then(|| select("register-of", msg!("Of", "范围"), whose, of))}
            {select("register-form", msg!("Format", "格式"), forms, form)}
            <p><button class="button" type="button" on:click=save>{t(msg!("Save register", "保存登记表"))}</button></p>
            <p class="small" role="status">{said}</p>
        </section>
    }
    .into_any()
}

fn of(language: Language, incident: bool) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for one in registers() {
        if (one.place != "readiness") == incident {
            all.push((one.code.clone(), Msg::of(&one.title).get(language).to_owned()));
        }
    }
    all
}

fn of_incidents(language: Language) -> Vec<(String, String)> {
    of(language, true)
}

fn of_organisation(language: Language) -> Vec<(String, String)> {
    of(language, false)
}

/// The usual, with an empty code, and the other.
fn two(language: Language, words: [Msg; 2]) -> Vec<(String, String)> {
    let [usual, other] = words.map(|words| words.get(language).to_owned());
    vec![(String::new(), usual), ("other".to_owned(), other)]
}

fn whose(language: Language) -> Vec<(String, String)> {
    two(language, [msg!("This incident", "本事件"), msg!("All incidents but exercises", "除演练外的所有事件")])
}

fn forms(language: Language) -> Vec<(String, String)> {
    two(language, [msg!("CSV", "CSV"), msg!("JSON", "JSON")])
}
