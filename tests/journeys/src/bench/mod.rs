//! What the figures need: records of a wanted size, pages to compare with, medians.

pub mod board;
pub mod figures;
pub mod measure;
pub mod pages;
pub mod search;
pub mod seed;
