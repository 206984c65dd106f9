//! The preview: what an editor sees in the browser while writing.

pub mod ui;
