//! Clocks of one's own on an incident: those the profile offers for a decision, and the internal update.

use super::super::header::here;
use super::super::look;
use super::choosing::for_decision;
use super::form_link;
use crate::deadline::own;
use crate::deadline::pack::Regime;
use crate::language::codes::{COLON, regime_words_in, stage_words_in};
use crate::record::body::CadenceSet;
use crate::record::decide::Command;
use crate::record::incident::{Incident, Standing};
use crate::session::{IncidentTab, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::text::t;
use std::cell::RefCell;

thread_local! {
    /// The rules of one's own that were shown in this tab, each kept once, the last looked up last.
    static SHOWN: RefCell<Vec<&'static Regime>> = const { RefCell::new(Vec::new()) };
}

/// Keeps a rule of one's own, so that it is at hand as long as those of the pack are.
fn keep(rule: Regime) -> &'static Regime {
    let counted = |rule: &Regime| rule.stages.first().map(|stage| (stage.anchor.clone(), stage.length));
    let now = counted(&rule);
    SHOWN.with_borrow_mut(|shown| {
        // The code stands for the terms; of the internal update the length and what it runs from may change.
        let known = shown.iter().position(|one| one.id == rule.id && one.as_of == rule.as_of && counted(one) == now);
        let rule = known.map_or_else(|| &*Box::leak(Box::new(rule)), |place| shown.remove(place));
        shown.push(rule);
        rule
    })
}

/// Keeps the rules of one's own of an incident.
pub fn keep_all(incident: &Incident) {
    for rule in own::rules(incident) {
        keep(rule);
    }
}

/// A rule of one's own that a record holds: one that only the profile holds is as of no day.
pub fn kept(code: &str) -> Option<&'static Regime> {
    SHOWN.with_borrow(|shown| shown.iter().rev().find(|one| one.id == code && !one.as_of.is_empty()).copied())
}

/// A regime of the open incident in words, or one of its stages.
pub fn words(session: Session, regime: &str, stage: Option<&str>) -> String {
    let language = session.language.get();
    session.opened.with_untracked(|opened| {
        let empty = Incident::default();
        let incident = opened.as_ref().map_or(&empty, |one| &one.incident);
        match stage {
            Some(stage) => stage_words_in(language, session.rules(), incident, regime, stage),
            None => regime_words_in(language, session.rules(), incident, regime),
        }
    })
}

/// The clocks of the profile, each with the way to decide on it, and the way to type one.
pub fn offered(session: Session) -> AnyView {
    let clocks = move || {
        let rules = session.profile().clocks.into_iter().filter_map(|terms| own::rule(&terms.code(), &terms, ""));
        rules.map(|rule| view! { {for_decision(session, keep(rule), Vec::new())} }.into_any()).collect::<Vec<AnyView>>()
    };
    view! {
        <div class="section-head">
            <h3>{t(msg!("Own contracts", "自有合同"))}</h3>
            {form_link(session, IncidentTab::Deadlines, "own_clock", msg!("Add an own contract clock", "添加自有合同时限"))}
        </div>
        <ul class="duties">{clocks}</ul>
    }
    .into_any()
}

/// How often the team is told: as set, or offered from the profile with one press.
pub fn cadence(session: Session) -> AnyView {
    // Hours; 0 for none, and nothing once the incident is resolved.
    let set = look(session, |one| {
        let hours = one.incident.cadence().map_or(0, |fact| fact.value);
        (one.incident.standing == Standing::Open).then(|| hours.to_string())
    });
    let shown = move || {
        let (language, hours) = (session.language.get(), set.get()?);
        let every = |hours: &str| msg!("every {0} h", "每 {0} 小时").fill(language, &[hours]);
        let none = hours == "0";
        let said = if none { msg!("none set", "未设定").get(language).to_owned() } else { every(&hours) };
        let offer = session.profile().cadence;
        let take = move |_| {
            let by = session.me.with_untracked(|me| me.name.clone());
            let reason = msg!("As in the organisation profile", "依组织概况").get(language).to_owned();
            let body = CadenceSet { by, hours: offer, reason };
            let command = Command::State { body: body.into(), occurred: None, known: None };
            // Without a name nobody can have set it: the form asks for one.
            if session.act(command).is_err() {
                crate::browser::page::set_hash(&here(session, IncidentTab::Deadlines, Some("cadence")));
            }
        };
        let button = (none && offer > 0).then(|| {
            let words = msg!("Take over from the profile: {0}", "采用组织概况：{0}");
            let words = words.fill(language, &[&every(&offer.to_string())]);
            view! { <button class="button" type="button" on:click=take>{words}</button> }
        });
        let words = [msg!("Internal updates", "内部通报").get(language), COLON.get(language), &said].concat();
        let link = form_link(session, IncidentTab::Deadlines, "cadence", msg!("Set internal updates", "设定内部通报"));
        Some(view! { <div class="row"><span>{words}</span><span class="line">{button}{link}</span></div> })
    };
    view! { {shown} }.into_any()
}
