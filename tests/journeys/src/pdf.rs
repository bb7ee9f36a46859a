//! Just enough of PDF to read the text of a printed page: plain objects, deflated streams, fonts that tell their
//! characters (`ToUnicode`). What Chromium writes; not a general reader.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;

use flate2::read::ZlibDecoder;

/// A printed page.
#[derive(Debug, Default)]
pub struct Page {
    /// Its text without any white space: where words part is not said in the file.
    pub text: String,
    /// The part of it written in a light ink, which needs a dark ground of its own.
    pub light_text: String,
}

/// The pages in order.
///
/// # Panics
/// When the file is not as described above.
#[must_use]
pub fn pages(file: &[u8]) -> Vec<Page> {
    assert!(file.starts_with(b"%PDF-"), "not a PDF file");
    let document = Document(objects(file));
    let root = document.0.values().find(|object| object.has("/Type", "/Catalog")).expect("the file has a catalog");
    let mut found = Vec::new();
    document.collect(root.reference("/Pages").expect("the catalog names its pages"), &mut found);
    found.into_iter().map(|page| document.text_of(page)).collect()
}

/// Letters that fonts join, and what they stand for.
const LIGATURES: [(&str, &str); 5] = [("ﬀ", "ff"), ("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬃ", "ffi"), ("ﬄ", "ffl")];

#[derive(Debug)]
struct Object {
    dictionary: String,
    stream: Option<Vec<u8>>,
}

struct Document(BTreeMap<u32, Object>);

/// Characters of a font by code, and the bytes of a code.
type Characters = (HashMap<u32, String>, usize);

impl Object {
    /// What stands behind a key.
    fn after(&self, key: &str) -> Option<&str> {
        self.dictionary.match_indices(key).map(|(at, _)| &self.dictionary[at + key.len()..]).find(|rest| {
            // Not the beginning of a longer name.
            !rest.starts_with(|next: char| next.is_ascii_alphanumeric())
        })
    }

    fn has(&self, key: &str, value: &str) -> bool {
        self.after(key).is_some_and(|rest| {
            rest.split_whitespace().next().is_some_and(|word| word.trim_end_matches(['/', '>', '<']) == value)
        })
    }

    fn reference(&self, key: &str) -> Option<u32> {
        references(self.after(key)?).next().map(|(_, number)| number)
    }
}

/// Every `12 0 R`, with the name before it where there is one.
fn references(text: &str) -> impl Iterator<Item = (Option<&str>, u32)> {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || "[]<>".contains(c)).filter(|word| !word.is_empty()).collect();
    let found: Vec<_> = (2..words.len())
        .filter(|&at| words[at] == "R" && words[at - 1] == "0")
        .filter_map(|at| Some((at.checked_sub(3).map(|name| words[name]), words[at - 2].parse().ok()?)))
        .collect();
    found.into_iter()
}

fn find(bytes: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    (from..bytes.len().saturating_sub(wanted.len() - 1)).find(|&at| bytes[at..].starts_with(wanted))
}

fn objects(file: &[u8]) -> BTreeMap<u32, Object> {
    let mut found = BTreeMap::new();
    let mut at = 0;
    while let Some(start) = find(file, b" 0 obj", at) {
        let digits = file[..start].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let number = String::from_utf8_lossy(&file[start - digits..start]).parse().unwrap_or(0);
        let body = start + b" 0 obj".len();
        let end = find(file, b"endobj", body).unwrap_or(file.len());
        let stream = find(&file[..end], b"stream", body);
        let dictionary = String::from_utf8_lossy(&file[body..stream.unwrap_or(end)]).into_owned();
        let mut object = Object { dictionary, stream: None };
        at = end;
        if let Some(stream) = stream {
            let from = stream + b"stream".len() + usize::from(file[stream + 6] == b'\r') + 1;
            let length: usize = object
                .after("/Length")
                .and_then(|rest| rest.split(|c: char| !c.is_ascii_digit()).find(|word| !word.is_empty()))
                .and_then(|word| word.parse().ok())
                .expect("a stream has a length");
            let raw = &file[from..from + length];
            object.stream = Some(if object.dictionary.contains("/FlateDecode") { inflated(raw) } else { raw.to_vec() });
            // The bytes of a stream may look like the end of an object.
            at = find(file, b"endobj", from + length).unwrap_or(file.len());
        }
        found.insert(number, object);
    }
    found
}

