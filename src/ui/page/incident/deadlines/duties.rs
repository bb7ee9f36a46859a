//! The notices an incident owes, next due first, each opening to its arithmetic, its rule and what can be done about it.

use super::super::header::here;
use super::super::look;
use super::own;
use super::rule::{narrowed, rule_text, stage_text};
use crate::deadline::obligation::{Obligation, State};
use crate::deadline::obligations;
use crate::deadline::pack::{Mark as Checked, Regime, Stage, Start};
use crate::language::codes::{COLON, Named, PROMISED_UPDATE};
use crate::language::sum::{Viewer, notes, sum};
use crate::language::{Language, Msg, duty};
use crate::record::codes::{Applicability, CONTRACT_72H, INTERNAL_UPDATE};
use crate::session::{CalendarOf, IncidentTab, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::calendar::calendar;
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::text::{stored, t};

/// The notices under the regimes the record names.
pub type Owed = Memo<Vec<Obligation>>;

/// Works them out, anew when the record changes.
pub fn owed(session: Session) -> Owed {
    look(session, move |one| {
        own::keep_all(&one.incident);
        obligations(&one.incident, session.pack(), &*session.zones())
    })
}

/// A rule by its code: of the pack, or one's own.
fn rule_by(session: Session, code: &str) -> Option<&'static Regime> {
    session.pack().regime(code).or_else(|| own::kept(code))
}

/// The rule and the stage of a notice.
pub fn rule_of(session: Session, one: &Obligation) -> Option<(&'static Regime, &'static Stage)> {
    let regime = rule_by(session, &one.regime)?;
    Some((regime, regime.stage(&one.stage)?))
}

/// What a notice runs from, as a code; nothing for an update that another notice promised.
pub fn anchor_of(session: Session, one: &Obligation) -> &'static str {
    rule_of(session, one).map_or("", |(_, stage)| &stage.anchor)
}

/// The shape and the `data-state` of a state; [`duty::state`] is its word.
pub const fn state_mark(state: State) -> (Mark, &'static str) {
    match state {
        State::NotInForce | State::NotApplicable | State::Waived => (Mark::Dash, "waiting"),
        State::ScopeNotDeclared => (Mark::Half, "waiting"),
        State::NotStarted => (Mark::Ring, "waiting"),
        State::AnchorMissing => (Mark::Box, "soon"),
        State::Running => (Mark::Dial, "running"),
        State::DueSoon => (Mark::Triangle, "soon"),
        State::Overdue => (Mark::Diamond, "over"),
        State::Filed | State::FiledOnTime | State::FiledLate(_) => (Mark::RingTick, "met"),
    }
}

/// A rule out of force, or one that a person decided does not apply, with nothing filed.
pub fn is_apart(one: &Obligation) -> bool {
    one.filed.is_none() && (!one.in_force || one.applies == Applicability::DoesNotApply)
}

/// The key of a notice: regime and stage.
type Key = (String, String);

/// The keys of the notices apart or not: open ones, those that wait, those that are done; each by due.
fn keys(all: Owed, apart: bool) -> Memo<Vec<Key>> {
    Memo::new(move |_| {
        all.with(|all| {
            let mut found: Vec<&Obligation> = all.iter().filter(|one| is_apart(one) == apart).collect();
            let rank = |one: &Obligation| {
                let done = one.filed.is_some() || one.waived.is_some();
                (done, !one.is_open(), one.due.is_none(), one.due.map(|due| due.at))
            };
            found.sort_by_key(|one| rank(one));
            found.into_iter().map(|one| (one.regime.clone(), one.stage.clone())).collect()
        })
    })
}

/// Draws the section.
pub fn duties(session: Session, all: Owed) -> AnyView {
    let (near, apart) = (keys(all, false), keys(all, true));
    let folded = move || {
        let count = apart.with(Vec::len);
        (count > 0).then(|| {
            let words = move || {
                msg!("Not owed: does not apply, or not in force ({0})", "无须通报：不适用或未生效（{0}）")
                    .fill(session.language.get(), &[&count.to_string()])
            };
            view! { <details><summary>{words}</summary>{list(session, all, apart)}</details> }
        })
    };
    view! {
        <section class="section" aria-labelledby="duties">
            <div class="section-head">
                <h2 id="duties">{t(msg!("Notices owed", "应作的通报"))}</h2>
            </div>
            {list(session, all, near)}
            {folded}
        </section>
    }
    .into_any()
}

