//! The zone database of chrono-tz, as judge and as the outside world of `record::civil`.

use chrono::{NaiveDateTime, Offset as _, TimeZone as _};
use chrono_tz::Tz;
use holdfast::record::civil::Zones;
use holdfast::record::time::{Civil, Timestamp};

/// Zone lookups by IANA name.
pub struct TzData;

impl Zones for TzData {
    fn offset_minutes(&self, zone: &str, at: Timestamp) -> Option<i32> {
        zone.parse::<Tz>().ok().map(|zone| offset(zone, at))
    }
}

/// Minutes east of UTC at an instant.
pub fn offset(zone: Tz, at: Timestamp) -> i32 {
    let utc = chrono::DateTime::from_timestamp_millis(at.0).expect("within range").naive_utc();
    zone.offset_from_utc_datetime(&utc).fix().local_minus_utc() / 60
}

/// A reading as chrono has it.
pub fn naive(civil: Civil) -> NaiveDateTime {
    chrono::NaiveDate::from_ymd_opt(civil.year, civil.month, civil.day)
        .and_then(|date| date.and_hms_opt(civil.hour, civil.minute, civil.second))
        .expect("a date of the calendar")
}

/// Zones of every kind: fixed, half and quarter hours, both hemispheres, a half-hour summer time, negative summer time,
/// summer time that pauses for Ramadan, days left out at the date line, changes of the base offset.
pub const ZONES: [&str; 60] = [
    "UTC",
    "Etc/GMT+12",
    "Etc/GMT-14",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/El_Aaiun",
    "Africa/Johannesburg",
    "Africa/Juba",
    "Africa/Khartoum",
    "Africa/Lagos",
    "Africa/Sao_Tome",
    "Africa/Windhoek",
    "America/Adak",
    "America/Anchorage",
    "America/Argentina/San_Luis",
    "America/Asuncion",
    "America/Bogota",
    "America/Caracas",
    "America/Chicago",
    "America/Godthab",
    "America/Halifax",
    "America/Havana",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/New_York",
    "America/Phoenix",
    "America/Port-au-Prince",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/Scoresbysund",
    "America/St_Johns",
    "Antarctica/Casey",
    "Antarctica/Troll",
    "Asia/Amman",
    "Asia/Dhaka",
    "Asia/Gaza",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Pyongyang",
    "Asia/Shanghai",
    "Asia/Tehran",
    "Asia/Tokyo",
    "Asia/Ulaanbaatar",
    "Asia/Yangon",
    "Atlantic/Azores",
    "Australia/Adelaide",
    "Australia/Eucla",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Europe/Berlin",
    "Europe/Dublin",
    "Europe/Istanbul",
    "Europe/London",
    "Europe/Moscow",
    "Europe/Volgograd",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Fakaofo",
    "Pacific/Norfolk",
];
