//! What the site holds: every page, as a value.

pub mod view;