fn list(session: Session, all: Owed, keys: Memo<Vec<Key>>) -> AnyView {
    view! {
        <ol class="duties">
            <For each=move || keys.get() key=|key| key.clone() children=move |key| row(session, all, key) />
        </ol>
    }
    .into_any()
}

/// One notice as it stands.
fn row(session: Session, all: Owed, key: Key) -> AnyView {
    let key = StoredValue::new(key);
    let one = Memo::new(move |_| {
        let is_it = |one: &&Obligation| key.with_value(|key| one.regime == key.0 && one.stage == key.1);
        all.with(|all| all.iter().find(is_it).cloned())
    });
    // What ticks is compared as words: the page changes once a minute at most.
    let shown = Memo::new(move |_| {
        let (language, now) = (session.language.get(), session.now.get());
        one.with(|one| {
            let one = one.as_ref()?;
            let state = one.state(now);
            let target = duty::target(language, one, now).or_else(|| {
                let (regime, _) = rule_of(session, one)?;
                duty::ahead(language, one, regime, &*session.zones())
            });
            let left = duty::left(language, session.rules(), one, anchor_of(session, one), now);
            Some((duty::state(state), state_mark(state), left, target))
        })
    });
    let due = move || {
        let language = session.language.get();
        one.with(|one| {
            one.as_ref().and_then(|one| duty::due(language, one, rule_of(session, one)?.0, &*session.zones()))
        })
    };
    let look = move || shown.get().map_or("waiting", |shown| shown.1.1);
    let state =
        move || shown.get().map(|(word, (shape, _), ..)| view! { {mark(shape)}{word.get(session.language.get())} });
    let left = move || shown.get().map(|(.., left, _)| left);
    let target =
        move || shown.get().and_then(|(.., target)| target.map(|words| view! { <p class="small">{words}</p> }));
    let regime = move || key.with_value(|key| own::words(session, &key.0, None));
    let rule = key.with_value(|key| rule_by(session, &key.0));
    let stage = rule.and_then(|rule| key.with_value(|key| rule.stage(&key.1)));
    let name = move || {
        let language = session.language.get();
        stage.map_or(PROMISED_UPDATE.get(language), |stage| language.pick(&stage.name))
    };
    let to = stage.map(|stage| {
        let to = move || {
            msg!("to: {0}", "接收方：{0}").fill(session.language.get(), &[session.language.get().pick(&stage.to)])
        };
        let narrowed = move || narrowed(session.language.get(), stage).join(" · ");
        view! { <p class="small muted">{to}</p><p class="small muted">{narrowed}</p> }
    });
    let unverified = rule.zip(stage).filter(|(rule, stage)| stage.mark.unwrap_or(rule.mark) == Checked::Unverified);
    let badge = unverified
        .map(|_| view! { <span class="tag" data-level="unset">{t(duty::checked(Checked::Unverified))}</span> });
    let opened = RwSignal::new(false);
    let toggle = move |event: leptos::ev::Event| opened.set(is_open(&event));
    let aria = move || {
        let language = session.language.get();
        stored(&[HOW.get(language), COLON.get(language), &regime(), ", ", name()].concat())
    };
    let body = move || opened.get().then(|| one.with(|one| one.as_ref().map(|one| opened_row(session, one))));
    view! {
        <li class="duty" data-state=look>
            <div class="duty-name"><h3>{regime}" "{badge}</h3><p>{name}</p>{to}</div>
            <span class="state duty-state">{state}</span>
            <div class="duty-due">
                {move || due().map(|due| view! { <p>{t(msg!("Due", "到期时间"))}" "<time class="words">{due}</time></p> })}
                <p class="duty-left">{left}</p>
                {target}
            </div>
            {stage.map(|_| view! {
                <details class="duty-more" on:toggle=toggle>
                    <summary aria-label=aria>{t(HOW)}</summary>
                    <div class="stack">{body}</div>
                </details>
            })}
        </li>
    }
    .into_any()
}

