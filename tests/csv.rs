//! Tables: a register across incidents as CSV and as JSON, judged by a strict reader of RFC 4180 written here; and
//! tables of others, read within limits.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::exchange::csv::{HEAD, file_name, objects, table};
use holdfast::exchange::csv_read::{Fault, MAX_BYTES, MAX_CELL, MAX_COLUMNS, MAX_ROWS, Problem, Row, read};
use holdfast::language::Language;
use holdfast::language::csv_problem::words;
use holdfast::record::body::{EntryAdded, EntryRemoved, TitleSet};
use holdfast::record::codes::{Mode, Tlp};
use holdfast::record::decide::Command;
use holdfast::record::incident::Incident;
use holdfast::record::register::EntryValue;
use holdfast::record::time::{Moment, Precision};
use holdfast::register::registers;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use support::desk::Desk;
use support::facts::text;
use support::registers::{described, full, many, said, values, with_targets};
use support::{at, property};

/// RFC 4180 to the letter: CRLF after every line, quotes only around whole cells, as many cells in every line.
fn strictly(text: &str) -> Vec<Vec<String>> {
    let mut rest = text;
    let mut rows = Vec::new();
    while !rest.is_empty() {
        let mut row = Vec::new();
        loop {
            let cell = match rest.strip_prefix('"') {
                Some(quoted) => {
                    let mut end = 0;
                    let inside = loop {
                        end += quoted[end..].find('"').expect("a closing quotation mark");
                        if !quoted[end + 1..].starts_with('"') {
                            break &quoted[..end];
                        }
                        end += 2;
                    };
                    rest = &quoted[end + 1..];
                    inside.replace("\"\"", "\"")
                }
                None => {
                    let end = rest.find([',', '\r', '\n', '"']).expect("an end of the line");
                    let cell = rest[..end].to_owned();
                    rest = &rest[end..];
                    cell
                }
            };
            row.push(cell);
            match rest.strip_prefix(',') {
                Some(after) => rest = after,
                None => break,
            }
        }
        rest = rest.strip_prefix("\r\n").unwrap_or_else(|| panic!("no CRLF at {rest:?}"));
        rows.push(row);
    }
    assert!(rows.windows(2).all(|pair| pair[0].len() == pair[1].len()), "lines of unequal length");
    rows
}

fn cells(line: &[&str]) -> Vec<String> {
    line.iter().map(|cell| (*cell).to_owned()).collect()
}

fn scope(desk: &mut Desk, name: &str, note: &str) -> holdfast::record::id::Id {
    let values =
        values([("kind", said("system")), ("name", said(name)), ("status", said("suspected")), ("note", said(note))]);
    desk.state(EntryAdded { register: text("scope"), values })
}

