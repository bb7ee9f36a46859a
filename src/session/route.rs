//! Addresses: `#/`, `#/new`, `#/incident/<id>/<tab>` and the other pages. Hash addresses work from a file too.

use crate::record::id::Id;
use crate::record::organisation;

/// A tab of an incident.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IncidentTab {
    /// Phases, steps, gates.
    #[default]
    Playbook,
    /// Everything in order of time.
    Timeline,
    /// What is known.
    Facts,
    /// Clocks.
    Deadlines,
    /// What is said to whom.
    Notices,
    /// Evaluation and closing.
    Review,
    /// Exports, marks, protection.
    Record,
    /// The one page of the record of the organisation.
    Readiness,
}

impl IncidentTab {
    /// All tabs of an incident in order.
    pub const ALL: [Self; 7] =
        [Self::Playbook, Self::Timeline, Self::Facts, Self::Deadlines, Self::Notices, Self::Review, Self::Record];

    /// The tabs of the record of the organisation.
    pub const OF_ORGANISATION: [Self; 3] = [Self::Readiness, Self::Timeline, Self::Record];

    /// Its part of the address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Playbook => "playbook",
            Self::Timeline => "timeline",
            Self::Facts => "facts",
            Self::Deadlines => "deadlines",
            Self::Notices => "notices",
            Self::Review => "review",
            Self::Record => "record",
            Self::Readiness => "readiness",
        }
    }
}

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// The board.
    #[default]
    Board,
    /// Intake.
    New,
    /// An incident; with a form to open on the tab, if one is named.
    Incident(Id, IncidentTab, Option<String>),
    /// The playbooks.
    Playbooks,
    /// Import and restore.
    Import,
    /// Checking a file.
    Verify,
    /// Storage.
    Storage,
    /// Settings.
    Settings,
    /// Help.
    Help,
    /// An address that leads nowhere.
    Unknown,
}

impl Route {
    /// The page of the organisation; with a form to open, if one is named.
    #[must_use]
    pub fn readiness(form: Option<String>) -> Self {
        Self::Incident(organisation::id(), IncidentTab::Readiness, form)
    }

    /// A tab of a record; of those that the organisation's has not, its first.
    fn record(id: Id, tab: IncidentTab, form: Option<String>) -> Self {
        match organisation::is(&id) && !IncidentTab::OF_ORGANISATION.contains(&tab) {
            true => Self::readiness(form),
            false => Self::Incident(id, tab, form),
        }
    }

    /// Reads the part of an address after `#`.
    #[must_use]
    pub fn parse(hash: &str) -> Self {
        let path = hash.trim_start_matches('#').trim_matches('/');
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let mut parts = path.trim_end_matches('/').split('/');
        let first = parts.next().unwrap_or_default();
        let (second, third) = (parts.next(), parts.next());
        let form = || query.strip_prefix("form=").map(str::to_owned);
        match (first, second) {
            ("", None) => Self::Board,
            ("new", None) => Self::New,
            ("playbooks", None) => Self::Playbooks,
            ("import", None) => Self::Import,
            ("verify", None) => Self::Verify,
            ("storage", None) => Self::Storage,
            ("settings", None) => Self::Settings,
            ("help", None) => Self::Help,
            ("readiness", None) => Self::readiness(form()),
            ("incident", Some(id)) => {
                let tab = match third {
                    None => Some(IncidentTab::Playbook),
                    Some(code) => IncidentTab::ALL.into_iter().find(|tab| tab.code() == code),
                };
                Id::parse(id).zip(tab).map_or(Self::Unknown, |(id, tab)| Self::record(id, tab, form()))
            }
            _ => Self::Unknown,
        }
    }

    /// The address, with `#`.
    #[must_use]
    pub fn href(&self) -> String {
        match self {
            Self::Board | Self::Unknown => "#/".to_owned(),
            Self::New => "#/new".to_owned(),
            Self::Incident(id, tab, form) => {
                let query = form.as_ref().map(|form| format!("?form={form}")).unwrap_or_default();
                match tab {
                    IncidentTab::Readiness => format!("#/readiness{query}"),
                    tab => format!("#/incident/{id}/{}{query}", tab.code()),
                }
            }
            Self::Playbooks => "#/playbooks".to_owned(),
            Self::Import => "#/import".to_owned(),
            Self::Verify => "#/verify".to_owned(),
            Self::Storage => "#/storage".to_owned(),
            Self::Settings => "#/settings".to_owned(),
            Self::Help => "#/help".to_owned(),
        }
    }
}
