//! Proof: the chain of milestones, how long it took, and what in this record evidences the controls of the sources.

mod controls;

use super::facts::said::{Reading, Said};
use super::facts::section::{NOTHING, Section, Shape, Source};
use crate::exchange::metrics::{Metric, Milestone, Why};
use crate::language::metrics;
use crate::session::{IncidentTab, Session};
use crate::ui::markup::prelude::*;

const MILESTONES: Section = Section {
    id: "proof-milestones",
    title: msg!("Milestones", "里程碑"),
    acts: &[],
    read: Source::Facts(milestones),
    kinds: &[],
    empty: NOTHING,
    shape: Shape::Lines,
};

const LENGTHS: Section = Section {
    id: "proof-lengths",
    title: msg!("How long it took", "各项用时"),
    read: Source::Facts(lengths),
    ..MILESTONES
};

/// Draws the tab. All of it is read from the record when the tab is opened, and only then.
pub fn proof(session: Session) -> AnyView {
    let draw = |section: Section| section.view(session, IncidentTab::Proof, section.said(session));
    view! {
        <div class="stack-wide">
            <div class="desk even">
                <div class="desk-main">{draw(MILESTONES)}</div>
                <div class="desk-main">{draw(LENGTHS)}</div>
            </div>
            {controls::controls(session)}
        </div>
    }
    .into_any()
}

/// Each with its time, or why that cannot be told; and what it was read from, where it has another name.
fn milestones(r: &Reading) -> Vec<Said> {
    let mut all = Vec::new();
    for (place, milestone) in Milestone::ALL.iter().enumerate() {
        let name = metrics::milestone(*milestone).get(r.language);
        let told = milestone.read(&r.one.incident, &r.one.log).map(|told| {
            let point = metrics::point(told.point).get(r.language);
            (r.moment(&told.moment), if point == name { "" } else { point }.to_owned())
        });
        all.push(said(r, [&(place + 1).to_string(), ". ", name].concat(), told));
    }
    all
}

/// Each with its length, or why that cannot be computed; and from what to what it was read.
fn lengths(r: &Reading) -> Vec<Said> {
    let mut all = Vec::new();
    for metric in Metric::ALL {
        let told = metric.read(&r.one.incident, &r.one.log);
        let told = told.map(|one| (metrics::length(r.language, &one), metrics::ends(r.language, &one)));
        all.push(said(r, metrics::metric(*metric).get(r.language).to_owned(), told));
    }
    all
}

fn said(r: &Reading, name: String, told: Result<(String, String), Why>) -> Said {
    let (value, by) = told.unwrap_or_else(|why| (metrics::cannot(r.language, &why), String::new()));
    Said { name, by, facts: vec![(LENGTHS.title, value)], ..Said::default() }
}
