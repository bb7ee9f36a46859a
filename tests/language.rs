//! Both languages complete and clean: every message, every name, every text of the playbook, gates and sample, and the
//! sentences made of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/source.rs"]
mod source;
mod support;

use holdfast::deadline::in_force::Rules;
use holdfast::language::event_text::line;
use holdfast::language::{Language, format, problems};
use holdfast::msg;
use holdfast::playbook::need_guide;
use holdfast::record::gate::NEEDS;
use holdfast::record::time::{DAY, HOUR, Moment, Precision};
use serde_json::Value;
use source::{files, literals};
use std::collections::BTreeSet;
use support::story::story;

/// A text in both languages, and where it stands.
#[derive(Clone, Debug)]
struct Pair {
    place: String,
    en: String,
    zh: String,
}

fn is_han(one: char) -> bool {
    matches!(one, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{3ffff}')
}

/// Chinese writing, or punctuation that only Chinese uses.
fn is_chinese(one: char) -> bool {
    is_han(one) || matches!(one, '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff65}')
}

/// The placeholders of a message.
fn places(text: &str) -> BTreeSet<String> {
    let parts = text.split('{').skip(1);
    parts.filter_map(|part| part.split_once('}')).map(|(place, _)| place.to_owned()).collect()
}

/// Words of the sources' machine translation that are wrong, in whatever place, and untranslated leftovers.
const ERRORS: [&str; 30] = [
    "安全漏洞",
    "泄露客户数据",
    "包含和删除",
    "泄露的迹象",
    "呼叫轮换",
    "装入",
    "抑制",
    "消除和恢复",
    "包含威胁",
    "过程失败",
    "手动错误",
    "日程表",
    "不当的延迟",
    "大致用户影响",
    "呼叫工程师",
    "认证的相关",
    "安全性和完全性",
    "强制执行组织",
    "进程失败",
    "百年",
    "收回攻击者",
    "不明智的步骤",
    "执行事件管理器",
    "增强的改进功能",
    "过度延迟",
    "泄露搜寻",
    "威胁智能",
    "矢量攻击",
    "Postmortem",
    "隔离和恢复",
];

/// One term for one concept: where the English says this, the Chinese says that.
const TERMS: [(&str, &[&str]); 12] = [
    ("containment", &["遏制"]),
    ("eradication", &["根除"]),
    ("recovery", &["恢复"]),
    ("post-mortem", &["事后剖析"]),
    ("playbook", &["处置手册"]),
    ("severity", &["严重", "定级"]),
    ("on call", &["值班"]),
    ("on-call", &["值班"]),
    ("legal hold", &["法律保全"]),
    ("deadline", &["时限", "截止"]),
    ("declaration", &["宣布"]),
    ("evidence", &["证据", "取证", "佐证"]),
];

/// Texts that are the same in both languages: names and codes.
fn is_name(text: &str) -> bool {
    let words = text.split(|one: char| !one.is_alphanumeric()).filter(|word| !word.is_empty());
    let known = ["Holdfast", "Escape", "Enter", "Ctrl", "min", "h", "d", "s", "URL", "GitHub"];
    let bare = |word: &str| word.chars().all(|one| one.is_ascii_digit() || one.is_ascii_uppercase());
    words.into_iter().all(|word| bare(word) || known.contains(&word))
}

/// ASCII punctuation that stands beside a Chinese character, and spaces before Chinese punctuation.
fn wrong_punctuation(zh: &str) -> Option<String> {
    let chars: Vec<char> = zh.chars().collect();
    let shown = |at: usize| chars[at.saturating_sub(6)..(at + 7).min(chars.len())].iter().collect();
    (0..chars.len()).find_map(|at| {
        let before = at.checked_sub(1).map(|before| chars[before]);
        let after = chars.get(at + 1).copied();
        let beside = before.is_some_and(is_han) || after.is_some_and(is_han);
        let ascii = matches!(chars[at], ',' | ';' | ':' | '(' | ')' | '!' | '?' | '"') && beside;
        // A full stop ends a Chinese sentence only as an ideographic one.
        let stop = chars[at] == '.' && before.is_some_and(is_han);
        let spaced = chars[at] == ' '
            && after.is_some_and(|one| matches!(one, '\u{3001}' | '\u{3002}' | '\u{ff0c}' | '\u{ff1a}' | '\u{ff1b}'));
        (ascii || stop || spaced).then(|| shown(at))
    })
}

/// What a pair has against the rules, in words.
fn faults(pair: &Pair) -> Vec<String> {
    let Pair { en, zh, .. } = pair;
    let mut faults = Vec::new();
    let mut fault = |what: String| faults.push(what);
    if en.trim().is_empty() || zh.trim().is_empty() {
        fault("is empty".to_owned());
    }
    if let Some(one) = en.chars().find(|&one| is_chinese(one)) {
        fault(format!("{one} in the English"));
    }
    let bare = places(en).iter().fold(en.clone(), |text, place| text.replace(&format!("{{{place}}}"), ""));
    // Names stay as they are; separators have no word in either language.
    let excused = !bare.chars().any(char::is_alphanumeric) || (en == zh && is_name(&bare));
    if !zh.chars().any(is_han) && !excused {
        fault("no Chinese in the Chinese".to_owned());
    }
    if let Some(spot) = wrong_punctuation(zh) {
        fault(format!("ASCII punctuation or a space at {spot:?}"));
    }
    if places(en) != places(zh) {
        fault(format!("places {:?} and {:?}", places(en), places(zh)));
    }
    // Foreign words are names, and stand in the English as well.
    let foreign = zh.split(|one: char| !one.is_ascii_alphabetic()).filter(|word| word.len() > 2);
    for word in foreign.filter(|word| !en.to_lowercase().contains(&word.to_lowercase())) {
        fault(format!("{word} only in the Chinese"));
    }
    for word in ERRORS.iter().filter(|word| zh.contains(**word)) {
        fault(format!("the error {word}"));
    }
    let lower = en.to_lowercase();
    for (term, words) in TERMS.iter().filter(|(term, _)| lower.contains(term)) {
        if !words.iter().any(|word| zh.contains(word)) {
            fault(format!("{term} without {}", words.join(" or ")));
        }
    }
    faults
}

/// Messages in the code: two texts with nothing but a comma or white space between, the second or both of a message.
fn in_code() -> (Vec<Pair>, Vec<String>) {
    let (mut pairs, mut stray) = (Vec::new(), Vec::new());
    for (name, text) in files() {
        let texts = literals(&text);
        let mut used = BTreeSet::new();
        for at in 1..texts.len() {
            let (first, second) = (&texts[at - 1], &texts[at]);
            let joined = second.before.trim();
            let message = first.before.trim_end().ends_with("msg!(") && joined == ",";
            let named = joined.is_empty() && second.text.chars().any(is_han);
            if (message || named) && !used.contains(&(at - 1)) {
                used.extend([at - 1, at]);
                let place = format!("src/{name}:{}", first.line);
                pairs.push(Pair { place, en: first.text.clone(), zh: second.text.clone() });
            }
        }
        let others =
            texts.iter().enumerate().filter(|(at, one)| !used.contains(at) && one.text.chars().any(is_chinese));
        stray.extend(others.map(|(_, one)| format!("src/{name}:{}: {}", one.line, one.text)));
    }
    (pairs, stray)
}

/// Texts in the data: objects with `en` and `zh`; steps; `English | 中文`.
fn in_data(name: &str, text: &str) -> Vec<Pair> {
    fn walk(value: &Value, place: &str, found: &mut Vec<Pair>) {
        match value {
            Value::Object(map) => {
                if let (Some(en), Some(zh)) = (map.get("en"), map.get("zh")) {
                    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
                    found.push(Pair { place: place.to_owned(), en: text(en), zh: text(zh) });
                    return;
                }
                let code = map.get("code").and_then(Value::as_str);
                let place = code.map_or_else(|| place.to_owned(), |code| format!("{place}/{code}"));
                map.iter().for_each(|(name, value)| walk(value, &format!("{place}/{name}"), found));
            }
            // A step of a variant: its code, then its title and when it is done, each in both languages.
            Value::Array(row) if place.ends_with("/steps") && row.iter().all(Value::is_string) => {
                let text = |at: usize| row[at].as_str().unwrap_or_default().to_owned();
                let place = format!("{place}/{}", text(0));
                found.extend([1, 3].map(|at| Pair { place: place.clone(), en: text(at), zh: text(at + 1) }));
            }
            Value::Array(items) => items.iter().for_each(|item| walk(item, place, found)),
            // `English | 中文`, behind a code where it is an option.
            Value::String(text) => {
                let mut parts = text.rsplit(" | ");
                if let (Some(zh), Some(en)) = (parts.next(), parts.next()) {
                    found.push(Pair { place: place.to_owned(), en: en.to_owned(), zh: zh.to_owned() });
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(&serde_json::from_str(text).expect("JSON"), name, &mut found);
    found
}

fn complaints(pairs: &[Pair]) -> String {
    let each = pairs.iter().flat_map(|pair| faults(pair).into_iter().map(move |fault| (pair, fault)));
    each.map(|(pair, fault)| format!("\n{}: {fault}\n    {}\n    {}", pair.place, pair.en, pair.zh)).collect()
}

#[test]
fn messages_in_the_code() {
    let (pairs, stray) = in_code();
    assert!(pairs.len() > 300, "only {} messages were found", pairs.len());
    assert_eq!(complaints(&pairs), "");
    // Put together from pieces in both languages; the name of the language; what a secret may be called; a mark that
    // stands in both languages at once. Nothing else is Chinese by itself.
    let pieces = ["{}年{}月{}日 {weekday}", "{} {}\u{ff08}{zone}\u{ff09}", "\u{ff1a}"];
    let allowed = [&pieces[..], &["简体中文", "中文", "密码", "口令", "EXERCISE / 演练"]].concat();
    let stray: Vec<String> =
        stray.into_iter().filter(|one| !allowed.iter().any(|allowed| one.ends_with(&format!(": {allowed}")))).collect();
    assert!(stray.is_empty(), "outside any message:\n{}", stray.join("\n"));
}

#[test]
fn texts_in_the_data() {
    let data = [
        ("base.json", include_str!("../src/playbook/base.json"), 180),
        ("variants.json", include_str!("../src/playbook/variants.json"), 290),
        ("gates.json", include_str!("../src/playbook/gates.json"), 40),
        ("controls.json", include_str!("../src/assurance/controls.json"), 70),
        ("forms.json", include_str!("../src/form/forms.json"), 250),
        ("sample_storm_0558.json", include_str!("../src/playbook/sample_storm_0558.json"), 0),
    ];
    for (name, text, least) in data {
        let pairs = in_data(name, text);
        assert!(pairs.len() >= least, "{name}: only {} texts", pairs.len());
        assert_eq!(complaints(&pairs), "", "{name}");
    }
}

/// Every text of the registers, in the order of the data: titles, buttons, introductions, fields, help, choices.
#[test]
fn texts_of_the_registers() {
    use holdfast::record::register::FieldKind;
    let mut pairs = Vec::new();
    let mut put = |place: &[&str], words: &str, needed: bool| {
        if needed || !words.is_empty() {
            let (en, zh) = words.split_once('\0').unwrap_or((words, ""));
            pairs.push(Pair { place: place.join("/"), en: en.to_owned(), zh: zh.to_owned() });
        }
    };
    for register in holdfast::register::registers() {
        put(&[&register.code, "title"], &register.title, true);
        put(&[&register.code, "add"], &register.add, true);
        put(&[&register.code, "intro"], &register.intro, false);
        for field in &register.fields {
            put(&[&register.code, &field.code], &field.label, true);
            put(&[&register.code, &field.code, "hint"], &field.hint, false);
            if let FieldKind::Choice(options) | FieldKind::Flags(options) = &field.kind {
                options.iter().for_each(|(code, words)| put(&[&register.code, &field.code, code], words, true));
            }
        }
    }
    assert!(pairs.len() > 400, "only {} texts", pairs.len());
    assert_eq!(complaints(&pairs), "");
    // Read aloud by the eye: no separator of the data is left in a text, nor a space at its edge.
    let untidy = |text: &str| text.contains('|') || text.trim() != text;
    let untidy: Vec<_> = pairs.iter().filter(|pair| untidy(&pair.en) || untidy(&pair.zh)).collect();
    assert!(untidy.is_empty(), "{untidy:?}");
}

/// The texts of the report: its headings, and what it says was left out.
#[test]
fn texts_of_the_report() {
    let layout: Value = serde_json::from_str(include_str!("../src/report/layout.json")).expect("JSON");
    let mut texts: Vec<&str> = layout["left"].as_object().expect("left").values().filter_map(Value::as_str).collect();
    let sections = ["handover", "sections"].map(|name| layout[name].as_array().expect("sections").iter());
    for section in sections.into_iter().flatten() {
        let parts = section["parts"].as_array().expect("parts").iter();
        texts.extend(parts.chain([section]).filter_map(|one| one.get("title")).filter_map(Value::as_str));
    }
    assert!(texts.len() > 20, "only {} texts", texts.len());
    let pair = |text: &&str| {
        let (en, zh) = text.split_once(" | ").unwrap_or((text, ""));
        Pair { place: "layout.json".to_owned(), en: en.to_owned(), zh: zh.to_owned() }
    };
    assert_eq!(complaints(&texts.iter().map(pair).collect::<Vec<_>>()), "");
}

/// Sentences as they are shown: nothing missing, no place left open, clean in Chinese.
#[test]
fn events_in_words() {
    let desk = story();
    for event in desk.log.events() {
        let [en, zh] = [Language::English, Language::Chinese]
            .map(|language| line(language, Rules::BUILT_IN, event, &desk.incident));
        assert_eq!((en.group, en.kind), (zh.group, zh.kind), "{}", event.header.kind);
        assert!(!en.text.is_empty() && !zh.text.is_empty(), "{}", event.header.kind);
        assert_eq!(wrong_punctuation(&zh.text), None, "{}: {}", event.header.kind, zh.text);
        assert!(!zh.text.contains('{') && !en.text.contains('{'), "{}", en.text);
        // A source that nobody typed.
        assert!(!zh.text.ends_with("intake"), "{}", zh.text);
    }
}

#[test]
fn problems_in_words() {
    use holdfast::deadline::read::{Fault, Problem};
    use holdfast::exchange::import::ImportProblem;
    use holdfast::record::canonical::NotCanonical;
    use holdfast::record::event::Damage;
    use holdfast::record::id::Id;
    use holdfast::record::log::Break;
    let id = Id::from_random([7; 16]);
    let outside = |place: &str| Problem { place: place.to_owned(), fault: Fault::OutOfRange };
    let damage = [
        Damage::Shape("expected `,` at line 1 column 7".to_owned()),
        Damage::TooLong,
        Damage::NotCanonical,
        Damage::Limits(NotCanonical::Depth),
        Damage::HeaderHash,
        Damage::ContentDigest,
        Damage::Field("counter"),
        Damage::Newer(7),
    ];
    let mut all = vec![
        ImportProblem::TooLarge,
        ImportProblem::Truncated,
        ImportProblem::Json(31, 42, "reason".to_owned()),
        ImportProblem::OtherFormat("thehive".to_owned()),
        ImportProblem::Newer(7),
        ImportProblem::TooMany,
        ImportProblem::NoBeginning,
        ImportProblem::OtherIncident(31),
        ImportProblem::Twice(31),
        ImportProblem::Chain(Break::MissingParent(id.clone(), "00".to_owned())),
        ImportProblem::Chain(Break::Counter(id.clone())),
        ImportProblem::Chain(Break::Sequence(id.clone())),
        ImportProblem::Heads,
        ImportProblem::Rules(vec![outside("eu-gdpr-33/sa/n")]),
        ImportProblem::Rules(vec![outside("as_of"), outside("edition")]),
        ImportProblem::Profile(outside("clocks/1/length")),
    ];
    all.extend(damage.iter().map(|one| ImportProblem::Event(31, one.clone())));
    all.extend(damage.iter().map(|one| ImportProblem::Chain(Break::Event(id.clone(), one.clone()))));
    let nested: Vec<ImportProblem> = all.iter().map(|one| ImportProblem::Record(12, Box::new(one.clone()))).collect();
    let mut said = BTreeSet::new();
    for problem in all.iter().chain(&nested) {
        for language in [Language::English, Language::Chinese] {
            let text = problems::import_problem(language, problem);
            assert!(said.insert(text.clone()), "two problems say {text}");
            assert!(!text.contains('{'), "{text}");
            assert_eq!(wrong_punctuation(&text), None, "{text}");
            // The place is in the message.
            let place = match problem {
                ImportProblem::Json(..)
                | ImportProblem::Event(..)
                | ImportProblem::OtherIncident(_)
                | ImportProblem::Twice(_) => "31",
                ImportProblem::Chain(_) => id.short(),
                ImportProblem::Record(..) => "12",
                ImportProblem::Rules(all) => &all[0].place,
                ImportProblem::Profile(one) => &one.place,
                _ => "",
            };
            assert!(text.contains(place), "{text} does not name {place}");
        }
    }
}

/// What the JSON reader says in English reaches a Chinese reader in Chinese.
#[test]
fn reasons_of_the_json_reader_are_translated() {
    use holdfast::exchange::import::{ImportProblem, read_file};
    for damaged in ["{,", "[1 2]", "{} {}", "\"\\ulp\"", "\"a\nb\"", "{\"a\" 1}", "nul", "01", "{\"a\":1"] {
        let error = serde_json::from_str::<serde_json::Value>(damaged).expect_err(damaged);
        let problem = ImportProblem::Json(1, 2, error.to_string());
        let text = problems::import_problem(Language::Chinese, &problem);
        let rest = text.replace("Holdfast", "");
        assert!(!rest.contains(|c: char| c.is_ascii_alphabetic()), "{damaged}: {text}");
    }
    let words = |file| problems::import_problem(Language::Chinese, &read_file(file).expect_err(file));
    assert_eq!(words("{}"), "第 1 行第 3 列：不是 Holdfast 文件，或已损坏（缺少字段 format）。");
    assert_eq!(words("{\n\"format\":7}\n"), "第 2 行第 10 列：不是 Holdfast 文件，或已损坏（此处的值类型不符）。");
}

#[test]
fn every_need_has_words() {
    for (gate, need) in NEEDS {
        assert!(need_guide(gate, need).is_some(), "{need}");
    }
}

#[test]
fn places_are_filled_once() {
    let msg = msg!("{1}, {0} and {1}", "{1}、{0}");
    assert_eq!(msg.fill(Language::English, &["a", "{0}"]), "{0}, a and {0}", "what is filled in is not read again");
    assert_eq!(msg.fill(Language::Chinese, &["a", "b"]), "b、a");
    assert_eq!(msg.fill(Language::English, &["a"]), ", a and ");
    assert_eq!(msg!("no place", "x").fill(Language::English, &["a"]), "no place");
}

#[test]
fn times_in_words() {
    let at = support::at("2026-11-22T22:05:00.000Z");
    let typed = |precision| Moment { at: Some(at), offset_minutes: 480, precision, zone: "Asia/Shanghai".to_owned() };
    let table = [
        (format::instant(Language::English, at, -480), "Sun 22 Nov 2026 14:05 (UTC\u{2212}8)"),
        (format::instant(Language::Chinese, at, 480), "2026年11月23日 周一 06:05\u{ff08}UTC+8\u{ff09}"),
        (format::instant(Language::English, at, -210), "Sun 22 Nov 2026 18:35 (UTC\u{2212}03:30)"),
        (format::instant(Language::English, at, 0), "Sun 22 Nov 2026 22:05 (UTC)"),
        (
            format::moment(Language::English, &Moment::exact(at.plus(30_000), "America/Los_Angeles", -480)),
            "Sun 22 Nov 2026 14:05:30 (UTC\u{2212}8)",
        ),
        (format::moment(Language::English, &typed(Precision::Date)), "Mon 23 Nov 2026"),
        (format::moment(Language::English, &typed(Precision::About)), "about Mon 23 Nov 2026 06:05 (UTC+8)"),
        (format::moment(Language::Chinese, &Moment::unknown("UTC")), "未知"),
        (format::hours(Language::English, 30 * HOUR + 48 * 60_000), "30 h 48 min"),
        (format::hours(Language::Chinese, -59 * 60_000), "59 分钟"),
        (format::duration(Language::English, 3 * DAY + 4 * HOUR), "3 d 4 h"),
        (format::duration(Language::English, 3 * DAY - 1), "71 h 59 min"),
        (format::duration(Language::Chinese, 20_999), "20 秒"),
    ];
    for (found, expected) in table {
        assert_eq!(found, expected);
    }
}

/// The rules find what they are there to find.
#[test]
fn the_rules_bite() {
    let pair = |en: &str, zh: &str| Pair { place: String::new(), en: en.to_owned(), zh: zh.to_owned() };
    let table = [
        (pair("Saved", "Saved"), "no Chinese in the Chinese"),
        (pair("Saved", ""), "is empty"),
        (pair("Saved\u{ff0c} again", "已保存"), "\u{ff0c} in the English"),
        (pair("Saved: {0}", "已保存:{0}"), "ASCII punctuation or a space at \"已保存:{0}\""),
        (pair("Saved {0}", "已保存"), "places {\"0\"} and {}"),
        (pair("Done.", "完成."), "ASCII punctuation or a space at \"完成.\""),
        (pair("Done, now", "完成 \u{ff0c}现在"), "ASCII punctuation or a space at \"完成 \u{ff0c}现在\""),
        (pair("Start containment", "开始隔离"), "containment without 遏制"),
        (pair("Stop it", "抑制"), "the error 抑制"),
        (pair("Stop it", "先 halt 后"), "halt only in the Chinese"),
    ];
    for (pair, fault) in table {
        assert!(faults(&pair).contains(&fault.to_owned()), "{pair:?}: {:?}", faults(&pair));
    }
    let clean = [
        pair("{0} h {1} min", "{0} 小时 {1} 分"),
        pair("TLP:RED", "TLP:RED"),
        pair("Saved 14:05 (UTC)", "已于 14:05 (UTC) 保存"),
        pair("See 1, 2", "见 1, 2 项"),
        pair("{0}: {1}", "{0}\u{ff1a}{1}"),
    ];
    for pair in clean {
        assert_eq!(faults(&pair), Vec::<String>::new(), "{pair:?}");
    }
    let source = "// \"中\"\nconst A: Msg = msg!(\"a\\u{41}\", r#\"乙\"#);\n#[cfg(test)]\nmod tests { const B: &str = \"丙\"; }\nconst C: &str = \"丁\\\n   戊\";";
    let found: Vec<(usize, String)> = literals(source).into_iter().map(|one| (one.line, one.text)).collect();
    assert_eq!(found, [(2, "aA".to_owned()), (2, "乙".to_owned()), (5, "丁戊".to_owned())]);
}
