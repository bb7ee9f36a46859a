//! Metrics and milestones in words: every one in both languages, lengths, and why one cannot be computed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::exchange::metrics::{Measured, Metric, Milestone, Point, Reason, Told, Why};
use holdfast::language::metrics::{basis, cannot, ends, length, metric, milestone, point};
use holdfast::language::{Language, Msg};
use holdfast::record::time::{DAY, HOUR, MINUTE, Moment, Precision};

const LANGUAGES: [Language; 2] = [Language::English, Language::Chinese];

#[test]
fn everything_has_a_name_of_its_own_in_both_languages() {
    for language in LANGUAGES {
        let apart = |names: Vec<Msg>| {
            let mut texts: Vec<&str> = names.iter().map(|name| name.get(language)).collect();
            let count = texts.len();
            assert!(texts.iter().all(|text| !text.contains('_') && !text.is_empty()), "{texts:?}");
            texts.sort_unstable();
            texts.dedup();
            assert_eq!(texts.len(), count, "{texts:?}");
        };
        apart(Metric::ALL.iter().map(|&one| metric(one)).collect());
        apart(Metric::ALL.iter().map(|&one| basis(one)).collect());
        apart(Milestone::ALL.iter().map(|&one| milestone(one)).collect());
        apart(Point::ALL.iter().map(|&one| point(one)).collect());
    }
}

#[test]
fn lengths_and_reasons_in_words() {
    let measured = |elapsed, precision| {
        let told = |point| Told { point, moment: Moment::default() };
        Measured { from: told(Point::Declared), to: told(Point::ContainDone), elapsed, precision }
    };
    let both = |one: &dyn Fn(Language) -> String| LANGUAGES.map(one);
    let lengths = [
        (measured(30 * HOUR + 48 * MINUTE, Precision::Exact), ["30 h 48 min", "30 小时 48 分"]),
        (measured(125 * MINUTE, Precision::About), ["about 2 h 5 min", "约 2 小时 5 分"]),
        (
            measured(13 * DAY + 7 * HOUR, Precision::Date),
            ["13 d 7 h, at least a day unclear", "13 天 7 小时（误差至少一天）"],
        ),
        (measured(0, Precision::Exact), ["under 1 min", "不到 1 分钟"]),
        (measured(MINUTE - 1, Precision::About), ["under 1 min", "不到 1 分钟"]),
        (measured(MINUTE, Precision::Exact), ["1 min", "1 分钟"]),
    ];
    for (one, expected) in lengths {
        assert_eq!(both(&|language| length(language, &one)), expected);
    }
    let one = measured(1, Precision::Exact);
    let expected = ["Declared → Last containment action done", "正式宣布 → 最后一项遏制行动完成"];
    assert_eq!(both(&|language| ends(language, &one)), expected);
    let reasons = [
        (
            Reason::Missing,
            vec![Point::Confirmed, Point::Classification],
            [
                "Cannot be computed because the record does not say: “Confirmed” or “Classified as a security incident”.",
                "无法计算：记录中没有“确认”或“判定为安全事件”。",
            ],
        ),
        (
            Reason::Unknown,
            vec![Point::FirstSignal],
            ["Cannot be computed because the time of “First signal” is unknown.", "无法计算：“首个信号”的时间未知。"],
        ),
        (
            Reason::DayOnly,
            vec![Point::Occurred],
            [
                "Cannot be computed because of “Occurred” only the day is known, and the other end is too near.",
                "无法计算：“发生”仅知日期，且与另一端相距太近。",
            ],
        ),
        (
            Reason::Before,
            vec![Point::Notified, Point::Declared],
            [
                "Cannot be computed because “First notice or report” lies before “Declared”.",
                "无法计算：“首次通知或通报”早于“正式宣布”。",
            ],
        ),
    ];
    for (reason, points, expected) in reasons {
        let why = Why { reason, points };
        assert_eq!(both(&|language| cannot(language, &why)), expected);
    }
}
