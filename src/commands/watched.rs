//! The folders of a site that are watched.

use super::site::{absolute, load};
use crate::cli::SiteArgs;
use crate::serve::watch::Folders;
use std::path::PathBuf;

/// Folders of the theme and of what stands beside it.
const OF_THEME: [&str; 4] = ["themes", "templates", "assets", "i18n"];

/// Says which folders there are, by the configuration as it is at the moment.
pub(super) struct Watched {
    site: SiteArgs,
    output: Option<PathBuf>,
}

impl Watched {
    pub(super) fn of(site: &SiteArgs, output: Option<PathBuf>) -> Self {
        Self { site: site.clone(), output }
    }

    /// The folders; with a configuration that cannot be read, those that sites have when it says nothing else, so that
    /// it is seen when it is mended.
    pub(super) fn folders(&self) -> Option<Folders> {
        let site = absolute(&self.site.site);
        let (content, fixed, output) = match load(&self.site, self.output.as_deref(), false) {
            Ok((request, _)) => (request.content, site.join(&request.config.static_folder), request.output),
            Err(_) => {
                let content = self.site.content.clone().unwrap_or_else(|| site.join("content"));
                let output = self.output.clone().unwrap_or_else(|| site.join("output"));
                (absolute(&content), site.join("static"), absolute(&output))
            }
        };
        let mut watched = vec![content, fixed];
        watched.extend(OF_THEME.map(|name| site.join(name)));
        let aside = vec![output, site.join(".dateline"), site.join(".git")];
        Some(Folders { site, watched, aside })
    }
}
