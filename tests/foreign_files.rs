//! Real files of other programs and formats, from beside the repository: each is refused with a message that says why
//! and where, in both languages, and no reading of them panics. They are not part of the repository.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use holdfast::exchange::import::{ImportProblem, read_file};
use holdfast::language::Language;
use holdfast::language::problems::import_problem;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The folder with the files, if there is one: `HOLDFAST_SHARED`, or `shared` beside the repository.
fn shared() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(|parent| parent.join("shared"));
    let data = env::var_os("HOLDFAST_SHARED").map(PathBuf::from).or_else(beside)?.join("data");
    data.is_dir().then_some(data)
}

fn files_in(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be listed").flatten() {
        match entry.path() {
            folder if folder.is_dir() => files_in(&folder, found),
            file => found.push(file),
        }
    }
}

#[test]
fn every_foreign_file_is_refused_with_the_place() {
    let Some(data) = shared() else {
        // Written past the capture of the test runner, so that it is seen.
        writeln!(std::io::stderr(), "SKIPPED: ../shared/data is absent: no foreign file was read").unwrap();
        return;
    };
    let mut files = Vec::new();
    files_in(&data, &mut files);
    let (mut json, mut other) = (0, 0);
    for path in &files {
        let text = String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
        let problem = match read_file(&text) {
            Err(problem) => problem,
            Ok(_) => panic!("{} was taken for a record", path.display()),
        };
        let is_json = path.extension().is_some_and(|end| end == "json");
        if is_json {
            json += 1
        } else {
            other += 1
        }
        for language in [Language::English, Language::Chinese] {
            let words = import_problem(language, &problem);
            let named = match &problem {
                ImportProblem::Json(line, column, _) => {
                    assert!(*line >= 1 && *line <= text.lines().count().max(1), "{}: line {line}", path.display());
                    words.contains(&line.to_string()) && words.contains(&column.to_string())
                }
                ImportProblem::OtherFormat(format) => words.contains(format.as_str()),
                other => panic!("{}: {other:?}", path.display()),
            };
            assert!(named, "{}: {words}", path.display());
        }
    }
    writeln!(std::io::stderr(), "foreign files refused: {json} JSON, {other} others").unwrap();
    assert!(json >= 40, "only {json} JSON files in {}", data.display());
}
