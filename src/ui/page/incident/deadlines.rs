//! Clocks of the incident: what is due, by when, why; declaring, filing and anchors.

use super::header::here;
use super::look;
use crate::deadline::{awareness_gap, clocks};
use crate::form::FormCode;
use crate::language::codes::anchor_name;
use crate::language::{Msg, format};
use crate::record::codes::ANCHORS;
use crate::session::{IncidentTab, Route, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::clock::clock_view;
use crate::ui::widget::form::form_view;
use crate::ui::widget::text::{stored, t};

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
    let gap = look(session, |one| awareness_gap(&one.incident));
    let started = look(session, |one| one.incident.declaration().is_some());
    let gap_words = move || {
        let language = session.language.get();
        gap.get().map(|gap| {
            let length = format::duration(language, gap);
            match gap < 0 {
                true => Msg::new("Declared {0} before the recorded awareness", "在记录的知悉时间之前 {0} 即已宣布")
                    .fill(language, &[&length]),
                false => Msg::new("From aware to declared: {0}", "自知悉至宣布：{0}").fill(language, &[&length]),
            }
        })
    };
    let withdraw = move || {
        started.get().then(|| {
            form_link(session, IncidentTab::Deadlines, "withdrawal", Msg::new("Withdraw declaration", "撤回宣布"))
        })
    };
    view! {
        <div class="desk">
            <div class="desk-main stack-wide">
                {opened_form(session, IncidentTab::Deadlines)}
                <section aria-labelledby="clocks">
                    <div class="section-head">
                        <h2 id="clocks">{t(Msg::new("Clocks", "时限"))}</h2>
                        <span class="line">
                            {form_link(session, IncidentTab::Deadlines, "filing", Msg::new("Record a notice sent", "记录已发出的通知"))}
                            {withdraw}
                        </span>
                    </div>
                    <div class="clocks">
                        {move || clocks.get().into_iter().map(|clock| clock_view(clock, "h3", true)).collect::<Vec<_>>()}
                    </div>
                    <p>{gap_words}</p>
                    <p class="small muted">{t(Msg::new(
                        "With this page closed nothing can ring. The limit is the latest moment allowed; the duty is to notify without undue delay.",
                        "关闭本页面后不会有任何提醒。该时限是允许的最晚时刻；义务是不得无故拖延地通知。",
                    ))}</p>
                </section>
                {filings(session)}
            </div>
            <aside class="desk-side" aria-labelledby="anchors">{anchors(session)}</aside>
        </div>
    }
    .into_any()
}

fn filings(session: Session) -> AnyView {
    let filings = look(session, |one| one.incident.filings.clone());
    let rows = move || {
        let language = session.language.get();
        filings
            .get()
            .into_iter()
            .map(|fact| {
                let sent = format::moment(language, &fact.value.moment);
                let text = [fact.value.recipients.as_str(), &fact.value.channel, &fact.value.reference].join(" · ");
                view! { <li class="row"><div><time class="words">{sent}</time><p class="small">{stored(&text)}</p></div></li> }
            })
            .collect::<Vec<_>>()
    };
    let any = Memo::new(move |_| filings.with(|filings| !filings.is_empty()));
    let shown = move || {
        any.get().then(|| {
            view! { <section><h2>{t(Msg::new("Notices sent", "已发出的通知"))}</h2><ul class="rows">{rows}</ul></section> }
        })
    };
    view! { {shown} }.into_any()
}

fn anchors(session: Session) -> AnyView {
    let declared = look(session, |one| one.incident.declaration().map(|fact| fact.value.moment.clone()));
    let rows: Vec<AnyView> = ANCHORS
        .into_iter()
        .map(|code| {
            let history = look(session, move |one| {
                one.incident.anchors.get(&(None, code.to_owned())).cloned().unwrap_or_default()
            });
            let name = anchor_name(code).unwrap_or(Msg::new("Anchor", "起算点"));
            let value = move || {
                let language = session.language.get();
                let own = (code == "declared").then(|| declared.get()).flatten();
                let stated = own.or_else(|| history.with(|history| history.last().map(|fact| fact.value.moment.clone())));
                match stated {
                    Some(moment) => view! { <time class="words">{format::moment(language, &moment)}</time> }.into_any(),
                    None => view! { <span class="missing">{t(Msg::new("Not recorded yet", "尚未记录"))}</span> }.into_any(),
                }
            };
            let older = move || {
                let language = session.language.get();
                history.with(|history| {
                    (history.len() > 1).then(|| {
                        let rows: Vec<_> = history
                            .iter()
                            .rev()
                            .skip(1)
                            .map(|fact| {
                                let text = [format::moment(language, &fact.value.moment), stored(&fact.value.source), fact.author.name.clone()].join(" · ");
                                view! { <li><s>{text}</s></li> }
                            })
                            .collect();
                        let count = (history.len() - 1).to_string();
                        view! {
                            <details><summary>{Msg::new("History ({0})", "历史记录（{0}）").fill(language, &[&count])}</summary><ol class="rows">{rows}</ol></details>
                        }
                    })
                })
            };
            let form = if code == "declared" { "declaration".to_owned() } else { ["anchors:", code].concat() };
            let aria = move || {
                let language = session.language.get();
                Msg::new("Set {0}", "填写{0}").fill(language, &[name.get(language)])
            };
            view! {
                <div class="fact">
                    <dt>{t(name)}</dt>
                    <dd>{value}{older}</dd>
                    <dd class="fact-act"><a class="button button-quiet" role="button" aria-label=aria href=here(session, IncidentTab::Deadlines, Some(&form))>{t(Msg::new("Set", "填写"))}</a></dd>
                </div>
            }
            .into_any()
        })
        .collect();
    view! {
        <h2 id="anchors">{t(Msg::new("Anchors", "起算点"))}</h2>
        <dl class="facts">{rows}</dl>
    }
    .into_any()
}
