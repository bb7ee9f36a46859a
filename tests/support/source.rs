//! The source as text: files, code without comments and texts, the texts alone. Enough of a reader for tests, not a parser.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::ops::Range;
use std::path::{Path, PathBuf};

/// The folder of the source.
pub fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every Rust file of the source: its path from `src`, and its text.
pub fn files() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => walk(&path, found),
                false if path.extension().is_some_and(|end| end == "rs") => found.push(path),
                false => {}
            }
        }
    }
    let mut found = Vec::new();
    walk(&src(), &mut found);
    found.sort();
    let named = |path: PathBuf| {
        let name = path.strip_prefix(src()).expect("below src").to_string_lossy().replace('\\', "/");
        (name, std::fs::read_to_string(&path).expect("text"))
    };
    found.into_iter().map(named).collect()
}

/// What a stretch of a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Comment,
    Text,
}

/// Comments, texts and characters, by their places among the characters of the file.
fn stretches(chars: &[char]) -> Vec<(Kind, Range<usize>)> {
    let starts =
        |at: usize, what: &str| what.chars().enumerate().all(|(index, one)| chars.get(at + index) == Some(&one));
    let find = |from: usize, what: &str| (from..chars.len()).find(|&at| starts(at, what));
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let in_word = at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
        let hashes = chars[at + 1..].iter().take_while(|&&one| one == '#').count();
        let raw = chars[at] == 'r' && !in_word && chars.get(at + 1 + hashes) == Some(&'"');
        let (kind, end) = if starts(at, "//") {
            (Kind::Comment, find(at, "\n").unwrap_or(chars.len()))
        } else if starts(at, "/*") {
            (Kind::Comment, find(at + 2, "*/").map_or(chars.len(), |at| at + 2))
        } else if chars[at] == '"' {
            let mut end = at + 1;
            while end < chars.len() && chars[end] != '"' {
                end += if chars[end] == '\\' { 2 } else { 1 };
            }
            (Kind::Text, (end + 1).min(chars.len()))
        } else if raw {
            let close = format!("\"{}", "#".repeat(hashes));
            (Kind::Text, find(at + 2 + hashes, &close).map_or(chars.len(), |end| end + close.len()))
        } else if starts(at, "'\\") {
            (Kind::Text, find(at + 3, "'").map_or(chars.len(), |end| end + 1))
        } else if chars[at] == '\'' && chars.get(at + 2) == Some(&'\'') {
            // A character and not a lifetime.
            (Kind::Text, at + 3)
        } else {
            at += 1;
            continue;
        };
        found.push((kind, at..end));
        at = end;
    }
    found
}

/// The code of a file: comments and texts blanked, places and lines kept.
pub fn code(text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for (_, range) in stretches(&chars.clone()) {
        chars[range].iter_mut().filter(|one| **one != '\n').for_each(|one| *one = ' ');
    }
    chars.into_iter().collect()
}

/// Where the test modules of some code stand, by the places of its characters.
fn tests_in(code: &[char]) -> Vec<Range<usize>> {
    let marker: Vec<char> = "#[cfg(test)]".chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at + marker.len() <= code.len() {
        if code[at..at + marker.len()] != marker {
            at += 1;
            continue;
        }
        let mut depth = 0;
        let end = (at..code.len()).find(|&place| {
            match code[place] {
                '{' => depth += 1,
                '}' => depth -= 1,
                ';' if depth == 0 => return true,
                _ => return false,
            }
            depth == 0
        });
        let end = end.map_or(code.len(), |end| end + 1);
        found.push(at..end);
        at = end;
    }
    found
}

/// Code with its test modules blanked.
pub fn shipped(code: &str) -> String {
    let mut chars: Vec<char> = code.chars().collect();
    for range in tests_in(&chars.clone()) {
        chars[range].iter_mut().filter(|one| **one != '\n').for_each(|one| *one = ' ');
    }
    chars.into_iter().collect()
}

/// A text in the shipped code.
#[derive(Clone, Debug)]
pub struct Literal {
    /// Line, from 1.
    pub line: usize,
    /// What it says, escapes read.
    pub text: String,
    /// The code between the text before it and this one.
    pub before: String,
}

/// The texts of the shipped code, in order.
pub fn literals(text: &str) -> Vec<Literal> {
    let chars: Vec<char> = text.chars().collect();
    let code: Vec<char> = code(text).chars().collect();
    let tests = tests_in(&code);
    let mut found = Vec::new();
    let mut last = 0;
    for (kind, range) in stretches(&chars) {
        let tested = tests.iter().any(|test| test.contains(&range.start));
        if kind == Kind::Text && chars[range.start] != '\'' && !tested {
            let quoted: String = chars[range.clone()].iter().collect();
            let line = chars[..range.start].iter().filter(|one| **one == '\n').count() + 1;
            found.push(Literal { line, text: unquoted(&quoted), before: code[last..range.start].iter().collect() });
            last = range.end;
        }
    }
    found
}

/// What a quoted text says.
fn unquoted(quoted: &str) -> String {
    if quoted.starts_with('r') {
        return quoted.trim_matches(|one| one == 'r' || one == '#').trim_matches('"').to_owned();
    }
    let mut out = String::new();
    let mut rest = quoted[1..quoted.len() - 1].chars();
    while let Some(one) = rest.next() {
        if one != '\\' {
            out.push(one);
            continue;
        }
        match rest.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('u') => {
                let digits: String = rest.by_ref().skip(1).take_while(|one| *one != '}').collect();
                out.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
            }
            Some('\n') => {
                // A line end that was escaped: what follows goes on after the white space.
                let left = rest.as_str().trim_start();
                rest = left.chars();
            }
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}
