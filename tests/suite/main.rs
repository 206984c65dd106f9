//! The integration tests, one binary so that they link once.
#![allow(clippy::disallowed_methods, reason = "tests prepare folders and read what was written")]

mod bare;
mod built;
mod commands;
mod edits;
mod errors;
mod hostile;
mod inside;
mod killed;
mod manuals;
mod obstructed;
mod outputs;
mod properties;
mod random;
mod rerendered;
mod rooms;
mod sandbox;
mod schema;
mod sites;
mod states;
mod tree;
