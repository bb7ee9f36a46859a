//! Noticing a pasted secret before it is saved. A warning, never a refusal.

/// True when a text looks like it holds a password, key or token.
#[must_use]
pub fn looks_like_secret(text: &str) -> bool {
    let lower = text.to_lowercase();
    let labelled = [
        "password",
        "passwd",
        "pwd",
        "secret",
        "api key",
        "api_key",
        "apikey",
        "token",
        "\u{5bc6}\u{7801}",
        "\u{53e3}\u{4ee4}",
    ];
    let label = labelled.iter().any(|word| {
        lower.match_indices(word).any(|(at, _)| {
            let rest = lower[at + word.len()..].trim_start_matches(['"', '\'', ' ']);
            let value = rest.strip_prefix([':', '=', '\u{ff1a}']).map(str::trim_start);
            value.is_some_and(|value| value.split_whitespace().next().is_some_and(|word| word.len() >= 6))
        })
    });
    let block = text.contains("-----BEGIN ") && text.contains("PRIVATE KEY");
    label || block || text.split(|c: char| c.is_whitespace() || "\"',;()<>".contains(c)).any(is_token)
}

/// Tokens with a known beginning, and signed JSON tokens.
fn is_token(word: &str) -> bool {
    let known = [
        ("AKIA", 20),
        ("ASIA", 20),
        ("ghp_", 30),
        ("gho_", 30),
        ("github_pat_", 30),
        ("xoxb-", 20),
        ("xoxp-", 20),
        ("glpat-", 20),
        ("AIza", 35),
        ("sk-", 30),
    ];
    let begins = known.iter().any(|(start, length)| word.starts_with(start) && word.len() >= *length);
    let signed = word.starts_with("eyJ") && word.len() > 40 && word.matches('.').count() == 2;
    begins || signed
}

#[cfg(test)]
mod tests {
    use super::looks_like_secret;

    #[test]
    fn warns_about_secrets_and_not_about_prose() {
        let table = [
            ("password: hunter22", true),
            ("Password = \"Tr0ub4dor&3\"", true),
            ("the password was reset for all accounts", false),
            ("token: revoked", true),
            ("Tokens were revoked at 09:00", false),
            ("-----BEGIN RSA PRIVATE KEY-----\nMIIE", true),
            ("key AKIAIOSFODNN7EXAMPLE seen in the log", true),
            ("密码：abc12345", true),
            ("密码已全部重置", false),
            ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U", true),
            ("sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", false),
        ];
        for (text, expected) in table {
            assert_eq!(looks_like_secret(text), expected, "{text}");
        }
    }
}
