//! Lines and files made by hand: what a damaged, hostile or newer program might hand over.
//!
//! Canonical form comes from the judge here, not from the code under test.

use super::zones::TzData;
use holdfast::exchange::record_json::export;
use holdfast::record::apply::fold;
use holdfast::record::digest::sha256;
use holdfast::record::event::Event;
use holdfast::record::log::Log;
use holdfast::record::time::Timestamp;
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};

/// Canonical JSON by the judge.
pub fn judge(value: &Value) -> String {
    serde_json_canonicalizer::to_string(value).expect("JSON")
}

/// A line taken apart.
pub fn apart(line: &str) -> Value {
    serde_json::from_str(line).expect("a line")
}

/// A line with digest and hash made anew for whatever header and content say; an erased content keeps its digest.
pub fn sealed(mut parts: Value) -> String {
    if !parts["content"].is_null() {
        parts["header"]["content_digest"] = json!(sha256(judge(&parts["content"]).as_bytes()));
    }
    parts["hash"] = json!(sha256(judge(&parts["header"]).as_bytes()));
    judge(&parts)
}

/// Changes the event at one place and makes every hash after it anew, as a forger would: what is left to find is the
/// change itself.
pub fn forged(lines: &[String], place: usize, change: impl Fn(&mut Value)) -> Vec<String> {
    let mut renamed: HashMap<String, String> = HashMap::new();
    let mut out = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let mut parts = apart(line);
        let before = parts["hash"].as_str().expect("a hash").to_owned();
        let parents = parts["header"]["parents"].as_array().expect("parents").clone();
        let parents = parents.iter().map(|parent| parent.as_str().expect("a hash"));
        let parents: BTreeSet<&str> =
            parents.map(|parent| renamed.get(parent).map_or(parent, String::as_str)).collect();
        parts["header"]["parents"] = json!(parents);
        if index == place {
            change(&mut parts);
        }
        let line = sealed(parts);
        renamed.insert(before, apart(&line)["hash"].as_str().expect("a hash").to_owned());
        out.push(line);
    }
    out
}

/// A record file around these lines, with the heads of those that can be read.
pub fn file(incident: &str, lines: &[String]) -> String {
    let parts: Vec<Value> = lines.iter().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let named: BTreeSet<&str> = parts
        .iter()
        .flat_map(|one| one["header"]["parents"].as_array().into_iter().flatten())
        .filter_map(Value::as_str)
        .collect();
    let hashes: BTreeSet<&str> = parts.iter().filter_map(|one| one["hash"].as_str()).collect();
    let heads: Vec<&str> = hashes.difference(&named).copied().collect();
    format!(
        "{{\"format\":\"holdfast-incident-record\",\"format_version\":1,\"incident\":{},\"heads\":{},\"events\":[\n{}\n]}}\n",
        json!(incident),
        json!(heads),
        lines.join(",\n")
    )
}

/// A line of a kind this build does not know, following everything in the log, with a header field it does not know.
pub fn later_kind(log: &Log, body: &Value) -> String {
    let newest = log.events().last().expect("an event");
    let mut parts = apart(&newest.line());
    let counter = log.events().iter().map(|event| event.header.counter).max().unwrap_or(0) + 1;
    let header = &mut parts["header"];
    header["parents"] = json!(log.heads());
    header["counter"] = json!(counter);
    header["sequence"] = json!(1);
    header["writer"] = json!(&sha256(judge(body).as_bytes())[..16]);
    header["kind"] = json!("later.kind");
    header["later_field"] = json!({ "a": [1, "二", null] });
    let name = sha256(format!("{counter}{}", judge(body)).as_bytes());
    header["id"] =
        json!(format!("{}-{}-4{}-8{}-{}", &name[..8], &name[8..12], &name[12..15], &name[15..18], &name[18..30]));
    parts["content"] = json!({ "body": body, "later_part": true, "salt": "00112233445566778899aabbccddeeff" });
    sealed(parts)
}

/// The event of a line.
pub fn event(line: &str) -> Event {
    Event::read_untrusted(line).expect("a line that holds")
}

/// The export of a log.
pub fn exported(log: &Log, now: Timestamp) -> String {
    export(log, &fold(log), &TzData, now)
}
