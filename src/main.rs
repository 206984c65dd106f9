//! The `dateline` program: arguments in, exit status out.

use clap::Parser;
use dateline::cli::Cli;
use std::process::ExitCode;

fn main() -> ExitCode {
    dateline::commands::run(Cli::parse())
}
