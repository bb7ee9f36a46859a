//! The wall clock, the monotonic clock and the browser's zone database.

use crate::record::map::Map;
use std::cell::RefCell;

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::js;
use crate::record::civil::Zones;
use crate::record::time::{Civil, MINUTE, Timestamp};

/// The wall clock. It may jump when a person or a time server sets it.
#[must_use]
pub fn now() -> Timestamp {
    #[allow(clippy::disallowed_methods, clippy::cast_possible_truncation)]
    Timestamp(js_sys::Date::now() as i64)
}

/// Milliseconds since the page was opened; never jumps back. It may stand still while the machine sleeps.
#[must_use]
pub fn monotonic() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}

/// True where [`monotonic`] is known to run on while the machine sleeps: Windows, whose performance counter does.
#[must_use]
pub fn runs_asleep() -> bool {
    js::text(&js::get(&js::window(), "navigator"), "userAgent").contains("Windows")
}

/// Offset of this machine's zone at an instant, in minutes east of UTC. The same as [`IntlZones`] says of
/// [`local_zone`], at a small part of what the first formatter costs.
#[must_use]
pub fn local_offset(at: Timestamp) -> i32 {
    #[allow(clippy::cast_precision_loss)]
    let instant = js_sys::Date::new(&JsValue::from_f64(at.0 as f64));
    #[allow(clippy::cast_possible_truncation)]
    let west = instant.get_timezone_offset().round() as i32;
    -west
}

/// The IANA name of this machine's zone; `UTC` when the browser does not say. Asked for the first time it takes tens of
/// milliseconds, so not on the way to the first frame.
#[must_use]
pub fn local_zone() -> String {
    let zone = formatter(&[])
        .ok()
        .and_then(|format| js::call(&format, "resolvedOptions", &[]).ok())
        .map(|options| js::text(&options, "timeZone"));
    zone.filter(|name| !name.is_empty()).unwrap_or_else(|| "UTC".to_owned())
}

/// The zones the browser offers, with `UTC` first; only `UTC` and the local zone in a browser that gives no list.
#[must_use]
pub fn zone_names() -> Vec<String> {
    let mut names = vec!["UTC".to_owned()];
    let intl = js::get(&js_sys::global(), "Intl");
    if let Ok(list) = js::call(&intl, "supportedValuesOf", &["timeZone".into()]) {
        // Firefox lists UTC itself, Chromium does not.
        names.extend(Array::from(&list).iter().filter_map(|name| name.as_string()).filter(|name| name != "UTC"));
    }
    let local = local_zone();
    if !names.contains(&local) {
        names.push(local);
    }
    names
}

/// `new Intl.DateTimeFormat("en-US", options)`, through `Reflect` because an unknown zone throws.
fn formatter(options: &[(&str, JsValue)]) -> Result<JsValue, JsValue> {
    let intl = js::get(&js_sys::global(), "Intl");
    let constructor = js::get(&intl, "DateTimeFormat").dyn_into::<Function>()?;
    Reflect::construct(&constructor, &Array::of2(&"en-US".into(), &js::object(options)))
}

/// The zone database behind `Intl.DateTimeFormat`, one formatter kept for each zone asked for.
#[derive(Debug, Default)]
pub struct IntlZones {
    formats: RefCell<Map<String, Function>>,
}

impl IntlZones {
    /// The bound `format` function of a zone; `None` when the browser does not know the zone.
    fn format(&self, zone: &str) -> Option<Function> {
        if let Some(known) = self.formats.borrow().get(zone) {
            return Some(known.clone());
        }
        let numeric = || JsValue::from_str("numeric");
        let made = formatter(&[
            ("timeZone", zone.into()),
            ("calendar", "gregory".into()),
            ("numberingSystem", "latn".into()),
            ("hourCycle", "h23".into()),
            ("year", numeric()),
            ("month", numeric()),
            ("day", numeric()),
            ("hour", numeric()),
            ("minute", numeric()),
            ("second", numeric()),
        ])
        .ok()?;
        let function = js::get(&made, "format").dyn_into::<Function>().ok()?;
        self.formats.borrow_mut().insert(zone.to_owned(), function.clone());
        Some(function)
    }
}

impl Zones for IntlZones {
    fn offset_minutes(&self, zone: &str, at: Timestamp) -> Option<i32> {
        if zone == "UTC" {
            return Some(0);
        }
        let format = self.format(zone)?;
        let whole_second = at.0.div_euclid(1000) * 1000;
        #[allow(clippy::cast_precision_loss)]
        let instant = JsValue::from_f64(whole_second as f64);
        let shown = format.call1(&JsValue::UNDEFINED, &instant).ok()?.as_string()?;
        let wall = read_us(&shown)?.as_utc();
        // Offsets with seconds ended in 1972; they are rounded to the minute.
        let minutes = (wall.0 - whole_second + MINUTE / 2).div_euclid(MINUTE);
        i32::try_from(minutes).ok()
    }
}

/// Reads the numbers of `11/22/2026, 14:05:00`: month, day, year, hour, minute, second, whatever stands between them.
fn read_us(shown: &str) -> Option<Civil> {
    let mut numbers = shown
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .map(|digits| digits.parse::<u32>().unwrap_or(0));
    let (month, day, year) = (numbers.next()?, numbers.next()?, numbers.next()?);
    Some(Civil {
        year: i32::try_from(year).ok()?,
        month,
        day,
        hour: numbers.next()?,
        minute: numbers.next()?,
        second: numbers.next()?,
    })
}
