//! What a backup holds beside its records: the rule pack and the organisation profile. Each is shown with what stands here
//! in its place, and with a box to take it over.

use super::rules::{difference, list, state_words};
use crate::deadline::profile::Profile;
use crate::deadline::read::Problem;
use crate::language::pack_update::Told;
use crate::language::{Language, Msg, asking, event_text, pack_problem};
use crate::session::{Chosen, ImportPreview, RulesPreview, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::text::t;

/// What is ticked at first: only what takes the place of nothing of one's own and moves no deadline.
pub(super) fn at_first(session: Session, preview: &ImportPreview) -> Chosen {
    let rules = matches!(&preview.rules, Some(Ok(found)) if found.moved.is_empty() && !session.rules().is_imported());
    let none = Profile::default();
    let profile = preview.profile.as_ref().is_some_and(|found| *found != none) && session.profile_now() == none;
    Chosen { rules, profile }
}

/// True where something of it can be taken over.
pub(super) fn offers(session: Session, preview: &ImportPreview) -> bool {
    let other = |profile: &Profile| *profile != session.profile_now();
    matches!(preview.rules, Some(Ok(_))) || preview.profile.as_ref().is_some_and(other)
}

/// Draws what the backup holds beside its records; nothing where it holds nothing.
pub(super) fn beside(session: Session, name: &str, preview: &ImportPreview, chosen: RwSignal<Chosen>) -> AnyView {
    let rules = preview.rules.as_ref().map(|found| rules(session, name, found, chosen));
    let profile = preview.profile.as_ref().map(|found| profile(session, found, chosen));
    view! { {rules}{profile} }.into_any()
}

fn rules(
    session: Session,
    name: &str,
    found: &Result<RulesPreview, Vec<Problem>>,
    chosen: RwSignal<Chosen>,
) -> AnyView {
    let told = match found.clone() {
        Err(problems) => {
            let words = move || pack_problem::all(session.language.get(), &problems);
            view! { <p>{words}</p> }.into_any()
        }
        Ok(found) => {
            let (name, moves, edition) = (name.to_owned(), !found.moved.is_empty(), found.pack().edition);
            let words = move || {
                msg!("Put edition {0} of the rules in force", "使规则版本 {0} 生效")
                    .fill(session.language.get(), &[&edition])
            };
            view! {
                <details open=moves>
                    <summary>{t(super::rules::WOULD_CHANGE)}</summary>
                    {move || difference(session, &name, &found)}
                </details>
                {tick(chosen, |chosen| &mut chosen.rules, words)}
            }
            .into_any()
        }
    };
    view! { <h3>{t(msg!("Rule pack", "规则包"))}</h3><p>{move || state_words(session)}</p>{told} }.into_any()
}

fn profile(session: Session, found: &Profile, chosen: RwSignal<Chosen>) -> AnyView {
    let (found, here) = (found.clone(), session.profile_now());
    let same = found == here;
    let none = here == Profile::default();
    let words = move || {
        let msg = match none {
            true => msg!("Take over the profile", "采用此组织概况"),
            false => msg!("Put it in place of the profile here", "以其替换此处的组织概况"),
        };
        msg.get(session.language.get()).to_owned()
    };
    let tick = (!same).then(|| tick(chosen, |chosen| &mut chosen.profile, words));
    let both = move || {
        let language = session.language.get();
        let mut both = vec![told(language, msg!("In the file: {0}", "文件中：{0}"), &found)];
        let title = match (same, none) {
            (true, _) => msg!("Here: the same", "此处：相同"),
            (_, true) => msg!("Here: none", "此处：无"),
            _ => {
                both.push(told(language, msg!("Here: {0}", "此处：{0}"), &here));
                return list(both);
            }
        };
        both.push(Told { title: title.get(language).to_owned(), lines: Vec::new() });
        list(both)
    };
    view! { <h3>{t(msg!("Organisation profile", "组织概况"))}</h3>{both}{tick} }.into_any()
}

/// A profile in words: everything it holds.
fn told(language: Language, title: Msg, profile: &Profile) -> Told {
    let mut lines = vec![profile.zone.clone()];
    if profile.cadence > 0 {
        let hours = profile.cadence.to_string();
        lines.push(msg!("Internal updates: every {0} h", "内部通报：每 {0} 小时").fill(language, &[&hours]));
    }
    lines.extend(profile.clocks.iter().map(|terms| event_text::terms(language, terms)));
    let answers: Vec<String> = profile.answers.iter().map(|code| asking::answer(language, code)).collect();
    lines.push(answers.join(msg!("; ", "；").get(language)));
    lines.retain(|line| !line.is_empty());
    let name = if profile.organisation.is_empty() { "–" } else { &profile.organisation };
    Told { title: title.fill(language, &[name]), lines }
}

fn tick(chosen: RwSignal<Chosen>, part: fn(&mut Chosen) -> &mut bool, words: impl Fn() -> String + 'static) -> AnyView {
    let ticked = *part(&mut chosen.get_untracked());
    let change = move |event: leptos::ev::Event| {
        chosen.update(|chosen| *part(chosen) = event_target_checked(&event));
    };
    view! { <label class="option"><input type="checkbox" checked=ticked on:change=change /><span>{words}</span></label> }
        .into_any()
}
