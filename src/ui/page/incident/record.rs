//! To be written.
use crate::session::Session;
use leptos::prelude::*;
/// Draws the tab.
pub fn record(_: Session) -> AnyView {
    ().into_any()
}
