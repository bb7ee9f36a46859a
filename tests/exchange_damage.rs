//! Damaged, hostile and newer files: each gets a message that names the place, none gets in changed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::exchange::backup::export_all;
use holdfast::exchange::import::{ImportProblem, MAX_EVENTS, MAX_FILE, read_file};
use holdfast::language::Language;
use holdfast::language::problems::import_problem;
use holdfast::record::canonical::NotCanonical;
use holdfast::record::decide::MAX_TEXT;
use holdfast::record::event::{Damage, MAX_LINE};
use holdfast::record::log::Break;
use serde_json::{Value, json};
use support::beside::{backup, beside};
use support::desk::{Desk, lines};
use support::dice::Dice;
use support::forge::{apart, exported, file, forged, judge, later_kind, sealed};
use support::story::story;
use support::{cases, seed};

/// Reads a file that must be refused.
fn problem(text: &str) -> ImportProblem {
    match read_file(text) {
        Err(problem) => problem,
        Ok(_) => panic!("this was taken in: {}", text.chars().take(300).collect::<String>()),
    }
}

/// A table of damaged files: a name, the text, and the pattern its problem must have.
macro_rules! refused {
    ($($name:literal: $text:expr => $($problem:pat_param)|+ $(if $guard:expr)?),+ $(,)?) => {
        $({
            let found = problem(&$text);
            assert!(matches!(&found, $($problem)|+ $(if $guard)?), "{}: {found:?}", $name);
        })+
    };
}

/// The lines of the story with one of them replaced.
fn with(lines: &[String], place: usize, line: impl Into<String>) -> Vec<String> {
    let mut lines = lines.to_vec();
    lines[place] = line.into();
    lines
}

/// The lines of the story without one of them.
fn without(lines: &[String], place: usize) -> Vec<String> {
    lines.iter().enumerate().filter(|(index, _)| *index != place).map(|(_, line)| line.clone()).collect()
}

/// The place of the first event of a kind.
fn place_of(lines: &[String], kind: &str) -> usize {
    lines.iter().position(|line| line.contains(&format!("\"kind\":\"{kind}\""))).expect(kind)
}

#[test]
fn not_a_whole_json_file() {
    let text = exported(&story().log, support::at("2026-12-01T00:00:00.000Z"));
    refused! {
        "empty": "" => ImportProblem::Truncated,
        "a byte order mark and no more": "\u{feff}" => ImportProblem::Truncated,
        "not JSON": "Dear all,\nplease find attached" => ImportProblem::Json(1, 1, _),
        "HTML": "<!doctype html>\n<p>Sign in" => ImportProblem::Json(1, 1, _),
        "a comma too many": text.replacen("\n]}", ",\n]}", 1) => ImportProblem::Json(line, ..) if *line > 50,
        "something after the end": format!("{text}{text}") => ImportProblem::Json(line, 1, _) if *line > 50,
        "NUL in the middle": text.replacen("\"log\"", "\"l\0og\"", 1) => ImportProblem::Json(9, ..),
        "only NUL, as after a power cut": "\0".repeat(4096) => ImportProblem::Json(1, 1, _),
        "broken escape": text.replacen("\"tlp\"", "\"\\ulp\"", 1) => ImportProblem::Json(9, ..),
        "larger than any record": " ".repeat(MAX_FILE + 1) => ImportProblem::TooLarge,
    }
    // Cut off anywhere: said to be cut off, never half taken in.
    let ends: Vec<usize> = (1..text.len() - 3).step_by(text.len() / 40).chain([text.len() - 3]).collect();
    for end in ends {
        let end = (0..=end).rev().find(|&end| text.is_char_boundary(end)).unwrap();
        assert_eq!(problem(&text[..end]), ImportProblem::Truncated, "cut at {end}");
    }
}

