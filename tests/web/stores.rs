//! One script run over the journal and over memory: both must give the answers written beside each step.

use holdfast::browser::{EventLine, Journal, Memory, Store, StoreError, clock, key};
use wasm_bindgen_test::wasm_bindgen_test;

/// A database of its own for each test.
pub(crate) async fn fresh_journal(name: &str) -> (String, Journal) {
    let name = format!("test-{name}-{}", clock::now().0);
    let journal = Journal::open_named(&name).await.unwrap();
    (name, journal)
}

pub(crate) fn line(incident: &str, counter: u32, text: &str) -> EventLine {
    EventLine { key: key(incident, counter, &format!("id{counter}")), line: text.to_owned() }
}

/// Both stores, empty.
async fn both(name: &str) -> [Store; 2] {
    [Store::Durable(fresh_journal(name).await.1), Store::Memory(Memory::new(StoreError::Blocked))]
}

#[wasm_bindgen_test]
async fn appended_lines_come_back_in_counter_order() {
    for store in both("order").await {
        for counter in [3, 1, 20, 100, 2] {
            store.append("a", &[line("a", counter, &counter.to_string())]).await.unwrap();
        }
        // Neighbours in key order that are no part of `a`.
        for other in ["a0", "a-", "A", "aa"] {
            store.append(other, &[line(other, 1, "other")]).await.unwrap();
        }
        assert_eq!(store.read_incident("a").await.unwrap(), ["1", "2", "3", "20", "100"]);
        let keys = store.keys_of("a").await.unwrap();
        assert_eq!(keys[1], "a/00000002/id2");
        let wanted = [keys[4].clone(), "a/00000009/none".to_owned(), keys[0].clone()];
        assert_eq!(store.read(&wanted).await.unwrap(), ["100", "1"]);
        let expected = [("A", 1), ("a", 5), ("a-", 1), ("a0", 1), ("aa", 1)].map(|(id, n)| (id.to_owned(), n));
        let mut counts = store.count_by_incident().await.unwrap();
        counts.sort();
        assert_eq!(counts, expected);
        assert_eq!(store.read_incident("none").await.unwrap(), Vec::<String>::new());
    }
}

#[wasm_bindgen_test]
async fn what_was_submitted_and_its_draft_go_together() {
    for store in both("submitted").await {
        store.append("a", &[line("a", 1, "one")]).await.unwrap();
        for key in ["a/quick", "a/form", "b/quick"] {
            store.put_draft(key, "typed").await.unwrap();
        }
        let left = || async {
            let drafts = store.get_drafts_with_prefix("").await.unwrap();
            drafts.into_iter().map(|(key, _)| key).collect::<Vec<_>>()
        };
        let submitted = ["a/quick".to_owned(), "a/none".to_owned()];
        let refused = store.append_submitted("a", &[line("a", 1, "other")], &submitted).await;
        assert_eq!(refused, Err(StoreError::Changed));
        assert_eq!(left().await, ["a/form", "a/quick", "b/quick"]);
        store.append_submitted("a", &[line("a", 2, "two")], &submitted).await.unwrap();
        assert_eq!(left().await, ["a/form", "b/quick"]);
        assert_eq!(store.read_incident("a").await.unwrap(), ["one", "two"]);
    }
}

#[wasm_bindgen_test]
async fn a_line_is_never_overwritten() {
    for store in both("readd").await {
        store.append("a", &[line("a", 1, "one"), line("a", 2, "two")]).await.unwrap();
        let table = [
            (vec![line("a", 1, "one")], Ok(())),
            (vec![line("a", 1, "one"), line("a", 2, "two"), line("a", 3, "three")], Ok(())),
            (vec![line("a", 4, "four"), line("a", 2, "other")], Err(StoreError::Changed)),
            (vec![line("a", 2, "other"), line("a", 4, "four")], Err(StoreError::Changed)),
            (vec![line("a", 5, "five"), line("a", 5, "other")], Err(StoreError::Changed)),
            (vec![line("a", 6, "six"), line("a", 6, "six")], Ok(())),
            (vec![], Ok(())),
        ];
        for (lines, expected) in table {
            assert_eq!(store.append("a", &lines).await, expected, "{lines:?}");
        }
        assert_eq!(store.read_incident("a").await.unwrap(), ["one", "two", "three", "six"]);
    }
}

#[wasm_bindgen_test]
async fn erasing_replaces_and_checks_the_count() {
    for store in both("erase").await {
        store.append("a", &[line("a", 1, "secret"), line("a", 2, "two")]).await.unwrap();
        store.append("b", &[line("b", 1, "other")]).await.unwrap();
        let (without, tombstone) = ([line("a", 1, "erased")], [line("a", 3, "who, when, why")]);
        for wrong in [0, 1, 3] {
            assert_eq!(store.erase("a", wrong, &without, &tombstone).await, Err(StoreError::Changed));
        }
        let clash = [line("a", 2, "other")];
        assert_eq!(store.erase("a", 2, &without, &clash).await, Err(StoreError::Changed));
        assert_eq!(store.read_incident("a").await.unwrap(), ["secret", "two"]);
        store.erase("a", 2, &without, &tombstone).await.unwrap();
        assert_eq!(store.read_incident("a").await.unwrap(), ["erased", "two", "who, when, why"]);
        // A tab that has not noticed cannot bring the text back.
        assert_eq!(store.append("a", &[line("a", 1, "secret")]).await, Err(StoreError::Changed));
        assert_eq!(store.read_incident("b").await.unwrap(), ["other"]);
    }
}

