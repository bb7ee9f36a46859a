//! Affected parties from a CSV file: which column fills which field, which rows are good, and why the others are not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::exchange::csv_read;
use holdfast::form::Problem;
use holdfast::form::table::{Filled, Rows, fillable, guess, read};
use holdfast::playbook::gates;
use holdfast::record::body::{Body, EntryAdded};
use holdfast::record::decide::{Command, Context, decide};
use holdfast::record::refusal::Why;
use holdfast::record::register::EntryValues;
use holdfast::register::registers;
use support::at;
use support::desk::{Desk, fact};
use support::registers::{add, described, remove, said, values};

fn desk() -> Desk {
    Desk::opened(at("2026-11-22T14:05:00.000Z"))
}

fn rows(desk: &Desk, csv: &str, filled: Option<&[Filled]>) -> Rows {
    let register = described("party");
    let table = csv_read::read(csv).unwrap();
    let guessed = guess(register, &table.header);
    let context = Context {
        now: desk.now,
        author: &desk.author,
        gates: gates(),
        registers: registers(),
        log: &desk.log,
        noted: false,
    };
    let check = |entry: &EntryAdded| decide(&desk.incident, fact(entry.clone()), &context).map(drop);
    read(register, &table, filled.unwrap_or(&guessed), &desk.incident, &check)
}

fn entries(rows: &Rows) -> Vec<EntryValues> {
    let one = |body: &Body| match body {
        Body::EntryAdded(entry) if entry.register == "party" => entry.values.clone(),
        other => panic!("{other:?}"),
    };
    rows.good.iter().map(one).collect()
}

fn refused(rows: &Rows) -> Vec<(usize, &str, Why)> {
    let one = |(line, problem): &(usize, holdfast::form::FieldProblem)| {
        let Problem::Why(why) = &problem.problem else { panic!("{problem:?}") };
        (*line, why.clone())
    };
    rows.refused.iter().map(|row| (row.0, row.1.field.as_str(), one(row).1)).collect()
}

#[test]
fn columns_are_matched_by_code_and_by_the_words_of_both_languages() {
    let register = described("party");
    let codes: Vec<&str> = fillable(register).map(|field| field.code.as_str()).collect();
    assert_eq!(codes, ["granularity", "name", "count", "jurisdiction", "contact", "note"]);
    let header = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let columns = |names: &[&str]| {
        let place = |filled: Filled| match filled {
            Filled::Column(place) => Some(place),
            _ => None,
        };
        guess(register, &header(names)).into_iter().map(place).collect::<Vec<_>>()
    };
    assert_eq!(columns(&["name", "granularity"]), [Some(1), Some(0), None, None, None, None]);
    assert_eq!(
        columns(&["NAME OR IDENTIFIER", "How many", "counted by"]),
        [Some(2), Some(0), Some(1), None, None, None]
    );
    assert_eq!(columns(&["名称或标识", "备注", "联系方式"]), [None, Some(0), None, None, Some(2), Some(1)]);
    assert_eq!(columns(&["Firma", ""]), [None; 6]);
    // What refers to other entries, and moments, cannot come from a table.
    let scope: Vec<&str> = fillable(described("scope")).map(|field| field.code.as_str()).collect();
    assert_eq!(scope, ["kind", "name", "status", "note"]);
}

#[test]
fn rows_become_entries_or_are_refused_with_line_and_reason() {
    let mut desk = desk();
    let csv = "name,granularity,count,note\r\n\
               Contoso,customer,12,\r\n\
               华东,地域,,\"two\r\nlines\"\r\n\
               ,Region,3,\r\n\
               Fabrikam,planet,1,\r\n\
               Adatum,Customer or Tenant,1.5,\r\n\
               \"  contoso \",CUSTOMER,,again\r\n\
               Contoso,server,,another kind\r\n";
    let found = rows(&desk, csv, None);
    let expected = [
        values([("granularity", said("customer")), ("name", said("Contoso")), ("count", said("12"))]),
        values([("granularity", said("region")), ("name", said("华东")), ("note", said("two\nlines"))]),
        values([("granularity", said("server")), ("name", said("Contoso")), ("note", said("another kind"))]),
    ];
    assert_eq!(entries(&found), expected);
    let why = [
        (5, "name", Why::Empty),
        (6, "granularity", Why::NothingChosen),
        (7, "count", Why::NotANumber),
        (8, "name", Why::Already),
    ];
    assert_eq!(refused(&found), why);
    // One act; the same file again adds nothing.
    let before = desk.log.events().len();
    let events = desk.attempt(Command::Several { bodies: found.good, occurred: None }).unwrap();
    assert_eq!((events.len(), desk.log.events().len()), (3, before + 3));
    let again = rows(&desk, csv, None);
    assert!(again.good.is_empty());
    assert_eq!(refused(&again).iter().filter(|row| row.2 == Why::Already).count(), 4);
    // What was taken out may come again.
    desk.state(remove(&events[1].header.id));
    assert_eq!(entries(&rows(&desk, csv, None)), expected[1..2]);
}

#[test]
fn a_field_may_be_left_empty_or_be_the_same_in_every_row() {
    let mut desk = desk();
    desk.state(add("party", values([("granularity", said("region")), ("name", said("West"))])));
    let csv = "Firma;Anzahl\nWest;4\nOst;5\n";
    let nothing = || Filled::Nothing;
    let same = |code: &str| Filled::Same(code.to_owned());
    let filled = [same("region"), Filled::Column(0), Filled::Column(1), nothing(), nothing(), nothing()];
    let found = rows(&desk, csv, Some(&filled));
    let expected = [values([("granularity", said("region")), ("name", said("Ost")), ("count", said("5"))])];
    assert_eq!(entries(&found), expected);
    assert_eq!(refused(&found), [(2, "name", Why::Already)]);
    // With nothing chosen every row lacks what an entry needs.
    let found = rows(&desk, csv, None);
    assert!(found.good.is_empty());
    assert_eq!(refused(&found), [(2, "granularity", Why::NothingChosen), (3, "granularity", Why::NothingChosen)]);
    // A column that is not there fills nothing.
    let filled = [same("region"), Filled::Column(9), nothing(), nothing(), nothing(), nothing()];
    assert_eq!(refused(&rows(&desk, csv, Some(&filled))).len(), 2);
}

#[test]
fn as_many_rows_as_a_file_may_hold_are_one_act() {
    let mut desk = desk();
    let mut csv = String::from("granularity,name\n");
    for row in 0..csv_read::MAX_ROWS {
        csv.push_str(&format!("customer,Tenant {row}\n"));
    }
    let found = rows(&desk, &csv, None);
    assert_eq!((found.good.len(), found.refused.len()), (csv_read::MAX_ROWS, 0));
    let events = desk.attempt(Command::Several { bodies: found.good, occurred: None }).unwrap();
    assert_eq!(events.len(), csv_read::MAX_ROWS);
    assert_eq!(desk.incident.entries_of("party").count(), csv_read::MAX_ROWS);
}
