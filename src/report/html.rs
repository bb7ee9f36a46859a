//! A document as one HTML file to keep and to print: no script, nothing from elsewhere, a policy that forbids both.
//!
//! It is a file that is saved; nothing of it is ever put into a page of this program.

use super::document::{Document, Part, Text};
use crate::language::Language;

const STYLE: &str = "body{font:11pt/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
h1{font-size:1.5em}h2{font-size:1.2em;margin-top:1.6em}h3{font-size:1em}h2,h3,tr{break-inside:avoid}h2,h3{break-after:avoid}\
p,td,dd,li{white-space:pre-line;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%;font-size:.9em}\
th,td{border:1px solid #888;padding:.25em .5em;text-align:start;vertical-align:top}\
dl{display:grid;grid-template-columns:minmax(7rem,14rem) 1fr;gap:.3em 1em}dt{font-weight:600}dd{margin:0}\
[lang]{display:block}.mark{border:2px solid;padding:.25em .5em;font-weight:600}\
.water{position:fixed;inset:40% 0 auto;text-align:center;font-size:4em;opacity:.12;transform:rotate(-20deg);pointer-events:none}\
@media print{body{margin:0;max-width:none;padding:0}thead{display:table-header-group}}";

/// Writes a document.
#[must_use]
pub fn html(document: &Document) -> String {
    let mut out = String::from("<!DOCTYPE html>\n<html lang=\"");
    let Document { title, handling, .. } = document;
    let handled = both(handling);
    put(
        &mut out,
        &[
            document.language.tag(),
            "\"><head><meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" ",
            "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
            "<meta name=\"viewport\" content=\"width=device-width\">\n<title>",
            &escaped(&title.first),
            "</title>\n<style>",
            STYLE,
            // The margin of each printed page. Words of this program; whatever could end the text is left out.
            "@page{margin:18mm 14mm;@top-center{content:\"",
            &handled.replace(['"', '\\', '<', '\n'], ""),
            "\"}@bottom-center{content:counter(page)\" / \"counter(pages)}}</style></head><body>\n<p class=\"mark\">",
            &escaped(&handled),
            "</p>\n",
        ],
    );
    if document.exercise {
        put(&mut out, &["<p class=\"water\" aria-hidden=\"true\">", "EXERCISE 演练", "</p>\n"]);
    }
    tag(&mut out, "h1", title);
    for part in &document.parts {
        match part {
            Part::Heading(level, text) => tag(&mut out, if *level > 2 { "h3" } else { "h2" }, text),
            Part::Paragraph(text) => tag(&mut out, "p", text),
            Part::List(items) => {
                out.push_str("<ul>\n");
                items.iter().for_each(|item| tag(&mut out, "li", item));
                out.push_str("</ul>\n");
            }
            Part::Table(head, rows) => {
                out.push_str("<table><thead><tr>\n");
                head.iter().for_each(|cell| tag(&mut out, "th", cell));
                out.push_str("</tr></thead><tbody>\n");
                for row in rows {
                    out.push_str("<tr>");
                    row.iter().for_each(|cell| tag(&mut out, "td", cell));
                    out.push_str("</tr>\n");
                }
                out.push_str("</tbody></table>\n");
            }
            Part::Facts(facts) => {
                out.push_str("<dl>\n");
                for (term, value) in facts {
                    tag(&mut out, "dt", term);
                    tag(&mut out, "dd", value);
                }
                out.push_str("</dl>\n");
            }
        }
    }
    out.push_str("</body></html>\n");
    out
}

fn put(out: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| out.push_str(part));
}

fn both(text: &Text) -> String {
    match text.second.is_empty() {
        true => text.first.clone(),
        false => [text.first.as_str(), &text.second].join(" / "),
    }
}

/// An element with a text in it; the second language stands under the first.
fn tag(out: &mut String, name: &str, text: &Text) {
    put(out, &["<", name, ">", &escaped(&text.first)]);
    if !text.second.is_empty() {
        put(out, &["<span lang=\"", Language::Chinese.tag(), "\">", &escaped(&text.second), "</span>"]);
    }
    put(out, &["</", name, ">\n"]);
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
