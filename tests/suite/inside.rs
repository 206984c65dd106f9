//! Builds inside this process, for tests that need so many of them that starting the program would take longest.

use dateline::archive::presence::Clock;
use dateline::build::preview::Load;
use dateline::build::{Built, Request, Watch, build};
use dateline::config::{self, Config};
use dateline::diagnostic::Diagnostic;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Watches a build and says nothing.
pub struct Nobody;

impl Watch for Nobody {
    fn stage(&self, _: &'static str, _: usize) {}
    fn step(&self) {}
    fn now(&self) -> Duration {
        Duration::ZERO
    }
    fn page(&self, _: &str, _: &str, _: Duration) {}
}

/// What a build is asked besides its folders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'a> {
    /// The moment.
    pub at: &'a str,
    /// With drafts.
    pub drafts: bool,
    /// Without articles that have a broken date.
    pub strict: bool,
}

/// A site with this configuration, as the program would take it.
pub fn request(site: &Path, output: &Path, config: Config, asked: Asked<'_>) -> Request {
    let at: jiff::Timestamp = asked.at.parse().expect("a moment");
    let zone = jiff::tz::TimeZone::get(&config.timezone).unwrap_or(jiff::tz::TimeZone::UTC);
    let today = at.to_zoned(zone).date();
    Request {
        site: site.to_path_buf(),
        site_shown: ".".to_owned(),
        content: site.join("content"),
        content_shown: "content".to_owned(),
        output: output.to_path_buf(),
        output_shown: "output".to_owned(),
        config,
        config_shown: "config.yaml".to_owned(),
        clock: Clock { at: at.as_second(), drafts: asked.drafts, ahead: false },
        today: (today.year(), today.month(), today.day()),
        strict: asked.strict,
        clean: false,
        explain: false,
        addresses: String::new(),
        allow_broken_addresses: false,
    }
}

/// What a preview reads its configuration by; `asked` may change while it is open.
pub fn load(site: PathBuf, output: PathBuf, asked: Arc<Mutex<Asked<'static>>>) -> Load {
    Box::new(move || {
        let text = fs::read(site.join("config.yaml")).expect("a configuration");
        let (config, said) = config::read_bytes("config.yaml", &text)?;
        let asked = *asked.lock().expect("no panic");
        Ok((request(&site, &output, config, asked), said))
    })
}

/// Reads `config.yaml` and builds: what the program does between its arguments and its report.
///
/// # Errors
/// All that keeps the site from being built.
pub fn build_site(site: &Path, output: &Path, asked: Asked<'_>) -> Result<Built, Vec<Diagnostic>> {
    let text = fs::read(site.join("config.yaml")).expect("a configuration");
    let (config, mut said) = config::read_bytes("config.yaml", &text)?;
    let mut built = build(&request(site, output, config, asked), &Nobody)?;
    said.append(&mut built.diagnostics);
    dateline::diagnostic::sort(&mut said);
    built.diagnostics = said;
    Ok(built)
}