#[test]
fn a_register_is_a_table_across_incidents() {
    let mut one = with_targets();
    let evidence = one.incident.evidence[0].event.to_string();
    let first = scope(&mut one, "Front end, \"new\"", "Line one\r\nline two");
    let second = scope(&mut one, "邮件;前端", "");
    one.state(EntryRemoved { entry: second.clone(), reason: text("Another network") });
    let seen = Moment::exact(at("2026-11-20T08:30:00.000Z"), "Asia/Kolkata", 330);
    let day =
        Moment { precision: Precision::Date, ..Moment::exact(at("2026-11-20T23:00:00.000Z"), "Europe/Berlin", 60) };
    let third = one.state(EntryAdded {
        register: text("scope"),
        values: values([
            ("kind", said("region")),
            ("name", said("west")),
            ("status", said("confirmed")),
            ("first_seen", EntryValue::Time(seen.clone())),
            ("last_seen", EntryValue::Time(day)),
            ("evidence", many(&[&evidence, &evidence])),
        ]),
    });
    let mut other = Desk::new(&holdfast::record::id::Id::from_random([3; 16]), "Bo Li", "Scribe", 5, one.now);
    let mut open = Desk::open();
    let Command::Open { opened, .. } = &mut open else { panic!("it opens") };
    opened.mode = Mode::Exercise;
    other.act(open);
    other.state(TitleSet { title: text("=1+1") });
    let fourth = scope(&mut other, "-2", "+49 30 1234");
    let all = [&one.incident, &other.incident];
    let csv = table(&all, described("scope"));
    let (a, b) = (one.id.as_str(), other.id.as_str());
    let twice = format!("{evidence};{evidence}");
    let expected = [
        cells(&[
            "incident_id",
            "incident_title",
            "incident_mode",
            "entry_id",
            "entry_state",
            "kind",
            "name",
            "status",
            "first_seen",
            "last_seen",
            "evidence",
            "note",
        ]),
        cells(&[
            a,
            "Odd sign-ins",
            "real",
            first.as_str(),
            "standing",
            "system",
            "Front end, \"new\"",
            "suspected",
            "",
            "",
            "",
            "Line one\r\nline two",
        ]),
        cells(&[
            a,
            "Odd sign-ins",
            "real",
            second.as_str(),
            "removed",
            "system",
            "邮件;前端",
            "suspected",
            "",
            "",
            "",
            "",
        ]),
        cells(&[
            a,
            "Odd sign-ins",
            "real",
            third.as_str(),
            "standing",
            "region",
            "west",
            "confirmed",
            "2026-11-20T14:00:00+05:30",
            "2026-11-21",
            &twice,
            "",
        ]),
        cells(&[
            b,
            "'=1+1",
            "exercise",
            fourth.as_str(),
            "standing",
            "system",
            "'-2",
            "suspected",
            "",
            "",
            "",
            "'+49 30 1234",
        ]),
    ];
    assert_eq!(strictly(&csv), expected);
    // Our own reader agrees with the judge; it reads every line end as a line feed.
    let ours = read(&csv).expect("read");
    assert_eq!(ours.header, expected[0]);
    let ours: Vec<Vec<String>> = ours.rows.into_iter().map(|row| row.cells).collect();
    assert_eq!(
        ours,
        expected[1..]
            .iter()
            .map(|row| row.iter().map(|cell| cell.replace("\r\n", "\n")).collect::<Vec<_>>())
            .collect::<Vec<_>>()
    );
    // The same as JSON: whole, and nothing in front of what begins with a mark.
    let found = objects(&all, described("scope"));
    let found = found.as_array().unwrap();
    assert_eq!(found.len(), 4);
    assert_eq!(
        found[2],
        json!({
            "incident_id": a, "incident_title": "Odd sign-ins", "incident_mode": "real", "entry_id": third, "entry_state": "standing",
            "kind": "region", "name": "west", "status": "confirmed", "note": null,
            "first_seen": seen, "last_seen": { "at": "2026-11-20T23:00:00.000Z", "offset_minutes": 60, "precision": "date", "zone": "Europe/Berlin" },
            "evidence": [evidence, evidence],
        })
    );
    assert_eq!((&found[3]["incident_title"], &found[3]["name"]), (&json!("=1+1"), &json!("-2")));
    assert_eq!((&found[1]["entry_state"], &found[1]["note"]), (&json!("removed"), &Value::Null));
}

#[test]
fn every_register_is_a_table() {
    let (desk, ids) = full();
    for register in registers() {
        let csv = strictly(&table(&[&desk.incident], register));
        assert_eq!(csv.len(), 2, "{}", register.code);
        assert_eq!(csv[0][..HEAD.len()], HEAD.map(str::to_owned));
        assert_eq!(csv[0].iter().collect::<BTreeSet<_>>().len(), csv[0].len(), "{}: a column twice", register.code);
        assert_eq!(csv[1][3], ids[register.code.as_str()].to_string());
        assert!(csv[1].iter().all(|cell| !cell.is_empty()), "{}: {:?}", register.code, csv[1]);
        let none: [&Incident; 0] = [];
        assert_eq!((strictly(&table(&none, register)).len(), objects(&none, register)), (1, json!([])));
    }
}

