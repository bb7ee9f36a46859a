//! One notice: its draft, what it lacks, how far it is, what was sent.

use super::{Shown, TAB, language_tag};
use crate::browser::page;
use crate::language::{Msg, format};
use crate::notice::{APPROVER, item};
use crate::record::body::{Filed, NoticeSent};
use crate::record::incident::Fact;
use crate::session::{IncidentTab, Session};
use crate::ui::markup::prelude::*;
use crate::ui::page::incident::header::here;
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::text::t;

/// Draws a notice.
pub(super) fn one(session: Session, shown: Shown) -> AnyView {
    let language = session.language.get_untracked();
    let draft = &shown.notice.draft;
    let (first, version) = (shown.notice.first.to_string(), draft.event.to_string());
    let was_sent = !shown.notice.sent.is_empty();
    let title = {
        let at = session.when(draft.recorded);
        let words = match was_sent {
            false => msg!("Draft {0}, {1}, {2}", "第 {0} 稿，{1}，{2}"),
            true => msg!("Sent; draft {0}, {1}, {2}", "已发出；第 {0} 稿，{1}，{2}"),
        };
        words.fill(language, &[&shown.notice.versions.to_string(), &at, &draft.author.name])
    };
    let follows = shown.follows.as_ref().map(|at| {
        let at = format::moment(language, at);
        view! { <p class="small">{msg!("Further to the notice of {0}", "续 {0} 的通知").fill(language, &[&at])}</p> }
    });
    let approved = shown.notice.approved.as_ref().map(|fact| {
        let words =
            msg!("Approved by {0}, {1}", "由 {0}（{1}）批准").fill(language, &[&fact.value.by, &fact.value.role]);
        view! { <p>{mark(Mark::Tick)}" "<span>{words}</span></p> }
    });
    let promised = draft.value.next_update.as_ref().map(|due| {
        let due = format::moment(language, due);
        view! { <p class="small">{msg!("Promises an update: {0}", "承诺再次通报：{0}").fill(language, &[&due])}</p> }
    });
    let label = |words: Msg| [words.get(language), " · ", &title].concat();
    let link = |form: String, words: Msg| {
        view! { <a class="button" role="button" href=here(session, TAB, Some(&form)) aria-label=label(words)>{words.get(language)}</a> }
    };
    let tag = language_tag(language);
    let acts = (!was_sent).then(|| {
        let change = link(["notice_draft:", &first, "~", tag].concat(), msg!("Change", "修改"));
        let approve = link(["notice_approval:", &version].concat(), msg!("Approve", "批准"));
        let send = link(["notice_sending:", &version].concat(), msg!("Record as sent", "记录为已发出"));
        view! { {change}{approve}{send} }
    });
    let sent: Vec<AnyView> = shown.notice.sent.iter().map(|fact| sent_view(session, fact)).collect();
    let text = match was_sent {
        true => ().into_any(),
        false => text_view(msg!("Text of the draft", "草稿文本"), &shown.plain, true),
    };
    // What was sent is what is copied, printed and saved from then on.
    let plain = shown.notice.sent.last().map_or_else(|| shown.plain.clone(), |fact| fact.value.text.clone());
    let tools = tools(
        session,
        plain,
        shown.markdown.clone(),
        ["holdfast-notice-", &draft.value.regime, ".md"].concat(),
        &label(msg!("Copy as text", "复制文本")),
        &label(msg!("Save as Markdown", "存为 Markdown")),
    );
    view! {
        <article class="section stack" aria-label=title.clone()>
            <p><strong>{title.clone()}</strong></p>
            {follows}
            {lacking(session, &shown)}
            {approved}
            {promised}
            {text}
            {sent}
            <div class="line">{acts}{tools}</div>
        </article>
    }
    .into_any()
}

/// What the draft lacks; once it lacks nothing that the recipient needs, the prompt to send it now.
fn lacking(session: Session, shown: &Shown) -> AnyView {
    let language = session.language.get_untracked();
    if !shown.notice.sent.is_empty() {
        return ().into_any();
    }
    let ready = shown.may_go().then(|| {
        view! {
            <div class="notice">
                {mark(Mark::Flag)}
                <p class="notice-title">{msg!("The minimum is complete: send it now", "最低内容已齐备：请立即发出").get(language)}</p>
                <p>{msg!(
                    "The limit is the latest moment allowed; the duty is without undue delay. More can follow.",
                    "时限是允许的最晚时刻；义务是不得无故拖延。其余内容可后续补充。",
                ).get(language)}</p>
            </div>
        }
    });
    let row = |code: &&'static str| {
        let name = match item(code) {
            Some(item) => item.name.get(language),
            None if *code == APPROVER => msg!("Approval", "批准").get(language),
            None => code,
        };
        view! { <li class="gate-need" data-state="missing">{mark(Mark::Box)}<span>{name}</span></li> }
    };
    let list = (!shown.missing.is_empty()).then(|| {
        let rows: Vec<_> = shown.missing.iter().map(row).collect();
        view! {
            <p class="small muted">{msg!("Still missing; it may be sent all the same:", "尚缺以下内容，仍可发出：").get(language)}</p>
            <ul>{rows}</ul>
        }
    });
    view! { {ready}{list} }.into_any()
}

