//! Canonical JSON, held against another implementation of RFC 8785.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::record::canonical::{MAX_DEPTH, NotCanonical, canonical};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use support::property;

const MAX: i64 = 9_007_199_254_740_991;

/// Texts with a good share of what is hard: controls, quotes, the ends of the planes, both sides of the surrogates.
fn texts() -> impl Strategy<Value = String> {
    let hard = proptest::sample::select(vec![
        '\0',
        '\u{8}',
        '\t',
        '\n',
        '\u{b}',
        '\u{c}',
        '\r',
        '\u{1f}',
        ' ',
        '"',
        '/',
        '\\',
        '\u{7f}',
        '\u{80}',
        'é',
        '\u{2028}',
        '\u{d7ff}',
        '\u{e000}',
        '\u{fb33}',
        '\u{ffff}',
        '\u{10000}',
        '\u{1f600}',
        '\u{10ffff}',
        '中',
    ]);
    let one = prop_oneof![2 => hard, 1 => any::<char>()];
    proptest::collection::vec(one, 0..8).prop_map(|chars| chars.into_iter().collect())
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-MAX..=MAX).prop_map(Value::from),
        (-20..20i64).prop_map(Value::from),
        texts().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 60, 8, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::vec((texts(), inner), 0..8)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #![proptest_config(property(1500))]

    #[test]
    fn as_the_judge_writes(value in values()) {
        let ours = canonical(&value).expect("within limits");
        prop_assert_eq!(&ours, &serde_json_canonicalizer::to_string(&value).expect("JSON"));
        // It says the same, and its canonical form is itself.
        let read: Value = serde_json::from_str(&ours).expect("JSON");
        prop_assert_eq!(&read, &value);
        prop_assert_eq!(canonical(&read).expect("within limits"), ours);
    }

    #[test]
    fn fractions_are_refused(number in any::<f64>().prop_filter("finite", |number| number.is_finite()), deep in 0..4usize) {
        let value = (0..deep).fold(json!(number), |inner, _| json!({ "a": [inner] }));
        prop_assert_eq!(canonical(&value), Err(NotCanonical::Number));
    }
}

#[test]
fn numbers() {
    let cases: [(&str, Result<&str, NotCanonical>); 16] = [
        ("0", Ok("0")),
        ("-1", Ok("-1")),
        ("9007199254740991", Ok("9007199254740991")),
        ("-9007199254740991", Ok("-9007199254740991")),
        ("9007199254740992", Err(NotCanonical::Number)),
        ("-9007199254740992", Err(NotCanonical::Number)),
        ("9223372036854775807", Err(NotCanonical::Number)),
        ("-9223372036854775808", Err(NotCanonical::Number)),
        ("18446744073709551615", Err(NotCanonical::Number)),
        ("1e30", Err(NotCanonical::Number)),
        ("1.0", Err(NotCanonical::Number)),
        ("1.5", Err(NotCanonical::Number)),
        ("-0", Err(NotCanonical::Number)),
        ("-0.0", Err(NotCanonical::Number)),
        ("1e2", Err(NotCanonical::Number)),
        ("5e-324", Err(NotCanonical::Number)),
    ];
    for (text, expected) in cases {
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(canonical(&value).as_deref().map_err(|why| *why), expected, "{text}");
    }
}

/// Keys are sorted by UTF-16 code units: what lies beyond the first plane comes before U+E000 to U+FFFF, although its
/// code points and its UTF-8 bytes are greater.
#[test]
fn keys_in_utf16_order() {
    let value =
        json!({ "\u{ffff}": 1, "\u{10000}": 2, "\u{e000}": 3, "\u{10ffff}": 4, "\u{d7ff}": 5, "": 6, "a": 7, "B": 8 });
    let expected =
        "{\"\":6,\"B\":8,\"a\":7,\"\u{d7ff}\":5,\"\u{10000}\":2,\"\u{10ffff}\":4,\"\u{e000}\":3,\"\u{ffff}\":1}";
    assert_eq!(canonical(&value).unwrap(), expected);
    assert_eq!(serde_json_canonicalizer::to_string(&value).unwrap(), expected);
}

/// The example of RFC 8785 section 3.2.3, with the numbers left out that no record holds.
#[test]
fn the_rfc_example() {
    let value: Value = serde_json::from_str(
        r#"{ "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
             "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis",
             "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false] }"#,
    )
    .unwrap();
    let expected = "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"literals\":[null,true,false],\
        \"string\":\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\",\"\u{80}\":\"Control\",\
        \"\u{f6}\":\"Latin Small Letter O With Diaeresis\",\"\u{20ac}\":\"Euro Sign\",\
        \"\u{1f600}\":\"Emoji: Grinning Face\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}";
    assert_eq!(canonical(&value).unwrap(), expected);
}

#[test]
fn depth_has_a_limit() {
    let nested = |depth: usize| {
        (0..depth).fold(json!(1), |inner, level| if level % 2 == 0 { json!([inner]) } else { json!({ "a": inner }) })
    };
    assert!(canonical(&nested(MAX_DEPTH)).is_ok());
    assert_eq!(canonical(&nested(MAX_DEPTH + 1)), Err(NotCanonical::Depth));
    assert_eq!(canonical(&nested(100)), Err(NotCanonical::Depth));
}
