//! A newer rule pack: what it changes, which deadlines of which incidents move, and what is refused.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use holdfast::deadline::built_in::{built_in, edition, file};
use holdfast::deadline::in_force::Rules;
use holdfast::deadline::pack::Pack;
use holdfast::deadline::read::{Fault, MAX_BYTES, Problem, read};
use holdfast::deadline::update::{Move, UNREADABLE, moves, read_newer, recall};
use holdfast::exchange::board_clock::{clocks_of, clocks_under};
use holdfast::exchange::summary::{Summary, manner};
use holdfast::form::{Asking, FormCode, TimeInput, Value as FormValue, Values, command, form};
use holdfast::language::pack_update::{Told, by, changes};
use holdfast::language::{Language, pack_problem};
use holdfast::notice::content::item;
use holdfast::record::body::StageWaived;
use holdfast::record::codes::Applicability;
use holdfast::record::time::HOUR;
use serde_json::{Value, json};
use support::desk::Desk;
use support::duties::{anchor, decide, desk, instant, state};
use support::zones::TzData;

/// The built-in pack as a file of a later edition, changed.
fn later(change: impl FnOnce(&mut Value)) -> String {
    let mut pack: Value = serde_json::from_str(&file()).unwrap();
    pack["edition"] = json!("2027-03-01");
    change(&mut pack);
    pack.to_string()
}

/// A regime of the file.
fn regime<'a>(pack: &'a mut Value, id: &str) -> &'a mut Value {
    let regimes = pack["regimes"].as_array_mut().unwrap();
    regimes.iter_mut().find(|regime| regime["id"] == id).unwrap()
}

/// The file with the 72 hours of the GDPR made 48.
fn shorter() -> String {
    later(|pack| regime(pack, "eu-gdpr-33")["stages"][0]["n"] = json!(48))
}

fn newer(text: &str) -> Pack {
    read_newer(text, built_in()).unwrap()
}

/// An incident of which the GDPR's notice runs since 20 November.
fn running() -> Desk {
    let mut desk = desk();
    state(&mut desk, "eu-gdpr-33", "UTC", "aware=2026-11-20T16:00");
    desk.state(decide("eu-gdpr-33", Applicability::Applies));
    desk
}

#[test]
fn the_built_in_rules_as_a_file_read_back_as_they_are() {
    assert_eq!(&read(&file()).unwrap(), built_in());
    assert_eq!(&read(&format!("\u{feff}{}", file())).unwrap(), built_in(), "a mark of byte order is passed over");
}

#[test]
fn every_kind_of_change_is_found_and_nothing_else() {
    assert_eq!(said(Language::English, &newer(&later(|_| ()))), []);
    let text = later(|pack| {
        let gdpr = regime(pack, "eu-gdpr-33");
        gdpr["stages"][0]["n"] = json!(48);
        let mut stage = gdpr["stages"][0].clone();
        stage["key"] = json!("followup");
        stage["name"] = json!(["Follow-up", "后续通报"]);
        gdpr["stages"].as_array_mut().unwrap().push(stage);
        regime(pack, "eu-dora-19")["citation"][1] = json!("另一表述");
        regime(pack, "us-ga")["stages"].as_array_mut().unwrap().truncate(1);
        let mut fresh = regime(pack, "us-ga").clone();
        (fresh["id"], fresh["name"]) = (json!("xx-new"), json!(["New law", "新法"]));
        let regimes = pack["regimes"].as_array_mut().unwrap();
        regimes.retain(|regime| regime["id"] != "us-tx");
        regimes.push(fresh);
    });
    let name = |id: &str| built_in().regime(id).unwrap().name.en.clone();
    let mut wanted = vec![
        format!("Changed: {}: Notification to the supervisory authority", name("eu-gdpr-33")),
        format!("Added: {}: Follow-up", name("eu-gdpr-33")),
        format!("Changed: {}", name("eu-dora-19")),
        "Added: New law".to_owned(),
        format!("Removed: {}", name("us-tx")),
    ];
    let gone = built_in().regime("us-ga").unwrap().stages.iter().skip(1);
    wanted.extend(gone.map(|stage| format!("Removed: {}: {}", name("us-ga"), stage.name.en)));
    let mut found: Vec<String> = said(Language::English, &newer(&text)).into_iter().map(|told| told.title).collect();
    wanted.sort();
    found.sort();
    assert_eq!(found, wanted);
}

