//! Small parts that several pages are made of.

pub mod calendar;
pub mod clock;
pub mod file;
pub mod form;
pub mod mark;
pub mod select;
pub mod text;
pub mod time_field;