#[test]
fn another_format_or_a_newer_one() {
    let desk = story();
    let text = exported(&desk.log, desk.now);
    let newer = |from: &str, to: &str| text.replacen(from, to, 1);
    let twice = |what: &str| text.replacen("\"format\":", &format!("{what},\n\"format\":"), 1);
    refused! {
        "another program's file": r#"{"format":"thehive-case","format_version":1}"# => ImportProblem::OtherFormat(name) if name == "thehive-case",
        "a format name without end": json!({ "format": "x".repeat(5000), "format_version": 1 }).to_string()
            => ImportProblem::OtherFormat(name) if name.len() == 60,
        "no format": r#"{"type":"bundle","objects":[]}"# => ImportProblem::Json(1, _, reason) if reason.contains("format"),
        "a bare list": "[]" => ImportProblem::Json(1, ..),
        "a bare text": "\"holdfast-incident-record\"" => ImportProblem::Json(1, ..),
        "a newer file format": newer("\"format_version\":1", "\"format_version\":2") => ImportProblem::Newer(2),
        "version 0": newer("\"format_version\":1", "\"format_version\":0") => ImportProblem::Newer(0),
        "a negative version": newer("\"format_version\":1", "\"format_version\":-1") => ImportProblem::Json(4, ..),
        "a huge version": newer("\"format_version\":1", "\"format_version\":1e400") => ImportProblem::Json(4, ..),
        "a fraction as version": newer("\"format_version\":1", "\"format_version\":1.5") => ImportProblem::Json(4, ..),
        "format stands twice": twice("\"format\":\"holdfast-incident-record\"") => ImportProblem::Json(_, _, reason) if reason.contains("duplicate"),
        "events stand twice": twice("\"events\":[]") => ImportProblem::Json(_, _, reason) if reason.contains("duplicate"),
        "incident is no id": newer(desk.id.as_str(), "0558") => ImportProblem::Json(7, ..),
        "no heads": text.replacen("\"heads\"", "\"tails\"", 1) => ImportProblem::Json(_, _, reason) if reason.contains("heads"),
        "no events": file(desk.id.as_str(), &[]) => ImportProblem::NoBeginning,
    }
    // A newer event format is named as such, even when its lines look otherwise.
    let all = desk.lines();
    let newer = forged(&all, 3, |parts| {
        parts["header"]["format"] = json!(2);
        parts["zz"] = json!("a part of format 2");
    });
    refused! { "a newer event": file(desk.id.as_str(), &newer) => ImportProblem::Event(4, Damage::Newer(2)) }
}

