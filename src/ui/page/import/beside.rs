//! What a backup holds beside its records: the rule pack and the organisation profile. Each is shown with what stands here
//! in its place, and with a box to take it over.

use super::rules::{WOULD_CHANGE, difference, list, state_words};
use crate::deadline::profile::Profile;
use crate::language::pack_update::Told;
use crate::language::{Language, Msg, asking, event_text, pack_problem};
use crate::session::{ImportPreview, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::text::t;
use std::sync::Arc;

/// The boxes: what is ticked is taken over.
#[derive(Clone, Copy)]
pub(super) struct Boxes {
    pub rules: RwSignal<bool>,
    pub profile: RwSignal<bool>,
}

/// The boxes as they are at first: ticked is only what takes the place of nothing of one's own and moves no deadline.
pub(super) fn at_first(session: Session, preview: &ImportPreview) -> Boxes {
    let rules = matches!(&preview.rules, Some(Ok(found)) if found.moved.is_empty() && !session.rules().is_imported());
    let profile = offers_profile(session, preview) && session.profile_now() == Profile::default();
    Boxes { rules: RwSignal::new(rules), profile: RwSignal::new(profile) }
}

fn offers_profile(session: Session, preview: &ImportPreview) -> bool {
    preview.profile.as_ref().is_some_and(|profile| *profile != session.profile_now())
}

/// True where something of it can be taken over.
pub(super) fn offers(session: Session, preview: &ImportPreview) -> bool {
    matches!(preview.rules, Some(Ok(_))) || offers_profile(session, preview)
}

/// Draws what the backup holds beside its records; nothing where it holds nothing.
pub(super) fn beside(session: Session, name: &str, preview: &Arc<ImportPreview>, boxes: Boxes) -> AnyView {
    let rules = preview.rules.as_ref().map(|_| rules(session, name.to_owned(), preview.clone(), boxes.rules));
    let profile = preview.profile.as_ref().map(|_| profile(session, preview.clone(), boxes.profile));
    view! { {rules}{profile} }.into_any()
}

/// The rule pack: what it would change, or why it cannot be put in force here.
fn rules(session: Session, name: String, preview: Arc<ImportPreview>, ticked: RwSignal<bool>) -> AnyView {
    let (edition, moves) = match &preview.rules {
        Some(Ok(found)) => (found.pack().edition, !found.moved.is_empty()),
        _ => Default::default(),
    };
    let offered = !edition.is_empty();
    let words = move || {
        msg!("Put edition {0} of the rules in force", "使规则版本 {0} 生效").fill(session.language.get(), &[&edition])
    };
    let told = move || match &preview.rules {
        Some(Err(problems)) => {
            let words = pack_problem::all(session.language.get(), problems);
            Some(view! { <p>{words}</p> }.into_any())
        }
        Some(Ok(found)) => Some(
            view! {
                <details open=moves><summary>{t(WOULD_CHANGE)}</summary>{difference(session, &name, found)}</details>
            }
            .into_any(),
        ),
        None => None,
    };
    view! {
        <h3>{t(msg!("Rule pack", "规则包"))}</h3>
        <p>{move || state_words(session)}</p>
        {told}
        {offered.then(|| tick(ticked, words))}
    }
    .into_any()
}

/// The profile, beside the one that is here.
fn profile(session: Session, preview: Arc<ImportPreview>, ticked: RwSignal<bool>) -> AnyView {
    let here = session.profile_now();
    let (same, none) = (!offers_profile(session, &preview), here == Profile::default());
    let words = move || {
        let msg = match none {
            true => msg!("Take over the profile", "采用此组织概况"),
            false => msg!("Put it in place of the profile here", "以其替换此处的组织概况"),
        };
        msg.get(session.language.get()).to_owned()
    };
    let both = move || {
        let language = session.language.get();
        let in_file =
            preview.profile.as_ref().map(|found| told(language, msg!("In the file: {0}", "文件中：{0}"), found));
        let said = |msg: Msg| Told { title: msg.get(language).to_owned(), lines: Vec::new() };
        let here = match (same, none) {
            (true, _) => said(msg!("Here: the same", "此处：相同")),
            (_, true) => said(msg!("Here: none", "此处：无")),
            _ => told(language, msg!("Here: {0}", "此处：{0}"), &here),
        };
        list(in_file.into_iter().chain([here]).collect())
    };
    view! {
        <h3>{t(msg!("Organisation profile", "组织概况"))}</h3>
        {both}
        {(!same).then(|| tick(ticked, words))}
    }
    .into_any()
}

/// A profile in words: everything it holds.
fn told(language: Language, title: Msg, profile: &Profile) -> Told {
    let mut lines = vec![profile.zone.clone()];
    if profile.cadence > 0 {
        let hours = profile.cadence.to_string();
        lines.push(msg!("Internal updates: every {0} h", "内部通报：每 {0} 小时").fill(language, &[&hours]));
    }
    if let Some(hours) = profile.gap {
        let words = msg!("From aware to declared: {0} h at most", "自知悉至宣布：最长 {0} 小时");
        lines.push(words.fill(language, &[&hours.to_string()]));
    }
    lines.extend(profile.clocks.iter().map(|terms| event_text::terms(language, terms)));
    let answers: Vec<String> = profile.answers.iter().map(|code| asking::answer(language, code)).collect();
    lines.push(answers.join(msg!("; ", "；").get(language)));
    lines.retain(|line| !line.is_empty());
    let name = if profile.organisation.is_empty() { "–" } else { &profile.organisation };
    Told { title: title.fill(language, &[name]), lines }
}

fn tick(ticked: RwSignal<bool>, words: impl Fn() -> String + 'static) -> AnyView {
    let change = move |event: leptos::ev::Event| ticked.set(event_target_checked(&event));
    let on = ticked.get_untracked();
    view! { <label class="option"><input type="checkbox" checked=on on:change=change /><span>{words}</span></label> }
        .into_any()
}
