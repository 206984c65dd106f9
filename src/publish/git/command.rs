//! The `git` command: how it is called.
//!
//! Takes: the cache repository, and what is to be done. Does: starts `git` without a shell, so that nothing of where
//! the program was started from reaches it: no surrounding repository, no hooks, no question on a terminal. What the
//! user has told `git` about addresses, keys and credentials holds. Gives: what it printed.

use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// Variables by which a `git` that called us, or a shell, would lead ours into another repository, make it ask
/// something, or make it print what it sends.
const LEFT_AWAY: [&str; 24] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_CEILING_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_CONFIG",
    "GIT_CONFIG_PARAMETERS",
    "GIT_CURL_VERBOSE",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_QUARANTINE_PATH",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_TRACE",
    "GIT_TRACE2",
    "GIT_TRACE_CURL",
    "GIT_TRACE_PACKET",
    "GIT_TRACE_SETUP",
    "GIT_WORK_TREE",
    "SSH_ASKPASS",
];

/// Settings that hold for every call: no hooks, no tidying up in between, and a server that falls silent is given up.
const SETTINGS: [&str; 6] = [
    // Larger files pass through `git` in pieces, too.
    "core.bigFileThreshold=16m",
    "core.hooksPath=/dev/null",
    "gc.auto=0",
    "maintenance.auto=false",
    "http.lowSpeedLimit=100",
    "http.lowSpeedTime=60",
];

/// `git` in a repository.
pub(super) struct Git {
    repository: PathBuf,
    /// The command for SSH; none when the user has one.
    ssh: Option<String>,
    /// The lock on the repository. Each `git` holds it too, as its input: one that outlives us keeps others out.
    lock: File,
}

impl Git {
    /// In the bare repository at this path, which is made if it is not there. Waits until no other process uses it.
    pub(super) fn at(repository: &Path, ssh_config: Option<&str>, own_ssh: bool) -> io::Result<Self> {
        std::fs::create_dir_all(repository)?;
        let mut options = File::options();
        let lock = options.create(true).truncate(false).write(true).read(true);
        let lock = lock.open(repository.join("dateline.lock"))?;
        lock.lock()?;
        let mut git = Self { repository: repository.to_path_buf(), ssh: None, lock };
        if !repository.join("HEAD").is_file() {
            let made = git.run(&["init", "--quiet", "--bare", "--template=", "."])?;
            if !made.status.success() {
                let _ = std::fs::remove_file(repository.join("HEAD"));
                return Err(io::Error::other(String::from_utf8_lossy(&made.stderr).into_owned()));
            }
        }
        let configured =
            || git.run(&["config", "--get", "core.sshCommand"]).is_ok_and(|run| run.status.success());
        if !own_ssh && !configured() {
            git.ssh = Some(ssh(ssh_config));
        }
        Ok(git)
    }

    /// Runs it to its end, without input.
    pub(super) fn run<S: AsRef<OsStr>>(&self, args: &[S]) -> io::Result<Output> {
        self.command(args).stdin(self.lock.try_clone()?).output()
    }

    /// Starts it with an input and an output that are ours; what it has to say about faults goes into a file, so that
    /// none of the three can wait for another.
    pub(super) fn start(&self, args: &[&str], faults: &str) -> io::Result<Child> {
        let faults = File::create(self.faults(faults))?;
        self.command(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(faults).spawn()
    }

    /// Removes what a `git fast-import` that was broken off has noted about that.
    pub(super) fn sweep(&self) {
        for entry in std::fs::read_dir(&self.repository).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with("fast_import_crash_") {
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }

    /// Where what it says about faults goes.
    pub(super) fn faults(&self, name: &str) -> PathBuf {
        self.repository.join(format!("dateline.{name}"))
    }

    fn command<S: AsRef<OsStr>>(&self, args: &[S]) -> Command {
        let mut command = Command::new("git");
        for name in LEFT_AWAY {
            command.env_remove(name);
        }
        if let Some(ssh) = &self.ssh {
            command.env("GIT_SSH_COMMAND", ssh);
        }
        command.env("GIT_DIR", &self.repository).env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
        command.current_dir(&self.repository);
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        command.args(args);
        command
    }
}

/// `ssh` that never asks, and that notices when nobody is at the other end any more.
fn ssh(config: Option<&str>) -> String {
    let mut command = String::from("ssh -o BatchMode=yes -o ConnectTimeout=30 -o ServerAliveInterval=15");
    if let Some(config) = config {
        command.push_str(&format!(" -F '{}'", config.replace('\'', r"'\''")));
    }
    command
}
