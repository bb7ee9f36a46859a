//! What the record already says on a point of a notice: a first wording, for a person to read and change.

use crate::language::codes::Named;
use crate::language::{Language, format};
use crate::record::body::{Classified, Statement};
use crate::record::codes::{ActionStatus, Answer, Cause, Customers, DataClass, Seat, Stating};
use crate::record::incident::Incident;

/// What the record says on a point, in the language given; nothing where it says nothing.
#[must_use]
pub fn prefill(incident: &Incident, code: &str, language: Language) -> Option<Statement> {
    let record = Record { incident, language };
    let said = match code {
        "nature" => record.nature(),
        "affected_users" | "affected_persons" | "client_impact" => return record.people(),
        "data_types" | "phi_types" => return record.data(),
        "malicious" => return record.malicious(),
        "breach_time" | "occurrence_time" => record.time(&["occurred"]),
        "awareness_time" => record.time(&["aware"]),
        "detection_time" => record.time(&["discovered", "first_signal"]),
        "classification_time" => record.time(&["classified"]),
        "recovery_time" => record.time(&["resolved"]),
        "mitigation" | "measures" | "temporary_measures" => record.actions(&[ActionStatus::Done, ActionStatus::Doing]),
        "actions_taken" => record.actions(&[ActionStatus::Done]),
        "next_steps" => record.actions(&[ActionStatus::Doing, ActionStatus::Planned]),
        "product" | "affected_functions" => record.services(),
        "incident_type" => record.classified().map(|one| one.outcome.name().get(language).to_owned()),
        "severity" | "grade" => record.severity(),
        "impact" => record.impact(),
        "how_found" => record.found(),
        "contact" => record.contact(),
        "lessons" => incident.evaluations.last().map(|fact| fact.value.gaps.clone()),
        _ => None,
    };
    said.filter(|text| !text.trim().is_empty()).map(stated)
}

fn stated(text: String) -> Statement {
    Statement { how: Stating::Stated, text }
}

struct Record<'a> {
    incident: &'a Incident,
    language: Language,
}

impl Record<'_> {
    fn classified(&self) -> Option<&Classified> {
        self.incident.classification.last().map(|fact| &fact.value)
    }

    fn names<T: Named>(&self, members: &[T]) -> String {
        let names: Vec<&str> = members.iter().map(|one| one.name().get(self.language)).collect();
        names.join(msg!(", ", "、").get(self.language))
    }

    /// What was found, in words of the vocabulary, and the report.
    fn nature(&self) -> Option<String> {
        let found = self.classified().map(|one| self.names(&one.harms)).filter(|names| !names.is_empty());
        let told = self.incident.reports.last().map(|fact| fact.value.what.trim().to_owned());
        let parts: Vec<String> = found.into_iter().chain(told).filter(|part| !part.is_empty()).collect();
        (!parts.is_empty()).then(|| parts.join("\n"))
    }

    fn people(&self) -> Option<Statement> {
        let one = self.classified()?;
        let estimate = one.customers_estimate.trim().to_owned();
        match one.customers {
            Customers::Unknown => Some(Statement { how: Stating::NotKnown, text: estimate }),
            Customers::None if estimate.is_empty() => Some(stated(one.customers.name().get(self.language).to_owned())),
            Customers::None | Customers::Some => (!estimate.is_empty()).then(|| stated(estimate)),
        }
    }

    fn data(&self) -> Option<Statement> {
        let data = &self.classified()?.data;
        match data.as_slice() {
            [] => None,
            [DataClass::Unknown] => Some(Statement { how: Stating::NotKnown, text: String::new() }),
            data => Some(stated(self.names(data))),
        }
    }

    fn malicious(&self) -> Option<Statement> {
        let one = self.classified()?;
        Some(match one.cause {
            Cause::Unknown => Statement { how: Stating::NotKnown, text: String::new() },
            cause => stated(cause.name().get(self.language).to_owned()),
        })
    }

    /// The first of these anchors that has a time.
    fn time(&self, anchors: &[&str]) -> Option<String> {
        let moments = anchors.iter().filter_map(|code| self.incident.anchor(None, code));
        let mut moments = moments.map(|fact| &fact.value.moment).filter(|moment| moment.at.is_some());
        moments.next().map(|moment| format::moment(self.language, moment))
    }

    /// Rows of the joint plan that stand so, one a line.
    fn actions(&self, status: &[ActionStatus]) -> Option<String> {
        let rows = self.incident.plan.iter().filter(|row| status.contains(&row.status()));
        let lines: Vec<String> = rows.map(|row| ["- ", &row.added.value.action].concat()).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    fn services(&self) -> Option<String> {
        let names: Vec<&str> = self.incident.impacted().map(|one| one.added.value.name.as_str()).collect();
        Some(names.join(msg!(", ", "、").get(self.language)))
    }

    fn severity(&self) -> Option<String> {
        let fact = self.incident.severity.last()?;
        Some([fact.value.level.name().get(self.language), "\n", &fact.value.reason].concat())
    }

    /// Which of confidentiality, integrity and availability are affected.
    fn impact(&self) -> Option<String> {
        let one = self.classified()?;
        let sides = [
            (one.confidentiality, msg!("confidentiality", "保密性")),
            (one.integrity, msg!("integrity", "完整性")),
            (one.availability, msg!("availability", "可用性")),
        ];
        let hit: Vec<&str> =
            sides.iter().filter(|side| side.0 == Answer::Yes).map(|side| side.1.get(self.language)).collect();
        let list = hit.join(msg!(", ", "、").get(self.language));
        (!hit.is_empty()).then(|| msg!("Affected: {0}", "受影响：{0}").fill(self.language, &[&list]))
    }

    fn found(&self) -> Option<String> {
        let report = &self.incident.reports.last()?.value;
        let parts = [report.reporter.name().get(self.language), &report.reporter_name, &report.rule_id];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Some(parts.join(" · "))
    }

    /// Who speaks for the team: communications, or else the lead.
    fn contact(&self) -> Option<String> {
        let filled = |seat: Seat| self.incident.seats.get(&seat).and_then(|history| history.last());
        let (person, contact) = &filled(Seat::Communications).or_else(|| filled(Seat::Lead))?.value;
        let parts: Vec<&str> = [person.as_str(), contact.as_str()].into_iter().filter(|one| !one.is_empty()).collect();
        Some(parts.join(" · "))
    }
}
