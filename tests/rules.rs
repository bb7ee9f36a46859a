//! The rule pack: the built-in rules whole and sound, and the strict reader of packs from outside.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use holdfast::deadline::built_in::{EDITION, built_in, read_built_in};

#[test]
fn the_built_in_rules_are_whole() {
    let (pack, problems) = read_built_in();
    assert_eq!(problems, []);
    let stages: usize = pack.regimes.iter().map(|regime| regime.stages.len()).sum();
    assert_eq!((pack.regimes.len(), stages), (118, 271));
    assert_eq!((pack.edition.as_str(), built_in()), (EDITION, &pack));
}
