//! One gate: each need with a mark, the missing ones leading to their form, and by whom it was let pass.

use super::header::here;
use super::look;
use super::playbook::{form_code, form_tab};
use crate::deadline::unanswered;
use crate::playbook;
use crate::record::codes::GateCode;
use crate::record::gate::is_met;
use crate::session::Session;
use crate::ui::markup::prelude::*;
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::text::{b, stored, t};

/// Draws a gate. `heading` is `h2` or `h3`, whichever follows the headings around it.
pub fn gate(session: Session, code: GateCode, heading: &'static str) -> AnyView {
    let Some(guide) = playbook::gate_guides().iter().find(|guide| guide.code == code) else { return ().into_any() };
    let met = look(session, move |one| {
        // Only this one asks what the rules say.
        let unanswered = match code {
            GateCode::G10 => unanswered(&one.incident, session.rules(), &*session.zones()),
            _ => Vec::new(),
        };
        guide.needs.iter().map(|need| is_met(&need.code, &one.incident, &unanswered)).collect::<Vec<bool>>()
    });
    let passed = look(session, move |one| {
        let found = one.incident.overrides.iter().rev().find(|fact| fact.value.gate == code);
        found.map(|fact| (fact.value.name.clone(), fact.value.role.clone(), fact.value.reason.clone()))
    });
    let state = move || {
        let language = session.language.get();
        let missing = met.with(|met| met.iter().filter(|met| !**met).count());
        match missing {
            0 => {
                view! { <span class="state">{mark(Mark::Tick)}{msg!("Nothing missing", "无缺项").get(language)}</span> }
                    .into_any()
            }
            _ => {
                let words = msg!("{0} of {1} missing", "{1} 项中尚缺 {0} 项")
                    .fill(language, &[&missing.to_string(), &guide.needs.len().to_string()]);
                view! { <span class="state">{mark(Mark::Box)}{words}</span> }.into_any()
            }
        }
    };
    let needs: Vec<AnyView> = guide
        .needs
        .iter()
        .enumerate()
        .map(|(index, need)| {
            let is_met = Memo::new(move |_| met.with(|met| met.get(index).copied().unwrap_or(false)));
            // What is done at the entries themselves has no form of its own: the way leads to their tab.
            let form = Some(form_code(&need.form)).filter(|form| *form != "follow_up");
            let href = here(session, form_tab(&need.form), form);
            let line = move || match is_met.get() {
                true => view! { {mark(Mark::Tick)}<span>{b(&need.label)}</span> }.into_any(),
                false => view! { {mark(Mark::Box)}<a href=href.clone()>{b(&need.label)}</a> }.into_any(),
            };
            view! { <li class="gate-need" data-state=move || if is_met.get() { "met" } else { "missing" }>{line}</li> }
                .into_any()
        })
        .collect();
    let overridden = move || {
        passed.get().map(|(name, role, reason)| {
            let text = stored(&[name, role, reason].join(" · "));
            view! { <p class="small">{mark(Mark::Flag)}{t(msg!("Overridden", "已越过"))}": "{text}</p> }
        })
    };
    let id = ["gate-", code.code()].concat();
    let words = view! { {t(msg!("Gate", "关口"))}" "{code.code()}" "{b(&guide.title)} }.into_any();
    let head = match heading {
        "h2" => view! { <h2 id=id.clone()>{words}</h2> }.into_any(),
        _ => view! { <h3 id=id.clone()>{words}</h3> }.into_any(),
    };
    view! {
        <section class="gate" aria-labelledby=id>
            <div class="gate-head">{head}{state}</div>
            <p class="small muted">{b(&guide.purpose)}</p>
            <ul>{needs}</ul>
            {overridden}
        </section>
    }
    .into_any()
}
