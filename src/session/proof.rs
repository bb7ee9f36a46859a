//! Proof as files: the control-evidence pack of an incident, and a register as a table.

use super::Session;
use crate::browser::{clock, files};
use crate::exchange::{backup, csv, record_json};
use crate::notice::control_pack::control_pack;
use crate::record::apply::fold;
use crate::record::id::Id;
use crate::record::incident::Incident;
use crate::record::register::{Register, RegisterEntry};
use leptos::prelude::*;

/// A register that is to be saved as a table.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Which one.
    pub register: &'static Register,
    /// As JSON instead of CSV.
    pub json: bool,
    /// Of every incident on the board but exercises, instead of the open record alone.
    pub all: bool,
}

impl Session {
    /// Saves the control-evidence pack of the open incident, in the language of the screen, with the organisation's own
    /// controls.
    pub fn save_control_pack(self, own: &[String]) {
        let (language, now) = (self.language.get_untracked(), clock::now());
        let made = self.opened.with_untracked(|opened| {
            let one = opened.as_ref()?;
            let text = control_pack(language, self.rules(), (&one.incident, &one.log), own);
            Some((record_json::file_name_of("controls.md", &one.incident, now), text))
        });
        if let Some((name, text)) = made {
            self.save_markdown(&name, &text);
        }
    }

    /// Saves a register as a table, and says how many entries are in it; with none no file is saved.
    pub async fn save_register(self, wanted: Table) -> usize {
        let Table { register, json, all } = wanted;
        let here = self.opened.with_untracked(|opened| opened.as_ref().map(|one| one.id.clone()));
        let is_of = |entry: &RegisterEntry| entry.register == register.code;
        let ids: Vec<Id> = if all { self.all_ids().await } else { here.into_iter().collect() };
        let mut incidents: Vec<Incident> = Vec::new();
        for id in ids {
            let incident = self.read_log(&id).await.map(|log| fold(&log));
            let wanted = |one: &Incident| one.registers.iter().any(is_of) && !(all && one.is_exercise());
            incidents.extend(incident.filter(wanted));
        }
        let count = incidents.iter().flat_map(|one| &one.registers).filter(|one| is_of(one)).count();
        if count == 0 {
            return 0;
        }
        let handling = backup::handling(incidents.iter());
        let refs: Vec<&Incident> = incidents.iter().collect();
        let (ending, kind, text) = match json {
            true => ("json", "application/json", csv::objects(&refs, register).to_string()),
            false => ("csv", "text/csv", csv::table(&refs, register)),
        };
        let name = csv::file_name(register, handling, clock::now(), ending);
        match files::save(&name, kind, &text) {
            Ok(()) => count,
            Err(_) => 0,
        }
    }
}