fn said(language: Language, pack: &Pack) -> Vec<Told> {
    changes(language, built_in(), pack, |code| item(code).map(|item| item.name))
}

/// Two packs that are not the same in a field differ in words: no field is forgotten.
#[test]
fn every_field_makes_a_difference() {
    let other = json!(["other words", "另一表述"]);
    let pair = |name: &'static str| (name, other.clone());
    let of_regime: Vec<(&str, Value)> = ["name", "status_note", "who", "starts", "counting", "citation", "warning"]
        .map(pair)
        .into_iter()
        .chain([
            ("jurisdiction", json!("CH")),
            ("status", json!("voluntary")),
            ("since", json!("2018-05-26")),
            ("mark", json!("secondary")),
            ("as_of", json!("2026-12-24")),
            ("offered", json!(false)),
            ("zone", json!("Europe/Berlin")),
            ("holidays", json!("us-federal")),
            ("replaces", json!("eu-old")),
            ("exceptions", json!([other])),
            ("ask", json!([["people:EU"]])),
        ])
        .collect();
    let of_stage: Vec<(&str, Value)> = ["name", "to", "condition", "extension", "note"]
        .map(pair)
        .into_iter()
        .chain([
            ("anchor", json!("discovered")),
            ("n", json!(71)),
            ("unit", json!("calendar_days")),
            ("day_one", json!(true)),
            ("cap", json!({ "anchor": "discovered", "n": 90, "unit": "hours" })),
            ("late_rule", json!("anchor_after_cap_alone")),
            ("anchor_filing", json!("latest")),
            ("hour_rule", json!(false)),
            ("cut_off", json!("17:30")),
            ("relief", json!("noon_next_working_day")),
            ("order", json!("before")),
            ("threshold", json!({ "count": 500, "op": ">" })),
            ("mark", json!("unverified")),
            ("own_targets", json!([other])),
            ("content", json!(["nature"])),
        ])
        .collect();
    let check = |field: &str, change: &dyn Fn(&mut Value)| {
        let pack = newer(&later(|pack| change(regime(pack, "eu-gdpr-33"))));
        for language in [Language::English, Language::Chinese] {
            let found = said(language, &pack);
            assert_eq!(found.len(), 1, "{field}");
            assert_eq!(found[0].lines.len(), 1, "{field}: {found:?}");
            assert!(found[0].lines[0].contains(" → "), "{field}: {found:?}");
        }
    };
    for (field, value) in &of_regime {
        check(field, &|gdpr| gdpr[*field] = value.clone());
    }
    for (field, value) in &of_stage {
        check(field, &|gdpr| gdpr["stages"][0][*field] = value.clone());
    }
}

