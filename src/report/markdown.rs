//! A document as Markdown (CommonMark, tables as of GitHub's dialect).

use super::document::{Document, Mark};
use super::html::WATERMARK;
use crate::language::codes::COLON;

/// Writes a document.
#[must_use]
pub fn markdown(document: &Document) -> String {
    let mut out = String::new();
    let mut columns = 0;
    let mut put = |part: &str| out.push_str(part);
    if document.exercise {
        put("**");
        put(WATERMARK);
        put("**\n\n");
    }
    put("**");
    put(&line(&document.handling, " "));
    put("**");
    for piece in &document.pieces {
        let (before, after) = piece.mark.markdown();
        let (lines, languages) = match piece.mark {
            Mark::Paragraph => ("\\\n", "\n\n"),
            _ => (" ", " / "),
        };
        match piece.mark {
            Mark::Head => columns = 1,
            Mark::MoreHead => columns += 1,
            Mark::FirstRow => {
                put("\n|");
                (0..columns).for_each(|_| put("---|"));
            }
            Mark::Value => put(COLON.get(document.language)),
            _ => {}
        }
        put(before);
        put(&line(&piece.first, lines));
        if !piece.second.is_empty() {
            put(languages);
            put(&line(&piece.second, lines));
        }
        put(after);
    }
    put("\n");
    out
}

/// A text whose signs mean nothing in Markdown, so that what was typed reads as it was typed; this between its lines.
fn line(text: &str, between: &str) -> String {
    let mut out = String::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !out.is_empty() {
            out.push_str(between);
        }
        // What begins a list, a heading, a rule or the second line of a table does so only at the beginning of a line.
        let rest = line.trim_start_matches(|sign: char| sign.is_ascii_digit());
        let opens = if rest.len() < line.len() { ".)" } else { "-+=:" };
        let mut left = line.len();
        for sign in line.chars() {
            if (left == rest.len() && opens.contains(sign)) || "\\`*_#<>[]|~&".contains(sign) {
                out.push('\\');
            }
            if !sign.is_control() {
                out.push(sign);
            }
            left = left.saturating_sub(sign.len_utf8());
        }
    }
    out
}
