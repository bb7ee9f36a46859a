//! Words used by several pages.
