//! What a notice still lacks (gate G7). It is listed; sending is never blocked.

use super::asked::{Asked, Need};
use crate::record::body::NoticeDrafted;

/// The code under which a lacking approval is listed.
pub const APPROVER: &str = "approver";

/// The point that is a time, kept apart from the texts.
pub const NEXT_UPDATE: &str = "next_update";

/// Codes of what a draft lacks, in the order asked. A point that is not known, or does not apply, is answered once its
/// basis or reason is written: never by a bare blank.
#[must_use]
pub fn missing(draft: &NoticeDrafted, asked: &[Asked], approved: bool) -> Vec<&'static str> {
    let is_needed = |one: &&Asked| match one.need {
        Need::Needed => true,
        Need::WhileOpen => draft.open,
        Need::Optional => false,
    };
    let lacks = |one: &&Asked| match one.item.code {
        NEXT_UPDATE => draft.next_update.as_ref().is_none_or(|due| due.at.is_none()),
        code => draft.fields.get(code).is_none_or(|said| said.text.trim().is_empty()),
    };
    let lacking = asked.iter().filter(is_needed).filter(lacks).map(|one| one.item.code);
    lacking.chain((!approved).then_some(APPROVER)).collect()
}
