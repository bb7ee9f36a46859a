//! Values of one thing that people may have stated without seeing each other.
//!
//! A value replaces those its writer had seen. Of values that did not see each other all stand, until somebody who has
//! seen them states one again; what then counts is for the reader to say (of two times the earlier, for example).
//! Which values stand follows from the links of the log alone, so it is the same in whatever order events arrive.

use super::id::Id;
use super::incident::{Fact, History};
use std::ops::Deref;

/// Every value stated, in the order of the log, and which of them stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated<T> {
    all: History<T>,
    /// Places in `all`.
    standing: Vec<usize>,
}

impl<T> Default for Stated<T> {
    fn default() -> Self {
        Self { all: Vec::new(), standing: Vec::new() }
    }
}

impl<T> Deref for Stated<T> {
    type Target = [Fact<T>];
    fn deref(&self) -> &[Fact<T>] {
        &self.all
    }
}

impl<'a, T> IntoIterator for &'a Stated<T> {
    type Item = &'a Fact<T>;
    type IntoIter = std::slice::Iter<'a, Fact<T>>;
    fn into_iter(self) -> Self::IntoIter {
        self.all.iter()
    }
}

impl<T> Stated<T> {
    /// Adds a value; `saw` says whether its writer had seen an event.
    pub(super) fn state(&mut self, fact: Fact<T>, saw: impl FnMut(&Id) -> bool) {
        self.withdraw(saw);
        self.standing.push(self.all.len());
        self.all.push(fact);
    }

    /// Takes back the values that were seen; they stay in the history.
    pub(super) fn withdraw(&mut self, mut saw: impl FnMut(&Id) -> bool) {
        let all = &self.all;
        self.standing.retain(|&place| all.get(place).is_some_and(|fact| !saw(&fact.event)));
    }

    /// The values that stand, in the order of the log.
    pub fn standing(&self) -> impl Iterator<Item = &Fact<T>> {
        self.standing.iter().filter_map(|&place| self.all.get(place))
    }

    /// True while values stand that did not see each other: somebody has to settle it.
    #[must_use]
    pub fn is_unsettled(&self) -> bool {
        self.standing.len() > 1
    }
}
