//! What may apply: a few questions, the rules they point to with the reason, and a person's decision on each.
//!
//! The answers are kept as unfinished typing is: they are no facts, the decisions made with them are.

use super::super::header::here;
use super::super::look;
use super::duties::is_open;
use super::own;
use super::rule::{badge, not_in_force, rule_text, stages};
use crate::deadline::choose::{Fit, candidates, questions};
use crate::deadline::own::is_own;
use crate::deadline::pack::Regime;
use crate::deadline::profile::Profile;
use crate::form::{Value, Values};
use crate::language::codes::{COLON, Named};
use crate::language::places::is_us_state;
use crate::language::{Language, Msg, asking};
use crate::record::map::Map;
use crate::session::{IncidentTab, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::text::{stored, t};

/// More answers than this are picked from a list one by one.
const FEW: usize = 12;

/// The answers given so far.
#[derive(Clone, Copy)]
struct Answers {
    session: Session,
    given: RwSignal<Vec<String>>,
    key: StoredValue<String>,
}

impl Answers {
    fn of(session: Session) -> Self {
        let id = session.opened.with_untracked(|opened| opened.as_ref().map(|one| one.id.to_string()));
        let key = [id.as_deref().unwrap_or("new"), "/choosing/"].concat();
        let given = match session.draft(&key).and_then(|draft| draft.0.get("answers").cloned()) {
            Some(Value::Many(codes)) => codes,
            _ => session.profile_now().answers,
        };
        Self { session, given: RwSignal::new(given), key: StoredValue::new(key) }
    }

    /// Those of the profile, with which every incident begins.
    fn of_profile(session: Session) -> Self {
        let given = session.profile_now().answers;
        Self { session, given: RwSignal::new(given), key: StoredValue::new(String::new()) }
    }

    fn set(self, code: &str, on: bool) {
        self.given.update(|given| {
            given.retain(|one| one != code);
            if on {
                given.push(code.to_owned());
            }
        });
        if self.key.with_value(String::is_empty) {
            let answers = self.given.get_untracked();
            return self.session.set_profile(&Profile { answers, ..self.session.profile_now() });
        }
        let mut values = Map::new();
        values.insert("answers".to_owned(), Value::Many(self.given.get_untracked()));
        self.key.with_value(|key| self.session.keep_draft(key, &Values(values)));
    }
}

/// The questions.
fn asked(session: Session, answers: Answers) -> Vec<AnyView> {
    (questions(session.pack()).into_iter())
        .flat_map(|(kind, codes)| {
            let (states, rest): (Vec<&'static str>, Vec<&'static str>) =
                codes.into_iter().partition(|code| code.split_once(':').is_some_and(|(_, place)| is_us_state(place)));
            // A handful of states stands with the other places; fifty and more have a list of their own.
            let (states, rest) = match states.len() <= 2 {
                true => (Vec::new(), [rest, states].concat()),
                false => (states, rest),
            };
            [question(answers, kind, rest, false), question(answers, kind, states, true)]
        })
        .flatten()
        .collect()
}

/// The questions, answered for the profile.
pub fn profile_questions(session: Session) -> AnyView {
    view! { <div class="form questions">{asked(session, Answers::of_profile(session))}</div> }.into_any()
}

/// Draws the section.
pub fn choosing(session: Session) -> AnyView {
    let answers = Answers::of(session);
    view! {
        <section class="section screen-only" aria-labelledby="choosing">
            <h2 id="choosing">{t(msg!("What may apply", "可能适用的规定"))}</h2>
            <p class="small muted">{t(msg!(
                "The answers propose rules to decide on; they decide nothing, and no legal threshold is inferred. They stay in this browser and are not part of the record.",
                "回答仅用于提出待判定的规定，不作任何判定，也不推断法律门槛。回答保存在此浏览器中，不属于记录。",
            ))}</p>
            <details open=answers.given.with_untracked(Vec::is_empty)>
                <summary>{t(msg!("Questions", "问题"))}</summary>
                <div class="form questions">{asked(session, answers)}</div>
            </details>
            {own::offered(session)}
            {proposals(session, answers)}
        </section>
    }
    .into_any()
}

const ADD: Msg = msg!("Add", "添加");

/// One question, if it has answers: boxes where there are few, a list to add from where there are many.
fn question(answers: Answers, kind: &'static str, codes: Vec<&'static str>, states: bool) -> Option<AnyView> {
    if codes.is_empty() {
        return None;
    }
    let language = answers.session.language;
    let name = move || {
        let asked = asking::question(language.get(), kind);
        match states {
            true => msg!("{0}: US state or territory", "{0}：美国州或属地").fill(language.get(), &[&asked]),
            false => asked,
        }
    };
    Some(if codes.len() > FEW { picker(answers, kind, codes, states, name) } else { boxes(answers, codes, name) })
}

fn boxes(answers: Answers, codes: Vec<&'static str>, name: impl Fn() -> String + 'static) -> AnyView {
    let language = answers.session.language;
    let options: Vec<AnyView> = codes
        .into_iter()
        .map(|code| {
            let ticked = answers.given.with_untracked(|given| given.iter().any(|one| one == code));
            let change = move |event: leptos::ev::Event| answers.set(code, event_target_checked(&event));
            view! {
                <label class="option">
                    <input type="checkbox" checked=ticked on:change=change />
                    <span>{move || asking::answer(language.get(), code)}</span>
                </label>
            }
            .into_any()
        })
        .collect();
    view! {
        <fieldset class="field field-choice">
            <legend class="field-label">{name}</legend>
            <div class="options-inline">{options}</div>
        </fieldset>
    }
    .into_any()
}

fn picker(
    answers: Answers,
    kind: &'static str,
    codes: Vec<&'static str>,
    states: bool,
    name: impl Fn() -> String + Copy + 'static,
) -> AnyView {
    let language = answers.session.language;
    let aria = move || [ADD.get(language.get()), COLON.get(language.get()), &name()].concat();
    let id = ["ask-", kind, if states { "-states" } else { "" }].concat();
    let picked = StoredValue::new(String::new());
    let codes = StoredValue::new(codes);
    let mine = move || {
        let of_this = |code: &&String| codes.with_value(|codes| codes.contains(&code.as_str()));
        answers.given.with(|given| given.iter().filter(of_this).cloned().collect::<Vec<String>>())
    };
    let options = move || {
        let given = mine();
        codes.with_value(|codes| {
            let left = codes.iter().filter(|code| given.iter().all(|one| one != *code));
            left.map(|code| view! { <option value=*code>{asking::answer(language.get(), code)}</option> }.into_any())
                .collect::<Vec<_>>()
        })
    };
    let add = move |_| {
        let code = picked.get_value();
        if !code.is_empty() {
            answers.set(&code, true);
            picked.set_value(String::new());
        }
    };
    let chosen = move |code: String| {
        let code = StoredValue::new(code);
        let words = move || code.with_value(|code| asking::answer(language.get(), code));
        let aria = move || msg!("Remove {0}", "移除 {0}").fill(language.get(), &[&words()]);
        let remove = move |_| code.with_value(|code| answers.set(code, false));
        view! { <li><span class="tag">{words}</span><button type="button" class="button button-quiet" aria-label=aria on:click=remove>{t(msg!("Remove", "移除"))}</button></li> }.into_any()
    };
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{name}</label>
            <div class="line">
                <select class="field-input" id=id on:change=move |event| picked.set_value(event_target_value(&event))>
                    <option value="">{t(msg!("Choose…", "请选择……"))}</option>
                    {options}
                </select>
                <button type="button" class="button" aria-label=aria on:click=add>{t(ADD)}</button>
            </div>
            <ul class="line"><For each=mine key=|code| code.clone() children=chosen /></ul>
        </div>
    }
    .into_any()
}