const HOW: Msg = msg!("How this is counted", "计算方式");

/// Whether a disclosure that was toggled stands open.
pub fn is_open(event: &leptos::ev::Event) -> bool {
    use leptos::wasm_bindgen::JsCast as _;
    let target = event.target().and_then(|target| target.dyn_into::<leptos::web_sys::Element>().ok());
    target.is_some_and(|target| target.has_attribute("open"))
}

/// A notice opened: arithmetic, what to know of it, actions, the rule.
fn opened_row(session: Session, one: &Obligation) -> AnyView {
    let Some((regime, stage)) = rule_of(session, one) else { return ().into_any() };
    let language = session.language.get();
    let (zone, zones) = (session.zone(), session.zones());
    let viewer = Viewer { language, rules: session.rules(), zone: &zone, zones: &*zones };
    let said: Vec<AnyView> =
        notes(viewer, one, regime, stage).into_iter().map(|note| view! { <li>{note}</li> }.into_any()).collect();
    let said = (!said.is_empty()).then(|| view! { <ul class="plain-list small">{said}</ul> });
    let settle = one.settled_in.as_ref().map(|form| {
        let href = here(session, IncidentTab::Deadlines, Some(form));
        view! { <p><a href=href>{t(msg!("Settle which value holds", "确定以哪个取值为准"))}</a></p> }
    });
    let decided = one.decided.as_ref().map(|fact| {
        let value = &fact.value;
        let parts = [value.decision.name().get(language), &value.by, &value.role, &value.reason];
        fact_row(msg!("Decision", "判定").get(language), parts.join(" · "))
    });
    let edition = &session.pack().edition;
    // What was decided or sent under another edition says so; a clock of one's own is of none.
    let decided_by = one.decided.as_ref().map(|fact| fact.value.edition.as_str());
    let filed_by = one.filed.as_ref().and_then(|fact| fact.value.edition.as_deref());
    let then: Vec<AnyView> = [
        (msg!("Edition at the decision", "判定时的规则版本"), decided_by),
        (msg!("Edition at the filing", "通报时的规则版本"), filed_by),
    ]
    .into_iter()
    .filter_map(|(term, then)| {
        Some(fact_row(term.get(language), then.filter(|then| then != edition && !then.is_empty())?.to_owned()))
    })
    .collect();
    view! {
        {arithmetic(viewer, one, regime, stage)}
        {said}
        {settle}
        {actions(session, one, stage, regime.stages.len() > 1)}
        {in_calendar(session, one)}
        <dl class="facts plain">
            {decided}
            {then}
            {waived(session, one)}
            {stage_text(language, session.rules(), regime, stage)}
            {rule_text(language, regime, edition)}
        </dl>
    }
    .into_any()
}

/// A term and its text.
pub fn fact_row(term: &'static str, text: String) -> AnyView {
    view! { <div class="fact"><dt>{term}</dt><dd>{text}</dd></div> }.into_any()
}

fn waived(session: Session, one: &Obligation) -> Option<AnyView> {
    use crate::record::incident::Waiver;
    let Waiver::Given(waived) = &one.waived.as_ref()?.value else { return None };
    let text = [waived.by.as_str(), &waived.role, &waived.reason].join(" · ");
    Some(fact_row(duty::state(State::Waived).get(session.language.get()), text))
}

