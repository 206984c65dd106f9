//! The site as it stands while it is edited, held in memory: nothing is ever written.
//!
//! Takes: what a build takes, and the names of files that may have changed. Does: keeps what the texts say ([`texts`]), a
//! state of the site ([`stand`]) and the pages that were asked for ([`pages`]); after a change it reads what moved and
//! does only the stages that depend on it. A configuration or a theme that cannot be used leaves the state as it is,
//! and says so. Gives: what lies at an address, and what an edit did to a page ([`answer`]).
//!
//! | what has moved | what is done again |
//! | --- | --- |
//! | the words of an article | the article is exchanged, its digest and its links are looked at |
//! | its date, terms, address, links, state; a page or a file about a term; the configuration | archive, plan, check |
//! | the theme; which pictures and fixed files there are | plan, check |
//! | what is in a picture or a fixed file | nothing: it is read when it is asked for |

pub mod answer;
mod desk;
mod ground;
mod pages;
mod site;
mod stand;
mod texts;
mod update;

use super::world::World;
use super::{Request, Watch, assemble, reading};
use crate::article::Article;
use crate::diagnostic::Diagnostic;
use crate::output;
use crate::record::{Facts, Head, Source};
use crate::theme::Theme;
use desk::Known;
use ground::Ground;
use pages::Pages;
use stand::{Indexed, Material, Stand};
use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};
use texts::Texts;

/// Reads the configuration and settles folders and moment; also gives what was doubtful.
pub type Load = Box<dyn Fn() -> Result<(Request, Vec<Diagnostic>), Vec<Diagnostic>> + Send + Sync>;

/// A site that can be looked at while it is edited.
pub struct Preview {
    load: Load,
    watch: Arc<dyn Watch + Send + Sync>,
    inner: RwLock<Inner>,
    pages: Pages,
}

/// What a preview knows.
#[derive(Default)]
struct Inner {
    /// Number of the state; it grows with every update that changes something.
    number: u64,
    /// The last configuration that could be used.
    request: Option<Request>,
    /// What is wrong with the configuration as it is now.
    config_problems: Vec<Diagnostic>,
    ground: Ground,
    texts: Texts,
    stand: Option<Stand>,
    /// The articles while there is no state that holds them.
    #[allow(clippy::vec_box, reason = "articles are large and move from place to place")]
    resting: Vec<Box<Article>>,
    /// What keeps the files as they are now from becoming a state: a missing folder, a faulty theme.
    refused: Vec<Diagnostic>,
    /// What is wrong with the theme though it can be used.
    theme_problems: Vec<Diagnostic>,
    /// What was wrong when the preview began.
    known: Known,
    /// What the state before this one looked like.
    before: Head,
    /// URLs of files that were saved since the preview began, with the number of the state in which they last were.
    saved: BTreeMap<String, u64>,
}

impl Preview {
    /// Looks at the site for the first time. What keeps it from being shown is among its problems; it is shown as soon
    /// as that is mended.
    pub fn open(load: Load, watch: Arc<dyn Watch + Send + Sync>) -> Self {
        let mut inner = Inner { number: 1, ..Inner::default() };
        inner.open(&load, &*watch);
        inner.known = Known::of(inner.problems().iter().filter(|problem| !inner.refused.contains(problem)));
        Self { load, watch, inner: RwLock::new(inner), pages: Pages::default() }
    }
}

impl Inner {
    /// Reads everything; of what a build has left a record of, only what has moved since.
    fn open(&mut self, load: &Load, watch: &dyn Watch) {
        match load() {
            Ok((request, doubts)) => {
                self.config_problems = doubts;
                if let Err(problems) = self.settle(request, watch) {
                    self.refused = problems;
                }
            }
            Err(problems) => self.config_problems = problems,
        }
    }

    fn settle(&mut self, request: Request, watch: &dyn Watch) -> Result<(), Vec<Diagnostic>> {
        watch.stage("discover", 0);
        let (ground, remembered) = rayon::join(|| Ground::survey(&request), || remember(&request));
        self.ground = ground?;
        let world = World::of(&request, &self.ground.layers);
        let mut known = match remembered {
            Some((how, sources)) if how == world.reading => sources,
            _ => Vec::new(),
        };
        watch.stage("parse", self.ground.files.len());
        let reading = reading(&request)?;
        let desk = texts::Desk { request: &request, reading: &reading, watch };
        let exchange = self.texts.read(&desk, &self.ground.files, &mut known, |_| false);
        drop(known);
        watch.stage("archive", 0);
        let theme = self.new_theme(&request);
        let indexed = Indexed::of(&request, exchange.articles.into_values().collect(), self.material());
        let (theme, refused) = match theme {
            Ok(theme) => (Some(theme), Vec::new()),
            Err(problems) => (None, problems),
        };
        self.plan(&request, indexed, [theme, None], world, watch);
        self.refused.extend(refused);
        self.request = Some(request);
        Ok(())
    }

    /// Puts the theme together from the files as they are.
    ///
    /// # Errors
    /// All that is wrong with it.
    fn new_theme(&mut self, request: &Request) -> Result<Theme, Vec<Diagnostic>> {
        let mut doubts = Vec::new();
        let theme = assemble(request, self.ground.layers.clone(), &mut doubts)?;
        self.theme_problems = doubts;
        Ok(theme)
    }

    /// Makes a state of an archive with the first of the themes that has every template the site needs. Without any,
    /// the articles are put aside.
    fn plan(
        &mut self,
        request: &Request,
        mut indexed: Indexed,
        themes: [Option<Theme>; 2],
        world: World,
        watch: &dyn Watch,
    ) {
        watch.stage("plan", 0);
        let fixed = self.ground.fixed_paths();
        for theme in themes.into_iter().flatten() {
            match Stand::plan(request, indexed, theme, world, &fixed, watch) {
                Ok(stand) => {
                    self.stand = Some(stand);
                    return;
                }
                Err(fallen) => {
                    indexed = fallen.indexed;
                    self.refused.extend(fallen.problems);
                }
            }
        }
        self.resting = indexed.content.archive.into_articles();
    }

    fn material(&self) -> Material<'_> {
        Material {
            files: &self.ground.files,
            standing: self.texts.standing.values().cloned().collect(),
            notes: self.texts.notes.values().cloned().collect(),
            left_out: self.texts.left_out.iter().map(|path| path.to_string()).collect(),
            lost_articles: self.ground.lost_articles,
        }
    }

    /// Everything that is wrong, but for pages that could not be rendered.
    fn problems(&self) -> Vec<Diagnostic> {
        let mut all = self.texts.problems();
        all.extend(self.config_problems.iter().chain(&self.refused).chain(&self.theme_problems).cloned());
        all.extend(self.ground.problems.iter().flatten().cloned());
        all.extend(self.stand.iter().flat_map(Stand::all_problems).cloned());
        crate::diagnostic::sort(&mut all);
        all
    }
}

/// What the last build knew of the texts.
fn remember(request: &Request) -> Option<(crate::fingerprint::Digest, Vec<(Source, Facts)>)> {
    output::memory::sources(&request.output, &request.site.join(".dateline"))
}
