//! A document as Markdown (CommonMark, tables as of GitHub's dialect).

use super::document::{Document, Part, Text};
use super::html::WATERMARK;
use crate::language::codes::COLON;

/// Between the two languages of a text that stands on one line.
const BETWEEN: &str = " / ";

/// Writes a document.
#[must_use]
pub fn markdown(document: &Document) -> String {
    let mut out = String::new();
    if document.exercise {
        put(&mut out, &["**", WATERMARK, "**\n\n"]);
    }
    put(&mut out, &["**", &line(&document.handling), "**\n\n# ", &line(&document.title), "\n"]);
    for part in &document.parts {
        out.push('\n');
        match part {
            Part::Heading(level, text) => {
                put(&mut out, &[&"#".repeat(usize::from(*level)), " ", &line(text), "\n"]);
            }
            Part::Paragraph(text) => {
                put(&mut out, &[&block(&text.first), "\n"]);
                if !text.second.is_empty() {
                    put(&mut out, &["\n", &block(&text.second), "\n"]);
                }
            }
            Part::Table(head, rows) if head.is_empty() => {
                let colon = COLON.get(document.language);
                for row in rows {
                    let cells: Vec<String> = row.iter().map(line).collect();
                    if let [term, value] = &cells[..] {
                        put(&mut out, &["- **", term, "**", colon, value, "\n"]);
                    }
                }
            }
            Part::Table(head, rows) => {
                cells(&mut out, head);
                put(&mut out, &["|", &"---|".repeat(head.len()), "\n"]);
                rows.iter().for_each(|row| cells(&mut out, row));
            }
        }
    }
    out
}

fn put(out: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| out.push_str(part));
}

fn cells(out: &mut String, cells: &[Text]) {
    out.push('|');
    cells.iter().for_each(|cell| put(out, &[" ", &line(cell), " |"]));
    out.push('\n');
}

/// A text on one line, in both languages.
fn line(text: &Text) -> String {
    let flat = |text: &str| escaped(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    match text.second.is_empty() {
        true => flat(&text.first),
        false => [flat(&text.first), flat(&text.second)].join(BETWEEN),
    }
}

/// A text of one or more lines, each of which stays one.
fn block(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(escaped).collect::<Vec<_>>().join("\\\n")
}

/// One line whose signs mean nothing in Markdown, so that what was typed reads as it was typed.
fn escaped(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    // What begins a list, a heading, a rule or the second line of a table does so only at the beginning of a line.
    let rest = line.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let opens: &[char] = if rest.len() < line.len() { &['.', ')'] } else { &['-', '+', '=', ':'] };
    let mut left = line.len();
    for sign in line.chars().filter(|sign| !sign.is_control()) {
        let begins = left == rest.len() && opens.contains(&sign);
        if begins || matches!(sign, '\\' | '`' | '*' | '_' | '#' | '<' | '>' | '[' | ']' | '|' | '~' | '&') {
            out.push('\\');
        }
        out.push(sign);
        left = left.saturating_sub(sign.len_utf8());
    }
    out
}
