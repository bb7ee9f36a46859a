//! The Wasm module as text in the single file: xz, seven bits of it to each byte of UTF-8, where base64 holds six.
//!
//! xz, because on this module it is a fifth smaller than gzip and smaller than brotli or zstd; it ends by itself and keeps
//! a checksum. The text is of our own making, after base-122 (github.com/kevinAlbs/Base122), whose alphabet is for string
//! literals and leaves `<` in: seven bits are one ASCII character; where that is one to avoid, they and the next seven
//! are one character of two bytes, U+0100 to U+07FF, which are just 14 x 128. So the text is 8/7 of the bytes, whatever
//! they are. `src/shell/single.js` reads it; the journeys include this file to make another build.

use lzma_rust2::{CheckType, XzOptions, XzReader, XzWriter};
use std::io::{Read as _, Write as _};

/// What a page's text must not hold to arrive as it was: NUL (a parser replaces it), white space and line ends
/// (normalised, trimmed, wrapped), what guessers of encodings and terminals take for a command (BS, SO, SI, SUB, ESC,
/// DEL), and `<`, which opens a tag.
pub const AVOIDED: [u8; 14] = [0x00, 0x08, b'\t', b'\n', 0x0B, 0x0C, b'\r', 0x0E, 0x0F, 0x1A, 0x1B, b' ', b'<', 0x7F];
/// The first of the characters that stand for two groups. Between ASCII and it lie the C1 controls.
const PAIRS: usize = 0x100;

/// The module as text.
pub fn hold(module: &[u8]) -> Result<String, String> {
    let mut options = XzOptions::with_preset(9);
    // Measured on the module: its bytes keep no alignment, and the byte before says much.
    options.lzma_options.pb = 0;
    options.lzma_options.lc = 4;
    options.lzma_options.nice_len = 273;
    // Readers set as much aside.
    options.lzma_options.dict_size = u32::try_from(module.len().next_power_of_two().max(4096)).map_err(failed)?;
    // The one check that every reader knows.
    options.check_type = CheckType::Crc32;
    let mut packed = XzWriter::new(Vec::new(), options).map_err(failed)?;
    packed.write_all(module).map_err(failed)?;
    Ok(text(&packed.finish().map_err(failed)?))
}

/// The module that a text holds.
pub fn read(text: &str) -> Result<Vec<u8>, String> {
    let mut packed = bytes(text).ok_or("a character that is never written")?;
    // xz is a multiple of four bytes long.
    packed.truncate(packed.len() & !3);
    let mut module = Vec::new();
    XzReader::new(packed.as_slice(), true).read_to_end(&mut module).map_err(failed)?;
    Ok(module)
}

fn failed(error: impl std::fmt::Display) -> String {
    format!("xz: {error}")
}

/// Bytes as text; the last character is filled with zero bits.
fn text(bytes: &[u8]) -> String {
    let mut groups = (0..(bytes.len() * 8).div_ceil(7)).map(|group| {
        let (byte, bit) = (group * 7 / 8, group * 7 % 8);
        let two = [byte, byte + 1].map(|at| bytes.get(at).copied().unwrap_or(0));
        (u16::from_be_bytes(two) >> (9 - bit)) as u8 & 0x7F
    });
    let mut text = String::with_capacity(bytes.len() * 8 / 7 + 2);
    while let Some(group) = groups.next() {
        let avoided = AVOIDED.iter().position(|byte| *byte == group);
        let pair = avoided.and_then(|at| {
            let pair = PAIRS + at * 128 + usize::from(groups.next().unwrap_or(0));
            char::from_u32(u32::try_from(pair).ok()?)
        });
        text.push(pair.unwrap_or(char::from(group)));
    }
    text
}

/// The bytes of a text, and at most one zero byte that filled the last character.
fn bytes(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let (mut bits, mut waiting) = (0_u32, 0);
    for letter in text.chars() {
        let code = letter as usize;
        let second = u32::try_from(code % 128).ok()?;
        let first = if code < 128 { None } else { Some(*AVOIDED.get((code / 128).checked_sub(PAIRS / 128)?)?) };
        for group in first.map(u32::from).into_iter().chain([second]) {
            bits = bits << 7 | group;
            waiting += 7;
            if waiting >= 8 {
                waiting -= 8;
                out.push((bits >> waiting) as u8);
            }
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes without order, always the same.
    fn unordered(length: usize) -> Vec<u8> {
        let mut state = 1_u64;
        let next = |_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as u8
        };
        (0..length).map(next).collect()
    }

    #[test]
    fn text_holds_any_bytes_and_nothing_to_avoid() {
        let pairs: Vec<u8> = (0..=u16::MAX).flat_map(u16::to_be_bytes).collect();
        let mut cases = vec![pairs, unordered(100_000), vec![0; 1000], vec![0xFF; 1000]];
        cases.extend((0..64).map(unordered));
        cases.extend((0..=u8::MAX).map(|byte| vec![byte]));
        for case in cases {
            let text = text(&case);
            let back = bytes(&text).expect("is read");
            assert!(back == case || back[..] == [case.as_slice(), &[0]].concat()[..], "{case:?}");
            assert!(text.chars().all(|letter| matches!(letter as u32, 1..0x80 | 0x100..0x800)));
            assert!(!text.bytes().any(|byte| AVOIDED.contains(&byte)));
            // Seven bits to a byte, and no more than one group to fill.
            assert!(text.len() <= (case.len() * 8).div_ceil(7) + 1, "{} of {}", text.len(), case.len());
        }
    }

    #[test]
    fn a_module_comes_back() {
        for module in [vec![], b"\0asm\x01\0\0\0".to_vec(), unordered(300_000), b"app ".repeat(200_000)] {
            assert_eq!(read(&hold(&module).expect("is held")).expect("is read"), module);
        }
    }

    #[test]
    fn damage_is_noticed() {
        let text = hold(&unordered(5000)).expect("is held");
        let letters: Vec<char> = text.chars().collect();
        for at in (0..letters.len()).step_by(97) {
            let mut other = letters.clone();
            other[at] = if other[at] == 'x' { 'y' } else { 'x' };
            assert!(read(&other.iter().collect::<String>()).is_err(), "changed at {at}");
            assert!(read(&letters[..at].iter().collect::<String>()).is_err(), "cut at {at}");
        }
        for never in ["\u{80}", "\u{FF}", "\u{800}", "\u{FFFD}"] {
            assert!(bytes(never).is_none(), "{never:?}");
        }
    }
}
