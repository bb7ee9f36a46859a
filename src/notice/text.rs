//! A draft in words: plain text to send, Markdown to keep.

use super::asked::asked_in;
use super::missing::NEXT_UPDATE;
use crate::deadline::own;
use crate::deadline::pack::Pack;
use crate::language::{Language, format};
use crate::record::body::{NoticeDrafted, Statement};
use crate::record::codes::{NoticeLanguage, Stating};
use crate::record::incident::Incident;

/// How it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Plain text: this is what is frozen when it is sent.
    Plain,
    /// Markdown.
    Markdown,
}

/// Writes a draft, in the language or languages it names. Nothing but what a person wrote, under the names of the points.
#[must_use]
pub fn text(incident: &Incident, pack: &Pack, draft: &NoticeDrafted, style: Style) -> String {
    let languages: &[Language] = match draft.language {
        NoticeLanguage::English => &[Language::English],
        NoticeLanguage::Chinese => &[Language::Chinese],
        NoticeLanguage::Both => &[Language::English, Language::Chinese],
    };
    let parts: Vec<String> = languages.iter().map(|&language| one(incident, pack, draft, language, style)).collect();
    parts.join("\n---\n\n")
}

fn one(incident: &Incident, pack: &Pack, draft: &NoticeDrafted, language: Language, style: Style) -> String {
    let mut out = Page { text: String::new(), style };
    out.title(title(incident, draft, language).as_str());
    out.exercise(incident, language);
    if let Some(regime) = own::find(pack, incident, &draft.regime) {
        let stage = regime.stage(&draft.stage).map_or("", |stage| language.pick(&stage.name));
        let names = [language.pick(&regime.name), stage].join(" · ");
        out.paragraph(names.trim_end_matches(" · "));
    }
    let asked = asked_in(pack, incident, &draft.regime, &draft.stage);
    for one in &asked {
        match (one.item.code, &draft.next_update) {
            (NEXT_UPDATE, Some(due)) => out.point(one.item.name.get(language), &format::moment(language, due)),
            (NEXT_UPDATE, None) => {}
            (code, _) => {
                if let Some(words) = draft.fields.get(code).and_then(|said| words(said, language)) {
                    out.point(one.item.name.get(language), &words);
                }
            }
        }
    }
    out.text
}

/// The heading; a follow-up names the notice that it corrects or follows.
fn title(incident: &Incident, draft: &NoticeDrafted, language: Language) -> String {
    let earlier = draft.follows.as_ref();
    let earlier = earlier.and_then(|id| incident.notices_sent.iter().find(|fact| fact.event == *id));
    match earlier {
        None if draft.regime == own::CUSTOMER_REALM => {
            msg!("Notice of an event in your own environment", "贵方环境内事态的告知").get(language).to_owned()
        }
        None => msg!("Security incident notice", "安全事件通知").get(language).to_owned(),
        Some(fact) => msg!("Security incident notice, further to ours of {0}", "安全事件通知（续 {0} 的通知）")
            .fill(language, &[&format::moment(language, &fact.value.moment)]),
    }
}

/// What is said on a point; nothing for a bare blank.
fn words(said: &Statement, language: Language) -> Option<String> {
    let text = said.text.trim();
    let msg = match said.how {
        Stating::Stated => return (!text.is_empty()).then(|| text.to_owned()),
        Stating::NotKnown => msg!("Not known yet. {0}", "尚不清楚。{0}"),
        Stating::NotApplicable => msg!("Not applicable. {0}", "不适用。{0}"),
    };
    Some(msg.fill(language, &[text]).trim_end().to_owned())
}

/// A text as it grows.
pub(super) struct Page {
    pub(super) text: String,
    pub(super) style: Style,
}

impl Page {
    pub(super) fn title(&mut self, title: &str) {
        self.put("# ", title, "\n\n");
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        self.put("", text, "\n\n");
    }

    /// Says first of an exercise that it is one.
    pub(super) fn exercise(&mut self, incident: &Incident, language: Language) {
        if incident.is_exercise() {
            self.paragraph(msg!("EXERCISE. This is not a real incident.", "演练。并非真实事件。").get(language));
        }
    }

    fn point(&mut self, name: &str, text: &str) {
        self.put("## ", name, "\n");
        self.put("", text, "\n\n");
    }

    /// A text that was typed, between signs that mean something in Markdown.
    pub(super) fn put(&mut self, mark: &str, text: &str, end: &str) {
        match self.style {
            Style::Plain => self.text.push_str(text),
            Style::Markdown => {
                self.text.push_str(mark);
                self.text.push_str(&escaped(text));
            }
        }
        self.text.push_str(end);
    }
}

/// Text whose signs mean nothing in Markdown, so that what was typed reads as it was typed. Lists stay lists.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        if matches!(sign, '\\' | '`' | '*' | '_' | '#' | '<' | '>' | '[' | ']' | '|' | '~' | '&') {
            out.push('\\');
        }
        out.push(sign);
    }
    out
}
