//! Clocks of the incident: what is due, by when, why; declaring, filing and anchors.

mod choosing;
pub mod duties;
mod lane;
mod own;
mod rule;
mod rules;

pub use choosing::profile_questions;
pub use own::words as own_words;

use super::header::here;
use super::look;
use crate::deadline::{awareness_gap, clocks, is_named};
use crate::form::FormCode;
use crate::language::codes::{anchor_name, filing_words};
use crate::language::{Msg, duty, format};
use crate::record::body::{AnchorSet, Declared, Filed};
use crate::record::codes::ANCHORS;
use crate::record::incident::Fact;
use crate::record::time::Moment;
use crate::session::{IncidentTab, OpenIncident, Route, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::clock::clock_view;
use crate::ui::widget::form::form_view;
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::text::{stored, t};

/// So many anchors are always shown; the others when a rule asks for them.
const USUAL: usize = 12;

/// The anchor that the declaration sets.
const DECLARED: &str = "declared";

/// The form the route names on this tab: `(form, what it is about)`.
pub fn named_form(session: Session) -> Memo<Option<(FormCode, String)>> {
    Memo::new(move |_| match session.route.get() {
        Route::Incident(_, _, Some(named)) => {
            let (code, about) = named.split_once(':').unwrap_or((&named, ""));
            FormCode::from_code(code).map(|code| (code, about.to_owned()))
        }
        _ => None,
    })
}

/// The form the route names, under its heading; done or thrown away, the tab stands alone again.
pub fn opened_form(session: Session, tab: IncidentTab) -> AnyView {
    let named = named_form(session);
    let shown = move || {
        named.get().map(|(code, about)| {
            let title = session.form(code, &about).title;
            let back = Callback::new(move |()| {
                if let Route::Incident(id, ..) = session.route.get_untracked() {
                    session.go(&Route::Incident(id, tab, None));
                }
            });
            view! {
                <section class="opened-form measure" aria-labelledby="opened-form">
                    <h2 id="opened-form" tabindex="-1">{t(title)}</h2>
                    {form_view(code, &about, back, Some(back))}
                </section>
            }
        })
    };
    Effect::new(move |_| {
        if named.get().is_some() {
            request_animation_frame(|| {
                crate::browser::page::focus("opened-form");
            });
        }
    });
    view! { {shown} }.into_any()
}

/// A link that opens a form on a tab.
pub fn form_link(session: Session, tab: IncidentTab, form: &str, words: Msg) -> AnyView {
    view! { <a class="button" role="button" href=here(session, tab, Some(form))>{t(words)}</a> }.into_any()
}

/// Draws the tab.
pub fn deadlines(session: Session) -> AnyView {
    let clocks = look(session, |one| clocks(&one.incident));
    let owed = duties::owed(session);
    let gap = look(session, |one| awareness_gap(&one.incident));
    let started = look(session, |one| one.incident.declaration().is_some());
    let gap_words = move || {
        gap.get().map(|gap| {
            let (words, long) = duty::gap(session.language.get(), gap, session.profile().gap);
            match long {
                true => view! { <p><span class="state is-over">{mark(Mark::Triangle)}{words}</span></p> }.into_any(),
                false => view! { <p>{words}</p> }.into_any(),
            }
        })
    };
    let withdraw = move || {
        started
            .get()
            .then(|| form_link(session, IncidentTab::Deadlines, "withdrawal", msg!("Withdraw declaration", "撤回宣布")))
    };
    view! {
        <div class="desk">
            <div class="desk-main stack-wide">
                {opened_form(session, IncidentTab::Deadlines)}
                <section aria-labelledby="clocks">
                    <div class="section-head">
                        <h2 id="clocks">{t(msg!("Clocks", "时限"))}</h2>
                        <span class="line">
                            {form_link(session, IncidentTab::Deadlines, "filing", msg!("Record a notice sent", "记录已发出的通知"))}
                            {withdraw}
                        </span>
                    </div>
                    <div class="clocks">
                        {move || clocks.get().into_iter().map(|clock| clock_view(clock, "h3", true)).collect::<Vec<_>>()}
                    </div>
                    {gap_words}
                    {own::cadence(session)}
                    <p class="small muted">{t(msg!(
                        "With this page closed nothing can ring. The limit is the latest moment allowed; the duty is to notify without undue delay.",
                        "关闭本页面后不会有任何提醒。该时限是允许的最晚时刻；义务是不得无故拖延地通知。",
                    ))}</p>
                </section>
                {duties::duties(session, owed)}
                {lane::lane(session, owed)}
                {filings(session)}
                {choosing::choosing(session)}
                {rules::all_rules(session)}
            </div>
            <aside class="desk-side" aria-labelledby="anchors">{anchors(session)}</aside>
        </div>
    }
    .into_any()
}

fn filings(session: Session) -> AnyView {
    let filings = look(session, |one| {
        let taken_back = |fact: &Fact<Filed>| one.incident.filings_withdrawn.get(&fact.event).cloned();
        one.incident.filings.iter().map(|fact| (fact.clone(), taken_back(fact))).collect::<Vec<_>>()
    });
    let rows = move || {
        let language = session.language.get();
        filings
            .get()
            .into_iter()
            .map(|(fact, taken_back)| {
                let sent = format::moment(language, &fact.value.moment);
                let duty = session.opened.with_untracked(|opened| {
                    let incident = &opened.as_ref()?.incident;
                    Some(filing_words(language, session.rules(), incident, &fact.value))
                });
                let duty = duty.unwrap_or_default();
                let parts = [duty.as_str(), &fact.value.recipients, &fact.value.channel, &fact.value.reference];
                let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                let end = match taken_back {
                    Some(reason) => {
                        let words = msg!("Recorded by mistake: {0}", "误记：{0}").fill(language, &[&reason]);
                        (view! { <p class="small is-over">{words}</p> }.into_any(), ().into_any())
                    }
                    None => {
                        let form = ["filing_withdrawal:", fact.event.as_str()].concat();
                        let href = here(session, IncidentTab::Deadlines, Some(&form));
                        let label = msg!("Recorded by mistake: {0}", "误记：{0}").fill(language, &[&sent]);
                        let words = msg!("Recorded by mistake", "误记").get(language);
                        (().into_any(), view! { <a class="button button-quiet" role="button" aria-label=label href=href>{words}</a> }.into_any())
                    }
                };
                view! { <li class="row"><div><time class="words">{sent}</time><p class="small">{said.join(" · ")}</p>{end.0}</div>{end.1}</li> }
            })
            .collect::<Vec<_>>()
    };
    let any = Memo::new(move |_| filings.with(|filings| !filings.is_empty()));
    let shown = move || {
        any.get().then(|| {
            view! { <section><h2>{t(msg!("Notices sent", "已发出的通知"))}</h2><ul class="rows">{rows}</ul></section> }
        })
    };
    view! { {shown} }.into_any()
}

/// A stated value: when, how it is known, who wrote it down.
type Stated = (Moment, String, String);

/// Every value of an anchor, the last one standing; whether one stands at all. The declaration states its own.
fn stated(one: &OpenIncident, owner: Option<&str>, code: &str) -> (Vec<Stated>, bool) {
    let incident = &one.incident;
    if owner.is_none() && code == DECLARED {
        let declared = |fact: &Fact<Declared>| {
            let by = [fact.value.declarer.as_str(), &fact.value.role].join(", ");
            (fact.value.moment.clone(), by, fact.author.name.clone())
        };
        let standing = incident.declaration();
        return (in_order(&incident.declarations, standing, declared), standing.is_some());
    }
    let history = incident.anchors.get(&(owner.map(str::to_owned), code.to_owned()));
    let set = |fact: &Fact<AnchorSet>| (fact.value.moment.clone(), fact.value.source.clone(), fact.author.name.clone());
    let values = history.map(|history| in_order(history, incident.anchor(owner, code), set)).unwrap_or_default();
    let any = !values.is_empty();
    (values, any)
}

/// Values in the order of the record, the one that counts last: of two that did not see each other the earlier.
fn in_order<T>(all: &[Fact<T>], standing: Option<&Fact<T>>, shown: impl Fn(&Fact<T>) -> Stated) -> Vec<Stated> {
    let counts = |fact: &&Fact<T>| standing.is_some_and(|one| one.event == fact.event);
    all.iter().filter(|fact| !counts(fact)).chain(standing).map(shown).collect()
}

fn anchors(session: Session) -> AnyView {
    let usual = ANCHORS.iter().take(USUAL);
    let rows: Vec<AnyView> = usual.map(|code| anchor(session, None, (*code).to_owned())).collect();
    // Rare ones once a rule the record names asks for them, values that one regime owns, and codes without a name here.
    let others = look(session, move |one| {
        let incident = &one.incident;
        let asked = session.pack().regimes.iter().filter(|regime| is_named(incident, &regime.id));
        let asked: Vec<&str> = asked.flat_map(|regime| &regime.stages).map(|stage| stage.anchor.as_str()).collect();
        let rare =
            ANCHORS.iter().skip(USUAL).filter(|code| asked.contains(code)).map(|code| (None, (*code).to_owned()));
        let mut found: Vec<(Option<String>, String)> = rare.collect();
        let usual = |code: &str| ANCHORS.iter().take(USUAL).any(|one| *one == code);
        for key in incident.anchors.keys() {
            let stands_already = (key.0.is_none() && usual(&key.1)) || found.contains(key);
            if !stands_already {
                found.push(key.clone());
            }
        }
        found
    });
    view! {
        <div class="section-head">
            <h2 id="anchors">{t(msg!("Anchors", "起算点"))}</h2>
            {form_link(session, IncidentTab::Deadlines, "anchors", msg!("Set an anchor", "填写起算点"))}
        </div>
        <dl class="facts">
            {rows}
            <For each=move || others.get() key=|key| key.clone() children=move |(owner, code)| anchor(session, owner, code) />
        </dl>
    }
    .into_any()
}

/// One anchor: its value, what stood before, and the way to set it.
fn anchor(session: Session, owner: Option<String>, code: String) -> AnyView {
    let form = match (&owner, code.as_str()) {
        (None, DECLARED) => "declaration".to_owned(),
        (None, code) => ["anchors:", code].concat(),
        (Some(regime), code) => ["anchors:", code, "@", regime].concat(),
    };
    let key = StoredValue::new((owner, code));
    let values = look(session, move |one| key.with_value(|(owner, code)| stated(one, owner.as_deref(), code)));
    let name = move || {
        let language = session.language.get();
        key.with_value(|(owner, code)| {
            let name = anchor_name(code).map_or_else(|| code.clone(), |name| name.get(language).to_owned());
            match owner {
                Some(regime) => msg!("{0}, for {1} only", "{0}（仅用于 {1}）")
                    .fill(language, &[&name, &own::words(session, regime, None)]),
                None => name,
            }
        })
    };
    let value = move || {
        let language = session.language.get();
        let standing = values.with(|(values, stands)| values.last().filter(|_| *stands).map(|one| one.0.clone()));
        match standing {
            Some(moment) => view! { <time class="words">{format::moment(language, &moment)}</time> }.into_any(),
            None => view! { <span class="missing">{t(msg!("Not recorded yet", "尚未记录"))}</span> }.into_any(),
        }
    };
    let older = move || {
        let language = session.language.get();
        values.with(|(values, stands)| {
            let older: Vec<&Stated> = values.iter().rev().skip(usize::from(*stands)).collect();
            (!older.is_empty()).then(|| {
                let count = older.len().to_string();
                let line = |(moment, source, by): &Stated| {
                    let text = [format::moment(language, moment), source.clone(), by.clone()].join(" · ");
                    view! { <li><s>{text}</s></li> }
                };
                let rows: Vec<_> = older.into_iter().map(line).collect();
                view! {
                    <details><summary>{msg!("History ({0})", "历史记录（{0}）").fill(language, &[&count])}</summary><ol class="rows">{rows}</ol></details>
                }
            })
        })
    };
    let aria = move || stored(&msg!("Set {0}", "填写{0}").fill(session.language.get(), &[&name()]));
    let href = here(session, IncidentTab::Deadlines, Some(&form));
    view! {
        <div class="fact">
            <dt>{name}</dt>
            <dd>{value}{older}</dd>
            <dd class="fact-act"><a class="button button-quiet" role="button" aria-label=aria href=href>{t(msg!("Set", "填写"))}</a></dd>
        </div>
    }
    .into_any()
}
