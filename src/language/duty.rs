//! Where a notice stands, in words: its state, what is left, when it is due.

use super::codes::{anchor_name, stage_words};
use super::{Language, Msg, format};
use crate::deadline::in_force::Rules;
use crate::deadline::is_long;
use crate::deadline::obligation::{Begin, Obligation, State};
use crate::deadline::pack::{Length, Mark, Order, Regime, Stage, Start, Status, Threshold, Unit};
use crate::record::civil::Zones;
use crate::record::time::{Moment, Timestamp};

/// The word of a state.
#[must_use]
pub const fn state(state: State) -> Msg {
    match state {
        State::NotInForce => msg!("Not in force", "未生效"),
        State::NotApplicable => msg!("Does not apply", "不适用"),
        State::ScopeNotDeclared => msg!("Not decided", "尚未判定"),
        State::NotStarted => msg!("Not started", "未起算"),
        State::AnchorMissing => msg!("Start time missing", "缺少起算时间"),
        State::Running => msg!("Running", "计时中"),
        State::DueSoon => msg!("Due soon", "即将到期"),
        State::Overdue => msg!("Overdue", "已逾期"),
        State::Filed => msg!("Filed", "已通报"),
        State::FiledOnTime => msg!("Filed on time", "按时通报"),
        State::FiledLate(_) => msg!("Filed late", "逾期通报"),
        State::Waived => msg!("Waived", "已决定不通报"),
    }
}

/// What a stage runs from, in words: an anchor, or the filing of a stage.
#[must_use]
pub fn start(language: Language, rules: Rules, regime: &str, anchor: &str) -> String {
    match Start::read(anchor) {
        Start::Anchor(code) => anchor_name(code).map_or(code, |name| name.get(language)).to_owned(),
        Start::Filing(owner, stage) => {
            // The rule itself is named where it stands; a stage of another one is not.
            let own = rules.pack().regime(regime).and_then(|row| row.stage(stage)).filter(|_| owner.is_none());
            let name = match own {
                Some(stage) => language.pick(&stage.name).to_owned(),
                None => stage_words(language, rules, owner.unwrap_or(regime), stage),
            };
            msg!("Filed: {0}", "已通报：{0}").fill(language, &[&name])
        }
    }
}

/// A length with its unit: `72 h`, `4 business days`.
#[must_use]
pub fn length(language: Language, length: Length) -> String {
    let one = length.n == 1;
    let msg = match length.unit {
        Unit::Hours => msg!("{0} h", "{0} 小时"),
        Unit::BusinessDays if one => msg!("{0} business day", "{0} 个工作日"),
        Unit::BusinessDays => msg!("{0} business days", "{0} 个工作日"),
        Unit::CalendarDays if one => msg!("{0} calendar day", "{0} 个自然日"),
        Unit::CalendarDays => msg!("{0} calendar days", "{0} 个自然日"),
        Unit::Months if one => msg!("{0} month", "{0} 个月"),
        Unit::Months => msg!("{0} months", "{0} 个月"),
        Unit::None => msg!("no length", "无时限"),
    };
    msg.fill(language, &[&length.n.to_string()])
}

/// A limit of no length in words: before what it hangs on, or with it.
pub(super) fn bound(language: Language, stage: &Stage, anchor: &str) -> String {
    let msg = match stage.order {
        Some(Order::Before) => msg!("before: {0}", "先于“{0}”"),
        _ => msg!("with: {0}", "与“{0}”同时"),
    };
    msg.fill(language, &[anchor])
}