/// A rule that fits, with the answers that make it fit.
type Fitting = (String, Vec<String>);

fn proposals(session: Session, answers: Answers) -> AnyView {
    let of = move |fit: Fit| {
        Memo::new(move |_| {
            answers.given.with(|given| {
                let found = candidates(session.pack(), given).into_iter().filter(|one| one.fit == fit);
                found.map(|one| (one.regime.id.clone(), one.because.to_vec())).collect::<Vec<Fitting>>()
            })
        })
    };
    let any = Memo::new(move |_| answers.given.with(|given| !given.is_empty()));
    let proposed = of(Fit::Proposed);
    let none = move || {
        let empty = any.get() && proposed.with(Vec::is_empty);
        empty.then(|| view! { <p>{t(msg!("No rule is proposed for these answers so far.", "目前没有符合这些回答的规定。"))}</p> })
    };
    view! {
        {none}
        {group(session, proposed, msg!("Proposed for a decision", "提请判定"))}
        {group(session, of(Fit::Listed), msg!("Listed only: not verified, or not for proposing", "仅供查阅：未核实或不作提议"))}
        {group(session, of(Fit::NotInForce), msg!("Not in force: never counts down", "未生效：不会倒计时"))}
    }
    .into_any()
}

fn group(session: Session, found: Memo<Vec<Fitting>>, title: Msg) -> AnyView {
    let any = Memo::new(move |_| found.with(|found| !found.is_empty()));
    let shown = move || {
        any.get().then(|| {
            let row = move |(id, because): Fitting| candidate(session, &id, because);
            view! {
                <h3>{t(title)}</h3>
                <ul class="duties"><For each=move || found.get() key=|one| one.clone() children=row /></ul>
            }
        })
    };
    view! { {shown} }.into_any()
}

