//! Following a build: progress bars on a terminal when it takes long, and timings when they are asked for.

use crate::build::Watch;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A build that takes less long than this shows no bar.
const PATIENCE: Duration = Duration::from_millis(500);
/// How many of the slowest pages are kept.
const SLOWEST: usize = 10;

/// Watches one build.
pub(super) struct Progress {
    start: Instant,
    bars: bool,
    bar: Mutex<Option<ProgressBar>>,
    steps: AtomicUsize,
    timings: Mutex<Timings>,
    detailed: bool,
}

/// What took how long.
#[derive(Debug, Default, Clone)]
pub(super) struct Timings {
    /// Stages in order: name, steps, start and, once the next has begun, duration.
    pub(super) stages: Vec<(&'static str, usize, Duration, Duration)>,
    /// Pages and time by template, over all threads.
    pub(super) templates: BTreeMap<String, (usize, Duration)>,
    /// The slowest pages, slowest first.
    pub(super) slowest: Vec<(Duration, String)>,
}

impl Progress {
    /// Begins. Bars are drawn on a terminal only, and only if `bars`; pages are timed only if `detailed`.
    pub(super) fn new(bars: bool, detailed: bool) -> Self {
        Self {
            start: Instant::now(),
            bars: bars && std::io::stderr().is_terminal(),
            bar: Mutex::new(None),
            steps: AtomicUsize::new(0),
            timings: Mutex::default(),
            detailed,
        }
    }

    /// Ends: removes the bar and gives the timings.
    pub(super) fn finish(&self) -> (Duration, Timings) {
        let now = self.start.elapsed();
        if let Some(bar) = self.bar.lock().ok().and_then(|mut b| b.take()) {
            bar.finish_and_clear();
        }
        let mut timings = self.timings.lock().map(|t| t.clone()).unwrap_or_default();
        if let Some(last) = timings.stages.last_mut() {
            last.3 = now.saturating_sub(last.2);
        }
        (now, timings)
    }
}

impl Watch for Progress {
    fn stage(&self, name: &'static str, steps: usize) {
        let now = self.start.elapsed();
        if let Ok(mut timings) = self.timings.lock() {
            if let Some(last) = timings.stages.last_mut() {
                last.3 = now.saturating_sub(last.2);
            }
            timings.stages.push((name, steps, now, Duration::ZERO));
        }
        self.steps.store(0, Ordering::Relaxed);
        if let Ok(mut bar) = self.bar.lock() {
            if let Some(old) = bar.take() {
                old.finish_and_clear();
            }
            if self.bars && steps > 0 {
                let new = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::hidden());
                let style = ProgressStyle::with_template("{msg:>8} [{bar:30}] {pos}/{len}");
                new.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "));
                new.set_message(name);
                *bar = Some(new);
            }
        }
    }

    fn step(&self) {
        let done = self.steps.fetch_add(1, Ordering::Relaxed) + 1;
        if !self.bars || !done.is_multiple_of(64) || self.start.elapsed() < PATIENCE {
            return;
        }
        if let Some(bar) = self.bar.lock().ok().as_ref().and_then(|b| b.as_ref()) {
            if bar.is_hidden() {
                bar.set_draw_target(ProgressDrawTarget::stderr());
            }
            bar.set_position(done as u64);
        }
    }

    fn now(&self) -> Duration {
        if self.detailed { self.start.elapsed() } else { Duration::ZERO }
    }

    fn page(&self, template: &str, address: &str, took: Duration) {
        if !self.detailed {
            return;
        }
        let Ok(mut timings) = self.timings.lock() else { return };
        let own = timings.templates.entry(template.to_owned()).or_default();
        own.0 += 1;
        own.1 += took;
        let at = timings.slowest.partition_point(|(t, _)| *t >= took);
        if at < SLOWEST {
            timings.slowest.insert(at, (took, address.to_owned()));
            timings.slowest.truncate(SLOWEST);
        }
    }
}
