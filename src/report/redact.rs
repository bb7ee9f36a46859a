//! Who reads: what is refused to them, and the pseudonyms in what they get. Which parts they see says `layout.json`.
//!
//! A name is hidden wherever it stands as a whole, in free texts too. Only names that stand in a field for one are known
//! as names: one that was typed into a text and nowhere else is not found.

use super::page::names;
use crate::language::defang::defang;
use crate::language::{Language, Msg};
use crate::record::codes::Tlp;
use crate::record::gate::same_person;
use crate::record::incident::Incident;
use crate::record::log::Log;
use crate::record::order::sort;
use serde_json::Value;

/// Who reads a document (B-39).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// The organisation itself.
    Internal,
    /// An auditor.
    Auditor,
    /// A customer.
    Customer,
}

impl Reader {
    /// All of them, as offered.
    pub const ALL: [Self; 3] = [Self::Internal, Self::Auditor, Self::Customer];

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Auditor => "auditor",
            Self::Customer => "customer",
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> Msg {
        match self {
            Self::Internal => msg!("Internal", "内部"),
            Self::Auditor => msg!("Auditor", "审计人员"),
            Self::Customer => msg!("Customer", "客户"),
        }
    }
}

impl Reader {
    /// Why this reader gets nothing at all; none where there is a document for them.
    #[must_use]
    pub fn refused(self, incident: &Incident) -> Option<Msg> {
        let inside = matches!(incident.marking(), Tlp::Red | Tlp::AmberStrict);
        match self {
            Self::Internal => None,
            _ if incident.is_privileged() => Some(msg!(
                "Legally privileged: nothing is written for this reader.",
                "受法律特权保护：不向该读者提供任何内容。"
            )),
            Self::Customer if inside => Some(msg!(
                "The marking keeps the record inside the organisation.",
                "按其标记，该记录仅限组织内部使用。"
            )),
            _ => None,
        }
    }
}

/// An answer that is no name.
const UNKNOWN: Msg = msg!("unknown", "未知");

/// How a name is hidden: a person, who reported from outside, which may be a person or an organisation, and, from an
/// auditor, an actor become a number; what is withheld is so from customers alone, and an auditor sees it as it is.
#[derive(Clone, Copy, PartialEq)]
enum Mask {
    Person,
    Reporter,
    Actor,
    Withheld,
}

/// Where names stand: registers or kinds of events, empty for any; the fields; another field and the codes in it, where
/// only some of these are meant.
const NAMES: [(&str, &str, &str, &str, Mask); 10] = [
    (
        "",
        "approver by collector coordinator declarer evaluator executive from implementer judge legal owner person \
prioritised_by raised_by response_owner service_owner signer to verifier watcher",
        "",
        "",
        Mask::Person,
    ),
    ("", "reporter_name", "reporter", "employee", Mask::Person),
    ("", "reporter_name", "reporter", "customer third_party regulator", Mask::Reporter),
    ("gate.overridden approval.given eviction.attested", "name", "", "", Mask::Person),
    ("party", "name", "granularity", "person", Mask::Person),
    ("actor", "name", "", "", Mask::Actor),
    ("indicator", "value", "", "", Mask::Withheld),
    ("technique", "technique", "", "", Mask::Withheld),
    ("party", "name", "granularity", "customer", Mask::Withheld),
    ("scope", "name", "kind", "tenant account", Mask::Withheld),
];

/// Names to hide from a reader, the longest first: how, and the number of the person or actor.
pub(super) struct Masks(Vec<(String, Mask, usize)>);

impl Masks {
    /// The names of a record. Numbers follow the record, so that a later document gives the same person the same one.
    pub fn of(log: &Log, incident: &Incident, reader: Reader) -> Self {
        let mut masks = Self(Vec::new());
        if reader == Reader::Internal {
            return masks;
        }
        for event in log.events() {
            masks.add(reader, Mask::Person, &event.header.author.name);
            let value = event.body.to_value();
            let of_entry = value.get("values");
            let entry = of_entry.and_then(|_| {
                let changed = value.get("entry").and_then(Value::as_str);
                incident.entry(changed.unwrap_or(event.header.id.as_str()))
            });
            let held = of_entry.unwrap_or(&value);
            let place = entry.map_or(event.header.kind.as_str(), |entry| &entry.register);
            for (field, said) in held.as_object().into_iter().flatten() {
                let Value::String(said) = said else { continue };
                for (places, fields, of, codes, mask) in &NAMES {
                    let code = || match entry {
                        Some(entry) => entry.text(of),
                        None => held.get(of).and_then(Value::as_str).unwrap_or_default(),
                    };
                    if (places.is_empty() || names(places, place))
                        && names(fields, field)
                        && (of.is_empty() || names(codes, code()))
                    {
                        masks.add(reader, *mask, said);
                    }
                }
            }
        }
        sort(&mut masks.0, &|a, b| a.0.len() > b.0.len());
        masks
    }

    /// Adds a name with its number: that of the same person, or the next. What is withheld is so as it was typed and as
    /// it is shown.
    fn add(&mut self, reader: Reader, mask: Mask, name: &str) {
        let name = name.trim();
        let mask = match (mask, reader) {
            (Mask::Withheld, Reader::Auditor) => return,
            (Mask::Actor, Reader::Customer) => Mask::Withheld,
            _ => mask,
        };
        let unknown = |language| UNKNOWN.get(language) == name.to_lowercase();
        let known = self.0.iter().any(|one| one.0 == name);
        if known || name.is_empty() || unknown(Language::English) || unknown(Language::Chinese) {
            return;
        }
        let mut numbered = self.0.iter().filter(|one| one.1 == mask);
        let number = match numbered.clone().find(|one| same_person(&one.0, name)) {
            Some(same) => same.2,
            None => numbered.by_ref().map(|one| one.2).max().unwrap_or(0) + 1,
        };
        self.0.push((name.to_owned(), mask, number));
        if mask == Mask::Withheld {
            self.0.push((defang(name), mask, number));
        }
    }

    /// The text with every name in it hidden.
    pub fn hide(&self, language: Language, text: &str) -> String {
        if self.0.is_empty() {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        let (mut before, mut rest) = (None, text);
        while let Some(sign) = rest.chars().next() {
            let found = self.0.iter().find_map(|(name, mask, number)| {
                let after = rest.strip_prefix(name.as_str())?;
                let parted =
                    !joined(before, name.chars().next()) && !joined(name.chars().next_back(), after.chars().next());
                parted.then_some((name.chars().next_back(), after, *mask, *number))
            });
            match found {
                Some((last, after, mask, number)) => {
                    let words = match mask {
                        Mask::Person => msg!("Person {0}", "人员 {0}"),
                        Mask::Reporter => msg!("Reporter {0}", "报告方 {0}"),
                        Mask::Actor => msg!("Actor {0}", "行为者 {0}"),
                        Mask::Withheld => msg!("[withheld]", "［已隐去］"),
                    };
                    out.push_str(&words.fill(language, &[&number.to_string()]));
                    (before, rest) = (last, after);
                }
                None => {
                    out.push(sign);
                    (before, rest) = (Some(sign), rest.get(sign.len_utf8()..).unwrap_or_default());
                }
            }
        }
        out
    }
}

/// True where two signs beside each other belong to one word. Chinese is written without gaps.
fn joined(a: Option<char>, b: Option<char>) -> bool {
    let letter = |sign: Option<char>| sign.is_some_and(|sign| sign.is_alphanumeric() && sign < '\u{2e80}');
    letter(a) && letter(b)
}
