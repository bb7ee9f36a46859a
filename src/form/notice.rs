//! From a filled-in form of a notice to its command.

use super::fields::{About, Asking};
use super::spec::FormCode;
use super::values::Reader;
use crate::notice::missing::NEXT_UPDATE;
use crate::notice::text::{Style, text};
use crate::notice::{asked_in, missing};
use crate::record::body::{Body, NoticeApproved, NoticeDelayed, NoticeDrafted, NoticeSent, Statement};
use crate::record::codes::Stating;
use crate::record::decide::Command;
use crate::record::digest::sha256;
use crate::record::id::Id;

/// The command of a form of this file; nothing where what it is about is not in the record.
pub(super) fn command(code: FormCode, r: &mut Reader, asking: &Asking) -> Option<Command> {
    let body: Body = match code {
        FormCode::NoticeDraft => drafted(r, asking)?.into(),
        FormCode::NoticeApproval => {
            let (by, role) = (r.text("by"), r.text("role"));
            NoticeApproved { by, draft: Id::parse(asking.about)?, role }.into()
        }
        FormCode::NoticeSending => sent(r, asking)?.into(),
        _ => {
            let (legal, executive, reason) = (r.text("legal"), r.text("executive"), r.text("reason"));
            NoticeDelayed { executive, legal, reason, review: r.time("review") }.into()
        }
    };
    let occurred = match &body {
        Body::NoticeSent(body) => Some(body.moment.clone()),
        _ => None,
    };
    Some(Command::State { body, occurred, known: None })
}

fn drafted(r: &mut Reader, asking: &Asking) -> Option<NoticeDrafted> {
    let about = About::read(asking.incident, asking.about)?;
    let (not_known, not_applicable) = (r.many("not_known"), r.many("not_applicable"));
    // What another build asked for stays as it was written.
    let mut fields = about.existing.as_ref().map(|(_, draft)| draft.fields.clone()).unwrap_or_default();
    for one in asked_in(asking.rules.pack(), asking.incident, &about.regime, &about.stage) {
        let code = one.item.code;
        let ticked = |codes: &[String]| codes.iter().any(|ticked| ticked == code);
        let how = match (ticked(&not_known), ticked(&not_applicable)) {
            (true, _) => Stating::NotKnown,
            (false, true) => Stating::NotApplicable,
            (false, false) => Stating::Stated,
        };
        if code != NEXT_UPDATE {
            fields.insert(code.to_owned(), Statement { how, text: r.maybe(code) });
        }
    }
    let said = |statement: &Statement| !statement.text.is_empty() || statement.how != Stating::Stated;
    let fields = fields.iter().filter(|(_, statement)| said(statement));
    Some(NoticeDrafted {
        fields: fields.map(|(code, statement)| (code.clone(), statement.clone())).collect(),
        follows: about.follows,
        language: r.code("language"),
        next_update: r.maybe_time(NEXT_UPDATE).filter(|due| due.at.is_some()),
        notice: about.existing.map(|(first, _)| first),
        open: r.maybe("open") != "no",
        regime: about.regime,
        stage: about.stage,
    })
}

/// Freezes exactly the draft the form was opened for.
fn sent(r: &mut Reader, asking: &Asking) -> Option<NoticeSent> {
    let (incident, id) = (asking.incident, Id::parse(asking.about)?);
    let draft = &incident.drafts.iter().find(|fact| fact.event == id)?.value;
    let approved = incident.notice_approvals.iter().any(|fact| fact.value.draft == id);
    let asked = asked_in(asking.rules.pack(), incident, &draft.regime, &draft.stage);
    let lacking = missing(draft, &asked, approved);
    let words = text(incident, asking.rules.pack(), draft, Style::Plain);
    Some(NoticeSent {
        channel: r.text("channel"),
        draft: id,
        edition: Some(asking.rules.edition()),
        follows: draft.follows.clone(),
        missing: lacking.into_iter().map(str::to_owned).collect(),
        moment: r.time("moment"),
        next_update: draft.next_update.clone(),
        recipients: r.text("recipients"),
        reference: r.maybe("reference"),
        regime: draft.regime.clone(),
        sha256: sha256(words.as_bytes()),
        stage: draft.stage.clone(),
        text: words,
    })
}