/// Changes made by an editor or another program, that leave every hash as it was.
#[test]
fn changed_without_new_hashes() {
    let desk = story();
    let (id, all) = (desk.id.as_str(), desk.lines());
    let title = place_of(&all, "title.set");
    let edited = |from: &str, to: &str| with(&all, title, all[title].replacen(from, to, 1));
    assert_ne!(edited("邮箱", "Mailboxes")[title], all[title]);
    let pretty = serde_json::to_string_pretty(&apart(&all[title])).unwrap();
    let mut swapped_hash = apart(&all[title]);
    swapped_hash["hash"] = apart(&all[title + 1])["hash"].clone();
    let escaped = all[title].replacen('邮', "\\u90ae", 1);
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let erased = judge(&{
        let mut parts = apart(&all[title]);
        parts["content"] = Value::Null;
        parts
    });
    let body_twice = all[title].replacen("\"body\":{", "\"body\":{\"title\":\"another\",", 1);
    let other = Desk::opened(desk.now);
    let place = title + 1;
    refused! {
        "the title": file(id, &edited("邮箱", "Mailboxes")) => ImportProblem::Event(p, Damage::ContentDigest) if *p == place,
        "the author": file(id, &edited("Incident lead", "Legal counsel")) => ImportProblem::Event(p, Damage::HeaderHash) if *p == place,
        "the hash": file(id, &with(&all, title, judge(&swapped_hash))) => ImportProblem::Event(p, Damage::HeaderHash) if *p == place,
        "laid out prettily": file(id, &with(&all, title, pretty)) => ImportProblem::Event(p, Damage::NotCanonical) if *p == place,
        "escaped otherwise": file(id, &with(&all, title, escaped)) => ImportProblem::Event(p, Damage::NotCanonical) if *p == place,
        "keys in another order": file(id, &edited("{\"content\":", "{\"z\":1,\"content\":")) => ImportProblem::Event(p, Damage::NotCanonical) if *p == place,
        "a part more": file(id, &edited("{\"content\":", "{\"aside\":1,\"content\":")) => ImportProblem::Event(p, Damage::NotCanonical) if *p == place,
        "content renamed away": file(id, &edited("{\"content\":", "{\"contant\":")) => ImportProblem::Event(p, Damage::NotCanonical) if *p == place,
        "a key twice": file(id, &with(&all, title, body_twice)) => ImportProblem::Event(p, Damage::NotCanonical) if *p == place,
        "a header key twice": file(id, &edited("\"counter\":", "\"counter\":1,\"counter\":")) => ImportProblem::Event(p, Damage::NotCanonical) if *p == place,
        "content taken away, no tombstone": file(id, &with(&all, title, erased)) => ImportProblem::Chain(Break::Event(_, Damage::ContentDigest)),
        "a fraction": file(id, &edited("\"counter\":", "\"counter\":1.5,\"x\":")) => ImportProblem::Event(p, Damage::Shape(_)) if *p == place,
        "a huge number": file(id, &edited("\"body\":{", "\"body\":{\"n\":1e999,")) => ImportProblem::Event(p, Damage::Shape(_)) if *p == place,
        "a number past 2^53": file(id, &edited("\"body\":{", "\"body\":{\"n\":9007199254740993,")) => ImportProblem::Event(p, Damage::Limits(NotCanonical::Number)) if *p == place,
        "nested 40 deep": file(id, &edited("\"body\":{", &format!("\"body\":{{\"n\":{}{},", "[".repeat(40), "]".repeat(40)))) => ImportProblem::Event(p, Damage::Limits(NotCanonical::Depth)) if *p == place,
        "nested 10,000 deep": file(id, &edited("\"body\":{", &format!("\"body\":{{\"n\":{deep},"))) => ImportProblem::Event(p, Damage::Shape(_)) if *p == place,
        "nothing but brackets": deep => ImportProblem::Json(1, ..),
        "a lone surrogate": file(id, &edited("邮箱", "\\ud800")) => ImportProblem::Event(p, Damage::Shape(_)) if *p == place,
        "surrogates the wrong way round": file(id, &edited("邮箱", "\\udc00\\ud800")) => ImportProblem::Event(p, Damage::Shape(_)) if *p == place,
        "a text instead of an event": file(id, &with(&all, title, "\"erased\"")) => ImportProblem::Event(p, Damage::Shape(_)) if *p == place,
        "null instead of an event": file(id, &with(&all, title, "null")) => ImportProblem::Event(p, Damage::Shape(_)) if *p == place,
        "a list instead of an event": file(id, &with(&all, title, "[null,\"\",{}]")) => ImportProblem::Event(p, Damage::Shape(_)) if *p == place,
        "an event cut short": file(id, &with(&all, title, "{}")) => ImportProblem::Event(p, Damage::Shape(_)) if *p == place,
        "an event missing": file(id, &without(&all, title)) => ImportProblem::Chain(Break::MissingParent(..)),
        "the opening missing": file(id, &without(&all, 0)) => ImportProblem::NoBeginning,
        "an event twice": file(id, &[all.clone(), vec![all[title].clone()]].concat()) => ImportProblem::Twice(p) if *p == all.len() + 1,
        "another incident's event": file(id, &with(&all, title, other.lines()[0].clone())) => ImportProblem::OtherIncident(p) if *p == place,
        "another incident's name": file(other.id.as_str(), &all) => ImportProblem::OtherIncident(1),
        "the last event missing": exported(&desk.log, desk.now).replacen(&format!(",\n{}", all.last().unwrap()), "", 1) => ImportProblem::Heads,
        "a head too many": file(id, &all).replacen("\"heads\":[", "\"heads\":[\"00\",", 1) => ImportProblem::Heads,
        "no head": exported(&desk.log, desk.now).replacen(&format!("{:?}", desk.log.heads()[0]), "", 1) => ImportProblem::Heads,
        "longer than a line may be": file(id, &with(&all, title, format!("{{\"content\":\"{}\"}}", "x".repeat(MAX_LINE)))) => ImportProblem::Event(p, Damage::TooLong) if *p == place,
        "more events than a record may have": file(id, &[]).replacen("\n\n", &format!("\n0{}\n", ",0".repeat(MAX_EVENTS)), 1) => ImportProblem::TooMany,
    }
    // A derived section is passed over, however deep it is.
    let derived = format!("{{\"derived\":{},\"format\":", deep);
    let nested = file(id, &all).replacen("{\"format\":", &derived, 1);
    assert_eq!(lines(&read_file(&nested).expect("read").records[0].log), all);
    // The order of the lines in the file says nothing: counters and parents do.
    let mut turned = all.clone();
    turned.reverse();
    turned.swap(2, 9);
    assert_eq!(lines(&read_file(&file(id, &turned)).expect("read").records[0].log), all);
}

