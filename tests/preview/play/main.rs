//! An editor at work, played: files are saved, and a real browser has to show what came of it without being touched.
//!
//! Each test has a newspaper, a `dateline serve` and a Chromium of its own. `scripts/test preview` builds the program
//! and installs the browser; by hand: `cargo build && cargo test --manifest-path tests/preview/Cargo.toml`.
//! DATELINE names another program than `target/debug/dateline`.
#![allow(clippy::disallowed_methods, reason = "tests write a site, start programs and wait")]

mod access;
mod articles;
mod desk;
mod marks;
mod mistakes;
mod newspaper;
mod preview;
mod stage;
mod styles;
mod tabs;
