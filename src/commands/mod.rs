//! One short file for each subcommand: from arguments to an exit status.
//!
//! This room reads the clock, the environment and the terminal for the rest of the program, which knows none of them.
#![allow(clippy::disallowed_methods, reason = "commands are where the program meets its surroundings")]

mod addresses;
mod build;
mod clock;
mod completions;
mod explain;
#[cfg(feature = "import")]
mod import;
mod list;
mod new;
mod progress;
mod publish;
mod report;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod site;
mod transfer;
mod verify;
#[cfg(feature = "serve")]
mod watched;

use crate::cli::{AddressesCommand, Cli, Command, NewCommand};
use std::process::ExitCode;

/// How a command ended, as an exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Done; warnings are allowed.
    Done = 0,
    /// Done, but some content is faulty, or there was a warning under `--strict`.
    Faulty = 1,
    /// Nothing was done: wrong usage, configuration, theme or environment.
    Failed = 2,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        ExitCode::from(status as u8)
    }
}

/// Runs a command.
pub fn run(cli: Cli) -> ExitCode {
    let status = match cli.command {
        Command::Build(args) => build::run(&args),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Publish(args) => publish::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Addresses { what: AddressesCommand::Fix(args) } => addresses::fix(&args),
        #[cfg(feature = "import")]
        Command::Import(args) => import::run(&args),
        Command::List(args) => list::run(&args),
        Command::New { what: NewCommand::Site { dir } } => new::site(&dir),
        Command::New { what: NewCommand::Article { headline, site, section, at } } => {
            new::article(&headline, &site, section.as_deref(), at.as_deref())
        }
        Command::Schema { of } => schema::run(of),
        Command::Completions { shell } => completions::shell(shell),
        Command::Man => completions::man(),
    };
    status.into()
}
