//! What the law and the contracts ask for: deciding on a rule, notices sent, waivers, own targets.
//!
//! A notice is named `REGIME.STAGE` in these forms; neither code has a dot.

use super::{Asking, Choice, Field, Form, FormCode, Kind, Label, Msg, SAVE, area, build, line, one_of, time, time_now};
use crate::deadline::CONTRACT;
use crate::deadline::is_named;
use crate::deadline::own;
use crate::deadline::pack::{Regime, Stage};
use crate::language::Language;
use crate::language::codes::{NO_REGIME, regime_words_in, stage_words_in};
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

fn notice(label: Msg, choices: Vec<Choice>, asking: &Asking) -> Field {
    Field::new("notice", label, Kind::Select(choices)).with(asking.about)
}

const WHICH: Msg = msg!("Which notice", "哪份通知");
pub(super) const BY: Msg = msg!("Decided by", "决定人");
pub(super) const ROLE: Msg = msg!("In the role of", "职务");
pub(super) const REASON: Msg = msg!("Reason", "理由");

/// To whom an anchor belongs: one of the regimes the record names, or nobody.
pub(super) fn owner(asking: &Asking, regime: &str) -> Field {
    let incident = asking.incident;
    let mut choices: Vec<Choice> = named(asking, regime).map(|regime| regime_choice(asking, &regime.id)).collect();
    choices.extend(incident.own_clocks.keys().map(|code| regime_choice(asking, code)));
    if !regime.is_empty() && choices.iter().all(|one| one.code != regime) {
        choices.push(regime_choice(asking, regime));
    }
    Field::new("regime", msg!("Only for this regime", "仅用于此规定"), Kind::Select(choices))
        .hint(msg!("Nothing chosen: for the whole incident", "不选择则用于整个事件"))
        .optional()
        .with(regime)
}

/// About a regime, one stage of a regime, or nothing: whether it applies. A stage is first asked about where it does not.
pub(super) fn decision(asking: &Asking) -> Form {
    let mut choices: Vec<Choice> =
        asking.rules.pack().regimes.iter().map(|regime| regime_choice(asking, &regime.id)).collect();
    if !asking.about.is_empty() && choices.iter().all(|one| one.code != asking.about) {
        choices.push(regime_choice(asking, asking.about));
    }
    let last = asking.incident.decision(asking.about).map(|fact| &fact.value);
    let first = if asking.about.contains('.') { Applicability::DoesNotApply.code() } else { "" };
    let fields = vec![
        Field::new("regime", msg!("Which rule", "哪项规定"), Kind::Select(choices)).with(asking.about),
        one_of::<Applicability>("decision", msg!("Does it apply?", "是否适用？"))
            .with(last.map_or(first, |one| one.decision.code())),
        line("by", BY).with(asking.me),
        line("role", ROLE).with(last.map(|one| one.role.as_str()).unwrap_or_default()),
        area("reason", REASON).hint(msg!("Thresholds and exceptions considered", "所考虑的门槛与例外")),
    ];
    build(
        FormCode::Decision,
        msg!("Decide on a rule", "判定规定是否适用"),
        Some(msg!(
            "A person decides, never the app. Only a rule that applies counts down; the edition read is kept with the decision.",
            "由人作出判定，应用从不代为判定。只有适用的规定才会倒计时；所依据的规则版本随判定一并保存。",
        )),
        fields,
        SAVE,
    )
}

