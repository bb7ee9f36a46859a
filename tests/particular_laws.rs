//! What particular laws say that is easily got wrong: who must hear first, what starts a clock of its own, what is a least
//! time and no deadline, from when a rule applies. Each with the words it rests on.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::built_in::built_in;
use holdfast::deadline::in_force::Rules;
use holdfast::deadline::obligation::{Begin, State};
use holdfast::language::sum::{Viewer, notes};
use holdfast::language::{Language, duty};
use support::duties::{holds, instant, stage};
use support::zones::TzData;

const NEW_YORK: &str = "America/New_York";

/// The State hears first: Md. Code, Com. Law 14-3504(h) ("prior to giving the notification"), N.J. Stat. 56:8-163(c)(1)
/// ("in advance of the disclosure to the customer"), N.H. Rev. Stat. 359-C:20, I(b) ("the anticipated date of the
/// notice"). The duty is open from its start, and over the moment the residents are told.
#[test]
fn the_state_hears_before_the_residents() {
    let told = instant("2026-12-01T10:00:00-05:00");
    for (regime, start, limit) in [
        ("us-md", "discovered", Some("2027-01-04T23:59:59-05:00")),
        ("us-nj", "discovered", None),
        ("us-nh", "determined", None),
    ] {
        let with = |more: &str| stage(regime, "ag", NEW_YORK, &format!("{start}=2026-11-20T10:00 {more}"));
        let open = with("");
        assert!(open.is_open() && open.state(told) == State::Running, "{regime}");
        assert_eq!(open.due.map(|due| due.at), limit.map(instant), "{regime}");
        let late = with("filed:ind=2026-12-01T10:00");
        assert_eq!(late.due.map(|due| due.at), Some(told), "{regime}");
        assert_eq!(late.state(told.plus(1)), State::Overdue, "{regime}");
        let filed = |time: &str| with(&format!("filed:ind=2026-12-01T10:00 filed:ag={time}")).state(told.plus(60_000));
        assert_eq!(filed("2026-12-01T09:00"), State::FiledOnTime, "{regime}");
        assert_eq!(filed("2026-12-01T10:01"), State::FiledLate(60_000), "{regime}: the same day is too late");
        let row = built_in().regime(regime).unwrap();
        let ag = row.stage("ag").unwrap();
        assert!(ag.name.en.ends_with(", before residents") && ag.name.zh.starts_with("先于居民"), "{regime}");
        let words = |language| duty::stage_length(language, Rules::BUILT_IN, row, ag);
        assert!(words(Language::English).ends_with("; at the latest before: Affected people told"), "{regime}");
        assert!(words(Language::Chinese).ends_with("；最迟 先于“已告知受影响个人”"), "{regime}");
    }
    // No later than the residents (815 ILCS 530/10(e), D.C. Code 28-3852(b-1)): open from discovery all the same.
    for (regime, zone) in [("us-il", "America/Chicago"), ("us-dc", NEW_YORK)] {
        let open = stage(regime, "ag", zone, "discovered=2026-11-20T10:00");
        assert_eq!((open.due, open.state(told)), (None, State::Running), "{regime}");
    }
    holds(
        "
        us-il ag | America/Chicago | discovered=2026-11-20T10:00 filed:ind=2026-12-01T10:00 | 2026-12-01T23:59:59-06:00 | 815 ILCS 530/10(e)
        us-dc ag | America/New_York | discovered=2026-11-20T10:00 filed:ind=2026-12-01T10:00 | 2026-12-01T23:59:59-05:00 | D.C. Code 28-3852(b-1)
        us-dc ag | America/New_York | notified_individuals=2026-12-01T10:00 | 2026-12-01T23:59:59-05:00 | discovery not stated
        ",
    );
}

/// A decision that nobody need be told has a clock of its own, which that on the breach does not start.
#[test]
fn a_no_harm_decision_starts_its_own_clock() {
    holds(
        "
        us-fl nrh | America/New_York | determined=2026-11-02T09:00 assessed=2026-11-20T09:00 | 2026-12-20T23:59:59-05:00 | Fla. Stat. 501.171(4)(c)
        us-fl ind | America/New_York | determined=2026-11-02T09:00 assessed=2026-11-20T09:00 | 2026-12-02T23:59:59-05:00 | Fla. Stat. 501.171(4)(a)
        us-ny nrh | America/New_York | determined=2026-11-02T09:00 assessed=2026-11-20T09:00 | 2026-11-30T23:59:59-05:00 | N.Y. Gen. Bus. Law 899-aa(2)(a)
        ",
    );
    for regime in ["us-ak", "us-dc", "us-fl", "us-ny", "us-sd", "us-vt"] {
        let found = stage(regime, "nrh", NEW_YORK, "discovered=2026-11-01T09:00 determined=2026-11-02T09:00");
        assert_eq!(found.begin, Begin::Not, "{regime}");
    }
}

