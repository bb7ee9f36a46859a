//! What a browser keeps beside its records: imported rules and the profile of an organisation, as a backup holds them.

use holdfast::deadline::built_in::file;
use holdfast::deadline::profile::Profile;
use holdfast::exchange::backup::{Beside, export_all_by};
use holdfast::record::codes::{Counted, Counterparty};
use holdfast::record::json;
use holdfast::record::terms::Terms;
use serde_json::{Value, json};

use super::desk::Desk;
use super::zones::TzData;

/// The rules of the app as a file of a later edition.
pub fn later_rules() -> String {
    let mut pack: Value = serde_json::from_str(&file()).expect("JSON");
    pack["edition"] = json!("2027-03-01");
    pack.to_string()
}

/// A profile in which everything is said.
pub fn profile() -> Profile {
    let text = str::to_owned;
    let clock = Terms {
        anchor: text("aware"),
        dated: text("2026-01-15"),
        holidays: text(""),
        length: 2,
        name: text("网络保险"),
        party: Counterparty::Insurer,
        source: text("Policy CY-558, clause 7.2"),
        unit: Counted::BusinessDays,
        zone: text("Europe/Berlin"),
    };
    let cards = Terms { name: text("Cards"), party: Counterparty::CardScheme, unit: Counted::Hours, ..clock.clone() };
    Profile {
        organisation: text("Contoso \"AG\""),
        zone: text("Europe/Berlin"),
        cadence: 4,
        answers: vec![text("role:controller"), text("data:personal")],
        clocks: vec![clock, cards],
        gap: Some(24),
    }
}

/// Both.
pub fn beside() -> Beside {
    Beside { rules: later_rules(), profile: json::text(&profile()) }
}

/// A backup of one record and what is beside it.
pub fn backup(desk: &Desk, beside: &Beside) -> String {
    let records = [(&desk.log, &desk.incident)];
    export_all_by("", records.into_iter(), beside, holdfast::deadline::built_in::built_in(), &TzData, desk.now)
}
