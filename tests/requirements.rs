//! The table of requirements (`requirements.md`) against the app and its tests: every number has its clauses, every place
//! and kind that is named is one the app has, every test that is named is there and runs. What is open says why.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

// Addresses are read by the room that shows pages; it needs no web for that.
#[allow(dead_code)]
#[path = "../src/session/route.rs"]
mod route;

use holdfast::assurance::control_map;
use holdfast::deadline::built_in::built_in;
use holdfast::exchange::csv;
use holdfast::exchange::record_json::export;
use holdfast::form::{FormCode, form};
use holdfast::language::Language;
use holdfast::notice::asked_of;
use holdfast::notice::control_pack::control_pack;
use holdfast::playbook::base;
use holdfast::record;
use holdfast::record::body::Body;
use holdfast::record::codes::{CONTRACT_72H, GateCode, NoticeLanguage};
use holdfast::record::gate::NEEDS;
use holdfast::register::{register, registers};
use holdfast::report::html::html;
use holdfast::report::markdown::markdown;
use holdfast::report::{Reader, Source, report};
use route::Route;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use support::beside::{backup, beside};
use support::desk::Desk;
use support::forms::{asking, typed_now};
use support::registers::full;
use support::zones::TzData;

const TABLE: &str = include_str!("requirements.md");
const README: &str = include_str!("../README.md");

/// How many numbers each list has.
const NUMBERS: [(&str, usize, usize); 2] = [("R-", 63, 3), ("B-", 41, 2)];

/// The cells of a row: its name, the clause, where it is, what is stored, which tests show it.
const CELLS: usize = 5;

struct Row<'a> {
    name: &'a str,
    /// In words, where, stored, tests.
    cells: [&'a str; CELLS - 1],
}

impl Row<'_> {
    fn is_open(&self) -> bool {
        self.cells[3].starts_with("open")
    }
}

/// The names between backticks, and nothing but these and blanks.
fn names(cell: &str) -> Result<Vec<&str>, String> {
    let parts: Vec<&str> = cell.split('`').collect();
    let between = parts.iter().step_by(2).all(|part| part.trim().is_empty());
    let names: Vec<&str> = parts.iter().skip(1).step_by(2).copied().collect();
    match between && parts.len() % 2 == 1 && !names.is_empty() && names.iter().all(|name| !name.trim().is_empty()) {
        true => Ok(names),
        false => Err(format!("names in backticks and nothing else: {cell:?}")),
    }
}

/// `R-012a` as its list, its number and its letter.
fn numbered(name: &str) -> Option<(&'static str, usize, &str)> {
    let (prefix, last, digits) = NUMBERS.into_iter().find(|(prefix, ..)| name.starts_with(prefix))?;
    let rest = name.strip_prefix(prefix)?;
    let (number, letter) = rest.split_at_checked(digits)?;
    let lettered = letter.is_empty() || (letter.len() == 1 && letter.bytes().all(|one| one.is_ascii_lowercase()));
    let number: usize = number.parse().ok()?;
    (lettered && (1..=last).contains(&number)).then_some((prefix, number, letter))
}

/// Every row of the tables; what is no row is told.
fn rows<'a>(text: &'a str, faults: &mut Vec<String>) -> Vec<Row<'a>> {
    let mut found: Vec<Row> = Vec::new();
    for (place, line) in text.lines().enumerate().filter(|(_, line)| line.trim_start().starts_with('|')) {
        if line.starts_with("| # |") || line.starts_with("|---") {
            continue;
        }
        let inner = line.strip_prefix("| ").and_then(|line| line.strip_suffix(" |"));
        let cells: Vec<&str> = inner.unwrap_or_default().split('|').map(str::trim).collect();
        let Ok([name, cells @ ..]) = <[&str; CELLS]>::try_from(cells) else {
            faults.push(format!("line {}: not {CELLS} cells", place + 1));
            continue;
        };
        if numbered(name).is_none() {
            faults.push(format!("line {}: {name:?} is no number of a requirement", place + 1));
        }
        if cells.iter().any(|cell| cell.is_empty()) {
            faults.push(format!("{name}: a column is empty"));
        }
        if found
            .last()
            .is_some_and(|last| numbered(last.name).is_some_and(|one| one.0 == &name[..2]) && last.name >= name)
        {
            faults.push(format!("{name}: after {}", found.last().unwrap().name));
        }
        found.push(Row { name, cells });
    }
    found
}

/// What names are asked of.
struct App {
    desk: Desk,
    derived: serde_json::Value,
}

impl App {
    fn new() -> Self {
        let (desk, _) = full();
        let file = export(&desk.log, &desk.incident, &TzData, desk.now);
        let file: serde_json::Value = serde_json::from_str(&file).unwrap();
        Self { desk, derived: file["derived"].clone() }
    }

