//! Services and their response teams as the record of the organisation has them, offered where an impacted service
//! or an escalation is typed in. Anything else may be typed.

use super::values::{Value, Values};
use crate::record::gate::same_person;
use crate::record::incident::Incident;

/// A service and its response team.
pub type Team = [String; 2];

/// The fields that name a service, each with the field of its team in the same form.
const FIELDS: [(&str, &str); 2] = [("service", "team"), ("name", "response_team")];

/// The services that the organisation's record holds, with their teams, in its order.
#[must_use]
pub fn teams(organisation: &Incident) -> Vec<Team> {
    let team = ["service", "team"];
    organisation.entries_of("org_service").map(|one| team.map(|field| one.text(field).to_owned())).collect()
}

/// What a field is offered: the services, or every team once.
#[must_use]
pub fn offered<'a>(field: &str, teams: &'a [Team]) -> Vec<&'a str> {
    let place = usize::from(FIELDS.iter().any(|(_, team)| *team == field));
    let mut found: Vec<&str> = Vec::new();
    for text in teams.iter().filter_map(|one| one.get(place)) {
        if !found.contains(&text.as_str()) {
            found.push(text);
        }
    }
    found
}

/// The field of the team, and the team that goes with the service just typed into `field`. None for a service that is not
/// on the list, and where a team was typed that no service has: what a person wrote stays.
#[must_use]
pub fn team_for<'a>(field: &str, values: &Values, teams: &'a [Team]) -> Option<(&'static str, &'a str)> {
    let text = |field: &str| match values.0.get(field) {
        Some(Value::Text(text)) => text.as_str(),
        _ => "",
    };
    let (_, beside) = FIELDS.into_iter().find(|(service, _)| *service == field)?;
    let [_, team] = teams.iter().find(|[service, _]| same_person(service, text(field)))?;
    let typed = text(beside).trim();
    let own = !typed.is_empty() && !teams.iter().any(|[_, team]| same_person(team, typed));
    (!own).then_some((beside, team.as_str()))
}
