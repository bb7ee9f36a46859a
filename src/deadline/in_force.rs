//! The rules in force: those that came with the app, or a newer pack that a person has put in their place.
//!
//! A value that is passed down, so that no pure floor asks a hidden place for it. The built-in rules are read only when
//! they are first needed: most of what is shown needs none.

use super::built_in::{self, built_in};
use super::pack::Pack;

/// The rules in force. Cheap to copy.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rules<'a>(Option<&'a Pack>);

impl<'a> Rules<'a> {
    /// The rules that come with the app.
    pub const BUILT_IN: Self = Self(None);

    /// The rules of a pack.
    #[must_use]
    pub const fn of(pack: &'a Pack) -> Self {
        Self(Some(pack))
    }

    /// True for rules that did not come with the app.
    #[must_use]
    pub const fn is_imported(self) -> bool {
        self.0.is_some()
    }

    /// The rules.
    #[must_use]
    pub fn pack(self) -> &'a Pack {
        self.0.unwrap_or_else(|| built_in())
    }

    /// Their edition, without reading the built-in rules.
    #[must_use]
    pub fn edition(self) -> String {
        self.0.map_or_else(built_in::edition, |pack| pack.edition.clone())
    }
}
