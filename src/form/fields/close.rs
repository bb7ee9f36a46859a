//! Closing: the post-mortem decision, filings taken back.

use super::{Asking, Choice, Form, Label};
use crate::language::Language;
use crate::record::gate::postmortem_expected;

pub(super) fn postmortem(form: &mut Form, asking: &Asking) {
    if postmortem_expected(asking.incident) {
        form.intro = Some(msg!(
            "Expected here: customers are affected, or it is a data breach. Waiving it needs an approver.",
            "本事件应开展：有客户受影响，或属于数据泄露。不开展须有批准人。",
        ));
    }
}

pub(super) fn filing_withdrawal(form: &mut Form, asking: &Asking) {
    let standing = asking.incident.filed().map(|fact| {
        let what = |language| {
            let at = crate::language::format::moment(language, &fact.value.moment);
            [at.as_str(), &fact.value.recipients].join(" · ")
        };
        Choice { code: fact.event.to_string(), label: Label::Text(what(Language::English), what(Language::Chinese)) }
    });
    form.offer("filing", standing.collect()).with("filing", asking.about);
}