fn candidate(session: Session, id: &str, because: Vec<String>) -> AnyView {
    let Some(regime) = session.pack().regime(id) else { return ().into_any() };
    for_decision(session, regime, because)
}

/// A rule with the way to decide on it; without answers that point to it, one of the profile.
pub fn for_decision(session: Session, regime: &'static Regime, because: Vec<String>) -> AnyView {
    let reason = move || match because.is_empty() {
        true => msg!("from your organisation profile", "来自组织概况").get(session.language.get()).to_owned(),
        false => asking::because(session.language.get(), &because),
    };
    let heading = move || {
        let language = session.language.get();
        view! { {language.pick(&regime.name)}" "{badge(language, regime.mark)}" "{not_in_force(language, regime)} }
    };
    view! {
        <li class="candidate">
            <div class="stack-tight">
                <h4>{heading}</h4>
                <p class="small">{reason}</p>
                {decision(session, regime)}
                {move || stages(session.language.get(), session.rules(), regime)}
                {rule(session, regime, Some(msg!("Rule, source, exceptions", "规定、来源与例外")))}
            </div>
            {decide(session, regime)}
        </li>
    }
    .into_any()
}

/// What a person decided so far.
fn decision(session: Session, regime: &'static Regime) -> AnyView {
    let decided = look(session, move |one| one.incident.decision(&regime.id).map(|fact| fact.value.clone()));
    let shown = move || {
        let language = session.language.get();
        decided.get().map(|value| {
            let parts = [value.decision.name().get(language), &value.by, &value.role, &value.reason].join(" · ");
            view! { <p class="small"><strong>{parts}</strong></p> }
        })
    };
    view! { {shown} }.into_any()
}

/// The way to the form that decides on a rule.
pub fn decide(session: Session, regime: &'static Regime) -> AnyView {
    let words = msg!("Decide", "判定");
    let aria = move || {
        let language: Language = session.language.get();
        stored(&[words.get(language), COLON.get(language), language.pick(&regime.name)].concat())
    };
    // A clock of one's own is taken over with its terms first; from then on only the decision changes.
    let taken = look(session, move |one| one.incident.own_clocks.contains_key(&regime.id));
    let href = move || {
        let form = if is_own(&regime.id) && !taken.get() { "own_clock:" } else { "decision:" };
        here(session, IncidentTab::Deadlines, Some(&[form, &regime.id].concat()))
    };
    view! { <a class="button" role="button" aria-label=aria href=href>{t(words)}</a> }.into_any()
}

/// A rule behind a disclosure, written out when it is opened. Without words of its own the disclosure bears the name of
/// the rule, and holds its stages and the way to decide too.
pub fn rule(session: Session, regime: &'static Regime, words: Option<Msg>) -> AnyView {
    let opened = RwSignal::new(false);
    let toggle = move |event: leptos::ev::Event| opened.set(is_open(&event));
    let summary = move || {
        let language = session.language.get();
        match words {
            None => {
                view! { {language.pick(&regime.name)}" "{badge(language, regime.mark)}" "{not_in_force(language, regime)} }
            }
            Some(words) => words.get(language).into_any(),
        }
    };
    let body = move || {
        let language = session.language.get();
        opened.get().then(|| {
            let whole = words.is_none();
            let (stages, act) =
                (whole.then(|| stages(language, session.rules(), regime)), whole.then(|| decide(session, regime)));
            view! { {act}{stages}<dl class="facts plain">{rule_text(language, regime, &session.pack().edition)}</dl> }
        })
    };
    view! { <details on:toggle=toggle><summary>{summary}</summary><div class="stack">{body}</div></details> }.into_any()
}