/// About a notice, or nothing: what was sent.
pub(super) fn filing(asking: &Asking) -> Form {
    let mut choices = notices(asking, |_, _| true);
    choices.push(Choice {
        code: NO_REGIME.to_owned(),
        label: Label::Msg(msg!("None of them; only noted", "无；仅作记录")),
    });
    let contract = code_of(CONTRACT.regime, CONTRACT.stage);
    let asked = if asking.about.is_empty() { &contract } else { asking.about };
    let fields = vec![
        Field::new("regime", msg!("Clock answered", "对应的时限"), Kind::Select(choices)).with(asked),
        time_now("moment", msg!("Sent at", "发出时间"), asking),
        line("recipients", msg!("Sent to", "接收方")),
        line("channel", msg!("Channel", "渠道")),
        line("reference", msg!("Where a copy or receipt is", "副本或回执的存放位置")).optional(),
    ];
    build(
        FormCode::Filing,
        msg!("Notice sent", "已发出通知"),
        Some(msg!(
            "Record what was sent; this answers the clock. It works from any phase.",
            "记录已发出的通知，时限即告履行。任何阶段均可进行。",
        )),
        fields,
        SAVE,
    )
}

/// Which notice, and who decided on it in what role, and why.
pub(super) fn signed(choices: Vec<Choice>, asking: &Asking) -> Vec<Field> {
    vec![notice(WHICH, choices, asking), line("by", BY).with(asking.me), line("role", ROLE), area("reason", REASON)]
}

/// About a notice, or nothing: that it is not given.
pub(super) fn waiver(asking: &Asking) -> Form {
    let choices = notices(asking, |_, _| true);
    let fields = signed(choices, asking);
    // The clause names fewer harms than the definition: what it leaves out is notified unless decided otherwise.
    let intro = match asking.about.starts_with(CONTRACT.regime) {
        true => msg!(
            "An incident is destruction, loss, alteration, disclosure or access; the clause names loss, disclosure and modification. Access or destruction alone is notified too, unless you decide otherwise here, in writing. The decision can be taken back.",
            "事件包括毁坏、丢失、篡改、披露或访问；条款仅列丢失、披露和更改。仅有访问或毁坏时默认也要通知，除非在此书面决定不通知。该决定可以撤销。",
        ),
        false => msg!(
            "A written decision not to give this notice. Its clock then stands still; the decision can be taken back.",
            "以书面形式决定不作此项通报。其时限随即停止；该决定可以撤销。",
        ),
    };
    build(FormCode::Waiver, msg!("Waive a notice", "决定不通报"), Some(intro), fields, msg!("Waive", "决定不通报"))
}

/// About a waived notice, or nothing: that it is given after all.
pub(super) fn waiver_back(asking: &Asking) -> Form {
    let standing =
        asking.incident.waivers.keys().filter(|(regime, stage)| asking.incident.waiver(regime, stage).is_some());
    let choices = standing.map(|(regime, stage)| stage_choice(asking, regime, stage)).collect();
    let fields = signed(choices, asking);
    build(
        FormCode::WaiverBack,
        msg!("Take a waiver back", "撤销不通报决定"),
        Some(msg!("The clock counts again, from where it began.", "时限恢复计算，仍自原起算点起算。")),
        fields,
        msg!("Take back", "撤销"),
    )
}

/// About a notice, or nothing: by when the team wants to give it, where the law names no length.
pub(super) fn own_target(asking: &Asking) -> Form {
    let choices = notices(asking, |_, stage| stage.length.is_none());
    let last = asking.about.split_once('.').and_then(|(regime, stage)| asking.incident.own_target(regime, stage));
    let mut due = time("due", msg!("By when", "目标时间"), asking)
        .hint(msg!("“Unknown” takes the target back", "选“未知”则取消目标"));
    if let Some(fact) = last {
        due.initial = Some(super::open::again(&fact.value.due, asking));
    }
    let fields = vec![notice(WHICH, choices, asking), due, area("reason", REASON)];
    build(
        FormCode::OwnTarget,
        msg!("Set an own target", "设定自设目标"),
        Some(msg!(
            "For a notice without a length in law. It is the team's own aim: missing it is never “overdue in law”.",
            "用于法律未规定时限的通报。这只是团队自设的目标：未达成绝不等于“法定逾期”。",
        )),
        fields,
        SAVE,
    )
}