#[wasm_bindgen_test]
async fn a_purged_incident_never_comes_back() {
    for store in both("purge").await {
        store.append("a", &[line("a", 1, "one"), line("a", 2, "two")]).await.unwrap();
        store.append("b", &[line("b", 1, "stays")]).await.unwrap();
        for (key, text) in [("summary/a", "title"), ("copy/a", "when"), ("summary/b", "title")] {
            store.set_meta(key, text).await.unwrap();
        }
        store.put_draft("a/note", "typing").await.unwrap();
        store.put_draft("b/note", "typing").await.unwrap();
        assert_eq!(store.purge("a", 1, "tombstone").await, Err(StoreError::Changed));
        assert_eq!(store.read_incident("a").await.unwrap().len(), 2);
        store.purge("a", 2, "tombstone").await.unwrap();

        let again = vec![line("a", 1, "one")];
        assert_eq!(store.append("a", &again).await, Err(StoreError::Purged));
        let both = [("c".to_owned(), vec![line("c", 1, "new")]), ("a".to_owned(), again.clone())];
        assert_eq!(store.import(&both, None).await, Err(StoreError::Purged));
        assert_eq!(store.erase("a", 0, &again, &[]).await, Err(StoreError::Purged));
        assert_eq!(store.purge("a", 0, "other").await, Err(StoreError::Purged));
        assert_eq!(store.put_draft("a/note", "typing").await, Err(StoreError::Purged));
        assert_eq!(store.set_meta("summary/a", "title").await, Err(StoreError::Purged));
        assert_eq!(store.remove_meta("purged/a").await, Err(StoreError::Purged));

        assert_eq!(store.count_by_incident().await.unwrap(), [("b".to_owned(), 1)]);
        let pair = |key: &str, text: &str| (key.to_owned(), text.to_owned());
        assert_eq!(store.meta_with_prefix("purged/").await.unwrap(), [pair("purged/a", "tombstone")]);
        assert_eq!(store.meta_with_prefix("summary/").await.unwrap(), [pair("summary/b", "title")]);
        assert_eq!(store.get_meta("copy/a").await.unwrap(), None);
        assert_eq!(store.get_drafts_with_prefix("").await.unwrap(), [pair("b/note", "typing")]);
    }
}

#[wasm_bindgen_test]
async fn an_import_is_all_or_nothing() {
    for store in both("import").await {
        store.append("a", &[line("a", 1, "one")]).await.unwrap();
        let incident = |id: &str, texts: &[&str]| {
            let lines = (1..).zip(texts).map(|(counter, text)| line(id, counter, text)).collect();
            (id.to_owned(), lines)
        };
        let clash = [incident("b", &["one"]), incident("a", &["other"])];
        assert_eq!(store.import(&clash, Some(("rules", "other"))).await, Err(StoreError::Changed));
        assert_eq!(store.read_incident("b").await.unwrap(), Vec::<String>::new());
        assert_eq!(store.get_meta("rules").await.unwrap(), None);
        let both = [incident("b", &["one"]), incident("a", &["one", "two"])];
        store.import(&both, Some(("rules", "these"))).await.unwrap();
        assert_eq!(store.get_meta("rules").await.unwrap().as_deref(), Some("these"));
        let counts = store.count_by_incident().await.unwrap();
        assert_eq!(counts, [("a".to_owned(), 2), ("b".to_owned(), 1)]);
    }
}

#[wasm_bindgen_test]
async fn notes_and_the_dump() {
    for store in both("notes").await {
        store.put_draft("a/note", "值班 \"quoted\"\n").await.unwrap();
        store.put_draft("a/note2", "x").await.unwrap();
        store.put_draft("a/note2", "y").await.unwrap();
        store.put_draft("a/note3", "z").await.unwrap();
        store.remove_draft("a/note3").await.unwrap();
        store.remove_draft("never there").await.unwrap();
        store.set_meta("copy/a", "1").await.unwrap();
        store.set_meta("copy/b", "2").await.unwrap();
        store.remove_meta("copy/b").await.unwrap();
        store.append("a", &[line("a", 1, "{\"事件\":1}")]).await.unwrap();
        let pair = |key: &str, text: &str| (key.to_owned(), text.to_owned());
        let drafts = [pair("a/note", "值班 \"quoted\"\n"), pair("a/note2", "y")];
        assert_eq!(store.get_drafts_with_prefix("a/").await.unwrap(), drafts);
        assert_eq!(store.get_meta("copy/a").await.unwrap().as_deref(), Some("1"));
        assert_eq!(store.meta_with_prefix("copy/").await.unwrap(), [pair("copy/a", "1")]);
        let dump: serde_json::Value = serde_json::from_str(&store.raw_dump().await.unwrap()).unwrap();
        assert_eq!(dump["app"], "holdfast");
        assert_eq!(dump["events"]["a/00000001/id1"], "{\"事件\":1}");
        assert_eq!(dump["drafts"]["a/note2"], "y");
        assert_eq!(dump["meta"]["copy/a"], "1");
    }
}
