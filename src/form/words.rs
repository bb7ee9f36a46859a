//! Problems of a form in words.

use super::values::Problem;
use crate::language::{Language, problems};

/// What is wrong with a field, in words.
#[must_use]
pub fn problem_text(language: Language, problem: &Problem) -> String {
    match problem {
        Problem::Why(why) => problems::why(language, why),
        Problem::NotATime => problems::not_a_time(language),
        Problem::UnknownZone(zone) => problems::unknown_zone(language, zone),
        Problem::Twice(earlier, later) => problems::twice(language, *earlier, *later),
        Problem::Skipped(before, after) => problems::skipped(language, *before, *after),
        Problem::StillReading => problems::still_reading(language),
    }
}
