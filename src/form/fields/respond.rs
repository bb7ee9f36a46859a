//! Responding: steps, playbooks, phases, the joint plan, watch periods.

use super::open::first_or_about;
use super::{Asking, Choice, Form, Label, TimeInput, Value};
use crate::language::Language;
use crate::language::codes::Named;
use crate::language::event_text::variant_words;
use crate::playbook::addable;
use crate::record::codes::Phase;
use crate::record::time::{Civil, DAY};

/// Length of a watch period unless said otherwise: 14 days, our choice (B-26).
const WATCH: i64 = 14 * DAY;

pub(super) fn step(form: &mut Form, asking: &Asking) {
    form.with("status", asking.incident.step_status(asking.about).code());
    if let Some(state) = asking.incident.steps.get(asking.about) {
        form.empty("owner").with("owner", &state.owner);
    }
}

/// A variant as an option, with the version that would be pinned or is.
#[inline(never)]
pub(super) fn variant_choice(code: &str, version: &str) -> Choice {
    let words = |language| variant_words(language, code, version);
    Choice { code: code.to_owned(), label: Label::Text(words(Language::English), words(Language::Chinese)) }
}

#[inline(never)]
fn of_variant(form: &mut Form, choices: Vec<Choice>, asking: &Asking) {
    let only = if let [only] = choices.as_slice() { only.code.clone() } else { asking.about.to_owned() };
    form.offer("variant", choices).with("variant", &only);
}

pub(super) fn variant(form: &mut Form, asking: &Asking) {
    of_variant(form, addable(asking.incident).map(|one| variant_choice(&one.id, &one.version)).collect(), asking);
}

pub(super) fn variant_removal(form: &mut Form, asking: &Asking) {
    let incident = asking.incident;
    let chosen = incident.variants.keys().filter(|code| incident.variant(code).is_some());
    of_variant(form, chosen.map(|code| variant_choice(code, incident.pinned(code))).collect(), asking);
}

pub(super) fn enter(form: &mut Form, asking: &Asking) {
    let phase = Phase::from_code(asking.about);
    let again = phase.is_some_and(|phase| asking.incident.phases.contains_key(&phase));
    let open = Phase::ALL.iter().copied().filter(|&one| Some(one) != phase && asking.incident.is_open(one));
    let open: Vec<Choice> =
        open.map(|one| Choice { code: one.code().to_owned(), label: Label::Msg(one.name()) }).collect();
    if open.is_empty() {
        form.fields.retain(|field| field.code != "leave");
    } else {
        let ticked = if again { Vec::new() } else { open.iter().map(|one| one.code.clone()).collect() };
        form.offer_flags("leave", open).put("leave", Value::Many(ticked));
    }
    if again {
        form.tell("reason", msg!("Needed, as the phase is opened again", "重新进入阶段须写明理由"), false);
    }
    let title = match phase {
        Some(Phase::Analysis) => msg!("Enter analysis", "进入分析"),
        Some(Phase::Containment) => msg!("Enter containment", "进入遏制"),
        Some(Phase::Eradication) => msg!("Enter eradication", "进入根除"),
        Some(Phase::Recovery) => msg!("Enter recovery", "进入恢复"),
        Some(Phase::PostIncident) | None => msg!("Enter post-incident", "进入事后活动"),
    };
    (form.title, form.submit) = (title, title);
}

pub(super) fn leave(form: &mut Form, asking: &Asking) {
    let title = match Phase::from_code(asking.about) {
        Some(Phase::Analysis) => msg!("Leave analysis", "离开分析"),
        Some(Phase::Containment) => msg!("Leave containment", "离开遏制"),
        Some(Phase::Eradication) => msg!("Leave eradication", "离开根除"),
        Some(Phase::Recovery) => msg!("Leave recovery", "离开恢复"),
        Some(Phase::PostIncident) | None => msg!("Leave post-incident", "离开事后活动"),
    };
    (form.title, form.submit) = (title, title);
}

/// The actions of the plan as options.
pub(super) fn rows(form: &mut Form, asking: &Asking) {
    let choices = asking.incident.plan.iter().map(|row| Choice {
        code: row.added.event.to_string(),
        label: {
            let name = row.added.value.column.name();
            let action = row.added.value.action.chars().take(60).collect::<String>();
            Label::Text(
                [name.get(Language::English), ": ", &action].concat(),
                [name.get(Language::Chinese), "\u{ff1a}", &action].concat(),
            )
        },
    });
    form.offer("row", choices.collect()).with("row", asking.about);
}

pub(super) fn watch_start(form: &mut Form, asking: &Asking) {
    if let Some(now) = Civil::parse(&asking.now.date, &asking.now.time) {
        let end = now.as_utc().plus(WATCH).civil(0);
        form.put("ends", Value::Time(TimeInput { date: end.date(), time: end.time(), ..asking.now.clone() }));
    }
}

pub(super) fn watch_end(form: &mut Form, asking: &Asking) {
    let open = asking.incident.watches.iter().filter(|watch| watch.ended.is_none()).map(|watch| Choice {
        code: watch.started.event.to_string(),
        label: Label::plain(&watch.started.value.signals.chars().take(60).collect::<String>()),
    });
    first_or_about(form, "watch", open.collect(), asking);
}