/// The length of a stage, with its second one: `24 h from Aware; at the latest 7 calendar days from ...`.
#[must_use]
pub fn stage_length(language: Language, rules: Rules, regime: &Regime, stage: &Stage) -> String {
    let from = |one: Length, anchor: &str| {
        let anchor = start(language, rules, &regime.id, anchor);
        let msg = match one.n {
            0 => return bound(language, stage, &anchor),
            _ if stage.least => msg!("at least {0} from: {1}", "至少 {0}，自“{1}”起"),
            _ => msg!("{0} from: {1}", "{0}，自“{1}”起"),
        };
        msg.fill(language, &[&length(language, one), &anchor])
    };
    let own = match stage.length {
        Some(one) => from(one, &stage.anchor),
        None => msg!("no length in law, from: {0}", "法律未定时限，自“{0}”起")
            .fill(language, &[&start(language, rules, &regime.id, &stage.anchor)]),
    };
    match &stage.cap {
        None => own,
        Some(cap) => {
            msg!("{0}; at the latest {1}", "{0}；最迟 {1}").fill(language, &[&own, &from(cap.length, &cap.anchor)])
        }
    }
}

/// From how many people on a notice is owed.
#[must_use]
pub fn threshold(language: Language, one: &Threshold) -> String {
    let msg = match one.inclusive {
        true => msg!("from {0} people on", "{0} 人及以上"),
        false => msg!("more than {0} people", "超过 {0} 人"),
    };
    let scope = language.pick(&one.scope);
    let said = msg.fill(language, &[&one.count.to_string()]);
    if scope.is_empty() { said } else { [said.as_str(), scope].join(" · ") }
}

/// The zone in which a due instant is told: the rule's own where it counts days, else the one the anchor was typed in.
/// Where only the second length has an anchor so far, that one's.
#[must_use]
pub fn zone_of<'a>(one: &'a Obligation, regime: &'a Regime) -> &'a str {
    let counted = one.due.or(one.ahead).is_some_and(|due| due.day.is_some());
    let typed = begun(one).or_else(|| one.cap_begin.as_ref()?.moment()).map_or("UTC", |moment| moment.zone.as_str());
    let zone = if counted && !regime.zone.is_empty() { &regime.zone } else { typed };
    if zone.is_empty() { "UTC" } else { zone }
}

/// The moment the due instant is counted from.
#[must_use]
pub fn begun(one: &Obligation) -> Option<&Moment> {
    match one.by_cap {
        true => one.cap_begin.as_ref().and_then(|begin| begin.moment()),
        false => one.begin.moment(),
    }
}

/// When it is due, in the zone of [`zone_of`]; nothing where it is not counted.
#[must_use]
pub fn due(language: Language, one: &Obligation, regime: &Regime, zones: &dyn Zones) -> Option<String> {
    let at = one.due?.at;
    Some(format::stated(language, at, zones.offset_minutes(zone_of(one, regime), at).unwrap_or(0)))
}

/// The least time to keep something: no limit to act by.
pub(super) const KEEP: Msg = msg!("keep at least until {0}; nothing is due then", "至少保存至 {0}；届时并无到期事项");

/// By when it would be due at the latest if it started in time, while it has not started; until when to keep what is kept
/// for a least time, once it has.
#[must_use]
pub fn ahead(language: Language, one: &Obligation, regime: &Regime, zones: &dyn Zones) -> Option<String> {
    let (at, zone) = (one.ahead?.at, zone_of(one, regime));
    let at = format::stated(language, at, zones.offset_minutes(zone, at).unwrap_or(0));
    let msg = match one.begin {
        Begin::At(_) => KEEP,
        _ => msg!("if it starts before: due {0} at the latest", "若在此前起算：最迟 {0}"),
    };
    Some(msg.fill(language, &[&at]))
}

