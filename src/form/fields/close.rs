//! Closing: evaluation, post-mortem decision and its end, filings taken back, resolving, closing, archiving, reopening.

use super::{Asking, Choice, Field, Form, FormCode, Kind, Label, Msg, SAVE, area, build, line, one_of};
use crate::language::Language;
use crate::record::codes::Rating;
use crate::record::gate::postmortem_expected;

pub(super) fn evaluation(asking: &Asking) -> Form {
    let fields = vec![
        one_of::<Rating>("sufficiency", msg!("Was the response sufficient?", "响应是否充分？")),
        area("sufficiency_reason", msg!("Why (sufficient)", "理由（充分性）")),
        one_of::<Rating>("completeness", msg!("Was it complete?", "响应是否完整？")),
        area("completeness_reason", msg!("Why (complete)", "理由（完整性）")),
        area("gaps", msg!("Gaps found", "发现的不足")).optional(),
        line("evaluator", msg!("Evaluated by", "评估人")).with(asking.me),
    ];
    build(
        FormCode::Evaluation,
        msg!("Evaluate the response", "评估响应"),
        Some(msg!("Held after every incident.", "每次事件之后都要进行。")),
        fields,
        SAVE,
    )
}

pub(super) fn postmortem(asking: &Asking) -> Form {
    let choices = vec![
        Choice {
            code: "yes".to_owned(), label: Label::Msg(msg!("Hold a full post-mortem", "开展完整的事后剖析"))
        },
        Choice { code: "no".to_owned(), label: Label::Msg(msg!("Do not hold one", "不开展")) },
    ];
    let expected = match postmortem_expected(asking.incident) {
        true => msg!(
            "Expected here: customers are affected, or it is a data breach. Waiving it needs an approver.",
            "本事件应开展：有客户受影响，或属于数据泄露。不开展须有批准人。",
        ),
        false => msg!(
            "Not required by the facts recorded; anyone may ask for one.",
            "按已记录的事实并非必须；任何人都可要求开展。",
        ),
    };
    let fields = vec![
        Field::new("required", msg!("Full post-mortem", "完整的事后剖析"), Kind::Choice(choices)),
        area("reason", msg!("Reason", "理由")),
        line("approver", msg!("Approved by", "批准人")).optional(),
    ];
    build(FormCode::Postmortem, msg!("Decide on the post-mortem", "作出事后剖析决定"), Some(expected), fields, SAVE)
}

pub(super) fn filing_withdrawal(asking: &Asking) -> Form {
    let standing = asking.incident.filed().map(|fact| {
        let what = |language| {
            let at = crate::language::format::moment(language, &fact.value.moment);
            [at.as_str(), &fact.value.recipients].join(" · ")
        };
        Choice { code: fact.event.to_string(), label: Label::Text(what(Language::English), what(Language::Chinese)) }
    });
    let fields = vec![
        Field::new("filing", msg!("Which notice", "哪份通知"), Kind::Select(standing.collect())).with(asking.about),
        area("reason", msg!("What was wrong", "有何错误")),
    ];
    build(
        FormCode::FilingWithdrawal,
        msg!("Recorded by mistake", "误记的通知"),
        Some(msg!(
            "It then answers no clock; what was recorded stays in the history. Record the right one anew.",
            "此后它不再视为履行时限；已记录的内容保留在历史中。请重新记录正确的通知。",
        )),
        fields,
        msg!("Take back", "撤销"),
    )
}

fn passage(code: FormCode, title: Msg, intro: Msg, submit: Msg) -> Form {
    build(code, title, Some(intro), vec![area("summary", msg!("In one or two sentences", "用一两句话概括"))], submit)
}

pub(super) fn resolve(_: &Asking) -> Form {
    passage(
        FormCode::Resolve,
        msg!("Resolve incident", "解决事件"),
        msg!(
            "The threat is eliminated and every impacted service is completely recovered.",
            "威胁已消除，所有受影响的服务均已完全恢复。",
        ),
        msg!("Mark resolved", "标记为已解决"),
    )
}

pub(super) fn close(_: &Asking) -> Form {
    passage(
        FormCode::Close,
        msg!("Close incident", "关闭事件"),
        msg!("Late filings, log lines and corrections stay possible.", "之后仍可补报、记录和更正。"),
        msg!("Mark closed", "标记为已关闭"),
    )
}

pub(super) fn finalise(_: &Asking) -> Form {
    passage(
        FormCode::Finalise,
        msg!("Make the post-mortem final", "事后剖析定稿"),
        msg!(
            "For a post-mortem that is held. What is added to it later stays possible; then make it final again.",
            "适用于已决定开展的事后剖析。定稿后仍可补充；补充后请再次定稿。",
        ),
        msg!("Mark final", "标记为已定稿"),
    )
}

pub(super) fn archive(_: &Asking) -> Form {
    passage(
        FormCode::Archive,
        msg!("Archive incident", "归档事件"),
        msg!(
            "Everything that followed from it is resolved and reviewed, and every clock is answered.",
            "由此产生的全部事项均已解决并复核，所有时限均已了结。",
        ),
        msg!("Mark archived", "标记为已归档"),
    )
}

pub(super) fn reopen(_: &Asking) -> Form {
    let fields = vec![area("reason", msg!("Reason", "理由"))];
    build(FormCode::Reopen, msg!("Reopen incident", "重新打开事件"), None, fields, msg!("Reopen", "重新打开"))
}
