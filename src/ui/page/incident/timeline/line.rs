//! One line of the timeline, and what stands behind it.

use super::clock;
use crate::deadline::in_force::Rules;
use crate::language::event_text::Line;
use crate::language::timeline::{Lane, Shown, entry, shown_line, told_line};
use crate::language::{Language, Msg, format};
use crate::record::body::Body;
use crate::record::event::Event;
use crate::record::id::Id;
use crate::record::incident::Entry;
use crate::record::time::{MINUTE, Moment, Precision};
use crate::session::{IncidentTab, OpenIncident, Session};
use crate::ui::markup::prelude::*;
use crate::ui::page::incident::header::here;
use crate::ui::widget::text::{fact, stored, t};

/// The words of a line of the open incident.
pub fn line_of(language: Language, rules: Rules, one: &OpenIncident, id: &Id) -> Option<Line> {
    Some(shown_line(language, rules, one.log.get(id)?, &one.incident, entry(&one.incident, id)))
}

/// A line in words, and who wrote it.
pub fn words(session: Session, one: &OpenIncident, shown: &Shown) -> Option<(Line, String)> {
    let language = session.language.get();
    if shown.lane != Lane::Ours {
        return told_line(language, &one.incident, &shown.id);
    }
    let author = one.log.get(&shown.id)?.header.author.name.clone();
    Some((line_of(language, session.rules(), one, &shown.id)?, author))
}

/// Draws a line of what is told of another time: no event stands there, so nothing stands behind it.
fn told(session: Session, shown: Shown) -> AnyView {
    let id = shown.key();
    let row = move || {
        let (line, author) = session.opened.with_untracked(|opened| words(session, opened.as_ref()?, &shown))?;
        let language = session.language.get();
        Some(view! {
            <div class="log-row" data-lane=shown.lane.code()>
                <time class="log-time" datetime=shown.at.to_rfc3339()>{clock(session, shown.at)}{vague(language, shown.precision)}</time>
                <span class="log-kind">{line.kind.get(language)}</span>
                <div class="log-text">{stored(&line.text)}</div>
                <span class="log-who">{author}</span>
            </div>
        })
    };
    view! { <li id=id tabindex="-1">{row}</li> }.into_any()
}

/// Draws a line. It is drawn once: one that was corrected or erased comes as another [`Shown`].
pub fn line(session: Session, shown: Shown) -> AnyView {
    if shown.lane != Lane::Ours {
        return told(session, shown);
    }
    let key = shown.key();
    let open = RwSignal::new(false);
    let id = StoredValue::new(shown.id);
    let panel = id.with_value(|id| ["d-", id.as_str()].concat());
    let row = {
        let panel = panel.clone();
        move || {
            let language = session.language.get();
            id.with_value(|id| {
                session.opened.with_untracked(|opened| {
                    let one = opened.as_ref()?;
                    let event = one.log.get(id)?;
                    let entry = (shown.corrections > 0).then(|| entry(&one.incident, id)).flatten();
                    let line = shown_line(language, session.rules(), event, &one.incident, entry);
                    Some(row(session, language, (event, &line, entry), open, &panel))
                })
            })
        }
    };
    let behind = move || {
        open.get().then(|| {
            let language = session.language.get();
            let facts = id.with_value(|id| {
                session
                    .opened
                    .with_untracked(|opened| opened.as_ref()?.log.get(id).map(|event| behind(session, language, event)))
            });
            view! { <div class="step-body" id=panel.clone()>{facts}</div> }
        })
    };
    view! { <li id=key tabindex="-1">{row}{behind}</li> }.into_any()
}

fn row(
    session: Session,
    language: Language,
    (event, line, entry): (&Event, &Line, Option<&Entry>),
    open: RwSignal<bool>,
    panel: &str,
) -> AnyView {
    let kind = match event.body {
        Body::Declared(_) => "declared",
        _ => line.group.code(),
    };
    let at = event.happened();
    let name = line.kind.get(language);
    let label = msg!("Details: {0}, {1}", "详情：{0}，{1}").fill(language, &[name, &session.when(at)]);
    let text = match event.is_erased() {
        true => view! { <span class="erased">{stored(&line.text)}</span> }.into_any(),
        false => stored(&line.text).into_any(),
    };
    let turn = move |_| open.update(|open| *open = !*open);
    view! {
        <div class="log-row" data-kind=kind>
            <time class="log-time" datetime=at.to_rfc3339()>{clock(session, at)}{late(language, event)}</time>
            <span class="log-kind">{name}</span>
            <div class="log-text">{text}{happened(language, event)}{entry.map(|entry| corrected(session, language, entry))}</div>
            <span class="log-who">
                {event.header.author.name.clone()}" "
                <button class="button button-quiet" type="button" aria-label=label aria-controls=panel.to_owned()
                    aria-expanded=move || open.get().to_string() on:click=turn>{msg!("Details", "详情").get(language)}</button>
            </span>
        </div>
    }
    .into_any()
}

/// How vague a time is; nothing where it is exact.
pub const fn vagueness(precision: Precision) -> Option<Msg> {
    match precision {
        Precision::Exact => None,
        Precision::About => Some(msg!("about", "大约")),
        Precision::Date => Some(msg!("date only", "仅日期")),
        Precision::Unknown => Some(msg!("time unknown", "时间未知")),
    }
}

