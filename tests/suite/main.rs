//! The integration tests, one binary so that they link once.
#![allow(clippy::disallowed_methods, reason = "tests prepare folders and read what was written")]
#![allow(
    clippy::disallowed_macros,
    reason = "long tests say how far they went, and what they could not test"
)]

mod addresses;
mod bare;
mod built;
mod commands;
mod damaged;
mod dice;
mod edits;
mod errors;
mod hostile;
#[cfg(feature = "import")]
mod imports;
mod inside;
mod killed;
mod manuals;
mod moments;
mod obstructed;
mod outputs;
mod preview;
mod properties;
mod publish;
mod random;
mod rerendered;
mod rooms;
mod sandbox;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod sites;
mod states;
mod tree;
