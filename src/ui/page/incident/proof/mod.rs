//! Proof: the chain of milestones, how long it took, and what in this record evidences the controls of the sources.

mod controls;

use super::facts::said::{Reading, Said};
use super::facts::section::{NOTHING, Section, Shape, Source};
use crate::exchange::metrics::{Metric, Milestone};
use crate::language::{format, metrics};
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
        let mut said = Said { name: [&(place + 1).to_string(), ". ", name].concat(), ..Said::default() };
        match milestone.read(&r.one.incident, &r.one.log) {
            Ok(told) => {
                let point = metrics::point(told.point).get(r.language);
                said.put(MILESTONES.title, &format::moment(r.language, &told.moment));
                if point != name {
                    point.clone_into(&mut said.by);
                }
            }
            Err(why) => said.put(MILESTONES.title, &metrics::cannot(r.language, &why)),
        }
        all.push(said);
    }
    all
}

/// Each with its length, or why that cannot be computed; what it counts, and from what to what it was read.
fn lengths(r: &Reading) -> Vec<Said> {
    let mut all = Vec::new();
    for metric in Metric::ALL {
        let mut said = Said { name: metrics::metric(*metric).get(r.language).to_owned(), ..Said::default() };
        metrics::basis(*metric).get(r.language).clone_into(&mut said.by);
        match metric.read(&r.one.incident, &r.one.log) {
            Ok(measured) => {
                said.put(LENGTHS.title, &metrics::length(r.language, &measured));
                said.by = [&said.by, " ", &metrics::ends(r.language, &measured)].concat();
            }
            Err(why) => said.put(LENGTHS.title, &metrics::cannot(r.language, &why)),
        }
        all.push(said);
    }
    all
}
