//! Showing indicators so that nobody opens them by accident: `hxxps://login[.]example[.]net`, `198[.]51[.]100[.]7`.
//!
//! Only what is shown changes; the record keeps the text as typed. Defanging twice is the same as once.

use std::net::Ipv6Addr;

/// Defangs web addresses, host names, IP and e-mail addresses in a text.
#[must_use]
pub fn defang(text: &str) -> String {
    if !may_hold_one(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(start) = rest.find(in_name) {
        out.push_str(&rest[..start]);
        rest = address(&rest[start..], &mut out);
    }
    out.push_str(rest);
    out
}

/// True when a text could hold an address at all; most texts cannot, and are shown as they are.
#[must_use]
pub fn may_hold_one(text: &str) -> bool {
    text.contains('.') || text.contains("://") || text.contains("::") || text.matches(':').count() >= 7
}

/// What schemes, host names, IPv4 and e-mail addresses are made of.
fn in_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '@' | '+')
}

/// Ends an address: blanks, quotes, brackets that open or close around it, lists of several, full-width marks.
fn ends_address(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '"' | '\'' | '<' | '>' | '`' | '|' | ';' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}

/// Writes the address or word at the start of `text`; answers what follows it.
fn address<'a>(text: &'a str, out: &mut String) -> &'a str {
    let long = text.find(|c: char| !(c.is_ascii_hexdigit() || c == ':' || c == '.')).unwrap_or(text.len());
    let long = text[..long].trim_end_matches([':', '.']);
    if long.parse::<Ipv6Addr>().is_ok() {
        out.push_str(&long.replace(':', "[:]").replace('.', "[.]"));
        return &text[long.len()..];
    }
    let (name, after) = text.split_at(text.find(|c| !in_name(c)).unwrap_or(text.len()));
    if let Some(after) = after.strip_prefix("://") {
        out.push_str(&name.replace("tt", "xx").replace("TT", "XX").replace("ftp", "fxp").replace("FTP", "FXP"));
        out.push_str("://");
        let end = after.find(|c| ends_address(c) || matches!(c, '/' | '?' | '#' | ',')).unwrap_or(after.len());
        // A host that was typed defanged stays as it is.
        dead(&after[..end], out);
        return path(&after[end..], out);
    }
    let bare = name.trim_end_matches(['.', '-', '_', '+', '@']);
    match is_host(bare) {
        true => {
            dead(bare, out);
            out.push_str(&name[bare.len()..]);
            match bare.len() == name.len() {
                true => path(after, out),
                false => after,
            }
        }
        false => {
            out.push_str(name);
            after
        }
    }
}

/// Writes a host so that nothing takes it for one.
fn dead(host: &str, out: &mut String) {
    match host.contains("[.]") {
        true => out.push_str(host),
        false => out.push_str(&host.replace('.', "[.]").replace('@', "[@]")),
    }
}

/// Writes port and path after a host as they are, up to another address in them; answers what follows.
fn path<'a>(text: &'a str, out: &mut String) -> &'a str {
    if !text.starts_with(['/', '?', '#', ':']) {
        return text;
    }
    let end = text.find(ends_address).unwrap_or(text.len());
    let end = text[..end].find("://").map_or(end, |inner| {
        let scheme = text[..inner].rfind(|c| !in_name(c)).map_or(0, |before| before + 1);
        scheme.min(end)
    });
    // Marks that end a sentence, and those around an address, are none of its path.
    let end = text[..end].trim_end_matches(['.', ',', ')', ']', ':']).len();
    out.push_str(&text[..end]);
    &text[end..]
}

/// A host name with a plausible ending, an IPv4 address, or an e-mail address; not a version, a file or a number.
fn is_host(host: &str) -> bool {
    let name = host.rsplit('@').next().unwrap_or(host);
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
            ("从evil.example和bad.example下载", "从evil[.]example和bad[.]example下载"),
            ("evil.example,bad.example;10.0.0.1", "evil[.]example,bad[.]example;10[.]0[.]0[.]1"),
            ("src=10.0.0.1 dst=(10.0.0.2)", "src=10[.]0[.]0[.]1 dst=(10[.]0[.]0[.]2)"),
            ("\"https://evil.example/\"", "\"hxxps://evil[.]example/\""),
            ("<a href='http://evil.example'>x</a>", "<a href='hxxp://evil[.]example'>x</a>"),
            ("HTTP://EVIL.EXAMPLE", "HXXP://EVIL[.]EXAMPLE"),
            ("ftp://files.evil.example/x.zip", "fxp://files[.]evil[.]example/x.zip"),
            ("http://localhost/", "hxxp://localhost/"),
            ("https://пример.рф/", "hxxps://пример[.]рф/"),
            ("https://ok.example/?to=https://evil.example/x", "hxxps://ok[.]example/?to=hxxps://evil[.]example/x"),
            (
                "https://evil.example/a, then (see evil.example/b).",
                "hxxps://evil[.]example/a, then (see evil[.]example/b).",
            ),
            ("https://user:key@evil.example", "hxxps://user:key[@]evil[.]example"),
            ("hxxps://login[.]example[.]net/a", "hxxps://login[.]example[.]net/a"),
            ("mailto:eve@evil.example", "mailto:eve[@]evil[.]example"),
            ("from 2001:db8::7.", "from 2001[:]db8[:][:]7."),
            ("fe80:0:0:0:1:2:3:4, twice", "fe80[:]0[:]0[:]0[:]1[:]2[:]3[:]4, twice"),
            ("[2001:db8::7]:443", "[2001[:]db8[:][:]7]:443"),
            ("at 10:20:30, from aa:bb:cc:dd:ee:ff", "at 10:20:30, from aa:bb:cc:dd:ee:ff"),
            ("std::fs and a::b in code", "std::fs and a[:][:]b in code"),
            ("...", "..."),
            ("", ""),
        ];
        for (typed, shown) in table {
            assert_eq!(defang(typed), shown, "{typed}");
            assert_eq!(defang(shown), shown, "twice: {typed}");
        }
    }
}
