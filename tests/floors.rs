//! The rules of the house, as written at the top of `src/lib.rs`: which room may use which, what the pure floors know
//! nothing of, and what is written nowhere.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/source.rs"]
mod source;

use source::{code, files, shipped, src};
use std::collections::{BTreeMap, BTreeSet};

/// What the pure floors never name: crates of the web, clocks, randomness, files.
const OUTSIDE: [&str; 13] = [
    "leptos",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "gloo",
    "gloo_storage",
    "SystemTime",
    "Instant",
    "std::fs",
    "std::env",
    "std::thread",
    "getrandom",
];

/// What no shipped code calls.
const FORBIDDEN: [&str; 6] = [".unwrap()", ".expect(", "panic!", "todo!", "unimplemented!", "unsafe "];

/// The longest file.
const MOST_LINES: usize = 500;

/// The table of rooms in `lib.rs`: room and floor.
fn floors(map: &str) -> BTreeMap<String, u32> {
    let rows = map.lines().filter_map(|line| line.strip_prefix("//! | "));
    rows.filter_map(|row| {
        let mut cells = row.split(" | ");
        let floor = cells.next()?.trim().parse().ok()?;
        let room = cells.next()?.trim().trim_matches(['[', ']', '`']).to_owned();
        Some((room, floor))
    })
    .collect()
}

/// The rooms and floors, and the last floor that is pure: the highest built without the feature `web`.
struct House {
    floors: BTreeMap<String, u32>,
    pure: u32,
    macros: BTreeMap<String, u32>,
}

/// Macros that are exported: they stand at the root of the crate, and belong to the room they are written in.
fn macros(files: &[(String, String)]) -> BTreeMap<String, u32> {
    let exported = |text: &str| -> Vec<String> {
        let parts = text.split("#[macro_export]").skip(1);
        let names = parts.filter_map(|part| part.trim_start().strip_prefix("macro_rules! "));
        names.map(|rest| rest.chars().take_while(|one| one.is_alphanumeric() || *one == '_').collect()).collect()
    };
    let floors = house(&files.iter().find(|(name, _)| name == "lib.rs").expect("lib.rs").1).floors;
    let floor = |name: &str| name.split('/').next().and_then(|room| floors.get(room)).copied();
    let found = files.iter().filter_map(|(name, text)| Some((floor(name)?, exported(text))));
    found.flat_map(|(floor, names)| names.into_iter().map(move |name| (name, floor))).collect()
}

fn house(map: &str) -> House {
    let floors = floors(map);
    let gated = |room: &str| map.contains(&format!("#[cfg(feature = \"web\")]\npub mod {room};"));
    let pure = floors.iter().filter(|(room, _)| !gated(room)).map(|(_, floor)| *floor).max().expect("a pure room");
    let lowest =
        floors.iter().filter(|(room, _)| gated(room)).map(|(_, floor)| *floor).min().expect("a room of the web");
    assert!(pure < lowest, "a room with web crates lies below one without");
    assert!(map.contains(&format!("Floors 1 to {pure} are pure")), "the map says otherwise");
    House { floors, pure, macros: BTreeMap::new() }
}

/// True when `word` stands in the text as a whole.
fn names(text: &str, word: &str) -> bool {
    let part = |one: char| one.is_alphanumeric() || one == '_';
    text.match_indices(word).any(|(at, _)| {
        let end = at + word.len();
        !text[..at].chars().next_back().is_some_and(part) && !text[end..].chars().next().is_some_and(part)
    })
}

/// The rooms a piece of code names: after `crate::`, also in braces.
fn rooms_used(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, start) in code.match_indices("crate::") {
        let rest = &code[at + start.len()..];
        let listed = match rest.strip_prefix('{') {
            // `use crate::{a::b, c::{d, e}}`: the names at the first level.
            Some(list) => {
                let mut depth = 0;
                let names = list.split_inclusive([',', '{', '}']).filter_map(|part| {
                    let here = depth;
                    depth += match part.chars().next_back() {
                        Some('{') => 1,
                        Some('}') => -1,
                        _ => 0,
                    };
                    (here >= 0).then_some((here, part))
                });
                names.take_while(|(here, _)| *here >= 0).filter(|(here, _)| *here == 0).map(|(_, part)| part).collect()
            }
            None => vec![rest],
        };
        for part in listed {
            let name: String =
                part.trim_start().chars().take_while(|one| one.is_alphanumeric() || *one == '_').collect();
            if name.chars().next().is_some_and(char::is_lowercase) {
                found.insert(name);
            }
        }
    }
    found
}

