//! The shape of a form.

use crate::language::codes::Named;
use crate::language::{Language, Msg};

/// Declares the forms with their codes.
macro_rules! form_codes {
    ($($(#[$doc:meta])* $variant:ident = $code:literal),+ $(,)?) => {
        /// Every form there is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FormCode { $($(#[$doc])* $variant),+ }
        impl FormCode {
            /// Every form.
            pub const ALL: &'static [FormCode] = &[$(FormCode::$variant),+];
            /// Its code, as in playbook data, drafts and element ids.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(FormCode::$variant => $code),+ }
            }
            /// The form with this code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|form| form.code() == code)
            }
        }
    };
}

form_codes! {
    /// Intake: opens an incident.
    Intake = "intake",
    /// Corrects who reported what.
    Report = "report",
    /// Escalation to a service's response team.
    Escalation = "escalation",
    /// Its acknowledgement.
    Acknowledgement = "acknowledgement",
    /// Severity on the eight criteria.
    Severity = "severity",
    /// A seat of the virtual team.
    Seat = "seats",
    /// An impacted service.
    Service = "services",
    /// A service found not to be impacted.
    ServiceCleared = "service_cleared",
    /// A piece of evidence.
    Evidence = "evidence",
    /// Classification.
    Classification = "classification",
    /// An anchor.
    Anchor = "anchors",
    /// The formal declaration.
    Declaration = "declaration",
    /// Its withdrawal.
    Withdrawal = "withdrawal",
    /// A row of the joint plan.
    Plan = "plan",
    /// How a planned action goes.
    PlanProgress = "plan_progress",
    /// An executive approval.
    Approval = "approval",
    /// An eradication attestation.
    Eviction = "eviction",
    /// A known secure state.
    SecureState = "secure_state",
    /// An attestation for a service.
    Attestation = "attestation",
    /// Start of a watch period.
    WatchStart = "watch",
    /// Its result.
    WatchEnd = "watch_result",
    /// Response evaluation.
    Evaluation = "evaluation",
    /// Post-mortem decision.
    Postmortem = "postmortem",
    /// A notice sent or report filed.
    Filing = "filing",
    /// A notice that was recorded by mistake.
    FilingWithdrawal = "filing_withdrawal",
    /// Whether a rule applies.
    Decision = "decision",
    /// A notice that is not given.
    Waiver = "waiver",
    /// That waiver taken back.
    WaiverBack = "waiver_back",
    /// The team's own target where the law names no length.
    OwnTarget = "own_target",
    /// Whether a clock of one's own applies, with its terms.
    OwnClock = "own_clock",
    /// How often the team is told.
    Cadence = "cadence",
    /// A relief claimed for a notice, or no longer.
    Relief = "relief",
    /// The organisation profile: its defaults.
    Profile = "profile",
    /// A clock of one's own in the profile.
    ProfileClock = "profile_clock",
    /// A playbook step.
    Step = "step",
    /// A variant of the playbook chosen.
    VariantAdd = "variant",
    /// A variant taken out.
    VariantRemoval = "variant_removal",
    /// A log line with its details.
    Log = "log",
    /// Correction of a log line.
    LogCorrection = "log_correction",
    /// New title.
    Title = "title",
    /// TLP marking.
    Tlp = "tlp",
    /// Legally privileged mark.
    Privilege = "privilege",
    /// Legal hold placed.
    HoldPlaced = "hold",
    /// Legal hold released.
    HoldReleased = "hold_release",
    /// Erasure of a content.
    Erase = "erase",
    /// Link to another incident.
    Link = "link",
    /// Removal of a link.
    Unlink = "unlink",
    /// Entering a phase.
    Enter = "enter",
    /// Leaving a phase.
    Leave = "leave",
    /// Marking resolved.
    Resolve = "resolve",
    /// Making the post-mortem final.
    Finalise = "finalise",
    /// Closing.
    Close = "close",
    /// Archiving.
    Archive = "archive",
    /// Opening again.
    Reopen = "reopen",
    /// The draft of a notice.
    NoticeDraft = "notice_draft",
    /// Its approval.
    NoticeApproval = "notice_approval",
    /// A notice recorded as sent.
    NoticeSending = "notice_sending",
    /// The contract notice held back.
    NoticeDelay = "notice_delay",
    /// An entry of a register.
    Entry = "entry",
    /// The entries that a register offers to begin with.
    Template = "template",
    /// An entry taken out.
    EntryRemoval = "entry_removal",
}

