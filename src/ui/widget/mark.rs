//! Marks: a shape beside a word, never without one.

use crate::ui::markup::prelude::*;

/// A shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// To do, missing.
    Box,
    /// Being done.
    Half,
    /// Done, met, saved.
    Tick,
    /// Not needed.
    Dash,
    /// Blocked.
    Cross,
    /// Running.
    Dial,
    /// Due soon, warning.
    Triangle,
    /// Overdue, failed.
    Diamond,
    /// Clock met.
    RingTick,
    /// Clock waiting.
    Ring,
    /// Overridden, declared.
    Flag,
    /// Something that happened.
    Dot,
}

impl Mark {
    /// The class and the path, in a box of twelve by twelve.
    pub const fn path(self) -> (&'static str, &'static str) {
        match self {
            Self::Box => ("mark", "M1 1h10v10H1z"),
            Self::Half => ("mark solid", "M1 1h10v10H1zM1.5 6h9v4.5h-9z"),
            Self::Tick => ("mark", "M1 6.5l3.5 3.5L11 2"),
            Self::Dash => ("mark", "M1 6h10"),
            Self::Cross => ("mark", "M1 1h10v10H1zM3.5 3.5l5 5M8.5 3.5l-5 5"),
            Self::Dial => ("mark", "M6 .75a5.25 5.25 0 1 0 0 10.5A5.25 5.25 0 0 0 6 .75zM6 3v3.2l2.2 1.3"),
            Self::Triangle => ("mark solid", "M6 1l5.5 10H.5z"),
            Self::Diamond => ("mark solid", "M6 .5L11.5 6 6 11.5.5 6z"),
            Self::RingTick => ("mark", "M6 .75a5.25 5.25 0 1 0 0 10.5A5.25 5.25 0 0 0 6 .75zM3.4 6.2l1.9 1.9 3.4-4"),
            Self::Ring => ("mark dash", "M6 .75a5.25 5.25 0 1 0 0 10.5A5.25 5.25 0 0 0 6 .75z"),
            Self::Dot => ("mark solid", "M6 1.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9z"),
            Self::Flag => ("mark solid", "M2 11.5V1h8L8 3.8l2 2.7H2"),
        }
    }
}

/// Draws a mark. The word beside it says the same.
pub fn mark(shape: Mark) -> AnyView {
    let (class, path) = shape.path();
    view! { <svg class=class viewBox="0 0 12 12" aria-hidden="true"><path d=path></path></svg> }.into_any()
}