fn inflated(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    ZlibDecoder::new(raw).read_to_end(&mut out).expect("a stream is deflated");
    out
}

impl Document {
    fn collect<'a>(&'a self, number: u32, found: &mut Vec<&'a Object>) {
        let node = &self.0[&number];
        match node.after("/Kids") {
            Some(kids) => {
                let kids: Vec<u32> =
                    references(kids.split(']').next().unwrap_or_default()).map(|(_, kid)| kid).collect();
                kids.into_iter().for_each(|kid| self.collect(kid, found));
            }
            None => found.push(node),
        }
    }

    fn text_of(&self, page: &Object) -> Page {
        let contents = page.after("/Contents").expect("a page has contents");
        let contents =
            contents.split(if contents.trim_start().starts_with('[') { ']' } else { 'R' }).next().unwrap_or_default();
        let mut out = Page::default();
        for (_, number) in references(&format!("{contents}R")) {
            self.read(self.0[&number].stream.as_deref().unwrap_or_default(), page, &mut out);
        }
        for text in [&mut out.text, &mut out.light_text] {
            let apart = LIGATURES.iter().fold(text.clone(), |text, (joined, letters)| text.replace(joined, letters));
            *text = apart.split_whitespace().collect();
        }
        out
    }

    /// Things of a kind (`/Font`, `/XObject`) that a page or a form may name.
    fn named<'a>(&'a self, owner: &'a Object, kind: &str) -> HashMap<&'a str, &'a Object> {
        let resources = match owner.after("/Resources") {
            Some(rest) if !rest.trim_start().starts_with('<') => {
                references(rest).next().and_then(|(_, number)| self.0.get(&number))
            }
            _ => None,
        };
        let Some(rest) = resources.unwrap_or(owner).after(kind) else { return HashMap::new() };
        let list = rest.split(">>").next().unwrap_or_default();
        references(list)
            .filter_map(|(name, number)| Some((name?.trim_start_matches('/'), self.0.get(&number)?)))
            .collect()
    }

    fn read(&self, content: &[u8], owner: &Object, out: &mut Page) {
        let fonts: HashMap<&str, Characters> =
            self.named(owner, "/Font").into_iter().map(|(name, font)| (name, self.characters(font))).collect();
        let forms = self.named(owner, "/XObject");
        let (mut font, mut ink, mut inks) = (None, 0.0, Vec::new());
        // What stands before an operator.
        let (mut name, mut texts, mut numbers) = (String::new(), Vec::new(), Vec::<f64>::new());
        for token in tokens(content) {
            let operator = match token {
                Token::Name(found) => {
                    name = found;
                    continue;
                }
                Token::Text(codes) => {
                    texts.push(codes);
                    continue;
                }
                Token::Word(word) => word,
            };
            if let Ok(number) = operator.parse() {
                numbers.push(number);
                continue;
            }
            match operator.as_str() {
                "q" => inks.push(ink),
                "Q" => ink = inks.pop().unwrap_or(0.0),
                "rg" | "g" => ink = numbers.iter().copied().fold(0.0, f64::max),
                "Tf" => font = fonts.get(name.as_str()),
                "Do" => {
                    if let Some(form) = forms.get(name.as_str()).filter(|form| form.has("/Subtype", "/Form")) {
                        self.read(form.stream.as_deref().unwrap_or_default(), form, out);
                    }
                }
                "Tj" | "TJ" => {
                    let Some((characters, width)) = font else { continue };
                    for code in texts.iter().flat_map(|codes: &Vec<u8>| codes.chunks(*width)) {
                        let code = code.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
                        let letters = characters.get(&code).map_or("\u{fffd}", String::as_str);
                        out.text.push_str(letters);
                        if ink > 0.5 {
                            out.light_text.push_str(letters);
                        }
                    }
                }
                _ => {}
            }
            texts.clear();
            numbers.clear();
        }
    }

    fn characters(&self, font: &Object) -> Characters {
        let map = font.reference("/ToUnicode").and_then(|number| self.0.get(&number)?.stream.as_deref());
        let map = String::from_utf8_lossy(map.unwrap_or_default()).into_owned();
        let hex = |word: &str| u32::from_str_radix(word, 16).unwrap_or(0);
        let text = |word: &str| {
            let units: Vec<u16> =
                word.as_bytes().chunks(4).map(|unit| hex(&String::from_utf8_lossy(unit)) as u16).collect();
            String::from_utf16_lossy(&units)
        };
        let mut found = HashMap::new();
        let parts = |kind: &str| -> Vec<Vec<String>> {
            let (begin, end) = (format!("begin{kind}"), format!("end{kind}"));
            let bodies =
                map.split(begin.as_str()).skip(1).map(|body| body.split(end.as_str()).next().unwrap_or_default());
            bodies.map(|body| body.split(['<', '>']).skip(1).step_by(2).map(str::to_owned).collect()).collect()
        };
        for words in parts("bfchar") {
            found.extend(words.chunks_exact(2).map(|pair| (hex(&pair[0]), text(&pair[1]))));
        }
        for words in parts("bfrange") {
            for range in words.chunks_exact(3) {
                let first = hex(&range[2]);
                found.extend((hex(&range[0])..=hex(&range[1])).enumerate().map(|(step, code)| {
                    (code, char::from_u32(first + step as u32).map(String::from).unwrap_or_default())
                }));
            }
        }
        let width =
            parts("codespacerange").first().and_then(|words| words.first().map(|word| word.len() / 2)).unwrap_or(2);
        (found, width.max(1))
    }
}