/// Changes by somebody who makes all hashes anew: only the rules of the record are left to find them.
#[test]
fn forged_with_new_hashes() {
    let desk = story();
    let (id, all) = (desk.id.as_str(), desk.lines());
    let last = all.len() - 1;
    let title = place_of(&all, "title.set");
    let forge = |place: usize, change: &dyn Fn(&mut Value)| file(id, &forged(&all, place, change));
    let header = |field: &'static str, value: Value| {
        forge(last, &move |parts: &mut Value| parts["header"][field] = value.clone())
    };
    let moment = |offset: i64, at: Value, precision: &str| json!({ "at": at, "offset_minutes": offset, "precision": precision, "zone": "UTC" });
    let instant = || json!("2026-11-22T14:05:00.000Z");
    let own_hash = apart(&all[last])["hash"].clone();
    let same_writer = {
        let mut lines = all.clone();
        lines.push(later_kind(&desk.log, &json!(1)));
        let mut parts = apart(&lines[last + 1]);
        parts["header"]["writer"] = apart(&all[last])["header"]["writer"].clone();
        parts["header"]["sequence"] = apart(&all[last])["header"]["sequence"].clone();
        lines[last + 1] = sealed(parts);
        file(id, &lines)
    };
    let declaration = place_of(&all, "incident.declared");
    let declared = |field: &'static str, value: Value| {
        forge(declaration, &move |parts: &mut Value| parts["content"]["body"][field] = value.clone())
    };
    let event = |problem: &ImportProblem, damage: Damage| *problem == ImportProblem::Event(last + 1, damage);
    let fields: [(&str, Value, Damage); 17] = [
        ("format", json!(0), Damage::Field("format")),
        ("counter", json!(0), Damage::Field("counter")),
        ("counter", json!(100_000_000), Damage::Field("counter")),
        ("sequence", json!(0), Damage::Field("sequence")),
        ("writer", json!("0123456789ABCDEF"), Damage::Field("writer")),
        ("writer", json!("0123"), Damage::Field("writer")),
        ("kind", json!(""), Damage::Field("kind")),
        ("kind", json!("k".repeat(65)), Damage::Field("kind")),
        ("parents", json!(["ab"]), Damage::Field("parents")),
        ("parents", json!([own_hash, own_hash]), Damage::Field("parents")),
        ("occurred", moment(0, Value::Null, "exact"), Damage::Field("occurred")),
        ("occurred", moment(0, instant(), "unknown"), Damage::Field("occurred")),
        ("known", moment(1081, instant(), "exact"), Damage::Field("occurred")),
        ("known", moment(i64::from(i32::MIN), instant(), "exact"), Damage::Field("occurred")),
        ("author", json!(["laptop", "Mei", "lead"]), Damage::Shape(String::new())),
        ("content_digest", json!("00"), Damage::ContentDigest),
        ("recorded", json!("9999-01-01T00:00:00.000Z"), Damage::Shape(String::new())),
    ];
    for (field, value, damage) in fields {
        let text = match field {
            // Sealing would put the digest right again.
            "content_digest" => {
                let mut parts = apart(&all[last]);
                parts["header"][field] = value;
                parts["hash"] = json!(holdfast::record::digest::sha256(judge(&parts["header"]).as_bytes()));
                file(id, &with(&all, last, judge(&parts)))
            }
            _ => header(field, value),
        };
        match (problem(&text), damage) {
            (ImportProblem::Event(place, Damage::Shape(_)), Damage::Shape(_)) => assert_eq!(place, last + 1),
            (found, damage) => assert!(event(&found, damage.clone()), "{field}: {found:?}, not {damage:?}"),
        }
    }
    refused! {
        "a negative counter": header("counter", json!(-1)) => ImportProblem::Event(_, Damage::Shape(_)),
        "a counter that jumps": header("counter", json!(900)) => ImportProblem::Chain(Break::Counter(_)),
        "a counter that stays": forge(last, &|parts| {
            let counter = parts["header"]["counter"].as_u64().unwrap();
            parts["header"]["counter"] = json!(counter - 1);
        }) => ImportProblem::Chain(_),
        "its own parent": header("parents", json!([apart(&all[last])["hash"]])) => ImportProblem::Chain(Break::MissingParent(..)),
        "a parent that is nowhere": header("parents", json!(["0".repeat(64)])) => ImportProblem::Chain(Break::MissingParent(..)),
        "a parent that comes later": forge(title, &|parts| {
            parts["header"]["parents"] = json!([apart(&all[last])["hash"]]);
        }) => ImportProblem::Chain(Break::MissingParent(..)),
        "no parents": header("parents", json!([])) => ImportProblem::Chain(Break::Counter(_)),
        "one running number twice": same_writer => ImportProblem::Chain(Break::Sequence(_)),
        "an id that is none": header("id", json!("not-an-id")) => ImportProblem::Event(_, Damage::Shape(_)),
        "another incident": header("incident", json!("00000000-0000-4000-8000-000000000000")) => ImportProblem::OtherIncident(_),
        "a line changed in the middle": file(id, &with(&all, title, forged(&all, title, |parts| parts["content"]["body"]["title"] = json!("x"))[title].clone()))
            => ImportProblem::Chain(Break::MissingParent(..)),
        "a field of 64 KiB and a byte": forge(title, &|parts| parts["content"]["body"]["title"] = json!("x".repeat(65_537)))
            => ImportProblem::Event(_, Damage::Field("content")),
        "no salt": forge(title, &|parts| drop(parts["content"].as_object_mut().unwrap().remove("salt"))) => ImportProblem::Event(_, Damage::Shape(_)),
        "content of a number": forge(title, &|parts| parts["content"] = json!(7)) => ImportProblem::Event(_, Damage::Shape(_)),
        "a moment in a body at no offset there is": declared("moment", moment(1081, instant(), "exact"))
            => ImportProblem::Event(place, Damage::Field("at")) if *place == declaration + 1,
        "a moment in a body without its instant": declared("moment", moment(0, Value::Null, "exact"))
            => ImportProblem::Event(place, Damage::Field("at")) if *place == declaration + 1,
        "a moment in a body outside the years": declared("moment", moment(0, json!("9999-01-01T00:00:00.000Z"), "exact"))
            => ImportProblem::Event(place, Damage::Field("at")) if *place == declaration + 1,
        "a declaration that corrects nothing": declared("corrects", json!("00000000-0000-4000-8000-000000000000"))
            => ImportProblem::Event(place, Damage::Field("corrects")) if *place == declaration + 1,
        "a declaration that corrects an event of another kind": declared("corrects", apart(&all[title])["header"]["id"].clone())
            => ImportProblem::Event(place, Damage::Field("corrects")) if *place == declaration + 1,
        "not opened first": forge(0, &|parts| parts["header"]["kind"] = json!("title.set")) => ImportProblem::NoBeginning,
        "the tombstone without its reason": forge(place_of(&all, "content.erased"), &|parts| parts["content"] = json!({ "body": {}, "salt": "" }))
            => ImportProblem::Chain(Break::Event(_, Damage::ContentDigest)),
    }
}

