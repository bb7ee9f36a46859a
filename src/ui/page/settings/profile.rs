//! The organisation profile: defaults, answers to begin with, clocks of own contracts.

use super::{Kept, part};
use crate::form::FormCode;
use crate::language::codes::COLON;
use crate::language::{Msg, event_text};
use crate::record::terms::Terms;
use crate::session::Session;
use crate::ui::markup::prelude::*;
use crate::ui::page::incident::profile_questions;
use crate::ui::widget::form::form_view;
use crate::ui::widget::text::t;

/// Draws the part; `changed` is set after each change.
pub fn profile(session: Session, changed: Kept) -> AnyView {
    let heading = msg!("Organisation profile", "组织概况");
    let about = msg!(
        "For incidents to come. Records do not change: what an incident uses of it a person takes over there.",
        "用于今后的事件。已有记录不会改变：事件要采用其中内容，须由人在该事件中确认采用。",
    );
    let done = Callback::new(move |()| changed.set(true));
    let body = view! {
        <div class="stack">
            {form_view(FormCode::Profile, "", done, None)}
            <details>
                <summary>{t(msg!("Answers to begin with under “What may apply”", "“可能适用的规定”的默认回答"))}</summary>
                {profile_questions(session)}
            </details>
            {clocks(session, changed)}
        </div>
    };
    part("settings-profile", heading, about, body.into_any())
}

/// The clocks of own contracts, and the form for one.
fn clocks(session: Session, changed: Kept) -> AnyView {
    // The clock that is changed, by its code; none for a new one.
    let asked = RwSignal::new(None::<String>);
    let rows = move || {
        let clocks = session.profile().clocks.into_iter();
        clocks.map(|terms| row(session, &terms, asked, changed)).collect::<Vec<_>>()
    };
    let form = move || {
        asked.get().map(|about| {
            let done = Callback::new(move |()| {
                changed.set(true);
                asked.set(None);
            });
            form_view(FormCode::ProfileClock, &about, done, Some(Callback::new(move |()| asked.set(None))))
        })
    };
    let add = move |_| asked.set(Some(String::new()));
    view! {
        <h3>{t(msg!("Own contract clocks", "自有合同时限"))}</h3>
        <p class="small muted">{t(msg!(
            "What contracts with customers, insurers and card schemes ask for. Each incident offers them under “What may apply”.",
            "与客户、保险人、卡组织的合同所要求的时限。每个事件会在“可能适用的规定”中列出供判定。",
        ))}</p>
        <ul class="rows">{rows}</ul>
        {form}
        <p><button class="button" type="button" on:click=add>{t(msg!("Add a clock", "添加时限"))}</button></p>
    }
    .into_any()
}

fn row(session: Session, terms: &Terms, asked: RwSignal<Option<String>>, changed: Kept) -> AnyView {
    let language = session.language.get();
    let (code, other) = (terms.code(), terms.code());
    let change = move |_| asked.set(Some(other.clone()));
    let remove = move |_| {
        let mut profile = session.profile_now();
        profile.remove(&code);
        session.set_profile(&profile);
        changed.set(true);
    };
    let button = |words: Msg, press: Box<dyn FnMut(leptos::ev::MouseEvent)>| {
        let label = [words.get(language), COLON.get(language), &terms.name].concat();
        view! { <button class="button button-quiet" type="button" aria-label=label on:click=press>{words.get(language)}</button> }
            .into_any()
    };
    let change = button(msg!("Change", "修改"), Box::new(change));
    let remove = button(msg!("Remove", "移除"), Box::new(remove));
    view! { <li class="row"><p>{event_text::terms(language, terms)}</p><span class="line">{change}{remove}</span></li> }
        .into_any()
}
