//! Who leads more than one open incident at once.

use crate::record::gate::person;
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
    // With the plain form of each name, worked out once: there may be hundreds.
    let mut found: Vec<(String, Overload)> = Vec::new();
    for &(incident, name) in leads.iter().filter(|(_, name)| !name.trim().is_empty()) {
        let plain = person(name);
        match found.iter_mut().find(|(known, _)| *known == plain) {
            Some((_, one)) if one.incidents.contains(&incident) => {}
            Some((_, one)) => one.incidents.push(incident),
            None => found.push((plain, Overload { person: name, incidents: vec![incident] })),
        }
    }
    found.retain(|(_, one)| one.incidents.len() > 1);
    found.into_iter().map(|(_, one)| one).collect()
}
