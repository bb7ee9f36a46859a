//! Canonical JSON (RFC 8785) for what Holdfast writes: strings, whole numbers, booleans, null, arrays, objects.
//!
//! Fractions are refused, which makes the rest of RFC 8785 short: keys sorted by UTF-16 code units, shortest escapes.
//! Ours because the ready crate costs about 28 kB of the byte budget; it judges this one in `tests/canonical.rs`.

use serde_json::Value;
use std::fmt::Write as _;

/// The deepest nesting accepted anywhere in a record.
pub const MAX_DEPTH: usize = 32;

/// Whole numbers up to 2^53 - 1 keep their value in every JSON reader.
const MAX_INTEGER: i64 = 9_007_199_254_740_991;

/// Why a value has no canonical form here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotCanonical {
    /// A number that is not a whole number between -(2^53 - 1) and 2^53 - 1.
    Number,
    /// Nested deeper than [`MAX_DEPTH`].
    Depth,
}

/// Writes `value` in canonical form.
///
/// # Errors
/// [`NotCanonical`] when the value holds a fraction, a huge number or is nested too deeply.
pub fn canonical(value: &Value) -> Result<String, NotCanonical> {
    let mut out = String::new();
    write_value(value, &mut out, 0)?;
    Ok(out)
}

fn write_value(value: &Value, out: &mut String, depth: usize) -> Result<(), NotCanonical> {
    if depth > MAX_DEPTH {
        return Err(NotCanonical::Depth);
    }
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => match number.as_i64() {
            Some(whole) if (-MAX_INTEGER..=MAX_INTEGER).contains(&whole) => {
                let _ = write!(out, "{whole}");
            }
            _ => return Err(NotCanonical::Number),
        },
        Value::String(text) => write_string(text, out),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_value(item, out, depth + 1)?;
            }
            out.push(']');
        }
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            super::order::sort(&mut keys, &|a, b| a.encode_utf16().lt(b.encode_utf16()));
            out.push('{');
            for (index, key) in keys.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_string(key, out);
                out.push(':');
                write_value(&map[key.as_str()], out, depth + 1)?;
            }
            out.push('}');
        }
    }
    Ok(())
}

fn write_string(text: &str, out: &mut String) {
    out.push('"');
    // What needs no escape goes over whole.
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            8 => "\\b",
            b'\t' => "\\t",
            b'\n' => "\\n",
            12 => "\\f",
            b'\r' => "\\r",
            0..32 => "",
            _ => continue,
        };
        out.push_str(text.get(plain..at).unwrap_or_default());
        plain = at + 1;
        match escape {
            "" => drop(write!(out, "\\u{byte:04x}")),
            escape => out.push_str(escape),
        }
    }
    out.push_str(text.get(plain..).unwrap_or_default());
    out.push('"');
}