enum Token {
    Name(String),
    Word(String),
    Text(Vec<u8>),
}

fn tokens(content: &[u8]) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    let ends = |byte: u8| byte.is_ascii_whitespace() || b"[]<>()/".contains(&byte);
    while at < content.len() {
        let start = at;
        at += 1;
        match content[start] {
            b'<' if content.get(at) == Some(&b'<') => at += 1,
            b'<' => {
                while content.get(at).is_some_and(|byte| *byte != b'>') {
                    at += 1;
                }
                let digits: Vec<u8> = content[start + 1..at]
                    .iter()
                    .filter_map(|byte| (*byte as char).to_digit(16))
                    .map(|digit| digit as u8)
                    .collect();
                found
                    .push(Token::Text(digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0)).collect()));
            }
            b'(' => found.push(Token::Text(literal(content, &mut at))),
            b'/' => {
                while content.get(at).is_some_and(|byte| !ends(*byte)) {
                    at += 1;
                }
                found.push(Token::Name(String::from_utf8_lossy(&content[start + 1..at]).into_owned()));
            }
            byte if ends(byte) => {}
            _ => {
                while content.get(at).is_some_and(|byte| !ends(*byte)) {
                    at += 1;
                }
                found.push(Token::Word(String::from_utf8_lossy(&content[start..at]).into_owned()));
            }
        }
    }
    found
}

/// The bytes of `(text)`, from behind its first parenthesis.
fn literal(content: &[u8], at: &mut usize) -> Vec<u8> {
    let (mut out, mut depth) = (Vec::new(), 1);
    while let Some(&byte) = content.get(*at) {
        *at += 1;
        match byte {
            b'\\' => {
                let octal: Vec<u8> =
                    content[*at..].iter().take(3).take_while(|byte| (b'0'..b'8').contains(byte)).copied().collect();
                if octal.is_empty() {
                    let escaped = content.get(*at).copied().unwrap_or_default();
                    *at += 1;
                    out.push(match escaped {
                        b'n' => b'\n',
                        b'r' => b'\r',
                        b't' => b'\t',
                        b'b' => 8,
                        b'f' => 12,
                        other => other,
                    });
                } else {
                    *at += octal.len();
                    out.push(octal.iter().fold(0_u8, |value, digit| value.wrapping_mul(8).wrapping_add(digit - b'0')));
                }
                continue;
            }
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        out.push(byte);
    }
    out
}