/// A label: a message, or text as stored.
#[derive(Clone, Debug, PartialEq)]
pub enum Label {
    /// A message, shown in the reader's language.
    Msg(Msg),
    /// Text as it stands in the record or the playbook, in both languages.
    Text(String, String),
}

impl Label {
    /// The text in a language.
    #[must_use]
    pub fn get(&self, language: Language) -> String {
        match (self, language) {
            (Self::Msg(msg), _) => msg.get(language).to_owned(),
            (Self::Text(en, _), Language::English) => en.clone(),
            (Self::Text(_, zh), Language::Chinese) => zh.clone(),
        }
    }

    /// Text that is the same in both languages.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self::Text(text.to_owned(), text.to_owned())
    }
}

/// One option of a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Stored code.
    pub code: String,
    /// How it is shown.
    pub label: Label,
}

impl Choice {
    /// Options from a vocabulary.
    #[must_use]
    pub fn all<T: Named>() -> Vec<Self> {
        Self::of(T::words())
    }

    /// Options from codes and names.
    #[must_use]
    #[inline(never)]
    pub fn of(words: &[(&str, Msg)]) -> Vec<Self> {
        words.iter().map(|(code, name)| Self { code: (*code).to_owned(), label: Label::Msg(*name) }).collect()
    }
}

/// How a field is filled in.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// One line.
    Text,
    /// Several lines.
    Area,
    /// One of a few, all seen (radio buttons).
    Choice(Vec<Choice>),
    /// One of many (a list).
    Select(Vec<Choice>),
    /// Any number of a few (check boxes).
    Flags(Vec<Choice>),
    /// Date, time, zone and precision.
    Time,
    /// One line with a technique of MITRE ATT&CK, offered from a list.
    Technique,
    /// One line with a service or its response team, offered from the organisation's record.
    Team,
    /// One line with a SHA-256, which a file can be dropped at to have it worked out.
    Digest,
}

/// One field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Code, the same as the field of the fact where there is one.
    pub code: &'static str,
    /// Visible label, also the accessible name.
    pub label: Msg,
    /// A line of help.
    pub hint: Option<Msg>,
    /// How it is filled in.
    pub kind: Kind,
    /// May stay empty.
    pub optional: bool,
    /// Its boxes stand at the fields that its options name, not in a place of their own.
    pub beside: bool,
    /// What stands in it at first.
    pub initial: Option<super::values::Value>,
}

impl Field {
    /// A needed field.
    #[must_use]
    #[inline(never)]
    pub fn new(code: &'static str, label: Msg, kind: Kind) -> Self {
        Self { code, label, hint: None, kind, optional: false, beside: false, initial: None }
    }

    /// One that may stay empty.
    #[must_use]
    #[inline(never)]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// One whose boxes stand at the fields that its options name; it may stay empty.
    #[must_use]
    pub fn beside(mut self) -> Self {
        self.beside = true;
        self.optional()
    }

    /// With a line of help.
    #[must_use]
    #[inline(never)]
    pub fn hint(mut self, hint: Msg) -> Self {
        self.hint = Some(hint);
        self
    }

    /// With something in it.
    #[must_use]
    #[inline(never)]
    pub fn with(mut self, text: &str) -> Self {
        if !text.is_empty() {
            self.initial = Some(super::values::Value::Text(text.to_owned()));
        }
        self
    }

    /// With a value in it.
    #[must_use]
    #[inline(never)]
    pub fn value(mut self, value: super::values::Value) -> Self {
        self.initial = Some(value);
        self
    }
}

/// A form.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// Which form.
    pub code: FormCode,
    /// Its heading.
    pub title: Msg,
    /// One or two sentences before the fields.
    pub intro: Option<Msg>,
    /// Fields in order.
    pub fields: Vec<Field>,
    /// Label of the button that submits.
    pub submit: Msg,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playbook;

    /// What a step names as the form it is done with is a form.
    #[test]
    fn steps_open_forms_that_exist() {
        let all = std::iter::once(playbook::base()).chain(playbook::variants()).flat_map(|one| &one.phases);
        let named: Vec<_> =
            all.flat_map(|phase| &phase.steps).filter_map(|step| Some((step, step.opens.as_ref()?))).collect();
        assert!(named.len() > 70, "only {} steps name a form", named.len());
        for (step, form) in named {
            assert!(FormCode::from_code(form).is_some(), "{} opens {form}", step.code);
        }
    }
}
