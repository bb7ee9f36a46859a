//! Showing indicators so that nobody opens them by accident: `hxxps://login[.]example[.]net`, `198.51.100[.]7`.
//!
//! Only what is shown changes; the record keeps the text as typed.

/// Defangs web addresses, host names, IPv4 and e-mail addresses in a text.
#[must_use]
pub fn defang(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_whitespace() || ('\u{3000}'..='\u{303f}').contains(&c) || c == '\u{ff0c}');
        let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
        out.push_str(&defang_word(word));
        let skip = after.chars().next().map_or(0, char::len_utf8);
        out.push_str(&after[..skip]);
        rest = &after[skip..];
    }
    out
}

fn defang_word(word: &str) -> String {
    let trimmed = word.trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '/');
    if trimmed.len() < 4 || !trimmed.contains('.') {
        return word.to_owned();
    }
    let Some(start) = word.find(trimmed) else { return word.to_owned() };
    let (before, after) = (&word[..start], &word[start + trimmed.len()..]);
    let (scheme, address) = match trimmed.split_once("://") {
        Some((scheme, address)) => (Some(scheme), address),
        None => (None, trimmed),
    };
    let host_end = address.find(['/', '?', '#']).unwrap_or(address.len());
    let (host, path) = address.split_at(host_end);
    if scheme.is_none() && !is_host(host) {
        return word.to_owned();
    }
    let scheme =
        scheme.map_or(String::new(), |scheme| format!("{}://", scheme.replace("tt", "xx").replace("TT", "XX")));
    let host = host.replace('.', "[.]").replace('@', "[@]");
    format!("{before}{scheme}{host}{path}{after}")
}

/// A host name with a plausible ending, an IPv4 address, or an e-mail address; not a version, a file or a number.
fn is_host(host: &str) -> bool {
    let name = host.rsplit('@').next().unwrap_or(host);
    let name = name.split(':').next().unwrap_or(name);
    let labels: Vec<&str> = name.split('.').collect();
    let fits = |label: &&str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    if labels.len() < 2 || !labels.iter().all(fits) {
        return false;
    }
    if labels.len() == 4 && labels.iter().all(|label| label.parse::<u8>().is_ok()) {
        return true;
    }
    let last = labels.last().copied().unwrap_or_default();
    let ending = last.len() >= 2 && last.bytes().all(|b| b.is_ascii_alphabetic());
    ending && !FILE_ENDINGS.contains(&last.to_ascii_lowercase().as_str())
}

/// Endings of everyday file names: shown as they are.
const FILE_ENDINGS: [&str; 24] = [
    "txt", "log", "json", "csv", "pdf", "docx", "xlsx", "md", "png", "jpg", "yaml", "yml", "toml", "xml", "html", "js",
    "rs", "exe", "dll", "evtx", "pcap", "img", "dmp", "gz",
];

#[cfg(test)]
mod tests {
    use super::defang;

    #[test]
    fn shows_indicators_dead_and_prose_alive() {
        let table = [
            ("see https://login.example.net/a.b?c=d now", "see hxxps://login[.]example[.]net/a.b?c=d now"),
            ("from 198.51.100.7, port 443", "from 198[.]51[.]100[.]7, port 443"),
            ("mail to eve@evil.example.", "mail to eve[@]evil[.]example."),
            ("version 1.2.3 at 10.5 %", "version 1.2.3 at 10.5 %"),
            ("report.pdf and auth.log", "report.pdf and auth.log"),
            ("End. Next sentence", "End. Next sentence"),
            ("evil.example:8443/x", "evil[.]example:8443/x"),
            ("访问 evil.example。", "访问 evil[.]example。"),
        ];
        for (typed, shown) in table {
            assert_eq!(defang(typed), shown, "{typed}");
        }
    }
}
