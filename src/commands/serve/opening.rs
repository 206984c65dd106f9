//! Following the preview: a progress bar while the site is read for the first time, and after that only the clock.

use crate::build::Watch;
use crate::commands::progress::Progress;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Follows a preview.
pub(super) struct Opening {
    progress: Progress,
    start: Instant,
    is_over: AtomicBool,
}

impl Opening {
    pub(super) fn begin() -> Self {
        Self { progress: Progress::new(true, false), start: Instant::now(), is_over: AtomicBool::new(false) }
    }

    /// The site has been read: no bar is drawn any more.
    pub(super) fn is_over(&self) {
        self.is_over.store(true, Ordering::Relaxed);
        self.progress.finish();
    }
}

impl Watch for Opening {
    fn stage(&self, name: &'static str, steps: usize) {
        if !self.is_over.load(Ordering::Relaxed) {
            self.progress.stage(name, steps);
        }
    }

    fn step(&self) {
        if !self.is_over.load(Ordering::Relaxed) {
            self.progress.step();
        }
    }

    fn now(&self) -> Duration {
        self.start.elapsed()
    }

    fn page(&self, _: &str, _: &str, _: Duration) {}
}
