//! Keeps Brotli from taking a Wasm module for a text. At its highest quality the encoder looks whether three quarters of a
//! file are UTF-8 (`BrotliIsMostlyUTF8`, NUL not counted) and if so models it as letters, which costs a module 2 % of what
//! it becomes. Ours stand just at that mark, so that a few bytes of code decided on kilobytes.

/// The most of a module that may read as text, in thousandths: somewhat less than three quarters.
const MOST: usize = 745;

/// The module, with a custom section of zeros at its end where too much of it reads as text. Engines pass over it, and it
/// packs to nothing.
pub fn not_text(module: &[u8]) -> Vec<u8> {
    let text: usize = module.utf8_chunks().map(|chunk| chunk.valid().bytes().filter(|byte| *byte != 0).count()).sum();
    let lacking = (text * 1000 / MOST).saturating_sub(module.len());
    let mut made = module.to_vec();
    if lacking > 0 {
        let section = wasm_encoder::CustomSection { name: "".into(), data: vec![0; lacking].into() };
        wasm_encoder::Encode::encode(&wasm_encoder::SectionId::Custom, &mut made);
        wasm_encoder::Encode::encode(&section, &mut made);
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_that_reads_as_text_gets_zeros_and_any_other_stays() {
        let header = b"\0asm\x01\0\0\0";
        let like_text = [&header[..], &[0, 201, 1, 1, b'x'], &[b'a'; 199]].concat();
        let made = not_text(&like_text);
        assert!(made.starts_with(&like_text) && made.len() > like_text.len());
        assert!(wasmparser::Parser::new(0).parse_all(&made).all(|part| part.is_ok()), "it is a module still");
        let text = |bytes: &[u8]| bytes.iter().filter(|byte| (1..0x80).contains(*byte)).count() * 1000 / bytes.len();
        assert!(text(&like_text) > 900 && text(&made) <= MOST, "{}", text(&made));
        let other = [&header[..], &[0, 201, 1, 1, b'x'], &[0xFF; 199]].concat();
        assert_eq!(not_text(&other), other);
        assert_eq!(not_text(&made).len(), made.len(), "once is enough");
    }
}
