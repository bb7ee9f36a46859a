//! The quick log: one line, always at hand. Enter sends it, but never while an input method is composing (the frame
//! sees to that for every form).

use crate::browser::{page, timer};
use crate::form::secret::looks_like_secret;
use crate::form::{FormCode, Problem, Value, Values, problem_text};
use crate::language::Msg;
use crate::language::codes::Named;
use crate::record::codes::EntryKind;
use crate::record::decide::MAX_TEXT;
use crate::record::refusal::Why;
use crate::session::{Route, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::form::SAVE_AS_FILE;
use crate::ui::widget::text::t;
use leptos::ev::{MouseEvent, SubmitEvent};

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

/// About a frame, in milliseconds.
const FRAME: i32 = 16;

/// Draws the quick log.
pub fn quick_log(session: Session) -> AnyView {
    let key = match session.route.get_untracked() {
        Route::Incident(id, ..) => [id.as_str(), "/quick"].concat(),
        _ => return ().into_any(),
    };
    let key = StoredValue::new(key);
    let draft = key.with_value(|key| session.draft(key)).unwrap_or_default();
    let before = |field: &str| match draft.0.get(field) {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let first = before("text");
    let kind = RwSignal::new(EntryKind::from_code(&before("entry")).unwrap_or(EntryKind::Note));
    let (line, channel, with) =
        (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let problem = RwSignal::new(None::<String>);
    let long = RwSignal::new(false);
    let warned = StoredValue::new(false);
    let composing = StoredValue::new(false);
    let of = |node: NodeRef<html::Input>| node.get_untracked().map(|input| input.value()).unwrap_or_default();
    let values = move || {
        let mut values = Values::default();
        values.0.insert("entry".to_owned(), text(kind.get_untracked().code()));
        for (field, node) in [("text", line), ("channel", channel), ("with", with)] {
            values.0.insert(field.to_owned(), Value::Text(of(node)));
        }
        values
    };
    let keep = move || key.with_value(|key| session.keep_draft(key, &values()));
    let typed = move |_| {
        keep();
        let too_long = of(line).len() > MAX_TEXT;
        if long.get_untracked() != too_long {
            long.set(too_long);
        }
        if problem.with_untracked(Option::is_some) {
            problem.set(None);
        }
    };
    let choose = move |event| {
        if let Some(chosen) = EntryKind::from_code(&event_target_value(&event)) {
            kind.set(chosen);
        }
    };
    let send = move || {
        let language = session.language.get_untracked();
        let values = values();
        let typed = |field: &str| match values.0.get(field) {
            Some(Value::Text(text)) => text.clone(),
            _ => String::new(),
        };
        if looks_like_secret(&typed("text")) && !warned.get_value() {
            warned.set_value(true);
            problem.set(Some(SECRET.get(language).to_owned()));
            return;
        }
        match key.with_value(|key| session.submit(FormCode::Log, "", &values, None, key)) {
            Ok(()) => {
                warned.set_value(false);
                if problem.with_untracked(Option::is_some) {
                    problem.set(None);
                }
                let sent = [(line, typed("text")), (channel, typed("channel")), (with, typed("with"))];
                // A frame later: until then the browser is at saving, and painting would hold that up.
                leptos::task::spawn_local(async move {
                    timer::pause(FRAME).await;
                    // A field in which an input method is at work is left alone.
                    while composing.try_get_value() == Some(true) {
                        timer::pause(FRAME).await;
                    }
                    for (node, text) in sent {
                        let Some(input) = node.get_untracked().filter(|_| !text.is_empty()) else { continue };
                        // What was typed on meanwhile stays, without what was sent.
                        if let Some(rest) = input.value().strip_prefix(&text) {
                            input.set_value(rest);
                            if !rest.is_empty() {
                                keep();
                            }
                        }
                    }
                    session.announce(msg!("Logged", "已记录").get(language).to_owned());
                });
            }
            Err(problems) => {
                let nameless = problems.iter().any(|one| one.field == "author");
                let first = problems.first();
                let at = ["channel", "with"].into_iter().find(|field| first.is_some_and(|one| one.field == *field));
                let words = first.map(|one| problem_text(language, &one.problem)).unwrap_or_default();
                problem.set(Some(match (nameless, at) {
                    (true, _) => NAMELESS.get(language).to_owned(),
                    (_, None) => words,
                    (_, Some(field)) => {
                        let label = if field == "channel" { CHANNEL } else { WITH };
                        msg!("{0}: {1}", "{0}：{1}").fill(language, &[label.get(language), &words])
                    }
                }));
                page::focus(&["quick-", at.unwrap_or("text")].concat());
            }
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    // Taken at the press, which Enter in a field makes too: a browser that goes on to submit a form first looks through
    // it for what it could fill in another time, and lays the page out for that.
    let press = move |event: MouseEvent| {
        event.prevent_default();
        send();
    };
    let kinds: Vec<AnyView> = EntryKind::ALL
        .iter()
        .map(|&one| {
            view! { <option value=one.code() selected=one == kind.get_untracked()>{t(one.name())}</option> }.into_any()
        })
        .collect();
    let offer = move || {
        long.get().then(|| {
            let save = move |_| session.save_text("pasted-text.txt", &of(line));
            let why = problem_text(session.language.get(), &Problem::Why(Why::TooLong));
            view! {
                <div class="line quick-offer">
                    <p class="field-warn" role="alert">{why}</p>
                    <button type="button" class="button" on:click=save>{t(SAVE_AS_FILE)}</button>
                </div>
            }
        })
    };
    let more = move || kind.get() != EntryKind::Communication;
    view! {
        <form class="quick" aria-label=t(msg!("Quick log", "快速记录")) on:submit=submit
            on:compositionstart=move |_| composing.set_value(true) on:compositionend=move |_| composing.set_value(false)>
            <select class="field-input quick-kind" aria-label=t(msg!("Kind", "类型")) on:change=choose>{kinds}</select>
            <input class="field-input quick-text" id="quick-text" type="text" autocomplete="off" node_ref=line value=first
                aria-label=t(msg!("Quick log", "快速记录")) placeholder=t(msg!("What just happened?", "刚刚发生了什么？"))
                aria-describedby="quick-problem" on:input=typed />
            <input class="field-input quick-more" id="quick-channel" type="text" autocomplete="off" node_ref=channel hidden=more
                aria-label=t(CHANNEL) placeholder=t(CHANNEL) aria-describedby="quick-problem" value=before("channel") on:input=typed />
            <input class="field-input quick-more" id="quick-with" type="text" autocomplete="off" node_ref=with hidden=more
                aria-label=t(WITH) placeholder=t(WITH) aria-describedby="quick-problem" value=before("with") on:input=typed />
            <button class="button button-primary" type="submit" on:click=press>{t(msg!("Log", "记录"))}</button>
            <p class="field-error" id="quick-problem" role="alert">{move || problem.get()}</p>
            {offer}
        </form>
    }
    .into_any()
}

const CHANNEL: Msg = msg!("Channel", "渠道");
const WITH: Msg = msg!("With whom", "沟通对象");
const NAMELESS: Msg = msg!(
    "Nobody has said yet who is typing here. Write your name under Settings, then press Log again.",
    "尚未填写由谁记录。请先在“设置”中填写姓名，再点击“记录”。",
);
const SECRET: Msg = msg!(
    "This looks like a password, key or token. Press Log again to keep it.",
    "这看起来像密码、密钥或令牌。如仍要保留，请再次点击“记录”。",
);
