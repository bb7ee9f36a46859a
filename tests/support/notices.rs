//! A notice drafted and sent by a desk.

use super::desk::Desk;
use super::facts::{now, text};
use holdfast::deadline::built_in::built_in;
use holdfast::notice::text::{Style, text as written};
use holdfast::record::body::{NoticeDrafted, NoticeSent, Statement};
use holdfast::record::codes::NoticeLanguage;
use holdfast::record::digest::sha256;
use holdfast::record::id::Id;

/// A draft in English that promises nothing.
pub fn draft(regime: &str, stage: &str, fields: &[(&str, Statement)]) -> NoticeDrafted {
    NoticeDrafted {
        fields: fields.iter().map(|(code, said)| (text(code), said.clone())).collect(),
        follows: None,
        language: NoticeLanguage::English,
        next_update: None,
        notice: None,
        open: false,
        regime: text(regime),
        stage: text(stage),
    }
}

/// Records a draft as sent now.
pub fn send(desk: &mut Desk, id: Id, draft: &NoticeDrafted) -> Id {
    let words = written(&desk.incident, built_in(), draft, Style::Plain);
    let sent = sent(desk, id, draft, words);
    desk.state(sent)
}

/// A draft as it is sent now in these words.
pub fn sent(desk: &Desk, id: Id, draft: &NoticeDrafted, words: String) -> NoticeSent {
    NoticeSent {
        edition: Some("2026-11-22".to_owned()),
        channel: text("portal"),
        draft: id,
        follows: draft.follows.clone(),
        missing: Vec::new(),
        moment: now(desk),
        next_update: draft.next_update.clone(),
        recipients: text("25 organisations"),
        reference: text("NTC-8"),
        regime: draft.regime.clone(),
        sha256: sha256(words.as_bytes()),
        stage: draft.stage.clone(),
        text: words,
    }
}
