//! Notices: per stage of a rule that may apply, its drafts, what they lack, what was sent.

mod one;

pub use one::tools;

use super::deadlines::duties::{Owed, owed, state_mark};
use super::deadlines::{form_link, named_form, opened_form, own_words};
use super::header::here;
use super::look;
use crate::deadline::is_named;
use crate::deadline::obligation::Obligation;
use crate::deadline::own::{self, CUSTOMER_REALM};
use crate::deadline::pack::Pack;
use crate::language::{Language, duty, format};
use crate::notice::asked::{CUSTOMER_DUTY, INFORM_CONTROLLER};
use crate::notice::text::{Style, text};
use crate::notice::{APPROVER, Notice, asked_in, missing};
use crate::record::codes::{Applicability, CONTRACT_72H, Harm, Outcome};
use crate::record::id::Id;
use crate::record::incident::Incident;
use crate::session::{IncidentTab, Session};
use crate::ui::markup::prelude::*;
use crate::ui::widget::mark::{Mark, mark};
use crate::ui::widget::text::t;

const TAB: IncidentTab = IncidentTab::Notices;

/// A regime and the codes of its stages.
type Rule = (String, Vec<String>);

/// The rules that may ask for a notice: the contract's, and those the record names, but for those found not to apply.
fn rules(incident: &Incident, pack: &Pack) -> Vec<Rule> {
    let regimes = pack.regimes.iter().filter(|regime| {
        let decided = incident.decision(&regime.id).map(|fact| fact.value.decision);
        let offered = regime.id == CUSTOMER_DUTY || is_named(incident, &regime.id);
        let drafted = incident.drafts.iter().any(|fact| fact.value.regime == regime.id);
        drafted || (offered && regime.counts() && decided != Some(Applicability::DoesNotApply))
    });
    let stands =
        |code: &str| incident.decision(code).is_some_and(|fact| fact.value.decision != Applicability::DoesNotApply);
    let mut found: Vec<Rule> = regimes
        .map(|regime| (regime.id.clone(), regime.stages.iter().map(|stage| stage.key.clone()).collect()))
        .collect();
    let own = incident.own_clocks.keys().filter(|code| stands(code));
    let realm = (incident.drafts.iter().any(|fact| fact.value.regime == CUSTOMER_REALM)
        || incident.classification.last().is_some_and(|fact| fact.value.outcome == Outcome::CustomerRealm))
    .then(|| CUSTOMER_REALM.to_owned());
    found.extend(own.cloned().chain(realm).map(|code| (code, vec![own::NOTICE.to_owned()])));
    found
}

/// A notice as it is shown.
#[derive(Clone, PartialEq)]
struct Shown {
    notice: Notice,
    /// Codes of what the draft lacks.
    missing: Vec<&'static str>,
    /// The draft as it would be sent.
    plain: String,
    /// The draft as Markdown.
    markdown: String,
    /// What it follows: when that was sent.
    follows: Option<crate::record::time::Moment>,
}

impl Shown {
    fn new(incident: &Incident, pack: &Pack, notice: Notice) -> Self {
        let draft = &notice.draft.value;
        let asked = asked_in(pack, incident, &draft.regime, &draft.stage);
        let earlier = |id: &Id| incident.notices_sent.iter().find(|fact| fact.event == *id);
        Self {
            missing: missing(draft, &asked, notice.approved.is_some()),
            plain: text(incident, pack, draft, Style::Plain),
            markdown: text(incident, pack, draft, Style::Markdown),
            follows: draft.follows.as_ref().and_then(earlier).map(|fact| fact.value.moment.clone()),
            notice,
        }
    }

    /// True once nothing but the approval is lacking and it was not sent yet.
    fn may_go(&self) -> bool {
        self.missing.iter().all(|code| *code == APPROVER) && self.notice.sent.is_empty()
    }
}

