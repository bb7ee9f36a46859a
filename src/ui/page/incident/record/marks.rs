//! Title, marking, privilege and legal hold: what stands now, and its history.

use super::super::header::here;
use super::super::look;
use crate::language::Msg;
use crate::language::codes::Named;
use crate::record::incident::Fact;
use crate::record::time::Timestamp;
use crate::session::{IncidentTab, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::text::{stored, t};

const ERASED: Msg = msg!("(erased)", "（已抹除）");
const HELD: Msg = msg!("Stands", "生效中");
const FREE: Msg = msg!("None", "无");

/// One value of a mark: when, by whom, in a word, and in a person's words.
#[derive(Clone, PartialEq)]
struct Stated {
    at: Timestamp,
    by: String,
    word: Option<Msg>,
    text: String,
}

impl Stated {
    fn new<T>(fact: &Fact<T>, word: Option<Msg>, text: &str) -> Self {
        Self { at: fact.recorded, by: fact.author.name.clone(), word, text: text.to_owned() }
    }
}

/// Draws the marks.
pub(super) fn marks(session: Session) -> AnyView {
    let titles = look(session, |one| {
        one.incident.titles.iter().map(|fact| Stated::new(fact, None, &fact.value)).collect::<Vec<_>>()
    });
    let tlp = look(session, |one| {
        one.incident.tlp.iter().map(|fact| Stated::new(fact, Some(fact.value.name()), "")).collect::<Vec<_>>()
    });
    let privilege = look(session, |one| {
        let word = |marked| match marked {
            true => msg!("Legally privileged", "受法律特权保护"),
            false => msg!("Not marked", "不作标记"),
        };
        let stated = |fact: &Fact<(bool, String)>| Stated::new(fact, Some(word(fact.value.0)), &fact.value.1);
        one.incident.privilege.iter().map(stated).collect::<Vec<_>>()
    });
    let hold = look(session, |one| {
        let stated = |fact: &Fact<(bool, String, String)>| {
            let (held, reason, by) = &fact.value;
            let word = if *held { HELD } else { msg!("Released", "已解除") };
            Stated::new(fact, Some(word), &[reason.as_str(), by].join(" · "))
        };
        one.incident.hold.iter().map(stated).collect::<Vec<_>>()
    });
    let held = look(session, |one| one.incident.is_held());
    let change = msg!("Change", "更改");
    let hold_form = move || match held.get() {
        true => ("hold_release", msg!("Release", "解除")),
        false => ("hold", msg!("Place", "实施")),
    };
    view! {
        <section class="section" aria-labelledby="record-marks">
            <h2 id="record-marks">{t(msg!("Title and marking", "标题与标记"))}</h2>
            <dl class="facts">
                {row(session, msg!("Title", "标题"), ERASED, titles, move || ("title", change))}
                {row(session, msg!("TLP marking", "TLP 标记"), ERASED, tlp, move || ("tlp", change))}
                {row(session, msg!("Legal privilege", "法律特权"), msg!("Not marked", "不作标记"), privilege, move || ("privilege", change))}
            </dl>
        </section>
        <section class="section" aria-labelledby="record-hold">
            <h2 id="record-hold">{t(msg!("Legal hold", "法律保全"))}</h2>
            <dl class="facts">{row(session, msg!("Legal hold", "法律保全"), FREE, hold, hold_form)}</dl>
            <p class="small muted">{t(msg!(
                "While it stands nothing may be erased or purged, in no tab and by no import.",
                "保全期间，任何标签页和任何导入都不得抹除或清除内容。",
            ))}</p>
        </section>
    }
    .into_any()
}

/// One mark: what stands, what stood before, and the way to its form.
fn row(
    session: Session,
    term: Msg,
    none: Msg,
    stated: Memo<Vec<Stated>>,
    form: impl Fn() -> (&'static str, Msg) + Copy + Send + Sync + 'static,
) -> AnyView {
    let words = move |one: &Stated| {
        let word = one.word.map(|word| word.get(session.language.get())).unwrap_or_default();
        let parts = [word.to_owned(), stored(&one.text)];
        let shown: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        shown.join(" · ")
    };
    let now = move || {
        let now = stated.with(|all| all.last().map(words)).unwrap_or_default();
        if now.is_empty() { none.get(session.language.get()).to_owned() } else { now }
    };
    let older = move || {
        let rows: Vec<AnyView> = stated.with(|all| {
            let line = |one: &Stated| {
                let text = [session.when(one.at), one.by.clone(), words(one)].join(" · ");
                view! { <li>{text}</li> }.into_any()
            };
            all.iter().rev().map(line).collect()
        });
        // Who placed a hold, and when, is said at once; of the others only what was there before.
        (rows.len() > 1 || (none == FREE && !rows.is_empty())).then(|| {
            let count = rows.len().to_string();
            let words = msg!("History ({0})", "历史记录（{0}）").fill(session.language.get(), &[&count]);
            view! { <details><summary>{words}</summary><ol class="rows">{rows}</ol></details> }
        })
    };
    let act = move || {
        let (code, verb) = form();
        let label = move || {
            let language = session.language.get();
            msg!("{0}: {1}", "{0}：{1}").fill(language, &[verb.get(language), term.get(language)])
        };
        view! {
            <a class="button button-quiet" role="button" aria-label=label href=here(session, IncidentTab::Record, Some(code))>{t(verb)}</a>
        }
    };
    view! { <div class="fact"><dt>{t(term)}</dt><dd>{now}{older}</dd><dd class="fact-act">{act}</dd></div> }.into_any()
}
