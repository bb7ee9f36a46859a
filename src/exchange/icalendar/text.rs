//! How iCalendar writes a line (RFC 5545 3.1, 3.3.11): escaped, folded, ended by CRLF.

/// The longest line in octets, without its end (RFC 5545 3.1).
const LONGEST: usize = 75;

/// Writes a line whose value is written as it stands: a date, a number, a code.
pub fn line(out: &mut String, name: &str, value: &str) {
    let whole = [name, ":", value].concat();
    let mut room = LONGEST;
    let mut from = 0;
    while whole.len() - from > room {
        // A character is never split: readers put the bytes together again only after decoding them.
        let cut = (from + 1..=from + room).rev().find(|&at| whole.is_char_boundary(at)).unwrap_or(whole.len());
        out.push_str(&whole[from..cut]);
        out.push_str("\r\n ");
        from = cut;
        // The space that begins a folded line counts.
        room = LONGEST - 1;
    }
    out.push_str(&whole[from..]);
    out.push_str("\r\n");
}

/// Writes a line of text.
pub fn text(out: &mut String, name: &str, value: &str) {
    line(out, name, &escape(value));
}

/// Text as a value. Every kind of line break becomes `\n`; other control characters, which no value may hold, go.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            '\t' => out.push(' '),
            control if control.is_control() => {}
            plain => out.push(plain),
        }
    }
    out
}
