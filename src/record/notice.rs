//! The notices of an incident: what was drafted, approved and sent.

use super::body::{NoticeApproved, NoticeDrafted, NoticeSent};
use super::id::Id;
use super::incident::{Fact, Incident};

/// One notice, from its first draft on.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// Its first draft.
    pub first: Id,
    /// The draft that stands.
    pub draft: Fact<NoticeDrafted>,
    /// How many drafts there were.
    pub versions: usize,
    /// The newest approval of the draft that stands; a changed draft has none.
    pub approved: Option<Fact<NoticeApproved>>,
    /// How often it was sent, as frozen; what was recorded by mistake is left out.
    pub sent: Vec<Fact<NoticeSent>>,
}

/// The notices of an incident, in the order in which they were first drafted. One whose first draft was erased stands
/// by its later ones.
#[must_use]
pub fn notices(incident: &Incident) -> Vec<Notice> {
    let mut firsts: Vec<&Id> = Vec::new();
    for fact in &incident.drafts {
        let first = fact.value.notice.as_ref().unwrap_or(&fact.event);
        if !firsts.contains(&first) {
            firsts.push(first);
        }
    }
    firsts.into_iter().filter_map(|first| notice(incident, first)).collect()
}

/// The notice of a first draft.
#[must_use]
pub fn notice(incident: &Incident, first: &Id) -> Option<Notice> {
    let of = |fact: &&Fact<NoticeDrafted>| fact.event == *first || fact.value.notice.as_ref() == Some(first);
    let drafts: Vec<&Fact<NoticeDrafted>> = incident.drafts.iter().filter(of).collect();
    let draft = (*drafts.last()?).clone();
    let approved = incident.notice_approvals.iter().rfind(|fact| fact.value.draft == draft.event).cloned();
    let sent = incident.notices().filter(|fact| drafts.iter().any(|draft| draft.event == fact.value.draft));
    Some(Notice { first: first.clone(), draft, versions: drafts.len(), approved, sent: sent.cloned().collect() })
}
