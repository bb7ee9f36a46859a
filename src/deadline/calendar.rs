//! Holiday calendars: which days are no business days, for the years they name and no others.

use super::day::Day;
use crate::record::bilingual::Bilingual;
use crate::record::json;
use std::sync::OnceLock;

/// A holiday calendar. Outside its years only weekends are known, which can only make a date earlier.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// Code, for example `us-federal`.
    pub code: String,
    /// The law the days come from.
    pub source: Bilingual,
    /// First year it knows.
    pub from: i32,
    /// Last year it knows.
    pub to: i32,
    /// The days as `YYYY-MM-DD`, in order; days that fall on a weekend are left out.
    pub days: Vec<String>,
}
crate::json_struct! { Calendar { code, source, from, to, days } }

impl Calendar {
    /// True when its holidays are known for that year.
    #[must_use]
    pub fn knows(&self, year: i32) -> bool {
        (self.from..=self.to).contains(&year)
    }

    /// True on a holiday.
    #[must_use]
    pub fn is_holiday(&self, day: Day) -> bool {
        self.days.binary_search(&day.civil().date()).is_ok()
    }
}

/// All calendars.
pub fn calendars() -> &'static [Calendar] {
    static CALENDARS: OnceLock<Vec<Calendar>> = OnceLock::new();
    // The file is part of the build and read by a test.
    CALENDARS.get_or_init(|| json::parse(crate::data::text("deadline/calendars.json")).unwrap_or_default())
}

/// A calendar by its code.
#[must_use]
pub fn calendar(code: &str) -> Option<&'static Calendar> {
    calendars().iter().find(|one| one.code == code)
}