fn vague(language: Language, precision: Precision) -> AnyView {
    vagueness(precision).map(|vague| view! { <span class="log-late">{vague.get(language)}</span> }).into_any()
}

/// How much later than it happened a line was recorded, from one minute on; and how vague the time is.
fn late(language: Language, event: &Event) -> AnyView {
    let header = &event.header;
    let precision = header.occurred.as_ref().map_or(Precision::Exact, |moment| moment.precision);
    let late = header.recorded.since(event.happened());
    let late = (late >= MINUTE).then(|| {
        let length = format::duration(language, late);
        let said = msg!("recorded {0} later", "{0}后记录").fill(language, &[&length]);
        view! { <span class="log-late"><span aria-hidden="true">"+"{length}</span><span class="unseen">{said}</span></span> }
    });
    view! { {vague(language, precision)}{late} }.into_any()
}

/// Where the time is no more than a date, or not known at all, the margin cannot say it: the line does.
fn happened(language: Language, event: &Event) -> Option<AnyView> {
    let moment = event.header.occurred.as_ref()?;
    let words = match moment.precision {
        Precision::Exact | Precision::About => return None,
        Precision::Date => msg!("Happened on {0}", "发生于 {0}").fill(language, &[&format::moment(language, moment)]),
        Precision::Unknown => {
            msg!("When it happened is unknown; it stands where it was recorded", "发生时间未知；按记录时间排列")
                .get(language)
                .to_owned()
        }
    };
    Some(view! { <p class="small muted">{words}</p> }.into_any())
}

/// Who corrected the line, and what stood there before.
fn corrected(session: Session, language: Language, entry: &Entry) -> AnyView {
    let last = entry.corrections.last();
    let by = last.map(|fact| {
        msg!("Corrected by {0}, {1}", "由 {0} 于 {1} 更正")
            .fill(language, &[&fact.author.name, &session.when(fact.recorded)])
    });
    let texts = entry.corrections.iter().rev().skip(1).map(|fact| fact.value.as_str());
    let older: Vec<_> =
        texts.chain([entry.added.value.text.as_str()]).map(|text| view! { <li><s>{stored(text)}</s></li> }).collect();
    let count = older.len().to_string();
    view! {
        <p class="small muted">{by}</p>
        <details class="small">
            <summary>{msg!("Text before ({0})", "更正前的内容（{0}）").fill(language, &[&count])}</summary>
            <ol class="rows">{older}</ol>
        </details>
    }
    .into_any()
}

/// The acts on a line, and what the record holds of it besides its text.
fn behind(session: Session, language: Language, event: &Event) -> AnyView {
    let header = &event.header;
    let id = header.id.as_str();
    let act = |form: &str, class: &'static str, words: Msg| {
        let href = here(session, IncidentTab::Timeline, Some(&[form, ":", id].concat()));
        view! { <a class=class role="button" href=href>{words.get(language)}</a> }
    };
    let correct =
        matches!(event.body, Body::LogAdded(_)).then(|| act("log_correction", "button", msg!("Correct", "更正")));
    let erase = (!event.is_erased() && !matches!(event.body, Body::Erasure(_)))
        .then(|| act("erase", "button button-danger", msg!("Erase this text", "抹除此文本")));
    let as_recorded = msg!("As recorded", "同记录时间").get(language);
    let stated = |moment: &Option<Moment>| {
        moment.as_ref().map_or_else(|| as_recorded.to_owned(), |moment| format::moment(language, moment))
    };
    let recorded = [
        &session.when(header.recorded),
        " · ",
        &format::clock_time(header.recorded, session.offset_at(header.recorded)),
    ]
    .concat();
    let author = [header.author.name.as_str(), &header.author.role, &header.author.device];
    let author: Vec<&str> = author.into_iter().filter(|part| !part.is_empty()).collect();
    let words = [
        (msg!("Happened", "发生"), stated(&header.occurred)),
        (msg!("Became known", "得知"), stated(&header.known)),
        (msg!("Recorded", "记录"), recorded),
        (msg!("Author", "记录人"), author.join(" · ")),
    ];
    let marks = [
        (msg!("Kind", "类型"), header.kind.clone()),
        (msg!("Event", "记录编号"), id.to_owned()),
        (msg!("Counter", "计数"), header.counter.to_string()),
        (msg!("Writer", "写入方"), [header.writer.as_str(), " · ", &header.sequence.to_string()].concat()),
        (msg!("Hash", "哈希"), event.hash.clone()),
    ];
    let words = words.into_iter().map(|(term, value)| fact(term, Some(value)));
    let marks = marks.into_iter().map(|(term, value)| {
        // Kinds have dots as host names do; those of this build are none.
        let shown = if Body::KINDS.contains(&value.as_str()) { as_typed(value) } else { value.into_node() };
        view! { <div class="fact"><dt>{t(term)}</dt><dd class="hash">{shown}</dd></div> }.into_any()
    });
    let facts: Vec<AnyView> = words.chain(marks).collect();
    view! {
        <p class="line">{correct}{erase}</p>
        <dl class="facts plain">{facts}</dl>
    }
    .into_any()
}
