//! The log line with its details, and what protects the record: marking, privilege, hold, erasure, links.

use super::{Asking, Choice, Field, Form, FormCode, Kind, Label, SAVE, area, build, line, one_of, time};
use crate::record::codes::{EntryKind, Relation, Tlp};

pub(super) fn log(asking: &Asking) -> Form {
    let fields = vec![
        one_of::<EntryKind>("entry", msg!("Kind", "类型")).with("note"),
        area("text", msg!("Text", "内容")),
        line("channel", msg!("Channel", "渠道")).hint(msg!("For a communication", "沟通时填写")).optional(),
        line("with", msg!("With whom", "沟通对象")).hint(msg!("For a communication", "沟通时填写")).optional(),
        super::occurred(msg!("When it happened", "发生时间"), asking),
        time("known", msg!("When it became known", "得知时间"), asking)
            .hint(msg!("Only where it differs", "仅在不同时填写"))
            .optional(),
    ];
    build(FormCode::Log, msg!("Log entry", "日志条目"), None, fields, msg!("Log", "记录"))
}

pub(super) fn log_correction(asking: &Asking) -> Form {
    let found = asking.incident.entries.iter().find(|entry| entry.added.event.as_str() == asking.about);
    let text = found.map(|entry| entry.corrections.last().map_or(&entry.added.value.text, |fact| &fact.value));
    let fields =
        vec![area("text", msg!("Corrected text", "更正后的内容")).with(text.map(String::as_str).unwrap_or_default())];
    build(
        FormCode::LogCorrection,
        msg!("Correct", "更正"),
        Some(msg!("The old text stays in the history.", "旧内容保留在历史记录中。")),
        fields,
        SAVE,
    )
}

pub(super) fn title(asking: &Asking) -> Form {
    let fields = vec![line("title", msg!("Short title", "简短标题")).with(asking.incident.title())];
    build(FormCode::Title, msg!("Title", "标题"), None, fields, SAVE)
}

pub(super) fn tlp(asking: &Asking) -> Form {
    let fields = vec![one_of::<Tlp>("tlp", msg!("TLP marking", "TLP 标记")).with(asking.incident.marking().code())];
    build(FormCode::Tlp, msg!("Marking", "标记"), None, fields, SAVE)
}

pub(super) fn privilege(asking: &Asking) -> Form {
    let choices = vec![
        Choice { code: "yes".to_owned(), label: Label::Msg(msg!("Legally privileged", "受法律特权保护")) },
        Choice { code: "no".to_owned(), label: Label::Msg(msg!("Not marked", "不作标记")) },
    ];
    let now = if asking.incident.is_privileged() { "yes" } else { "no" };
    let fields = vec![
        Field::new("privileged", msg!("Mark", "标记"), Kind::Choice(choices)).with(now),
        area("reason", msg!("On whose advice, and why", "依据何人意见及理由")),
    ];
    build(
        FormCode::Privilege,
        msg!("Legally privileged", "受法律特权保护"),
        Some(msg!(
            "The mark stands on every screen, print and export.",
            "该标记会出现在所有屏幕、打印件和导出文件上。",
        )),
        fields,
        SAVE,
    )
}

pub(super) fn hold_placed(asking: &Asking) -> Form {
    let fields = vec![
        area("reason", msg!("Matter or reason", "事由")),
        line("by", msg!("Ordered by", "要求人")).with(asking.me),
    ];
    build(
        FormCode::HoldPlaced,
        msg!("Place legal hold", "实施法律保全"),
        Some(msg!("While it stands nothing may be erased or purged.", "保全期间不得抹除或清除任何内容。")),
        fields,
        msg!("Place hold", "实施保全"),
    )
}

pub(super) fn hold_released(asking: &Asking) -> Form {
    let fields = vec![area("reason", msg!("Reason", "理由")), line("by", msg!("Ordered by", "要求人")).with(asking.me)];
    build(
        FormCode::HoldReleased,
        msg!("Release legal hold", "解除法律保全"),
        None,
        fields,
        msg!("Release hold", "解除保全"),
    )
}

pub(super) fn erase(_: &Asking) -> Form {
    let fields = vec![area("reason", msg!("Why it is erased", "抹除的理由"))];
    build(
        FormCode::Erase,
        msg!("Erase this text", "抹除此文本"),
        Some(msg!(
            "The text is removed from this browser for good; who, when and why stay, and the chain still verifies. Files saved earlier, prints, and copies in other browsers cannot be reached from here.",
            "该文本将从此浏览器中永久移除；操作人、时间和理由会保留，哈希链仍可校验。此前保存的文件、打印件以及其他浏览器中的副本无法从这里触及。",
        )),
        fields,
        msg!("Erase for good", "永久抹除"),
    )
}

pub(super) fn link(asking: &Asking) -> Form {
    let choices = asking
        .others
        .iter()
        .map(|(id, title)| Choice { code: id.to_string(), label: Label::plain(&format!("{title} ({})", id.short())) });
    let fields = vec![
        Field::new("incident", msg!("Other incident", "其他事件"), Kind::Select(choices.collect())),
        one_of::<Relation>("relation", msg!("How it is related", "关联方式")).with("related"),
    ];
    build(FormCode::Link, msg!("Link an incident", "关联其他事件"), None, fields, SAVE)
}

pub(super) fn unlink(asking: &Asking) -> Form {
    let linked = asking.incident.links.iter().map(|(id, (_, title))| Choice {
        code: id.to_string(),
        label: Label::plain(&format!("{title} ({})", id.short())),
    });
    let fields = vec![
        Field::new("incident", msg!("Linked incident", "关联事件"), Kind::Select(linked.collect())).with(asking.about),
        area("reason", msg!("Reason", "理由")),
    ];
    build(
        FormCode::Unlink,
        msg!("Remove a link", "取消关联"),
        Some(msg!(
            "The other incident stays as it is; the history keeps the link.",
            "另一事件不受影响；历史记录会保留该关联。",
        )),
        fields,
        msg!("Remove link", "取消关联"),
    )
}