/// A change to the file, and what is said of it in both languages.
#[test]
fn a_change_is_told_field_by_field_in_both_languages() {
    type Table<'a> = [(&'a str, fn(&mut Value), &'a str, &'a str, &'a str); 6];
    let table: Table = [
        (
            "eu-gdpr-33",
            |one| one["stages"][0]["n"] = json!(48),
            "Changed: GDPR Art. 33 – notification to the supervisory authority: Notification to the supervisory authority",
            "Length: 72 h from: Aware → 48 h from: Aware",
            "时限：72 小时，自“知悉”起 → 48 小时，自“知悉”起",
        ),
        (
            "eu-gdpr-33",
            |one| one["stages"][0]["anchor"] = json!("discovered"),
            "Changed: GDPR Art. 33 – notification to the supervisory authority: Notification to the supervisory authority",
            "Length: 72 h from: Aware → 72 h from: Discovered",
            "时限：72 小时，自“知悉”起 → 72 小时，自“发现”起",
        ),
        (
            "eu-gdpr-33",
            |one| one["stages"][0]["content"] = json!(["nature"]),
            "Changed: GDPR Art. 33 – notification to the supervisory authority: Notification to the supervisory authority",
            "→ Nature of the incident",
            "→ 事件性质",
        ),
        (
            "eu-gdpr-33",
            |one| one["status"] = json!("draft"),
            "Changed: GDPR Art. 33 – notification to the supervisory authority",
            "Status: in force → draft",
            "效力：已生效 → 草案",
        ),
        (
            "eu-gdpr-33",
            |one| one["warning"] = json!(["Ask counsel", "请咨询法律顾问"]),
            "Changed: GDPR Art. 33 – notification to the supervisory authority",
            "Warning: (nothing) → Ask counsel",
            "注意：（无） → 请咨询法律顾问",
        ),
        (
            "eu-gdpr-33",
            |one| one["citation"][1] = json!("另一表述"),
            "Changed: GDPR Art. 33 – notification to the supervisory authority",
            "Wording in the other language only",
            "→ 另一表述",
        ),
    ];
    for (id, edit, title, english, chinese) in table {
        let pack = newer(&later(|pack| edit(regime(pack, id))));
        let [en, zh] = [Language::English, Language::Chinese].map(|language| said(language, &pack));
        let ([en], [zh]) = (&en[..], &zh[..]) else { panic!("{en:?} {zh:?}") };
        assert_eq!(en.title, title);
        assert!(zh.title.starts_with("变更："), "{}", zh.title);
        for (told, wanted) in [(en, english), (zh, chinese)] {
            let [line] = &told.lines[..] else { panic!("{told:?}") };
            assert!(line.ends_with(wanted), "{line}");
        }
    }
    let pack = newer(&later(|pack| {
        let gdpr = regime(pack, "eu-gdpr-33");
        let mut stage = gdpr["stages"][0].clone();
        stage["key"] = json!("followup");
        stage["name"] = json!(["Follow-up", "后续通报"]);
        gdpr["stages"].as_array_mut().unwrap().push(stage);
    }));
    let [added] = &said(Language::Chinese, &pack)[..] else { panic!("one") };
    assert_eq!(added.title, "新增：GDPR 第 33 条：向监管机构通报：后续通报");
    assert_eq!(added.lines, ["后续通报：72 小时，自“知悉”起"]);
}

#[test]
fn a_moved_deadline_is_named_with_its_amount() {
    let desk = running();
    let (old, new) = (instant("2026-11-23T16:00:00Z"), instant("2026-11-22T16:00:00Z"));
    let pack = newer(&shorter());
    let found = moves(&desk.incident, built_in(), &pack, &TzData);
    let [one] = &found[..] else { panic!("{found:?}") };
    assert_eq!((one.regime.as_str(), one.stage.as_str()), ("eu-gdpr-33", "sa"));
    assert_eq!((one.old, one.new, one.by()), (Some(old), Some(new), Some(-24 * HOUR)));
    assert_eq!(by(Language::English, one), "24 h 0 min earlier");
    assert_eq!(by(Language::Chinese, one), "提前 24 小时 0 分");
    let back = moves(&desk.incident, &pack, built_in(), &TzData);
    assert_eq!(by(Language::English, &back[0]), "24 h 0 min later");
    assert_eq!(by(Language::Chinese, &back[0]), "推迟 24 小时 0 分");
    assert_eq!(moves(&desk.incident, built_in(), &newer(&later(|_| ())), &TzData), [], "nothing changed");
}

#[test]
fn what_is_not_owed_does_not_move_and_what_was_answered_does() {
    let pack = newer(&shorter());
    let count = |desk: &Desk| moves(&desk.incident, built_in(), &pack, &TzData).len();
    let mut desk = running();
    desk.state(decide("eu-gdpr-33", Applicability::DoesNotApply));
    assert_eq!(count(&desk), 0, "found not to apply");
    let mut desk = running();
    let [by, reason, regime, role, stage] = ["Ana", "no risk", "eu-gdpr-33", "Counsel", "sa"].map(str::to_owned);
    desk.state(StageWaived { by, reason, regime, role, stage });
    assert_eq!(count(&desk), 0, "waived");
    let mut desk = desk_without_start();
    assert_eq!(count(&desk), 0, "nothing is counted yet");
    desk.state(anchor("aware", None, support::duties::typed("2026-11-20T16:00", "UTC")));
    assert_eq!(count(&desk), 1);
    let mut desk = running();
    state(&mut desk, "eu-gdpr-33", "UTC", "filed:sa=2026-11-23T10:00");
    assert_eq!(count(&desk), 1, "on time before, late under the newer rules");
}

