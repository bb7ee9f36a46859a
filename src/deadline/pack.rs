//! A rule pack: regimes and their stages, as data with an edition. Texts are for people, the other fields for counting.

use crate::record::bilingual::Bilingual;
use crate::record::codes::codes;

codes! {
    /// Whether a regime is law.
    Status { /// In force, or agreed by contract.
        InForce = "in_force", /// Enacted, not yet in force: never counts down.
        NotInForce = "not_in_force", /// May be followed, need not.
        Voluntary = "voluntary", /// Proposed only: never counts down.
        Draft = "draft" }
}
codes! {
    /// How far a row was checked against the law.
    Mark { /// The operative text was read.
        Primary = "primary", /// A secondary source was read.
        Secondary = "secondary", /// Not verified: listed, not proposed.
        Unverified = "unverified" }
}
codes! {
    /// What a length is counted in.
    Unit { /// Absolute hours.
        Hours = "hours", /// Days but weekends and the holidays of the calendar.
        BusinessDays = "business_days", /// Every day.
        CalendarDays = "calendar_days", /// Months, to the same day of the month or its last.
        Months = "months", /// The law names no length.
        None = "none" }
}
codes! {
    /// How a notice to an authority stands to the notice to the people concerned.
    Order { /// Before it.
        Before = "before", /// At the latest with it.
        NotLaterThan = "not_later_than", /// At the same time.
        Simultaneous = "simultaneous", /// After it.
        After = "after" }
}

/// A set of rules of one edition.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pack {
    /// Edition, `YYYY-MM-DD`: each record keeps the one its decisions were made with.
    pub edition: String,
    /// When the sources were last looked at, `YYYY-MM-DD`.
    pub as_of: String,
    /// What the pack is not.
    pub disclaimer: Bilingual,
    /// The regimes.
    pub regimes: Vec<Regime>,
}

/// A law, a rule or a kind of contract that asks for notices.
#[derive(Clone, Debug, PartialEq)]
pub struct Regime {
    /// Code, kept for ever.
    pub id: String,
    /// Name.
    pub name: Bilingual,
    /// Short code of the jurisdiction, for example `EU`, `US-CA`, `contract`.
    pub jurisdiction: String,
    /// Whether it is law.
    pub status: Status,
    /// From when it applies in this form, `YYYY-MM-DD`; empty where not known.
    pub since: String,
    /// What else to know of the status.
    pub status_note: Bilingual,
    /// Who must notify whom.
    pub who: Bilingual,
    /// What starts the clock.
    pub starts: Bilingual,
    /// How it is counted, and every simplification.
    pub counting: Bilingual,
    /// The law's name, article, date.
    pub citation: Bilingual,
    /// How far it was checked.
    pub mark: Mark,
    /// When its sources were last looked at, `YYYY-MM-DD`.
    pub as_of: String,
    /// A trap to know of.
    pub warning: Bilingual,
    /// Whether it is proposed when the answers fit; others are listed.
    pub offered: bool,
    /// IANA zone in which its days end; empty where it is the zone in which the anchor was typed.
    pub zone: String,
    /// Code of the holiday calendar for business days; empty where only weekends are skipped.
    pub holidays: String,
    /// The regime it supersedes; empty for none.
    pub replaces: String,
    /// Safe harbours, delays, carve-outs, years to keep records: one sentence each.
    pub exceptions: Vec<Bilingual>,
    /// Sets of answers; any set that is answered in full makes it a candidate.
    pub ask: Vec<Vec<String>>,
    /// Its stages in order.
    pub stages: Vec<Stage>,
}

/// One notice that a regime asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// Code within the regime.
    pub key: String,
    /// Name.
    pub name: Bilingual,
    /// To whom.
    pub to: Bilingual,
    /// What it runs from, as written; read it with [`Stage::runs_from`].
    pub anchor: String,
    /// How long; none where the law names no length.
    pub length: Option<Length>,
    /// True when the length is the least time for which something is kept: nothing is due at its end.
    pub least: bool,
    /// True when the day of the anchor is day 1.
    pub day_one: bool,
    /// A second length from another anchor: the earlier of both counts.
    pub cap: Option<Cap>,
    /// True when an own anchor after the cap's instant counts alone (Delegated Regulation (EU) 2025/301 Art. 5(2)).
    pub late_alone: bool,
    /// True when a chained stage runs from the newest filing of the earlier one, not from its first.
    pub from_latest: bool,
    /// True when the end under the EU rule of hours is told beside the deadline (Regulation 1182/71 Art. 3(1)).
    pub hour_rule: bool,
    /// Hour and minute at which the last day ends in the regime's zone; none for the end of the day.
    pub cut_off: Option<(u32, u32)>,
    /// True when a person may turn on noon of the next working day (Delegated Regulation (EU) 2025/301 Art. 5(4)).
    pub relief: bool,
    /// How it stands to the notice to the people concerned.
    pub order: Option<Order>,
    /// From how many people on it is owed.
    pub threshold: Option<Threshold>,
    /// Only in the case named.
    pub condition: Bilingual,
    /// How it may be extended.
    pub extension: Bilingual,
    /// What else to know.
    pub note: Bilingual,
    /// How far it was checked, where that differs from the regime.
    pub mark: Option<Mark>,
    /// Lengths printed elsewhere that are not law: an own target at most.
    pub own_targets: Vec<Bilingual>,
    /// Codes of what the notice must state.
    pub content: Vec<String>,
}

/// A number of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// How many.
    pub n: u32,
    /// Of what; never [`Unit::None`].
    pub unit: Unit,
}

/// A second length.
#[derive(Clone, Debug, PartialEq)]
pub struct Cap {
    /// Its anchor.
    pub anchor: String,
    /// How long.
    pub length: Length,
}

/// From how many people on a notice is owed.
#[derive(Clone, Debug, PartialEq)]
pub struct Threshold {
    /// The count.
    pub count: u32,
    /// True for "or more", false for "more than".
    pub inclusive: bool,
    /// Who is counted.
    pub scope: Bilingual,
}

impl Threshold {
    /// True when so many people reach it.
    #[must_use]
    pub fn is_reached(&self, people: u32) -> bool {
        people > self.count || (self.inclusive && people == self.count)
    }
}

/// What a stage runs from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start<'a> {
    /// An anchor of the incident or of the regime.
    Anchor(&'a str),
    /// The filing of a stage: of which regime (none: its own), and of which stage.
    Filing(Option<&'a str>, &'a str),
}

impl Start<'_> {
    /// Reads an anchor as written: a code, `filed:STAGE` or `filed:REGIME.STAGE`.
    #[must_use]
    pub fn read(anchor: &str) -> Start<'_> {
        match anchor.strip_prefix("filed:") {
            None => Start::Anchor(anchor),
            Some(rest) => match rest.split_once('.') {
                Some((regime, stage)) => Start::Filing(Some(regime), stage),
                None => Start::Filing(None, rest),
            },
        }
    }
}

impl Pack {
    /// A regime by its code.
    #[must_use]
    pub fn regime(&self, id: &str) -> Option<&Regime> {
        self.regimes.iter().find(|regime| regime.id == id)
    }
}

impl Regime {
    /// A stage by its code.
    #[must_use]
    pub fn stage(&self, key: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.key == key)
    }

    /// True unless it is only proposed, or enacted and not yet in force: such rules never count down.
    #[must_use]
    pub fn counts(&self) -> bool {
        matches!(self.status, Status::InForce | Status::Voluntary)
    }
}

impl Stage {
    /// What it runs from.
    #[must_use]
    pub fn runs_from(&self) -> Start<'_> {
        Start::read(&self.anchor)
    }
}
