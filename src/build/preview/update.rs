//! Bringing the preview up to date.

use super::answer::{Changed, Updatable, Update};
use super::ground::{Moved, Sorted};
use super::stand::{Indexed, Stand};
use super::texts::{self, Exchange};
use super::{Inner, Load, Preview};
use crate::archive::Archive;
use crate::archive::address::url;
use crate::article::Article;
use crate::build::world::World;
use crate::build::{Request, Watch, assets, base_path, reading};
use crate::diagnostic::join;
use crate::theme::Theme;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

/// So many sources are named.
const NAMED: usize = 30;

/// How much of a state has to be made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Depth {
    Nothing,
    Articles,
    Plan,
    Archive,
}

impl Updatable for Preview {
    fn update(&self, changed: &Changed) -> Update {
        let mut inner = self.inner.write().unwrap_or_else(PoisonError::into_inner);
        let number = inner.number;
        let mut update = inner.update(changed, &self.load, &*self.watch);
        inner.number = number + u64::from(update.changed);
        update.number = inner.number;
        if update.changed {
            let mut known = std::mem::take(&mut inner.known);
            known.keep(inner.each_problem());
            inner.known = known;
        }
        let number = inner.number;
        inner.saved.extend(update.files.iter().map(|url| (url.clone(), number)));
        update
    }
}

impl Inner {
    fn update(&mut self, changed: &Changed, load: &Load, watch: &dyn Watch) -> Update {
        let only_time = changed.paths.is_empty() && !changed.all;
        let Some(request) = self.request.clone() else {
            if !only_time {
                self.refused.clear();
                self.open(load, watch);
            }
            return Update { changed: !only_time, ..Update::default() };
        };
        let sorted = Sorted::of(changed, &request);
        let said = self.config_problems.clone();
        let next = match (only_time, sorted.config) {
            (false, false) => request.clone(),
            _ => match load() {
                Ok((next, doubts)) => {
                    self.config_problems = doubts;
                    next
                }
                Err(problems) => {
                    self.config_problems = problems;
                    request.clone()
                }
            },
        };
        if only_time {
            return self.pass_time(next, watch);
        }
        let another_content = next.content != request.content;
        if another_content || next.config.taxonomies != request.config.taxonomies {
            return self.begin_again(next, watch);
        }
        let mut update = self.follow(&request, next, &sorted, watch);
        update.changed |= self.config_problems != said;
        update
    }

    /// Another content folder, or other folders of it that hold files about terms: everything is read.
    fn begin_again(&mut self, next: Request, watch: &dyn Watch) -> Update {
        let doubts = std::mem::take(&mut self.config_problems);
        *self = Self {
            number: self.number,
            config_problems: doubts,
            known: std::mem::take(&mut self.known),
            saved: std::mem::take(&mut self.saved),
            ..Self::default()
        };
        if let Err(problems) = self.settle(next, watch) {
            self.refused = problems;
        }
        Update { changed: true, ..Update::default() }
    }

    /// Only time has passed: an embargo may have ended.
    fn pass_time(&mut self, next: Request, watch: &dyn Watch) -> Update {
        let Some(stand) = &self.stand else { return Update::default() };
        let (from, until) = stand.standstill;
        let same_day = self.request.as_ref().is_some_and(|request| request.today == next.today);
        if (from..until).contains(&next.clock.at) && same_day {
            return Update::default();
        }
        self.again(next, Depth::Archive, Exchange::default(), &[], None, watch);
        Update { changed: true, ..Update::default() }
    }

    /// Reads what has moved, and makes again what depends on it.
    fn follow(&mut self, before: &Request, next: Request, sorted: &Sorted, watch: &dyn Watch) -> Update {
        let mut moved = match self.ground.look(sorted, &next) {
            Ok(moved) => moved,
            Err(problems) => {
                self.refused = problems;
                return Update { changed: true, ..Update::default() };
            }
        };
        let configured = before.config != next.config;
        let reading = |request: &Request| World::of(request, &self.ground.layers).reading;
        if configured && reading(before) != reading(&next) {
            moved.texts = self.ground.files.clone();
        }
        let exchange = match self.read(&next, &moved, watch) {
            Ok(exchange) => exchange,
            Err(problems) => {
                self.refused = problems;
                return Update { changed: true, ..Update::default() };
            }
        };
        let another_theme = moved.theme || configured || self.stand.is_none() || !self.refused.is_empty();
        self.refused.clear();
        let theme = match another_theme.then(|| self.new_theme(&next)) {
            Some(Ok(theme)) => Some(theme),
            Some(Err(problems)) => {
                self.refused = problems;
                None
            }
            None => None,
        };
        let depth = match () {
            () if configured || exchange.others || exchange.left_out || self.stand.is_none() => {
                Depth::Archive
            }
            () if !moved.gone.is_empty() => Depth::Archive,
            () if theme.is_some() || moved.assets || moved.fixed => Depth::Plan,
            () if exchange.articles.is_empty() => Depth::Nothing,
            () => Depth::Articles,
        };
        let mut update = self.report(&next, &moved);
        update.changed |= depth != Depth::Nothing || moved.theme || !moved.texts.is_empty();
        self.again(next, depth, exchange, &moved.gone, theme, watch);
        update
    }

