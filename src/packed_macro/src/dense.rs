//! JSON without the white space between its tokens. The packer includes this file too.

/// What is JSON in one line, its fields in the order they have.
pub fn dense(json: &[u8]) -> Vec<u8> {
    let (mut quoted, mut escaped) = (false, false);
    let kept = |byte: &u8| {
        let ends = *byte == b'"' && !escaped;
        escaped = quoted && *byte == b'\\' && !escaped;
        quoted ^= ends;
        quoted || !byte.is_ascii_whitespace()
    };
    json.iter().copied().filter(kept).collect()
}
