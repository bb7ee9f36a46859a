//! One tick for all clocks of the board: once a second it looks which lines say something else than before, and only
//! those are heard of.
//!
//! Written anew at once: a state that has changed, the words of a clock with less than an hour left, and everything
//! after the machine has slept. The other words carry minutes; they follow in turn, some in each tick, so that a
//! thousand clocks that end at the same time do not all change within one.

use crate::deadline::ClockState;
use crate::exchange::board_clock::BoardClock;
use crate::record::time::{HOUR, MINUTE, Timestamp};
use crate::ui::markup::prelude::*;
use leptos::prelude::{LocalStorage, on_cleanup};

/// Words written anew in one tick, beside those that cannot wait: a thousand within a minute.
const IN_TURN: usize = 18;
/// A longer time than this between two ticks, in milliseconds, and all are written anew.
const SLEPT: i64 = 5_000;

/// What a line shows of the time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Time {
    /// Whole minutes to the end, or since it; without an end, since the start.
    pub minutes: i64,
    /// True once the end has passed.
    pub over: bool,
}

impl Time {
    fn of(clock: &BoardClock, now: Timestamp) -> Self {
        let left = clock.end().or(clock.start).map_or(0, |end| end.since(now));
        Self { minutes: left.abs() / MINUTE, over: left < 0 }
    }
}

/// What a line hears.
#[derive(Clone, Copy)]
pub struct Heard {
    /// The state.
    pub state: RwSignal<ClockState>,
    /// The time.
    pub time: RwSignal<Time>,
    /// Share of the length gone, 0 to 100.
    pub percent: RwSignal<i64>,
}

struct Line {
    clock: BoardClock,
    heard: Heard,
    state: ClockState,
    time: Time,
    percent: i64,
}

/// What is new of a line.
#[derive(Clone, Copy)]
struct News {
    heard: Heard,
    state: Option<ClockState>,
    time: Option<Time>,
    percent: Option<i64>,
}

#[derive(Default)]
struct Lines {
    lines: Vec<Option<Line>>,
    /// Whose turn it is.
    turn: usize,
    looked: Option<Timestamp>,
}

/// The lines that are told of time. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Ticker(StoredValue<Lines, LocalStorage>);

impl Ticker {
    /// One for this page: tells its lines whenever `now` is another.
    pub fn new(now: RwSignal<Timestamp>) -> Self {
        let ticker = Self(StoredValue::new_local(Lines::default()));
        Effect::new(move |_| ticker.tick(now.get()));
        ticker
    }

    /// Tells a line of the time until the line goes.
    pub fn follow(self, clock: &BoardClock, now: Timestamp) -> Heard {
        let (state, time, percent) = (clock.state(now), Time::of(clock, now), clock.elapsed_percent(now));
        let heard = Heard { state: RwSignal::new(state), time: RwSignal::new(time), percent: RwSignal::new(percent) };
        let line = Line { clock: clock.clone(), heard, state, time, percent };
        let place = self.0.try_update_value(|all| {
            all.lines.push(Some(line));
            all.lines.len() - 1
        });
        on_cleanup(move || {
            // The ticker may be gone before its lines.
            self.0.try_update_value(|all| {
                if let Some(line) = place.and_then(|place| all.lines.get_mut(place)) {
                    *line = None;
                }
                while all.lines.last().is_some_and(Option::is_none) {
                    all.lines.pop();
                }
            });
        });
        heard
    }

    fn tick(self, now: Timestamp) {
        // Told afterwards: whoever hears may ask the ticker again.
        let changed = self.0.try_update_value(|all| all.look(now)).unwrap_or_default();
        for News { heard, state, time, percent } in changed {
            if let Some(state) = state {
                heard.state.set(state);
            }
            if let Some(time) = time {
                heard.time.set(time);
            }
            if let Some(percent) = percent {
                heard.percent.set(percent);
            }
        }
    }
}

impl Lines {
    fn look(&mut self, now: Timestamp) -> Vec<News> {
        let slept = self.looked.replace(now).is_none_or(|before| !(0..SLEPT).contains(&now.since(before)));
        let count = self.lines.len();
        let (first, mut left) = (self.turn, IN_TURN);
        let mut changed = Vec::new();
        for place in (first..count).chain(0..first.min(count)) {
            let Some(line) = self.lines[place].as_mut() else { continue };
            let state = Some(line.clock.state(now)).filter(|state| *state != line.state);
            let urgent = slept || state.is_some() || line.clock.end().is_some_and(|end| end.since(now).abs() < HOUR);
            let time = Some(Time::of(&line.clock, now)).filter(|time| *time != line.time && (urgent || left > 0));
            if time.is_some() && !urgent {
                left -= 1;
                self.turn = place + 1;
            }
            if state.is_some() || time.is_some() {
                let percent = Some(line.clock.elapsed_percent(now)).filter(|percent| *percent != line.percent);
                line.state = state.unwrap_or(line.state);
                line.time = time.unwrap_or(line.time);
                line.percent = percent.unwrap_or(line.percent);
                changed.push(News { heard: line.heard, state, time, percent });
            }
        }
        changed
    }
}