/// 48 CFR 252.204-7012: "within 72 hours of discovery"; images are kept "for at least 90 days from the submission of the
/// cyber incident report": a least time, at whose end nothing is due.
#[test]
fn a_least_time_to_keep_something_is_never_overdue() {
    let facts = "discovered=2026-11-18T10:00 filed:in=2026-11-20T10:00";
    let found = stage("us-dfars", "media", "Europe/Berlin", facts);
    for later in ["2026-11-21T00:00:00Z", "2027-02-18T00:00:00Z", "2059-01-01T00:00:00Z"] {
        assert_eq!((found.due, found.state(instant(later))), (None, State::Running), "{later}");
    }
    let regime = built_in().regime("us-dfars").unwrap();
    let media = regime.stage("media").unwrap();
    let said = |language| duty::ahead(language, &found, regime, &TzData).unwrap();
    assert_eq!(said(Language::English), "keep at least until Thu 18 Feb 2027 23:59:59 (UTC−5); nothing is due then");
    assert!(
        said(Language::Chinese).starts_with("至少保存至 2027") && said(Language::Chinese).ends_with("届时并无到期事项")
    );
    assert_eq!(
        duty::stage_length(Language::English, Rules::BUILT_IN, regime, media),
        "at least 90 calendar days from: Filed: Rapid report"
    );
    let left = duty::left(Language::English, Rules::BUILT_IN, &found, &media.anchor, instant("2027-03-01T15:00:00Z"));
    assert!(left.ends_with(" elapsed"), "no word of a limit: {left}");
    let viewer = Viewer { rules: Rules::BUILT_IN, language: Language::English, zone: "UTC", zones: &TzData };
    assert_eq!(notes(viewer, &found, regime, media), [said(Language::English)]);
    assert_eq!(stage("us-dfars", "media", NEW_YORK, "discovered=2026-11-18T10:00").begin, Begin::Not);
    holds(
        "
        us-dfars in | America/New_York | discovered=2026-10-31T10:00 | 2026-11-03T09:00:00-05:00 | (a), (c)(1)(ii)
        eu-aiact-73 std | Europe/Berlin | aware=2026-12-20T10:00 | 2027-01-04T23:59:59+01:00 | Reg. (EU) 2024/1689 Art. 73(2)
        eu-aiact-73 death | Europe/Berlin | aware=2026-12-20T10:00 | 2026-12-30T23:59:59+01:00 | Art. 73(4)
        ",
    );
}

/// From when a rule applies, as its own text says; nothing where the sources differ.
#[test]
fn a_rule_tells_from_when_it_applies() {
    for (regime, since, by) in [
        ("eu-aiact-73", "2026-08-02", "Reg. (EU) 2024/1689 Art. 113"),
        ("eu-dora-19", "2025-01-17", "Reg. (EU) 2022/2554 Art. 64"),
        ("eu-cra-14", "2026-09-11", "Reg. (EU) 2024/2847 Art. 71(2)"),
        ("us-nv", "", "October 2005 or January 2006"),
        ("us-va", "", "amended in 2019 and 2020"),
    ] {
        assert_eq!(built_in().regime(regime).unwrap().since, since, "{regime}: {by}");
    }
    // Art. 113(c) as replaced by Reg. (EU) 2026/1744 Art. 1(40).
    let note = &built_in().regime("eu-aiact-73").unwrap().status_note;
    for (text, dates) in [
        (&note.en, ["2 August 2026", "2 December 2027", "2 August 2028"]),
        (&note.zh, ["2026 年 8 月 2 日", "2027 年 12 月 2 日", "2028 年 8 月 2 日"]),
    ] {
        assert!(dates.iter().all(|date| text.contains(date)) && text.contains("2026/1744"), "{text}");
    }
}
