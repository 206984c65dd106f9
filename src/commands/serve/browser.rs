//! Opening the browser, as each system does it.

use crate::commands::report;
use std::process::{Command, Stdio};

/// Opens an address, without waiting for it. That it cannot be opened is said, and no reason to end.
pub(super) fn open(address: &str) {
    let mut command = command(address);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let failed = |why: &str| report::say(&format!("note: the browser cannot be opened: {why}\n"));
    match command.spawn() {
        Err(error) => failed(&format!("{}: {error}", command.get_program().display())),
        Ok(mut child) => {
            std::thread::spawn(move || {
                if let Ok(status) = child.wait()
                    && !status.success()
                {
                    failed(&status.to_string());
                }
            });
        }
    }
}

fn command(address: &str) -> Command {
    if cfg!(target_os = "macos") {
        let mut command = Command::new("open");
        command.arg(address);
        command
    } else if cfg!(windows) {
        let mut command = Command::new("cmd");
        // The empty argument is the title of a window, which `start` takes its first quoted argument for.
        command.args(["/c", "start", "", address]);
        command
    } else {
        let mut command = Command::new("xdg-open");
        command.arg(address);
        command
    }
}
