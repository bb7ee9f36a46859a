//! Roster and training as the record of the organisation holds them.

use super::roster::{Rank, Shift, days};
use super::training::{Attestation, Standing, Training, since_last_refresher, training};
use crate::record::gate::same_person;
use crate::record::incident::Incident;
use crate::record::register::RegisterEntry;
use crate::record::time::Civil;

/// The kind of training that everybody does every year.
pub const YEARLY: &str = "yearly";

/// The shifts of the roster. An entry without a rank covers nobody.
#[must_use]
pub fn shifts(organisation: &Incident) -> Vec<Shift<'_>> {
    organisation.entries_of("shift").filter_map(shift).collect()
}

fn shift(one: &RegisterEntry) -> Option<Shift<'_>> {
    Some(Shift {
        team: one.text("team"),
        person: one.text("person"),
        rank: Rank::from_code(one.text("rank"))?,
        zone: one.text("zone"),
        days: days(one.many("days")),
        from: one.text("from"),
        to: one.text("to"),
        valid_from: "",
        valid_to: "",
    })
}

/// Everybody on the roster or with an attestation, as first written, and where each stands in the yearly training; those
/// who are current are left out.
#[must_use]
pub fn untrained(organisation: &Incident, today: Civil) -> Vec<(String, Training)> {
    let mut found = everybody(organisation, today);
    found.retain(|(_, one)| one.standing != Standing::Current);
    found
}

/// For each change, known by its day, the people whose last refresher could not tell them of it (B-08).
#[must_use]
pub fn untold(organisation: &Incident, days: &[&str], today: Civil) -> Vec<Vec<String>> {
    let mut found = vec![Vec::new(); days.len()];
    for (person, one) in everybody(organisation, today) {
        for place in since_last_refresher(days, one.last) {
            if let Some(people) = found.get_mut(place) {
                people.push(person.clone());
            }
        }
    }
    found
}

/// The day of a field, as its zone had it, `YYYY-MM-DD`; empty where none is known.
pub(super) fn day(one: &RegisterEntry, field: &str) -> String {
    let moment = one.moment(field).and_then(|moment| Some(moment.at?.civil(moment.offset_minutes)));
    moment.map(Civil::date).unwrap_or_default()
}

fn everybody(organisation: &Incident, today: Civil) -> Vec<(String, Training)> {
    let entries: Vec<(&RegisterEntry, String)> =
        organisation.entries_of("training").map(|one| (one, day(one, "at"))).collect();
    let attestations: Vec<Attestation> = (entries.iter())
        .map(|(one, date)| Attestation { person: one.text("person"), kind: one.text("kind"), date })
        .collect();
    let mut people: Vec<&str> = Vec::new();
    let named = organisation.entries_of("shift").chain(organisation.entries_of("training"));
    for person in named.map(|one| one.text("person")) {
        if !people.iter().any(|known| same_person(known, person)) {
            people.push(person);
        }
    }
    let standing = |person: &str| (person.to_owned(), training(&attestations, person, YEARLY, today));
    people.into_iter().map(standing).collect()
}
