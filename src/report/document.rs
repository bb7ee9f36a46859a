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
    /// A heading and its level, 2 or 3; the title is the only one of level 1.
    Heading(u8, Text),
    /// A paragraph, of one or more lines.
    Paragraph(Text),
    /// A list.
    List(Vec<Text>),
    /// A table: its header, and rows of as many cells.
    Table(Vec<Text>, Vec<Vec<Text>>),
    /// Terms, each with what stands for it.
    Facts(Vec<(Text, Text)>),
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

fn text(one: &mut Text, other: Text) {
    if one.first != other.first {
        one.second = other.first;
    }
}

fn texts(ones: &mut [Text], others: Vec<Text>) {
    ones.iter_mut().zip(others).for_each(|(one, other)| text(one, other));
}

impl Document {
    /// The same document in two languages: every text with the other one's beside it. Both have the same parts.
    #[must_use]
    pub fn beside(mut self, other: Self) -> Self {
        text(&mut self.title, other.title);
        text(&mut self.handling, other.handling);
        for pair in self.parts.iter_mut().zip(other.parts) {
            match pair {
                (Part::Heading(_, one), Part::Heading(_, other)) | (Part::Paragraph(one), Part::Paragraph(other)) => {
                    text(one, other);
                }
                (Part::List(ones), Part::List(others)) => texts(ones, others),
                (Part::Table(head, rows), Part::Table(other, others)) => {
                    texts(head, other);
                    rows.iter_mut().zip(others).for_each(|(row, other)| texts(row, other));
                }
                (Part::Facts(ones), Part::Facts(others)) => {
                    for (one, other) in ones.iter_mut().zip(others) {
                        text(&mut one.0, other.0);
                        text(&mut one.1, other.1);
                    }
                }
                _ => {}
            }
        }
        self
    }
}