    /// Whether the app has this place: an address, or a form, register, gate, step or clock, with a field where one is
    /// named.
    fn has(&self, name: &str) -> bool {
        if let Some(address) = name.strip_prefix('#') {
            let address = ["#", &address.replace("ID", self.desk.id.as_str())].concat();
            let route = Route::parse(&address);
            return route != Route::Unknown && route.href() == address;
        }
        let Some((kind, named)) = name.split_once(':') else { return false };
        let (code, field) = named.split_once('.').unwrap_or((named, ""));
        match kind {
            "form" => FormCode::from_code(code).is_some_and(|form| field.is_empty() || self.asks(form, field)),
            "register" => register(code).is_some_and(|one| field.is_empty() || one.field(field).is_some()),
            // Read from a notice, so no passage of the record.
            "gate" if code == "G7" => {
                let asked = asked_of(built_in(), CONTRACT_72H, "notice");
                field.is_empty() || field == "approver" || asked.iter().any(|one| one.item.code == field)
            }
            "gate" => {
                let has = |need: &str| NEEDS.iter().any(|(gate, one)| gate.code() == code && *one == need);
                GateCode::ALL.iter().any(|gate| gate.code() == code) && (field.is_empty() || has(field))
            }
            "step" => base().step(named).is_some(),
            "clock" => built_in().regime(code).is_some_and(|regime| regime.stage(field).is_some()),
            _ => false,
        }
    }

    fn asks(&self, code: FormCode, field: &str) -> bool {
        let about = if code == FormCode::NoticeDraft { [CONTRACT_72H, ".notice"].concat() } else { String::new() };
        let now = typed_now();
        form(code, &asking(&self.desk, &about, &now)).fields.iter().any(|one| one.code == field)
    }

    /// Whether this is stored or written into a file: a kind of event, a part of the derived section, or a file.
    fn stores(&self, name: &str) -> bool {
        if let Some(part) = name.strip_prefix("derived.") {
            return self.derived.get(part).is_some();
        }
        let (incident, log) = (&self.desk.incident, &self.desk.log);
        match name {
            "file:control-pack" => {
                let rules = holdfast::deadline::in_force::Rules::BUILT_IN;
                !control_pack(Language::English, rules, (incident, log), &[]).is_empty()
            }
            "data:references" => control_map().list("references").next().is_some(),
            "file:report" => {
                let (rules, now, zone) = (holdfast::deadline::in_force::Rules::BUILT_IN, self.desk.now, "UTC");
                let source = Source { incident, log, rules, zones: &TzData, now, zone };
                Reader::ALL.into_iter().all(|reader| match report(source, NoticeLanguage::English, reader) {
                    Ok(document) => !html(&document).is_empty() && !markdown(&document).is_empty(),
                    Err(_) => reader.refused(incident).is_some(),
                })
            }
            "file:backup" => !backup(&self.desk, &beside()).is_empty(),
            "file:csv" => registers().iter().all(|one| !csv::table(&[incident], one).is_empty()),
            kind => Body::KINDS.contains(&kind),
        }
    }
}

/// Why a test, as `file.rs::function` from this folder, is none that runs.
fn no_test(name: &str) -> Option<String> {
    let Some((file, function)) = name.split_once("::") else { return Some("not file::function".to_owned()) };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(file);
    let Ok(text) = fs::read_to_string(path) else { return Some("no such file".to_owned()) };
    match runs(&text, function) {
        true => None,
        false => Some("no such test, or one that is ignored".to_owned()),
    }
}

/// True when a text holds a test of this name: `#[test]` before it, or a journey.
fn runs(text: &str, function: &str) -> bool {
    let mut attributes: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim) {
        let journey = ["journey!(", "engine_test!("].iter().find_map(|start| line.strip_prefix(start));
        if journey.is_some_and(|rest| rest.split([',', ')']).next() == Some(function)) {
            return true;
        }
        if line.strip_prefix("fn ").and_then(|rest| rest.split('(').next()) == Some(function) {
            return attributes.contains(&"#[test]") && !attributes.iter().any(|one| one.starts_with("#[ignore"));
        }
        match line.starts_with("#[") || line.starts_with("//") {
            true => attributes.push(line),
            false => attributes.clear(),
        }
    }
    false
}

/// How many clauses a list has, and how many of them are open.
fn counts(rows: &[Row], prefix: &str) -> (usize, usize) {
    let of: Vec<&Row> = rows.iter().filter(|row| row.name.starts_with(prefix)).collect();
    (of.len(), of.iter().filter(|row| row.is_open()).count())
}

/// The line that says so in the table.
fn counted(rows: &[Row], prefix: &str) -> String {
    let (all, open) = counts(rows, prefix);
    format!("Clauses of {prefix}: {all}, shown: {}, open: {open}.", all - open)
}