/// What a tombstone of the file names does not come in again, even when the file still has it.
#[test]
fn erased_content_does_not_come_back() {
    let mut desk = story();
    let before = desk.clone();
    let target = before.log.events()[place_of(&before.lines(), "report.recorded")].header.id.clone();
    desk.act(holdfast::record::decide::Command::Erase { target: target.clone(), reason: "asked for".to_owned() });
    let place = place_of(&before.lines(), "report.recorded");
    let still_there = with(&desk.lines(), place, before.lines()[place].clone());
    let text = file(desk.id.as_str(), &still_there);
    assert!(text.contains("Zugriffe"));
    let read = read_file(&text).expect("read");
    assert_eq!(lines(&read.records[0].log), desk.lines());
    assert!(!exported(&read.records[0].log, desk.now).contains("Zugriffe"));
}

/// In a backup the record is named as well as the place in it, and one bad record refuses the whole file.
#[test]
fn a_damaged_backup_names_the_record() {
    let desks = [Desk::opened(support::at("2026-05-01T00:00:00.000Z")), story()];
    let now = support::at("2026-12-01T00:00:00.000Z");
    let text = export_all(desks.iter().map(|desk| (&desk.log, &desk.incident)), &support::zones::TzData, now);
    let inner = |problem: &ImportProblem| match problem {
        ImportProblem::Record(2, inner) => Some((**inner).clone()),
        _ => None,
    };
    let second = text.find("\n]}").unwrap();
    let edit = |from: &str, to: &str| format!("{}{}", &text[..second], text[second..].replacen(from, to, 1));
    refused! {
        "an event of the second": edit("Zugriffe", "Angriffe") => found if matches!(inner(found), Some(ImportProblem::Event(2, Damage::ContentDigest))),
        "another format in it": edit("\"format\":\"holdfast-incident-record\"", "\"format\":\"x\"") => found if matches!(inner(found), Some(ImportProblem::OtherFormat(_))),
        "a newer record in it": edit("\"format_version\":1", "\"format_version\":9") => found if matches!(inner(found), Some(ImportProblem::Newer(9))),
        "version 0 in it": edit("\"format_version\":1", "\"format_version\":0") => found if matches!(inner(found), Some(ImportProblem::Newer(0))),
        "no incident in it": edit("\"incident\":", "\"accident\":") => found if matches!(inner(found), Some(ImportProblem::Json(..))),
        "a newer backup": text.replacen("\"format_version\":1", "\"format_version\":2", 1) => ImportProblem::Newer(2),
        "cut off": text[..text.len() / 2] => ImportProblem::Truncated,
        "a backup in a backup": json!({ "format": "holdfast-backup", "format_version": 1, "records": [{ "format": "holdfast-backup", "format_version": 1, "incident": desks[0].id.as_str(), "heads": [], "events": [] }] }).to_string()
            => ImportProblem::Record(1, inner) if matches!(**inner, ImportProblem::OtherFormat(_)),
    }
}