/// What is left, or by how much it is over; for one that does not run, what it waits for, for one that does not apply,
/// why, and who decided so. `anchor` is its stage's.
#[must_use]
pub fn left(language: Language, rules: Rules, one: &Obligation, anchor: &str, now: Timestamp) -> String {
    let say = |msg: Msg, length: i64| msg.fill(language, &[&format::duration(language, length)]);
    let due = one.due.map(|due| due.at);
    let filed = one.filed.as_ref().and_then(|fact| fact.value.moment.at);
    match one.state(now) {
        State::NotInForce | State::Waived | State::Filed => String::new(),
        State::NotApplicable => one.decided.as_ref().map_or_else(String::new, |fact| {
            let value = &fact.value;
            [value.reason.as_str(), &value.by, &value.role].join(" · ")
        }),
        State::ScopeNotDeclared => match due {
            Some(_) => msg!("would be due then, if it applies", "若适用，则届时到期").get(language).to_owned(),
            None => msg!("counts only once it applies", "判定适用后才会计时").get(language).to_owned(),
        },
        State::NotStarted => {
            msg!("starts with: {0}", "起算于：{0}").fill(language, &[&start(language, rules, &one.regime, anchor)])
        }
        State::AnchorMissing => msg!("it has happened; nobody stated when: {0}", "已经发生，但无人记录时间：{0}")
            .fill(language, &[&start(language, rules, &one.regime, anchor)]),
        State::Running | State::DueSoon | State::Overdue => match due {
            Some(at) if at < now => say(msg!("overdue by {0}", "已逾期 {0}"), now.since(at)),
            Some(at) => say(msg!("{0} left", "剩余 {0}"), at.since(now)),
            None => {
                let gone = one.start().map_or(0, |from| now.since(from).max(0));
                let msg = match one.ahead {
                    Some(_) => msg!("{0} elapsed", "已用时 {0}"),
                    None => msg!("{0} elapsed; the law names no length", "已用时 {0}；法律未定时限"),
                };
                say(msg, gone)
            }
        },
        State::FiledOnTime => {
            let before = due.zip(filed).map_or(0, |(due, at)| due.since(at));
            say(msg!("{0} before the limit", "早于时限 {0}"), before)
        }
        State::FiledLate(late) => say(msg!("{0} late", "迟于时限 {0}"), late),
    }
}

/// The own target, where there is one; never "overdue in law".
#[must_use]
pub fn target(language: Language, one: &Obligation, now: Timestamp) -> Option<String> {
    let due = &one.own_target.as_ref()?.value.due;
    let msg = match one.own_target_passed(now) {
        true => msg!("own target {0}, passed (not a limit of the law)", "自设目标 {0}，已过（并非法定时限）"),
        false => msg!("own target {0}", "自设目标 {0}"),
    };
    Some(msg.fill(language, &[&format::moment(language, due)]))
}

/// How far a rule was checked.
#[must_use]
pub const fn checked(mark: Mark) -> Msg {
    match mark {
        Mark::Primary => msg!("read in the law’s own text", "已核对法律原文"),
        Mark::Secondary => msg!("read in a secondary source", "已核对二手来源"),
        Mark::Unverified => msg!("unverified", "未核实"),
    }
}

/// Whether a rule is law.
#[must_use]
pub const fn status(status: Status) -> Msg {
    match status {
        Status::InForce => msg!("in force", "已生效"),
        Status::NotInForce => msg!("enacted, not in force", "已颁布，未生效"),
        Status::Voluntary => msg!("voluntary", "自愿遵循"),
        Status::Draft => msg!("draft", "草案"),
    }
}

/// The gap from awareness to the declaration, in milliseconds, and whether it is longer than the hours that the
/// organisation profile sets; that is said in words too.
#[must_use]
pub fn gap(language: Language, gap: i64, limit: Option<usize>) -> (String, bool) {
    let length = format::duration(language, gap);
    let limit = limit.filter(|hours| is_long(gap, *hours));
    let words = match limit {
        _ if gap < 0 => msg!("Declared {0} before the recorded awareness", "在记录的知悉时间之前 {0} 即已宣布"),
        None => msg!("From aware to declared: {0}", "自知悉至宣布：{0}"),
        Some(_) => msg!(
            "From aware to declared: {0}, longer than the {1} h of the organisation profile",
            "自知悉至宣布：{0}，超过组织概况设定的 {1} 小时",
        ),
    };
    let hours = limit.unwrap_or_default().to_string();
    (words.fill(language, &[&length, &hours]), limit.is_some())
}