/// Everything that is wrong with a table.
fn faults(text: &str) -> Vec<String> {
    let (app, mut faults) = (App::new(), Vec::new());
    let rows = rows(text, &mut faults);
    for (prefix, last, digits) in NUMBERS {
        let had: BTreeSet<usize> =
            rows.iter().filter_map(|row| numbered(row.name)).filter(|one| one.0 == prefix).map(|one| one.1).collect();
        let missing = (1..=last).filter(|number| !had.contains(number));
        faults.extend(missing.map(|number| format!("{prefix}{number:0digits$} is missing")));
        if !text.lines().any(|line| line == counted(&rows, prefix)) {
            faults.push(format!("not said: {}", counted(&rows, prefix)));
        }
    }
    for row in &rows {
        let mut wrong = |what: String| faults.push(format!("{}: {what}", row.name));
        let [_, place, stored, tests] = row.cells;
        let mut each = |cell: &str, check: &dyn Fn(&str) -> Option<String>| match names(cell) {
            Ok(names) => names.iter().for_each(|name| {
                if let Some(why) = check(name) {
                    wrong(format!("`{name}`: {why}"));
                }
            }),
            Err(why) => wrong(why),
        };
        let there = |name: &str| (!app.has(name)).then(|| "the app has no such place".to_owned());
        let kept = |name: &str| (!app.stores(name)).then(|| "nothing of that name is stored".to_owned());
        match row.is_open() {
            false => {
                each(place, &there);
                each(stored, &kept);
                each(tests, &no_test);
            }
            true => {
                if place != "none yet" {
                    each(place, &there);
                }
                if stored != "none yet" {
                    each(stored, &kept);
                }
                if tests.strip_prefix("open: ").is_none_or(|reason| reason.trim().len() < 10) {
                    wrong("open for no reason".to_owned());
                }
            }
        }
    }
    faults
}

#[test]
#[allow(clippy::print_stdout)]
fn every_requirement_has_its_place_and_its_test() {
    assert_eq!(faults(TABLE), [""; 0]);
    let rows = rows(TABLE, &mut Vec::new());
    NUMBERS.iter().for_each(|(prefix, ..)| println!("{}", counted(&rows, prefix)));
    assert!(README.contains("(tests/requirements.md)"), "README links the table");
}

/// A damaged table is found out, whatever the damage.
#[test]
fn the_rules_bite() {
    let first = TABLE.lines().find(|line| line.starts_with("| R-002")).expect("a row");
    let cells: Vec<&str> = first.trim_matches('|').split('|').map(str::trim).collect();
    let with = |place: usize, cell: &str| {
        let mut cells = cells.clone();
        cells[place] = cell;
        TABLE.replace(first, &format!("| {} |", cells.join(" | ")))
    };
    let found = |text: String, words: &str| {
        let faults = faults(&text);
        assert!(faults.iter().any(|fault| fault.contains(words)), "{words}: {faults:#?}");
    };
    found(TABLE.replace(&[first, "\n"].concat(), ""), "R-002 is missing");
    found(TABLE.replace(first, &[first, "\n", first].concat()), "R-002: after R-002");
    found(with(0, "R-064"), "is no number of a requirement");
    found(with(0, "R-002aa"), "is no number of a requirement");
    found(TABLE.replace(first, &first.replacen(" | ", " ", 1)), "not 5 cells");
    for place in 1..CELLS {
        found(with(place, " "), "R-002: a column is empty");
    }
    let places = [
        "#/incident/ID/lessons",
        "#/nowhere",
        "form:classify",
        "form:classification.harm",
        "register:scopes",
        "register:scope.state",
        "gate:G11",
        "gate:G1.seats",
        "gate:G7.colour",
        "step:AN-99",
        "clock:contract-72h.late",
        "clock:contract-72h",
        "page:facts",
        "facts",
    ];
    for wrong in places {
        found(with(2, &format!("`{wrong}`")), &format!("R-002: `{wrong}`: the app has no such place"));
    }
    for wrong in ["incident.classify", "derived.lessons", "file:pdf", "entry"] {
        found(with(3, &format!("`{wrong}`")), &format!("R-002: `{wrong}`: nothing of that name is stored"));
    }
    for (wrong, why) in [
        ("gates.rs::no_such_test", "no such test"),
        ("gates.rs::passages", "no such test"),
        ("golden.rs::write_golden_files", "ignored"),
        ("no_such_file.rs::the_rules_bite", "no such file"),
        ("journeys/tests/notices.rs::sent", "no such test"),
        ("the_rules_bite", "not file::function"),
    ] {
        found(with(4, &format!("`{wrong}`")), why);
    }
    found(with(2, "somewhere"), "names in backticks and nothing else");
    found(with(2, "`form:intake` and more"), "names in backticks and nothing else");
    for open in ["open", "open:", "open: later", "opened: it is not built yet"] {
        found(with(4, open), "R-002: open for no reason");
    }
    found(with(4, "open: it is being built elsewhere"), "not said: Clauses of R-");
    for name in
        ["#/incident/ID/facts", "#/readiness", "form:notice_draft.nature", "gate:G7.nature", "clock:eu-gdpr-33.sa"]
    {
        assert!(App::new().has(name), "{name}");
    }
    for name in ["entry.added", "derived.milestones", "file:csv", "data:references"] {
        assert!(App::new().stores(name), "{name}");
    }
    assert!(
        no_test("journeys/tests/notices.rs::notice").is_none()
            && no_test("links.rs::a_link_is_made_and_removed_and_stays_in_the_history").is_none()
    );
    assert!(no_test("../src/register/attack.rs::the_table_is_whole_and_in_order").is_none());
}