/// A filing that was recorded by itself, without a notice drafted here.
pub(super) fn filed(session: Session, fact: &Fact<Filed>) -> AnyView {
    let language = session.language.get_untracked();
    let filed = &fact.value;
    let parts = [&format::moment(language, &filed.moment), &filed.recipients, &filed.channel, &filed.reference];
    let parts: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    view! { <p>{mark(Mark::RingTick)}" "<span>{parts.join(" · ")}</span></p> }.into_any()
}

/// A notice as it was sent: frozen, with its hash, and the way to correct or follow it up.
fn sent_view(session: Session, fact: &Fact<NoticeSent>) -> AnyView {
    let language = session.language.get_untracked();
    let sent = &fact.value;
    let at = format::moment(language, &sent.moment);
    let parts = [at.as_str(), &sent.recipients, &sent.channel, &sent.reference];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let tag = language_tag(language);
    let form = |stage: &str| ["notice_draft:", &sent.regime, ".", stage, "@", fact.event.as_str(), "~", tag].concat();
    let link = |form: &str, tab: IncidentTab, words: Msg| {
        let label = msg!("{0}: {1}", "{0}：{1}").fill(language, &[words.get(language), &at]);
        view! { <a class="button button-quiet" role="button" href=here(session, tab, Some(form)) aria-label=label>{words.get(language)}</a> }
    };
    let follow = link(&form(&follow_up(session.pack(), &sent.regime, &sent.stage)), TAB, msg!("Follow up", "后续通报"));
    let correct = link(&form(&sent.stage), TAB, msg!("Correct", "更正"));
    let mistaken = ["filing_withdrawal:", fact.event.as_str()].concat();
    let mistaken = link(&mistaken, IncidentTab::Deadlines, msg!("Recorded by mistake", "误记"));
    view! {
        <p>{mark(Mark::RingTick)}" "<span>{parts.join(" · ")}</span></p>
        <p class="small muted">"SHA-256 "<span class="mono log-text">{sent.sha256.clone()}</span></p>
        {text_view(msg!("Text as sent", "发出的文本"), &sent.text, false)}
        <div class="line">{follow}{correct}{mistaken}</div>
    }
    .into_any()
}

/// The stage of a follow-up: the rule's own update, or the same stage again.
fn follow_up(pack: &crate::deadline::pack::Pack, regime: &str, stage: &str) -> String {
    let update = crate::deadline::contract::UPDATE;
    let row = pack.regime(regime).and_then(|regime| regime.stage(update));
    row.map_or(stage, |_| update).to_owned()
}

/// The text itself; on paper it stands though it is folded.
fn text_view(words: Msg, text: &str, open: bool) -> AnyView {
    let written = |class: &'static str| view! { <p class=class>{as_typed(text.to_owned())}</p> };
    view! {
        <details open=open>
            <summary>{t(words)}</summary>
            {written("log-text measure")}
        </details>
        {(!open).then(|| written("log-text measure print-only"))}
    }
    .into_any()
}

/// Copying, saving, printing.
pub fn tools(
    session: Session,
    plain: String,
    markdown: String,
    name: String,
    copy_label: &str,
    save_label: &str,
) -> AnyView {
    let copied = RwSignal::new(None::<bool>);
    let plain = StoredValue::new(plain);
    let markdown = StoredValue::new(markdown);
    let name = StoredValue::new(name);
    let copy = move |_| {
        let text = plain.get_value();
        leptos::task::spawn_local(async move { copied.set(Some(page::copy(&text).await)) });
    };
    let save = move |_| markdown.with_value(|text| name.with_value(|name| session.save_markdown(name, text)));
    let print = move |_| page::print();
    let said = move || {
        let words = match copied.get()? {
            true => msg!("Copied", "已复制"),
            false => msg!(
                "The browser does not let this page copy: select the text instead",
                "浏览器不允许此页面复制：请手动选取文本",
            ),
        };
        Some(words.get(session.language.get()))
    };
    view! {
        <button class="button button-quiet" type="button" on:click=copy aria-label=copy_label.to_owned()>{t(msg!("Copy as text", "复制文本"))}</button>
        <button class="button button-quiet" type="button" on:click=save aria-label=save_label.to_owned()>{t(msg!("Save as Markdown", "存为 Markdown"))}</button>
        <button class="button button-quiet" type="button" on:click=print>{t(msg!("Print", "打印"))}</button>
        <span role="status">{said}</span>
    }
    .into_any()
}
