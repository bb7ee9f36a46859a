//! A document as data, in one language or in two: pieces of text in a row, each with its place among headings,
//! paragraphs and tables. What it is in Markdown and in HTML follows from that place.

use crate::language::Language;

/// The place of a piece of text. A table without a header holds terms, each with what stands for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The title; the only heading of level 1.
    Title,
    /// A heading of level 2.
    Section,
    /// A heading of level 3.
    Part,
    /// A heading of level 4.
    Thing,
    /// A paragraph, of one or more lines.
    Paragraph,
    /// The first cell of a header, which begins a table.
    Head,
    /// A further cell of it.
    MoreHead,
    /// The first cell of the first row.
    FirstRow,
    /// The first cell of a further row.
    Row,
    /// A further cell of a row.
    Cell,
    /// The first term, which begins a table.
    FirstTerm,
    /// A further term.
    Term,
    /// What stands for the term before.
    Value,
}

/// All elements that are open.
const ALL: usize = usize::MAX;

impl Mark {
    /// How many elements end before it, the names of those that begin, how many end after it.
    const fn elements(self) -> (usize, &'static str, usize) {
        match self {
            Self::Title => (ALL, "h1", 1),
            Self::Section => (ALL, "h2", 1),
            Self::Part => (ALL, "h3", 1),
            Self::Thing => (ALL, "h4", 1),
            Self::Paragraph => (ALL, "p", 1),
            Self::Head => (ALL, "table thead tr th", 1),
            Self::MoreHead => (0, "th", 1),
            Self::FirstRow => (2, "tbody tr td", 1),
            Self::Row => (1, "tr td", 1),
            Self::Cell => (0, "td", 1),
            Self::FirstTerm => (ALL, "table tbody tr th", 1),
            Self::Term => (0, "tr th", 1),
            Self::Value => (0, "td", 2),
        }
    }

    /// What stands before it and after it in Markdown.
    pub(super) const fn markdown(self) -> (&'static str, &'static str) {
        match self {
            Self::Title => ("\n\n# ", ""),
            Self::Section => ("\n\n## ", ""),
            Self::Part => ("\n\n### ", ""),
            Self::Thing => ("\n\n#### ", ""),
            Self::Paragraph => ("\n\n", ""),
            Self::Head => ("\n\n| ", " |"),
            Self::MoreHead | Self::Cell => (" ", " |"),
            Self::FirstRow | Self::Row => ("\n| ", " |"),
            Self::FirstTerm => ("\n\n- **", "**"),
            Self::Term => ("\n- **", "**"),
            Self::Value => ("", ""),
        }
    }
}

/// A piece of text; in a document of two languages with its Chinese, where that reads otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its place.
    pub mark: Mark,
    /// In the first language of the document.
    pub first: String,
    /// In Chinese; empty where the document has one language, and where both read the same.
    pub second: String,
}

/// A document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its first language.
    pub language: Language,
    /// Marking, privilege, exercise: words of this program only, for the head of every page.
    pub handling: String,
    /// True for an exercise: a watermark is due.
    pub exercise: bool,
    /// What it says, the title first.
    pub pieces: Vec<Piece>,
}

/// What a document is put into, element by element.
pub trait Sink {
    /// An element begins, of the name that it has in HTML.
    fn open(&mut self, name: &'static str);
    /// The element that began last ends.
    fn close(&mut self);
    /// A text; one of the second language stands under the first.
    fn text(&mut self, text: &str, second: bool);
}

impl Document {
    /// The same document in two languages: every text with the other one's beside it. Both have the same pieces.
    #[must_use]
    pub fn beside(mut self, other: Self) -> Self {
        for (one, other) in self.pieces.iter_mut().zip(other.pieces) {
            if one.first != other.first {
                one.second = other.first;
            }
        }
        if self.handling != other.handling {
            self.handling = [self.handling.as_str(), &other.handling].join(" / ");
        }
        self
    }

    /// Puts its pieces into a sink; every element that begins ends.
    pub fn put(&self, sink: &mut dyn Sink) {
        let mut open = 0;
        let close = |sink: &mut dyn Sink, open: &mut usize, count: usize| {
            for _ in 0..count.min(*open) {
                sink.close();
                *open -= 1;
            }
        };
        for piece in &self.pieces {
            let (before, names, after) = piece.mark.elements();
            close(sink, &mut open, before);
            for name in names.split(' ') {
                sink.open(name);
                open += 1;
            }
            sink.text(&piece.first, false);
            if !piece.second.is_empty() {
                sink.text(&piece.second, true);
            }
            close(sink, &mut open, after);
        }
        close(sink, &mut open, ALL);
    }
}
