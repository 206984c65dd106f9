//! The integration tests, one binary so that they link once.
#![allow(clippy::disallowed_methods, reason = "tests prepare folders and read what was written")]

mod built;
mod errors;
mod hostile;
mod manuals;
mod outputs;
mod properties;
mod rooms;
mod sandbox;
mod sites;
mod states;
