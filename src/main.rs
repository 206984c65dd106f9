//! The `dateline` program: arguments in, exit status out.

use clap::Parser;
use dateline::cli::Cli;
use std::process::ExitCode;

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    dateline::commands::run(Cli::parse())
}
