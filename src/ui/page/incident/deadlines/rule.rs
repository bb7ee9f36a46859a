//! A rule in words: its text, source, mark and warning; its stages with threshold and condition.

use super::duties::fact_row;
use crate::deadline::in_force::Rules;
use crate::deadline::own::is_own;
use crate::deadline::pack::{Mark, Regime, Stage};
use crate::language::{Language, Msg, duty};
use crate::record::bilingual::Bilingual;
use crate::ui::markup::prelude::*;

fn row(language: Language, term: Msg, text: &Bilingual) -> Option<AnyView> {
    let text = language.pick(text);
    (!text.is_empty()).then(|| fact_row(term.get(language), text.to_owned()))
}

fn rows(language: Language, term: Msg, texts: &[Bilingual]) -> Option<AnyView> {
    let items: Vec<AnyView> =
        texts.iter().map(|text| view! { <li>{language.pick(text).to_owned()}</li> }.into_any()).collect();
    let term = term.get(language);
    (!items.is_empty()).then(|| {
        view! { <div class="fact"><dt>{term}</dt><dd><ul class="plain-list">{items}</ul></dd></div> }.into_any()
    })
}

/// The text of a rule, with the edition it was read in.
pub fn rule_text(language: Language, regime: &Regime, edition: &str) -> AnyView {
    let mut source = vec![language.pick(&regime.citation).to_owned()];
    if !regime.as_of.is_empty() {
        source.push(msg!("as of {0}", "截至 {0}").fill(language, &[&regime.as_of]));
    }
    // What one agreed oneself is of no edition, and nobody else checked it.
    if !is_own(&regime.id) {
        source.push(msg!("edition {0}", "规则版本 {0}").fill(language, &[edition]));
        source.push(duty::checked(regime.mark).get(language).to_owned());
    }
    let mut status = duty::status(regime.status).get(language).to_owned();
    if !regime.since.is_empty() {
        status = [status, msg!("since {0}", "自 {0} 起").fill(language, &[&regime.since])].join(" · ");
    }
    view! {
        {row(language, msg!("Warning", "注意"), &regime.warning)}
        {row(language, msg!("Who notifies", "通报义务人"), &regime.who)}
        {row(language, msg!("What starts it", "起算"), &regime.starts)}
        {row(language, msg!("How it is counted", "计算"), &regime.counting)}
        {rows(language, msg!("Exceptions", "例外"), &regime.exceptions)}
        {fact_row(msg!("Status", "效力").get(language), status)}
        {row(language, msg!("Note on status", "效力说明"), &regime.status_note)}
        {fact_row(msg!("Source", "来源").get(language), source.join(" · "))}
    }
    .into_any()
}

/// What one stage asks for besides its length.
pub fn stage_text(language: Language, rules: Rules, regime: &Regime, stage: &Stage) -> AnyView {
    let threshold = stage
        .threshold
        .as_ref()
        .map(|one| fact_row(msg!("Threshold", "门槛").get(language), duty::threshold(language, one)));
    let length = fact_row(msg!("Length", "时限").get(language), duty::stage_length(language, rules, regime, stage));
    view! {
        {length}
        {threshold}
        {row(language, msg!("Only where", "仅在下列情形"), &stage.condition)}
        {row(language, msg!("Extension", "延长"), &stage.extension)}
        {row(language, msg!("Note", "说明"), &stage.note)}
        {rows(language, msg!("Printed elsewhere, not law", "他处所载，并非法定"), &stage.own_targets)}
    }
    .into_any()
}

/// Whom a stage concerns, where not everybody: its threshold and its condition.
pub fn narrowed(language: Language, stage: &Stage) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(one) = &stage.threshold {
        said.push(msg!("threshold: {0}", "门槛：{0}").fill(language, &[&duty::threshold(language, one)]));
    }
    if !language.pick(&stage.condition).is_empty() {
        said.push(msg!("only where: {0}", "仅在：{0}").fill(language, &[language.pick(&stage.condition)]));
    }
    said
}

/// The stages in short: name, recipient, length, threshold and condition beside it.
pub fn stages(language: Language, rules: Rules, regime: &Regime) -> AnyView {
    let stage = |stage: &Stage| {
        let mut said = vec![duty::stage_length(language, rules, regime, stage)];
        said.push(msg!("to: {0}", "接收方：{0}").fill(language, &[language.pick(&stage.to)]));
        said.extend(narrowed(language, stage));
        let badge = badge(language, stage.mark.unwrap_or(regime.mark));
        view! { <li><strong>{language.pick(&stage.name).to_owned()}</strong>" "{badge}" "{said.join(" · ")}</li> }
            .into_any()
    };
    let rows: Vec<AnyView> = regime.stages.iter().map(stage).collect();
    view! { <ul class="plain-list small">{rows}</ul> }.into_any()
}

/// The badge of what was not verified; nothing for the rest.
pub fn badge(language: Language, mark: Mark) -> Option<AnyView> {
    (mark == Mark::Unverified)
        .then(|| view! { <span class="tag" data-level="unset">{duty::checked(mark).get(language)}</span> }.into_any())
}

/// The badge of a rule that is not in force.
pub fn not_in_force(language: Language, regime: &Regime) -> Option<AnyView> {
    (!regime.counts()).then(|| {
        view! { <span class="tag" data-level="unset">{duty::status(regime.status).get(language)}</span> }.into_any()
    })
}