/// Draws the tab.
pub fn notices(session: Session) -> AnyView {
    let rules = look(session, move |one| rules(&one.incident, session.pack()));
    let owed = owed(session);
    let list = move || rules.get().into_iter().map(|rule| regime(session, owed, rule)).collect::<Vec<_>>();
    view! {
        <div class="stack-wide">
            {subject(session)}
            {opened_form(session, TAB)}
            <p class="small muted measure">{t(msg!(
                "A notice may be drafted and sent from any phase. Holdfast sends nothing itself: copy the text, send it, record it as sent. Rules are chosen under Deadlines.",
                "任何阶段均可起草和发出通知。Holdfast 本身不发送任何内容：请复制文本、自行发出，再记录为已发出。适用的规则在“时限”中选择。",
            ))}</p>
            {processor(session)}
            {narrow(session)}
            {held_back(session)}
            {list}
        </div>
    }
    .into_any()
}

/// Which notice the opened form is about.
fn subject(session: Session) -> AnyView {
    let named = named_form(session);
    let stage = look(session, move |one| {
        let about = named.get().map(|(_, about)| about)?;
        let about = about.split(['~', '@']).next().unwrap_or_default();
        if let Some((regime, stage)) = about.split_once('.') {
            return Some((regime.to_owned(), stage.to_owned()));
        }
        let draft = one.incident.drafts.iter().find(|fact| fact.event.as_str() == about)?;
        Some((draft.value.regime.clone(), draft.value.stage.clone()))
    });
    let shown = move || {
        stage.get().map(|(regime, stage)| {
            view! { <p class="measure"><strong>{own_words(session, &regime, Some(&stage))}</strong></p> }
        })
    };
    view! { {shown} }.into_any()
}

/// A processor rates no risk: it informs the controller (B-38).
fn processor(session: Session) -> AnyView {
    let is_one = look(session, |one| one.incident.is_processor());
    let shown = move || {
        is_one.get().then(|| {
            view! {
                <div class="notice" data-tone="soon">
                    {mark(Mark::Triangle)}
                    <p class="notice-title">{t(msg!("Inform the controller", "告知控制者"))}</p>
                    <p>{t(INFORM_CONTROLLER)}</p>
                </div>
            }
        })
    };
    view! { {shown} }.into_any()
}

/// Only access, or only destruction: the contract's words do not name it, so the decision is put in writing.
fn narrow(session: Session) -> AnyView {
    let asks = look(session, |one| {
        let incident = &one.incident;
        let harms = incident.classification.last().map(|fact| fact.value.harms.clone()).unwrap_or_default();
        let narrow = harms == [Harm::Access] || harms == [Harm::Destruction];
        let decided = incident.waiver(CONTRACT_72H, "notice").is_some();
        narrow && !decided && incident.filings_of(CONTRACT_72H, "notice").is_empty()
    });
    let shown = move || {
        asks.get().then(|| {
            let href = here(session, IncidentTab::Deadlines, None);
            view! {
                <div class="notice" data-tone="soon">
                    {mark(Mark::Triangle)}
                    <p class="notice-title">{t(msg!("Notify, or decide in writing not to", "通知客户，或书面决定不通知"))}</p>
                    <p>{t(msg!(
                        "Only access or only destruction was found. The contract’s wording names loss, disclosure and modification. Notifying is the default; a decision not to needs grounds, a name and a role.",
                        "仅发现访问或仅发现毁坏。合同条款列明的是丢失、披露和篡改。默认应通知；决定不通知的，须写明理由、决定人和职务。",
                    ))}" "<a href=href>{t(msg!("Deadlines", "时限"))}</a></p>
                </div>
            }
        })
    };
    view! { {shown} }.into_any()
}

/// The exception by which the contract notice is held back, with its two approvers.
fn held_back(session: Session) -> AnyView {
    let delay = look(session, |one| one.incident.delay().map(|fact| fact.value.clone()));
    let shown = move || {
        let language = session.language.get();
        delay.get().map(|delay| {
            let title = msg!("Contract notice held back, judged again {0}", "合同通知已推迟，将于 {0} 重新评估")
                .fill(language, &[&format::moment(language, &delay.review)]);
            let by = [delay.legal.as_str(), &delay.executive].join(" · ");
            view! {
                <div class="notice" data-tone="soon">
                    {mark(Mark::Triangle)}
                    <p class="notice-title">{title}</p>
                    <p>{delay.reason.clone()}</p>
                    <p class="small muted">{by}</p>
                </div>
            }
        })
    };
    view! { {shown} }.into_any()
}

