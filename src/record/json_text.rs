//! The parts of a JSON text as they stand in it, byte for byte: what is hashed is never written anew.
//!
//! Ours, since readers derived for borrowed raw values brought along the printing of every other type, decimal numbers
//! among them (about 8 kB of the byte budget). What is cut out here is read by `serde_json` afterwards.

use serde::de::IgnoredAny;

/// Checks that a text is JSON, of any depth.
///
/// # Errors
/// The reader's error, with line and column.
pub fn check(text: &str) -> Result<(), serde_json::Error> {
    serde_json::from_str::<IgnoredAny>(text).map(drop)
}

/// Bytes of the value that a text begins with. Of a text that is not JSON the answer may be any place in it.
#[must_use]
pub fn value_length(text: &str) -> usize {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = quoted,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return at,
            b'}' | b']' => depth -= 1,
            b',' | b':' if depth == 0 => return at,
            _ => {}
        }
    }
    text.len()
}

/// The values in a list or an object, in order, each with its name, which is empty in a list. Names are those written
/// without escapes. The text is JSON: see [`check`].
#[derive(Clone, Debug)]
pub struct Parts<'a>(&'a str);

/// The values in the list or object that a text is; none in any other value.
#[must_use]
pub fn parts(text: &str) -> Parts<'_> {
    let text = text.trim();
    let inner = text.strip_prefix(['{', '[']).and_then(|text| text.strip_suffix(['}', ']']));
    Parts(inner.unwrap_or_default().trim())
}

impl<'a> Parts<'a> {
    fn cut(&mut self) -> &'a str {
        let (value, rest) = self.0.split_at_checked(value_length(self.0)).unwrap_or_default();
        // A bracket that closes nothing: not JSON, nothing more is read.
        self.0 = if rest.starts_with([']', '}']) { "" } else { rest };
        value.trim()
    }

    /// The value of this name, the last one of several.
    #[must_use]
    pub fn of(&self, name: &str) -> Option<&'a str> {
        self.clone().filter(|(one, _)| *one == name).last().map(|(_, value)| value)
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        self.0 = self.0.strip_prefix(',').unwrap_or(self.0);
        if self.0.is_empty() {
            return None;
        }
        let first = self.cut();
        match self.0.strip_prefix(':') {
            Some(rest) => {
                self.0 = rest;
                Some((first.trim_matches('"'), self.cut()))
            }
            None => Some(("", first)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_as_they_were_written() {
        let text = " { \"a\" : [1, {\"b\":\"]},\\\"\"}] ,\n\"c:d\":\"x\\\\\", \"e\":null,\"f\":{}, \"a\": 1.50 } ";
        assert!(check(text).is_ok());
        let found: Vec<_> = parts(text).collect();
        let expected =
            [("a", "[1, {\"b\":\"]},\\\"\"}]"), ("c:d", "\"x\\\\\""), ("e", "null"), ("f", "{}"), ("a", "1.50")];
        assert_eq!(found, expected);
        assert_eq!((parts(text).of("a"), parts(text).of("b")), (Some("1.50"), None));
        let items: Vec<_> = parts(expected[0].1).map(|(name, item)| [name, item].concat()).collect();
        assert_eq!(items, ["1", "{\"b\":\"]},\\\"\"}"]);
        for empty in ["", "[]", "{ }", "7", "null", "\"[1]\""] {
            assert_eq!(parts(empty).count(), 0, "{empty}");
        }
    }

    /// Any text is cut at places that exist, and comes to an end.
    #[test]
    fn what_is_not_json_ends_too() {
        for text in ["{", "[,]", "{:}", "{\"a\"", "{\"a\":", "]]", "{,,,}", "{a:b:c}", "[\"\\", "{\"邮\":\"箱\"", "[}]"]
        {
            assert!(check(text).is_err(), "{text}");
            assert!(parts(text).take(100).count() < 100, "{text}");
        }
    }
}
