//! A document as one HTML file to keep and to print: no script, nothing from elsewhere, a policy that forbids both.
//!
//! It is a file that is saved; nothing of it is ever put into a page of this program.

use super::document::{Document, Sink};

/// The watermark of an exercise; the same in both languages.
pub const WATERMARK: &str = "EXERCISE / 演练";

/// Everything up to the title.
const HEAD: &str = "\"><meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" \
content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>";

const STYLE: &str = "</title>\n<style>body{font:11pt/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
h1{font-size:1.5em}h2{font-size:1.2em;margin-top:1.6em}h3,h4{font-size:1em}h2,h3,h4,thead,tr:first-child{break-after:avoid}tr:last-child:not(:first-child){break-before:avoid}h2,h3,h4,tr{break-inside:avoid}\
p,td,th{white-space:pre-line;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%;font-size:.9em;margin:.5em 0}\
th,td{border:1px solid #888;min-width:7.5em;padding:.25em .5em;text-align:start;vertical-align:top}tbody th{width:11rem}\
[lang]{display:block}.mark{border:2px solid;padding:.25em .5em;font-weight:600}\
.water{position:fixed;inset:40% 0 auto;text-align:center;font-size:4em;opacity:.12;transform:rotate(-20deg);pointer-events:none}\
@media print{body{margin:0;max-width:none;padding:0}}@page{margin:18mm 14mm;@top-center{font-size:8pt;content:\"";

/// Writes a document.
#[must_use]
pub fn html(document: &Document) -> String {
    let handling = &document.handling;
    let mut file = File { out: String::from("<!DOCTYPE html>\n<html lang=\""), open: Vec::new() };
    // The margin of each printed page. Words of this program; whatever could end the text is left out.
    let margin = handling.replace(['"', '\\', '<', '\n'], "");
    let title = document.pieces.first().map_or("", |title| &title.first);
    file.put(&[document.language.tag(), HEAD, &escaped(title), STYLE, &margin]);
    file.put(&["\"}@bottom-center{content:counter(page)\" / \"counter(pages)}}</style>\n<p class=\"mark\">"]);
    file.put(&[&escaped(handling), "</p>\n"]);
    if document.exercise {
        file.put(&["<p class=\"water\" aria-hidden=\"true\">", WATERMARK, "</p>\n"]);
    }
    document.put(&mut file);
    file.out
}

/// The file while it is written, with the names of the elements that are open.
struct File {
    out: String,
    open: Vec<&'static str>,
}

impl File {
    fn put(&mut self, parts: &[&str]) {
        parts.iter().for_each(|part| self.out.push_str(part));
    }
}

impl Sink for File {
    fn open(&mut self, name: &'static str) {
        self.put(&["<", name, ">"]);
        self.open.push(name);
    }

    fn close(&mut self) {
        let name = self.open.pop().unwrap_or_default();
        self.put(&["</", name, ">\n"]);
    }

    fn text(&mut self, text: &str, second: bool) {
        let [before, after] = if second { ["<span lang=\"zh-Hans\">", "</span>"] } else { [""; 2] };
        self.put(&[before, &escaped(text), after]);
    }
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
