//! Deadlines as a calendar file: of one clock, of an incident, of the board.

use super::Session;
use crate::browser::{clock, files};
use crate::exchange::icalendar::{board_file_name, entries, file_name, write};
use crate::exchange::{backup, summary::Summary};
use crate::language::calendar::{Titles, events};
use crate::record::apply::fold;
use crate::record::id::Id;
use leptos::prelude::*;

/// Whose deadlines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalendarOf {
    /// One clock: the incident, codes of regime and stage.
    Clock(Id, String, String),
    /// One incident.
    Incident(Id),
    /// Every open incident; exercises are left out, as among the board's clocks.
    Board,
}

impl Session {
    /// Saves the deadlines to a calendar file, and says how many are in it; with none no file is saved.
    pub(super) async fn save_calendar(self, of: CalendarOf, titles: Titles) -> usize {
        let (now, language, pack, zones) = (clock::now(), self.language.get_untracked(), self.pack(), self.zones());
        let on_board = |line: &&Summary| line.is_open() && !line.exercise;
        let ids: Vec<Id> = match &of {
            CalendarOf::Clock(id, ..) | CalendarOf::Incident(id) => vec![id.clone()],
            CalendarOf::Board => {
                self.board.with_untracked(|board| board.iter().filter(on_board).map(|line| line.id.clone()).collect())
            }
        };
        let (mut incidents, mut all) = (Vec::new(), Vec::new());
        for id in ids {
            let Some(log) = self.read_log(&id).await else { continue };
            let incident = fold(&log);
            let mut found = entries(&log, &incident, pack, &*zones);
            if let CalendarOf::Clock(_, regime, stage) = &of {
                found.retain(|entry| entry.regime == *regime && entry.stage == *stage);
            }
            all.extend(events(language, titles, &incident, &found, pack));
            incidents.push(incident);
        }
        if all.is_empty() {
            return 0;
        }
        let name = match (&of, incidents.first()) {
            (CalendarOf::Clock(..) | CalendarOf::Incident(_), Some(incident)) => file_name(incident, now),
            _ => board_file_name(backup::handling(incidents.iter()), now),
        };
        match files::save(&name, "text/calendar", &write(language.tag(), &all, now)) {
            Ok(()) => all.len(),
            Err(_) => 0,
        }
    }
}
