//! A document as data, in one language or in two.

use crate::language::Language;

/// A text; in a document of two languages with its Chinese, where that reads otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// In the first language of the document.
    pub first: String,
    /// In Chinese; empty where the document has one language, and where both read the same.
    pub second: String,
}

impl From<String> for Text {
    fn from(first: String) -> Self {
        Self { first, second: String::new() }
    }
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A heading and its level, 2 to 4; the title is the only one of level 1.
    Heading(u8, Text),
    /// A paragraph, of one or more lines.
    Paragraph(Text),
    /// A table: its header, and rows of as many cells. Without a header: terms, each with what stands for it.
    Table(Vec<Text>, Vec<Vec<Text>>),
}

/// A document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its first language.
    pub language: Language,
    /// Its title.
    pub title: Text,
    /// Marking, privilege, exercise: words of this program only, for the head of every page.
    pub handling: Text,
    /// True for an exercise: a watermark is due.
    pub exercise: bool,
    /// What it says.
    pub parts: Vec<Part>,
}

impl Document {
    /// Every text, in order.
    fn texts(&mut self) -> Vec<&mut Text> {
        let mut all = vec![&mut self.title, &mut self.handling];
        for part in &mut self.parts {
            match part {
                Part::Heading(_, text) | Part::Paragraph(text) => all.push(text),
                Part::Table(head, rows) => {
                    all.extend(head);
                    rows.iter_mut().for_each(|row| all.extend(row));
                }
            }
        }
        all
    }

    /// The same document in two languages: every text with the other one's beside it. Both have the same parts.
    #[must_use]
    pub fn beside(mut self, mut other: Self) -> Self {
        for (one, other) in self.texts().into_iter().zip(other.texts()) {
            if one.first != other.first {
                one.second = std::mem::take(&mut other.first);
            }
        }
        self
    }
}