/// What a spreadsheet would take for a formula is text; nothing else is touched.
#[test]
fn a_cell_is_never_a_formula() {
    let mut desk = with_targets();
    let begin = ["=", "+", "-", "@", "\t", "\r", "\n", "\u{ff1d}", "\u{ff0b}", "\u{ff0d}", "\u{ff20}"];
    for mark in begin {
        scope(&mut desk, &format!("{mark}cmd|' /C calc'!A1"), "a=b");
    }
    for plain in ["'x", " =x", "a-b", "\u{2212}1", "1+1", "#x", "%"] {
        scope(&mut desk, plain, "");
    }
    let csv = strictly(&table(&[&desk.incident], described("scope")));
    let names: Vec<&str> = csv[1..].iter().map(|row| row[6].as_str()).collect();
    assert!(
        names[..begin.len()].iter().zip(begin).all(|(name, mark)| *name == format!("'{mark}cmd|' /C calc'!A1")),
        "{names:?}"
    );
    assert_eq!(names[begin.len()..], ["'x", " =x", "a-b", "\u{2212}1", "1+1", "#x", "%"]);
    assert!(csv[1..].iter().all(|row| !row[6].starts_with(['=', '+', '-', '@', '\t', '\r'])));
    assert_eq!(csv[1][11], "a=b");
}

#[test]
fn times_as_rfc_3339() {
    let exact = |at: &str, offset| Moment::exact(support::at(at), "X", offset);
    let table = [
        (exact("2026-11-22T14:05:30.000Z", 0), "2026-11-22T14:05:30+00:00"),
        (exact("2026-11-22T14:05:00.000Z", 60), "2026-11-22T15:05:00+01:00"),
        (exact("2026-01-01T01:00:00.000Z", -210), "2025-12-31T21:30:00-03:30"),
        (Moment { precision: Precision::About, ..exact("2026-11-22T14:05:00.000Z", 480) }, "2026-11-22T22:05:00+08:00"),
        (Moment { precision: Precision::Date, ..exact("2026-11-21T16:00:00.000Z", 480) }, "2026-11-22"),
        (Moment::unknown("UTC"), "unknown"),
    ];
    for (moment, expected) in table {
        assert_eq!(moment.to_rfc3339(), expected);
    }
}

fn row(line: usize, values: &[&str]) -> Row {
    Row { line, cells: cells(values) }
}

#[test]
fn tables_as_spreadsheets_write_them() {
    let expected = [row(2, &["Contoso", "1, 2"]), row(3, &["邮件 \"x\"", ""])];
    for separator in [',', ';', '\t'] {
        for end in ["\n", "\r\n", "\r"] {
            for mark in ["", "\u{feff}"] {
                for last in ["", end] {
                    let lines = ["name|  count ", "Contoso|\"1, 2\"", "\"邮件 \"\"x\"\"\"|"].join(end);
                    let text = format!("{mark}{}{last}", lines.replace('|', &separator.to_string()));
                    let found = read(&text).unwrap_or_else(|problem| panic!("{text:?}: {problem:?}"));
                    assert_eq!((found.header, found.rows), (cells(&["name", "count"]), expected.to_vec()), "{text:?}");
                }
            }
        }
    }
}