    fn read(
        &mut self,
        request: &Request,
        moved: &Moved,
        watch: &dyn Watch,
    ) -> Result<Exchange, Vec<crate::diagnostic::Diagnostic>> {
        let reading = reading(request)?;
        let facts = self.shown(moved);
        let desk = texts::Desk { request, reading: &reading, watch };
        let is_shown = |path: &str| facts.contains_key(path);
        let mut exchange = self.texts.read(&desk, &moved.texts, &mut [], is_shown);
        // A file that was written anew, word for word, has not changed.
        exchange.articles.retain(|path, article| facts.get(&**path) != Some(&article.facts));
        self.texts.forget(&moved.gone, &mut exchange);
        Ok(exchange)
    }

    /// Of the texts that have moved, those that are articles of the present state, with the digests of what they say.
    fn shown(&self, moved: &Moved) -> BTreeMap<Arc<str>, crate::fingerprint::Digest> {
        let wanted: std::collections::HashSet<&str> = moved.texts.iter().map(|file| &*file.path).collect();
        let standing = self.stand.iter().flat_map(|stand| articles(&stand.content.archive));
        let all = standing.chain(self.resting.iter().map(|article| &**article));
        let shown = all.filter(|article| wanted.contains(&*article.path));
        shown.map(|article| (article.path.clone(), article.facts)).collect()
    }

    /// Makes again what depends on what has moved.
    fn again(
        &mut self,
        request: Request,
        depth: Depth,
        exchange: Exchange,
        gone: &[Arc<str>],
        theme: Option<Theme>,
        watch: &dyn Watch,
    ) {
        let mut left: Vec<Box<Article>> = exchange.articles.into_values().collect();
        if let Some(stand) = &mut self.stand {
            self.before = stand.head();
            if depth < Depth::Archive {
                left = left.into_iter().filter_map(|article| stand.exchange(&request, article)).collect();
            }
        }
        let depth = if left.is_empty() { depth } else { Depth::Archive };
        if depth < Depth::Plan {
            self.request = Some(request);
            return;
        }
        let world = World::of(&request, &self.ground.layers);
        let (indexed, old_theme) = match self.stand.take() {
            Some(Stand { content, theme, archive_problems, .. }) => {
                (Some(Indexed { content, problems: archive_problems }), Some(theme))
            }
            None => (None, None),
        };
        let indexed = match indexed {
            Some(mut indexed) if depth == Depth::Plan => {
                indexed.content.assets = assets(&self.ground.files);
                indexed
            }
            indexed => {
                watch.stage("archive", 0);
                if let Some(Indexed { content, .. }) = indexed {
                    self.resting = content.archive.into_articles();
                }
                put_in(&mut self.resting, left, gone);
                Indexed::of(&request, std::mem::take(&mut self.resting), self.material())
            }
        };
        self.plan(&request, indexed, [theme, old_theme], world, watch);
        self.request = Some(request);
    }

    /// What happened, in names.
    fn report(&self, request: &Request, moved: &Moved) -> Update {
        let texts = moved.texts.iter().map(|file| &file.path).chain(&moved.gone);
        let mut sources: Vec<String> = texts.map(|path| join(&request.content_shown, path)).collect();
        sources.extend(moved.media.iter().map(|path| join(&request.content_shown, path)));
        let fixed = join(&request.site_shown, &request.config.static_folder);
        sources.extend(moved.fixed_media.iter().map(|path| join(&fixed, path)));
        let source_count = sources.len();
        sources.truncate(NAMED);
        let base = base_path(&request.config);
        let files = self.stand.iter().flat_map(|stand| &stand.plan.media).filter(|file| {
            let changed = if file.fixed { &moved.fixed_media } else { &moved.media };
            changed.iter().any(|path| **path == *file.path)
        });
        let files: Vec<String> = files.map(|file| url(base, &file.address)).collect();
        Update { number: 0, changed: !files.is_empty(), sources, source_count, files }
    }
}

/// Every article of an archive, whether it has a page or not.
fn articles(archive: &Archive) -> impl Iterator<Item = &Article> {
    let entries = archive.entries.iter().map(|entry| &*entry.article);
    let withheld = archive.withheld.iter().map(|(article, _)| &**article);
    entries.chain(withheld).chain(archive.refused.iter().map(|article| &**article))
}

/// Puts articles among others, which are in order of path, and takes out those that are gone.
#[allow(clippy::vec_box, reason = "articles are large and move from place to place")]
fn put_in(all: &mut Vec<Box<Article>>, articles: Vec<Box<Article>>, gone: &[Arc<str>]) {
    if !gone.is_empty() {
        all.retain(|article| !gone.contains(&article.path));
    }
    let mut new = Vec::new();
    for article in articles {
        match all.binary_search_by(|known| known.path.cmp(&article.path)) {
            Ok(at) => all[at] = article,
            Err(_) => new.push(article),
        }
    }
    if !new.is_empty() {
        all.extend(new);
        all.sort_by(|a, b| a.path.cmp(&b.path));
    }
}
