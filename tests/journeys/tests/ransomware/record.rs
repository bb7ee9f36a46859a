//! The file that leaves at the end says what was walked, and every fact of the public record.

use std::collections::BTreeMap;

use holdfast_journeys::App;
use serde_json::{Value, json};

use super::told::{Facts, text};
use super::{CORE, IMAGING, TITLE, ZONE};

/// The file says what was walked: days, anchors, gates, decisions, clocks, registers.
pub async fn exported(app: &App, facts: &Facts, id: &str) {
    let (_, record) = app.export_record().await;
    assert_eq!(record["incident"], id);
    let derived = &record["derived"];
    for (key, value) in [
        ("title", json!(TITLE)),
        ("standing", json!("archived")),
        ("exercise", json!(false)),
        ("outcome", json!("security_incident")),
        ("gate_overrides", json!([])),
        ("services", json!([CORE, IMAGING])),
    ] {
        assert_eq!(derived[key], value, "{key}");
    }
    let variants = derived["variants"].as_array().expect("variants");
    assert_eq!(variants.iter().map(|one| text(&one["variant"])).collect::<Vec<_>>(), ["V2"]);

    let at = instants(app, facts).await;
    for (anchor, code, precision) in
        [("first_signal", "first_reports", "exact"), ("aware", "encryption", "exact"), ("occurred", "way_in", "date")]
    {
        let moment = &one(&derived["anchors"], "anchor", anchor)["moment"];
        assert_eq!((text(&moment["at"]), text(&moment["precision"])), (at[code].as_str(), precision), "{anchor}");
        assert_eq!(moment["zone"], ZONE);
    }
    assert_eq!(one(&derived["anchors"], "anchor", "declared")["moment"]["at"], "2021-05-14T04:00:00.000Z");

    // 72 hours from the finding, sent the day after.
    let authority = one(&derived["deadlines"], "regime", "eu-gdpr-33");
    for (key, value) in [
        ("anchor_at", json!(at["encryption"])),
        ("due", json!("2021-05-17T03:36:00.000Z")),
        ("filed", json!("2021-05-15T13:40:00.000Z")),
        ("state", json!("filed_on_time")),
    ] {
        assert_eq!(authority[key], value, "{key}: {authority}");
    }
    let people = one(&derived["deadlines"], "regime", "eu-gdpr-34");
    assert_eq!((&people["due"], &people["filed"]), (&json!(null), &json!("2022-11-29T09:00:00.000Z")), "{people}");
    let decided: Vec<_> = bodies(&record, "regime.decided")
        .map(|(event, body)| (text(&body["regime"]), text(&body["decision"]), text(&event["header"]["recorded"])))
        .map(|(regime, decision, recorded)| (regime, decision, recorded.get(..13).unwrap_or_default()))
        .collect();
    let day = "2021-05-14T04";
    let expected =
        [("eu-gdpr-33", "applies", day), ("eu-gdpr-34", "applies", day), ("eu-nis2-23", "does_not_apply", day)];
    assert_eq!(decided, expected);

    let opened: Vec<_> = list_of(&derived["phases"], |phase| {
        (text(&phase["phase"]), text(&phase["stays"][0]["opened"]).get(..10).unwrap_or_default())
    });
    let phases = [
        ("analysis", "2021-05-14"),
        ("containment", "2021-05-14"),
        ("eradication", "2021-05-20"),
        ("recovery", "2021-05-22"),
        ("post_incident", "2021-09-21"),
    ];
    assert_eq!(opened, phases);
    let missing = list_of(&derived["milestones"], |one| one["cannot"] != Value::Null);
    assert_eq!(missing, [false; 8], "{}", derived["milestones"]);
    for (register, count) in [
        ("scope", 3),
        ("technique", 4),
        ("party", 1),
        ("plan_signature", 2),
        ("cause", 5),
        ("claim", 3),
        ("finding", 6),
        ("lesson", 3),
        ("item_review", 2),
    ] {
        let entries = derived["registers"][register].as_array().map_or(0, Vec::len);
        assert_eq!(entries, count, "{register}");
    }
    let causes = list_of(&derived["registers"]["cause"], |one| text(&one["values"]["at"]["at"]).to_owned());
    assert!(causes.is_sorted(), "{causes:?}");
    let uncited = list_of(&derived["registers"]["claim"], |one| one["values"]["evidence"][0].is_null());
    assert_eq!(uncited, [false; 3]);

    every_fact_is_there(facts, &record, &at);
}

/// Each fact of the public record stands in an event, with the moment that the file of sources gives it.
pub fn every_fact_is_there(facts: &Facts, record: &Value, at: &BTreeMap<String, String>) {
    let unused = facts.unused();
    assert!(unused.is_empty(), "in the file of sources and not in the walk: {unused:?}");
    let events: Vec<String> =
        list_of(&record["events"], |event| [event["header"].to_string(), event["content"].to_string()].concat());
    for (code, told) in &facts.told {
        let (words, _) = told.text.split_once(" [").expect("words and sources");
        // Of the two notices the day is public; the hour at which they were sent is checked with their clocks.
        let moment = at.get(code).filter(|_| !["regulator", "letters"].contains(&code.as_str()));
        let moment = moment.map(|at| format!("\"at\":\"{at}\""));
        let holds = |event: &&String| event.contains(words) && moment.as_ref().is_none_or(|at| event.contains(at));
        assert!(events.iter().any(|event| holds(&event)), "{code}: {told:?} at {moment:?}");
    }
}

/// The instants of the dated facts, as the browser reads them in Dublin: an hour ahead in summer.
pub async fn instants(app: &App, facts: &Facts) -> BTreeMap<String, String> {
    let dated = facts.told.iter().filter(|(_, told)| !told.day.is_empty());
    let typed: Vec<_> = dated.map(|(code, told)| json!([code, told.day, told.time])).collect();
    let read = "return args.map(([code, day, time]) => {
        const clock = `${day}T${time || '00:00'}:00.000`, utc = new Date(`${clock}Z`);
        const there = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Dublin', dateStyle: 'short', timeStyle: 'medium' });
        const ahead = Date.parse(`${there.format(utc).replace(' ', 'T')}Z`) - utc.getTime();
        return [code, new Date(utc.getTime() - ahead).toISOString()]; })";
    let found = app.quick(read, json!(typed)).await;
    list_of(&found, |pair| (text(&pair[0]).to_owned(), text(&pair[1]).to_owned())).into_iter().collect()
}

pub fn list_of<'a, T>(value: &'a Value, read: impl Fn(&'a Value) -> T) -> Vec<T> {
    value.as_array().expect("a list").iter().map(read).collect()
}

/// The first of a list whose `key` is `value`.
pub fn one<'a>(list: &'a Value, key: &str, value: &str) -> &'a Value {
    let found = list.as_array().expect("a list").iter().find(|one| one[key] == value);
    found.unwrap_or_else(|| panic!("no {key} {value} in {list}"))
}

/// The events of a kind with what they say.
pub fn bodies<'a>(record: &'a Value, kind: &'a str) -> impl Iterator<Item = (&'a Value, &'a Value)> {
    let events = record["events"].as_array().into_iter().flatten();
    events.filter(move |event| event["header"]["kind"] == kind).map(|event| (event, &event["content"]["body"]))
}