/// How many modules below its room a file is: 0 for the room's own `mod.rs`.
fn depth(name: &str) -> usize {
    name.split('/').count() - if name.ends_with("/mod.rs") { 2 } else { 1 }
}

/// True for `style=…` and `style:width=…` as attributes stand in markup; not for a variable or a type.
fn has_style_attribute(code: &str) -> bool {
    code.match_indices("style").any(|(at, word)| {
        let begins = code[..at].chars().next_back().is_some_and(|one| one.is_whitespace() || one == '<');
        let rest = &code[at + word.len()..];
        let property =
            rest.strip_prefix(':').map(|rest| rest.trim_start_matches(|one: char| one.is_alphanumeric() || one == '-'));
        begins && (rest.starts_with('=') || property.is_some_and(|rest| rest.starts_with('=')))
    })
}

/// What one file has against the rules, in words.
fn faults(name: &str, text: &str, house: &House) -> Vec<String> {
    let floors = &house.floors;
    let mut faults = Vec::new();
    let code = shipped(&code(text));
    let room = name.split('/').next().expect("a room");
    if text.lines().count() > MOST_LINES {
        faults.push(format!("{} lines", text.lines().count()));
    }
    faults.extend(FORBIDDEN.iter().filter(|call| code.contains(**call)).map(|call| format!("calls {call}")));
    let Some(floor) = floors.get(room) else { return faults };
    for used in rooms_used(&code) {
        match floors.get(&used).or_else(|| house.macros.get(&used)) {
            Some(other) if *other < *floor || used == room => {}
            Some(other) if *other == *floor && house.macros.contains_key(&used) => {}
            Some(other) => faults.push(format!("floor {floor} uses {used} on floor {other}")),
            None => faults.push(format!("uses {used}, which is no room")),
        }
    }
    let upwards = "super::".repeat(depth(name) + 1);
    if code.contains(&upwards) {
        faults.push(format!("leaves its room with {upwards}"));
    }
    if *floor <= house.pure {
        faults.extend(OUTSIDE.iter().filter(|word| names(&code, word)).map(|word| format!("names {word}")));
    }
    // The policy of the page forbids style attributes; markup comes only from the view macro.
    for word in ["inner_html", "innerHTML", "set_inner_html", "outer_html", "insert_adjacent_html"] {
        if names(&code, word) {
            faults.push(format!("uses {word}"));
        }
    }
    if room == "ui"
        && (has_style_attribute(&code) || text.contains("attribute(\"style\"") || text.contains("attr(\"style\""))
    {
        faults.push("has a style attribute".to_owned());
    }
    faults
}

