//! What the law and the contracts ask for: deciding on a rule, notices sent, waivers, own targets.
//!
//! A notice is named `REGIME.STAGE` in these forms; neither code has a dot.

use super::{Asking, Choice, Form, Label};
use crate::deadline::CONTRACT;
use crate::deadline::is_named;
use crate::deadline::own;
use crate::deadline::pack::{Regime, Stage};
use crate::language::Language;
use crate::language::codes::{NO_REGIME, regime_words_in, stage_words_in};
use crate::notice::asked::INFORM_CONTROLLER;
use crate::record::codes::Applicability;

/// A notice as these forms name it.
fn code_of(regime: &str, stage: &str) -> String {
    [regime, ".", stage].concat()
}

fn both(words: impl Fn(Language) -> String) -> Label {
    Label::Text(words(Language::English), words(Language::Chinese))
}

fn regime_choice(asking: &Asking, code: &str) -> Choice {
    let label = both(|language| regime_words_in(language, asking.rules, asking.incident, code));
    Choice { code: code.to_owned(), label }
}

fn stage_choice(asking: &Asking, regime: &str, stage: &str) -> Choice {
    let label = both(|language| stage_words_in(language, asking.rules, asking.incident, regime, stage));
    Choice { code: code_of(regime, stage), label }
}

/// The regimes the record names, and the one the form is about.
fn named<'a>(asking: &Asking<'a>, about: &'a str) -> impl Iterator<Item = &'a Regime> + use<'a> {
    let incident = asking.incident;
    asking.rules.pack().regimes.iter().filter(move |regime| is_named(incident, &regime.id) || regime.id == about)
}

/// The notices of the regimes the record names, as far as they are wanted, and the one the form is about.
pub(super) fn notices(asking: &Asking, wanted: impl Fn(&Regime, &Stage) -> bool) -> Vec<Choice> {
    let about = asking.about.split_once('.');
    let regime = about.map_or("", |(regime, _)| regime);
    let (mut found, own) = (Vec::new(), own::rules(asking.incident));
    let mut rules: Vec<&Regime> = named(asking, regime).collect();
    rules.extend(&own);
    for regime in rules {
        for stage in &regime.stages {
            if wanted(regime, stage) || about == Some((&regime.id, &stage.key)) {
                found.push(stage_choice(asking, &regime.id, &stage.key));
            }
        }
    }
    // A rule this build does not know keeps its codes.
    if let Some((regime, stage)) = about.filter(|_| found.iter().all(|one| one.code != asking.about)) {
        found.push(stage_choice(asking, regime, stage));
    }
    found
}

/// To whom an anchor may belong: the regimes the record names, and the one asked about.
pub(super) fn owners(asking: &Asking, regime: &str) -> Vec<Choice> {
    let incident = asking.incident;
    let mut choices: Vec<Choice> = named(asking, regime).map(|regime| regime_choice(asking, &regime.id)).collect();
    choices.extend(incident.own_clocks.keys().map(|code| regime_choice(asking, code)));
    if !regime.is_empty() && choices.iter().all(|one| one.code != regime) {
        choices.push(regime_choice(asking, regime));
    }
    choices
}

/// About a regime, one stage of a regime, or nothing: whether it applies. A stage is first asked about where it does not.
pub(super) fn decision(form: &mut Form, asking: &Asking) {
    let mut choices: Vec<Choice> =
        asking.rules.pack().regimes.iter().map(|regime| regime_choice(asking, &regime.id)).collect();
    if !asking.about.is_empty() && choices.iter().all(|one| one.code != asking.about) {
        choices.push(regime_choice(asking, asking.about));
    }
    form.offer("regime", choices).with("regime", asking.about);
    // The thresholds of a rule for controllers are risks, for the controller to judge.
    let regime = asking.rules.pack().regime(asking.about.split('.').next().unwrap_or_default());
    let of_controller = |ask: &Vec<String>| ask.iter().any(|code| code == "role:controller");
    if asking.incident.is_processor() && regime.is_some_and(|one| one.ask.iter().any(of_controller)) {
        form.tell("reason", INFORM_CONTROLLER, false);
    }
    if let Some(last) = asking.incident.decision(asking.about).map(|fact| &fact.value) {
        form.with("decision", last.decision.code()).with("role", &last.role);
    } else if asking.about.contains('.') {
        form.with("decision", Applicability::DoesNotApply.code());
    }
}

/// About a notice, or nothing: what was sent.
pub(super) fn filing(form: &mut Form, asking: &Asking) {
    let mut choices = notices(asking, |_, _| true);
    choices.push(Choice {
        code: NO_REGIME.to_owned(),
        label: Label::Msg(msg!("None of them; only noted", "无；仅作记录")),
    });
    let contract = code_of(CONTRACT.regime, CONTRACT.stage);
    let asked = if asking.about.is_empty() { &contract } else { asking.about };
    form.offer("regime", choices).with("regime", asked);
    super::notice::channel(form, &Asking { about: asked, ..*asking });
}

/// About a notice, or nothing: that it is not given.
pub(super) fn waiver(form: &mut Form, asking: &Asking) {
    which(form, notices(asking, |_, _| true), asking);
    // The clause names fewer harms than the definition: what it leaves out is notified unless decided otherwise.
    if asking.about.starts_with(CONTRACT.regime) {
        form.intro = Some(msg!(
            "An incident is destruction, loss, alteration, disclosure or access; the clause names loss, disclosure and modification. Access or destruction alone is notified too, unless you decide otherwise here, in writing. The decision can be taken back.",
            "事件包括毁坏、丢失、篡改、披露或访问；条款仅列丢失、披露和更改。仅有访问或毁坏时默认也要通知，除非在此书面决定不通知。该决定可以撤销。",
        ));
    }
}

/// Which notice a form is about.
pub(super) fn which(form: &mut Form, choices: Vec<Choice>, asking: &Asking) {
    form.offer("notice", choices).with("notice", asking.about);
}

/// About a waived notice, or nothing: that it is given after all.
pub(super) fn waiver_back(form: &mut Form, asking: &Asking) {
    let standing =
        asking.incident.waivers.keys().filter(|(regime, stage)| asking.incident.waiver(regime, stage).is_some());
    which(form, standing.map(|(regime, stage)| stage_choice(asking, regime, stage)).collect(), asking);
}

/// About a notice, or nothing: by when the team wants to give it, where the law names no length.
pub(super) fn own_target(form: &mut Form, asking: &Asking) {
    which(form, notices(asking, |_, stage| stage.length.is_none()), asking);
    let last = asking.about.split_once('.').and_then(|(regime, stage)| asking.incident.own_target(regime, stage));
    if let Some(fact) = last {
        form.put("due", super::open::again(&fact.value.due, asking));
    }
}
