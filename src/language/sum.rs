//! A due instant with its arithmetic in words: what it runs from, the length, the result, in every zone that matters,
//! and every simplification on the way.

use super::duty::{KEEP, begun, bound, length, start, zone_of};
use super::{Language, Msg, format};
use crate::deadline::calendar::calendar;
use crate::deadline::count::noon_next_working_day;
use crate::deadline::in_force::Rules;
use crate::deadline::obligation::Obligation;
use crate::deadline::pack::{Length, Regime, Stage, Unit};
use crate::record::civil::Zones;
use crate::record::time::{Moment, Timestamp};

/// For whom it is written.
#[derive(Clone, Copy)]
pub struct Viewer<'a> {
    /// Language.
    pub language: Language,
    /// The rules, for the names of what is counted from.
    pub rules: Rules<'a>,
    /// IANA zone.
    pub zone: &'a str,
    /// The zone database.
    pub zones: &'a dyn Zones,
}

impl Viewer<'_> {
    /// An instant as the wall clock of a zone shows it.
    #[must_use]
    pub fn in_zone(&self, at: Timestamp, zone: &str) -> String {
        format::stated(self.language, at, self.zones.offset_minutes(zone, at).unwrap_or(0))
    }
}

/// The arithmetic of one notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// What it runs from.
    pub start: String,
    /// When that happened, as typed.
    pub typed: String,
    /// The length.
    pub length: String,
    /// How that length is counted.
    pub manner: String,
    /// The result.
    pub due: String,
    /// `start + length = due` in each zone that matters: the zone, and the line.
    pub lines: Vec<(String, String)>,
}

/// The arithmetic of a notice that is counted; nothing where there is no due instant.
#[must_use]
pub fn sum(viewer: Viewer, one: &Obligation, regime: &Regime, stage: &Stage) -> Option<Sum> {
    let (due, typed) = (one.due?, begun(one)?);
    let cap = stage.cap.as_ref().filter(|_| one.by_cap);
    let (anchor, counted) = match cap {
        Some(cap) => (cap.anchor.as_str(), cap.length),
        None => (stage.anchor.as_str(), stage.length?),
    };
    let moved = one.relief.as_ref().is_some_and(|relief| relief.from.is_some());
    let words = match length(viewer.language, counted) {
        words if moved => msg!("{0}, then to noon of the next working day", "{0}，再顺延至下一工作日中午")
            .fill(viewer.language, &[&words]),
        words => words,
    };
    let line = |zone: &str| {
        [
            viewer.in_zone(due.start, zone),
            " + ".to_owned(),
            words.clone(),
            " = ".to_owned(),
            viewer.in_zone(due.at, zone),
        ]
        .concat()
    };
    let (mut lines, mut seen) = (Vec::new(), Vec::new());
    let rule = if due.day.is_some() { regime.zone.as_str() } else { "" };
    // A zone is shown once, however many of the four it is.
    for (zone, msg) in [
        ("UTC", msg!("{0}", "{0}")),
        (typed.zone.as_str(), msg!("{0} (as typed)", "{0}（录入时区）")),
        (rule, msg!("{0} (the rule’s)", "{0}（规定所在时区）")),
        (viewer.zone, msg!("{0} (yours)", "{0}（你的时区）")),
    ] {
        if !zone.is_empty() && !seen.contains(&zone) {
            seen.push(zone);
            lines.push((msg.fill(viewer.language, &[zone]), line(zone)));
        }
    }
    Some(Sum {
        start: start(viewer.language, viewer.rules, &regime.id, anchor),
        typed: format::moment(viewer.language, typed),
        length: words.clone(),
        manner: manner(viewer.language, counted, regime, stage, typed, cap.is_some()),
        due: viewer.in_zone(due.at, zone_of(one, regime)),
        lines,
    })
}

