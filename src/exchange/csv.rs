//! A register across incidents as a table: CSV (RFC 4180) for spreadsheets, JSON for programs.
//!
//! Choices stand as their codes, references as ids, many of them with `;` between, so that a table means the same in
//! every language. UTF-8 without a byte order mark.

use super::record_json::{marks, stamp};
use crate::record::codes::Tlp;
use crate::record::incident::Incident;
use crate::record::json::{Json as _, put};
use crate::record::register::{EntryValue, Register, RegisterEntry};
use crate::record::time::Timestamp;
use serde_json::{Map, Value};

/// The columns before the fields of the register. No field of a register has such a code.
pub const HEAD: [&str; 5] = ["incident_id", "incident_title", "incident_mode", "entry_id", "entry_state"];

/// With these a spreadsheet begins a formula (OWASP, CSV injection); the last four are the full-width ones.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// Every entry of the register, also those taken out, with the head of its row.
fn each(incidents: &[&Incident], register: &Register, put: &mut dyn FnMut([&str; HEAD.len()], &RegisterEntry)) {
    for incident in incidents {
        let mode = if incident.is_exercise() { "exercise" } else { "real" };
        let id = incident.id.as_ref().map_or("", |id| id.as_str());
        for entry in incident.registers.iter().filter(|entry| entry.register == register.code) {
            let own = entry.id().map_or("", |id| id.as_str());
            put([id, incident.title(), mode, own, if entry.stands() { "standing" } else { "removed" }], entry);
        }
    }
}

/// File name of a register, with how it is to be handled; no title.
#[must_use]
pub fn file_name(register: &Register, (tlp, privileged): (Tlp, bool), now: Timestamp, ending: &str) -> String {
    let parts = ["holdfast-register", &register.code.replace('_', "-"), &marks(tlp, privileged), &stamp(now)];
    [&parts.join("-"), ".", ending].concat()
}

/// The register as CSV: a line of codes, then a line an entry. Lines end with CRLF.
#[must_use]
pub fn table(incidents: &[&Incident], register: &Register) -> String {
    let mut out = String::new();
    let fields = || register.fields.iter().map(|field| field.code.as_str());
    line(&mut out, &mut HEAD.into_iter().chain(fields()));
    each(incidents, register, &mut |head, entry| {
        let texts: Vec<String> = fields().map(|code| text(entry.value(code))).collect();
        line(&mut out, &mut head.into_iter().chain(texts.iter().map(String::as_str)));
    });
    out
}

/// The same as JSON: an array of one object an entry. Moments are whole, as in the record; what is not said is null.
#[must_use]
pub fn objects(incidents: &[&Incident], register: &Register) -> Value {
    let mut rows = Vec::new();
    each(incidents, register, &mut |head, entry| {
        let mut row = Map::new();
        for (name, value) in HEAD.into_iter().zip(head) {
            put(&mut row, name, value.into());
        }
        let values = entry.values();
        for field in &register.fields {
            put(&mut row, &field.code, values.get(&field.code).map_or(Value::Null, EntryValue::to_json));
        }
        rows.push(Value::Object(row));
    });
    Value::Array(rows)
}

fn text(value: Option<&EntryValue>) -> String {
    match value {
        None => String::new(),
        Some(EntryValue::Text(text)) => text.clone(),
        Some(EntryValue::Many(codes)) => codes.join(";"),
        Some(EntryValue::Time(moment)) => moment.to_rfc3339(),
    }
}

fn line(out: &mut String, cells: &mut dyn Iterator<Item = &str>) {
    let mut between = "";
    for cell in cells {
        out.push_str(between);
        between = ",";
        let quoted = cell.contains(['"', ',', ';', '\t', '\r', '\n']);
        if quoted {
            out.push('"');
        }
        // The mark makes a spreadsheet take the cell as text.
        if cell.starts_with(FORMULA) {
            out.push('\'');
        }
        for one in cell.chars() {
            out.push(one);
            if one == '"' {
                out.push('"');
            }
        }
        if quoted {
            out.push('"');
        }
    }
    out.push_str("\r\n");
}
