//! Clocks of one's own on an incident: those the profile offers for a decision, and the internal update.

use super::super::header::here;
use super::super::look;
use super::form_link;
use crate::deadline::own;
use crate::deadline::pack::Regime;
use crate::language::codes::{Named as _, regime_words_in, stage_words_in};
use crate::language::{Msg, event_text};
use crate::record::body::CadenceSet;
use crate::record::decide::Command;
use crate::record::incident::{Incident, Standing};
use crate::session::{IncidentTab, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::text::{stored, t};
use std::cell::RefCell;

thread_local! {
    /// The rules of one's own that were shown in this tab, each kept once, the last looked up last.
    static SHOWN: RefCell<Vec<&'static Regime>> = const { RefCell::new(Vec::new()) };
}

/// Keeps the rules of one's own of an incident, so that they are at hand as long as those of the pack are.
pub fn keep(incident: &Incident) {
    for rule in own::rules(incident) {
        SHOWN.with_borrow_mut(|shown| {
            let known = shown.iter().position(|one| **one == rule);
            let rule = match known {
                Some(place) => shown.remove(place),
                None => Box::leak(Box::new(rule)),
            };
            shown.push(rule);
        });
    }
}

/// A rule of one's own that was kept.
pub fn kept(code: &str) -> Option<&'static Regime> {
    SHOWN.with_borrow(|shown| shown.iter().rev().find(|one| one.id == code).copied())
}

/// A regime of the open incident in words, or one of its stages.
pub fn words(session: Session, regime: &str, stage: Option<&str>) -> String {
    let language = session.language.get();
    session.opened.with_untracked(|opened| {
        let empty = Incident::default();
        let incident = opened.as_ref().map_or(&empty, |one| &one.incident);
        match stage {
            Some(stage) => stage_words_in(language, incident, regime, stage),
            None => regime_words_in(language, incident, regime),
        }
    })
}

/// The clocks of the profile, each with the way to decide on it, and the way to type one.
pub fn offered(session: Session) -> AnyView {
    let codes =
        Memo::new(move |_| session.profile.with(|all| all.clocks.iter().map(|one| one.code()).collect::<Vec<_>>()));
    let any = Memo::new(move |_| codes.with(|codes| !codes.is_empty()));
    let list = move || {
        any.get().then(|| {
            view! {
                <ul class="duties"><For each=move || codes.get() key=|code| code.clone() children=move |code| candidate(session, code) /></ul>
            }
        })
    };
    view! {
        <div class="section-head">
            <h3>{t(Msg::new("Own contracts", "自有合同"))}</h3>
            {form_link(session, IncidentTab::Deadlines, "own_clock", Msg::new("Add an own contract clock", "添加自有合同时限"))}
        </div>
        {list}
    }
    .into_any()
}

fn candidate(session: Session, code: String) -> AnyView {
    let Some(terms) = session.profile.with_untracked(|profile| profile.clock(&code).cloned()) else {
        return ().into_any();
    };
    let (code, terms) = (StoredValue::new(code), StoredValue::new(terms));
    let decided =
        look(session, move |one| code.with_value(|code| one.incident.decision(code).map(|fact| fact.value.clone())));
    let language = session.language;
    let shown = move || {
        decided.get().map(|value| {
            let parts = [value.decision.name().get(language.get()), &value.by, &value.role, &value.reason].join(" · ");
            view! { <p class="small"><strong>{parts}</strong></p> }
        })
    };
    let name = move || terms.with_value(|terms| terms.name.clone());
    let about = move || terms.with_value(|terms| event_text::terms(language.get(), terms));
    // Taken over once, its terms are in the record; from then on only the decision changes.
    let href = move || {
        let form = if decided.with(Option::is_some) { "decision:" } else { "own_clock:" };
        code.with_value(|code| here(session, IncidentTab::Deadlines, Some(&[form, code].concat())))
    };
    let act = Msg::new("Decide", "判定");
    let aria = move || stored(&[act.get(language.get()), ": ", &name()].concat());
    view! {
        <li class="candidate">
            <div class="stack-tight"><h4>{name}</h4><p class="small">{about}</p><p class="small">{t(Msg::new("from your organisation profile", "来自组织概况"))}</p>{shown}</div>
            <a class="button" role="button" aria-label=aria href=href>{t(act)}</a>
        </li>
    }
    .into_any()
}

/// How often the team is told: as set, or offered from the profile with one press.
pub fn cadence(session: Session) -> AnyView {
    // Hours, and whether the incident is open.
    let set = look(session, |one| {
        (one.incident.cadence().map(|fact| fact.value.hours), one.incident.standing == Standing::Open)
    });
    let refused = RwSignal::new(false);
    let shown = move || {
        let (hours, open) = set.get();
        if !open {
            return None;
        }
        let every =
            |hours: usize| Msg::new("every {0} h", "每 {0} 小时").fill(session.language.get(), &[&hours.to_string()]);
        let said = hours.map_or_else(|| Msg::new("none set", "未设定").get(session.language.get()).to_owned(), every);
        let offer = session.profile.with(|profile| profile.cadence);
        let take = move |_| {
            let by = session.me.with_untracked(|me| me.name.clone());
            let reason = Msg::new("As in the organisation profile", "依组织概况")
                .get(session.language.get_untracked())
                .to_owned();
            let body = CadenceSet { by, hours: offer, reason };
            let command = Command::State { body: body.into(), occurred: None, known: None };
            // Without a name nobody can have set it: the form asks for one.
            refused.set(session.act(command).is_err());
        };
        let button = (hours.is_none() && offer > 0).then(|| {
            let words = Msg::new("Take over from the profile: {0}", "采用组织概况：{0}")
                .fill(session.language.get(), &[&every(offer)]);
            view! { <button class="button" type="button" on:click=take>{words}</button> }
        });
        let sorry = move || {
            refused.get().then(|| view! { <span role="alert">{t(Msg::new("Not set: give your name in the form.", "未设定：请在表单中填写姓名。"))}</span> })
        };
        Some(view! {
            <p class="line">
                <span>{t(Msg::new("Internal updates", "内部通报"))}": "{said}</span>
                {button}
                {form_link(session, IncidentTab::Deadlines, "cadence", Msg::new("Set internal updates", "设定内部通报"))}
                {sorry}
            </p>
        })
    };
    view! { {shown} }.into_any()
}