/// How a length is counted, in words.
fn manner(language: Language, counted: Length, regime: &Regime, stage: &Stage, typed: &Moment, by_cap: bool) -> String {
    let zone = if regime.zone.is_empty() { typed.zone.as_str() } else { regime.zone.as_str() };
    let end = match stage.cut_off {
        Some((hour, minute)) => {
            let at = format!("{hour:02}:{minute:02}");
            msg!("the last day ends at {0} in {1}", "最后一日于 {1} 时间 {0} 截止").fill(language, &[&at, zone])
        }
        None => msg!("the last day ends at midnight in {0}", "最后一日于 {0} 时间 24 时届满").fill(language, &[zone]),
    };
    let mut said = vec![match counted.unit {
        Unit::Hours => msg!(
            "absolute hours; weekends, holidays and clock changes count",
            "按绝对小时计；周末、节假日及时钟调整均计入",
        )
        .get(language)
        .to_owned(),
        Unit::BusinessDays => {
            let holidays = calendar(&regime.holidays).map(|one| language.pick(&one.source));
            match holidays {
                Some(source) => msg!("weekends and holidays ({0}) do not count", "不计周末和节假日（{0}）")
                    .fill(language, &[source]),
                None => msg!("weekends do not count; holidays are not known", "不计周末；节假日未知")
                    .get(language)
                    .to_owned(),
            }
        }
        Unit::CalendarDays => msg!("every day counts", "每一天均计入").get(language).to_owned(),
        Unit::Months => {
            msg!("to the same day of the month, or its last", "至当月同日，无同日则至月末").get(language).to_owned()
        }
        Unit::None => return String::new(),
    }];
    if counted.unit != Unit::Hours {
        said.push(end);
        said.push(match stage.day_one && !by_cap {
            true => msg!("the day of the start is day 1", "起算当日为第 1 日").get(language).to_owned(),
            false => msg!("the day after the start is day 1", "起算次日为第 1 日").get(language).to_owned(),
        });
    }
    said.join(msg!("; ", "；").get(language))
}

/// What else to know of a count: every simplification, and what is not settled.
#[must_use]
pub fn notes(viewer: Viewer, one: &Obligation, regime: &Regime, stage: &Stage) -> Vec<String> {
    let language = viewer.language;
    let mut said = Vec::new();
    let mut say = |msg: Msg, values: &[&str]| said.push(msg.fill(language, values));
    if one.unsettled {
        say(
            msg!(
                "Two values stand that did not see each other; the earlier rules until it is settled.",
                "存在两个互不知情的值；在确定之前以较早者为准。",
            ),
            &[],
        );
    }
    if let Some(cap) = &stage.cap {
        let anchor = start(language, viewer.rules, &regime.id, &cap.anchor);
        let none = cap.length.n == 0;
        let limit = if none { bound(language, stage, &anchor) } else { length(language, cap.length) };
        let msg = match one.by_cap {
            _ if none => msg!("At the latest {0}.", "最迟{0}。"),
            true => msg!("The outer limit ends first: {0} from {1}.", "最迟时限先到：自“{1}”起 {0}。"),
            false => msg!("At the latest {0} from {1}; the earlier counts.", "最迟为自“{1}”起 {0}；以较早者为准。"),
        };
        say(msg, &[&limit, &anchor]);
        if stage.late_alone {
            say(
                msg!(
                    "Where it starts only after that, its own length counts alone.",
                    "若在其后才起算，则仅按自身时限计算。",
                ),
                &[],
            );
        }
    }
    if let Some(ahead) = one.ahead {
        let msg = match stage.least {
            true => KEEP,
            false => msg!(
                "Nothing runs yet. Were it to start now, it would be due {0} at the latest.",
                "尚未起算。若此刻起算，最迟于 {0} 到期。",
            ),
        };
        say(msg, &[&viewer.in_zone(ahead.at, zone_of(one, regime))]);
    }
    let Some(due) = one.due else { return said };
    if let Some(end) = due.hour_end.filter(|end| *end != due.at) {
        say(
            msg!(
                "Under the EU rule of hours (Regulation 1182/71 Art. 3(1)) it ends {0}; for information, the earlier time is counted.",
                "依欧盟小时计算规则（第 1182/71 号条例第 3 条第 1 款）于 {0} 届满；仅供参考，此处按较早时刻计。",
            ),
            &[&viewer.in_zone(end, zone_of(one, regime))],
        );
    }
    if due.holidays_unknown {
        say(msg!("Holidays unknown: the date can only be early.", "节假日未知：日期只会偏早。"), &[]);
    }
    if due.zone_unknown {
        say(msg!("Zone unknown here: the date can only be early.", "此处无法识别时区：日期只会偏早。"), &[]);
    }
    if let Some(relief) = &one.relief {
        let msg = match relief.from {
            Some(_) => msg!("Relief claimed ({0}); without it due {1}.", "已适用顺延（{0}）；否则于 {1} 到期。"),
            None => msg!("Relief claimed ({0}); it changes nothing here.", "已适用顺延（{0}）；此处不产生影响。"),
        };
        let from = relief.from.map(|at| viewer.in_zone(at, zone_of(one, regime)));
        say(msg, &[&relief.claim, &from.unwrap_or_default()]);
    }
    let relief =
        begun(one).filter(|_| stage.relief).and_then(|typed| noon_next_working_day(due.at, typed, viewer.zones));
    if let Some(noon) = relief {
        say(
            msg!(
                "It falls on a weekend: a person may rely on noon of the next working day, {0}. That is recorded as a relief claimed.",
                "届满日为周末：可由人决定适用下一工作日中午，即 {0}；须记录为“适用顺延”。",
            ),
            &[&viewer.in_zone(noon, zone_of(one, regime))],
        );
    }
    said
}
