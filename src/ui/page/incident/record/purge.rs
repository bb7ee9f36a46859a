//! Purging: the incident leaves this browser for good. Said twice, and never under a legal hold.

use super::super::header::here;
use super::super::look;
use crate::browser::page;
use crate::form::{Value, Values};
use crate::language::problems::why;
use crate::language::{Language, Msg};
use crate::record::refusal::Why;
use crate::session::{IncidentTab, Route, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::text::t;
use leptos::ev::SubmitEvent;

const PURGE: Msg = msg!("Purge incident", "彻底清除事件");
const REASON: &str = "reason";

/// Draws the disclosure.
pub(super) fn purge(session: Session) -> AnyView {
    let held = look(session, |one| one.incident.is_held());
    let named = Memo::new(move |_| session.me.with(|me| !me.name.is_empty()));
    let body = move || match (held.get(), named.get()) {
        (true, _) => blocked(session),
        (false, false) => nameless(),
        (false, true) => form(session),
    };
    view! {
        <details class="screen-only">
            <summary>{t(PURGE)}</summary>
            {body}
        </details>
    }
    .into_any()
}

fn blocked(session: Session) -> AnyView {
    let words = move || why(session.language.get(), &Why::Held);
    view! {
        <p>{words}"."</p>
        <p><a href=here(session, IncidentTab::Record, Some("hold_release"))>{t(msg!("Release the legal hold first", "请先解除法律保全"))}</a></p>
    }
    .into_any()
}

/// The tombstone says who purged: without a name there is none to say.
fn nameless() -> AnyView {
    view! { <p><a href=Route::Settings.href()>{t(msg!("Say who you are first, under Settings", "请先在“设置”中填写你的姓名"))}</a></p> }.into_any()
}

/// Why a purge was refused, in words.
fn refusal(language: Language, refused: &Why) -> String {
    match refused {
        Why::NothingToDo => msg!(
            "Another tab changed this incident meanwhile, or the browser refused. It was read again: look at it, then try again",
            "其他标签页刚刚更改了此事件，或浏览器拒绝了操作。已重新读取：请查看后再试",
        )
        .get(language)
        .to_owned(),
        other => why(language, other),
    }
}

fn form(session: Session) -> AnyView {
    let Some(id) = session.opened.with_untracked(|opened| opened.as_ref().map(|one| one.id.clone())) else {
        return ().into_any();
    };
    let short = StoredValue::new(id.short().to_owned());
    let key = StoredValue::new([id.as_str(), "/purge/"].concat());
    let before =
        match key.with_value(|key| session.draft(key)).and_then(|draft| draft.0.get(&REASON.to_owned()).cloned()) {
            Some(Value::Text(text)) => text,
            _ => String::new(),
        };
    let (reason, confirm) = (NodeRef::<html::Textarea>::new(), NodeRef::<html::Input>::new());
    let wrong_reason = RwSignal::new(None::<Why>);
    let wrong_id = RwSignal::new(false);
    let underway = StoredValue::new(false);
    let of_reason = move || reason.get_untracked().map(|area| area.value()).unwrap_or_default();
    let typed = move |_| {
        let mut values = Values::default();
        values.0.insert(REASON.to_owned(), Value::Text(of_reason()));
        key.with_value(|key| session.keep_draft(key, &values));
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if underway.get_value() {
            return;
        }
        wrong_reason.set(None);
        let said = confirm.get_untracked().map(|input| input.value()).unwrap_or_default();
        let same = short.with_value(|short| said.trim().eq_ignore_ascii_case(short));
        wrong_id.set(!same);
        if !same {
            page::focus("purge-confirm");
            return;
        }
        underway.set_value(true);
        let text = of_reason();
        leptos::task::spawn_local(async move {
            let outcome = session.purge(text).await;
            // After a purge this form is gone; the board is shown.
            let _ = underway.try_set_value(false);
            match outcome {
                Ok(()) => {
                    session.announce(msg!("Purged", "已彻底清除").get(session.language.get_untracked()).to_owned())
                }
                Err(refused) => {
                    let _ = wrong_reason.try_set(Some(refused));
                    page::focus("purge-reason");
                }
            }
        });
    };
    let reason_words = move || wrong_reason.get().map(|refused| refusal(session.language.get(), &refused));
    let id_words = move || {
        wrong_id.get().then(|| {
            let words = msg!("Write {0} to confirm", "请输入 {0} 以确认");
            short.with_value(|short| words.fill(session.language.get(), &[short]))
        })
    };
    let label = move || {
        let words = msg!("Write {0} to confirm", "输入 {0} 以确认");
        short.with_value(|short| words.fill(session.language.get(), &[short]))
    };
    let by = move || {
        let words = msg!("Purged by {0}", "清除人：{0}");
        session.me.with(|me| words.fill(session.language.get(), &[&me.name]))
    };
    view! {
        <p>{t(msg!(
            "The whole incident leaves this browser for good, in all its tabs. Its id, your name, the time and the reason stay, so that it does not come back by an import. Save to a file first if anyone may need it.",
            "整个事件将从此浏览器的所有标签页中永久移除。其标识、你的姓名、时间和理由会保留，以免经导入恢复。如可能有人需要，请先保存到文件。",
        ))}</p>
        <p class="small muted">{by}</p>
        <form class="form" novalidate=true on:submit=submit>
            <div class="field" data-kind="area">
                <label class="field-label" for="purge-reason">{t(msg!("Why it is purged", "彻底清除的理由"))}</label>
                <p class="field-error" id="purge-reason-error" role="alert">{reason_words}</p>
                <textarea class="field-input" id="purge-reason" rows="2" node_ref=reason aria-describedby="purge-reason-error"
                    aria-invalid=move || wrong_reason.with(Option::is_some).then_some("true") on:input=typed>{as_typed(before)}</textarea>
            </div>
            <div class="field" data-kind="text">
                <label class="field-label" for="purge-confirm">{label}</label>
                <p class="field-error" id="purge-confirm-error" role="alert">{id_words}</p>
                <input class="field-input mono" id="purge-confirm" type="text" autocomplete="off" spellcheck="false" node_ref=confirm
                    aria-describedby="purge-confirm-error" aria-invalid=move || wrong_id.get().then_some("true") />
            </div>
            <div class="form-actions"><button class="button button-danger" type="submit">{t(msg!("Purge for good", "永久清除"))}</button></div>
        </form>
    }
    .into_any()
}
