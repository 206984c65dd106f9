//! Following a publish: a progress bar on a terminal, with files, bytes, rate and time left.

use crate::publish::run::Follow;
use indicatif::{HumanBytes, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

/// Follows one publish.
pub(super) struct Transfer {
    shown: bool,
    bar: OnceLock<ProgressBar>,
    files: AtomicUsize,
    sent: AtomicUsize,
    bytes: AtomicU64,
}

impl Transfer {
    /// Begins; a bar is drawn on a terminal only, and only if `shown`.
    pub(super) fn new(shown: bool) -> Self {
        Self {
            shown: shown && std::io::stderr().is_terminal(),
            bar: OnceLock::new(),
            files: AtomicUsize::new(0),
            sent: AtomicUsize::new(0),
            bytes: AtomicU64::new(0),
        }
    }

    /// Ends: removes the bar, and gives how many files and bytes were really sent.
    pub(super) fn finish(&self) -> (usize, u64) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
        (self.sent.load(Ordering::Relaxed), self.bytes.load(Ordering::Relaxed))
    }
}

/// A number of bytes for people.
pub(super) fn bytes(number: u64) -> String {
    HumanBytes(number).to_string()
}

impl Follow for Transfer {
    fn begin(&self, files: usize, bytes: u64) {
        if !self.shown || files == 0 {
            return;
        }
        let target = ProgressDrawTarget::stderr_with_hz(4);
        let bar = ProgressBar::with_draw_target(Some(bytes.max(1)), target);
        let template = "{msg} [{bar:30}] {bytes}/{total_bytes}, {bytes_per_sec}, {eta} left";
        let style = ProgressStyle::with_template(template);
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "));
        bar.set_message(format!("0 of {files} files"));
        bar.set_prefix(files.to_string());
        let _ = self.bar.set(bar);
    }

    fn done(&self, bytes: u64, sent: bool) {
        let files = self.files.fetch_add(1, Ordering::Relaxed) + 1;
        if sent {
            self.sent.fetch_add(1, Ordering::Relaxed);
            self.bytes.fetch_add(bytes, Ordering::Relaxed);
        }
        if let Some(bar) = self.bar.get() {
            bar.inc(bytes);
            bar.set_message(format!("{files} of {} files", bar.prefix()));
        }
    }
}
