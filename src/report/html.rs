//! A document as one HTML file to keep and to print: no script, nothing from elsewhere, a policy that forbids both.
//!
//! It is a file that is saved; nothing of it is ever put into a page of this program.

use super::document::{Document, Part, Text};
use crate::language::Language;

/// The watermark of an exercise; the same in both languages.
pub const WATERMARK: &str = "EXERCISE / 演练";

/// Everything up to the title.
const HEAD: &str = "\"><meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" \
content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>";

const STYLE: &str = "</title>\n<style>body{font:11pt/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
h1{font-size:1.5em}h2{font-size:1.2em;margin-top:1.6em}h3,h4{font-size:1em}h2,h3,h4{break-after:avoid}h2,h3,h4,tr{break-inside:avoid}\
p,td,th{white-space:pre-line;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%;font-size:.9em;margin:.5em 0}\
th,td{border:1px solid #888;min-width:5.5em;padding:.25em .5em;text-align:start;vertical-align:top}tbody th{width:11rem}\
[lang]{display:block}.mark{border:2px solid;padding:.25em .5em;font-weight:600}\
.water{position:fixed;inset:40% 0 auto;text-align:center;font-size:4em;opacity:.12;transform:rotate(-20deg);pointer-events:none}\
@media print{body{margin:0;max-width:none;padding:0}}@page{margin:18mm 14mm;@top-center{content:\"";

/// Writes a document.
#[must_use]
pub fn html(document: &Document) -> String {
    let Document { title, handling, .. } = document;
    let handled = match handling.second.is_empty() {
        true => handling.first.clone(),
        false => [handling.first.as_str(), &handling.second].join(" / "),
    };
    let mut out = String::from("<!DOCTYPE html>\n<html lang=\"");
    let put = |out: &mut String, parts: &[&str]| parts.iter().for_each(|part| out.push_str(part));
    // The margin of each printed page. Words of this program; whatever could end the text is left out.
    let margin = handled.replace(['"', '\\', '<', '\n'], "");
    put(&mut out, &[document.language.tag(), HEAD, &escaped(&title.first), STYLE, &margin]);
    put(&mut out, &["\"}@bottom-center{content:counter(page)\" / \"counter(pages)}}</style>\n<p class=\"mark\">"]);
    put(&mut out, &[&escaped(&handled), "</p>\n"]);
    if document.exercise {
        put(&mut out, &["<p class=\"water\" aria-hidden=\"true\">", WATERMARK, "</p>\n"]);
    }
    element(&mut out, "h1", title);
    for part in &document.parts {
        match part {
            Part::Heading(level, text) => {
                element(&mut out, ["h2", "h3", "h4"][usize::from(*level).clamp(2, 4) - 2], text)
            }
            Part::Paragraph(text) => element(&mut out, "p", text),
            Part::Table(head, rows) => {
                out.push_str("<table>\n");
                if !head.is_empty() {
                    out.push_str("<thead><tr>\n");
                    head.iter().for_each(|cell| element(&mut out, "th", cell));
                    out.push_str("</tr></thead>\n");
                }
                out.push_str("<tbody>\n");
                for row in rows {
                    out.push_str("<tr>");
                    for (place, cell) in row.iter().enumerate() {
                        element(&mut out, if place == 0 && head.is_empty() { "th" } else { "td" }, cell);
                    }
                    out.push_str("</tr>\n");
                }
                out.push_str("</tbody></table>\n");
            }
        }
    }
    out
}

/// An element with a text in it; the second language stands under the first.
fn element(out: &mut String, name: &str, text: &Text) {
    let mut put = |parts: &[&str]| parts.iter().for_each(|part| out.push_str(part));
    put(&["<", name, ">", &escaped(&text.first)]);
    if !text.second.is_empty() {
        put(&["<span lang=\"", Language::Chinese.tag(), "\">", &escaped(&text.second), "</span>"]);
    }
    put(&["</", name, ">\n"]);
}

/// A text as it stands between tags and within an attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars().filter(|sign| !sign.is_control() || *sign == '\n') {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(sign),
        }
    }
    out
}