#[test]
fn tables_that_are_odd_but_clear() {
    let table: [(&str, &[&str], Vec<Row>); 8] = [
        // One column, which no separator tells.
        ("name\nA\nB", &["name"], vec![row(2, &["A"]), row(3, &["B"])]),
        // Lines and rows without text stand for nothing; lines are counted on.
        ("\r\n\nname,count\n,\n\nA,1\n , \n", &["name", "count"], vec![row(6, &["A", "1"])]),
        // A line end within quotation marks; the row begins on its first line.
        ("a,b\n\"1\r\n2\",x\ny,z", &["a", "b"], vec![row(2, &["1\n2", "x"]), row(4, &["y", "z"])]),
        // The separator is what the header has most of, not what the cells have.
        ("a;b\n1,5;2,5", &["a", "b"], vec![row(2, &["1,5", "2,5"])]),
        ("\"a,b,c\";d\n1;2", &["a,b,c", "d"], vec![row(2, &["1", "2"])]),
        ("a,b\n\"\",\"\"\"\"", &["a", "b"], vec![row(2, &["", "\""])]),
        // Columns without a name may be many.
        ("a,,\n1,2,3", &["a", "", ""], vec![row(2, &["1", "2", "3"])]),
        ("a,b", &["a", "b"], vec![]),
    ];
    for (text, header, rows) in table {
        let found = read(text).unwrap_or_else(|problem| panic!("{text:?}: {problem:?}"));
        assert_eq!((found.header, found.rows), (cells(header), rows), "{text:?}");
    }
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    let long = "x".repeat(MAX_CELL + 1);
    let wide = vec!["x"; MAX_COLUMNS + 1].join(",");
    let high = format!("a\n{}", "x\n".repeat(MAX_ROWS + 1));
    let big = format!("a\n{}", "x,".repeat(MAX_BYTES / 2));
    let table: Vec<(&str, usize, Fault)> = vec![
        ("", 1, Fault::Empty),
        ("\u{feff}\n , \n\n", 1, Fault::Empty),
        ("a,b\n1,2\n1,2,3", 3, Fault::Cells(3, 2)),
        ("a,b\n\n1", 3, Fault::Cells(1, 2)),
        ("a,b\n\"x\ny\",1,2", 2, Fault::Cells(3, 2)),
        ("a, a", 1, Fault::Twice(text("a"))),
        ("a,b\n1,x\"y", 2, Fault::Quote),
        ("a,b\n\"x\"y,1", 2, Fault::Quote),
        ("a,b\n\"x\" ,1", 2, Fault::Quote),
        ("a,b\n1,2\n3,\"x\n4,5", 3, Fault::Unclosed),
        ("a\n\"", 2, Fault::Unclosed),
        (&wide, 1, Fault::Columns),
        (&high, MAX_ROWS + 2, Fault::Rows),
        (&big, 2, Fault::TooLong),
    ];
    for (text, line, fault) in table {
        let shown: String = text.chars().take(60).collect();
        assert_eq!(read(text), Err(Problem { line, fault }), "{shown:?}");
    }
    assert_eq!(read(&format!("a,b\n1,{long}")), Err(Problem { line: 2, fault: Fault::Cell }));
    assert_eq!(read(&format!("a,b\n1,2\n\"{long}\",1")), Err(Problem { line: 3, fault: Fault::Cell }));
    // At the limits it is read.
    let cell = "x".repeat(MAX_CELL);
    let wide: Vec<String> = (0..MAX_COLUMNS).map(|place| format!("c{place}")).collect();
    let text = format!("{0}\n{0}\n", wide.join(","));
    assert_eq!(read(&text).unwrap().rows[0].cells.len(), MAX_COLUMNS);
    let mut text = format!("a\n{cell}\n{}", "x\n".repeat(MAX_ROWS - 1));
    assert_eq!(read(&text).unwrap().rows.len(), MAX_ROWS);
    text.extend(std::iter::repeat_n('\n', MAX_BYTES - text.len()));
    assert_eq!(read(&text).unwrap().rows.len(), MAX_ROWS);
    text.push('\n');
    assert_eq!(
        read(&text),
        Err(Problem { line: MAX_BYTES - MAX_CELL - 2 * (MAX_ROWS - 1) - 3 + MAX_ROWS + 2, fault: Fault::TooLong })
    );
}

