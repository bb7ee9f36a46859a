//! Notices: drafting, approving, recording as sent, holding the contract notice back.

use super::{Asking, Choice, Field, Form, FormCode, Kind, Label, Msg, SAVE, area, build, one_of, time};
use crate::deadline::own::CUSTOMER_REALM;
use crate::language::Language;
use crate::notice::missing::NEXT_UPDATE;
use crate::notice::{Need, asked_in, notice, prefill::prefill};
use crate::record::body::{NoticeDrafted, Statement};
use crate::record::codes::{Answer, CONTRACT_72H, NoticeLanguage, Stating};
use crate::record::id::Id;
use crate::record::incident::{Incident, Standing};
use crate::record::map::Map;

/// What a draft is about.
pub(in crate::form) struct About {
    /// The first draft of the notice, and the draft that stands; none for a new notice.
    pub existing: Option<(Id, NoticeDrafted)>,
    /// The regime.
    pub regime: String,
    /// The stage.
    pub stage: String,
    /// The sent notice that it corrects or follows.
    pub follows: Option<Id>,
    /// The language of the first wording.
    pub language: Language,
}

impl About {
    /// Reads the id of a first draft, or `REGIME.STAGE`, with `@` and the notice it follows, and with `~` and a language.
    pub(in crate::form) fn read(incident: &Incident, about: &str) -> Option<Self> {
        let (about, language) = about.split_once('~').unwrap_or((about, ""));
        let language = Language::from_tag(language);
        if let Some(first) = Id::parse(about) {
            let standing = notice(incident, &first)?.draft.value;
            let (regime, stage, follows) = (standing.regime.clone(), standing.stage.clone(), standing.follows.clone());
            return Some(Self { existing: Some((first, standing)), regime, stage, follows, language });
        }
        let (about, follows) = about.split_once('@').map_or((about, None), |(about, id)| (about, Id::parse(id)));
        let (regime, stage) = about.split_once('.')?;
        Some(Self { existing: None, regime: regime.to_owned(), stage: stage.to_owned(), follows, language })
    }
}

/// The draft that was frozen as the notice of this id.
fn sent_draft<'a>(incident: &'a Incident, sent: &Id) -> Option<&'a NoticeDrafted> {
    let sent = incident.notices_sent.iter().find(|fact| fact.event == *sent)?;
    incident.drafts.iter().find(|fact| fact.event == sent.value.draft).map(|fact| &fact.value)
}

const TITLE: Msg = msg!("Draft a notice", "起草通知");

