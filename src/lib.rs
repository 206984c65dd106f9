//! Dateline: a static site generator for news archives.

pub mod addresses;
pub mod archive;
pub mod article;
pub mod build;
pub mod cli;
pub mod commands;
pub mod config;
pub mod diagnostic;
pub mod fingerprint;
#[cfg(feature = "import")]
pub mod import;
pub mod language;
pub mod output;
pub mod plan;
pub mod publish;
pub mod record;
pub mod render;
#[cfg(feature = "serve")]
pub mod serve;
pub mod source;
pub mod theme;
pub mod yaml;