/// Of several stages only those that move, by the time at which they are now due.
#[test]
fn what_moves_is_named_next_due_first() {
    let mut desk = running();
    desk.state(decide("eu-nis2-23", Applicability::Applies));
    let pack = newer(&later(|pack| {
        regime(pack, "eu-gdpr-33")["stages"][0]["n"] = json!(10);
        regime(pack, "eu-nis2-23")["stages"][0]["n"] = json!(12);
    }));
    let found = moves(&desk.incident, built_in(), &pack, &TzData);
    let named: Vec<(&str, &str)> = found.iter().map(|one| (one.regime.as_str(), one.stage.as_str())).collect();
    assert_eq!(named, [("eu-gdpr-33", "sa"), ("eu-nis2-23", "ew")]);
}

fn desk_without_start() -> Desk {
    let mut desk = desk();
    desk.state(decide("eu-gdpr-33", Applicability::NotYetKnown));
    desk
}

#[test]
fn a_stage_that_comes_or_goes_is_newly_counted_or_no_longer() {
    let desk = running();
    let without = newer(&later(|pack| {
        pack["regimes"].as_array_mut().unwrap().retain(|regime| regime["id"] != "eu-gdpr-33");
    }));
    let found = moves(&desk.incident, built_in(), &without, &TzData);
    let [Move { new: None, old: Some(_), .. }] = &found[..] else { panic!("{found:?}") };
    assert_eq!(by(Language::English, &found[0]), "no longer counted");
    let found = moves(&desk.incident, &without, built_in(), &TzData);
    let [Move { old: None, new: Some(_), .. }] = &found[..] else { panic!("{found:?}") };
    assert_eq!(by(Language::Chinese, &found[0]), "新增计算");
}

/// What a file is refused for, and the words with the place.
#[test]
fn a_pack_that_may_not_rule_is_refused_with_the_place() {
    let refused = |text: &str| -> Vec<Problem> { read_newer(text, built_in()).unwrap_err() };
    let words = |text: &str, language| {
        refused(text).iter().map(|one| pack_problem::words(language, one)).collect::<Vec<_>>().join("; ")
    };
    let dated = |date: &str| later(|pack| pack["edition"] = json!(date));
    let own = edition();
    for date in [own.as_str(), "2026-11-21", "1999-01-01"] {
        assert_eq!(
            words(&dated(date), Language::English),
            format!("edition: {date} is not newer than {own}, the edition in force")
        );
        assert_eq!(words(&dated(date), Language::Chinese), format!("edition：{date} 并不比现行版本 {own} 新"));
    }
    type Change = fn(&mut Value);
    let table: [(Change, &str); 10] = [
        (|pack| pack["edition"] = json!("soon"), "edition: Outside what is allowed"),
        (|pack| pack["format"] = json!("something-else"), "This is not a rule pack"),
        (|pack| pack["format_version"] = json!(2), "Written for a newer version of this program"),
        (
            |pack| regime(pack, "eu-gdpr-33")["stages"][0]["n"] = json!("72"),
            "eu-gdpr-33/sa/n: Not the kind of value that belongs here",
        ),
        (|pack| regime(pack, "eu-gdpr-33")["name"][1] = json!(""), "eu-gdpr-33/name: In one language only"),
        (
            |pack| regime(pack, "contract-72h")["stages"][0]["n"] = json!(48),
            "contract-72h/notice: Fixed by the program: it may not change",
        ),
        (
            |pack| regime(pack, "contract-72h")["stages"][0]["anchor"] = json!("aware"),
            "contract-72h/notice: Fixed by the program: it may not change",
        ),
        (
            |pack| {
                regime(pack, "contract-72h")["stages"][0]["cap"] =
                    json!({ "anchor": "aware", "n": 24, "unit": "hours" })
            },
            "contract-72h/notice: Fixed by the program: it may not change",
        ),
        (
            |pack| regime(pack, "contract-72h")["status"] = json!("draft"),
            "contract-72h/notice: Fixed by the program: it may not change",
        ),
        (
            |pack| pack["regimes"].as_array_mut().unwrap().retain(|regime| regime["id"] != "contract-72h"),
            "contract-72h/notice: Fixed by the program: it may not change",
        ),
    ];
    for (change, wanted) in table {
        assert_eq!(words(&later(change), Language::English), wanted);
    }
    let deep = ["[".repeat(100_000), "]".repeat(100_000)].concat();
    let whole = later(|_| ());
    let cut: String = whole.chars().take(100_000).collect();
    for hostile in [deep.as_str(), &cut, "", "null", "{}"] {
        assert!(matches!(refused(hostile)[0].fault, Fault::NotJson(_) | Fault::NotAPack), "{:.40}", hostile);
    }
    let large = " ".repeat(MAX_BYTES + 1);
    assert_eq!(refused(&large)[0].fault, Fault::TooLarge);
}

