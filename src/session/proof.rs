//! Proof as files: the control-evidence pack of an incident, and a register as a table.

use super::Session;
use crate::assurance::{OwnControl, own_controls};
use crate::browser::timer::Stint;
use crate::browser::{clock, files};
use crate::exchange::{backup, csv, record_json};
use crate::notice::control_pack::control_pack;
use crate::record::apply::fold;
use crate::record::id::Id;
use crate::record::incident::Incident;
use crate::record::organisation;
use crate::record::register::Register;
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
    /// The controls that the organisation's record holds.
    pub async fn own_controls(self) -> Vec<OwnControl> {
        let log = self.read_log(&organisation::id()).await;
        log.map(|log| own_controls(&fold(&log))).unwrap_or_default()
    }

    /// Saves the control-evidence pack of the open incident, in the language of the screen.
    pub async fn save_control_pack(self) {
        let own = self.own_controls().await;
        let (language, now) = (self.language.get_untracked(), clock::now());
        let made = self.opened.with_untracked(|opened| {
            let one = opened.as_ref()?;
            let text = control_pack(language, self.rules(), (&one.incident, &one.log), &own);
            Some((record_json::file_name_of("controls.md", &one.incident, now), text))
        });
        if let Some((name, text)) = made {
            self.save_markdown(&name, &text);
        }
    }

    /// Saves a register as a table, and says how many entries are in it; with none no file is saved.
    pub async fn save_register(self, wanted: Table) -> usize {
        let Table { register, json, all } = wanted;
        let ids: Vec<Id> = match all {
            true => self.board.with_untracked(|board| {
                let lines = board.iter().filter(|line| !line.exercise && !line.is_organisation());
                lines.map(|line| line.id.clone()).collect()
            }),
            false => {
                self.opened.with_untracked(|opened| opened.as_ref().map(|one| one.id.clone())).into_iter().collect()
            }
        };
        let mut incidents: Vec<Incident> = Vec::new();
        let mut stint = Stint::begin();
        for id in ids {
            if let Some(log) = self.read_log(&id).await {
                incidents.push(fold(&log));
                stint.rest().await;
            }
        }
        let entries = incidents.iter().flat_map(|one| &one.registers).filter(|one| one.register == register.code);
        let count = entries.count();
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
