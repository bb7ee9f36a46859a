//! Just enough HTML to find tags and attributes in a page that Trunk has written. Not a general parser: it knows
//! comments, quoted and bare attributes, and that the content of `script` and `style` is text.

use std::ops::Range;

/// One opening tag.
#[derive(Debug, PartialEq)]
pub struct Tag {
    /// Lower-case name.
    pub name: String,
    /// Names in lower case with their values; a bare attribute has an empty value.
    pub attributes: Vec<(String, String)>,
    /// Where the opening tag stands, angle brackets included.
    pub span: Range<usize>,
    /// For `script` and `style`: where the content stands, and then the end of the closing tag.
    pub content: Option<(Range<usize>, usize)>,
}

impl Tag {
    /// The value of an attribute, if the tag has it.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether this is a `link` with this `rel`.
    pub fn is_link(&self, rel: &str) -> bool {
        self.name == "link" && self.get("rel") == Some(rel)
    }

    /// The whole element: up to the closing tag where the content is text, else the opening tag.
    pub fn whole(&self) -> Range<usize> {
        self.span.start..self.content.as_ref().map_or(self.span.end, |(_, end)| *end)
    }
}

/// Every opening tag of the page, in order.
pub fn tags(page: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = page[at..].find('<').map(|offset| at + offset) {
        let rest = &page[start..];
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(page.len(), |end| start + end + 3);
        } else if rest[1..].starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            let mut tag = opening(page, start);
            if matches!(tag.name.as_str(), "script" | "style") {
                let from = tag.span.end;
                let close = page[from..].find(&format!("</{}", tag.name)).map_or(page.len(), |offset| from + offset);
                let end = page[close..].find('>').map_or(page.len(), |offset| close + offset + 1);
                tag.content = Some((from..close, end));
            }
            at = tag.whole().end;
            found.push(tag);
        } else {
            at = start + 1;
        }
    }
    found
}

fn opening(page: &str, start: usize) -> Tag {
    let name_end = page[start + 1..].find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(0) + start + 1;
    let mut tag = Tag {
        name: page[start + 1..name_end].to_ascii_lowercase(),
        attributes: Vec::new(),
        span: start..page.len(),
        content: None,
    };
    let mut at = name_end;
    loop {
        let rest = &page[at..];
        at += rest.len() - rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/').len();
        let rest = &page[at..];
        if rest.is_empty() {
            return tag;
        }
        if rest.starts_with('>') {
            tag.span.end = at + 1;
            return tag;
        }
        let key_len = rest.find(|letter: char| letter.is_whitespace() || "=>/".contains(letter)).unwrap_or(rest.len());
        let key = rest[..key_len].to_ascii_lowercase();
        at += key_len.max(1);
        let mut value = String::new();
        if let Some(rest) = page[at..].strip_prefix('=') {
            let quote = rest.chars().next().filter(|letter| "\"'".contains(*letter));
            let body = if quote.is_some() { &rest[1..] } else { rest };
            let ends = |letter: char| quote.map_or(letter.is_whitespace() || letter == '>', |mark| letter == mark);
            let len = body.find(ends).unwrap_or(body.len());
            value = body[..len].to_string();
            at += 1 + len + if quote.is_some() { 2 } else { 0 };
        }
        tag.attributes.push((key, value));
        at = at.min(page.len());
    }
}

/// The page with each range replaced; ranges must not overlap.
pub fn replace(page: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(page.len());
    let mut at = 0;
    for (range, text) in edits {
        out.push_str(&page[at..range.start]);
        out.push_str(&text);
        at = range.end;
    }
    out.push_str(&page[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_tags_as_trunk_writes_them() {
        let page = r#"<!doctype html><!-- <link x> --><LINK rel=icon href=./a.svg crossorigin><p class="a b" title='<i>'>t</p><script>"<b>"</script><br/>"#;
        let found: Vec<_> = tags(page).into_iter().map(|tag| (tag.name, tag.attributes)).collect();
        let pair = |key: &str, value: &str| (key.to_string(), value.to_string());
        assert_eq!(
            found,
            [
                ("link".into(), vec![pair("rel", "icon"), pair("href", "./a.svg"), pair("crossorigin", "")]),
                ("p".into(), vec![pair("class", "a b"), pair("title", "<i>")]),
                ("script".into(), vec![]),
                ("br".into(), vec![]),
            ]
        );
    }

    #[test]
    fn script_content_and_whole_element_are_exact() {
        let page = "<script type=module>let a = 1 < 2;</script>!";
        let tag = &tags(page)[0];
        let content = tag.content.as_ref().map(|(range, _)| &page[range.clone()]);
        assert_eq!(content, Some("let a = 1 < 2;"));
        assert_eq!(&page[tag.whole()], "<script type=module>let a = 1 < 2;</script>");
    }

    #[test]
    fn a_cut_page_ends_without_a_panic() {
        for page in ["<", "<a", "<a b", "<a b=", "<a b=\"", "<a b='x", "<script>x", "<!--"] {
            tags(page);
        }
    }

    #[test]
    fn replace_keeps_what_is_between() {
        assert_eq!(replace("abcdef", vec![(4..5, "E".into()), (0..2, String::new())]), "cdEf");
    }
}