/// A pack that was put in force is asked again at each start, beside the rules that came with the build.
#[test]
fn a_stored_pack_rules_until_a_build_brings_newer_rules() {
    let stored = shorter();
    // A later build of the app, whose own rules have this edition.
    let build = |edition: &str| Pack { edition: edition.to_owned(), ..built_in().clone() };
    let of = |edition: &str| recall(&stored, &build(edition)).map(|pack| pack.edition);
    for older in [edition().as_str(), "2027-02-28"] {
        assert_eq!(of(older).as_deref(), Ok("2027-03-01"), "{older}");
    }
    for as_new in ["2027-03-01", "2027-03-02", "2031-01-01"] {
        assert_eq!(of(as_new), Err("2027-03-01".to_owned()), "{as_new}");
    }
    let fixed = later(|pack| regime(pack, "contract-72h")["stages"][0]["n"] = json!(48));
    let wrong = later(|pack| regime(pack, "eu-gdpr-33")["name"] = json!(7));
    let twice = later(|pack| regime(pack, "eu-gdpr-33")["stages"][0]["n"] = json!("72")).replace("2027-03-01", "1999");
    for unreadable in [&stored[..500], "{}", "?", &fixed, &wrong, &twice] {
        assert_eq!(recall(unreadable, built_in()), Err(UNREADABLE.to_owned()), "{unreadable:.40}");
    }
}

/// The pack travels with the board's line, the clocks and the decision.
#[test]
fn the_edition_in_force_is_the_one_that_is_used() {
    let pack = newer(&shorter());
    let rules = Rules::of(&pack);
    let desk = running();
    let due = |rules: Rules| {
        let clocks = clocks_of(&desk.incident, rules, &TzData);
        clocks.iter().find(|one| one.regime == "eu-gdpr-33").unwrap().due.unwrap()
    };
    assert_eq!(due(Rules::BUILT_IN).since(due(rules)), 24 * HOUR);
    assert_eq!(clocks_of(&desk.incident, rules, &TzData), clocks_under(&desk.incident, &pack, &TzData));
    let line = Summary::of(&desk.incident, rules, &TzData).unwrap();
    assert!(line.is_made(&manner(rules)) && !line.is_made(&manner(Rules::BUILT_IN)), "{:?}", line.made);

    let [date, time, zone, precision] = ["2026-11-22", "15:06", "UTC", "exact"].map(str::to_owned);
    let now = TimeInput { date, time, zone, precision, which: None };
    let asking =
        Asking { incident: &desk.incident, about: "eu-gdpr-34", now: &now, me: "Mei Chen", others: &[], rules };
    let offered = form(FormCode::Decision, &asking).fields;
    let begun = offered.iter().filter_map(|one| Some((one.code.to_owned(), one.initial.clone()?)));
    let mut values = Values(begun.collect());
    for (field, text) in [("decision", "applies"), ("role", "Counsel"), ("reason", "a high risk")] {
        values.0.insert(field.to_owned(), FormValue::Text(text.to_owned()));
    }
    let decided = command(FormCode::Decision, &values, &asking, &TzData, None).unwrap();
    assert!(format!("{decided:?}").contains("edition: \"2027-03-01\""), "{decided:?}");

    let mut values = Values::default();
    values.0.insert("regime".to_owned(), FormValue::Text("eu-gdpr-33.sa".to_owned()));
    for field in ["recipients", "channel"] {
        values.0.insert(field.to_owned(), FormValue::Text(field.to_owned()));
    }
    values.0.insert("moment".to_owned(), FormValue::Time(now.clone()));
    let filed = command(FormCode::Filing, &values, &asking, &TzData, None).unwrap();
    assert!(format!("{filed:?}").contains("edition: Some(\"2027-03-01\")"), "{filed:?}");
}
