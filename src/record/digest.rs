//! SHA-256, written as 64 lowercase hexadecimal digits.

use sha2::{Digest as _, Sha256};

/// SHA-256 of the bytes, as lowercase hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// SHA-256 of bytes that come in pieces.
#[derive(Clone, Debug, Default)]
pub struct Pieces(Sha256);

impl Pieces {
    /// Takes the next piece.
    pub fn add(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// The digest of all pieces, as lowercase hexadecimal.
    #[must_use]
    pub fn hex(self) -> String {
        hex(&self.0.finalize())
    }
}

/// Bytes as lowercase hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        out.push(char::from(DIGITS[usize::from(byte >> 4)]));
        out.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    out
}

/// True for exactly `digits` lowercase hexadecimal digits.
#[must_use]
pub fn is_hex(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::{Pieces, sha256};

    #[test]
    fn pieces_of_any_length_have_the_digest_of_the_whole() {
        let bytes: Vec<u8> = (0..1000_u32).map(|at| (at * 7) as u8).collect();
        for length in [1, 55, 63, 64, 65, 999, 1000] {
            let mut pieces = Pieces::default();
            bytes.chunks(length).for_each(|piece| pieces.add(piece));
            assert_eq!(pieces.hex(), sha256(&bytes), "pieces of {length}");
        }
        // FIPS 180-4, the example of one block.
        let mut pieces = Pieces::default();
        pieces.add(b"ab");
        pieces.add(b"");
        pieces.add(b"c");
        assert_eq!(pieces.hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