#[test]
fn problems_of_tables_in_words() {
    let faults = [
        Fault::TooLong,
        Fault::Empty,
        Fault::Rows,
        Fault::Columns,
        Fault::Cell,
        Fault::Unclosed,
        Fault::Quote,
        Fault::Cells(3, 2),
        Fault::Twice(text("name")),
    ];
    let mut said = BTreeSet::new();
    for fault in &faults {
        for language in [Language::English, Language::Chinese] {
            let text = words(language, &Problem { line: 31, fault: fault.clone() });
            assert!(text.contains("31") && !text.contains('{'), "{text}");
            assert!(said.insert(text.clone()), "two problems say {text}");
        }
    }
    let cells = Problem { line: 4, fault: Fault::Cells(3, 2) };
    assert_eq!(words(Language::English, &cells), "Line 4: 3 cells here, 2 in the first line.");
    assert_eq!(words(Language::Chinese, &cells), "第 4 行：此处有 3 个单元格，首行有 2 个。");
    let twice = Problem { line: 1, fault: Fault::Twice(text("名称")) };
    assert_eq!(words(Language::Chinese, &twice), "第 1 行：列“名称”重复。");
}

proptest! {
    #![proptest_config(property(64))]

    /// Whatever a table holds, quoted by the letter of RFC 4180, it comes back; with any separator.
    #[test]
    fn tables_come_back(
        rows in proptest::collection::vec(proptest::collection::vec("[ -~\t\n邮\u{1f4e7}]{0,8}", 3), 0..12),
        separator in prop_oneof![Just(','), Just(';'), Just('\t')],
    ) {
        let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        let line = |row: &[String]| row.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(&separator.to_string());
        let header = cells(&["a", "b", "c"]);
        let text: String = std::iter::once(&header).chain(&rows).map(|row| line(row) + "\r\n").collect();
        let found = read(&text).expect("read");
        prop_assert_eq!(found.header, header);
        let expected: Vec<Vec<String>> = rows.into_iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).collect();
        prop_assert_eq!(found.rows.into_iter().map(|row| row.cells).collect::<Vec<_>>(), expected);
    }

    /// Any text is read or refused, within its lines.
    #[test]
    fn any_text_is_read_or_refused(text in "[a\",;\t\r\n]{0,60}") {
        let lines = text.split(['\r', '\n']).count();
        match read(&text) {
            Ok(table) => {
                prop_assert!(!table.header.is_empty());
                prop_assert!(table.rows.iter().all(|row| row.cells.len() == table.header.len() && row.line <= lines));
            }
            Err(problem) => prop_assert!((1..=lines).contains(&problem.line), "{problem:?}"),
        }
    }

    /// Texts of every kind in a register give a table that a strict reader takes, with no cell a formula.
    #[test]
    fn any_entry_gives_a_strict_table(names in proptest::collection::vec("[=+@,;\"'a\t\r\n邮-]{0,6}x", 1..6)) {
        let mut desk = with_targets();
        for name in &names {
            scope(&mut desk, name, "");
        }
        let csv = strictly(&table(&[&desk.incident], described("scope")));
        for (row, name) in csv[1..].iter().zip(&names) {
            let marked = row[6].strip_prefix('\'').filter(|rest| rest == name);
            prop_assert!(marked.is_some() || row[6] == *name);
            prop_assert!(!row[6].starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
        }
    }
}

/// The name of the file says how to handle it, and no title: names leak.
#[test]
fn a_file_is_named_by_its_marks() {
    let name = |privileged, ending| {
        file_name(described("process_issue"), (Tlp::Red, privileged), at("2026-11-22T14:05:00.000Z"), ending)
    };
    assert_eq!(name(true, "csv"), "holdfast-register-process-issue-tlp-red-privileged-20261122T140500Z.csv");
    assert_eq!(name(false, "json"), "holdfast-register-process-issue-tlp-red-20261122T140500Z.json");
}
