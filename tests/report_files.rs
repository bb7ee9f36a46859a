//! A handover or report as a file: Markdown that says what was typed and nothing more, HTML that does nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use holdfast::language::Language;
use holdfast::report::html::html;
use holdfast::report::markdown::markdown;
use holdfast::report::{Document, Mark, Piece};

/// Texts of the worst kind in every place of a document.
fn nasty(text: &str) -> Document {
    let marks = [
        (Mark::Title, false),
        (Mark::Section, false),
        (Mark::Part, true),
        (Mark::Paragraph, true),
        (Mark::Thing, false),
        (Mark::Head, false),
        (Mark::MoreHead, false),
        (Mark::FirstRow, false),
        (Mark::Cell, false),
        (Mark::Row, false),
        (Mark::Cell, false),
        (Mark::FirstTerm, false),
        (Mark::Value, false),
        (Mark::Term, false),
        (Mark::Value, false),
    ];
    let piece = |(mark, both)| {
        let second = if both { text } else { "" }.to_owned();
        Piece { mark, first: text.to_owned(), second }
    };
    let pieces = marks.map(piece).into();
    Document { language: Language::English, handling: text.to_owned(), exercise: true, pieces }
}

#[test]
fn markdown_says_what_was_typed_and_nothing_more() {
    let paragraph = |text: &str| {
        let pieces = vec![Piece { mark: Mark::Paragraph, first: text.to_owned(), second: String::new() }];
        let text = markdown(&Document { pieces, ..nasty("x") });
        text.strip_prefix("**EXERCISE / 演练**\n\n**x**\n\n").expect("the head").trim_end_matches('\n').to_owned()
    };
    let table = [
        ("# no heading", "\\# no heading"),
        ("a `code` *b* _c_ ~d~", "a \\`code\\` \\*b\\* \\_c\\_ \\~d\\~"),
        ("a|b <i>&amp; [x](y) \\", "a\\|b \\<i\\>\\&amp; \\[x\\](y) \\\\"),
        (
            "- item\n\n+ item\n===\n1. one\n22) two\n:-:",
            "\\- item\\\n\\+ item\\\n\\===\\\n1\\. one\\\n22\\) two\\\n\\:-:",
        ),
        ("2026-11-22 a-b 1.5 (c)", "2026-11-22 a-b 1.5 (c)"),
        ("    no code\u{7}\r\nline", "no code\\\nline"),
    ];
    for (typed, expected) in table {
        assert_eq!(paragraph(typed), expected);
    }
    // In a cell, a heading or a term a text is one line, and ends nothing.
    let text = markdown(&nasty("a | b\n\n# c\r\n`d`"));
    let one = "a \\| b \\# c \\`d\\`";
    let lines = "a \\| b\\\n\\# c\\\n\\`d\\`";
    let row = format!("| {one} | {one} |");
    assert_eq!(
        text,
        format!(
            "**EXERCISE / 演练**\n\n**{one}**\n\n# {one}\n\n## {one}\n\n### {one} / {one}\n\n{lines}\n\n{lines}\n\n\
             #### {one}\n\n{row}\n|---|---|\n{row}\n{row}\n\n- **{one}**: {one}\n- **{one}**: {one}\n"
        )
    );
}

#[test]
fn html_is_inert() {
    let typed = "</style><script>alert(\"x\" & 'y')</script>\\";
    let text = html(&nasty(typed));
    let shown = "&lt;/style&gt;&lt;script&gt;alert(&quot;x&quot; &amp; &#39;y&#39;)&lt;/script&gt;\\";
    let body = text.split("</style>").nth(1).expect("a body");
    assert!(!text.contains("<script") && !body.contains("alert(\"") && !body.contains("& "));
    // Title of the file, band, each piece, and the second language of two.
    assert_eq!(text.matches(shown).count(), 2 + 15 + 2);
    assert_eq!(text.matches("</style>").count(), 1, "the style ends where it should");
    assert!(text.contains("content:\"/style>script>alert(x & 'y')/script>\"}"), "{text}");
    let policy =
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">";
    assert!(text.contains(policy));
    for outside in ["http:", "https:", "url(", "@import", " src=", " href="] {
        assert!(!text.contains(outside), "{outside}");
    }
    assert!(text.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    assert_eq!(text.matches("<span lang=\"zh-Hans\">").count(), 2);
    let body = body.replace(shown, "x").replace('\n', "");
    let table = "<table><thead><tr><th>x</th><th>x</th></tr></thead><tbody><tr><td>x</td><td>x</td></tr><tr><td>x</td><td>x</td></tr></tbody></table>";
    let terms = "<table><tbody><tr><th>x</th><td>x</td></tr><tr><th>x</th><td>x</td></tr></tbody></table>";
    let heads = "<h1>x</h1><h2>x</h2><h3>x<span lang=\"zh-Hans\">x</span></h3><p>x<span lang=\"zh-Hans\">x</span></p><h4>x</h4>";
    assert!(body.ends_with(&[heads, table, terms].concat()), "{body}");
    // Every element that is opened is closed.
    for name in ["h1", "h2", "h3", "h4", "p", "table", "thead", "tbody", "tr", "th", "td"] {
        let opened = text.matches(&format!("<{name}>")).count() + text.matches(&format!("<{name} ")).count();
        assert_eq!(opened, text.matches(&format!("</{name}>")).count(), "{name}");
    }
    assert!(text.contains("EXERCISE / 演练"));
    assert!(!html(&Document { exercise: false, ..nasty("x") }).contains("EXERCISE"));
}