/// A damaged rule pack or profile refuses the whole backup, and is told with its place in both languages.
#[test]
fn a_damaged_rule_pack_or_profile_in_a_backup_is_named_with_its_place() {
    let desk = Desk::opened(support::at("2026-05-01T00:00:00.000Z"));
    let whole: Value = serde_json::from_str(&backup(&desk, &beside())).unwrap();
    assert!(read_file(&whole.to_string()).is_ok());
    let long = |bytes: usize| json!("x".repeat(bytes));
    let many = |path: &str, count: usize| json!(vec![whole.pointer(path).unwrap().clone(); count]);
    type Row<'a> = (&'a str, Value, &'a str, &'a str);
    let table: Vec<Row> = vec![
        ("/rules", json!(7), "This is not a rule pack", "这不是规则包"),
        ("/rules/format", json!("holdfast-backup"), "This is not a rule pack", "这不是规则包"),
        ("/rules/format_version", json!(2), "Written for a newer version of this program", "由较新版本的程序写成"),
        ("/rules/edition", json!("soon"), "edition: Outside what is allowed", "edition：超出允许范围"),
        ("/rules/regimes/0/name", json!(["One", ""]), "/name: In one language only", "/name：只有一种语言"),
        ("/rules/regimes", json!("none"), "regimes: Not the kind of value that belongs here", "regimes：值的类型不符"),
        ("/profile", json!([]), "Not the kind of value that belongs here", "值的类型不符"),
        ("/profile/organisation", json!(7), "organisation: Not the kind of value", "organisation：值的类型不符"),
        (
            "/profile/organisation",
            long(MAX_TEXT + 1),
            "organisation: Outside what is allowed",
            "organisation：超出允许范围",
        ),
        ("/profile/zone", long(65), "zone: Outside what is allowed", "zone：超出允许范围"),
        ("/profile/cadence", json!(10_000), "cadence: Outside what is allowed", "cadence：超出允许范围"),
        ("/profile/cadence", json!("4"), "cadence: Not the kind of value", "cadence：值的类型不符"),
        ("/profile/cadence", Value::Null, "cadence: Not the kind of value", "cadence：值的类型不符"),
        ("/profile/answers/1", json!(1), "answers: Not the kind of value", "answers：值的类型不符"),
        ("/profile/answers/1", long(65), "answers: Outside what is allowed", "answers：超出允许范围"),
        ("/profile/answers", json!(vec!["a"; 2001]), "answers: Outside what is allowed", "answers：超出允许范围"),
        ("/profile/clocks", json!({}), "clocks: Not the kind of value", "clocks：值的类型不符"),
        ("/profile/clocks", many("/profile/clocks/0", 201), "clocks: Outside what is allowed", "clocks：超出允许范围"),
        ("/profile/clocks/1", json!("a clock"), "clocks/1: Not the kind of value", "clocks/1：值的类型不符"),
        ("/profile/clocks/1/party", json!("nobody"), "clocks/1: Not the kind of value", "clocks/1：值的类型不符"),
        (
            "/profile/clocks/1/length",
            json!(0),
            "clocks/1/length: Outside what is allowed",
            "clocks/1/length：超出允许范围",
        ),
        ("/profile/clocks/0/length", json!(10_000), "clocks/0/length: Outside", "clocks/0/length：超出允许范围"),
        ("/profile/clocks/1/name", json!(" "), "clocks/1/name: Outside", "clocks/1/name：超出允许范围"),
        ("/profile/clocks/1/source", long(MAX_TEXT + 1), "clocks/1/source: Outside", "clocks/1/source：超出允许范围"),
        ("/profile/clocks/1/dated", json!("2026-02-30"), "clocks/1/dated: Outside", "clocks/1/dated：超出允许范围"),
        ("/profile/clocks/1/zone", long(65), "clocks/1/zone: Outside", "clocks/1/zone：超出允许范围"),
        ("/profile/clocks/1/holidays", long(65), "clocks/1/holidays: Outside", "clocks/1/holidays：超出允许范围"),
    ];
    for (place, value, english, chinese) in table {
        let mut file = whole.clone();
        *file.pointer_mut(place).expect(place) = value;
        let found = problem(&file.to_string());
        let part = if place.starts_with("/rules") {
            ["Rule pack", "规则包"]
        } else {
            ["Organisation profile", "组织概况"]
        };
        for (language, part, wanted) in [(Language::English, part[0], english), (Language::Chinese, part[1], chinese)] {
            let words = import_problem(language, &found);
            assert!(words.contains(part) && words.contains(wanted), "{place}: {words}");
        }
    }
    // As long as the form that it is typed in takes; a file nested without end ends.
    let mut file = whole.clone();
    file["profile"]["organisation"] = long(MAX_TEXT);
    assert!(read_file(&file.to_string()).is_ok());
    for part in ["rules", "profile"] {
        let deep = ["[".repeat(100_000), "]".repeat(100_000)].concat();
        let text = format!("{{\"format\":\"holdfast-backup\",\"format_version\":1,\"{part}\":{deep},\"records\":[]}}");
        assert!(matches!(problem(&text), ImportProblem::Rules(_) | ImportProblem::Profile(_)), "{part}");
    }
}

