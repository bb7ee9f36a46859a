//! Import and restore: a file is read, checked whole and shown as a summary; only then may it be taken in.

mod beside;
pub(super) mod reading;
pub(super) mod rules;

use self::reading::{Reading, file_place, marks, title_of};
use crate::browser::StoreError;
use crate::browser::page;
use crate::record::id::Id;
use crate::record::time::Timestamp;
use crate::session::{Chosen, FileHead, ImportPreview, IncidentTab, PreviewRecord, Route, Session};
use crate::ui::frame::store_problem;
use crate::ui::markup::prelude::*;
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::text::{stored, t};
use std::sync::Arc;

/// What came of taking a file in.
#[derive(Clone, Default)]
enum Taken {
    #[default]
    Nothing,
    Underway,
    Refused(StoreError),
    /// Rules of this edition are in force.
    InForce(String),
    /// Incidents with their titles and the number of entries added; then what was taken over of the rest.
    Done(Vec<(Id, String, usize)>, Chosen),
}

/// Draws the page.
pub fn import(session: Session) -> AnyView {
    let reading = RwSignal::new(Reading::Nothing);
    let taken = RwSignal::new(Taken::Nothing);
    // Another file: what came of the one before is gone.
    Effect::new(move |_| {
        reading.track();
        taken.set(Taken::Nothing);
    });
    // Once taken in, the comparison is out of date.
    let done = Memo::new(move |_| taken.with(|taken| matches!(taken, Taken::Done(..) | Taken::InForce(_))));
    let body = view! {
        {move || (!done.get()).then(|| reading.with(|read| match read {
            Reading::Read(name, preview) => Some(summary(session, name, preview, taken)),
            Reading::Rules(name, preview) => Some(rules::summary(session, name, preview, reading, taken)),
            _ => None,
        }))}
        {outcome(session, taken)}
        {rules::in_force(session, reading)}
    }
    .into_any();
    let hint = msg!(
        "A record, a backup or a rule pack saved by Holdfast, up to 128 MiB. Nothing is stored before you have seen what it holds.",
        "由 Holdfast 保存的记录、备份或规则包，最大 128 MiB。在你看到其内容并确认之前，不会存储任何数据。",
    );
    file_place(session, msg!("Import", "导入"), hint, reading, body)
}

/// What the file holds beside what is stored here, and the button that takes it in.
fn summary(session: Session, name: &str, preview: &Arc<ImportPreview>, taken: RwSignal<Taken>) -> AnyView {
    let rows: Vec<AnyView> = preview.records.iter().map(|record| row(session, record)).collect();
    let adds = preview.records.iter().any(PreviewRecord::adds);
    let kept = StoredValue::new(preview.clone());
    let chosen = beside::at_first(session, preview);
    let verb = match preview.head.is_backup() {
        true => msg!("Restore", "还原"),
        false => msg!("Import", "导入"),
    };
    let take = move |_| {
        if matches!(taken.get_untracked(), Taken::Underway) {
            return;
        }
        taken.set(Taken::Underway);
        leptos::task::spawn_local(async move {
            let preview = kept.get_value();
            let take = Chosen { rules: chosen.rules.get_untracked(), profile: chosen.profile.get_untracked() };
            let told: Vec<(Id, String, usize)> = preview
                .records
                .iter()
                .filter(|record| record.adds())
                .map(|record| (record.id.clone(), record.title.clone(), record.new_events))
                .collect();
            taken.set(match session.import(&preview, take).await {
                Ok(()) => Taken::Done(told, take),
                Err(error) => Taken::Refused(error),
            });
            request_animation_frame(|| {
                page::focus("import-outcome");
            });
        });
    };
    let open = move || matches!(taken.get(), Taken::Nothing | Taken::Refused(_));
    let act = move || {
        let any = adds || chosen.rules.get() || chosen.profile.get();
        (any && open()).then(|| {
            view! { <div class="form-actions"><button class="button button-primary" type="button" on:click=take>{t(verb)}</button></div> }
        })
    };
    let nothing = (!adds && !beside::offers(session, preview)).then(|| {
        view! { <p>{t(msg!("There is nothing in this file to take in.", "此文件中没有可导入的内容。"))}</p> }
    });
    view! {
        <section class="section" aria-labelledby="import-summary">
            <h2 id="import-summary" tabindex="-1">{t(msg!("What the file holds", "文件内容"))}</h2>
            <p class="small muted">{head_words(session, name, &preview.head)}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=t(msg!("Table of records", "记录表"))>
                <table>
                    <thead><tr>
                        <th scope="col">{t(msg!("Incident", "事件"))}</th>
                        <th scope="col">{t(msg!("What would happen", "将如何处理"))}</th>
                        <th scope="col" class="num">{t(msg!("Entries in the file", "文件中的条目"))}</th>
                        <th scope="col" class="num">{t(msg!("New here", "此处没有"))}</th>
                        <th scope="col" class="num">{t(msg!("Only here", "仅此处有"))}</th>
                        <th scope="col" class="num">{t(msg!("Erasures it brings", "带来的抹除"))}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {beside::beside(session, name, preview, chosen)}
            {nothing}
            {act}
        </section>
    }
    .into_any()
}

