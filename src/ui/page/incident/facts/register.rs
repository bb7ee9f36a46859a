//! Sections of registers: their entries, each with its history.

use super::said::{Reading, SHA_256, Said};
use super::section::{NOTHING, Section, Shape, Source};
use crate::language::{Msg, entry};
use crate::record::register::{FieldKind, Register, RegisterEntry};
use crate::record::review::{is_overdue, is_unsupported};
use crate::register::registers;
use crate::ui::markup::prelude::*;

/// The sections of the registers of a place, in the order of the data; last those that are shown there too.
pub fn sections(place: &str) -> impl Iterator<Item = Section> {
    let of = move |own: bool| registers().iter().filter(move |one| one.is_at(place) && (one.place == place) == own);
    of(true).chain(of(false)).map(section)
}

/// The section of a register.
pub fn section(register: &'static Register) -> Section {
    Section {
        id: &register.code,
        title: Msg::of(&register.title),
        acts: &[],
        read: Source::Entries(register),
        kinds: &[],
        empty: NOTHING,
        shape: Shape::Items,
    }
}

/// The entries of a register: those that stand first, then those that were taken out.
pub fn read(r: &Reading, register: &'static Register) -> Vec<Said> {
    let of = |stands: bool| {
        let entries = r.one.incident.registers.iter();
        entries.filter(move |one| one.register == register.code && one.stands() == stands)
    };
    of(true).chain(of(false)).filter_map(|one| said(r, register, one)).collect()
}

fn said(r: &Reading, register: &'static Register, one: &RegisterEntry) -> Option<Said> {
    let id = one.id()?;
    let mut said = r.said(one.versions.last().map_or(id, |last| &last.event));
    one.text(&register.name).clone_into(&mut said.name);
    for field in register.fields.iter().filter(|field| field.code != register.name) {
        let value = one.value(&field.code).map(|value| entry::value(r.language, &r.one.incident, field, value));
        let value = value.unwrap_or_default();
        let term = if field.kind == FieldKind::Digest { SHA_256 } else { Msg::of(&field.label) };
        match field.optional {
            true => said.maybe(term, &value),
            false => said.put(term, &value),
        }
    }
    match &one.removed {
        Some(fact) => {
            said.put(msg!("Taken out", "已移除"), &[fact.value.as_str(), "\n", &r.by(&fact.event)].concat());
        }
        None => {
            // By the time of drawing: a review is due on a day, not to the second.
            let unsupported = is_unsupported(one).then_some(msg!("No evidence yet", "缺乏证据"));
            let overdue = is_overdue(one, r.session.now.get_untracked());
            let amiss = unsupported.or_else(|| overdue.then_some(msg!("Review overdue", "复核已逾期")));
            said.amiss.extend(amiss.map(|words| words.get(r.language).to_owned()));
            if register.code == "exercise" {
                // What is to be mended becomes work that is followed up (B-10).
                said.act(msg!("Track a finding", "跟踪发现的问题"), "entry", &["item,exercise=", id.as_str()].concat());
            }
            if !register.single {
                said.act(msg!("Change", "更改"), "entry", &changing(register, id, one));
            }
            said.act(msg!("Take out", "移除"), "entry_removal", id.as_str());
        }
    }
    said.older = versions(r, register, one);
    Some(said)
}

/// Every version of an entry, the newest first; none where there is but one.
pub fn versions(r: &Reading, register: &'static Register, one: &RegisterEntry) -> Vec<Said> {
    let version = |fact: &crate::record::incident::Fact<crate::record::register::EntryValues>| {
        let mut older = r.said(&fact.event);
        older.facts = entry::stated(r.language, &r.one.incident, register, &fact.value);
        older
    };
    let changed = one.versions.iter().rev().filter(|_| one.versions.len() > 1);
    changed.map(version).collect()
}

/// The form that changes an entry.
pub fn changing(register: &Register, id: &crate::record::id::Id, one: &RegisterEntry) -> String {
    [register.code.as_str(), "@", id.as_str(), ".", &one.versions.len().to_string()].concat()
}
