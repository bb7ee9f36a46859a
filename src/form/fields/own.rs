//! What an organisation keeps of its own: its profile, clocks of its contracts, internal updates; a relief claimed.

use super::duty::{BY, REASON, ROLE, notices, signed};
use super::{Asking, Choice, Field, Form, FormCode, Kind, Label, Msg, SAVE, area, build, line, one_of};
use crate::deadline::calendar::calendars;
use crate::language::codes::anchor_name;
use crate::record::codes::{ANCHORS, Applicability, Counted, Counterparty};

/// The fields of a clock of one's own, each named as in its terms.
fn terms() -> Vec<Field> {
    let anchor = |code: &&str| {
        let code = (*code).to_owned();
        let label = anchor_name(&code).map_or_else(|| Label::plain(&code), Label::Msg);
        Choice { code, label }
    };
    let holidays = calendars()
        .iter()
        .map(|one| Choice { code: one.code.clone(), label: Label::Text(one.source.en.clone(), one.source.zh.clone()) });
    vec![
        line("name", msg!("Name of the clock", "时限名称")),
        one_of::<Counterparty>("party", msg!("Agreed with", "约定的相对方")),
        Field::new("anchor", msg!("Counted from", "起算点"), Kind::Select(ANCHORS.iter().map(anchor).collect())),
        line("length", msg!("Length", "时限")).hint(msg!("A whole number", "整数")),
        one_of::<Counted>("unit", msg!("Counted in", "计算单位")),
        line("zone", msg!("Time zone in which its days end", "日期截止所依据的时区"))
            .hint(msg!(
                "For example Europe/Berlin. Empty: where the start was typed",
                "例如 Europe/Berlin。留空：按录入起算点的时区",
            ))
            .optional(),
        Field::new(
            "holidays",
            msg!("Holidays that are no business days", "不计入工作日的节假日"),
            Kind::Select(holidays.collect()),
        )
        .optional(),
        area("source", msg!("Contract and clause", "合同及条款")),
        line("dated", msg!("Date of the contract", "合同日期"))
            .hint(msg!("For example 2026-11-22", "例如 2026-11-22"))
            .optional(),
    ]
}

/// A clock of one's own: typed, or from the profile; and whether it applies.
pub(super) fn clock(asking: &Asking) -> Form {
    let mut fields = terms();
    fields.extend([
        one_of::<Applicability>("decision", msg!("Does it apply?", "是否适用？")),
        line("by", BY).with(asking.me),
        line("role", ROLE),
        area("reason", REASON),
    ]);
    build(
        FormCode::OwnClock,
        msg!("Clock of an own contract", "自有合同时限"),
        Some(msg!(
            "The terms become part of this record, so that everybody counts the same. Other terms later are another clock.",
            "条款会写入本记录，使各方计算一致。日后条款不同的，作为另一项时限。",
        )),
        fields,
        SAVE,
    )
}

/// How often the team is told.
pub(super) fn cadence(asking: &Asking) -> Form {
    let last = asking.incident.cadence().map(|fact| fact.value.to_string());
    let hours = line("hours", HOURS).hint(msg!("0 ends it", "0 表示终止")).with(&last.unwrap_or_default());
    build(
        FormCode::Cadence,
        msg!("Internal updates", "内部通报"),
        Some(msg!(
            "While the incident is open the next update is due so many hours after the last one that was recorded, or after the declaration.",
            "事件未结期间，自最近一次已记录的通报（或正式宣布）起，经过该小时数须再次通报。",
        )),
        vec![hours, line("by", BY).with(asking.me), area("reason", REASON)],
        SAVE,
    )
}

const HOURS: Msg = msg!("Hours from one update to the next", "两次通报的间隔（小时）");

/// About a notice, or nothing: that the relief of its rule is claimed, or no longer.
pub(super) fn relief(asking: &Asking) -> Form {
    let mut fields = signed(notices(asking, |_, stage| stage.relief), asking);
    let choice = |code: &str, label| Choice { code: code.to_owned(), label: Label::Msg(label) };
    let claimed = vec![choice("yes", msg!("Claimed", "适用")), choice("no", msg!("No longer claimed", "不再适用"))];
    fields.insert(
        1,
        Field::new("claimed", msg!("Noon of the next working day", "顺延至下一工作日中午"), Kind::Choice(claimed)),
    );
    build(
        FormCode::Relief,
        msg!("Relief on a weekend", "周末顺延"),
        Some(msg!(
            "Not every entity may rely on it: read the exceptions of the rule first. Where the limit falls on a weekend it is then counted to noon of the next working day.",
            "并非所有实体均可适用：请先阅读该规定的例外。适用后，届满日为周末的，计至下一工作日中午。",
        )),
        fields,
        SAVE,
    )
}

/// The defaults of the organisation.
pub(super) fn profile() -> Form {
    let fields = vec![
        line("organisation", msg!("Name of the organisation", "组织名称")).optional(),
        line("zone", msg!("Default time zone", "默认时区"))
            .hint(msg!("For example Europe/Berlin. Empty: that of the device", "例如 Europe/Berlin。留空：按设备时区",))
            .optional(),
        line("cadence", msg!("Hours between internal updates", "内部通报间隔（小时）")).optional(),
    ];
    build(FormCode::Profile, msg!("Organisation profile", "组织概况"), None, fields, SAVE)
}

/// A clock of an own contract, kept for incidents to come.
pub(super) fn profile_clock() -> Form {
    build(FormCode::ProfileClock, msg!("Own contract clock", "自有合同时限"), None, terms(), SAVE)
}