fn arithmetic(viewer: Viewer, one: &Obligation, regime: &Regime, stage: &Stage) -> AnyView {
    let language = viewer.language;
    let Some(sum) = sum(viewer, one, regime, stage) else {
        return view! { <p>{duty::stage_length(language, viewer.rules, regime, stage)}</p> }.into_any();
    };
    let lines: Vec<AnyView> = (sum.lines.into_iter())
        .map(|(zone, line)| view! { <div class="fact"><dt>{zone}</dt><dd>{line}</dd></div> }.into_any())
        .collect();
    view! {
        <dl class="sum">
            <div class="sum-row"><dt><span class="sum-sign"></span><span>{sum.start}</span></dt><dd>{sum.typed}</dd></div>
            <div class="sum-row"><dt><span class="sum-sign">"+"</span><span>{msg!("Length", "时限").get(language)}</span></dt><dd>{sum.length}" "<span class="sum-note">{sum.manner}</span></dd></div>
            <div class="sum-row result"><dt><span class="sum-sign">"="</span><span>{msg!("Due", "到期时间").get(language)}</span></dt><dd>{sum.due}</dd></div>
        </dl>
        <dl class="facts plain">{lines}</dl>
    }
    .into_any()
}

/// The deadline alone, as a calendar file.
fn in_calendar(session: Session, one: &Obligation) -> Option<AnyView> {
    let id = session.opened.with_untracked(|opened| opened.as_ref().map(|one| one.id.clone()))?;
    if one.due.is_none() {
        one.promised()?;
    }
    let of = CalendarOf::Clock(id, one.regime.clone(), one.stage.clone());
    let title = t(msg!("Calendar", "日历"));
    Some(
        view! { <details><summary>{title}</summary><div class="stack">{calendar(session, of)}</div></details> }
            .into_any(),
    )
}

/// What can be done about a notice; `several` where its rule has more than one.
fn actions(session: Session, one: &Obligation, stage: &Stage, several: bool) -> AnyView {
    let language: Language = session.language.get();
    let name = [own::words(session, &one.regime, None).as_str(), language.pick(&stage.name)].join(", ");
    let link = |form: String, words: Msg| {
        let href = here(session, IncidentTab::Deadlines, Some(&form));
        let aria = stored(&[words.get(language), COLON.get(language), &name].concat());
        view! { <a class="button" role="button" aria-label=aria href=href>{words.get(language)}</a> }.into_any()
    };
    let code = [one.regime.as_str(), ".", &one.stage].concat();
    let begin = match Start::read(&stage.anchor) {
        Start::Anchor("declared") => ("declaration".to_owned(), msg!("Set the start", "填写起算点")),
        Start::Anchor(anchor) => (["anchors:", anchor].concat(), msg!("Set the start", "填写起算点")),
        Start::Filing(regime, earlier) => {
            let regime = regime.unwrap_or(&one.regime);
            (["filing:", regime, ".", earlier].concat(), msg!("Record the earlier filing", "记录前一阶段的通报"))
        }
    };
    let file = link(["filing:", &code].concat(), msg!("Record filing", "记录通报"));
    if one.regime == INTERNAL_UPDATE {
        let set = link("cadence".to_owned(), msg!("Set internal updates", "设定内部通报"));
        return view! { <div class="line">{file}{set}</div> }.into_any();
    }
    let mut found =
        vec![file, link(["decision:", &one.regime].concat(), msg!("Decide", "判定")), link(begin.0, begin.1)];
    if stage.length.is_none() {
        found.push(link(["own_target:", &code].concat(), msg!("Own target", "自设目标")));
    }
    if stage.relief {
        found.push(link(["relief:", &code].concat(), msg!("Relief", "顺延")));
    }
    // One of several alternatives, or beneath a threshold: this stage alone.
    if several && one.regime != CONTRACT_72H {
        let again = one.decided.as_ref().is_some_and(|fact| fact.value.regime == code);
        let words = match again {
            true => msg!("Decide on this stage again", "重新判定本项"),
            false => msg!("Does not apply to us", "本项对我方不适用"),
        };
        found.push(link(["decision:", &code].concat(), words));
    }
    found.push(match one.waived.is_some() {
        true => link(["waiver_back:", &code].concat(), msg!("Take the waiver back", "撤销不通报决定")),
        false => link(["waiver:", &code].concat(), msg!("Waive", "决定不通报")),
    });
    view! { <div class="line">{found}</div> }.into_any()
}