/// One random change to the bytes of a file, as a bad disk, a bad copy or a bad tool might make it.
fn mutated(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=dice.below(3) {
        if out.len() < 8 {
            break;
        }
        let spot = dice.below(out.len());
        let reach = 1 << dice.below(12);
        let length = 1 + dice.below(reach).min(out.len() - spot - 1);
        let other = dice.below(out.len() - length);
        match dice.below(9) {
            0 => out[spot] ^= 1 << dice.below(8),
            1 => out[spot] = dice.next() as u8,
            2 => drop(out.drain(spot..spot + length)),
            3 => {
                let chunk = out[spot..spot + length].to_vec();
                out.splice(spot..spot, chunk);
            }
            4 => {
                let chunk = out[other..other + length].to_vec();
                out.splice(spot..spot + length, chunk);
            }
            5 => {
                let digits: Vec<usize> = (0..out.len()).filter(|&at| out[at].is_ascii_digit()).collect();
                let at = dice.pick(&digits);
                out[at] = b'0' + dice.below(10) as u8;
            }
            6 => {
                let tokens: [&[u8]; 12] = [
                    b"null",
                    b"-1",
                    b"1e999",
                    b"{}",
                    b"[]",
                    b"\"\"",
                    b",",
                    b"\\u0000",
                    b"\\ud800",
                    b"[[[[",
                    b"\xff\xfe",
                    b"\xe2\x80\xae",
                ];
                out.splice(spot..spot, dice.pick(&tokens).iter().copied());
            }
            7 => {
                // Whole lines change places, or one is lost.
                let mut lines: Vec<Vec<u8>> = out.split(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
                let (one, other) = (dice.below(lines.len()), dice.below(lines.len()));
                if dice.chance(50) {
                    lines.swap(one, other)
                } else {
                    drop(lines.remove(one))
                }
                out = lines.join(&b'\n');
            }
            _ => out.truncate(spot.max(1)),
        }
    }
    out
}

/// A hundred mutated files (a thousand with `HOLDFAST_SOAK=1`): a message, or the very same events.
#[test]
fn mutated_files_never_get_in_changed() {
    let desk = story();
    let text = exported(&desk.log, desk.now);
    let expected = desk.lines();
    let mut dice = Dice::new(seed());
    let (mut refused, mut same) = (0, 0);
    for round in 0..cases(100) {
        // A browser reads what is not UTF-8 as U+FFFD.
        let changed = String::from_utf8_lossy(&mutated(text.as_bytes(), &mut dice)).into_owned();
        match read_file(&changed) {
            Err(problem) => {
                refused += 1;
                for language in [Language::English, Language::Chinese] {
                    let words = import_problem(language, &problem);
                    // What the file says of itself may hold anything; a place left open in our own words is a number.
                    let open = ["{0}", "{1}", "{2}"].into_iter().find(|open| words.contains(open));
                    assert!(words.ends_with(['.', '。']) && open.is_none(), "round {round}: {words}");
                }
            }
            Ok(read) => {
                same += 1;
                assert_eq!(read.records.len(), 1, "round {round}");
                assert_eq!(lines(&read.records[0].log), expected, "round {round}");
                assert_eq!(read.records[0].incident, desk.id, "round {round}");
            }
        }
    }
    assert!(refused > same && same > 0, "{refused} refused, {same} the same: the mutations do not reach far enough");
}