#[test]
fn the_house_keeps_its_rules() {
    let files = files();
    let map = &files.iter().find(|(name, _)| name == "lib.rs").expect("lib.rs").1;
    let mut house = house(map);
    house.macros = macros(&files);
    let found: Vec<String> = (files.iter())
        .flat_map(|(name, text)| {
            faults(name, text, &house).into_iter().map(move |fault| format!("src/{name}: {fault}"))
        })
        .collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn the_map_names_every_room() {
    let files = files();
    let map = &files.iter().find(|(name, _)| name == "lib.rs").expect("lib.rs").1;
    let floors = house(map).floors;
    // A folder with a manifest is a crate of its own, not a room.
    let is_crate = |room: &&str| src().join(room).join("Cargo.toml").exists();
    let folders = files.iter().filter_map(|(name, _)| name.split_once('/')).map(|(room, _)| room);
    let folders: BTreeSet<&str> = folders.filter(|room| !is_crate(room)).collect();
    let rooms: BTreeSet<&str> = floors.keys().map(String::as_str).chain(["bin"]).collect();
    assert_eq!(folders, rooms);
    assert_eq!(floors["record"], 1);
    for room in floors.keys() {
        let text = &files.iter().find(|(name, _)| *name == format!("{room}/mod.rs")).expect("mod.rs").1;
        assert!(text.starts_with("//! "), "{room}/mod.rs does not say what the room owns");
    }
}

/// The whole program hangs together from `main.rs` through the topmost room only.
#[test]
fn main_only_starts() {
    let main = std::fs::read_to_string(src().join("main.rs")).expect("main.rs");
    assert!(main.lines().count() < 60);
    let used: Vec<&str> = main.match_indices("holdfast::").map(|(at, word)| &main[at + word.len()..]).collect();
    assert!(!used.is_empty() && used.iter().all(|rest| rest.starts_with("ui::") || rest.starts_with("browser::")));
}

/// The rules find what they are there to find, and nothing in texts, comments and tests.
#[test]
fn the_rules_bite() {
    let floors: BTreeMap<String, u32> = [("record", 1), ("language", 3), ("exchange", 3), ("browser", 5), ("ui", 7)]
        .map(|(room, floor)| (room.to_owned(), floor))
        .into();
    let house = House { floors, pure: 4, macros: [("json_struct".to_owned(), 1), ("view".to_owned(), 7)].into() };
    let table = [
        ("record/a.rs", "use crate::language::Msg;", "floor 1 uses language on floor 3"),
        ("record/a.rs", "fn f() { crate::ui::start() }", "floor 1 uses ui on floor 7"),
        ("language/a.rs", "use crate::exchange::import;", "floor 3 uses exchange on floor 3"),
        (
            "language/a.rs",
            "use crate::{record::id::Id, exchange::{backup, import}};",
            "floor 3 uses exchange on floor 3",
        ),
        ("language/a.rs", "use crate::nowhere::X;", "uses nowhere, which is no room"),
        ("record/a.rs", "use crate::view;", "floor 1 uses view on floor 7"),
        ("record/a.rs", "use super::super::language::Msg;", "leaves its room with super::super::"),
        ("record/mod.rs", "use super::language::Msg;", "leaves its room with super::"),
        ("record/a.rs", "fn f() { let x = web_sys::window(); }", "names web_sys"),
        ("exchange/a.rs", "use std::time::Instant;", "names Instant"),
        ("browser/a.rs", "fn f() { g().unwrap(); }", "calls .unwrap()"),
        ("bin/a.rs", "fn f() { g().expect(\"x\"); }", "calls .expect("),
        ("ui/a.rs", "fn f() { panic!(\"x\") }", "calls panic!"),
        ("ui/a.rs", "view! { <p inner_html=x/> }", "uses inner_html"),
        ("ui/a.rs", "view! { <p style=\"color: red\"/> }", "has a style attribute"),
        ("ui/a.rs", "view! { <p style:width=w/> }", "has a style attribute"),
        ("ui/a.rs", "element.set_attribute(\"style\", x);", "has a style attribute"),
        ("ui/a.rs", "fn f<'a>(x: &'a str) { let c = '\"'; g().unwrap(); }", "calls .unwrap()"),
        ("ui/a.rs", "fn f() { let r = r#\"a \"quoted\" b\"#; todo!() }", "calls todo!"),
        ("ui/a.rs", "#[cfg(test)]\nmod tests { fn a() { x.unwrap(); } }\nfn f() { y.unwrap(); }", "calls .unwrap()"),
    ];
    for (name, text, fault) in table {
        assert_eq!(faults(name, text, &house), [fault], "{text}");
    }
    let innocent = [
        ("language/a.rs", "use crate::record::id::Id;\nuse crate::language::Msg;\nuse super::Msg;"),
        ("language/a.rs", "use crate::{record::{id::Id, log}, language::Msg};"),
        (
            "record/a.rs",
            "// see crate::ui, leptos and .unwrap()\n/* web_sys */ fn f() -> &'static str { \"panic! leptos \\\" .unwrap()\" }",
        ),
        ("record/a.rs", "//! Nothing of leptos here.\nfn f(x: Option<u8>) { x.unwrap_or(1); x.unwrap_or_default(); }"),
        (
            "record/a.rs",
            "fn f() {}\n#[cfg(test)]\nmod tests { use super::*; #[test] fn t() { f().unwrap(); let x = \"}\"; panic!() } }",
        ),
        ("ui/a.rs", "use crate::browser::js;\nview! { <p class=\"style\" data-style=x/> }"),
        ("ui/page/a.rs", "use super::super::widget::Field;"),
        ("record/a.rs", "crate::json_struct! { A { b } }"),
        ("language/a.rs", "use crate::json_struct;"),
        ("ui/a.rs", "fn f(style: &str) { let style = get(\"style\"); let style: u8 = 1; x(style) }"),
    ];
    for (name, text) in innocent {
        assert_eq!(faults(name, text, &house), Vec::<String>::new(), "{text}");
    }
    assert_eq!(faults("ui/a.rs", &"\n".repeat(501), &house), ["501 lines"]);
    assert_eq!(depth("ui/mod.rs"), 0);
    assert_eq!(depth("ui/page/mod.rs"), 1);
    assert_eq!(depth("ui/page/board.rs"), 2);
}
