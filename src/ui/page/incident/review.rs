//! Looking back: the evaluation, the post-mortem decision, what still holds the closing, and gates that were overridden.

use super::deadlines::opened_form;
use super::facts::register;
use super::facts::said::{Reading, Said, stand};
use super::facts::section::{NOTHING, Section, Shape, Source};
use super::gate::gate;
use super::header::here;
use super::look;
use crate::language::Msg;
use crate::language::codes::COLON;
use crate::playbook;
use crate::record::body::{Body, EntryAdded, Evaluated, PostmortemDecided};
use crate::record::codes::{GateCode, Phase};
use crate::record::decide::Command;
use crate::record::gate::{customers_affected, data_breached};
use crate::record::incident::{Fact, Override, Standing};
use crate::record::register::EntryValue;
use crate::record::review::unlisted;
use crate::session::{IncidentTab, Route, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::text::{stored, t};

const TAB: IncidentTab = IncidentTab::Review;

const EVALUATION: Section = Section {
    id: "review-evaluation",
    title: msg!("Response evaluation", "响应评估"),
    acts: &[(msg!("Evaluate the response", "评估响应"), "evaluation")],
    read: Source::Facts(evaluation),
    kinds: &["response.evaluated"],
    empty: NOTHING,
    shape: Shape::Items,
};

const POSTMORTEM: Section = Section {
    id: "review-postmortem",
    title: msg!("Post-mortem decision", "事后剖析决定"),
    acts: &[(msg!("Decide on the post-mortem", "作出事后剖析决定"), "postmortem")],
    read: Source::Facts(postmortem),
    kinds: &["postmortem.decided"],
    empty: msg!("Not decided yet", "尚未决定"),
    shape: Shape::Items,
};

const OVERRIDES: Section = Section {
    id: "review-overrides",
    title: msg!("Gates overridden", "越过的关口"),
    acts: &[],
    read: Source::Facts(overrides),
    kinds: &["gate.overridden"],
    empty: msg!("No gate was overridden", "没有越过任何关口"),
    shape: Shape::Items,
};

const FINAL: Section = Section {
    id: "review-final",
    title: msg!("Post-mortem final", "事后剖析定稿"),
    acts: &[(msg!("Make the post-mortem final", "事后剖析定稿"), "finalise")],
    read: Source::Facts(finals),
    kinds: &["postmortem.finalised"],
    empty: msg!("Not final yet", "尚未定稿"),
    shape: Shape::Items,
};

const PASSAGES: Section = Section {
    id: "review-passages",
    title: msg!("Resolved, closed and archived", "解决、关闭与归档"),
    acts: &[],
    read: Source::Facts(passages),
    kinds: &["incident.resolved", "incident.closed", "incident.archived", "incident.reopened"],
    empty: msg!("Neither resolved nor closed yet", "尚未解决，也未关闭"),
    shape: Shape::Items,
};

/// Draws the tab.
pub fn review(session: Session) -> AnyView {
    let draw = |section: Section| section.view(session, TAB, section.said(session));
    let held = look(session, |one| one.incident.holds_postmortem());
    let final_gate = move || held.get().then(|| gate(session, GateCode::G8, "h2"));
    let closed = look(session, |one| one.incident.standing.is_closed());
    let last_gate = move || gate(session, if closed.get() { GateCode::G10 } else { GateCode::G9 }, "h2");
    view! {
        <div class="desk">
            <div class="desk-main stack-wide">
                {opened_form(session, TAB)}
                {draw(EVALUATION)}
                <div class="stack">{draw(POSTMORTEM)}{expectation(session)}{everyone(session)}</div>
                {register::sections("postmortem").map(draw).collect::<Vec<_>>()}
                <div class="stack">{draw(FINAL)}{final_gate}</div>
                {register::sections("follow_up").map(draw).collect::<Vec<_>>()}
                {draw(OVERRIDES)}
                {draw(PASSAGES)}
            </div>
            <aside class="desk-side" aria-label=t(msg!("Closing", "关闭"))>{standing(session)}{last_gate}</aside>
        </div>
    }
    .into_any()
}

fn evaluation(r: &Reading) -> Vec<Said> {
    let one = |fact: &Fact<Evaluated>| {
        let (mut said, value) = (r.said(&fact.event), &fact.value);
        said.put(msg!("Was the response sufficient?", "响应是否充分？"), &r.name(value.sufficiency));
        said.put(msg!("Why (sufficient)", "理由（充分性）"), &value.sufficiency_reason);
        said.put(msg!("Was it complete?", "响应是否完整？"), &r.name(value.completeness));
        said.put(msg!("Why (complete)", "理由（完整性）"), &value.completeness_reason);
        said.put(msg!("Gaps found", "发现的不足"), &value.gaps);
        said.put(msg!("Evaluated by", "评估人"), &value.evaluator);
        said
    };
    stand(r.one.incident.evaluations.iter().rev().map(one).collect()).into_iter().collect()
}

fn postmortem(r: &Reading) -> Vec<Said> {
    let one = |fact: &Fact<PostmortemDecided>| {
        let (mut said, value) = (r.said(&fact.event), &fact.value);
        let held = match value.required {
            true => msg!("Will be held", "开展"),
            false => msg!("Will not be held", "不开展"),
        };
        said.put(msg!("Full post-mortem", "完整的事后剖析"), held.get(r.language));
        said.put(msg!("Reason", "理由"), &value.reason);
        said.maybe(msg!("Approved by", "批准人"), &value.approver);
        said
    };
    stand(r.one.incident.postmortem.iter().rev().map(one).collect()).into_iter().collect()
}

fn overrides(r: &Reading) -> Vec<Said> {
    let one = |fact: &Fact<Override>| {
        let (mut said, value) = (r.said(&fact.event), &fact.value);
        let guide = playbook::gate_guides().iter().find(|guide| guide.code == value.gate);
        let title = guide.map(|guide| r.language.pick(&guide.title)).unwrap_or_default();
        said.name = [value.gate.code(), " ", title].concat();
        let label = |need: &String| {
            let guide = playbook::need_guide(value.gate, need);
            guide.map_or_else(|| need.clone(), |guide| r.language.pick(&guide.label).to_owned())
        };
        let missing: Vec<String> = value.missing.iter().map(label).collect();
        said.put(msg!("Let pass by", "放行人"), &[value.name.as_str(), " · ", &value.role].concat());
        said.put(msg!("Reason", "理由"), &value.reason);
        said.put(msg!("What was missing", "当时的缺项"), &missing.join("\n"));
        said
    };
    r.one.incident.overrides.iter().rev().map(one).collect()
}

fn finals(r: &Reading) -> Vec<Said> {
    let one = |fact: &Fact<String>| {
        let mut said = r.said(&fact.event);
        said.put(msg!("In words", "说明"), &fact.value);
        said
    };
    stand(r.one.incident.postmortem_final.iter().rev().map(one).collect()).into_iter().collect()
}

/// Every time it was resolved, closed, archived or opened again, the newest first.
fn passages(r: &Reading) -> Vec<Said> {
    let one = |event: &crate::record::event::Event| {
        let (name, words) = match &event.body {
            Body::Resolved(body) => (msg!("Resolved", "已解决"), &body.summary),
            Body::Closed(body) => (msg!("Closed", "已关闭"), &body.summary),
            Body::Archived(body) => (msg!("Archived", "已归档"), &body.summary),
            Body::Reopened(body) => (msg!("Reopened", "重新打开"), &body.reason),
            _ => return None,
        };
        let mut said = r.said(&event.header.id);
        name.get(r.language).clone_into(&mut said.name);
        said.put(msg!("In words", "说明"), words);
        Some(said)
    };
    r.one.log.events().iter().rev().filter_map(one).collect()
}

/// Whether a full post-mortem is expected, and by which recorded facts.
fn expectation(session: Session) -> AnyView {
    let why = look(session, |one| {
        let (customers, breach) = (customers_affected(&one.incident), data_breached(&one.incident));
        (customers || breach, !one.incident.classification.is_empty(), customers, breach)
    });
    let words = move || {
        let words = match why.get() {
            (false, false, ..) => msg!(
                "Whether a full post-mortem is expected shows once the incident is classified.",
                "完成定性后即可判断是否应开展完整的事后剖析。",
            ),
            (false, ..) => msg!(
                "A full post-mortem is not required by the facts recorded; anyone may ask for one.",
                "按已记录的事实，并非必须开展完整的事后剖析；任何人都可要求开展。",
            ),
            (true, _, true, true) => msg!(
                "A full post-mortem is expected: customers are affected, and it is a security incident with harm to data. Waiving it needs an approver.",
                "应开展完整的事后剖析：有客户受影响，且属于数据受损的安全事件。不开展须有批准人。",
            ),
            (true, _, true, false) => msg!(
                "A full post-mortem is expected: customers are affected. Waiving it needs an approver.",
                "应开展完整的事后剖析：有客户受影响。不开展须有批准人。",
            ),
            (true, ..) => msg!(
                "A full post-mortem is expected: it is a security incident with harm to data. Waiving it needs an approver.",
                "应开展完整的事后剖析：属于数据受损的安全事件。不开展须有批准人。",
            ),
        };
        words.get(session.language.get())
    };
    let shape = move || mark(if why.get().0 { Mark::Triangle } else { Mark::Dial });
    view! { <div class="notice">{shape}<p>{words}</p></div> }.into_any()
}

/// While a post-mortem is held and somebody who acted is not among its participants: one button that lists them all as
/// invited.
fn everyone(session: Session) -> AnyView {
    let missing = look(session, |one| match one.incident.holds_postmortem() {
        true => unlisted(&one.incident),
        false => Vec::new(),
    });
    let add = move |_| {
        for person in missing.get_untracked() {
            let text = |text: &str| EntryValue::Text(text.to_owned());
            let values = [("person", text(&person)), ("state", text("invited"))];
            let values = values.into_iter().map(|(field, value)| (field.to_owned(), value)).collect();
            let body = EntryAdded { register: "participant".to_owned(), values }.into();
            // Refused where nobody has said yet who is typing: the form asks.
            if session.act(Command::State { body, occurred: None, known: None }).is_err() {
                if let Route::Incident(id, ..) = session.route.get_untracked() {
                    session.go(&Route::Incident(id, TAB, Some("entry:participant".to_owned())));
                }
                return;
            }
        }
    };
    let button = move || {
        let names = missing.get();
        (!names.is_empty()).then(|| {
            view! {
                <p>{t(msg!("Acted, and not among the participants", "已参与响应但未列入参与人员"))}{t(COLON)}{stored(&names.join(" · "))}</p>
                <p><button class="button" type="button" on:click=add>{t(msg!("Add everyone who acted", "添加所有参与响应的人员"))}</button></p>
            }
        })
    };
    view! { {button} }.into_any()
}

/// Where the incident stands, and the way to the next passage.
fn standing(session: Session) -> AnyView {
    let standing = look(session, |one| one.incident.standing);
    let words = move || {
        let language = session.language.get();
        match standing.get() {
            Standing::Open => msg!("Open", "进行中").get(language).to_owned(),
            Standing::Resolved(at) => msg!("Resolved {0}", "已于 {0} 解决").fill(language, &[&session.when(at)]),
            Standing::Closed(at) => msg!("Closed {0}", "已于 {0} 关闭").fill(language, &[&session.when(at)]),
            Standing::Archived(at) => msg!("Archived {0}", "已于 {0} 归档").fill(language, &[&session.when(at)]),
        }
    };
    let link = move |phase: Phase, words: Msg| {
        let href = here(session, IncidentTab::Playbook, Some(phase.code()));
        view! { <a class="button" role="button" href=href>{t(words)}</a> }
    };
    let ways = move || {
        let standing = standing.get();
        let resolve = (standing == Standing::Open).then(|| link(Phase::Recovery, msg!("Go to resolving", "前往解决")));
        let close = match standing {
            Standing::Closed(_) | Standing::Archived(_) => {
                link(Phase::PostIncident, msg!("Go to reopening", "前往重新打开"))
            }
            Standing::Open | Standing::Resolved(_) => link(Phase::PostIncident, msg!("Go to closing", "前往关闭")),
        };
        let archive = matches!(standing, Standing::Closed(_))
            .then(|| link(Phase::PostIncident, msg!("Go to archiving", "前往归档")));
        view! { {resolve}{archive}{close} }
    };
    view! {
        <section class="section" aria-labelledby="review-standing">
            <h2 id="review-standing">{t(msg!("Standing", "状态"))}</h2>
            <p>{words}</p>
            <p class="line">{ways}</p>
        </section>
    }
    .into_any()
}
