//! Who reads: what is refused to them, and the pseudonyms in what they get. Which parts they see says `layout.json`.
//!
//! A name is hidden wherever it stands as a whole, in free texts too. Only names that stand in a field for one are known
//! as names: one that was typed into a text and nowhere else is not found.

use crate::language::defang::defang;
use crate::language::{Language, Msg};
use crate::record::body::Body;
use crate::record::codes::Tlp;
use crate::record::gate::same_person;
use crate::record::incident::Incident;
use crate::record::log::Log;
use crate::record::order::sort;
use crate::record::register::EntryValue;

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
                "The record is marked legally privileged: nothing of it is written for this reader.",
                "该记录受法律特权保护：不向该读者提供任何内容。"
            )),
            Self::Customer if inside => Some(msg!(
                "The marking of the record keeps it inside the organisation: nothing of it is written for customers.",
                "该记录的标记限定其仅在组织内部使用：不向客户提供任何内容。"
            )),
            _ => None,
        }
    }
}

/// Fields that hold the name of a person, of events and of entries.
const PEOPLE: &str = "approver by collector coordinator declarer evaluator executive from implementer judge legal owner \
person prioritised_by raised_by reporter_name response_owner service_owner signer to verifier watcher";

/// Kinds of events whose field `name` names a person.
const NAMED: [&str; 3] = ["gate.overridden", "approval.given", "eviction.attested"];

/// Names of the record that a customer does not see at all: register, the field that holds them, and of which entries:
/// the field that says so, and the codes. The first is that of the actors; an auditor sees a number in its place.
const HIDDEN: [(&str, &str, &str, &str); 5] = [
    ("actor", "name", "", ""),
    ("indicator", "value", "", ""),
    ("technique", "technique", "", ""),
    ("party", "name", "granularity", "customer"),
    ("scope", "name", "kind", "tenant account"),
];

/// What stands in place of a name.
#[derive(Clone, Copy)]
enum Mask {
    Person(usize),
    Actor(usize),
    Withheld,
}

/// Names to hide from a reader, the longest first.
pub(super) struct Masks(Vec<(String, Mask)>);

impl Masks {
    /// The names of a record. Numbers follow the record, so that a later document gives the same person the same one.
    pub fn of(log: &Log, incident: &Incident, reader: Reader) -> Self {
        let mut masks = Self(Vec::new());
        if reader == Reader::Internal {
            return masks;
        }
        masks.people(log, incident);
        for (place, (register, field, of, codes)) in HIDDEN.into_iter().enumerate() {
            if place > 0 && reader == Reader::Auditor {
                continue;
            }
            for entry in incident.registers.iter().filter(|entry| entry.register == register) {
                if !of.is_empty() && !codes.split(' ').any(|code| code == entry.text(of)) {
                    continue;
                }
                for version in &entry.versions {
                    let Some(EntryValue::Text(name)) = version.value.get(field) else { continue };
                    match reader {
                        Reader::Auditor => masks.number(name, &Mask::Actor),
                        _ => masks.withhold(name),
                    }
                }
            }
        }
        sort(&mut masks.0, &|a, b| a.0.len() > b.0.len());
        masks
    }

    fn people(&mut self, log: &Log, incident: &Incident) {
        for event in log.events() {
            self.number(&event.header.author.name, &Mask::Person);
            let value = event.body.to_value();
            let tool = value.get("reporter").is_some_and(|kind| kind == "tool");
            for map in [Some(&value), value.get("values")].into_iter().flatten().filter_map(|one| one.as_object()) {
                for (field, value) in map {
                    let field = field.as_str();
                    let named = field == "name" && NAMED.contains(&event.header.kind.as_str());
                    let person = PEOPLE.split(' ').any(|one| one == field) && !(tool && field == "reporter_name");
                    if person || named {
                        self.number(value.as_str().unwrap_or_default(), &Mask::Person);
                    }
                }
            }
            // A person among the affected parties.
            if let Body::EntryAdded(_) = event.body
                && let Some(entry) = incident.entry(event.header.id.as_str())
                && entry.register == "party"
                && entry.text("granularity") == "person"
            {
                for version in &entry.versions {
                    if let Some(EntryValue::Text(name)) = version.value.get("name") {
                        self.number(name, &Mask::Person);
                    }
                }
            }
        }
    }

    /// Gives a name its number: that of the same person, or the next.
    fn number(&mut self, name: &str, mask: &dyn Fn(usize) -> Mask) {
        let name = name.trim();
        if nobody(name) || self.0.iter().any(|(other, _)| other == name) {
            return;
        }
        let numbered = |one: Mask| match (one, mask(0)) {
            (Mask::Person(number), Mask::Person(_)) | (Mask::Actor(number), Mask::Actor(_)) => number,
            _ => 0,
        };
        let same = self.0.iter().find(|(other, one)| numbered(*one) > 0 && same_person(other, name));
        let next = || self.0.iter().map(|(_, one)| numbered(*one)).max().unwrap_or(0) + 1;
        let number = same.map_or_else(next, |(_, one)| numbered(*one));
        self.0.push((name.to_owned(), mask(number)));
    }

    /// Withholds a text, as it was typed and as it is shown.
    fn withhold(&mut self, name: &str) {
        let name = name.trim();
        for text in [name.to_owned(), defang(name)] {
            if !nobody(&text) {
                self.0.push((text, Mask::Withheld));
            }
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
            let found = self.0.iter().find_map(|(name, mask)| {
                let after = rest.strip_prefix(name.as_str())?;
                let parted =
                    !joined(before, name.chars().next()) && !joined(name.chars().next_back(), after.chars().next());
                parted.then_some((name.chars().next_back(), after, *mask))
            });
            match found {
                Some((last, after, mask)) => {
                    out.push_str(&words(language, mask));
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

/// True for no name, and for the answer that it is unknown.
fn nobody(name: &str) -> bool {
    let unknown = msg!("unknown", "未知");
    let said = |language| unknown.get(language) == name.to_lowercase();
    name.is_empty() || said(Language::English) || said(Language::Chinese)
}

/// True where two signs beside each other belong to one word. Chinese is written without gaps.
fn joined(a: Option<char>, b: Option<char>) -> bool {
    let letter = |sign: Option<char>| sign.is_some_and(|sign| sign.is_alphanumeric() && sign < '\u{2e80}');
    letter(a) && letter(b)
}

fn words(language: Language, mask: Mask) -> String {
    let (msg, number) = match mask {
        Mask::Person(number) => (msg!("Person {0}", "人员 {0}"), number),
        Mask::Actor(number) => (msg!("Actor {0}", "行为者 {0}"), number),
        Mask::Withheld => (msg!("[withheld]", "［已隐去］"), 0),
    };
    msg.fill(language, &[&number.to_string()])
}
