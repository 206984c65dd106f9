//! `dateline completions` and `dateline man`: from the same definitions as the arguments.

use super::{Status, report};
use crate::cli::Cli;
use clap::CommandFactory;

/// Prints completions for a shell.
pub(super) fn shell(shell: clap_complete::Shell) -> Status {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "dateline", &mut text);
    report::print(&String::from_utf8_lossy(&text))
}

/// Prints the manual page in roff: the program, then each subcommand.
pub(super) fn man() -> Status {
    let mut text = Vec::new();
    let mut command = Cli::command();
    command.build();
    for page in with_subcommands(&command) {
        if let Err(error) = clap_mangen::Man::new(page).render(&mut text) {
            return report::failed(&format!("cannot write the manual page: {error}"));
        }
    }
    report::print(&String::from_utf8_lossy(&text))
}

/// A command and all below it, without `help`.
fn with_subcommands(command: &clap::Command) -> Vec<clap::Command> {
    let below = command.get_subcommands().filter(|c| c.get_name() != "help");
    std::iter::once(command.clone()).chain(below.flat_map(with_subcommands)).collect()
}