/// What a file says of itself.
pub(super) fn head_words(session: Session, name: &str, head: &FileHead) -> impl Fn() -> String + use<> {
    let (name, head) = (name.to_owned(), head.clone());
    move || {
        let language = session.language.get();
        let kind = match head.is_backup() {
            true => msg!("backup", "备份"),
            false => msg!("record", "记录"),
        };
        let exported = Timestamp::parse(&head.exported).map_or_else(|| stored(&head.exported), |at| session.when(at));
        let words = msg!("{0}: {1}, by {2} {3}, exported {4}", "{0}：{1}，由 {2} {3} 于 {4} 导出");
        words.fill(language, &[&name, kind.get(language), &stored(&head.app.name), &head.app.version, &exported])
    }
}

fn row(session: Session, record: &PreviewRecord) -> AnyView {
    let [events, new, only, erasures] =
        [record.events, record.new_events, record.only_here, record.erasures].map(|count| count.to_string());
    let fresh = record.only_here == 0 && record.new_events == record.events;
    let (shape, words) = match record {
        PreviewRecord { purged: true, .. } => {
            (Mark::Dash, msg!("Purged in this browser: it does not come back", "已在此浏览器中彻底清除：不会恢复"))
        }
        PreviewRecord { conflict: true, .. } => (
            Mark::Diamond,
            msg!(
                "In conflict with what is stored here: nothing of it is taken",
                "与此处存储的内容冲突：不会导入其中任何内容",
            ),
        ),
        PreviewRecord { new_events: 0, .. } => (Mark::Tick, msg!("All of it is here already", "全部内容已在此处")),
        _ if fresh => (Mark::Box, msg!("Added as a new incident", "作为新事件添加")),
        _ => (Mark::Box, msg!("Added to the incident that is here", "添加到此处已有的事件")),
    };
    let class = if record.conflict && !record.purged { "is-over" } else { "" };
    let held = (record.held && record.erasures > 0).then(|| {
        let why = msg!(
            "A legal hold stands: these contents stay until it is released.",
            "处于法律保全中：这些内容保留至解除保全。",
        );
        view! { <p class="small">{t(why)}</p> }
    });
    view! {
        <tr>
            <th scope="row">{title_of(session, &record.title)}{marks(record)}</th>
            <td><p class=class>{mark(shape)}" "{t(words)}</p>{held}</td>
            <td class="num">{events}</td>
            <td class="num">{new}</td>
            <td class="num">{only}</td>
            <td class="num">{erasures}</td>
        </tr>
    }
    .into_any()
}

fn in_force_words(session: Session, edition: String) -> impl Fn() -> String {
    move || {
        msg!("Edition {0} of the rules is in force.", "规则版本 {0} 已生效。").fill(session.language.get(), &[&edition])
    }
}

/// What came of it: what was added, with a way to it; or why nothing was.
fn outcome(session: Session, taken: RwSignal<Taken>) -> AnyView {
    let shown = move || match taken.get() {
        Taken::Nothing => None,
        Taken::Underway => Some(view! { <p role="status">{t(msg!("Storing…", "正在存储……"))}</p> }.into_any()),
        Taken::Refused(error) => Some(
            view! {
                <div class="error-summary" role="alert" tabindex="-1" id="import-outcome">
                    <h2>{t(msg!("Nothing was stored", "未存储任何内容"))}</h2>
                    <p>{t(store_problem(&error))}</p>
                </div>
            }
            .into_any(),
        ),
        Taken::InForce(edition) => {
            let words = in_force_words(session, edition);
            Some(view! { <p role="status" tabindex="-1" id="import-outcome"><strong>{words}</strong></p> }.into_any())
        }
        Taken::Done(added, take) => {
            let rows: Vec<AnyView> = added
                .iter()
                .map(|(id, title, events)| {
                    let href = Route::Incident(id.clone(), IncidentTab::Playbook, None).href();
                    let count = events.to_string();
                    let words =
                        move || msg!("{0} entries added", "新增 {0} 条").fill(session.language.get(), &[&count]);
                    view! { <li class="row"><a href=href>{title_of(session, title)}</a><span>{words}</span></li> }
                        .into_any()
                })
                .collect();
            // Work needs a name, and a browser that begins with an import has not asked for it yet.
            let nameless = session.me.with(|me| me.name.is_empty()).then(|| {
                let words = msg!(
                    "Say who you are, under Settings, before you go on.",
                    "请先在“设置”中填写你的姓名，再继续工作。",
                );
                view! { <p><a href=Route::Settings.href()>{t(words)}</a></p> }
            });
            Some(view! {
                <section class="section" role="status" tabindex="-1" id="import-outcome" aria-labelledby="import-done">
                    <h2 id="import-done">{t(msg!("Taken in", "已导入"))}</h2>
                    <ul class="rows">{rows}</ul>
                    {take.rules.then(|| view! { <p>{in_force_words(session, session.rules().edition())}</p> })}
                    {take.profile.then(|| view! { <p>{t(msg!("The profile was taken over.", "已采用组织概况。"))}</p> })}
                    {nameless}
                </section>
            }.into_any())
        }
    };
    view! { {shown} }.into_any()
}
