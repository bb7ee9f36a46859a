//! Who leads more than one open incident at once.

use crate::record::gate::same_person;
use crate::record::id::Id;

/// A person who leads several incidents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overload<'a> {
    /// The person, as first written.
    pub person: &'a str,
    /// The incidents, two or more, in the order given.
    pub incidents: Vec<&'a Id>,
}

/// The persons who lead more than one of these open incidents, in the order in which they are first named. Nobody is not
/// a person, and an incident counts once.
#[must_use]
pub fn overloaded<'a>(leads: &[(&'a Id, &'a str)]) -> Vec<Overload<'a>> {
    let mut found: Vec<Overload> = Vec::new();
    for &(incident, person) in leads.iter().filter(|(_, person)| !person.trim().is_empty()) {
        match found.iter_mut().find(|one| same_person(one.person, person)) {
            Some(one) if one.incidents.contains(&incident) => {}
            Some(one) => one.incidents.push(incident),
            None => found.push(Overload { person, incidents: vec![incident] }),
        }
    }
    found.retain(|one| one.incidents.len() > 1);
    found
}