pub(super) fn draft(asking: &Asking) -> Form {
    let incident = asking.incident;
    let Some(about) = About::read(incident, asking.about) else {
        return build(FormCode::NoticeDraft, TITLE, None, Vec::new(), SAVE);
    };
    let standing = about.existing.as_ref().map(|(_, standing)| standing);
    // A correction begins with what was sent.
    let corrected = about.follows.as_ref().filter(|_| standing.is_none()).and_then(|id| sent_draft(incident, id));
    let corrected = corrected.filter(|one| one.stage == about.stage);
    let asked = asked_in(asking.rules.pack(), incident, &about.regime, &about.stage);
    let points: Vec<_> = asked.iter().filter(|one| one.item.code != NEXT_UPDATE).collect();
    let said: Map<&'static str, Statement> = points
        .iter()
        .filter_map(|one| {
            let code = one.item.code;
            let said = match standing {
                Some(standing) => standing.fields.get(code).cloned(),
                None => {
                    let sent = corrected.and_then(|one| one.fields.get(code).cloned());
                    sent.or_else(|| prefill(incident, code, about.language))
                }
            };
            said.map(|said| (code, said))
        })
        .collect();
    let own = if about.language == Language::Chinese { NoticeLanguage::Chinese } else { NoticeLanguage::English };
    let language = standing.or(corrected).map_or(own, |one| one.language);
    let open = standing.map_or(incident.standing == Standing::Open, |standing| standing.open);
    let choices = vec![
        Choice { code: "yes".to_owned(), label: Label::Msg(msg!("Goes on", "仍在进行")) },
        Choice { code: "no".to_owned(), label: Label::Msg(msg!("Is finished", "已结束")) },
    ];
    let mut fields = vec![
        one_of::<NoticeLanguage>("language", msg!("Headings in", "标题语言")).with(language.code()),
        Field::new("open", msg!("Investigation", "调查"), Kind::Choice(choices))
            .hint(msg!(
                "While it goes on, next steps and the time of the next update are needed",
                "仍在进行时，须写明后续步骤和下次通报时间",
            ))
            .with(if open { "yes" } else { "no" }),
    ];
    for one in &points {
        let text = said.get(one.item.code).map(|said| said.text.as_str()).unwrap_or_default();
        let field = area(one.item.code, one.item.name).hint(one.item.ask).with(text);
        fields.push(if one.need == Need::Optional { field.optional() } else { field });
    }
    let mut next = time(NEXT_UPDATE, msg!("Next update", "下次通报时间"), asking);
    let while_open = asked.iter().any(|one| one.item.code == NEXT_UPDATE && one.need == Need::WhileOpen);
    next = match while_open {
        true => next.hint(msg!(
            "Needed while the investigation goes on; becomes a clock of its own once sent",
            "调查仍在进行时须填写；发出后即成为一项独立的时限",
        )),
        false => next.hint(msg!("Becomes a clock of its own once sent", "发出后即成为一项独立的时限")).optional(),
    };
    if let Some(due) = standing.and_then(|standing| standing.next_update.as_ref()) {
        next.initial = Some(super::Value::Time(crate::form::time_input::of_moment(due)));
    }
    // A promised update is a clock, and none runs for what happened in the customer's own realm.
    if about.regime == CUSTOMER_REALM {
        fields.retain(|one| one.code != "open");
    } else {
        fields.push(next);
    }
    let ticked = |how: Stating| {
        let codes = said.iter().filter(|(_, said)| said.how == how).map(|(code, _)| (*code).to_owned());
        super::Value::Many(codes.collect())
    };
    let list = || {
        points.iter().map(|one| Choice { code: one.item.code.to_owned(), label: Label::Msg(one.item.name) }).collect()
    };
    fields.push(
        Field::new("not_known", msg!("Not known yet", "尚不清楚"), Kind::Flags(list()))
            .beside()
            .value(ticked(Stating::NotKnown)),
    );
    fields.push(
        Field::new("not_applicable", msg!("Not applicable", "不适用"), Kind::Flags(list()))
            .beside()
            .value(ticked(Stating::NotApplicable)),
    );
    let intro = match standing {
        Some(_) => msg!(
            "A changed draft is approved anew. Where something is not known yet, the text is the basis; where it does not apply, the reason.",
            "修改后的草稿须重新批准。尚不清楚时，文字为其依据；不适用时，文字为其理由。",
        ),
        None => msg!(
            "Filled in from the record where it says something. Read every line before you send it. Where something is not known yet, the text is the basis; where it does not apply, the reason.",
            "已按记录预填。发出前请逐行核对。尚不清楚时，文字为其依据；不适用时，文字为其理由。",
        ),
    };
    build(FormCode::NoticeDraft, TITLE, Some(intro), fields, msg!("Save draft", "保存草稿"))
}

/// Suggests at the channel of a notice to customers how they are reached, by what was affected, and says why (B-35).
pub(super) fn channel(form: &mut Form, asking: &Asking) {
    let draft = Id::parse(asking.about).and_then(|id| asking.incident.drafts.iter().find(|fact| fact.event == id));
    let code = draft.map_or(asking.about, |fact| &fact.value.regime);
    let to_customers = [CONTRACT_72H, CUSTOMER_REALM].contains(&code.split('.').next().unwrap_or_default());
    let found = asking.incident.classification.last().map(|fact| &fact.value);
    let (true, Some(found)) = (to_customers, found) else { return };
    let yes = [found.confidentiality, found.integrity, found.availability].map(|side| side == Answer::Yes);
    let hint = match yes {
        [false, false, false] => return,
        [false, false, true] => msg!(
            "Suggested: the service-health page. Only availability is affected, so far.",
            "建议：服务运行状况页面。目前仅可用性受影响。",
        ),
        _ => msg!(
            "Suggested: directly to the contacts each customer named, by e-mail or telephone, whichever the incident has not touched. Confidentiality or integrity is affected: the service-health page alone will not do.",
            "建议：直接联系各客户指定的联系人，使用未受事件波及的电子邮件或电话。机密性或完整性受影响，仅在服务运行状况页面发布并不足够。",
        ),
    };
    form.tell("channel", hint, false);
}