/// A rule with its stages.
fn regime(session: Session, owed: Owed, (regime, stages): Rule) -> AnyView {
    let heading = ["notices-", &regime].concat();
    let id = StoredValue::new(regime.clone());
    let name = move || id.with_value(|id| own_words(session, id, None));
    let hold = (regime == CONTRACT_72H).then(|| form_link(session, TAB, "notice_delay", msg!("Hold back", "推迟通知")));
    let mirror = (regime == CUSTOMER_DUTY).then(|| {
        view! {
            <p class="small muted measure">{t(msg!(
                "Where you are the customer: tell your provider of an incident that may concern it.",
                "您为客户一方时：事件可能影响服务商的，应告知服务商。",
            ))}</p>
        }
    });
    let stages: Vec<AnyView> = stages.into_iter().map(|key| stage(session, owed, regime.clone(), key)).collect();
    view! {
        <section class="section stack" aria-labelledby=heading.clone()>
            <div class="section-head"><h2 id=heading>{name}</h2>{hold}</div>
            {mirror}
            {stages}
        </section>
    }
    .into_any()
}

/// A stage: where it stands, the way to a draft, its notices, and what was filed without one.
fn stage(session: Session, owed: Owed, regime: String, key: String) -> AnyView {
    let about = StoredValue::new((regime.clone(), key.clone()));
    let list = look(session, move |one| {
        let incident = &one.incident;
        let of = |notice: &Notice| {
            about.with_value(|(regime, key)| notice.draft.value.regime == *regime && notice.draft.value.stage == *key)
        };
        let found = crate::notice::notices(incident).into_iter().filter(of);
        let drafted: Vec<Shown> = found.map(|notice| Shown::new(incident, session.pack(), notice)).collect();
        let noticed = |id: &Id| incident.notices_sent.iter().any(|fact| fact.event == *id);
        let mut alone = Vec::new();
        for fact in about.with_value(|(regime, key)| incident.filings_of(regime, key)) {
            if !noticed(&fact.event) {
                alone.push(fact.clone());
            }
        }
        (drafted, alone)
    });
    let standing = move || {
        let is_it = |one: &&Obligation| about.with_value(|(regime, key)| one.regime == *regime && one.stage == *key);
        let state = owed.with(|owed| owed.iter().find(is_it).map(|one| one.state(session.now.get())))?;
        let (shape, look) = state_mark(state);
        let word = duty::state(state).get(session.language.get());
        let class = match look {
            "soon" => "state is-soon",
            "over" => "state is-over",
            _ => "state",
        };
        Some(view! { <span class=class>{mark(shape)}{word}</span> })
    };
    let name = move || {
        let language = session.language.get();
        let pack = session.pack();
        about.with_value(|(regime, key)| {
            let stage = own::named(pack, regime).and_then(|regime| regime.stage(key));
            stage.map_or_else(|| own_words(session, regime, Some(key)), |stage| language.pick(&stage.name).to_owned())
        })
    };
    let href = move || {
        let tag = language_tag(session.language.get());
        about.with_value(|(regime, key)| {
            here(session, TAB, Some(&["notice_draft:", regime, ".", key, "~", tag].concat()))
        })
    };
    let label = move || msg!("Draft notice: {0}", "起草通知：{0}").fill(session.language.get(), &[&name()]);
    let shown = move || {
        let (drafted, alone) = list.get();
        let mut rows: Vec<AnyView> = drafted.into_iter().map(|shown| one::one(session, shown)).collect();
        rows.extend(alone.iter().map(|fact| one::filed(session, fact)));
        rows
    };
    view! {
        <div class="stack">
            <div class="spread">
                <div class="line"><h3>{name}</h3>{standing}</div>
                <a class="button" role="button" href=href aria-label=label>{t(msg!("Draft notice", "起草通知"))}</a>
            </div>
            {shown}
        </div>
    }
    .into_any()
}

/// The short tag by which a form is told in which language to word its first draft.
const fn language_tag(language: Language) -> &'static str {
    match language {
        Language::English => "en",
        Language::Chinese => "zh",
    }
}
